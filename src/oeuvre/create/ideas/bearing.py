"""Whether a letter is truly about what a word of it calls for: the client's own activity, borne out by a second sign.

A word in a subordinate place (where it happens, what comes with it, a likeness, one item of a list, a denial) opens
nothing. In doubt the tables do not know the subject, and the letter leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oeuvre.create.ideas.subject import NONE, Subject
from oeuvre.create.lexicon import content
from oeuvre.foundation import Language

_SENTENCE = re.compile(r"[.!?…](?=\s)")
_BEFORE = 24
# A brief of fewer words says nothing twice.
_SHORT = 36
# What stands behind a place, a companion or a likeness, three words of it; and a clause that only says when or why.
_ASIDE: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:dans|chez|sous|sur|devant|derrière|parmi|entre|avec|sans|comme|depuis|pendant|après|avant|ni)\s"
        r"(?:[\w’-]+[\s’]?){1,4}|"
        r"\b(?:quand|lorsqu\w*|où|dont|parce qu\w*|puisqu\w*|au lieu d\w*|plutôt qu\w*)\b[^,;:]*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:in|on|at|near|inside|behind|under|above|among|between|beside|across|into|through|like|unlike|with|"
        r"without|after|before|during|since|round)\s(?:the|an?|our|my|your|his|her|its|their|every|each|some|old)\s"
        r"(?:[\w’-]+\s?){1,3}|\bfrom\b[^,;:]*\bto\b[^,;:]*|"
        r"\b(?:when|where|whose|because|while|whenever|instead of|rather than|unless|if)\b[^,;:]*",
        re.IGNORECASE,
    ),
}
_ITEM = re.compile(r"[,;/&+]|\b(?:and|with|et|avec)\b")
# What is written, played or shown tells of its subject, and does not do it for anybody.
_WORKS: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:récits?|romans?|livres?|recueils?|mémoires|biographie|films?|documentaires?|spectacles?|"
        r"pièces? de théâtre|"
        r"expositions?|albums?|podcasts?|bande dessinée|nouvelles)\b"
    ),
    "en": re.compile(
        r"\b(?:memoirs?|novels?|books?|stories|biography|films?|documentar(?:y|ies)|plays?|exhibitions?|albums?|"
        r"podcasts?|graphic novel)\b"
    ),
}
_TO_YOU = re.compile(r"\b(?:vous|votre|vos|you|your|yours)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heart:
    """What a brief says of the client's own activity, in small letters, and all that it says.

    `main` holds the title, the product's first item and the first sentence of the text, without what stands aside;
    `is_work` tells a book, a film or a show from what is done for somebody.
    """

    main: str
    everything: str
    language: Language
    is_work: bool

    def bears(self, patterns: Iterable[re.Pattern[str]]) -> bool:
        """Whether every pattern is met at the heart, and one of them a second time anywhere, by another word or place.

        Two patterns that two words of the heart meet bear one another out; of a short brief no second sign is asked.
        """
        at_heart: set[str] = set()
        again = 0
        for pattern in patterns:
            here = [hit[0] for hit in pattern.finditer(self.main) if not self._denied(self.main, hit)]
            if not here:
                return False
            at_heart.update(here)
            again = max(again, sum(not self._denied(self.everything, hit) for hit in pattern.finditer(self.everything)))
        return len(at_heart) > 1 or again > 1 or self.is_short

    def _denied(self, text: str, hit: re.Match[str]) -> bool:
        return NONE[self.language].search(text, max(0, hit.start() - _BEFORE), hit.start()) is not None

    @property
    def is_short(self) -> bool:
        """Whether a brief is too short to say anything twice."""
        return len(self.everything.split()) < _SHORT

    def bears_trade(self, trade: str) -> bool:
        """Whether two words that are at home in a trade stand at the heart."""
        words = {
            token.word.text
            for token in content(self.main, self.language)
            if token.word is not None and trade in token.word.trades[:2]
        }
        return len(words) > 1


def heart_of(subject: Subject) -> Heart:
    """The heart of a brief, read once. A name promises nothing: the client's is not of it."""
    texts = [text.casefold().replace("'", "’") for text in subject.texts]
    begin, end = subject.of_client
    told = subject.said.replace("'", "’")
    everything = told[:begin] + " " * (end - begin) + told[end:]
    first = [texts[0]] if texts else []
    rest = texts[1:]
    product = ""
    if subject.has_product and rest:
        product, rest = rest[0], rest[1:]
        first.append(_ITEM.split(product, maxsplit=1)[0])
    first += [_SENTENCE.split(text, maxsplit=1)[0] for text in rest[:1]]
    main = " . ".join(_ASIDE[subject.language].sub(" , ", text) for text in first)
    if len(everything.split()) < _SHORT:
        # Where there is so little, nothing of it is aside.
        main = everything
    works = _WORKS[subject.language]
    is_work = works.search(product.split(",")[0] if product else main) is not None
    return Heart(main, everything, subject.language, is_work)


def speaks_to_you(text: str) -> bool:
    """Whether a line speaks to its reader as to a customer."""
    return _TO_YOU.search(text) is not None
