"""From word to word: by the light in which a trade is most itself, and by the dictionaries."""

from __future__ import annotations

import random
from collections.abc import Iterator

from oeuvre.create.ideas.filling import Unfillable, fill, material_of
from oeuvre.create.ideas.making import Candidate, Said, bare, light_of, make, motif_in, mould, turned, worth
from oeuvre.create.ideas.model import Motif
from oeuvre.create.ideas.subject import SHOWN, Subject, named, nearest
from oeuvre.create.ideas.tables import Phrasing
from oeuvre.create.lexicon import entries, neighbours


def lamps(subject: Subject, phrases: Phrasing, chance: random.Random) -> Iterator[Candidate]:
    """From a thing to the light of its trade, and to what that light makes one think of: loaf > dawn > rooster."""
    places = [one for one in subject.materials.get("P", ()) if len(one.text.split()) <= 2]
    things = [word for word in subject.things[:5] if word.kind in SHOWN and motif_in(word.text, subject).drawable]
    lit = [(trade.light[:3], weight) for trade, weight in subject.own]
    # Of a brief whose trade is not known, the hours of its nearest, then those that everybody has.
    anybody = tuple(dict.fromkeys((*subject.light, "dawn", "dusk", "overcast", "night")))[:5]
    for lights, weight in lit or [(anybody, 0.7)]:
        for rank, light in enumerate(lights):
            lamp = phrases.lamps[light]
            if not lamp.lines:
                continue
            for thing in things:
                slots = {"A": material_of(thing)}
                texts = {"when": lamp.when, "far": lamp.thing}
                motifs = (Motif(bare(lamp.thing), emblem=lamp.emblem), motif_in(thing.text, subject))
                if motifs[0].emblem == motifs[1].emblem:
                    continue
                try:
                    said = Said(
                        fill(phrases.why["lamp"], slots, subject.language, texts),
                        fill(chance.choice(lamp.lines), slots, subject.language),
                        phrases.why["association"],
                    )
                except Unfillable:
                    continue
                middle = (chance.choice(places).word.text,) if places else ()
                idea = make(
                    *(subject, "association", said, (thing.text, *middle, bare(lamp.word), bare(lamp.thing)), motifs),
                    *(turned(("papier_decoupe", "fenetre", "astre"), chance), light, (thing.text, bare(lamp.thing))),
                )
                value = worth("association", said.headline, motifs, nearest([thing.text.casefold()], subject), weight)
                value += phrases.rank["lamp"] + mould(f"lamp-{light}", subject)
                value += 0.0 if named(thing.text, subject) else phrases.rank["unnamed"]
                yield Candidate(idea, value - 0.05 * rank, f"lamp-{light}")


def chains(subject: Subject, phrases: Phrasing, chance: random.Random) -> Iterator[Candidate]:
    """From a thing to a far one by the dictionaries, each word citing the next; kept when the end can be drawn."""
    language, known = subject.language, entries(subject.language)
    if not phrases.chains:
        return
    own = {trade.id for trade, _ in subject.trades}
    for thing in subject.things[:4] if phrases.chains else ():
        near = [word for word, _ in neighbours(thing.text, language, most=10) if word in known]
        for step in near[:5]:
            ends = [
                known[word]
                for word, _ in neighbours(step, language, most=12)
                if word in known
                and word not in near
                and word != thing.text
                and known[word].kind in SHOWN
                and own.isdisjoint(known[word].trades)
            ]
            ends = [end for end in ends if motif_in(end.text, subject).drawable][:4]
            if not ends:
                continue
            end = chance.choice(ends)
            slots = {"A": material_of(thing), "B": material_of(known[step]), "C": material_of(end)}
            try:
                said = Said(
                    fill(phrases.why["chain"], slots, language),
                    fill(chance.choice(phrases.chains), slots, language),
                    phrases.why["association"],
                )
            except Unfillable:
                continue
            motifs = (motif_in(end.text, subject), motif_in(thing.text, subject))
            idea = make(
                *(subject, "association", said, (thing.text, step, end.text), motifs),
                *(("papier_decoupe", "fenetre", "rideau"), light_of(subject, chance), (thing.text, end.text)),
            )
            yield Candidate(idea, worth("association", said.headline, motifs, 0.3, 1.0) - 0.3, "chain")
