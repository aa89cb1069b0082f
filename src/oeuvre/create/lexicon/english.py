"""English forms: a or an by sound, plurals, the -ing form. Rules, with the exceptions that grammars list."""

from __future__ import annotations

import re

from oeuvre.create.lexicon.store import readings
from oeuvre.create.lexicon.word import Word, fold, word_pairs, word_set

# Said with a vowel first though written with a consonant, and the other way round; British English.
_VOWEL_SOUND = word_set(
    "hour hours hourly hourglass heir heirs heiress heirloom heirlooms honest honestly honesty honour honours "
    "honor honourable honorary"
)
_CONSONANT_SOUND = re.compile(
    r"(?:one(?:s|self)?$|once|ones?[-']|uni(?!n|m[^o])|u[bkst][aeiou]|use|usu|eu|ewe|ewer|ouija|oui$|herb|ukulele|"
    r"utopi|uran|ure|uv)"
)
# Letters whose names begin with a vowel: an MP3, an FM radio, an X-ray.
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_SPOKEN_INITIALS = word_set("NASA NATO UNESCO UNICEF LASER RADAR FIFA UEFA")

_PLURALS = word_pairs(
    """
    man:men woman:women child:children tooth:teeth foot:feet goose:geese mouse:mice louse:lice ox:oxen person:people
    die:dice penny:pennies leaf:leaves loaf:loaves calf:calves half:halves hoof:hooves knife:knives life:lives
    wife:wives shelf:shelves elf:elves self:selves wolf:wolves thief:thieves sheaf:sheaves scarf:scarves
    wharf:wharves dwarf:dwarves sheep:sheep deer:deer fish:fish trout:trout salmon:salmon squid:squid cod:cod
    herring:herring mackerel:mackerel moose:moose bison:bison series:series species:species aircraft:aircraft
    spacecraft:spacecraft hovercraft:hovercraft craft:crafts offspring:offspring crossroads:crossroads
    headquarters:headquarters gallows:gallows means:means cactus:cacti fungus:fungi nucleus:nuclei radius:radii
    stimulus:stimuli syllabus:syllabuses alumnus:alumni crisis:crises thesis:theses oasis:oases axis:axes
    basis:bases analysis:analyses hypothesis:hypotheses parenthesis:parentheses synopsis:synopses emphasis:emphases
    phenomenon:phenomena criterion:criteria bacterium:bacteria medium:media curriculum:curricula stratum:strata
    gateau:gateaux tableau:tableaux matrix:matrices vertex:vertices quiz:quizzes bus:buses gas:gases lens:lenses
    potato:potatoes tomato:tomatoes hero:heroes echo:echoes mango:mangoes volcano:volcanoes tornado:tornadoes
    torpedo:torpedoes domino:dominoes cargo:cargoes buffalo:buffaloes mosquito:mosquitoes veto:vetoes
    fresco:frescoes motto:mottoes grotto:grottoes embargo:embargoes passer-by:passers-by
    runner-up:runners-up hanger-on:hangers-on
    """
)
# Compounds of a word that changes within change as it does: postmen, housewives, bookshelves, wisdom teeth.
_CHANGED_ENDS = (
    *("woman", "man", "child", "foot", "tooth", "mouse", "wife"),
    *("knife", "shelf", "leaf", "loaf", "wolf", "scarf", "life"),
)
_NOT_MAN = word_set("human talisman ottoman shaman caiman german roman norman hetman dragoman")
_JOINTS = word_set("of off in on at to for with from by under over without and or in-law")
# Last stress on the last of several syllables: the consonant doubles.
_DOUBLED = word_set(
    "begin forget admit prefer refer occur submit commit permit regret control equip compel expel rebel upset "
    "outrun input format kidnap worship handicap propel transfer deter incur confer infer"
)


def begins_with_vowel_sound(text: str) -> bool:
    """Whether an stands before this text: an hour, an MP3, an 8, but a university, a one-off."""
    first = re.match(r"[^\W_]+(?:[-'][^\W_]+)*", text.strip().replace("’", "'"))
    if first is None:
        return False
    written = first.group()
    if written[0].isdigit():
        figures = re.match(r"\d+", written)
        assert figures is not None
        number = figures.group()
        return (
            number.startswith("8") or (number in ("11", "18")) or (len(number) in (5, 8) and number[:2] in ("11", "18"))
        )
    initials = re.match(r"[A-Z]+(?=\d|$|[-'])", written)
    if initials and len(initials.group()) <= 5 and initials.group() not in _SPOKEN_INITIALS:
        whole = initials.group() == written
        # A word in capitals on a poster is a word when it is known and has a vowel: an OVEN, a UNION.
        if not (whole and len(written) > 3 and readings(written, "en")):
            return written[0] in _VOWEL_LETTERS
    word = fold(written)
    head = re.split(r"[-']", word)[0]
    if head in _VOWEL_SOUND:
        return True
    if _CONSONANT_SOUND.match(word) and not word.startswith(("unin", "unim", "uning", "usher")):
        return False
    for spoken in (word, head):
        for one in readings(spoken, "en"):
            if one.phonemes:
                return one.phonemes[0][-1].isdigit()
    return word[0] in "aeiou"


def pluralise(word: str) -> str:
    """The plural of one written word: loaf, loaves; hoof, hooves; postman, postmen."""
    key = fold(word)
    if key in _PLURALS:
        plural = _PLURALS[key]
        return plural[:1].upper() + plural[1:] if word[:1].isupper() else plural
    if "-" in word:
        parts = word.split("-")
        if parts[-1] == "law" or (len(parts) > 2 and parts[1] == "of"):
            return "-".join([pluralise(parts[0]), *parts[1:]])
        return "-".join([*parts[:-1], pluralise(parts[-1])])
    for end in _CHANGED_ENDS:
        if key.endswith(end) and len(key) > len(end) + 1 and key not in _NOT_MAN:
            return word[: len(word) - len(end)] + _PLURALS[end]
    if len(word) > 1 and word.isupper():
        return word + "s"
    if re.search(r"[^aeiou]y$", key):
        # Names keep their y: the two Marys.
        return word[:-1] + "ies"
    if key.endswith("sis") and len(key) > 5:
        return word[:-2] + "es"
    if re.search(r"(?:s|x|z|ch|sh)$", key):
        return word + ("es" if not key.endswith(("loch", "stomach", "epoch", "monarch")) else "s")
    return word + "s"


def plural_en(word: Word) -> str:
    if word.number == "plural" or word.part in ("proper", "verb", "adjective", "phrase"):
        return word.text
    if word.forms:
        return word.forms[0]
    return pluralise_phrase(word.text)


def pluralise_phrase(text: str) -> str:
    """The head changes: oven doors, loaves of bread."""
    words = text.split(" ")
    joint = next((index for index, word in enumerate(words) if index and fold(word) in _JOINTS), len(words))
    return " ".join([*words[: joint - 1], pluralise(words[joint - 1]), *words[joint:]])


def noun_phrase_en(word: Word, form: str, plural: bool) -> str:
    """A noun with its article or demonstrative; `a` and `some` of a plural or a mass are what English says there."""
    text = word.text if not plural or word.number == "plural" else plural_en(word)
    if form in ("bare", "base") or word.part in ("proper", "phrase"):
        return text
    if form == "the":
        return f"the {text}"
    if form == "some":
        return f"some {text}"
    if form == "this":
        return f"{'these' if plural else 'this'} {text}"
    if plural or word.number == "mass":
        return text
    return f"{'an' if begins_with_vowel_sound(text) else 'a'} {text}"


def ing(verb: str) -> str:
    """Baking, running, travelling, tying; of a phrasal verb the first word changes: adding up."""
    first, _, rest = verb.partition(" ")
    return f"{_ing(first)} {rest}" if rest else _ing(first)


def _ing(verb: str) -> str:
    key = fold(verb)
    if "-" in verb:
        before, _, last = verb.rpartition("-")
        return f"{before}-{_ing(last)}"
    if key.endswith("ie"):
        return verb[:-2] + "ying"
    if key in ("age", "binge", "dye", "eye", "hinge", "singe", "tinge"):
        return verb + "ing"
    if key.endswith("e") and not key.endswith(("ee", "oe", "ye")) and key != "be":
        return verb[:-1] + "ing"
    if key.endswith("c") and re.search(r"[aeiou]c$", key):
        return verb + "king"
    syllables = len(re.findall(r"[aeiouy]+", key))
    # British English doubles every l after one vowel.
    single = re.search(r"(?:^|[^aeiou]|qu)[aeiou][^aeiou]$", key) and not key.endswith(("w", "x", "y", "h"))
    doubled = verb + verb[-1] + "ing"
    if single and (syllables == 1 or key in _DOUBLED or re.search(r"[aeiou]l$", key)):
        return doubled
    # Of more syllables the word lists tell: unwrapping, but visiting.
    if single and _zipf(doubled) > _zipf(verb + "ing"):
        return doubled
    return verb + "ing"


def _zipf(form: str) -> float:
    return max((one.zipf for one in readings(form, "en")), default=-1.0)
