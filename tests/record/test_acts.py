"""Acts, works and parties: what is handed in stands on the record; what does not fit is refused whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from oeuvre.record import (
    ActRefused,
    ActUnknown,
    BytesMissing,
    KindUnknown,
    NewAct,
    NewWork,
    Party,
    PartyUnknown,
    Record,
    WorkAmbiguous,
    WorkUnknown,
    register_kind,
)
from oeuvre.record.kinds import KINDS

from .conftest import make, new_work, open_record


class TestAppend:
    def test_an_act_reads_back_as_it_was_recorded(self, record: Record, anna: Party) -> None:
        source = make(record, anna)
        act = NewAct(
            "compose",
            by=[(anna, "designer"), (anna.id, "guide")],
            used=[(source, "picture"), (source.id, "colours")],
            made=[(new_work(record, title="Été", language="fr", attributes={"dpi": 300, "x": [1.5, None]}), "draft")],
            project="night-market",
            run="run-1",
            settings={"seed": 7, "nested": {"a": [1, 2.5, "é", True, None]}},
            words={"because": "the steam", "note": None},
        )
        recorded = record.append(act)[0]
        assert record.act(recorded.act.seq) == recorded.act
        assert record.work(recorded.works[0].id) == recorded.works[0]
        assert recorded.act.settings == act.settings
        assert recorded.act.words == {"because": "the steam"}
        assert [(by.party_id, by.role) for by in recorded.act.by] == [(anna.id, "designer"), (anna.id, "guide")]
        assert recorded.works[0].title == "Été"
        assert recorded.works[0].attributes == {"dpi": 300, "x": [1.5, None]}
        assert record.made_by_act(recorded.works[0].id) == recorded.act

    def test_a_batch_may_use_what_it_makes(self, record: Record, anna: Party) -> None:
        draft = new_work(record)
        made, chosen = record.append(
            [
                NewAct("compose", by=[(anna, "designer")], made=[(draft, "draft")]),
                NewAct("choose", by=[(anna, "chooser")], used=[(draft, "chosen")]),
            ]
        )
        assert chosen.act.used[0].work_id == made.works[0].id

    def test_one_bad_act_keeps_the_whole_batch_off(self, record: Record, anna: Party) -> None:
        before = record.acts()
        good = NewAct("compose", by=[(anna, "designer")], made=[(new_work(record), "draft")])
        with pytest.raises(WorkUnknown):
            record.append([good, NewAct("choose", by=[(anna, "chooser")], used=[("0" * 32, "chosen")])])
        assert record.acts() == before
        assert record.verify().holds
        record.append(good)
        assert record.verify().holds

    def test_nothing_handed_in_records_nothing(self, record: Record) -> None:
        assert record.append([]) == ()
        assert record.acts() == ()

    def test_a_given_time_is_kept_to_the_microsecond_in_utc(self, record: Record) -> None:
        paris = timezone(timedelta(hours=2))
        at = datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=paris)
        act = record.append(NewAct("import", at=at))[0].act
        assert act.at == at
        assert record.act(act.seq).at == datetime(2026, 7, 1, 10, 0, 0, 123456, tzinfo=UTC)

    @pytest.mark.parametrize(
        "act",
        [
            NewAct("import", at=datetime(2026, 1, 1)),
            NewAct("import", settings={"x": float("nan")}),
            NewAct("import", settings={"x": 2**60}),
            NewAct("import", settings={"x": object()}),  # type: ignore[dict-item]
            NewAct("import", settings={1: "x"}),  # type: ignore[dict-item]
            NewAct("import", settings={"x": "\ud800"}),
            NewAct("import", words={"because": "\ud800"}),
            NewAct("import", words={"Not A Key": "x"}),
            NewAct("import", project=""),
            NewAct("enrol"),
            NewAct("erase"),
        ],
    )
    def test_what_json_or_the_record_cannot_carry_is_refused(self, record: Record, act: NewAct) -> None:
        with pytest.raises(ActRefused):
            record.append(act)
        assert record.acts() == ()

    def test_settings_nested_beyond_reason_are_refused(self, record: Record) -> None:
        nested: list[object] = []
        for _ in range(100_000):
            nested = [nested]
        with pytest.raises(ActRefused):
            record.append(NewAct("import", settings={"x": nested}))  # type: ignore[dict-item]

    def test_an_unknown_kind_is_refused_until_a_room_registers_it(self, record: Record) -> None:
        with pytest.raises(KindUnknown):
            record.append(NewAct("appraise"))
        register_kind("appraise")
        try:
            assert register_kind("appraise") is KINDS["appraise"]
            assert record.append(NewAct("appraise"))[0].act.kind == "appraise"
            with pytest.raises(KindUnknown):
                register_kind("appraise", credits_used=frozenset({"subject"}))
        finally:
            del KINDS["appraise"]
        assert record.verify().holds

    def test_a_work_without_its_bytes_in_the_store_is_refused(self, record: Record) -> None:
        absent = NewWork("ab" * 32, "image/png", "image", 3)
        with pytest.raises(BytesMissing):
            record.append(NewAct("import", made=[(absent, "picture")]))
        digest = record.store.put(b"four")
        with pytest.raises(BytesMissing):
            record.append(NewAct("import", made=[(NewWork(digest, "image/png", "image", 5), "picture")]))

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("media_type", "png"),
            ("modality", "smell"),
            ("digest", "../../etc/passwd"),
            ("size", -1),
            ("title", 5),
        ],
    )
    def test_a_work_of_the_wrong_shape_is_refused(self, record: Record, field: str, value: object) -> None:
        digest = record.store.put(b"abc")
        told = {"digest": digest, "media_type": "image/png", "modality": "image", "size": 3, field: value}
        with pytest.raises(ActRefused):
            record.append(NewAct("import", made=[(NewWork(**told), "picture")]))  # type: ignore[arg-type]

    def test_an_unknown_party_is_refused(self, record: Record) -> None:
        with pytest.raises(PartyUnknown):
            record.append(NewAct("import", by=[("f" * 32, "author")]))

    def test_a_work_may_be_made_again_but_never_from_itself(self, record: Record, anna: Party) -> None:
        first = make(record, anna)
        second = make(record, anna, [first])
        again = record.append(NewAct("import", by=[(anna, "finder")], made=[(second, "found again")]))[0]
        assert again.works == (second,)
        for used in (first, second):
            with pytest.raises(ActRefused):
                record.append(NewAct("edit", used=[(second, "source"), (used, "source")], made=[(first, "result")]))
        fresh = new_work(record)  # the ancestry of this very batch counts too
        batch = [
            NewAct("edit", used=[(second, "source")], made=[(fresh, "result")]),
            NewAct("edit", used=[(fresh, "source")], made=[(first, "result")]),
        ]
        with pytest.raises(ActRefused):
            record.append(batch)
        assert record.verify().holds


class TestFinding:
    def test_a_work_is_found_by_the_beginning_of_its_id(self, record: Record, anna: Party) -> None:
        works = [make(record, anna) for _ in range(40)]
        assert record.find_work(works[3].id) == works[3]
        assert record.find_work(works[3].id[:16].upper()) == works[3]
        beginnings = [work.id[0] for work in works]
        shared = next(sign for sign in beginnings if beginnings.count(sign) > 1)
        with pytest.raises(WorkAmbiguous):
            record.find_work(shared)
        for nothing in ("", "zz", "%", "_", "f" * 33):
            with pytest.raises(WorkUnknown):
                record.find_work(nothing)

    def test_acts_and_works_are_found_by_project_run_kind_party_and_role(self, record: Record, anna: Party) -> None:
        rule = record.party("chooser", "rule")
        one = make(record, anna, project="p", run="1")
        two = make(record, rule, [one], kind="compose", project="p", run="2")
        other = make(record, anna, project="q", run="1")
        assert record.works(project="p") == (one, two)
        assert record.works(project="p", run="2") == (two,)
        assert record.works(kind_of_act="compose") == (two,)
        assert record.works(role="result") == (one, two, other)
        assert record.works(role="draft") == ()
        assert [act.project for act in record.acts(party=anna)] == ["p", "q"]
        assert [act.run for act in record.acts(work=one)] == ["1", "2"]
        assert [act.kind for act in record.acts(project="p", kinds=["compose"])] == ["compose"]
        assert record.works_with_digest(one.digest) == (one, two, other)
        with pytest.raises(ActUnknown):
            record.act(999)
        with pytest.raises(WorkUnknown):
            record.work("0" * 32)

    def test_projects_are_told_by_their_acts(self, record: Record, anna: Party) -> None:
        make(record, anna, project="p", run="1", settings={"project_title": "Marché"})
        make(record, anna, project="q", run="1")
        make(record, anna, project="p", run="2", settings={"project_title": "Marché de nuit"})
        latest, before = record.projects()
        assert (latest.slug, latest.title, latest.acts, latest.runs) == ("p", "Marché de nuit", 2, ("1", "2"))
        assert (before.slug, before.title) == ("q", "q")
        assert latest.first < before.first < latest.last


class TestParties:
    def test_the_same_name_and_kind_is_the_same_party(self, record: Record, anna: Party) -> None:
        acts = len(record.acts())
        assert record.party(" Anna  Moreau ", "person") == anna
        assert record.find_party("Anna Moreau") == record.find_party(anna.id) == anna
        assert len(record.acts()) == acts
        assert record.party("Anna Moreau", "model").id != anna.id
        assert record.find_party("nobody") is None

    def test_what_is_new_of_a_party_is_added_by_an_act(self, record: Record, anna: Party) -> None:
        told = record.party("Anna Moreau", "person", role="art director", identifiers={"isni": "0000"})
        assert told.id == anna.id
        assert told.role == "art director"
        assert set(told.identifiers) == {"isni", "orcid"}
        assert record.parties() == (told,)
        assert [act.kind for act in record.acts()] == ["enrol", "enrol"]
        assert record.verify().holds

    def test_a_party_needs_a_name_and_a_known_kind(self, record: Record) -> None:
        for name, kind in (("  ", "person"), ("x", "ghost")):
            with pytest.raises(ActRefused):
                record.party(name, kind)  # type: ignore[arg-type]

    def test_the_hashed_body_holds_no_name(self, record: Record, anna: Party, tmp_path: Path) -> None:
        with record._reading() as connection:
            body = connection.exec_driver_sql("SELECT body FROM act").scalar_one()
        assert "Anna" not in body
        assert "0000-0002" not in body


class TestErasing:
    def test_forgetting_a_party_keeps_the_chain(self, record: Record, anna: Party) -> None:
        work = make(record, anna, words={"because": "Anna said so"})
        head = record.verify().head
        recorded = record.forget_party(anna.id)
        assert recorded is not None
        assert recorded.act.kind == "erase"
        (forgotten,) = record.parties()
        assert forgotten.forgotten
        assert forgotten.name == anna.id[:8]
        assert (forgotten.role, dict(forgotten.identifiers)) == (None, {})
        assert record.made_by_act(work.id).words == {"because": None}
        verdict = record.verify()
        assert verdict.holds
        assert record.act(recorded.act.seq).previous == head
        assert record.find_party("Anna Moreau") is None
        assert record.forget_party(anna.id) is None
        assert record.party("Anna Moreau", "person").id != anna.id

    def test_the_text_is_gone_from_the_files(self, tmp_path: Path) -> None:
        secret = "Zyxomma-Perpetua"
        with open_record(tmp_path) as record:
            anna = record.party(secret, "person")
            make(record, anna, words={"because": f"{secret} liked it"})
            assert any(secret.encode() in path.read_bytes() for path in tmp_path.glob("oeuvre.db*"))
            record.forget_party(anna.id)
            assert not any(secret.encode() in path.read_bytes() for path in tmp_path.glob("oeuvre.db*"))

    def test_words_of_one_act_alone_are_erased(self, record: Record, anna: Party) -> None:
        one = record.append(NewAct("refuse", by=[(anna, "judge")], words={"because": "too loud"}))[0].act
        two = record.append(NewAct("refuse", by=[(anna, "judge")], words={"because": "too quiet"}))[0].act
        record.erase_words(one.seq, by=[(anna, "eraser")])
        assert record.act(one.seq).words == {"because": None}
        assert record.act(two.seq).words == {"because": "too quiet"}
        assert record.verify().holds
        with pytest.raises(ActUnknown):
            record.erase_words(99)
