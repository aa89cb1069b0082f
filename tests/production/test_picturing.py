"""Exploring a generator of another maker: what is drawn alone, known in a time, told by tones, and opened once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from oeuvre.create.explore import TONES, ExplorerBusy, measure_tones
from oeuvre.models.foreign import add_generator
from oeuvre.production import PictureExplorer, PictureRound, close_pictures, open_pictures, picturing
from tests.models.foreign.building import MANIFEST, SIDE, SIZE, write


@pytest.fixture
def explorer(tmp_path: Path) -> Iterator[PictureExplorer]:
    add_generator(tmp_path / "home", *write(tmp_path / "in"))
    yield open_pictures(tmp_path / "home", "petals")
    close_pictures()


def test_tones_tell_light_colour_warmth_contrast_and_fineness() -> None:
    def told(picture: np.ndarray) -> dict[str, float]:
        return dict(zip(TONES, measure_tones(picture[None].astype(np.uint8))[0], strict=True))

    flat = np.full((32, 32, 3), 128)
    checks = flat.copy()
    checks[::2] = 255
    assert told(np.full((32, 32, 3), 200))["light"] > told(flat)["light"]
    assert told(flat * np.array([1.5, 1, 0.2]))["colour"] > told(flat)["colour"] + 10
    assert told(flat * np.array([1.5, 1, 0.2]))["warmth"] > told(flat * np.array([0.2, 1, 1.5]))["warmth"]
    assert told(checks)["contrast"] > told(flat)["contrast"]
    assert told(checks)["fineness"] > told(flat)["fineness"]
    assert measure_tones(np.zeros((2, 16, 16, 1), np.uint8)).shape == (2, len(TONES))


def test_a_slow_generator_is_known_by_fewer_pictures(
    explorer: PictureExplorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picturing, "_PATIENCE", 0.0)
    latents, seen, pace = explorer.pool
    assert len(latents) == len(seen) == picturing._TOGETHER
    assert pace > 0
    assert explorer.dials
    assert len(explorer.next_nine(rounds=[PictureRound(latents[:9], (1,), (2,))])) == 9


def test_refused_pictures_are_kept_away_from_and_picked_ones_come_near(explorer: PictureExplorer) -> None:
    shown = explorer.chance(9, 1)
    asked = explorer.proposed(rounds=[PictureRound(shown, (0,), (1, 2))], seed=4)
    assert asked.shape == (9, SIZE)
    near = np.linalg.norm(asked[:, None] - shown[None], axis=2).mean(0)
    assert near[0] < near[1:3].mean()


def test_it_is_opened_once_and_no_more_than_a_few_stay_open(explorer: PictureExplorer, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert open_pictures(home, "petals") is explorer
    explorer.shown(explorer.chance(1, 1))
    for number in range(picturing._OPEN):
        add_generator(home, *write(tmp_path / f"in{number}", manifest=MANIFEST.replace("Petals", f"Other {number}")))
        open_pictures(home, f"other-{number}")
    assert open_pictures(home, "petals") is not explorer
    assert explorer.shown(explorer.chance(1, 1))[0].picture.shape == (SIDE, SIDE, 3)
    with explorer.turn():
        taken = [explorer.turns.line.acquire(blocking=False) for _ in range(9)]
        with pytest.raises(ExplorerBusy), explorer.turn():
            raise AssertionError
        for _ in range(sum(taken)):
            explorer.turns.line.release()
    explorer.generator.close()
