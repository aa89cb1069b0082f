"""Packaged type by name: drafts are set in what was asked for, whatever pairings ship."""

from __future__ import annotations

import itertools

import pytest

from oeuvre.create.library import faces, pairings
from oeuvre.production.typefaces import named_pairings

HEADS = sorted({pairing.headline.family for pairing in pairings()})
ALL = sorted({face.family for face in faces().values()})
TEXTS = sorted({face.family for pairing in pairings() for face in pairing.text.values()} | {*ALL} - {*HEADS})


@pytest.mark.parametrize(("head", "text"), [pair for pair in itertools.product(HEADS, TEXTS) if pair[0] != pair[1]])
def test_a_headline_and_a_text_family_are_the_only_ones(head: str, text: str) -> None:
    for names in ([head, text], [text.upper(), head]):
        found = named_pairings(names)
        assert found
        for pairing in found:
            assert {face.family for face in pairing.faces()} <= {head, text}
    assert len({pairing.id for pairing in found}) == len(found)


@pytest.mark.parametrize("family", ALL)
def test_a_family_alone_is_in_every_pairing_found(family: str) -> None:
    found = named_pairings([family])
    assert found
    assert all(family in {face.family for face in pairing.faces()} for pairing in found)


def test_two_that_ship_together_are_the_pairing_that_ships() -> None:
    assert [pairing.id for pairing in named_pairings(["Fraunces", "Work Sans"])] == ["fraunces"]
