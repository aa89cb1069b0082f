"""Drafts against a browser: the same layouts as pictures of 1080 x 1350, on two processes and on two pages.

    python -m benchmarks.drafts [--quick]

The peer is one headless Chromium with two pages, driven by Playwright, that opens pages made from the very
scenes that Oeuvre draws: type in the same font files, the same SVG and photographs, every box given. It is asked for
PNG screenshots. Both are warm, take turns in one run, and get designs that neither has seen. "Drawn" is composing and
drawing, photographs being cropped and toned beforehand for both sides; the browser's layouts are composed beforehand
too. "Composed, drawn, checked, repaired" is a whole sheet as `oeuvre make` makes it, photographs developed within. How
alike the pictures are is measured and printed.

On a machine that does other work meanwhile, the clock on the wall favours whoever has more threads waiting, so the
processor time of each side is given too: its own and that of all processes it started.
"""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageStat

from benchmarks.as_html import write_page
from benchmarks.clocks import Spent, seconds
from benchmarks.designs import BAKERY, WALK, draft_jobs
from oeuvre.create.adapt import formats
from oeuvre.create.design import Press
from oeuvre.create.design.kit import Develop, Developed, Picture
from oeuvre.production import Workshop
from oeuvre.production.darkroom import develop
from oeuvre.production.layout import lay_out
from oeuvre.production.workshop import DraftJob, EditionJob

PROCESSES = 2
WIDTH, HEIGHT = 1080, 1350
PLAIN = replace(formats()["social-portrait"], media=("png",), max_bytes=None)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Prints:
    """Photographs developed beforehand, given out again for the same wish."""

    made: dict[tuple[Picture, Develop], Developed]

    def __call__(self, picture: Picture, ask: Develop) -> Developed:
        found = self.made.get((picture, ask))
        if found is None:
            found = self.made[picture, ask] = develop(picture, ask)
        return found


@dataclass(frozen=True)
class Round:
    """One sheet: the drafts with their checks, the same designs to be drawn only, and pages of the same scenes."""

    drafts: list[DraftJob]
    plain: list[EditionJob]
    pages: list[Path]
    pictures: list[bytes]


def prepare_round(folder: Path, brief: Path, seed: int, count: int, press: Press) -> Round:
    """A sheet's jobs, and its scenes as web pages (which no clock counts)."""
    jobs = draft_jobs(brief, seed)[:count]
    plain, pages, pictures = [], [], []
    for job in jobs:
        kit = replace(job.kits[0], develop=Prints({}))
        layout = lay_out(kit, job.family, job.page, press, pixels=False)
        plain.append(EditionJob(PLAIN, job.family, layout.kit, "", (), checks=False))
        pages.append(write_page(layout.scene, folder, f"{brief.parent.name}-{seed}-{job.number}"))
        pictures.append(layout.png)
    return Round(jobs, plain, pages, pictures)


class Browser:
    """One headless Chromium with two pages."""

    def __init__(self, executable: str) -> None:
        self._executable = executable
        self._loop = asyncio.new_event_loop()
        self.version = ""

    def start(self) -> None:
        self._loop.run_until_complete(self._start())

    async def _start(self) -> None:
        from playwright.async_api import async_playwright

        self._playwright = await async_playwright().start()
        self._browser = await self._playwright.chromium.launch(
            executable_path=self._executable, args=["--no-sandbox", "--hide-scrollbars"]
        )
        self.version = self._browser.version
        context = await self._browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1, java_script_enabled=True
        )
        self._pages = [await context.new_page() for _ in range(PROCESSES)]

    def shoot(self, pages: Sequence[Path]) -> list[bytes]:
        """Screenshots of the pages, in order; each of the two tabs takes the next page when it is free."""
        return self._loop.run_until_complete(self._shoot(pages))

    async def _shoot(self, pages: Sequence[Path]) -> list[bytes]:
        waiting = list(enumerate(pages))[::-1]
        shot: dict[int, bytes] = {}

        async def work(tab: Any) -> None:
            while waiting:
                index, path = waiting.pop()
                await tab.goto(path.as_uri(), wait_until="load")
                await tab.evaluate("document.fonts.ready.then(() => true)")
                shot[index] = await tab.screenshot(type="png", animations="allow", caret="initial")

        await asyncio.gather(*(work(tab) for tab in self._pages))
        return [shot[index] for index in range(len(pages))]

    def close(self) -> None:
        async def stop() -> None:
            await self._browser.close()
            await self._playwright.stop()

        self._loop.run_until_complete(stop())
        self._loop.close()


def difference(ours: bytes, theirs: bytes) -> float:
    """Mean difference of two pictures, in shares of white, seen at a quarter of their size."""
    size = (WIDTH // 4, HEIGHT // 4)
    first, second = (Image.open(io.BytesIO(data)).convert("RGB").resize(size) for data in (ours, theirs))
    return statistics.mean(ImageStat.Stat(ImageChops.difference(first, second)).mean) / 255


def measure(folder: Path, executable: str | None, rounds: int, count: int) -> dict[str, Any]:
    """Pictures a second of each side by side, over `rounds` sheets of `count` drafts."""
    briefs = (BAKERY, WALK)
    with Press() as press:
        sheets = [prepare_round(folder, briefs[i % 2], 100 + i, count, press) for i in range(rounds + 1)]
    figures: dict[str, Any] = {"drafts in a round": count, "rounds": rounds, "processes and pages": PROCESSES}
    drawn: list[Spent] = []
    checked: list[Spent] = []
    shown: list[Spent] = []
    alike: list[float] = []
    browser = Browser(executable) if executable else None
    if browser is not None:
        took = seconds(browser.start).wall + seconds(lambda: browser.shoot(sheets[0].pages)).wall
        figures["cold browser: start and first sheet, pictures a second"] = round(count / took, 1)
    start = time.perf_counter()
    with Workshop(PROCESSES) as workshop:
        list(workshop.editions(sheets[0].plain))
        figures["cold workshop: start and first sheet, pictures a second"] = round(
            count / (time.perf_counter() - start), 1
        )
        list(workshop.drafts(sheets[0].drafts))
        for number, sheet in enumerate(sheets[1:]):
            turns = [
                (drawn, lambda sheet=sheet: list(workshop.editions(sheet.plain))),
                (checked, lambda sheet=sheet: list(workshop.drafts(sheet.drafts))),
            ]
            if browser is not None:
                pictures: list[bytes] = []
                turns.append((shown, lambda sheet=sheet, out=pictures: out.extend(browser.shoot(sheet.pages))))
            for kept, run in turns[number % len(turns) :] + turns[: number % len(turns)]:
                kept.append(seconds(run))
            if browser is not None:
                alike += [difference(*pair) for pair in zip(sheet.pictures, pictures, strict=True)]
    kinds = {"drawn": drawn, "composed, drawn, checked, repaired": checked, "warm browser": shown}
    for name, times in kinds.items():
        if times:
            figures[f"{name}: pictures a second"] = round(_rate(times, count), 1)
            figures[f"{name}: processor ms a picture"] = round(_processor_ms(times, count))
    if browser is not None:
        figures["ratio of pictures a second, drawn (goal 2)"] = round(_rate(drawn, count) / _rate(shown, count), 2)
        figures["ratio of processor time, drawn"] = round(_processor_ms(shown, count) / _processor_ms(drawn, count), 2)
        figures["ratio of pictures a second, with checks"] = round(_rate(checked, count) / _rate(shown, count), 2)
        figures["mean difference of the pictures, share of white"] = round(statistics.mean(alike), 4)
        figures["largest difference of a picture, share of white"] = round(max(alike), 4)
        figures["peer"] = f"Chromium {browser.version}"
        browser.close()
    else:
        figures["peer"] = "no Chromium found: install the package chromium and run this again"
    return figures


def _rate(times: Sequence[Spent], count: int) -> float:
    return count / statistics.median(spent.wall for spent in times)


def _processor_ms(times: Sequence[Spent], count: int) -> float:
    return statistics.median(spent.processor for spent in times) / count * 1000


def main(quick: bool = False) -> dict[str, Any]:
    """Measures, prints, and returns the figures."""
    executable = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".benchmark-") as name:
        figures = measure(Path(name), executable, *((1, 8) if quick else (6, 24)))
    print(json.dumps(figures, indent=2))
    return figures


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
