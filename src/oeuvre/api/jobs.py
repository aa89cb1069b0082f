"""Long work: what runs, how far it is, its end; and the acts of a project as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from oeuvre.api.asking import Cursor, Here, Limit, paged_after
from oeuvre.api.projects import Slug
from oeuvre.api.rows import job_shape
from oeuvre.api.shapes import Job, Page
from oeuvre.studio import Job as Working

router = APIRouter(tags=["jobs"])
JobId = Annotated[str, Path(max_length=40)]
# How often a listener is told that the studio is still there, and how often other programs' acts are looked for.
_ALIVE, _LOOK = 15.0, 1.0
# How many acts of the home one event tells of at most.
_AT_ONCE = 1_000


def _job(here: Here, job_id: JobId) -> Working:
    return here.desk.jobs.get(job_id)


@router.get("/jobs")
def list_jobs(
    here: Here,
    project: Annotated[str | None, Query(max_length=80, description="Of this project only.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Job]:
    """The jobs that this studio remembers, the latest first."""
    jobs = here.desk.jobs.all(project)
    return paged_after("j", jobs, lambda job: job.id, cursor, limit, lambda job: job_shape(here, job))


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
async def follow_project(
    here: Here,
    slug: Annotated[str, Depends(_project)],
    last_event_id: Annotated[str | None, Header(max_length=40)] = None,
) -> AsyncIterator[ServerSentEvent]:
    """All news of a project in one stream.

    Events without a name hold the numbers of new acts and the works that they made or decided on; their id is the last
    act that was looked at, and a stream that is opened with it as `Last-Event-ID` begins with what came since. Events
    named `job` hold a job of the project each time it moves; those that are not over come first.
    """
    record, jobs = here.desk.record, here.desk.jobs
    head = await asyncio.to_thread(record.head)
    seen = {job.id: job.version for job in jobs.all(slug) if job.over}
    if last_event_id and last_event_id.isdecimal() and int(last_event_id) < head:
        known = int(last_event_id)
    else:
        known = head
        yield ServerSentEvent(data={"acts": [], "works": []}, id=str(head))
    quiet = 0.0
    while not here.hub.closed:
        told = False
        for job in reversed(jobs.all(slug)):
            if seen.get(job.id) != job.version:
                seen[job.id], told = job.version, True
                yield ServerSentEvent(data=job_shape(here, job), event="job")
        head = await asyncio.to_thread(record.head)
        while known < head:
            acts = await asyncio.to_thread(record.acts, slug, after=known, before=min(head, known + _AT_ONCE) + 1)
            known = min(head, known + _AT_ONCE)
            if acts:
                told = True
                works = [
                    work for act in acts for work in (*(m.work_id for m in act.made), *(u.work_id for u in act.used))
                ]
                data = {"acts": [act.seq for act in acts], "works": list(dict.fromkeys(works))}
                yield ServerSentEvent(data=data, id=str(known))
        quiet = 0.0 if told else quiet + _LOOK
        if quiet >= _ALIVE:
            quiet = 0.0
            yield ServerSentEvent(comment="alive")
        await here.hub.wait(_LOOK)
