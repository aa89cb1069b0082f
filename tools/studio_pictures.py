"""The pictures of the studio in the docs: the project of the tutorial, made in a studio of its own, in each language.

    python tools/studio_pictures.py --out docs/pictures
    python tools/studio_pictures.py --home work --only table   # again, over what was made before

Everything that is seen was made for it by the studio itself: ideas kept and refused, a sheet, a round asked with a
reason, a corrected headline, a choice and its editions. Pictures are at 1440, 820 and 390 pixels wide; a French one
ends in `.fr.png`. Wants a Chromium (`apt-get install chromium`) and the pages built by `make`.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
SIZES = {"desktop": (1440, 900), "tablet": (820, 1180), "phone": (390, 844)}
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
# The answers of docs/tutorial/a-project-in-the-studio.md and its French twin, and who decides.
TOLD: dict[str, dict[str, Any]] = {
    "en": {
        "who": "Ines Morgan",
        "brief": {
            "title": "Night market at the bakehouse",
            "about": "A craft bakery opens its doors on Friday evening, and everyone eats outside.",
            "client": "The Hill Bakehouse",
            "facts": {
                "date": "Friday 4 December, 6 pm to 11 pm",
                "place": "12 Oven Street, Millbury",
                "price": "free entry",
            },
            "mood": ["warm", "generous"],
            "language": "en",
        },
        "refused": "seen too often",
        "because": "warmer",
        "headline": "Come hungry. Stay late.",
    },
    "fr": {
        "who": "Inès Morvan",
        "brief": {
            "title": "Marché de nuit au Fournil",
            "about": "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors.",
            "client": "Le Fournil de la Butte",
            "facts": {
                "date": "vendredi 4 décembre, 18 h - 23 h",
                "place": "12 rue du Levain, Villemiche",
                "price": "entrée libre",
            },
            "mood": ["chaleureux", "généreux"],
            "language": "fr",
        },
        "refused": "trop vu",
        "because": "plus chaud",
        "headline": "Venez avec votre faim.",
    },
}
# Whether each picture in sight has come.
_ALL_THERE = """() => [...document.images].every((one) => {
  const at = one.getBoundingClientRect();
  return one.complete || at.bottom < 0 || at.top > innerHeight || at.right < 0 || at.left > innerWidth;
})"""
# Signs of a language and of a palette are drawn alike at a quarter of the bytes.
COLOURS = 256


@dataclass(frozen=True)
class Served:
    """A studio that runs, by its address with the token."""

    address: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """What a script asks of the API; the answer to its end where it is a job."""
        token = self.address.partition("token=")[2]
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.origin}/api{path}", data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=300) as answer:
            return json.load(answer)

    def finish(self, job: dict[str, Any]) -> dict[str, Any]:
        """Wait for a job; it must come to a good end."""
        while job["state"] in ("waiting", "running"):
            time.sleep(0.2)
            job = self.ask("GET", f"/jobs/{job['id']}")
        if job["state"] != "done":
            raise SystemExit(f"{job['kind']}: {job['problem']}")
        return job


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """`oeuvre studio` over a home in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OEUVRE_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "oeuvre", "--home", "home", "studio", "--no-open", "--port", "0"],
        cwd=folder,
        env={**kept, "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield Served(process.stdout.readline().strip())
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def make(served: Served, language: str) -> dict[str, Any]:
    """The project of the tutorial, from its six answers to its editions: its slug, and its draft that was chosen."""
    told = TOLD[language]
    served.ask("PUT", "/me", {"name": told["who"]})
    begun = served.ask("POST", "/projects", {"brief": told["brief"], "start": "ideas"})
    slug = begun["project"]["slug"]
    served.finish(begun["job"])
    ideas = served.ask("GET", f"/projects/{slug}/ideas")["items"]
    for idea, kind in ((ideas[0], "keep"), (ideas[2], "keep"), (ideas[1], "refuse")):
        because = told["refused"] if kind == "refuse" else ""
        served.ask("POST", f"/ideas/{idea['id']}/decisions", {"kind": kind, "because": because})
    served.finish(served.ask("POST", f"/projects/{slug}/drafts", {}))
    drafts = [one for one in works(served, slug) if one["state"] != "refused"]
    near = drafts[2]
    wish = {"kind": "more", "like": [near["id"]], "count": 6, "because": told["because"], "keep": ["family"]}
    served.finish(served.ask("POST", f"/projects/{slug}/rounds", wish))
    newest = [one for one in works(served, slug) if one["round"] == 1 and one["state"] != "refused"]
    first = newest[0] if newest else near
    edited = served.finish(served.ask("POST", f"/works/{first['id']}/edits", {"headline": told["headline"]}))
    chosen = edited["works"][-1]
    served.finish(served.ask("POST", f"/works/{chosen}/decisions", {"kind": "choose", "because": told["because"]}))
    return {"slug": slug, "chosen": chosen}


def works(served: Served, slug: str) -> list[dict[str, Any]]:
    """The drafts of a project, by number."""
    found = served.ask("GET", f"/projects/{slug}/works?kind=draft&limit=200")["items"]
    return sorted(found, key=lambda one: one["number"])


@contextmanager
def window(browser: Browser, served: Served, language: str, size: str) -> Iterator[Page]:
    """A window of a size, let in; its pictures are still."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=LOCALES[language],
        reduced_motion="reduce",
        has_touch=size != "desktop",
        is_mobile=size == "phone",
        device_scale_factor=1,
    )
    try:
        page = context.new_page()
        page.goto(served.address)
        page.wait_for_load_state("networkidle")
        yield page
    finally:
        context.close()


def shot(page: Page) -> Image.Image:
    """What a window shows, once all its pictures are there."""
    page.wait_for_timeout(1500)
    for _ in range(60):
        # The pages allow no code that is made of text: they are looked at from here.
        if page.evaluate(_ALL_THERE):
            break
        page.wait_for_timeout(500)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def beside(pictures: list[Image.Image], gap: int = 24) -> Image.Image:
    """Pictures in a row, on paper."""
    width = sum(one.width for one in pictures) + gap * (len(pictures) + 1)
    row = Image.new("RGB", (width, max(one.height for one in pictures) + 2 * gap), "#d9d3c6")
    at = gap
    for one in pictures:
        row.paste(one, (at, gap))
        at += one.width + gap
    return row


def pictures(
    browser: Browser, served: Served, language: str, made: dict[str, Any]
) -> Iterator[tuple[str, Image.Image]]:
    """Each picture of a language, by its name."""
    at = f"{served.origin}/p/{made['slug']}"
    with window(browser, served, language, "desktop") as page:
        page.goto(f"{at}/ideas")
        yield "ideas", shot(page)
        page.goto(f"{at}/table?see={made['chosen']}")
        page.wait_for_timeout(2500)
        yield "table", shot(page)
        page.goto(f"{at}/editions")
        yield "editions", shot(page)
        page.goto(f"{served.origin}/w/{made['chosen']}")
        page.locator("#lineage").scroll_into_view_if_needed()
        page.wait_for_timeout(2500)
        page.evaluate("document.querySelector('#lineage').scrollIntoView(); window.scrollBy(0, -90)")
        yield "work", shot(page)
    with window(browser, served, language, "tablet") as page:
        page.goto(f"{at}/table?see={made['chosen']}")
        page.wait_for_timeout(2500)
        first = shot(page)
        page.goto(f"{at}/ideas")
        yield "tablet", beside([first, shot(page)])
    with window(browser, served, language, "phone") as page:
        seen = []
        for path in (f"{at}/ideas", f"{at}/table", f"{at}/editions", f"{at}/record"):
            page.goto(path)
            page.wait_for_timeout(1200)
            seen.append(shot(page))
        yield "phone", beside(seen)


def keep(picture: Image.Image, path: Path) -> None:
    """Write a picture, small."""
    picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    parser.add_argument("--home", type=Path, help="where the two studios are made, and found again")
    parser.add_argument("--only", default="", help="names with commas between: ideas,table,editions,work,tablet,phone")
    args = parser.parse_args()
    only = {name for name in args.only.split(",") if name}
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for language in ("en", "fr"):
            folder = (args.home or Path(temporary)) / language
            with serving(folder) as served:
                known = folder / "made.json"
                if not known.is_file():
                    known.write_text(json.dumps(make(served, language)), encoding="utf-8")
                made = json.loads(known.read_text(encoding="utf-8"))
                ending = ".fr.png" if language == "fr" else ".png"
                for name, picture in pictures(browser, served, language, made):
                    if not only or name in only:
                        keep(picture, args.out / f"studio-{name}{ending}")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
