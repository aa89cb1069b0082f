"""What is no laughing matter: whether a brief is of it, and what may then not be said."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

from oeuvre.create.ideas.making import Candidate
from oeuvre.create.ideas.subject import Subject
from oeuvre.create.ideas.tables import Thought
from oeuvre.foundation import Language

Weight = Literal["grave", "tender"]
# Techniques whose templates play with their subject. Likenesses do too: an urn is no onion.
_PLAYS = frozenset({"exaggeration", "inversion", "viewpoint", "blend", "ambiguity", "analogy"})
_SENTENCE = re.compile(r"[.!?…](?=\s)")


@cache
def grave_words(language: Language) -> Mapping[Weight, re.Pattern[str]]:
    """The table's patterns of a language, for text in small letters with ’ for apostrophe."""
    table = resources.files("oeuvre.create.ideas") / "data" / "grave.toml"
    rows = tomllib.loads(table.read_text(encoding="utf-8"))[language]
    return {"grave": re.compile(rows["grave"]), "tender": re.compile(rows["tender"])}


def is_of(weight: Weight, subject: Subject) -> bool:
    """Whether the title or the first sentence of a text has a word of that weight, or two that differ stand in all."""
    pattern = grave_words(subject.language)[weight]
    texts = [text.casefold().replace("'", "’") for text in subject.texts]
    if any(pattern.search(_SENTENCE.split(text, maxsplit=1)[0]) for text in texts):
        return True
    return len({hit[0] for text in texts for hit in pattern.finditer(text)}) >= 2


def plays(one: Candidate) -> bool:
    """Whether a candidate is a template, a likeness or a pun that makes light of its subject; no thought is."""
    return not one.template.startswith("thought-") and one.idea.technique in _PLAYS


def is_gentle(thought: Thought, language: Language) -> bool:
    """Whether a thought was written for what is grave: it says so, or what calls for it is a grave word."""
    return thought.gentle or bool(grave_words(language)["grave"].search(_plain(thought.when[0].pattern)))


def _plain(pattern: str) -> str:
    """A pattern as words, near enough to find a grave one among them."""
    return pattern.replace("\\b", " ").replace("\\s", " ")
