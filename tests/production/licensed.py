"""A record with pieces under several terms, and designs made from them, for the tests of terms."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from oeuvre.record import NewAct, NewWork, Party, Record, Work

DAY = timedelta(days=1)
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that a test sets."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Desk:
    """A home's record with its people, and short ways to make works on it."""

    record: Record
    clock: Clock = field(default_factory=Clock)
    made: int = 0

    def party(self, name: str, kind: str = "person") -> Party:
        return self.record.party(name, kind)  # type: ignore[arg-type]

    def bytes(self, title: str, media_type: str, modality: str, **more: object) -> NewWork:
        """A work with bytes of its own."""
        self.made += 1
        data = f"{title} {self.made}".encode()
        digest = self.record.store.put(data)
        return NewWork(digest, media_type, modality, len(data), title=title, **more)  # type: ignore[arg-type]

    def act(self, kind: str, made: NewWork, role: str, **more: object) -> Work:
        return self.record.append(NewAct(kind=kind, made=[(made, role)], **more))[0].works[0]  # type: ignore[arg-type]

    def piece(self, title: str, licence: str, author: str, *, by: str = "", project: str | None = None) -> Work:
        """A picture that came in under a licence; `by` is the person who brought it, else the library did."""
        importer = self.party(by) if by else self.party("Oeuvre: art library", "rule")
        new = self.bytes(title, "image/png", "image", licence=licence)
        people = [(self.party(author), "author"), (importer, "importer")]
        return self.act("import", new, "piece", by=people, project=project)

    def brief(self, *files: Work, project: str = "four", client: str = "", rights: str = "") -> Work:
        """A brief that names the files of these works; `rights` are lines of its table on use."""
        data = f'title = "Four"\nabout = "Du pain."\nclient = "{client}"\n[rights]\n{rights}\n'.encode()
        held = {f"{one.title}": one.digest for one in files}
        new = NewWork(
            self.record.store.put(data), "application/toml", "text", len(data), title="Four", attributes={"files": held}
        )
        by = [(self.party("Ana Duarte"), "commissioner")]
        return self.act("import", new, "brief", by=by, project=project, run="ab" * 16)

    def design(self, *pieces: tuple[Work, str], brief: Work | None = None, project: str = "four") -> Work:
        """A design composed by rule from pieces in their roles."""
        used = [*([(brief, "brief")] if brief else []), *pieces]
        new = self.bytes("Four · 1", "application/vnd.oeuvre.design+json", "design", language="fr")
        by = [(self.party("Oeuvre: composition by rule", "rule"), "composer")]
        return self.act("compose", new, "draft", by=by, used=used, project=project, run="ab" * 16)

    def edition(self, design: Work, *pieces: tuple[Work, str], project: str = "four") -> Work:
        """A design laid out and signed; `pieces` are what stands on it."""
        rule = [(self.party("Oeuvre: adaptation by rule", "rule"), "adapter")]
        new = self.bytes("Four · affiche", "image/png", "image", attributes={"format": "poster"})
        used = [(design, "design"), *pieces]
        run = "ab" * 16
        laid_out = self.act("adapt", new, "rendition", by=rule, used=used, project=project, run=run)
        signed = self.bytes("Four · affiche", "image/png", "image", attributes={"path": "editions/four.png"})
        return self.act("sign", signed, "edition", by=rule, used=[(laid_out, "rendition")], project=project, run=run)


@contextmanager
def opened(home: Path) -> Iterator[Desk]:
    """A desk in a home, its clock held still."""
    clock = Clock()
    with Record.open(home, clock=clock) as record:
        yield Desk(record, clock)
