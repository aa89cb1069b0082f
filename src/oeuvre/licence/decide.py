"""May this be done? `decide` answers a request from terms and facts, with the clause and the fact behind each reason.

Terms are compiled once for each digest: for every action, the short list of checks that its clauses ask for. A request
meets only those. Nothing is read from a clock or a file: what a limit asks about and nobody told is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from oeuvre.foundation import Language, say
from oeuvre.licence.errors import FieldUnfit
from oeuvre.licence.history import Event, Version, halting, terms_as_of
from oeuvre.licence.terms import ATTRIBUTION, LIMIT_SETS, Action, Limits, Terms, Training
from oeuvre.licence.wording import note_in_words, reason_in_words


@dataclass(frozen=True)
class Request:
    """What somebody asks to do. Words are those that limits use; an empty one was not told.

    `party` is a name; `party_id` who that is on the record, empty for a name that nobody vouched for. Raises FieldUnfit
    for fewer units than one.
    """

    action: Action
    party: str = ""
    territory: str = ""
    medium: str = ""
    channel: str = ""
    purpose: str = ""
    industry: str = ""
    audience: str = ""
    units: int = 1
    commercial: bool = False
    by_model: bool = False
    party_id: str = ""

    @property
    def who(self) -> str:
        """Who asks: the party where it was told, else the name."""
        return self.party_id or self.party

    def __post_init__(self) -> None:
        if self.units < 1:
            raise FieldUnfit("units", found=self.units, expected="units")


@dataclass(frozen=True)
class Facts:
    """What is known beside the terms; plain values that who calls looks up.

    `used`: uses already counted under this grant; `granted`: units that this party was granted before, from which
    tiers go on. `held_by`: the party whose grant leaves no room for this one, since one of them is exclusive.
    `began`, `reported`: when this party's use began and was last reported. `approved`: a person approved this
    derivative. `ancestors_percent`: what all ancestors of a derivative take of its revenue. `granted_at`: when the
    grant was made that this use is under, which a later withdrawal does not undo. `member`: of the licensor's own.
    `paid`: what this party has paid by shares of revenue so far, in minor units, by the work that it was owed for and
    the currency.
    """

    used: int = 0
    granted: int = 0
    held_by: str = ""
    began: datetime | None = None
    reported: datetime | None = None
    approved: bool = False
    ancestors_percent: Fraction = Fraction(0)
    granted_at: datetime | None = None
    member: bool = False
    events: tuple[Event, ...] = ()
    paid: Mapping[tuple[str, str], int] = field(default_factory=dict, hash=False)


class Outcome(StrEnum):
    """The answer."""

    PERMITTED = "permitted"
    PERMITTED_WITH_DUTIES = "permitted-with-duties"
    REFUSED = "refused"


class DutyKind(StrEnum):
    """What a permitted use owes."""

    ATTRIBUTE = "attribute"
    LABEL_AI = "label-ai"
    SHARE_ALIKE = "share-alike"
    REPORT_USE = "report-use"
    PAY = "pay"
    MINIMUM_FEE = "minimum-fee"


@dataclass(frozen=True)
class Duty:
    """A duty, its details (elements of attribution, licences, days), and the clause it follows from."""

    kind: DutyKind
    details: tuple[str, ...]
    clause: str


@dataclass(frozen=True)
class Reason:
    """The clause (see `clauses`) and the fact that decided, the fact as `name=value`; a key of `licence:why`."""

    clause: str
    fact: str


@dataclass(frozen=True)
class Decision:
    """The answer, why, what is owed, and the moral-rights notes that go with the work; `digest` names the terms."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    duties: tuple[Duty, ...] = ()
    notes: tuple[str, ...] = ()
    digest: str = ""

    @property
    def permitted(self) -> bool:
        """Whether it may be done, with or without duties."""
        return self.outcome is not Outcome.REFUSED


_Check = Callable[[Request, Facts, datetime], str | None]
# What an action is besides itself: a derivative by a model is an adaptation.
_IMPLIED = {Action.AI_DERIVATIVE: (Action.ADAPT,)}
_SHARING = frozenset({Action.DISTRIBUTE, Action.PRESENT, Action.ADAPT, Action.COMMERCIALISE, Action.AI_DERIVATIVE})
_CONSENT = {
    Action.SEARCH: Training.SEARCH_ONLY,
    Action.AI_INPUT: Training.RETRIEVAL,
    Action.AI_TRAINING: Training.TRAIN_WITH_PAY,
    Action.TEXT_AND_DATA_MINING: Training.TRAIN_WITH_PAY,
}
_LEARNING = (Action.AI_TRAINING, Action.TEXT_AND_DATA_MINING)
_ASKED_OF = dict(zip(LIMIT_SETS, ("territory", "medium", "channel", "purpose", "industry", "audience"), strict=True))


def actions_of(request: Request) -> tuple[Action, ...]:
    """All actions that a request needs permitted: its own, those it implies, commerce where it is commercial."""
    needed = {request.action, *_IMPLIED.get(request.action, ())}
    if request.by_model and request.action is Action.ADAPT:
        needed.add(Action.AI_DERIVATIVE)
    if request.commercial:
        needed.add(Action.COMMERCIALISE)
    return tuple(action for action in Action if action in needed)


def decide(
    terms: Terms | Sequence[Version], request: Request, facts: Facts, at: datetime, known_at: datetime | None = None
) -> Decision:
    """Whether `request` may be done at `at`, as known at `known_at` (the same moment when left out).

    `terms` are one value, or the versions there were, of which the one that governs is taken. Moments have a time zone.
    """
    known = at if known_at is None else known_at
    governing = terms if isinstance(terms, Terms) else terms_as_of(terms, at, known)
    if governing is None:
        return Decision(Outcome.REFUSED, (Reason("terms", f"at={at.isoformat()}"),))
    needed = actions_of(request)
    reasons = []
    halted = halting(facts.events, frozenset(needed), at, known)
    if halted is not None and (facts.granted_at is None or facts.granted_at >= halted.counts_from):
        reasons.append(Reason(f"events.{halted.kind}", f"since={halted.counts_from.isoformat()}"))
    if facts.held_by and facts.held_by != request.who:
        reasons.append(Reason(f"actions.{request.action}.exclusive", f"held_by={facts.held_by}"))
    compiled = _compiled(governing)
    for action in needed:
        for clause, wrong in compiled.checks[action]:
            fact = wrong(request, facts, at)
            if fact is not None:
                reasons.append(Reason(clause, fact))
    if reasons:
        return Decision(Outcome.REFUSED, tuple(dict.fromkeys(reasons)), (), compiled.notes, governing.digest)
    duties = tuple(dict.fromkeys(duty for action in needed for duty in compiled.duties[action]))
    outcome = Outcome.PERMITTED_WITH_DUTIES if duties else Outcome.PERMITTED
    met = tuple(Reason(f"actions.{action}", str(governing.rule(action).stance)) for action in needed)
    return Decision(outcome, met, duties, compiled.notes, governing.digest)


@dataclass(frozen=True)
class _Compiled:
    """Checks and duties of every action; a check returns the fact that breaks its clause."""

    checks: dict[Action, tuple[tuple[str, _Check], ...]]
    duties: dict[Action, tuple[Duty, ...]]
    notes: tuple[str, ...] = field(default=())


@lru_cache(maxsize=4096)
def _compiled(terms: Terms) -> _Compiled:
    return _Compiled(
        {action: tuple(_checks(terms, action)) for action in Action},
        {action: tuple(_duties(terms, action)) for action in Action},
        tuple(sorted(terms.moral_rights)),
    )


def _checks(terms: Terms, action: Action) -> Iterator[tuple[str, _Check]]:
    rule, place = terms.rule(action), f"actions.{action}"
    if not rule.permitted:
        yield place, lambda request, facts, at: f"action={action}"
        return
    yield from ((f"{place}.{name}", wrong) for name, wrong in _limits(rule.limits))
    if terms.training.rank < _CONSENT.get(action, Training.NONE).rank:
        yield "training", lambda request, facts, at: f"action={action}"
    if action is Action.ADAPT:
        yield from _derivation(terms)
    days = terms.duties.report_every_days
    if days is not None:
        yield "duties.report-every-days", _overdue(timedelta(days=days))


def _limits(limits: Limits) -> Iterator[tuple[str, _Check]]:
    first, last, count = limits.not_before, limits.not_after, limits.count
    if first is not None:
        yield "not-before", lambda request, facts, at: f"at={at.isoformat()}" if at < first else None
    if last is not None:
        yield "not-after", lambda request, facts, at: f"at={at.isoformat()}" if at > last else None
    for name, asked in _ASKED_OF.items():
        within = getattr(limits, name)
        if within is not None:
            yield name, _among(asked, within)
    if count is not None:
        yield (
            "count",
            lambda request, facts, at: (
                f"used={facts.used}+{request.units}" if facts.used + request.units > count else None
            ),
        )


def is_within(limits: Limits, request: Request, facts: Facts, at: datetime) -> bool:
    """Whether a request lies within limits; what they ask and nobody told lies outside."""
    return all(wrong(request, facts, at) is None for _, wrong in _limits(limits))


def _among(asked: str, within: frozenset[str]) -> _Check:
    def wrong(request: Request, facts: Facts, at: datetime) -> str | None:
        told = getattr(request, asked)
        member = asked == "audience" and facts.member and "members" in within and told in ("", "members")
        return None if told in within or member else f"{asked}={told}"

    return wrong


def _overdue(every: timedelta) -> _Check:
    def wrong(request: Request, facts: Facts, at: datetime) -> str | None:
        last = facts.reported or facts.began
        return f"reported={last.isoformat()}" if last is not None and at - last > every else None

    return wrong


def _derivation(terms: Terms) -> Iterator[tuple[str, _Check]]:
    derivatives = terms.derivatives
    ceiling, expires = derivatives.ceiling, derivatives.expires
    if not derivatives.allowed:
        yield "derivatives.allowed", lambda request, facts, at: "action=adapt"
    if derivatives.reviewed:
        yield "derivatives.reviewed", lambda request, facts, at: None if facts.approved else "approved=no"
    if expires is not None:
        yield "derivatives.expires", lambda request, facts, at: f"at={at.isoformat()}" if at > expires else None
    if ceiling is not None:
        yield (
            "derivatives.ceiling",
            lambda request, facts, at: (
                f"ancestors_percent={facts.ancestors_percent}" if facts.ancestors_percent > ceiling else None
            ),
        )


def _duties(terms: Terms, action: Action) -> Iterator[Duty]:
    duties, derivatives = terms.duties, terms.derivatives
    if action in _SHARING and duties.attribute:
        elements = tuple(part for part in ATTRIBUTION if part in duties.attribute)
        yield Duty(DutyKind.ATTRIBUTE, elements, "duties.attribute")
    if action in (Action.AI_INPUT, Action.AI_DERIVATIVE) and duties.label_ai:
        yield Duty(DutyKind.LABEL_AI, (), "duties.label-ai")
    if duties.report_every_days is not None:
        yield Duty(DutyKind.REPORT_USE, (str(duties.report_every_days),), "duties.report-every-days")
    if action is Action.ADAPT and derivatives.reciprocal is not None:
        yield Duty(DutyKind.SHARE_ALIKE, tuple(sorted(derivatives.reciprocal)), "derivatives.reciprocal")
    if action is Action.ADAPT and derivatives.minimum_fees:
        fees = tuple(f"{fee.amount} {fee.currency}" for fee in sorted(derivatives.minimum_fees))
        yield Duty(DutyKind.MINIMUM_FEE, fees, "derivatives.minimum-fees")
    bases = tuple(sorted({str(price.basis) for price in terms.prices if action in price.actions}))
    if bases:
        yield Duty(DutyKind.PAY, bases, "prices")
    elif action in _LEARNING and terms.training is Training.TRAIN_WITH_PAY:
        yield Duty(DutyKind.PAY, (), "training")


def decision_as_dict(decision: Decision, language: Language = "en") -> dict[str, Any]:
    """A decision for a program and for people: every reason, duty and note with its words."""
    return {
        "outcome": str(decision.outcome),
        "permitted": decision.permitted,
        "terms": decision.digest or None,
        "reasons": [
            {"clause": one.clause, "fact": one.fact, "says": reason_in_words(one.clause, one.fact, language)}
            for one in decision.reasons
        ],
        "duties": [
            {
                "kind": str(duty.kind),
                "details": list(duty.details),
                "clause": duty.clause,
                "says": say(f"licence:duties.{duty.kind}", language),
            }
            for duty in decision.duties
        ],
        "notes": [note_in_words(note, language) for note in decision.notes],
    }
