"""The terms a work came in under, read from what its act and its file say: a licence by name, or a model's card."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from oeuvre.create.brief import ALL_RIGHTS_RESERVED, licence_named
from oeuvre.licence import OPEN, LicenceUnknown, Terms, all_templates, find_template
from oeuvre.licence.exchange import ExchangeUnfit, import_terms
from oeuvre.record import Act, Work

Basis = Literal["stated", "came-in", "model", "made-here"]
"""Where terms come from: somebody stated them, the work came in under them, a model's card, or the makers' silence."""
Caution = Literal["unknown-licence", "unknown-outputs", "choice-left"]
"""What should be known beside terms: a licence nobody here can read, outputs nobody speaks of, an OR not decided."""

RESERVED = all_templates()[ALL_RIGHTS_RESERVED].terms
_EARLIER = re.compile(r"CC-(BY(?:-(?:NC|SA|ND|NC-SA|NC-ND))?)-(1\.0|2\.0|2\.5)")


@dataclass(frozen=True)
class Arrived:
    """The terms under which a work came in; `licence` as it was said, `caution` what should be known beside."""

    terms: Terms
    licence: str
    basis: Basis
    caution: Caution | None = None


def terms_by_name(licence: str) -> Arrived:
    """The terms of a licence as people name it. One that nobody here knows permits nothing, and says so."""
    named = licence_named(licence.strip()) or ALL_RIGHTS_RESERVED
    try:
        return Arrived(find_template(named).terms, named, "came-in")
    except LicenceUnknown:
        found = _earlier(named) or _joined(named)
    if found is None:
        return Arrived(replace(RESERVED, names=frozenset({named[:200]})), named, "came-in", "unknown-licence")
    return found


def _earlier(named: str) -> Arrived | None:
    """Creative Commons before 3.0: the same clauses; what is shared alike may carry a later version, but of 1.0."""
    match = _EARLIER.fullmatch(named)
    if match is None:
        return None
    terms = find_template(f"CC-{match[1]}-3.0").terms
    alike = terms.derivatives.reciprocal
    if alike is not None:
        alike = frozenset({named}) if match[2] == "1.0" else alike | {named}
        terms = replace(terms, derivatives=replace(terms.derivatives, reciprocal=alike))
    return Arrived(replace(terms, names=frozenset({named})), named, "came-in")


def _joined(named: str) -> Arrived | None:
    """Licences joined by AND bind together; of those joined by OR whoever uses the work has the choice of the first."""
    first, choice, _ = named.partition(" OR ")
    try:
        terms = import_terms(first, "spdx").terms
    except (ExchangeUnfit, LicenceUnknown):
        return None
    return Arrived(terms, named, "came-in", "choice-left" if choice else None)


def terms_of_outputs(said: str) -> Arrived:
    """What a model's card says of its outputs. Where it names no licence nothing binds, and that is told."""
    try:
        return Arrived(find_template(licence_named(said.strip())).terms, said, "model")
    except LicenceUnknown:
        return Arrived(OPEN, said, "model", "unknown-outputs")


def leanings(act: Act, works: Mapping[str, Work]) -> dict[str, Fraction]:
    """How far an output of a house model leans on each work that it used, 0 to 1: one less the recorded distance.

    `works` are those that the act used, by id. One whose distance was not recorded (the prompt's words drew on it) is
    not in it: a reading says how it counts.
    """
    nearest = act.settings.get("nearest")
    if not isinstance(nearest, list | tuple):
        return {}
    found: dict[str, Fraction] = {}
    by_name = {work.title: id_ for id_, work in works.items()}
    for pair in nearest:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            continue
        name, distance = pair
        known = by_name.get(name) if isinstance(name, str) else None
        if known is not None and isinstance(distance, int | float):
            found[known] = max(Fraction(0), min(Fraction(1), 1 - Fraction(str(distance))))
    return found
