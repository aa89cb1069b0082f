"""The short road, in every `make test`: a draft chosen, corrected and asked for in its formats; every page in a window
of 320 by 256, which is a large one at 400 %; and a typeface that is brought in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from oeuvre.create.library import faces
from tests.api.planted import SLUG, plant
from tests.e2e_studio.conftest import Begun, Opener, Served, serving
from tests.e2e_studio.test_pages import NAMES, pages, settled

WORDS = "Le pain veille."
# WCAG 2.2, 1.4.10: 1280 by 1024 at 400 %.
LARGEST_ZOOM = {"width": 320, "height": 256}
# Pixels of a tab that may be out of the strip.
SLACK = 2


def open_draft(served: Served, slug: str) -> dict[str, Any]:
    """A draft on which nothing is decided and whose headline can be retyped."""
    for row in served.ask("GET", f"/projects/{slug}/works?kind=draft&state=draft&limit=200")["items"]:
        elements = served.ask("GET", f"/works/{row['id']}/elements")["elements"]
        if any(one["name"] == "headline" and "retype" in one["can"] for one in elements):
            found: dict[str, Any] = row
            return found
    raise AssertionError("no draft can be corrected")


def test_a_draft_is_chosen_corrected_and_asked_for_in_its_formats(begun: Begun, opening: Opener) -> None:
    served, slug = begun.served, begun.slug
    draft = open_draft(served, slug)
    hand = opening(served, "fr", f"/w/{draft['id']}")
    hand.press("table.act.choose")
    state = hand.sees("complementary", "work.state")
    expect(state).to_contain_text(hand.words("shell.states.chosen"))

    # Corrected where it stands: the page goes on with the new version, and the choice with it.
    hand.press("table.act.correct")
    name = hand.words("table.elements.headline")
    hand.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first.click()
    hand.page.get_by_role("textbox", name=name).fill(WORDS)
    hand.page.keyboard.press("Enter")
    expect(hand.page.get_by_role("heading", level=1, name=WORDS)).to_be_visible()
    made = hand.page.url.split("/w/")[1].partition("?")[0]
    assert made != draft["id"]
    hand.go(f"/w/{made}")
    expect(hand.sees("complementary", "work.state")).to_contain_text(hand.words("shell.states.chosen"))
    works = {row["id"]: row for row in served.ask("GET", f"/projects/{slug}/works?kind=draft&limit=200")["items"]}
    assert (works[made]["state"], works[made]["edited"]) == ("chosen", draft["number"])
    assert works[draft["id"]]["state"] != "chosen"

    # The editions that were asked for are of it.
    hand.go(f"/p/{slug}/editions")
    hand.sees("heading", "editions.title")
    hand.waits_for("editions")
    hand.waits_for("edit")
    expect(hand.find("link", "editions.download").first).to_be_visible()
    editions = served.ask("GET", f"/works/{made}")["editions"]
    assert {one["format"] for one in editions} == {"social-square", "card"}
    assert {one["credential"] for one in editions} == {"signed"}


def test_every_page_reflows_at_the_largest_zoom(begun: Begun, opening: Opener) -> None:
    hand = opening(begun.served, "fr", viewport=LARGEST_ZOOM)
    faults = []
    for name in NAMES:
        path, role, key = pages(begun)[name]
        hand.go(path)
        if name == "table":
            hand.page.get_by_role("radio", name=hand.words("table.parts.canvas")).click()
        settled(hand, role, key)
        wide, seen = hand.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if wide > LARGEST_ZOOM["width"] or seen > LARGEST_ZOOM["width"]:
            faults.append(f"{name}: {wide} px of content, seen {seen}")
        faults += [f"{name}: {one}" for one in hand.page.evaluate(HIDDEN_TAB, SLACK)]
    assert not faults, "\n".join(faults)


# The current tab of a strip that slides, where some of it is out of sight.
HIDDEN_TAB = """slack => [...document.querySelectorAll('nav [aria-current=page]')].flatMap(tab => {
    const strip = tab.closest('nav').getBoundingClientRect(), at = tab.getBoundingClientRect();
    const out = Math.max(strip.left - at.left, at.right - Math.min(strip.right, innerWidth));
    return at.width === 0 || out <= slack ? [] : [`${tab.textContent}: ${Math.round(out)} px of the tab out of sight`];
})"""


@pytest.fixture
def planted(tmp_path: Path) -> Any:
    """A studio over a project that was made in a moment."""
    plant(tmp_path / "home", drafts=2)
    with serving(tmp_path) as served:
        yield served


def test_a_typeface_is_brought_in_and_goes_on_with_a_kit(planted: Served, opening: Opener, tmp_path: Path) -> None:
    font = tmp_path / "Quais.ttf"
    font.write_bytes(faces()["gloock-400-normal"].path.read_bytes())
    broken = tmp_path / "Abime.ttf"
    broken.write_bytes(font.read_bytes()[:900])
    hand = opening(planted, "fr", f"/p/{SLUG}/brief")
    hand.sees("heading", "brief.title")

    def bring(file: Path) -> None:
        with hand.page.expect_file_chooser() as choosing:
            hand.press("brief.bringFont")
        choosing.value.set_files(file)
        asking = hand.page.get_by_role("dialog")
        hand.write("brief.terms.author", "Zoé Martin", within=asking)
        hand.press("brief.terms.bring", within=asking)

    bring(broken)
    # Refused with its reason, and the brief is as it was.
    expect(hand.page.get_by_text(re.compile("Abime.ttf.*abîmé")).first).to_be_visible()
    bring(font)
    expect(hand.find("button", "brief.takeOut", word="Quais.ttf")).to_be_visible()
    hand.press("brief.save")
    (row,) = planted.ask("GET", f"/projects/{SLUG}/works?kind=font")["items"]
    expect(hand.page.get_by_text(hand.words("brief.upToDate")).first).to_be_visible()
    assert planted.ask("GET", f"/projects/{SLUG}/brief")["brief"]["brand"]["fonts"] == [row["id"]]

    hand.press("brief.kits.make")
    asking = hand.page.get_by_role("dialog")
    hand.write("brief.kits.name", "Quais", within=asking)
    expect(asking.get_by_role("combobox", name=hand.words.like("brief.kits.heading"))).to_have_value("Quais.ttf")
    hand.press("brief.kits.keep", within=asking)
    expect(asking).to_have_count(0)
    assert planted.ask("GET", "/brands")["items"][0]["heading"] == row["id"]
