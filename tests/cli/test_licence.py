"""`oeuvre licence` from end to end: the contract for scripts, exit codes, and words in both languages."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from oeuvre.licence import OPEN, Action, Basis, Limits, Price, Rule, all_templates, describe_terms, terms_as_dict
from tests.cli.conftest import Command

ALIKE = ("--source", "CC-BY-4.0", "--source", "CC-BY-SA-4.0")


class TestCheck:
    def test_prints_one_value_of_the_contract(self, oeuvre: Command) -> None:
        done = oeuvre("licence", "check", *ALIKE, "--result", "CC-BY-SA-4.0", "--relation", "adaptation", "--json")
        assert done.code == 0
        assert set(done.value) == {"allowed", "terms", "conflicts", "warnings"}
        assert done.value["allowed"] is True
        assert done.value["terms"]["licence"] == "CC-BY-SA-4.0"
        assert (done.value["conflicts"], done.value["warnings"]) == ([], [])

    def test_without_a_result_says_what_it_inherits(self, oeuvre: Command) -> None:
        done = oeuvre("licence", "check", *ALIKE, "--json")
        assert done.code == 0
        assert done.value["terms"]["licence"] == "CC-BY-SA-4.0"

    def test_a_conflict_names_clauses_works_and_what_resolves_it(self, oeuvre: Command) -> None:
        done = oeuvre("licence", "check", *ALIKE, "--result", "CC-BY-4.0", "--json")
        assert done.code == 3
        assert done.value["terms"] is None
        (conflict,) = done.value["conflicts"]
        assert conflict["works"] == ["CC-BY-SA-4.0"]
        assert [(one["work"], one["clause"]) for one in conflict["clauses"]] == [
            ("result", "licence"),
            ("CC-BY-SA-4.0", "derivatives.reciprocal"),
        ]
        assert [one["kind"] for one in conflict["resolutions"]] == ["another-work", "another-licence", "permission"]
        assert conflict["reason"] == "forbidden"

    def test_what_is_discouraged_is_refused_or_warned_of(self, oeuvre: Command) -> None:
        words = ("licence", "check", "--source", "CC-BY-NC-4.0", "--result", "CC-BY-4.0", "--json")
        refused, warned = oeuvre(*words), oeuvre(*words, "--discouraged", "warn")
        assert (refused.code, warned.code) == (3, 0)
        assert refused.value["conflicts"][0]["reason"] == "discouraged"
        assert [one["kind"] for one in warned.value["warnings"]] == ["discouraged"]

    def test_addresses_are_identifiers_too(self, oeuvre: Command) -> None:
        deed = "https://creativecommons.org/licenses/by-nd/3.0/fr/deed.fr"
        assert oeuvre("licence", "check", "--source", deed, "--json").code == 3
        assert oeuvre("licence", "check", "--source", deed, "--relation", "collection", "--json").code == 0

    @pytest.mark.parametrize("relation", ["collection", "component", "component-of-a-collection"])
    def test_a_relation_may_be_written_out(self, oeuvre: Command, relation: str) -> None:
        words = ("licence", "check", "--source", "CC-BY-ND-4.0", "--json", "--relation")
        assert oeuvre(*words, relation).code == 0
        assert oeuvre(*words, "sibling").code == 2

    @pytest.mark.parametrize("option", ["--source", "--result"])
    def test_an_unknown_one_exits_with_the_nearest(self, oeuvre: Command, option: str) -> None:
        done = oeuvre("licence", "check", *ALIKE, option, "CC-BY-7.0", "--json")
        assert done.code == 2
        assert done.value["error"]["code"] == "licence-unknown"
        assert "CC-BY-4.0" in done.value["error"]["message"]

    def test_says_it_to_a_person(self, oeuvre: Command) -> None:
        done = oeuvre("licence", "check", *ALIKE, "--source", "CC-BY-NC-4.0")
        assert done.code == 3
        assert "sharing alike (CC-BY-SA-4.0)" in done.out
        assert "→" in done.out


class TestCompose:
    def test_every_clause_has_its_witness(self, oeuvre: Command, tmp_path: Path) -> None:
        terms = replace(OPEN, binds_embedding=True).with_rules(
            {Action.PRESENT: Rule(True, Limits(territories=frozenset({"FR"})))}
        )
        (tmp_path / "own.json").write_text(json.dumps(terms_as_dict(terms)), encoding="utf-8")
        done = oeuvre("licence", "compose", "--work", "a=CC-BY-4.0", "--work", f"b={tmp_path / 'own.json'}", "--json")
        assert done.code == 0
        assert done.value["terms"]["actions"]["present"] == {"territories": ["FR"]}
        assert done.value["witnesses"]["actions.present"] == ["b"]
        assert done.value["witnesses"]["duties.attribute"] == ["a"]

    @pytest.mark.parametrize("work", ["a", "=CC-BY-4.0", "a=", "a=nowhere.json", "a=CC-BY-9.9"])
    def test_what_cannot_be_read(self, oeuvre: Command, work: str) -> None:
        assert oeuvre("licence", "compose", "--work", work, "--json").code == 2

    def test_a_work_is_named_once(self, oeuvre: Command) -> None:
        assert oeuvre("licence", "compose", "--work", "a=MIT", "--work", "a=MIT", "--json").code == 2

    def test_bad_terms_say_what_is_wrong(self, oeuvre: Command, tmp_path: Path) -> None:
        (tmp_path / "own.json").write_text('{"actions": {"use": "maybe"}, "colour": 1}', encoding="utf-8")
        done = oeuvre("licence", "show", tmp_path / "own.json", "--json")
        assert done.code == 2
        assert {one["place"] for one in done.value["errors"]} == {"actions.use", "colour"}


class TestShow:
    def test_templates_are_all_there(self, oeuvre: Command) -> None:
        assert [one["id"] for one in oeuvre("licence", "templates", "--json").value] == list(all_templates())
        assert "CC-BY-4.0" in oeuvre("licence", "templates").out

    def test_one_licence_in_words_and_as_terms(self, oeuvre: Command) -> None:
        assert "ten per cent" in oeuvre("licence", "show", "commercial-with-share").out
        value = oeuvre("licence", "show", "CC-BY-4.0", "--json").value
        assert value["terms"]["digest"] == value["digest"]
        assert value["deed"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_licence_of_a_work_of_the_record(oeuvre: Command, tmp_path: Path) -> None:
    Image.new("RGB", (8, 8), "teal").save(tmp_path / "sea.png")
    brought = oeuvre("import", tmp_path / "sea.png", "--author", "Ana", "--licence", "CC-BY-SA-4.0", "--json")
    assert brought.code == 0
    work = brought.value["work"]
    assert oeuvre("licence", "show", work[:12], "--json").value["id"] == "CC-BY-SA-4.0"
    unknown = oeuvre("licence", "show", "nothing-of-the-kind", "--json")
    assert (unknown.code, unknown.value["error"]["code"]) == (2, "licence-unknown")


def test_whatever_terms_hold_can_be_said_in_both_languages() -> None:
    limits = Limits(territories=frozenset({"FR", "BE"}), count=3, exclusive=True)
    prices = [Price(basis, "EUR", 5, member_amount=1, ceiling=9, of="w") for basis in Basis]
    made = OPEN.with_rules({Action.USE: Rule(True, limits)})
    every = [made, *(template.terms for template in all_templates().values())]
    every += [type(made)(rules=made.rules, prices=frozenset({price})) for price in prices]
    for terms in every:
        french, english = describe_terms(terms, "fr"), describe_terms(terms, "en")
        assert len(french) == len(english)
        assert "{{" not in "".join(french + english)
    assert describe_terms(made)[0].endswith("(the territory: BE, FR; the number of uses: 3; exclusivity)")
