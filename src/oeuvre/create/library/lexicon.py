"""Words as keys: a text is read from left to right, and each word or compound that an entry answers to is a hit.

Words meet without case, plural, elision or articles; accents count where they were typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from oeuvre.foundation import Language

_LETTERS = re.compile(r"[^\W_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing of a subject, one line a language.
_EMPTY: dict[str, frozenset[str]] = {
    "fr": _words(
        "a à au aux avec c ce ces cet cette chez d dans de des du elle en et eux il ils j je l la le les leur leurs "
        "lui m ma mais me mes mon n ne nos notre nous on ou par pas plus pour qu que qui s sa sans se ses son sont "
        "sous sur t ta te tes ton tous tout toute toutes tu un une va vers vos votre vous y est ont avoir fait faire "
        "où ici entre chaque comme dont quand si très aussi même autre"
    ),
    "en": _words(
        "a an and are as at be by do for from has have he her his i if in into is it its me my no not of off on or our "
        "out over she so some than that the their them they this those to up us was we were what when which who will "
        "with you your all any each every more most only own s t very can just about after before"
    ),
}
# Words of an occasion, which say less of it than the word beside them: a jazz concert is jazz first.
_OCCASIONS: dict[str, frozenset[str]] = {
    "fr": _words(
        "atelier club concert fete festival salon soiree rencontre cours journee foire ouverture ville "
        "quartier cafe cabinet"
    ),
    "en": _words(
        "workshop club concert festival fair party gig class meeting launch sale walk night market supper day fest "
        "retreat city community town"
    ),
}
# Words that go with any subject: alone they lead nowhere much.
_LOOSE: dict[str, frozenset[str]] = {
    "fr": _words(
        "nouveau nouvelle premier premiere jeune grand petit salle maison jour libre soir "
        "matinee travail jeunesse experience ensemble entreprise gratuit"
    ),
    "en": _words("new first room shop day play young open free way good best house sale company cup"),
}
# What follows these is not there.
_DENIED: dict[str, re.Pattern[str]] = {
    "fr": re.compile(r"(?<!\w)(?:(?:sans|ni|aucune?|pas de)\s+|pas d')[^\W_]+", re.IGNORECASE),
    "en": re.compile(r"(?<!\w)(?:no|without|nor)\s+[^\W_]+", re.IGNORECASE),
}
# English words that are verbs more often than things: things only after a word that a thing follows.
_VERBS = _words("saw leaves left may rose felt spring springs fall falls")
_BEFORE_A_THING = _words(
    "a an the of in this that our your my their its his her some these those autumn fallen dead tea hand every no "
    "and or with by until since early late green oak"
)
# Endings that a plural or a feminine hides, longest first; both sides of a comparison are cut alike.
_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (("eaux", "eau"), ("aux", "al"), ("oeufs", "oeuf"), ("eux", "eu"), ("oux", "ou"), ("s", ""), ("x", "")),
    "en": (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
        ("oes", "o"),
        ("ves", "f"),
        ("ss", "ss"),
        ("s", ""),
    ),
}
_SAME = {
    "fr": frozenset({"temps", "noces", "bois", "mars", "prix", "voix", "jus", "printemps"}),
    "en": frozenset({"glass"}),
}


def without_accents(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def fold(word: str, language: Language) -> str:
    """One word in the form that its plural and its capital share, accents kept."""
    # The ligatures are letters of their own for Unicode; writers spell them in two.
    word = unicodedata.normalize("NFC", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    if len(word) < 4 or without_accents(word) in _SAME[language]:
        return word
    for ending, instead in _ENDINGS[language]:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + instead
    return word


def keys(text: str, language: Language) -> list[str]:
    """The full words of a text, folded, in their order; articles, prepositions and elided letters left out."""
    said = _LETTERS.findall(text.replace("’", "'"))
    if language == "en" and len(said) > 1:
        said = [word for before, word in pairwise(["the", *said]) if not _is_verb(before, word)]
    found = (fold(word, language) for word in said)
    return [key for key in found if key not in _EMPTY[language]]


def _stated(text: str, language: Language) -> str:
    """A text without what it says there is none of: “no stopwatches” asks for no stopwatch."""
    return _DENIED[language].sub(" ", text.replace("’", "'"))


def _is_verb(before: str, word: str) -> bool:
    """Whether an English word that may be either does something here: “nothing leaves”, not “autumn leaves”."""
    return word.casefold() in _VERBS and before.casefold() not in _BEFORE_A_THING and not before.isdigit()


def _agrees(written: str, known: str) -> bool:
    """Whether accents agree: « marché » is no « marche », but MARCHE, written without, may be either."""
    return written == known or written == without_accents(written)


@dataclass(frozen=True)
class Hit:
    """An entry called by some of the words: where in the text, how many words, how near its first meaning.

    `whole` when all of the entry's word was said, `inner` when it was said as a part of a longer one that is known too.
    """

    name: str
    word: str
    place: int
    length: int
    rank: int
    whole: bool
    inner: bool


class Lexicon:
    """Entries by the words they answer to, one or several words each. `find` reads a text from left to right."""

    def __init__(self, entries: Mapping[str, Sequence[str]], language: Language) -> None:
        self.language = language
        # Under the words without accents: the entry, the rank of the word in it, the words as accented there.
        self._whole: dict[tuple[str, ...], list[tuple[str, int, str]]] = {}
        self._part: dict[str, list[tuple[str, int, str]]] = {}
        for name, words in entries.items():
            for rank, word in enumerate(words):
                key = keys(word, language)
                if not key:
                    continue
                plain = tuple(map(without_accents, key))
                self._whole.setdefault(plain, []).append((name, rank, " ".join(key)))
                if len(key) > 1:
                    # The head of a compound is first in French (ballon de rugby), last in English (rugby ball).
                    head = 0 if language == "fr" else -1
                    self._part.setdefault(plain[head], []).append((name, rank, key[head]))
        self._longest = max(map(len, self._whole), default=1)

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Hits in the order of the text; at one place the longest first, then whole words, then the nearest meaning."""
        found: list[Hit] = []
        place = 0
        for text in words:
            read = keys(_stated(text, self.language), self.language)
            found += self._read(read, place)
            place += len(read)
        return sorted(found, key=lambda hit: (hit.place, -hit.length, not hit.whole, hit.rank, hit.name))

    def _read(self, read: Sequence[str], offset: int) -> Iterator[Hit]:
        index = 0
        while index < len(read):
            taken = 1
            for length in range(min(self._longest, len(read) - index), 0, -1):
                hits = list(self._at(read, index, length, offset))
                if hits:
                    yield from hits
                    taken = length
                    break
            else:
                for name, rank, known in self._part.get(without_accents(read[index]), ()):
                    if _agrees(read[index], known):
                        yield Hit(name, read[index], offset + index, 1, rank, False, False)
            # The words inside a compound speak too, though less: night market is a market, and a night.
            if taken > 1:
                for inner in range(index, index + taken):
                    yield from (replace(hit, inner=True) for hit in self._at(read, inner, 1, offset))
            index += taken

    def _at(self, read: Sequence[str], index: int, length: int, offset: int) -> Iterator[Hit]:
        said = read[index : index + length]
        for name, rank, known in self._whole.get(tuple(map(without_accents, said)), ()):
            if _agrees(" ".join(said), known):
                yield Hit(name, " ".join(said), offset + index, length, rank, True, False)


def is_loose(hit: Hit, language: Language) -> bool:
    """Whether the word said goes with many subjects, so that alone it tells little."""
    word = without_accents(hit.word)
    return word in _OCCASIONS[language] or word in _LOOSE[language]


def weigh(hit: Hit, language: Language) -> float:
    """About 0 to 1: earlier words, longer compounds and nearer meanings weigh more, words of an occasion less."""
    weight = 0.97**hit.place * (1 + 0.12 * (hit.length - 1)) * 0.93**hit.rank
    if not hit.whole:
        weight *= 0.55
    if hit.inner:
        weight *= 0.6
    if without_accents(hit.word) in _OCCASIONS[language]:
        weight *= 0.7
    if without_accents(hit.word) in _LOOSE[language]:
        weight *= 0.4
    return weight
