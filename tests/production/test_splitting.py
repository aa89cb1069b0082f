"""Split sheets: they count when everybody has signed that very sheet, and never backwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from oeuvre.foundation import LANGUAGES
from oeuvre.production import (
    all_sheets,
    holdings,
    propose_split,
    read_shares,
    refuse_split,
    sheet_at,
    sheets_awaiting,
    sheets_of,
    sign_split,
)
from oeuvre.record import Work
from oeuvre.royalties import (
    NobodyNamed,
    PayeeUnfit,
    RoyaltyError,
    SharesNotWhole,
    ShareUnfit,
    SheetClosed,
    SheetUnknown,
    SignerUnnamed,
)
from tests.production.ledgers import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path / "home")
    yield made
    made.record.close()


@pytest.fixture
def design(shelf: Shelf) -> Work:
    return shelf.design([(shelf.piece("Paul", "loaf.jpg"), "photograph")])


HALVES = [("Paul", "50"), ("Wanda", "50")]


class TestSheets:
    def test_a_sheet_counts_when_the_last_has_signed(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        edition = shelf.edition(design)
        sheet = propose_split(record, design, shelf.person("Paul"), read_shares(record, HALVES), because="as agreed")
        assert [one.name for one in sheet.waits_for] == ["Paul", "Wanda"]
        assert record.acts(kinds=("propose-split",))[0].digest == sheet.digest
        first = sign_split(record, sheet, shelf.person("Paul"))
        assert sign_split(record, first, shelf.person("Paul")) == first
        assert [one.name for one in first.waits_for] == ["Wanda"]
        assert holdings(record, edition.id, at=shelf.now).basis == "acts"
        assert sheets_awaiting(record, shelf.person("Wanda")) == (first,)
        signed = sign_split(record, first, shelf.person("Wanda"))
        assert (signed.state, sheets_awaiting(record, shelf.person("Wanda"))) == ("signed", ())
        found = holdings(record, edition.id, at=shelf.now)
        assert {one.party.name: one.share for one in found.holders} == {"Paul": Fraction(1, 2), "Wanda": Fraction(1, 2)}
        assert found.sheet == signed
        assert signed.since is not None
        assert holdings(record, edition.id, at=signed.since - timedelta(seconds=1)).basis == "acts"
        for language in LANGUAGES:
            assert signed.id[:12] in str(found.as_dict(language)["why"])

    def test_a_later_sheet_replaces_it_from_its_day(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record

        def agree(shares: list[tuple[str, str]], days: int | None = None) -> None:
            since = (shelf.now + timedelta(days=days)).date() if days is not None else None
            sheet = propose_split(record, design, shelf.person("Paul"), read_shares(record, shares), since=since)
            for party in sheet.waits_for:
                sheet = sign_split(record, sheet, party)

        agree(HALVES)
        agree([("Wanda", "100")], days=10)
        assert len(holdings(record, design.id, at=shelf.now).holders) == 2
        later = shelf.now + timedelta(days=10)
        assert [one.party.name for one in holdings(record, design.id, at=later).holders] == ["Wanda"]
        assert [one.name for one in holdings(record, design.id, at=later).absent] == ["Paul"]
        # A day that has passed by the last signature changes nothing of what was before it.
        agree(HALVES, days=-5)
        newest = sheets_of(record, design.id)[0]
        assert newest.since == max(one.signed for one in newest.shares if one.signed)

    def test_a_signature_is_for_that_very_sheet(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        one, other = (
            propose_split(record, design, shelf.person("Paul"), read_shares(record, HALVES)) for _ in range(2)
        )
        assert one.digest != other.digest
        sign_split(record, one, shelf.person("Paul"))
        sign_split(record, other, shelf.person("Wanda"))
        assert {sheet.state for sheet in sheets_of(record, design.id)} == {"open"}
        assert holdings(record, design.id, at=shelf.now).basis == "acts"

    def test_a_refused_sheet_never_counts(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        sheet = propose_split(record, design, shelf.person("Paul"), read_shares(record, HALVES))
        refused = refuse_split(record, sheet, shelf.person("Wanda"), "too little")
        assert (refused.state, refused.refused_because) == ("refused", "too little")
        with pytest.raises(SheetClosed):
            sign_split(record, refused, shelf.person("Paul"))
        with pytest.raises(SignerUnnamed):
            sign_split(record, sheet, shelf.person("Stranger"))
        signed = propose_split(record, design, shelf.person("Paul"), read_shares(record, [("Paul", "100")]))
        signed = sign_split(record, signed, shelf.person("Paul"))
        with pytest.raises(SheetClosed):
            refuse_split(record, signed, shelf.person("Paul"))

    def test_a_model_may_stand_on_a_sheet_and_cannot_sign(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        record.party("a model", "model")
        sheet = propose_split(
            record, design, shelf.person("Paul"), read_shares(record, [("Paul", "90"), ("a model", "10")])
        )
        assert [one.name for one in sheet.waits_for] == ["Paul"]
        assert sign_split(record, sheet, shelf.person("Paul")).state == "signed"
        with pytest.raises(NobodyNamed):
            read_shares(record, [("a model", "100")])
        # It cannot be paid either: what it has goes to the others.
        found = holdings(record, design.id, at=shelf.now)
        assert [(one.party.name, one.share) for one in found.holders] == [("Paul", 1)]

    def test_whoever_is_paid_for_a_model_is_named_with_the_contract_and_signs(self, shelf: Shelf, design: Work) -> None:
        record, paul, ink = shelf.record, shelf.person("Paul"), shelf.person("Studio Ink")
        model = record.party("Ink", "model")
        shares = read_shares(record, [("Paul", "60"), ("Ink", "40")])
        for payee, contract in ((ink, ""), (model, "contract 7")):
            with pytest.raises(PayeeUnfit):
                propose_split(record, design, paul, shares, payees={model.id: (payee, contract)})
        with pytest.raises(PayeeUnfit):
            propose_split(record, design, paul, shares, payees={paul.id: (ink, "contract 7")})
        sheet = propose_split(record, design, paul, shares, payees={model.id: (ink, "contract 7")})
        assert {one.name for one in sheet.waits_for} >= {"Paul", "Studio Ink"}
        for party in sheet.waits_for:
            sheet = sign_split(record, sheet, party)
        found = holdings(record, design.id, at=shelf.now)
        assert {one.party.name: one.share for one in found.holders} == {
            "Paul": Fraction(3, 5),
            "Studio Ink": Fraction(2, 5),
        }
        told = [(one.party.name, one.payee and one.payee.name, one.contract) for one in sheet.shares if one.contract]
        assert told == [("Ink", "Studio Ink", "contract 7")]

    def test_a_corrected_design_keeps_its_sheet_and_a_variant_has_none(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        sheet = propose_split(record, design, shelf.person("Paul"), read_shares(record, [("Paul", "100")]))
        sign_split(record, sheet, shelf.person("Paul"))
        after = shelf.act(
            "edit", [(shelf.person("Eva"), "editor")], [(shelf.work("2"), "draft")], [(design, "edited")]
        )[0]
        found = holdings(record, shelf.edition(after).id, at=shelf.now)
        assert found.basis == "sheet"
        assert [one.name for one in found.absent] == ["Eva"]
        assert holdings(record, shelf.design([(design, "like")], 3).id, at=shelf.now).basis == "acts"


class TestYielding:
    """Whoever would hold less by a sheet signs it too, on it or not."""

    def test_nobody_takes_a_work_by_a_sheet_that_only_they_sign(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        for name in ("Eve", "Bo"):
            shares = read_shares(record, [(name, "100")])
            sheet = sign_split(record, propose_split(record, design, shelf.person("Eve"), shares), shelf.person(name))
            assert (sheet.state, [one.name for one in sheet.waits_for]) == ("open", ["Paul"])
            assert sheets_awaiting(record, shelf.person("Paul"))[0] == sheet
            found = holdings(record, design.id)
            assert [(one.party.name, found.basis) for one in found.holders] == [("Paul", "acts")]
        assert refuse_split(record, sheet, shelf.person("Paul"), "mine").state == "refused"

    def test_who_agrees_to_hold_nothing_gives_it_away(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        sheet = propose_split(record, design, shelf.person("Paul"), read_shares(record, [("Wanda", "100")]))
        told = sheet.as_dict("en")["shares"]
        assert [(one["name"], one["percent"], one["must_sign"]) for one in told] == [
            ("Wanda", "100", True),
            ("Paul", "0", True),
        ]
        assert sign_split(record, sheet, shelf.person("Paul")).state == "open"
        assert sign_split(record, sheet, shelf.person("Wanda")).state == "signed"
        found = holdings(record, design.id, at=shelf.now)
        assert [one.party.name for one in found.holders] == ["Wanda"]
        assert [one.name for one in found.absent] == ["Paul"]

    def test_who_came_to_hold_it_since_the_proposal_is_asked_too(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        old = propose_split(record, design, shelf.person("Eve"), read_shares(record, [("Eve", "100")]))
        old = sign_split(record, old, shelf.person("Paul"))
        new = propose_split(record, design, shelf.person("Paul"), read_shares(record, [("Carl", "100")]))
        for party in new.waits_for:
            new = sign_split(record, new, party)
        assert new.state == "signed"
        old = sign_split(record, old, shelf.person("Eve"))
        assert (old.state, [one.name for one in old.waits_for]) == ("open", ["Carl"])

    def test_who_holds_no_less_is_not_asked(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        sheet = propose_split(record, design, shelf.person("Paul"), read_shares(record, HALVES))
        for party in sheet.waits_for:
            sheet = sign_split(record, sheet, party)
        more = [("Paul", "50"), ("Wanda", "25"), ("Ada", "25")]
        sheet = propose_split(record, design, shelf.person("Ada"), read_shares(record, more))
        assert record.acts(kinds=("propose-split",))[-1].settings["yielding"] == [shelf.person("Wanda").id]
        assert len(sheet.waits_for) == 3


class TestShares:
    @pytest.mark.parametrize(
        ("told", "error"),
        [
            ([], NobodyNamed),
            ([("Paul", "half")], ShareUnfit),
            ([("", "100")], ShareUnfit),
            ([("Paul", "0"), ("Wanda", "100")], ShareUnfit),
            ([("Paul", "50"), (" Paul ", "50")], ShareUnfit),
            ([("Paul", "50"), ("Wanda", "49.99")], SharesNotWhole),
        ],
    )
    def test_what_is_no_sheet(self, shelf: Shelf, told: list[tuple[str, str]], error: type[RoyaltyError]) -> None:
        before = shelf.record.head()
        with pytest.raises(error):
            read_shares(shelf.record, told)
        assert shelf.record.head() == before

    def test_parts_need_not_be_percentages(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        shares = read_shares(record, [("Paul", "1"), ("Wanda", "2,5 %")], parts=True)
        sheet = propose_split(record, design, shelf.person("Paul"), shares)
        assert [one["percent"] for one in sheet.as_dict("en")["shares"]] == ["200/7", "500/7"]

    def test_a_sheet_by_its_id(self, shelf: Shelf, design: Work) -> None:
        record = shelf.record
        sheet = propose_split(record, design, shelf.person("Paul"), read_shares(record, HALVES))
        assert sheet_at(record, sheet.id[:8]) == sheet == all_sheets(record, "market")[0]
        assert all_sheets(record, "other") == ()
        for name in ("", "abc", "f" * 32):
            with pytest.raises(SheetUnknown):
                sheet_at(record, name)
