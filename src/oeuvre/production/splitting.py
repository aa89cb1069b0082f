"""Split sheets: who holds what in a work, agreed by everybody who stands on the sheet and everybody who yields to it.

A sheet is proposed by one act and signed by one act of each party; a signature names the digest of the very act that
proposed the sheet. Whoever held more than the sheet leaves them signs too (`agreeing` says who). It counts from the
moment at which the last has signed, or from a later day that it names, and gives way to the next one that counts:
never backwards. A model or a rule can stand on a sheet and cannot sign; nor can it be paid: a sheet that gives it a
share names who is paid it, and by which contract, or what it would have goes to the others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from fractions import Fraction

from oeuvre.foundation import Language
from oeuvre.production.naming import shown_name
from oeuvre.record import Act, Party, Record, register_kind
from oeuvre.royalties import (
    NobodyNamed,
    SharesNotWhole,
    ShareUnfit,
    SheetUnknown,
    exact,
    figure,
)

PROPOSE_SPLIT = register_kind("propose-split").name
SIGN_SPLIT = register_kind("sign-split").name
REFUSE_SPLIT = register_kind("refuse-split").name
KINDS = (PROPOSE_SPLIT, SIGN_SPLIT, REFUSE_SPLIT)

SHARED = "shared"
"""The role in which the acts use the work that a sheet is about."""

SIGNING = ("person", "collective")
PAYEES = "payees"
"""The setting of an act that names who is paid what a model has: its id, theirs, and the contract behind it."""
YIELDING = "yielding"
"""The setting of an act in which parties stand, by id, whose signature a sheet takes because it leaves them less."""


@dataclass(frozen=True)
class SheetShare:
    """A party's weight on a sheet; `signed` is when it signed, None while it has not.

    The weight is 0 for who only yields: a holder whom the sheet leaves nothing, and without whom it does not count.
    `payee` is who is paid what a model or a rule has, by `contract`.
    """

    party: Party
    weight: Fraction
    signed: datetime | None = None
    payee: Party | None = None
    contract: str = ""

    @property
    def must_sign(self) -> bool:
        return self.party.kind in SIGNING


@dataclass(frozen=True)
class Sheet:
    """A split sheet as its acts leave it.

    `id` begins the `digest` that signatures name. `state` is `open`, `signed` or `refused`; `since` is the moment from
    which it counts, once everybody has signed.
    """

    id: str
    digest: str
    act: int
    work: str
    proposed: datetime
    proposer: Party
    shares: tuple[SheetShare, ...]
    state: str
    since: datetime | None
    because: str = ""
    refused_by: Party | None = None
    refused_because: str = ""
    project: str | None = None

    @property
    def waits_for(self) -> tuple[Party, ...]:
        """Who has still to sign."""
        if self.state != "open":
            return ()
        return tuple(one.party for one in self.shares if one.must_sign and one.signed is None)

    @property
    def paid(self) -> tuple[tuple[Party, Fraction], ...]:
        """Who is paid by it, each once with a share of one, in its order: a model's goes to whoever its contract names,
        and to the others where there is none."""
        weights: dict[str, Fraction] = {}
        people: dict[str, Party] = {}
        for one in self.shares:
            who = one.party if one.must_sign else one.payee
            if who is not None and one.weight:
                people[who.id] = who
                weights[who.id] = weights.get(who.id, Fraction(0)) + one.weight
        whole = sum(weights.values(), Fraction(0))
        return tuple((people[party], weight / whole) for party, weight in weights.items())

    def as_dict(self, language: Language) -> dict[str, object]:
        """The shape of `oeuvre split list --json`."""
        whole = sum((one.weight for one in self.shares), Fraction(0))
        return {
            "sheet": self.id,
            "digest": self.digest,
            "act": self.act,
            "work": self.work,
            "project": self.project,
            "proposed": self.proposed.isoformat(timespec="seconds"),
            "proposer": {"party": self.proposer.id, "name": shown_name(self.proposer, language)},
            "because": self.because,
            "state": self.state,
            "since": self.since.isoformat(timespec="seconds") if self.since else None,
            "shares": [
                {
                    "party": one.party.id,
                    "name": shown_name(one.party, language),
                    "kind": one.party.kind,
                    "weight": figure(one.weight),
                    "percent": figure(one.weight / whole * 100),
                    "must_sign": one.must_sign,
                    "signed": one.signed.isoformat(timespec="seconds") if one.signed else None,
                    "payee": {"party": one.payee.id, "name": shown_name(one.payee, language)} if one.payee else None,
                    "contract": one.contract,
                }
                for one in self.shares
            ],
            "waits_for": [{"party": one.id, "name": shown_name(one, language)} for one in self.waits_for],
            "refused_by": shown_name(self.refused_by, language) if self.refused_by else None,
            "refused_because": self.refused_because,
        }


def read_shares(record: Record, told: Sequence[tuple[str, str]], *, parts: bool = False) -> list[tuple[Party, str]]:
    """Names with their figures as parties of the record; who is new to it is enrolled as a person.

    Figures are percentages that sum to 100, or (`parts`) parts of their sum. Raises `ShareUnfit`, `SharesNotWhole`,
    `NobodyNamed`; nothing is written then.
    """
    weights: dict[str, Fraction] = {}
    for name, text in told:
        clean, value = " ".join(name.split()), exact(text.strip().replace(",", ".").removesuffix("%").strip())
        if not clean or value is None or value <= 0:
            raise ShareUnfit(name, why="share_figure", found=f"{name}={text}")
        if clean in weights:
            raise ShareUnfit(name, why="share_twice", found=clean)
        weights[clean] = value
    if not weights:
        raise NobodyNamed("--share")
    total = sum(weights.values(), Fraction(0))
    if not parts and total != 100:
        raise SharesNotWhole(figure(total), found=figure(total))
    known = {name: record.find_party(name) for name in weights}
    ids = [party.id for party in known.values() if party]
    for name, party in known.items():
        if party and ids.count(party.id) > 1:
            raise ShareUnfit(name, why="share_twice", found=party.name)
    if all(party is not None and party.kind not in SIGNING for party in known.values()):
        raise NobodyNamed("--share")
    return [(known[name] or record.party(name, "person"), figure(one)) for name, one in weights.items()]


def sheets_of(record: Record, work: str) -> tuple[Sheet, ...]:
    """The sheets that were proposed for a work, the newest first."""
    return _folded(record, record.acts(kinds=KINDS, work=work))


def all_sheets(record: Record, project: str | None = None) -> tuple[Sheet, ...]:
    """Every sheet of the home or of a project, the newest first."""
    return _folded(record, record.acts(kinds=KINDS, project=project))


def sheets_awaiting(record: Record, party: Party) -> tuple[Sheet, ...]:
    """The open sheets that a party has still to sign, the newest first."""
    return tuple(one for one in all_sheets(record) if party.id in {who.id for who in one.waits_for})


def sheet_at(record: Record, sheet: str) -> Sheet:
    """The sheet whose id begins so. Raises `SheetUnknown` where none or several do."""
    found = [one for one in all_sheets(record) if len(sheet) >= 4 and one.id.startswith(sheet)]
    if len(found) != 1:
        raise SheetUnknown(sheet)
    return found[0]


def standing_sheet(record: Record, works: Collection[str], at: datetime) -> Sheet | None:
    """The sheet that governs one of these versions of a work at a moment: of those that count, the last to begin."""
    counting = [one for work in works for one in sheets_of(record, work) if one.since is not None and one.since <= at]
    return max(counting, key=lambda one: (one.since, one.act), default=None)


def _folded(record: Record, acts: Sequence[Act]) -> tuple[Sheet, ...]:
    if not acts:
        return ()
    parties = {party.id: party for party in record.parties()}
    answers: dict[str, list[Act]] = {}
    for act in acts:
        if act.kind != PROPOSE_SPLIT:
            answers.setdefault(str(act.settings.get("sheet")), []).append(act)
    sheets = (_sheet(act, answers.get(act.digest, ()), parties) for act in acts if act.kind == PROPOSE_SPLIT)
    return tuple(one for one in reversed([*sheets]) if one is not None)


def _sheet(act: Act, answers: Sequence[Act], parties: Mapping[str, Party]) -> Sheet | None:
    """A sheet out of its acts, in order; None for one that another program wrote in a shape that we do not read."""
    told = act.settings.get("shares")
    rows = [row for row in told if isinstance(row, Sequence) and len(row) == 2] if isinstance(told, Sequence) else []
    weights = {str(party): exact(str(weight)) for party, weight in rows}
    if not weights or not act.used or any(not one or party not in parties for party, one in weights.items()):
        return None
    signed: dict[str, datetime] = {}
    payees = _payees(act, parties)
    due = {party for party in weights if parties[party].kind in SIGNING} | _yielding(act, parties)
    due |= {payee.id for party, (payee, _) in payees.items() if party in weights}
    refused: Act | None = None
    for answer in answers:
        who = answer.by[0].party_id
        if not due <= signed.keys():
            due |= _yielding(answer, parties)
        if who in due and refused is None and not due <= signed.keys():
            if answer.kind == REFUSE_SPLIT:
                refused = answer
            else:
                signed.setdefault(who, answer.at)
    state = "refused" if refused else "signed" if due and due <= signed.keys() else "open"
    since = max(max(signed.values()), _named_day(act)) if state == "signed" else None
    return Sheet(
        act.id,
        act.digest,
        act.seq,
        act.used[0].work_id,
        act.at,
        parties[act.by[0].party_id],
        (
            *(
                SheetShare(parties[party], one, signed.get(party), *payees.get(party, ()))
                for party, one in weights.items()
                if one
            ),
            *(SheetShare(parties[party], Fraction(0), signed.get(party)) for party in sorted(due - weights.keys())),
        ),
        state,
        since,
        act.words.get("because") or "",
        parties[refused.by[0].party_id] if refused else None,
        (refused.words.get("because") or "") if refused else "",
        act.project,
    )


def _payees(act: Act, parties: Mapping[str, Party]) -> dict[str, tuple[Party, str]]:
    """Who is paid what a model or a rule on a sheet has, and by which contract, by its id."""
    told = act.settings.get(PAYEES)
    found: dict[str, tuple[Party, str]] = {}
    for row in told if isinstance(told, Sequence) and not isinstance(told, str) else ():
        if isinstance(row, Sequence) and len(row) == 3:
            model, payee, contract = map(str, row)
            able = payee in parties and parties[payee].kind in SIGNING
            if able and contract and model in parties and parties[model].kind not in SIGNING:
                found[model] = (parties[payee], contract)
    return found


def _yielding(act: Act, parties: Mapping[str, Party]) -> set[str]:
    told = act.settings.get(YIELDING)
    named = map(str, told) if isinstance(told, Sequence) and not isinstance(told, str) else ()
    return {party for party in named if party in parties and parties[party].kind in SIGNING}


def _named_day(act: Act) -> datetime:
    """The first moment of the day that a sheet names, else that of its proposal."""
    try:
        day = date.fromisoformat(str(act.settings.get("since")))
    except ValueError:
        return act.at
    return max(act.at, datetime.combine(day, time.min, UTC))
