"""Territories: codes alone, with the code that a name means, and what lies within what."""

from __future__ import annotations

import pytest

from oeuvre.licence import FieldUnfit, lies_within, overlap, read_territory


@pytest.mark.parametrize(("told", "code"), [("fr", "FR"), (" FR ", "FR"), ("world", "WORLD"), ("eu", "EU"), ("", "")])
def test_a_code_is_read(told: str, code: str) -> None:
    assert read_territory(told) == code


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("FRANCE", "FR"),
        ("Etats-Unis", "US"),
        ("Germany", "DE"),
        ("uk", "GB"),
        ("Côte d’Ivoire", "CI"),
        ("Monde", "WORLD"),
    ],
)
def test_a_name_is_refused_with_the_code_that_is_meant(told: str, meant: str) -> None:
    with pytest.raises(FieldUnfit) as refused:
        read_territory(told)
    for language in ("fr", "en"):
        assert meant in refused.value.message(language)


def test_what_is_no_place_is_refused() -> None:
    with pytest.raises(FieldUnfit):
        read_territory("Narnia")


@pytest.mark.parametrize(
    ("one", "other", "within", "met"),
    [
        ("FR", "EU", True, True),
        ("EU", "FR", False, True),
        ("NO", "EU", False, False),
        ("NO", "EEA", True, True),
        ("EU", "WORLD", True, True),
        ("FR", "fr ", True, True),
        ("FR", "US", False, False),
        ("the moon", "FR", False, True),
        ("", "FR", False, True),
    ],
)
def test_places_lie_within_others(one: str, other: str, within: bool, met: bool) -> None:
    assert (lies_within(one, other), overlap(one, other), overlap(other, one)) == (within, met, met)
