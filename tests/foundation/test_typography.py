"""Setting words: the spaces, apostrophes and dashes of a typographer, and never another word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.foundation import same_words, set_text, verbatim_key

N, B = "\u202f", "\u00a0"  # narrow no-break space, no-break space

FRENCH = [
    ("Déjà ?", f"Déjà{N}?"),
    ("Fini !", f"Fini{N}!"),
    ("pain ; vin", f"pain{N}; vin"),
    ("-20 %", f"-20{N}%"),
    ("« Bon »", f"«{N}Bon{N}»"),
    ("Au menu : soupe", f"Au menu{B}: soupe"),
    ("19 h 30", f"19{N}h{N}30"),
    ("12 500 €", f"12{N}500{N}€"),
    ("1 250 000", f"1{N}250{N}000"),
    ("06 12 34 56 78", f"06{N}12{N}34{N}56{N}78"),
    ("4 décembre 2026", f"4{B}décembre{B}2026"),
    ("1er mai", f"1er{B}mai"),
    ("M. Dupont et Mme Roy", f"M.{B}Dupont et Mme{B}Roy"),
    ("n° 5", f"n°{B}5"),
    ("3 - 7 juillet", f"3{B}– 7{B}juillet"),
    ("3-7 juillet", f"3–7{B}juillet"),
    ("12-14 ans, le 2026-12-05", f"12–14{N}ans, le 2026-12-05"),
    ("l'été d'Élise", "l’été d’Élise"),
    ("l' été, l'« Étoile »", f"l’ été, l’«{N}Étoile{N}»"),
]
ENGLISH = [
    ("Ready? Go!", "Ready? Go!"),
    ("rock 'n' roll, the '80s", "rock ’n’ roll, the ’80s"),
    ("the 'new' one", "the ‘new’ one"),
    ("6' by 4'", "6' by 4'"),
    ("1st May, 7 pm", f"1st{B}May, 7{N}pm"),
    ("5-7 July", f"5–7{B}July"),
]
# Another dash would lead somewhere else, or nowhere.
ADDRESSES = ["lefour.example/2026/3-4", "https://lefour.example/a?d=1-2", "salle3-4@lefour.example", "box3-4.example"]
signs = st.sampled_from(
    [
        *"a h30M.«»;!?:%-–'’‘ 1n°€",
        B,
        N,
        "\u2009",
        "\u200b",
        "\t",
        "\n",
        "19 h 30",
        "1er ",
        "4 mai",
        "M. ",
        "x.fr/",
        "\u0301",
    ]
)
texts = st.lists(signs, max_size=16).map("".join) | st.text(max_size=30)
languages = st.sampled_from(["fr", "en", "de"])


@pytest.mark.parametrize(("given_text", "expected"), FRENCH)
def test_french_is_set_as_a_typographer_sets_it(given_text: str, expected: str) -> None:
    assert set_text(given_text, "fr") == expected


@pytest.mark.parametrize(("given_text", "expected"), ENGLISH)
def test_english_is_set_as_a_typographer_sets_it(given_text: str, expected: str) -> None:
    assert set_text(given_text, "en") == expected


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_keeps_its_hyphens(address: str) -> None:
    assert set_text(address, "fr") == address
    assert set_text(f"3-7 mai, {address}", "fr") == f"3–7{B}mai, {address}"


@given(texts, languages)
def test_setting_twice_changes_nothing_more(text: str, language: str) -> None:
    once = set_text(text, language)
    assert set_text(once, language) == once


@given(texts, languages)
def test_the_words_stay_the_same(text: str, language: str) -> None:
    assert same_words(text, set_text(text, language))


@given(st.lists(st.sampled_from([text for text, _ in FRENCH + ENGLISH] + ADDRESSES), min_size=2, max_size=5), languages)
def test_a_line_says_the_same_as_the_text_it_was_broken_from(parts: list[str], language: str) -> None:
    """The check of a page sets each line again and must find nothing to change."""
    for line in re.split(" ", set_text(" ".join(parts), language)):
        assert set_text(line, language) == line


def test_verbatim_is_nothing_but_spaces_apostrophes_dashes_and_case() -> None:
    assert verbatim_key(f"L’Été{N}: 3–7\n") == verbatim_key("l'été : 3-7")
    for one, other in (("été", "ete"), ("a b", "ab"), ("3-7", "37"), ("mot", "mot."), ("—", "-")):
        assert not same_words(one, other)
