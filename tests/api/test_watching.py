"""The studio goes on: a turn of the watch that goes wrong, a credential that could not be looked at for a moment."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Any, cast

import pytest

from oeuvre.api.events import Hub
from oeuvre.api.tabling import Tabling
from oeuvre.collective import Rooms
from oeuvre.credentials import CredentialsError
from oeuvre.foundation import read_settings
from oeuvre.record import NewAct
from oeuvre.studio import Desk
from tests.api.planted import SLUG, plant


def desk_at(home: Path) -> Desk:
    return Desk(read_settings(home=str(home), language="en", environment={}, here=home.parent), home.parent)


def test_one_turn_that_goes_wrong_is_not_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path / "home", drafts=1)
    with desk_at(tmp_path / "home") as desk:
        hub, placed, wrong = Hub(), list[str](), ["head", "place"]

        class Tables:
            def open_rooms(self) -> list[Any]:
                return ["a table"]

        async def opening(room: Any) -> None:
            if "place" in wrong:
                wrong.remove("place")
                raise KeyError("no such word")
            placed.append(room)

        real = desk.record.head

        def head() -> int:
            if "head" in wrong:
                wrong.remove("head")
                raise OSError("busy")
            return real()

        async def run() -> None:
            hub.open()
            tabling = Tabling(desk, hub, "en")
            monkeypatch.setattr(tabling, "opening", opening)
            task = asyncio.create_task(tabling.watch(cast(Rooms, Tables())))
            monkeypatch.setattr(desk.record, "head", head)
            person = await asyncio.to_thread(desk.record.party, "Awa Diop", "person")
            for _ in range(400):
                if placed:
                    break
                new = NewAct("keep", project=SLUG, by=[(person, "chooser")])
                await asyncio.to_thread(desk.record.append, new)
                hub.wake()
                await asyncio.sleep(0.02)
            hub.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(task, 30)

        asyncio.run(run())
        assert placed
        assert wrong == []


def test_a_look_that_failed_is_taken_again_and_one_that_holds_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path / "home", drafts=1)
    with desk_at(tmp_path / "home") as desk:
        fold = desk.fold(SLUG)
        card = next(card for card in fold.cards if card.image is not None)
        assert card.image is not None
        looks: list[Path] = []
        found = object()

        class Pool:
            def verify_file(self, path: Path, anchors: object) -> object:
                looks.append(path)
                if len(looks) == 1:
                    raise CredentialsError("worker")
                return found

            def close(self) -> None:
                pass

        monkeypatch.setattr(desk, "_pool", Pool())
        with pytest.raises(CredentialsError):
            desk.verified(fold, card.image)
        assert desk.verified(fold, card.image) is found
        assert desk.verified(fold, card.image) is found
        assert len(looks) == 2
        trust = tmp_path / "home" / "trust" / "added"
        trust.mkdir(parents=True, exist_ok=True)
        (trust / "other.pem").write_text("-----BEGIN CERTIFICATE-----", encoding="ascii")
        desk.verified(fold, card.image)
        assert len(looks) == 3
