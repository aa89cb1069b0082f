"""What holds for every scene, whatever its words and places."""

from __future__ import annotations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oeuvre.create.design.checks import check_pixels, check_scene, overlap, picture_mask, read_pixels, word_mask
from oeuvre.create.design.checks.wording import joins, says
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.page import Box
from oeuvre.create.design.press import Press
from oeuvre.create.design.scene import Scene
from tests.create.design.checks.planted import GROUND, INK, KIT, PAGE, change, sound, words

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROLES = st.sampled_from(("headline", "line", "date", "place", "logo"))
FAR = st.floats(60, 3000)
SIDES = st.sampled_from(((-1, 0), (1, 0), (0, -1), (0, 1)))


@given(ROLES, FAR, SIDES)
def test_type_moved_off_the_page_is_always_caught(role: str, far: float, side: tuple[int, int]) -> None:
    item = next(text for text in sound().texts() if text.role == role)
    box = item.box
    dx = {-1: -box.x - box.width / 2, 0: 0.0, 1: PAGE.width - box.x - box.width / 2}[side[0]] + side[0] * far
    dy = {-1: -box.y - box.height / 2, 0: 0.0, 1: PAGE.height - box.y - box.height / 2}[side[1]] + side[1] * far
    scene = change(sound(), role, x=item.x + dx, y=item.y + dy)
    assert any(fault.code == "off-page" and fault.element == role for fault in check_scene(scene, KIT))


@given(st.integers(0, 3), st.floats(-0.4, 0.4))
def test_a_quarter_turn_never_hides_an_overhang(turns: int, share: float) -> None:
    turn = (0, 90, 180, 270)[turns]
    text = words("date", ("Vendredi 12 juin",), 0, 600 + share * 400, 40, turn=turn)
    moved = words("date", ("Vendredi 12 juin",), -text.box.x - text.box.width / 2, text.y, 40, turn=turn)
    scene = Scene(PAGE, GROUND, (moved,), "essai", "fr")
    assert any(fault.code == "off-page" for fault in check_scene(scene, KIT))


@given(st.text("abc é-", min_size=1, max_size=30), st.integers(1, 5))
def test_text_broken_at_spaces_says_the_same(text: str, lines: int) -> None:
    pieces = text.split()
    if not pieces:
        return
    step = -(-len(pieces) // lines)
    broken = [" ".join(pieces[i : i + step]) for i in range(0, len(pieces), step)]
    assert says(broken, text)


@given(st.lists(st.text("abcdé", min_size=1, max_size=9), min_size=1, max_size=6), st.integers(0, 5))
def test_a_changed_letter_is_never_the_same(pieces: list[str], where: int) -> None:
    text = " ".join(pieces)
    changed = [*pieces]
    changed[where % len(pieces)] += "x"
    assert says(pieces, text)
    assert not says(changed, text)
    assert text in set(joins(pieces))


@few
@given(st.integers(0, 255), st.integers(0, 255))
def test_more_contrast_never_makes_a_fault_of_contrast(press: Press, one: int, other: int) -> None:
    """Two greys for the same word on the same ground: where the weaker passes, the stronger does."""
    tones = sorted((f"#{g:02x}{g:02x}{g:02x}" for g in (one, other)), key=lambda tone: contrast(tone, GROUND))
    struck = []
    for tone in tones:
        scene = Scene(PAGE, GROUND, (words("date", ("Vendredi 12 juin",), 100, 600, 36, colour=tone),), "essai", "fr")
        shown, hidden = (read_pixels(press.png(scene, scale=0.5, words=shown)) for shown in (True, False))
        struck.append(any(fault.code == "contrast" for fault in check_pixels(scene, shown, hidden)))
    assert struck[0] or not struck[1]
    assert struck == [contrast(tone, GROUND) < 4.5 for tone in tones]


@few
@given(st.floats(0.25, 1.0))
def test_the_scale_of_the_copy_does_not_matter_to_a_sound_scene(press: Press, scale: float) -> None:
    shown, hidden = (read_pixels(press.png(sound(), scale=scale, words=words)) for words in (True, False))
    assert check_pixels(sound(), shown, hidden) == ()


@given(st.integers(0, 2**20), st.integers(0, 2**20))
def test_overlap_is_a_likeness(one: int, other: int) -> None:
    a = np.random.default_rng(one).random((2, 12, 10)) > 0.6
    b = np.random.default_rng(other).random((2, 12, 10)) > 0.6
    assert overlap(a, a) == 1.0
    assert overlap(a, b) == overlap(b, a)
    assert 0 <= overlap(a, b) <= 1


def test_masks_tell_words_from_pictures(press: Press) -> None:
    hidden = read_pixels(press.png(sound(), scale=0.5, words=False))
    type_mask, art_mask = word_mask(sound()), picture_mask(sound(), hidden)
    assert type_mask.shape == art_mask.shape == (135, 108)
    assert type_mask[82:116, 8:50].mean() > 0.7
    assert art_mask[20:72, 28:80].mean() > 0.2
    assert not art_mask[82:].any()
    assert not (type_mask & art_mask).any()


def test_a_plate_hides_the_picture_under_it(press: Press) -> None:
    from dataclasses import replace

    from oeuvre.create.design.scene import Plate

    items = list(sound().items)
    scene = replace(sound(), items=(items[0], Plate(Box(200, 150, 700, 620), INK), *items[1:]))
    hidden = read_pixels(press.png(scene, scale=0.5, words=False))
    assert not picture_mask(scene, hidden).any()
