"""Held usage, imports, runs and balances as the wire has them, works by their titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from oeuvre.api.asking import Asking
from oeuvre.api.royalties_shapes import (
    BalanceShape,
    ClaimShape,
    HeldShape,
    ImportedShape,
    MappingShape,
    PayoutShape,
    RanShape,
    ReceivableShape,
    TransferShape,
    UnpaidShape,
)
from oeuvre.foundation import say
from oeuvre.licence import day_in_words
from oeuvre.production import Imported, Ran, Receivable, shown_name
from oeuvre.royalties import Books, ClaimHeld, ColumnMapping, Held, Payout, Unpaid


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


def claim_shapes(found: Sequence[ClaimHeld], titles: Mapping[str, str], here: Asking) -> list[ClaimShape]:
    """Claims that wait, with the names and titles of what they are about."""
    people = here.desk.parties()
    works = here.desk.record.works_at({one.cause for one in found} - titles.keys())
    causes = {work: one.title or work[:12] for work, one in works.items()}

    def shape(one: ClaimHeld) -> ClaimShape:
        known = people.get(one.party)
        told = {
            "title": titles.get(one.work, one.work),
            "paid_for_title": titles.get(one.paid_for, one.paid_for),
            "name": shown_name(known, here.language) if known is not None else one.party,
            "cause_title": titles.get(one.cause) or causes.get(one.cause, one.cause),
            "says": say(f"royalties:reasons.{one.reason}", here.language),
        }
        return ClaimShape.model_validate({**one.as_dict(), **told})

    return [shape(one) for one in found]


def receivable_shape(one: Receivable, here: Asking) -> ReceivableShape:
    """What a grant is owed, with the name of who owes it and the title of its work."""
    told, known = one.as_dict(), here.desk.parties().get(one.payer)
    work = str(told["work"] or "")
    found = here.desk.record.works_at([work]).get(work)
    title = (found.title if found is not None else None) or work[:12]
    name = shown_name(known, here.language) if known is not None else one.payer
    return ReceivableShape.model_validate({**told, "title": title, "name": name})


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
    told |= {"claims": claim_shapes(done.run.claims, titles, here), "held": held}
    return RanShape.model_validate({**told, "unmatched": waiting, "problems": problems})


def balance_shape(here: Asking, books: Books, party: str) -> BalanceShape:
    """A party’s accounts by currency. Raises `PartyUnknown`."""
    known = here.desk.parties().get(party)
    accounts = {
        currency: {kind.name.lower(): amount for kind, amount in one.items()}
        for currency, one in books.balances(party).items()
    }
    name = shown_name(known, here.language) if known is not None else party
    payee = books.payees().get(party)
    iban = payee.account.iban.replace(" ", "")[-4:] if payee is not None and payee.account is not None else ""
    return BalanceShape(party=party, name=name, disputed=party in books.disputed(), accounts=accounts, iban=iban)


def _unpaid(one: Unpaid, here: Asking) -> str:
    until = day_in_words(date.fromisoformat(one.until), here.language) if one.until else ""
    return say(f"api:unpaid.{one.reason}", here.language, until=until)


def payout_shape(here: Asking, books: Books, made: Payout, file: str | None) -> PayoutShape:
    """Who is paid and who is not, by name; of accounts the last signs alone."""
    people, described = here.desk.parties(), books.payees()

    def name(party: str) -> str:
        if party in people:
            return shown_name(people[party], here.language)
        return described[party].name if party in described else party

    return PayoutShape(
        currency=made.currency,
        day=made.day.isoformat(),
        through=made.through,
        early=made.early,
        total=made.total,
        transfers=[
            TransferShape(
                party=one.party, name=name(one.party), iban=one.iban[-4:], amount=one.amount, reference=one.reference
            )
            for one in made.transfers
        ],
        unpaid=[
            UnpaidShape(
                **vars(one),
                name=name(one.party),
                says=_unpaid(one, here),
            )
            for one in made.unpaid
        ],
        file=file,
    )
