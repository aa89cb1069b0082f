"""What a fragment names that could be drawn, as the letter writes it; and whether it is a clause or a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from oeuvre.create.ideas.letter.signs import SIGNS
from oeuvre.create.lexicon import Token, content, find, guess, kind_of, zipf
from oeuvre.foundation import Language

# Words that are things, and far more often say which, when or how many; and those of two senses.
_LESS = """
    last left cast match well lot page pages top back front side piece pieces cover spring fall second minute
    glace plan cours pièce pièces tour ligne fin bout place bas haut fond coup points ombre combat gens vingtaine
    dizaine trentaine quinzaine centaine tonne tonnes tiers année années portée lit nom noms
    matinée journée soirée studio
    pair pairs paire paires people folk someone somebody anyone
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
# « Sans une plainte » shows none.
_DENIED = re.compile(r"\b(?:sans|without)\s(?:une?\s|an?\s)?$", re.IGNORECASE)
# Who is dead is not shown.
_LATE = re.compile(r"\b(?:late|feue?|défunte?)\s$", re.IGNORECASE)
_OURS = frozenset(
    ("my", "our", "your", "his", "her", "their", "its", "mon", "ma", "notre", "votre", "son", "sa", "leur")
)
_OUR_MANY = frozenset(["mes", "nos", "vos", "ses", "leurs"])
_PLURAL = re.compile(r"(?<![su])s$")


def _phrase_en(thing: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<article>the|an?|one|my|our|your|his|her|their|its)\s(?P<between>(?:[\w-]+\s){{0,2}}){re.escape(thing)}\b",
        re.IGNORECASE,
    )


def _phrase_fr(thing: str) -> re.Pattern[str]:
    return re.compile(
        r"\b(?P<article>l[ea]s?|l’|une?|des|mon|ma|mes|notre|nos|votre|vos|son|sa|ses|leurs?)(?:\s|(?<=’))"
        rf"(?P<between>(?:(?:petit|grand|vieux|vieil|beau|bon|gros|petite|grande|vieille|belle|bonne|grosse)s?\s)?)"
        rf"{re.escape(thing)}\b",
        re.IGNORECASE,
    )


_PHRASES: Mapping[Language, Callable[[str], re.Pattern[str]]] = {"en": _phrase_en, "fr": _phrase_fr}
_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")


def thing_of(text: str, language: Language) -> str:
    """What a text names that could be shown, as written there: of a name its head, of a clause its least common thing.

    Empty where it names none.
    """
    tokens = content(text, language)
    found: list[Token] = []
    people = [one for one in tokens if _is_person(one, language) and not _LATE.search(text[: one.start])]
    for place, token in enumerate(tokens):
        if not _is_thing(token, language) or (not token.start and language == "fr" and _DONE.search(token.surface)):
            continue
        if language == "fr" and _DOES.search(text[: token.start]):
            continue
        if _DENIED.search(text[: token.start]):
            continue
        head = token
        if language == "en":
            # "Cutting table", "wall boxes": what stands before the head only says which.
            for following in tokens[place + 1 : place + 3]:
                if text[head.start + len(head.surface) : following.start] != " " or not _is_thing(following, language):
                    break
                head = following
        found.append(head)
    if not found and not people:
        return ""
    found = found or people[:1]
    head = min(found, key=lambda token: zipf(token.lemma, language)) if claims(text, language) else found[0]
    return head.surface if head.surface.isupper() else head.surface[:1].lower() + head.surface[1:]


def phrase_of(thing: str, text: str, language: Language) -> str:
    """A thing with its article, as a sentence of ours may speak of it: "the odd socks", « la bétaillère ».

    What is ours or yours becomes the one or a one. Empty where the text gives it no article and it needs one.
    """
    found = _PHRASES[language](thing).search(text)
    if found is None:
        return thing if language == "en" and _PLURAL.search(thing) else ""
    article, between = found["article"].casefold().strip(), found["between"] or ""
    if any(token.word is not None and token.word.part == "verb" for token in content(between, language)):
        return ""
    if article in _OURS:
        word = find(thing, language, "noun")
        one = "the" if language == "en" else "une" if word is not None and word.gender == "f" else "un"
        if language == "fr" and word is None:
            return ""
        return f"{one} {between}{thing}"
    if article in _OUR_MANY:
        return f"des {between}{thing}"
    joint = "" if article.endswith("’") else " "
    return f"{article}{joint}{between}{thing}"


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


def is_person(text: str, language: Language) -> bool:
    """Whether what a text names first is somebody."""
    tokens = content(text, language)
    return bool(tokens) and _is_person(tokens[0], language)


def _is_person(token: Token, language: Language) -> bool:
    """Whether a word names somebody, by what they are: a nurse, « le père »."""
    word = token.word if token.word is not None else guess(token.lemma, language)
    if word is None or word.part != "noun" or not token.surface.islower() or token.surface in _NO_THINGS:
        return False
    return (word.kind or kind_of(word.text, language)) == "person"


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
