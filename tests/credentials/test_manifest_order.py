"""Any claim becomes a manifest that C2PA accepts: one opening first, one parent at most, every act with its works."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from oeuvre.credentials import Action, Claim, Ingredient
from oeuvre.credentials.claims import Claim as FromJson
from oeuvre.credentials.manifest import name_ingredients, one_parent, order_actions, write_manifest

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


@given(claims())
def test_nothing_that_was_said_is_lost_and_the_claim_crosses_as_json(claim: Claim) -> None:
    assert FromJson.from_json(json.loads(json.dumps(claim.as_json()))) == claim
    json.dumps(write_manifest(claim, "image/png", "2026-11-25T12:00:00+00:00"))
    names = [one.instance_id for one in claim.ingredients]
    assert len(names) == len(set(names))
    said = {one.description for one in claim.actions if one.action in ("c2pa.edited", "c2pa.cropped")}
    assert said <= {one.description for one in order_actions(claim)}
