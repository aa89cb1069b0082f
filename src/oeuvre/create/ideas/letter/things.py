"""What a fragment names that could be drawn, as the letter writes it; and whether it is a clause or a name."""

from __future__ import annotations

import re

from oeuvre.create.ideas.letter.signs import SIGNS
from oeuvre.create.lexicon import Token, content, guess, kind_of
from oeuvre.foundation import Language

# Words that are things, and far more often say which, when or how many; and those of two senses.
_LESS = """
    last left cast match well lot page pages top back front side piece pieces cover spring fall second minute
    glace plan cours pièce pièces tour ligne fin bout place bas haut fond coup points ombre combat gens vingtaine
    dizaine trentaine quinzaine centaine tonne tonnes tiers année années portée lit nom noms
    matinée journée soirée studio
    euro euros dollar dollars pound pounds franc francs budget
"""
_NO_THINGS = frozenset(_LESS.split())
# Kinds of things that one cut-out shows.
_SHOWN = frozenset({"thing", "food", "drink", "plant", "animal"})
# « Portée une fois » has no stave.
_DONE = re.compile(r"(?:ée?s?|ie?s?|ue?s?)$")
# « On porte tout » has no door.
_DOES = re.compile(r"\b(?:on|ils?|elles?|je|nous|vous|qui|se|ne)\s$", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:we|they|you|I)\s[a-z]")
# « Une vraie porte » opens nothing.
_AFTER_ARTICLE = re.compile(
    r"(?:\b(?:une?|l[ea]s?|des|ses|leurs?|vraie?|belle|petite?|the|an?|our|my)|\b[ld][’'])\s?$", re.IGNORECASE
)
# What is no thing to show, by its ending.
_ABSTRACT = re.compile(
    r"(?:esses?|ages?|ises?|ies?|ices?|tions?|ments?|tés?|ness|ity|ances?|ences?|ismes?|ure|ship|ing|eurs?|ers?)$"
)
_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")


def thing_of(text: str, language: Language) -> str:
    """The first thing that a text names, as written there; empty where it names none that could be shown."""
    tokens = content(text, language)
    for place, token in enumerate(tokens):
        if not _is_thing(token, language) or (not token.start and language == "fr" and _DONE.search(token.surface)):
            continue
        if language == "fr" and _DOES.search(text[: token.start]):
            continue
        head = token
        if language == "en":
            # "Cutting table", "wall boxes": what stands before the head only says which.
            for following in tokens[place + 1 : place + 3]:
                if text[head.start + len(head.surface) : following.start] != " " or not _is_thing(following, language):
                    break
                head = following
        return head.surface if head.surface.isupper() else head.surface[:1].lower() + head.surface[1:]
    return ""


def claims(text: str, language: Language) -> bool:
    """Whether a text has a verb that says something of somebody: it is a clause, and no name of a thing."""
    signs = SIGNS[language]
    if signs.subject.match(text) or (language == "en" and _SAYS.search(text)):
        return True
    if any(not _AFTER_ARTICLE.search(text[: hit.start()]) for hit in signs.verb.finditer(text)):
        return True
    for token in content(text, language):
        surface, lemma = token.surface.casefold(), token.lemma.casefold()
        if token.word is not None and token.word.part == "verb":
            if surface != lemma or language == "en":
                return True
        elif token.word is None and surface != lemma and language == "fr" and _INFINITIVE.search(lemma):
            return not surface.endswith(("é", "ée", "és", "ées", "ant"))
    return False


def bare_thing(text: str, language: Language) -> str:
    """A thing without the article or number before it."""
    signs = SIGNS[language]
    counted = signs.number.match(text)
    return signs.head.sub("", text[counted.start("rest") :] if counted else text).strip()


def _is_thing(token: Token, language: Language) -> bool:
    word = token.word if token.word is not None else guess(token.lemma, language)
    if word is None or word.part != "noun" or re.search(r"\d", token.surface):
        return False
    if token.surface.casefold() in _NO_THINGS or (token.start and token.surface[0].isupper()):
        return False
    if SIGNS[language].measure.match(token.surface):
        return False
    head = word.text.split()[0 if language == "fr" else -1]
    kinds = {word.kind or kind_of(word.text, language), kind_of(head, language)} - {""}
    if not kinds and token.word is None and not _ABSTRACT.search(token.lemma):
        # A noun that no list knows more of: a thing, where it is no quality and no doer.
        return True
    return not kinds.isdisjoint(_SHOWN)
