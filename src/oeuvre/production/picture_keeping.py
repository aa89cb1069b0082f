"""Pictures of a generator of another maker: chosen among and kept, on the record and nowhere else.

As an emblem that is kept, a kept picture is two acts in one: the model generated it, from what a person brought or
mixed; and the person kept it. Choices are acts of kind `explore`, by latents of the version that showed them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from oeuvre.create.explore import SHOWN, TONES, PointUnknown, RoundUnknown, Tone
from oeuvre.foundation import Language, say
from oeuvre.models.foreign import GeneratorCard
from oeuvre.production.generators import picture_settings, picture_work, png_of
from oeuvre.production.picture_points import FOREIGN, Floats, latent_of, read_picture_point, write_picture_point
from oeuvre.production.picturing import PictureExplorer, PictureRound
from oeuvre.production.points import rounded
from oeuvre.production.space import CHOICE, EXPLORE, RESET, UNDONE, take_back
from oeuvre.record import JSON, Act, NewAct, Party, Record, Work

# So many of the latest rounds count; after so many choices it is told what they have in common, from so much of a
# tone's spread on.
_COUNTED, _ENOUGH, _TOLD = 20, 3, 0.25


@dataclass(frozen=True)
class PictureChoices:
    """The choices among a generator's pictures that count, the oldest first, each with its act; `since` is the act with
    which all began anew."""

    rounds: tuple[tuple[Act, PictureRound], ...]
    since: int | None = None

    @property
    def latest(self) -> list[PictureRound]:
        """The rounds by which the next nine go."""
        return [one for _, one in self.rounds[-_COUNTED:]]


def keep_picture(
    record: Record,
    explorer: PictureExplorer,
    project: str | None,
    party: Party,
    latent: Floats,
    *,
    title: str,
    parents: Sequence[tuple[Work, str]] = (),
) -> tuple[Act, Work]:
    """Put a picture on the record and keep it; gives the act that made it, and the work."""
    card = explorer.card
    new = picture_work(record, card, png_of(explorer.alone(rounded(latent)).picture), title)
    made = NewAct(
        kind="generate",
        project=project,
        by=[(record.party(card.name, "model"), "author"), (party, "director")],
        used=list(parents),
        made=[(new, FOREIGN)],
        settings={**picture_settings(card, latent_of(latent)), "kept": True},
    )
    kept = NewAct(
        kind="keep", project=project, by=[(party, "chooser")], used=[(new, "kept")], settings={"explored": FOREIGN}
    )
    recorded = record.append([made, kept])
    return recorded[0].act, recorded[0].works[0]


def kept_pictures(record: Record, project: str | None, card: GeneratorCard) -> list[tuple[Act, Work]]:
    """The pictures of a generator that were kept, the latest first, each with the act that made it."""
    return [
        (act, record.work(made.work_id))
        for act in reversed(record.acts(project, kinds=("generate",)))
        if act.project == project
        and act.settings.get("explored") == FOREIGN
        and act.settings.get("model") == card.id
        and act.settings.get("kept") is True
        for made in act.made
    ]


def record_picture_choice(
    record: Record, card: GeneratorCard, project: str | None, party: Party, told: PictureRound
) -> Act:
    """One round of choosing, on the record."""
    settings: dict[str, JSON] = {
        "explored": CHOICE,
        "model": card.id,
        "model_version": card.version,
        "points": [write_picture_point(card, latent) for latent in told.shown],
        "picked": list(told.picked),
        "refused": list(told.refused),
    }
    return record.append([NewAct(kind=EXPLORE, project=project, by=[(party, "chooser")], settings=settings)])[0].act


def undo_picture_choice(record: Record, card: GeneratorCard, project: str | None, party: Party, seq: int) -> Act:
    """Take a round of choosing back, by a later act. Raises `RoundUnknown`."""
    found = next((act for act, _ in picture_choices(record, project, card).rounds if act.seq == seq), None)
    if found is None:
        raise RoundUnknown(str(seq))
    return take_back(record, project, party, found)


def reset_picture_choices(record: Record, card: GeneratorCard, project: str | None, party: Party) -> Act:
    """Forget, for this purpose, all choices among a generator's pictures so far; the record keeps them."""
    settings: dict[str, JSON] = {"explored": RESET, "model": card.id}
    return record.append([NewAct(kind=EXPLORE, project=project, by=[(party, "chooser")], settings=settings)])[0].act


def picture_choices(record: Record, project: str | None, card: GeneratorCard) -> PictureChoices:
    """The choices of a project among a generator's pictures, or of the home where there is none. What another version
    of it showed counts no more: nobody knows what its latents draw now."""
    rounds: dict[str, tuple[Act, PictureRound]] = {}
    since = None
    for act in record.acts(project, kinds=(EXPLORE,)):
        told, model = act.settings.get("explored"), act.settings.get("model")
        if act.project != project:
            continue
        if told == UNDONE:
            rounds.pop(str(act.settings.get("act")), None)
        elif model == card.id and told == CHOICE:
            kept = _round(card, act)
            if kept is not None:
                rounds[act.id] = (act, kept)
        elif model == card.id and told == RESET:
            rounds.clear()
            since = act.seq
    return PictureChoices(tuple(rounds.values()), since)


def _round(card: GeneratorCard, act: Act) -> PictureRound | None:
    """A round as an act holds it; None where it is not whole, or of another version."""
    held = act.settings
    try:
        points = [str(one) for one in cast(Sequence[object], held["points"])]
        picked, refused = (tuple(int(one) for one in cast(Sequence[int], held[key])) for key in ("picked", "refused"))
        latents = np.stack([read_picture_point(card, point) for point in points[:SHOWN]])
    except (KeyError, TypeError, ValueError, PointUnknown):
        return None
    if any(not 0 <= place < len(latents) for place in (*picked, *refused)) or set(picked) & set(refused):
        return None
    return PictureRound(latents, picked, refused)


def picture_leaning(explorer: PictureExplorer, rounds: Sequence[PictureRound]) -> list[tuple[Tone, int]]:
    """What picks have more (1) or less (-1) of than what they were shown with, the most telling first; nothing before
    there are enough of them."""
    told = [one for one in rounds if one.picked or one.refused]
    if sum(len(one.picked) + len(one.refused) for one in told) < _ENOUGH:
        return []
    spread = np.maximum(explorer.known(explorer.pool[0][:200])[1].std(0), 1e-6)
    gaps = []
    for one in told:
        tones = explorer.known(one.shown)[1]
        gaps += [(tones[place] - tones.mean(0)) / spread for place in one.picked]
        gaps += [(tones.mean(0) - tones[place]) / (2 * spread) for place in one.refused]
    mean = np.mean(gaps, 0)
    order = np.argsort(-np.abs(mean), kind="stable")
    return [(TONES[place], 1 if mean[place] > 0 else -1) for place in order if abs(mean[place]) >= _TOLD]


def tones_in_words(ends: Iterable[tuple[Tone, int]], language: Language) -> str:
    """What an end of a direction brings, or what picks lean to, in words."""
    return ", ".join(say(f"explore:tones.{tone}.{'more' if sign > 0 else 'less'}", language) for tone, sign in ends)
