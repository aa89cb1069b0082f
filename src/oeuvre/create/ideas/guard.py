"""What an idea may not be: near another, near the brief's own words, what everyone says, or unfit to print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from oeuvre.create.brief import Brief
from oeuvre.create.ideas.filling import length
from oeuvre.create.ideas.materials import is_worn
from oeuvre.create.ideas.model import Idea
from oeuvre.create.ideas.space import cosine, distance, language_of, words_vector
from oeuvre.create.ideas.subject import Subject, read_subject
from oeuvre.create.lexicon import content, is_unfit
from oeuvre.foundation import Language, verbatim_key

# Least distances in the stated space: of two ideas of a set, and of an idea to one that a person refused.
LEAST_APART = 0.42
LEAST_FROM_REFUSED = 0.5
# A headline so near to the brief's title or one of its sentences says nothing new.
_SAID_ALREADY = 0.86
# How many words a headline may have; the letter’s own, whole, may have more.
_LONGEST, _QUOTED = 9, 12
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?;:\n«»“”]+")


@lru_cache(maxsize=20_000)
def _lemmas(text: str, language: Language) -> frozenset[str]:
    return frozenset(token.lemma.casefold() for token in content(text, language))


def is_cliche(texts: Iterable[str], cliches: Iterable[str], language: Language) -> bool:
    """Whether any text says what everyone says: it has all the content words of a cliché, or reads as one."""
    read = [(verbatim_key(text), _lemmas(text, language)) for text in texts]
    for cliche in cliches:
        words = _lemmas(cliche, language)
        for key, lemmas in read:
            if verbatim_key(cliche) in key or (len(words) >= 2 and words <= lemmas):
                return True
    return False


def unfit_reason(idea: Idea, subject: Subject, *, quoting: bool = False) -> str | None:
    """The code of what is wrong with an idea by itself; None when nothing is.

    Of one that is `quoting`, the headline is the letter's own, and the picture is what is new.
    """
    language = language_of(idea)
    shown = (idea.headline, idea.premise, idea.why, *idea.path, *idea.words, *(one.word for one in idea.motifs))
    lemmas = {lemma for text in shown for lemma in _lemmas(text, language)}
    spoken = {word.casefold() for text in shown for word in _WORD.findall(text)}
    whole = " ".join(shown).casefold()
    if subject.avoid & (lemmas | spoken) or any(" " in phrase and phrase in whole for phrase in subject.avoid):
        return "avoid"
    # What a brief is about may be said, in its own words too: blood, for those who give it.
    own = subject.lemmas.keys() | set(_WORD.findall(subject.said))
    if any(is_unfit(word, language) for word in (lemmas | spoken) - own):
        return "unfit"
    given = subject.headline and verbatim_key(idea.headline) == verbatim_key(subject.headline)
    if not given and not 1 <= length(idea.headline) <= (
        _QUOTED if quoting or _is_theirs(idea.headline, subject) else _LONGEST
    ):
        return "unfit"
    said = (idea.premise,) if given else (idea.headline, idea.premise)
    worn = is_worn(idea.motifs[0].word, subject.cliches, subject.lemmas, language)
    if worn or is_cliche(said, subject.cliches, language):
        return "cliche"
    return None if given or quoting or not _says_the_brief(idea.headline, subject) else "brief"


def _is_theirs(headline: str, subject: Subject) -> bool:
    """Whether a headline stands word for word in the brief."""
    said = verbatim_key(headline).rstrip(" .!?…")
    return any(said in verbatim_key(text) for text in subject.texts)


@lru_cache(maxsize=4096)
def _said(text: str, language: Language) -> dict[str, float]:
    return words_vector((text,), language)


def _says_the_brief(headline: str, subject: Subject) -> bool:
    """Whether a headline only repeats the brief: its title, or most of one of its sentences."""
    words = _lemmas(headline, subject.language)
    if not words:
        return False
    own = words_vector((headline,), subject.language)
    for text in subject.texts:
        for sentence in _SENTENCE.split(text)[:60]:
            if not sentence.strip():
                continue
            if verbatim_key(sentence) == verbatim_key(headline.rstrip(".!?")):
                return True
            if len(words) >= 3 and words <= _lemmas(sentence, subject.language):
                return True
            if len(words) >= 2 and cosine(own, _said(sentence, subject.language)) >= _SAID_ALREADY:
                return True
    return False


def near_reason(idea: Idea, others: Sequence[Idea], refused: Sequence[Idea] = ()) -> str | None:
    """`too-close` to one of the others, `near-refused`, or None."""
    if any(distance(idea, other) < LEAST_APART for other in others):
        return "too-close"
    if any(distance(idea, other) < LEAST_FROM_REFUSED for other in refused):
        return "near-refused"
    return None


@lru_cache(maxsize=8)
def _subject(brief: Brief) -> Subject:
    return read_subject(brief)


def too_close(idea: Idea, others: Sequence[Idea], brief: Brief, *, extra_trades: Path | None = None) -> str | None:
    """Why an idea, a person's or a model's, is refused beside `others` for this brief; None when it stands.

    Codes: avoid, unfit, cliche, brief (it only repeats it), too-close.
    """
    subject = read_subject(brief, extra_trades) if extra_trades else _subject(brief)
    return unfit_reason(idea, subject) or near_reason(idea, others)
