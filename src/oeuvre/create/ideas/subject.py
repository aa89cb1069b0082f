"""What a brief is about, read once: its trades, the things it names, the materials of those trades, what to avoid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from oeuvre.create.brief import Brief, guess_language
from oeuvre.create.ideas.filling import Material
from oeuvre.create.ideas.materials import UNWANTED, is_worn, lemmas_of, materials_of
from oeuvre.create.ideas.resolve import resolve
from oeuvre.create.ideas.tables import phrasing, worlds
from oeuvre.create.lexicon import Token, Trade, Word, content, entries, guess, is_unfit, trades_of
from oeuvre.create.lexicon import kind_of as kind_of_word
from oeuvre.foundation import LANGUAGES, Language

# Of a longer text, the beginning says what it is about.
MOST_SIGNS = 6000
# From the first weight on, a trade is the brief's own; under the second, a neighbour whose phrases would be untrue.
_SURELY, _PERHAPS = 0.62, 0.4
_BESIDE = 0.6
# What stands before an English verb, and after it.
_DOER = re.compile(r"(?:^|[.!?;:,–—]\s+|\b(?:to|you|we|they|and|or|who|never|always|please|can|will|not)\s+)$", re.I)
_DONE_TO = re.compile(
    r"\s+(?:it|them|us|you|me|the|an?|your|our|one|this|that|with|up|down|in|out|on|at|by|for)\b", re.I
)
# What stands before a thing that there is none of.
NONE: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(r"\b(?:sans|ni|aucune?|pas d[e’]|plus d[e’])\s*$", re.IGNORECASE),
    "en": re.compile(r"\b(?:no|not|never|without|instead of|neither|nor)\s+(?:[a-z]+\s+)?$", re.IGNORECASE),
}
# Where a thing is says nothing of what it is: a tattooist above the bookshop sells no books.
_ELSEWHERE: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(
        r"\b(?:au-dessus|au-dessous|à côté|en face|à deux pas|près|non loin|au coin|au bout|au pied) "
        r"(?:de la |de l[’']|du |des |d[’']|de )[\w-]+|\b(?:derrière|devant) (?:la |le |les |l[’']|une? )[\w-]+|"
        # Nor what it was before.
        r"\b(?:un |une |l[’']|d[’']une? |notre |leur )?ancien(?:ne)? [\w-]+(?: (?:couverte?|à |de |du |d[’'])[\w-]*)?",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:above|over|below|behind|beside|opposite|near|next to|next door to|round the corner from|across from|"
        r"at the back of|in front of) (?:the|an?|our|your|my|his|her|its|their) (?:old )?[\w-]+|"
        r"\b(?:an?|the|our|their) (?:former|disused|converted|shut-up|abandoned|one-time) [\w-]+(?: [\w-]+)?",
        re.IGNORECASE,
    ),
}
# Trades that a brief is not of by half: a candle maker is no funeral home, nor wants to be likened to one.
GRAVE = frozenset({"funeral-home"})
# Kinds of things that one cut-out shows.
SHOWN = frozenset({"thing", "food", "drink", "plant", "animal"})
_WORLDS = frozenset({"place", "work", "matter", "event", "body"})


@dataclass(frozen=True)
class Subject:
    """A brief, as the engine sees it.

    Of `trades`, the nearest ones, `own` are those that it is truly of. `things` are nouns to show, the best first;
    `materials` are phrases by slot letter.
    """

    language: Language
    texts: tuple[str, ...]
    lemmas: Mapping[str, float]
    trades: tuple[tuple[Trade, float], ...]
    own: tuple[tuple[Trade, float], ...]
    things: tuple[Word, ...]
    materials: Mapping[str, tuple[Material, ...]]
    avoid: frozenset[str]
    cliches: tuple[str, ...]
    has_product: bool
    of_client: tuple[int, int]
    headline: str
    mood: tuple[str, ...]
    said: str
    little: tuple[str, ...]

    @property
    def light(self) -> tuple[str, ...]:
        """The lights of its trades, else of the nearest one, else a window."""
        trades = self.own or self.trades[:1]
        return tuple(light for trade, _ in trades for light in trade.light) or ("window",)


def read_subject(brief: Brief, extra_trades: Path | None = None) -> Subject:
    """Reads at most MOST_SIGNS of each text. Goal, audience and mood help to find the trade, and no more."""
    language, little = _language(brief)
    said = [
        *(brief.title, brief.facts.product, *brief.words_use, brief.about, brief.facts.promise, brief.client),
        *(row.name for row in brief.programme),
        *(brief.copy.headline, brief.copy.line),
    ]
    texts = tuple(text[:MOST_SIGNS] for text in said if text.strip())
    avoid = frozenset(word for phrase in brief.words_avoid for word in _forms(phrase, language))
    if avoid & {word for phrase in brief.words_use for word in _forms(phrase, language)}:
        little.append("contradictory")
    lemmas: dict[str, float] = {}
    for order, text in enumerate(texts):
        for word in lemmas_of(text, language):
            lemmas[word] = max(lemmas.get(word, 0.0), 1.0 / (1 + 0.25 * order))
    steering = tuple(text[:MOST_SIGNS] for text in (brief.goal, brief.audience) if text.strip())
    here = [_here(text, language) for text in texts]
    near = trades_of([*here, *steering], language, extra_trades, most=3)
    if len(lemmas) < 5:
        little.append("short-brief")
    if any(len(text) > MOST_SIGNS for text in said):
        little.append("long-brief")
    if not near:
        little.append("no-trade")
    own = tuple((trade, weight) for trade, weight in near if _is_own(trade, weight, texts, language))
    if near and not own:
        little.append("far-trade")
    cliches = tuple(cliche for trade, _ in near for cliche in trade.cliches(language))
    things = _things(texts, own, language, avoid)
    fresh = tuple(word for word in things if not is_worn(word.text, cliches, lemmas, language))
    things = fresh or things
    if not things:
        little.append("no-subject")
    return Subject(
        language=language,
        texts=texts,
        lemmas=lemmas,
        trades=near,
        own=own,
        things=things,
        materials=materials_of(_first(own), language, " ".join(texts).casefold(), avoid),
        avoid=avoid,
        cliches=cliches,
        has_product=bool(brief.facts.product.strip()),
        headline=brief.copy.headline.strip(),
        mood=brief.mood,
        said="\n".join(here).casefold(),
        of_client=_place_of(brief.client, texts),
        little=tuple(little),
    )


def _place_of(client: str, texts: tuple[str, ...]) -> tuple[int, int]:
    """Where among the texts, joined by a line's end each, the client's name stands; nowhere where it is not told."""
    at = 0
    for text in texts:
        if client.strip() and text == client[:MOST_SIGNS]:
            return at, at + len(text.casefold())
        at += len(text.casefold()) + 1
    return at, at


def _here(text: str, language: Language) -> str:
    """A text with blanks for what it only says is near, each as long as what it stands for."""
    return _ELSEWHERE[language].sub(lambda found: " " * len(found[0]), text)


def _language(brief: Brief) -> tuple[Language, list[str]]:
    tag = brief.language.split("-")[0].casefold()
    if tag == "und":
        tag = guess_language(f"{brief.title} {brief.about[:MOST_SIGNS]}", "und")
    if tag in LANGUAGES:
        return tag, []
    return "en", ["language"]


def _is_own(trade: Trade, weight: float, texts: tuple[str, ...], language: Language) -> bool:
    """Whether a trade is the brief's own: by its weight, by a noun at home there in the title, or by two anywhere."""
    if weight >= _SURELY or weight < _PERHAPS or trade.id in GRAVE:
        return weight >= _SURELY
    at_home = [
        {token.word.text for token in content(text, language) if token.word and trade.id in token.word.trades[:2]}
        for text in texts
    ]
    return bool(at_home[:1] and at_home[0]) or len(set().union(*at_home)) >= 2


def _forms(phrase: str, language: Language) -> set[str]:
    """A word as written and as the dictionary has it; a phrase is only itself: « faire son deuil » is not « deuil »."""
    said = phrase.strip().casefold()
    return {said} if " " in said else {said, *lemmas_of(said, language)}


def _things(
    texts: tuple[str, ...], near: tuple[tuple[Trade, float], ...], language: Language, avoid: frozenset[str]
) -> tuple[Word, ...]:
    """Nouns to put on a poster: those of the brief, its trade's first; then the things of the trade itself."""
    ids = {trade.id: weight for trade, weight in near}
    scores: dict[str, float] = {}
    words: dict[str, Word] = {}

    def offer(word: Word, score: float) -> None:
        key = word.text.casefold()
        if (
            word.number == "plural"
            or len(word.text.split()) > 3
            or not avoid.isdisjoint({key, *lemmas_of(key, language)})
        ):
            return
        if is_unfit(word.text, language) or not word.tags.isdisjoint(UNWANTED):
            return
        if not resolve(word.text, language).drawable:
            score -= 0.5
        if score > scores.get(key, 0.0):
            scores[key], words[key] = score, word

    for order, text in enumerate(texts):
        early = 1.0 / (1 + 0.15 * order)
        tokens = content(text, language)[:120]
        for place, token in enumerate(tokens):
            word = token.word if token.word is not None and token.word.part == "noun" else guess(token.lemma, language)
            if word is None or word.text.casefold() in phrasing(language).no_things:
                continue
            if (order and _is_name(text, token.start)) or NONE[language].search(text[: token.start]):
                continue
            kind = word.kind or kind_of_word(word.text, language)
            if language == "en" and _is_done(text, token):
                continue
            if language == "en" and _before_thing(text, token, tokens[place + 1 : place + 2]):
                continue
            fitness = 1.0 if kind in SHOWN else 0.3 if kind in _WORLDS else 0.0
            home = max((ids.get(trade, 0.0) for trade in word.trades), default=0.0)
            if fitness:
                # Beside its trade's things, those that a brief names in passing are only that.
                told = 1.0 if home or not near or not order else 0.55
                offer(word, told * (0.9 * fitness + 0.8 * home) * early * 0.985**place + (0.5 if home else 0.0))
    for trade, weight in near:
        if trade.id in worlds(language):
            # Its sign is drawn for sure: the table of worlds says how.
            sign = worlds(language)[trade.id].thing
            offer(sign, 0.9 * weight + (0.0 if resolve(sign.text, language).drawable else 0.5))
        for rank, word in enumerate(_of_trade(trade.id, language)):
            offer(word, (0.7 - 0.02 * rank) * weight)
    return tuple(words[key] for key in sorted(scores, key=lambda key: (-scores[key], key)) if scores[key] > 0.15)[:14]


def _is_done(text: str, token: Token) -> bool:
    """Whether an English word that could be a noun is a verb where it stands: drink it by July."""
    after = text[token.start + len(token.surface) :]
    return bool(_DOER.search(text[: token.start]) and _DONE_TO.match(after))


def _before_thing(text: str, token: Token, after: tuple[Token, ...]) -> bool:
    """Whether an English noun only says which thing: sun, of sun hats."""
    for following in after:
        beside = text[token.start + len(token.surface) : following.start] == " "
        return beside and following.word is not None and following.word.kind in SHOWN
    return False


def _is_name(text: str, start: int) -> bool:
    """Whether a word stands with a capital where no sentence begins."""
    before = text[:start].rstrip(" \u00a0\u202f«“‘\"'’")
    return text[start : start + 1].isupper() and bool(before) and before[-1] not in ".!?:;\n–—"


def _of_trade(trade: str, language: Language) -> list[Word]:
    """Things of a trade that can be drawn, those in whose world they are most at home first."""
    found = [
        word
        for word in entries(language).values()
        if trade in word.trades and word.kind in SHOWN and resolve(word.text, language).drawable
    ]
    return sorted(found, key=lambda word: (word.trades.index(trade), -len(word.tags), word.text))[:12]


def _first(own: tuple[tuple[Trade, float], ...]) -> tuple[tuple[Trade, float], ...]:
    """The trades whose phrases may be said of the brief: the first, and those that stand beside it."""
    return tuple((trade, weight) for trade, weight in own if weight >= _BESIDE * own[0][1])


def named(word: str, subject: Subject) -> bool:
    """Whether the brief itself names this thing."""
    return word.casefold() in subject.lemmas or (" " in word and word.casefold() in subject.said)


def nearest(words: Iterable[str], subject: Subject) -> float:
    """How much of the brief a handful of words recalls, 0 to 1: used to prefer phrases that meet it."""
    weights = [subject.lemmas.get(word, 0.0) for word in words]
    return min(1.0, sum(weights)) if weights else 0.0
