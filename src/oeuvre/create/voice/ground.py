"""The ground of a brief: what may be said of it, with which words, and what would be out of place.

Built once from a brief. Only title, about, facts, programme, client and copy may be stated, and words to use; goal,
audience and mood make a topic sensitive or rank a register, and never fill a slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from oeuvre.create.brief import Brief
from oeuvre.create.lexicon import Trade, Word, content, guess, is_unfit, trades, trades_of
from oeuvre.create.voice.cues import cues_of, sensitive_of, topics_of
from oeuvre.create.voice.guard import DAYS
from oeuvre.create.voice.headline import holds_any
from oeuvre.create.voice.pool import PART_OF, Filler, Part, Pool, as_language, lexicon_fillers, pool_of
from oeuvre.foundation import Language, set_text, verbatim_key

# A brief of twenty thousand words says what it is about in its first ones.
_MOST_SIGNS = 6000
_LEAST_WEIGHT = 0.55
_LONGEST_PLACE = 28
# What is done at a place is no name of it.
_NO_NAME = re.compile(
    r"(?:meet|start|find|join|we|you|at|in|on|rendez-vous|rdv|départ|"
    r"retrouv\w+|nous|chez vous|à|au|dans|sur|online|en ligne)\b",
    re.IGNORECASE,
)

# Words after these are not there, or are what one leaves.
_DENIED = {
    "fr": re.compile(
        r"(?<!\w)(?:(?:sans|ni|aucune?|pas de|pas des|pas un|pas une|plus de|jamais de|au lieu de|plutôt que)\s+"
        r"(?:l[ae]s?\s+|l['’]|une?\s+|des\s+)?|(?:pas|plus|jamais|au lieu) d['’])[\w-]+",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?<!\w)(?:no|without|nor|never|not an?|instead of|rather than|less)\s+(?:the\s+|an?\s+)?[\w-]+", re.IGNORECASE
    ),
}
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
    `names` its people and client; `hour`, `day` and `place` are empty unless the brief gives exactly one.
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
    place: str = ""
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
        own = [*self.words, *self.borrowed]
        return {
            part: pool_of(
                [
                    *(filler for filler in own if filler.word.part == part),
                    *lexicon_fillers(language, part, self.trades, self.brief.words_avoid),
                ]
            )
            for part in PART_OF.values()
        }

    def with_words(self, wanted: Sequence[str]) -> Ground:
        """The same ground with words of an idea beside the brief's own: near it, though the brief never said them."""
        language = self.composes
        if language is None or not wanted:
            return self
        borrowed = [filler for text in wanted for filler in _fillers([(text, "idea", 0.9)], language, self.brief)]
        return replace(self, borrowed=tuple(replace(one, source="trade") for one in borrowed))


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
        words = tuple(_fillers(_told(brief), language, brief))
    topics = {topic for trade, weight in known if weight >= 0.25 for topic in trade.topics}
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
        names=tuple(dict.fromkeys(_names(brief))),
        hour=set_text(hours[0], brief.language) if hours and len(days) <= 1 else "",
        day=days[0] if len(days) == 1 else "",
        place=_place(brief),
    )


def _told(brief: Brief) -> Iterator[tuple[str, str, float]]:
    """What a brief states, with the weight of each field's words; a filler's weight falls with its place in a text."""
    facts, copy = brief.facts, brief.copy
    for text in brief.words_use:
        yield text, "words.use", 1.0
    yield brief.title, "title", 1.0
    yield facts.promise, "facts.promise", 0.9
    yield facts.product, "facts.product", 0.9
    yield copy.headline, "copy.headline", 0.9
    yield copy.line, "copy.line", 0.8
    yield brief.about, "about", 0.8
    for row in brief.programme:
        yield row.name, "programme", 0.7
    yield brief.client, "client", 0.7


def _texts_for_trades(brief: Brief) -> list[str]:
    told = (brief.title, brief.facts.product, *brief.words_use, brief.about, brief.client, brief.facts.promise)
    rows = tuple(row.name for row in brief.programme[:20])
    return [text[:_MOST_SIGNS] for text in (*told, *rows) if text]


def _fillers(
    told: Iterator[tuple[str, str, float]] | list[tuple[str, str, float]], language: Language, brief: Brief
) -> list[Filler]:
    """The content words of texts that may fill a slot, the weightiest first, each once."""
    nearest: dict[tuple[str, str], Filler] = {}
    names = {word for name in _names(brief) for word in re.findall(r"\w+", verbatim_key(name))}
    for text, told_by, weight in told:
        text = _DENIED[language].sub(" , ", text[:_MOST_SIGNS])
        for order, token in enumerate(content(text, language)):
            word = token.word
            known = word is not None
            if word is None:
                own_name = token.surface[:1].isupper() and (token.start > 0 or verbatim_key(token.surface) in names)
                word = None if own_name or told_by == "client" else guess(token.lemma, language)
            if word is None or word.part == "proper":
                continue
            if holds_any(word.text, brief.words_avoid) or is_unfit(word.text, language):
                continue
            worth = max(_LEAST_WEIGHT, weight - 0.01 * order) * (1.0 if known else 0.8)
            filler = Filler(word, round(worth, 6), "brief", told_by, known)
            kept = nearest.get((word.part, filler.key))
            if kept is None or filler.weight > kept.weight:
                nearest[word.part, filler.key] = filler
    return sorted(nearest.values(), key=lambda filler: -filler.weight)


def _names(brief: Brief) -> Iterator[str]:
    """The people of a brief, without what they do, and its client."""
    for person in brief.facts.people:
        name = re.split(r"\s*[,(:;–—]\s*", person.strip())[0]
        if re.match(r"[^\W\d_]", name) and len(name) <= 40:
            yield name
    if brief.client:
        yield brief.client


def _days(brief: Brief) -> list[str]:
    days = DAYS.get(brief.language, ())
    found = re.findall(rf"(?<!\w)({'|'.join(days)})s?(?!\w)", verbatim_key(brief.facts.date)) if days else []
    return list(dict.fromkeys(day.capitalize() if brief.language == "en" else day for day in found))


def _place(brief: Brief) -> str:
    """The name of the place: the first part of the address that has no figure."""
    for part in re.split(r"\s*[,;(–—]\s*", brief.facts.place):
        if _NO_NAME.match(part):
            continue
        if part and not re.search(r"\d", part) and len(part) <= _LONGEST_PLACE and part[0].isalpha():
            return part
    return ""


def proper_word(text: str, language: Language) -> Word:
    """A name, an hour or a day as a word that takes no article."""
    return Word(text, language, "proper")
