"""The model that ships opens, is the one that its card names, and draws the same figures every time."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from oeuvre.models.house import WEIGHTS, House, HouseUnfit, HouseUnknown, open_house, project, read_works
from oeuvre.models.house.card import count_authors
from oeuvre.models.house.collection import COLLECTIONS
from oeuvre.models.house.house import BANK_EACH, BANK_PSI

RNG = np.random.default_rng(5)
Z = RNG.standard_normal((70, 64)).astype(np.float32)


@pytest.fixture(scope="module")
def house() -> House:
    return open_house()


def test_latents_lead_to_half_fields(house: House) -> None:
    fields = house.fields(Z[:5])
    assert fields.shape == (5, 64, 32)
    assert fields.dtype == np.float32
    assert np.abs(fields).max() <= 1.0001
    assert house.latent_size == 64


def test_the_same_latents_give_the_same_figures_alone_or_among_others(house: House) -> None:
    together, again = house.fields(Z, 0.8), open_house().fields(Z, 0.8)
    assert np.array_equal(together, again)
    assert np.allclose(house.fields(Z[66:67], 0.8)[0], together[66], atol=1e-4)


def test_styles_and_latents_draw_alike_and_psi_pulls_to_the_mean(house: House) -> None:
    styles = house.map(Z[:4])
    assert styles.shape == (4, house.style_size)
    assert np.allclose(house.fields(styles, 0.7), house.fields(Z[:4], 0.7), atol=1e-5)
    flat = house.fields(Z[:4], 0.0)
    assert np.allclose(flat, flat[:1], atol=1e-4)


def test_more_detail_is_asked_for_by_the_first_latent(house: House) -> None:
    calm, busy = Z.copy(), Z.copy()
    calm[:, 0], busy[:, 0] = -1.5, 1.5

    def outline(fields: np.ndarray) -> float:
        ink = fields > 0
        return float((ink[:, 1:] != ink[:, :-1]).mean() + (ink[:, :, 1:] != ink[:, :, :-1]).mean())

    assert outline(house.fields(busy)) > 1.3 * outline(house.fields(calm))


@pytest.mark.parametrize("shape", [(3, 65), (64,), (1, 1, 64)])
def test_latents_of_another_shape_are_refused(house: House, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError):
        house.fields(np.zeros(shape, np.float32))


def test_no_latents_give_no_figures(house: House) -> None:
    assert house.fields(np.zeros((0, 64), np.float32)).shape == (0, 64, 32)


def test_a_figure_of_its_own_is_found_again(house: House) -> None:
    target = house.fields(Z[:1], 0.8)[0]
    first, found = project(house, target, steps=0), project(house, target, steps=5)
    assert found.overlap > max(first.overlap, 0.75)
    assert found.style.shape == (house.style_size,)


def test_a_style_is_pulled_the_way_in_which_its_figure_comes_nearer(house: House) -> None:
    style, target = house.map(Z[:1]), house.fields(Z[1:2])
    weight = np.ones_like(target)
    drawn, far, slope = house.pull(style, target, weight)
    assert np.allclose(drawn, house.fields(style), atol=0.01)
    assert far[0] == pytest.approx(float(((drawn - target) ** 2).sum()), rel=0.01)
    way = slope / np.linalg.norm(slope)
    ahead, behind = (house.pull(style + np.float32(step) * way, target, weight)[1][0] for step in (0.02, -0.02))
    assert (ahead - behind) / 0.04 == pytest.approx(float(np.linalg.norm(slope)), rel=0.1)


def test_words_name_figures_and_call_those_of_chance_that_they_name_best(house: House) -> None:
    assert {"skull", "moon", "bread"} <= house.words.keys()
    skull = house.words_of("skulls", {"crossed-swords": 0.5, "animal-skull": 1.0})
    assert skull == {house.words["skull"]: 1.0}
    moon = house.words_of("", {"moon": 0.8, "falcon-moon": 0.1})
    assert moon == {house.words["moon"]: 1.0}
    assert house.words_of("", {}) == {}
    called = house.called(skull)
    assert called.shape == (BANK_EACH, house.latent_size)
    said, of_chance = (house.named(house.fields(z, BANK_PSI)) for z in (called, Z[:40]))
    assert np.allclose(np.exp(said).sum(1), 1, atol=1e-3)
    assert said[:, house.words["skull"]].min() > np.quantile(of_chance[:, house.words["skull"]], 0.9)


def test_the_nearest_are_works_that_the_model_saw(house: House) -> None:
    for near in house.nearest(house.fields(Z[:6]), 3):
        assert len(near) == 3
        assert [distance for _, distance in near] == sorted(distance for _, distance in near)
        assert len({work.name for work, _ in near}) == 3
        assert not any(work.held for work, _ in near)


def test_what_the_judge_finds_alike_is_another_measure_than_copies(house: House) -> None:
    (alike,) = house.alike(house.fields(Z[:1]), 4)
    assert len({work.name for work, _ in alike}) == 4
    assert all(np.isfinite(distance) and not work.held for work, distance in alike)
    assert house.alike(np.zeros((0, 64, 32), np.float32)) == []


def test_the_card_counts_every_work_by_its_author(house: House) -> None:
    card = house.card
    assert sum(author.works for author in card.authors) == card.works
    assert card.works == sum(not work.held for work in house.training)
    assert card.authors == count_authors(house.training)
    shown = card.as_dict()["training"]
    assert isinstance(shown, dict)
    assert sum(shown["authors"].values()) == shown["works"] == card.works
    assert all(author.name in card.credit for author in card.authors)


def test_training_works_and_those_left_out_are_the_whole_set(house: House) -> None:
    works = {work.name: (work.author, work.licence) for work in read_works(COLLECTIONS / "emblem")[0]}
    assert {work.name: (work.author, work.licence) for work in house.training}.items() <= works.items()
    out = [one.work for one in house.card.left_out]
    assert len(out) == len(set(out))
    assert len(house.training) + len(out) == 4134
    assert {one.reason for one in house.card.left_out} == {"no-author", "no-figure"}
    assert Counter(len(near) for near in house.nearest(house.fields(Z[:2]), 5)) == {5: 2}


def test_the_weights_ship_small_enough_to_go_on_from() -> None:
    sizes = {path.name: path.stat().st_size for path in (WEIGHTS / "emblem").iterdir()}
    assert sizes["checkpoint.npz"] < 10_000_000
    assert sum(sizes.values()) < 21_000_000


def test_another_name_is_unknown() -> None:
    with pytest.raises(HouseUnknown) as caught:
        open_house("../emblem")
    assert "emblem" in caught.value.message("fr")


def test_weights_that_are_not_those_of_the_card_are_refused(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS / "emblem", tmp_path / "emblem")
    graph = tmp_path / "emblem/map.onnx"
    graph.write_bytes(graph.read_bytes()[:-1] + b"\x01")
    with pytest.raises(HouseUnfit) as caught:
        open_house(weights=tmp_path)
    assert caught.value.values["reason"] == "changed"


def use_all(weights: Path) -> None:
    house = open_house(weights=weights)
    house.nearest(np.zeros((1, 64, 32), np.float32), 1)
    house.called({0: 1.0})


@pytest.mark.parametrize(
    ("name", "reason"),
    [("draw.onnx", "graph"), ("works.tsv", "works"), ("figures.npz", "figures"), ("bank.npz", "figures")],
)
def test_a_file_that_is_missing_is_named(tmp_path: Path, name: str, reason: str) -> None:
    shutil.copytree(WEIGHTS / "emblem", tmp_path / "emblem")
    (tmp_path / "emblem" / name).unlink()
    with pytest.raises(HouseUnfit) as caught:
        use_all(tmp_path)
    assert caught.value.values["reason"] == reason
    assert "{{" not in caught.value.message("fr")


def test_a_card_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS / "emblem", tmp_path / "emblem")
    card = tmp_path / "emblem/card.json"
    held = json.loads(card.read_text(encoding="utf-8"))
    del held["version"]
    card.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(HouseUnfit):
        open_house(weights=tmp_path)
