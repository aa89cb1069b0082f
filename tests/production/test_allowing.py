"""What holds a format back, and a person's word on it: read from the record alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from oeuvre.production import allow_format, faults_of
from oeuvre.production.allowing import allowed, held_back
from oeuvre.production.editions import refuse_heavy
from oeuvre.production.errors import NotHeldBack
from oeuvre.production.recording import Recorder, rule
from oeuvre.production.run import Run
from oeuvre.production.states import Draft
from oeuvre.record import JSON, NewWork, Record, Work
from oeuvre.studio import Fold


@dataclass(frozen=True)
class Held:
    """A design whose poster the checks held back."""

    recorder: Recorder
    design: Work
    fold: Fold

    def told(self) -> Fold:
        """What the studio shows of it now."""
        self.fold.take(self.recorder.record.acts(after=self.fold.seq), self.recorder.record.work)
        return self.fold


def refuse(recorder: Recorder, design: Work, **settings: JSON) -> None:
    recorder.record.append(
        recorder.act(
            "refuse",
            by=[(rule(recorder.record, "checks"), "checker")],
            used=[(design, "refused")],
            settings={"design": design.id, "format": "poster-a3", "error": None, **settings},
            words={"because": "photograph enlarged too far: 117 dpi", "remedy": "Give a larger one."},
        )
    )


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with Record.open(tmp_path) as record:
        run = cast(Run, SimpleNamespace(id="ab" * 16, project="sel-gris", out=tmp_path))
        recorder = Recorder(record, run, record.party("Ana Duarte", "person"))
        digest = record.store.put(b"{}")
        made = NewWork(digest, "application/json", "design", 2, title="27")
        design = record.append(recorder.act("edit", by=[(recorder.party, "editor")], made=[(made, "draft")]))[0].works[
            0
        ]
        refuse(recorder, design, faults=[{"number": 19, "code": "enlarged", "element": "photo"}])
        yield Held(recorder, design, Fold("sel-gris"))


def word(held: Held, form: str = "poster-a3") -> Any:
    return allow_format(held.recorder, held.design, held.recorder.party, form, "It is read from two metres.")


def test_what_holds_a_format_back_may_be_accepted(held: Held) -> None:
    record, run = held.recorder.record, held.recorder.run.id
    (refusal,) = held_back(record, run, held.design.id).values()
    assert faults_of(refusal) == (("enlarged", "photo"),)
    (lost,) = held.told().failed
    assert (lost.format, lost.acceptable) == ("poster-a3", True)
    act = word(held)
    assert (act.by[0].party_id, act.words["because"]) == (held.recorder.party.id, "It is read from two metres.")
    assert held_back(record, run, held.design.id) == {}
    assert allowed(record, run, held.design.id) == {"poster-a3": (("enlarged", "photo"),)}
    assert held.told().failed == []


def test_why_is_said_in_the_language_of_who_reads(held: Held) -> None:
    chosen, rendition = (
        cast(Draft, SimpleNamespace(design=held.design)),
        cast(Work, SimpleNamespace(attributes={"format": "mail"})),
    )
    refuse_heavy(held.recorder, "en", chosen, rendition, 300_000, 200_000)
    lost = next(one for one in held.told().failed if one.format == "mail")
    (english, helps), (french, aide) = lost.said("en"), lost.said("fr")
    assert (english, helps) == (lost.reason, lost.remedy)
    assert french not in ("", english)
    assert aide not in ("", helps)
    # Of an older record only one language is known.
    older = next(one for one in held.told().failed if one.format == "poster-a3")
    assert older.said("fr") == (older.reason, older.remedy)


def test_a_format_that_fails_again_for_more_is_held_back_again(held: Held) -> None:
    record, run = held.recorder.record, held.recorder.run.id
    word(held)
    refuse(held.recorder, held.design, faults=[{"number": 2, "code": "overflow", "element": "headline"}])
    assert list(held_back(record, run, held.design.id)) == ["poster-a3"]
    word(held)
    assert allowed(record, run, held.design.id)["poster-a3"] == (("enlarged", "photo"), ("overflow", "headline"))


@pytest.mark.parametrize(
    "settings", [{"faults": [], "error": "cap-not-met"}, {"faults": [{"number": 19, "code": "enlarged"}]}]
)
def test_nobodys_word_mends_what_is_no_fault_or_is_not_named(held: Held, settings: dict[str, JSON]) -> None:
    refuse(held.recorder, held.design, **settings)
    assert held.told().failed[0].acceptable is False
    with pytest.raises(NotHeldBack):
        word(held)


def test_what_is_not_held_back_needs_no_word(held: Held) -> None:
    with pytest.raises(NotHeldBack, match="social-square"):
        word(held, "social-square")
