"""What the stated rule that chooses weighs: how far a headline is read, what is shown, whose mood it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oeuvre.create.design import TURNS
from oeuvre.production.states import Draft

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop

# What the rule counts as read from afar (cap-height over the short side), and a picture of the brief.
FAR, PICTURED = 0.125, 0.3


def worth_of(loop: Loop, draft: Draft) -> float:
    """The rule's measure: a headline read from afar, what the brief speaks of most, its mood, nothing left out."""
    settings = draft.composed.settings
    share, shown, left_out = settings["headline_share"], settings["shown"], settings["left_out"]
    assert isinstance(share, int | float)
    assert isinstance(shown, Sequence)
    assert isinstance(left_out, Sequence)
    spec = next(spec for spec in loop.specs if spec.number == draft.number)
    # Past an eighth of the page's width more size says no more.
    worth = 0.4 * min(share / FAR, 1.0)
    if "photo" in shown:
        worth += PICTURED + 0.15
    elif {"emblem", "pattern", "scene"} & set(map(str, shown)):
        heroes = loop.ingredients.concepts[spec.concept].heroes if spec.concept is not None else ()
        names = heroes or tuple(hero.name for hero in loop.pieces.heroes)
        rank = names.index(spec.emblem) if spec.emblem in names else len(TURNS) - 1
        worth += PICTURED * TURNS[min(rank, len(TURNS) - 1)]
    moods = [mood.casefold()[:6] for mood in loop.brief.mood]
    pairing = next((one for one in loop.pieces.pairings if one.id == spec.pairing), None)
    voices = pairing.voices if pairing else ()
    worth += 0.1 * any(voice.casefold().startswith(mood) for voice in voices for mood in moods)
    worth += 0.1 * (spec.palette.origin in ("brand", "picture") or spec.palette.mood.casefold()[:6] in moods)
    # The name of the thing, or the line of its idea, said large, tells more than any other line.
    worth += 0.1 * (spec.headline == 0 or spec.headline >= len(loop.ingredients.own_headlines))
    # A programme that has a page of its own elsewhere is missed less than a price or a place.
    worth -= sum(0.05 if name == "programme" else 0.15 for name in left_out)
    return worth - 0.1 * (settings["repair"] != 0)


def commonest_reasons(drafts: Sequence[Draft], most: int = 3) -> str:
    """The reasons that struck most drafts out."""
    said = [draft.decision.words.get("because") or "" for draft in drafts if draft.decision]
    counts = Counter(reason for text in said for reason in text.split("; "))
    return "; ".join(reason for reason, _ in counts.most_common(most))


__all__ = ["commonest_reasons", "worth_of"]
