"""Headlines: the brief's own clauses first, then sayings and figures that fit it; facts and words to avoid kept."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from oeuvre.create.brief import GivenCopy, read_brief
from oeuvre.create.voice import compose, frames_by_id, ground_of, holds_any, states_only
from oeuvre.create.voice.cuts import cut_short
from tests.create.voice.voice_briefs import BRIEFS, brief, night_market, repair_cafe


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_lines_hold_for_every_brief_of_the_house(path) -> None:  # type: ignore[no-untyped-def]
    ground = ground_of(read_brief(path))
    lines = compose(ground)
    assert lines
    assert len({line.text for line in lines}) == len(lines)
    used = [line.frame for line in lines if line.frame]
    assert len(used) == len(set(used))
    first = [word for line in lines[:6] for word in set(line.words)]
    assert len(first) == len(set(first))
    for line in lines:
        table = frames_by_id("fr" if ground.language == "fr" else "en")
        fixed = table[line.frame].fixed if line.frame else ""
        assert states_only(line.text, ground, excused=fixed) == []
        assert line.from_field == "title" or not holds_any(line.text, ground.brief.words_avoid)
        assert "  " not in line.text
        assert " ." not in line.text


def test_a_strong_clause_of_the_brief_comes_first() -> None:
    lines = compose(ground_of(night_market()))
    assert (lines[0].text, lines[0].source) == ("Le pain sort du four devant vous.", "brief")
    assert {line.source for line in lines} >= {"brief", "saying"}
    for part in (lines[:6], lines[6:]):
        assert [line.score for line in part] == sorted((line.score for line in part), reverse=True)


def test_a_given_headline_is_the_only_one() -> None:
    (line,) = compose(ground_of(replace(night_market(), copy=GivenCopy(headline="venez !"))))
    assert (line.text, line.from_field) == ("venez\u202f!", "copy.headline")


def test_the_same_seed_gives_the_same_and_a_seed_moves_equals_only() -> None:
    ground = ground_of(night_market())
    assert compose(ground, seed=3) == compose(ground_of(night_market()), seed=3)
    one, other = compose(ground, seed=0), compose(ground, seed=1)
    assert abs(one[0].score - other[0].score) < 0.001


def test_words_of_an_idea_are_in_every_line() -> None:
    lines = compose(ground_of(night_market()), wanted=("lune",))
    assert lines
    assert all(holds_any(line.text, ("lune",)) for line in lines if line.frame)


def test_a_phrase_of_an_idea_lends_its_words_and_the_brief_s_own_may_be_stated() -> None:
    lines = compose(ground_of(repair_cafe()), wanted=("a lantern like a lamp",))
    assert any(holds_any(line.text, ("lamp",)) and line.frame for line in lines)
    assert all(holds_any(line.text, ("lamp", "lantern")) for line in lines)


def test_refused_lines_and_frames_do_not_come_back() -> None:
    ground = ground_of(night_market())
    before = compose(ground)
    refused = {before[0].text, *(line.frame for line in before if line.frame)}
    after = compose(ground, refused=refused)
    assert not refused & ({line.text for line in after} | {line.frame for line in after})


def test_words_to_avoid_and_their_plurals_never_come() -> None:
    lines = compose(ground_of(replace(night_market(), words_use=(), words_avoid=("pain", "chemin"))), most=40)
    assert not any(holds_any(line.text, ("pain", "chemin")) for line in lines)


def test_no_line_is_longer_than_asked() -> None:
    lines = compose(ground_of(night_market()), longest=28, most=30)
    assert all(len(line.text) <= 28 for line in lines)


def test_what_is_denied_fills_nothing() -> None:
    ground = ground_of(brief("Slow walk", "No summits, no stopwatches, without a guide.", "en"))
    assert not {"summit", "stopwatch", "guide"} & {filler.word.text for filler in ground.words}


@pytest.mark.parametrize(
    ("about", "language", "nouns", "verbs"),
    [
        ("Every bike leaves with a bell.", "en", {"bike", "bell"}, {"leave"}),
        ("Advice about rent, repairs and bread.", "en", {"bread"}, set()),
        ("We dance in the hall.", "en", {"hall"}, {"dance"}),
        ("A cook reads.", "en", {"cook"}, {"read"}),
        ("On danse dans la rue.", "fr", {"rue"}, {"danser"}),
        ("Un opéra en plein air.", "fr", {"opéra"}, set()),
    ],
)
def test_a_word_is_read_as_what_it_is_there(about: str, language: str, nouns: set[str], verbs: set[str]) -> None:
    words = [filler.word for filler in ground_of(brief("?", about, language)).words]
    assert {word.text for word in words if word.part == "noun"} - {"advice", "rent", "repair", "air"} == nouns
    assert {word.text for word in words if word.part == "verb"} == verbs


def test_goal_audience_and_mood_fill_nothing() -> None:
    ground = ground_of(brief("Du pain", "On mange.", goal="vendre des chaussures", audience="les sorciers"))
    assert not {"chaussure", "sorcier"} & {filler.word.text for filler in ground.words}


def test_in_another_language_the_brief_s_own_words_are_all_there_is() -> None:
    (line,) = compose(ground_of(brief("Brot bei Nacht", "Der Ofen brennt.", "de")))
    assert (line.text, line.source) == ("Brot bei Nacht", "brief")


@pytest.mark.parametrize(
    ("text", "language", "cuts"),
    [
        (
            "Le four reste ouvert toute la nuit, avec un accordéon au fond.",
            "fr",
            ["Le four reste ouvert toute la nuit"],
        ),
        ("Le four reste ouvert la nuit, sauf le lundi.", "fr", []),
        ("Le musée est gratuit le dimanche, dans la limite des places.", "fr", []),
        ("Un four de pierre, avec un accordéon.", "fr", []),
        ("The oven opens after dark, with soup on the step.", "en", ["The oven opens after dark"]),
        ("The oven opens after dark, unless it rains.", "en", []),
        ("A stone oven, with soup.", "en", []),
        ("Der Ofen brennt heute Nacht, mit Musik.", "de", []),
    ],
)
def test_a_clause_is_cut_only_where_nothing_changes(text: str, language: str, cuts: list[str]) -> None:
    assert cut_short(text, language) == cuts


def test_one_brief_takes_less_than_half_a_second() -> None:
    compose(ground_of(repair_cafe()))
    compose(ground_of(night_market()))
    begin = time.process_time()
    compose(ground_of(night_market()))
    assert time.process_time() - begin < 0.8
