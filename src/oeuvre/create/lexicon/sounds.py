"""How words sound: phonemes, syllables, rhyme, first sound. From word lists, and by rule where they have no entry.

French phonemes are IPA, English ones ARPAbet with a digit of stress on each vowel (the CMU dictionary's).
"""

from __future__ import annotations

import re
from functools import lru_cache

from oeuvre.create.lexicon.english import begins_with_vowel_sound
from oeuvre.create.lexicon.french import elides
from oeuvre.create.lexicon.sounds_en import VOWELS as _ENGLISH_VOWELS
from oeuvre.create.lexicon.sounds_en import spell_out as _spell_out_en
from oeuvre.create.lexicon.sounds_fr import spell_out as _spell_out_fr
from oeuvre.create.lexicon.store import readings
from oeuvre.create.lexicon.word import fold, word_pairs, word_set
from oeuvre.foundation import Language

_TOKEN = re.compile(r"[^\W\d_]+")
_FRENCH_VOWELS = word_set("a e i o u y ɛ ɔ ø œ ə ɑ̃ ɛ̃ œ̃ ɔ̃")
# Sounds that rhyme though the lists tell them apart: brun and brin.
_SAME_SOUND = {"œ̃": "ɛ̃"}

# A first sound as it is usually spelt.
_SPELT_FR = word_pairs(
    """
    ʁ:r ʃ:ch ʒ:j ɲ:gn k:c ɥ:u w:ou j:y ŋ:n ɛ:è ɔ:o ø:eu œ:eu ə:e ɑ̃:an ɛ̃:in œ̃:un ɔ̃:on e:é u:ou y:u
    """
)
_SPELT_EN = word_pairs(
    """
    K:c CH:ch SH:sh TH:th DH:th JH:j HH:h NG:ng ZH:zh AA:o AE:a AH:u AO:aw AW:ow AY:i EH:e ER:er EY:ay IH:i IY:ee OW:o
    OY:oy UH:oo UW:oo
    """
)
# Spellings that a frame may ask for, in the one that first_sound gives.
_AS_SPELT = {"k": "c", "qu": "c", "ph": "f", "ç": "s", "ge": "j", "gu": "g", "kr": "cr", "kl": "cl", "phr": "fr"}
_DIGRAPHS = word_set("ch sh th gn zh ou on an in un eu aw ow ay oy er ee oo")


@lru_cache(maxsize=20_000)
def _word_sounds(word: str, language: Language) -> tuple[str, ...]:
    for one in readings(word, language):
        if one.phonemes:
            return one.phonemes
    if "-" in word or "'" in word:
        parts = [part for part in re.split(r"[-']", word) if part]
        # An elided article is said with what follows it.
        return tuple(sound for part in parts for sound in _part_sounds(part, language))
    return _part_sounds(word, language)


def _part_sounds(part: str, language: Language) -> tuple[str, ...]:
    if len(part) == 1 and part not in "aàoyi":
        return (part if language == "fr" else part.upper(),)
    for one in readings(part, language):
        if one.phonemes:
            return one.phonemes
    return _spell_out_fr(part) if language == "fr" else _spell_out_en(part)


def phonemes(text: str, language: Language) -> tuple[str, ...]:
    """The sounds of a word or phrase: IPA in French, ARPAbet with stress in English. Figures are not read."""
    words = re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", fold(text))
    return tuple(sound for word in words for sound in _word_sounds(word, language))


def _is_vowel(sound: str, language: Language) -> bool:
    return sound in _FRENCH_VOWELS if language == "fr" else sound.rstrip("012") in _ENGLISH_VOWELS


def syllables(text: str, language: Language) -> int:
    """Spoken syllables. A French mute e counts where the word lists write it (petit: 2), not at the end of a word."""
    return sum(_is_vowel(sound, language) for sound in phonemes(text, language))


def _last_word(text: str) -> str:
    words = _TOKEN.findall(fold(text))
    return words[-1] if words else ""


def rhymes(one: str, other: str, language: Language) -> bool:
    """Whether two words or phrases rhyme by their ends; a word does not rhyme with itself.

    French: the last vowel and what follows are the same, and two sounds at least; a word that ends in a vowel shares
    the consonant before it too (bateau, gâteau), unless it is that vowel alone (eau). English: the same from the
    stressed vowel on, after another consonant (light, night; not leave, believe).
    """
    if not _last_word(one) or _last_word(one) == _last_word(other):
        return False
    first, second = phonemes(_last_word(one), language), phonemes(_last_word(other), language)
    return _rhymes_fr(first, second) if language == "fr" else _rhymes_en(first, second)


def _rhymes_fr(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    ends = [_cut_at(_open(sounds), "fr") for sounds in (one, other)]
    if None in ends:
        return False
    (before, rime), (before_other, rime_other) = (end for end in ends if end is not None)
    if rime != rime_other:
        return False
    if len(rime) > 1:
        return True
    return not before or not before_other or (before[-1] == before_other[-1] and not _is_vowel(before[-1], "fr"))


def _open(sounds: tuple[str, ...]) -> tuple[str, ...]:
    said = tuple(_SAME_SOUND.get(sound, sound) for sound in sounds)
    return said[:-1] if said[-1:] == ("ə",) and len(said) > 1 else said


def _cut_at(sounds: tuple[str, ...], language: Language) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What stands before the last vowel, and the rime: that vowel and what follows."""
    at = next((index for index in reversed(range(len(sounds))) if _is_vowel(sounds[index], language)), None)
    return None if at is None else (sounds[:at], sounds[at:])


def _rhymes_en(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    cuts = [_cut_at_stress(sounds) for sounds in (one, other)]
    if None in cuts:
        return False
    (onset, rime), (onset_other, rime_other) = (cut for cut in cuts if cut is not None)
    return rime == rime_other and onset != onset_other


def _cut_at_stress(sounds: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The consonants before the last stressed vowel, and everything from it on, without digits."""
    for stress in ("1", "2", "0"):
        at = next((index for index in reversed(range(len(sounds))) if sounds[index].endswith(stress)), None)
        if at is not None:
            start = at
            while start and not _is_vowel(sounds[start - 1], "en"):
                start -= 1
            return sounds[start:at], tuple(sound.rstrip("012") for sound in sounds[at:])
    return None


def first_sound(text: str, language: Language) -> str:
    """The consonants that a text begins with, as usually spelt (f, cr, ch; k is written c), or its first vowel."""
    sounds = phonemes(text, language)
    if not sounds:
        return ""
    spelt = _SPELT_FR if language == "fr" else _SPELT_EN
    first: list[str] = []
    for sound in sounds:
        plain = sound.rstrip("012")
        vowel = _is_vowel(sound, language) or (language == "fr" and plain in ("w", "ɥ", "j") and bool(first))
        if vowel and first:
            break
        first.append(spelt.get(plain, plain.lower()))
        if vowel:
            break
    return "".join(first)


def begins_with(text: str, initial: str, language: Language) -> bool:
    """Whether the first sound is `initial` as spelt: f, b, cr, ch; or `vowel`, `consonant`.

    A single consonant also begins a cluster (f: fleur), but s does not begin ch or sh, nor t th.
    """
    if initial in ("vowel", "consonant"):
        return starts_with_vowel(text, language) == (initial == "vowel")
    wanted = _AS_SPELT.get(initial.lower(), initial.lower())
    found = first_sound(text, language)
    if not found.startswith(wanted):
        return False
    return not any(found.startswith(two) and wanted == two[0] for two in _DIGRAPHS)


def starts_with_vowel(text: str, language: Language) -> bool:
    """Whether it takes l’, bel, son (French; le hibou does not), or an (English; an hour does, a university not)."""
    return elides(text) if language == "fr" else begins_with_vowel_sound(text)
