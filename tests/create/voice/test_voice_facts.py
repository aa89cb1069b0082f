"""Facts split in two lines, alternative texts, the sheet of copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oeuvre.create.brief import Brief, Facts
from oeuvre.create.voice import LONGEST_ALT, SetLine, alt_text, copy_markdown, facts_of
from oeuvre.foundation import same_words, say


def brief(facts: Facts, language: str = "fr") -> Brief:
    return Brief("Titre", "Texte", language, Path("b.toml"), Path(), facts=facts)


@pytest.mark.parametrize(
    ("kind", "text", "strong", "weak"),
    [
        ("date", "vendredi 4 décembre, 18 h - 23 h", "Vendredi 4\u00a0décembre,", "18\u202fh\u00a0– 23\u202fh"),
        ("date", "du 3 au 5 juillet, de 14 h à 20 h", "Du 3 au 5\u00a0juillet,", "de 14\u202fh à 20\u202fh"),
        ("date", "mardi, jeudi et samedi, 9 h 30", "Mardi, jeudi et samedi,", "9\u202fh\u202f30"),
        ("date", "Friday 18 - Sunday 20 September", "Friday 18\u00a0– Sunday 20\u00a0September", ""),
        ("date", "jeudi", "Jeudi", ""),
        ("place", "12 rue du Levain, Villemiche", "12 rue du Levain,", "Villemiche"),
        ("place", "Salle (au fond, à gauche) du Palais", "Salle (au fond, à gauche) du Palais", ""),
        ("price", "entrée libre", "Entrée libre", ""),
        ("price", "12,50 € en prévente, 15 € sur place", "12,50\u202f€ en prévente,", "15\u202f€ sur place"),
    ],
)
def test_a_fact_is_split_where_a_second_line_may_begin(kind: str, text: str, strong: str, weak: str) -> None:
    (fact,) = facts_of(brief(Facts(**{kind: text})))
    assert (fact.kind, fact.strong, fact.weak) == (kind, strong, weak)
    assert same_words(fact.text, text)


@example("date", "ı", "fr")
@given(
    st.sampled_from(["date", "place", "price", "product", "promise"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=80),
    st.sampled_from(["fr", "en"]),
)
def test_both_lines_together_are_the_fact_again(kind: str, text: str, language: str) -> None:
    for fact in facts_of(brief(Facts(**{kind: text}), language)):
        assert same_words(fact.text, text)


def test_facts_come_the_most_needed_first_and_nothing_is_dropped() -> None:
    facts = Facts("soupes", "du chaud", ("Ana", "Bo"), "ici", "jeudi", "libre", "site-2-3.example/a-b")
    found = facts_of(brief(facts))
    assert [fact.kind for fact in found] == ["date", "place", "price", "product", "promise", "people", "people", "url"]
    assert found[-1].text == "site-2-3.example/a-b"
    assert facts_of(brief(Facts())) == ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_alternative_text_says_what_it_is_says_and_shows(language: str) -> None:
    text = alt_text(
        language,  # type: ignore[arg-type]
        label="Affiche A3",
        headline="Marché de nuit",
        shown=("croissant", "lune"),
        facts=("Vendredi 4 décembre, 18 h – 23 h", "Entrée libre"),
        client="Le Fournil",
    )
    for part in ("Affiche A3", "Marché de nuit", "croissant, lune", "18 h – 23 h.", "Entrée libre.", "Le Fournil."):
        assert part in text
    assert len(text) <= LONGEST_ALT


@given(st.text("abc de,", min_size=1, max_size=700), st.lists(st.text("abc, ", max_size=90), max_size=6))
def test_an_alternative_text_is_never_too_long_and_keeps_the_headline_s_beginning(
    headline: str, facts: list[str]
) -> None:
    text = alt_text("fr", label="Affiche", headline=headline, shown=["a"], facts=facts)
    assert len(text) <= LONGEST_ALT
    assert headline.strip()[:20].rstrip(" ,;:") in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_sheet_of_copy_holds_every_line_and_alternative(language: str) -> None:
    roles = (
        "headline",
        "line",
        "date",
        "place",
        "price",
        "product",
        "promise",
        "people",
        "url",
        "action",
        "small",
        "client",
        "programme",
        "credits",
    )
    lines = [SetLine(role, f"mots {role} *", ("card",) if role == "line" else ()) for role in roles]
    text = copy_markdown("Titre # 1", lines, [("titre-card.pdf", "Carte.")], language)  # type: ignore[arg-type]
    for role in roles:
        assert f"mots {role} \\*" in text
        assert say(f"brief:copy.roles.{role}", language) in text  # type: ignore[arg-type]
    assert "`card`" in text
    assert "`titre-card.pdf`" in text
