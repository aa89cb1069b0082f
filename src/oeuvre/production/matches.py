"""A tournament: designs two by two until one is left, each match an act of whoever judged it.

Who meets whom follows from who has won so far, so that anybody can take it up: the record holds who takes part, which
of two was preferred and why, and which match was taken back. What was preferred teaches the taste.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from oeuvre.production.errors import ProductionError
from oeuvre.record import Act, NewAct, Party, Record, Work, register_kind

TOURNAMENT = register_kind("tournament").name
MATCH = register_kind("match").name
# The last match is taken back by a later act of this kind: the same two meet again.
REMATCH = register_kind("rematch").name
KINDS = (TOURNAMENT, MATCH, REMATCH)
MOST_ENTRANTS = 128
# Those who come out first, the winner included, are not refused with the rest.
FINALISTS = 4


class NoSuchTournament(ProductionError):
    """No tournament of this project was begun by this act."""

    code = "no-such-tournament"
    http_status = 404


class MatchPassed(ProductionError):
    """These two are not the pair that meets now: somebody has judged or taken back a match since."""

    code = "match-passed"
    http_status = 409


@dataclass(frozen=True)
class Match:
    """Which of two was preferred, by whom and why; `act` is its number on the record."""

    winner: str
    loser: str
    because: str
    act: int
    by: str


@dataclass(frozen=True)
class Standing:
    """Where a tournament stands: the pair to be judged, None when one is left; the round, from 1, and its entrants."""

    pair: tuple[str, str] | None
    winner: str | None
    round: int
    entered: int


@dataclass(frozen=True)
class Tournament:
    """A tournament as the record has it; `act` began it, and names it."""

    act: int
    at: datetime
    by: str
    entrants: tuple[str, ...]
    matches: tuple[Match, ...] = field(default=())

    @property
    def standing(self) -> Standing:
        return standing(self.entrants, self.matches)

    @property
    def ranking(self) -> tuple[str, ...]:
        """The entrants from first to last: the winner, who lost to it last, and so on back to the first match."""
        winner = self.standing.winner
        ranked = [*([winner] if winner is not None else []), *(one.loser for one in reversed(self.matches))]
        return (*ranked, *(one for one in self.entrants if one not in ranked))


def standing(entrants: Sequence[str], matches: Iterable[Match]) -> Standing:
    """Who meets now. Of each round the winners, and who had nobody to meet, go into the next; the order is kept."""
    outcome = {frozenset((one.winner, one.loser)): one.winner for one in matches}
    field_, number = list(entrants), 1
    while len(field_) > 1:
        ahead: list[str] = []
        for one, other in zip(field_[::2], field_[1::2], strict=False):
            winner = outcome.get(frozenset((one, other)))
            if winner is None:
                return Standing((one, other), None, number, len(field_))
            ahead.append(winner)
        # Whoever had nobody to meet comes first in the next round, so that nobody rests twice running.
        field_ = [field_[-1], *ahead] if len(field_) % 2 else ahead
        number += 1
    return Standing(None, field_[0] if field_ else None, number, len(field_))


def tournaments_in(acts: Iterable[Act]) -> tuple[Tournament, ...]:
    """The tournaments among acts that are given in their order, the first begun first."""
    found: dict[int, Tournament] = {}
    matches: dict[int, dict[int, Match]] = {}
    for act in acts:
        if act.kind == TOURNAMENT:
            entrants = tuple(used.work_id for used in act.used if used.role == "entrant")
            found[act.seq] = Tournament(act.seq, act.at, act.by[0].party_id, entrants)
            matches[act.seq] = {}
            continue
        of = act.settings.get("tournament")
        held = matches.get(of) if isinstance(of, int) else None
        if held is None:
            continue
        if act.kind == REMATCH:
            back = act.settings.get("match")
            held.pop(back if isinstance(back, int) else 0, None)
        elif act.kind == MATCH:
            roles = {used.role: used.work_id for used in act.used}
            because = act.words.get("because") or ""
            held[act.seq] = Match(roles["preferred"], roles["passed"], because, act.seq, act.by[0].party_id)
    return tuple(
        Tournament(one.act, one.at, one.by, one.entrants, tuple(matches[seq].values())) for seq, one in found.items()
    )


def tournament_at(record: Record, project: str, number: int) -> Tournament:
    """The tournament of a project that an act began. Raises `NoSuchTournament`."""
    for one in tournaments_in(record.acts(project=project, kinds=KINDS)):
        if one.act == number:
            return one
    raise NoSuchTournament(str(number))


def begin_tournament(record: Record, project: str, entrants: Sequence[Work], party: Party) -> int:
    """Begin one with these entrants, in this order; the number of the act."""
    act = NewAct(TOURNAMENT, project=project, by=[(party, "chooser")], used=[(work, "entrant") for work in entrants])
    return record.append(act)[0].act.seq


def judge(record: Record, project: str, number: int, winner: Work, loser: Work, because: str, party: Party) -> int:
    """Prefer one of the two that meet now; the number of the act. Raises `MatchPassed` where others meet."""
    pair = tournament_at(record, project, number).standing.pair
    if pair is None or {winner.id, loser.id} != set(pair):
        raise MatchPassed(str(number))
    act = NewAct(
        MATCH,
        project=project,
        by=[(party, "chooser")],
        used=[(winner, "preferred"), (loser, "passed")],
        settings={
            "tournament": number,
            "number": winner.attributes["number"],
            "of": [loser.attributes["number"]],
        },
        words={"because": because.strip()} if because.strip() else {},
    )
    return record.append(act)[0].act.seq


def take_back_match(record: Record, project: str, number: int, match: int, party: Party) -> int:
    """Take the last match back; the number of the act. Raises `MatchPassed` where another was judged since."""
    held = tournament_at(record, project, number).matches
    if not held or held[-1].act != match:
        raise MatchPassed(str(number))
    act = NewAct(REMATCH, project=project, by=[(party, "chooser")], settings={"tournament": number, "match": match})
    return record.append(act)[0].act.seq


def refusals(
    tournament: Tournament, open_works: Mapping[str, tuple[Work, str | None]], project: str, party: Party
) -> list[NewAct]:
    """Refuse, at once, all that is still open and did not come out among the first, each for what was said of it.

    `open_works` are the works that nobody decided on yet, each with the run that it is of.
    """
    because = {one.loser: one.because for one in tournament.matches}
    return [
        NewAct(
            "refuse",
            project=project,
            run=open_works[one][1],
            by=[(party, "reviewer")],
            used=[(open_works[one][0], "refused")],
            settings={
                "number": open_works[one][0].attributes["number"],
                "tournament": tournament.act,
                # What was preferred has taught the taste already: all of these count as one decision.
                "whole": True,
            },
            words={"because": because[one]} if because.get(one) else {},
        )
        for one in tournament.ranking[FINALISTS:]
        if one in open_works
    ]


__all__ = [
    "FINALISTS",
    "KINDS",
    "MATCH",
    "MOST_ENTRANTS",
    "REMATCH",
    "TOURNAMENT",
    "Match",
    "MatchPassed",
    "NoSuchTournament",
    "Standing",
    "Tournament",
    "begin_tournament",
    "judge",
    "refusals",
    "standing",
    "take_back_match",
    "tournament_at",
    "tournaments_in",
]
