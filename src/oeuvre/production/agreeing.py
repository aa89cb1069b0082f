"""Agreeing on a split sheet: proposing one, signing it, refusing it, each by an act.

Nobody loses what they hold without their word: a sheet takes the signature of everybody on it, and of everybody who
holds the work by the sheet before it, or by the acts, and would hold less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction

from oeuvre.production.appending import append_as_it_stands
from oeuvre.production.holding import holdings
from oeuvre.production.licensing.splits import percent_asked
from oeuvre.production.splitting import (
    PAYEES,
    PROPOSE_SPLIT,
    REFUSE_SPLIT,
    SHARED,
    SIGN_SPLIT,
    SIGNING,
    YIELDING,
    Sheet,
    sheet_at,
    sheets_of,
)
from oeuvre.record import JSON, NewAct, Party, Record, Work
from oeuvre.royalties import PayeeUnfit, SheetClosed, SignerUnnamed, exact


def propose_split(
    record: Record,
    work: Work,
    by: Party,
    shares: Sequence[tuple[Party, str]],
    *,
    payees: Mapping[str, tuple[Party, str]] | None = None,
    since: date | None = None,
    because: str = "",
) -> Sheet:
    """Proposes a sheet for a work that is held (`held_work`), as one act; nobody has signed it yet, not even `by`.

    Whoever holds the work, now or by a sheet that begins later, and would hold less by this one has to sign it too,
    on it or not. `shares` are as `read_shares` gives them; `payees` says who is paid what a model on it has, by its id,
    and by which contract: they sign too. Raises `PayeeUnfit` for a payee who cannot be paid, or without a contract.
    A `since` that has passed when the last signs changes nothing.
    """
    settings: dict[str, JSON] = {"shares": [[party.id, weight] for party, weight in shares]}
    named = _payees_of(shares, payees or {})
    if named:
        settings[PAYEES] = named
    if since is not None:
        settings["since"] = since.isoformat()
    paid = _paid(shares, payees or {})
    act = append_as_it_stands(
        record,
        lambda: NewAct(
            PROPOSE_SPLIT,
            by=[(by, "proposer")],
            used=[(work, SHARED)],
            project=record.made_by_act(work.id).project,
            settings={**settings, **_yielding(record, work.id, paid)},
            words={"because": because} if because else {},
        ),
    )
    return sheet_at(record, act.id)


def sign_split(record: Record, sheet: Sheet, by: Party) -> Sheet:
    """Signs that very sheet. Signing twice changes nothing. Raises `SignerUnnamed`, `SheetClosed`."""
    _check_open(sheet, by)
    if any(one.party.id == by.id and one.signed for one in sheet.shares):
        return sheet

    def signed() -> NewAct:
        # Between the proposal and now others may have come to hold the work; the sheet is not signed over their heads.
        now = sheet_at(record, sheet.id)
        _check_open(now, by)
        yielding = _yielding(record, now.work, {party.id: share for party, share in now.paid})
        return _answer(SIGN_SPLIT, now, by, "", yielding)

    append_as_it_stands(record, signed)
    return sheet_at(record, sheet.id)


def refuse_split(record: Record, sheet: Sheet, by: Party, because: str = "") -> Sheet:
    """Refuses a sheet that is not signed by everybody yet: it will never count. Raises as `sign_split` does."""
    _check_open(sheet, by)
    record.append(_answer(REFUSE_SPLIT, sheet, by, because))
    return sheet_at(record, sheet.id)


def _check_open(sheet: Sheet, by: Party) -> None:
    if by.id not in {one.party.id for one in sheet.shares if one.must_sign}:
        raise SignerUnnamed(sheet.id[:12], name=by.name)
    if sheet.state != "open":
        raise SheetClosed(sheet.id[:12], why=f"sheet_{sheet.state}")


def _yielding(record: Record, work: str, weights: Mapping[str, Fraction]) -> dict[str, JSON]:
    """The setting that names who holds a work, now or by a sheet that begins later, and would hold less by these
    weights; none where nobody would."""
    whole = sum(weights.values(), Fraction(0))
    now = datetime.now(UTC)
    # A sheet that is signed already may begin on a later day.
    moments = {now, *(one.since for one in sheets_of(record, work) if one.since is not None and one.since > now)}
    less: dict[str, None] = {}
    for moment in sorted(moments):
        for one in holdings(record, work, at=moment, asked=percent_asked(record)).holders:
            if one.party.kind in SIGNING and weights.get(one.party.id, Fraction(0)) / whole < one.share:
                less[one.party.id] = None
    return {YIELDING: list(less)} if less else {}


def _payees_of(shares: Sequence[tuple[Party, str]], payees: Mapping[str, tuple[Party, str]]) -> list[JSON]:
    """The setting that names payees of models, checked."""
    models = {party.id: party for party, _ in shares if party.kind not in SIGNING}
    named: list[JSON] = []
    for model, (payee, contract) in payees.items():
        if model not in models or payee.kind not in SIGNING or not contract.strip():
            raise PayeeUnfit(models[model].name if model in models else model)
        named.append([model, payee.id, contract.strip()])
    return named


def _paid(shares: Sequence[tuple[Party, str]], payees: Mapping[str, tuple[Party, str]]) -> dict[str, Fraction]:
    """The weights of who is paid by a sheet: a model's are its payee's, or nobody's."""
    weights: dict[str, Fraction] = {}
    for party, weight in shares:
        who = party.id if party.kind in SIGNING else payees[party.id][0].id if party.id in payees else ""
        if who:
            weights[who] = weights.get(who, Fraction(0)) + (exact(weight) or Fraction(0))
    return weights


def _answer(kind: str, sheet: Sheet, by: Party, because: str, more: Mapping[str, JSON] | None = None) -> NewAct:
    return NewAct(
        kind,
        by=[(by, "signatory")],
        used=[(sheet.work, SHARED)],
        project=sheet.project,
        settings={"sheet": sheet.digest, **(more or {})},
        words={"because": because} if because else {},
    )
