"""Two people at one table: each sees what the other does, and one of them loses the line in the middle."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e_studio.conftest import Begun, Opener
from tests.e2e_studio.hand import Hand

# Whole roads through the studio in a browser: minutes on two cores, so they are run by `make torture`.
pytestmark = pytest.mark.torture

UNDO = "Control+z"
FIRST, APART, MEANWHILE = "le four d’abord", "written on the train", "pendant ce temps"
REASON = "too many words"
# Chromium's offline mode stops what is asked from then on, not a WebSocket that is open: a line that falls ends it.
KEEP_LINES = """window.lines = []; window.WebSocket = class extends WebSocket {
    constructor(...asked) { super(...asked); window.lines.push(this); }
};"""


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


def test_two_people_one_of_them_offline_in_the_middle(begun: Begun, opening: Opener) -> None:
    path = f"/p/{begun.slug}/table"
    awa = opening(begun.served, "fr", path)
    ben = opening(begun.served, "en", path)
    ben.page.add_init_script(KEEP_LINES)
    ben.page.reload()
    for hand, name in ((awa, "Awa Diallo"), (ben, "Ben Okri")):
        hand.is_called(name)
        expect(hand.draft(1)).to_be_attached()
        expect(line(hand, "table.saved.saved")).to_be_visible()
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

    # Ben loses the line, works on, and comes back: both tables are one again.
    lose_the_line(ben)
    expect(line(ben, "table.saved.apart")).to_be_visible()
    write_note(ben, APART, middle[0] - 200, middle[1] + 250)
    expect(line(ben, "table.saved.apartOpen_one").or_(line(ben, "table.saved.apartOpen_other"))).to_be_visible()
    write_note(awa, MEANWHILE, middle[0] + 200, middle[1] + 250)
    expect(ben.note(MEANWHILE)).to_have_count(0)
    ben.page.context.set_offline(False)
    expect(ben.note(MEANWHILE)).to_be_attached()
    expect(awa.note(APART)).to_be_attached()
    expect(line(ben, "table.saved.saved")).to_be_visible()
    assert notes_of(awa) == notes_of(ben) == sorted((FIRST, APART, MEANWHILE))

    # Undo is each person's own: what was written, then the note itself.
    awa.page.keyboard.press(UNDO)
    awa.page.keyboard.press(UNDO)
    expect(awa.note(MEANWHILE)).to_have_count(0)
    expect(ben.note(MEANWHILE)).to_have_count(0)
    for hand in (awa, ben):
        expect(hand.note(APART)).to_be_attached()
        expect(hand.note(FIRST)).to_be_attached()
    assert notes_of(awa) == notes_of(ben) == sorted((FIRST, APART))

    # They decide together: what Ben refuses is refused on Awa's table, and the record has his name.
    ben.pick(5)
    ben.press("table.act.refuse")
    asking = ben.page.get_by_role("dialog")
    ben.write("table.reasons.own", REASON, within=asking)
    ben.press("table.act.refuse", within=asking)
    expect(awa.draft(5, REASON)).to_be_attached()
    awa.press("shell.tabs.record", role="link")
    acts = awa.page.get_by_role("listitem").filter(has_text="Ben Okri")
    expect(acts.filter(has_text=REASON).first).to_be_visible()


def line(hand: Hand, key: str) -> Locator:
    """What the table says of its line and of what is kept."""
    return hand.page.get_by_role("status").filter(has_text=hand.words.like(key))


def canvas_of(hand: Hand) -> tuple[float, float]:
    """The middle of the table in the window."""
    table = hand.page.get_by_role("listbox", name=hand.words.like("table.canvas_other"))
    box = table.locator("..").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
