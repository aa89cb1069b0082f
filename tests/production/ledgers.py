"""A record written by hand: a poster by several people, in all its versions, with an emblem of a house model on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from oeuvre.record import NewAct, NewWork, Party, Record, Work

BEGUN = datetime(2026, 9, 1, 9, tzinfo=UTC)
MODEL = {"explored": "emblem", "model": "emblem", "model_version": "v1", "nearest": [["loaf", 0.25], ["oven", 0.75]]}


class Shelf:
    """A home's record on which acts are a minute apart, and days can be passed."""

    def __init__(self, home: Path) -> None:
        self.now = BEGUN
        self.record = Record.open(home, clock=self._tick)
        self._count = 0

    def _tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    def person(self, name: str) -> Party:
        return self.record.party(name, "person")

    def rule(self) -> Party:
        return self.record.party("Oeuvre: composition by rule", "rule")

    def work(self, title: str, **more: Any) -> NewWork:
        self._count += 1
        data = f"{title} {self._count}".encode()
        return NewWork(self.record.store.put(data), "image/png", "image", len(data), title=title, **more)

    def act(
        self,
        kind: str,
        by: list[tuple[Party, str]],
        made: list[tuple[NewWork, str]] | None = None,
        used: list[tuple[Work, str]] | None = None,
        **settings: Any,
    ) -> list[Work]:
        new = NewAct(kind, by=by, used=used or [], made=made or [], project="market", run="r1", settings=settings)
        return list(self.record.append(new)[0].works)

    def piece(self, author: str, title: str, licence: str = "all-rights-reserved") -> Work:
        by = [(self.person(author), "author"), (self.person("Ines"), "importer")]
        return self.act("import", by, [(self.work(title, licence=licence), "piece")])[0]

    def emblem(self, director: str = "") -> Work:
        """An emblem of the house model, near two works by Lorc and Delapouite."""
        near = [self.piece(author, name, "CC-BY-3.0") for author, name in (("Lorc", "loaf"), ("Delapouite", "oven"))]
        by = [(self.record.party("Oeuvre: emblem", "model"), "author")]
        by += [(self.person(director), "director")] if director else []
        used = [(one, "influence") for one in near]
        return self.act("generate", by, [(self.work("emblem 7-1"), "emblem")], used, **MODEL)[0]

    def design(self, used: list[tuple[Work, str]], number: int = 1, by: list[tuple[Party, str]] | None = None) -> Work:
        drawn = self.work(f"Market · {number}", attributes={"number": number})
        made = [(drawn, "draft"), (self.work("preview"), "preview")]
        return self.act("compose", [(self.rule(), "composer"), *(by or [])], made, used, number=number)[0]

    def edition(self, design: Work, used: list[tuple[Work, str]] | None = None, path: str = "a3.pdf") -> Work:
        rendition = self.act(
            "adapt",
            [(self.rule(), "adapter")],
            [(self.work("Market, A3"), "rendition")],
            [(design, "design"), *(used or [])],
        )[0]
        made = self.work("Market, A3", attributes={"path": f"editions/{path}"})
        signer = self.record.party("Oeuvre: signing", "rule")
        return self.act("sign", [(signer, "signer")], [(made, "edition")], [(rendition, "rendition")])[0]


def pool_of(name: str, version: str) -> dict[str, int]:
    """The works that the model learned from: three by Lorc, one by Sbed."""
    return {"Lorc": 3, "Sbed": 1} if (name, version) == ("emblem", "v1") else {}
