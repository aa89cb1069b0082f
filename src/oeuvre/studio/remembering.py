"""Jobs as the journal keeps them: written when they change, read when the next studio begins."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from oeuvre.foundation import Language, ManyErrors, OeuvreError
from oeuvre.studio.errors import JobInterrupted, StudioError
from oeuvre.studio.folded import Failed
from oeuvre.studio.jobs import Job, Tell

_LANGUAGES: tuple[Language, ...] = ("fr", "en")


class EarlierError(StudioError):
    """An error of an earlier studio, in the words in which it was told; each is of a kind that has its code."""

    def message(self, language: Language = "en") -> str:
        return str(self.values[f"message_{language}"])

    def remedy(self, language: Language = "en") -> str:
        return str(self.values[f"remedy_{language}"])


def written(job: Job) -> dict[str, object]:
    """A job as plain values."""
    return {
        "id": job.id,
        "kind": job.kind,
        "project": job.project,
        "actor": job.actor,
        "state": job.state,
        "step": job.step,
        "done": job.done,
        "of": job.of,
        "works": job.works,
        "file": job.file,
        "told": dict(job.told),
        "acts": job.acts,
        "lost": [asdict(one) for one in job.lost],
        "errors": [_told(one) for one in job.error.all()] if job.error else [],
        "begun": job.begun.isoformat(),
        "ended": job.ended.isoformat() if job.ended else "",
        "process": os.getpid(),
    }


def read(held: Mapping[str, Any]) -> Job | None:
    """A job as it was written; one that had not ended was interrupted. None while another studio is at work on it."""
    state = held["state"]
    if state in ("waiting", "running"):
        if held["process"] != os.getpid() and _lives(int(held["process"])):
            return None
        state = "interrupted"
    job = Job(held["id"], held["kind"], held["project"], held["actor"], _nothing, state=state)
    job.step, job.done, job.of = held["step"], held["done"], held["of"]
    job.file = str(held.get("file", ""))
    told = held.get("told")
    job.told = told if isinstance(told, Mapping) else {}
    job.works, job.acts = list(held["works"]), list(held["acts"])
    job.lost = [Failed(**one) for one in held["lost"]]
    job.begun = datetime.fromisoformat(held["begun"])
    job.ended = datetime.fromisoformat(held["ended"]) if held["ended"] else datetime.now(UTC)
    errors = [_error(one) for one in held["errors"]]
    if state == "interrupted":
        job.error = JobInterrupted(job.id)
    elif errors:
        job.error = errors[0] if len(errors) == 1 else ManyErrors(errors)
    return job


def _told(error: OeuvreError) -> dict[str, object]:
    words = {f"message_{language}": error.message(language) for language in _LANGUAGES}
    remedies = {f"remedy_{language}": error.remedy(language) for language in _LANGUAGES}
    return {"code": error.code, "status": error.http_status, "exit": error.exit_code, "place": error.place} | {
        **words,
        **remedies,
    }


def _error(held: Mapping[str, Any]) -> OeuvreError:
    named = {"code": held["code"], "http_status": held["status"], "exit_code": held["exit"]}
    kind: type[EarlierError] = type("Earlier", (EarlierError,), named)
    return kind(held["place"], **{name: held[name] for name in held if name.startswith(("message_", "remedy_"))})


def _nothing(job: Job, tell: Tell) -> None:
    """The work of a job that has ended."""


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
