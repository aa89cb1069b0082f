"""What becomes of the money of `make demo`: the terms of its poster, a quote with its split, usage, a statement.

    python tools/demo_money.py HOME DEMO

Runs the commands that a person would, one after the other in one process, and shows each with what it says on standard
error. The people on the split sheet are of the example and of nobody else. Run again it changes nothing.
"""

from __future__ import annotations

import contextlib
import json
import shlex
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from oeuvre.cli import main as oeuvre
from oeuvre.foundation import read_settings
from oeuvre.production import (
    WorkNames,
    held_work,
    one_line,
    open_books,
    sheets_of,
    standing_terms,
)
from oeuvre.royalties import MappingUnknown
from oeuvre.studio import Studio

EXAMPLE = Path("examples/boulangerie")
SOURCE, POSTER, PEOPLE = "fournil", "poster-a3.pdf", (("Inès Morvan", 60), ("Tom Le Goff", 40))
COLUMNS = {"line": "id", "work": "edition", "units": "copies", "amount": "amount"}
COLUMNS |= {"use": "use", "territory": "country", "payer": "payer"}


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def teller(home: str) -> Callable[[str], int]:
    """Runs one command on a home; returns its exit code."""

    def run(words: str) -> int:
        say(f"\n$ oeuvre {words}")
        try:
            with contextlib.redirect_stdout(sys.stderr):
                oeuvre(["--home", home, *shlex.split(words)])
        except SystemExit as ended:
            return int(ended.code or 0)
        return 0

    return run


def main(home: str, out: str) -> int:
    """Everything from the poster's terms to a statement; 0 where it all went well."""
    run = teller(home)
    with Studio(read_settings(home)) as studio:
        record, language = studio.record, studio.settings.language
        names = WorkNames(record)
        folder = Path(out, "editions")
        # The poster, or any other edition where its checks held it back.
        found = [*sorted(folder.glob(f"*{POSTER}")), *sorted(folder.glob("*"))]
        if not found:
            return 0
        poster = str(found[0])
        edition = names.find(poster)
        standing = standing_terms(record, edition)
        say(f"\n{edition.title}: {one_line(record, standing, language)}")
        signed = any(one.state == "signed" for one in sheets_of(record, held_work(record, edition.id).id))
        priced = bool(standing.terms.prices)
        with open_books(Path(home), record) as books:
            try:
                day = books.mapping(SOURCE).fixed["day"]
                known = True
            except MappingUnknown:
                day, known = datetime.now(UTC).date().isoformat(), False
    money, file, codes = Path(out, "money"), shlex.quote(poster), list[int]()
    if not signed:
        shares = " ".join(f'--share "{name}={share}"' for name, share in PEOPLE)
        codes.append(run(f'split propose {file} {shares} --as "{PEOPLE[0][0]}"'))
        codes += [run(f'split sign {file} --as "{name}"') for name, _ in PEOPLE]
        # Whoever made the poster held all of it until now, and agrees.
        codes.append(run(f"split sign {file}"))
    if not priced:
        price = "--for reproduce --for distribute --price 4.50 --per unit"
        codes.append(run(f'licence offer {file} {price} --as "{PEOPLE[0][0]}"'))
    codes.append(run(f'licence ask {file} --use reproduce --units 40 --territory FR --party "Imprimerie du Levain"'))
    told = f"--source {SOURCE}"
    if not known:
        mapping = money / "mapping.json"
        mapping.parent.mkdir(parents=True, exist_ok=True)
        value = {"source": SOURCE, "columns": COLUMNS, "fixed": {"currency": "EUR", "day": day}}
        mapping.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
        told = f"--mapping {shlex.quote(str(mapping))}"
    codes.append(run(f"royalties import {EXAMPLE / 'usage.csv'} {told}"))
    codes.append(run(f"royalties run --month {day[:7]}"))
    statement = f'royalties statement "{PEOPLE[0][0]}" --period {day[:7]} --out {shlex.quote(str(money))}'
    codes.append(run(f'{statement} --payer "Le Fournil de la Butte"'))
    say("")
    # 3 says that something waits for a person, as usage of an edition that was held back does.
    return max((code for code in codes if code != 3), default=0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
