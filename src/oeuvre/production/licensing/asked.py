"""What people write when they price, ask and grant, read into values: prices, days, works by what they are called."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction

from oeuvre.foundation import OeuvreError
from oeuvre.licence import CLAUSES, Action, Basis, FieldUnfit, Price, clause_of
from oeuvre.production.licensing.errors import MomentUnfit
from oeuvre.record import Party, Record, Work
from oeuvre.royalties import exact, is_currency, minor_units

COMMISSIONED = "commissioned-work"
"""The template of a work that is for its client alone."""
# An id of a party, or enough of its beginning.
_ID = re.compile("[0-9a-f]{8,32}")
# What a price is counted by, as people say it.
PER: dict[str, Basis] = {
    "flat": Basis.FLAT,
    "use": Basis.PER_USE,
    "unit": Basis.PER_UNIT,
    "guarantee": Basis.MINIMUM_GUARANTEE,
}


def read_amount(figure: str, currency: str, place: str = "price") -> int:
    """`120`, `120.50` or `120,50` of a currency in minor units. Raises FieldUnfit."""
    if not is_currency(currency):
        raise FieldUnfit("currency", found=currency, expected="currency")
    found = minor_units(figure.strip(), currency, "," if "," in figure else ".")
    if found is None or found < 0:
        raise FieldUnfit(place, found=figure, expected="amount", currency=currency)
    return found


def read_price(
    actions: Iterable[Action],
    currency: str,
    *,
    amount: str = "",
    per: str = "flat",
    share: str = "",
    ceiling: str = "",
) -> Price:
    """A price as it was written: an amount per something, or a share of revenue in percent. Raises FieldUnfit."""
    named = frozenset(actions)
    if not is_currency(currency):
        raise FieldUnfit("currency", found=currency, expected="currency")
    if share:
        percent = exact(share.strip().rstrip("%\u202f\u00a0 ").replace(",", "."))
        if percent is None or not 0 < percent <= 100:
            raise FieldUnfit("share", found=share, expected="percent")
        most = read_amount(ceiling, currency, "ceiling") if ceiling else None
        return Price(Basis.REVENUE_SHARE, currency, actions=named, percent=Fraction(percent), ceiling=most)
    if per not in PER:
        raise FieldUnfit("per", found=per, expected="among", among=", ".join(PER))
    return Price(PER[per], currency, read_amount(amount, currency), actions=named)


def read_moment(text: str, *, end: bool = False) -> datetime:
    """A day, from its first moment or (`end`) to its last, or a moment with its zone. Raises `MomentUnfit`."""
    plain = text.strip()
    try:
        read = datetime.fromisoformat(plain)
    except ValueError:
        raise MomentUnfit(plain[:40]) from None
    if len(plain) == 10:
        read = datetime.combine(read.date(), time(), UTC)
        return read + timedelta(days=1) - timedelta(microseconds=1) if end else read
    if read.tzinfo is None:
        raise MomentUnfit(plain[:40])
    return read


def read_party(record: Record, told: str) -> Party | None:
    """The party that an id, or the beginning of one, means; None for a name, which chooses nobody."""
    text = told.strip().casefold()
    if not _ID.fullmatch(text):
        return None
    found = [party for party in record.parties() if party.id.startswith(text)]
    return found[0] if len(found) == 1 else None


def brief_of(record: Record, project: str) -> Work | None:
    """The brief of a project as it is now, for terms of all that comes of it; None where the record has no such."""
    briefs = record.works(project=project, role="brief")
    return briefs[-1] if briefs else None


def clauses_in_the_way(record: Record, work: Work) -> frozenset[str]:
    """The clauses of a work that held editions back, as acts tell; those of adapting it where none did."""
    found: set[str] = set()
    for act in record.acts(kinds=("refuse",)):
        told = act.settings.get("collisions")
        for one in told if isinstance(told, list | tuple) else ():
            for pair in one.get("clauses", ()) if isinstance(one, dict) else ():
                if isinstance(pair, list | tuple) and len(pair) == 2 and pair[0] == work.id:
                    found.add(clause_of(str(pair[1])))
    found &= set(CLAUSES)
    return frozenset(found) or frozenset({"actions.adapt", "derivatives.allowed"})


def client_of(record: Record, brief: str) -> str:
    """The client that a brief names; empty for none, or for a brief that cannot be read."""
    try:
        held = tomllib.loads(record.store.read(record.work(brief).digest).decode())
    except (OeuvreError, ValueError, OSError):
        return ""
    return " ".join(str(held.get("client", "")).split())
