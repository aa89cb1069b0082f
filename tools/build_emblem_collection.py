"""Build the emblem model's training collection from the pinned icon package; run it again to get the same bytes.

    python tools/build_emblem_collection.py ICONS.json AUTHORS.tsv

ICONS.json is the file of `@iconify-json/game-icons` as pinned in `library-package.json` (`build_library.py` puts it
into its cache); AUTHORS.tsv says who drew each piece (name, author, licence, page). Written: `works.tsv`,
`left-out.tsv` and `silhouettes.json.xz` of the collection. `families.tsv` is kept by hand.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
from pathlib import Path

COLLECTION = Path(__file__).resolve().parent.parent / "src/oeuvre/models/house/collections/emblem"


def build(icons: Path, authors: Path, target: Path = COLLECTION) -> None:
    """Every piece of the set is either a work with an author or left out by name."""
    bodies = {
        name: icon["body"].replace("currentColor", "#000")
        for name, icon in json.loads(icons.read_text(encoding="utf-8"))["icons"].items()
    }
    with authors.open(encoding="utf-8", newline="") as file:
        rows = {row[0]: row for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]}
    known = sorted(bodies.keys() & rows.keys())
    lines = [
        "name\tauthor\tlicence\tpage",
        *("\t".join((*rows[name], *[""] * (4 - len(rows[name])))) for name in known),
    ]
    (target / "works.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    missing = [f"{name}\tno-author" for name in sorted(bodies.keys() - rows.keys())]
    (target / "left-out.tsv").write_text("\n".join(["name\treason", *missing]) + "\n", encoding="utf-8")
    packed = json.dumps({name: bodies[name] for name in known}, separators=(",", ":")).encode()
    (target / "silhouettes.json.xz").write_bytes(lzma.compress(packed, preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(known)} works, {len(missing)} left out")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("icons", type=Path)
    parser.add_argument("authors", type=Path)
    given = parser.parse_args()
    build(given.icons, given.authors)
