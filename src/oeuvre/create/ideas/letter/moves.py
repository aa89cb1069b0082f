"""From what a letter gives to ideas: art direction that is true of anything, told in the letter's own words.

The rows stand in data/letter-fr.toml and letter-en.toml, by kind of matter. A row is a form that the page borrows (a
timetable, a voucher, a field guide) or a way to look at the thing; the words are the client's, and so is the headline.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import cast

from oeuvre.create.brief import Brief
from oeuvre.create.ideas.filling import length
from oeuvre.create.ideas.grave import is_of
from oeuvre.create.ideas.letter.matters import Matter, matters_of, words_in
from oeuvre.create.ideas.letter.things import bare_thing, is_person, phrase_of
from oeuvre.create.ideas.making import FAMILIES, Candidate, Said, light_of, make, motif_in, turned
from oeuvre.create.ideas.model import Motif, Technique
from oeuvre.create.ideas.resolve import is_near
from oeuvre.create.ideas.subject import Subject
from oeuvre.create.ideas.tables import phrasing
from oeuvre.create.lexicon import find, is_word
from oeuvre.create.library import drawings, emblems
from oeuvre.foundation import Language, set_text

# What stands before the number of a template that comes from the letter.
LETTER = "letter-"
_WORTH = 1.3
# What is taken off an idea whose hero has to be commissioned.
_COMMISSION = 0.1
# Of one matter so many forms are tried, so that no hero has to come twice on a sheet.
_FORMS = 5
_LONGEST = 190
_PATH = 3
# What plays with its subject is not for what is tender.
_PLAYS = frozenset({"exaggeration", "inversion"})
_SLOT = re.compile(r"\{(\w+)(\.Cap|\.Maj)?\}")


# Kinds of matter that are clauses: they may be shown by the thing that they name, or by their words alone.
_CLAUSES = frozenset(
    {"alone", "promise", "always", "call", "ready", "given", "most", "last", "row", "person", "instead", "made"}
)
# Kinds of which a word may set the tone: night, cold, silence.
# Kinds that name a thing.
_NAMED = frozenset({"detail", "count", "product"})
_SHORT = 6
# Of one sentence two lines; each further one says less of the same.
_AGAIN = 0.35
_TONED = _CLAUSES | {"span", "hours"}
# What a picture of the letter's own is worth beside a form that the page borrows.
_OWN, _TONE = 0.16, 0.21
# Tones that many a line has.
_OF_ANY = {"tone-hinge": 0.12, "tone-told": 0.0}


@dataclass(frozen=True)
class Move:
    """One row: the technique, the sentence with its slots, what is shown, perhaps a headline of its own."""

    kind: str
    number: int
    technique: Technique
    premise: str
    shown: str
    word: str
    headline: str
    gentle: bool
    when: re.Pattern[str] | None = None


@cache
def moves(language: Language) -> Mapping[str, tuple[Move, ...]]:
    """Every row of a language by kind of matter."""
    text = (resources.files("oeuvre.create.ideas") / "data" / f"letter-{language}.toml").read_text(encoding="utf-8")
    found: dict[str, tuple[Move, ...]] = {}
    for kind, group in tomllib.loads(text).items():
        rows = [(row, False) for row in group["lines"]] + [(row, True) for row in group["gentle"]]
        when = re.compile(group["when"], re.IGNORECASE) if "when" in group else None
        found[kind] = tuple(
            _read(kind, number, row, gentle, when) for number, (row, gentle) in enumerate(rows, start=1)
        )
    return found


def _read(kind: str, number: int, row: str, gentle: bool, when: re.Pattern[str] | None) -> Move:
    technique, premise, shown, *more = re.split(r"\s+\|\s+", row.strip())
    piece, _, word = shown.partition("=")
    return Move(kind, number, cast(Technique, technique), premise, piece, word, "".join(more), gentle, when)


def _rows_for(matter: Matter, language: Language) -> list[Move]:
    """The rows that a matter may be told in: its kind's, those of any clause, those whose tone it has."""
    table = moves(language)
    rows = list(table[matter.kind]) if matter.kind in table else []
    if matter.kind in _CLAUSES:
        shown = [row for row in table["thing"] if row.gentle or not is_person(matter.thing, language)]
        # Somebody is drawn with care, and neither from above nor as large as a house.
        rows += shown if matter.thing else table["words"]
    if matter.kind in _TONED:
        said = matter.said.replace("'", "’")
        rows += [row for group in table.values() for row in group if row.when is not None and row.when.search(said)]
    return rows


def letter_ideas(brief: Brief, subject: Subject, chance: random.Random) -> Iterator[Candidate]:
    """Ideas that start from what the letter says, the worthiest matters first; each matter in a few forms."""
    grave, tender = is_of("grave", subject), is_of("tender", subject)
    taken: Counter[str] = Counter()
    for matter in matters_of(brief, subject):
        late = _AGAIN * max(0, taken[matter.sentence] - 1) if matter.sentence else 0.0
        taken[matter.sentence] += 1
        if grave and matter.kind in _NAMED:
            # A thing cut out of such a letter may be the very one that cannot be looked at.
            continue
        rows = [
            row
            for row in _rows_for(matter, subject.language)
            if (row.gentle or not grave) and (row.gentle or not tender or row.technique not in _PLAYS)
        ]
        chance.shuffle(rows)
        made = [idea for row in rows if (idea := _idea(matter, row, brief, subject, chance)) is not None]
        best = sorted(made, key=lambda one: -one.worth)[:_FORMS]
        yield from (replace(one, worth=one.worth - late) for one in best)


def _idea(matter: Matter, row: Move, brief: Brief, subject: Subject, chance: random.Random) -> Candidate | None:
    language = subject.language
    slots = _slots(matter, brief, language)
    if row.shown == "A" and not matter.thing:
        return None
    if any(name not in slots for name, _ in _SLOT.findall(row.premise + row.headline)):
        return None
    premise = set_text(_filled(row.premise, slots), language)
    headline = set_text(_filled(row.headline, slots) if row.headline else _line(matter), language)
    if len(premise) > _LONGEST or not headline:
        return None
    hero = _hero(matter, row, subject)
    beside = [own for own in [_own(matter.thing, subject)] if matter.thing and own.drawable and row.shown != "A"]
    why = phrasing(language).why["thought"].replace("{said}", _quoted(matter.said, language))
    steps = _path(matter, brief, hero, language)
    idea = make(
        *(subject, row.technique, Said(premise, headline, set_text(why, language)), steps, (hero, *beside)),
        *(turned(FAMILIES[row.technique], chance), light_of(subject, chance)),
        tuple(dict.fromkeys([*([bare_thing(matter.thing, language)] if matter.thing else []), hero.word])),
    )
    value = _WORTH + matter.worth - (0.0 if hero.drawable else _COMMISSION) - 0.03 * max(0, length(headline) - 8)
    value += _OF_ANY.get(row.kind, _TONE) if row.when is not None else _OWN if row.shown == "A" else 0.0
    return Candidate(idea, value, f"{LETTER}{row.kind}-{row.number}")


def _slots(matter: Matter, brief: Brief, language: Language) -> dict[str, str]:
    said = matter.said
    slots = {
        "x": said if matter.kind in ("place", "date") else _small(said, brief, language),
        "X": _capital(said),
        "q": _quoted(said, language),
        "Q": _quoted(said if said[-1] in "?!…" else f"{said}.", language),
    }
    named = phrase_of(matter.thing, matter.said, language) if matter.thing else ""
    if matter.thing and not named and matter.thing.casefold() not in said.casefold():
        named = phrase_of(matter.thing, matter.sentence, language)
    if named:
        slots |= {"t": named, "T": _capital(named)}
    if matter.name:
        slots["name"] = matter.name
    slots |= {letter: _small(item, brief, language) for letter, item in zip("abc", matter.items, strict=False)}
    if matter.kind == "programme":
        slots |= dict(zip("abc", matter.items, strict=False))
    return slots


def _filled(text: str, slots: Mapping[str, str]) -> str:
    def put(found: re.Match[str]) -> str:
        value = slots[found[1]]
        return _capital(value) if found[2] else value

    return _SLOT.sub(put, text)


def _line(matter: Matter) -> str:
    """The headline: the letter's own words, closed by a full stop; a title as it stands."""
    line = _capital(matter.line)
    return line if matter.kind in ("title", "question") or line[-1] in ".?!…" else f"{line}."


def _hero(matter: Matter, row: Move, subject: Subject) -> Motif:
    if row.shown == "A":
        own = _own(matter.thing, subject)
        named = bare_thing(matter.said, subject.language)
        # Whoever is to draw it is told all that the letter says of it.
        return Motif(named) if not own.drawable and matter.kind in _NAMED and length(named) <= _SHORT else own
    if row.shown.startswith("draw:"):
        name = row.shown.removeprefix("draw:")
        return Motif(row.word or drawings()[name].words(subject.language)[0], drawing=name)
    return Motif(row.word or emblems()[row.shown].words(subject.language)[0], emblem=row.shown)


def _own(thing: str, subject: Subject) -> Motif:
    """The letter's own thing: drawn as itself, or told as a commission; never by a piece that stands near it."""
    bare = bare_thing(thing, subject.language) or thing
    motif = motif_in(bare, subject)
    if not motif.drawable or is_near(motif, subject.language):
        return Motif(bare)
    piece = emblems()[motif.emblem] if motif.emblem else drawings()[motif.drawing]
    word = find(bare, subject.language, "noun")
    first = piece.words(subject.language)[0].casefold().split()
    return motif if {bare.casefold(), word.text.casefold() if word else ""} & {first[0], first[-1]} else Motif(bare)


def _path(matter: Matter, brief: Brief, hero: Motif, language: Language) -> tuple[str, ...]:
    words = words_in([matter.said], language)[:3]
    if len(words) + 1 < _PATH:
        words = [*words_in([brief.title, brief.about], language)[: _PATH - len(words)], *words]
    return tuple(dict.fromkeys([*words, hero.word]))


def _small(text: str, brief: Brief, language: Language) -> str:
    """A fragment as it stands inside a sentence: a small letter, unless it begins with a name."""
    first = re.match(r"[^\W_]+", text)
    if first is None or (language == "en" and first[0] == "I") or (first[0].isupper() and len(first[0]) > 1):
        return text
    names = {word for name in (*brief.facts.people, brief.client) for word in re.findall(r"[^\W_]+", name)}
    known = len(first[0]) == 1 or is_word(first[0].casefold(), language)
    return text[:1].lower() + text[1:] if known and first[0] not in names else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _quoted(text: str, language: Language) -> str:
    return f"« {_capital(text)} »" if language == "fr" else f"“{_capital(text)}”"


def is_quoting(template: str) -> bool:
    """Whether an idea of this template has the letter's own words for its headline."""
    return template.startswith(LETTER)


def said_twice(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether the headline of one says most of what another's says: a sentence, and a part of it."""
    mine = _words(candidate.idea.headline)
    for other in others:
        theirs = _words(other.idea.headline)
        if len(mine & theirs) > 0.6 * min(len(mine), len(theirs)):
            return True
    return False


def _words(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W_]+", text)}
