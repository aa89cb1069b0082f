"""A slider of the explorer pulled in a real browser: how often nine previews are painted, beside finished drawings.

It serves a home of its own, opens the explorer in the system's Chromium, and pulls a slider to and fro by the pointer.
The page marks each time that it has painted nine; the peer is the same nine as finished SVG, asked for as fast as they
come. Both depend on how busy the machine is: what stands in the line of `load` is what else ran meanwhile.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

_SECONDS = 6.0
_REACH = 90
_MOVED = "performance.getEntriesByName('oeuvre.explore.moved').length"
# Finished drawings of the same nine, one request after another, for so many seconds; how many came.
_PEER = """async ([points, seconds]) => {
    const until = performance.now() + 1000 * seconds;
    let came = 0;
    while (performance.now() < until) {
        const dials = {roundness: Math.sin(came)};
        const body = JSON.stringify({points, dials});
        const headers = {'Content-Type': 'application/json'};
        const answer = await fetch('/api/explore/figures', {method: 'POST', body, headers});
        await answer.json();
        came += 1;
    }
    return came;
}"""


def sliding(seconds: float = _SECONDS) -> dict[str, Any]:
    """Previews of nine a second while a slider is pulled, and finished drawings a second; empty without a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        return {}
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "oeuvre", "--home", str(Path(folder) / "home")]
        served = subprocess.Popen(
            [*command, "explore", "--serve", "--no-open"], cwd=folder, stdout=subprocess.PIPE, text=True
        )
        try:
            assert served.stdout is not None
            address = served.stdout.readline().strip()
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
                page.set_default_timeout(120_000)
                page.goto(address)
                page.wait_for_selector("[role=row] img")
                page.get_by_role("tab", name="Sliders").click()
                thumb = page.locator("[class*=track]").nth(2)
                box = thumb.bounding_box()
                assert box is not None
                x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
                page.mouse.move(x, y)
                page.mouse.down()
                before, begun, step = page.evaluate(_MOVED), time.monotonic(), 0
                while (spent := time.monotonic() - begun) < seconds:
                    step += 7
                    page.mouse.move(x + _REACH * (1 - abs(step % 400 - 200) / 100), y)
                painted = page.evaluate(_MOVED) - before
                page.mouse.up()
                points = page.evaluate(
                    """async () => {
                        const headers = {'Content-Type': 'application/json'};
                        const asked = {method: 'POST', body: '{"seed": 3}', headers};
                        const nine = await (await fetch('/api/explore/nine', asked)).json();
                        return nine.figures.map(one => one.point);
                    }"""
                )
                came = page.evaluate(_PEER, [points, seconds])
                browser.close()
        finally:
            served.terminate()
            served.wait(60)
    nine, finished = painted / spent, came / seconds
    return {
        "nine_previews_a_second": round(nine, 1),
        "nine_finished_a_second": round(finished, 1),
        "ratio": round(nine / finished, 2) if finished else None,
        "load": round(os.getloadavg()[0], 1),
    }
