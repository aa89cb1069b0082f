"""The explorer in a real browser: nine figures chosen, steered, drawn from and kept, by pointer and by keyboard."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, expect

from oeuvre.models.foreign import add_generator
from tests.e2e_studio.conftest import Opener, Served
from tests.e2e_studio.hand import Hand
from tests.e2e_studio.test_pages import TAGS
from tests.models.foreign.building import write

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
MOVED = "performance.getEntriesByName('oeuvre.explore.moved').length"
PHONE = {"width": 390, "height": 844}


def nine(hand: Hand) -> Locator:
    """The nine, when they have come and none are on their way."""
    hand.sees("heading", "explore.title")
    expect(hand.page.locator("[data-busy], [data-moving]")).to_have_count(0)
    cells = hand.find("grid", "explore.nine.title").get_by_role("row")
    expect(cells).to_have_count(9)
    return cells


def pictures(cells: Locator) -> Any:
    return cells.locator("img").evaluate_all("found => found.map(one => one.src)")


def changed(hand: Hand, before: Any) -> Locator:
    """The nine, once they are others."""
    hand.page.wait_for_function(
        "before => [...document.querySelectorAll('[role=row] img')].every((one, at) => one.src !== before[at])",
        arg=before,
    )
    return nine(hand)


def test_figures_are_chosen_moved_kept_and_gone_back_from(empty: Served, opening: Opener) -> None:
    """By pointer, in French, without a project."""
    hand = opening(empty, "fr", "/explore")
    cells = nine(hand)
    first = pictures(cells)

    cells.nth(4).click()
    hand.press("explore.nine.pick", number=5)
    cells.nth(1).hover()
    hand.press("explore.nine.refuse", number=2)
    expect(cells.nth(4)).to_have_attribute("data-state", "picked")
    hand.press("explore.act.next")
    cells = changed(hand, first)
    expect(
        hand.page.get_by_text(hand.words.like("explore.space.told_one", {"picked": 1, "refused": 1}))
    ).to_be_visible()

    hand.turn_to("explore.dials.title")
    slider = hand.page.get_by_role("slider").nth(0)
    slider.wait_for(state="attached")
    track = hand.page.locator("[class*=track]").first.bounding_box()
    assert track is not None
    second = pictures(cells)
    hand.page.mouse.move(track["x"] + track["width"] / 2, track["y"] + track["height"] / 2)
    hand.page.mouse.down()
    hand.page.mouse.move(track["x"] + track["width"] * 0.8, track["y"] + track["height"] / 2, steps=12)
    hand.page.wait_for_function(f"{MOVED} > 0")
    hand.page.mouse.up()
    cells = changed(hand, second)

    hand.press("explore.current.keep")
    hand.sees("heading", "explore.kept.title")
    kept = empty.ask("GET", "/explore/emblems")
    assert len(kept) == 1
    assert kept[0]["authors"]

    before = pictures(cells)
    hand.press("explore.act.back")
    changed(hand, before)
    hand.press("explore.act.back")
    hand.page.wait_for_function("first => document.querySelector('[role=row] img').src === first", arg=first[0])
    assert empty.ask("GET", "/explore/space")["rounds"] == 0


@pytest.mark.torture
def test_the_whole_is_done_by_keyboard_alone(empty: Served, opening: Opener, picture: Path) -> None:
    hand = opening(empty, "en", "/explore")
    cells, keys = nine(hand), hand.page.keyboard
    before = pictures(cells)
    cells.nth(0).focus()
    keys.press("c")
    keys.press("ArrowRight")
    keys.press("r")
    expect(cells.nth(0)).to_have_attribute("data-state", "picked")
    expect(cells.nth(1)).to_have_attribute("data-state", "refused")
    keys.press("n")
    cells = changed(hand, before)

    cells.nth(2).focus()
    keys.press("p")
    keys.press("ArrowRight")
    keys.press("p")
    hand.hears("explore.mix.pinned_other", count=2)
    tab = hand.find("tab", "explore.words.title")
    tab.focus()
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    mixing = hand.sees("button", "explore.mix.go")
    before = pictures(cells)
    mixing.focus()
    keys.press("Enter")
    cells = changed(hand, before)

    hand.find("tab", "explore.mix.titleOf", count=2).focus()
    keys.press("ArrowLeft")
    slider = hand.page.get_by_role("slider").nth(2)
    slider.wait_for(state="attached")
    before = pictures(cells)
    slider.focus()
    for _ in range(6):
        keys.press("ArrowRight")
    cells = changed(hand, before)

    tab.focus()
    keys.press("Enter")
    field = hand.find("textbox", "explore.words.label")
    before = pictures(cells)
    field.focus()
    keys.type("crown")
    keys.press("Enter")
    cells = changed(hand, before)
    expect(hand.page.get_by_role("term").filter(has_text="crown")).to_be_visible()

    cells.nth(0).focus()
    keys.press("g")
    hand.sees("heading", "explore.kept.title")
    keys.press("u")
    hand.hears("explore.nine.back")


@pytest.mark.torture
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_file_is_drawn_from_by_its_author_and_what_gives_no_figure_is_told(
    empty: Served, opening: Opener, picture: Path, tmp_path: Path, language: str
) -> None:
    hand = opening(empty, language, "/explore")
    before = pictures(nine(hand))
    hand.turn_to("explore.draw.title")
    blank = tmp_path / "blank.svg"
    blank.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><path fill="#fff" d="M0 0h90v90H0z"/></svg>'
    )
    chooser = hand.page.locator("input[type=file]").first
    chooser.set_input_files(blank)
    expect(hand.page.locator("figcaption [class*=wary]")).to_be_visible()
    chooser.set_input_files(picture)
    hand.write("explore.draw.author", "Awa Diop")
    expect(hand.find("button", "explore.draw.go")).to_be_enabled()
    hand.press("explore.draw.go")
    changed(hand, before)
    hand.press("explore.current.keep")
    hand.sees("heading", "explore.kept.title")
    assert "Awa Diop" in empty.ask("GET", "/explore/emblems")[0]["authors"]
    hand.press("explore.uses.patterns")
    expect(hand.page.get_by_role("img", name=hand.words.like("explore.title")).first).to_have_count(0)
    expect(hand.page.locator("[class*=patterns] li")).to_have_count(17)


GIVE = """([data, name, how]) => {
    const bytes = Uint8Array.from(atob(data), one => one.codePointAt(0));
    const given = new DataTransfer();
    given.items.add(new File([bytes], name, {type: 'image/png'}));
    const [more, kinds] = [{bubbles: true, cancelable: true}, ['dragover', 'drop']];
    const paper = document.querySelector('canvas[role=img]').parentElement;
    if (how === 'paste') document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: given, ...more}));
    else for (const kind of kinds) paper.dispatchEvent(new DragEvent(kind, {dataTransfer: given, ...more}));
}"""


def shape(ink: str, ground: str = "white") -> str:
    """A PNG of a bottle, as text."""
    picture = Image.new("RGB", (240, 240), ground)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((100, 20, 139, 90), fill=ink)
    pen.rounded_rectangle((70, 80, 169, 220), 24, fill=ink)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


@pytest.mark.torture
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_picture_is_dropped_pasted_or_drawn_and_a_blank_or_black_one_is_told(
    empty: Served, opening: Opener, language: str
) -> None:
    hand = opening(empty, language, "/explore")
    nine(hand)
    hand.turn_to("explore.draw.title")
    caption = hand.page.locator("figcaption")
    found = hand.page.get_by_role("img", name=hand.words.like("explore.draw.made"))
    told: set[str] = set()
    for colour in ("white", "black"):
        hand.page.evaluate(GIVE, [shape(colour, colour), f"{colour}.png", "drop"])
        expect(hand.page.get_by_role("img", name=f"{colour}.png")).to_be_visible()
        expect(caption.locator("[class*=wary]")).to_be_visible()
        hand.page.wait_for_function(
            "seen => !seen.includes(document.querySelector('figcaption [class*=wary]')?.textContent ?? '')",
            arg=[*told, ""],
        )
        told.add(caption.inner_text())
        expect(hand.find("button", "explore.draw.go")).to_be_disabled()
    for how in ("drop", "paste"):
        hand.page.evaluate(GIVE, [shape("black"), "bottle.png", how])
        expect(found).to_be_visible()
        expect(caption.locator("[class*=wary]")).to_have_count(0)
        hand.press("explore.draw.clear")
        expect(found).to_have_count(0)
    paper = hand.page.locator("canvas[role=img]")
    box = paper.bounding_box()
    assert box is not None
    hand.page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.2)
    hand.page.mouse.down()
    hand.page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.8, steps=8)
    hand.page.mouse.up()
    expect(found).to_be_visible()


@pytest.mark.torture
def test_a_kept_emblem_becomes_a_lockup_a_pattern_and_a_turn_by_keyboard(empty: Served, opening: Opener) -> None:
    hand = opening(empty, "fr", "/explore")
    cells, keys = nine(hand), hand.page.keyboard
    for place in (0, 3):
        cells.nth(place).focus()
        keys.press("g")
        hand.page.wait_for_function(
            "count => document.querySelectorAll('[aria-labelledby=explore-kept] li').length === count",
            arg=1 if place == 0 else 2,
        )
    title = empty.ask("GET", "/explore/emblems")[0]["title"]
    opener = hand.find("button", "explore.make.of", title=title)
    opener.focus()
    keys.press("Enter")
    hand.write("explore.make.name", "Fournil", within=hand.page.get_by_role("dialog"))
    for tab, go in (("lockup", "lockupGo"), ("pattern", "patternGo"), ("turn", "turnGo")):
        hand.find("tab", f"explore.make.{tab}").focus()
        keys.press("Enter")
        button = hand.find("button", f"explore.make.{go}")
        button.focus()
        keys.press("Enter")
        name = {"lockup": "Fournil", "pattern": f"{title} · p2gg", "turn": f"{title} – "}[tab]
        expect(hand.page.get_by_role("dialog").get_by_role("link", name=name).first).to_be_visible()
    keys.press("Escape")
    expect(hand.page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    made = [one for one in empty.ask("GET", "/acts?limit=50")["items"] if one["kind"] == "compose"]
    assert len(made) == 3


@pytest.mark.torture
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_generator_is_chosen_and_explored_by_keyboard_in_colour(
    empty: Served, opening: Opener, tmp_path: Path, language: str
) -> None:
    add_generator(tmp_path / "home", *write(tmp_path / "in"))
    hand = opening(empty, language, "/explore")
    before = pictures(nine(hand))
    keys = hand.page.keyboard
    chooser = hand.page.get_by_role("button", name=hand.words.like("explore.model.which", whole=False))
    chooser.focus()
    keys.press("Enter")
    hand.page.get_by_role("option", name="Petals").focus()
    keys.press("Enter")
    hand.sees("heading", "explore.pictures.title")
    expect(hand.page.get_by_text("Nothing: its weights are drawn by a seed.")).to_be_visible()

    def nine_pictures(before: Any) -> Locator:
        hand.page.wait_for_function(
            "before => [...document.querySelectorAll('[role=row] img')].length === 9 &&"
            " [...document.querySelectorAll('[role=row] img')].every((one, at) => one.src !== before[at])",
            arg=before,
        )
        expect(hand.page.locator("[data-busy], [data-moving]")).to_have_count(0)
        return hand.find("grid", "explore.nine.title").get_by_role("row")

    cells = nine_pictures(before)
    before = pictures(cells)
    slider = hand.page.get_by_role("slider").nth(0)
    slider.wait_for(state="attached")
    slider.focus()
    for _ in range(5):
        keys.press("ArrowRight")
    cells = nine_pictures(before)
    before = pictures(cells)
    cells.nth(0).focus()
    keys.press("c")
    keys.press("n")
    cells = nine_pictures(before)
    cells.nth(2).focus()
    keys.press("g")
    hand.sees("heading", "explore.kept.title")
    kept = empty.ask("GET", "/explore/generators/petals/emblems")
    assert [one["authors"] for one in kept] == [["Ada"]]
    hand.turn_to("explore.pictures.seek")
    hand.page.evaluate(GIVE, [shape("red", "gold"), "bottle.png", "paste"])
    expect(hand.page.get_by_role("img", name=hand.words.like("explore.draw.made"))).to_be_visible()
    before = pictures(cells)
    hand.press("explore.draw.go")
    nine_pictures(before)
    hand.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = hand.page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
    assert [one["id"] for one in found["violations"]] == []


@pytest.mark.torture
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_on_it_wide_and_on_a_phone(empty: Served, opening: Opener, language: str, light: str) -> None:
    faults = []
    for viewport in (None, PHONE):
        more = {} if viewport is None else {"viewport": viewport}
        hand = opening(empty, language, "/explore", color_scheme=light, **more)
        nine(hand)
        hand.page.evaluate(AXE.read_text(encoding="utf-8"))
        for tab in ("words", "dials", "mix", "draw"):
            hand.turn_to(f"explore.{tab}.title")
            hand.page.wait_for_load_state("networkidle")
            found = hand.page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
            faults += [f"{tab}: {one['id']} {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
        wide = hand.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{viewport}: {wide} pixels beyond the window"
    assert faults == []
