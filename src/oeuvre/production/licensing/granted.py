"""The grants of a record as they stand: what each lets whom do, how much of it is used, what was reported of it.

A grant's act keeps what programs need in its settings, and the receipt, which names people, among its words: where
those were erased, the grant, its licensee and its count stay.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Literal

from oeuvre.licence import Action, FieldUnfit, Grant, Request, Use, left_of
from oeuvre.production.licensing.acts import GRANT, REPORT, USE, moment_of
from oeuvre.production.licensing.errors import GrantUnknown
from oeuvre.record import JSON, Act, Record, Work

WHERE = ("territory", "medium", "channel", "purpose", "industry", "audience")
"""What of a request an act keeps beside the action, so that it counts when the receipt was erased."""
State = Literal["running", "not-begun", "expired", "used-up"]


@dataclass(frozen=True)
class Granted:
    """A grant of this record: what it says, its receipt (empty once its words were erased), its act, how it stands.

    `used` are units used, `left` those that are left, None for any number. `licensee` is the party's id; `began` the
    first use, `reported` the last report, `report_every` the days within which use is to be reported, each None where
    there is none.
    """

    grant: Grant
    receipt: str
    act: Act
    used: int
    left: int | None
    state: State
    licensee: str = ""
    began: datetime | None = None
    reported: datetime | None = None
    report_every: int | None = None

    @property
    def exclusive(self) -> bool:
        """Whether nobody else may have the same use while it runs."""
        return self.act.settings.get("exclusive") is True

    @property
    def ends(self) -> datetime | None:
        """Its last moment; None where it runs for the legal term, or names none."""
        return self.grant.expires

    @property
    def starts(self) -> datetime:
        """Its first moment."""
        return start_of(self.grant)

    @property
    def report_due(self) -> datetime | None:
        """Until when use is to be reported next; None where no report is owed, or nothing was used yet."""
        last = self.reported or self.began
        return last + timedelta(days=self.report_every) if last is not None and self.report_every else None


def start_of(grant: Grant) -> datetime:
    """The first moment at which a grant counts."""
    return grant.issued if grant.not_before is None else max(grant.issued, grant.not_before)


def grants_of(
    record: Record, work: Work | None = None, *, at: datetime | None = None, known_at: datetime | None = None
) -> tuple[Granted, ...]:
    """The grants of a work, or all of the record, in the order they were made, as they stand at `at` (now).

    With `known_at`, by the acts that there were then.
    """
    moment = at or datetime.now(UTC)
    until = None if known_at is None else known_at + timedelta(microseconds=1)
    acts = record.acts(kinds=(GRANT, USE, REPORT), work=work, until=until)
    uses: dict[str, dict[str, Use]] = {}
    reports: dict[str, datetime] = {}
    for act in acts:
        name = str(act.settings.get("grant"))
        if act.kind == USE:
            uses.setdefault(name, {})[str(act.settings.get("use"))] = use_of(act)
        elif act.kind == REPORT:
            reports[name] = max(reports.get(name, act.at), moment_of(act.settings.get("at")) or act.at)
    found = []
    for act in acts:
        made = _grant_of(act) if act.kind == GRANT else None
        if made is None:
            continue
        mine = list(uses.get(made.id, {}).values())
        used, every = sum(one.units for one in mine), act.settings.get("report_every")
        found.append(
            Granted(
                grant=made,
                receipt=act.words.get("receipt") or "",
                act=act,
                used=used,
                left=left_of(made, mine),
                state=state_of(made, used, moment),
                licensee=next((by.party_id for by in act.by if by.role == "licensee"), ""),
                began=min((one.at for one in mine), default=None),
                reported=reports.get(made.id),
                report_every=every if isinstance(every, int) else None,
            )
        )
    return tuple(found)


def find_grant(record: Record, named: str, *, at: datetime | None = None) -> Granted:
    """The grant of an id, its beginning, or a receipt itself. Raises `GrantUnknown`."""
    name = named.strip()
    matching = [
        one
        for one in grants_of(record, at=at)
        if one.receipt == name or (len(name) >= 4 and one.grant.id.startswith(name))
    ]
    if len(matching) != 1:
        raise GrantUnknown(name[:32])
    return matching[0]


def state_of(made: Grant, used: int, at: datetime) -> State:
    """How a grant stands at a moment, `used` units of it used."""
    start = start_of(made)
    if at < start.replace(microsecond=0):
        return "not-begun"
    if made.expires is not None and at > made.expires:
        return "expired"
    return "used-up" if made.count is not None and used >= made.count else "running"


def use_of(act: Act) -> Use:
    """The use that an act counts."""
    units = act.settings.get("units")
    at = moment_of(act.settings.get("at")) or act.at
    return Use(str(act.settings.get("use")), at, units if isinstance(units, int) else 1)


def _grant_of(act: Act) -> Grant | None:
    """What an act says was granted; who asked and for where stand in the receipt alone, which may have been erased."""
    settings = act.settings
    asked = _request_of(act.words.get("receipt") or "")
    try:
        request = asked or Request(
            action=Action(str(settings["action"])),
            party_id=next((by.party_id for by in act.by if by.role == "licensee"), ""),
            units=int(str(settings.get("units") or 1)),
            commercial=settings.get("commercial") is True,
            territory=_word(settings, "territory"),
            medium=_word(settings, "medium"),
            channel=_word(settings, "channel"),
            purpose=_word(settings, "purpose"),
            industry=_word(settings, "industry"),
            audience=_word(settings, "audience"),
        )
        count, total = settings.get("count"), settings.get("total")
        return Grant(
            id=str(settings["grant"]),
            issuer="",
            work=act.used[0].work_id,
            request=request,
            digest=str(settings["digest"]),
            issued=act.at.replace(microsecond=0),
            not_before=moment_of(settings.get("not_before")),
            expires=moment_of(settings.get("expires")),
            count=count if isinstance(count, int) else None,
            total=total if isinstance(total, int) else 0,
            currency=str(settings.get("currency") or ""),
            term="legal" if settings.get("term") == "legal" else "",
        )
    except (KeyError, ValueError, IndexError, FieldUnfit):
        return None


def _word(settings: Mapping[str, JSON], name: str) -> str:
    told = settings.get(name)
    return told if isinstance(told, str) else ""


def _request_of(receipt: str) -> Request | None:
    """The request that a receipt of our own record states: it stands on the chain, so its words are taken as said."""
    parts = receipt.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        asked = claims["request"]
        known = {one.name for one in fields(Request)}
        return Request(
            **{name: value for name, value in asked.items() if name in known} | {"action": Action(asked["action"])}
        )
    except (ValueError, KeyError, TypeError, FieldUnfit):
        return None
