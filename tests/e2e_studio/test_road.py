"""The short road, in every `make test`: each page once in each language, and a correction on the picture itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e_studio.conftest import Begun, Opener
from tests.e2e_studio.hand import Hand
from tests.e2e_studio.test_pages import RAW, READ, pages
from tests.e2e_studio.words import Words

# Nine pages in each language: minutes on two cores, so they are run by `make torture`.
pytestmark = pytest.mark.torture
PAGES = ("home", "brief", "ideas", "table", "editions", "record", "work", "verify", "models")
WORDS = "Le pain veille."


def said(value: Any, keys: frozenset[str], key: str = "") -> list[str]:
    """What an answer says under these keys, in its order."""
    if isinstance(value, dict):
        return [one for name, inner in value.items() for one in said(inner, keys, name)]
    if isinstance(value, list):
        return [one for inner in value for one in said(inner, keys, key)]
    return [value] if isinstance(value, str) and key in keys and re.search(r"[^\W\d_]{3}", value) else []


def test_what_the_server_says_is_said_in_the_language_that_is_asked(begun: Begun) -> None:
    """The server's own sentences: another text in each language, where it says anything."""
    here, work = f"/projects/{begun.slug}", begun.served.ask("GET", f"/works/{begun.chosen}")
    assert work["credits"]
    faults = []
    for path, keys in (
        ("/choices?", {"note"}),
        (f"/acts?project={begun.slug}&limit=200&", {"what"}),
        (f"/works/{begun.chosen}?", {"sentences", "faults"}),
        (f"{here}/works?limit=200&", {"faults"}),
        (f"{here}/taste?", {"words"}),
        (f"{here}/partners?", {"where", "outputs", "cost", "can"}),
    ):
        french, english = (begun.served.ask("GET", f"{path}lang={language}") for language in ("fr", "en"))
        both = zip(said(french, frozenset(keys)), said(english, frozenset(keys)), strict=True)
        faults += [f"{path} {fr}" for fr, en in both if fr == en]
    assert not faults, "\n".join(sorted(set(faults)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_page_opens_and_says_all_it_says_in_words(begun: Begun, opening: Opener, language: str) -> None:
    hand = opening(begun.served, language)
    for name in PAGES:
        path, role, key = pages(begun)[name]
        hand.go(path)
        hand.sees(role, key)
        shown = [text for text in hand.page.evaluate(READ) if RAW.search(text)]
        assert not shown, f"{name}: {shown}"


def on_picture(hand: Hand, element: str, more: str = "") -> Locator:
    """An element of the picture, by its name."""
    return hand.page.get_by_role(
        "button", name=re.compile(f"^{re.escape(hand.words(f'table.elements.{element}'))}{more}")
    )


def corrected(begun: Begun, opening: Opener, element: str, deed: str) -> tuple[Hand, int]:
    """A window on an open draft that has such an element, being corrected; and the draft's number."""
    drafts = begun.served.ask("GET", f"/projects/{begun.slug}/works?kind=draft&state=draft&limit=200")["items"]
    draft = next(one for one in drafts if can(begun, one["id"], element, deed))
    hand = opening(begun.served, "fr", f"/w/{draft['id']}")
    hand.press("table.act.correct")
    return hand, draft["number"]


def whole(begun: Begun, hand: Hand) -> dict[str, Any]:
    """The work whose page is open."""
    found: dict[str, Any] = begun.served.ask("GET", f"/works/{hand.page.url.split('/w/')[1].partition('?')[0]}")
    return found


def test_words_are_retyped_on_the_picture(begun: Begun, opening: Opener) -> None:
    hand, number = corrected(begun, opening, "headline", "retype")
    on_picture(hand, "headline").first.click()
    hand.page.get_by_role("textbox", name=hand.words("table.elements.headline")).fill(WORDS)
    hand.page.keyboard.press("Enter")
    # The page goes on with the new version, still to be corrected.
    expect(hand.page.get_by_role("heading", level=1, name=WORDS)).to_be_visible()
    made = whole(begun, hand)
    assert (made["headline"], made["work"]["edited"]) == (WORDS, number)


@pytest.mark.torture
def test_what_is_hidden_on_the_picture_comes_back(begun: Begun, opening: Opener) -> None:
    hand, number = corrected(begun, opening, "line", "hide")
    before = len(whole(begun, hand)["versions"])
    on_picture(hand, "line").first.focus()
    hand.page.keyboard.press("Delete")
    again = hand.find("button", "table.correct.showOne", element=hand.words("table.elements.line"))
    expect(again).to_be_visible()
    again.click()
    expect(on_picture(hand, "line").first).to_be_visible()
    expect(again).to_have_count(0)
    made = whole(begun, hand)
    assert made["edits"].get("hidden", []) == []
    assert made["versions"][0]["number"] == number
    assert len(made["versions"]) == before + 2


def can(begun: Begun, work: str, element: str, deed: str) -> bool:
    found = begun.served.ask("GET", f"/works/{work}/elements")["elements"]
    return any(one["name"] == element and deed in one["can"] for one in found)


def test_what_is_flipped_to_is_what_is_refused(begun: Begun, opening: Opener) -> None:
    drafts = begun.served.ask("GET", f"/projects/{begun.slug}/works?kind=draft&state=draft&limit=200")["items"]
    first, second = drafts[-1], drafts[-2]
    hand = opening(begun.served, "en")
    hand.go(f"/p/{begun.slug}/compare?works={first['id']},{second['id']}")
    hand.sees("heading", "compare.heading_other", count=2)
    hand.page.keyboard.press("f")
    hand.page.keyboard.press("f")
    hand.page.keyboard.press("r")
    dialog = hand.page.get_by_role("dialog")
    dialog.get_by_role("button", name=Words("en").like("table.act.refuse")).click()
    expect(hand.page.get_by_role("figure")).to_contain_text(hand.words("shell.states.refused"))
    state = begun.served.ask("GET", f"/works/{second['id']}")["work"]["state"]
    assert state == "refused"
    assert begun.served.ask("GET", f"/works/{first['id']}")["work"]["state"] == "draft"
