"""The ground of a brief: what may be said of it, with which words, and what would be out of place.

Built once from a brief. Only title, about, facts, programme, client and copy may be stated, and words to use; goal,
audience and mood make a topic sensitive or rank a register, and never fill a slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from oeuvre.create.brief import Brief
from oeuvre.create.lexicon import Trade, Word, content, find, trades, trades_of
from oeuvre.create.voice.cues import cues_of, is_street, sensitive_of, stated_texts, topics_of
from oeuvre.create.voice.guard import DAYS
from oeuvre.create.voice.pool import PART_OF, Filler, Part, Pool, as_language, lexicon_fillers, pool_of
from oeuvre.create.voice.reading import MOST_SIGNS, affirmed, names_in, said_words, told_by
from oeuvre.foundation import Language, set_text, verbatim_key

_LONGEST_PLACE = 28
# What a word is worth that is likely an image, and after how many others.
_IMAGE, _TOLD = 0.5, 14
# What is done at a place is no name of it.
_NO_NAME = re.compile(
    r"(?:meet|start|find|join|we|you|at|in|on|rendez-vous|rdv|départ|"
    r"retrouv\w+|nous|chez vous|à|au|dans|sur|online|en ligne)\b",
    re.IGNORECASE,
)

_HOURS = {
    "fr": re.compile(r"(?<!\d)\d{1,2}\s?(?:h(?:\s?\d\d)?(?!\w)|heures?\b)|\bmidi\b|\bminuit\b", re.IGNORECASE),
    "en": re.compile(
        r"(?<!\d)\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)\b|(?<!\d)\d{1,2}:\d\d|\bnoon\b|\bmidnight\b", re.IGNORECASE
    ),
}


@dataclass(frozen=True, eq=False)
class Ground:
    """What may be said of a brief.

    `trades` are its nearest trades with weights from 0 to 1; `words` its content words, the weightiest first;
    `names` its people and client, `places` the names in its place, streets last; `hour` and `day` are empty unless
    the brief gives exactly one.
    """

    brief: Brief
    language: str
    trades: tuple[tuple[Trade, float], ...]
    cues: frozenset[str]
    sensitive: frozenset[str]
    topics: frozenset[str]
    words: tuple[Filler, ...]
    names: tuple[str, ...] = ()
    hour: str = ""
    day: str = ""
    places: tuple[str, ...] = ()
    borrowed: tuple[Filler, ...] = field(default=(), repr=False)

    @property
    def composes(self) -> Language | None:
        """The language that frames are filled in; None where the brief's own words are all there is."""
        return as_language(self.language)

    @cached_property
    def pools(self) -> Mapping[Part, Pool]:
        """Fillers by part of speech: the brief's, then those of its trades, then everybody's."""
        language = self.composes
        if language is None:
            return {}
        own = [*self.borrowed, *self.words]
        return {
            part: pool_of(
                [
                    *(filler for filler in own if filler.word.part == part),
                    *(() if self.is_delicate else self._lent(language, part)),
                ]
            )
            for part in PART_OF.values()
        }

    @property
    def is_delicate(self) -> bool:
        """Whether a French line keeps to the words of the brief: sheets and convalescence are not for a hospital."""
        return self.language == "fr" and bool(self.sensitive - {"alcohol", "money", "religion", "politics", "diet"})

    def _lent(self, language: Language, part: Part) -> list[Filler]:
        return lexicon_fillers(language, part, nearest(self.trades, 0.7), self.brief.words_avoid)

    @cached_property
    def _said(self) -> tuple[str, frozenset[str]]:
        text = " | ".join((*self.brief.words_use, *stated_texts(self.brief)))[: 4 * MOST_SIGNS]
        key = verbatim_key(affirmed(text, self.language))
        return key, frozenset(re.findall(r"[^\W_]+(?:-[^\W_]+)*", key))

    def says(self, surfaces: Iterable[str]) -> bool:
        """Whether the brief states one of some words, or its regular plural; what it denies is not stated."""
        text, words = self._said
        for surface in surfaces:
            key = verbatim_key(surface)
            if key in words or f"{key}s" in words or f"{key}es" in words:
                return True
            if not key.isalpha() and re.search(rf"(?<!\w){re.escape(key)}s?(?!\w)", text):
                return True
        return False

    def with_words(self, wanted: Sequence[str]) -> Ground:
        """The same ground with words of an idea beside the brief's own: near it, though the brief never said them."""
        language = self.composes
        if language is None or not wanted:
            return self
        own = {(filler.word.part, filler.key): filler for filler in self.words}
        borrowed = []
        for filler in said_words([(text, "idea", 0.9) for text in wanted], language, self.brief):
            said = own.get((filler.word.part, filler.key))
            # A word of the idea that the brief says too may still be stated.
            borrowed.append(
                replace(said, weight=max(said.weight, 0.95), told_by="idea")
                if said
                else replace(filler, source="trade")
            )
        return replace(self, borrowed=tuple(borrowed))


def ground_of(brief: Brief, extra_trades: Path | None = None, *, trade_ids: Sequence[str] = ()) -> Ground:
    """The ground of a brief. `extra_trades` is a person's own file of trades; `trade_ids` are trades known otherwise.

    Raises what the lexicon raises where a file of trades cannot be read.
    """
    language = as_language(brief.language)
    known: tuple[tuple[Trade, float], ...] = ()
    words: tuple[Filler, ...] = ()
    if language is not None:
        table = trades(extra_trades)
        if trade_ids:
            known = tuple((table[name], 1.0) for name in trade_ids if name in table)
        else:
            known = tuple(trades_of(_texts_for_trades(brief), language, extra_trades))
        own = {trade.id for trade, _ in nearest(known, 0.5)}
        # A name is no subject: at the hairdresser's called Peony there are no peonies.
        words = tuple(
            filler
            for filler in said_words(told_by(brief), language, brief)
            if filler.told_by != "client" or language != "fr" or own & set(filler.word.trades)
        )
        words = _images_last(words, brief, language, own)
    topics = {topic for trade, _ in nearest(known, 0.5) for topic in trade.topics}
    days = _days(brief)
    hours = _HOURS[language].findall(brief.facts.date) if language else []
    return Ground(
        brief=brief,
        language=brief.language,
        trades=known,
        cues=cues_of(brief),
        sensitive=sensitive_of(brief),
        topics=frozenset(topics) | topics_of(brief),
        words=words,
        names=tuple(dict.fromkeys(names_in(brief))),
        hour=set_text(hours[0], brief.language) if hours and len(days) <= 1 else "",
        day=days[0] if len(days) == 1 else "",
        places=tuple(sorted(dict.fromkeys(_places(brief)), key=lambda name: is_street(name, brief.language))),
    )


def _images_last(words: tuple[Filler, ...], brief: Brief, language: Language, own: set[str]) -> tuple[Filler, ...]:
    """The words with those last that only the title says, before a longer text that does not take them up.

    A title speaks in images: "Take a seat" is a match, "Slow Boat" a record.
    """
    said = (brief.about, brief.facts.product, brief.facts.promise, brief.copy.line, *brief.words_use)
    rest = {token.lemma for text in said for token in content(text[:MOST_SIGNS], language)}
    if len(rest) < _TOLD:
        return words

    def weighed(filler: Filler) -> Filler:
        image = filler.told_by == "title" and filler.word.text not in rest and not own & set(filler.word.trades)
        return replace(filler, weight=round(filler.weight * _IMAGE, 6)) if image else filler

    return tuple(sorted((weighed(filler) for filler in words), key=lambda filler: -filler.weight))


def nearest(known: tuple[tuple[Trade, float], ...], share: float) -> tuple[tuple[Trade, float], ...]:
    """The trades that are at least `share` as near as the nearest."""
    least = max((weight for _, weight in known), default=0.0) * share
    return tuple((trade, weight) for trade, weight in known if weight >= least)


def _texts_for_trades(brief: Brief) -> list[str]:
    told = (brief.title, brief.facts.product, *brief.words_use, brief.about, brief.client, brief.facts.promise)
    rows = tuple(row.name for row in brief.programme[:20])
    return [text[:MOST_SIGNS] for text in (*told, *rows) if text]


def _days(brief: Brief) -> list[str]:
    days = DAYS.get(brief.language, ())
    found = re.findall(rf"(?<!\w)({'|'.join(days)})s?(?!\w)", verbatim_key(brief.facts.date)) if days else []
    return list(dict.fromkeys(day.capitalize() if brief.language == "en" else day for day in found))


def _places(brief: Brief) -> Iterator[str]:
    """The names in the brief's place, in their order: parts of it without a figure."""
    for part in re.split(r"\s*[,;(–—]\s*", brief.facts.place.rstrip(" .)")):
        if _NO_NAME.match(part):
            continue
        if brief.language == "en" and " " not in part and find(part.casefold(), "en", "noun") is not None:
            # "Library, Kendal": what stands there is named by what it is.
            continue
        if part and not re.search(r"\d", part) and len(part) <= _LONGEST_PLACE and part[0].isalpha():
            yield part


def proper_word(text: str, language: Language) -> Word:
    """A name, an hour or a day as a word that takes no article."""
    return Word(text, language, "proper")
