"""What the word lists know: existence, gender, frequency, fitness, association; and content words of a text."""

from __future__ import annotations

import pytest

from oeuvre.create.lexicon import (
    Language,
    content,
    entries,
    find,
    guess,
    is_unfit,
    is_word,
    kind_of,
    neighbours,
    plural,
    synonyms,
    zipf,
)


class TestFind:
    def test_finds_a_word_in_any_form(self) -> None:
        for text in ("pain", "Pains", "PAIN", "pains"):
            found = find(text, "fr")
            assert found is not None
            assert found.text == "pain"
        for text, language, expected in (("yeux", "fr", "œil"), ("loaves", "en", "loaf"), ("baking", "en", "bake")):
            found = find(text, language, "verb" if expected == "bake" else "noun")
            assert found is not None
            assert found.text == expected

    def test_finds_compounds_in_the_plural(self) -> None:
        found = find("pains au levain", "fr")
        assert found is not None
        assert found.text == "pain au levain"

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_finds_every_noun_by_its_plural(self, language: Language) -> None:
        nouns = [word for word in entries(language).values() if word.number == "count"]
        found = [(plural(word), find(plural(word), language, "noun")) for word in nouns]
        # A plural that is a word of its own (cours, die) leads to that.
        lost = [text for (text, other), word in zip(found, nouns, strict=True) if other is None or other != word]
        assert [text for text in lost if find(text, language, "noun") is None] == []
        assert len(lost) < 0.005 * len(nouns), lost

    def test_feminine_and_plural_of_an_adjective(self) -> None:
        found = find("vieilles", "fr", "adjective")
        assert found is not None
        assert found.text == "vieux"
        assert found.before

    def test_knows_no_word_that_nobody_tagged(self) -> None:
        assert find("vérandalisme", "fr") is None

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_finds_every_word_of_its_tables(self, language: Language) -> None:
        assert [text for text in entries(language) if find(text, language, "noun") is None] == []


class TestGuess:
    @pytest.mark.parametrize(
        ("text", "gender"),
        [("autrice", "f"), ("podcast", "m"), ("pétale", "m"), ("ancre", "f"), ("espace", "m"), ("œuvre", "f")],
    )
    def test_gender_of_nouns(self, text: str, gender: str) -> None:
        found = guess(text, "fr")
        assert found is not None
        assert found.gender == gender

    def test_a_plural_comes_back_in_the_singular(self) -> None:
        found = guess("éclusiers", "fr")
        assert found is not None
        assert (found.text, found.number) == ("éclusier", "count")

    def test_a_feminine_plural_keeps_its_gender(self) -> None:
        for text, singular in (("boulangères", "boulangère"), ("lectrices", "lectrice"), ("chevaux", "cheval")):
            found = guess(text, "fr")
            assert found is not None
            assert found.text == singular
            assert found.gender == ("m" if singular == "cheval" else "f")

    def test_compounds_go_by_their_head(self) -> None:
        found = guess("tarte du voisin", "fr")
        assert found is not None
        assert (found.text, found.gender) == ("tarte du voisin", "f")

    def test_no_noun_no_guess(self) -> None:
        assert guess("est", "fr") is None
        assert guess("xylqz", "en") is None
        assert guess("", "fr") is None


class TestWords:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            *(
                ("qu’aujourd’hui", "fr"),
                ("vide-greniers", "fr"),
                ("l’autrice", "fr"),
                ("va-t-il", "fr"),
                ("cœur", "fr"),
            ),
            *(("coeur", "fr"), ("pains au levain", "fr"), ("mini-four", "fr"), ("18 h", "fr")),
            *(("baker's", "en"), ("don’t", "en"), ("colours", "en"), ("podcasts", "en"), ("sourdough", "en")),
        ],
    )
    def test_what_exists(self, text: str, language: Language) -> None:
        assert is_word(text, language)

    @pytest.mark.parametrize(
        ("text", "language"),
        [("mourrir", "fr"), ("boulaire", "fr"), ("nourissez", "fr"), ("brekfast", "en"), ("", "fr"), ("…", "en")],
    )
    def test_what_does_not(self, text: str, language: Language) -> None:
        assert not is_word(text, language)

    def test_frequency_is_of_the_rarest_word(self) -> None:
        assert zipf("pain", "fr") > 4
        assert zipf("banneton", "fr") < 3
        assert zipf("pain banneton", "fr") == zipf("banneton", "fr")
        assert zipf("xylqz", "en") == 0

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("une pute", "fr"),
            ("ils tuent", "fr"),
            ("Mortes", "fr"),
            ("l’assassin", "fr"),
            ("killing", "en"),
            ("shitty", "en"),
        ],
    )
    def test_what_no_poster_wants(self, text: str, language: Language) -> None:
        assert is_unfit(text, language)

    @pytest.mark.parametrize(
        ("text", "language"),
        [
            *(
                ("la terre cuite", "fr"),
                ("feuilles mortes", "fr"),
                ("boucherie", "fr"),
                ("lesbienne", "fr"),
                ("tu", "fr"),
            ),
            *(("roll the dice", "en"), ("tug-of-war", "en"), ("blood donation", "en"), ("queer", "en")),
        ],
    )
    def test_what_a_poster_may_say(self, text: str, language: Language) -> None:
        assert not is_unfit(text, language)


class TestAssociation:
    @pytest.mark.parametrize(
        ("text", "language", "expected"),
        [
            ("pain", "fr", {"boulanger", "four", "farine", "pâte", "baguette"}),
            ("orage", "fr", {"éclair", "tonnerre", "grêle"}),
            ("couture", "fr", {"aiguille", "soie", "cuir", "étoffe"}),
            ("bread", "en", {"dough", "yeast", "flour", "loaf"}),
            ("lighthouse", "en", {"tower", "ship"}),
            ("violin", "en", {"bow", "string"}),
        ],
    )
    def test_a_word_calls_its_world(self, text: str, language: Language, expected: set[str]) -> None:
        near = dict(neighbours(text, language))
        assert expected <= set(near)
        assert all(0 < weight <= 1 for weight in near.values())

    def test_neighbours_are_ordered_and_fit(self) -> None:
        for text in list(entries("fr"))[::40]:
            near = neighbours(text, "fr", 12)
            assert len(near) <= 12
            assert [weight for _, weight in near] == sorted((weight for _, weight in near), reverse=True)
            assert [other for other, _ in near if is_unfit(other, "fr")] == []

    def test_synonyms(self) -> None:
        assert "fanal" in synonyms("phare", "fr")
        assert "dinero" not in synonyms("bread", "en")

    def test_kinds(self) -> None:
        told = [kind_of(text, "en") for text in ("bread", "espresso", "beech marten", "kayak", "sorrow", "Tuesday")]
        assert told[:2] == ["food", "drink"]
        assert told[3] == "thing"
        assert kind_of("pain de seigle", "fr") == "food"
        assert [kind_of(text, "fr") for text in ("canari", "magasinier", "tracteur", "érable")] == [
            *("animal", "person", "thing", "plant")
        ]
        assert kind_of("xylqz", "fr") == ""


class TestContent:
    def test_small_words_are_out_and_compounds_whole(self) -> None:
        text = "La boulangerie ouvre son four aux enfants : des pains au levain jusqu’à minuit."
        told = [(token.surface, token.lemma) for token in content(text, "fr")]
        assert told == [
            ("boulangerie", "boulangerie"),
            ("ouvre", "ouvrir"),
            ("four", "four"),
            ("enfants", "enfant"),
            ("pains au levain", "pain au levain"),
            ("minuit", "minuit"),
        ]

    def test_offsets_are_those_of_the_text(self) -> None:
        text = "L’œil du phare, les yeux d’un chat."
        assert all(text[token.start :].startswith(token.surface) for token in content(text, "fr"))

    def test_english_possessives_and_plurals(self) -> None:
        told = [token.lemma for token in content("The bakery's loaves are still in the oven.", "en")]
        assert told == ["bakery", "loaf", "oven"]

    def test_nothing_in_nothing_out(self) -> None:
        assert content("", "fr") == ()
        assert content("… 18 h !", "fr") == ()
