"""The materials of a trade: its phrases by slot letter, without what would state a fact or spoil a poster."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from oeuvre.create.ideas.filling import Material, material_of
from oeuvre.create.ideas.tables import phrasing
from oeuvre.create.lexicon import Trade, Word, content, entries, is_unfit
from oeuvre.foundation import Language

# Words that say how a worn picture is drawn, not what it shows: the umbrella logo is an umbrella.
_WORN_AS = frozenset(
    {"logo", "icon", "crest", "silhouette", "clip", "art", "vintage", "cute", "little"}
    | {"stylisé", "dessin", "pictogramme", "vieux", "vieille", "petit", "mignon", "rouge"}
)
# What a trade is called for to be rid of is no hero of its poster: a plumber shows no leak.
UNWANTED = frozenset({"nuisance", "goodriddance", "flaw"})
GROUPS = {
    "G": "gestures",
    "S": "sounds",
    "N": "smells_tastes",
    "T": "tools",
    "M": "materials",
    "P": "places",
    "H": "hours_seasons",
    "Q": "people",
}
# Words of the calendar are facts: a phrase that has one is used only where the brief says it.
_DATED = {
    "fr": re.compile(
        r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|mai|juin|juillet|août|"
        r"septembre|octobre|novembre|décembre|noël|toussaint|pâques|rentrée|vacances|hiver|été|printemps|automne|ans|"
        r"gratuit\w*|premi\w+ jour|soldes)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:january|february|march|april|may|june|july|august|"
        r"september|october|november|december|christmas|easter|halloween|bonfire|winter|summer|spring|autumn|year|"
        r"years|free|day one|drop)\b",
        re.IGNORECASE,
    ),
}
# English phrases that say a whole sentence are no name of a thing.
_SENTENCE = re.compile(
    r"\b(?:says?|is|are|was|were|will|not|no|don|that never|for|without|by default)\b|’ll|’ve", re.IGNORECASE
)
# Trades whose smells one comes for.
_PLEASANT = frozenset({"food", "craft", "nature", "books", "home", "culture", "travel", "music", "place", "school"})


def lemmas_of(text: str, language: Language) -> list[str]:
    """The content words of a text in their dictionary form, in their order."""
    return [token.lemma.casefold() for token in content(text, language)]


def is_worn(word: str, cliches: Iterable[str], said: Mapping[str, float], language: Language) -> bool:
    """Whether everybody shows this thing for the trade, and the brief has not named it itself."""
    mine = set(lemmas_of(word, language))
    if not mine or any(lemma in said for lemma in mine):
        return False
    return any(mine == set(lemmas_of(cliche, language)) - _WORN_AS for cliche in cliches)


def materials_of(
    own: tuple[tuple[Trade, float], ...], language: Language, said: str, avoid: frozenset[str]
) -> dict[str, tuple[Material, ...]]:
    """Phrases of the trades by slot letter, without what would state a fact that the brief does not give."""
    found: dict[str, list[Material]] = {letter: [] for letter in (*GROUPS, "O", "X", "R")}

    def fits(text: str) -> bool:
        dated = _DATED[language].search(text)
        if dated and dated[0].casefold() not in said:
            return False
        spoken = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
        if not phrasing(language).left_out.isdisjoint(spoken):
            return False
        if not avoid.isdisjoint({*spoken, *lemmas_of(text, language)}):
            return False
        return not any(is_unfit(word, language) for word in spoken)

    for trade, _ in own:
        groups = trade.words(language)
        offered: list[tuple[str, Word]] = [
            (letter, word) for letter, group in GROUPS.items() for word in groups.get(group, ())
        ]
        if trade.topics and _PLEASANT.isdisjoint(trade.topics):
            offered = [one for one in offered if one[0] != "N"]
        offered += [("X", Word(text=said, language=language, part="phrase")) for said in trade.heard(language)]
        offered += [("O", word) for word in trade.opposites(language)]
        offered += [
            ("R", word) for word in entries(language).values() if trade.id in word.trades and "trace" in word.tags
        ]
        for letter, word in offered:
            material = material_of(word, trade.id)
            if letter not in "GX" and not _is_noun(letter, material):
                continue
            if fits(word.text) and material not in found[letter]:
                found[letter].append(material)
    return {letter: tuple(words) for letter, words in found.items()}


def _is_noun(letter: str, material: Material) -> bool:
    """Whether the phrase can stand after an article; a sound or a smell in one bare word says too little in English."""
    word = material.word
    if letter == "S" and len(material.text.split()) < 2:
        return False
    if word.language == "fr":
        return bool(word.gender)
    if letter == "P" and material.text.endswith("ing"):
        return False
    if letter == "O" and _SENTENCE.search(material.text):
        return False
    return letter != "H" or bool(re.match(r"(?:the|a|an)\b", material.text)) or len(material.text.split()) > 1
