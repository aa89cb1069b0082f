"""The guard of facts: what a text states that its brief does not give.

Used on every line that the house composes, and on what a model proposes. It reads signs and closed classes of words
(figures, number words, days, months, names, prices, claims of rank, age or price) and no meaning: what it finds is
surely not in the brief; what it does not find may still be wrong, which a person judges.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from oeuvre.create.brief import Brief
from oeuvre.create.voice.cues import stated_texts
from oeuvre.foundation import verbatim_key

if TYPE_CHECKING:
    from oeuvre.create.voice.ground import Ground

_NUMBERS = {
    "fr": """deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12 treize=13 quatorze=14
        quinze=15 seize=16 vingt=20 vingts=20 trente=30 quarante=40 cinquante=50 soixante=60 cent=100 cents=100
        mille=1000 million=1000000 millions=1000000 milliers=1000 dizaine=10 dizaines=10 douzaine=12 douzaines=12
        quinzaine=15 vingtaine=20 trentaine=30 cinquantaine=50 centaine=100 centaines=100 moitié=½ tiers=⅓""",
    "en": """two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13
        fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50
        sixty=60 seventy=70 eighty=80 ninety=90 hundred=100 hundreds=100 thousand=1000 thousands=1000 million=1000000
        millions=1000000 dozen=12 dozens=12 half=½ twice=2 thrice=3""",
}
# "quatre" in « vingt-quatre » is told by the whole: compounds are found first as they stand in the brief.
NUMBERS = {language: dict(item.split("=") for item in words.split()) for language, words in _NUMBERS.items()}

DAYS: dict[str, tuple[str, ...]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
}
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "january february march april may june july august september october november december",
}
MONTHS = {language: tuple(words.split()) for language, words in _MONTHS.items()}
# These are other words too, and count as a month beside a figure only.
_OTHER_WORDS = ("may", "mars", "march")
# What only a brief can know: price, rank, age, scarcity, guarantee, and when.
_CLAIMS = {
    "fr": r"""gratuit\w* | (?:entrée|accès)\s(?:libre|gratuit\w*) | offert\w* | sans\sfrais | n°\s?\w+ | numéro\sun |
        depuis\s(?:\d+|toujours|\w+\s(?:ans|générations|siècles?)) | (?:le|la|les)\smeilleure?s? | leader\w* |
        (?:le|la|les)\splus\s\w+\s(?:de|du|des)\s\w+ | le\sseul | la\sseule | primée?s? | élue?s?\s\w+ | garantie?s? |
        remboursée?s? | soldes? | promo\w* | réduction\w* | places\slimitées | demain | ce\ssoir | aujourd'hui |
        hier | dernière\schance | officiel\w* | certifiée?s? | bio | médaille\w* | brevetée?s? | inédite?s? """,
    "en": r"""free | complimentary | no\scharge | no\.?\s?1 | number\sone | since\s\w+ | the\sbest | award-?\s?winning |
        prize-?winning | voted\s\w+ | leading | the\sonly | guaranteed? | refund\w* | discount\w* |
        \d+\s?%\s?off | half\sprice | percent\soff |
        limited\splaces | tomorrow | tonight | today | yesterday | last\schance | official\w* | certified | organic |
        patented | world-?\s?class | sold\sout | first\sever | now\sopen """,
}
_CLAIM = {
    language: re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.VERBOSE) for language, pattern in _CLAIMS.items()
}
_PRICE = re.compile(r"[€£$¥]|\b(?:euros?|dollars?|pounds?|livres\ssterling|pence)\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<![\w.])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE
)
# A letter with what is set above it: ı and İ, small, are two signs.
_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f][^\W_]*)*(?:[’'-][^\W_]+)*")
# "a fly off" and "the best" of a saying are excused by its frame; these are no names though they begin with a capital.
_CAPITAL_ANYWHERE = frozenset({"i", "i'm", "i've", "i'd", "i'll", "ok", "tv", "qr", "sms", "mp3", "diy"})
_TIME_EN = re.compile(r"(?<!\d)(\d{1,2})(?:[.:]\d\d)?\s?(am|pm|a\.m\.|p\.m\.)")
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f,](?=\d{3}(?!\d))")
_WITH_NUMBERS = frozenset({"et", "and", "un", "une", "one"})
_TIME_24 = re.compile(r"(?<!\d)(\d{1,2})\s?(?:h\b|:\d\d)")


def states_only(
    text: str, ground: Ground | Brief, *, excused: str = "", names: Collection[str] = (), language: str = ""
) -> list[str]:
    """What `text` states and the brief does not give, as it stands in the text; empty when all is given.

    `excused` is wording that states nothing by itself: the fixed words of a saying. `names` are capitalised words that
    are none of a person or place, such as a frame's. In a language other than French and English only figures, prices
    and addresses are read.
    """
    brief = ground if isinstance(ground, Brief) else ground.brief
    language = language or brief.language
    given = _given(brief)
    text = unicodedata.normalize("NFKC", text)
    own = verbatim_key(text)
    excused_key = verbatim_key(excused)
    found = _figures(text, given, excused_key)
    found += [sign for sign in _PRICE.findall(text) if verbatim_key(sign) not in given + excused_key]
    plain = _unaccented(given + excused_key)
    found += [url for url in _ADDRESS.findall(text) if _unaccented(_bare_url(url)) not in plain]
    if language not in DAYS:
        return list(dict.fromkeys(found))
    allowed = _words(given) | _words(excused_key)
    # « Le bol est neuf » counts nothing.
    counted = re.sub(r"\bneuf\b(?!\s\w)|(?<=\best )neuf\b|(?<=\b[àd]e )neuf\b|\bà neuf\b", " ", own)
    found += [word for word in _WORD.findall(counted) if _is_number(word, language, allowed, given)]
    for day in (*DAYS[language], *MONTHS[language]):
        dated = rf"(?:\d+(?:er|st|nd|rd|th)?\s{day}|{day}\s\d+)"
        spoken = dated if day in _OTHER_WORDS else rf"{day}s?"
        if re.search(rf"(?<!\w){spoken}(?!\w)", own) and not _named(day, allowed, brief, language):
            found.append(day)
    claims = [claim[0].strip() for line in text.split("\n") for claim in _CLAIM[language].finditer(verbatim_key(line))]
    found += [claim for claim in claims if claim not in given and claim not in excused_key]
    found += _foreign_names(text, allowed, names)
    return list(dict.fromkeys(found))


@lru_cache(maxsize=64)
def _given_text(texts: tuple[str, ...]) -> str:
    return verbatim_key(" | ".join(texts))


def _given(brief: Brief) -> str:
    return _given_text((*stated_texts(brief), *brief.words_use))


@lru_cache(maxsize=256)
def _words(text: str) -> frozenset[str]:
    found = set(_WORD.findall(text))
    return frozenset(found | {part for word in found for part in re.split(r"['-]", word)})


def _bare_url(text: str) -> str:
    return verbatim_key(text).strip(".,;:!?()«»\"'")


@lru_cache(maxsize=64)
def _known_figures(given: str) -> frozenset[str]:
    """Figures that a brief gives, however they are grouped, said in words, or told on the other clock."""
    known = set(re.findall(r"\d+", given)) | set(re.findall(r"\d+", _GROUPED.sub("", given)))
    words = _words(given)
    for numbers in NUMBERS.values():
        known |= {figure for word, figure in numbers.items() if word in words}
    for hour in _TIME_24.findall(given):
        known.add(str((int(hour) - 1) % 12 + 1))
    for hour, half in _TIME_EN.findall(given):
        known.add(str(int(hour) % 12 + (12 if half.startswith("p") else 0)))
    return frozenset(known)


def _figures(text: str, given: str, excused: str) -> list[str]:
    known = _known_figures(given) | frozenset(re.findall(r"\d+", excused))
    figures = re.findall(r"\d+", _GROUPED.sub("", text))
    return [figure for figure in figures if figure not in known and verbatim_key(figure) not in given]


def _is_number(word: str, language: str, allowed: frozenset[str], given: str) -> bool:
    """Whether a number word states a number that the brief does not give."""
    numbers = NUMBERS[language]
    parts = word.split("-")
    told = [part for part in parts if part in numbers]
    if word in allowed or not told or any(part not in numbers and part not in _WITH_NUMBERS for part in parts):
        return False
    known = _known_figures(given)
    return not all(part in allowed or numbers[part] in known for part in told)


def _named(day: str, allowed: frozenset[str], brief: Brief, language: str) -> bool:
    if day in allowed or f"{day}s" in allowed:
        return True
    months: Sequence[str] = MONTHS[language]
    if day in months:
        # "04/12/2026", "2026-12-04": the month is given by its figure.
        numeric = re.findall(r"\d{1,4}[-/.](\d{1,2})(?:[-/.]\d{2,4})?|\d{1,2}[-/.](\d{1,2})", brief.facts.date)
        return any(part and int(part) == months.index(day) + 1 for pair in numeric for part in pair)
    return False


def _foreign_names(text: str, allowed: frozenset[str], names: Collection[str]) -> list[str]:
    """Words with a capital inside a sentence that neither the brief nor the frame has."""
    free = allowed | {verbatim_key(name) for name in names} | _CAPITAL_ANYWHERE
    found = []
    for match in _WORD.finditer(text):
        word, before = match[0], text[: match.start()]
        tag = before.endswith("#")
        begins = not before.strip() or before.endswith("\n") or re.search(r"[.!?…:|—–«“\"(¿¡]\s*$", before)
        # Capitals throughout are a tone of voice; what they say is judged by its words.
        if not word[0].isupper() or (begins and not tag) or (word.isupper() and len(word) > 1):
            continue
        parts = re.findall(r"[A-ZÀ-Þ][^A-ZÀ-Þ]*", word) if tag else [word]
        if not _is_known(verbatim_key(word), free) and not all(_is_known(verbatim_key(part), free) for part in parts):
            found.append(word)
    return found


def _is_known(key: str, known: frozenset[str]) -> bool:
    """Whether a word, its singular or its plural is known, or all its parts are."""
    forms = {key, f"{key}s", f"{key}x", f"{key}es", re.sub(r"(?:'?s|x)$", "", key), re.sub(r"es$", "", key)}
    if forms & known:
        return True
    parts = re.split(r"['-]", key)
    if len(parts) > 1 and all(_is_known(part, known) for part in parts if part):
        return True
    return _unaccented(key) in _all_unaccented(known)


def _unaccented(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


@lru_cache(maxsize=64)
def _all_unaccented(words: frozenset[str]) -> frozenset[str]:
    """Messages on telephones, and capitals in French, go without accents."""
    return frozenset(_unaccented(word) for word in words)
