"""What pictures of a generator are asked to be like, without a page: a mixture, what was liked and refused, a picture
that was brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from oeuvre.models.foreign import GeneratorCard
from oeuvre.production.emblem_errors import MixUnfit, PictureOfOther
from oeuvre.production.picture_points import Floats, latent_in
from oeuvre.production.picturing import PictureExplorer, PictureRound, Sought
from oeuvre.record import Record, Work

# How far pictures stray from a mixture, and from a picture that was brought.
_SPREAD, _NEAR = 0.3, 0.2


@dataclass(frozen=True)
class PictureWish:
    """Latents to mix, each with its weight; latents that were liked, and refused; what was found of a picture that was
    brought. `parents` are the works that these are, each in its role. At most one of the three ways is taken: a picture
    goes before a mixture, a mixture before likes."""

    mix: tuple[tuple[Floats, float], ...] = ()
    like: tuple[Floats, ...] = ()
    unlike: tuple[Floats, ...] = ()
    sought: Sought | None = None
    parents: tuple[tuple[Work, str], ...] = field(default=())


CHANCE = PictureWish()


def latent_of_work(record: Record, card: GeneratorCard, work: Work) -> Floats:
    """The latent (size,) of a picture on the record. Raises `PictureOfOther` where this version of the generator did
    not draw it."""
    latent = latent_in(card, record.made_by_act(work.id))
    if latent is None:
        raise PictureOfOther(work.title or work.id[:12], model=card.name)
    return latent


def wished(explorer: PictureExplorer, wish: PictureWish, count: int, seed: int) -> Floats:
    """The latents (count, size) of a wish, of chance where nothing is wished for. Raises `MixUnfit` for a mixture that
    is not of two to four."""
    if wish.sought is not None:
        return explorer.near(wish.sought.latent, seed, _NEAR, count)
    if wish.mix:
        parents = np.stack([latent for latent, _ in wish.mix])
        try:
            return explorer.mixed(parents, [weight for _, weight in wish.mix], seed, _SPREAD, count)
        except ValueError:
            raise MixUnfit(str(len(wish.mix))) from None
    if wish.like or wish.unlike:
        return _chosen(explorer, wish.like, wish.unlike, count, seed)
    return explorer.chance(count, seed)


def _chosen(
    explorer: PictureExplorer, like: Sequence[Floats], unlike: Sequence[Floats], count: int, seed: int
) -> Floats:
    """Latents as one round of likes and refusals says."""
    shown = np.stack([*like, *unlike])
    picked = tuple(range(len(like)))
    told = PictureRound(shown, picked, tuple(range(len(like), len(shown))))
    return explorer.proposed(rounds=[told], seed=seed, count=count)
