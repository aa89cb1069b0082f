"""What the outputs of a model take from the works it was trained on, by a stated reading.

The law is open on when an output is a derivative of a training work. A reading says where this home draws the line; the
strict one is the default. How far an output leans on each work comes in as plain values from 0 to 1: what was measured,
or recorded when the model made it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from oeuvre.licence.compose import Conflict, Parent, Relation, compose
from oeuvre.licence.terms import OPEN, Terms


@dataclass(frozen=True)
class HouseReading:
    """From which leaning on an output takes a work's terms: all of them from `adaptation` on, share-alike and all.

    Below it, from `credit` on, it takes the duty to attribute and the prices; below that, nothing. With `unmeasured`, a
    work whose leaning nobody knows counts as leaned on.
    """

    adaptation: Fraction
    credit: Fraction
    unmeasured: bool


STRICT = HouseReading(Fraction(1, 10), Fraction(0), True)
"""A tenth of leaning makes an adaptation, any training a credit, and what is not known counts against the output."""
CLOSE_COPY = HouseReading(Fraction(1, 2), Fraction(1, 10), False)
"""Only what comes close to a work is an adaptation of it, and what is not known does not count."""


def output_terms(
    trained_on: Sequence[Parent], leaning: Mapping[str, Fraction], reading: HouseReading = STRICT
) -> Terms | Conflict:
    """The terms of an output of a model, or the conflict for which it may not be shared.

    `leaning` gives 0 to 1 by work; a work that is not in it was not measured. Works are those of the training set.
    """
    return compose(leaned_on(trained_on, leaning, reading), Relation.ADAPTATION)


def leaned_on(
    trained_on: Sequence[Parent], leaning: Mapping[str, Fraction], reading: HouseReading = STRICT
) -> tuple[Parent, ...]:
    """The works that an output takes terms from, each with what it hands down: all of its terms, or credit and pay.

    `leaning` is as `output_terms` has it.
    """
    parents = []
    for parent in trained_on:
        measured = leaning.get(parent.work)
        if measured is None:
            leans, named = reading.unmeasured, reading.unmeasured
        else:
            leans, named = measured >= reading.adaptation, measured >= reading.credit
        if leans:
            parents.append(replace(parent, relation=Relation.ADAPTATION))
        elif named:
            parents.append(Parent(parent.work, _credit_alone(parent.terms), Relation.ADAPTATION))
    return tuple(parents)


def _credit_alone(terms: Terms) -> Terms:
    """The duty to name and to pay, and nothing that limits what the output may be used for."""
    duties = replace(terms.duties, report_every_days=None)
    # The neutral terms bind nothing that they are set in; an output that owes credit owes it there as well.
    return replace(OPEN, names=terms.names, duties=duties, prices=terms.prices, binds_embedding=True)
