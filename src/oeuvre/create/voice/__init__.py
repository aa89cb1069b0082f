"""The voice: what a brief lets one say, and lines that say it, in the brief's own words and in turned sayings.

A composer by rule, in French and English, honest about what it is. Nothing is invented: audience, goal and mood are
never printed, words to avoid never chosen, and `states_only` finds what a text says that its brief does not give.
"""

from oeuvre.create.voice.announce import actions, alternative_texts, announcement
from oeuvre.create.voice.answering import answering_line
from oeuvre.create.voice.captions import Network, captions, hashtags, networks
from oeuvre.create.voice.clauses import sentences, stand_alone
from oeuvre.create.voice.compose import candidates, compose
from oeuvre.create.voice.count import graphemes, septets
from oeuvre.create.voice.cues import CUES, SENSITIVE, cues_of, sensitive_of
from oeuvre.create.voice.describe import LONGEST_ALT, SetLine, alt_text, copy_markdown
from oeuvre.create.voice.errors import FrameFault, VoiceError
from oeuvre.create.voice.facts import Fact, FactKind, facts_of
from oeuvre.create.voice.frames import Frame, frames, frames_by_id, read_frames
from oeuvre.create.voice.ground import Ground, ground_of
from oeuvre.create.voice.guard import states_only
from oeuvre.create.voice.headline import Line, LineSource, headlines, holds_any, supporting_lines
from oeuvre.create.voice.mini import mini_brief
from oeuvre.create.voice.sheet import lines_for
from oeuvre.create.voice.written import Source, Use, Written

__all__ = [
    "CUES",
    "LONGEST_ALT",
    "SENSITIVE",
    "Fact",
    "FactKind",
    "Frame",
    "FrameFault",
    "Ground",
    "Line",
    "LineSource",
    "Network",
    "SetLine",
    "Source",
    "Use",
    "VoiceError",
    "Written",
    "actions",
    "alt_text",
    "alternative_texts",
    "announcement",
    "answering_line",
    "candidates",
    "captions",
    "compose",
    "copy_markdown",
    "cues_of",
    "facts_of",
    "frames",
    "frames_by_id",
    "graphemes",
    "ground_of",
    "hashtags",
    "headlines",
    "holds_any",
    "lines_for",
    "mini_brief",
    "networks",
    "read_frames",
    "sensitive_of",
    "sentences",
    "septets",
    "stand_alone",
    "states_only",
    "supporting_lines",
]
