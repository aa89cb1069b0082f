"""A partner's work put in line: asked by a person in a sentence, or invited to propose at a moment of the project.

Either way its answer is proposals on the record, and the job says what was understood: `told` is read by whoever shows
the job, in the reader's language.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from oeuvre.foundation import OeuvreError, say
from oeuvre.studio.desk import Desk
from oeuvre.studio.folded import Card, Fold
from oeuvre.studio.jobs import Job, Tell
from oeuvre.studio.opened import Studio
from oeuvre.studio.partners import ask_model, model_start, round_for
from oeuvre.studio.places import Place, begun
from oeuvre.studio.steps import RoundAsked, to_variants

if TYPE_CHECKING:
    from oeuvre.create.design import RoundKind
    from oeuvre.models import ModelCard
    from oeuvre.production import Invitation, Moment

# The engine of rules, as a partner: it is always there and says what it is.
HOUSE = "house"
Work = Callable[[Studio, Tell], None]


def ask_partner(desk: Desk, project: str, actor: str, partner: str, words: str, works: Sequence[str]) -> Job:
    """Put a partner's answer to a person's sentence on a selection in line.

    Raises `NotUnderstood` where the engine of rules finds nothing to do in it, `NothingToChoose` where there is no
    design to begin from, and `ModelUnknown` or `WrongUse` for a partner that cannot be asked.
    """
    from oeuvre.production import NothingToChoose

    fold = desk.fold(project)
    if partner == HOUSE:
        found = round_for(fold, works, words)
        if found is None:
            raise NothingToChoose(project)
        work, told = _by_rule(desk, fold, *found)
    else:
        card, start = _model(desk, partner), model_start(fold, works)
        if start is None:
            raise NothingToChoose(project)
        work, told = _by_model(desk, project, card, start, words)
    mark = "\n".join((partner, words, *works))
    return desk.begin("ask", project, actor, work, mark=mark, told=told)


def propose_at(desk: Desk, project: str, moment: Moment, *, work: str | None = None) -> tuple[Job, ...]:
    """Put in line what the partners that are invited to a moment propose; `work` is the design that it is about.

    Each proposes in the name of whoever invited it. One that cannot be asked any more is passed over: the moment itself
    is none the worse for it.
    """
    from oeuvre.production import invitations_of

    jobs = []
    for one in invitations_of(desk.record, project):
        if moment in one.moments:
            with contextlib.suppress(OeuvreError):
                jobs += _invited(desk, desk.fold(project), one, moment, work)
    return tuple(jobs)


def moments_of(card: ModelCard | None) -> tuple[Moment, ...]:
    """The moments to which a partner can be invited: who only draws needs a design; None is the engine of rules."""
    from oeuvre.production import MOMENTS

    if card is not None and "text" not in card.does:
        return tuple(one for one in MOMENTS if one != "ideas")
    return MOMENTS


def _invited(desk: Desk, fold: Fold, invitation: Invitation, moment: Moment, work: str | None) -> list[Job]:
    model = _model(desk, invitation.partner) if invitation.partner != HOUSE else None
    language = invitation.language
    words = say(f"production:invited.{moment}", language)
    if invitation.say:
        words = say("production:invited.with", language, moment=words, say=invitation.say)
    if moment == "ideas":
        doing, told = _ideas(desk, fold.project, model, invitation.count)
    else:
        start = (fold.card_of(work) if work is not None else None) or model_start(fold, ())
        if start is None or start.act.run is None:
            return []
        if model is None:
            doing, told = _by_rule(desk, fold, str(start.act.run), _round(start, invitation, moment, words))
        else:
            doing, told = _by_model(desk, fold.project, model, start, words, invitation.count)
    told = {**told, "moment": moment}
    mark = f"{moment} {invitation.act} {desk.record.head()}"
    return [desk.begin("ask", fold.project, invitation.by, doing, mark=mark, told=told)]


def _round(start: Card, invitation: Invitation, moment: Moment, words: str) -> RoundAsked:
    """What the engine of rules proposes at a moment: away from what was refused whole, else in the spirit of it."""
    from oeuvre.production import hints_in

    kind: RoundKind = "less" if moment == "round" and start.state == "refused" else "more"
    return RoundAsked(kind, [start.work.id], (), invitation.count, words, heard=hints_in(invitation.say))


def _model(desk: Desk, partner: str) -> ModelCard:
    """The card of a model that can be asked. Raises `ModelUnknown`, `WrongUse`."""
    from oeuvre.models import WrongUse

    card = desk.studio.catalogue.card(partner)
    if not card.does:
        raise WrongUse(card.id, reason="not-for-text")
    return card


def _by_rule(desk: Desk, fold: Fold, run: str, asked: RoundAsked) -> tuple[Work, Mapping[str, object]]:
    def work(studio: Studio, tell: Tell) -> None:
        to_variants(studio, desk.place(studio, fold.project), run, asked, tell)

    return work, {"partner": HOUSE, **told_of(fold, asked)}


def told_of(fold: Fold, asked: RoundAsked) -> Mapping[str, object]:
    """What a job says of a round that is asked for: of what, what stays, what its words were understood to want."""
    cards = [card for one in asked.like if (card := fold.card_of(one)) is not None]
    return {
        "does": asked.kind,
        "of": [card.number for card in cards],
        "keep": list(asked.keep),
        "heard": [list(one) for one in asked.heard],
        "asked": asked.count,
        "reason": bool(asked.because),
    }


def _by_model(
    desk: Desk, project: str, card: ModelCard, start: Card, words: str, count: int | None = None
) -> tuple[Work, Mapping[str, object]]:
    def work(studio: Studio, tell: Tell) -> None:
        ask_model(studio, desk.place(studio, project), start, card.id, words, tell, count)

    does = "lines" if "text" in card.does else "picture"
    return work, {"partner": card.id, "name": card.name, "does": does, "of": [start.number]}


def _ideas(desk: Desk, project: str, card: ModelCard | None, count: int) -> tuple[Work, Mapping[str, object]]:
    def work(studio: Studio, tell: Tell) -> None:
        _more_ideas(studio, desk.place(studio, project), card, count, tell)

    name = card.name if card is not None else ""
    return work, {"partner": card.id if card is not None else HOUSE, "name": name, "does": "ideas", "of": []}


def _more_ideas(studio: Studio, place: Place, card: ModelCard | None, count: int, tell: Tell) -> None:
    """So many more ideas by the engine of rules; with a model, in its words where those pass, and some of its own."""
    from oeuvre.production import AtHand, gather_report, ideas_of, write_ideas_page

    with begun(studio, place, ideas_only=True, house=True, tell=tell) as loop:
        if card is not None:
            loop.at_hand = AtHand(studio.catalogue.open_text(card.id))
        live = sum(one.live for one in ideas_of(studio.record, loop.run.ideas))
        loop.to_ideas(live + count)
        if not loop.choice_made():
            write_ideas_page(place.out, gather_report(loop, None))


__all__ = ["HOUSE", "ask_partner", "moments_of", "propose_at", "told_of"]
