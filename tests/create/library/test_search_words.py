"""Words of a brief lead to sensible pieces, in both languages, the same at each call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.create.library import FIELDS, emblems, fields_of, find_drawings, find_emblems
from oeuvre.create.library.lexicon import fold, keys
from oeuvre.create.library.search import notions, ordinary_words

# What the brief says, and pieces of which one must come first.
FRENCH = [
    ("La nuit du pain", "moon bread"),
    ("pain au levain", "bread"),
    ("Marché de nuit au Fournil", "basket moon"),
    ("fleuriste de quartier", "rose daisy"),
    ("Atelier d’écriture", "notebook quill-ink"),
    ("Bibliothèque ouverte la nuit", "book-pile open-book moon"),
    ("cours de yoga au parc", "lotus"),
    ("marché de Noël", "present pine-tree"),
    ("cabinet d'avocats", "scales"),
    ("avocats, droit du travail", "scales"),
    ("concert de jazz en Loire", "saxophone"),
    ("festival de théâtre de rue", "duality-mask theater-curtains"),
    ("chorale de quartier", "microphone bird-twitter lyre"),
    ("l’Escargot, librairie", "snail"),
    ("école de voile", "sailboat"),
    ("chocolaterie artisanale", "chocolate-bar"),
    ("Qui a vu le renard ?", "fox"),
    ("les contes de l’été", "frog-prince unicorn castle"),
    ("COURSE A PIED", "run running-shoe"),
    ("vendanges au domaine", "grapes"),
]
ENGLISH = [
    ("Night market", "moon"),
    ("Night bakery", "moon bread"),
    ("Employment law seminar", "scales"),
    ("Winter lights festival", "candlebright snowflake-1"),
    ("Honey from the rooftops", "bee honeypot"),
    ("Community choir", "microphone bird-twitter lyre"),
    ("Beer festival", "beer-stein"),
    ("Open-air cinema", "film-projector"),
    ("Second-hand book sale", "book-pile open-book"),
    ("City marathon", "run running-shoe"),
    ("Chess club", "chess-knight"),
    ("Wild swimming club", "waves big-wave"),
    ("Yoga retreat", "lotus"),
    ("Vegetable box scheme", "carrot"),
    ("Accounting firm", "light-bulb piggy-bank shaking-hands"),
    ("Sheepdog trials", "sitting-dog labrador-head"),
    ("Wedding fair", "linked-rings"),
    ("Bike repair workshop", "cycling dutch-bike"),
]


@pytest.mark.parametrize(("said", "first"), FRENCH)
def test_french_words_find_a_sensible_first_piece(said: str, first: str) -> None:
    assert find_emblems([said], "fr")[0].emblem.name in first.split()


@pytest.mark.parametrize(("said", "first"), ENGLISH)
def test_english_words_find_a_sensible_first_piece(said: str, first: str) -> None:
    assert find_emblems([said], "en")[0].emblem.name in first.split()


@pytest.mark.parametrize(
    ("language", "said", "field"),
    [
        ("fr", "boulangerie", "bakery"),
        ("fr", "cabinet d’avocats", "trade"),
        ("fr", "concert", "music"),
        ("en", "law seminar", "trade"),
        ("en", "greengrocer", "market"),
        ("fr", "maraîchers", "market"),
    ],
)
def test_a_trade_speaks_of_its_field(language: str, said: str, field: str) -> None:
    assert fields_of([said], language)[0] == field  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("fr", "gâteaux", "gâteau"),
        ("fr", "journaux", "journal"),
        ("fr", "Œufs", "oeuf"),
        ("fr", "l’été", "été"),
        ("fr", "d'avocats", "avocat"),
        ("en", "bakeries", "bakery"),
        ("en", "loaves", "loaf"),
        ("en", "boxes", "box"),
    ],
)
def test_plural_elision_and_ligature_hide_nothing(language: str, one: str, other: str) -> None:
    assert keys(one, language) == keys(other, language)  # type: ignore[arg-type]


def test_accents_tell_words_apart_unless_none_was_typed() -> None:
    assert "walk" not in [match.emblem.name for match in find_emblems(["marché"], "fr", limit=40)]
    assert find_emblems(["MARCHE"], "fr")[0].emblem.name in ("basket", "walk")
    assert find_emblems(["ete"], "fr")[0].emblem.name == find_emblems(["été"], "fr")[0].emblem.name


def test_a_word_of_two_meanings_goes_to_the_one_that_the_brief_means() -> None:
    names = [match.emblem.name for match in find_emblems(["cabinet d’avocats"], "fr")]
    assert names[0] == "scales"
    assert names.index("avocado") > 2 if "avocado" in names else True


def test_a_sensitive_piece_comes_only_when_its_own_word_is_said() -> None:
    heritage = find_emblems(["patrimoine", "village", "architecture"], "fr", limit=60)
    assert "church" not in [match.emblem.name for match in heritage]
    assert find_emblems(["église"], "fr")[0].emblem.name == "church"


def test_only_pieces_of_the_asked_role_come() -> None:
    matches = find_emblems(["forêt", "nuit"], "fr", roles={"mark"})
    assert matches
    assert all("mark" in match.emblem.roles for match in matches)


def test_each_match_says_which_way_led_to_it() -> None:
    why = {match.emblem.name: match.why for match in find_emblems(["pain", "nuit"], "fr", limit=30)}
    assert why["bread"] == "word"
    assert why["moon"] == "near"
    fields = [match for match in find_emblems(["chocolaterie"], "fr", limit=30) if match.why == "field"]
    assert fields
    assert all("bakery" in match.emblem.fields for match in fields)


@given(st.lists(st.text(max_size=30), max_size=4), st.sampled_from(["fr", "en"]))
def test_any_words_give_an_ordered_answer_twice_the_same(words: list[str], language: str) -> None:
    matches = find_emblems(words, language)  # type: ignore[arg-type]
    assert matches == find_emblems(words, language)  # type: ignore[arg-type]
    assert list(matches) == sorted(matches, key=lambda match: (-match.score, match.emblem.name))
    assert len({match.emblem.name for match in matches}) == len(matches) <= 12


@given(st.text(max_size=20), st.sampled_from(["fr", "en"]))
def test_folding_twice_changes_only_what_a_second_ending_hides(word: str, language: str) -> None:
    assert fold(word, language) == fold(word.upper().lower(), language)  # type: ignore[arg-type]


def test_the_table_of_notions_names_known_fields_and_pieces() -> None:
    for notion in notions().values():
        assert set(notion.fields) <= set(FIELDS)
        assert set(notion.pieces) <= set(emblems())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_ordinary_word_leads_somewhere(language: str) -> None:
    words = list(ordinary_words(language))  # type: ignore[arg-type]
    assert len(words) > 900
    assert [word for word in words if not find_emblems([word], language)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "said", "name"),
    [("fr", "bord de mer", "sea"), ("en", "concert", "stave"), ("fr", "forêt", "birches"), ("en", "law", "figure")],
)
def test_words_find_a_drawing(language: str, said: str, name: str) -> None:
    assert name in [drawing.name for drawing in find_drawings([said], language)]  # type: ignore[arg-type]
