"""Headlines and supporting lines: the brief's own words, cut only where a clause stands alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.create.brief import Brief, Facts, GivenCopy, read_brief
from oeuvre.create.voice import headlines, holds_any, sentences, stand_alone, supporting_lines
from oeuvre.foundation import verbatim_key

ROOT = Path(__file__).parents[3]
BRIEFS = sorted([*(ROOT / "examples").glob("*/brief.toml"), *(ROOT / "benchmarks" / "briefs").glob("*.toml")])


def brief(title: str = "Marché de nuit", about: str = "Une phrase.", language: str = "fr", **more: object) -> Brief:
    return Brief(title, about, language, Path("b.toml"), Path(), **more)  # type: ignore[arg-type]


def words_of(a_brief: Brief) -> str:
    facts, copy = a_brief.facts, a_brief.copy
    printed = (a_brief.title, a_brief.about, facts.promise, facts.product, copy.headline, copy.line)
    return " | ".join(verbatim_key(text) for text in printed)


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_line_is_the_brief_s_own_words(path: Path) -> None:
    read = read_brief(path)
    for headline in headlines(read):
        lines = (headline, *supporting_lines(read, headline))
        for line in lines:
            assert verbatim_key(line.text).rstrip(".") in words_of(read)
            assert line.source == "title" or not holds_any(line.text, read.words_avoid)
        assert len({verbatim_key(line.text) for line in lines}) == len(lines)


def test_a_given_headline_is_the_only_one() -> None:
    given_one = brief(copy=GivenCopy(headline="venez !", line="tous"), facts=Facts(promise="on y mange dehors"))
    (line,) = headlines(given_one)
    assert (line.text, line.source, line.from_field) == ("venez\u202f!", "given", "copy.headline")
    assert [support.text for support in supporting_lines(given_one, line)] == ["tous"]


def test_a_promise_becomes_a_sentence() -> None:
    found = headlines(brief(facts=Facts(promise="le pain sort du four devant vous")))
    assert [line.text for line in found] == ["Marché de nuit", "Le pain sort du four devant vous."]
    assert found[1].from_field == "facts.promise"


def test_a_long_title_gives_way_to_a_clause() -> None:
    long = "Associés, héritiers, repreneurs : transmettre l’entreprise sans la défaire"
    found = headlines(brief(long, facts=Facts(promise="trois avocates répondent à vos questions")))
    assert [line.source for line in found] == ["clause", "title"]
    assert supporting_lines(brief(long), found[0])[0].source == "title"
    assert [line.source for line in headlines(brief(long))] == ["title"]


def test_words_to_use_weigh_and_words_to_avoid_are_never_chosen() -> None:
    about = "On y mange dehors. On y danse toute la nuit. On y rit beaucoup trop."
    assert headlines(brief(about=about, words_use=("nuit",)))[1].text == "On y danse toute la nuit."
    texts = [line.text for line in headlines(brief("Rire et manger", about, words_avoid=("nuit", "manger")))]
    assert "On y danse toute la nuit." not in texts
    assert texts[0] == "Rire et manger"
    assert all("nuits" not in text for text in texts)


def test_other_languages_keep_their_title() -> None:
    found = headlines(brief("Nachtmarkt", "Wir essen draußen.", "de", facts=Facts(promise="wir essen draußen")))
    assert [line.text for line in found] == ["Nachtmarkt"]


@pytest.mark.parametrize(
    ("language", "text", "clauses"),
    [
        (
            "fr",
            "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors.",
            ["on y mange dehors"],
        ),
        ("fr", "Il faut savoir nager.", ["Il faut savoir nager"]),
        ("fr", "Il chante très bien.", []),
        ("fr", "Le pain, qui sort du four, est chaud et doré à souhait.", []),
        ("fr", "Des pains, des soupes et du vin.", ["Des pains, des soupes et du vin"]),
        (
            "fr",
            "Venez avec vos amis, vos voisins, vos enfants.",
            [],
        ),
        ("en", "Volunteers mend lamps, zips, radios and bicycles while you have a cup of tea.", []),
        ("en", "No summits, no stopwatches, two nights in a hut with a stove.", ["No summits, no stopwatches"]),
        ("en", "They start at dawn.", []),
        ("en", "There is soup for everyone.", ["There is soup for everyone"]),
        ("en", "A long day of work ends at last and you dance all night.", ["you dance all night"]),
        ("en", "He said “come early, stay late” to us all.", []),
        ("en", "Come and play in the big garden, every Sunday in May.", []),
        ("en", "Children walk through a wood and every drawer may be opened.", ["every drawer may be opened"]),
        ("fr", "Un pain maison de la vallée, tout juste sorti du four.", []),
        ("fr", "Des lectures pour les petits et les grands, chaque jour à midi.", []),
        ("fr", "Venez nombreux et nombreuses au parc, on danse et vous chantez.", ["on danse et vous chantez"]),
        ("de", "Wir essen draußen.", []),
    ],
)
def test_only_what_stands_alone_is_cut_out(language: str, text: str, clauses: list[str]) -> None:
    assert stand_alone(text, language) == clauses


def test_sentences_end_where_they_end() -> None:
    assert sentences("M. Dupont lit. Venez ! « Oui », dit-il… Bon.") == [
        "M. Dupont lit.",
        "Venez !",
        "« Oui », dit-il…",
        "Bon.",
    ]


@given(st.text(max_size=200), st.sampled_from(["fr", "en"]))
def test_a_clause_is_always_part_of_its_text_and_short(text: str, language: str) -> None:
    for clause in stand_alone(text, language):
        assert clause in text
        assert len(re.findall(r"\S+", clause)) <= 20


@given(st.text("abcdeé'’ ,.;!?«»-", min_size=1, max_size=120), st.text("abc de,.", max_size=60))
def test_any_brief_has_a_headline(about: str, promise: str) -> None:
    found = headlines(brief(about=about, facts=Facts(promise=promise)))
    assert found[0].text == "Marché de nuit"
    assert all(line.text for line in found)
