"""Statements and payouts: what a party reads sums to what the ledger has, on paper, in the table and in the file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdfium2
import pytest

from oeuvre.foundation import Language
from oeuvre.royalties import Account, AccountKind, PartyUnknown, RoyaltyError, Statement
from oeuvre.royalties.currency import minor_units
from oeuvre.royalties.flow import flow_svg
from oeuvre.royalties.papers import MOST_LINES, statement_csv, statement_pdf
from oeuvre.royalties.payout import is_bic, is_iban
from tests.royalties.test_books import Desk, terms, usage

ISSUED = date(2026, 11, 26)
RULES = {
    "deductions": [{"name": "distribution", "percent": 15, "uses": ["stream"]}],
    "taxes": [{"name": "withholding", "percent": 12.5, "parties": ["ana", "cleo"]}],
    "reserve": {"percent": 5, "months": 1},
    "minimum": {"EUR": 1000},
    "dispute_days": 10,
}
IBAN = "FR7630006000011234567890189"
PAYER = Account("DE89370400440532013000", "COBADEFFXXX", "Maison")


def parties(**accounts: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": party,
            "name": party.title(),
            "identifiers": {"IPI": "00014107338"},
            **({"account": told} if told else {}),
        }
        for party, told in accounts.items()
    ]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.books.take_terms(terms(rules=RULES, parties=parties(ana={"iban": IBAN}, bo=None, cleo={"iban": "FR00"})))
    made.take(usage())
    made.books.run()
    yield made
    made.books.store.close()


def one(desk: Desk, party: str, period: str = "2026-10") -> Statement:
    made = desk.books.statements(party, period, ISSUED)
    assert len(made) == 1
    return made[0]


class TestStatement:
    @pytest.mark.parametrize("party", ["ana", "bo", "cleo", "dan"])
    def test_months_follow_one_another_and_end_in_the_balance(self, desk: Desk, party: str) -> None:
        september, october = one(desk, party, "2026-09"), one(desk, party)
        assert september.opening == 0
        assert october.opening == september.closing
        assert october.closing == desk.balance(party)
        for statement in (september, october):
            assert statement.opening + sum(amount for _, amount in statement.moves) == statement.closing
            assert statement.payable + statement.carried == statement.closing
        quarter = one(desk, party, "2026-Q3")
        assert (quarter.earned, quarter.closing) == (september.earned, september.closing)

    def test_lines_are_by_use_and_sum_to_the_ledgers_lines(self, desk: Desk) -> None:
        statement = one(desk, "ana")
        by_line: dict[str, int] = {}
        for line in statement.lines:
            by_line[line.line] = by_line.get(line.line, 0) + line.net
            assert line.gross - line.deductions >= line.net >= 0
            assert bool(line.deductions) == (line.use == "stream")
        for line_id, amount in by_line.items():
            assert desk.books.why(line_id)["amount"] == amount
        assert {line.share for line in statement.lines} == {Fraction(1), Fraction(1, 10), Fraction(1, 100)}

    def test_what_came_after_closing_is_an_adjustment_of_the_next_month(self, desk: Desk) -> None:
        desk.books.close("2026-09")
        before = one(desk, "ana", "2026-09")
        first = next(row for row in usage() if row[1] == "A" and row[4].startswith("2026-09"))
        desk.take([(*first[:6], "500.00", first[7])], correct=True)
        desk.books.run()
        assert one(desk, "ana", "2026-09").as_dict() == before.as_dict()
        october = one(desk, "ana")
        assert sum(line.net for line in october.adjustments) > 0
        assert {line.month for line in october.adjustments} == {"2026-09"}
        assert dict(october.moves)["adjusted"] == sum(line.net for line in october.adjustments)
        assert october.closing == desk.balance("ana")

    def test_a_small_balance_is_carried_and_a_dispute_is_said(self, desk: Desk) -> None:
        desk.take([("s", "A", "download", "FR", "2026-11-02", 1, "0.05", "Deezer")])
        desk.books.run()
        november = one(desk, "dan", "2026-11")
        assert november.lines == ()
        desk.books.dispute("ana", "open", "who wrote it?")
        assert one(desk, "ana", "2026-11").disputed
        assert one(desk, "ana", "2026-11").closing == 0
        assert dict(one(desk, "ana", "2026-11").standing)["held"] > 0

    def test_a_party_that_sends_usage_too_has_only_its_own_money(self, desk: Desk) -> None:
        before = one(desk, "ana").closing
        desk.take([("own", "B", "download", "FR", "2026-10-02", 1, "100.00", "ana")])
        desk.books.run()
        assert before < one(desk, "ana").closing == desk.balance("ana") < before + 1000

    def test_who_is_not_known(self, desk: Desk) -> None:
        with pytest.raises(PartyUnknown):
            desk.books.statements("nobody", "2026-10", ISSUED)

    def test_the_number_is_of_the_content(self, desk: Desk) -> None:
        numbers = {one(desk, "ana").number, desk.books.statements("ana", "2026-10", date(2027, 1, 1))[0].number}
        assert len(numbers) == 1
        assert numbers != {one(desk, "bo").number}


class TestPaper:
    def test_the_table_sums_to_the_closing_balance(self, desk: Desk) -> None:
        statement = one(desk, "cleo")
        rows = list(csv.DictReader(io.StringIO(statement_csv(statement))))
        amounts = [minor_units(row["amount"], "EUR") or 0 for row in rows]
        assert rows[-1]["kind"] == "closing"
        assert sum(amounts[:-1]) == amounts[-1] == statement.closing

    def test_no_cell_is_a_formula(self, desk: Desk) -> None:
        desk.books.take_terms(
            json.dumps({"works": [{"id": "X", "title": "=1+1", "shares": [{"party": "ana", "weight": 1}]}]})
        )
        desk.take([("x", "X", "@use", "-FR", "2026-10-02", 1, "3.00", "+payer")])
        desk.books.run()
        row = next(row for row in csv.DictReader(io.StringIO(statement_csv(one(desk, "ana")))) if row["work"] == "X")
        assert [row[name][:1] for name in ("title", "use", "territory", "payer")] == ["'"] * 4

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_the_page_says_every_amount_and_is_the_same_each_time(self, desk: Desk, language: Language) -> None:
        desk.books.take_terms(
            json.dumps(
                {"works": [{"id": "X", "title": '#panic("no") \\ "]', "shares": [{"party": "ana", "weight": 1}]}]}
            )
        )
        desk.take([("x", "X", "stream", "FR", "2026-10-02", 1, "3333.00", "Deezer")])
        desk.books.run()
        statement = one(desk, "ana")
        pdf = statement_pdf(statement, language, "Maison")
        assert pdf == statement_pdf(statement, language, "Maison")
        document = pypdfium2.PdfDocument(pdf)
        said = "".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        said = "".join(said.split())
        for amount in ("2833.05", "3333.00"):
            figure = amount.replace(".", ",") if language == "fr" else f"{float(amount):,.2f}"
            assert figure in said.replace("\u202f", "")
        assert "panic" in said
        assert statement.number in said

    def test_a_picture_is_drawn_of_what_was_earned_alone(self, desk: Desk) -> None:
        statement = one(desk, "ana")
        picture = ElementTree.fromstring(flow_svg(statement, "fr"))
        words = ["".join(node.itertext()) for node in picture.iter() if node.tag.endswith("text")]
        assert {"La source", "Le pont", "La mer"} <= set(words)
        desk.take([("s", "A", "download", "FR", "2026-12-02", 1, "0.05", "Deezer")])
        desk.books.run()
        assert flow_svg(one(desk, "dan", "2026-12"), "fr") == ""

    def test_of_many_lines_the_largest_stand_on_paper(self, desk: Desk) -> None:
        rows = [(f"m{n}", "A", f"use {n}", "FR", "2026-12-02", 1, f"{n + 1}.00", "D") for n in range(MOST_LINES + 7)]
        desk.take(rows)
        desk.books.run()
        statement = one(desk, "ana", "2026-12")
        assert len(statement.lines) == MOST_LINES + 7
        document = pypdfium2.PdfDocument(statement_pdf(statement, "en"))
        said = " ".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        assert "7 smaller lines" in said


class TestPayout:
    @pytest.fixture(autouse=True)
    def closed(self, desk: Desk) -> None:
        """Both months closed, and their deadline passed."""
        for month in ("2026-09", "2026-10"):
            desk.books.close(month, at=datetime(2026, 11, 10, tzinfo=UTC))

    def test_who_can_be_paid_is_in_the_file_and_nobody_is_dropped(self, desk: Desk, tmp_path: Path) -> None:
        out = tmp_path / "pay.xml"
        owed = {party: desk.balance(party) for party in ("ana", "bo", "cleo", "dan")}
        payout = desk.books.pay("EUR", ISSUED, "Maison du Marché", PAYER, out)
        assert [one.party for one in payout.transfers] == ["ana"]
        assert {one.party: one.reason for one in payout.unpaid} == {
            "bo": "no-account",
            "cleo": "iban",
            "dan": "no-account",
        }
        assert {one.party: one.amount for one in (*payout.transfers, *payout.unpaid)} == owed
        names = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
        document = ElementTree.fromstring(out.read_bytes())
        amounts = [node.text for node in document.iterfind(".//p:InstdAmt", names)]
        assert amounts == [f"{owed['ana'] / 100:.2f}"]
        assert desk.books.balances("ana")["EUR"][AccountKind.PAID] == owed["ana"]
        assert desk.balance("ana") == 0
        again = desk.books.pay("EUR", ISSUED, "Maison", PAYER, out)
        assert again.transfers == ()
        assert dict(one(desk, "ana", "2026-11").moves)["paid"] == -owed["ana"]
        desk.books.returned([payout.transfers[0].reference])
        assert desk.balance("ana") == owed["ana"]
        with pytest.raises(RoyaltyError):
            desk.books.returned([payout.transfers[0].reference])
        assert desk.books.verify() is None

    def test_without_a_file_nothing_is_noted(self, desk: Desk) -> None:
        before = desk.books.store.head()
        assert desk.books.pay("EUR", ISSUED, "Maison", PAYER).transfers
        assert desk.books.store.head() == before

    def test_a_file_that_cannot_be_written_pays_nobody(self, desk: Desk, tmp_path: Path) -> None:
        before = desk.books.store.head()
        (tmp_path / "pay.xml").write_text("an earlier one", encoding="utf-8")
        with pytest.raises(FileExistsError):
            desk.books.pay("EUR", ISSUED, "Maison", PAYER, tmp_path / "pay.xml")
        with pytest.raises(OSError, match="No such file"):
            desk.books.pay("EUR", ISSUED, "Maison", PAYER, tmp_path / "nowhere" / "pay.xml")
        assert (tmp_path / "pay.xml").read_text(encoding="utf-8") == "an earlier one"
        assert desk.books.store.head() == before

    @pytest.mark.parametrize(
        "account", [Account("DE00370400440532013000"), Account("x"), Account("DE89370400440532013000", "nope")]
    )
    def test_the_payers_account_has_to_hold(self, desk: Desk, tmp_path: Path, account: Account) -> None:
        with pytest.raises(RoyaltyError):
            desk.books.pay("EUR", ISSUED, "Maison", account, tmp_path / "pay.xml")
        assert not (tmp_path / "pay.xml").exists()

    def test_iban_and_bic(self) -> None:
        assert is_iban("FR76 3000 6000 0112 3456 7890 189")
        assert not is_iban("FR76 3000 6000 0112 3456 7890 188")
        assert [is_bic(told) for told in ("AGRIFRPP", "COBADEFFXXX", "AGRIFRP")] == [True, True, False]
