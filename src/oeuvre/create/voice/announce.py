"""An announcement in up to 60 and up to 150 words, alternative texts, and calls to action: facts, in sentences.

In newspaper order: what, when, where, how much, who. Honest: where the brief says little the text is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from oeuvre.create.voice.capitals import with_capital
from oeuvre.create.voice.clauses import sentences, word_count
from oeuvre.create.voice.cues import GRAVE
from oeuvre.create.voice.describe import LONGEST_ALT
from oeuvre.create.voice.ground import Ground
from oeuvre.create.voice.headline import holds_any
from oeuvre.create.voice.sentences import (
    by_whom,
    how_much,
    is_telephone,
    new_in,
    programme_told,
    sells_book,
    sentence,
    signs_up,
    when_and_where,
    where_to_turn,
    with_whom,
)
from oeuvre.create.voice.small_words import HANGING
from oeuvre.create.voice.written import Written
from oeuvre.foundation import Language, say, set_text, verbatim_key

SHORT_ANNOUNCEMENT, LONG_ANNOUNCEMENT = 60, 150
_SHORT_ALT = 125
_MOST_ACTIONS = 3
# So many letters tell « nettoyer » and « nettoyage » for one word.
_STEM = 6
# A date that comes back needs no saving, nor does the last of many.
_RECURRING = re.compile(
    r"^(?:until|jusqu\w*)\b|"
    r"\b(?:tous|toutes|chaque|every|each|of the month|(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b",
    re.IGNORECASE,
)
# Once a month is neither a date to save nor the next day of that name.
_MONTHLY = re.compile(r"\b(?:(?:du|de chaque|par) mois|(?:of the|each|every|a) month)\b", re.IGNORECASE)
# Where somebody comes to you, nobody waits for you.
_AROUND = re.compile(
    r"\bet (?:sa|ses|son|la|les|toute)\b|alentour|environs|agglom|région|partout|domicile|en ligne", re.IGNORECASE
)


def announcement(ground: Ground, most_words: int) -> Written:
    """The brief as an announcement of at most `most_words` words; a sentence that does not fit is left out whole.

    Never empty: where not even the title fits, its first words stand.
    """
    brief, language = ground.brief, ground.language
    title = sentence(set_text(brief.title, language))
    promise, product = (sentence(set_text(text, language)) for text in (brief.facts.promise, brief.facts.product))
    about = list(dict.fromkeys(sentence(set_text(text, language)) for text in sentences(brief.about)))
    # A French title may share its small words with the text and still name the thing.
    bare = verbatim_key(title).rstrip(" .!?…")
    named = any(bare in verbatim_key(one) for one in about) if language == "fr" else not new_in(title, about)
    what = [] if named else [title]
    # In the order of reading, with how much each is needed: the lower number stays longer.
    told = [(0, text) for text in what]
    if language == "fr" and what:
        # After the price a name alone dangles: beside the title it says what the thing is, unless the text does.
        if new_in(product, (*what, *about, promise)) and not _mostly_said(product, ground):
            told.append((8, product))
        product = ""
    told += [(0 if not what and not at else 3 + 4 * bool(at), text) for at, text in enumerate(about)]
    told += [(5, text) for text in (promise,) if new_in(text, (*what, *about))]
    where = when_and_where(ground)
    priced = how_much(ground)
    if language == "en" and new_in(product, (*what, *about, promise, *where)):
        joined, priced, product = _product_joined(ground, title if what else "", priced)
        if what:
            title = joined
            told[0] = (0, title)
    told += [(1, text) for text in where]
    told += [(2, priced), (6, programme_told(ground))]
    told += [(8, text) for text in (product,) if new_in(text, (*what, *about, promise, *where))]
    told += [(6, with_whom(ground)), (4, by_whom(ground)), (4, where_to_turn(ground))]
    usable = [
        (need, order, text)
        for order, (need, text) in enumerate(told)
        if text and (text == title or not holds_any(text, brief.words_avoid))
    ]
    chosen: list[tuple[int, str]] = []
    left = most_words
    for _, order, text in sorted(usable):
        if word_count(text) <= left:
            chosen.append((order, text))
            left -= word_count(text)
    text = " ".join(part for _, part in sorted(chosen))
    if not text:
        text = " ".join(title.split()[:most_words]).rstrip(" ,;:.") + "…"
    return Written(text, "announcement", "brief", label=str(most_words), limit=most_words)


def _product_joined(ground: Ground, title: str, priced: str) -> tuple[str, str, str]:
    """Title, price and product as sentences; a name alone dangles, so that it goes with the price or the title.

    "Dark rye: £4 a loaf.", or else "Give the Otters a Hand: river clean-up."
    """
    name, price = (
        set_text(text, ground.language).rstrip(" .") for text in (ground.brief.facts.product, ground.brief.facts.price)
    )
    if priced and priced != sentence(set_text(ground.brief.facts.price, ground.language)):
        return title, sentence(f"{with_capital(name)}: {price}"), ""
    if title.endswith(".") and ":" not in title and not holds_any(name, ground.brief.words_avoid):
        return f"{title[:-1]}: {name}.", priced, ""
    return title, priced, sentence(name)


def _mostly_said(product: str, ground: Ground) -> bool:
    """Whether title, text and client say half of the product's words; one that the client asks for is not given up."""
    brief = ground.brief
    words = [word for word in re.findall(r"[^\W\d_]+", verbatim_key(product)) if len(word) > 2 and word not in HANGING]
    said = re.findall(r"[^\W\d_]+", verbatim_key(" ".join((brief.title, brief.about, brief.client))))
    told = [word for word in words if any(other.startswith(word[:_STEM]) for other in said)]
    asked = [word for word in words if holds_any(word, brief.words_use) and word not in told]
    return not asked and 2 * len(told) >= len(words)


def alternative_texts(ground: Ground) -> tuple[Written, ...]:
    """A sentence that says what the piece announces, for who cannot see it: whole, and short."""
    language = ground.composes
    found: list[Written] = []
    for limit in (LONGEST_ALT, _SHORT_ALT):
        text = _alternative(ground, language, limit)
        if text and text not in (one.text for one in found):
            found.append(Written(text, "alt", "brief", label=str(limit), limit=limit))
    return tuple(found)


def _alternative(ground: Ground, language: Language | None, limit: int) -> str:
    brief = ground.brief
    title = re.sub(r"(?<!\.)\.$", "", set_text(brief.title, ground.language))
    client = set_text(brief.client, ground.language)
    told = (brief.facts.date, brief.facts.place, brief.facts.price)
    facts = [set_text(fact, ground.language) for fact in told if fact and not holds_any(fact, brief.words_avoid)]
    if brief.facts.price and sells_book(ground) and language is not None and facts:
        book = say("voice:fact.price-book", language, price=facts[-1])
        facts[-1] = book[:1].lower() + book[1:]
    quoted = re.search(r"[«»“”\"]", title) is not None
    # "The Isle of Scaur Community" says where.
    facts = [fact for fact in facts if verbatim_key(fact) not in verbatim_key(client)]
    while True:
        if language is None:
            text = ". ".join((title, *facts))
        else:
            shown = title if quoted else say("voice:alt.quoted", language, title=title)
            # Where a client is at home, its name stands in the place already.
            by = client and not any(verbatim_key(client) in verbatim_key(one) for one in (title, *facts))
            what = say("voice:alt.by" if by else "voice:alt.plain", language, title=shown, client=client)
            joined = ", ".join(_inside(fact) for fact in facts)
            text = say("voice:alt.with-facts", language, what=what, facts=joined) if joined and by else what
            if joined and not by:
                text = f"{sentence(what)} {with_capital(joined)}"
        text = sentence(text)
        if len(text) <= limit:
            return text
        if facts:
            facts.pop()
        elif client:
            client = ""
        else:
            return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _inside(fact: str) -> str:
    """A fact inside a sentence, without the stop of its own; its words stay as they are, capital too."""
    return fact.rstrip(" .")


def actions(ground: Ground) -> tuple[Written, ...]:
    """Up to three calls to action: the brief's own, then those that its facts support."""
    brief = ground.brief
    found: dict[str, Written] = {}
    if brief.copy.action:
        text = set_text(brief.copy.action, ground.language)
        found[verbatim_key(text)] = Written(text, "action", "brief", "", 1.0, (), "copy.action")
    if ground.composes is not None:
        for order, (name, text) in enumerate(_supported(ground, ground.composes)):
            if not holds_any(text, brief.words_avoid):
                line = Written(text, "action", "figure", f"action-{name}", round(0.8 - 0.1 * order, 2))
                found.setdefault(verbatim_key(text), line)
    return tuple(found.values())[:_MOST_ACTIONS]


def _supported(ground: Ground, language: Language) -> Iterator[tuple[str, str]]:
    """Calls that something in the brief stands for; one of each kind, the most binding first."""
    cues, url, day = ground.cues, ground.brief.facts.url, ground.day

    def call(name: str) -> tuple[str, str]:
        return name, set_text(say(f"voice:action.{name}", language, url=url, day=day), language)

    for cue, name in (("reservation", "book"), ("recruitment", "apply"), ("donation", "give")):
        if cue in cues:
            # One puts one's name down for a circle; a place is booked at a show.
            if name == "book" and signs_up(ground):
                name = "sign-up"
            yield call(f"{name}-url" if url and not is_telephone(url) and "@" not in url else name)
            break
    date = ground.brief.facts.date
    if "date" in cues and "recruitment" not in cues and not _MONTHLY.search(date):
        if not _RECURRING.search(date):
            yield call("dates" if language == "fr" and re.search(r"\bau\b|\bet\b", date) else "date")
        if day:
            yield call("day-plain" if ground.sensitive & GRAVE else "day")
    around = language == "fr" and _AROUND.search(ground.brief.facts.place)
    if "place" in cues and "recruitment" not in cues and not ground.sensitive & GRAVE and not around:
        yield call("place" if "date" in cues else "visit")
    if url:
        yield call("call" if is_telephone(url) else "write-url" if "@" in url else "see-url")


def announcements(ground: Ground) -> Sequence[Written]:
    """Both announcements; one where the brief says too little for the long one to say more."""
    short, long = announcement(ground, SHORT_ANNOUNCEMENT), announcement(ground, LONG_ANNOUNCEMENT)
    return (short,) if long.text == short.text else (short, long)
