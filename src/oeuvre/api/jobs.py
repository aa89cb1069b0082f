"""Long work: what runs, how far it is, its end; and the acts of a project as they come."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from oeuvre.api.asking import Here
from oeuvre.api.projects import Slug
from oeuvre.api.rows import job_shape
from oeuvre.api.shapes import Job
from oeuvre.studio import Job as Working

router = APIRouter(tags=["jobs"])
JobId = Annotated[str, Path(max_length=40)]
# How often a listener is told that the studio is still there, and how often other programs' acts are looked for.
_ALIVE, _LOOK = 15.0, 1.0


def _job(here: Here, job_id: JobId) -> Working:
    return here.desk.jobs.get(job_id)


@router.get("/jobs")
def list_jobs(
    here: Here, project: Annotated[str | None, Query(max_length=80, description="Of this project only.")] = None
) -> list[Job]:
    """The jobs of this studio since it was started, the latest first."""
    return [job_shape(here, job) for job in here.desk.jobs.all(project)]


@router.get("/jobs/{job_id}")
def read_job(here: Here, job: Annotated[Working, Depends(_job)]) -> Job:
    """One job as it stands."""
    return job_shape(here, job)


@router.delete("/jobs/{job_id}")
def cancel_job(here: Here, job: Annotated[Working, Depends(_job)]) -> Job:
    """Stop a job: at once where it waits, between two steps where it runs. What it recorded stays."""
    return job_shape(here, here.desk.jobs.cancel(job.id))


@router.get("/jobs/{job_id}/events", response_class=EventSourceResponse)
async def follow_job(here: Here, job: Annotated[Working, Depends(_job)]) -> AsyncIterator[ServerSentEvent]:
    """Each change of a job as an event that holds the job; the stream ends with it."""
    seen = -1
    while True:
        if job.version != seen:
            seen = job.version
            yield ServerSentEvent(data=job_shape(here, job), id=str(seen))
        if (job.over and job.version == seen) or here.hub.closed:
            return
        if job.version == seen:
            await here.hub.wait(_ALIVE)
            if job.version == seen:
                yield ServerSentEvent(comment="alive")


def _project(here: Here, slug: Slug) -> str:
    here.desk.fold(slug)
    return slug


@router.get("/projects/{slug}/events", response_class=EventSourceResponse)
async def follow_project(here: Here, slug: Annotated[str, Depends(_project)]) -> AsyncIterator[ServerSentEvent]:
    """The numbers of new acts of a project and the works that they made or decided on, as they are recorded."""
    record = here.desk.record
    head = record.head()
    yield ServerSentEvent(data={"acts": [], "works": []}, id=str(head))
    quiet = 0.0
    while not here.hub.closed:
        await here.hub.wait(_LOOK)
        now = record.head()
        if now == head:
            quiet += _LOOK
            if quiet >= _ALIVE:
                quiet = 0.0
                yield ServerSentEvent(comment="alive")
            continue
        acts = record.acts(project=slug, after=head, before=now + 1)
        head, quiet = now, 0.0
        if acts:
            works = [work for act in acts for work in (*(m.work_id for m in act.made), *(u.work_id for u in act.used))]
            data = {"acts": [act.seq for act in acts], "works": list(dict.fromkeys(works))}
            yield ServerSentEvent(data=data, id=str(now))
