"""A brief that was changed begins a sheet of its own: its ideas and drafts are numbered on in the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oeuvre.foundation import Settings, read_settings
from oeuvre.production import Loop
from oeuvre.record import NewAct, NewWork, Record
from oeuvre.studio import Desk
from oeuvre.studio.places import begun, gone_on
from tests.api.planted import BRIEF, RUN, SLUG, plant


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    plant(tmp_path / "home")
    return read_settings(home=str(tmp_path / "home"), language="en", environment={}, here=tmp_path)


@pytest.fixture
def changed(settings: Settings, tmp_path: Path) -> Iterator[Loop]:
    """The loop of a brief that was changed after a sheet of the first."""
    text = BRIEF + b"\n# changed\n"
    with Record.open(settings.home) as record:
        work = NewWork(record.store.put(text), "application/toml", "text", len(text), attributes={"files": {}})
        person = record.party("Awa Diop", "person")
        record.append(
            NewAct(
                "import",
                project=SLUG,
                by=[(person, "commissioner")],
                made=[(work, "brief")],
                settings={"seed": 1, "project_title": "Nuit des pains"},
            )
        )
    with (
        Desk(settings, tmp_path) as desk,
        desk.acting("") as studio,
        begun(studio, desk.place(studio, SLUG), house=True) as loop,
    ):
        yield loop


def test_ideas_and_drafts_of_a_changed_brief_are_numbered_on(changed: Loop) -> None:
    from oeuvre.production import ideas_of

    assert changed.run.id != RUN
    changed.to_ideas(2)
    assert [one.number for one in ideas_of(changed.record, changed.run.ideas)] == [3, 4]
    # The first sheet was cut short at six: the numbers up to 24 stay its own.
    assert [one.number for one in changed.specs] == list(range(25, 49))


def test_the_first_run_goes_on_behind_the_second(changed: Loop, settings: Settings, tmp_path: Path) -> None:
    from oeuvre.production.numbering import last_draft

    rule, brief = changed.recorder.party, changed.recorder.brief(changed.brief)
    for number in (25, 26):
        changed.record.append(
            NewAct(
                "compose",
                project=SLUG,
                run=changed.run.id,
                by=[(rule, "composer")],
                used=[(brief, "brief")],
                settings={"number": number},
            )
        )
    assert last_draft(changed) == 48
    with Desk(settings, tmp_path) as desk, desk.acting("") as studio, gone_on(studio, RUN, tmp_path / "one") as loop:
        assert last_draft(loop) == 48
        assert loop.specs[0].number == 1
