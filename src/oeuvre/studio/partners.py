"""Asking a partner in a sentence: the engine of rules answers with a round, a model that writes with lines.

What a partner answers are proposals on the record, marked as its own; it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from oeuvre.studio.folded import Card, Fold
from oeuvre.studio.opened import Studio
from oeuvre.studio.places import Place, restored_brief
from oeuvre.studio.steps import RoundAsked

if TYPE_CHECKING:
    from oeuvre.create.design import RoundKind

# What a sentence asks for beyond "more like this": whole words, in French and English.
_OPPOSITE = re.compile(r"\b(oppos[ée]e?s?|contraire|inverse|opposite|contrary|reverse)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(loin de|rien à voir|autre chose|pas comme|unlike|away from|something else)\b", re.IGNORECASE)
_COUNT = 6


def round_for(fold: Fold, works: Sequence[str], say: str) -> tuple[str, RoundAsked] | None:
    """The run and the round with which the engine of rules answers; None where there is no design to begin from."""
    picked = [card for card in (fold.card_of(work) for work in works) if card is not None and card.kind == "draft"]
    start = picked or [card for card in (fold.chosen_card, _kept(fold)) if card is not None][:1]
    like = [card for card in start if card.act.run == start[0].act.run][:2]
    if not like or like[0].act.run is None:
        return None
    kind: RoundKind = "mix" if len(like) == 2 else "more"
    if _OPPOSITE.search(say):
        kind, like = "opposite", like[:1]
    elif _LESS.search(say):
        kind, like = "less", like[:1]
    return str(like[0].act.run), RoundAsked(kind, [card.work.id for card in like], (), _COUNT, say.strip())


def _kept(fold: Fold) -> Card | None:
    """The draft that was kept last."""
    return next((card for card in reversed(fold.cards) if card.kind == "draft" and card.state == "kept"), None)


def ask_model(studio: Studio, place: Place, model: str, say: str) -> None:
    """Lines by a model that writes, steered by a sentence; each is checked, and all of it is on the record.

    Raises what the model raises where nothing came of it.
    """
    from oeuvre.production import AtHand, find_lines

    at_hand = AtHand(studio.catalogue.open_text(model))
    with restored_brief(studio, place.brief) as brief:
        goal = "\n".join(part for part in (brief.goal, say.strip()) if part)
        steered = replace(brief, goal=goal)
        value = find_lines(studio.record, steered, place.brief, trades=studio.trades(), at_hand=at_hand)
    rows = value["lines"]
    assert isinstance(rows, list)
    if at_hand.told and not any(row["source"] == "model" for row in rows):
        raise at_hand.told[0]
