"""Held usage, imports, runs and balances as the wire has them, works by their titles."""

from __future__ import annotations

from collections.abc import Mapping

from oeuvre.api.asking import Asking
from oeuvre.api.royalties_shapes import BalanceShape, HeldShape, ImportedShape, MappingShape, RanShape
from oeuvre.foundation import say
from oeuvre.production import Imported, Ran, shown_name
from oeuvre.royalties import Books, ColumnMapping, Held


def mapping_shape(one: ColumnMapping) -> MappingShape:
    """How the columns of a source are read."""
    return MappingShape.model_validate({**vars(one), "columns": dict(one.columns), "fixed": dict(one.fixed)})


def titles_of(here: Asking, books: Books) -> Mapping[str, str]:
    """Titles of the works that the books know: the ledger’s, else those of the record."""
    used = books.used_works()
    found = here.desk.record.works_at(used)
    return {work: one.title or work[:12] for work, one in found.items()} | books.titles()


def held_shape(one: Held, titles: Mapping[str, str], here: Asking) -> HeldShape:
    """Held usage, and the rule that holds it in words."""
    told = {**one.as_dict(), "reason": str(one.reason)}
    says = say(f"royalties:reasons.{one.reason}", here.language)
    return HeldShape.model_validate({**told, "title": titles.get(one.work, one.work), "says": says})


def imported_shape(here: Asking, source: str, made: Imported) -> ImportedShape:
    """What came of a file, the lines that were refused with their reasons."""
    told = made.as_dict(here.language)
    found = here.desk.record.works_at(list(made.named.values()))
    refused = [{**one.as_dict(here.language), "line": str(one.values["line"])} for one in made.taken.refused]
    return ImportedShape.model_validate(
        {
            **told,
            "source": source,
            "refused": [{key: str(value) for key, value in row.items()} for row in refused],
            "titles": {work: one.title or work[:12] for work, one in found.items()},
        }
    )


def ran_shape(here: Asking, books: Books, done: Ran) -> RanShape:
    """What a run did, and what it left for people to look at."""
    told, titles = done.as_dict(here.language), titles_of(here, books)
    problems = [{key: str(value) for key, value in one.as_dict(here.language).items()} for one in done.run.problems]
    held = [held_shape(one, titles, here) for one in done.run.held]
    waiting = [{**one.as_dict(), "title": titles.get(one.work, one.work)} for one in done.run.unmatched]
    return RanShape.model_validate({**told, "held": held, "unmatched": waiting, "problems": problems})


def balance_shape(here: Asking, books: Books, party: str) -> BalanceShape:
    """A party’s accounts by currency. Raises `PartyUnknown`."""
    known = here.desk.parties().get(party)
    accounts = {
        currency: {kind.name.lower(): amount for kind, amount in one.items()}
        for currency, one in books.balances(party).items()
    }
    name = shown_name(known, here.language) if known is not None else party
    return BalanceShape(party=party, name=name, disputed=party in books.disputed(), accounts=accounts)
