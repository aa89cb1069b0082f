"""Two people finish one project: each sees what the other does, and one of them loses the line in the middle."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e_studio.conftest import BRIEF, Begun, Opener, Served
from tests.e2e_studio.hand import Hand
from tests.e2e_studio.test_newcomer import editions_are_signed

# Whole roads through the studio in a browser: minutes on two cores, so they are run by `make torture`.
pytestmark = pytest.mark.torture

UNDO = "Control+z"
FIRST, APART, MEANWHILE = "le four d’abord", "written on the train", "pendant ce temps"
REASON = "too many words"
HEADLINE = "Le pain est encore chaud"
# A draft that nothing else is done with.
LAST = 5
# Chromium's offline mode stops what is asked from then on, not a WebSocket that is open: a line that falls ends it.
KEEP_LINES = """window.lines = []; window.WebSocket = class extends WebSocket {
    constructor(...asked) { super(...asked); window.lines.push(this); }
};"""


@pytest.fixture
def ideas(empty: Served) -> Begun:
    """A project with its ideas, and nothing decided."""
    made = empty.ask("POST", "/projects", {"brief": BRIEF, "start": "ideas"})
    empty.finish(made["job"])
    return Begun(empty, made["project"]["slug"], "")


def lose_the_line(hand: Hand) -> None:
    hand.page.context.set_offline(True)
    hand.page.evaluate("lines.forEach(line => line.close())")


def write_note(hand: Hand, text: str, x: float, y: float) -> None:
    """Take the Note tool, touch the table, write."""
    hand.press("table.tools.note")
    hand.page.mouse.click(x, y)
    writing = hand.page.get_by_role(
        "textbox", name=hand.words.like("table.write", {"kind": hand.words("table.cards.note")})
    )
    writing.fill(text)
    writing.press("Escape")
    expect(hand.note(text)).to_be_attached()


def notes_of(hand: Hand) -> list[str]:
    """What the notes on the table say; whose hand is on them is not of the table."""
    notes = hand.page.get_by_role("option", name=re.compile(re.escape(hand.words("table.cards.note"))))
    return sorted(text.strip().splitlines()[0] for text in notes.all_inner_texts())


def test_two_people_finish_one_project_one_of_them_offline_in_the_middle(ideas: Begun, opening: Opener) -> None:
    path = f"/p/{ideas.slug}/ideas"
    awa = opening(ideas.served, "fr", path)
    ben = opening(ideas.served, "en", path)
    ben.page.add_init_script(KEEP_LINES)
    ben.page.reload()
    awa.is_called("Awa Diallo")
    ben.is_called("Ben Okri")

    # What Awa keeps is kept before Ben's eyes; Ben has the sheet composed, and it lies on both tables.
    keep_first_idea(awa)
    expect(kept_ideas(ben)).to_have_count(1)
    ben.press("ideas.drafts")
    awa.press("shell.tabs.table", role="link")
    for hand in (awa, ben):
        expect(hand.draft(LAST)).to_be_attached()
        expect(line(hand, "table.saved.saved")).to_be_visible()
        hand.waits_for("drafts")
        hand.press("table.view.all")

    # Each sees that the other is there, where their cursor is, and what they write.
    for hand, other in ((awa, "Ben Okri"), (ben, "Awa Diallo")):
        people = hand.sees("list", "shell.present_one")
        expect(people.get_by_role("button", name=other)).to_be_visible()
    middle = canvas_of(awa)
    awa.page.mouse.move(middle[0], middle[1])
    awa.page.mouse.move(middle[0] + 30, middle[1] + 30)
    expect(ben.page.get_by_text("Awa Diallo", exact=True).last).to_be_visible()
    write_note(awa, FIRST, middle[0], middle[1] + 250)
    expect(ben.note(FIRST)).to_be_attached()

    # Ben loses the line and works on; Awa corrects a draft meanwhile. He comes back: both tables are one again.
    lose_the_line(ben)
    expect(line(ben, "table.saved.apart")).to_be_visible()
    write_note(ben, APART, middle[0] - 200, middle[1] + 250)
    expect(line(ben, "table.saved.apartOpen_one").or_(line(ben, "table.saved.apartOpen_other"))).to_be_visible()
    write_note(awa, MEANWHILE, middle[0] + 200, middle[1] + 250)
    awa.pick(1)
    awa.turn_to("table.side.correct")
    awa.write("table.correct.headline", HEADLINE)
    awa.press("table.correct.setWords")
    expect(awa.page.get_by_role("option", name=re.compile(HEADLINE))).to_have_count(1)
    (corrected,) = awa.drafts(HEADLINE)
    expect(ben.note(MEANWHILE)).to_have_count(0)
    expect(ben.page.get_by_role("option", name=re.compile(HEADLINE))).to_have_count(0)
    ben.page.context.set_offline(False)
    expect(ben.note(MEANWHILE)).to_be_attached()
    expect(awa.note(APART)).to_be_attached()
    ben.press("table.view.all")
    expect(ben.draft(corrected, HEADLINE)).to_be_attached()
    expect(line(ben, "table.saved.saved")).to_be_visible()
    assert notes_of(awa) == notes_of(ben) == sorted((FIRST, APART, MEANWHILE))

    # Undo is each person's own: what was written, then the note itself.
    awa.note(FIRST).focus()
    for _ in range(2):
        awa.page.keyboard.press(UNDO)
    expect(awa.note(MEANWHILE)).to_have_count(0)
    expect(ben.note(MEANWHILE)).to_have_count(0)
    for hand in (awa, ben):
        expect(hand.note(APART)).to_be_attached()
        expect(hand.note(FIRST)).to_be_attached()
    assert notes_of(awa) == notes_of(ben) == sorted((FIRST, APART))

    # They decide together: Ben refuses one on Awa's table and chooses what she corrected; the editions come to both.
    ben.pick(LAST)
    ben.press("table.act.refuse")
    asking = ben.page.get_by_role("dialog")
    ben.write("table.reasons.own", REASON, within=asking)
    ben.press("table.act.refuse", within=asking)
    expect(awa.draft(LAST, REASON)).to_be_attached()
    ben.pick(corrected)
    ben.press("table.act.choose")
    for hand in (awa, ben):
        expect(hand.draft(corrected, hand.words("shell.states.chosen"))).to_be_attached()
        hand.press("shell.tabs.editions", role="link")
        editions_are_signed(hand)

    # The record has each of them, for what they did.
    awa.press("shell.tabs.record", role="link")
    acts = awa.page.get_by_role("listitem")
    expect(acts.filter(has_text="Ben Okri").filter(has_text=REASON).first).to_be_visible()
    told = re.compile(rf"\b1\b.*\b{corrected}\b")
    expect(acts.filter(has_text="Awa Diallo").filter(has_text=told).first).to_be_visible()


def keep_first_idea(hand: Hand) -> None:
    hand.press("ideas.keep", within=hand.sees("grid", "ideas.title").get_by_role("row").first)
    expect(kept_ideas(hand)).to_have_count(1)


def kept_ideas(hand: Hand) -> Locator:
    kept = re.compile(re.escape(hand.words("shell.states.kept")))
    return hand.sees("grid", "ideas.title").get_by_role("row").filter(has_text=kept)


def line(hand: Hand, key: str) -> Locator:
    """What the table says of its line and of what is kept."""
    return hand.page.get_by_role("status").filter(has_text=hand.words.like(key))


def canvas_of(hand: Hand) -> tuple[float, float]:
    """The middle of the table in the window."""
    table = hand.page.get_by_role("listbox", name=hand.words.like("table.canvas_other"))
    box = table.locator("..").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
