"""Sounds and rhymes, on words whose spelling misleads."""

from __future__ import annotations

import pytest

from oeuvre.create.lexicon import (
    Language,
    begins_with,
    entries,
    first_sound,
    phonemes,
    rhymes,
    starts_with_vowel,
    syllables,
)
from oeuvre.create.lexicon.sounds_en import spell_out as spell_out_en
from oeuvre.create.lexicon.sounds_fr import spell_out as spell_out_fr


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        *(("bateau", "gâteau", True), ("eau", "poteau", True), ("braise", "falaise", True), ("lune", "brune", True)),
        *(("brun", "brin", True), ("mer", "ver", True), ("nuit", "pluie", True), ("four", "amour", True)),
        *(("pain", "main", False), ("bon", "pain", False), ("vélo", "lavabo", False), ("jardin", "matin", False)),
        *(("fils", "fils", False), ("pain au levain", "levain", False), ("femme", "flamme", True)),
        *(("monsieur", "sieur", False), ("oignon", "mignon", True), ("fille", "ville", False), ("ville", "île", True)),
        *(("portage", "partage", True), ("", "pain", False)),
    ],
)
def test_french_rhymes_are_heard_not_read(one: str, other: str, expected: bool) -> None:
    assert rhymes(one, other, "fr") is expected
    assert rhymes(other, one, "fr") is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        *(("light", "night", True), ("bread", "thread", True), ("moon", "spoon", True), ("tea", "sea", True)),
        *(("station", "nation", True), ("dough", "slow", True), ("flour", "hour", True), ("laughter", "after", True)),
        *(("leave", "believe", False), ("cough", "tough", False), ("love", "move", False), ("sea", "see", False)),
        *(("bread", "bread", False), ("oven door", "door", False), ("bakery", "mystery", False)),
    ],
)
def test_english_rhymes_run_from_the_stress_on(one: str, other: str, expected: bool) -> None:
    assert rhymes(one, other, "en") is expected


@pytest.mark.parametrize(
    ("text", "language", "sound"),
    [
        *(
            ("phare", "fr", "f"),
            ("quai", "fr", "c"),
            ("ciel", "fr", "s"),
            ("croissant", "fr", "cr"),
            ("chat", "fr", "ch"),
        ),
        *(
            ("guitare", "fr", "g"),
            ("girafe", "fr", "j"),
            ("gnôle", "fr", "gn"),
            ("école", "fr", "é"),
            ("yaourt", "fr", "y"),
        ),
        *(
            ("knife", "en", "n"),
            ("photo", "en", "f"),
            ("church", "en", "ch"),
            ("crust", "en", "cr"),
            ("shoe", "en", "sh"),
        ),
        *(("gem", "en", "j"), ("write", "en", "r"), ("university", "en", "y"), ("one", "en", "w")),
    ],
)
def test_first_sound_as_it_is_spelt(text: str, language: Language, sound: str) -> None:
    assert first_sound(text, language) == sound


def test_an_initial_begins_its_clusters_but_no_other_sound() -> None:
    assert begins_with("fleur", "f", "fr")
    assert begins_with("kayak", "c", "fr")
    assert begins_with("kayak", "k", "fr")
    assert not begins_with("chat", "c", "fr")
    assert not begins_with("ship", "s", "en")
    assert begins_with("heure", "vowel", "fr")
    assert begins_with("hibou", "consonant", "fr")
    assert not starts_with_vowel("university", "en")


def test_syllables_are_spoken() -> None:
    assert [syllables(text, "fr") for text in ("pain", "boulangerie", "petit", "bruit", "œil")] == [1, 4, 2, 1, 1]
    assert [syllables(text, "en") for text in ("bread", "bakery", "university", "oven door")] == [1, 3, 5, 3]


def test_unknown_words_are_read_by_rule() -> None:
    assert "".join(phonemes("chaloupinette", "fr")) == "ʃalupinɛt"
    assert phonemes("blorf", "en")[0] == "B"
    assert rhymes("Trifouillon", "bouillon", "fr")


def test_french_rules_agree_with_the_lists_on_nine_endings_of_ten() -> None:
    nouns = [word.text for word in entries("fr").values() if " " not in word.text and "-" not in word.text]

    def end(sounds: tuple[str, ...]) -> tuple[str, ...]:
        alike = {"œ̃": "ɛ̃", "ɔ": "o", "ø": "œ"}
        return tuple(alike.get(sound, sound) for sound in sounds if sound != "ə")[-2:]

    right = [end(spell_out_fr(noun.lower())) == end(phonemes(noun, "fr")) for noun in nouns]
    assert sum(right) > 0.93 * len(right), sum(right) / len(right)


def test_english_rules_give_every_word_a_sound_and_one_stress() -> None:
    for text in entries("en"):
        for word in text.lower().replace("’", " ").split():
            if word.isalpha() and word.isascii() and any(sign in "aeiouy" for sign in word):
                sounds = spell_out_en(word)
                assert sum(sound.endswith("1") for sound in sounds) == 1, (word, sounds)
