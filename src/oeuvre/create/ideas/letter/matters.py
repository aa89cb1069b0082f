"""What a letter gives to think with: each thing that only this client said, by its kind, with the line that says it.

A matter is a fragment of the letter and what it is: a count, a stretch of time, what it does without, an invitation, a
doubt answered, a list... Nothing is added and no word is inflected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oeuvre.create.brief import Brief
from oeuvre.create.ideas.filling import length
from oeuvre.create.ideas.letter.cutting import (
    MOST_WHOLE,
    MOST_WORDS,
    Fragment,
    bare,
    first_words,
    fragments,
    is_to_us,
    sentences,
)
from oeuvre.create.ideas.letter.signs import SIGNS, Signs
from oeuvre.create.ideas.letter.things import claims, phrase_of, thing_of
from oeuvre.create.ideas.letter.worth import aims_of, jewels, serves, worth_of_line
from oeuvre.create.ideas.subject import Subject
from oeuvre.create.lexicon import content, find, guess
from oeuvre.foundation import Language, verbatim_key

MOST_SIGNS = 4000
# What each kind is worth beside the others, from reading what it gave.
_WORTH = {
    "ratio": 0.34,
    "count": 0.22,
    "without": 0.3,
    "span": 0.08,
    "list": 0.22,
    "since": 0.06,
    "instead": 0.2,
    "call": 0.26,
    "ready": 0.3,
    "given": 0.0,
    "most": 0.24,
    "last": 0.26,
    "alone": 0.24,
    "question": 0.34,
    "whom": 0.3,
    "made": 0.22,
    "hours": 0.04,
    "always": 0.24,
    "person": 0.16,
    "people": 0.2,
    "detail": 0.18,
    "date": -0.4,
    "spread": -0.4,
    "programme": 0.1,
    "row": -0.1,
    "promise": 0.3,
    "product": -0.5,
    "title": -0.3,
    "place": -0.4,
}
# What a field's words are worth: a promise is what the client would have said first.
_FIELD = {"promise": 0.22, "title": 0.16, "about": 0.1, "product": 0.06, "row": 0.02, "fact": 0.0}
_LATE = 0.025
# « Un jeu de gestion pour console » says what it is, and no more.
_LABEL = re.compile(r"(?:an?|une?)\s(?!\w+ (?:fait|demande|takes|makes|gives)\b)", re.IGNORECASE)
# « Du 2 au 30 mars » is no day.
_SPREAD = re.compile(r"\d.*(?:\bto\b|[–-]|\bau\b|\band\b|\bet\b|,).*\d.*", re.IGNORECASE)
_OF_WHOM = re.compile(r"\b(?:her|his|their)\b", re.IGNORECASE)
# Kinds of lines that the thing of their sentence shows.
_BY_SENTENCE = frozenset({"alone", "always", "call", "ready", "person", "last"})
_ITEMS, _LONG_ITEM = 3, 5
# What a line is worth more that is of the letter's best sentence, of its second and third.
_JEWEL = (0.45, 0.38, 0.12)
_LONGEST_DATE = 48
_NUMBERED = re.IGNORECASE | re.VERBOSE
# « Une gommette, un banc », "one seat, one vote".
_EACH = re.compile(r"(?:une?|one)\b[^,:;]*, (?:une?|one)\b[^,:;]*", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[,;]\s+(?:and\s+|et\s+|or\s+|ou\s+)?|\s+(?:and|et)\s+")


# A number with nothing that it counts: "two hundred and six at the last count".
_UNTOLD: Mapping[Language, re.Pattern[str]] = {
    "fr": re.compile(
        SIGNS["fr"].number.pattern.partition("(?P<rest>")[0] + r"(?:à|au|en|sur|par|depuis|et|ou)\s", _NUMBERED
    ),
    "en": re.compile(
        SIGNS["en"].number.pattern.partition("(?P<rest>")[0] + r"(?:at|in|by|or|and|on|since|to)\s", _NUMBERED
    ),
}


@dataclass(frozen=True)
class Matter:
    """One thing that the letter gives.

    `line` is what could stand large, without its stop, `said` what a premise quotes, `field` where they come from.
    `thing` names what could be drawn, as the letter writes it; `items` are the parts of a list or of a programme;
    `name` a person's, `sentence` the whole sentence where the line is of the text.
    """

    kind: str
    line: str
    said: str
    field: str
    worth: float
    thing: str = ""
    items: tuple[str, ...] = ()
    name: str = ""
    sentence: str = ""


def matters_of(brief: Brief, subject: Subject) -> list[Matter]:
    """Everything that a letter gives, the worthiest first; none twice."""
    language = subject.language
    found = [
        *_from_fragments(brief, subject),
        *_lists(brief, language),
        *_programme(brief, language),
        *_title(brief, subject),
        *_plain(brief, language),
    ]
    best: dict[tuple[str, str], Matter] = {}
    for one in sorted(found, key=lambda one: -one.worth):
        if 1 <= length(one.line) <= MOST_WHOLE and not _is_avoided(one, brief):
            best.setdefault((one.kind, verbatim_key(one.line)), one)
    return list(best.values())


def _is_avoided(one: Matter, brief: Brief) -> bool:
    said = verbatim_key(f"{one.line} {one.said}")
    return any(
        re.search(rf"(?<!\w){re.escape(verbatim_key(word))}(?:e?s|x)?(?!\w)", said) is not None
        for word in brief.words_avoid
        if word.strip()
    )


def _texts(brief: Brief) -> Iterator[tuple[str, str]]:
    facts = brief.facts
    for field, text in (("promise", facts.promise), ("about", brief.about), ("product", facts.product)):
        yield field, text.replace("'", "’")


def _from_fragments(brief: Brief, subject: Subject) -> Iterator[Matter]:
    signs = SIGNS[subject.language]
    rank, aims = jewels(brief, subject.language), aims_of(brief, subject.language)
    for field, text in _texts(brief):
        cut = list(fragments(text[:MOST_SIGNS], field, subject.language))
        if field != "about" and any(one.whole and not re.search("[:;]", one.text) for one in cut):
            # A promise that can be quoted whole is not cut.
            cut = [one for one in cut if one.whole]
        for one in cut:
            value = _strength(one, brief, signs) + _told(one, rank, aims, (brief.title, brief.client), subject.language)
            for kind, said in _kinds(one, brief, subject.language):
                yield Matter(
                    kind,
                    one.text,
                    said,
                    field,
                    _WORTH[kind] + value,
                    thing=thing_of(said, subject.language) or _beside(kind, one, subject.language),
                    name=_person_in(one.text, brief) if kind == "person" else "",
                    sentence=one.sentence,
                )


def _beside(kind: str, one: Fragment, language: Language) -> str:
    """What may show a line that names nothing: the thing of its own sentence, where an article names it there."""
    thing = thing_of(one.sentence, language) if kind in _BY_SENTENCE else ""
    return thing if thing and phrase_of(thing, one.sentence, language) else ""


def _told(
    one: Fragment, rank: Mapping[str, int], aims: frozenset[str], names: tuple[str, ...], language: Language
) -> float:
    """What a fragment is worth as a line: for its words, for the sentence it is of, for what the client aims at."""
    begins = one.field == "about" and one.order == 0
    value = worth_of_line(one.text, language, begins=begins) + serves(one.text, aims, language)
    value -= 0.6 if begins and any(one.text.startswith(name) for name in names if name) else 0.0
    place = next((place for sentence, place in rank.items() if sentence.startswith(one.sentence[:60])), None)
    return value + (_JEWEL[place] if place is not None and one.field == "about" else 0.0)


def _strength(one: Fragment, brief: Brief, signs: Signs) -> float:
    """How good a line a fragment is, whatever it says."""
    words = length(one.text)
    value = _FIELD[one.field] - _LATE * min(one.order, 6)
    value += 0.08 if 3 <= words <= 7 else 0.0
    value += 0.08 if one.whole else 0.0
    value += 0.1 * sum(1 for word in brief.words_use if verbatim_key(word) in verbatim_key(one.text))
    value -= 0.3 if one.whole and one.field == "about" and _LABEL.match(one.text) else 0.0
    value -= 0.5 if signs.dull.search(one.text) else 0.0
    value -= 0.06 if one.listed else 0.0
    value -= 0.04 if one.tail else 0.0
    value += 0.06 if one.whole and re.search(signs.number.pattern, one.text, signs.number.flags) else 0.0
    value -= 0.1 if not one.whole and _OF_WHOM.search(one.text) else 0.0
    return value


def _kinds(one: Fragment, brief: Brief, language: Language) -> Iterator[tuple[str, str]]:
    """The kinds that a fragment is of, each with what of it a premise quotes."""
    text, signs = one.text, SIGNS[language]
    numbers = [
        hit
        for hit in re.finditer(rf"(?<![\w-]){signs.number.pattern}", text, signs.number.flags)
        if _counts(hit, language)
    ]
    # "A tomato nobody has managed to name" is a name, whatever is said in it.
    fronted = signs.preposition.match(text) is not None and signs.clause.search(text) is not None
    claim = (fronted or claims(text, language)) and not (one.tail and signs.relative.match(text))
    if _UNTOLD[language].match(text):
        return
    if text.endswith("?"):
        yield "question", text
        return
    if (signs.ratio.search(text) and numbers and not claim) or _EACH.fullmatch(text):
        yield "ratio", text
    elif numbers and numbers[0].start() == 0 and not claim:
        measured = signs.measure.match(numbers[0]["rest"]) is not None
        yield ("span" if measured else "people" if _is_of_people(numbers[0]["rest"], language) else "count"), text
    kinds = [kind for kind, told in signs.told(text) if told and not (kind == "without" and claim)]
    for kind in kinds:
        yield kind, text
    if _person_in(text, brief):
        yield "person", text
    elif (claim or one.whole) and not kinds and not one.tail and one.field == "about":
        yield ("always" if signs.always.search(text) else "alone"), text
    elif one.field == "promise" and not kinds and (claim or not numbers):
        yield ("promise" if claim else "alone"), text
    if (
        not claim
        and (one.tail or signs.named.match(text))
        and not re.match(signs.number.pattern, text, signs.number.flags)
    ):
        told = [token for token in content(text, language) if token.word is None or token.word.part != "verb"]
        if len(told) >= 2 and thing_of(text, language) and one.field != "product":
            yield "detail", text


def _is_of_people(word: str, language: Language) -> bool:
    """Whether a word names people: « bénévoles », "people"."""
    said = re.match(r"[^\W_]+", word)
    known = find(said[0], language) if said else None
    return word.startswith(("people", "personnes")) or (known is not None and known.kind == "person")


def _counts(hit: re.Match[str], language: Language) -> bool:
    """Whether a number counts things: no price, date, age limit or distance."""
    figure, signs = hit["n"], SIGNS[language]
    said = re.match(r"[^\W_]+(?:-[^\W_]+)*", hit["rest"])
    word = find(said[0].casefold(), language) if said else None
    if language == "fr" and word is not None and word.part != "noun":
        return False
    if language == "en" and said is not None and find(said[0].casefold(), "en", "noun") is None:
        read = guess(said[0].casefold(), "en")
        if read is None or read.part != "noun":
            return False
    year = re.fullmatch(r"1[5-9]\d\d|20[0-4]\d", figure) is not None
    return not year and signs.no_count.match(hit["rest"]) is None


def _person_in(text: str, brief: Brief) -> str:
    """The name, as the text writes it, of one of the brief's people."""
    for person in brief.facts.people:
        name: str = re.split(r"\s*[,(:;–—]\s*", person.strip())[0]
        for said in (name, *name.split()[:1]):
            if len(said) > 2 and said[0].isupper() and re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text):
                return said
    return ""


def _lists(brief: Brief, language: Language) -> Iterator[Matter]:
    """Three things or more in a row, none longer than four words and none with a verb."""
    signs, rank = SIGNS[language], jewels(brief, language)
    for field, text in _texts(brief):
        if field == "product":
            # A list of services is a price list.
            continue
        for order, sentence in enumerate(sentences(text[:MOST_SIGNS])):
            if is_to_us(sentence, language) or "(" in sentence:
                continue
            for part in re.split(r"\s*:\s+|[\u00a0\u202f]:\s+|\s[–—]\s", bare(sentence)):
                items = _items(part, signs, language)
                if len(items) >= _ITEMS:
                    line = _listed_line(items)
                    value = _WORTH["list"] + _FIELD[field] - _LATE * min(order, 6) + 0.02 * len(items)
                    value += worth_of_line(", ".join(items), language, begins=order == 0)
                    value += _JEWEL[rank[sentence]] if sentence in rank and field == "about" else 0.0
                    yield Matter("list", line, ", ".join(items), field, value, items[0], tuple(items), "", sentence)


def _items(part: str, signs: Signs, language: Language) -> list[str]:
    pieces = [piece.strip() for piece in _SPLIT.split(part) if piece.strip()]
    best: list[str] = []
    run: list[str] = []
    for place, piece in enumerate(pieces):
        fits = (
            1 <= length(piece) <= _LONG_ITEM
            and not claims(piece, language)
            and not signs.leaning.match(piece)
            and not re.search(r"\d|[«»“”\"?!]", piece)
            and not signs.preposition.match(piece)
            and _is_named(piece, language)
            and (place > 0 or len(part.split(",")[0].split()) <= _LONG_ITEM)
        )
        run = [*run, piece] if fits else []
        if len(run) > len(best):
            best = run
    return best


def _is_named(piece: str, language: Language) -> bool:
    """Whether an item names a thing: a noun stands in it, and no verb begins it."""
    first = (first_words(piece, 1) or ("",))[0]
    word = find(first, language)
    if word is not None and word.part == "verb" and language == "fr":
        return False
    if not piece[0].islower() and piece[0].isalpha() and find(first, language) is None:
        return False
    return any(token.word is None or token.word.part == "noun" for token in content(piece, language))


def _listed_line(items: list[str]) -> str:
    """The first things as a headline, a full stop behind each."""
    line: list[str] = []
    for item in items:
        if line and length(". ".join([*line, item])) > 9:
            break
        line.append(item[:1].upper() + item[1:])
    return ". ".join(line)


def _programme(brief: Brief, language: Language) -> Iterator[Matter]:
    rows = [row for row in brief.programme if row.name.strip()]
    names = tuple(bare(row.name) for row in rows)
    fit = [name for name in names if 2 <= length(name) <= MOST_WORDS]
    if len(names) >= _ITEMS and fit:
        # The row that says most is the line; at equal length, the first.
        line = max(fit, key=lambda name: (min(length(name), 6), -fit.index(name)))
        yield Matter("programme", line, ", ".join(names[:_ITEMS]), "row", _WORTH["programme"] + 0.1, "", names[:4])
    for place, name in enumerate(fit):
        if length(name) >= 3:
            yield Matter("row", name, name, "row", _WORTH["row"] - _LATE * place, thing_of(name, language))


def _title(brief: Brief, subject: Subject) -> Iterator[Matter]:
    title = bare(brief.title.replace("'", "’"))
    if not title:
        return
    kind = "question" if title.endswith("?") else "title"
    yield Matter(kind, title, title, "title", _WORTH[kind] + _FIELD["title"], thing_of(title, subject.language))


def _plain(brief: Brief, language: Language) -> Iterator[Matter]:
    """What every letter has: the thing offered, and where it is."""
    product = bare(brief.facts.product)
    if (
        length(product) > 1
        and not re.search(r",|\b(?:and|et)\b", product)
        and not SIGNS[language].number.match(product)
    ):
        yield Matter("product", product, product, "product", _WORTH["product"] + 0.06, thing_of(product, language))
    date = bare(brief.facts.date)
    if date and len(date) <= _LONGEST_DATE and re.search(r"\d", date) and SIGNS[language].dated.search(date):
        kind = "spread" if _SPREAD.search(re.split(r",\s", date)[0]) else "date"
        yield Matter(kind, date, date, "fact", _WORTH[kind])
    place = re.split(r"\s*[,;(–—]\s*", brief.facts.place.strip())[0].rstrip(".")
    if place and not re.search(r"\d", place) and place[0].isupper():
        yield Matter("place", place, place, "fact", _WORTH["place"])


def words_in(texts: Iterable[str], language: Language) -> list[str]:
    """The content words of some texts as they are written, each once: the steps of a path."""
    found = [token.surface.casefold() for text in texts for token in content(text, language)]
    return list(dict.fromkeys(found))
