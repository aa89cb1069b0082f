"""What a grant is owed by its lines: fixed prices, shares of revenue by what was reported, guarantees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from oeuvre.licence import REVENUE
from oeuvre.production.licensing.acts import REPORT
from oeuvre.record import Act, Record

_SHARE, _LEAST = "revenue-share", "minimum-guarantee"


def lines_of(act: Act) -> list[Mapping[str, Any]]:
    """The lines of the quote that a grant was made on."""
    return [line for line in _sequence(act.settings.get("lines")) if isinstance(line, Mapping)]


def has_share(act: Act) -> bool:
    """Whether a grant owes a share of revenue, however little that was expected to be."""
    return any(line.get("basis") == _SHARE for line in lines_of(act))


def waits_for_revenue(act: Act, revenue: int | None) -> bool:
    """Whether nobody said yet what the shares of a grant are of."""
    return revenue is None and any(line.get("basis") == _SHARE and not line.get("counted") for line in lines_of(act))


def owed_by(act: Act, revenue: int | None) -> dict[str, int]:
    """What each work is owed by a grant, its shares of revenue by what was reported (None: as was expected)."""
    lines = lines_of(act)
    owed: dict[str, int] = {}
    shared = {str(line.get("work")) for line in lines if line.get("basis") == _SHARE}
    for line in (*(one for one in lines if one.get("basis") != _LEAST), *_least(lines)):
        amount = line.get("amount")
        if isinstance(amount, int):
            work = str(line.get("work"))
            least = line.get("basis") == _LEAST and revenue is not None
            due = max(0, int(str(line["counted"])) - owed.get(work, 0)) if least else _trued(line, amount, revenue)
            owed[work] = owed.get(work, 0) + due
    total = act.settings.get("total")
    if not lines and isinstance(total, int) and act.used:
        owed = {act.used[0].work_id: total}
    # A share is owed from the beginning, though it comes to nothing before there is revenue.
    return {work: amount for work, amount in owed.items() if amount > 0 or work in shared}


def shares_apart(act: Act, revenue: int | None) -> frozenset[str]:
    """The works whose share of the licensee's revenue is a line of its own: told at the quote, or reported since."""
    return frozenset(
        str(line.get("work"))
        for line in lines_of(act)
        if line.get("base") == REVENUE or (revenue is not None and line.get("basis") == _SHARE and line.get("percent"))
    )


def revenue_of(record: Record, grant: str) -> int:
    """The revenue that was reported of a grant in all, in minor units."""
    told = (act.settings for act in record.acts(kinds=(REPORT,)) if act.settings.get("grant") == grant)
    return sum(revenue for one in told if isinstance(revenue := one.get("revenue"), int))


def _least(lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Guarantees come last: they fill up what the other lines of their work leave."""
    return [line for line in lines if line.get("basis") == _LEAST]


def _trued(line: Mapping[str, Any], amount: int, revenue: int | None) -> int:
    """What a line is owed once revenue is reported; of an earlier grant the percentage is what it came to."""
    counted = line.get("counted")
    if revenue is None or line.get("basis") != _SHARE:
        return amount
    if line.get("percent"):
        ceiling = line.get("ceiling")
        # As a quote rounds: in favour of who pays.
        due = int(revenue * Fraction(str(line["percent"])) / 100)
        return min(due, ceiling) if isinstance(ceiling, int) else due
    return int(Fraction(amount, counted) * revenue) if isinstance(counted, int) and counted else amount


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
