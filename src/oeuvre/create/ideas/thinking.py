"""Thoughts on what a brief offers or asks: those of the room's table that its own words call for."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from oeuvre.create.ideas.bearing import heart_of, speaks_to_you
from oeuvre.create.ideas.filling import Unfillable, fill, material_of
from oeuvre.create.ideas.grave import is_gentle, is_of
from oeuvre.create.ideas.making import FAMILIES, Candidate, Said, light_of, make, motif_in, turned
from oeuvre.create.ideas.model import Motif
from oeuvre.create.ideas.resolve import is_near
from oeuvre.create.ideas.subject import NONE, SHOWN, Subject, named
from oeuvre.create.ideas.tables import Phrasing, Thought, thoughts
from oeuvre.create.lexicon import Token, Word, ambiguous, content, kind_of
from oeuvre.create.library import drawings, emblems
from oeuvre.foundation import Language

# What comes with a thing is not what it is.
_WITH = re.compile(r",|\b(?:and|with|in|on|by|et|avec|dans|sur|chez)\b")
# As many thoughts of one group as make a set.
_SET = 5
# What a thought is worth that one word of a brief calls for, and for each further word that it needs.
_WORTH, _MORE, _EARLY = 0.92, 0.13, 0.22
# What is taken off a thought that only the title calls for, where the brief goes on about something else.
_IMAGE = 0.5
_PATH = 3
_CALENDAR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july|august|september|october|"
    r"november|december)\b"
)
# Patterns that mean what is lacking begin so; how far before a word its denial may stand.
_DENIALS = ("no ", "no-", "without ", "nobody", "never", "not ", "sans ", "pas ", "ni ", "aucun")
_BEFORE = 24
_BESIDES = 0.36
# What a pattern asks for behind a word is no step of a path.
_TAIL = re.compile(r"(?:\s(?:de|du|des|d|à|au|aux|le|la|les|of|the|an?|to|for|in|at|on|with))+$")
_SENTENCE = re.compile(r"[.!?…](?=\s)")
_CHANCE = 0.3
# How surely a brief is about something: in passing, by two words of it, by its name, product or trade.
_CLEAR, _ABOUT = 2, 3
# One that asks to stand in the first sentence and does not is worth nothing.
_FIRST = 9.0
# What is taken off a thought on a subject that a sentence comes to at its end; and how long a sentence is.
_LATE, _LONG = 0.2, 160
# What one that is central is worth more, where the brief is about it: as much as one on that subject.
_CENTRAL = 0.3
# What is taken off a thought on a subject of which the brief says but one word, and not in its title.
_ONCE = 0.5
# One that the trade alone calls for could be said of another client of that trade.
_TRADE = 0.66
# From this weight on, a trade is heard without a word.
_OWN = 0.6
# And a central one: many a brief of swallows is half of a forest.
_SURE = 0.85
# What is taken off a thought of another trade than the brief's: wood, for puppets; a kitchen, for a podcast.
_ASTRAY = 0.42


def reflections(subject: Subject, phrases: Phrasing, chance: random.Random) -> Iterator[Candidate]:
    """Every thought whose patterns the brief matches, with each thing of the brief that it may speak of."""
    said, ends = _said(subject)
    mine = [word for word in subject.things if named(word.text, subject)]
    heard = _heard(subject, said, ends)
    # Where the brief goes on about one subject, what it says once of another is there besides.
    clear = any(one.strength >= _CLEAR for one in heard if one.thought.subject)
    for one in heard:
        if clear and one.thought.subject and one.strength < _CLEAR:
            continue
        value = _value(one, subject, said, ends) + chance.uniform(-_CHANCE, _CHANCE)
        if value < -1:
            continue
        words = tuple(dict.fromkeys(word for hit in one.hits for word in _touched(said, hit))) or (
            subject.own[0][0].name(subject.language),
        )
        groups = {name: _cased(text) for hit in one.hits for name, text in hit.groupdict().items() if text}
        for rank, thing in enumerate(_things(one.thought, mine, subject) if one.thought.asks else [None]):
            made = _reflection(subject, phrases, one.thought, thing, words, groups, chance)
            if made is not None:
                yield Candidate(made.idea, value - 0.06 * rank, one.thought.id)


def knows(subject: Subject) -> int:
    """How well the tables know what a brief is about, by a whole set that is written for it: 2 by its title, 0 not.

    1 where its product names it (that of which it is, not what comes with it), the first sentence of its text where no
    product is told, or a trade that is the brief's for sure. A word in passing calls for ideas of a neighbour.
    """
    told = [_SENTENCE.split(text, maxsplit=1)[0].casefold().replace("'", "’") for text in subject.texts[:2]]
    sure = {trade.id for trade, weight in subject.own if weight >= _SURE}
    # « Exposition » alone names no subject; and a trade that is heard for sure bears a title out.
    settled = bool(sure) or not subject.has_product or len("".join(subject.texts[1:2]).split()) < 2
    by_title, by_product = Counter[str](), Counter[str]()
    for one in _heard(subject, *_said(subject)):
        thought, group = one.thought, one.thought.id.rpartition("-")[0]
        if thought.offer:
            continue
        named = [
            _met(thought.when[0], text, subject.language) is not None for text in (told[0], _WITH.split(told[-1])[0])
        ]
        ours = not sure.isdisjoint(thought.trades)
        # A title speaks in images: it names the subject where the product, a sure trade or the text goes on about it.
        by_title[group] += named[0] and (named[1] or settled or _goes_on(thought, subject))
        by_product[group] += named[1] or ours
    if any(number >= _SET for number in by_title.values()):
        return 2
    return int(any(number >= _SET for number in by_product.values()))


def _goes_on(thought: Thought, subject: Subject) -> bool:
    """Whether the texts after the title come back to what calls for a thought, in two words that differ or twice."""
    rest = " \n ".join(subject.texts[1:]).casefold().replace("'", "’")
    return sum(1 for _ in thought.when[0].finditer(rest)) > 1


def _said(subject: Subject) -> tuple[str, list[int]]:
    """All that a brief says, and where each of its texts ends in it."""
    ends: list[int] = []
    for text in subject.texts:
        ends.append((ends[-1] + 1 if ends else 0) + len(text.casefold()))
    return subject.said.replace("'", "’"), ends


@dataclass(frozen=True)
class _Heard:
    """A thought that a brief calls for: where, whether by its trade, and how surely the brief is about it."""

    thought: Thought
    found: tuple[re.Match[str] | None, ...]
    by_trade: bool
    strength: int

    @property
    def hits(self) -> tuple[re.Match[str], ...]:
        return tuple(hit for hit in self.found if hit is not None)


def _heard(subject: Subject, said: str, ends: list[int]) -> list[_Heard]:
    own = {trade.id for trade, weight in subject.own if weight >= _OWN}
    sure = {trade.id for trade, weight in subject.own if weight >= _SURE}
    grave, tender = is_of("grave", subject), is_of("tender", subject)
    heart = heart_of(subject)
    borne = {trade for trade in own if heart.bears_trade(trade)}
    # A name promises nothing: at the Lantern Bookshop one buys no lanterns.
    begin, end = subject.of_client
    unnamed = said[:begin] + " " * (end - begin) + said[end:]
    heard = []
    for thought in thoughts(subject.language):
        if (grave or (tender and thought.offer)) and not is_gentle(thought, subject.language):
            continue
        told = unnamed if thought.subject else said
        found = tuple(_met(pattern, told, subject.language) for pattern in thought.when)
        by_trade = not found[0] and bool((sure if thought.central else own) & thought.trades & borne)
        if sum(hit is not None for hit in found) + by_trade < len(found):
            continue
        if not grave and not by_trade and not heart.bears(thought.when[: thought.shared]):
            continue
        if heart.is_work and thought.subject and speaks_to_you(f"{thought.premise} {thought.headline}"):
            # A midwife's memoir sees nobody through nine months.
            continue
        if any(pattern.search(said) for pattern in thought.unless):
            continue
        strength = _ABOUT if by_trade else _strength(thought, told, ends, subject)
        if not thought.central or strength:
            heard.append(_Heard(thought, found, by_trade, strength))
    return heard


def _strength(thought: Thought, said: str, ends: list[int], subject: Subject) -> int:
    """How surely a brief is about what calls for a thought: 0 for a word in passing, _ABOUT for what it offers.

    By its product or its title, one of its trades, two words that differ; of a thought on one subject, the beginning of
    a text tells it as well, though less.
    """
    if any(weight >= _OWN and trade.id in thought.trades for trade, weight in subject.own):
        return _ABOUT
    hits = list(thought.when[0].finditer(said))
    named_in = ends[1] if subject.has_product else -1
    if any(ends[0] < hit.start() <= named_in for hit in hits):
        return _ABOUT
    if any(hit.start() <= ends[0] for hit in hits):
        return 1 if thought.subject and _is_image(thought, said, ends, subject) else _ABOUT
    if len({_whole(said, *hit.span()) for hit in hits}) >= 2:
        return _CLEAR
    begins = any(_SENTENCE.search(said[said.rfind("\n", 0, hit.start()) + 1 : hit.start()]) is None for hit in hits)
    if not (thought.subject and begins):
        return 0
    # Two patterns that both are met say it twice.
    both = {_whole(said, *hit.span()) for pattern in thought.when[: thought.shared] for hit in pattern.finditer(said)}
    return _CLEAR if len(both) >= 2 and thought.shared > 1 else 1


def _value(one: _Heard, subject: Subject, said: str, ends: list[int]) -> float:
    """What a thought that is heard is worth for this brief."""
    thought, hits = one.thought, one.hits
    # How early in the brief the words stand that call for it: the title weighs most.
    places = [next((order for order, end in enumerate(ends) if hit.start() <= end), 0) for hit in hits]
    astray = _astray(thought, subject) * (0.5 if 0 in places else 1.0)
    value = _TRADE - astray if one.by_trade else -astray + _WORTH + _EARLY / (1 + min(places))
    value += _MORE * (len(one.found) - 1) + thought.rank
    if thought.central and not thought.subject and one.strength >= _CLEAR:
        value += _CENTRAL
    if hits and max(places) == 0 and not thought.offer and _is_image(thought, said, ends, subject):
        value -= _IMAGE
    if thought.subject and one.strength == 1:
        value -= _ONCE
    first = one.found[0]
    if first is not None:
        begin = ends[places[0] - 1] if places[0] else 0
        # What stands after the first sentence of a text is mostly there besides; and the earlier, the nearer its heart.
        if _SENTENCE.search(said[begin : first.start()]):
            value -= _FIRST if thought.first else _BESIDES
        elif thought.subject:
            value -= _LATE * min(1.0, (first.start() - begin) / _LONG)
    return value


def _is_image(thought: Thought, said: str, ends: list[int], subject: Subject) -> bool:
    """Whether what calls for a thought stands in the title alone, and the rest of the brief does not take it up.

    A title speaks in images: a slow boat is a record, a seat to take a sport.
    """
    rest = said[ends[0] + 1 :] if len(ends) > 1 else ""
    if not rest.strip() or any(weight >= _OWN and trade.id in thought.trades for trade, weight in subject.own):
        return False
    return not any(_met(pattern, rest, subject.language) for pattern in thought.when)


def _astray(thought: Thought, subject: Subject) -> float:
    """0 for a thought of no trade, or of the brief's first; up to _ASTRAY for one of trades that it has not."""
    if not thought.trades or not subject.own:
        return 0.0
    weight = max((weight for trade, weight in subject.own if trade.id in thought.trades), default=0.0)
    return _ASTRAY * (1 - weight / max(weight for _, weight in subject.own))


def _met(pattern: re.Pattern[str], said: str, language: Language) -> re.Match[str] | None:
    """Where a pattern first matches, but on what a brief says that it is without: a card with no poems."""
    for hit in pattern.finditer(said):
        if hit[0].startswith(_DENIALS) or not NONE[language].search(said, max(0, hit.start() - _BEFORE), hit.start()):
            return hit
    return None


def _things(thought: Thought, mine: list[Word], subject: Subject) -> list[Word]:
    fit = [
        word
        for word in mine
        if not thought.kinds or (word.kind or kind_of(word.text, subject.language)) in thought.kinds
    ]
    own = {trade.id for trade, _ in subject.own}
    two = ambiguous(subject.language)
    # A word of two senses is a thing only where a trade says which: a radius of a few miles is no bookshelf.
    fit = [word for word in fit if word.text not in two or any(own & set(part) for part in two[word.text].trades)]
    if not (thought.hero or thought.drawing):
        drawn = [(word, motif_in(word.text, subject)) for word in fit]
        fit = [word for word, motif in drawn if motif.drawable and not is_near(motif, subject.language)]
    return fit[:3]


def _reflection(
    subject: Subject,
    phrases: Phrasing,
    thought: Thought,
    thing: Word | None,
    words: tuple[str, ...],
    groups: dict[str, str],
    chance: random.Random,
) -> Candidate | None:
    language = subject.language
    slots = {"A": material_of(thing)} if thing is not None else {}
    texts = {**groups, "said": _quoted(words, language)}
    try:
        said = Said(
            fill(thought.premise, slots, language, texts),
            fill(thought.headline, slots, language, texts),
            fill(phrases.why["thought"], slots, language, texts),
        )
    except Unfillable:
        return None
    hero = _hero(thought, thing, subject)
    beside = [word for word in subject.things if word.kind in SHOWN and _stands_beside(word, subject)]
    others = [motif_in(word.text, subject) for word in ((thing,) if thing else ()) + tuple(beside[:3])]
    if thought.beside:
        others = [Motif(_called(piece, language), emblem=piece) for piece in thought.beside]
    motifs = (hero, *[one for one in others if one.drawable][: 2 if thought.beside else 1])
    path = tuple(dict.fromkeys((*words[:3], *((thing.text,) if thing else ()), hero.word)))
    if len(path) < _PATH:
        nouns = (
            word.surface.casefold()
            for text in subject.texts
            for word in content(text, language)
            # A measure of time or of number leads to no picture.
            if _is_noun(word) and word.lemma.casefold() not in phrases.no_things
        )
        path = (*islice((noun for noun in dict.fromkeys(nouns) if noun not in path), _PATH - len(path)), *path)
    idea = make(
        *(subject, thought.technique, said, path, motifs, turned(FAMILIES[thought.technique], chance)),
        *(light_of(subject, chance), tuple(dict.fromkeys((*((thing.text,) if thing else ()), hero.word)))),
    )
    return Candidate(idea, 0.0, thought.id)


def _stands_beside(word: Word, subject: Subject) -> bool:
    """Whether a thing that the brief names may stand by another: one that it goes on about, drawn as itself.

    A thing of the title alone is an image, and a word of two senses may be drawn in the other one.
    """
    # What a text comes to after its first sentence is a detail.
    heart = " ".join(_SENTENCE.split(text, maxsplit=1)[0] for text in subject.texts[1:] or subject.texts).casefold()
    if not named(word.text, subject) or word.text in ambiguous(subject.language):
        return False
    if word.text.casefold() not in heart:
        return False
    return not is_near(motif_in(word.text, subject), subject.language)


def _hero(thought: Thought, thing: Word | None, subject: Subject) -> Motif:
    if thought.hero:
        return Motif(thought.word or _called(thought.hero, subject.language), emblem=thought.hero)
    if thought.drawing:
        word = thought.word or drawings()[thought.drawing].words(subject.language)[0]
        return Motif(word, drawing=thought.drawing)
    assert thing is not None
    return motif_in(thing.text, subject)


def _called(piece: str, language: Language) -> str:
    return emblems()[piece].words(language)[0]


def _is_noun(token: Token) -> bool:
    return token.word is not None and token.word.part == "noun"


def _cased(text: str) -> str:
    """English days and months with the capital that they have in any sentence; other words stay small."""
    return _CALENDAR.sub(lambda found: found[0].capitalize(), text)


def _touched(text: str, hit: re.Match[str]) -> list[str]:
    """What a pattern named, else the words that it touched, whole."""
    groups = [name for name, group in hit.groupdict().items() if group]
    return [_whole(text, *hit.span(name)) for name in groups] or [_whole(text, *hit.span())]


def _whole(text: str, start: int, end: int) -> str:
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and (text[end].isalnum() or (text[end] in "’-" and text[end - 1].isalnum())):
        end += 1
    return _TAIL.sub("", text[start:end].strip(" ’-\n"))


def _quoted(words: tuple[str, ...], language: Language) -> str:
    marks = ("« ", " »") if language == "fr" else ("“", "”")
    return ", ".join(f"{marks[0]}{word}{marks[1]}" for word in words)
