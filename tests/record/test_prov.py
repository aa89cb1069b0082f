"""PROV-JSON: an export rebuilds the record elsewhere, byte for byte; tampering is refused with its place."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oeuvre.foundation import OeuvreError
from oeuvre.record import NewAct, ProvForked, ProvPartial, ProvUnreadable, Record, RecordUnreachable

from .conftest import make, new_work, open_record


def fill(record: Record) -> None:
    """Something of everything: a batch, a choice, free text, a re-made work, an erased text, an amended party."""
    anna = record.party("Anna Moreau", "person", role="illustrator", identifiers={"orcid": "0000"})
    model = record.party("flux", "model")
    crew = record.party("Atelier Nord", "collective")
    one = make(record, anna, kind="import", project="p", run="1", words={"because": "a « find » ; \u2028"})
    two = make(record, model, [one], project="p", run="1", settings={"seed": 7, "x": 1.5, "y": 1e21, "é": []})
    draft = new_work(record, b"draft", title="Été", language="fr", licence="CC-BY-4.0", attributes={"dpi": 300})
    record.append(
        [
            NewAct(
                "compose",
                by=[(model, "composer"), (anna, "guide"), (crew, "studio")],
                used=[(one, "picture"), (two, "ground"), (one, "colours")],
                made=[(draft, "draft"), (new_work(record, b"other"), "draft")],
                project="p",
                run="2",
            ),
            NewAct("choose", by=[(anna, "chooser")], used=[(draft, "chosen")], project="p", run="2"),
        ]
    )
    record.append(NewAct("import", made=[(two, "found again")]))
    record.party("Anna Moreau", "person", role="art director")
    record.erase_words(4)
    make(record, crew, project="q", words={"because": "elsewhere"})


def exported(record: Record, **part: str) -> bytes:
    target = io.BytesIO()
    record.export_prov(target, **part)
    return target.getvalue()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    with open_record(tmp_path / "source") as record:
        fill(record)
        record.export_prov(tmp_path / "export.json")
    return tmp_path / "export.json"


class TestWhole:
    def test_the_export_of_an_import_of_an_export_is_the_export(self, source: Path, tmp_path: Path) -> None:
        with open_record(tmp_path / "source") as record, open_record(tmp_path / "home", "b") as home:
            imported = home.import_prov(source)
            assert (imported.acts, imported.works, imported.known) == (len(record.acts()), len(record.works()), 0)
            assert exported(home) == source.read_bytes()
            assert home.acts() == record.acts()
            assert home.works() == record.works()
            assert home.parties() == record.parties()
            assert home.verify() == record.verify()

    def test_an_empty_record_goes_there_and_back(self, tmp_path: Path) -> None:
        with open_record(tmp_path / "a") as record, open_record(tmp_path / "b") as home:
            record.export_prov(tmp_path / "x.json")
            assert home.import_prov(tmp_path / "x.json").acts == 0
            assert exported(home) == (tmp_path / "x.json").read_bytes()

    def test_it_has_the_sections_of_prov_json(self, source: Path) -> None:
        document = json.loads(source.read_bytes())
        for section in ("entity", "activity", "agent"):
            assert document[section]
        declared = set(document["prefix"])
        names = {name for section, members in document.items() if section != "prefix" for name in members}
        assert {name.partition(":")[0] for name in names} <= declared | {"_"}
        entities, activities, agents = document["entity"], document["activity"], document["agent"]
        for relation, ends in {
            "used": {"prov:activity": activities, "prov:entity": entities},
            "wasGeneratedBy": {"prov:entity": entities, "prov:activity": activities},
            "wasAssociatedWith": {"prov:activity": activities, "prov:agent": agents},
            "wasAttributedTo": {"prov:entity": entities, "prov:agent": agents},
            "wasDerivedFrom": {"prov:generatedEntity": entities, "prov:usedEntity": entities},
            "actedOnBehalfOf": {"prov:delegate": agents, "prov:responsible": agents, "prov:activity": activities},
        }.items():
            assert document[relation]
            for member in document[relation].values():
                for end, known in ends.items():
                    assert member[end] in known

    def test_importing_twice_changes_nothing(self, source: Path, tmp_path: Path) -> None:
        with open_record(tmp_path / "home", "b") as home:
            acts = home.import_prov(source).acts
            again = home.import_prov(source)
            assert (again.acts, again.works, again.known) == (0, 0, acts)
            assert exported(home) == source.read_bytes()

    def test_a_home_with_acts_of_its_own_keeps_both_chains(self, source: Path, tmp_path: Path) -> None:
        with open_record(tmp_path / "source") as origin, open_record(tmp_path / "home", "b") as home:
            zoe = home.party("Zoe", "person")
            own = make(home, zoe)
            home.import_prov(source)
            # Works of elsewhere are used here; the other home takes the result back.
            child = make(home, zoe, [own, home.find_work(origin.works()[-1].id)])
            assert home.verify().holds
            assert {act.chain for act in home.acts()} == {origin.act(1).chain, home.act(1).chain}
            home.export_prov(tmp_path / "both.json")
            assert origin.import_prov(tmp_path / "both.json").acts == 3
            assert origin.verify().holds
            assert [node.id for node in origin.ancestors(child.id).nodes if node.id == own.id]
            make(origin, origin.party("Anna Moreau", "person"))
            assert origin.verify().holds

    def test_a_chain_that_went_on_elsewhere_is_caught_up_with(self, source: Path, tmp_path: Path) -> None:
        with open_record(tmp_path / "source") as origin, open_record(tmp_path / "home", "b") as home:
            home.import_prov(source)
            make(origin, origin.party("Anna Moreau", "person"))
            origin.forget_party(origin.parties()[0].id)
            origin.export_prov(source)
            assert home.import_prov(source).acts == 2
            assert home.parties()[0].forgotten  # what its own home erased is erased here
            assert exported(home) == source.read_bytes()
            assert home.verify().holds

    def test_words_erased_here_stay_erased(self, source: Path, tmp_path: Path) -> None:
        with open_record(tmp_path / "home", "b") as home:
            home.import_prov(source)
            home.forget_party(home.parties()[0].id)
            home.import_prov(source)
            assert home.parties()[0].forgotten
            assert home.verify().holds

    def test_a_forked_chain_is_refused(self, source: Path, tmp_path: Path) -> None:
        with open_record(tmp_path / "twin") as twin:  # the same salts, so the same chain code, but other acts
            twin.party("Somebody else", "person")
            before = twin.acts()
            with pytest.raises(ProvForked) as caught:
                twin.import_prov(source)
            assert caught.value.exit_code == 3
            assert twin.acts() == before

    def test_nobody_goes_on_with_this_home_s_own_chain(self, source: Path, tmp_path: Path) -> None:
        with open_record(tmp_path / "restored", "c") as restored:
            restored.import_prov(source)
            own = make(restored, restored.party("Anna Moreau", "person"))
            restored.export_prov(tmp_path / "earlier.json")
            make(restored, restored.party("Anna Moreau", "person"), [own])
            restored.export_prov(tmp_path / "later.json")
        with open_record(tmp_path / "twin", "c") as twin:
            twin.import_prov(source)
            make(twin, twin.party("Anna Moreau", "person"))
            assert twin.import_prov(tmp_path / "earlier.json").acts == 0
            with pytest.raises(ProvForked):
                twin.import_prov(tmp_path / "later.json")


class TestPart:
    def test_a_run_is_told_with_what_is_behind_it_and_with_credits(self, source: Path, tmp_path: Path) -> None:
        with open_record(tmp_path / "source") as record:
            document = json.loads(exported(record, run="2"))
            about = document["entity"]["oeuvre:export"]
            assert (about["oeuvre:scope"], about["oeuvre:run"]) == ("part", "2")
            assert {label["lang"] for label in about["prov:label"]} == {"fr", "en"}
            kinds = [activity["prov:type"]["$"] for activity in document["activity"].values()]
            assert sorted(kinds) == sorted(
                ["oeuvre:import", "oeuvre:import", "oeuvre:edit", "oeuvre:compose", "oeuvre:choose"]
            )
            draft = record.works(run="2")[0]
            told = [
                (member["prov:agent"].removeprefix("party:"), member["prov:role"])
                for member in document["wasAttributedTo"].values()
                if member["prov:entity"] == f"work:{draft.id}"
            ]
            assert sorted(told) == sorted((credit.party.id, credit.role) for credit in record.credits(draft.id))
            assert b"oeuvre:body" not in exported(record, run="2")
            assert b"elsewhere" not in exported(record, project="p")
            assert b"elsewhere" in exported(record, project="q")

    def test_a_part_is_not_imported(self, source: Path, tmp_path: Path) -> None:
        with open_record(tmp_path / "source") as record:
            record.export_prov(tmp_path / "part.json", project="p")
        with open_record(tmp_path / "home", "b") as home, pytest.raises(ProvPartial):
            home.import_prov(tmp_path / "part.json")


def _first(document: dict[str, Any], section: str, part: str = "") -> Any:
    return next(value for key, value in document[section].items() if part in key)


def _of_kind(document: dict[str, Any], kind: str) -> Any:
    return next(a for a in document["activity"].values() if a["prov:type"]["$"] == f"oeuvre:{kind}")


TAMPERINGS: dict[str, Callable[[dict[str, Any]], object]] = {
    "an act is taken out": lambda d: d["activity"].pop(next(iter(d["activity"]))),
    "a body is changed": lambda d: _of_kind(d, "edit").update({"oeuvre:body": "{}"}),
    "a seed is changed": lambda d: _of_kind(d, "compose").update(
        {"oeuvre:body": _of_kind(d, "compose")["oeuvre:body"].replace('"compose"', '"generate"')}
    ),
    "a digest is changed": lambda d: _first(d, "activity").update({"oeuvre:digest": "0" * 64}),
    "an order is repeated": lambda d: [a.update({"oeuvre:order": 1}) for a in d["activity"].values()],
    "an order is a truth value": lambda d: [a.update({"oeuvre:order": True}) for a in d["activity"].values()],
    "a name is changed in the words": lambda d: [
        a.update({"oeuvre:words": a["oeuvre:words"].replace("Moreau", "Marceau")}) for a in d["activity"].values()
    ],
    "words are dropped": lambda d: _of_kind(d, "enrol").update({"oeuvre:words": "{}"}),
    "words are no object": lambda d: _of_kind(d, "enrol").update({"oeuvre:words": "[]"}),
    "a shown name is changed": lambda d: _first(d, "agent").update({"prov:label": "Somebody else"}),
    "a shown title is changed": lambda d: [e.update({"prov:label": "Mine"}) for e in d["entity"].values()],
    "a work is added": lambda d: d["entity"].update({"work:" + "f" * 32: {"prov:type": "x"}}),
    "a relation is taken out": lambda d: d["used"].pop(next(iter(d["used"]))),
    "a section is taken out": lambda d: d.pop("wasDerivedFrom"),
    "a section is added": lambda d: d.update({"bundle": {"x": {}}}),
    "a section is a list": lambda d: d.update({"used": []}),
    "a prefix is changed": lambda d: d["prefix"].update({"oeuvre": "https://example.org/"}),
    "the heads are changed": lambda d: d["entity"]["oeuvre:export"].update({"oeuvre:heads": "{}"}),
    "the export does not say what it is": lambda d: d["entity"].pop("oeuvre:export"),
    "an activity is a number": lambda d: d["activity"].update({"act:1": 1}),
    "activities are a list": lambda d: d.update({"activity": [1]}),
}


class TestHostile:
    @pytest.mark.parametrize("name", TAMPERINGS)
    def test_tampering_is_refused_with_its_place(self, source: Path, tmp_path: Path, name: str) -> None:
        document = json.loads(source.read_bytes())
        before = copy.deepcopy(document)
        TAMPERINGS[name](document)
        assert document != before
        bad = tmp_path / "bad.json"
        bad.write_text(json.dumps(document))
        with open_record(tmp_path / "home", "b") as home:
            with pytest.raises(ProvUnreadable) as caught:
                home.import_prov(bad)
            assert caught.value.exit_code == 2
            assert caught.value.place.startswith(str(bad))
            assert caught.value.message("fr") != caught.value.message("en")
            assert home.acts() == ()
            assert home.works() == ()

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\xff\xfe",
            b"nonsense",
            b"[]",
            b"null",
            b"{}",
            b'{"entity": {"oeuvre:export": 5}}',
            b'{"a": NaN}',
            b'{"a": 1, "a": 2}',
            b"[" * 200_000,
            b'{"a":' * 200_000,
            b'{"a": ' + b"9" * 10_000 + b"}",
            b'{"entity": {"oeuvre:export": {}}, "activity": {"act:x": {"oeuvre:order": 1}}}',
            b'{"entity": {"oeuvre:export": {}}, "activity": {"act:x": {"oeuvre:order": 1, '
            b'"oeuvre:body": "\\ud800", "oeuvre:words": "{}"}}}',
        ],
    )
    def test_what_is_no_export_is_one_clear_error(self, tmp_path: Path, content: bytes) -> None:
        bad = tmp_path / "bad.json"
        bad.write_bytes(content)
        with open_record(tmp_path / "home") as home, pytest.raises(ProvUnreadable) as caught:
            home.import_prov(bad)
        assert caught.value.as_dict("fr")["place"].startswith(str(bad))

    def test_a_file_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with open_record(tmp_path / "home") as home, pytest.raises(RecordUnreachable):
            home.import_prov(tmp_path / "nothing.json")

    @given(data=st.data())
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_change_of_a_value_is_refused_or_harmless(self, source: Path, data: st.DataObject) -> None:
        """One value anywhere in the document is replaced: either that is refused, or nothing was changed."""
        document = json.loads(source.read_bytes())
        node: Any = document
        while isinstance(node, dict) and node:
            parent, key = node, data.draw(st.sampled_from(sorted(node)))
            node = node[key]
        parent[key] = data.draw(st.none() | st.booleans() | st.integers(0, 3) | st.text(max_size=3) | st.just([]))
        changed = source.with_name("changed.json")
        changed.write_text(json.dumps(document))
        with Record.open(source.with_name("judge")) as judge:
            try:
                judge.import_prov(changed)
            except OeuvreError:
                return
            assert exported(judge) == source.read_bytes()
