"""Fills the slots of a frame with words that fulfil its conditions, and sets the line: grammar and typography right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from oeuvre.create.lexicon import (
    Word,
    agree,
    begins_with,
    find,
    first_sound,
    guess,
    noun_phrase,
    plural,
    rhymes,
    starts_with_vowel,
    syllables,
    verb_form,
)
from oeuvre.create.voice.capitals import with_capital
from oeuvre.create.voice.frames import Agreement, Frame, Reference
from oeuvre.create.voice.ground import Ground, proper_word
from oeuvre.create.voice.headline import holds_any
from oeuvre.create.voice.pool import PART_OF, Filler, Pool
from oeuvre.create.voice.slots import Listed, Slot
from oeuvre.foundation import Language, set_text, verbatim_key

Filling = Mapping[str, Filler]

# Words that lose their vowel before another: « que » + « un » is « qu’un ».
_ELIDES = re.compile(r"\b(qu|d|n|s|jusqu|lorsqu|puisqu|quoiqu)e\s$", re.IGNORECASE)
_BARE = {"fr": "nu", "en": "bare"}
# A closed list says so itself when its word belongs to the brief's world no more than to another.
_LISTED_WEIGHT, _SAID_WEIGHT = 0.3, 0.7
# A name may be longer than the three words that other slots take unless they say so.
_USUAL_WORDS, _WORDS_OF_A_NAME = 3, 5


def fires(frame: Frame, ground: Ground) -> bool:
    """Whether the brief gives all cues that a frame needs and nothing that forbids it. Slots are not looked at."""
    if not frame.when <= ground.cues or frame.avoid & (ground.cues | ground.sensitive | ground.topics):
        return False
    return not holds_any(frame.fixed, ground.brief.words_avoid)


def fillings(frame: Frame, ground: Ground, width: int) -> Iterator[Filling]:
    """Ways to fill a frame, the nearest words first; of each slot the best `width` words are tried."""
    language = ground.composes
    if language is None:
        return
    order = _order(frame.slots)
    if order is not None:
        yield from _filled(frame, ground, language, order, {}, width)


def _filled(
    frame: Frame, ground: Ground, language: Language, order: tuple[Slot, ...], so_far: dict[str, Filler], width: int
) -> Iterator[Filling]:
    if not order:
        yield dict(so_far)
        return
    slot, rest = order[0], order[1:]
    taken = {filler.key for filler in so_far.values()}
    # A slot that another one leans on may need its twentieth word to find a rhyme.
    wide = width * 3 if any(slot.letter in other.leans_on for other in rest) else width
    tried = 0
    for filler in _candidates(frame, slot, ground, language, so_far):
        if filler.key in taken:
            continue
        tried += 1
        if tried > wide:
            return
        yield from _filled(frame, ground, language, rest, {**so_far, slot.letter: filler}, width)


def _order(slots: tuple[Slot, ...]) -> tuple[Slot, ...] | None:
    """Slots so that each comes after those it leans on; None when they lean on each other in a circle."""
    placed: list[Slot] = []
    waiting = list(slots)
    while waiting:
        known = {slot.letter for slot in placed}
        ready = [slot for slot in waiting if known.issuperset(slot.leans_on)]
        if not ready:
            return None
        placed += ready
        waiting = [slot for slot in waiting if slot not in ready]
    return tuple(placed)


def _candidates(frame: Frame, slot: Slot, ground: Ground, language: Language, so_far: Filling) -> Iterator[Filler]:
    if slot.part not in PART_OF:
        yield from _from_facts(slot, ground, language)
        return
    pool = ground.pools[PART_OF[slot.part]]
    found = _listed(slot, ground, language, pool) if slot.among else pool.matching(slot, numbers_of(frame, slot))
    for filler in found:
        if filler.key not in slot.never and _fulfils(slot, filler, language, so_far):
            yield filler


def numbers_of(frame: Frame, slot: Slot) -> frozenset[str]:
    """The numbers that a noun may have: those that are asked, else what the frame's forms leave possible.

    A word that has no singular stands only where it is asked for, since the words around a slot are written for one.
    """
    if slot.numbers:
        return slot.numbers
    forms = [piece for piece in frame.pieces if isinstance(piece, Reference) and piece.letter == slot.letter]
    if slot.form == "pl" or all(piece.plural for piece in forms):
        return frozenset({"count", "plural"})
    if any(piece.plural or piece.form in ("un", "a") for piece in forms):
        return frozenset({"count"})
    return frozenset({"count", "mass"})


def _from_facts(slot: Slot, ground: Ground, language: Language) -> Iterator[Filler]:
    """Names, the hour, the day and the place of the brief."""
    told = {"proper": ground.names, "hour": (ground.hour,), "day": (ground.day,), "placename": ground.places}
    for order, text in enumerate(text for text in told[slot.part] if text):
        most = slot.most_words if slot.most_words < _USUAL_WORDS else _WORDS_OF_A_NAME
        if holds_any(text, ground.brief.words_avoid) or len(text.split()) > most:
            continue
        yield Filler(proper_word(text, language), 1.0 - 0.05 * order, "brief", slot.part)


def _listed(slot: Slot, ground: Ground, language: Language, pool: Pool) -> list[Filler]:
    """The words of a closed list, those that the brief says first."""
    found = []
    read_as = ("noun", "verb") if language == "en" else ("noun",)
    for listed in slot.among:
        word = _listed_word(listed, language, slot.part)
        if holds_any(word.text, ground.brief.words_avoid):
            continue
        known = pool.by_key.get(verbatim_key(word.text))
        # What is read as no noun is a verb or a name: "book it", Market Penton.
        read = slot.part not in read_as or " " in word.text or _is_read(known)
        # A French list may hold nouns that no table knows.
        read = read or (language == "fr" and find(word.text, "fr", "noun") is None)
        if read and ground.says(_surfaces(word)):
            found.append(Filler(word, known.weight if known else _SAID_WEIGHT, "brief", known.told_by if known else ""))
        elif slot.origin != "brief":
            weight = max(_LISTED_WEIGHT, known.weight if known else 0.0)
            found.append(Filler(word, weight, known.source if known else "any", known.told_by if known else ""))
    return sorted(found, key=lambda filler: -filler.weight)


def _is_read(known: Filler | None) -> bool:
    return known is not None and known.source == "brief"


@lru_cache(maxsize=2048)
def _surfaces(word: Word) -> tuple[str, ...]:
    """The forms in which a brief may say a word of a list; regular plurals are found by themselves."""
    if word.part == "noun" and word.number == "count":
        return (word.text, plural(word))
    if word.part == "verb" and word.language == "en":
        return (word.text, verb_form(word, "ing"), f"{word.text.removesuffix('e')}ed")
    return (word.text, *word.forms)


@lru_cache(maxsize=2048)
def _listed_word(listed: Listed, language: Language, part: str) -> Word:
    known = find(listed.text, language, PART_OF[part])
    if known is None and part == "noun" and not listed.mark:
        known = guess(listed.text, language)
    if known is not None and verbatim_key(known.text) != verbatim_key(listed.text):
        # "in:boots" stands as it is written, whatever its singular.
        known = replace(known, text=listed.text, number="plural", forms=())
    word = known or Word(listed.text, language, PART_OF[part])
    if not listed.mark:
        return word
    number = {"mpl": "plural", "fpl": "plural", "pl": "plural", "mass": "mass"}.get(listed.mark, "count")
    gender = listed.mark[0] if listed.mark[0] in "mf" and listed.mark != "mass" else word.gender
    return replace(word, text=listed.text, gender=gender, number=number, forms=word.forms if known else ())


def _fulfils(slot: Slot, filler: Filler, language: Language, so_far: Filling) -> bool:
    """What the index does not know: length, sound, and what leans on another slot."""
    word = filler.word
    if len(word.text.split()) > slot.most_words:
        return False
    if slot.opposite and not _opposed(word, so_far[slot.opposite[1]].word):
        return False
    spoken = _spoken(slot, word, so_far)
    if slot.syllables is not None and not slot.syllables[0] <= syllables(spoken, language) <= slot.syllables[1]:
        return False
    if slot.initial and not _begins(spoken, slot.initial, language, so_far):
        return False
    if slot.rhyme:
        other = so_far[slot.rhyme[1]].word.text if slot.rhyme.startswith("@") else slot.rhyme
        if verbatim_key(other) == verbatim_key(spoken) or not rhymes(_last(spoken), _last(other), language):
            return False
    return True


def _opposed(one: Word, other: Word) -> bool:
    return verbatim_key(other.text) == verbatim_key(one.opposite) or verbatim_key(one.text) == verbatim_key(
        other.opposite
    )


def _last(text: str) -> str:
    return text.split()[-1] if text.split() else text


def _spoken(slot: Slot, word: Word, so_far: Filling) -> str:
    """The word in the form that the slot gives it."""
    if slot.part == "noun":
        return plural(word) if slot.form == "pl" and word.number != "plural" else word.text
    return _adjective(slot, word, so_far) if slot.part == "adj" else word.text


def _begins(text: str, initial: str, language: Language, so_far: Filling) -> bool:
    if initial.startswith("@"):
        return first_sound(text, language) == first_sound(so_far[initial[1]].word.text, language)
    return begins_with(text, initial, language)


def _adjective(slot: Slot, word: Word, so_far: Filling, many: bool = False) -> str:
    if len(word.forms) != 4:
        return word.text
    gender, many = slot.gender, many or slot.form == "pl"
    if gender.startswith("@"):
        noun = so_far[gender[1]].word
        gender, many = noun.gender, many or noun.number == "plural"
    return word.forms[(1 if gender == "f" else 0) + (2 if many else 0)]


def render(frame: Frame, filling: Filling) -> str:
    """The line that a filling makes of a frame, as it is set."""
    out = ""
    for place, piece in enumerate(frame.pieces):
        if isinstance(piece, str):
            out += piece
            continue
        slot, word = frame.slot(piece.letter), filling[piece.letter].word
        if isinstance(piece, Agreement):
            out += agree(piece.choices, word, plural=_is_plural(frame, place, slot))
            continue
        text = _phrase(slot, word, piece, filling, frame.language)
        if frame.language == "fr" and _ELIDES.search(out) and starts_with_vowel(text, "fr"):
            out = _ELIDES.sub(r"\1’", out)
        out += text
    out = re.sub(r"\s+([.,])", r"\1", re.sub(r"[ \t]{2,}", " ", out)).strip()
    return set_text(with_capital(out), frame.language)


def _is_plural(frame: Frame, place: int, slot: Slot) -> bool:
    """Agreement takes the number of the nearest mention of its word, the one before it first."""
    if slot.form == "pl":
        return True
    mentions = [
        (at < place, at, piece)
        for at, piece in enumerate(frame.pieces)
        if isinstance(piece, Reference) and piece.letter == slot.letter
    ]
    before = [piece for is_before, _, piece in mentions if is_before]
    after = [piece for is_before, _, piece in mentions if not is_before]
    return (before[-1] if before else after[0]).plural if mentions else False


def _phrase(slot: Slot, word: Word, piece: Reference, filling: Filling, language: Language) -> str:
    if slot.part == "noun":
        many = piece.plural or slot.form == "pl"
        return noun_phrase(word, piece.form, plural=many, capital=piece.capital)
    if slot.part == "verb":
        text = verb_form(word, piece.form)
    else:
        text = word.text if slot.part != "adj" else _adjective(slot, word, filling, piece.plural)
        text = _with_preposition(text, piece.form, language, slot)
    return text[:1].upper() + text[1:] if piece.capital else text


def _with_preposition(text: str, form: str, language: Language, slot: Slot) -> str:
    """Names, days, hours and adjectives with the few small words that they can take."""
    if form == _BARE[language] or form in ("base", "en"):
        return text
    if language == "fr":
        vowel = starts_with_vowel(text, "fr")
        small = {"de": "d’" if vowel else "de ", "le": "le ", "ce": "cet " if vowel else "ce ", "un": "un "}
        # A name contracts with nothing; a day does: « du vendredi », « au samedi ».
        small |= {"du": "du ", "au": "au "} if slot.part == "day" else {"du": small["de"], "au": "à "}
        return f"{small.get(form, '')}{text}"
    if form == "a":
        return f"{'an' if starts_with_vowel(text, 'en') else 'a'} {text}"
    return f"{form} {text}" if form in ("the", "this", "some") else text


def is_fit(text: str, ground: Ground) -> bool:
    """Whether a finished line may be shown: no word to avoid, nothing that everybody says of the trade."""
    if holds_any(text, ground.brief.words_avoid):
        return False
    language = ground.composes
    if language is None:
        return True
    key = verbatim_key(text)
    worn = (verbatim_key(phrase) for trade, _ in ground.trades for phrase in trade.cliches(language))
    return not any(phrase in key for phrase in worn)
