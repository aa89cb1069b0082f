"""The labels of a table's rows: data that any page says in its reader's language, and a plain text beside it."""

from __future__ import annotations

from typing import Any

import pytest

from oeuvre.api.labelling import said
from oeuvre.api.tabling import placing_of
from oeuvre.collective import ANEW
from oeuvre.foundation import read_settings
from oeuvre.record import NewAct, NewWork, Record
from oeuvre.studio import Desk
from tests.api.conftest import Studio
from tests.api.planted import BRIEF, RUN, draft


def more(studio: Studio) -> str:
    """A round that a person asked for, a correction by hand, a second brief with its sheet; the correction's id."""
    with Record.open(studio.home) as record:
        person = record.party("Zoé Martin", "person")
        rule = record.party("Oeuvre: composition by rule", "rule")
        brief, idea = (record.works(project=studio.slug, role=role)[0] for role in ("brief", "idea"))
        ask: dict[str, Any] = {"round": 1, "round_kind": "mix", "of": [1, 2], "keep": ["family", "copy"]}
        made = draft(record, 7, studio.slug, "Nuit", rule, brief, idea, **ask)
        asked = NewAct(
            "compose",
            project=studio.slug,
            run=RUN,
            by=[*made.by, (person, "director")],
            used=[*made.used, (record.work(studio.designs[0]), "like")],
            made=made.made,
            settings=made.settings,
            words={**made.words, "because": "plus chaud"},
        )
        mended = draft(record, 8, studio.slug, "Nuit", rule, brief, idea, edited=3)
        edited = NewAct(
            "edit",
            project=studio.slug,
            run=RUN,
            by=[(person, "editor")],
            used=[(record.work(studio.designs[2]), "edited")],
            made=mended.made,
            settings=mended.settings,
            words={"headline": "Ligne 8"},
        )
        text = BRIEF.replace(b"soir", b"matin")
        second = NewWork(
            record.store.put(text), "application/toml", "text", len(text), title="Nuit", attributes={"files": {}}
        )
        begun = NewAct(
            "import", project=studio.slug, run="b" * 32, by=[(person, "commissioner")], made=[(second, "brief")]
        )
        sheet = draft(record, 1, studio.slug, "Nuit", rule, second, idea)
        again = NewAct(
            "compose",
            project=studio.slug,
            run="b" * 32,
            by=sheet.by,
            used=[(second, "brief")],
            made=[(_other(record), "draft")],
            settings={**sheet.settings},
            words={"headline": "Une autre"},
        )
        done = record.append([asked, edited, begun, again])
        return done[1].works[0].id


def _other(record: Record) -> NewWork:
    data = b'{"family": "rideau", "number": 1, "second": true}'
    attributes: dict[str, Any] = {"number": 1, "family": "rideau", "palette": "nuit"}
    return NewWork(
        record.store.put(data), "application/vnd.oeuvre.design+json", "design", len(data), attributes=attributes
    )


def test_rows_tell_what_led_to_them_as_data(studio: Studio) -> None:
    corrected = more(studio)
    with Desk(read_settings(home=str(studio.home), environment={}), studio.out) as desk:
        placing = placing_of(desk, studio.slug, "en")
    told = {name: label.told for name, label in placing.labels.items()}
    assert told["ideas"] == {"row": "ideas"}
    assert {"row": "sheet", "sheet": 1, "brief": 1}.items() <= told["round-0"].items()
    assert {
        "row": "round",
        "round": 1,
        "round_kind": "mix",
        "of": "1,2",
        "keep": "family,copy",
    }.items() <= told["round-1"].items()
    correction = told[f"corrections-of-{studio.designs[2]}"]
    assert {"row": "correction", "of": "3"}.items() <= correction.items()
    # Who asked and why is nowhere on a table: the record may erase it.
    assert not any(word in str(placing.labels) for word in ("Zoé", "plus chaud"))
    assert {"row": "sheet", "sheet": 2, "brief": 2}.items() <= told[f"round-{ANEW}"].items()
    works = {work.id: work for work in placing.works}
    assert (works[corrected].kind, works[corrected].of) == ("correction", studio.designs[2])
    assert sorted({work.round for work in placing.works if work.kind == "draft"}) == [0, 1, ANEW]
    row = next(
        row for row in studio.get(f"/projects/{studio.slug}/works?kind=draft")["items"] if row["id"] == corrected
    )
    assert (row["edited"], row["asked"]["name"]) == (3, "Zoé Martin")


def test_who_asked_and_why_is_told_of_the_work_until_it_is_erased(studio: Studio) -> None:
    more(studio)
    address = f"/projects/{studio.slug}/works?kind=draft&round=1"
    (row,) = studio.get(address)["items"]
    assert (row["because"], row["asked"]["name"]) == ("plus chaud", "Zoé Martin")
    with Record.open(studio.home) as record:
        record.forget_party(row["asked"]["id"])
    (row,) = studio.get(address)["items"]
    assert row["because"] == ""
    assert "Zoé" not in str(row)


@pytest.mark.parametrize(
    ("told", "en", "fr"),
    [
        ({"row": "ideas"}, "Ideas", "Idées"),
        ({"row": "sheet", "sheet": 1, "brief": 1}, "The first sheet", "La première planche"),
        ({"row": "sheet", "sheet": 3, "brief": 1}, "Sheet 3", "Planche 3"),
        ({"row": "sheet", "sheet": 2, "brief": 1, "idea": 4}, "Drafts of idea 4", "Variantes de l’idée 4"),
        (
            {"row": "sheet", "sheet": 2, "brief": 2},
            "Brief 2 · The first sheet",
            "Brief n° 2 · La première planche",
        ),
        (
            {
                "row": "round",
                "round": 2,
                "round_kind": "more",
                "of": "7",
                "keep": "palette",
                "because": "plus chaud",
                "asked": "Awa",
            },
            "Round 2 · more like 7, keeping the colours · Awa: plus chaud",
            "Tournée 2 · dans l’esprit de 7, en gardant les couleurs · Awa\u00a0: plus chaud",
        ),
        ({"row": "correction", "of": "7"}, "Correction of 7", "Retouche de 7"),
        ({"row": "editions", "of": "7"}, "Editions of 7", "Éditions de 7"),
        ({"row": "other"}, "What people brought", "Ce qui a été apporté"),
        ({"row": "round", "round_kind": "nonsense"}, None, None),
        ({"text": "mine"}, None, None),
    ],
)
def test_a_label_is_said_in_both_languages(told: dict[str, Any], en: str | None, fr: str | None) -> None:
    assert (said(told, "en"), said(told, "fr")) == (en, fr)
