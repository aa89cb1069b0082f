"""Briefs that the voice's tests share."""

from __future__ import annotations

from pathlib import Path

from oeuvre.create.brief import Brief, Facts, Row

ROOT = Path(__file__).parents[3]
BRIEFS = sorted([*(ROOT / "examples").glob("*/brief.toml"), *(ROOT / "benchmarks" / "briefs").glob("*.toml")])


def brief(title: str = "Marché de nuit", about: str = "Une phrase.", language: str = "fr", **more: object) -> Brief:
    """A brief with a title and a text, and whatever else is given."""
    return Brief(title, about, language, Path("b.toml"), Path(), **more)  # type: ignore[arg-type]


def night_market() -> Brief:
    """A bakery's night market, with every kind of fact."""
    return brief(
        "Marché de nuit au Fournil",
        "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors.",
        client="Le Fournil de la Butte",
        facts=Facts(
            product="pains au levain, soupes",
            promise="le pain sort du four devant vous",
            people=("Ada Morel, boulangère", "Bo Li"),
            place="12 rue du Levain, Villemiche",
            date="vendredi 4 décembre, 18 h - 23 h",
            price="entrée libre",
            url="lefournil.example",
        ),
        programme=(Row("18 h", "ouverture du four"), Row("21 h 30", "accordéon", "sous l’auvent")),
        words_use=("four", "nuit"),
        words_avoid=("authentique",),
    )


def repair_cafe() -> Brief:
    """An English repair café, without a price."""
    return brief(
        "Don’t Bin It, Bring It",
        "Volunteers mend lamps, zips, radios and bicycles while you have a cup of tea.",
        "en",
        client="Harrow Lane Repair Café",
        facts=Facts(
            promise="nothing leaves without someone having a go at it",
            place="Old Methodist Hall, Harrow Lane, Tidewick",
            date="first Saturday of every month, 10 am - 1 pm",
            url="harrowlanerepair.example",
        ),
    )
