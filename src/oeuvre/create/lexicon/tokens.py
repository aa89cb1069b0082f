"""The content words of a text: small words left out, compounds of the lexicon taken whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from oeuvre.create.lexicon.entries import compounds, find
from oeuvre.create.lexicon.known import lemma_of
from oeuvre.create.lexicon.store import readings
from oeuvre.create.lexicon.word import Word, fold, word_set
from oeuvre.foundation import Language

# A word with its hyphens; an elided article is a word of its own (l’, qu’), an English ’s belongs to what it follows.
_WRITTEN = {
    "fr": re.compile(r"aujourd['’]hui|[^\W_]+(?:-[^\W_]+)*(?:['’]œuvre)?"),
    "en": re.compile(r"[^\W_]+(?:-[^\W_]+)*(?:['’](?:s|t|re|ve|ll|d|m)\b)?"),
}
# Verbs and words that say nothing of a subject.
_EMPTY = {
    "fr": word_set(
        "être avoir faire aller pouvoir vouloir devoir falloir venir mettre prendre donner dire voir savoir "
        "trouver rendre laisser tenir passer rester devenir permettre cas chose fait façon manière fois peu "
        "plusieurs tout toute tous toutes autre même tel telle quelque certain aucun chaque un une deux trois "
        "quatre cinq six sept huit neuf dix y en la le les l d qu c s n m t j ce cet cette son sa ses mon ton "
        "notre votre leur nos vos leurs si ou où par sur sous vers chez dès car or ni mais donc est sont était "
        "sera été ont a"
    ),
    "en": word_set(
        "be have do go get make take give come let say see know put keep want need thing way lot bit kind sort "
        "everything something anything nothing one two three four five six seven eight nine ten own other same "
        "such can will may might must shall us it is are was were am s t re ve ll d m i a an the in on at as or "
        "no so he she her his him our your their its my me you they them we what who that this these those to of "
        "by for with from not all any each every more most some than then there here when where why how if and "
        "but up out off into over under about after before just only very too also"
    ),
}


@dataclass(frozen=True)
class Token:
    """A content word where it stands: as written, its dictionary form, the lexicon's word if it has one, its offset."""

    surface: str
    lemma: str
    word: Word | None
    start: int


def content(text: str, language: Language) -> tuple[Token, ...]:
    """The content words of a text in their order; at each place the longest compound that the lexicon has."""
    return tuple(_read(text, language))


def _read(text: str, language: Language) -> Iterator[Token]:
    found = list(_WRITTEN[language].finditer(text))
    keys = [_key(match.group(), language) for match in found]
    at = 0
    while at < len(found):
        length = _compound_at(text, found, keys, at, language)
        first, last = found[at], found[at + length - 1]
        surface = text[first.start() : last.end()]
        if length > 1:
            word = find(surface, language)
            yield Token(surface, fold(word.text) if word else fold(surface), word, first.start())
        elif not _is_empty(keys[at], language):
            if language == "en":
                surface = re.sub(r"['’]s$", "", surface)
            word = find(keys[at], language)
            yield Token(surface, fold(word.text) if word else lemma_of(keys[at], language), word, first.start())
        at += length


def _key(written: str, language: Language) -> str:
    key = fold(written)
    return re.sub(r"'s$", "", key) if language == "en" else key


def _compound_at(text: str, found: list[re.Match[str]], keys: list[str], at: int, language: Language) -> int:
    """How many words from here on are one word of the lexicon; 1 when none is."""
    for compound in compounds(language).get(keys[at], ()):
        # An elided letter is part of the next word in a compound (chemin d'école), and a word of its own in a text.
        parts = tuple(part for one in compound for part in re.split(r"(?<=')", one) if part)
        written = tuple(part.rstrip("'") for part in parts)
        size = len(written)
        if tuple(keys[at : at + size]) != written:
            continue
        between = (text[found[index].end() : found[index + 1].start()] for index in range(at, at + size - 1))
        if all(gap in (" ", "\u00a0", "\u202f", "'", "’") for gap in between):
            return size
    return 1


def _is_empty(key: str, language: Language) -> bool:
    """Small words and adverbs, figures, single letters."""
    if len(key) < 2 or key in _EMPTY[language] or any(sign.isdigit() for sign in key):
        return True
    known = readings(key, language)
    if not known:
        return False
    if sum(one.share for one in known if one.part == "o") >= 50:
        return True
    return known[0].part == "v" and known[0].lemma in _EMPTY[language]
