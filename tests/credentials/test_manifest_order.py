"""Any claim becomes a manifest that C2PA accepts: one opening first, one parent at most, every act with its works."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.credentials import Action, Claim, Ingredient, SigningPool
from oeuvre.credentials.claims import Claim as FromJson
from oeuvre.credentials.manifest import name_ingredients, one_parent, order_actions, write_manifest
from tests.credentials.signed_files import noise, simple_claim

NAMES = ("a", "b", "c", "d")
ingredients = st.lists(
    st.builds(
        Ingredient,
        title=st.text(max_size=8),
        media_type=st.just("image/png"),
        relationship=st.sampled_from(("parentOf", "componentOf", "inputTo")),
        instance_id=st.sampled_from((*NAMES, "")),
    ),
    max_size=5,
)
acts = st.sampled_from(("c2pa.created", "c2pa.opened", "c2pa.placed", "c2pa.edited", "c2pa.cropped", "c2pa.removed"))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    listed = name_ingredients(one_parent(draw(ingredients)))
    names = [one.instance_id for one in listed]
    some = st.lists(st.sampled_from(names), max_size=3, unique=True).map(tuple) if names else st.just(())
    action = st.builds(
        Action,
        action=acts,
        source_type=st.sampled_from((None, "digitalCreation", "composite")),
        ingredients=some,
        description=st.none() | st.text(max_size=5),
    )
    makers = st.sampled_from(("human", "machine", "mixed", "unknown"))
    return Claim(
        title="t",
        media_type="image/png",
        actions=tuple(draw(st.lists(action, max_size=5))),
        ingredients=listed,
        made_by=draw(makers),  # type: ignore[arg-type]
    )


@given(claims())
def test_actions_stand_in_an_order_that_is_accepted(claim: Claim) -> None:
    ordered = order_actions(claim)
    openings = [one.action for one in ordered if one.action in ("c2pa.created", "c2pa.opened")]
    parents = [one.instance_id for one in claim.ingredients if one.relationship == "parentOf"]
    assert openings == ["c2pa.opened" if parents else "c2pa.created"]
    assert ordered[0].action == openings[0]
    assert len(parents) <= 1
    assert all(parent in ordered[0].ingredients for parent in parents)
    if not parents:
        assert ordered[0].source_type
    assert all(one.ingredients for one in ordered if one.action in ("c2pa.opened", "c2pa.placed", "c2pa.removed"))
    named = {name for one in ordered for name in one.ingredients}
    assert {one.instance_id for one in claim.ingredients if one.relationship == "componentOf"} <= named


@given(claim=claims(), with_bytes=st.booleans())
@settings(max_examples=50, deadline=None)
def test_whatever_is_claimed_the_signed_file_verifies(
    claim: Claim, with_bytes: bool, pool: SigningPool, pieces: tuple[Path, ...]
) -> None:
    if with_bytes:
        given_bytes = zip(claim.ingredients, itertools.cycle(pieces), strict=False)
        claim = replace(claim, ingredients=tuple(replace(one, path=path) for one, path in given_bytes))
    target = pieces[0].with_name("target.png")
    pool.sign(pieces[0], target, claim)
    assert pool.verify_file(target).state == "trusted"


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory, pool: SigningPool) -> tuple[Path, ...]:
    """An unsigned and a signed picture, and a text."""
    folder = tmp_path_factory.mktemp("pieces")
    noise(1, 16).save(folder / "plain.png")
    pool.sign(folder / "plain.png", folder / "signed.png", simple_claim())
    (folder / "text.md").write_text("Le pain.\n", encoding="utf-8")
    return (folder / "plain.png", folder / "signed.png", folder / "text.md")


@given(claims())
def test_nothing_that_was_said_is_lost_and_the_claim_crosses_as_json(claim: Claim) -> None:
    assert FromJson.from_json(json.loads(json.dumps(claim.as_json()))) == claim
    json.dumps(write_manifest(claim, "image/png", "2026-11-25T12:00:00+00:00"))
    names = [one.instance_id for one in claim.ingredients]
    assert len(names) == len(set(names))
    said = {one.description for one in claim.actions if one.action in ("c2pa.edited", "c2pa.cropped")}
    assert said <= {one.description for one in order_actions(claim)}
