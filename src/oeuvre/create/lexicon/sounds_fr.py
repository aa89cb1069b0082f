"""French spelling to sound, for the words that no list has: longest rule first, read from left to right.

The rules are those of a reader's first year; loan words and names are said as if they were French.
"""

from __future__ import annotations

import re

_V = "aàâeéèêëiîïoôuùûyœ"
# Pattern at this place, and its sounds; `^` only at the start of a word, `$` at its end. The first that fits is used.
_RULES: tuple[tuple[str, str], ...] = (
    (r"eaux?$|aux$|eau|au", "o"),
    (r"oins$|oing$|oint$|oin", "w ɛ̃"),
    (rf"(?:ain|aim|ein|eim)(?![{_V}nm])s?$", "ɛ̃"),
    (rf"(?:ain|aim|ein|eim)(?![{_V}nm])", "ɛ̃"),
    (rf"ien(?![{_V}n])s?$", "j ɛ̃"),
    (r"ien(?=t)", "j ɑ̃"),
    (rf"ien(?![{_V}n])", "j ɛ̃"),
    (rf"(?<=[éy])en(?![{_V}nm])s?$", "ɛ̃"),
    (r"(?<=[^aeéiou])illes?$|(?<=[^aeéiou])ille", "i j"),
    (r"euil(?:les?|s)?$|euille?|ueil(?:s|le)?|œil(?:le)?", "œ j"),
    (r"ouill(?:es?$)?|ouil(?:s)?$", "u j"),
    (r"(?:aill)(?:es?$)?|ails?$", "a j"),
    (r"(?:eill)(?:es?$)?|eils?$", "ɛ j"),
    (r"œu(?=[fvrl])|eu(?=[rlbvfp](?:s?$|e|[^aeiou]))", "œ"),
    (r"eus(?=es?$)", "ø z"),
    (r"œux?s?$|eux$|eus?$|eu|œu", "ø"),
    (r"œ(?=[rlf])", "œ"),
    (r"œ", "e"),
    (r"oyau", "w a j o"),
    (rf"oy(?=[{_V}])", "w a j"),
    (rf"ay(?=[{_V}])", "ɛ j"),
    (rf"uy(?=[{_V}])", "ɥ i j"),
    (r"oî|oi[sxtde]?s?$|oi", "w a"),
    (r"ou(?=[aeéèi])", "w"),
    (r"oû|où|oup$|oux$|ous$|out$|ou", "u"),
    (r"ai[st]$|aie?s?$|aî|ai|ei|ay$", "ɛ"),
    (rf"(?:am|em)(?=[bp])|(?:an|en)(?![{_V}nm])[st]?s?$|(?:an|en)(?![{_V}nm])[dcg]s?$", "ɑ̃"),
    (rf"(?:an|en)(?![{_V}nmh])", "ɑ̃"),
    (rf"(?:im|ym)(?=[bp])|(?:in|yn)(?![{_V}nmh])(?:[gt]?s?$)?", "ɛ̃"),
    (rf"om(?=[bp])b?$|om(?=[bp])|on(?![{_V}nmh])(?:[dtg]?s?$)?|om$", "ɔ̃"),
    (rf"(?:un|um)(?![{_V}nmhp])s?$|un(?=[^{_V}nm])", "œ̃"),
    (r"um$", "ɔ m"),
    (r"(?<=[^s])tion(?:s)?$", "s j ɔ̃"),
    (r"(?<=[^s])ti(?=[aeo]u?[nlx])", "s j"),
    (r"sch|ch(?=[aeéèêiouâôîyœ])|ch(?:es?)?$|sh", "ʃ"),
    (r"ch", "k"),
    (r"gn", "ɲ"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"rh", "ʁ"),
    (r"qu|q", "k"),
    (r"gu(?=[eéèêiîy])", "g"),
    (r"ge(?=[aoâô])", "ʒ"),
    (r"g(?=[eéèêiîy])", "ʒ"),
    (r"gg|g", "g"),
    (r"cc(?=[eéèêiîy])|x(?=c[eéi])", "k s"),
    (r"ç|sc(?=[eéèêiîy])|c(?=[eéèêiîyœ])", "s"),
    (r"cqu|ck|cc|c", "k"),
    (rf"^ex(?=[{_V}h])", "ɛ g z"),
    (r"x(?=[aeéèiouy])", "k s"),
    (r"x", "k s"),
    (rf"(?<=[{_V}])s(?=[{_V}])", "z"),
    (r"ss|s", "s"),
    (r"z", "z"),
    (r"tt|t", "t"),
    (r"ll|l", "l"),
    (r"pp|p", "p"),
    (r"bb|b", "b"),
    (r"dd|d", "d"),
    (r"ff|f", "f"),
    (r"mm|m", "m"),
    (r"nn|n", "n"),
    (r"rr|r", "ʁ"),
    (r"v", "v"),
    (r"w", "w"),
    (r"j", "ʒ"),
    (r"k", "k"),
    (r"h|['’\-]", ""),
    (r"é(?:es?|s)?$|é|er$|ez$", "e"),
    (r"[èêë]", "ɛ"),
    (r"e(?=(?:[cflr](?:s?$|[^aeiouyhrl])|[bcdfglmnprstvz]{2}|x|l$))", "ɛ"),
    (r"es?$", ""),
    (r"et$", "ɛ"),
    (r"e", "ə"),
    (r"[àâa]", "a"),
    (r"[iî](?=[aeéèouœ])(?!e?s?$)", "j"),
    (r"y(?=[aeéèiou])", "j"),
    (r"[iîïy]", "i"),
    (r"ô|o(?:s|t|p)?$|o(?=se|tion)", "o"),
    (r"o", "ɔ"),
    (r"u(?=i)", "ɥ"),
    (r"[uùûü]", "y"),
)
_COMPILED = tuple((re.compile(pattern), tuple(sounds.split())) for pattern, sounds in _RULES)
# Consonants that a word ends in and nobody says; c, f, l and r are said.
_SILENT_END = re.compile(r"(?<=[aàâeéèêiîoôuûynrlmœ])(?:[dpt]s?|[sxz]|ts|ds|ps)$")
_OWN_RULE = re.compile(
    r"(?:er|ez|et|eaux|aux|eux|oux|ous|out|ais|ait|ois|oit|ant|ent|int|ont|ans|ens|ons|and|end|ond)$"
)
_PLURAL_S = re.compile(r"(?<=[bcdfgklmnprtv])s$")


def spell_out(word: str) -> tuple[str, ...]:
    """The sounds of one written word, in IPA. Signs that are no letters are silent."""
    # The endings that -er, -ez and -et hide are rules of their own.
    word = _PLURAL_S.sub("", word)
    whole = word if _OWN_RULE.search(word) else _SILENT_END.sub("", word)
    sounds: list[str] = []
    at = 0
    while at < len(whole):
        for pattern, said in _COMPILED:
            found = pattern.match(whole, at)
            if found and found.end() > at and not (pattern.pattern.startswith("^") and at):
                sounds += said
                at = found.end()
                break
        else:
            at += 1
    return tuple(sounds)
