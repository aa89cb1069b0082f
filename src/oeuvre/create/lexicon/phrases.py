"""A word as it stands in a sentence: with its article, in its number, agreed with. The language is the word's own."""

from __future__ import annotations

from collections.abc import Sequence

from oeuvre.create.lexicon.english import ing, noun_phrase_en, plural_en
from oeuvre.create.lexicon.french import elides, noun_phrase_fr, plural_fr
from oeuvre.create.lexicon.word import Word

NOUN_FORMS = {
    "fr": ("nu", "le", "un", "de", "du", "au", "ce", "en"),
    "en": ("bare", "the", "a", "some", "this", "base"),
}
VERB_FORMS = {"fr": ("nu", "de"), "en": ("base", "ing")}


def noun_phrase(word: Word, form: str, *, plural: bool = False, capital: bool = False) -> str:
    """A noun in one of the forms of its language (NOUN_FORMS).

    French `de` is de or d’, `du` contracts de + le, `au` à + le, `en` is bare, to be put after « en ». A word that is
    used in the plural alone is plural whatever `plural` says. ValueError for a form that the language lacks.
    """
    if form not in NOUN_FORMS[word.language]:
        raise ValueError(f"{form!r} is no form of a {word.language} noun: {', '.join(NOUN_FORMS[word.language])}")
    plural = plural or word.number == "plural"
    phrase = (noun_phrase_fr if word.language == "fr" else noun_phrase_en)(word, form, plural)
    return capitalise(phrase) if capital else phrase


def capitalise(text: str) -> str:
    """The first letter as a capital, accents kept, the rest as it is."""
    return text[:1].upper() + text[1:]


def plural(word: Word) -> str:
    """The plural: of a French adjective the masculine; of a compound its head and what agrees with it."""
    return plural_fr(word) if word.language == "fr" else plural_en(word)


def agree(choices: Sequence[str], word: Word, *, plural: bool = False) -> str:
    """The choice that agrees with a noun: of four in French (m, f, mpl, fpl), of two in English (sg, pl)."""
    expected = 4 if word.language == "fr" else 2
    if len(choices) != expected:
        raise ValueError(f"{word.language} agrees by {expected} choices, not {len(choices)}: {'|'.join(choices)}")
    many = plural or word.number == "plural"
    if word.language == "en":
        return choices[many]
    return choices[2 * many + (word.gender == "f")]


def verb_form(word: Word, form: str) -> str:
    """French `nu` (courir) or `de` (de courir, d’ouvrir); English `base` or `ing`."""
    if form not in VERB_FORMS[word.language]:
        raise ValueError(f"{form!r} is no form of a {word.language} verb: {', '.join(VERB_FORMS[word.language])}")
    if form == "ing":
        return ing(word.text)
    if form == "de":
        return ("d’" if elides(word.text) else "de ") + word.text
    return word.text
