"""The sheet, row by row, and a reason that comes after the decision."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e_studio.conftest import Begun, Opener
from tests.e2e_studio.words import LOCALES

# Whole roads through the studio in a browser: minutes on two cores, so they are run by `make torture`.
pytestmark = pytest.mark.torture

# Both languages keep a draft of the one project, each another and for another reason.
KEPT = {"fr": (5, "plus calme"), "en": (6, "reads from afar")}


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_a_draft_is_kept_on_the_sheet_and_its_reason_noted_afterwards(
    begun: Begun, opening: Opener, language: str
) -> None:
    hand = opening(begun.served, language)
    hand.go(f"/p/{begun.slug}/sheet")
    row = hand.sees("region", "table.rows.sheet")
    number, why = KEPT[language]
    row.get_by_role("row").nth(number - 1).focus()
    hand.page.keyboard.press("g")
    # The decision stands before anything is said of why.
    hand.sees("textbox", "shell.why.label")
    hand.page.keyboard.press("w")
    hand.page.keyboard.type(why)
    hand.page.keyboard.press("Enter")
    hand.hears("table.decided.because", reason=why)
    works = begun.served.ask("GET", f"/projects/{begun.slug}/works?kind=draft&limit=200")["items"]
    kept = next(work for work in works if work["number"] == number)
    assert (kept["state"], kept["reason"]) == ("kept", why)
    expect(row.get_by_text(why)).to_be_visible()


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_rows_of_the_table_are_said_in_the_readers_language(begun: Begun, opening: Opener, language: str) -> None:
    hand = opening(begun.served, language)
    hand.go(f"/p/{begun.slug}/table")
    words = hand.words("table.rows.sheet")
    expect(hand.page.get_by_role("option").get_by_text(words, exact=True)).to_be_visible()


def test_a_draft_that_rules_composed_bears_the_mark_of_rules_alone(begun: Begun, opening: Opener) -> None:
    hand = opening(begun.served, "en")
    hand.go(f"/w/{begun.chosen}")
    aside = hand.sees("complementary", "work.state")
    expect(aside.get_by_text(hand.words("shell.made.ruleFromPeople"))).to_be_visible()
    expect(aside.get_by_text("◆")).to_have_count(0)
