"""The fast way of writing canonical JSON is the standard's, for every value."""

from __future__ import annotations

import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.record import ActRefused
from oeuvre.record.canonical import canonical, commitment

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: abs(x) < 2**53 or abs(x) >= 1e21)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_canonical_is_rfc_8785(value: object) -> None:
    text = canonical(value)
    assert text.encode() == rfc8785.dumps(value)  # type: ignore[arg-type]
    assert canonical(json.loads(text)) == text


@pytest.mark.parametrize("value", [2.0**53, -1e17, 2**53, [float("inf")], {"x": float("nan")}, {1: 2}, {"a": {3}}])
def test_what_would_not_read_back_is_refused(value: object) -> None:
    with pytest.raises(ActRefused):
        canonical(value)


def test_keys_are_sorted_by_utf_16_units() -> None:
    assert canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'


def test_a_commitment_depends_on_salt_key_and_text() -> None:
    known = commitment("00" * 16, "name", "Anna")
    assert len({known, commitment("01" * 16, "name", "Anna"), commitment("00" * 16, "role", "Anna")}) == 3
    assert commitment("00" * 16, "name", "Anna") == known
