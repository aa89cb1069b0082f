"""Trades: the house's table, a person's own file with all that may be wrong in it, and which a brief is near."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.create.lexicon import Language, TradeField, TradeFileUnreadable, trades, trades_of
from oeuvre.foundation import ManyErrors

SWING = """
[[trade]]
id = "swing-school"
fr = "école de swing (f)"
en = "swing school"
topics = ["music", "school"]
shapes = ["spiral"]
light = ["lantern"]
kin = [{ id = "bakery", why_fr = "on attend que ça lève", why_en = "one waits for the rise" }]
cliches_fr = ["la fièvre du samedi soir"]
[trade.words_fr]
tools = ["parquet ciré (m)", "bretelles (fpl)"]
gestures = ["lindyhopper"]
sounds = ["« cinq, six, sept, huit ! »"]
[trade.words_en]
tools = ["sprung floor", "suspenders"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "metiers.toml"
    path.write_text(SWING, encoding="utf-8")
    return path


class TestTable:
    def test_a_trade_gives_its_words_as_words(self) -> None:
        bakery = trades()["bakery"]
        assert bakery.name("fr") == "boulangerie"
        assert bakery.title("fr").gender == "f"
        peel = bakery.words("fr")["tools"][0]
        assert (peel.text, peel.gender, peel.part) == ("pelle à enfourner", "f", "noun")
        assert bakery.words("fr")["gestures"][0].part == "verb"
        assert bakery.words("fr")["hours_seasons"][1].part == "phrase"

    def test_what_is_heard_is_no_word(self) -> None:
        restaurant = trades()["restaurant"]
        assert restaurant.heard("fr") == ("chaud derrière",)
        assert all("«" not in word.text for words in restaurant.words("fr").values() for word in words)

    def test_kin_have_a_name_whether_trade_or_field(self) -> None:
        names = [kin.field("fr") for kin in trades()["bakery"].kin]
        assert names == ["club d’astronomie", "banque", "marées"]


class TestOwnFile:
    def test_joins_the_house(self, own: Path) -> None:
        known = trades(own)
        assert len(known) == len(trades()) + 1
        swing = known["swing-school"]
        assert swing.words("fr")["tools"][1].number == "plural"
        assert swing.heard("fr") == ("cinq, six, sept, huit !",)
        assert swing.kin[0].field("en") == "bakery"

    def test_is_found_from_a_brief(self, own: Path) -> None:
        found = trades_of(["Portes ouvertes de l’école de swing", "Parquet ciré, bretelles conseillées."], "fr", own)
        assert found[0][0].id == "swing-school"

    @pytest.mark.parametrize(
        ("text", "reason"),
        [("", "empty"), ("id = 3", "empty"), ("[[trade", "toml"), (b"\xff\xfe\x00", "encoding")],
    )
    def test_what_cannot_be_read(self, tmp_path: Path, text: str | bytes, reason: str) -> None:
        path = tmp_path / "own.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(TradeFileUnreadable) as caught:
            trades(path)
        assert caught.value.values["reason"] == reason
        assert all("{{" not in caught.value.message(language) for language in ("fr", "en"))

    def test_a_missing_file_or_a_folder(self, tmp_path: Path) -> None:
        for path, reason in ((tmp_path / "none.toml", "missing"), (tmp_path, "folder")):
            with pytest.raises(TradeFileUnreadable) as caught:
                trades(path)
            assert caught.value.values["reason"] == reason

    @pytest.mark.parametrize(
        ("old", "new", "field"),
        [
            ('"swing-school"', '"Swing School"', "id"),
            ('fr = "école de swing (f)"', "fr = 3", "fr"),
            ('["spiral"]', '["swirl"]', "shapes"),
            ('["lantern"]', '"lantern"', "light"),
            ('["music", "school"]', '["swing"]', "topics"),
            ('id = "bakery"', 'id = "bakry"', "kin"),
            ("cliches_fr", "cliche_fr", "cliche_fr"),
            ("sounds =", "noises =", "words_fr"),
        ],
    )
    def test_a_wrong_field_is_named_in_both_languages(self, own: Path, old: str, new: str, field: str) -> None:
        own.write_text(SWING.replace(old, new), encoding="utf-8")
        with pytest.raises(TradeField) as caught:
            trades(own)
        assert caught.value.values["field"] == field
        assert str(own) in caught.value.place
        for language in ("fr", "en"):
            assert field in caught.value.message(language)
            assert "{{" not in caught.value.message(language) + caught.value.remedy(language)

    def test_several_faults_are_told_at_once(self, own: Path) -> None:
        own.write_text(SWING.replace('["spiral"]', '["swirl"]').replace('["lantern"]', "3"), encoding="utf-8")
        with pytest.raises(ManyErrors) as caught:
            trades(own)
        assert {error.values["field"] for error in caught.value.all()} == {"shapes", "light"}


class TestNearness:
    @pytest.mark.parametrize(
        ("language", "texts", "expected"),
        [
            ("fr", ["Marché de nuit", "La boulangerie ouvre son four jusqu’à minuit : pain et musique."], "bakery"),
            ("fr", ["Réouverture de la librairie", "Un rayon jeunesse et un café."], "bookshop"),
            ("fr", ["Fanfare des Beaux-Arts", "Trombones et tubas dans les rues."], "brass-band"),
            ("fr", ["Recherche bénévoles", "La banque alimentaire manque de bras pour trier."], "food-bank"),
            ("fr", ["Ciné-club de quartier", "Un film en plein air chaque vendredi."], "cinema"),
            ("en", ["Night swim", "The lido opens after dark, with lanterns."], "swimming"),
            ("en", ["Six Saturdays at the hives", "Beekeeping for beginners."], "beekeeper"),
            ("en", ["The Hill Walk", "A walk on the fells, boots and flask."], "hiking"),
            ("en", ["Leaks, boilers and taps", "A plumber in Leeds."], "plumbing"),
        ],
    )
    def test_the_nearest_trade(self, language: Language, texts: list[str], expected: str) -> None:
        found = trades_of(texts, language)
        assert found[0][0].id == expected
        assert len(found) <= 3
        assert all(0 < weight <= 1 for _, weight in found)

    @pytest.mark.parametrize(
        ("language", "texts"),
        [("fr", ["Portes ouvertes", "Venez."]), ("en", ["Open day", "Come and see."]), ("fr", ["Xylqz"]), ("en", [])],
    )
    def test_none_is_near_what_says_nothing(self, language: Language, texts: list[str]) -> None:
        assert trades_of(texts, language) == ()

    def test_what_is_said_first_weighs_more(self) -> None:
        bread, books = "Le pain de la boulangerie", "Les livres de la librairie"
        assert trades_of([bread, books], "fr")[0][0].id == "bakery"
        assert trades_of([books, bread], "fr")[0][0].id == "bookshop"
