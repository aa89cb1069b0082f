"""What a holder's permission does to terms: the clauses that it names bind nobody who has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from oeuvre.licence.errors import FieldUnfit
from oeuvre.licence.order import CLAUSES
from oeuvre.licence.terms import OPEN, PERMITTED, Action, Terms

INALIENABLE = frozenset({"moral-rights", "duties.attribute"})
"""What no permission gives away: an author’s name among the rest (art. L. 121-1 of the French code of intellectual
property). A permission may agree on the form of the credit."""
WAIVABLE = tuple(key for key in CLAUSES if key not in INALIENABLE)
"""The clauses that a permission may name."""


def waived(terms: Terms, keys: Iterable[str]) -> Terms:
    """`terms` with each clause of `keys` (see `clauses`) as the terms that bind nobody have it; names stay.

    Raises FieldUnfit for a key that is no clause, and for those that are INALIENABLE.
    """
    rules = {}
    for key in dict.fromkeys(keys):
        group, _, name = key.partition(".")
        field = name.replace("-", "_")
        if key in INALIENABLE:
            raise FieldUnfit("clause", found=key, expected="waivable")
        if key not in CLAUSES:
            raise FieldUnfit("clause", found=key, expected="among", among=", ".join(WAIVABLE))
        if group == "actions":
            rules[Action(name)] = PERMITTED
        elif group == "duties":
            terms = replace(terms, duties=replace(terms.duties, **{field: getattr(OPEN.duties, field)}))
        elif group == "derivatives":
            free = {field: getattr(OPEN.derivatives, field)}
            terms = replace(terms, derivatives=replace(terms.derivatives, **free))
        else:
            plain = group.replace("-", "_")
            terms = replace(terms, **{plain: getattr(OPEN, plain)})
    return terms.with_rules(rules)
