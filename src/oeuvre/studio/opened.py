"""One home, opened: its record, who works in it, and the main job."""

from __future__ import annotations

import contextlib
import os
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from oeuvre.foundation import OeuvreError, Settings
from oeuvre.studio.errors import ExportMissing, HomeUnreadable, HomeUnusable, LicenceUnclear, OriginUnnamed

if TYPE_CHECKING:
    from oeuvre.create.adapt import Format
    from oeuvre.create.brief import Brief
    from oeuvre.models import Catalogue
    from oeuvre.production import AtHand, Draft, Loop, Pieces, Run
    from oeuvre.record import Act, Imported, Party, Record, Work

PROFILE = "home.toml"
TRADES = "trades.toml"
UNNAMED = "unnamed maker"
# What stands for a run where a brief was brought in without one, for its words alone; no act has it.
NO_RUN = "-"

# A person's decision at the terminal, from the drafts and the sheet's place: which one and why; None puts it off.
Ask = Callable[["Sequence[Draft]", Path], "tuple[str, str] | None"]


@dataclass(frozen=True)
class Profile:
    """Who works in this home."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Made:
    """What `make` or `choose` came to: the value that scripts get, and whether the run had been finished before.

    `restored` are files of a finished run that were missing or altered and were put back; `told` is what went wrong
    on the way, a file or a model, without which the work went on.
    """

    value: Mapping[str, object]
    out: Path
    unchanged: bool = False
    restored: tuple[str, ...] = ()
    waiting: bool = False
    told: tuple[OeuvreError, ...] = ()

    @property
    def exit_code(self) -> int:
        return 3 if self.value.get("failed") else 0


class Studio:
    """One home, opened. A context manager; the record and the authority are opened when first needed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.home = settings.home
        self._record: Record | None = None
        self._catalogue: Catalogue | None = None

    def __enter__(self) -> Studio:
        return self

    def __exit__(self, *_: object) -> None:
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None
        if self._record is not None:
            self._record.close()
            self._record = None

    # --- the home ------------------------------------------------------------------------------------------------

    def ensure_home(self) -> bool:
        """Make the home's folder; whether it was not there."""
        is_new = not self.home.exists()
        try:
            self.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(str(self.home), detail=error.strerror or str(error)) from error
        return is_new

    @property
    def record(self) -> Record:
        """The home's record, created with the home when there is none."""
        if self._record is None:
            from oeuvre.record import Record

            self.ensure_home()
            self._record = Record.open(self.home)
        return self._record

    def existing_record(self) -> Record | None:
        """The home's record, or None where there is none: looking creates nothing."""
        if self._record is None:
            from oeuvre.record import Record

            self._record = Record.open_existing(self.home)
        return self._record

    def profile(self) -> Profile | None:
        """Who `oeuvre init` said works here."""
        path = self.home / PROFILE
        if not path.is_file():
            return None
        try:
            held = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise HomeUnreadable(str(path), detail=str(error)) from error
        name = " ".join(str(held.get("name", "")).split())
        return Profile(name, str(held.get("role", "")).strip()) if name else None

    def write_profile(self, profile: Profile) -> None:
        """Remember who works here."""
        import tomli_w

        from oeuvre.production import write_atomic

        self.ensure_home()
        write_atomic(self.home / PROFILE, tomli_w.dumps({"name": profile.name, "role": profile.role}).encode())

    def is_unnamed(self) -> bool:
        """Whether acts would be by the unnamed maker."""
        return not self.settings.party and self.profile() is None

    def party(self) -> Party:
        """The party that acts: named by `--as`, by `init`, else the unnamed maker."""
        profile = self.profile()
        if self.settings.party:
            known = self.record.find_party(self.settings.party)
            # A rule's or a model's name given to a person makes neither of them the other.
            if known is not None and known.kind in ("person", "collective"):
                return known
            return self.record.party(self.settings.party, "person")
        if profile is not None:
            return self.record.party(profile.name, "person", role=profile.role or None)
        return self.record.party(UNNAMED, "person")

    def formats(self) -> Mapping[str, Format]:
        """All formats: the packaged ones and the home's own."""
        from oeuvre.create.adapt import all_formats

        return all_formats(self.home)

    @property
    def catalogue(self) -> Catalogue:
        """The home's models."""
        from oeuvre.models import Catalogue

        if self._catalogue is None:
            self._catalogue = Catalogue.open(self.home)
        return self._catalogue

    def at_hand(self) -> AtHand:
        """The home's first model that writes and its first that draws, opened when there are any."""
        from oeuvre.production import AtHand

        text, image = self.catalogue.first("text"), self.catalogue.first("image")
        return AtHand(
            self.catalogue.open_text(text.id) if text else None,
            self.catalogue.open_image(image.id) if image else None,
        )

    def trades(self) -> Path | None:
        """The home's own table of trades, where it has one."""
        path = self.home / TRADES
        return path if path.is_file() else None

    # --- the loop ------------------------------------------------------------------------------------------------

    def read(self, path: Path, moved: Mapping[str, Path] | None = None) -> Brief:
        """The brief at `path`, its names checked against what this home has; `moved` as `read_brief` has it."""
        from oeuvre.create.brief import read_brief
        from oeuvre.create.library import faces, pairings, photographs

        families = {face.family for face in faces().values()} | {pairing.id for pairing in pairings()}
        return read_brief(
            path,
            known_formats=set(self.formats()),
            known_families=families,
            known_photos={photo.name for photo in photographs()},
            moved=moved,
        )

    def make(
        self,
        brief_path: Path,
        *,
        out: Path | None = None,
        seed: int = 0,
        idea: int | None = None,
        choose: Literal["auto", "ask", "later"] = "ask",
        strict: bool = False,
        as_zip: bool = False,
        house: bool = False,
        ask: Ask | None = None,
        tell: Callable[[str, int, int], None] | None = None,
        begin: Callable[[], None] | None = None,
    ) -> Made:
        """The main job, from the brief to the finished folder; with `idea`, all drafts are of that one.

        With `house`, no model is asked, whatever the home has.

        `begin` is called when brief, files and folder are found good and before anything is created. With
        `as_zip`, a file that stands in the zip's place is told before any work is done.
        """
        from oeuvre.production import (
            Run,
            check_folder,
            check_wish,
            check_zip,
            identify,
            lock,
            open_folder,
            prepare,
            slug,
        )

        brief = self.read(brief_path)
        pieces = prepare(brief, self.settings.language, strict=strict)
        out = Path(os.path.abspath(out or Path.cwd() / folder_name(brief.title)))  # noqa: PTH100 (takes `..` out)
        check_folder(out, self.home)
        if as_zip:
            check_zip(out)
        if begin is not None:
            begin()
        run_id = identify(brief, seed, out, idea)
        project = slug(brief.title)
        ideas_run = identify(brief, seed, out)
        if idea is not None:
            # An earlier result is not moved aside for a wish that cannot be fulfilled.
            check_wish(self.record, run_id, ideas_run, idea, str(out))
        self.party()  # a home that cannot be written is told before the folder is taken
        with lock(out):
            previous = open_folder(out, run_id, project)
            run = Run(run_id, project, out, brief, seed, previous, idea, ideas_run)
            return self._work(run, pieces, choose, ask, tell, None if house else self.at_hand())

    def loop(
        self,
        run: Run,
        pieces: Pieces,
        tell: Callable[[str, int, int], None] | None,
        at_hand: AtHand | None = None,
        *,
        through: bool = False,
    ) -> Loop:
        """The loop of a run in this home; with `at_hand`, models that it may ask; `through` as `Loop` has it."""
        from oeuvre.credentials import Authority
        from oeuvre.production import AtHand, Loop, silent

        known = self.formats()
        formats = [known[name] for name in run.brief.formats] or list(known.values())
        return Loop(
            record=self.record,
            authority=Authority.open(self.home),
            run=run,
            party=self.party(),
            language=self.settings.language,
            formats=formats,
            pieces=pieces,
            workers=self.settings.workers,
            tell=tell or silent,
            trades=self.trades(),
            at_hand=at_hand or AtHand(),
            through=through,
        )

    def _work(
        self,
        run: Run,
        pieces: Pieces,
        choose: Literal["auto", "ask", "later"],
        ask: Ask | None,
        tell: Callable[[str, int, int], None] | None,
        at_hand: AtHand | None,
    ) -> Made:
        from oeuvre.credentials import SigningPool
        from oeuvre.production import Workshop, gather_report, write_contact_sheet

        loop = self.loop(run, pieces, tell, at_hand)
        done = loop.finished()
        if done is not None:
            value, restored = done
            return Made(value, run.out, unchanged=True, restored=restored, told=pieces.refused)
        with (
            Workshop(self.settings.workers, pieces.own_font_paths) as workshop,
            SigningPool(loop.authority, workers=self.settings.workers) as pool,
        ):
            loop.to_ideas()
            loop.to_pictures()
            drafts = loop.to_drafts(workshop)
            if not loop.choice_made():
                report = gather_report(loop, None)
                sheet = write_contact_sheet(run.out, report)
                if choose == "auto":
                    loop.choose_by_rule(drafts, workshop)
                else:
                    answer = ask(drafts, sheet) if choose == "ask" and ask is not None else None
                    if answer is None:
                        told = (*pieces.refused, *loop.at_hand.told)
                        return Made(report.as_json(), run.out, waiting=True, told=told)
                    loop.recorder.decide(
                        "choose", self.draft_named(drafts, answer[0], run.out).design, loop.party, answer[1]
                    )
            loop.to_editions(workshop, pool)
            _, value = loop.hand_off(workshop, pool)
        return Made(value, run.out, told=(*pieces.refused, *loop.at_hand.told))

    @staticmethod
    def draft_named(drafts: Sequence[Draft], name: str, out: Path) -> Draft:
        """The draft that a number, a file or an id means. Raises `NoSuchDraft`."""
        from oeuvre.production import NoSuchDraft, find_draft

        draft = find_draft(drafts, name)
        if draft is None:
            raise NoSuchDraft(name, last=len(drafts), out=str(out))
        return draft

    def ideas_run_of(self, run: str) -> str | None:
        """The run whose ideas a run's drafts are of, as it was begun in this home; None where it was not."""
        begun = _begun(self.record, run)
        told = begun[-1].settings.get("ideas_run") if begun else None
        return told if isinstance(told, str) else None

    @contextlib.contextmanager
    def restored(self, name: str, out: Path | None) -> Iterator[Run]:
        """A run as it was begun, its brief and files out of the record; the latest one unless a folder says which."""
        from oeuvre.production import NothingToChoose, read_run_of

        record = self.existing_record()
        if record is None:
            raise NothingToChoose(str(self.home))
        folder = out or (Path(name).absolute().parent.parent if Path(name).is_file() else None)
        if folder is None:
            told = [act.words.get("out") for act in _begun(record, None) if act.run][-1:]
            folder = Path(told[0]) if told and told[0] else None
        # What the record says of a place is believed only where the folder says the same of itself.
        held = read_run_of(folder) if folder is not None else None
        begun = _begun(record, held[0]) if held is not None else []
        if folder is None or held is None or not begun:
            raise NothingToChoose(str(folder or self.home))
        with self._begun_with(record, begun[-1], folder.absolute(), held[1]) as run:
            yield run

    @contextlib.contextmanager
    def as_begun(self, act: Act, out: Path) -> Iterator[Run]:
        """The run of an act as it was begun, to look at or to do again in `out`; the act's own brief where it has none.

        Raises `NotRepeatable` when the record does not hold the brief.
        """
        from oeuvre.production import NotRepeatable

        record = self.record
        begun = _begun(record, act.run) if act.run else []
        if not begun:
            briefs = [used.work_id for used in act.used if used.role == "brief"]
            begun = [one for one in _begun(record, None) if briefs and one.made[0].work_id == briefs[0]]
        if not begun:
            raise NotRepeatable(str(act.seq), kind=act.kind)
        with self._begun_with(record, begun[-1], out, None) as run:
            yield run

    @contextlib.contextmanager
    def _begun_with(self, record: Record, act: Act, out: Path, previous: str | None) -> Iterator[Run]:
        from oeuvre.production import Run

        work = record.work(act.made[0].work_id)
        seed, idea, ideas_run = (act.settings.get(name) for name in ("seed", "idea", "ideas_run"))
        with tempfile.TemporaryDirectory(prefix="oeuvre-brief-") as name_of_folder:
            brief = self.restore_brief(record, work, Path(name_of_folder))
            yield Run(
                act.run or NO_RUN,
                act.project or "",
                out,
                brief,
                seed if isinstance(seed, int) else 0,
                previous,
                idea if isinstance(idea, int) else None,
                ideas_run if isinstance(ideas_run, str) else act.run or NO_RUN,
            )

    def restore_brief(self, record: Record, work: Work, folder: Path) -> Brief:
        """The brief and the files it names, as they were when the run began."""
        path = folder / "brief.toml"
        path.write_bytes(record.store.read(work.digest))
        files = work.attributes.get("files", {})
        assert isinstance(files, Mapping)
        moved = {}
        for index, (key, digest) in enumerate(files.items()):
            target = folder / str(index) / self._name_of(record, str(key))
            target.parent.mkdir()
            target.write_bytes(record.store.read(str(digest)))
            moved[str(key)] = target
        return self.read(path, moved)

    def _name_of(self, record: Record, key: str) -> str:
        """What a file of a brief is called: as the brief has it, or as the work is called that it names by its id."""
        from oeuvre.studio.files import safe_name

        work = record.works_at({key}).get(key) if len(key) == 32 and key.isalnum() else None
        if work is not None and work.title:
            return safe_name(work.title)
        return Path(key).name if Path(key).name.strip(".") else "file"

    # --- pieces of one's own -----------------------------------------------------------------------------------

    def check_import(self, path: Path, *, author: str, licence: str) -> None:
        """Everything that can be wrong with an import, found before a home is created for it."""
        from oeuvre.create.brief import is_licence, licence_named
        from oeuvre.production import check_file_kind

        if not author.strip() or not licence.strip():
            raise OriginUnnamed(str(path))
        if not is_licence(licence_named(licence.strip())):
            raise LicenceUnclear(str(path), licence=licence.strip()[:60])
        check_file_kind(path)

    def import_record(self, source: Path) -> Imported:
        """Take an exported record in; the file is read whole before a home is created for it."""
        from oeuvre.record import read_export

        if not source.is_file():
            raise ExportMissing(str(source))
        read_export(source)
        return self.record.import_prov(source)

    def bring_in(self, path: Path, *, author: str, licence: str) -> dict[str, object]:
        """Import one file as a work by its author, under its terms; what its own credential states is kept."""
        from oeuvre.create.brief import licence_named
        from oeuvre.production import bring_in

        terms = licence_named(licence.strip())
        return bring_in(self.record, path, author=author.strip(), licence=terms, importer=self.party())


def _begun(record: Record, run: str | None) -> list[Act]:
    """The acts that brought a brief in; those that have a run began it."""
    return [act for act in record.acts(run=run, kinds=("import",)) if act.made and act.made[0].role == "brief"]


def folder_name(title: str) -> str:
    """The result's folder when none is named: the title, without signs that a file system refuses."""
    name = "".join(" " if sign in '/\\:*?"<>|\0' or ord(sign) < 32 else sign for sign in title)
    name = " ".join(name.split()).strip(". ")
    # File systems count bytes: 255 of them, of which `.zip` and more must find room.
    while len(name.encode()) > 160:
        name = name[:-1]
    return name[:80].strip(". ") or "oeuvre"
