"""Corrections in a run: a person changes a design by hand, and what follows from it is made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oeuvre.studio.jobs import Tell
from oeuvre.studio.opened import Studio
from oeuvre.studio.rounds import gone_on, shown_again, work_value

if TYPE_CHECKING:
    from oeuvre.create.design import Edit, Fault
    from oeuvre.production import Draft, Loop


@dataclass(frozen=True)
class Changed:
    """A correction done: its acts and its work as scripts get them, and what a person should know of it.

    `kept` are the faults that stay on the person's word, `left_out` what found no room any more, `failed` the value's
    formats that could not be made; `again` says that the record had this very correction already.
    """

    acts: tuple[int, ...]
    works: tuple[Mapping[str, object], ...]
    out: Path
    waiting: bool
    kept: tuple[Fault, ...] = ()
    left_out: tuple[str, ...] = ()
    again: bool = False
    made: Mapping[str, object] | None = None

    @property
    def value(self) -> dict[str, object]:
        """The value that `--json` prints."""
        return {"acts": list(self.acts), "works": list(self.works)}

    @property
    def exit_code(self) -> int:
        return 3 if self.made is not None and self.made.get("failed") else 0


@dataclass(frozen=True)
class Brought:
    """Files of one's own that a correction places, and on what terms they come in."""

    mark: Path | None = None
    picture: Path | None = None
    author: str = ""
    licence: str = ""


def correct(
    studio: Studio,
    name: str,
    edit: Edit,
    *,
    because: str = "",
    anyway: bool = False,
    brought: Brought | None = None,
    out: Path | None = None,
    tell: Tell | None = None,
) -> Changed:
    """Correct a draft by number, file or id; a correction of the chosen one lays its editions out again.

    Raises `BreaksCheck` unless `anyway`, and what is wrong with the correction; nothing is recorded then.
    """
    with gone_on(studio, name, out, tell) as loop:
        return correct_in(studio, loop, name, edit, because=because, anyway=anyway, brought=brought)


def correct_in(
    studio: Studio,
    loop: Loop,
    name: str,
    edit: Edit,
    *,
    because: str = "",
    anyway: bool = False,
    brought: Brought | None = None,
    recolour: bool = False,
) -> Changed:
    """The same in a loop whose folder is held already; `recolour` puts the mark, a drawing of one's own, into the
    design's palette."""
    from oeuvre.create.design import checked
    from oeuvre.production import Workshop, correct, drafts_of, in_palette, shelve_editions, versions_before

    draft = studio.draft_named(drafts_of(studio.record, loop.run.id), name, loop.run.out)
    edit = _bring(studio, checked(_named_after(edit, brought)), brought)
    if recolour:
        edit = in_palette(loop, draft, edit)
    with Workshop(studio.settings.workers, loop.pieces.own_font_paths, at_once=True) as workshop:
        done = correct(loop, draft, edit, workshop, because=because, anyway=anyway)
        _place(loop, done.draft)
        if done.draft.state == "chosen":
            for before in versions_before(drafts_of(studio.record, loop.run.id), done.draft):
                shelve_editions(loop, before)
        again = shown_again(studio, loop, workshop)
    value = None if again.waiting else again.value
    works = (work_value(done.draft),)
    return Changed(done.acts, works, loop.run.out, again.waiting, done.kept, done.left_out, done.again, value)


def _named_after(edit: Edit, brought: Brought | None) -> Edit:
    """The correction with its files named by their paths, so that it is whole before they come in."""
    if brought is None:
        return edit
    changed: dict[str, Any] = {}
    for name in ("mark", "picture"):
        path = getattr(brought, name)
        if path is not None:
            changed[name] = str(path)
    return replace(edit, **changed)


def _bring(studio: Studio, edit: Edit, brought: Brought | None) -> Edit:
    """The correction with the works that its files have become."""
    if brought is None:
        return edit
    files = {name: path for name, path in (("mark", brought.mark), ("picture", brought.picture)) if path is not None}
    for path in files.values():
        studio.check_import(path, author=brought.author, licence=brought.licence)
    come: dict[str, Any] = {
        name: str(studio.bring_in(path, author=brought.author, licence=brought.licence)["work"])
        for name, path in files.items()
    }
    return replace(edit, **come)


def _place(loop: Loop, draft: Draft) -> None:
    """The draft's picture in the folder."""
    from oeuvre.production import draft_path, place_in, write_atomic

    path = place_in(loop.run.out, draft_path(draft))
    if not path.is_file():
        write_atomic(path, loop.record.store.read(draft.preview.digest))
