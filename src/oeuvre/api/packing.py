"""All of a project as files: its folder, every draft and edition of every run, what people brought, and their notes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oeuvre.api.asking import Asking
from oeuvre.api.inert import file_name
from oeuvre.foundation import Language, say
from oeuvre.production import result_files
from oeuvre.record import Work
from oeuvre.studio import Card, Fold

# A file's name in the archive, and where it lies or what it says.
Named = tuple[str, Path | bytes]
# What a program could run in: it is packed so that a double click shows its text.
_RUNS = frozenset({"text/html", "application/xhtml+xml"})
_TOLD = ("note", "link", "frame")


def packed(here: Asking, slug: str, cards: Mapping[str, Mapping[str, Any]]) -> list[Named]:
    """Everything of a project by its name in the archive; `cards` are those of its table.

    What lies in the folder keeps its place there; what the folder has no more, or never had, lies in `all`. The first
    file says what is in it and what is left out.
    """
    fold, store = here.desk.fold(slug), here.desk.record.store
    found: dict[str, Path | bytes] = {}
    for own, path in result_files(here.desk.place(here.desk.studio, slug).out):
        found[f"{slug}/{own}"] = path
    lost = 0
    for card in fold.cards:
        work = card.image if card.kind == "draft" else card.work
        name = _name(fold, card)
        if name is None or work is None:
            continue
        if not store.has(work.digest):
            lost += 1
            continue
        place = f"{slug}/{name}"
        if place in found:
            at = found[place]
            if isinstance(at, Path) and at.stat().st_size == work.size and at.read_bytes() == store.read(work.digest):
                continue
            place = f"{slug}/all/{name.removeprefix('all/').replace('/', f'/{work.id[:8]}-', 1)}"
        found[place] = store.path(work.digest)
    notes = _notes(cards)
    if notes:
        found[f"{slug}/all/notes.txt"] = notes.encode("utf-8", "replace")
    told = _told(len(found), lost, here.language)
    return [(f"{slug}/README.txt", told.encode()), *found.items()]


def _name(fold: Fold, card: Card) -> str | None:
    """Where a card's file lies, from the project on; None for what is no file of its own: ideas, and pieces of ours."""
    work, number = card.work, card.number or 0
    if card.kind == "draft":
        return f"drafts/{number:02d}-{str(work.attributes.get('family', '')).replace('_', '-')}.png"
    if card.kind == "edition":
        path = str(work.attributes.get("path") or file_name(work))
        if not card.superseded and not path.startswith(("/", ".")) and ".." not in path:
            return path
        return f"all/editions/{work.id[:8]}-{path.rpartition('/')[2]}"
    if card.kind == "brief":
        return f"all/briefs/{card.act.seq}-brief.toml"
    if work.attributes.get("imported") or card.kind in ("picture", "sound", "text"):
        return f"works/{_inert_name(work)}"
    return None


def _inert_name(work: Work) -> str:
    """The name of what somebody brought; where a program stands in it, one that opens as text."""
    name = file_name(work)
    return f"{name}.txt" if work.attributes.get("unsafe") or work.media_type in _RUNS else name


def _notes(cards: Mapping[str, Mapping[str, Any]]) -> str:
    """The words that people left on the table: notes, links and frames, but for what is in the bin."""
    told = []
    for card in cards.values():
        words = [str(card[name]) for name in ("title", "text", "url") if card.get(name)]
        if card.get("kind") in _TOLD and not card.get("bin") and words:
            told.append("\n".join(words))
    return "\n\n".join(told)


def _told(files: int, lost: int, language: Language) -> str:
    lines = [say("api:packed.what", language, count=files), say("api:packed.out", language)]
    if lost:
        lines.append(say("api:packed.lost", language, count=lost))
    return "\n".join(lines) + "\n"
