"""What the word lists know of any word: whether it exists, how common it is, what it calls to mind."""

from __future__ import annotations

import re
from functools import lru_cache

from oeuvre.create.lexicon.entries import compounds, find, is_entry
from oeuvre.create.lexicon.store import Reading, links, readings, unfit_words
from oeuvre.create.lexicon.word import Word, fold, word_set
from oeuvre.foundation import Language

_TOKEN = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_ELIDED = re.compile(r"^(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|entr)'")
_ENGLISH_TAIL = re.compile(r"'(?:s|re|ve|ll|d|m|t)?$")
# First parts of words that lists have in their last part alone: mini-four, pre-order.
_PREFIXES = word_set(
    "agro anti arrière auto avant bio co contre cyber demi éco electro électro ex extra hyper inter macro maxi mi "
    "micro mini mono multi néo non post pré pre pro pseudo quasi re sans self semi sous sub super sur télé trans "
    "tri uni ultra un vice y t ci là m"
)
# Written small and alone beside a figure.
_UNITS = word_set("h min s m km cm mm kg g l cl ml am pm th st nd rd")
# A noun when at least this part of its uses, in hundredths, are a noun's.
_MOSTLY = 15


@lru_cache(maxsize=20_000)
def guess(text: str, language: Language) -> Word | None:
    """A noun by the word lists: gender, number, kind where they tell it; no tags. None for what they know as no noun.

    A compound goes by its head: the first word in French, the last (or the one before « of ») in English. A noun of
    either gender (un photographe, une photographe) is given as masculine. The text keeps its own capitals.
    """
    words = fold(text).split(" ")
    if not words[0]:
        return None
    at = 0
    if language == "en":
        joint = next(
            (index for index, word in enumerate(words) if index and word in ("of", "in", "on", "for")), len(words)
        )
        at = joint - 1
    head = words[at]
    reading = next((one for one in readings(head, language) if one.part == "n" and one.share >= _MOSTLY), None)
    if reading is None:
        return None
    written = text.split()
    number = {"m": "mass", "p": "plural"}.get(reading.number, "count")
    if reading.number == "p" and reading.lemma != head:
        number = "count"
        singular = _singular_of(reading, language).replace("'", "’")
        written[at] = singular[:1].upper() + singular[1:] if written[at][:1].isupper() else singular
    gender = {"e": "m"}.get(reading.gender, reading.gender)
    return Word(" ".join(written), language, "noun", kind=reading.kind, gender=gender, number=number)


def _singular_of(plural: Reading, language: Language) -> str:
    """The singular of the same gender: boulangères is of boulangère, though the lists file it under boulanger."""
    for one in readings(plural.form[:-1], language):
        if (one.part, one.lemma, one.gender) == ("n", plural.lemma, plural.gender) and one.number in "sm":
            return one.form
    return plural.lemma


@lru_cache(maxsize=20_000)
def zipf(text: str, language: Language) -> float:
    """Zipf frequency, log10 of uses in a billion words (7 the, 4 bread, 2 rare, 0 never); of a phrase its rarest."""
    words = _TOKEN.findall(fold(text))
    if not words:
        return 0.0
    return min(_zipf_of(word, language) for word in words)


def _zipf_of(word: str, language: Language) -> float:
    found = readings(word, language) or readings(_ELIDED.sub("", word), language)
    if found:
        return found[0].zipf
    parts = re.split(r"[-']", word)
    return min((_zipf_of(part, language) for part in parts), default=0.0) if len(parts) > 1 else 0.0


@lru_cache(maxsize=20_000)
def is_word(text: str, language: Language) -> bool:
    """Whether every word of a text exists: inflected forms, compounds, elisions, figures. Names mostly do not."""
    if find(text, language) is not None:
        return True
    words = _TOKEN.findall(fold(text))
    return bool(words) and all(_exists(word, language) for word in words)


def _exists(word: str, language: Language) -> bool:
    if any(sign.isdigit() for sign in word) or word in _UNITS or readings(word, language):
        return True
    if language == "fr" and _ELIDED.match(word):
        return _exists(_ELIDED.sub("", word), language)
    if language == "en" and _ENGLISH_TAIL.search(word):
        stem = _ENGLISH_TAIL.sub("", word)
        return _exists(stem, language) or (word.endswith("n't") and _exists(word[:-3], language))
    if find(word, language) is not None:
        return True
    parts = re.split(r"[-']", word)
    if len(parts) == 1:
        return False
    return all(part in _PREFIXES or _exists(part, language) for part in parts if part)


@lru_cache(maxsize=20_000)
def is_unfit(text: str, language: Language) -> bool:
    """Whether a word of it is one that no poster wants: vulgar, abusive, violent, grievous. In any form."""
    shunned = unfit_words(language)
    words = _TOKEN.findall(fold(text))
    while words:
        # What the hand lexicon has as one word is fit: feuille morte, tug-of-war.
        compound = next((one for one in compounds(language).get(words[0], ()) if tuple(words[: len(one)]) == one), None)
        if compound is None and _is_shunned(words[0], language, shunned):
            return True
        words = words[len(compound) if compound else 1 :]
    return False


def _is_shunned(word: str, language: Language, shunned: frozenset[str]) -> bool:
    if language == "fr":
        word = _ELIDED.sub("", word)
    if word in shunned:
        return True
    if is_entry(word, language):
        return False
    found = readings(word, language)
    if found:
        return any(one.lemma in shunned and one.share >= 40 for one in found)
    parts = re.split(r"[-']", word)
    return len(parts) > 1 and any(_is_shunned(part, language, shunned) for part in parts)


def lemma_of(word: str, language: Language) -> str:
    """The dictionary form of one word; a noun before a verb where both are about as usual."""
    found = [one for one in readings(word, language) if one.part in "nav"]
    if not found:
        return fold(word)
    return max(found, key=lambda one: one.share * {"n": 1.6, "a": 1.1}.get(one.part, 1.0)).lemma


def neighbours(text: str, language: Language, most: int = 30) -> tuple[tuple[str, float], ...]:
    """Words that a word calls to mind with weights of 0 to 1, the nearest first; none unfit, none its own form.

    From dictionaries: the words of its definitions and the words whose definition cites it, by inverse document
    frequency. A compound calls what its words call, its head most.
    """
    key = fold(text)
    near = links(key, language)[0] or links(lemma_of(key, language), language)[0]
    if not near and " " in key:
        words = [word for word in key.split(" ") if len(word) > 2]
        words = words if language == "fr" else words[::-1]
        merged: dict[str, float] = {}
        for index, word in enumerate(words):
            for other, weight in links(lemma_of(word, language), language)[0]:
                merged[other] = merged.get(other, 0.0) + weight * 0.6**index
        top = max(merged.values(), default=1.0)
        near = tuple(
            sorted(((other, weight / top) for other, weight in merged.items()), key=lambda it: (-it[1], it[0]))
        )
        near = tuple((other, weight) for other, weight in near if other not in words)
    return tuple((other, weight) for other, weight in near if not is_unfit(other, language))[:most]


def synonyms(text: str, language: Language) -> tuple[str, ...]:
    """Words of about the same meaning, from a thesaurus, the nearest first; none unfit."""
    key = fold(text)
    same = links(key, language)[1] or links(lemma_of(key, language), language)[1]
    return tuple(other for other in same if not is_unfit(other, language))


@lru_cache(maxsize=20_000)
def kind_of(text: str, language: Language) -> str:
    """The kind of a noun: the hand lexicon’s (of the whole, else of its head), else what the word lists tell, else ''.

    The lists have it from WordNet in English; in French from the first word of a definition, where that tells surely.
    """
    found = find(text, language, "noun")
    if found is not None:
        return found.kind
    words = fold(text).split(" ")
    head = words[0] if language == "fr" else words[-1]
    if len(words) > 1:
        found = find(head, language, "noun")
        if found is not None:
            return found.kind
    known = guess(text, language)
    return known.kind if known is not None else ""
