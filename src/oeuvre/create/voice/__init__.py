"""The voice: which of the brief's own words stand large, which stand under them, and how facts are split and told.

Nothing is invented here: audience, goal and mood are never printed, words to avoid are never chosen.
"""

from oeuvre.create.voice.clauses import sentences, stand_alone
from oeuvre.create.voice.describe import LONGEST_ALT, SetLine, alt_text, copy_markdown
from oeuvre.create.voice.facts import Fact, FactKind, facts_of
from oeuvre.create.voice.headline import Line, LineSource, headlines, holds_any, supporting_lines

__all__ = [
    "LONGEST_ALT",
    "Fact",
    "FactKind",
    "Line",
    "LineSource",
    "SetLine",
    "alt_text",
    "copy_markdown",
    "facts_of",
    "headlines",
    "holds_any",
    "sentences",
    "stand_alone",
    "supporting_lines",
]
