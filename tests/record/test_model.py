"""The record against a perfect model in memory: whatever is done in whatever order, both tell the same.

The model keeps what was handed in; lineage, credits and finding are recomputed from it in the plainest way.
"""

from __future__ import annotations

import dataclasses
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from oeuvre.record import KINDS, Act, NewAct, NewWork, Party, Work, WorkUnknown
from oeuvre.record.canonical import party_id

from .conftest import open_record

NAMES = st.sampled_from(["Anna", "Zoé", "crew", "flux", "l’atelier"])
WHO = st.sampled_from(["person", "model", "rule", "collective"])
KIND = st.sampled_from(["import", "compose", "choose", "refuse", "adapt"])
ROLE = st.sampled_from(["chosen", "draft", "picture"])
TEXT = st.text(max_size=12).filter(lambda text: not any("\ud800" <= sign <= "\udfff" for sign in text))
SETTINGS = st.dictionaries(
    st.text(max_size=4),
    st.integers(-5, 5) | st.floats(-10, 10) | TEXT | st.lists(st.booleans(), max_size=2),
    max_size=3,
)


def ancestors(acts: Sequence[Act], start: str) -> set[str]:
    """A work and all it comes from, by going over every act until nothing is added."""
    found = {start}
    while True:
        more = {
            used.work_id for act in acts if any(made.work_id in found for made in act.made) for used in act.used
        } | found
        if more == found:
            return found
        found = more


def descendants(acts: Sequence[Act], start: str) -> set[str]:
    found = {start}
    while True:
        more = {
            made.work_id for act in acts if any(used.work_id in found for used in act.used) for made in act.made
        } | found
        if more == found:
            return found
        found = more


def earned(acts: Sequence[Act], start: str) -> set[tuple[str, str, int]]:
    behind = ancestors(acts, start)
    return {
        (by.party_id, by.role, act.seq)
        for act in acts
        for by in act.by
        if any(made.work_id in behind for made in act.made)
        or any(used.work_id in behind and used.role in KINDS[act.kind].credits_used for used in act.used)
    }


class RecordMachine(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.home = Path(self.folder.name) / "home"
        self.record = open_record(self.home)
        self.acts: list[Act] = []
        self.works: dict[str, Work] = {}
        self.parties: dict[str, Party] = {}
        self.salts = "a"

    def teardown(self) -> None:
        self.record.close()
        self.folder.cleanup()

    def _new_work(self, content: bytes, title: str | None) -> NewWork:
        return NewWork(self.record.store.put(content), "text/plain", "text", len(content), title=title)

    def _catch_up(self) -> None:
        """Acts that the record writes by itself (enrolments, erasures) come last and are read back."""
        self.acts += self.record.acts()[len(self.acts) :]

    @rule(name=NAMES, kind=WHO)
    def enrol(self, name: str, kind: str) -> None:
        before = {party.id for party in self.parties.values() if (party.name, party.kind) == (name, kind)}
        party = self.record.party(name, kind)  # type: ignore[arg-type]
        assert not before or before == {party.id}
        self.parties[party.id] = party
        self._catch_up()

    @rule(data=st.data(), sizes=st.lists(st.integers(0, 2), min_size=1, max_size=3))
    def append(self, data: st.DataObject, sizes: list[int]) -> None:
        batch: list[NewAct] = []
        fresh: list[NewWork] = []
        for size in sizes:
            known: list[Work | NewWork] = [*self.works.values(), *fresh]
            used = data.draw(st.lists(st.sampled_from(known), max_size=3)) if known else []
            made = [self._new_work(data.draw(st.binary(max_size=3)), data.draw(st.none() | TEXT)) for _ in range(size)]
            people = list(self.parties)
            batch.append(
                NewAct(
                    data.draw(KIND),
                    by=[(one, data.draw(ROLE)) for one in data.draw(st.lists(st.sampled_from(people), max_size=2))]
                    if people
                    else [],
                    used=[(work, data.draw(ROLE)) for work in used],
                    made=[(work, data.draw(ROLE)) for work in made],
                    project=data.draw(st.none() | st.sampled_from(["p", "q"])),
                    run=data.draw(st.none() | st.sampled_from(["1", "2"])),
                    settings=data.draw(SETTINGS),
                    words=data.draw(st.dictionaries(st.sampled_from(["because", "note"]), TEXT, max_size=2)),
                )
            )
            fresh += made
        recorded = self.record.append(batch)
        for new, one in zip(batch, recorded, strict=True):
            assert dict(one.act.settings) == new.settings
            assert dict(one.act.words) == new.words
            assert [used.role for used in one.act.used] == [role for _, role in new.used]
            assert [by.party_id for by in one.act.by] == [party for party, _ in new.by]
            assert [(work.digest, work.title) for work in one.works] == [(w.digest, w.title) for w, _ in new.made]  # type: ignore[union-attr]
            self.acts.append(one.act)
            self.works.update({work.id: work for work in one.works})

    @rule(size=st.integers(0, 2))
    def a_batch_that_fails_leaves_nothing(self, size: int) -> None:
        good = [NewAct("import", made=[(self._new_work(b"x", None), "picture")])] * size
        with pytest.raises(WorkUnknown):
            self.record.append([*good, NewAct("choose", used=[("0" * 32, "chosen")])])

    @precondition(lambda self: self.acts)
    @rule(data=st.data())
    def erase_words(self, data: st.DataObject) -> None:
        seq = data.draw(st.integers(1, len(self.acts)))
        self.record.erase_words(seq)
        self._forget([seq])

    @precondition(lambda self: self.parties)
    @rule(data=st.data())
    def forget_party(self, data: st.DataObject) -> None:
        party = data.draw(st.sampled_from(sorted(self.parties)))
        self.record.forget_party(party)
        self._forget(
            [act.seq for act in self.acts if self._enrols(act.seq, party) or any(by.party_id == party for by in act.by)]
        )

    def _enrols(self, seq: int, party: str) -> bool:
        return party_id(self.acts[seq - 1].chain, self.acts[seq - 1].position) == party

    def _forget(self, numbers: list[int]) -> None:
        for seq in numbers:
            act = self.acts[seq - 1]
            self.acts[seq - 1] = dataclasses.replace(act, words=dict.fromkeys(act.words))
            for party in [p for p in self.parties if self._enrols(seq, p)]:
                self.parties.pop(party)
        self._catch_up()

    @rule()
    def reopen(self) -> None:
        self.record.close()
        self.salts = chr(ord(self.salts) + 1) if self.salts < "f" else self.salts
        self.record = open_record(self.home, self.salts)

    @rule()
    def move_to_another_home(self) -> None:
        target = io.BytesIO()
        self.record.export_prov(target)
        file = Path(self.folder.name) / "export.json"
        file.write_bytes(target.getvalue())
        with tempfile.TemporaryDirectory() as folder, open_record(Path(folder), "9") as other:
            other.import_prov(file)
            again = io.BytesIO()
            other.export_prov(again)
            assert again.getvalue() == target.getvalue()
            assert other.acts() == tuple(self.acts)
            assert other.verify().holds

    @invariant()
    def both_tell_the_same(self) -> None:
        if not hasattr(self, "record"):
            return
        assert self.record.acts() == tuple(self.acts)
        assert self.record.works() == tuple(self.works.values())
        assert {p.id for p in self.record.parties() if not p.forgotten} == set(self.parties)
        assert self.record.verify().holds
        for work in list(self.works)[-2:]:
            assert {node.id for node in self.record.ancestors(work).nodes} == ancestors(self.acts, work)
            assert {node.id for node in self.record.descendants(work).nodes} == descendants(self.acts, work)
            told = {(c.party.id, c.role, seq) for c in self.record.credits(work) for seq in c.acts}
            assert told == earned(self.acts, work)
        for act in self.acts[-2:]:
            found = self.record.acts(project=act.project, run=act.run, kinds=[act.kind])
            assert found == tuple(
                other
                for other in self.acts
                if other.kind == act.kind and act.project in (None, other.project) and act.run in (None, other.run)
            )


TestRecordAgainstModel = RecordMachine.TestCase
TestRecordAgainstModel.settings = settings(
    max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
