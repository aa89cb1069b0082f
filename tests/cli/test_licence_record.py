"""`oeuvre licence` on works of the record: set, priced, asked, granted, used, verified, withdrawn."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from oeuvre.credentials import Authority, receipt_key
from oeuvre.licence import Action, Grant, Request, sign_grant
from tests.cli.conftest import Command, Ended


class Desk:
    """A home with one picture in it."""

    def __init__(self, oeuvre: Command, tmp_path: Path) -> None:
        self.oeuvre, self.home = oeuvre, tmp_path / "home"
        Image.new("RGB", (40, 40), "#a52").save(tmp_path / "lune.png")
        done = self("import", tmp_path / "lune.png", "--author", "Lou Faure", "--licence", "CC-BY-NC-4.0", "--json")
        self.work: str = done.value["work"]

    def __call__(self, *words: str | Path) -> Ended:
        return self.oeuvre("--home", self.home, "--as", "Lou Faure", "--lang", "en", *words)

    def licence(self, *words: str | Path) -> Ended:
        return self("licence", *words)


@pytest.fixture
def desk(oeuvre: Command, tmp_path: Path) -> Desk:
    return Desk(oeuvre, tmp_path)


def test_terms_are_shown_set_and_shown_as_they_were(desk: Desk) -> None:
    before = desk.licence("show", desk.work, "--json").value
    assert (before["basis"], before["licence"], before["conflicts"]) == ("came-in", "CC-BY-NC-4.0", [])
    done = desk.licence(
        "set", desk.work, "commercial-with-share", "--from", "2099-01-01", "--because", "a plan", "--json"
    )
    assert (done.code, done.value["terms"]["licence"]) == (0, "CC-BY-NC-4.0")
    later = desk.licence("show", desk.work[:10], "--at", "2099-02-01", "--known-at", "2099-02-01", "--json").value
    assert (later["basis"], later["licence"]) == ("stated", "commercial-with-share")
    told = desk.licence("show", desk.work)
    assert "Creative Commons Attribution-NonCommercial 4.0" in told.out
    assert "1. The works" in desk.licence("show", desk.work, "--text").out


def test_terms_of_ones_own_come_from_a_file_and_leave_in_every_format(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(json.dumps({"actions": {"use": "permitted", "search": "permitted"}}))
    assert desk.licence("set", desk.work, tmp_path / "own.json").code == 0
    for name in ("odrl-json", "odrl-turtle", "rsl", "tdmrep", "cawg", "xmp", "spdx"):
        done = desk.licence("export", desk.work, "--format", name, "--json")
        assert (done.code, bool(done.value["text"])) == (0, True), done.err
    exported = desk.licence("export", desk.work, "--format", "odrl-json", "--out", tmp_path / "own.jsonld")
    assert exported.code == 0
    again = desk.licence("set", desk.work, tmp_path / "own.jsonld", "--format", "odrl-json", "--json")
    assert again.value["terms"]["terms"]["actions"]["use"] == "permitted"


def test_from_a_price_to_a_receipt_that_anybody_can_check(desk: Desk, tmp_path: Path) -> None:
    offered = desk.licence(
        "offer", desk.work, "--price", "120", "--for", "reproduce", "--territory", "fr", "--count", "3"
    )
    assert offered.code == 0, offered.err
    asked = desk.licence("ask", desk.work, "--use", "reproduce", "--territory", "FR", "--json")
    assert (asked.code, asked.value["quote"]["total"]) == (0, 12000)
    assert asked.value["quote"]["split"][0]["name"] == "Lou Faure"
    assert "€120.00" in desk.licence("ask", desk.work, "--use", "reproduce", "--territory", "FR").out
    # What its public licence of before permits, a price does not take away; commerce it never did.
    assert desk.licence("ask", desk.work, "--use", "reproduce", "--territory", "US").code == 0
    selling = ("--use", "reproduce", "--commercial", "--territory", "US")
    refused = desk.licence("ask", desk.work, *selling, "--json")
    assert (refused.code, refused.value["allowed"]) == (3, False)
    receipt = tmp_path / "fournil.jwt"
    words = ("grant", desk.work, "--to", "Le Fournil", "--use", "reproduce", "--territory", "FR", "--out", receipt)
    lacking = desk.licence(*words, "--json")
    assert (lacking.code, lacking.value["error"]["code"]) == (2, "grant-incomplete")
    words = (*words, "--purpose", "packaging")
    for option in ("--at", "--until"):
        past = desk.licence(*words, option, "2020-01-01", "--json")
        assert (past.code, past.value["error"]["code"]) == (2, "field-unfit")
    granted = desk.licence(*words, "--until", "2099-12-31", "--json").value
    assert (granted["count"], granted["left"], granted["total"], granted["file"]) == (3, 3, 12000, str(receipt))

    checked: dict[str, Any] = desk("verify", receipt, "--json").value
    assert (checked["state"], checked["runs"], checked["party"], checked["own_home"]) == (
        "trusted",
        "running",
        "Le Fournil",
        True,
    )
    assert checked["known"] is True
    said = desk("verify", receipt).out
    assert "Le Fournil may reproduce" in said
    assert "Granted in the name of Lou Faure (which is not proved)" in said
    assert "does not say what was used of it elsewhere" in said
    assert desk.oeuvre("--home", tmp_path / "elsewhere", "verify", receipt, "--json").code == 3

    used = desk.licence("use", receipt, "--units", "2", "--id", "june", "--json").value
    assert (used["left"], used["counted"]) == (1, True)
    assert desk.licence("use", granted["grant"][:8], "--units", "2", "--id", "june", "--json").value["counted"] is False
    spent = desk.licence("use", receipt, "--units", "2", "--json")
    assert (spent.code, spent.value["error"]["code"]) == (3, "grant-spent")
    assert desk.licence("use", receipt, "--territory", "BE", "--json").value["error"]["code"] == "grant-spent"
    (listed,) = desk.licence("grants", "--json").value
    assert (listed["used"], listed["state"]) == (2, "running")
    assert "2 of 3 used" in desk.licence("grants", desk.work).out


def test_a_decision_in_words_and_by_exit_code(desk: Desk) -> None:
    for action, code in (("adapt", 0), ("commercialise", 3)):
        assert desk.licence("decide", desk.work, "--action", action).code == code
    value = desk.licence("decide", desk.work, "--action", "present", "--json").value
    assert value["duties"][0]["kind"] == "attribute"
    assert desk.licence("decide", desk.work, "--json").code == 2
    assert desk.licence("decide", "--json").code == 2


def test_permission_withdrawal_and_dispute(desk: Desk) -> None:
    assert desk.licence("permit", desk.work, "--by", "Awa Sow", "--json").value["error"]["code"] == "not-the-holder"
    assert desk.licence("permit", desk.work, "--by", "Lou Faure", "--clause", "actions.fly").code == 2
    assert desk.licence("permit", desk.work, "--by", "Lou Faure", "--clause", "duties.attribute").code == 2
    assert desk("--as", "Eve", "licence", "permit", desk.work, "--by", "Lou Faure").code == 2
    assert desk.licence("permit", desk.work, "--by", "Lou Faure", "--because", "a letter").code == 0
    assert desk.licence("settle", desk.work).code == 2
    disputed = desk.licence("dispute", desk.work, "--because", "It is mine.", "--json").value
    assert disputed["terms"]["halted"]["kind"] == "disputed"
    asked = desk.licence("grant", desk.work, "--to", "X", "--use", "adapt", "--json")
    assert (asked.code, asked.value["error"]["code"]) == (3, "grant-frozen")
    eve = desk("--as", "Eve", "licence", "settle", desk.work, "--json")
    assert (eve.code, eve.value["error"]["code"]) == (3, "not-the-claimant")
    assert desk.licence("settle", desk.work).code == 0
    withdrawn = desk.licence("withdraw", desk.work, "--action", "ai-training", "--json").value
    assert withdrawn["terms"]["halted"]["kind"] == "withdrawn"
    # It came in under a public licence: whoever has a copy keeps it, and nothing new is granted.
    assert "A public licence cannot be taken back" in withdrawn["terms"]["halted"]["says"]
    asked = ("--use", "ai-training", "--territory", "WORLD", "--purpose", "x", "--legal-term")
    for words, code in (((), 3), (("--renew", "ai-training"), 0)):
        assert desk.licence("set", desk.work, "CC-BY-4.0", *words).code == 0
        assert desk.licence("decide", desk.work, "--action", "ai-training").code == 0
        granted = desk.licence("grant", desk.work, "--to", "X", *asked, "--out", desk.home.parent / "x.jwt")
        assert granted.code == code, granted.err
    assert desk.licence("decide", desk.work, "--action", "adapt").code == 0


def test_bad_use_is_told_by_its_exit_code(desk: Desk) -> None:
    for words in (
        ("set", desk.work, "CC-BY-7.0"),
        ("set", "ffff", "CC-BY-4.0"),
        ("set", desk.work, "CC-BY-4.0", "--from", "soon"),
        ("offer", desk.work),
        ("offer", desk.work, "--price", "1", "--share", "2"),
        ("offer", desk.work, "--price", "one"),
        ("use", "ffffffff"),
        ("show", "not a licence"),
    ):
        assert desk.licence(*words).code in (1, 2), words


def test_looking_creates_no_home(oeuvre: Command, tmp_path: Path) -> None:
    home = tmp_path / "nowhere"
    for words in (
        ("ask", "ffff", "--use", "use"),
        ("decide", "ffff", "--action", "use"),
        ("show", "ffff"),
        ("grants",),
    ):
        assert oeuvre("--home", home, "licence", *words, "--json").code in (1, 2)
    assert not home.exists()


def test_a_grant_of_our_work_that_we_never_gave_is_not_taken_for_one(desk: Desk, tmp_path: Path) -> None:
    other = Authority.open(tmp_path / "other")
    assert desk("trust", "add", other.root_path).code == 0
    key, now = receipt_key(other), datetime.now(UTC).replace(microsecond=0)
    asked = Request(Action.REPRODUCE, party="Thief", territory="WORLD", purpose="all")
    forged = tmp_path / "forged.jwt"
    for work, code in ((desk.work, 3), ("ab" * 16, 0)):
        made = Grant(id="ff" * 16, issuer="Lou Faure", work=work, request=asked, digest="0" * 64, issued=now)
        forged.write_text(sign_grant(made, key.key, (key.certificate,)))
        found = desk("verify", forged, "--json")
        assert (found.code, found.value["known"]) == (code, False if code else None)
    desk.licence("offer", desk.work, "--price", "1", "--for", "reproduce")
    back = desk.licence("take-back", desk.work, "--json")
    assert back.value["terms"]["terms"]["actions"]["reproduce"] == "prohibited"
    assert desk.licence("take-back", desk.work).code == 2
