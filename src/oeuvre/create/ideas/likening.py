"""One thing seen as another: analogy by outline, blend of two worlds, ambiguity of a word."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from oeuvre.create.ideas.filling import Unfillable, fill, material_of
from oeuvre.create.ideas.making import Candidate, Said, bare, light_of, make, motif_in, mould, turned, worth
from oeuvre.create.ideas.model import Motif
from oeuvre.create.ideas.resolve import resolve
from oeuvre.create.ideas.subject import GRAVE, SHOWN, Subject, named, nearest
from oeuvre.create.ideas.tables import Phrasing, likenesses, worlds
from oeuvre.create.ideas.telling import SURE
from oeuvre.create.lexicon import ambiguous, content
from oeuvre.foundation import set_text

# Outlines that most things have tell little; a likeness by one of them is less of a find.
_PLAIN_SHAPES = frozenset({"disc", "square", "stripe", "column", "ring", "dot", "thread", "grid"})
# A trade of less weight is heard in two of the brief's nouns only: too little to liken the brief by it.
_HEARD = 0.6


def analogies(subject: Subject, phrases: Phrasing, chance: random.Random) -> Iterator[Candidate]:
    """Two things with one outline, from far fields: the croissant is the moon."""
    templates = [one for one in phrases.templates if one.technique == "analogy"]
    own = {trade.id for trade, _ in subject.trades}
    for rank, thing in enumerate(subject.things):
        hero = motif_in(thing.text, subject)
        if thing.kind not in SHOWN or not hero.drawable:
            continue
        slots = {"A": material_of(thing)}
        for far in likenesses(subject.language):
            shared = sorted(thing.shapes & {*far.shapes}, key=lambda shape: (shape in _PLAIN_SHAPES, shape))
            same = thing.kind == far.kind or hero.emblem == far.emblem or thing.text.casefold() in far.far
            if not shared or same or own & far.fields:
                continue
            texts = {"far": far.far, "shape": phrases.shapes[shared[0]]}
            template = max(templates, key=lambda one: (mould(f"{one.id}:{thing.text}:{far.id}", subject), one.id))
            line = chance.choice(far.lines)
            try:
                said = Said(
                    fill(template.premise, slots, subject.language, texts),
                    fill(line, slots, subject.language, texts),
                    fill(phrases.why["analogy"], slots, subject.language, texts),
                )
            except Unfillable:
                continue
            two = (hero, Motif(bare(far.far), emblem=far.emblem))
            path = (thing.text, bare(texts["shape"]), bare(far.far))
            for motifs in (two, two[::-1]):
                idea = make(
                    *(subject, "analogy", said, path, motifs, turned(template.families, chance)),
                    *(far.light, (thing.text, bare(far.far)), far.mood),
                )
                value = worth("analogy", said.headline, motifs, nearest([thing.text.casefold()], subject), 1.0)
                value += phrases.rank["analogy"] + far.rank - 0.02 * rank - 0.06 * far.shapes.index(shared[0])
                value += phrases.rank["plain"] - 0.16 if shared[0] in _PLAIN_SHAPES else 0.0
                value += 0.0 if named(thing.text, subject) else phrases.rank["unnamed"]
                yield Candidate(idea, value - (0.0 if "{A" in line else 0.05), f"analogy-{far.id}")


def blends(subject: Subject, phrases: Phrasing, chance: random.Random) -> Iterator[Candidate]:
    """Two worlds that make one gesture: the school is an airport, one learns to take off there."""
    templates = [one for one in phrases.templates if one.technique == "blend"]
    known = worlds(subject.language)
    own = {trade.id for trade, _ in subject.trades}
    for trade, weight in subject.own:
        if phrases.rank["stray"] and weight < _HEARD:
            continue
        # A trade of the person's own table is a world by its name.
        mine_noun = known[trade.id].noun if trade.id in known else trade.title(subject.language)
        for kin in trade.kin:
            far = known.get(kin.id or kin.field_en)
            if far is None or kin.id in own or kin.id in GRAVE:
                continue
            why = {"why": kin.why_fr if subject.language == "fr" else kin.why_en}
            asks = re.match(r"(?:who|qui)\b", why["why"]) is not None
            slots = {"W": material_of(mine_noun), "K": material_of(far.noun)}
            mine = [motif_in(word.text, subject) for word in subject.things[:3]]
            mine = [one for one in mine if one.drawable and one.emblem != far.emblem][:1]
            motifs = (Motif(far.thing.text, emblem=far.emblem), *mine)
            path = (mine_noun.text, bare(set_text(why["why"], subject.language)), far.noun.text)
            near = nearest([token.lemma.casefold() for token in content(why["why"], subject.language)], subject)
            # The gesture they share is the better line, one time in four the bare claim, which comes last.
            ways = templates[:-1] if chance.random() < 0.75 else templates[-1:]
            template = max(ways, key=lambda one: (mould(f"{one.id}:{kin.id or kin.field_en}", subject), -one.rank))
            said = Said(
                fill(template.premise, slots, subject.language, why),
                fill(_asked(template.headline, asks, subject.language), slots, subject.language, why),
                fill(phrases.why["blend"], slots, subject.language, why),
            )
            idea = make(
                *(subject, "blend", said, (*path, far.thing.text), motifs, turned(template.families, chance)),
                *(light_of(subject, chance), (mine_noun.text, far.thing.text)),
            )
            value = worth("blend", said.headline, motifs, near, weight)
            # A neighbour of what the brief is of has likenesses that are not its own.
            value += phrases.rank["stray"] if weight < SURE else 0.0
            yield Candidate(idea, value, f"blend-{kin.id or kin.field_en}")


def _asked(line: str, asks: bool, language: str) -> str:
    """A line of a question with its mark."""
    if not asks or "{why" not in line:
        return line
    return line.rstrip(".") + (" ?" if language == "fr" else "?")


def ambiguities(subject: Subject, phrases: Phrasing, chance: random.Random) -> Iterator[Candidate]:
    """A word of the trade that has another honest sense, drawable too."""
    weights = {trade.id: weight for trade, weight in subject.own}
    for row in ambiguous(subject.language).values():
        mine = [max((weights.get(trade, 0.0) for trade in trades), default=0.0) for trades in row.trades]
        if max(mine) <= 0.0 or set(row.trades[0]) & set(row.trades[1]) & set(weights):
            continue
        in_brief = subject.lemmas.get(row.word.casefold(), 0.0)
        if phrases.rank["ambiguity"] and not in_brief:
            continue
        near, far = (0, 1) if mine[0] >= mine[1] else (1, 0)
        motifs = tuple(resolve(row.motifs[side], subject.language) for side in (far, near))
        motifs = tuple(sorted(motifs, key=lambda one: not one.drawable))
        if not motifs[0].drawable:
            continue
        said = Said(
            fill(phrases.why["two_senses"], {}, subject.language, _senses(row.word, row.senses)),
            set_text(row.play, subject.language),
            phrases.why["ambiguity"],
        )
        idea = make(
            *(subject, "ambiguity", said, (row.word, bare(row.senses[near]), bare(row.senses[far])), motifs),
            *(("carte_double", "grand_mot", "rideau"), light_of(subject, chance), (row.word,)),
        )
        value = worth("ambiguity", said.headline, motifs, in_brief, max(mine)) - (0.0 if in_brief else 0.3)
        value += phrases.rank["ambiguity"]
        yield Candidate(idea, value, f"ambiguity-{row.word}")


def _senses(word: str, senses: tuple[str, str]) -> dict[str, str]:
    return {"word": word, "one": senses[0], "other": senses[1]}
