"""What the library does not show is drawn by the house model: fit or not at all, on the record, and in the designs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from oeuvre.create.adapt import formats
from oeuvre.create.brief import Brief, read_brief
from oeuvre.create.design import plan
from oeuvre.create.ideas import Motif
from oeuvre.credentials import claim_for, made_by
from oeuvre.models.house import House, HouseUnfit, open_house
from oeuvre.production import Run, emblem_pieces, emblems
from oeuvre.production.emblem_pieces import draw_emblems, emblems_of, with_emblems
from oeuvre.production.emblems import Fit, Wish, fit_figure, inks_of, reached, wishes
from oeuvre.production.explored import rerun_explored
from oeuvre.production.exploring import named_as
from oeuvre.production.keeping import Look, keep_emblem
from oeuvre.production.kits import ingredients_of, kit_of
from oeuvre.production.layout import compose
from oeuvre.production.live import Explorer
from oeuvre.production.pages import page_of
from oeuvre.production.placed import emblems_on
from oeuvre.production.points import Point, rounded
from oeuvre.production.preparing import prepare
from oeuvre.production.recording import Recorder
from oeuvre.record import Record

BRIEF = """title = "The Obelisk Readings"
about = "Poems at the foot of the obelisk. A person reads, another listens, and the ladder stays where it is."
language = "en"
client = "Kingsway Library"
[words]
use = ["obelisk", "moon"]
"""


@pytest.fixture(scope="module")
def house() -> House:
    return open_house()


@pytest.fixture
def brief(tmp_path: Path) -> Brief:
    path = tmp_path / "brief.toml"
    path.write_text(BRIEF, encoding="utf-8")
    return read_brief(path)


@pytest.fixture
def recorder(brief: Brief, tmp_path: Path) -> Iterator[Recorder]:
    with Record.open(tmp_path / "home") as record:
        yield Recorder(record, Run("a" * 32, "obelisk", tmp_path / "out", brief, 3), record.party("Ana", "person"))


@pytest.fixture
def easily_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """How well a model draws a word is the model's; what is done with it is tried here with any."""
    monkeypatch.setattr(emblems, "LEAST_OVERLAP", 0.1)
    monkeypatch.setattr(emblems, "MOST_NEARER", 1.0)


def test_only_what_the_library_lacks_and_the_model_was_taught_is_asked_for(house: House, brief: Brief) -> None:
    names = {work.name: work for work in house.training if not work.held}
    assert reached("obelisk", "en", names) == reached("obélisque", "fr", names) == "obelisk"
    assert reached("échelles", "fr", names) == "ladder"
    # The library has a moon; nobody was taught what trust looks like; a held-out work was never seen.
    held = next(work.name for work in house.training if work.held and "-" not in work.name)
    assert [reached(word, "en", names) for word in ("moon", "trust", held)] == ["", "", ""]
    # What a text only says in passing is not drawn.
    asked = wishes(brief, prepare(brief, "en", strict=False), (), names)
    assert [(wish.word, wish.name) for wish in asked] == [("obelisk", "obelisk")]


def test_what_is_drawn_is_fit_and_the_same_twice(house: House, brief: Brief) -> None:
    inks = inks_of(brief, 3)
    for name in ("obelisk", "gate"):
        fit = fit_figure(house, Wish(name, name), brief, "en", inks, 3)
        again = fit_figure(house, Wish(name, name), brief, "en", inks, 3)
        assert (fit and fit.figure.svg) == (again and again.figure.svg)
        if fit is not None:
            assert fit.nearer <= emblems.MOST_NEARER
            assert fit.overlap >= emblems.LEAST_OVERLAP
            assert fit.figure.nearest[0][1] >= emblems.LEAST_APART
            assert fit.figure.emblem.outline.segments <= emblems.MOST_SEGMENTS
            assert [work.name for work in fit.drawn_on] == [name]


def test_where_nothing_is_fit_the_pieces_stay_as_they_are(
    recorder: Recorder, brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emblems, "LEAST_OVERLAP", 1.1)
    pieces = prepare(brief, "en", strict=False)
    assert draw_emblems(recorder, recorder.brief(brief), (), pieces) == []
    assert with_emblems(recorder.record, recorder.run.id, pieces) == pieces


@pytest.mark.usefixtures("easily_fit")
def test_a_brief_that_calls_no_piece_gets_an_emblem_of_its_own(
    recorder: Recorder, brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emblems, "_SURE", 1.0)
    pieces = replace(prepare(brief, "en", strict=False), bare=True)
    plain = replace(brief, words_use=(), title="So it goes", about="", client="")
    own = Recorder(recorder.record, replace(recorder.run, brief=plain), recorder.party)
    assert draw_emblems(own, own.brief(brief), (), pieces) == []
    drawn = with_emblems(own.record, own.run.id, pieces)
    assert drawn.heroes[0].name == drawn.leading[0]
    assert drawn.drawn == {}


@pytest.mark.usefixtures("easily_fit")
def test_an_emblem_is_on_the_record_and_in_the_designs(recorder: Recorder, brief: Brief, house: House) -> None:
    record, pieces = recorder.record, prepare(brief, "en", strict=False)
    work = recorder.brief(brief)
    assert draw_emblems(recorder, work, (), pieces) == []
    assert draw_emblems(recorder, work, (), pieces) == []
    [(act, emblem)] = emblems_of(record, recorder.run.id)
    parties = {party.id: party for party in record.parties()}
    assert [(parties[by.party_id].kind, by.role) for by in act.by] == [("model", "author")]
    owed = [record.work(used.work_id) for used in act.used if used.role == "influence"]
    assert "obelisk" in [one.title for one in owed]
    assert all(one.licence and record.made_by_act(one.id).by for one in owed)
    assert (emblem.licence, emblem.attributes["terms"]) == (house.card.weights_licence, house.card.outputs)
    assert made_by(record, emblem.id) == "machine"
    claim = claim_for(record, emblem.id)
    assert [action.source_type for action in claim.actions] == ["trainedAlgorithmicMedia"]
    assert {one.relationship for one in claim.ingredients} == {"inputTo"}
    assert rerun_explored(record, house, act).same

    drawn = with_emblems(record, recorder.run.id, pieces)
    assert with_emblems(record, recorder.run.id, drawn) == drawn
    name = drawn.heroes_of((Motif("moon", "moon"),))[-1]
    assert drawn.heroes_of((Motif("Obelisk"),)) == (name,)
    specs = plan(ingredients_of(brief, drawn, 3), 3)
    used = [spec for spec in specs if spec.emblem == name]
    assert used
    page = page_of(formats()["social-portrait"])
    for spec in used:
        kit = kit_of(brief, drawn, spec)
        if kit.emblem is not None and "picture" not in spec.family:
            standing = emblems_on(compose(kit, spec.family, page), kit)
            assert name in standing or spec.family in ("trame", "pleine-page", "moitie", "programme"), spec.family
    on_page = recorder.pieces_of(kit_of(brief, drawn, used[0]), drawn, ("emblem",), (name,))
    assert (emblem.id, "emblem") in [(one.id, role) for one, role in on_page]


def test_a_model_that_cannot_be_opened_is_told_and_the_library_goes_on(
    recorder: Recorder, brief: Brief, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> House:
        raise HouseUnfit("emblem", model="emblem", reason="graph")

    monkeypatch.setattr(emblem_pieces, "open_house", broken)
    [told] = draw_emblems(recorder, recorder.brief(brief), (), prepare(brief, "en", strict=False))
    assert told.code == "house-unfit"


@pytest.mark.usefixtures("easily_fit")
def test_the_pattern_of_an_emblem_covers_the_page(recorder: Recorder, brief: Brief) -> None:
    pieces = prepare(brief, "en", strict=False)
    draw_emblems(recorder, recorder.brief(brief), (), pieces)
    drawn = with_emblems(recorder.record, recorder.run.id, pieces)
    spec = plan(ingredients_of(brief, drawn, 3), 3)[0]
    kit = kit_of(brief, drawn, replace(spec, family="motif", emblem=drawn.leading[0]))
    assert kit.repeat is not None
    for name in ("social-portrait", "social-square", "banner-leaderboard", "poster-a3"):
        page = page_of(formats()[name])
        scene = compose(kit, "motif", page)
        [paper] = [one for one in scene.drawings() if one.role == "pattern"]
        assert paper.svg.count("<g fill=") > 8, name
        assert emblems_on(scene, kit) == (drawn.leading[0],)


def test_an_emblem_that_was_kept_for_the_project_leads_its_designs(
    recorder: Recorder, brief: Brief, house: House
) -> None:
    record, pieces = recorder.record, prepare(brief, "en", strict=False)
    recorder.brief(brief)
    explorer = Explorer(house)
    z = np.random.default_rng(4).standard_normal((12, house.latent_size)).astype(np.float32)
    points = [Point(style) for style in rounded(house.mean + 0.7 * (house.map(z) - house.mean))]
    sound = next(one.point for one in explorer.shown(points, "toned") if one.emblem is not None)
    look = Look(inks_of(brief, 3), "toned", "disc")
    _, kept = keep_emblem(record, explorer, "obelisk", recorder.party, sound, look, title="Sphinx")
    drawn = with_emblems(record, recorder.run.id, pieces)
    assert drawn.leading == (f"work:{kept.id}",)
    assert drawn.heroes[0].body.count("<path") == 1
    assert drawn.repeats[drawn.leading[0]].places
    # What is kept for another project is not this one's, nor what is kept once there are drafts.
    keep_emblem(record, explorer, "other", recorder.party, sound, look, title="Sphinx")
    assert with_emblems(record, recorder.run.id, pieces).leading == drawn.leading
    record.append([recorder.act("compose", by=[(recorder.party, "composer")], settings={})])
    keep_emblem(record, explorer, "obelisk", recorder.party, sound, look, title="Sphinx again")
    assert with_emblems(record, recorder.run.id, pieces).leading == drawn.leading


def test_namer_judge_and_outline_must_agree(house: House, brief: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    fit = fit_figure(house, Wish("obelisk", "obelisk"), brief, "en", inks_of(brief, 3), 3)
    assert fit is not None
    assert fit.named >= emblems.LEAST_NAMED
    named = named_as(house, house.words_of("", {"obelisk": 1.0}), house.fields(latent_of(fit)))
    assert float(named[0]) == pytest.approx(fit.named, abs=1e-4)
    monkeypatch.setattr(emblems, "LEAST_NAMED", 0.1)
    assert fit_figure(house, Wish("obelisk", "obelisk"), brief, "en", inks_of(brief, 3), 3) is None


def latent_of(fit: Fit) -> NDArray[np.float32]:
    return np.array([fit.figure.recipe.latent], np.float32)


def test_what_is_thin_is_not_repeated() -> None:
    assert emblem_pieces._stance("M100 10C100 10 140 90 140 200L120 240Z") == ("tall", frozenset({"hero", "mark"}))
    assert emblem_pieces._stance("M10 100L240 110L120 140Z")[0] == "wide"
    assert emblem_pieces._stance("M10 10L240 10L120 240Z") == (
        "square",
        frozenset({"hero", "mark", "pattern", "tile"}),
    )
