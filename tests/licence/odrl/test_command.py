"""`oeuvre licence decide` from end to end: one JSON value, a report, exit codes, and words in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import RDF, Graph

from oeuvre.foundation import say
from oeuvre.licence.odrl import Reason, read_graph
from tests.cli.conftest import Command, handlers, oeuvre
from tests.licence.odrl.evaluating import ALICE_PLAYS, NOON, turtle

__all__ = ["handlers", "oeuvre"]
POLICY = """ex:p a odrl:Set ; odrl:permission ex:r ; odrl:obligation ex:d .
ex:r odrl:action odrl:play ; odrl:target ex:song ; odrl:constraint ex:c . ex:d odrl:action odrl:attribute .
ex:c odrl:leftOperand odrl:dateTime ; odrl:operator odrl:lteq ; odrl:rightOperand "2026-12-31"^^xsd:date ."""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    texts = {"policy": POLICY, "request": ALICE_PLAYS, "world": NOON}
    for name, text in texts.items():
        (tmp_path / f"{name}.ttl").write_bytes(turtle(text))
    return {name: tmp_path / f"{name}.ttl" for name in texts}


def words(files: dict[str, Path]) -> list[str | Path]:
    return ["licence", "decide", *(part for name, path in files.items() for part in (f"--{name}", path))]


def test_prints_one_value_of_the_contract_and_writes_the_report(
    oeuvre: Command, files: dict[str, Path], tmp_path: Path
) -> None:
    done = oeuvre(*words(files), "--report", tmp_path / "out.ttl", "--json")
    assert done.code == 0
    assert set(done.value) == {"active", "inactive", "decision", "reasons"}
    assert done.value["decision"] == "permit"
    assert set(done.value["active"]) == {"http://example.org/r", "http://example.org/d"}
    assert done.value["inactive"] == []
    assert all(reason["message"] for reason in done.value["reasons"])
    report = Graph().parse(tmp_path / "out.ttl")
    kinds = {str(kind).rpartition("#")[2] for kind in report.objects(None, RDF.type)}
    parts = ("Policy", "Permission", "Duty", "Constraint", "Action", "Target", "Party")
    assert kinds == {f"{part}Report" for part in parts}


def test_ends_with_zero_whatever_the_decision(oeuvre: Command, files: dict[str, Path]) -> None:
    for kind, decision in (("permission", "not-applicable"), ("prohibition", "prohibit")):
        target = "ex:film" if kind == "permission" else "ex:song"
        rule = f"ex:r odrl:action odrl:use ; odrl:target {target} ."
        files["policy"].write_bytes(turtle(f"ex:p a odrl:Set ; odrl:{kind} ex:r . {rule}"))
        done = oeuvre(*words(files), "--json")
        assert (done.code, done.value["decision"]) == (0, decision)


@pytest.mark.parametrize("name", ["policy", "request", "world"])
def test_ends_with_two_when_something_cannot_be_read(oeuvre: Command, files: dict[str, Path], name: str) -> None:
    files[name].write_text("@prefix ex: <http://example.org/> .\n\nex:a ex:b ;;; oops")
    done = oeuvre(*words(files), "--json")
    assert done.code == 2
    assert done.value["error"]["code"] == "rdf-malformed"
    assert "3" in done.value["error"]["message"]
    files[name].unlink()
    done = oeuvre(*words(files), "--json")
    assert (done.code, done.value["error"]["code"]) == (2, "file-unreadable")


def test_a_remote_context_ends_with_two(oeuvre: Command, files: dict[str, Path]) -> None:
    files["policy"].write_text(json.dumps({"@context": "http://example.org/c.jsonld", "@type": "Set"}))
    done = oeuvre(*words(files), "--json")
    assert (done.code, done.value["error"]["code"]) == (2, "context-remote")


def test_a_person_reads_words(oeuvre: Command, files: dict[str, Path]) -> None:
    done = oeuvre(*words(files))
    assert done.code == 0
    assert "http://example.org/r" in done.out


def test_every_reason_has_words_in_both_languages() -> None:
    codes = ["offer", "no-rules", "implied", "conflict-perm", "conflict-prohibit", "conflict-invalid"]
    codes += [f"{kind}-unsatisfied" for kind in ("action", "target", "party", "constraint")]
    codes += [f"duty-{state}" for state in ("Fulfilled", "Violated", "NonSet")]
    codes += ["permission-active", "prohibition-active", "prohibition-violated", "duty-unmet"]
    for reason in (Reason(code, "ex:r", "ex:n", "x") for code in codes):
        key, values = f"odrl:reasons.{reason.code}", {"rule": reason.rule, "node": reason.node, "detail": ""}
        for told in (say(key, "fr", **values), say(key, "en", **values)):
            assert ("ex:" in told) == (reason.code != "no-rules")


def test_the_same_evaluation_gives_the_same_report(oeuvre: Command, files: dict[str, Path], tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert oeuvre(*words(files), "--report", tmp_path / name).code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert len(read_graph((tmp_path / "one").read_bytes(), "report")) > 10
