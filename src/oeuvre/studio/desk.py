"""The desk: a home kept open for several people at once, its projects as they stand, its jobs.

One thread at a time folds a project; reading what is folded needs no lock, since cards are only added and exchanged.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from oeuvre.foundation import OeuvreError, Settings
from oeuvre.studio.errors import ProjectUnknown
from oeuvre.studio.files import CACHE, clear_old
from oeuvre.studio.folded import Card, Fold, Sum, summed
from oeuvre.studio.jobs import REMEMBERED, Job, JobKind, Jobs, Tell
from oeuvre.studio.journal import Journal
from oeuvre.studio.making import Making
from oeuvre.studio.opened import UNNAMED, Studio
from oeuvre.studio.places import Place, place_of
from oeuvre.studio.remembering import read, written
from oeuvre.studio.said import Said
from oeuvre.studio.walking import Walk

if TYPE_CHECKING:
    from datetime import datetime

    from oeuvre.create.adapt import Format
    from oeuvre.credentials import SigningPool, Verification
    from oeuvre.production import Taste
    from oeuvre.record import Act, Party, Project, Work

# How many projects are kept folded, and up to how many new acts are taken in one by one where all may be read anew.
_FOLDED, _FEW = 32, 500
# How many acts and readings are kept as they were told, and how many looks at signed files.
_TOLD, _VERIFIED = 5_000, 2_000
# After how many seconds nobody sends the rest of a file any more, or fetches one that was made.
_ABANDONED, _FETCHED = 3600.0, 86_400.0
# How many bytes of files that were made to be fetched are kept.
_EXPORTS = 5 << 30

Told = TypeVar("Told")


class Desk:
    """A home for several people. `base` is the folder in which results are laid, `changed` hears of every job."""

    def __init__(self, settings: Settings, base: Path, changed: Callable[[Job], None] = lambda job: None) -> None:
        self.settings = settings
        self.base = base
        self.studio = Studio(settings)
        self.record = self.studio.record
        self.making = Making(self.record)
        self.said = Said(self.record)
        self.journal = Journal(settings.home)
        self._erased()
        earlier = [job for held in self.journal.jobs() if (job := read(held)) is not None]
        self.jobs = Jobs(changed, earlier=earlier, keep=self._kept)
        for job in earlier:
            if job.state == "interrupted":
                self._kept(job)
        self._sweep()
        self._folds: OrderedDict[str, Fold] = OrderedDict()
        self._lock = threading.RLock()
        # What was told of acts and briefs that never change: a shape, and what it was told with.
        self.told: OrderedDict[tuple[str, object, str], tuple[tuple[object, ...], object]] = OrderedDict()
        self._deciding: dict[str, threading.Lock] = {}
        self._verified: OrderedDict[tuple[object, ...], Verification] = OrderedDict()
        self._sums: dict[str, Sum] = {}
        self._looked = self.record.head()
        self._pool: SigningPool | None = None
        self._parties: tuple[int, dict[str, Party]] = (-1, {})
        self._projects: tuple[int, tuple[Project, ...]] = (-1, ())
        # Up to which act: the authors of what the library lent, and who brought something here.
        self._borrowed: tuple[int, frozenset[str], frozenset[str]] = (0, frozenset(), frozenset())
        self._formats: tuple[int, Mapping[str, Format]] | None = None
        self.walk = Walk(self.record)

    @property
    def pool(self) -> SigningPool:
        """A reader of credentials, against the home's own anchors; it is started when it is first asked."""
        from oeuvre.credentials import SigningPool

        with self._lock:
            if self._pool is None:
                self._pool = SigningPool(anchors_home=self.settings.home)
            return self._pool

    def signed_file(self, fold: Fold, work: Work) -> Path | None:
        """Where a signed file lies: in the project's folder, where its manifest may lie beside it, or in the store.

        The folder holds the design that stands; a file of an earlier one has only its place in the store.
        """
        name = work.attributes.get("path")
        with contextlib.suppress(OeuvreError, OSError):
            out = place_of(self.studio, fold, self.base).out
            path = (out / str(name)).resolve()
            if isinstance(name, str) and path.is_relative_to(out.resolve()) and path.is_file():
                with path.open("rb") as handle:
                    if hashlib.file_digest(handle, "sha256").hexdigest() == work.digest:
                        return path
        return self.record.store.path(work.digest) if self.record.store.has(work.digest) else None

    def verified(self, fold: Fold, work: Work) -> Verification | None:
        """What a signed file of the record is worth, looked at again when it or the home's trust was changed.

        None where there is no such file. Raises `CredentialsError` where it cannot be looked at, which may pass.
        """
        from oeuvre.credentials import read_anchors

        path = self.signed_file(fold, work)
        if path is None:
            return None
        told, anchors = path.stat(), read_anchors(self.settings.home)
        key = (str(path), told.st_mtime_ns, told.st_size, work.digest, anchors)
        known = self._verified.get(key)
        if known is None:
            known = self.pool.verify_file(path, anchors)
            self._verified[key] = known
            while len(self._verified) > _VERIFIED:
                with contextlib.suppress(KeyError):
                    self._verified.popitem(last=False)
        return known

    def close(self) -> None:
        """Stop the jobs and let the home go."""
        self.jobs.close()
        self.journal.close()
        if self._pool is not None:
            self._pool.close()
        self.studio.__exit__()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def uploads(self) -> Path:
        """Where bytes lie while this process takes them in; what a crash left there is nobody's."""
        folder = self.settings.home / CACHE / "uploads" / str(os.getpid())
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def exports(self) -> Path:
        """Where files that jobs made lie until they are fetched."""
        folder = self.settings.home / CACHE / "exports"
        folder.mkdir(parents=True, exist_ok=True)
        clear_old(folder, _FETCHED, _EXPORTS)
        return folder

    def _sweep(self) -> None:
        """Remove what a studio that died left of files that were coming in; another may be at work on newer ones."""
        cache, now = self.settings.home / CACHE, time.time()
        for left in (*(cache / "uploads").glob("*"), *(cache / "exports").glob("*")):
            kept = _FETCHED
            if left.parent.name == "uploads":
                kept = _ABANDONED if _lives(left.name) else 0.0
            with contextlib.suppress(OSError):
                if left.lstat().st_mtime < now - kept:
                    shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()

    # --- people --------------------------------------------------------------------------------------------------

    def acting(self, actor: str) -> Studio:
        """The home opened for one person, to be used as a context manager; the home's own where nobody is named."""
        return Studio(replace(self.settings, party=actor) if actor else self.settings)

    def actor(self, actor: str) -> Party:
        """The party that acts under this id, enrolled where it is the home's own."""
        found = self.record.find_party(actor) if actor else None
        return found if found is not None else self.studio.party()

    def own_party(self) -> Party | None:
        """The home's own person, where they have acted or been named; looking enrols nobody."""
        profile = self.studio.profile()
        name = self.settings.party or (profile.name if profile else UNNAMED)
        return self.record.find_party(name, "person") or self.record.find_party(name, "collective")

    def parties(self) -> dict[str, Party]:
        """Everybody on the record, by id."""
        head = self.record.head()
        if self._parties[0] != head:
            found = {party.id: party for party in self.record.parties()}
            # The same object while nobody came or was renamed: what was told with it holds.
            self._parties = (head, self._parties[1] if found == self._parties[1] else found)
        return self._parties[1]

    def borrowed(self) -> frozenset[str]:
        """The authors of what the library lent, but for those who brought or began something here themselves."""
        from oeuvre.production import RULES

        head = self.record.head()
        seq, lent, here = self._borrowed
        if seq < head:
            library = ("rule", RULES["library"])
            rules = {party.id for party in self.parties().values() if (party.kind, party.name) == library}
            for act in self.record.acts(kinds=("import",), after=seq, before=head + 1):
                parties = frozenset(one.party_id for one in act.by)
                if parties & rules:
                    lent |= parties - rules
                else:
                    here |= parties
            self._borrowed = (head, lent, here)
        return lent - here

    # --- projects ------------------------------------------------------------------------------------------------

    def formats(self) -> Mapping[str, Format]:
        """The formats, to name what is on the record; read again when the home's own were changed.

        Where those cannot be read, the packaged ones: what was made stays named.
        """
        from oeuvre.create.adapt import FORMATS_FILE, formats

        try:
            told = (self.settings.home / FORMATS_FILE).stat().st_mtime_ns
        except OSError:
            told = 0
        if self._formats is None or self._formats[0] != told:
            try:
                found = self.studio.formats()
            except OeuvreError:
                found = formats()
            self._formats = (told, found)
        return self._formats[1]

    def trades_changed(self) -> int:
        """When the home's own table of trades was changed last, in nanoseconds; 0 where it has none."""
        path = self.studio.trades()
        try:
            return path.stat().st_mtime_ns if path is not None else 0
        except OSError:
            return 0

    def projects(self) -> tuple[Project, ...]:
        """Every project, the one with the latest act first."""
        return self.projects_at()[1]

    def projects_as_of(self, head: int) -> tuple[Project, ...]:
        """The projects that there were with act `head`, in the order of then, each as it stands now."""
        found = {one.slug: one for one in self.projects()}
        return tuple(found[slug] for slug in self.record.projects_in_order(head) if slug in found)

    def projects_at(self) -> tuple[int, tuple[Project, ...]]:
        """Every project, the one with the latest act first, and the last act that this order knows."""
        head = self.record.head()
        with self._lock:
            known, found = self._projects
            if known != head:
                news = self.record.acts(after=known, before=head + 1) if known >= 0 and head - known <= _FEW else None
                slugs = {one.slug for one in found}
                if news is None or any(act.project is not None and act.project not in slugs for act in news):
                    found = self.record.projects()
                else:
                    found = gone_on(found, news)
                self._projects = (head, found)
            return self._projects

    def fold(self, project: str) -> Fold:
        """A project as it stands. Raises `ProjectUnknown`."""
        head = self.record.head()
        with self._lock:
            self._let_go(head)
            fold = self._folds.setdefault(project, Fold(project))
            self._folds.move_to_end(project)
            while len(self._folds) > _FOLDED:
                self._folds.popitem(last=False)
        # Each by itself: the first look at a large project keeps nobody from another.
        with fold.lock:
            if fold.seq < head:
                self._catch_up(fold, head)
        if not fold.acts:
            with self._lock:
                self._folds.pop(project, None)
            raise ProjectUnknown(project)
        return fold

    def find(
        self,
        text: str,
        *,
        before: int | None = None,
        project: str | None = None,
        kinds: Collection[str] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        among: Collection[int] | None = None,
    ) -> Iterator[int]:
        """The numbers of acts that say all words of a text together, the newest first; of these and those only."""
        head = self.record.head()
        with self._lock:
            self._let_go(head)
        return self.said.find(
            text, head, before=before, project=project, kinds=kinds, since=since, until=until, among=among
        )

    def _let_go(self, head: int) -> None:
        """Forget what was folded of words that an act has erased since: it is folded again from what is left."""
        if head == self._looked:
            return
        if self.record.acts(kinds=("erase",), after=self._looked, before=head + 1):
            self._folds.clear()
            self._sums.clear()
            self.making.forget()
            self.said.forget()
            self.told.clear()
            self._erased()
            self.jobs.let_go()
        self._looked = head

    def _erased(self) -> None:
        """Have what answers and jobs were written down with forgotten, where an act erased words since."""
        acts = self.record.acts(kinds=("erase",))
        if acts:
            self.journal.let_go(acts[-1].seq)

    def _catch_up(self, fold: Fold, head: int) -> None:
        acts = self.record.acts(project=fold.project, after=fold.seq, before=head + 1)
        if len(acts) > 100:
            for work in self.record.works(project=fold.project):
                self.making.know(work)
        for act in acts:
            self.making.take(act, [self.making.work(one.work_id) for one in act.made])
        fold.take(acts, self.making.work)
        fold.seq = head

    def taste(self, project: str) -> Taste:
        """What was decided in a project so far has taught. Raises `ProjectUnknown`."""
        from oeuvre.production import TEACHING, TasteFold

        fold = self.fold(project)
        with fold.lock:
            if fold.taste is None:
                fold.taste = (0, TasteFold(self.record))
            seq, learning = fold.taste
            if seq < fold.seq:
                learning.take(self.record.acts(project=project, kinds=TEACHING, after=seq, before=fold.seq + 1))
                fold.taste = (fold.seq, learning)
            return learning.taste()

    def sum_of(self, project: Project) -> Sum:
        """What a list of projects shows of one, folded again only where something was recorded for it since."""
        known = self._sums.get(project.slug)
        if known is None or known.acts != project.acts:
            with self._lock:
                fold = self._folds.get(project.slug)
            if fold is None:
                # A list is longer than what is kept folded: looking through it puts nothing else away.
                fold = Fold(project.slug)
                with fold.lock:
                    self._catch_up(fold, self.record.head())
            else:
                fold = self.fold(project.slug)
            known = summed(fold)
            self._sums[project.slug] = known
        return known

    def once(self, kind: str, name: object, language: str, of: tuple[object, ...], tell: Callable[[], Told]) -> Told:
        """What is told of something that never changes, kept while what it is told with (`of`) are the same objects."""
        key = (kind, name, language)
        known = self.told.get(key)
        if (
            known is None
            or len(known[0]) != len(of)
            or any(a is not b and a != b for a, b in zip(known[0], of, strict=True))
        ):
            known = (of, tell())
            self.told[key] = known
            while len(self.told) > _TOLD:
                with contextlib.suppress(KeyError):
                    self.told.popitem(last=False)
        return cast(Told, known[1])

    def exists(self, project: str) -> bool:
        """Whether there is such a project; folds nothing."""
        return any(one.slug == project for one in self.projects())

    def place(self, studio: Studio, project: str) -> Place:
        """Where a project is worked on."""
        return place_of(studio, self.fold(project), self.base)

    def card(self, work: Work) -> tuple[Fold, Card] | None:
        """The card that shows a work, and its project; None for what no project's table shows."""
        for act in self.making.acts(work.id):
            if act.project is not None:
                fold = self.fold(act.project)
                found = fold.card_of(work.id)
                if found is not None:
                    return fold, found
        return None

    def _kept(self, job: Job) -> None:
        self.journal.write_job(job.id, written(job), most=REMEMBERED)

    def alone(self, project: str) -> threading.Lock:
        """A lock that whoever decides in a project holds while they look at what stands and decide."""
        if project not in self._deciding and not self.exists(project):
            # Whoever asks by a name that nothing has is told so by what they do next; no lock is kept for it.
            return threading.Lock()
        with self._lock:
            return self._deciding.setdefault(project, threading.Lock())

    def waiting(self, kind: JobKind, project: str, actor: str, begins: str) -> Job | None:
        """A job of this kind and person that still waits in line, by the first word of its mark."""
        for job in self.jobs.all(project):
            if (job.kind, job.actor, job.state) == (kind, actor, "waiting") and job.mark.partition(" ")[0] == begins:
                return job
        return None

    # --- jobs ----------------------------------------------------------------------------------------------------

    def begin(
        self,
        kind: JobKind,
        project: str,
        actor: str,
        work: Callable[[Studio, Tell], None],
        *,
        mark: str = "",
        file: str = "",
        told: Mapping[str, object] | None = None,
    ) -> Job:
        """Put work on a project in line, done by `actor`; what it recorded is told with the job when it ends."""

        def run(job: Job, tell: Tell) -> None:
            before, own = self.record.head(), set[int]()
            try:
                with self.acting(actor) as studio, studio.record.noted() as own:
                    # A catalogue that cannot be read is told by whatever needs it.
                    with contextlib.suppress(OeuvreError):
                        job.halt = studio.catalogue.stop
                    if job.stop.is_set():
                        job.halt()
                    work(studio, tell)
            finally:
                job.halt = _nothing
                # What others recorded meanwhile is not this job's.
                fold = self.fold(project)
                mine = [act for act in self.record.acts(project=project, after=before) if act.seq in own]
                job.acts = [act.seq for act in mine]
                made = [one.work_id for act in mine for one in act.made]
                job.works = [one for one in dict.fromkeys(made) if one in fold.by_id]
                job.lost = [one for one in fold.failed if one.act in own]

        return self.jobs.ask(kind, project, actor, run, mark=mark, file=file, told=told)


def _nothing() -> None:
    """What ends nothing."""


def _lives(name: str) -> bool:
    """Whether the process that a folder is named after may still be there."""
    if not name.isdecimal() or os.name != "posix":
        return True
    try:
        os.kill(int(name), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return int(name) != os.getpid()


def gone_on(projects: Sequence[Project], acts: Iterable[Act]) -> tuple[Project, ...]:
    """Projects after acts on them, the one with the latest act first; each is one that was there."""
    found = {one.slug: one for one in projects}
    for act in acts:
        if act.project is None:
            continue
        known = found.pop(act.project)
        title = act.settings.get("project_title")
        runs = known.runs if act.run is None or act.run in known.runs else (*known.runs, act.run)
        found = {
            act.project: replace(
                known,
                title=title if isinstance(title, str) else known.title,
                first=min(known.first, act.at),
                last=max(known.last, act.at),
                acts=known.acts + 1,
                runs=runs,
            ),
            **found,
        }
    return tuple(found.values())
