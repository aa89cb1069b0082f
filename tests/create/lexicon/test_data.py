"""The hand-tagged tables hold what their readers rely on: closed lists, known trades, no word twice, sorted."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import pairwise

import pytest

from oeuvre.create.lexicon import Language, Part, Word, ambiguous, entries, trades
from oeuvre.create.lexicon.entries import data_folder
from tests.create.lexicon.vocabulary import KINDS, NUMBERS, SHAPES, TAGS, TOPICS

TABLES: tuple[tuple[Language, Part], ...] = tuple(
    (language, part) for language in ("fr", "en") for part in ("noun", "verb", "adjective")
)
FILES = {"noun": "nouns", "verb": "verbs", "adjective": "adjectives"}


def rows(language: Language, part: Part) -> list[list[str]]:
    path = data_folder() / f"{FILES[part]}-{language}.tsv"
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("language", "part"), TABLES)
class TestTables:
    def test_every_row_has_the_cells_of_the_header_and_no_quotes(self, language: Language, part: Part) -> None:
        header, *body = rows(language, part)
        assert [row[0] for row in body if len(row) > len(header) or len(row) < 3] == []
        assert [row[0] for row in body if any(cell != cell.strip() or '"' in cell for cell in row)] == []

    def test_no_word_stands_twice(self, language: Language, part: Part) -> None:
        _, *body = rows(language, part)
        assert [word for word, count in Counter(row[0] for row in body).items() if count > 1] == []

    def test_spelling_is_composed_and_typographic(self, language: Language, part: Part) -> None:
        texts = list(entries(language, part))
        assert [text for text in texts if unicodedata.normalize("NFC", text) != text or "'" in text] == []

    def test_every_tag_shape_kind_and_trade_is_of_the_closed_lists(self, language: Language, part: Part) -> None:
        known = {*trades(), "*"}
        wrong = [
            (word.text, *bad)
            for word in entries(language, part).values()
            if (
                bad := [
                    *sorted(word.tags - TAGS),
                    *sorted(word.shapes - SHAPES),
                    *(trade for trade in word.trades if trade not in known),
                    *([word.kind] if part == "noun" and word.kind not in KINDS else []),
                    *([word.number] if word.number not in NUMBERS else []),
                ]
            )
        ]
        assert wrong == []

    def test_every_word_names_its_trades(self, language: Language, part: Part) -> None:
        assert [word.text for word in entries(language, part).values() if not word.trades] == []


def test_french_nouns_have_a_gender() -> None:
    assert [word.text for word in entries("fr").values() if word.gender not in ("m", "f")] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_verbs_are_transitive_or_intransitive(language: Language) -> None:
    assert [word.text for word in entries(language, "verb").values() if not word.tags & {"trans", "intrans"}] == []


def test_french_adjectives_have_their_four_forms() -> None:
    def lacks(word: Word) -> bool:
        return len(word.forms) != 4 or not all(word.forms)

    assert [word.text for word in entries("fr", "adjective").values() if lacks(word)] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_ambiguous_words_have_two_senses_two_motifs_and_a_line(language: Language) -> None:
    known = {*trades(), "*"}
    for one in ambiguous(language).values():
        assert all((*one.senses, *one.motifs, one.play)), one.word
        assert {*one.trades[0], *one.trades[1]} <= known, one.word


def test_every_trade_reads_and_keeps_to_the_closed_lists() -> None:
    for trade in trades().values():
        assert set(trade.shapes) <= SHAPES, trade.id
        assert trade.topics, trade.id
        assert set(trade.topics) <= TOPICS, trade.id
        assert all(kin.id in trades() for kin in trade.kin if kin.id), trade.id
        for language in ("fr", "en"):
            assert len(trade.words(language)) == 8, trade.id
            assert trade.name(language), trade.id
            assert trade.cliches(language), trade.id
            assert trade.opposites(language), trade.id


def test_trades_are_as_many_as_the_table_says() -> None:
    assert len(trades()) == 103
    assert all(one != other for one, other in pairwise(trades()))
