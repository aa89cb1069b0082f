"""Rounds of variants in a run: asked for, refused whole, and the taste that they teach."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oeuvre.studio.jobs import Tell
from oeuvre.studio.opened import Made, Studio

if TYPE_CHECKING:
    from oeuvre.create.design import RoundKind, Trait
    from oeuvre.production import Draft, Loop, RoundMade, Taste, Workshop


@dataclass(frozen=True)
class Rounded:
    """A round: its acts and its works as scripts get them, its title in words, and the folder.

    `short` says that fewer variants hold than were asked for.
    """

    acts: tuple[int, ...]
    works: tuple[Mapping[str, object], ...]
    title: str
    out: Path
    asked: int
    waiting: bool

    @property
    def value(self) -> dict[str, object]:
        """The value that `--json` prints."""
        return {"acts": list(self.acts), "works": list(self.works)}

    @property
    def short(self) -> bool:
        return len(self.works) < self.asked


def make_round(
    studio: Studio,
    kind: RoundKind,
    names: Sequence[str],
    *,
    keep: Sequence[Trait] = (),
    count: int = 12,
    because: str = "",
    colours: Sequence[str] = (),
    out: Path | None = None,
    tell: Tell | None = None,
) -> Rounded:
    """A round in a run, from drafts by number, file or id; the pages that show the run are made again.

    Raises `NoSuchDraft`, and what `to_round` raises; before anything is composed.
    """
    with gone_on(studio, names[0], out, tell) as loop:
        return round_in(studio, loop, kind, names, keep=keep, count=count, because=because, colours=colours)


def round_in(
    studio: Studio,
    loop: Loop,
    kind: RoundKind,
    names: Sequence[str],
    *,
    keep: Sequence[Trait] = (),
    count: int = 12,
    because: str = "",
    colours: Sequence[str] = (),
    heard: Sequence[tuple[str, float]] = (),
) -> Rounded:
    """The same in a loop whose folder is held already."""
    from oeuvre.production import Wish, Workshop, drafts_of, hints_in, settled_wish, to_round

    # A reason is read as a partner reads a sentence.
    heard = heard or hints_in(because)
    drafts = drafts_of(studio.record, loop.run.id)
    like = tuple(studio.draft_named(drafts, name, loop.run.out) for name in names)
    wish = settled_wish(loop, Wish(kind, like, tuple(keep), count, because, tuple(colours), tuple(heard)))
    with Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop:
        made = to_round(loop, wish, workshop)
        waiting = shown_again(studio, loop, workshop).waiting
    return _rounded(loop, made, waiting)


def _rounded(loop: Loop, made: RoundMade, waiting: bool) -> Rounded:
    works = tuple(work_value(draft) for draft in made.round.drafts)
    return Rounded(made.acts, works, made.round.title(loop.words), loop.run.out, made.asked, waiting)


def work_value(draft: Draft) -> dict[str, object]:
    """A draft as commands that make drafts print it; its path starts from the run's folder."""
    from oeuvre.production import draft_path

    return {
        "work": draft.design.id,
        "number": draft.number,
        "path": draft_path(draft),
        "family": str(draft.composed.settings["family"]),
        "state": draft.state,
    }


def refuse_whole(
    studio: Studio, number: int, because: str, *, out: Path | None = None, tell: Tell | None = None
) -> Made:
    """None of these: every open draft of a round refused, for one reason; the pages are made again."""
    from oeuvre.production import Workshop, refuse_round

    with gone_on(studio, "", out, tell) as loop:
        refuse_round(loop, number, because)
        with Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop:
            return shown_again(studio, loop, workshop)


def shown_again(studio: Studio, loop: Loop, workshop: Workshop) -> Made:
    """The pages of a run after something was added to it: the contact sheet, or the whole folder once one is chosen."""
    from oeuvre.credentials import SigningPool
    from oeuvre.production import gather_report, write_contact_sheet

    out = loop.run.out
    if not loop.choice_made():
        report = gather_report(loop, None)
        write_contact_sheet(out, report)
        return Made(report.as_json(), out, waiting=True)
    with SigningPool(loop.authority, workers=studio.settings.workers).warm() as pool:
        # Interrupted editions of the choice are finished first: the folder is whole or not handed off.
        loop.to_editions(workshop, pool)
        _, value = loop.hand_off(workshop, pool)
    return Made(value, out)


@contextlib.contextmanager
def gone_on(studio: Studio, name: str, out: Path | None, tell: Tell | None) -> Iterator[Loop]:
    from oeuvre.production import RunBusy, lock, prepare, read_run_of

    with studio.restored(name, out) as run, lock(run.out):
        if (read_run_of(run.out) or ("",))[0] != run.id:
            raise RunBusy(str(run.out))  # another process took the folder before it was locked
        pieces = prepare(run.brief, studio.settings.language, strict=False)
        yield studio.loop(run, pieces, tell)


def project_taste(
    studio: Studio, project: str | None = None, *, forget: bool = False, out: Path | None = None
) -> Taste:
    """The taste of a project: of the one that is named, that whose run lies in the folder `out`, else the one worked
    on last; with `forget`, from now on.

    Raises `NoRecord` where nothing is recorded, `ProjectUnknown`, and `NothingToChoose` for a folder without a run.
    """
    from oeuvre.production import NothingToChoose, read_run_of, reset_taste, taste_of
    from oeuvre.studio.errors import NoRecord, ProjectUnknown

    record = studio.existing_record()
    known = sorted(record.projects(), key=lambda one: one.last) if record is not None else []
    if record is None or not known:
        raise NoRecord(str(studio.home))
    if project is not None and project not in {one.slug for one in known}:
        raise ProjectUnknown(project)
    if project is None and out is not None:
        held = read_run_of(out)
        acts = record.acts(run=held[0], kinds=("import",)) if held is not None else ()
        project = next((act.project for act in acts if act.project), None)
        if project is None:
            raise NothingToChoose(str(out))
    slug = project or known[-1].slug
    if forget:
        reset_taste(record, slug, studio.party())
    return taste_of(record, slug)
