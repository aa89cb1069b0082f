"""Values on either side of an operator, and how they compare.

Numbers are exact; times without a zone are UTC; a time and a day compare by the day (in UTC); durations compare as XML
Schema has it, from four starting points, and where those disagree they do not compare. Text and identifiers of the same
spelling are equal. What does not compare satisfies nothing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, NamedTuple

from rdflib import Literal
from rdflib.term import Node
from rdflib.xsd_datetime import Duration, parse_xsd_date, parse_xsd_duration

from oeuvre.licence.odrl.vocabulary import XSD

NUMBER, TIME, DAY, DURATION, TEXT, TRUTH = "number", "time", "day", "duration", "text", "truth"
# Where XML Schema starts from to order durations of months against days.
_STARTS = tuple(datetime(year, month, 1, tzinfo=UTC) for year, month in ((1696, 9), (1697, 2), (1903, 3), (1903, 7)))
_NUMBERS = frozenset(
    f"{XSD}{name}"
    for name in (
        *("integer", "decimal", "float", "double", "int", "long", "short", "byte", "nonNegativeInteger"),
        *("positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong"),
        *("unsignedShort", "unsignedByte"),
    )
)
_DURATIONS = frozenset(f"{XSD}{name}" for name in ("duration", "dayTimeDuration", "yearMonthDuration"))
MOST_DIGITS = 400


class Value(NamedTuple):
    """One value: its kind, what it compares by, and how it was written."""

    kind: str
    value: Any
    text: str
    datatype: str = ""


def value_of(term: Node, datatype: str = "") -> Value:
    """The value of an RDF term; `datatype` stands in where the term has none of its own."""
    text = str(term)
    if not isinstance(term, Literal):
        return Value(TEXT, text, text, "iri")
    own = str(term.datatype) if term.datatype is not None else ""
    return typed(text, own if own and own != f"{XSD}string" else datatype or own)


def typed(text: str, datatype: str) -> Value:
    """Text read by a datatype's IRI; text that does not fit its datatype stays text."""
    plain = text.strip()
    try:
        if datatype in _NUMBERS:
            return Value(NUMBER, _number(plain), text, datatype)
        if datatype == f"{XSD}dateTime" or datatype == f"{XSD}dateTimeStamp":
            return Value(TIME, _moment(plain), text, datatype)
        if datatype == f"{XSD}date":
            return Value(DAY, parse_xsd_date(plain), text, datatype)
        if datatype in _DURATIONS:
            return Value(DURATION, _duration(plain), text, datatype)
        if datatype == f"{XSD}boolean" and plain in ("true", "false", "1", "0"):
            return Value(TRUTH, plain in ("true", "1"), text, datatype)
    except (ValueError, TypeError, OverflowError, InvalidOperation, ZeroDivisionError):
        pass
    return Value(TEXT, text, text, datatype)


def _number(text: str) -> Fraction:
    if len(text) > MOST_DIGITS:
        raise ValueError(text[:20])
    figure = Decimal(text)
    if not figure.is_finite() or abs(figure.adjusted()) > MOST_DIGITS:
        raise ValueError(text)
    return Fraction(figure)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _duration(text: str) -> tuple[timedelta, ...]:
    found = parse_xsd_duration(text)
    if not isinstance(found, Duration):
        return (found,) * len(_STARTS)
    months = int(found.years) * 12 + int(found.months)
    ends = []
    for start in _STARTS:
        total = start.year * 12 + start.month - 1 + months
        ends.append(start.replace(year=total // 12, month=total % 12 + 1) + found.tdelta - start)
    return tuple(ends)


def _alike(one: Value, other: Value) -> tuple[Value, Value]:
    """Both as one kind, where one of them can be read as the other's."""
    if one.kind == other.kind:
        return one, other
    if {one.kind, other.kind} == {TIME, DAY}:
        return _day(one), _day(other)
    if one.kind == TEXT and other.datatype and one.datatype != "iri":
        return typed(one.text, other.datatype), other
    if other.kind == TEXT and one.datatype and other.datatype != "iri":
        return one, typed(other.text, one.datatype)
    return one, other


def _day(value: Value) -> Value:
    return Value(DAY, value.value.date(), value.text, f"{XSD}date") if value.kind == TIME else value


def equal(one: Value, other: Value) -> bool:
    """Whether two values are the same."""
    if one.kind != other.kind:
        one, other = _alike(one, other)
        if {one.kind, other.kind} == {TIME, DAY}:
            one, other = _day(one), _day(other)
    return one.value == other.value if one.kind == other.kind else one.text == other.text


def order(one: Value, other: Value) -> int | None:
    """-1, 0 or 1; None for values that have no order between them."""
    if one.kind != other.kind:
        one, other = _alike(one, other)
        if {one.kind, other.kind} == {TIME, DAY}:
            one, other = _day(one), _day(other)
    if one.kind != other.kind or one.kind in (TRUTH, TEXT):
        # Text has an order only where both sides were meant as plain text, never identifiers.
        if one.kind == other.kind == TEXT and "iri" not in (one.datatype, other.datatype):
            return (one.text > other.text) - (one.text < other.text)
        return None
    if one.kind == DURATION:
        signs = {(a > b) - (a < b) for a, b in zip(one.value, other.value, strict=True)}
        return signs.pop() if len(signs) == 1 else None
    return int(one.value > other.value) - int(one.value < other.value)


def moment_of(value: Value) -> datetime | None:
    """The instant of a time or of the start of a day."""
    if value.kind == TIME:
        return value.value if isinstance(value.value, datetime) else None
    if value.kind == DAY and isinstance(value.value, date):
        return datetime.combine(value.value, time(), UTC)
    if value.kind == TEXT and value.datatype != "iri":
        again = typed(value.text, f"{XSD}dateTime")
        return again.value if again.kind == TIME else None
    return None
