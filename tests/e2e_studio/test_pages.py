"""Every page, in both languages and both lights: what can be reached, read and translated."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import expect

from tests.e2e_studio.conftest import Begun, Opener, Served
from tests.e2e_studio.hand import Hand
from tests.e2e_studio.test_windows import APART, FIRST, REASON
from tests.e2e_studio.words import FOLDER, Words, catalogue

# Whole roads through the studio in a browser: minutes on two cores, so they are run by `make torture`.
pytestmark = pytest.mark.torture

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
LIGHTS: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# A key of the catalogue that is shown instead of its text, or a slot that nothing filled.
ROOMS = "|".join(sorted({key.partition(".")[0] for key in catalogue("en")}))
RAW = re.compile(rf"\b(?:{ROOMS})\.[a-z]+[A-Za-z]*(?:\.[A-Za-z]+)*\b|\{{\{{")
ASKED_AGAIN = 100
# Signs, not words: units, endings of files, the languages' own names, what a licence is called everywhere.
SIGNS = {"px", "mm", "PNG", "JPEG", "PDF", "SVG", "EN", "FR", "Français", "English", "Oeuvre", "Story", "Composition"}
# Licences, commands, and clauses by the key under which a receipt has them.
NAMED = re.compile(r"MIT|(CC|OFL|SIL|Apache)[ A-Z\d.-]*|oeuvre rerun \d+|(actions|derivatives)\.[a-z]+")
# All that a person reads or hears: text that is rendered, names, hints, what stands in an empty field.
READ = """() => {
    const seen = element => element.checkVisibility({visibilityProperty: true, opacityProperty: false})
        && element.closest('[aria-hidden=true], kbd, script, style') === null;
    const said = [document.title];
    for (const element of document.querySelectorAll('body, body *')) {
        if (!seen(element)) continue;
        for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'aria-roledescription', 'aria-valuetext'])
            if (element.hasAttribute(name)) said.push(element.getAttribute(name));
        for (const child of element.childNodes)
            if (child.nodeType === Node.TEXT_NODE) said.push(child.data);
    }
    return [...new Set(said.map(text => text.replace(/\\s+/g, ' ').trim()).filter(text => /\\p{L}{2}/u.test(text)))];
}"""


def pages(begun: Begun) -> dict[str, tuple[str, str, str]]:
    """Each page: its address, and the role and key of what stands there when it is ready."""
    here = f"/p/{begun.slug}"
    return {
        "home": ("/", "heading", "home.title"),
        "new": ("/new", "heading", "home.questions.what.ask"),
        "formats": ("/new?q=6", "heading", "home.questions.formats.ask"),
        "brief": (f"{here}/brief", "heading", "brief.title"),
        "ideas": (f"{here}/ideas", "grid", "ideas.title"),
        "sheet": (f"{here}/sheet", "heading", "sheet.title"),
        "table": (f"{here}/table", "toolbar", "table.view.title"),
        "editions": (f"{here}/editions", "heading", "editions.credential"),
        "record": (f"{here}/record", "heading", "record.titleOf"),
        "work": (f"/w/{begun.chosen}", "heading", "work.credits.title"),
        "verify": ("/verify", "heading", "verify.title"),
        "models": ("/models", "heading", "models.title"),
        "money": ("/money", "heading", "rights.money.title"),
        "rights": (f"{here}/rights", "heading", "rights.project.title"),
        "nowhere": ("/nothing-here", "heading", "shell.nowhere.title"),
    }


NAMES = list(pages(Begun(Served(""), "", "")))


def look_at(hand: Hand, begun: Begun, name: str) -> None:
    """Open a page and wait until it has come."""
    path, role, key = pages(begun)[name]
    hand.go(path)
    settled(hand, role, key)


def settled(hand: Hand, role: Any, key: str) -> None:
    hand.sees(role, key)
    waiting = hand.words("shell.waiting")
    expect(hand.page.get_by_text(waiting, exact=True)).to_have_count(0)
    if role != "toolbar":  # The table keeps a line open and is never idle.
        hand.page.wait_for_load_state("networkidle")


def violations(hand: Hand) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA, a line each."""
    if not hand.page.evaluate("'axe' in window"):
        # Evaluated, not added as a script: the page's own policy lets no other script in.
        hand.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = hand.page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'].splitlines()[-1].strip()[:200]}"
        for one in found["violations"]
        for node in one["nodes"][:3]
    ]


def test_axe_finds_nothing_in_light_and_dark(begun: Begun, opening: Opener) -> None:
    hand = opening(begun.served, "fr")
    faults = []
    for name in NAMES:
        look_at(hand, begun, name)
        for light in LIGHTS:
            hand.page.emulate_media(color_scheme=light)
            hand.page.wait_for_function("light => document.documentElement.dataset.theme === light", arg=light)
            faults += [f"{name}, {light}: {fault}" for fault in violations(hand)]
    assert not faults, "\n".join(faults)


def test_nothing_is_left_untranslated(begun: Begun, opening: Opener) -> None:
    """The switch is pressed on every page: what stays the same is a name, or reads the same in both languages."""
    hand = opening(begun.served, "fr")
    kept = data_of(begun) | same_in_both()
    faults = []
    for name in NAMES:
        look_at(hand, begun, name)
        french = set(hand.page.evaluate(READ))
        other = hand.page.get_by_role("radio", name="English")
        other.click()
        expect(other).to_be_checked()
        hand.words = Words("en")
        settled(hand, *pages(begun)[name][1:])
        # What the API says is asked again in the new language: it may take a moment to be there.
        for _ in range(ASKED_AGAIN):
            english = set(hand.page.evaluate(READ))
            both = sorted(text for text in french & english if not is_kept(text, kept))
            if not both:
                break
            hand.page.wait_for_timeout(100)
        faults += [f"{name}: a key is shown: {text}" for text in french | english if RAW.search(text)]
        faults += [f"{name}: the same in both: {text}" for text in both]
        hand.page.get_by_role("radio", name="Français").click()
        hand.words = Words("fr")
    assert not faults, "\n".join(faults)


def same_in_both() -> set[str]:
    """Texts that the catalogue itself gives the same in both languages (Table, Zoom, Formats)."""
    fr, en = catalogue("fr"), catalogue("en")
    return {tidy(text) for key, text in fr.items() if tidy(en.get(key, "")) == tidy(text)}


def data_of(begun: Begun) -> set[str]:
    """What the project itself says, and its names: they are in one language, whatever the page speaks."""
    ask = begun.served.ask
    here = f"/projects/{begun.slug}"
    said: set[str] = {APART, FIRST, REASON, "oeuvre models add"}

    def gather(value: Any, keys: frozenset[str]) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, str) and key in keys:
                    said.update({tidy(inner), *map(tidy, inner.split(" · "))})
                else:
                    gather(inner, keys)
        elif isinstance(value, list):
            for inner in value:
                gather(inner, keys)
        elif isinstance(value, str) and not keys:
            said.add(tidy(value))

    gather(ask("GET", f"{here}/brief")["brief"], frozenset())
    gather(flat(ask("GET", f"{here}/brief")["brief"]), frozenset())
    named = frozenset(
        {"title", "headline", "premise", "line", "why", "word", "name", "reason", "client", "alt", "licence"}
    )
    for path in ("ideas", "works?limit=200", "rounds"):
        gather(ask("GET", f"{here}/{path}"), named)
    for idea in ask("GET", f"{here}/ideas")["items"]:
        gather(idea["path"], frozenset())
    reading = ask("POST", "/brief/reading", {"brief": ask("GET", f"{here}/brief")["brief"]})
    gather(flat(reading["headlines"]), frozenset())
    gather(ask("GET", "/parties?limit=200"), frozenset({"name"}))
    choices = ask("GET", "/choices")
    said.update(flat(choices["pairings"]) + flat(choices["families"]))
    gather(ask("GET", f"/works/{begun.chosen}/lineage"), frozenset({"title", "name"}))
    acts = ask("GET", f"/acts?project={begun.slug}&limit=200")["items"]
    gather(acts, frozenset({"title", "name"}))
    # Settings are shown as they are: they are what a command takes.
    said.update(tidy(text) for act in acts for text in (*flat(act["settings"]), *keys_of(act["settings"])))
    whole = ask("GET", f"/works/{begun.chosen}")
    gather(whole, named | {"media_type", "author"})
    said.update(flat(whole["copy"]) + flat(whole["terms"]) + flat(whole["work"]["colours"]))
    # The words over the rows of a table are of its document, written once for all who share it.
    for language in ("fr", "en"):
        table = json.loads((FOLDER / language / "api.json").read_text(encoding="utf-8"))["table"]
        said.update(tidy(text) for text in flat(table))
    return said


def keys_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [key for key, inner in value.items() for key in (key, *keys_of(inner))]
    return [key for inner in value for key in keys_of(inner)] if isinstance(value, list) else []


def flat(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in flat(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in flat(inner)]
    return [value] if isinstance(value, str) else []


def tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def is_kept(text: str, kept: set[str]) -> bool:
    """Whether it is data, or several such in a row, with their numbers."""
    if text in kept or text in SIGNS or NAMED.fullmatch(text):
        return True
    plain = re.sub(r"^(\d+\. |· )", "", text)
    parts = [part for part in re.split(r" · |, ", plain) if re.search(r"[^\W\d_]{2}", part)]
    return (plain != text and plain in kept) or (len(parts) > 1 and all(is_kept(part, kept) for part in parts))


def test_no_page_scrolls_sideways_on_a_phone(begun: Begun, opening: Opener) -> None:
    hand = opening(begun.served, "fr", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    faults = []
    for name in NAMES:
        path, role, key = pages(begun)[name]
        hand.go(path)
        if name == "table":
            hand.page.get_by_role("radio", name=hand.words("table.parts.canvas")).click()
        settled(hand, role, key)
        wide, seen = hand.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        if wide > 390 or seen > 390:
            faults.append(f"{name}: {wide} px of content, seen {seen}")
    assert not faults, "\n".join(faults)
