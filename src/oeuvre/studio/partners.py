"""Asking a partner in a sentence: the engine of rules answers with a round, a model with drafts of its own.

What a partner answers are proposals on the record, marked as its own; it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from oeuvre.studio.errors import NotUnderstood
from oeuvre.studio.folded import Card, Fold
from oeuvre.studio.jobs import Tell
from oeuvre.studio.opened import Studio
from oeuvre.studio.places import Place, gone_on
from oeuvre.studio.steps import RoundAsked

if TYPE_CHECKING:
    from oeuvre.create.design import RoundKind, Trait

# What a sentence asks for beyond "more like this": whole words, in French and English.
_OPPOSITE = re.compile(r"\b(oppos[ée]e?s?|contraire|inverse|opposite|contrary|reverse)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(loin de|rien à voir|autre chose|pas comme|unlike|away from|something else)\b", re.IGNORECASE)
_OURS = re.compile(
    r"\b(?:dans|avec|à|in|with) (?:nos|mes|leurs|our|my|their)(?: propres| own)? (?:couleurs?|colou?rs?)\b"
    r"|\b(?:couleurs|palette) (?:de la marque|du brief)|\b(?:brand|brief)(?:’s|'s)? colou?rs\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(variantes?|variants?|variations?|déclin\w+|pistes?|propositions?|dans (?:cet|le même) esprit|dans l[’']esprit"
    r"|du même genre|plus comme|comme (?:celle|celui|la|le|ça|cela)|more like|like (?:this|that|it)|similar\w*"
    r"|semblables?|more of|others like)\b",
    re.IGNORECASE,
)
_MIX = re.compile(
    r"\b(mélang\w+|mêl\w+|mari(?:e|er|ez)|crois\w+|ensemble|les deux|l[’']une? et (?:de )?l[’']autre"
    r"|mix|blend|cross|combine|together|both)\b",
    re.IGNORECASE,
)
# What a sentence asks to keep, and by which word each trait of a design is called.
_KEEP = re.compile(r"\b(gard\w+|conserv\w+|même|mêmes|keep\w*|same|hold)\b([^.;:!?]*)", re.IGNORECASE)
_TRAITS: Mapping[Trait, re.Pattern[str]] = {
    "family": re.compile(r"\b(mise en page|composition|layout|famille|family)\b", re.IGNORECASE),
    "palette": re.compile(r"\b(couleurs?|palette|colou?rs?)\b", re.IGNORECASE),
    "mark": re.compile(r"\b(motif|emblème|image|photo\w*|dessin|mark|emblem|picture|drawing)\b", re.IGNORECASE),
    "copy": re.compile(r"\b(mots|titre|texte|phrase|words|headline|text|title)\b", re.IGNORECASE),
}
_FIGURES = "un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MANY = re.compile(
    rf"\b(\d{{1,2}}|{_FIGURES}|{_NUMBERS})\s+(?:autres |nouvelles |other |more |new )?"
    r"(?:variantes?|variants?|variations?|pistes?|propositions?|drafts?)\b",
    re.IGNORECASE,
)
_COUNT, _MOST = 6, 24


def round_for(fold: Fold, works: Sequence[str], say: str) -> tuple[str, RoundAsked] | None:
    """The run and the round with which the engine of rules answers; None where there is no design to begin from.

    Raises `NotUnderstood` for a sentence in which the engine finds nothing that it could do: it guesses at nothing.
    """
    from oeuvre.production import hints_in

    picked = [card for card in (fold.card_of(work) for work in works) if card is not None and card.kind == "draft"]
    start = picked or [card for card in (fold.chosen_card, _kept(fold)) if card is not None][:1]
    like = [card for card in start if card.act.run == start[0].act.run][:2]
    if not like or like[0].act.run is None:
        return None
    keep = _kept_traits(say)
    kind: RoundKind = "mix" if len(like) == 2 else "more"
    if _OPPOSITE.search(say):
        kind, like = "opposite", like[:1]
    elif _LESS.search(say):
        kind, like = "less", like[:1]
    elif _OURS.search(say):
        kind, like = "palette", like[:1]
    elif not (_MORE.search(say) or _MANY.search(say) or keep or (kind == "mix" and _MIX.search(say)) or hints_in(say)):
        raise NotUnderstood(fold.project, said=say.strip()[:200])
    asked = RoundAsked(kind, [card.work.id for card in like], keep, _count(say), say.strip(), heard=hints_in(say))
    return str(like[0].act.run), asked


def _kept_traits(say: str) -> tuple[Trait, ...]:
    """What of a design a sentence asks to keep."""
    told = " ".join(found.group(2) for found in _KEEP.finditer(say))
    return tuple(trait for trait, words in _TRAITS.items() if words.search(told))


def _count(say: str) -> int:
    """How many variants a sentence asks for."""
    found = _MANY.search(say)
    if found is None:
        return _COUNT
    word = found.group(1).lower()
    for words in (_FIGURES, _NUMBERS):
        if word in words.split("|"):
            return words.split("|").index(word) + 1
    return min(max(int(word), 1), _MOST)


def _kept(fold: Fold) -> Card | None:
    """The draft that was kept last."""
    return next((card for card in reversed(fold.cards) if card.kind == "draft" and card.state == "kept"), None)


def model_start(fold: Fold, works: Sequence[str]) -> Card | None:
    """The draft that a model's answer is set on: one that is selected, else what is chosen, kept, or the first one."""
    picked = (card for card in (fold.card_of(work) for work in works) if card is not None and card.kind == "draft")
    first = (card for card in fold.cards if card.kind == "draft" and card.state == "draft")
    found = (*picked, fold.chosen_card, _kept(fold), *first)
    return next((card for card in found if card is not None and card.act.run is not None), None)


def ask_model(
    studio: Studio, place: Place, card: Card, model: str, say: str, tell: Tell, count: int | None = None
) -> None:
    """A model's answer to a sentence on a draft, as drafts of a round: with its lines, or with the picture it drew.

    `count` is how many lines it is asked for. They are proposals: nothing is decided. Raises what the model raises
    where nothing came of it.
    """
    from oeuvre.production import Workshop, drafts_of, propose_lines, propose_picture
    from oeuvre.studio.rounds import shown_again

    tell("ideas", 0, 1)
    with gone_on(studio, str(card.act.run), place.out, tell=tell) as loop:
        start = studio.draft_named(drafts_of(studio.record, loop.run.id), card.work.id, place.out)
        with Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop:
            if "text" in studio.catalogue.card(model).does:
                writer = studio.catalogue.open_text(model)
                propose_lines(loop, start, writer, say.strip(), workshop, *([] if count is None else [count]))
            else:
                propose_picture(loop, start, studio.catalogue.open_image(model), say.strip(), workshop)
            shown_again(studio, loop, workshop)
