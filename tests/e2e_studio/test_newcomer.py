"""A newcomer takes a project from six questions to signed editions: in French, in English, and once by keys alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e_studio.conftest import Opener, Served
from tests.e2e_studio.hand import Hand
from tests.e2e_studio.keys import KeyHand

# Whole roads through the studio in a browser: minutes on two cores, so they are run by `make torture`.
pytestmark = pytest.mark.torture

# All of a table of two rounds is near enough to be read on such a screen.
SCREEN = {"width": 1920, "height": 1200}
FORMATS = re.compile(r"^(Publication (carrée|verticale)|(Square|Portrait) post)")


@dataclass(frozen=True)
class Said:
    """What the newcomer says, in their language."""

    name: str
    title: str
    about: str
    client: str
    audience: str
    date: str
    tired: str
    unread: str
    warmer: str
    again: str
    headline: str


SAID = {
    "fr": Said(
        "Awa Diallo",
        "Marché de nuit",
        "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors.",
        "Le Fournil de la Butte",
        "les familles du quartier",
        "vendredi 4 décembre, 18 h - 23 h",
        "déjà vu ailleurs",
        "le titre se lit mal de loin",
        "plus chaud",
        "pour voir les deux",
        "Le pain est encore chaud",
    ),
    "en": Said(
        "Mary Wood",
        "Night market",
        "A craft bakery opens its doors on Friday evening, and everyone eats outside.",
        "The Hill Bakehouse",
        "families who live nearby",
        "Friday 4 December, 6 pm - 11 pm",
        "seen elsewhere",
        "the headline is lost from afar",
        "warmer",
        "to see both",
        "Still warm at midnight",
    ),
}


@pytest.mark.parametrize(
    ("language", "by", "second"), [("fr", Hand, "palette"), ("en", Hand, "mix"), ("en", KeyHand, "mix")]
)
def test_from_six_questions_to_signed_editions(
    empty: Served, opening: Opener, picture: Path, language: str, by: type[Hand], second: str
) -> None:
    hand, said = opening(empty, language, by=by, viewport=SCREEN), SAID[language]
    hand.sees("heading", "home.empty.title")
    hand.press("home.empty.begin", role="link")
    answer(hand, said)
    decide_on_ideas(hand, said)

    # The table fills by itself; one draft is refused with a reason.
    expect(hand.draft(5)).to_be_attached()
    hand.waits_for("drafts")
    hand.pick(5)
    hand.act("table.act.refuse", "r")
    asking = hand.page.get_by_role("dialog")
    hand.write("table.reasons.own", said.unread, within=asking)
    hand.press("table.act.refuse", within=asking)
    expect(hand.draft(5, said.unread)).to_be_attached()

    # Two rounds, each for a reason that stands over its row: more like the first, then another way.
    hand.pick(1)
    hand.act("table.act.more", "Shift+M")
    ask_for_six(hand, said.warmer)
    if second == "palette":
        hand.pick(1)
        hand.act("table.act.palette", "Shift+P")
    else:
        hand.pick_two()
        hand.act("table.act.mix", "Shift+X")
    ask_for_six(hand, said.again)

    corrected = retype_on_picture(hand, said.headline)
    own = bring_own_picture(hand, said, picture, corrected)

    # Chosen: laid out again in both formats, signed, listed.
    hand.pick(own)
    hand.act("table.act.choose", "c")
    expect(hand.draft(own, hand.words("shell.states.chosen"))).to_be_attached()
    hand.page.keyboard.press("4") if by is KeyHand else hand.press("shell.tabs.editions", role="link")
    editions_are_signed(hand)

    # The record names the newcomer, for what they did.
    hand.page.keyboard.press("5") if by is KeyHand else hand.press("shell.tabs.record", role="link")
    hand.sees("heading", "record.titleOf")
    acts = hand.page.get_by_role("listitem").filter(has_text=said.name)
    for told in (rf"\b1\b.*\b{corrected}\b", rf"\b{corrected}\b.*\b{own}\b"):
        expect(acts.filter(has_text=re.compile(told)).first).to_be_visible()
    hand.enter(hand.page.get_by_role("searchbox", name=hand.words.like("record.search")), said.unread)
    expect(acts.filter(has_text=said.unread).first).to_be_visible()
    if isinstance(hand, KeyHand):
        assert not hand.pointed


def answer(hand: Hand, said: Said) -> None:
    """The six questions, one after the other, and who asks."""
    hand.write("brief.fields.title", said.title)
    hand.write("brief.fields.about", said.about)
    hand.write("brief.fields.client", said.client)
    hand.press("home.questions.next")
    hand.sees("heading", "home.questions.who.ask")
    hand.write("brief.fields.audience", said.audience)
    hand.press("home.questions.next")
    hand.sees("heading", "home.questions.facts.ask")
    hand.write("brief.fields.facts_date", said.date)
    hand.press("home.questions.next")
    hand.sees("heading", "home.questions.mood.ask")
    hand.touch(hand.page.get_by_role("button", name=hand.words("brief.moods").split(", ")[0], exact=True))
    hand.press("home.questions.next")
    hand.sees("heading", "home.questions.brand.ask")
    hand.press("home.questions.next")
    hand.sees("heading", "home.questions.formats.ask")
    boxes = hand.page.get_by_role("checkbox", name=FORMATS)
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        hand.tick(box)
    hand.press("home.questions.begin")
    # Whose it is going to be is asked once, before anything is signed in nobody's name.
    expect(hand.sees("textbox", "shell.me.name")).to_be_focused()
    hand.write("shell.me.name", said.name)
    hand.set_words("shell.me.go")


def decide_on_ideas(hand: Hand, said: Said) -> None:
    """One is kept, one refused with its reason, the rest composed."""
    ideas = hand.sees("grid", "ideas.title")
    expect(hand.sees("button", "ideas.drafts")).to_be_enabled()
    hand.on_idea(ideas.get_by_role("row").first, "ideas.keep", "g")
    kept = ideas.get_by_role("row").filter(has_text=re.compile(re.escape(hand.words("shell.states.kept"))))
    expect(kept).to_have_count(1)
    hand.on_idea(ideas.get_by_role("row").nth(1), "ideas.refuse", "r")
    asking = hand.page.get_by_role("dialog")
    hand.write("ideas.refusing.because", said.tired, within=asking)
    hand.press("ideas.refuse", within=asking)
    hand.sees("grid", "ideas.refused_one")
    hand.act("ideas.drafts", "d")


def ask_for_six(hand: Hand, because: str) -> None:
    """The dialog of a round: how many and why; then the round is on the table, under its reason."""
    asking = hand.page.get_by_role("dialog")
    expect(asking).to_be_visible()
    hand.select("table.round.count", hand.words.like("table.round.variants_other", {"count": 6}))
    hand.write("table.round.because", because, within=asking)
    hand.press("table.round.begin_other", within=asking, count=6)
    expect(asking).to_have_count(0)
    expect(hand.page.get_by_role("option", name=re.compile(because))).to_be_attached()
    hand.waits_for("round")


def on_picture(hand: Hand, words: str = "") -> Locator:
    """The headline of the picture that is corrected."""
    element = re.escape(hand.words("table.elements.headline"))
    return hand.page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{element}.*{re.escape(words)}"))


def retype_on_picture(hand: Hand, headline: str) -> int:
    """The first draft's headline is another, typed where it stands: a new version, by the person."""
    hand.pick(1)
    hand.turn_to("table.side.correct")
    hand.press("table.act.correct")
    hand.touch(on_picture(hand).first)
    typing = hand.page.get_by_role("dialog").get_by_role("textbox", name=hand.words("table.elements.headline"))
    hand.enter(typing, headline)
    hand.set_words("table.correct.setWords")
    expect(on_picture(hand, headline).first).to_be_visible()
    hand.page.keyboard.press("Escape")
    expect(hand.page.get_by_role("option", name=re.compile(headline))).to_have_count(1)
    (corrected,) = hand.drafts(headline)
    return corrected


def bring_own_picture(hand: Hand, said: Said, picture: Path, corrected: int) -> int:
    """A picture of one's own on the table, and in the place of the motif: again a new version."""
    with hand.page.expect_file_chooser() as choosing:
        hand.act("table.tools.bring", "i")
    choosing.value.set_files(picture)
    asking = hand.page.get_by_role("dialog")
    expect(asking.get_by_role("textbox", name=hand.words.like("table.bring.author"))).to_have_value(said.name)
    hand.press("table.bring.do", within=asking)
    expect(hand.page.get_by_role("option", name=re.compile("croissant"))).to_be_attached()
    hand.pick(corrected)
    hand.turn_to("table.side.correct")
    hand.press("table.correct.swap.mark")
    picking = hand.page.get_by_role("dialog")
    hand.write("table.correct.pick.find", "croissant", within=picking)
    # One's own come before the library's.
    hand.touch(picking.get_by_role("option", name=re.compile(r"^croissant(\.png)?$")).first)
    expect(hand.page.get_by_role("option", name=re.compile(said.headline))).to_have_count(2)
    return max(hand.drafts(said.headline))


def editions_are_signed(hand: Hand) -> None:
    """Each format with its file, and what the signature says."""
    hand.sees("heading", "editions.title")
    downloads = hand.find("link", "editions.download")
    expect(downloads.first).to_be_visible()
    hand.waits_for("editions")
    hand.sees("heading", "editions.credential")
    for link in downloads.all():
        with hand.page.expect_download() as coming:
            hand.touch(link)
        assert coming.value.path().stat().st_size > 1000
