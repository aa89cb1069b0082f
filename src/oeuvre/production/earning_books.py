"""The books of a home over its record: usage by the works' names, shares from the acts, statements with names.

The ledger keeps ids alone: who is behind one, and what a work is called, the record says when it is asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from oeuvre.foundation import Language, say
from oeuvre.production.earning import (
    POOL,
    PoolOf,
    moment_of,
    read_apart,
)
from oeuvre.production.earning_draw import draw_holdings
from oeuvre.production.earning_grants import SOURCE, grant_lines
from oeuvre.production.earning_holds import refresh_holds
from oeuvre.production.earning_names import WorkNames
from oeuvre.production.explored import is_explored
from oeuvre.production.holding import Asked, Because, holder_in_words, holdings
from oeuvre.production.licensing.splits import percent_asked
from oeuvre.production.naming import shown_name
from oeuvre.record import Party, Record
from oeuvre.royalties import (
    ALWAYS,
    Books,
    ColumnMapping,
    LineUnfit,
    PartyUnclear,
    PartyUnknown,
    Payee,
    RoyaltyError,
    Run,
    Statement,
    Taken,
    Usage,
    figure,
    headline,
    read_usage,
    use_in_words,
)


@dataclass(frozen=True)
class Imported:
    """What came of a file of usage; `named` are the works that its names stand for, `waiting` names that stand for
    none: their usage waits until the record or a file of terms knows them."""

    taken: Taken
    named: Mapping[str, str] = field(hash=False)
    waiting: tuple[str, ...] = ()

    def as_dict(self, language: Language) -> dict[str, object]:
        """The shape of `oeuvre royalties import --json`, without the source."""
        taken = self.taken
        return {
            "lines": taken.lines,
            "imported": taken.imported,
            "known": taken.known,
            "corrected": taken.corrected,
            "refused": [{"line": one.values["line"], **one.as_dict(language)} for one in taken.refused],
            "works": dict(self.named),
            "waiting": list(self.waiting),
        }


@dataclass(frozen=True)
class Ran:
    """What a run did, what it drew from the record before (works whose shares are new to the ledger, grants taken in),
    and the works with usage that nobody holds."""

    run: Run
    drawn: int
    grants: int
    nobody: Mapping[str, str] = field(hash=False)

    @property
    def asks(self) -> bool:
        """Whether something is left for a person to look at."""
        return bool(self.run.held or self.run.claims or self.run.unmatched or self.run.problems)

    def as_dict(self, language: Language) -> dict[str, object]:
        """What a run came to, in the shape of `oeuvre royalties run --json`."""
        run = self.run
        return {
            "drawn": self.drawn,
            "grants": self.grants,
            "postings": run.postings,
            "reversals": run.reversals,
            "lines": run.lines,
            "settlements": run.settlements,
            "gross": run.gross,
            "held": [one.as_dict() for one in run.held],
            "claims": [one.as_dict() for one in run.claims],
            "unmatched": [one.as_dict() for one in run.unmatched],
            "nobody": dict(self.nobody),
            "problems": [one.as_dict(language) for one in run.problems],
        }


def open_books(home: Path, record: Record | None) -> Books:
    """The ledger of a home, which names people as its record does."""
    return Books.open(home, people_of(record) if record is not None else None)


def people_of(record: Record) -> dict[str, Payee]:
    """The parties of a record as a statement names them."""
    return {one.id: Payee(one.id, one.name, one.identifiers) for one in record.parties() if one.kind not in ("rule",)}


def import_usage(
    record: Record | None,
    books: Books,
    path: Path,
    mapping: ColumnMapping,
    *,
    project: str | None = None,
    correct: bool = False,
) -> Imported:
    """Takes a file of usage in, whose works may be told by number, edition path, content code or id.

    A line that is known keeps the work that it came in for, as long as its name still stands for it.
    """
    names = WorkNames(record, project) if record is not None else None
    named: dict[str, str] = {}
    waiting: dict[str, None] = {}
    known, used = set(books.described_works()), set(books.told_names())

    def as_works() -> Iterator[Usage | LineUnfit]:
        for line in read_usage(path, mapping):
            if isinstance(line, LineUnfit) or names is None or line.work in known:
                yield line
                continue
            found = [work.id for work in names.all(line.work)]
            if not found:
                waiting[line.work] = None
                yield line
                continue
            if line.work in used and books.work_of(line.source, line.line, first=True) == line.work:
                # It waited under this very name: it is known, and the next run says for which work it is.
                named[line.work] = found[0]
                yield line
                continue
            before = books.work_of(line.source, line.line) if len(found) > 1 else None
            work = before if before is not None and before in found else found[0]
            named[line.work] = work
            yield replace(line, work=work)

    taken = books.import_usage(path, mapping, correct=correct, lines=as_works())
    return Imported(taken, dict(sorted(named.items())), tuple(sorted(waiting)))


def run_books(
    record: Record | None,
    books: Books,
    period: str | None = None,
    *,
    asked: Asked | None = None,
    pool_of: PoolOf | None = None,
    by: str = "",
) -> Ran:
    """Draws from the record what the ledger has to know, then runs a period (all): grants, shares, holds, postings.

    `asked` is what terms on the record ask, unless given; `by` names who had it run.
    """
    nobody: Mapping[str, str] = {}
    drawn, taken, problems = 0, Taken(0, 0, 0, ()), tuple[RoyaltyError, ...]()
    if record is not None:
        asked = asked or percent_asked(record)
        taken = books.import_lines(grant_lines(record, books.taken_lines(SOURCE), asked))
        _name_waiting(record, books)
        found = draw_holdings(record, books, asked=asked, pool_of=pool_of)
        drawn, nobody, problems = found.taken, found.nobody, found.problems
        refresh_holds(record, books, asked)
    done = books.run(period, by)
    done.problems += [*problems, *taken.refused]
    return Ran(done, drawn, taken.imported, nobody)


def _name_waiting(record: Record, books: Books) -> None:
    """Usage that waited under a name which stands for a work by now goes on to that work."""
    names, described = WorkNames(record), set(books.described_works())
    waiting = [name for name in books.used_works() if name not in described]
    known = record.works_at(waiting)
    for name in waiting:
        found = () if name in known else names.all(name)
        if found:
            books.name_work(name, found[0].id)


def party_id(record: Record | None, books: Books, name: str) -> str:
    """The id in the ledger of a party that is told by name or id.

    Raises `PartyUnknown`, and `PartyUnclear` for a name that several people bear.
    """
    plain = " ".join(name.split())
    described = books.payees()
    if plain in described or books.store.number(plain) is not None:
        return plain
    found = [one for one in record.parties() if one.name == plain and not one.forgotten] if record else []
    people = [one for one in found if one.kind in ("person", "collective")] or found
    if not people:
        raise PartyUnknown(plain)
    if len(people) > 1:
        raise PartyUnclear(plain, parties=", ".join(map(_told_apart, people)))
    return people[0].id


def _told_apart(party: Party) -> str:
    """A party by its id and what identifies it in the world."""
    known = ", ".join(f"{key.upper()} {value}" for key, value in sorted(party.identifiers.items()))
    return f"{party.id} ({known})" if known else party.id


def statements_of(
    record: Record | None,
    books: Books,
    name: str,
    period: str,
    issued: date | None = None,
    *,
    language: Language = "en",
) -> list[Statement]:
    """A party's statements for a period, one for each currency, each with the grounds of its shares in words.

    Raises `PartyUnknown`, `PeriodUnfit`.
    """
    party = party_id(record, books, name)
    made = books.statements(party, period, issued or datetime.now(UTC).date())
    if record is None:
        return made
    people = {one.id: shown_name(one, language) for one in record.parties()}
    return [
        replace(one, grounds=_grounds(record, one, language), titles=_titles(record, one, language), names=people)
        for one in made
    ]


def _grounds(record: Record, made: Statement, language: Language) -> dict[tuple[str, str], str]:
    """Why a party had its share of each work that it is paid for, on the day by which the ledger read the shares."""
    told = {(line.paid_for, line.day) for line in (*made.lines, *made.adjustments, *made.held)}
    asked = percent_asked(record)
    found = {one: say("royalties:paper.ground_pool", language) for one in told if one[0].startswith(POOL)}
    known = record.works_at({read_apart(node)[0] for node, _ in told})
    for node, day in told - found.keys():
        work, _ = read_apart(node)
        if work not in known:
            continue
        held = holdings(record, work, at=moment_of(day or ALWAYS), asked=asked)
        mine = next((one for one in held.holders if one.party.id == made.party.id), None)
        if held.basis == "sheet" and mine is not None:
            found[node, day] = say("royalties:paper.ground_sheet", language)
        elif mine is not None and mine.share < 1:
            parts, whole = _sum(mine.reasons), sum((_sum(one.reasons) for one in held.holders), Fraction(0))
            why = holder_in_words(mine, language)
            values = {"parts": _figure(parts, language), "whole": _figure(whole, language), "why": why}
            found[node, day] = say("royalties:paper.ground_acts", language, count=float(parts), **values)
    return found


def _sum(reasons: Iterable[Because]) -> Fraction:
    return sum((one.parts for one in reasons), Fraction(0))


def _figure(value: Fraction, language: Language) -> str:
    told = figure(value)
    return told.replace(".", ",") if language == "fr" else told


def _titles(record: Record, made: Statement, language: Language) -> dict[str, str]:
    """The titles of works as they are called in a language, where they have none that a person gave them."""
    lines = (*made.lines, *made.adjustments, *made.held)
    works = {work for line in lines for work in line.path}
    found = dict(made.titles)
    for work in works:
        if work.startswith(POOL):
            found[work] = say("royalties:paper.pool", language)
    for work in record.works_at(works):
        act = record.made_by_act(work)
        if is_explored(act):
            name = (act.words.get("prompt") or "").strip() or (found.get(work, "").rpartition(" ")[2])
            found[work] = say("royalties:paper.emblem", language, name=name)
    return found


def statement_value(made: Statement, language: Language) -> dict[str, object]:
    """A statement as the API tells it: the shape of `--json`, and what it leads with, whether its months are closed,
    the titles of every work on it, the names of who paid, and its uses in words."""
    told = made.as_dict()
    lines = (*made.lines, *made.adjustments, *made.held)
    works = dict.fromkeys(work for line in lines for work in (line.work, line.paid_for, *line.path))
    leads, amount = headline(made)
    return {
        **told,
        "leads": leads,
        "amount": amount,
        "closed": made.closed,
        "titles": {work: made.title(work) for work in works},
        "names": {one: made.name(one) for one in dict.fromkeys(line.payer for line in lines) if one},
        "uses": {use: use_in_words(use, language) for use in dict.fromkeys(line.use for line in lines) if use},
    }


def list_statements(record: Record | None, books: Books, language: Language) -> list[dict[str, object]]:
    """Every party and month that anything was shared out for: the statements that can be made, the newest first."""
    parties = {one.id: one for one in record.parties()} if record else {}
    frozen, described = books.disputed(), books.payees()
    rows: list[dict[str, object]] = []
    closed = books.closed()
    for party, month, currency, own, corrected in books.shared_out():
        name = _name(party, parties, described, language)
        row = {"party": party, "name": name, "period": month, "currency": currency, "earned": own + corrected}
        rows.append({**row, "corrections": corrected, "closed": month in closed, "disputed": party in frozen})
    return sorted(rows, key=lambda row: (str(row["period"]), str(row["name"]), str(row["currency"])), reverse=True)


def why_line(record: Record | None, books: Books, line: str, language: Language) -> dict[str, Any]:
    """The path of each unit of a line, as `Books.why` has it, with the names of its parties and the titles of its
    works in `names`. Raises `LineUnknown`."""
    told = books.why(line)
    parties = {one.id: one for one in record.parties()} if record else {}
    described, titles = books.payees(), books.titles()
    works = [told.get("earned_by"), told.get("paid_for"), *told.get("path", ())]
    names = {work: titles.get(work, work) for work in works if work}
    used = told.get("usage", ())
    for party in (told["party"], *(one.get("payer") for one in used)):
        if party:
            names[party] = _name(party, parties, described, language)
    uses = {str(one["use"]): use_in_words(str(one["use"]), language) for one in used if one.get("use")}
    return {**told, "names": names, "uses": uses}


def _name(party: str, parties: Mapping[str, Party], described: Mapping[str, Payee], language: Language) -> str:
    if party in parties:
        return shown_name(parties[party], language)
    return described[party].name if party in described else party


# Before a decimal figure while a file is rewritten, so that it comes out with the digits that it came in with.
_FIGURE = "\ue000"


def in_ids(record: Record, text: str) -> str:
    """A file of terms with the ids of the record in the place of names: of parties and of works that it knows.

    What is no JSON object comes back as it is, for who reads it to refuse.
    """
    try:
        source = json.loads(text, parse_float=lambda figure: f"{_FIGURE}{figure}")
    except (ValueError, RecursionError):
        return text
    if not isinstance(source, dict):
        return text
    people = {one.name: one.id for one in reversed(record.parties()) if one.kind != "rule" and not one.forgotten}
    for name, key in (("parties", "id"), ("advances", "party")):
        for one in _objects(source.get(name)):
            one[key] = people.get(str(one.get(key)), one.get(key))
    rules = source.get("rules")
    for tax in _objects(rules.get("taxes")) if isinstance(rules, dict) else ():
        if isinstance(tax.get("parties"), list):
            tax["parties"] = [people.get(str(one), one) for one in tax["parties"]]
    return re.sub(f'"{_FIGURE}([^"]*)"', r"\1", json.dumps(source, ensure_ascii=False))


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


__all__ = [
    "ALWAYS",
    "Imported",
    "Ran",
    "import_usage",
    "in_ids",
    "list_statements",
    "open_books",
    "party_id",
    "people_of",
    "run_books",
    "statement_value",
    "statements_of",
    "why_line",
]
