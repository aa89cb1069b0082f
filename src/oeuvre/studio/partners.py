"""Asking a partner in a sentence: the engine of rules answers with a round, a model with drafts of its own.

What a partner answers are proposals on the record, marked as its own; it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oeuvre.studio.folded import Card, Fold
from oeuvre.studio.jobs import Tell
from oeuvre.studio.opened import Studio
from oeuvre.studio.places import Place, gone_on
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


def model_start(fold: Fold, works: Sequence[str]) -> Card | None:
    """The draft that a model's answer is set on: one that is selected, else what is chosen, kept, or the first one."""
    picked = (card for card in (fold.card_of(work) for work in works) if card is not None and card.kind == "draft")
    first = (card for card in fold.cards if card.kind == "draft" and card.state == "draft")
    found = (*picked, fold.chosen_card, _kept(fold), *first)
    return next((card for card in found if card is not None and card.act.run is not None), None)


def ask_model(studio: Studio, place: Place, card: Card, model: str, say: str, tell: Tell) -> None:
    """A model's answer to a sentence on a draft, as drafts of a round: with its lines, or with the picture it drew.

    They are proposals: nothing is decided. Raises what the model raises where nothing came of it.
    """
    from oeuvre.production import Workshop, drafts_of, propose_lines, propose_picture
    from oeuvre.studio.rounds import shown_again

    tell("ideas", 0, 1)
    with gone_on(studio, str(card.act.run), place.out, tell=tell) as loop:
        start = studio.draft_named(drafts_of(studio.record, loop.run.id), card.work.id, place.out)
        with Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop:
            if "text" in studio.catalogue.card(model).does:
                propose_lines(loop, start, studio.catalogue.open_text(model), say.strip(), workshop)
            else:
                propose_picture(loop, start, studio.catalogue.open_image(model), say.strip(), workshop)
            shown_again(studio, loop, workshop)
