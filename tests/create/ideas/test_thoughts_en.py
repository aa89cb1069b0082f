"""The English thoughts: every line can be filled, is short, shows what exists; no mould is everywhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from oeuvre.create.brief import Brief, read_brief
from oeuvre.create.ideas import propose
from oeuvre.create.ideas.filling import fill, length, material_of
from oeuvre.create.ideas.model import TECHNIQUES
from oeuvre.create.ideas.tables import thoughts
from oeuvre.create.lexicon import Word
from oeuvre.create.library import drawings, emblems

BRIEFS = sorted((Path(__file__).resolve().parents[2] / "readers" / "briefs").glob("en-*.toml"))
KINDS = {"thing", "food", "drink", "plant", "animal"}


def _open(path: Path) -> Brief:
    return read_brief(path, known_formats=set(), known_families=set(), known_photos=set())


def test_lines_can_be_filled_and_are_short() -> None:
    loaf = material_of(Word(text="loaf", language="en", part="noun"))
    for one in thoughts("en"):
        groups = {name: "word" for pattern in one.when for name in pattern.groupindex}
        premise = fill(one.premise, {"A": loaf}, "en", groups)
        headline = fill(one.headline, {"A": loaf}, "en", groups)
        assert not set(premise + headline) & set("{}[]|"), one.id
        assert premise.rstrip("”")[-1] in ".?!" or one.headline.endswith("lu"), premise
        assert 1 <= length(headline) <= 8, headline
        assert one.technique in TECHNIQUES, one.id
        assert one.kinds <= KINDS, one.id


def test_what_they_show_exists() -> None:
    for one in thoughts("en"):
        assert not one.hero or one.hero in emblems(), one.id
        assert not one.drawing or one.drawing in drawings(), one.id
        assert set(one.beside) <= set(emblems()), one.id


def test_no_line_is_said_twice() -> None:
    lines = Counter(one.headline for one in thoughts("en"))
    assert not [line for line, times in lines.items() if times > 1]


def test_what_a_brief_is_without_calls_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "cards.toml"
    path.write_text('title = "Greeting cards"\nabout = "Cards with no poems inside."\nlanguage = "en"\n')
    assert "comma" not in " ".join(idea.premise for idea in propose(_open(path)).ideas)


def test_no_premise_is_in_more_than_three_of_twenty_briefs() -> None:
    seen: Counter[str] = Counter()
    for path in BRIEFS:
        seen.update({idea.premise for idea in propose(_open(path)).ideas})
    assert max(seen.values()) <= 3
