"""Taste: choices pull, refusals push, reasons count, a reset forgets, and little known is said to be little."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.create.design import DraftSpec, Start, features_of, plan, spec_features, unlikeness, vary
from oeuvre.create.library import pairings
from oeuvre.production import taste_of
from oeuvre.production.kits import ingredients_of, kit_of
from oeuvre.production.learning import HALF_LIFE, Hint, Learned, Observation, learn, prior
from oeuvre.production.reasons import hints_in
from oeuvre.production.recording import DESIGN_TYPE, design_value
from oeuvre.production.taste import RESET, Taste, design_features, reset_taste, told_in
from oeuvre.record import NewAct, NewWork, Party, Record, Work
from tests.production.briefs import pieces_for, written

BRIEF = written()
PIECES = pieces_for(BRIEF)
GIVEN = ingredients_of(BRIEF, PIECES, 3)
SHEET = tuple(Start(spec, GIVEN.headlines[spec.headline]) for spec in plan(GIVEN, 3))
FEATURES = [spec_features(one.spec, one.headline, GIVEN) for one in SHEET]
TOLD = st.lists(st.tuples(st.integers(0, len(SHEET) - 1), st.booleans()), min_size=1, max_size=30)


def observed(told: Sequence[tuple[int, bool]]) -> list[Observation]:
    return [Observation(FEATURES[place], pleased) for place, pleased in told]


class TestLearning:
    @given(TOLD, st.integers(0, len(SHEET) - 1))
    @settings(max_examples=40, deadline=None)
    def test_a_refusal_pushes_away_and_a_keep_pulls(self, told: list[tuple[int, bool]], place: int) -> None:
        before = learn(observed(told)).worth([FEATURES[place]])[0]
        refused = learn([*observed(told), Observation(FEATURES[place], False)]).worth([FEATURES[place]])[0]
        kept = learn([*observed(told), Observation(FEATURES[place], True)]).worth([FEATURES[place]])[0]
        assert refused < before < kept

    @given(TOLD)
    @settings(max_examples=30, deadline=None)
    def test_the_mode_is_one_and_the_order_tells_nothing(self, told: list[tuple[int, bool]]) -> None:
        one, other = learn(observed(told)), learn(observed(told[::-1]))
        for name in one.names:
            assert one.weight(name) == pytest.approx(other.weight(name), abs=1e-6)
            assert one.deviation(name) <= prior(name) + 1e-9
        assert all(0 < value < 1 for value in one.worth(FEATURES))

    def test_nothing_known_is_even(self) -> None:
        assert Learned().worth(FEATURES[:2]) == [0.5, 0.5]
        assert learn([]).weight("dark") == 0

    def test_an_older_decision_counts_half_after_a_half_life(self) -> None:
        fresh = learn([Observation({"dark": 1.0}, True)])
        old = learn([Observation({"dark": 1.0}, True, age=int(HALF_LIFE))])
        half = learn([Observation({"dark": 1.0}, True, weight=0.5)])
        assert 0 < old.weight("dark") < fresh.weight("dark")
        assert old.weight("dark") == pytest.approx(half.weight("dark"))

    def test_a_word_counts_as_one_observation_of_its_weight(self) -> None:
        assert learn([], [Hint("figure:photo", -1.2)]).weight("figure:photo") < -0.5
        assert learn([], [Hint("dark", 1.2), Hint("dark", -1.2)]).weight("dark") == pytest.approx(0)

    def test_many_that_agree_do_not_run_away(self) -> None:
        found = learn([Observation({"dark": 1.0, "word": 1.0}, True)] * 400)
        assert 0 < found.weight("dark") < 6

    def test_refusals_carry_the_next_round_away_measurably(self) -> None:
        refused = [i for i, one in enumerate(SHEET) if one.spec.palette.dark][:6]
        plain = vary([SHEET[0]], "less", GIVEN, count=12, seed=2, taken=SHEET)
        learned = learn(observed([(i, False) for i in refused]))
        steered = vary([SHEET[0]], "less", GIVEN, count=12, seed=2, taken=SHEET, worth=learned.worth)
        assert worth_of(learned, steered) > worth_of(learned, plain) + 0.01
        assert apart(steered, refused) > apart(plain, refused)


def worth_of(learned: Learned, found: Sequence[object]) -> float:
    rows = [spec_features(one.spec, one.headline, GIVEN) for one in found]  # type: ignore[attr-defined]
    return sum(learned.worth(rows)) / len(rows)


def apart(found: Sequence[object], refused: Sequence[int]) -> float:
    return sum(unlikeness(one, SHEET[i]) for one in found for i in refused) / len(found) / len(refused)  # type: ignore[arg-type]


class TestReasons:
    @pytest.mark.parametrize(
        ("said", "feature", "sign"),
        [
            ("Trop sombre", "dark", -1),
            ("too dark for us", "dark", -1),
            ("Pas assez sombre", "dark", 1),
            ("plus clair, s’il vous plaît", "dark", -1),
            ("darker", "dark", 1),
            ("C’est TROP CHARGÉ.", "density", -1),
            ("way too busy", "density", -1),
            ("trop vide", "density", 1),
            ("pas de photo", "figure:photo", -1),
            ("No photographs, please", "figure:photo", -1),
            ("Il manque une photo", "figure:photo", 1),
            ("sans motifs", "figure:pattern", -1),
            ("trop froid", "warm", 1),
            ("trop criard", "vivid", -1),
            ("too dull", "vivid", 1),
            ("trop de texte", "density", -1),
            ("not legible enough", "contrast", 1),
            ("Sombre.", "dark", -1),
        ],
    )
    def test_reasons_in_both_languages(self, said: str, feature: str, sign: int) -> None:
        found = dict(hints_in(said))
        assert set(found) == {feature}
        assert found[feature] * sign > 0

    @pytest.mark.parametrize(
        "said",
        ["", "On la voit de loin", "not too dark", "pas trop sombre", "I like it", "Photographe : Ana", "sombrero"],
    )
    def test_what_is_not_known_says_nothing(self, said: str) -> None:
        assert hints_in(said) == ()

    @given(st.text(max_size=200))
    @settings(max_examples=60, deadline=None)
    def test_any_text_is_read(self, said: str) -> None:
        assert len(dict(hints_in(said))) == len(hints_in(said))

    @pytest.mark.parametrize(
        "said",
        ["isn't too dark", "ne pas faire plus clair", "don't make it darker", "it is never too busy", "pas si sombre"],
    )
    def test_a_negation_before_a_phrase_teaches_nothing(self, said: str) -> None:
        assert hints_in(said) == ()

    @pytest.mark.parametrize(
        ("said", "feature"),
        [
            ("I don't like it because it's too dark", "dark"),
            ("il n'y a aucune image", "word"),
            ("pas assez contrasté trop de texte", "density"),
            ("je n'aime pas, trop sombre", "dark"),
        ],
    )
    def test_a_negation_of_something_else_leaves_a_phrase_as_it_is(self, said: str, feature: str) -> None:
        assert feature in dict(hints_in(said))


class Decided:
    """A record with designs of a sheet and decisions on them."""

    def __init__(self, home: Path) -> None:
        self.record = Record.open(home)
        self.person = self.record.party("Ana Duarte", "person")
        self.rule = self.record.party("Oeuvre: composition by rule", "rule")
        self.designs = [self.compose(one.spec) for one in SHEET]

    def compose(self, spec: DraftSpec) -> Work:
        data = json.dumps(design_value(spec, kit_of(BRIEF, PIECES, spec))).encode()
        work = NewWork(self.record.store.put(data), DESIGN_TYPE, "design", len(data))
        return self.act("compose", self.rule, made=[(work, "draft")], settings={"number": spec.number})[0]

    def act(self, kind: str, by: Party, **parts: object) -> tuple[Work, ...]:
        new = NewAct(kind=kind, project="p", run="r", by=[(by, "chooser")], **parts)  # type: ignore[arg-type]
        return self.record.append(new)[0].works

    def decide(self, kind: str, place: int, because: str = "", by: Party | None = None, **settings: object) -> None:
        words = {"because": because} if because else {}
        settings = {"number": place + 1, **settings}
        self.act(kind, by or self.person, used=[(self.designs[place], kind)], words=words, settings=settings)

    @property
    def taste(self) -> Taste:
        return taste_of(self.record, "p")


@pytest.fixture
def decided(tmp_path: Path) -> Decided:
    return Decided(tmp_path / "home")


DARK = [i for i, one in enumerate(SHEET) if one.spec.palette.dark]
LIGHT = [i for i, one in enumerate(SHEET) if not one.spec.palette.dark]


class TestOnTheRecord:
    def test_choices_and_refusals_are_told_in_words(self, decided: Decided) -> None:
        for place in DARK[:5]:
            decided.decide("refuse", place, "Trop sombre")
        for place in LIGHT[:4]:
            decided.decide("keep", place)
        decided.decide("choose", LIGHT[4])
        assert decided.taste.decisions == 10
        assert "light grounds" in decided.taste.words("en")
        assert not decided.taste.early
        assert "des fonds clairs" in decided.taste.words("fr")
        told = decided.taste.as_dict("fr")
        assert all(-1 <= one["weight"] <= 1 for one in told["features"])  # type: ignore[attr-defined]
        light, dark = (decided.taste.worth([FEATURES[i] for i in places]) for places in (LIGHT, DARK))
        assert min(light) > max(dark)

    def test_too_little_is_said_to_be_too_little(self, decided: Decided) -> None:
        decided.decide("refuse", 0)
        assert decided.taste.words("en") == ("Too little is decided to speak of a taste (1 so far).",)
        assert decided.taste.words("fr") == ("Trop peu de décisions pour parler d’un goût (1 à ce jour).",)
        assert decided.taste.as_dict("en")["features"] == []

    def test_only_people_count_and_a_check_never(self, decided: Decided) -> None:
        for place in range(6):
            decided.decide("choose", place, by=decided.rule)
            decided.decide("refuse", place, by=decided.rule, faults=[{"number": 3, "code": "overflow"}])
            decided.decide("refuse", place, format="poster-a3")
        assert decided.taste.decisions == 0
        assert decided.taste.learned.observations == 0

    def test_the_last_word_on_a_design_counts_and_one_taken_back_does_not(self, decided: Decided) -> None:
        decided.decide("keep", DARK[0])
        decided.decide("refuse", DARK[0])
        assert decided.taste.learned.observations == 1
        assert decided.taste.learned.weight("dark") < 0
        decided.decide("reopen", DARK[0])
        assert decided.taste.decisions == 0

    def test_a_round_refused_whole_is_one_decision_with_one_reason(self, decided: Decided) -> None:
        for place in range(12):
            decided.decide("refuse", place, "pas de photo", round=1, whole=True)
        assert decided.taste.decisions == 1
        assert decided.taste.learned.observations == 12
        said_once = decided.taste.learned.deviation("figure:photo")
        assert said_once > 0.3
        # It is told as what one round says, not yet as a taste.
        assert "no photographs" in decided.taste.words("en")
        assert decided.taste.early
        assert decided.taste.as_dict("en")["early"] is True

    def test_a_reset_forgets_what_was_before_it_and_nothing_after(self, decided: Decided) -> None:
        for place in DARK[:5]:
            decided.decide("refuse", place)
        since = reset_taste(decided.record, "p", decided.person)
        assert decided.record.act(since).kind == RESET
        assert (decided.taste.decisions, decided.taste.since) == (0, since)
        decided.decide("refuse", LIGHT[0])
        assert decided.taste.decisions == 1
        assert decided.taste.learned.weight("dark") > 0
        assert taste_of(decided.record, "p", before=since).decisions == 5
        assert taste_of(decided.record, "another").decisions == 0

    def test_a_design_on_the_record_has_the_features_that_were_planned(self) -> None:
        for one, planned in zip(SHEET, FEATURES, strict=True):
            design = json.loads(json.dumps(design_value(one.spec, kit_of(BRIEF, PIECES, one.spec))))
            found = dict(design_features(design, {}))
            # Lengths are of the words as they are set.
            assert found.pop("long") == pytest.approx(planned["long"], abs=0.2)
            assert found == {name: value for name, value in planned.items() if name != "long"}

    def test_a_design_that_cannot_be_read_is_passed_over(self, decided: Decided) -> None:
        data = b"{}"
        work = NewWork(decided.record.store.put(data), DESIGN_TYPE, "design", len(data))
        decided.designs.append(decided.act("compose", decided.rule, made=[(work, "draft")])[0])
        decided.decide("refuse", len(decided.designs) - 1)
        assert decided.taste.learned.observations == 0


def test_every_feature_has_words_in_both_languages() -> None:
    for language in ("fr", "en"):
        assert all(phrase and "{{" not in phrase for phrase in told_in(language))  # type: ignore[arg-type]
    names = {name for one in FEATURES for name in one}
    names |= set(features_of("pleine_page", SHEET[0].spec.palette, pairings()[0], "x", mark="four.jpg", pictured=True))
    for name in names:
        taste = Taste(learn([Observation({name: 1.0}, True)] * 60), 60)
        if name.partition(":")[2] not in ("four.jpg", "image"):
            assert taste.strongest(), name
            assert all(taste.words(language) for language in ("fr", "en"))  # type: ignore[arg-type]
