"""A newcomer takes a project from six questions to signed editions: by pointer in French, by keyboard in English."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e_studio.conftest import Opener, Served
from tests.e2e_studio.hand import Hand

# Whole roads through the studio in a browser: minutes on two cores, so they are run by `make torture`.
pytestmark = pytest.mark.torture

HEADLINE = "Le pain est encore chaud"
FORMATS = re.compile(r"^(Publication (carrée|verticale)|(Square|Portrait) post)")


def answer_by_pointer(hand: Hand) -> None:
    """The six questions, one after the other."""
    words = hand.words
    hand.write("brief.fields.title", "Marché de nuit")
    hand.write("brief.fields.about", "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors.")
    hand.write("brief.fields.client", "Le Fournil de la Butte")
    hand.press("home.questions.next")
    hand.write("brief.fields.audience", "les familles du quartier")
    hand.press("home.questions.next")
    hand.write("brief.fields.facts_date", "vendredi 4 décembre, 18 h - 23 h")
    hand.press("home.questions.next")
    hand.page.get_by_role("button", name=words("brief.moods").split(", ")[0], exact=True).click()
    hand.press("home.questions.next")
    hand.sees("heading", "home.questions.brand.ask")
    hand.press("home.questions.next")
    boxes = hand.page.get_by_role("checkbox", name=FORMATS)
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        box.check(force=True)
    hand.press("home.questions.begin")


def test_by_pointer_in_french(empty: Served, opening: Opener, picture: Path) -> None:
    awa = opening(empty, "fr")
    page = awa.page
    awa.sees("heading", "home.empty.title")
    awa.is_called("Awa Diallo")
    awa.press("home.empty.begin", role="link")
    answer_by_pointer(awa)

    # Ideas: one is kept, one refused with its reason, the rest composed.
    ideas = awa.sees("grid", "ideas.title")
    awa.press("ideas.keep", within=ideas.get_by_role("row").first)
    kept = ideas.get_by_role("row").filter(has_text=re.compile(re.escape(awa.words("shell.states.kept"))))
    expect(kept).to_have_count(1)
    awa.press("ideas.refuse", within=ideas.get_by_role("row").nth(1))
    awa.write("ideas.refusing.because", "déjà vu ailleurs")
    awa.press("ideas.refuse", within=page.get_by_role("dialog"))
    awa.sees("grid", "ideas.refused_one")
    awa.press("ideas.drafts")

    # The table fills by itself; one draft is refused with a reason.
    expect(awa.draft(2)).to_be_attached()
    awa.pick(2)
    awa.press("table.act.refuse")
    awa.write("table.reasons.own", "le titre se lit mal de loin", within=page.get_by_role("dialog"))
    awa.press("table.act.refuse", within=page.get_by_role("dialog"))
    expect(awa.draft(2, "le titre se lit mal de loin")).to_be_attached()

    # More like the first, six of them, for a reason that stands over their row.
    awa.pick(1)
    awa.press("table.act.more")
    asking = page.get_by_role("dialog")
    asking.get_by_role("button", name=awa.words.like("table.round.count", whole=False)).click()
    page.get_by_role("option", name=awa.words.like("table.round.variants_other", {"count": 6})).click()
    awa.write("table.round.because", "plus chaud", within=asking)
    awa.press("table.round.begin_other", within=asking, count=6)
    awa.press("table.view.all")
    expect(page.get_by_role("option", name=re.compile("plus chaud"))).to_be_attached()
    awa.waits_for("round")

    # The headline is another: a new version, by the person.
    awa.pick(1)
    awa.press("table.side.correct", role="tab")
    awa.write("table.correct.headline", HEADLINE)
    awa.press("table.correct.setWords")
    expect(page.get_by_role("option", name=re.compile(HEADLINE))).to_have_count(1)
    (corrected,) = awa.drafts(HEADLINE)

    # A picture of one's own: on the table, and in the place of the motif.
    with page.expect_file_chooser() as choosing:
        awa.press("table.tools.bring")
    choosing.value.set_files(picture)
    asking = page.get_by_role("dialog")
    expect(asking.get_by_role("textbox", name=awa.words.like("table.bring.author"))).to_have_value("Awa Diallo")
    awa.press("table.bring.do", within=asking)
    expect(page.get_by_role("option", name=re.compile("croissant"))).to_be_attached()
    awa.pick(corrected)
    awa.press("table.side.correct", role="tab")
    page.get_by_role("button", name=awa.words.like("table.correct.mark", whole=False)).click()
    page.get_by_role("option", name=re.compile(r"^croissant(\.png)?$")).click()
    expect(page.get_by_role("option", name=re.compile(HEADLINE))).to_have_count(2)
    own = max(awa.drafts(HEADLINE))

    # Chosen: laid out again in both formats, signed, listed.
    awa.pick(own)
    awa.press("table.act.choose")
    expect(awa.draft(own, awa.words("shell.states.chosen"))).to_be_attached()
    awa.press("shell.tabs.editions", role="link")
    editions_are_signed(awa)

    # The record names her, for what she did.
    awa.press("shell.tabs.record", role="link")
    acts = page.get_by_role("listitem").filter(has_text="Awa Diallo")
    for told in (rf"\b1\b.*\b{corrected}\b", rf"\b{corrected}\b.*\b{own}\b"):
        expect(acts.filter(has_text=re.compile(told)).first).to_be_visible()
    page.get_by_role("searchbox", name=awa.words.like("record.search")).fill("se lit mal")
    expect(acts.filter(has_text="le titre se lit mal de loin").first).to_be_visible()


def editions_are_signed(hand: Hand, *, by_keyboard: bool = False) -> None:
    """Each format with its file, and what the signature says."""
    hand.sees("heading", "editions.title")
    downloads = hand.find("link", "editions.download")
    expect(downloads.first).to_be_visible()
    hand.waits_for("editions")
    hand.sees("heading", "editions.credential")
    for link in downloads.all():
        with hand.page.expect_download() as coming:
            link.press("Enter") if by_keyboard else link.click()
        assert coming.value.path().stat().st_size > 1000


def test_by_keyboard_in_english(empty: Served, opening: Opener) -> None:
    """Not one press of a pointer: Tab, arrows, Enter, letters."""
    mary = opening(empty, "en", "/new")
    page, keys = mary.page, mary.page.keyboard

    def reach(role: Any, key: str) -> None:
        """Tab until it has the focus."""
        wanted = mary.sees(role, key)
        for _ in range(80):
            if wanted.evaluate(
                "element => element === document.activeElement || element.contains(document.activeElement)"
            ):
                return
            keys.press("Tab")
        raise AssertionError(f"{key} is not reached by Tab")

    reach("textbox", "brief.fields.title")
    keys.type("Night market")
    keys.press("Tab")
    keys.type("A craft bakery opens its doors on Friday evening, and everyone eats outside.")
    keys.press("Tab")
    keys.type("The Hill Bakehouse")
    for question in ("who", "facts", "mood", "brand", "formats"):
        reach("button", "home.questions.next")
        keys.press("Enter")
        mary.sees("heading", f"home.questions.{question}.ask")
    boxes = page.get_by_role("checkbox", name=FORMATS)
    expect(boxes).to_have_count(2)
    ticked = page.get_by_role("checkbox", checked=True)
    for count in (1, 2):
        # Each format is a stop of its own; its name is what is read beside its box.
        for _ in range(40):
            keys.press("Tab")
            if FORMATS.match(page.evaluate("document.activeElement.closest('label')?.innerText ?? ''")):
                break
        keys.press("Space")
        expect(ticked).to_have_count(count)
    reach("button", "home.questions.begin")
    keys.press("Enter")
    # Whose it is going to be is asked once, before anything is signed in nobody's name.
    expect(mary.sees("textbox", "shell.me.name")).to_be_focused()
    keys.type("Mary Wood")
    keys.press("Enter")

    mary.sees("grid", "ideas.title")
    expect(mary.sees("button", "ideas.drafts")).to_be_enabled()
    keys.press("d")
    expect(mary.draft(1)).to_be_attached()
    mary.waits_for("drafts")
    keys.press("0")
    # The cards are one stop of Tab; arrows go between them, PageDown in reading order.
    for _ in range(80):
        if page.evaluate("document.activeElement.getAttribute('role')") == "option":
            break
        keys.press("Tab")
    for _ in range(60):
        keys.press("PageDown")
        if mary.draft(1).evaluate("card => card === document.activeElement"):
            break
    keys.press("c")
    expect(mary.draft(1, mary.words("shell.states.chosen"))).to_be_attached()
    keys.press("4")
    editions_are_signed(mary, by_keyboard=True)
    keys.press("5")
    mary.sees("heading", "record.titleOf")
