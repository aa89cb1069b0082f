"""The run's page as a browser shows it: nothing spills, nothing is fetched, everything is reached by keyboard."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from oeuvre.production.page import write_page, write_sheet
from tests.conftest import CHROMIUM
from tests.production.run_reports import failed, hostile_report, run_report

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine (apt-get install chromium)")
WIDTHS = (320, 360, 390, 768, 1024, 1440)
LONG = "Le marché de nuit du Fournil de la Butte, intergouvernementalisation comprise, " * 4


def pages() -> dict[str, str]:
    """The pages that are looked at, by name."""
    whole = run_report(failed=failed(3), previous="previous/0123456789ab/index.html")
    return {
        "page": write_page(whole),
        "french": write_page(run_report(page_language="fr", language="fr", title=LONG[:300])),
        "hostile": write_page(hostile_report()),
        "sheet": write_sheet(whole),
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pages")
    for name, text in pages().items():
        (place / f"{name}.html").write_text(text, encoding="utf-8")
    return place


@pytest.fixture(params=["page", "french", "hostile", "sheet"])
def opened(request: pytest.FixtureRequest, browser: Browser, folder: Path) -> Iterator[tuple[Page, list[str]]]:
    """A page and all that went wrong with it: messages on the console, errors, requests that leave it."""
    context = browser.new_context()
    page = context.new_page()
    troubles: list[str] = []
    own = (folder / f"{request.param}.html").as_uri()

    def watch(sent: Any) -> None:
        if not sent.url.startswith(("data:", own)):
            troubles.append(f"asked for {sent.url}")

    page.on("request", watch)
    page.on("console", lambda message: troubles.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: (troubles.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
    page.goto(own)
    page.evaluate("document.fonts.ready")
    yield page, troubles
    context.close()


def test_stands_still_without_a_request_or_a_complaint(opened: tuple[Page, list[str]]) -> None:
    page, troubles = opened
    page.wait_for_load_state("networkidle")
    assert not troubles


def test_nothing_spills_sideways_at_any_width(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        scroll, view = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert scroll <= view, f"{scroll} px of content at {width}"
        spilt = page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter(node => {
                const box = node.getBoundingClientRect();
                const unseen = node.closest('.unseen, .skip');
                return !unseen && box.width && (box.right > innerWidth + 1 || box.left < -1);
            }).map(node => node.outerHTML.slice(0, 90))"""
        )
        assert not spilt, f"at {width}: {spilt[:3]}"


def test_every_picture_loads_and_is_described(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    bad = page.evaluate(
        "[...document.images].filter(i => !(i.complete && i.naturalWidth && i.alt)).map(i => i.outerHTML.slice(0, 80))"
    )
    assert not bad


def test_pictures_keep_their_proportions(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        ratios = page.evaluate(
            """() => [...document.images].filter(i => i.offsetWidth > 20 && i.offsetHeight > 20)
                .map(i => (i.offsetWidth / i.offsetHeight) / (i.naturalWidth / i.naturalHeight))"""
        )
        assert all(abs(ratio - 1) < 0.06 for ratio in ratios)


def test_headings_are_in_order(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_keyboard_reaches_every_link_and_shows_where_it_is(opened: tuple[Page, list[str]]) -> None:
    page, _ = opened
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href], summary')].map((node, i) => { node.dataset.stop = i; return i })"
    )
    reached, unmarked = [], []
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        stop, outline, top = page.evaluate(
            """() => { const node = document.activeElement, style = getComputedStyle(node);
                return [node.dataset.stop ?? null, parseFloat(style.outlineWidth) && style.outlineStyle != 'none',
                        node.getBoundingClientRect().top] }"""
        )
        if stop is None:
            continue
        reached.append(int(stop))
        if not outline or top < -1:
            unmarked.append(stop)
    assert sorted(set(reached)) == wanted
    assert reached[: len(wanted)] == wanted
    assert not unmarked


def test_text_stands_out_from_what_is_behind_it(opened: tuple[Page, list[str]]) -> None:
    """WCAG AA, 4.5 to 1, for every text, large or not, against the ground it lies on."""
    page, _ = opened
    low = page.evaluate(
        """() => {
            const part = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
            const light = c => .2126 * part(c[0]) + .7152 * part(c[1]) + .0722 * part(c[2]);
            const numbers = text => (text.match(/[\\d.]+/g) || []).map(Number);
            const ground = node => {
                for (; node; node = node.parentElement) {
                    const c = numbers(getComputedStyle(node).backgroundColor);
                    if (c.length === 3 || c[3] > 0) return c;
                }
                return [255, 255, 255];
            };
            return [...document.querySelectorAll('body *')]
                .filter(n => [...n.childNodes].some(c => c.nodeType === 3 && c.data.trim()) && !n.closest('svg'))
                .map(n => {
                    const a = light(numbers(getComputedStyle(n).color)), b = light(ground(n));
                    return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), n.outerHTML.slice(0, 80)];
                })
                .filter(([ratio]) => ratio < 4.5);
        }"""
    )
    assert not low


def test_prints_on_a4_with_no_picture_cut(browser: Browser, folder: Path) -> None:
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    page = browser.new_page()
    page.goto((folder / "page.html").as_uri())
    data = page.pdf(prefer_css_page_size=True)
    page.close()
    document = pypdfium2.PdfDocument(data)
    texts, pictures = [], 0
    for sheet in document:
        width, height = sheet.get_size()
        assert (width, height) == pytest.approx((595, 842), abs=1)
        for picture in sheet.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=1):
            left, bottom, right, top = picture.get_bounds()
            assert 0 <= left < right <= width
            # A picture that goes over a page's end is drawn whole on both, and cut by the paper.
            assert 20 <= bottom < top <= height - 20
            pictures += 1
        texts.append(sheet.get_textpage().get_text_range())
    document.close()
    # Two more are greyed, which puts them into drawings of their own.
    assert pictures >= 22 + 1 + 8
    # The acts are on paper although they are folded away on screen.
    assert "composes draft 2" in " ".join(" ".join(texts).split())
