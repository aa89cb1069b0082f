"""Cuts a text into clauses that can stand alone, by signs and small words; in doubt, a clause is not offered.

No grammar is parsed. A clause stands alone when it is a whole sentence, when it begins with a pronoun that needs
nothing before it (`on`, `vous`, `you`, `nobody`, ...), alone or with its neighbour, or when its neighbour repeats its
opening word ("no summits, no stopwatches"). Everything else may lean on what was cut away.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from oeuvre.create.voice.leaning import has_no_subject, leans
from oeuvre.create.voice.small_words import HANGING, LEANING, OPENERS
from oeuvre.foundation import verbatim_key

MOST_WORDS = 7
LEAST_WORDS = 3
_MOST_OF_A_SENTENCE = {"fr": 12, "en": 11}
_LONGEST_SENTENCE = {"fr": 60, "en": 54}

# "Il" mostly points back; with these verbs it points at nothing. "Every day" is no clause; "every drawer may" is one.
_IMPERSONAL = {
    "fr": re.compile(
        r"(?:il (?:faut|suffit|y a|est temps|fait|pleut|neige|reste)\b|c['’]est\b|ça\b"
        r"|(?:chaque|tout|rien)\b.*\b(?:est|n['’]est|sont|a|peut|sera|aura)\b)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:there (?:is|are)\b|it takes\b|it is time\b|(?:each|every)\b.*\b(?:is|are|may be|can|must|will|has)\b)",
        re.IGNORECASE,
    ),
}
_JOINING = {
    "fr": re.compile(
        r"\s(?:et|mais|puis|car)\s(?=(?:on|nous|vous|tu|je|chacun|chaque|il faut|il y a|c['’]est)\b)", re.I
    ),
    "en": re.compile(r"\s(?:and|but|so|then)\s(?=(?:you|we|i|nobody|everyone|each|every|nothing)\b)", re.I),
}
_LEADING = {
    "fr": re.compile(r"^(?:et|mais|puis|car|ou)\s+(?=(?:on|nous|vous|tu|chacun|chaque|il faut)\b)", re.I),
    "en": re.compile(r"^(?:and|but|so|then|or)\s+(?=(?:you|we|nobody|everyone|each|every)\b)", re.I),
}
_SENTENCE = re.compile(r"(?<=[.!?…])[\s\u00a0\u202f]+(?=[^\W\d_]|[«\"“(\d])")
_ABBREVIATION = re.compile(r"\b(?:M|Mme|Mlle|Dr|Me|St|Ste|Mr|Mrs|Ms|etc|av|bd|no|p|vol|[A-Z])\.$")


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its final sign."""
    found: list[str] = []
    for part in _SENTENCE.split(text.strip()):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] += " " + part
        elif part:
            found.append(part)
    return found


def word_count(text: str) -> int:
    """Words as a reader counts them: signs that stand alone are none, `l’on` is one."""
    return sum(1 for part in text.split() if re.search(r"\w", part))


def first_word(text: str) -> str:
    found = re.match(r"\W*(\w+)", text)
    return found.group(1).casefold() if found else ""


def whole_sentences(text: str, language: str) -> list[str]:
    """Sentences longer than a clause that still fit a headline, and lean on nothing, without their full stop.

    Of eight to eleven English words and under 54 signs, or to twelve French ones and under 60.
    """
    if language not in _LONGEST_SENTENCE:
        return []
    bare = [one.strip().rstrip(".").strip() for one in sentences(text)]
    return [
        one
        for one in bare
        if MOST_WORDS < word_count(one) <= _MOST_OF_A_SENTENCE[language]
        and len(one) < _LONGEST_SENTENCE[language]
        and not re.search(r"[«»“”\"()\[\]]", one)
        and (first_word(one) not in LEANING[language] or _IMPERSONAL[language].match(one))
    ]


def stand_alone(text: str, language: str) -> list[str]:
    """Clauses of a text that can stand alone, of three to seven words, in their order, words untouched."""
    if language not in OPENERS:
        return []
    found: dict[str, str] = {}
    for sentence in sentences(text):
        for clause in _clauses(sentence, language):
            if LEAST_WORDS <= word_count(clause) <= MOST_WORDS and not _hangs(clause):
                found.setdefault(verbatim_key(clause), clause)
    return list(found.values())


def _clauses(sentence: str, language: str) -> Iterator[str]:
    whole = sentence.strip().rstrip(".").strip()
    if re.search(r"[«»“”\"()\[\]]", whole):
        # Quotes and asides are easily cut in two.
        return
    stands = language != "fr" or not leans(whole, begins=True, ends=True)
    if stands and (first_word(whole) not in LEANING[language] or _IMPERSONAL[language].match(whole)):
        yield whole
    parts = [_LEADING[language].sub("", part.strip(), count=1) for part in _parts(whole, language)]
    for at, part in enumerate(parts):
        if language == "en" and at + 1 < len(parts) and not _opens(parts[at + 1], language):
            # "We mend spines, hinges and loose pages": the first of a list is not the whole of it.
            continue
        if language == "fr" and leans(part, begins=at == 0, ends=at + 1 == len(parts)):
            continue
        if _opens(part, language):
            yield part
    for one, other in itertools.pairwise(parts):
        if language == "fr" and (has_no_subject(one) or has_no_subject(other)):
            continue
        opening, following = first_word(one), first_word(other)
        own = opening in OPENERS[language]
        if (own and following in OPENERS[language]) or (opening == following and (own or one == parts[0])):
            start = whole.find(one)
            yield whole[start : whole.find(other, start + len(one)) + len(other)]


def _opens(part: str, language: str) -> bool:
    return first_word(part) in OPENERS[language] or _IMPERSONAL[language].match(part) is not None


def _parts(sentence: str, language: str) -> list[str]:
    parts: list[str] = []
    for part in re.split(r"\s*[,;:]\s+|\s+[–—-]\s+|[\u00a0\u202f]+[;:]\s+", sentence):
        parts += _JOINING[language].split(part)
    return [part for part in parts if part.strip()]


def _hangs(clause: str) -> bool:
    last = re.findall(r"\w+", clause)
    return not last or last[-1].casefold() in HANGING
