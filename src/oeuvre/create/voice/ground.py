"""The ground of a brief: what may be said of it, with which words, and what would be out of place.

Built once from a brief. Only title, about, facts, programme, client and copy may be stated, and words to use; goal,
audience and mood make a topic sensitive or rank a register, and never fill a slot.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from oeuvre.create.brief import Brief
from oeuvre.create.lexicon import Token, Trade, Word, content, find, guess, is_unfit, trades, trades_of
from oeuvre.create.voice.cues import cues_of, is_street, sensitive_of, stated_texts, topics_of
from oeuvre.create.voice.guard import DAYS
from oeuvre.create.voice.headline import holds_any
from oeuvre.create.voice.pool import PART_OF, Filler, Part, Pool, Source, as_language, lexicon_fillers, pool_of
from oeuvre.create.voice.small_words import ARTICLES, SUBJECTS
from oeuvre.foundation import Language, set_text, verbatim_key

# A brief of twenty thousand words says what it is about in its first ones.
_MOST_SIGNS = 6000
_LEAST_WEIGHT = 0.55
# Fields whose words all may have a capital and still are words.
_TITLE_CASE = ("title", "words.use", "facts.product", "client", "idea", "copy.headline")
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
# Of these no word stands for itself.
_SET_PHRASES = re.compile(
    r"(?<!\w)(?:plein air|temps en temps|tout le monde|mise en œuvre|open air)(?!\w)", re.IGNORECASE
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
        own = [*self.words, *self.borrowed]
        return {
            part: pool_of(
                [
                    *(filler for filler in own if filler.word.part == part),
                    *lexicon_fillers(language, part, nearest(self.trades, 0.7), self.brief.words_avoid),
                ]
            )
            for part in PART_OF.values()
        }

    @cached_property
    def _said(self) -> tuple[str, frozenset[str]]:
        text = " | ".join((*self.brief.words_use, *stated_texts(self.brief)))[: 4 * _MOST_SIGNS]
        key = verbatim_key(_DENIED[self.language].sub(" , ", text) if self.language in _DENIED else text)
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
        names=tuple(dict.fromkeys(_names(brief))),
        hour=set_text(hours[0], brief.language) if hours and len(days) <= 1 else "",
        day=days[0] if len(days) == 1 else "",
        places=tuple(sorted(dict.fromkeys(_places(brief)), key=lambda name: is_street(name, brief.language))),
    )


def nearest(known: tuple[tuple[Trade, float], ...], share: float) -> tuple[tuple[Trade, float], ...]:
    """The trades that are at least `share` as near as the nearest."""
    least = max((weight for _, weight in known), default=0.0) * share
    return tuple((trade, weight) for trade, weight in known if weight >= least)


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
    yield brief.client, "client", 0.6


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
        text = _SET_PHRASES.sub(" , ", _DENIED[language].sub(" , ", text[:_MOST_SIGNS]))
        for order, token in enumerate(content(text, language)):
            word = token.word
            known = word is not None
            if told_by not in _TITLE_CASE and _is_name(text, token, names):
                continue
            if word is None and told_by != "client":
                word = guess(token.lemma, language)
            if word is not None and word.part == "verb" and _is_noun_there(text, token, language):
                word = find(token.surface, language, "noun") or word
            if word is not None and word.part == "verb" and _lacks_subject(text, token, language):
                word = find(token.surface, language, "noun")
            if word is not None and word.part == "noun" and _is_verb_there(text, token, language):
                word = find(token.surface, language, "verb")
            if word is None or word.part == "proper":
                continue
            if holds_any(word.text, brief.words_avoid) or is_unfit(word.text, language):
                continue
            worth = max(_LEAST_WEIGHT, weight - 0.01 * order) * (1.0 if known else 0.8)
            for reading, share in _readings(word, text, token, language):
                # A name promises nothing: the Crown Bakery sells no crowns.
                source: Source = "trade" if told_by == "client" else "brief"
                filler = Filler(reading, round(worth * share, 6), source, told_by, known)
                kept = nearest.get((reading.part, filler.key))
                if kept is None or filler.weight > kept.weight:
                    nearest[reading.part, filler.key] = filler
    return sorted(nearest.values(), key=lambda filler: -filler.weight)


def _is_name(text: str, token: Token, names: Collection[str]) -> bool:
    """Whether a word stands there as a name: with a capital inside a sentence, or all of a title's words have one."""
    if not token.surface[:1].isupper() or (token.word is not None and token.word.text[:1].isupper()):
        return False
    if verbatim_key(token.surface) in names:
        return True
    if token.start > 0 and not re.search(r"[.!?:…]\s*$|^\W*$", text[: token.start]):
        return True
    long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() for word in long)


def _is_noun_there(text: str, token: Token, language: Language) -> bool:
    """Whether a word that could be a verb stands right behind an article."""
    before = re.findall(r"[^\W_]+", text[max(0, token.start - 12) : token.start])
    return bool(before) and verbatim_key(before[-1]) in ARTICLES[language]


def _third_person(surface: str) -> str | None:
    """The verb that an English word in -s may be a form of."""
    for base in (surface.removesuffix("s"), surface.removesuffix("es")):
        if base != surface and (base == "leave" or find(base, "en", "verb") is not None):
            return base
    return None


def _lacks_subject(text: str, token: Token, language: Language) -> bool:
    """Whether an English verb in -s stands behind a border, where it is as likely a noun in a list."""
    if language != "en" or not token.surface.endswith("s") or _third_person(token.surface) is None:
        return False
    return re.search(r"(?:^|[^\w\s]|\b(?:and|or|about|of|for|with))\s*$", text[: token.start]) is not None


def _is_verb_there(text: str, token: Token, language: Language) -> bool:
    """Whether a word that could be a noun stands where a verb does: « on danse », "nothing leaves", "to walk"."""
    before = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text[max(0, token.start - 40) : token.start])
    between = re.search(r"[^\w\s'’]\s*$", text[: token.start])
    if not before or between or " " in token.surface:
        return False
    last = before[-1]
    if verbatim_key(last) in SUBJECTS[language]:
        return True
    if language == "en" and find(last, "en", "noun") is not None:
        return _third_person(token.surface) is not None
    return last[0].isupper() and len(before) > 1 and token.surface[0].islower() and language == "fr" and len(last) > 3


def _readings(word: Word, text: str, token: Token, language: Language) -> Iterator[tuple[Word, float]]:
    """A word as it was read, and as the verb of the same spelling that it may be: dance classes, to dance."""
    yield word, 1.0
    same = verbatim_key(token.surface) == verbatim_key(word.text)
    if word.part == "noun" and same and not _is_noun_there(text, token, language):
        verb = find(word.text, language, "verb")
        if verb is not None and verbatim_key(verb.text) == verbatim_key(word.text):
            yield verb, 0.7


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


def _places(brief: Brief) -> Iterator[str]:
    """The names in the brief's place, in their order: parts of it without a figure."""
    for part in re.split(r"\s*[,;(–—]\s*", brief.facts.place.rstrip(" .)")):
        if _NO_NAME.match(part):
            continue
        if part and not re.search(r"\d", part) and len(part) <= _LONGEST_PLACE and part[0].isalpha():
            yield part


def proper_word(text: str, language: Language) -> Word:
    """A name, an hour or a day as a word that takes no article."""
    return Word(text, language, "proper")
