"""`oeuvre split` and `oeuvre royalties` over a record: names in, names out, in both languages."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command
from tests.production.ledgers import Shelf

USAGE = "id,work,amount,day\n1,editions/a3.pdf,100.00,2026-10-03\n"
MAPPING = (
    '{"source": "shop", "columns": {"line": "id", "work": "work", "amount": "amount", "day": "day"},'
    ' "fixed": {"currency": "EUR"}}'
)


def at_home(folder: Path) -> None:
    shelf = Shelf(folder / "oeuvre-home")
    design = shelf.design([(shelf.piece("Paul", "loaf.jpg"), "photograph")], 14)
    shelf.edition(design)
    shelf.record.close()


def test_a_sheet_is_proposed_signed_and_paid_by(oeuvre: Command, tmp_path: Path) -> None:
    at_home(tmp_path)
    by_acts = oeuvre("split", "show", "14", "--json").value
    assert (by_acts["basis"], by_acts["holders"][0]["name"]) == ("acts", "Paul")
    made = oeuvre("split", "propose", "a3.pdf", "--share", "Paul=60", "--share", "Wanda=40", "--as", "Paul", "--json")
    assert made.value["state"] == "open"
    assert [one["name"] for one in made.value["waits_for"]] == ["Paul", "Wanda"]
    assert [one["sheet"] for one in oeuvre("split", "awaiting", "--as", "Wanda", "--json").value] == [
        made.value["sheet"]
    ]
    assert oeuvre("split", "sign", "--as", "Wanda", "--json").value["waits_for"][0]["name"] == "Paul"
    assert oeuvre("split", "sign", "14", "--as", "Stranger").code == 2
    assert oeuvre("split", "sign", "14", "--as", "Paul").code == 0
    assert oeuvre("split", "show", "14", "--json").value["basis"] == "sheet"
    for language in ("fr", "en"):
        for words in (("show", "14"), ("list",), ("list", "14"), ("awaiting", "--as", "Paul"), ("default",)):
            done = oeuvre("split", *words, "--lang", language)
            assert (done.code, bool(done.out + done.err)) == (0, True)
    (tmp_path / "usage.csv").write_text(USAGE, encoding="utf-8")
    (tmp_path / "mapping.json").write_text(MAPPING, encoding="utf-8")
    taken = oeuvre("royalties", "import", "usage.csv", "--mapping", "mapping.json", "--json").value
    assert list(taken["works"]) == ["editions/a3.pdf"]
    assert oeuvre("royalties", "run", "--month", "2026-10").code == 0
    (statement,) = oeuvre("royalties", "statement", "Paul", "--period", "2026-10", "--json").value
    # The sheet was signed long after that use.
    assert (statement["name"], statement["earned"]) == ("Paul", 10000)
    assert set(statement["titles"].values()) == {"Market, A3"}
    assert oeuvre("royalties", "why", statement["lines"][0]["line"]).out.count("Market, A3") >= 2


def test_what_cannot_be_split(oeuvre: Command, tmp_path: Path) -> None:
    assert oeuvre("split", "show", "14").code != 0
    at_home(tmp_path)
    for words, code in (
        (("propose", "14", "--share", "Paul=60"), "shares-not-whole"),
        (("propose", "14", "--share", "Paul"), "share-unfit"),
        (("propose", "14"), "nobody-named"),
        (("propose", "99", "--share", "Paul=100"), "work-unnamed"),
        (("sign", "14"), "sheet-unknown"),
        (("refuse", "--sheet", "abcd"), "sheet-unknown"),
        (("default", "--set", "luck=3"), "part-unfit"),
    ):
        done = oeuvre("split", *words, "--json")
        assert done.value["error"]["code"] == code
        assert done.code != 0


def test_a_part_is_set_and_a_sheet_refused(oeuvre: Command, tmp_path: Path) -> None:
    at_home(tmp_path)
    assert oeuvre("split", "default", "--set", "piece=6", "--as", "Ines", "--json").value["parts"]["piece"] == "6"
    oeuvre("split", "propose", "14", "--share", "Paul=1", "--share", "Ada=2", "--parts", "--as", "Ines")
    done = oeuvre("split", "refuse", "14", "--as", "Ada", "--because", "no", "--json")
    assert (done.value["state"], done.value["refused_by"]) == ("refused", "Ada")
