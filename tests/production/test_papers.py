"""CREDITS.txt."""

from __future__ import annotations

import dataclasses

from oeuvre.production.papers import credits_text
from tests.production.run_reports import CREDITS, hostile_report, run_report


def test_names_everybody_by_role_with_their_signs() -> None:
    text = credits_text(run_report())
    for row in CREDITS:
        assert row.role in text
        assert row.who in text
    assert "● Inès Morvan" in text
    assert "■ composition by rule" in text


def test_pieces_have_the_line_their_licence_asks_for_and_where_it_stands() -> None:
    text = credits_text(run_report())
    assert "“lantern” by Delapouite, game-icons.net, CC BY 3.0, colour or crop changed" in " ".join(text.split())
    assert "https://creativecommons.org/licenses/by/3.0/" in text
    assert "SIL OFL 1.1" in text


def test_creative_commons_licences_are_called_by_their_names_and_have_their_addresses() -> None:
    row = dataclasses.replace(CREDITS[0], licence="CC-BY-NC-4.0", line="")
    text = credits_text(run_report(credits=(row,)))
    assert "CC BY-NC 4.0" in text
    assert "https://creativecommons.org/licenses/by-nc/4.0/" in text


def test_says_that_no_model_had_a_part_only_when_none_had() -> None:
    assert "No generative model" in credits_text(run_report())
    with_model = (*CREDITS, dataclasses.replace(CREDITS[0], mark="model", who="emblem model"))
    text = credits_text(run_report(credits=with_model))
    assert "No generative model" not in text
    assert "◆ emblem model" in text


def test_what_others_wrote_stays_on_its_line() -> None:
    named = dataclasses.replace(CREDITS[0], who="Inès\nSignature\n  ● Somebody else\u202e\x1b[31m")
    text = credits_text(run_report(title="A\nB", credits=(named,)))
    assert text.startswith("A B\n===")
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "\nSignature" not in text
    assert credits_text(hostile_report())


def test_before_any_edition_there_is_nobody_to_credit() -> None:
    text = credits_text(run_report(choice=None, editions=(), credits=()))
    assert "No edition has been made yet." in text
    assert "C2PA" not in text


def test_french_is_set_as_french() -> None:
    text = credits_text(run_report(page_language="fr", language="fr"))
    assert "personne ne les a" in text
    assert "\u202f; personne" in text
    assert "tous droits" not in text
    row = dataclasses.replace(CREDITS[0], licence="all-rights-reserved")
    assert "tous droits réservés" in credits_text(run_report(page_language="fr", credits=(row,)))
