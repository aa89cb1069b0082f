"""Asking a partner in a sentence: what the engine of rules makes of it, and who cannot be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.foundation import read_settings
from oeuvre.studio import Desk, round_for
from tests.api.conftest import Studio
from tests.api.planted import SLUG, plant


@pytest.mark.parametrize(
    ("chosen", "say", "kind", "count"),
    [
        ((0,), "plus chaud, un seul grand mot", "more", 1),
        ((0,), "Tout le contraire !", "opposite", 1),
        ((0,), "Something else, please", "less", 1),
        ((0, 1), "les deux ensemble", "mix", 2),
        ((0, 1, 2), "de l’un et de l’autre", "mix", 2),
        ((0, 1), "the opposite of the first", "opposite", 1),
    ],
)
def test_the_engine_of_rules_answers_with_a_round(
    tmp_path: Path, chosen: tuple[int, ...], say: str, kind: str, count: int
) -> None:
    designs = plant(tmp_path / "home")
    with Desk(read_settings(home=str(tmp_path / "home"), environment={}), tmp_path) as desk:
        found = round_for(desk.fold(SLUG), [designs[index] for index in chosen], say)
    assert found is not None
    run, asked = found
    assert run == "a" * 32
    assert (asked.kind, list(asked.like), asked.because) == (kind, [designs[i] for i in chosen[:count]], say)


def test_without_a_selection_it_begins_from_what_is_chosen_or_kept(studio: Studio) -> None:
    path = f"/api/projects/{studio.slug}/ask"
    answer = studio.client.post(path, json={"partner": "house", "say": "plus chaud"})
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing-to-choose")
    studio.client.post(f"/api/works/{studio.designs[2]}/decisions", json={"kind": "keep"})
    with Desk(read_settings(home=str(studio.home), environment={}), studio.out) as desk:
        found = round_for(desk.fold(SLUG), [], "plus chaud")
    assert found is not None
    assert list(found[1].like) == [studio.designs[2]]


def test_who_is_not_there_cannot_be_asked(studio: Studio) -> None:
    answer = studio.client.post(f"/api/projects/{studio.slug}/ask", json={"partner": "nobody", "say": "x"})
    assert (answer.status_code, answer.json()["code"]) == (404, "model-unknown")


@pytest.mark.parametrize("say", ["Quelle heure est-il à Tokyo ?", "What is the capital of Peru?", "Bonjour", "?"])
def test_what_the_engine_does_not_understand_it_says_and_writes_nothing(studio: Studio, say: str) -> None:
    path, before = f"/api/projects/{studio.slug}/ask", studio.get("/acts")["items"]
    answer = studio.client.post(path, json={"partner": "house", "say": say, "works": [studio.designs[0]]})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-understood")
    assert say in answer.json()["detail"]
    assert studio.get("/acts")["items"] == before
    assert studio.get(f"/jobs?project={studio.slug}")["items"] == []


@pytest.mark.parametrize(
    ("say", "kind", "keep", "count"),
    [
        ("six variantes plus claires, sans orange", "more", (), 6),
        ("Donne-moi quatre variantes dans cet esprit", "more", (), 4),
        ("12 variants like this, keep the colours and the headline", "more", ("palette", "copy"), 12),
        ("le contraire", "opposite", (), 6),
        ("dans nos couleurs", "palette", (), 6),
        ("no photographs", "more", (), 6),
        ("garde la mise en page", "more", ("family",), 6),
    ],
)
def test_what_the_engine_understands(tmp_path: Path, say: str, kind: str, keep: tuple[str, ...], count: int) -> None:
    designs = plant(tmp_path / "home")
    with Desk(read_settings(home=str(tmp_path / "home"), environment={}), tmp_path) as desk:
        found = round_for(desk.fold(SLUG), [designs[0]], say)
    assert found is not None
    assert (found[1].kind, tuple(found[1].keep), found[1].count) == (kind, keep, count)
