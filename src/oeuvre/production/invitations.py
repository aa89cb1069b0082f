"""Partners that are invited to propose by themselves, and when: kept on the record, by whom and to what.

An invitation is one act of a person; the next one to the same partner takes its place, and a `dismiss` takes it back.
What comes of it are proposals like any others: an invited partner decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from oeuvre.foundation import LANGUAGES, Language
from oeuvre.production.errors import ProductionError
from oeuvre.record import Act, NewAct, Party, Record, register_kind

# When a partner may be invited: ideas were found, a sheet is composed, a whole round was refused, a draft is chosen.
Moment = Literal["ideas", "sheet", "round", "choice"]
MOMENTS: tuple[Moment, ...] = get_args(Moment)
INVITE = register_kind("invite").name
DISMISS = register_kind("dismiss").name
KINDS = (INVITE, DISMISS)
# How many proposals an invited partner makes at most, and where nobody says how many.
MOST_PROPOSED, PROPOSED = 12, 4


class NotInvited(ProductionError):
    """A partner whose invitation is taken back has none."""

    code = "not-invited"
    http_status = 404


@dataclass(frozen=True)
class Invitation:
    """To what a partner is invited: `moments`, the sentence that it is given, how many proposals it makes at most.

    `language` is that in which the moment is said in front of it. `act` is the number of the act, `by` the party who
    invited it.
    """

    partner: str
    moments: tuple[Moment, ...]
    say: str
    count: int
    language: Language
    by: str
    at: datetime
    act: int


def invitations_in(acts: Iterable[Act]) -> tuple[Invitation, ...]:
    """The invitations that stand, among acts that are given in their order; the partner invited first comes first."""
    found: dict[str, Invitation] = {}
    for act in acts:
        partner = str(act.settings.get("partner", ""))
        told, count = act.settings.get("moments"), act.settings.get("count")
        named: Sequence[object] = told if isinstance(told, Sequence) else ()
        moments = tuple(one for one in MOMENTS if one in named)
        if act.kind == DISMISS or not moments:
            found.pop(partner, None)
        elif act.kind == INVITE:
            many = count if isinstance(count, int) and 1 <= count <= MOST_PROPOSED else PROPOSED
            found[partner] = Invitation(
                partner, moments, act.words.get("say") or "", many, _language(act), act.by[0].party_id, act.at, act.seq
            )
    return tuple(found.values())


def _language(act: Act) -> Language:
    return next((one for one in LANGUAGES if one == act.settings.get("language")), "fr")


def invitations_of(record: Record, project: str) -> tuple[Invitation, ...]:
    """The invitations that stand in a project."""
    return invitations_in(record.acts(project=project, kinds=KINDS))


def invite(
    record: Record,
    project: str,
    partner: Party,
    name: str,
    moments: Sequence[Moment],
    *,
    say: str,
    count: int,
    language: Language,
    by: Party,
) -> int:
    """Invite a partner, by its id in the home (`name`), to propose at these moments; the number of the act."""
    act = NewAct(
        INVITE,
        project=project,
        by=[(by, "director"), (partner, "partner")],
        settings={
            "partner": name,
            "moments": [one for one in MOMENTS if one in moments],
            "count": count,
            "language": language,
        },
        words={"say": say.strip()} if say.strip() else {},
    )
    return record.append(act)[0].act.seq


def dismiss(record: Record, project: str, name: str, by: Party) -> int:
    """Take an invitation back; the number of the act. Raises `NotInvited` where none stands."""
    if all(one.partner != name for one in invitations_of(record, project)):
        raise NotInvited(name)
    act = NewAct(DISMISS, project=project, by=[(by, "director")], settings={"partner": name})
    return record.append(act)[0].act.seq


__all__ = [
    "DISMISS",
    "INVITE",
    "KINDS",
    "MOMENTS",
    "MOST_PROPOSED",
    "PROPOSED",
    "Invitation",
    "Moment",
    "NotInvited",
    "dismiss",
    "invitations_in",
    "invitations_of",
    "invite",
]
