"""A claim written as a C2PA manifest definition. Pure: no file is touched, nothing is signed.

Labels: C2PA 2.x for actions and soft bindings, CAWG 1.1 for training and metadata, our own reverse domain for what ties
the file to the record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from oeuvre import __version__
from oeuvre.credentials.claims import SOURCE_TYPES, Action, Claim, Ingredient, MadeBy
from oeuvre.credentials.errors import SigningRefused

RECORD_LABEL = "org.oeuvre.record"
TRAINING_USES = ("cawg.ai_generative_training", "cawg.ai_inference", "cawg.ai_training", "cawg.data_mining")
_OPENING = ("c2pa.created", "c2pa.opened")
# Only components are placed or removed; the library signs other acts of these names, and then calls them invalid.
_NEEDS_COMPONENTS = ("c2pa.placed", "c2pa.removed")
# What a creation is called when no act says more.
_BY_MAKER: dict[MadeBy, str] = {
    "human": "digitalCreation",
    "machine": "algorithmicMedia",
    "mixed": "composite",
    "unknown": "composite",
}


def one_parent(ingredients: Sequence[Ingredient]) -> tuple[Ingredient, ...]:
    """The same ingredients with one parent at most, as C2PA asks: the first stays, others are components."""
    seen = False
    result: list[Ingredient] = []
    for ingredient in ingredients:
        if ingredient.relationship == "parentOf" and seen:
            ingredient = replace(ingredient, relationship="componentOf")
        seen = seen or ingredient.relationship == "parentOf"
        result.append(ingredient)
    return tuple(result)


def name_ingredients(ingredients: Sequence[Ingredient]) -> tuple[Ingredient, ...]:
    """The same ingredients, each with an instance id of its own."""
    taken: set[str] = set()
    result: list[Ingredient] = []
    for number, ingredient in enumerate(ingredients):
        name = ingredient.instance_id or ingredient.digest or f"ingredient-{number}"
        while name in taken:
            name = f"{name}-{number}"
        taken.add(name)
        result.append(replace(ingredient, instance_id=name))
    return tuple(result)


def order_actions(claim: Claim) -> tuple[Action, ...]:
    """The claim's actions as C2PA wants them: one opening first, every parent opened, every component placed."""
    names = {ingredient.instance_id for ingredient in claim.ingredients}
    parent = next((one.instance_id for one in claim.ingredients if one.relationship == "parentOf"), None)
    for action in claim.actions:
        unknown = [name for name in action.ingredients if name not in names]
        if unknown:
            raise SigningRefused(claim.title, detail=f"{action.action}: {', '.join(unknown)}")
    openings = [action for action in claim.actions if action.action in _OPENING]
    later = [action for action in claim.actions if action.action not in _OPENING]
    if parent is not None:
        given = next((one for one in openings if one.action == "c2pa.opened"), None)
        opening = replace(given or Action("c2pa.opened"), ingredients=(parent,))
        if given is None and openings:
            # What was to be "created" stands on a parent: it was edited, and its source type is kept.
            later = [replace(openings[0], action="c2pa.edited"), *later]
    else:
        created = next((one for one in openings if one.action == "c2pa.created"), None)
        opening = created or Action("c2pa.created")
        if opening.source_type is None:
            opening = replace(opening, source_type=_BY_MAKER[claim.made_by])
    components = {one.instance_id for one in claim.ingredients if one.relationship == "componentOf"}
    later = [_of_components(one, components) if one.action in _NEEDS_COMPONENTS else one for one in later]
    # An act that names nothing placed says nothing: C2PA refuses it.
    later = [one for one in later if one.ingredients or one.action not in _NEEDS_COMPONENTS]
    placed = {name for action in (opening, *later) for name in action.ingredients}
    loose = tuple(one.instance_id for one in claim.ingredients if one.instance_id in components - placed)
    if loose:
        later.append(Action("c2pa.placed", ingredients=loose))
    return (opening, *later)


def _of_components(action: Action, components: set[str]) -> Action:
    return replace(action, ingredients=tuple(name for name in action.ingredients if name in components))


def _action(action: Action, labels: Mapping[str, str]) -> dict[str, Any]:
    value: dict[str, Any] = {"action": action.action}
    if action.source_type:
        full = "://" in action.source_type
        value["digitalSourceType"] = action.source_type if full else SOURCE_TYPES + action.source_type
    if action.agent_name:
        value["softwareAgent"] = {"name": action.agent_name}
        if action.agent_version:
            value["softwareAgent"]["version"] = action.agent_version
    if action.description:
        value["description"] = action.description
    if action.when:
        value["when"] = action.when
    if action.ingredients:
        value["parameters"] = {"ingredientIds": [labels[name] for name in action.ingredients]}
    return value


def _metadata(claim: Claim) -> dict[str, Any]:
    value: dict[str, Any] = {
        "@context": {
            "dc": "http://purl.org/dc/elements/1.1/",
            "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
        },
        "dc:title": claim.title,
    }
    if claim.authors:
        value["dc:creator"] = list(claim.authors)
    if claim.credits:
        value["dc:contributor"] = list(claim.credits)
    if claim.licence:
        value["dc:rights"] = claim.licence
        value["xmpRights:UsageTerms"] = claim.licence
    if claim.terms_url:
        value["xmpRights:WebStatement"] = claim.terms_url
    return value


def _training(claim: Claim) -> dict[str, Any]:
    if claim.mining:
        told = {name: {"use": use} | ({"constraint_info": where} if where else {}) for name, use, where in claim.mining}
        return {"entries": told}
    entry: dict[str, str] = {"use": claim.training}
    if claim.training == "constrained":
        entry["constraint_info"] = claim.terms_url or claim.licence or ""
    return {"entries": dict.fromkeys(TRAINING_USES, entry)}


def _record(claim: Claim, signed_at: str) -> dict[str, Any]:
    value: dict[str, Any] = {
        "work": claim.work_id,
        "head": claim.record_digest,
        "made_by": claim.made_by,
        "signed_at": signed_at,
    }
    if claim.editors:
        value["edited_by"] = list(claim.editors)
    if claim.terms:
        value |= {"terms": claim.terms, "licence": claim.licence or ""}
    known = [
        {"id": one.instance_id}
        | ({"sha256": one.digest} if one.digest else {})
        | ({"iscc": one.iscc} if one.iscc else {})
        for one in claim.ingredients
        if one.digest or one.iscc
    ]
    return value | ({"ingredients": known} if known else {})


def write_manifest(claim: Claim, media_type: str, signed_at: str) -> dict[str, Any]:
    """The manifest definition of `claim`, whose ingredients are named (`name_ingredients`) and have one parent at most.

    Ingredients themselves are added by the signer, under `ingredient_labels`.
    """
    labels = ingredient_labels(claim.ingredients)
    assertions: list[dict[str, Any]] = [
        {
            "label": "c2pa.actions.v2",
            "created": True,
            "data": {"actions": [_action(action, labels) for action in order_actions(claim)]},
        },
        {"label": "cawg.metadata", "kind": "Json", "data": _metadata(claim)},
        {"label": "cawg.training-mining", "data": _training(claim)},
        {"label": RECORD_LABEL, "kind": "Json", "data": _record(claim, signed_at)},
    ]
    if claim.iscc:
        block = {"scope": {}, "value": claim.iscc}
        binding = {"alg": "io.iscc.v0", "pad": "", "blocks": [block]}
        assertions.append({"label": "c2pa.soft-binding", "data": binding})
    return {
        "claim_generator_info": [{"name": "Oeuvre", "version": __version__}],
        "title": claim.title,
        "format": media_type,
        "assertions": assertions,
    }


def ingredient_labels(ingredients: Sequence[Ingredient]) -> dict[str, str]:
    """The short label under which each ingredient is added, by its instance id."""
    return {ingredient.instance_id: f"i{number}" for number, ingredient in enumerate(ingredients)}
