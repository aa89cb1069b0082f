"""The workshop: processes that compose, check and encode, each with a warm press. They touch no record and no home."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Self, TypeVar

from PIL import Image

from oeuvre.create.adapt import AdaptError, Format, encode_jpeg, encode_png, finish_pdf
from oeuvre.create.design import (
    BY_ID,
    MM,
    Fault,
    Kit,
    Page,
    Palette,
    Press,
    Scene,
    check_file,
    write_source,
)
from oeuvre.create.library import Pairing
from oeuvre.foundation import OeuvreError
from oeuvre.production.bench import DRAWING, press_here, warm_press
from oeuvre.production.errors import MustStay, NotOffered
from oeuvre.production.layout import Layout, lay_out, never_missing, read_rgb, scene_digest, working_scale
from oeuvre.production.pages import page_of
from oeuvre.production.placed import credited, emblems_on
from oeuvre.production.thumbnails import EDITION_THUMB, content_code, pixels_of, thumbnail
from oeuvre.record import iscc

T = TypeVar("T")
J = TypeVar("J")

# How many palettes, and how many pairings, are tried for a draft that a check would strike.
REPAIRS = 2
# The short side, in pixels, of the picture that a trial makes and nobody looks at.
TRIAL_SIDE = 48


def _start_worker(own_fonts: Sequence[Path]) -> None:
    """A worker leaves interruptions to its parent, and does not outlive it, however that one ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
    warm_press(own_fonts)


def _ready() -> None:
    """What a process that has begun answers."""


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@dataclass(frozen=True)
class DraftJob:
    """One draft: kits to try in turn (the plan's, then repairs), the family and the page.

    `credits` are the lines to print for what stands on it, as `placed.credited` has them.
    """

    number: int
    family: str
    kits: tuple[Kit, ...]
    page: Page
    credits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftResult:
    """A draft composed: the kit that was kept, its picture, what remains at fault, how it measures.

    `big` is the headline's cap-height over the short side; `thumb` a grey 32 x 32 copy for the sheet's own checks.
    """

    number: int
    kit_index: int
    png: bytes
    left_out: tuple[str, ...]
    faults: tuple[Fault, ...]
    big: float
    thumb: bytes
    shown: tuple[str, ...]
    emblems: tuple[str, ...] = ()


def compose_draft(job: DraftJob) -> DraftResult:
    """Compose a draft, trying each kit until one has no fault; the one with the fewest faults is kept."""
    best: tuple[int, int, Layout] | None = None
    for index, kit in enumerate(job.kits):
        # Another palette changes no box: where boxes are at fault, only another pairing is tried.
        if best is not None and best[2].by_boxes and kit.pairing == job.kits[0].pairing:
            continue
        layout = lay_out(credited(kit, job.family, job.page, job.credits), job.family, job.page, press_here())
        if best is None or len(layout.faults) < best[0]:
            best = (len(layout.faults), index, layout)
        if not layout.faults:
            break
    assert best is not None
    _, index, layout = best
    return DraftResult(
        job.number,
        index,
        layout.png,
        layout.left_out,
        layout.faults,
        headline_share(layout.scene),
        thumb_of(layout.image()),
        shown_in(layout.scene, layout.kit),
        emblems_on(layout.scene, layout.kit),
    )


def thumb_of(image: Image.Image) -> bytes:
    """A grey 32 x 32 copy of a draft, by which the sheet finds two that look alike."""
    return image.convert("L").resize((32, 32), Image.Resampling.BOX).tobytes()


def headline_share(scene: Scene) -> float:
    """The headline's cap-height over the page's short side."""
    sizes = [text.size * text.face.cap_height for text in scene.texts() if text.role == "headline"]
    return max(sizes, default=0.0) / scene.page.short


def shown_in(scene: Scene, kit: Kit) -> tuple[str, ...]:
    """What stands on the page beside words: "emblem" (in a scene, too), "pattern", "photo", "logo"..."""
    roles: list[str] = [one.role for one in scene.drawings()]
    if "pattern" not in roles and kit.emblem is not None and kit.emblem.name in emblems_on(scene, kit):
        roles.append("emblem")
    return tuple(dict.fromkeys([*roles, *(one.role for one in scene.photos())]))


@dataclass(frozen=True)
class EditionJob:
    """One format of the chosen design."""

    form: Format
    family: str
    kit: Kit
    title: str
    words: tuple[str, ...]
    checks: bool = True
    credits: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    """Digests of scenes whose files are at hand: one of these is not rendered again."""
    trial: bool = False
    """Lay it out and check its boxes alone: what would fail is told, and no file is made."""


@dataclass(frozen=True)
class MediaFile:
    """One file of an edition, before it is signed: its bytes, its content code, and where it is a format's first,
    what pages show of it (JPEG)."""

    media_type: str
    ending: str
    data: bytes
    iscc: str | None = None
    thumb: bytes = b""


@dataclass(frozen=True)
class EditionResult:
    """A format laid out: its files, or the faults that fail it. `kin` is the family that stood in for the design's.

    `scene` is the digest of all that is drawn; where it was known before, `same` is true and there are no files.
    """

    form: Format
    files: tuple[MediaFile, ...]
    left_out: tuple[str, ...]
    faults: tuple[Fault, ...]
    error: OeuvreError | None
    lines: tuple[tuple[str, str], ...]
    shown: tuple[str, ...]
    emblems: tuple[str, ...] = ()
    kin: str = ""
    scene: str = ""
    same: bool = False


def make_edition(job: EditionJob) -> EditionResult:
    """Lay the design out in one format, check it, and write its files (unsigned)."""
    form, page, press = job.form, page_of(job.form), press_here()
    kin = ""
    if page.shape in BY_ID[job.family].not_offered:
        kin = BY_ID[job.family].kin
        if not kin or page.shape in BY_ID[kin].not_offered:
            return EditionResult(form, (), (), (), NotOffered(form.name, family=BY_ID[job.family].fr), (), ())
    # What is delivered without pixels (PDF, SVG) is drawn for the checks alone, at their size.
    scale = 1.0 if {"png", "jpeg"} & set(form.media) else working_scale(page, 150 / 72)
    scale = TRIAL_SIDE / page.short if job.trial else scale
    try:
        kit = credited(job.kit, kin or job.family, page, job.credits)
        layout = lay_out(
            kit,
            kin or job.family,
            page,
            press,
            scale=scale,
            pixels=job.checks and not job.trial,
            known=job.known,
            gives=True,
        )
        files, faults = ((), ()) if layout.same or job.trial else _files(job, layout, page, press)
    except AdaptError as refused:
        return EditionResult(form, (), (), (), refused, (), ())
    missing = never_missing(layout)
    lines = tuple((text.role, " ".join(text.lines)) for text in layout.scene.texts())
    error = MustStay(form.name, elements=", ".join(missing)) if missing else None
    return EditionResult(
        form,
        files,
        layout.left_out,
        layout.faults + faults,
        error,
        lines,
        shown_in(layout.scene, layout.kit),
        emblems_on(layout.scene, layout.kit),
        kin,
        scene_digest(layout.scene),
        layout.same,
    )


def _files(
    job: EditionJob, layout: Layout, page: Page, press: Press
) -> tuple[tuple[MediaFile, ...], tuple[Fault, ...]]:
    form, scene = job.form, layout.scene
    written: list[MediaFile] = []
    faults: tuple[Fault, ...] = ()
    for medium in form.media:
        if medium == "png":
            data = encode_png(layout.image(), form.max_bytes, place=form.name) if form.max_bytes else layout.png
            written.append(MediaFile("image/png", "png", data))
        elif medium == "jpeg":
            written.append(MediaFile("image/jpeg", "jpg", encode_jpeg(layout.image(), max_bytes=form.max_bytes)))
        elif medium == "pdf":
            pdf = press.pdf(scene, bleed=page.bleed, title=job.title)
            finished = finish_pdf(
                pdf,
                (page.width / MM, page.height / MM),
                bleed_mm=form.bleed_mm,
                crop_marks=form.crop_marks,
                title=job.title,
                language=scene.language,
            )
            written.append(MediaFile("application/pdf", "pdf", finished))
        else:
            written.append(MediaFile("image/svg+xml", "svg", press.svg(scene, title=job.title)))
    credit = (layout.kit.copy.credit,) if layout.kit.copy.credit else ()
    files = [_known(file, first=not index) for index, file in enumerate(written)]
    if job.checks:
        for file in files:
            faults += check_file(file.data, file.media_type, scene, (*job.words, *credit))
    accepted = layout.kit.hand.accepted
    return tuple(files), tuple(fault for fault in faults if (fault.code, fault.element) not in accepted)


def _known(file: MediaFile, *, first: bool) -> MediaFile:
    """A file with what the record keeps of it, worked out here, where several are at work; decoded once for all."""
    if file.media_type in ("image/png", "image/jpeg"):
        pixels = read_rgb(file.data)
        code = iscc(file.data, file.media_type, pixels=pixels)
        return replace(file, iscc=code, thumb=thumbnail(pixels, EDITION_THUMB) if first else b"")
    drawn = pixels_of(file.media_type, file.data) if first else None
    code = content_code(file.data, file.media_type)
    return replace(file, iscc=code, thumb=thumbnail(drawn, EDITION_THUMB) if drawn else b"")


def source_of(kit: Kit, family: str, page: Page, lines: Mapping[str, str]) -> tuple[str, dict[str, bytes]]:
    """The Typst source of a design with its pictures, as a designer opens it."""
    kit = credited(kit, family, page, lines)
    scene = lay_out(kit, family, page, press_here(), pixels=False).scene
    source = write_source(scene)
    return source.main, dict(source.assets)


class Workshop:
    """A pool of processes; a context manager. With one worker it works in this process.

    `at_once` is for a few jobs that somebody waits for: this process begins with the first of them, and processes that
    were started meanwhile take the last.
    """

    def __init__(self, workers: int, own_fonts: Sequence[Path] = (), *, at_once: bool = False) -> None:
        self._fonts = tuple(own_fonts)
        self._pool: ProcessPoolExecutor | None = None
        self._beside = workers - 1 if at_once else 0
        if workers > 1:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._beside or workers, context, _start_worker, (self._fonts,))
            for _ in range(self._beside):
                self._pool.submit(_ready)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def drafts(self, jobs: Sequence[DraftJob]) -> Iterator[DraftResult]:
        """Results in the order of the jobs, each as soon as it and those before it are done."""
        if self._pool is None or self._beside:
            return (self._here(compose_draft, job) for job in jobs)
        return self._pool.map(compose_draft, jobs)

    def editions(self, jobs: Sequence[EditionJob]) -> Iterator[EditionResult]:
        if self._pool is None:
            return (self._here(make_edition, job) for job in jobs)
        if self._beside:
            return self._from_both_ends(self._pool, jobs)
        return self._pool.map(make_edition, jobs)

    def source(self, kit: Kit, family: str, page: Page, lines: Mapping[str, str]) -> tuple[str, dict[str, bytes]]:
        if self._pool is None or self._beside:
            return self._here(lambda one: source_of(one, family, page, lines), kit)
        return self._pool.submit(source_of, kit, family, page, lines).result()

    def _from_both_ends(self, pool: ProcessPoolExecutor, jobs: Sequence[EditionJob]) -> Iterator[EditionResult]:
        """Results in the order of the jobs: this process takes from the front, the others from the end."""
        waiting, turn = deque(enumerate(jobs)), threading.Lock()
        done: dict[int, Future[EditionResult]] = {}

        def take_last(ready: Future[Any]) -> None:
            # When one is done, its process takes the next.
            with turn:
                if not waiting or ready.cancelled() or ready.exception() is not None:
                    return
                number, job = waiting.pop()
                # A pool that was closed meanwhile takes nothing any more, and nobody waits for it.
                with contextlib.suppress(RuntimeError):
                    done[number] = pool.submit(make_edition, job)
            if number in done:
                done[number].add_done_callback(take_last)

        for _ in range(self._beside):
            pool.submit(_ready).add_done_callback(take_last)
        for number, job in enumerate(jobs):
            with turn:
                mine = bool(waiting) and waiting[0][0] == number
                if mine:
                    waiting.popleft()
            yield self._here(make_edition, job) if mine else done[number].result()

    def _here(self, work: Callable[[J], T], job: J) -> T:
        """Do a job in this process, between those of other threads."""
        with DRAWING:
            warm_press(self._fonts, self)
            return work(job)


def repair_kits(kit: Kit, palettes: Sequence[Palette], pairings: Sequence[Pairing]) -> tuple[Kit, ...]:
    """A draft's kit, then its repairs: two other palettes of the same shade, two pairings that need less width.

    Which ones depends on the kit's seed, so that repaired drafts do not all come to look alike.
    """
    others = [one for one in palettes if one.dark == kit.palette.dark and one.name != kit.palette.name]
    slimmer = [one for one in pairings if one.id != kit.pairing.id and one.width != "wide"]
    slimmer = [one for one in slimmer if one.width == "narrow"] + [one for one in slimmer if one.width != "narrow"]
    repainted = [replace(kit, palette=palette) for palette in _turned(others, kit.seed)[:REPAIRS]]
    reset = [replace(kit, pairing=pairing) for pairing in _turned(slimmer[:6], kit.seed)[:REPAIRS]]
    return (kit, *repainted, *reset)


def _turned(items: list[T], by: int) -> list[T]:
    start = by % max(len(items), 1)
    return items[start:] + items[:start]
