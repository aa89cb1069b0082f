"""English spelling to sound, for the words that no list has: the commonest reading of each group of letters.

English spelling does not tell its sounds surely: this serves first sounds and endings of names and new words. The
stress is put on the first syllable, or before an ending that draws it.
"""

from __future__ import annotations

import re

from oeuvre.create.lexicon.word import word_set

_RULES: tuple[tuple[str, str], ...] = (
    (r"tion", "SH AH N"),
    (r"sion", "ZH AH N"),
    (r"ture$", "CH ER"),
    (r"ough", "AO"),
    (r"igh", "AY"),
    (r"eigh", "EY"),
    (r"tch|ch", "CH"),
    (r"sh", "SH"),
    (r"ph", "F"),
    (r"th", "TH"),
    (r"^wh(?=o)", "HH"),
    (r"wh", "W"),
    (r"^kn|^gn|^pn", "N"),
    (r"^wr", "R"),
    (r"^ps", "S"),
    (r"ck", "K"),
    (r"dge$|dg(?=[ei])", "JH"),
    (r"qu", "K W"),
    (r"ng$", "NG"),
    (r"nk", "NG K"),
    (r"x", "K S"),
    (r"ee|ea", "IY"),
    (r"oo", "UW"),
    (r"oa|ow$", "OW"),
    (r"ou|ow", "AW"),
    (r"oi|oy", "OY"),
    (r"ai|ay|ei|ey(?=.)", "EY"),
    (r"ey$|y$|ie$", "IY"),
    (r"au|aw", "AO"),
    (r"ew|eu|ue", "UW"),
    (r"ar", "AA R"),
    (r"or", "AO R"),
    (r"er$|[eiu]r(?=[^aeiou]|$)", "ER"),
    (r"a(?=[^aeiouwxyr]e)", "EY"),
    (r"i(?=[^aeiouwxyr]e)", "AY"),
    (r"o(?=[^aeiouwxyr]e)", "OW"),
    (r"u(?=[^aeiouwxyr]e)", "UW"),
    (r"e(?=[^aeiouwxyr]e$)", "IY"),
    (r"(?<=.)le$", "AH L"),
    (r"(?<=[^aeiou])e$|(?<=[aeiou])e$|es(?=$)(?<=[^sxz]es)", ""),
    (r"^y|y(?=[aeiou])", "Y"),
    (r"c(?=[eiy])", "S"),
    (r"cc|c", "K"),
    (r"g(?=[eiy])", "JH"),
    (r"gg|g", "G"),
    (r"(?<=[aeiou])s(?=[aeiou])", "Z"),
    (r"ss|s", "S"),
    (r"tt|t", "T"),
    (r"dd|d", "D"),
    (r"pp|p", "P"),
    (r"bb|b", "B"),
    (r"ff|f", "F"),
    (r"ll|l", "L"),
    (r"mm|m", "M"),
    (r"nn|n", "N"),
    (r"rr|r", "R"),
    (r"v", "V"),
    (r"w", "W"),
    (r"zz|z", "Z"),
    (r"j", "JH"),
    (r"k", "K"),
    (r"h", "HH"),
    (r"a$", "AH"),
    (r"a", "AE"),
    (r"e", "EH"),
    (r"[iy]", "IH"),
    (r"o$", "OW"),
    (r"o", "AA"),
    (r"u", "AH"),
)
_COMPILED = tuple((re.compile(pattern), tuple(sounds.split())) for pattern, sounds in _RULES)
VOWELS = word_set("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW")
_DRAWS_STRESS = re.compile(r"(?:tion|sion|ic|ity|ical|ian|eous|ious)s?$")


def spell_out(word: str) -> tuple[str, ...]:
    """The sounds of one written word in ARPAbet, one vowel stressed (1), the others not (0)."""
    sounds: list[str] = []
    at = 0
    while at < len(word):
        for pattern, said in _COMPILED:
            found = pattern.match(word, at)
            if found and found.end() > at and not (pattern.pattern.startswith("^") and at):
                sounds += said
                at = found.end()
                break
        else:
            at += 1
    vowels = [index for index, sound in enumerate(sounds) if sound in VOWELS]
    if not vowels:
        # The e that ends a word is said when it is the only vowel: he, the.
        return (*sounds, "IY1") if word.endswith("e") else tuple(sounds)
    stressed = vowels[max(0, len(vowels) - 2)] if _DRAWS_STRESS.search(word) else vowels[0]
    return tuple(
        sound + ("1" if index == stressed else "0") if sound in VOWELS else sound for index, sound in enumerate(sounds)
    )
