"""Ideas from outside: what is not one is refused with its place and what was expected."""

from __future__ import annotations

import pytest

from oeuvre.create.ideas import IdeaBad, idea_from, idea_json, propose
from tests.create.ideas.briefs import BAKERY


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("technique", "magic"),
        ("headline", 3),
        ("path", "a > b"),
        ("motifs", []),
        ("motifs", ["moon"]),
        ("words", [1]),
        ("mood", None),
    ],
)
def test_a_value_of_another_shape_is_refused_by_name(field: str, value: object) -> None:
    raw = {**idea_json(propose(BAKERY).ideas[0]), field: value}
    with pytest.raises(IdeaBad) as caught:
        idea_from(raw)
    assert field in caught.value.message("en")
    assert field in caught.value.message("fr")
    assert caught.value.remedy("fr")


@pytest.mark.parametrize("value", [None, "idea", [], 4])
def test_what_is_no_object_is_refused(value: object) -> None:
    with pytest.raises(IdeaBad):
        idea_from(value)
