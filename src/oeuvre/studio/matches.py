"""Tournaments in a project: begun, judged two by two by whoever sits there, ended by refusing the rest at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oeuvre.studio.errors import NotDecidable
from oeuvre.studio.folded import Card, Fold
from oeuvre.studio.opened import Studio

if TYPE_CHECKING:
    from oeuvre.production import Tournament


def begin_matches(studio: Studio, fold: Fold, works: Sequence[str]) -> Tournament:
    """Begin a tournament of drafts of one project, in this order. Raises `NotDecidable` for what is no draft of it."""
    from oeuvre.production import begin_tournament, tournament_at

    entrants = [_draft(studio, fold, work) for work in dict.fromkeys(works)]
    number = begin_tournament(studio.record, fold.project, [card.work for card in entrants], studio.party())
    return tournament_at(studio.record, fold.project, number)


def judge_match(studio: Studio, fold: Fold, number: int, winner: str, loser: str, because: str) -> Tournament:
    """Prefer one of two. Raises `MatchPassed` where others meet by now, `NoSuchTournament`, `NotDecidable`."""
    from oeuvre.production import judge, tournament_at

    one, other = _draft(studio, fold, winner), _draft(studio, fold, loser)
    judge(studio.record, fold.project, number, one.work, other.work, because, studio.party())
    return tournament_at(studio.record, fold.project, number)


def unjudge_match(studio: Studio, fold: Fold, number: int, match: int) -> Tournament:
    """Take the last match back, which act number `match` was. Raises `MatchPassed`, `NoSuchTournament`."""
    from oeuvre.production import take_back_match, tournament_at

    take_back_match(studio.record, fold.project, number, match, studio.party())
    return tournament_at(studio.record, fold.project, number)


def refuse_rest(studio: Studio, fold: Fold, number: int) -> tuple[int, ...]:
    """Refuse what did not come out among the first and is still open; the numbers of the acts."""
    from oeuvre.production import refusals, tournament_at

    held = tournament_at(studio.record, fold.project, number)
    cards = [card for one in held.entrants if (card := fold.card_of(one)) is not None]
    left = {card.work.id: (card.work, card.act.run) for card in cards if card.state in ("open", "draft")}
    acts = refusals(held, left, fold.project, studio.party()) if held.standing.winner is not None else []
    return tuple(one.act.seq for one in studio.record.append(acts)) if acts else ()


def _draft(studio: Studio, fold: Fold, work: str) -> Card:
    card = fold.card_of(work)
    if card is None:
        studio.record.work(work)
    if card is None or card.kind != "draft":
        raise NotDecidable(work, kind=card.kind if card else "other")
    return card
