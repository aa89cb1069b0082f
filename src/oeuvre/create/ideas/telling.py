"""Templates filled with the materials of a trade: its sounds, smells, hours, people, tools, and what it fights."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from oeuvre.create.ideas.filling import Material, Unfillable, fill, length, material_of
from oeuvre.create.ideas.making import Candidate, Said, light_of, make, motif_in, motif_of_phrase, mould, turned, worth
from oeuvre.create.ideas.model import Motif
from oeuvre.create.ideas.subject import SHOWN, Subject, named, nearest
from oeuvre.create.ideas.tables import Phrasing, Template
from oeuvre.create.lexicon import content
from oeuvre.create.library import emblems

LONGEST = 8
# From this weight on, all that a trade says may be said of the brief.
SURE = 0.85
# A brief that names fewer things to draw speaks of others too.
_FEW = 2
Slots = dict[str, Material]


def told(subject: Subject, phrases: Phrasing, template: Template, chance: random.Random) -> Iterator[Candidate]:
    """A template filled in every way that its conditions let through, in an order of chance."""
    weights = {trade.id: weight for trade, weight in subject.own}
    for slots, near in _choices(subject, template, chance):
        # Three phrases of a trade are the trade's, however they are chosen.
        closeness = 0.0 if len(template.use) == len("GGG") and phrases.rank["stray"] else near
        if any(not _agrees(template, slot) for slot in slots.values()):
            continue
        try:
            said = Said(
                fill(template.premise, slots, subject.language),
                fill(template.headline, slots, subject.language),
                fill(phrases.why[template.technique], slots, subject.language),
            )
        except Unfillable:
            continue
        if length(said.headline) > LONGEST:
            continue
        trade = min((weights[slot.trade] for slot in slots.values() if slot.trade in weights), default=0.8)
        if phrases.rank["stray"] and template.use != "A" and closeness == 0.0 and trade < SURE:
            # A phrase of a neighbouring trade in which the brief does not meet itself.
            continue
        motifs = _motifs(subject, template, slots)
        if not motifs:
            continue
        words = tuple(slot.word.text for slot in slots.values())
        start = subject.own[0][0].name(subject.language) if subject.own else ""
        path = (start, *words, *(one.word for one in motifs))
        light, families = light_of(subject, chance), turned(template.families, chance)
        value = worth(template.technique, said.headline, motifs, closeness, trade) + template.rank
        value += mould(template.id, subject)
        if template.use != "A" and closeness == 0.0:
            value += phrases.rank["stray"]
        if "A" in slots and not named(slots["A"].word.text, subject):
            value += phrases.rank["unnamed"]
        # A line of the trade's own materials could be said of no other; one on a thing alone could.
        value += -0.14 if template.use == "A" else 0.04
        orders = [motifs, motifs[::-1]] if template.extra and template.use == "A" and len(motifs) > 1 else [motifs]
        for rank, order in enumerate(orders):
            idea = make(*(subject, template.technique, said, path, order, families), *(light, words))
            yield Candidate(idea, value - 0.03 * rank, template.id)


def _agrees(template: Template, slot: Material) -> bool:
    if (template.number == "sg" and slot.plural) or not template.without.isdisjoint(slot.word.tags):
        return False
    return not template.gender or slot.word.gender == template.gender


def _choices(subject: Subject, template: Template, chance: random.Random) -> Iterator[tuple[Slots, float]]:
    """Slots with how near each choice comes to the brief's own words, 0 to 1."""
    letters = template.use
    shown = [word for word in subject.things if word.kind in SHOWN or not word.kind]
    drawn = [word for word in shown if motif_in(word.text, subject).drawable]
    # A place that a brief names in passing is no hero: the kitchen, of those who answer from one.
    rest = [word for word in subject.things if subject.own or word.kind != "place"]
    if template.extra and len(drawn) < _FEW:
        # What stands beside it is drawn in its place.
        drawn += [word for word in rest if named(word.text, subject) and word not in drawn]
    things = [material_of(word) for word in (drawn or shown or rest)[:6]]
    if letters == "A":
        # Those that the brief names itself, when there are any.
        for thing in [one for one in things if one.word.text.casefold() in subject.lemmas] or things:
            yield {"A": thing}, nearest([thing.word.text.casefold()], subject)
        return
    stock = list(subject.materials.get(letters[0], ()))
    if letters == "N":
        # « Ça sent la cave » is no promise: a smell in one word is left to lists.
        stock = [one for one in stock if len(one.text.split()) > 1]
    chance.shuffle(stock)
    if len(letters) == 3:
        yield from _trios(letters[0], stock)
        return
    for one in stock:
        lemmas = [token.lemma.casefold() for token in content(one.text, subject.language)]
        closeness = nearest(lemmas, subject)
        if letters[1:] == "A":
            # What the brief names stands against what its trade fights; its trade's other things are not promised.
            mine = [thing for thing in things if named(thing.word.text, subject)]
            for thing in (mine or things[:1])[:3]:
                if thing.word.text.casefold() not in lemmas:
                    yield {letters[0]: one, "A": thing}, closeness
        else:
            yield {letters[0]: one}, closeness


def _trios(letter: str, stock: list[Material]) -> Iterator[tuple[Slots, float]]:
    """Three of a kind and of one trade, the longest last, as an ear wants it."""
    short = [one for one in stock if len(one.text.split()) <= 3]
    for trade in dict.fromkeys(one.trade for one in short):
        mine = [one for one in short if one.trade == trade]
        for start in range(len(mine) - 2):
            trio = sorted(mine[start : start + 3], key=lambda one: (len(one.text), one.text))
            if sum(len(one.text.split()) for one in trio) <= LONGEST:
                yield {f"{letter}{n}": one for n, one in enumerate(trio, start=1)}, 0.2


def _motifs(subject: Subject, template: Template, slots: Mapping[str, Material]) -> tuple[Motif, ...]:
    """What the words of the line can be drawn as, the most surprising first, and the thing of the brief."""
    # A gesture in one word is no thing, whatever noun is spelt like it.
    said = [slot for name, slot in slots.items() if name != "A"]
    said = [slot for slot in said if slot.word.part != "verb" or len(slot.text.split()) > 1]
    found = [motif_of_phrase(slot.word.text, subject) for slot in said]
    drawn = [one for one in found if one.drawable]
    if "A" in slots:
        drawn.append(motif_in(slots["A"].word.text, subject))
    if template.extra:
        piece = emblems()[template.extra]
        drawn.insert(
            0 if template.leads else len(drawn), Motif(piece.words(subject.language)[0], emblem=template.extra)
        )
    things = [motif_in(word.text, subject) for word in subject.things]
    # A line of phrases alone is shown by the thing that it speaks of.
    if len(drawn) < 2:
        drawn += [one for one in things if one.drawable][: 2 - len(drawn)]
    return tuple(drawn or found or things)
