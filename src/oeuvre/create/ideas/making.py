"""What every technique makes its candidates with: the idea itself, what it is worth, its light, its motifs."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oeuvre.create.ideas.filling import length
from oeuvre.create.ideas.model import Idea, Motif, Technique
from oeuvre.create.ideas.resolve import is_strong, resolve
from oeuvre.create.ideas.subject import SHOWN, Subject
from oeuvre.create.ideas.tables import NOT_SHOWN, phrasing, shown, worlds
from oeuvre.create.lexicon import Word, ambiguous, content, find
from oeuvre.foundation import Language

# How far each technique is to be trusted, from reading what it gave for many trades.
_TRUST: Mapping[Technique, float] = {
    "blend": 0.85,
    "ambiguity": 0.72,
    "analogy": 0.8,
    "metonymy": 0.7,
    "viewpoint": 0.68,
    "inversion": 0.66,
    "constraint": 0.62,
    "exaggeration": 0.62,
    "association": 0.62,
}
_MOODS: Mapping[str, tuple[str, ...]] = {
    "dawn": ("calm", "fresh"),
    "morning": ("fresh", "light"),
    "noon": ("bright", "graphic"),
    "golden-hour": ("warm", "generous"),
    "dusk": ("mystery", "calm"),
    "night": ("night", "wonder"),
    "embers": ("warm", "night"),
    "furnace": ("hot", "energy"),
    "neon": ("loud", "playful"),
    "candle": ("tender", "night"),
    "snow": ("calm", "light"),
    "underwater": ("wonder", "slow"),
    "moon": ("night", "wonder"),
    "stars": ("wonder", "night"),
    "spotlight": ("graphic", "loud"),
    "overcast": ("soft", "calm"),
    "fog": ("mystery", "soft"),
    "storm": ("energy", "wild"),
    "workshop-lamp": ("warm", "patient"),
    "window": ("calm", "tender"),
    "screen": ("graphic", "bright"),
    "lantern": ("warm", "mystery"),
    "headlights": ("graphic", "night"),
    "dapple": ("light", "nature"),
}
# The families that each technique wants, the best first.
FAMILIES: Mapping[Technique, tuple[str, ...]] = {
    "association": ("papier_decoupe", "fenetre", "rideau"),
    "analogy": ("astre", "papier_decoupe", "rideau", "titre_debout"),
    "inversion": ("carte_double", "papier_decoupe", "grand_mot"),
    "constraint": ("grille", "ligne", "grand_mot"),
    "blend": ("carte_double", "rideau", "titre_debout"),
    "viewpoint": ("fenetre", "titre_debout", "papier_decoupe"),
    "exaggeration": ("papier_decoupe", "grand_mot", "astre"),
    "metonymy": ("rideau", "ligne", "papier_decoupe"),
    "ambiguity": ("carte_double", "grand_mot"),
}
_ARTICLE = re.compile(r"^(?:un |une |le |la |les |des |l’|a |an |the )")


@dataclass(frozen=True)
class Candidate:
    """An idea with what it is worth by itself, and the template that said it: no two of a set share one."""

    idea: Idea
    worth: float
    template: str


@dataclass(frozen=True)
class Said:
    """The sentences of an idea, filled and set."""

    premise: str
    headline: str
    why: str


def make(
    subject: Subject,
    technique: Technique,
    said: Said,
    path: tuple[str, ...],
    motifs: Iterable[Motif],
    families: tuple[str, ...],
    light: str,
    words: Iterable[str],
    mood: tuple[str, ...] = (),
) -> Idea:
    """An idea of the subject: a given headline stands for any other, motifs drawn alike are one."""
    unique = tuple({(one.emblem or one.drawing or one.word): one for one in motifs}.values())
    steps = [*path, *(one.word for one in unique), bare(phrasing(subject.language).lamps[light].word)]
    steps = [step for step in dict.fromkeys(steps) if step]
    walked = max(3, len({step for step in path if step}))
    return Idea(
        technique=technique,
        premise=said.premise,
        headline=subject.headline or said.headline,
        words=tuple(dict.fromkeys(words)),
        path=tuple(steps[: min(6, walked)]),
        why=said.why,
        motifs=unique[:4],
        mood=tuple(dict.fromkeys((*subject.mood[:2], *(mood or _MOODS.get(light, ())))))[:4],
        light=light,
        families=families,
        language=subject.language,
    )


def worth(technique: Technique, headline: str, motifs: tuple[Motif, ...], closeness: float, trade: float) -> float:
    """About 0 to 1.1: trust, closeness to the brief and weight of the trade (0 to 1 each), brevity, a drawable hero."""
    value = _TRUST[technique] + 0.18 * closeness + 0.3 * (trade - 1.0)
    value -= 0.03 * max(0, length(headline) - 5)
    if not motifs[0].drawable:
        value -= 0.6
    elif not is_strong(motifs[0]):
        value -= 0.06
    return value


def mould(template: str, subject: Subject) -> float:
    """0 in one brief out of three, by a digest of the two; in the others, what its language says a mould costs.

    So a template comes back in few briefs, and the same brief always has the same ones.
    """
    digest = hashlib.sha256(f"{template}:{'|'.join(subject.texts)[:400]}".encode()).digest()[0]
    return 0.0 if digest % 3 == 0 else phrasing(subject.language).rank["mould"]


def light_of(subject: Subject, chance: random.Random) -> str:
    """One of the lights of the brief's trades."""
    return chance.choice(subject.light)


def bare(phrase: str) -> str:
    """A phrase without its article, as a step of a path."""
    return _ARTICLE.sub("", phrase)


def turned(families: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    """Families in another order, so that ideas of one technique do not all look alike."""
    start = chance.randrange(len(families))
    return families[start:] + families[:start]


def motif_in(word: str, subject: Subject) -> Motif:
    """The motif of a word as the subject's trades mean it; a commission where only another meaning can be drawn."""
    own = {trade.id for trade, _ in subject.own}
    if any(_is_head(word, phrase, subject.language) and phrase in subject.said for phrase in _not_shown(subject)):
        return Motif(word)
    for trade, _ in subject.own:
        world = worlds(subject.language).get(trade.id)
        if world is not None and world.thing.text == word:
            return Motif(word, emblem=world.emblem)
        meant = shown(subject.language, trade.id).get(word)
        if meant:
            return Motif(word, emblem=meant)
    row = ambiguous(subject.language).get(word)
    if row is not None:
        for trades, motif in zip(row.trades, row.motifs, strict=True):
            if not own.isdisjoint(trades):
                drawn = resolve(motif, subject.language)
                return Motif(word, drawn.emblem, drawn.drawing)
        if own:
            return Motif(word)
    return resolve(word, subject.language)


def _not_shown(subject: Subject) -> list[str]:
    """Things that no piece shows."""
    return [word for word, piece in shown(subject.language).items() if piece == NOT_SHOWN]


def _is_head(word: str, phrase: str, language: Language) -> bool:
    """Whether a phrase is a kind of what a word says: a wheelchair, of chair; « fauteuil roulant », of « fauteuil »."""
    said = word.casefold()
    return phrase != said and (phrase.endswith(said) if language == "en" else phrase.startswith(f"{said} "))


def motif_of_phrase(text: str, subject: Subject) -> Motif:
    """The motif of a trade's phrase: itself, or a thing in it that its trade or everybody knows by that word."""
    own = {trade.id for trade, _ in subject.own} | {"*"}
    known = find(text, subject.language, "noun")
    if known is not None and own.isdisjoint(known.trades):
        # A hazelnut is no tool of a violin maker, though one of hers has its name.
        return Motif(text)
    if len(text.split()) == 1:
        return motif_in(text, subject)
    whole = resolve(text, subject.language, parts=False)
    if whole.drawable:
        return whole
    inside = [token.word for token in content(text, subject.language) if token.word is not None]
    for word in _heads_first(inside, subject.language):
        if word.part == "noun" and word.kind in SHOWN and own & set(word.trades):
            drawn = motif_in(word.text, subject)
            if drawn.drawable:
                return Motif(text, drawn.emblem, drawn.drawing)
    return Motif(text)


def _heads_first(words: list[Word], language: Language) -> list[Word]:
    return words if language == "fr" else words[::-1]
