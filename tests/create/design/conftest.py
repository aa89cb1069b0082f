"""Kits and pages for the tests of the design room: six briefs of unlike trades, every shape of page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from oeuvre.create.design.kit import Copy, FactLine, Kit, Logo, ProgrammeRow
from oeuvre.create.design.page import MM, Page
from oeuvre.create.design.palette import from_scheme, schemes
from oeuvre.create.design.scene import Scene
from oeuvre.create.library import emblems, pairings

N, B = "\u202f", "\u00a0"

PAGES = {
    "4:5": Page("social-portrait", 1080, 1350, 26, 56),
    "square": Page("social-square", 1080, 1080, 26, 56),
    "story": Page("social-story", 1080, 1920, 28, 60, safe_top=190, safe_bottom=230),
    "landscape": Page("social-landscape", 1200, 628, 20, 40),
    "slide": Page("slide", 1920, 1080, 27, 60),
    "leaderboard": Page("banner-leaderboard", 728, 90, 11, 16),
    "billboard": Page("banner-billboard", 970, 250, 14, 30),
    "skyscraper": Page("banner-skyscraper", 160, 600, 10.5, 14),
    "poster": Page("poster-a3", 297 * MM, 420 * MM, 12, 50, bleed=3 * MM, printed=True),
    "card": Page("card", 85 * MM, 55 * MM, 7, 13, bleed=3 * MM, printed=True, small=True),
}


def _bakery() -> Copy:
    return Copy(
        "La nuit du pain",
        "Marché nocturne des artisans boulangers",
        (
            FactLine("date", f"Vendredi 12{B}juin,", f"de 19{N}h à minuit"),
            FactLine("place", "Place des Halles,", "Tours"),
            FactLine("price", "Entrée libre"),
            FactLine("url", "levainetlune.example"),
        ),
        f"On vous garde une place{N}?",
        "Levain & Lune",
        programme=(
            ProgrammeRow(f"19{N}h", "Ouverture, première fournée", "Halle 2"),
            ProgrammeRow(f"20{N}h{N}30", "Concours de la brioche", "Le parvis"),
            ProgrammeRow(f"22{N}h", "Le grand pétrin, à vos mains", "Halle 1"),
            ProgrammeRow("minuit", "Dernière fournée", "Halle 2"),
        ),
    )


SAMPLES: tuple[tuple[str, Copy, tuple[str, ...]], ...] = (
    ("fr", _bakery(), ("croissant", "bread", "grain-bundle", "pretzel", "flour")),
    (
        "fr",
        Copy(
            f"Licencier sans faute{B}: ce que change la réforme",
            "Un matin pour les dirigeants de petites entreprises",
            (
                FactLine("date", f"Mardi 9{B}février{B}2027,", f"8{N}h{N}30"),
                FactLine("place", "Maison des avocats,", "place Saint-Jean, Lyon"),
                FactLine("price", f"45{N}€,", "petit déjeuner compris"),
            ),
            "",
            "Cabinet Vasseur & Roche",
            small=f"Inscription obligatoire avant le 2{B}février, dans la limite des places.",
        ),
        ("scales", "feather", "open-book", "key"),
    ),
    (
        "en",
        Copy(
            "Bring it broken, take it home mended",
            "Toasters, zips, bikes and radios",
            (
                FactLine("date", f"Saturday 6{B}March,", f"10{N}am{B}– 4{N}pm"),
                FactLine("place", "St Anne’s Hall,", "Mill Lane, Hebden Bridge"),
                FactLine("price", "Free,", "donations welcome"),
                FactLine("url", "mendit.example"),
            ),
            "",
            "Calder Repair Café",
        ),
        ("anvil", "alarm-clock", "sewing-machine", "gears"),
    ),
    (
        "en",
        Copy(
            "Night Tides",
            "",
            (FactLine("date", f"21{B}November"), FactLine("place", "The Arches,", "Glasgow")),
            "",
            "Undertow Records",
        ),
        ("saxophone", "drum", "trumpet", "musical-notes"),
    ),
    (
        "en",
        Copy(
            "Dinosaurs have been sleeping under the town",
            "A museum night for children from six to ten",
            (
                FactLine("date", f"From 3{B}April"),
                FactLine("place", "Natural History Museum,", "12 Castle Street, Norwich"),
                FactLine("price", "£4 a child,", "grown-ups free"),
                FactLine("url", "norwichfossils.example"),
            ),
            "Bring a torch",
            "Norwich Museum",
        ),
        ("ammonite-fossil", "dinosaur-rex", "acorn", "owl", "moon"),
    ),
    (
        "fr",
        Copy("Ramer", "Portes ouvertes", (FactLine("date", f"Dimanche 14{B}mars"),), "", "Aviron Club de l’Erdre"),
        ("paddles", "sailboat", "wave", "swan"),
    ),
)


def sample_kit(index: int, seed: int = 0) -> Kit:
    """The kit of one of the six briefs; `seed` changes palette, pairing and chance."""
    language, copy, names = SAMPLES[index % len(SAMPLES)]
    table = emblems()
    own = tuple(table[name] for name in names if name in table)
    pals, pairs = schemes(), pairings()
    return Kit(
        copy=copy,
        palette=from_scheme(pals[(index * 5 + seed * 7 + 1) % len(pals)]),
        pairing=pairs[(index * 3 + seed) % len(pairs)],
        language=language,
        seed=seed + index,
        emblem=own[0],
        emblems=own,
        logo=Logo(mark=own[-1]),
    )


@pytest.fixture
def kit_of() -> Callable[..., Kit]:
    """Makes a kit: `kit_of(index, seed)`."""
    return sample_kit


@pytest.fixture(params=range(len(SAMPLES)))
def kit(request: pytest.FixtureRequest) -> Kit:
    """Each of the six sample kits in turn."""
    return sample_kit(request.param)


@pytest.fixture
def pages() -> dict[str, Page]:
    """Every shape of page, by a short name."""
    return dict(PAGES)


@pytest.fixture(params=list(PAGES))
def page(request: pytest.FixtureRequest) -> Page:
    """Each page in turn."""
    return PAGES[request.param]


@pytest.fixture
def bare() -> Callable[[Kit], Kit]:
    """The same kit with nothing but its headline (and its pictures)."""
    return lambda kit: replace(kit, copy=Copy(kit.copy.headline), logo=None, partners=(), code_svg="")


def told(scene: Scene) -> str:
    """Every word of a scene, spaces between lines; for finding a fact letter for letter."""
    return "\n".join(" ".join(text.lines) for text in scene.texts())


@pytest.fixture
def check_family() -> Callable[[str, Kit, Page], Scene]:
    """Composes one family on one page and checks what holds for all of them. Returns the scene."""
    from oeuvre.create.design.families import BY_ID

    def check(name: str, kit: Kit, page: Page) -> Scene:
        scene = BY_ID[name].compose(kit, page)
        spare = 0.01 * page.short
        if not scene.overflow:
            for text in scene.texts():
                box = text.box
                assert box.x >= -spare, text
                assert box.y >= -spare, text
                assert box.right <= page.width + spare, text
                assert box.bottom <= page.height + spare, text
        words = told(scene)
        flat = " ".join(words.split()).casefold()
        set_headline = " ".join(" ".join(t.lines) for t in scene.texts() if t.role == "headline")
        assert set_headline.casefold().split() == kit.copy.headline.casefold().split()
        if "headline" not in scene.overflow and page.shape != "tiny":
            assert min(text.size for text in scene.texts()) >= page.least_text * 0.99
        for fact in kit.copy.facts:
            if fact.kind not in scene.left_out:
                for part in (fact.strong, fact.weak):
                    # A comma between two lines is their end.
                    assert " ".join(part.rstrip(",;").split()).casefold() in flat, (fact, words)
        placed = {text.role for text in scene.texts()}
        assert "headline" in placed
        return scene

    return check


# Faults that no family may have on any page that did not overflow.
NEVER = frozenset(
    {
        "off-page",
        "unsafe-area",
        "text-on-text",
        "text-on-rule",
        "text-on-emblem",
        "fact-changed",
        "many-fonts",
        "no-bleed",
    }
)


@pytest.fixture
def touching() -> Callable[[Scene, Kit], list[str]]:
    """What stands where it must not, as the design room's own checks see it; nothing for a scene that overflows."""
    from oeuvre.create.design.checks import check_scene

    def find(scene: Scene, kit: Kit) -> list[str]:
        if scene.overflow:
            return []
        return [f"{fault.code} {fault.element}" for fault in check_scene(scene, kit) if fault.code in NEVER]

    return find
