"""Usage files: every shape that a mapping can say, and lines that cannot be taken, each with its place and reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from oeuvre.foundation import OeuvreError
from oeuvre.royalties import LineUnfit, Usage, read_mapping, read_usage
from oeuvre.royalties.currency import MINOR_DIGITS, minor_units, money, percentage, plain
from tests.royalties.test_books import HEADING, MAPPING, Desk, usage

COLUMNS = {"line": "id", "work": "work", "amount": "amount"}


def mapping(**more: Any) -> Any:
    value = {"source": "shop", "columns": COLUMNS, "fixed": {"currency": "EUR", "day": "2026-10-01"}, **more}
    return read_mapping(json.dumps(value))


def read(tmp_path: Path, text: str | bytes, columns: Any) -> list[Usage | LineUnfit]:
    path = tmp_path / "usage.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_usage(path, columns))


class TestShapes:
    def test_decimal_comma_semicolon_old_encoding_and_day_first(self, tmp_path: Path) -> None:
        columns = {"line": "n°", "work": "œuvre", "amount": "montant", "day": "jour", "units": "n"}
        made = mapping(columns=columns, separator=";", decimal=",", encoding="cp1252", dates="dmy")
        text = "n°;œuvre;montant;jour;n\r\n1;La mer;1 234,50;05/10/2026;1.200\r\n".encode("cp1252")
        line = read(tmp_path, text, made)[0]
        assert isinstance(line, Usage)
        assert (line.amount, line.day, line.units, line.work) == (123_450, "2026-10-05", 1200, "La mer")

    def test_a_mark_of_byte_order_tabs_and_columns_by_number(self, tmp_path: Path) -> None:
        made = mapping(columns={"line": 1, "work": 3, "amount": 2}, header=False, separator="\t")
        lines = read(tmp_path, b"\xef\xbb\xbf1\t2.50\tA\n", made)
        assert [(line.line, line.amount) for line in lines if isinstance(line, Usage)] == [("1", 250)]

    def test_block_files_in_the_shape_of_a_report(self, tmp_path: Path) -> None:
        text = "HEAD|1.0|shop|2026-10\nSY01|FR|EUR\nAS01|9|A|4.00\nSU01|x\nAS01|10|B|5.00\nFOOT|6\n"
        columns = {"line": 2, "work": 3, "amount": 4}
        made = mapping(columns=columns, header=False, separator="|", record="AS01")
        assert [line.work for line in read(tmp_path, text, made) if isinstance(line, Usage)] == ["A", "B"]

    def test_moments_months_and_quoted_cells(self, tmp_path: Path) -> None:
        made = mapping(columns={**COLUMNS, "day": "day"}, fixed={"currency": "jpy".upper()})
        text = 'id,work,amount,day\n1,"A, or B",12,2026-10-05T10:00:00+02:00\n\n2,B,12,2026-10\n'
        lines = read(tmp_path, text, made)
        assert [(line.day, line.moment) for line in lines if isinstance(line, Usage)] == [
            ("2026-10-05", "2026-10-05T10:00:00+02:00"),
            ("2026-10-01", ""),
        ]


class TestFaults:
    @pytest.mark.parametrize("day", ["0001-01-05", "1899-12-31", "9998-11-05", "9999-11-05"])
    def test_a_day_that_nobody_can_mean_is_refused_in_its_line(self, tmp_path: Path, day: str) -> None:
        made = mapping(columns={**COLUMNS, "day": "day"}, fixed={"currency": "EUR"})
        bad, good = read(tmp_path, f"id,work,amount,day\n1,A,12,{day}\n2,A,12,1900-01-01\n", made)
        assert isinstance(bad, LineUnfit)
        assert (bad.values["why"], isinstance(good, Usage)) == ("line_day", True)

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            (",A,1.00,2026-10-01,1,EUR", "line_missing"),
            ("1,,1.00,2026-10-01,1,EUR", "line_missing"),
            ("1,A,,2026-10-01,1,EUR", "line_missing"),
            ("1,A,1.000.5,2026-10-01,1,EUR", "line_amount"),
            ("1,A,NaN,2026-10-01,1,EUR", "line_amount"),
            ("1,A,-3.00,2026-10-01,1,EUR", "line_negative"),
            ("1,A,99999999999999999999,2026-10-01,1,EUR", "line_large"),
            ("1,A,1.00,2026-13-01,1,EUR", "line_day"),
            ("1,A,1.00,2026-10-01,-1,EUR", "line_units"),
            ("1,A,1.00,2026-10-01,1.5,EUR", "line_units"),
            ("1,A,1.00,2026-10-01,1,EURO", "line_currency"),
            ("1,A,1.00,2026-10-01,1", "line_columns"),
            ("1,A,1.00,2026-10-01,1,EUR,more", "line_columns"),
        ],
    )
    def test_a_line_is_told_with_its_reason_in_both_languages(self, tmp_path: Path, row: str, why: str) -> None:
        columns = {**COLUMNS, "day": "day", "units": "units", "currency": "currency"}
        fault = read(tmp_path, f"id,work,amount,day,units,currency\n{row}\n", mapping(columns=columns, fixed={}))[0]
        assert isinstance(fault, LineUnfit)
        assert (fault.values["why"], fault.place) == (why, "usage.csv:2")
        assert all("{{" not in fault.message(tongue) for tongue in ("fr", "en"))

    @pytest.mark.parametrize(
        ("more", "code"),
        [
            ({"columns": {"line": "id", "work": "work"}}, "mapping-unfit"),
            ({"columns": {**COLUMNS, "price": "x"}}, "mapping-unfit"),
            ({"columns": {**COLUMNS, "use": 0}}, "mapping-unfit"),
            ({"fixed": {"day": "2026-10-01"}}, "mapping-unfit"),
            ({"fixed": {"currency": "EURO", "day": "2026-10-01"}}, "mapping-unfit"),
            ({"separator": ";;"}, "mapping-unfit"),
            ({"decimal": ";"}, "mapping-unfit"),
            ({"encoding": "none-such"}, "mapping-unfit"),
            ({"dates": "ymd"}, "mapping-unfit"),
            ({"header": False}, "mapping-unfit"),
            ({"whatever": 1}, "mapping-unfit"),
            ({"source": ""}, "mapping-unfit"),
        ],
    )
    def test_a_mapping_that_does_not_say_enough(self, more: dict[str, Any], code: str) -> None:
        with pytest.raises(OeuvreError) as refused:
            mapping(**more)
        assert refused.value.code == code
        assert all("{{" not in refused.value.message(tongue) for tongue in ("fr", "en"))

    @pytest.mark.parametrize(
        "text", [b"", b"id,work\n1,A\n", b"\xff\xfe\x00\xd8", b'id,work,amount\n"' + b"x" * 200_000]
    )
    def test_a_file_that_cannot_be_read_at_all(self, tmp_path: Path, text: bytes) -> None:
        with pytest.raises(OeuvreError) as refused:
            read(tmp_path, text, mapping())
        assert refused.value.exit_code == 2

    def test_three_bad_lines_of_many_are_listed_and_the_rest_is_posted(self, tmp_path: Path) -> None:
        self.most_is_posted(tmp_path, 5_000)

    @pytest.mark.torture
    def test_three_bad_lines_of_a_hundred_thousand(self, tmp_path: Path) -> None:
        self.most_is_posted(tmp_path, 100_000)

    def most_is_posted(self, tmp_path: Path, count: int) -> None:
        from tests.royalties.test_books import terms

        desk = Desk(tmp_path)
        desk.books.take_terms(terms())
        rows = usage(count)
        for place in (10, count // 2, count - 1):
            rows[place] = (*rows[place][:6], "nothing", rows[place][7])
        taken = desk.take(rows)
        assert taken.imported == count - 3
        assert [one.values["line"] for one in taken.refused] == [12, count // 2 + 2, count + 1]
        cents = sum(minor_units(row[6], "EUR") or 0 for row in rows if row[6] != "nothing")
        assert desk.books.run().gross == {"EUR": cents}
        desk.books.store.close()


def test_a_source_that_counts_revisions_may_send_them_in_any_order(tmp_path: Path) -> None:
    made = json.loads(MAPPING)
    made["columns"]["revision"] = "revision"
    heading = HEADING.replace("\n", ",revision\n")
    row = ("1", "A", "stream", "FR", "2026-10-01", 1)
    totals = []
    for order in ((0, 1, 2), (2, 0, 1)):
        folder = tmp_path / f"{order[0]}"
        folder.mkdir()
        desk = Desk(folder)
        desk.books.take_terms(json.dumps({"works": [{"id": "A", "shares": [{"party": "ana", "weight": 1}]}]}))
        for revision in order:
            rows = [(*row, f"{10 + revision}.00", "D", revision)]
            desk.take(rows, mapping=json.dumps(made), heading=heading)
        desk.books.run()
        totals.append((desk.balance("ana"), desk.books.digest()))
        desk.books.store.close()
    assert totals[0] == totals[1]
    assert totals[0][0] == 1200


class TestCurrency:
    def test_minor_units_and_back(self) -> None:
        for code in MINOR_DIGITS:
            assert minor_units(plain(-1234567, code), code) == -1234567
        assert [minor_units(text, "EUR") for text in ("1,234.5", "1'234.50", "12,34", "1 23", ".5", "5.", "")] == [
            123450, 123450, None, None, None, None, None,
        ]  # fmt: skip

    def test_as_people_write_it(self) -> None:
        assert money(-123450, "EUR", "fr") == "−1\u202f234,50\u00a0€"
        assert money(123450, "EUR", "en") == "€1,234.50"
        assert money(5, "JPY", "en") == "¥5"
        assert money(5000, "TND", "en") == "TND\u00a05.000"

    def test_shares_are_cut_and_say_so(self) -> None:
        from fractions import Fraction

        assert percentage(Fraction(1, 3), "en") == "33.33…%"
        assert percentage(Fraction(1, 8), "fr") == "12,5\u202f%"
