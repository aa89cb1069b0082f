"""Long work: one job at a time in a project, two at once in a studio, corrections before the others in line.

Each tells how far it is and can be stopped.

A job is a way to the record and has no state that matters: whatever it had done when it was stopped, or when the
studio was, stands on the record, and the same job asked for again goes on from there. What became of it is kept in the
journal, so that a studio that died says so of the jobs that it had.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from oeuvre.foundation import OeuvreError
from oeuvre.studio.errors import JobInterrupted, JobUnknown
from oeuvre.studio.folded import Failed

JobKind = Literal["ideas", "drafts", "round", "edit", "editions", "ask", "pdf", "zip"]
JobState = Literal["waiting", "running", "done", "failed", "cancelled", "interrupted"]
Tell = Callable[[str, int, int], None]

# How many projects are worked on at once, and what goes first: a person waits for a correction with a pen in the hand.
WORKERS = 2
FIRST: frozenset[JobKind] = frozenset({"edit"})
# What stops for those in the middle of this step of it: begun again, it goes on where it stood.
GIVING_WAY: dict[JobKind, str] = {"round": "round"}
# How many jobs that have ended are remembered.
REMEMBERED = 500
_log = logging.getLogger("oeuvre.studio")


class Stopped(Exception):
    """A person stopped the job, between two steps of it."""


class _GivesWay(Exception):
    """Somebody waits for what takes seconds: the job goes back in line."""


@dataclass
class Job:
    """One job. `step`, `done` and `of` are what the work told last; `error` is why it failed.

    `lost` has the formats in which a design could not be laid out: the job is done, and they are told with it.
    """

    id: str
    kind: JobKind
    project: str
    actor: str
    work: Callable[[Job, Tell], None]
    mark: str = ""
    state: JobState = "waiting"
    step: str = ""
    done: int = 0
    of: int = 0
    works: list[str] = field(default_factory=list)
    acts: list[int] = field(default_factory=list)
    lost: list[Failed] = field(default_factory=list)
    # What a partner understood, and what it was asked on: plain values, said by whoever shows the job.
    told: Mapping[str, object] = field(default_factory=dict)
    # The name of the file that it makes, among the exports of the home.
    file: str = ""
    error: OeuvreError | None = None
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    ended: datetime | None = None
    version: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    # Ends what it waits for outside this program, from any thread.
    halt: Callable[[], None] = lambda: None

    @property
    def over(self) -> bool:
        return self.state not in ("waiting", "running")


class Jobs:
    """The jobs of a running studio, worked off by a few threads. `changed` is called, from any thread, with each news.

    `earlier` are jobs that ended before this studio began; `keep` writes down how a job stands when that changes.
    """

    def __init__(
        self,
        changed: Callable[[Job], None] = lambda job: None,
        *,
        earlier: Iterable[Job] = (),
        keep: Callable[[Job], None] = lambda job: None,
    ) -> None:
        self.changed = changed
        self._keep = keep
        self._all: OrderedDict[str, Job] = OrderedDict((job.id, job) for job in earlier)
        self._line: list[Job] = []
        self._busy: set[str] = set()
        self._news = threading.Condition()
        self._ending = False
        self._threads: list[threading.Thread] = []

    def ask(
        self,
        kind: JobKind,
        project: str,
        actor: str,
        work: Callable[[Job, Tell], None],
        *,
        mark: str = "",
        file: str = "",
        told: Mapping[str, object] | None = None,
    ) -> Job:
        """Put a job in line. The same one (`mark`) of the same person that is not over yet is not asked for twice."""
        with self._news:
            for job in self._all.values():
                same = (job.kind, job.project, job.actor, job.mark) == (kind, project, actor, mark)
                if mark and not job.over and same:
                    return job
            job = Job(secrets.token_hex(8), kind, project, actor, work, mark, file=file, told=told or {})
            self._all[job.id] = job
            self._line.append(job)
            for old in [one.id for one in self._all.values() if one.over][: max(0, len(self._all) - REMEMBERED)]:
                del self._all[old]
            while len(self._threads) < WORKERS:
                self._threads.append(threading.Thread(target=self._run, name="oeuvre-jobs", daemon=True))
                self._threads[-1].start()
            self._keep(job)
            self._news.notify_all()
        self.changed(job)
        return job

    def get(self, job_id: str) -> Job:
        """A job. Raises `JobUnknown`."""
        job = self._all.get(job_id)
        if job is None:
            raise JobUnknown(job_id)
        return job

    def all(self, project: str | None = None) -> tuple[Job, ...]:
        """The jobs that are remembered, the latest first."""
        return tuple(job for job in reversed(list(self._all.values())) if project in (None, job.project))

    def cancel(self, job_id: str) -> Job:
        """Stop a job: at once where it waits or asks a model, else between two steps; one that is over stays."""
        job = self.get(job_id)
        with self._news:
            job.stop.set()
            if job.state == "waiting":
                self._line.remove(job)
                self._end(job, "cancelled")
        job.halt()
        self.changed(job)
        return job

    def let_go(self) -> None:
        """Forget what jobs that are over were told and came to: it may be words that were erased since."""
        with self._news:
            for job in [job for job in self._all.values() if job.over]:
                del self._all[job.id]

    def close(self, seconds: float = 20.0) -> None:
        """Stop what runs and waits, and wait until it has stopped."""
        with self._news:
            self._ending = True
            for job in self._all.values():
                job.stop.set()
            for job in self._line:
                job.error = JobInterrupted(job.id)
                self._end(job, "interrupted")
            self._line.clear()
            self._news.notify_all()
        for job in tuple(self._all.values()):
            if not job.over:
                job.halt()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _run(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._next() or self._ending)
                job = self._next()
                if self._ending or job is None:
                    return
                self._line.remove(job)
                self._busy.add(job.project)
                job.state, job.version = "running", job.version + 1
                self._keep(job)
            self.changed(job)
            self._work(job)
            with self._news:
                self._busy.discard(job.project)
                self._news.notify_all()
            self.changed(job)

    def _next(self) -> Job | None:
        """What is worked on next: a correction before the others, and nothing of a project that is worked on."""
        free = [job for job in self._line if job.project not in self._busy]
        return next((job for job in free if job.kind in FIRST), free[0] if free else None)

    def _awaits_first(self, project: str) -> bool:
        with self._news:
            return any(job.project == project and job.kind in FIRST for job in self._line)

    def _work(self, job: Job) -> None:
        def tell(step: str, done: int, of: int) -> None:
            if job.stop.is_set():
                raise Stopped
            if GIVING_WAY.get(job.kind) == step and done < of and self._awaits_first(job.project):
                raise _GivesWay
            job.step, job.done, job.of, job.version = step, done, of, job.version + 1
            self.changed(job)

        try:
            tell(job.step, 0, 0)
            job.work(job, tell)
        except _GivesWay:
            with self._news:
                if self._ending:
                    job.error = JobInterrupted(job.id)
                    self._end(job, "interrupted")
                else:
                    job.state, job.version = "waiting", job.version + 1
                    self._line.insert(0, job)
                    self._keep(job)
        except Stopped:
            if self._ending:
                job.error = JobInterrupted(job.id)
            self._end(job, "interrupted" if self._ending else "cancelled")
        except OeuvreError as error:
            if job.stop.is_set() and not self._ending:
                # What was waited for was ended with it.
                self._end(job, "cancelled")
            else:
                job.error = JobInterrupted(job.id) if job.stop.is_set() else error
                self._end(job, "interrupted" if job.stop.is_set() else "failed")
        except Exception as error:
            from oeuvre.record import full_disk

            job.error = full_disk(error)
            if job.error is None:
                # What nobody foresaw is for the log of who runs the studio.
                _log.error("%s", "".join(traceback.format_exception(error, limit=-6)))
                job.error = OeuvreError(detail=type(error).__name__)
            self._end(job, "failed")
        else:
            self._end(job, "done")

    def _end(self, job: Job, state: JobState) -> None:
        job.state, job.ended, job.version = state, datetime.now(UTC), job.version + 1
        self._keep(job)
