"""The closed vocabulary of frames: parts, forms, tags, topics, registers. A word that is not here is a fault."""

from __future__ import annotations

from typing import Literal

Part = Literal["noun", "verb", "adj", "proper", "hour", "day", "placename"]
PARTS: frozenset[str] = frozenset({"noun", "verb", "adj", "proper", "hour", "day", "placename"})

_KINDS = "thing food drink plant animal person body place time event work matter sound smell weather abstract"
KINDS = frozenset(_KINDS.split())
NUMBERS = frozenset({"count", "mass", "plural"})

_TAGS = """
edible drinkable sweet hot cold soft hard round hollow fragile small large light-giving shines fragrant noisy silent
sticky wet rises ripens grows blooms falls flows rolls turns opens closes hangs floats flies burns sings travels waits
returns vanishes moves slow handmade firemade mixed mended secondhand ages fresh reused raw tool container seat worn
held folded cut sewn strings teeth wheels pair tail wall table bed roof ground paper shared solitary carried given
humble precious treat temptation comfort nuisance goodriddance reward trace wild comic childlike old new morning noon
evening night sunday weekend spring summer autumn winter water fire earth wind sky forest farm sea mountain city
homely kitchen garden indoor outdoor high low destination hearth workplace meetingplace maker audience learner lover
neighbour family virtue flaw appetite emotion effect habit quality trans intrans slowverb quick noisyverb gentle
harmless pleasure handverb bodyverb kitchenverb mindverb motion forbidden apart ofperson ofthing taste texture state
sober merry negative positive past
"""
TAGS = frozenset(_TAGS.split())

_TOPICS = """
food place culture craft sport launch sale service cause care tech travel nature school fashion home music games books
"""
TOPICS = frozenset(_TOPICS.split())

REGISTERS = frozenset({"plain", "tender", "playful", "dry", "solemn", "popular"})

_FIGURES = """
saying antithesis triad question imperative paradox personification dedication number hour rhyme alliteration chiasmus
litotes zeugma anaphora dialogue sign weather classified apology instructions credits definition menu call
"""
FIGURES = frozenset(_FIGURES.split())

# What `{A:form}` may ask for, without `.pl` and the capital.
FORMS = {
    "fr": frozenset({"nu", "le", "un", "de", "du", "au", "ce", "en"}),
    "en": frozenset({"bare", "the", "a", "some", "this", "base", "ing"}),
}
CAPITAL = {"fr": "Maj", "en": "Cap"}
# How many words `[A:…|…]` chooses from: gender and number, or number.
CHOICES = {"fr": 4, "en": 2}
