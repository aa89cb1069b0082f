"""How a home reads the law on what a house model makes: one reading, set by an act, from its day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from types import MappingProxyType

from oeuvre.foundation import Language, say
from oeuvre.licence import CLOSE_COPY, STRICT, FieldUnfit, HouseReading
from oeuvre.record import JSON, NewAct, Party, Record, register_kind
from oeuvre.royalties import exact, figure

SET_READING = register_kind("set-reading").name
READINGS: Mapping[str, HouseReading] = MappingProxyType({"strict": STRICT, "close-copy": CLOSE_COPY})
"""The readings that have a name; the first is the usual one."""


def reading_at(record: Record, at: datetime | None = None) -> HouseReading:
    """The reading that this home goes by at a moment (now); the strict one where nobody set any."""
    acts = record.acts(kinds=(SET_READING,), until=at, last=1)
    return _read(acts[-1].settings) if acts else STRICT


def set_reading(
    record: Record,
    by: Party,
    name: str = "",
    *,
    adaptation: str = "",
    credit: str = "",
    unmeasured: bool | None = None,
    because: str = "",
) -> HouseReading:
    """Set the reading for what is made from now on: one by name, or with figures of its own, leanings in percent.

    What is left out stays as it is. Raises FieldUnfit.
    """
    if name and name not in READINGS:
        raise FieldUnfit("reading", found=name, expected="among", among=", ".join(READINGS))
    before = READINGS[name] if name else reading_at(record)
    made = HouseReading(
        _leaning("adaptation", adaptation, before.adaptation),
        _leaning("credit", credit, before.credit),
        before.unmeasured if unmeasured is None else unmeasured,
    )
    if made.credit > made.adaptation:
        # Whoever owes all of a work's terms owes credit among them.
        raise FieldUnfit("credit", found=figure(made.credit * 100), expected="percent")
    settings: dict[str, JSON] = {
        "adaptation": figure(made.adaptation * 100),
        "credit": figure(made.credit * 100),
        "unmeasured": made.unmeasured,
    }
    words = {"because": because} if because else {}
    record.append(NewAct(SET_READING, by=[(by, "director")], settings=settings, words=words))
    return made


def _leaning(place: str, told: str, before: Fraction) -> Fraction:
    if not told:
        return before
    percent = exact(told.strip().rstrip("%\u202f\u00a0 ").replace(",", "."))
    if percent is None or not 0 <= percent <= 100:
        raise FieldUnfit(place, found=told, expected="percent")
    return percent / 100


def _read(settings: Mapping[str, object]) -> HouseReading:
    """A reading as an act has it; what it lacks is strict."""
    adaptation, credit = (exact(str(settings.get(name))) for name in ("adaptation", "credit"))
    return HouseReading(
        STRICT.adaptation if adaptation is None else adaptation / 100,
        STRICT.credit if credit is None else credit / 100,
        settings.get("unmeasured") is not False,
    )


def reading_as_dict(reading: HouseReading, language: Language) -> dict[str, object]:
    """A reading for a program and for people: its name, figures in percent, and a sentence."""
    name = next((name for name, one in READINGS.items() if one == reading), "")
    told = {"adaptation": figure(reading.adaptation * 100), "credit": figure(reading.credit * 100)}
    shown = {key: value.replace(".", ",") if language == "fr" else value for key, value in told.items()}
    unmeasured = say(f"licence:reading.{'counts' if reading.unmeasured else 'counts_not'}", language)
    says = say("licence:reading.says", language, unmeasured=unmeasured, **shown)
    return {"name": name or None, **told, "unmeasured": reading.unmeasured, "says": says}
