"""Training goes on to the bit after it was stopped, refuses what is not its own, and its exports draw what it draws."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from oeuvre.models.house import CheckpointUnfit, Progress, Recipe, TrainingMissing, read_collection, train
from tests.models.house.folders import fill_folder

HAS_TORCH = importlib.util.find_spec("torch") is not None and importlib.util.find_spec("onnx") is not None
needs_torch = pytest.mark.skipif(not HAS_TORCH, reason="the extra train is not installed")
SMALL = Recipe(generator=(8, 8, 8, 8), discriminator=(8, 8, 8, 8), finer=1, batch=8, seed=3)


@pytest.mark.skipif(HAS_TORCH, reason="the extra train is installed")
def test_without_the_extra_training_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(TrainingMissing) as caught:
        train(tmp_path)
    assert "oeuvre[train]" in caught.value.remedy("fr")


def test_rates_fall_and_nothing_ends_them() -> None:
    recipe = Recipe()
    rates = [recipe.rate_at(images) for images in (10_000, 300_000, 1_000_000, 10_000_000)]
    assert rates[0] == rates[1] == recipe.rate
    assert rates[1] > rates[2] > rates[3] > 0
    assert recipe.gamma_at(0) == recipe.gamma
    assert recipe.gamma_at(10**8) == recipe.least_gamma
    assert 0.9 < recipe.keep_at(0) < recipe.keep_at(10**7) < 1


@needs_torch
def test_a_run_taken_up_again_gives_the_weights_of_one_that_was_not_stopped(tmp_path: Path) -> None:
    from oeuvre.models.house.training.loop import advance, begin, resume

    collection = read_collection(fill_folder(tmp_path / "stars"))
    once, twice = begin(SMALL, collection, "cpu"), begin(SMALL, collection, "cpu")
    advance(once, collection, 256)
    advance(twice, collection, 96, checkpoint=tmp_path / "run.pt")
    again = resume(SMALL, collection, tmp_path / "run.pt", "cpu")
    advance(again, collection, 256)
    for name, value in once.average.state_dict().items():
        assert np.array_equal(value.numpy(), again.average.state_dict()[name].numpy()), name
    assert again.images == 256


@needs_torch
def test_a_checkpoint_of_another_recipe_or_collection_is_refused(tmp_path: Path) -> None:
    from oeuvre.models.house.training.loop import begin, resume, save

    collection = read_collection(fill_folder(tmp_path / "stars"))
    save(begin(SMALL, collection, "cpu"), tmp_path / "run.pt")
    for recipe, other, reason in (
        (replace(SMALL, seed=4), collection, "other-recipe"),
        (SMALL, read_collection(fill_folder(tmp_path / "more", 61)), "other-collection"),
    ):
        with pytest.raises(CheckpointUnfit) as caught:
            resume(recipe, other, tmp_path / "run.pt", "cpu")
        assert caught.value.values["reason"] == reason
    whole = (tmp_path / "run.pt").read_bytes()
    (tmp_path / "run.pt").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CheckpointUnfit):
        resume(SMALL, collection, tmp_path / "run.pt", "cpu")


@needs_torch
def test_a_full_disk_at_a_checkpoint_leaves_the_last_one_whole(tmp_path: Path) -> None:
    from oeuvre.models.house.training.loop import begin, resume, save

    collection = read_collection(fill_folder(tmp_path / "stars"))
    run = begin(SMALL, collection, "cpu")
    save(run, tmp_path / "run.pt")
    # What stands in the way of the new file stands for a disk that takes no more.
    (tmp_path / "run.tmp").mkdir()
    run.images = 999
    with pytest.raises(OSError):
        save(run, tmp_path / "run.pt")
    assert resume(SMALL, collection, tmp_path / "run.pt", "cpu").images == 0


@needs_torch
@pytest.mark.parametrize("condition", ["none", "shape", "words"])
def test_graphs_draw_what_the_network_draws(tmp_path: Path, condition: str) -> None:
    import torch

    from oeuvre.models.house.house import open_graph
    from oeuvre.models.house.training.checkpoints import pack_checkpoint, unpack_checkpoint
    from oeuvre.models.house.training.export import export_generator
    from oeuvre.models.house.training.loop import begin

    recipe = replace(SMALL, condition=condition)
    collection = read_collection(fill_folder(tmp_path / "stars"))
    run = begin(recipe, collection, "cpu")
    export_generator(run.average, tmp_path)
    z = np.random.default_rng(1).standard_normal((3, 64)).astype(np.float32)
    given = {"z": z, "kind": np.ones((3, 1), np.float32)}
    w = open_graph(tmp_path / "map.onnx").run(None, given)[0]
    drawn = open_graph(tmp_path / "draw.onnx").run(None, {"w": w})[0]
    told = torch.zeros(3, run.average.map1.in_features - 64)
    told[:, :1] = 1.0
    with torch.no_grad():
        expected = run.average(torch.tensor(z), told).numpy()
    assert np.abs(drawn - expected).max() < 0.01
    run.images, run.curve = 96, [{"images": 96.0, "seconds": 1.5, "margin": 0.25, "redraw": 0.5, "penalty": 0.125}]
    pack_checkpoint(run, tmp_path / "checkpoint.npz")
    other = begin(replace(recipe, seed=9), collection, "cpu")
    unpack_checkpoint(other, tmp_path / "checkpoint.npz")
    assert (other.images, other.curve) == (96, run.curve)
    for name, value in run.average.state_dict().items():
        assert torch.allclose(other.average.state_dict()[name], value, atol=1e-2)


@needs_torch
def test_the_way_back_written_out_is_that_of_the_framework(tmp_path: Path) -> None:
    import torch

    from oeuvre.models.house.training.loop import begin
    from oeuvre.models.house.training.pulling import Pull

    collection = read_collection(fill_folder(tmp_path / "stars"))
    run = begin(SMALL, collection, "cpu")
    style = torch.randn(3, 128, requires_grad=True)
    target = torch.tensor(collection.half(np.arange(3))).unsqueeze(1)
    weight = torch.rand(3, 1, 64, 32)
    drawn = run.average.draw(style)
    far = (weight * (drawn - target) ** 2).sum((1, 2, 3))
    far.sum().backward()
    found = Pull(run.average)(style.detach(), target, weight)
    for mine, theirs in zip(found, (drawn, far, style.grad), strict=True):
        assert theirs is not None
        assert torch.allclose(mine, theirs.detach(), atol=1e-4, rtol=1e-3)


@needs_torch
def test_figures_redrawn_by_an_unsteady_hand_are_still_those_figures(tmp_path: Path) -> None:
    from oeuvre.models.house import overlap
    from oeuvre.models.house.training.release import redrawn

    fields = read_collection(fill_folder(tmp_path / "stars")).half(np.arange(12))
    drawings = redrawn(fields, np.random.default_rng(1))
    shares = [overlap(drawing, field) for drawing, field in zip(drawings, fields, strict=True)]
    assert 0.6 < float(np.mean(shares)) < 0.97


@needs_torch
def test_projected_gradients_keep_the_angles_of_gradients(tmp_path: Path) -> None:
    from oeuvre.models.house.training.attribution import gradient_projections
    from oeuvre.models.house.training.conditions import conditions_of
    from oeuvre.models.house.training.loop import begin

    collection = read_collection(fill_folder(tmp_path / "stars"))
    run = begin(replace(SMALL, discriminator=(8, 8, 8, 32)), collection, "cpu")
    fields = collection.half(np.arange(40))
    found = gradient_projections(run.discriminator, fields, conditions_of(collection, "shape")[:40])
    assert found.shape == (40, 256)
    assert np.isfinite(found).all()
    assert np.abs(found).max() > 0


@needs_torch
@pytest.mark.torture
def test_a_killed_training_goes_on_and_a_released_model_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process is killed without warning, taken up again, and made a model of, judged and measured like any other."""
    from oeuvre.models.house import open_house
    from oeuvre.models.house.training import baselines, judging
    from oeuvre.models.house.training import train as training
    from oeuvre.models.house.training.naming import NAMER
    from oeuvre.models.house.training.release import run_release

    monkeypatch.setattr(judging, "STEPS", 20)
    monkeypatch.setattr(baselines, "VAE_STEPS", 20)
    monkeypatch.setattr(training, "NAMER", replace(NAMER, steps=20))
    folder = fill_folder(tmp_path / "stars", 120)
    out = tmp_path / "run"
    code = (
        "import sys, pathlib; from oeuvre.models.house import train; import oeuvre.models.house.training.loop as loop\n"
        "from tests.models.house.test_training import SMALL\n"
        "import oeuvre.models.house.training.judging as judging\n"
        "loop.CHECKPOINT_SECONDS, judging.STEPS = 0.2, 20\n"
        "a, b, c = map(pathlib.Path, sys.argv[1:]); train(a, name='stars', folder=b, recipe=SMALL, weights=c)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, out, folder, tmp_path / "weights"]) as process:
        for _ in range(3000):
            if (out / "run.pt").exists() or process.poll() is not None:
                break
            time.sleep(0.1)
        os.kill(process.pid, signal.SIGKILL)
    heard: list[Progress] = []
    shown = train(
        out, name="stars", folder=folder, recipe=SMALL, seconds=5, tell=heard.append, weights=tmp_path / "weights"
    )
    assert shown > 0
    assert heard[-1].stage == "images"
    card = run_release(
        out,
        name="stars",
        folder=folder,
        permitted=None,
        withdrawn=(),
        tell=None,
        weights=tmp_path / "weights",
        encoder_steps=20,
    )
    house = open_house("stars", tmp_path / "weights")
    assert house.card == card
    assert card.images == shown
    assert card.credit == "Icons made by Ada, Bo."
    assert (card.weights_licence, card.failings) == ("unknown", ())
    table = card.figures["table"]
    assert isinstance(table, dict)
    assert {"model", "training", "gaussian", "autoencoder", "affine"} <= table.keys()


@needs_torch
@pytest.mark.torture
def test_the_first_minutes_of_the_run_that_ships_come_out_again(tmp_path: Path) -> None:
    """Some minutes of one core from the seed: the logged curve, as exactly as another processor's arithmetic allows."""
    import csv

    from oeuvre.models.house import WEIGHTS

    with (WEIGHTS / "emblem/curve.csv").open(encoding="utf-8") as file:
        logged = list(csv.DictReader(file))[:12]
    train(tmp_path / "run", images=int(logged[-1]["images"]), weights=tmp_path / "none")
    with (tmp_path / "run/curve.csv").open(encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    assert [row["images"] for row in found] == [row["images"] for row in logged]
    for name, least in (("redraw", 0.02), ("penalty", 0.25), ("margin", 0.25), ("frechet", 0.35), ("coverage", 0.05)):
        for mine, theirs in zip(found[1:], logged[1:], strict=True):
            if theirs[name]:
                assert float(mine[name]) == pytest.approx(float(theirs[name]), rel=least), (name, mine["images"])
