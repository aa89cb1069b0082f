"""Steering: words lead to works, sliders do what they are named by, mixing lies between, choices teach a taste."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from oeuvre.create.explore import (
    ATTRIBUTES,
    Choice,
    Lead,
    TooManyWords,
    around_words,
    attribute_sliders,
    coarse_with_fine,
    find_sliders,
    hear,
    learn,
    led_by,
    measure,
    mix,
    propose,
    scaled,
)
from oeuvre.models.house import House
from tests.create.explore.conftest import disc, square

Floats = NDArray[np.float32]


def names_of(house: House) -> dict[str, tuple[str, ...]]:
    return {work.name: work.words for work in house.training if not work.held}


def usual(house: House, count: int, seed: int = 3) -> Floats:
    return house.map(np.random.default_rng(seed).standard_normal((count, house.latent_size)).astype(np.float32))


def test_french_and_english_words_lead_to_the_same_works(house: House) -> None:
    names = names_of(house)
    french, english = hear("marché de nuit, lune, pain", names, "fr"), hear("night market, moon, bread", names, "en")
    assert french.words == ("marché", "nuit", "lune", "pain")
    assert {one.name for one in french.called if one.word == "pain"} == {"bread", "bread-slice"}
    assert {one.said for one in french.called if one.word == "lune"} >= {"moon"}
    assert "bread" in {one.name for one in english.called if one.word == "bread"}
    shared = {one.name for one in french.called} & {one.name for one in english.called}
    assert {"moon", "bread", "basket"} <= shared
    assert all(0 < one.weight <= 1 and one.name in names for one in (*french.called, *english.called))


def test_every_french_word_of_the_table_leads_to_works_that_bear_its_name(house: House) -> None:
    names = names_of(house)
    for word, said in (("crânes", "skull"), ("chevaux", "horse"), ("Étoile", "star"), ("bateaux", "boat")):
        called = hear(word, names, "fr").called
        assert said in {one.said for one in called}, word
        assert any(said in names[one.name] for one in called)


def test_a_word_of_another_language_is_heard_too(house: House) -> None:
    assert "owl" in {one.name for one in hear("hibou", names_of(house), "en").called}


def test_words_that_nothing_knows_are_told(house: House) -> None:
    heard = hear("日本語 zorglub, moon", names_of(house), "en")
    assert set(heard.unknown) == {"日本語", "zorglub"}
    assert heard.words == ("moon",)


def test_an_empty_prompt_calls_nothing_and_a_long_one_is_refused(house: House) -> None:
    assert hear("  \n", names_of(house), "fr").called == ()
    with pytest.raises(TooManyWords) as refused:
        hear("moon " * 1001, names_of(house), "en")
    assert refused.value.exit_code == 2
    assert "1001" in refused.value.message("fr")


def test_measures_tell_a_disc_from_a_square() -> None:
    names = list(ATTRIBUTES)
    round_, angular = measure(np.stack([disc(20), square(36)]))
    assert round_[names.index("fill")] == pytest.approx(np.pi * 400 / 4096, abs=0.02)
    assert round_[names.index("roundness")] > 0.8 > angular[names.index("roundness")]
    assert round_[names.index("parts")] == 1
    assert round_[names.index("aspect")] == pytest.approx(1, abs=0.05)
    assert not measure(np.full((1, 64, 32), -1, np.float32)).any()


def test_sliders_add_to_what_they_are_named_by(house: House) -> None:
    sliders = find_sliders(house.fields, usual(house, 24), house.style_axes[:8])
    assert len(sliders) == 8
    assert sum(slider.name is not None for slider in sliders) >= 3
    for slider in sliders:
        if slider.name is not None:
            changes = dict(slider.changes)
            assert changes[slider.name] == max(map(abs, changes.values()))


def test_an_attribute_grows_along_its_own_slider(house: House) -> None:
    sliders = attribute_sliders(house.fields, usual(house, 240))
    elsewhere = usual(house, 40, seed=8)
    before = measure(house.fields(elsewhere))
    for index, slider in enumerate(sliders):
        assert slider.name == ATTRIBUTES[index]
        after = measure(house.fields(elsewhere + 1.5 * slider.axis))
        gained = (after - before)[:, index].mean() / before[:, index].std()
        assert gained > 0.15, (slider.name, gained)


def test_mixing_lies_between_its_parents(house: House) -> None:
    parents = usual(house, 3)
    np.testing.assert_allclose(mix(parents, (1, 0, 0)), parents[0], atol=1e-6)
    np.testing.assert_allclose(mix(parents, (2, 2, 2)), parents.mean(0), atol=1e-5)
    for weights in ((0, 0, 0), (1, -1, 1), (1, 1), (np.nan, 1, 1)):
        with pytest.raises(ValueError):
            mix(parents, weights)


def test_coarse_form_of_one_takes_the_detail_of_another(house: House) -> None:
    one, other = house.fields(usual(house, 2))
    np.testing.assert_allclose(coarse_with_fine(one, one), one, atol=1e-5)
    crossed = coarse_with_fine(one, other)
    assert ((crossed > 0) != (one > 0)).mean() < ((other > 0) != (one > 0)).mean()
    assert ((crossed > 0) != (one > 0)).any()


def test_styles_around_words_stay_nearer_to_them_than_chance(house: House) -> None:
    anchors, free = usual(house, 3), usual(house, 20, seed=9)
    made = around_words(anchors, (0, 0, 1), (1, 0.5, 1), free, np.random.default_rng(1))

    def gap(styles: Floats) -> float:
        return float(np.linalg.norm(styles[:, None] - anchors[None], axis=2).min(1).mean())

    assert gap(made) < 0.75 * gap(free)
    again = around_words(anchors, (0, 0, 1), (1, 0.5, 1), free, np.random.default_rng(1))
    np.testing.assert_array_equal(made, again)


def test_what_words_lead_to_is_named_surely_and_is_unlike_itself() -> None:
    """Latents are the sides of a box; one word names what is wide, the other what is narrow; none is to be high."""

    def draw(styles: Floats) -> Floats:
        across, down = np.meshgrid(np.arange(32) + 0.5, np.arange(64) + 0.5)
        sides = 16 + 10 * np.tanh(styles)
        gaps = [np.minimum(one[0] - np.abs(across - 32), one[1] - np.abs(down - 32)) for one in sides]
        return np.asarray(np.clip(np.stack(gaps) / 7.68, -1, 1), np.float32)

    def wide(fields: Floats) -> Floats:
        return np.asarray((fields > 0).any(1).sum(1), np.float32)

    def fit(fields: Floats) -> Floats:
        return np.asarray((fields > 0).any(2).sum(1) < 46, np.float32)

    start = np.random.default_rng(2).standard_normal((6, 2)).astype(np.float32)
    none = np.zeros((0, 2), np.float32)
    leads = [Lead(start, none, wide), Lead(start, start, lambda fields: -wide(fields))]
    made, again = (led_by(leads, 8, np.random.default_rng(4), style=lambda z: z, draw=draw, fit=fit) for _ in range(2))
    np.testing.assert_array_equal(made, again)
    fields = draw(made)
    assert fit(fields).all()
    usual = wide(draw(start))
    assert wide(fields[::2]).mean() > usual.mean() > wide(fields[1::2]).mean()
    assert led_by([], 8, np.random.default_rng(4), style=lambda z: z, draw=draw, fit=fit).shape[0] == 0


def test_choices_teach_what_is_liked_and_keep_away_from_what_was_refused() -> None:
    chance = np.random.default_rng(2)
    features = scaled(chance.standard_normal((600, 6)))
    worth = features[:, 0] - features[:, 1]
    past: list[Choice] = []
    for _ in range(4):
        shown = propose(features, past, chance)
        assert len(set(shown)) == 9
        assert not set(shown) & {place for choice in past for place in choice.shown}
        order = sorted(shown, key=lambda place: -worth[place])
        past.append(Choice(shown, (order[0],), (order[-1],)))
    mean, doubt = learn(features, past).mean_and_doubt(features)
    assert np.corrcoef(mean, worth)[0, 1] > 0.7
    assert (doubt > 0).all()
    refused = [place for choice in past for place in choice.refused]
    then = propose(features, past, chance)
    assert worth[list(then)].mean() > np.quantile(worth, 0.8)
    assert min(np.linalg.norm(features[a] - features[b]) for a in then for b in refused) > 0.35 * np.sqrt(12)


def test_nobody_who_picked_anything_is_shown_unlike_figures_and_a_small_pool_is_shown_whole() -> None:
    features = scaled(np.random.default_rng(1).standard_normal((12, 3)))
    assert len(propose(features, [], np.random.default_rng(1))) == 9
    rest = propose(features, [Choice(tuple(range(9)), (0,))], np.random.default_rng(1))
    assert sorted(rest) == [9, 10, 11]
    assert propose(features, [Choice(tuple(range(12)), (), (3,))], np.random.default_rng(1)) == ()
