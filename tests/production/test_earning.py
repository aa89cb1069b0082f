"""Money from the record: usage by names, shares from acts and sheets, the training pool, grants once each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from oeuvre.foundation import LANGUAGES
from oeuvre.licence import Action
from oeuvre.production import (
    Imported,
    Ran,
    WorkNames,
    dispute,
    import_usage,
    in_ids,
    list_statements,
    money_lineage,
    open_books,
    propose_split,
    read_shares,
    run_books,
    settle,
    sign_split,
    statement_value,
    statements_of,
    why_line,
    withdraw,
)
from oeuvre.production.earning_grants import grant_lines, receivables
from oeuvre.production.holding import asks_nothing
from oeuvre.record import Work
from oeuvre.royalties import Books, ColumnMapping, PartyUnknown, Statement, Usage, WorkUnnamed, read_mapping
from tests.production.ledgers import Shelf, pool_of

MAPPING = (
    '{"source": "shop", "columns": {"line": "id", "work": "work", "amount": "amount", "day": "day"},'
    ' "fixed": {"currency": "EUR", "use": "print"}}'
)


class Desk(Shelf):
    """A record with its books."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.home, self.files = home, 0
        self.mapping: ColumnMapping = read_mapping(MAPPING)

    def books(self) -> Books:
        return open_books(self.home, self.record)

    def take(self, *rows: tuple[str, str, str, str], correct: bool = False) -> Imported:
        self.files += 1
        path = self.home / f"usage-{self.files}.csv"
        path.write_text("id,work,amount,day\n" + "".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
        with self.books() as books:
            return import_usage(self.record, books, path, self.mapping, correct=correct)

    def run(self) -> Ran:
        with self.books() as books:
            return run_books(self.record, books, asked=asks_nothing, pool_of=pool_of)

    def statement(self, name: str, period: str = "2026-10") -> Statement:
        with self.books() as books:
            (made,) = statements_of(self.record, books, name, period, date(2026, 11, 26))
            return made

    def agree(self, design: Work, *shares: tuple[str, str]) -> None:
        sheet = propose_split(self.record, design, self.person("Ines"), read_shares(self.record, shares))
        for party in sheet.waits_for:
            sheet = sign_split(self.record, sheet, party)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "home")
    yield made
    made.record.close()


@pytest.fixture
def edition(desk: Desk) -> Work:
    """A poster of a photographer and a writer, with an emblem of the house on it."""
    idea = desk.act("propose", [(desk.person("Wanda"), "concept")], [(desk.work("idea"), "idea")])[0]
    used = [(idea, "idea"), (desk.piece("Paul", "loaf.jpg"), "photograph"), (desk.emblem("Ines"), "emblem")]
    return desk.edition(desk.design(used, 14))


class TestLineage:
    def test_an_emblem_pays_the_works_that_its_model_learned_from(self, desk: Desk, edition: Work) -> None:
        found = money_lineage(desk.record, edition.id, pool_of=pool_of)
        names = {party.id: party.name for party in desk.record.parties()}
        titles = {work: found.titles[work] for work in found.works}
        edges = {(titles[work], titles[parent]): percent for work, parent, percent in found.edges()}
        # Of the emblem's tenth half goes to the pool; 30% of it in equal parts, the rest by nearness: 750 against 250.
        assert edges == {
            ("Market, A3", "emblem 7-1"): 10,
            ("emblem 7-1", "emblem (4)"): 15,
            ("emblem 7-1", "loaf"): Fraction(35) * 3 / 4,
            ("emblem 7-1", "oven"): Fraction(35) / 4,
        }
        evidence = {titles[one.work]: one.evidence for one in found.works[_id(titles, "emblem 7-1")].parents}
        assert evidence == {"emblem (4)": "equal", "loaf": "analogy", "oven": "analogy"}
        equal = found.shares()["pool:emblem@v1"]
        # Sbed is on no act yet, so its name stands for it.
        assert {names.get(party, party): weight for party, weight in equal.items()} == {"Lorc": 3, "Sbed": 1}

    def test_an_emblem_that_nobody_directed_is_the_pools_alone(self, desk: Desk) -> None:
        emblem = desk.emblem()
        found = money_lineage(desk.record, emblem.id, pool_of=pool_of)
        assert sum(one.share for one in found.works[emblem.id].parents) == 1
        unknown = money_lineage(desk.record, emblem.id, pool_of=lambda name, version: {})
        assert {one.evidence for one in unknown.works[emblem.id].parents} == {"analogy"}
        assert sum(one.share for one in unknown.works[emblem.id].parents) == 1

    def test_what_nobody_holds_is_told(self, desk: Desk) -> None:
        design = desk.design([])
        assert money_lineage(desk.record, design.id).nobody == (design.id,)
        desk.take(("1", design.id, "10.00", "2026-10-01"))
        done = desk.run()
        assert done.nobody == {design.id: "Market · 1"}
        assert [one.work for one in done.run.unmatched] == [design.id]


def _id(titles: dict[str, str], title: str) -> str:
    return next(work for work, name in titles.items() if name == title)


class TestNames:
    def test_works_by_number_path_code_and_id(self, desk: Desk, edition: Work) -> None:
        names = WorkNames(desk.record)
        for name in ("editions/a3.pdf", "a3.pdf", "out/editions/a3.pdf", "market/editions/a3.pdf", edition.id[:8]):
            assert names.find(name).id == edition.id
        for name in ("15", "b3.pdf", "market/15", "", "zzzzzz", "abcdef", "elsewhere/a3.txt", "ISCC:NONE"):
            with pytest.raises(WorkUnnamed):
                names.find(name)
        with pytest.raises(WorkUnnamed):
            WorkNames(desk.record, "other").find("a3.pdf")

    def test_a_line_keeps_its_work_when_the_edition_is_made_again(self, desk: Desk, edition: Work) -> None:
        row = ("1", "editions/a3.pdf", "10.00", "2026-10-01")
        assert desk.take(row).named == {"editions/a3.pdf": edition.id}
        again = desk.edition(desk.design([(desk.piece("Ada", "bun.jpg"), "photograph")], 15))
        same = desk.take(row, ("2", "editions/a3.pdf", "5.00", "2026-10-02"))
        assert (same.taken.known, same.taken.imported, same.taken.refused) == (1, 1, ())
        with desk.books() as books:
            assert (books.work_of("shop", "1"), books.work_of("shop", "2")) == (edition.id, again.id)

    def test_a_name_that_nothing_has_waits(self, desk: Desk, edition: Work) -> None:
        made = desk.take(("1", "b3.pdf", "10.00", "2026-10-01"), ("2", "a3.pdf", "10.00", "2026-10-01"))
        assert made.waiting == ("b3.pdf",)
        assert desk.run().run.unmatched[0].work == "b3.pdf"
        for language in LANGUAGES:
            assert made.as_dict(language)["imported"] == 2

    def test_usage_that_waited_goes_on_once_its_name_stands_for_a_work(self, desk: Desk, edition: Work) -> None:
        row = ("1", "editions/b3.pdf", "10.00", "2026-10-01")
        desk.take(row)
        assert desk.run().run.unmatched
        later = desk.edition(desk.design([(desk.piece("Ada", "bun.jpg"), "photograph")], 15), path="b3.pdf")
        done = desk.run()
        assert (done.asks, done.run.gross) == (False, {"EUR": 1000})
        assert desk.statement("Ada").earned == 1000
        again = desk.take(row)
        assert (again.taken.known, again.taken.refused, again.named) == (1, (), {"editions/b3.pdf": later.id})

    def test_a_file_of_terms_may_name_people(self, desk: Desk, edition: Work) -> None:
        text = in_ids(
            desk.record,
            '{"parties": [{"id": "Paul", "account": {"iban": "FR7630006000011234567890189"}}], "advances":'
            ' [{"id": "a", "party": "Wanda", "currency": "EUR", "amount": 100, "day": "2026-10-01"}],'
            ' "rules": {"taxes": [{"name": "t", "percent": 10.5, "parties": ["Paul", "x"]}]}}',
        )
        paul = desk.person("Paul").id
        assert "Paul" not in text
        with desk.books() as books:
            books.take_terms(text)
            assert books.payees()[paul].name == "Paul"
            account = books.payees()[paul].account
            assert account is not None
            assert account.iban.startswith("FR76")
        assert in_ids(desk.record, "[]") == "[]"
        assert in_ids(desk.record, "{") == "{"


class TestBooks:
    def test_money_follows_the_record_and_every_line_says_why_by_names(self, desk: Desk, edition: Work) -> None:
        desk.take(("1", "editions/a3.pdf", "400.00", "2026-10-03"))
        done = desk.run()
        assert not done.asks
        assert done.run.gross == {"EUR": 40000}
        earned = {name: desk.statement(name).earned for name in ("Paul", "Wanda", "Ines", "Lorc", "Delapouite", "Sbed")}
        # 360.00 for four parts and three; of the emblem's 40.00 half is Ines's, 6.00 in equal parts, 14.00 by nearness.
        assert earned == {
            "Paul": 20571,
            "Wanda": 15429,
            "Ines": 2000,
            "Lorc": 450 + 1050,
            "Delapouite": 350,
            "Sbed": 150,
        }
        assert sum(earned.values()) == 40000
        made = desk.statement("Lorc")
        assert {one.evidence for one in made.lines} == {("analogy",), ("equal",)}
        assert set(statement_value(made, "en")["titles"].values()) >= {"Market, A3", "emblem “7-1”", "loaf"}
        assert set(made.grounds.values()) == {"for the works of yours that the model learned from"}
        assert set(desk.statement("Paul").grounds.values()) == {
            "4 of 7 parts: 4 parts for a piece brought in (loaf.jpg)"
        }
        with desk.books() as books:
            told = why_line(desk.record, books, made.lines[0].line, "fr")
            assert {"Lorc", "Market, A3", "emblem 7-1"} <= set(told["names"].values())
            rows = list_statements(desk.record, books, "en")
            with pytest.raises(PartyUnknown):
                statements_of(desk.record, books, "Nobody", "2026-10")
        assert {row["name"] for row in rows} == set(earned)
        assert sum(int(str(row["earned"])) for row in rows) == 40000

    def test_running_again_changes_nothing(self, desk: Desk, edition: Work) -> None:
        desk.take(("1", "14", "10.00", "2026-10-03"), ("2", "a3.pdf", "7.00", "2026-09-03"))
        assert desk.run().drawn
        with desk.books() as books:
            head = books.head()
        again = desk.run()
        assert (again.drawn, again.run.postings, again.run.reversals) == (0, 0, 0)
        with desk.books() as books:
            assert books.head() == head
            assert books.verify() is None

    def test_a_sheet_governs_from_its_day_and_not_before(self, desk: Desk, edition: Work) -> None:
        rows = [("1", "a3.pdf", "100.00", "2026-09-01"), ("2", "a3.pdf", "100.00", "2026-10-20")]
        desk.take(*rows)
        desk.run()
        before = {name: desk.statement(name, "2026-09").earned for name in ("Paul", "Wanda")}
        desk.pass_days(40)
        desk.agree(WorkNames(desk.record).find("14"), ("Wanda", "100"))
        done = desk.run()
        assert done.run.reversals == 1
        assert {name: desk.statement(name, "2026-09").earned for name in before} == before
        assert desk.statement("Wanda").earned == 9000
        # Each line gives the ground that held on its day, on one page for both months.
        made = desk.statement("Wanda", "2026")
        grounds = {line.month: made.ground(line) for line in made.lines}
        assert grounds["2026-10"] == "by the split sheet that everybody signed"
        assert grounds["2026-09"].startswith("3 of 7 parts")

    def test_who_was_forgotten_is_a_number_and_is_owed_as_before(self, desk: Desk, edition: Work) -> None:
        desk.take(("1", "a3.pdf", "100.00", "2026-10-03"))
        desk.run()
        paul = desk.person("Paul").id
        before = desk.statement("Paul").earned
        desk.record.forget_party(paul)
        with pytest.raises(PartyUnknown):
            desk.statement("Paul")
        made = desk.statement(paul)
        assert (made.earned, made.party.name) == (before, paul[:8])
        assert b"Paul" not in b"".join(path.read_bytes() for path in desk.home.glob("royalties.db*"))

    def test_grants_arrive_once_each_for_every_work_they_pay(self, desk: Desk, edition: Work) -> None:
        photo = next(work for work in desk.record.works() if work.title == "loaf.jpg")
        lines = [{"work": edition.id, "amount": 5000}, {"work": photo.id, "amount": 1500}]
        by = [(desk.person("Ines"), "licensor"), (desk.person("Bo"), "licensee")]
        told = {"action": "reproduce", "territory": "FR", "currency": "EUR"}
        desk.act("grant", by, used=[(edition, "granted")], grant="g1", total=6500, lines=lines, **told)
        desk.act("grant", by, used=[(edition, "granted")], grant="g2", total=0, lines=[], **told)
        desk.act("grant", by, used=[(edition, "granted")], grant="g3", total=900, **told)
        first, again = desk.run(), desk.run()
        assert (first.grants, again.grants, first.run.gross) == (3, 0, {"EUR": 7400})
        # Granted is not paid: nobody has earned anything yet.
        paul = desk.statement("Paul", "2026-09")
        assert (paul.earned, {one.held for one in paul.held}) == (0, {"receivable"})
        assert dict(paul.standing)["receivable"] == sum(one.net for one in paul.held)
        with desk.books() as books:
            assert sum(one.amount for one in books.receivables()) == 7400
            assert books.held() == []
        received = [(desk.person("Ines"), "recorder")]
        desk.act("receive", received, used=[(edition, "received")], grant="g1", amount=4000, currency="EUR")
        desk.act("receive", received, used=[(edition, "received")], grant="g1", amount=2500, currency="EUR")
        assert desk.run().run.gross == {"EUR": 7400}
        paul = desk.statement("Paul", "2026-09")
        assert {(one.work, one.use, one.territory) for one in paul.lines} == {
            (edition.id, "reproduce", "FR"),
            (photo.id, "reproduce", "FR"),
        }
        assert sum(one.net for one in paul.lines if one.work == photo.id) == 1500
        assert {one.work for one in paul.held} == {edition.id}
        with desk.books() as books:
            assert [one.amount for one in books.receivables()] == [900]
            assert books.verify() is None
            head = books.head()
        assert desk.run().grants == 0
        with desk.books() as books:
            assert books.head() == head

    def test_a_share_of_expected_revenue_is_trued_up_by_what_is_reported(self, desk: Desk, edition: Work) -> None:
        share = {"basis": "revenue-share", "counted": 100000, "amount": 10000, "percent": "10", "ceiling": 15000}
        least = {"basis": "minimum-guarantee", "counted": 12000, "amount": 2000, "percent": "", "ceiling": None}
        lines = [{"work": edition.id, "clause": "prices", **one} for one in (share, least)]
        by = [(desk.person("Ines"), "licensor"), (desk.person("Bo"), "licensee")]
        told = {"action": "reproduce", "territory": "FR", "currency": "EUR"}
        desk.act("grant", by, used=[(edition, "granted")], grant="g1", total=12000, lines=lines, **told)
        owed = []
        for revenue in (0, 130000, 10000, 100000):
            desk.act("report", [by[1]], used=[(edition, "reported")], grant="g1", revenue=revenue)
            (one,) = receivables(desk.record)
            owed.append(sum(one.owed.values()))
        # Nothing yet: the guarantee; 10 % of 1300; of 1400; of 2400, cut off at the ceiling.
        assert owed == [12000, 13000, 14000, 15000]
        desk.run()
        desk.act("receive", [by[0]], used=[(edition, "received")], grant="g1", amount=16000, currency="EUR")
        desk.run()
        # What was paid beyond what is owed waits until a person says.
        told = receivables(desk.record)[0].as_dict()
        assert (told["open"], told["beyond"], told["received"]) == (0, 1000, 16000)
        with desk.books() as books:
            assert books.receivables() == []
            assert sum(amount for _, _, _, amount in books.earnings()) == 15000
            (held,) = books.held()
            assert (held.reason, held.amount) == ("beyond", 1000)
            books.decide(held.source, held.line, "release", "Ines", "a gift")
        desk.run()
        with desk.books() as books:
            assert sum(amount for _, _, _, amount in books.earnings()) == 16000
            assert books.verify() is None

    def test_what_an_earlier_version_took_in_as_earned_stays_so(self, desk: Desk, edition: Work) -> None:
        by = [(desk.person("Ines"), "licensor"), (desk.person("Bo"), "licensee")]
        desk.act("grant", by, used=[(edition, "granted")], grant="g1", total=900, currency="EUR", action="reproduce")
        (line,) = grant_lines(desk.record)
        with desk.books() as books:
            books.import_lines([replace(line, due=False)])
        assert desk.run().grants == 0
        assert desk.run().run.gross == {"EUR": 900}
        with desk.books() as books:
            assert books.receivables() == []

    def test_a_grant_of_a_day_that_cannot_be_is_told_and_stops_nothing(self, desk: Desk, edition: Work) -> None:
        desk.take(("1", "a3.pdf", "100.00", "2026-10-03"))
        with desk.books() as books:
            lines = books.import_lines(
                [Usage("grants", "g", 0, edition.id, *("", "", ""), "0001-01-05", "", 1, 5, "EUR", "b", "")]
            )
            assert [one.values["why"] for one in lines.refused] == ["line_day"]
            # An earlier version took such a line in.
            books.store.db.execute(
                "INSERT INTO usage (source, line, revision, work, use, territory, channel, day, moment, units, amount, "
                "currency, payer, listener, at) VALUES ('s', 'old', 0, ?, '', '', '', '0001-01-05', '', 1, 5, 'EUR', "
                "'b', '', 1)",
                (edition.id,),
            )
        done = desk.run()
        assert [(one.code, one.values["line"]) for one in done.run.problems] == [("line-unfit", "old")]
        assert done.run.gross == {"EUR": 10000}
        with desk.books() as books:
            late = Usage("s", "old", 1, edition.id, *("", "", ""), "2026-10-05", "", 1, 5, "EUR", "b", "")
            books.import_lines([late])
        assert desk.run().run.problems == []

    def test_a_work_in_dispute_has_its_money_held_until_it_is_settled(self, desk: Desk, edition: Work) -> None:
        photo = next(work for work in desk.record.works() if work.title == "loaf.jpg")
        desk.take(("1", "a3.pdf", "100.00", "2026-10-03"), ("2", photo.id, "1.00", "2026-10-03"))
        desk.run()
        before = desk.statement("Paul").earned
        design = WorkNames(desk.record).find("14")
        dispute(desk.record, desk.person("Paul"), design, "who took it?")
        done = desk.run().run
        assert done.held == []
        assert {one.work for one in done.claims} == {edition.id}
        assert sum(one.amount for one in done.claims) == 10000
        made = desk.statement("Paul")
        # A piece of the same photographer earned on its own account, and is in no dispute.
        assert (made.earned, sum(one.net for one in made.held)) == (100, before - 100)
        again = desk.run()
        assert (again.run.postings, again.run.reversals) == (0, 0)
        settle(desk.record, desk.person("Paul"), design)
        assert desk.run().run.claims == []
        assert desk.statement("Paul").earned == before

    def test_a_piece_in_dispute_has_its_part_held_in_what_stands_on_it(self, desk: Desk, edition: Work) -> None:
        desk.take(("1", "a3.pdf", "100.00", "2026-10-03"))
        photo = next(work for work in desk.record.works() if work.title == "loaf.jpg")
        act = dispute(desk.record, desk.person("Bo"), photo, "It is mine.")
        done = desk.run().run
        names = {party.id: party.name for party in desk.record.parties()}
        # 90.00 for four parts of the photographer and three of the writer; the emblem's tenth is nobody's dispute.
        assert [(names[one.party], one.amount, one.cause) for one in done.claims] == [("Paul", 5143, photo.id)]
        assert (desk.statement("Paul").earned, desk.statement("Wanda").earned) == (0, 3857)
        assert act.kind == "dispute"
        # Whoever holds the edition by the time that it is settled: what was held is Paul's.
        desk.pass_days(60)
        desk.agree(WorkNames(desk.record).find("14"), ("Wanda", "100"))
        settle(desk.record, desk.person("Bo"), photo)
        assert desk.run().run.claims == []
        assert desk.statement("Paul").earned == 5143

    def test_consent_to_commerce_withdrawn_holds_what_is_earned_from_then_on(self, desk: Desk, edition: Work) -> None:
        photo = next(work for work in desk.record.works() if work.title == "loaf.jpg")
        desk.take(("1", "a3.pdf", "100.00", "2026-08-03"), ("2", "a3.pdf", "100.00", "2026-10-03"))
        withdraw(desk.record, desk.person("Paul"), photo, actions=[Action.AI_TRAINING])
        assert desk.run().run.claims == []
        # By two acts, of which neither is of everything: what money is earned by is among it.
        withdraw(desk.record, desk.person("Paul"), photo, actions=[one for one in Action if one is not Action.SEARCH])
        withdraw(desk.record, desk.person("Paul"), photo, actions=[Action.SEARCH])
        (claim,) = desk.run().run.claims
        assert (claim.month, claim.amount, claim.reason) == ("2026-10", 5143, "withdrawn")
        with desk.books() as books:
            books.let_go(photo.id, "Paul", "It was printed before.")
        assert desk.run().run.claims == []
        assert desk.statement("Paul").earned == 5143
