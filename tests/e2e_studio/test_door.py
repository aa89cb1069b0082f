"""Who comes without the address that the studio gave, and who comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.api.planted import SLUG, plant
from tests.e2e_studio.conftest import Begun, Opener, serving


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    """A studio over a project that was made in a moment, one draft chosen."""
    folder = tmp_path_factory.mktemp("door")
    chosen = plant(folder / "home", drafts=2)[0]
    with serving(folder) as served:
        served.ask("POST", f"/works/{chosen}/decisions", {"kind": "choose", "because": "se lit", "editions": False})
        yield Begun(served, SLUG, chosen)


def test_a_stranger_is_refused_and_told_what_to_do(begun: Begun, opening: Opener) -> None:
    for language in ("fr", "en"):
        hand = opening(begun.served, language, f"/p/{begun.slug}/ideas", let_in=False)
        refused = hand.page.get_by_role("alert").first
        expect(refused).to_contain_text("oeuvre studio")
        expect(hand.page.get_by_role("grid")).to_have_count(0)


def test_a_bookmark_opens_its_page_once_the_browser_is_known(begun: Begun, opening: Opener) -> None:
    hand = opening(begun.served, "fr", f"/w/{begun.chosen}")
    hand.sees("heading", "work.credits.title")
    assert "token" not in hand.page.url
    for path, role, key in (
        (f"/p/{begun.slug}/editions", "heading", "editions.title"),
        ("/new?q=4", "heading", "home.questions.mood.ask"),
        (f"/p/{begun.slug}/table", "toolbar", "table.view.title"),
    ):
        hand.go(path)
        hand.sees(role, key)
        assert hand.page.url == f"{hand.origin}{path}"


def test_a_wrong_token_opens_nothing(begun: Begun, opening: Opener) -> None:
    hand = opening(begun.served, "en", "/?token=not-the-token", let_in=False)
    assert begun.slug not in hand.page.content()
    hand.go("/")
    expect(hand.page.get_by_text("oeuvre studio").first).to_be_visible()
