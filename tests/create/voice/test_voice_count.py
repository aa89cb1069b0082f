"""Texts are counted as the networks count them."""

from __future__ import annotations

import pytest

from oeuvre.create.voice import graphemes, networks, septets
from oeuvre.create.voice.count import COUNTS, for_sms, shortened


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("élan", 4),
        ("e\u0301lan", 4),
        ("👩‍👩‍👧", 1),
        ("👍🏽", 1),
        ("🇫🇷🇬🇧", 2),
        ("❤️", 1),
        ("한글", 2),
        ("한", 1),
        ("a\r\nb", 3),
        ("", 0),
    ],
)
def test_graphemes_are_signs_as_a_reader_sees_them(text: str, count: int) -> None:
    assert len(graphemes(text)) == count
    assert "".join(graphemes(text)) == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("pain", 4),
        ("Éloge du « four »…", 19),
        ("パン", 4),
        ("👍🏽", 2),
        ("https://example.org/" + "a" * 90, 23),
        ("lefournil.example", 23),
        ("Venez : https://a.example !", 33),
    ],
)
def test_x_counts_a_link_as_23_and_far_scripts_twice(text: str, count: int) -> None:
    assert COUNTS["x"](text) == count


@pytest.mark.parametrize(
    ("text", "count"), [("a" * 160, 160), ("é€", 3), ("[a]", 5), ("ê", 3), ("ç" * 70, 160), ("🙂" * 35, 160)]
)
def test_an_sms_counts_septets_and_what_another_alphabet_costs(text: str, count: int) -> None:
    assert septets(text) == count


def test_a_text_for_an_sms_is_in_its_alphabet() -> None:
    plain = for_sms("L’été, «\u202fça\u202f» brûle à l’œil… 5\u202f€ – 🙂 jusqu’à Noël")
    assert plain == "L'été, \" ca \" brule à l'oeil... 5 € - jusqu'à Noel"
    assert septets(plain) == len(plain) + 1
    assert for_sms("Łódź 🙂") == "Lodz"
    assert for_sms("窯が開きます") == "窯が開きます"
    assert for_sms("2½ h, 3 m²") == "2 1/2 h, 3 m 2"


def test_a_text_is_shortened_between_words() -> None:
    assert shortened("Le pain sort du four", 12, len) == "Le pain…"
    assert shortened("Anticonstitutionnellement", 6, len) == "Antic…"
    assert shortened("court", 12, len) == "court"


def test_the_table_of_networks_holds() -> None:
    limits = {name: network.limit for name, network in networks().items()}
    assert limits.items() >= {"x": 280, "bluesky": 300, "mastodon": 500, "instagram": 2200, "sms": 160}.items()
    for network in networks().values():
        assert set(network.keep) == set(network.blocks)
        assert network.count in COUNTS
