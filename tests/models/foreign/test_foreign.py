"""A generator of another maker: read before it runs, refused with a reason, drawn in a process with limits, steered."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from oeuvre.models.foreign import (
    Generator,
    GeneratorStopped,
    GeneratorTaken,
    GeneratorUnfit,
    GeneratorUnknown,
    ManifestUnfit,
    add_generator,
    find_directions,
    generator_ids,
    latents_of_chance,
    load_generator,
    mix_latents,
    open_generator,
    project_picture,
    read_generator,
    read_manifest,
    read_onnx,
    remove_generator,
)
from tests.models.foreign import building
from tests.models.foreign.building import MANIFEST, SIDE, SIZE, external, field, node, petals, port, tensor, write


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generator]:
    path, manifest = write(tmp_path_factory.mktemp("petals"))
    with open_generator(path, read_manifest(manifest), name="petals") as opened:
        yield opened


def test_it_draws_pictures_of_three_channels_the_same_each_time(generator: Generator) -> None:
    z = latents_of_chance(SIZE, 5, 3)
    pictures = generator.draw(z)
    assert pictures.shape == (5, SIDE, SIDE, 3)
    assert (generator.draw(z[2:3])[0] == pictures[2]).all()
    assert (generator.draw(z, alone=True)[2] == generator.draw(z[2:3], alone=True)[0]).all()
    assert np.unique(pictures.reshape(5, -1), axis=0).shape[0] == 5
    with pytest.raises(ValueError, match="latents of shape"):
        generator.draw(z[:, :3])


def test_mixed_parents_lie_between_them_and_directions_change_pictures(generator: Generator) -> None:
    parents = latents_of_chance(SIZE, 2, 9)
    mixed = mix_latents(parents, [1.0, 1.0])
    assert np.linalg.norm(mixed) == pytest.approx(np.linalg.norm(parents, axis=1).mean(), rel=1e-4)
    assert (mix_latents(parents, [1.0, 0.0]) == pytest.approx(parents[0], rel=1e-5)) is True
    found = find_directions(generator.draw, SIZE, 4)
    assert found.axes.shape == (4, SIZE)
    assert found.drawn == 256
    assert list(found.shares) == sorted(found.shares, reverse=True)
    base = latents_of_chance(SIZE, 8, 2)

    def change(axis: np.ndarray) -> float:
        moved = generator.draw(base + 0.5 * axis).astype(float) - generator.draw(base - 0.5 * axis)
        return float((moved**2).mean())

    random = latents_of_chance(SIZE, 6, 8)
    random /= np.linalg.norm(random, axis=1, keepdims=True)
    assert change(found.axes[0]) > np.mean([change(one) for one in random])


def test_a_picture_is_found_again_by_search_alone(generator: Generator) -> None:
    picture = generator.draw(latents_of_chance(SIZE, 1, 21))[0]
    found = project_picture(generator.draw, SIZE, picture, budget=800)
    assert found.drawn <= 800
    assert found.distance < 0.3 * found.begun
    again = project_picture(generator.draw, SIZE, picture, budget=800)
    assert (again.latent == found.latent).all()


def test_a_generator_is_kept_listed_opened_and_removed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    model, manifest = write(tmp_path / "in")
    card = add_generator(home, model, manifest)
    assert (card.id, card.shape, card.known, card.weights_licence) == ("petals", (SIDE, SIDE, 3), "known", "CC0-1.0")
    assert read_generator(home, "petals") == card
    assert generator_ids(home) == ("petals",)
    with pytest.raises(GeneratorTaken):
        add_generator(home, model, manifest)
    with load_generator(home, "petals") as opened:
        assert opened.draw(latents_of_chance(SIZE, 1, 1)).shape == (1, SIDE, SIDE, 3)
    held = home / "generators/petals/model.onnx"
    held.write_bytes(held.read_bytes()[:-4] + b"\0\0\0\0")
    with pytest.raises(GeneratorUnfit) as caught:
        load_generator(home, "petals")
    assert caught.value.values["reason"] in ("changed", "truncated", "not-onnx")
    remove_generator(home, "petals")
    assert generator_ids(home) == ()
    with pytest.raises(GeneratorUnknown):
        load_generator(home, "../petals")


def big(*sides: int) -> bytes:
    """A tensor that says it is large and holds nothing."""
    return field(5, b"".join(field(1, side) for side in sides) + field(2, 1) + field(8, "huge"))


HOSTILE = {
    "custom-operators": petals(nodes=field(1, node("Shell", ["d"], "e", domain="evil.ops"))),
    "tensors-large": petals(tensors=big(50_000, 50_000)),
    "data-outside": petals(tensors=field(5, external("../../etc/passwd"))),
    "data-missing": petals(tensors=field(5, external("weights.bin"))),
    "latent-shape": petals(shape=("n", 5)),
    "image-shape": petals(channels=2),
    "input-unsaid": petals(more=field(11, port("label", (1,)))),
    "kind": petals(tensors=field(5, field(1, 2) + field(2, 8) + field(8, "text"))),
    "truncated": petals()[:-900],
    "not-onnx": b"\x89PNG\r\n\x1a\n" + bytes(64),
}


@pytest.mark.parametrize("reason", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason_and_nothing_is_kept(tmp_path: Path, reason: str) -> None:
    model, manifest = write(tmp_path / "in", HOSTILE[reason])
    with pytest.raises(GeneratorUnfit) as caught:
        add_generator(tmp_path / "home", model, manifest)
    found = caught.value.values["reason"]
    assert found == reason or {found, reason} <= {"truncated", "not-onnx"}
    assert caught.value.message("fr") != caught.value.message("en")
    assert not list((tmp_path / "home").rglob("*.onnx"))


def test_a_file_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = petals()
    for length in range(0, len(whole), 397):
        path = tmp_path / "cut.onnx"
        path.write_bytes(whole[:length])
        with pytest.raises(GeneratorUnfit):
            open_generator(path, read_manifest(write(tmp_path / "in")[1]), name="cut").draw(np.zeros((1, SIZE)))


def test_data_beside_the_file_goes_with_it(tmp_path: Path) -> None:
    extra = field(1, node("Identity", ["x"], "unused"))
    model, manifest = write(tmp_path / "in", petals(nodes=extra, tensors=field(5, external("x.bin"))))
    (tmp_path / "in/x.bin").write_bytes(building.floats([1, 2, 3, 4]))
    card = add_generator(tmp_path / "home", model, manifest)
    assert (tmp_path / "home/generators" / card.id / "x.bin").read_bytes() == building.floats([1, 2, 3, 4])
    (tmp_path / "in/y.bin").symlink_to("/etc/hostname")
    (tmp_path / "in/petals.onnx").write_bytes(petals(nodes=extra, tensors=field(5, external("y.bin"))))
    with pytest.raises(GeneratorUnfit) as caught:
        read_onnx(model)
    assert caught.value.values["reason"] == "data-outside"


def test_what_asks_for_too_much_memory_while_it_runs_is_ended_and_named(tmp_path: Path) -> None:
    """A small file may unfold to gigabytes: only its process feels it."""
    sides = tensor("many", np.array([1, 1, 40_000, 40_000], np.int64))
    nodes = field(1, node("ConstantOfShape", ["many"], "vast")) + field(1, node("ReduceMax", ["vast"], "top"))
    nodes += field(1, node("Add", ["d", "top"], "e"))
    path, manifest = write(tmp_path, petals(nodes=nodes, tensors=field(5, sides), shown="e"))
    told = dataclasses.replace(read_manifest(manifest), image_output="e")
    with (
        open_generator(path, told, name="vast", memory=2 << 30) as generator,
        pytest.raises((GeneratorStopped, GeneratorUnfit)) as caught,
    ):
        generator.draw(np.zeros((1, SIZE), np.float32))
    assert caught.value.values["reason"] in ("memory", "ended", "run-failed", "load-failed")


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("size = 8", "", "latent.size"),
        ("size = 8", "size = 0", "latent.size"),
        ("range = [-1.0, 1.0]", "range = [1.0, 1.0]", "image.range"),
        ('colour = "rgb"', 'colour = "cmyk"', "image.colour"),
        ('known = "known"', 'known = "maybe"', "training.known"),
        ('weights = "CC0-1.0"', "", "terms.weights"),
        ('works = "Nothing: its weights are drawn by a seed."', "", "training.works"),
        ('name = "Petals"', "name = 3", "name"),
        ("[terms]", "[terms", "–"),
    ],
)
def test_a_manifest_that_lacks_something_names_it(tmp_path: Path, old: str, new: str, name: str) -> None:
    _, manifest = write(tmp_path, manifest=MANIFEST.replace(old, new))
    with pytest.raises(ManifestUnfit) as caught:
        read_manifest(manifest)
    assert caught.value.values["field"] == name


def test_pictures_of_two_sizes_are_refused(generator: Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    generator.draw(latents_of_chance(SIZE, 1, 1))
    monkeypatch.setattr(generator, "_shape", (8, 8, 3))
    with pytest.raises(GeneratorUnfit) as caught:
        generator.draw(latents_of_chance(SIZE, 1, 1))
    assert caught.value.values["reason"] == "image-shape"
    monkeypatch.undo()


def test_a_process_that_dies_is_told_and_the_next_question_starts_another(generator: Generator) -> None:
    generator.draw(latents_of_chance(SIZE, 1, 1))
    generator._process.kill()
    while generator._process.is_running:
        time.sleep(0.01)
    assert generator.draw(latents_of_chance(SIZE, 1, 1)).shape[0] == 1
