"""The worth of a line that a frame makes, from 0 to 1.

A weighted sum, each part from 0 to 1:

    closeness 0.28   how near the brief its words are: 1 for the title's and the words to use, 0.5 at most for a
                     trade's word, 0.15 for everybody's; the mean over the slots
    surprise  0.20   how seldom a word is heard (Zipf frequency, 8 is the commonest) and whether it is another than
                     the title's own, which everybody would have taken
    rarity    0.10   how seldom the frame fires: one that asks for a rhyme and two tags is heard less than one that
                     takes any noun
    euphony   0.12   alliteration and rhyme inside the line, by sound; a hiatus costs
    length    0.10   1 up to 28 signs, falling to 0 at the longest that the format takes
    register  0.10   1 where the frame's tone is one that the brief's mood asks for, 0.5 where nobody asked, 0.2 else;
                     a playful or dry tone over a grave topic has 0
    saying    0.05   a reader completes it alone
    turn      0.05   another order of frames for each brief (a digest of its title and text), so that two bakeries do
                     not get the same lines

and 0.06 more for a frame whose lines readers mostly kept, 0.12 less for one whose lines they mostly found weak
(`data/kept.toml`), and 0.12 less where no word of the line is the brief's or its trades'. A line of the brief has
0.7 to 1 (see `compose`), so that a strong clause beats what is made.
"""

from __future__ import annotations

import hashlib
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from oeuvre.create.lexicon import first_sound, rhymes, starts_with_vowel, zipf
from oeuvre.create.voice.cues import GRAVE
from oeuvre.create.voice.fill import Filling, numbers_of
from oeuvre.create.voice.frames import Frame
from oeuvre.create.voice.ground import Ground
from oeuvre.create.voice.pool import PART_OF, whole_pool
from oeuvre.create.voice.small_words import HANGING
from oeuvre.foundation import Language, verbatim_key

CLOSENESS, SURPRISE, RARITY, EUPHONY, LENGTH, REGISTER, SAYING, TURN = 0.28, 0.2, 0.1, 0.12, 0.1, 0.1, 0.05, 0.05
_WANTED, STRAY, READERS = 0.2, 0.12, 0.06
# One brief in three gives a cue, one word in ten has a given sound.
_SHARE_OF_A_CUE, _SHARE_OF_A_SOUND = 0.33, 0.1
_SHORT = 28
_COMMONEST = 8.0

# Stems of what briefs write under `mood`, by the register that answers to them.
_MOODS = {
    "playful": "jou ludi drôle drole malic espiègle fun play cheek witty humor humour bouncy light silly légèr",
    "tender": "tendr doux douce chaleur intim amical poéti warm tender gentle friend soft cosy cozy poetic kind caring",
    "dry": "sec sèche iron pince décal dry deadpan wry sharp graphic graphi",
    "solemn": "solenn grave élégan digne noble recueil solemn elegan serious dignif stately grand",
    "plain": "simple sobre calm clair franc plain clear honest sober quiet minimal direct open",
    "popular": "popul festi convivial généreu vivant joyeu festiv lively generous joyful cheerful bold rowdy loud",
}


def worth_of_words(frame: Frame, filling: Filling, ground: Ground) -> float:
    """Closeness and surprise, weighted: what is known before a line is set."""
    fillers = list(filling.values())
    if not fillers:
        return CLOSENESS * 0.4 + SURPRISE * 0.5
    closeness = sum(min(1.0, filler.weight) for filler in fillers) / len(fillers)
    surprise = 0.0
    for filler in fillers:
        own = 0.15 if filler.told_by == "title" else 0.35 if filler.source == "brief" else 0.5
        rare = 0.5 * (1 - min(zipf(filler.word.text, frame.language), _COMMONEST) / _COMMONEST)
        surprise += own + rare if " " not in filler.word.text else own + 0.3
    wanted = _WANTED if any(filler.told_by == "idea" for filler in fillers) else 0.0
    # A line that holds nothing of the brief nor of its trade suits everybody, and so nobody.
    stray = STRAY if not frame.when and all(filler.source == "any" for filler in fillers) else 0.0
    return CLOSENESS * closeness + SURPRISE * surprise / len(fillers) + wanted - stray


def worth_of_line(frame: Frame, text: str, ground: Ground, longest: int) -> float:
    """Rarity, euphony, length, register, the bonus of a saying and the brief's own turn, weighted."""
    length = 1.0 if len(text) <= _SHORT else max(0.0, 1 - (len(text) - _SHORT) / max(1, longest - _SHORT))
    worth = EUPHONY * euphony(text, frame.language) + LENGTH * length + REGISTER * _register(frame, ground)
    worth += RARITY * rarity(frame) + TURN * _digest(ground.brief.title, ground.brief.about[:200], frame.id)
    worth += READERS * _by_readers().get(frame.id, 0)
    return worth + (SAYING if frame.form == "saying" else 0.0)


@lru_cache(maxsize=1)
def _by_readers() -> Mapping[str, int]:
    """1 for a frame whose lines readers mostly kept, -2 for one whose lines they mostly found weak."""
    source = resources.files("oeuvre.create.voice") / "data" / "kept.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return {**dict.fromkeys(table["weak"], -2), **dict.fromkeys(table["kept"], 1)}


@lru_cache(maxsize=2048)
def rarity(frame: Frame) -> float:
    """How seldom a frame fires, 0 to 1: by the share of the whole lexicon that fulfils its slots, and by its cues.

    A frame that takes every noun has 0, one that takes one word in a thousand has 1.
    """
    share = _SHARE_OF_A_CUE ** len(frame.when)
    for slot in frame.slots:
        if slot.part not in PART_OF:
            continue
        pool = whole_pool(frame.language, PART_OF[slot.part])
        size = max(1, len(pool.fillers))
        fulfil = len(slot.among) or pool.count(
            replace(slot, origin="any", by_reader=False, said_many=False), numbers_of(frame, slot)
        )
        share *= max(1, fulfil) / size * (_SHARE_OF_A_SOUND if slot.rhyme or slot.initial or slot.opposite else 1.0)
    return min(1.0, -math.log10(min(1.0, share)) / 3)


def _register(frame: Frame, ground: Ground) -> float:
    if ground.sensitive & GRAVE and frame.register in ("playful", "dry"):
        return 0.0
    moods = [verbatim_key(mood) for mood in ground.brief.mood]
    asked = {
        register for register, stems in _MOODS.items() if any(mood.startswith(tuple(stems.split())) for mood in moods)
    }
    if not asked:
        return 0.5
    return 1.0 if frame.register in asked else 0.2


def euphony(text: str, language: Language) -> float:
    """How well a short line sounds, 0 to 1, 0.5 being plain: alliteration, rhyme at its pauses, hiatus."""
    words = re.findall(r"[^\W\d_]+", verbatim_key(text))
    full = [word for word in words if len(word) > 3 and word not in HANGING]
    onsets = [first_sound(word, language) for word in full if not starts_with_vowel(word, language)]
    repeated = len(onsets) - len(set(onsets))
    ends = [re.findall(r"[^\W\d_]+", verbatim_key(part)) for part in re.split(r"[.,;:!?–—]", text)]
    last = [part[-1] for part in ends if part]
    rhyming = any(
        one != other and rhymes(one, other, language) for at, one in enumerate(last) for other in last[at + 1 :]
    )
    hiatus = 0
    if language == "fr":
        pairs = [(one, other) for one, other in pairwise(words) if len(one) > 2]
        hiatus = sum(one[-1] in "aéiouy" and starts_with_vowel(other, "fr") for one, other in pairs)
    return max(0.0, min(1.0, 0.5 + 0.15 * min(repeated, 2) + (0.3 if rhyming else 0.0) - 0.12 * hiatus))


def tie_break(seed: int, *parts: str) -> float:
    """Less than a ten-thousandth, another for each seed: it orders equals and moves nothing else."""
    return _digest(str(seed), *parts) * 1e-4


def _digest(*parts: str) -> float:
    """Another number from 0 to 1 for other words, always the same for the same."""
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:4], "big") / 2**32
