"""Cuts a letter into fragments that can be quoted whole: a short sentence, or a part of one between two signs.

No grammar is parsed and no word is changed. A fragment begins with a word that needs nothing before it (an article, a
number, « on », "you", "without") and ends where a sign of the letter ends it; in doubt it is not offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from oeuvre.create.ideas.filling import length
from oeuvre.create.ideas.letter.signs import SIGNS, Signs
from oeuvre.create.ideas.letter.things import claims
from oeuvre.foundation import Language

# A line of more words is no headline; one of fewer says nothing, unless it counts.
MOST_WORDS, LEAST_WORDS = 10, 3
# A whole sentence may be longer: its end is mostly its wit.
MOST_WHOLE = 13
_SENTENCE = re.compile(r"(?<=[.!?…])[\s\u00a0\u202f]+(?=[^\W\d_]|[«“\"(\d])|\n+")
_SHORTENED = re.compile(r"\b(?:M|Mme|Mlle|Dr|St|Ste|Mr|Mrs|Ms|etc|av|bd|no|p|vol|a\.m|p\.m|[A-Z])\.$")
_CUT = re.compile(r"\s*[,;:]\s+|[\s\u00a0\u202f]+[;:–—-]\s+|\s*[()]\s*")
_HALVES = re.compile(r"[\u00a0\u202f\s]*[;:]\s+|[\s\u00a0\u202f]+[–—]\s+")
_QUOTES = re.compile(r"[«»“”\"()\[\]]")
# A noun phrase with a pronoun in it leans on what was cut away.
# "No form to fill in" hangs from nothing.
_STRANDED = re.compile(
    r"\b(?:fill|come|drop|join|call|sign|walk|hand|step|tuck|turn|pass)\s(?:in|on|by)$", re.IGNORECASE
)
_ADVERB_LAST = re.compile(r"\b(?:twice|once|again|too|either|now|today|fois|encore|aussi|déjà)$", re.IGNORECASE)
_LEANS = re.compile(
    r"\b(?:it|them|this|that|they)\b|\b(?:le|la|les|l’)\s?(?:fait|font|dit|a|ai|avons)\b", re.IGNORECASE
)
_POINTING = re.compile(r"\b(?:it|its|they|them|their|she|he|her|his|him|ils?|elles?|lui|leurs?|y|en)\b", re.IGNORECASE)
# « Des airs chantés [dans le lavoir] »
_DONE_LAST = re.compile(r"(?<!a )(?<!ont )(?<!est )(?<!sont )\b\w+(?:é|ée|és|ées)$")
# « La grossesse ou dans les premiers jours » is the end of two things.
_JOINED = re.compile(
    r"\b(?:ou|et|or|and) (?:dans|en|à|au|sur|pour|par|in|on|at|to|for|by|with|I|we|you)\b|,\s(?:so|and|but|donc|et)\b"
)
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


# « Je la timbre » speaks of what was cut away.
_BY_PRONOUN: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(r"(?:je|nous|on|vous|j’)\s?(?:l[ea]s?|l’|lui|leur|y|en)\s?\w+", re.IGNORECASE),
    "en": re.compile(r"(?:I|we|you|they)\s\w+\s(?:it|them)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Fragment:
    """Words of the letter as they stand, without their last full stop.

    `field` is where they come from, `order` the place of their sentence in it; `whole` says that it is the sentence,
    `listed` that it is one of several that stand in a row, `tail` that it is the end of a part, from a noun phrase on.
    """

    text: str
    field: str
    order: int
    sentence: str
    whole: bool
    listed: bool = False
    tail: bool = False


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its last sign."""
    found: list[str] = []
    for part in _SENTENCE.split(text.strip()):
        if found and _SHORTENED.search(found[-1]):
            found[-1] += f" {part}"
        elif part.strip():
            found.append(part.strip())
    return found


def first_words(text: str, many: int = 2) -> tuple[str, ...]:
    """The first words in small letters, an elided article (« l’ ») as a word of its own."""
    return tuple(word.casefold() for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", text)[:many])


def is_to_us(sentence: str, language: Language) -> bool:
    """Whether a sentence speaks to those who make the poster: « il nous faut une affichette »."""
    return SIGNS[language].to_us.search(sentence) is not None


def fragments(text: str, field: str, language: Language) -> Iterator[Fragment]:
    """Everything of a text that may be quoted alone, in its order: sentences of nine words at most, then parts."""
    signs = SIGNS[language]
    for order, sentence in enumerate(sentences(text)):
        ours = signs.to_us.search(sentence)
        if ours is not None:
            # What stands before the client turns to us may still be said.
            sentence = sentence[: max(sentence.rfind(",", 0, ours.start()), 0)]
        whole = bare(sentence)
        if not whole:
            continue
        # The sentence that opens a text presents the client, and is seldom worth its length.
        if length(whole) <= (MOST_WHOLE if order and field == "about" else MOST_WORDS) and _stands(
            whole, signs, whole=True
        ):
            yield Fragment(whole, field, order, sentence, True)
        if _QUOTES.search(whole):
            # An aside or a quotation is easily cut in two.
            continue
        parts = [part.strip() for part in _CUT.split(whole) if part.strip()]
        if len(parts) == 1:
            parts = []
        for part in {piece.strip() for piece in _HALVES.split(whole)} - {whole, *parts}:
            if length(part) <= MOST_WORDS and _stands(part, signs, whole=False):
                yield Fragment(part, field, order, sentence, False)
        for at, part in enumerate(parts):
            if at + 1 < len(parts) and signs.hinge.match(parts[at + 1]):
                # "You can talk about it, or about football": the hinge is the wit.
                continue
            shorn = signs.joining.sub("", part, count=1)
            after = parts[at + 1] if at + 1 < len(parts) else ""
            if signs.subordinate.match(after) and at == 0 and not claims(part, language):
                # A subject that waits for its verb.
                continue
            if shorn != part and signs.calls.match(shorn) and not signs.you.match(shorn):
                # "People come in with a dolphin, and leave": nobody is told to.
                continue
            # What a sentence begins with stands alone where it has its verb: "Pat has laid forty miles of hedge".
            leads = at == 0 and len(parts) == 2 and claims(part, language)
            leads = leads and not (signs.denies.search(part) or signs.they.match(part))
            if _BY_PRONOUN[language].match(shorn):
                continue
            if length(shorn) <= MOST_WORDS and _stands(shorn, signs, whole=leads or _is_fronted(shorn, language)):
                yield Fragment(shorn, field, order, sentence, False, listed=len(parts) > 2)
        for part in parts or [whole]:
            yield from (Fragment(text, field, order, sentence, False) for text in _clauses(part, language))
        halves = [piece.strip() for piece in _HALVES.split(whole)]
        for part in dict.fromkeys([*halves, *parts]):
            for text in _tails(part, language):
                yield Fragment(text, field, order, sentence, False, tail=True)


def _clauses(part: str, language: Language) -> Iterator[str]:
    """The clauses that an "and" joins, where the second has a subject of its own: each is whole."""
    signs = SIGNS[language]
    pieces = [piece.strip() for piece in signs.also.split(part)]
    for piece in pieces if len(pieces) > 1 else ():
        leans = _LEANS.search(piece) or _BY_PRONOUN[language].match(piece) or signs.condition.match(piece)
        whole = claims(piece, language) and not leans
        if whole and LEAST_WORDS <= length(piece) <= MOST_WORDS and _stands(piece, signs, whole=False):
            yield piece


def _is_fronted(part: str, language: Language) -> bool:
    """Whether a part is a clause that begins with when or where it is: "in the second year the phone stops ringing"."""
    signs = SIGNS[language]
    led = signs.preposition.match(part)
    return led is not None and signs.clause.search(part) is not None and not signs.relative.match(part[led.end() :])


def _runs_on(text: str, language: Language) -> bool:
    """Whether a name is followed by its own verb, and has no clause: "a tomato nobody can name"."""
    signs = SIGNS[language]
    return not signs.relative.match(text) and (claims(text, language) or signs.clause.search(text) is not None)


def _tails(part: str, language: Language) -> Iterator[str]:
    """What a part ends with, from a noun phrase on: "a drawer of keys to nothing"; at most two of each."""
    found, signs = 0, SIGNS[language]
    for start in signs.phrase.finditer(part):
        text = part[start.start("np") :]
        least = LEAST_WORDS if signs.number.match(text) or signs.without.match(text) else LEAST_WORDS + 1
        if start.start("np") == 0 or not least <= length(text) <= MOST_WORDS - 1:
            continue
        if start.start() == 0 and signs.preposition.match(part) and _runs_on(text, language):
            # "From the first minute the room is silent" does not say that the minute is.
            continue
        if signs.inside.search(part[: start.start("np")]) or signs.ranged.search(part):
            # "Two hundred and [six]", "from a chapel to [the concert hall]".
            continue
        if _ADVERB_LAST.search(text):
            # "Through [a washing machine twice]"
            continue
        if signs.bound.match(text):
            # « On vous coupe [les cheveux sans miroir] »: the end belongs to the verb.
            continue
        if _stands(text, signs, whole=True) and not _POINTING.search(text) and not _JOINED.search(text):
            yield text
            found += 1
        if found == 2:
            return


def bare(text: str) -> str:
    """A text without its last full stop and without what would hang from its end."""
    return text.strip().rstrip(".").rstrip(" ,;:\u00a0\u202f")


def _stands(text: str, signs: Signs, *, whole: bool) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    stranded = _STRANDED.search(text) is not None or signs.relative.match(text) is not None
    if not words or (words[-1] in signs.hanging and not stranded) or _QUOTES.search(text):
        return False
    they = whole and signs.they.match(text) is not None and length(text) < MOST_WORDS - 1
    if whole and signs.condition.match(text):
        return True
    if signs.leaning.match(text) and not signs.impersonal.match(text) and not they:
        return False
    if signs.points_back.search(text):
        return False
    if not whole and signs.denies.search(text):
        # What is denied first is mostly said in another way at once.
        return False
    counted = signs.number.match(text) is not None
    if len(words) < LEAST_WORDS and not (counted and len(words) == LEAST_WORDS - 1):
        return whole and text[-1:] in "?!" and len(words) > 1
    return whole or signs.opens.match(text) is not None
