"""The protocol against a real server with real weights: shape and counts, never the text."""

from __future__ import annotations

from pathlib import Path

from oeuvre.models import (
    STAYS_HERE,
    Catalogue,
    Guard,
    LinesAsk,
    TextAsk,
    write_lines,
)

BRIEF = "A bakery on the square opens in the evening. Warm bread from the oven."


def test_a_real_server_answers_by_schema_with_usage_and_seed(catalogue: Catalogue, text_server: str) -> None:
    card = catalogue.add_endpoint(url=text_server, model="smollm2")
    assert (card.data_goes, card.cost.basis, card.weights_licence) == (STAYS_HERE, "local", "unknown")
    model = catalogue.open_text(card.id)
    word = {"type": "string", "maxLength": 20}
    schema = {"type": "object", "properties": {"word": word}, "required": ["word"], "additionalProperties": False}
    ask = TextAsk("Be brief.", "One word about bread.", schema=schema, max_tokens=40, seed=4)
    first, second = model.write(ask), model.write(ask)
    assert isinstance(first.data, dict)
    assert set(first.data) == {"word"}
    assert first.text == second.text
    assert first.tokens_in > 10
    assert 0 < first.tokens_out <= 40
    assert first.finish in ("stop", "length")
    assert first.seconds > 0
    plain = model.write(TextAsk("Be brief.", "Say bread.", max_tokens=8))
    assert plain.data is None
    assert plain.tokens_out <= 8


def test_lines_come_bounded_whatever_the_model_is_worth(catalogue: Catalogue, text_server: str) -> None:
    model = catalogue.open_text(catalogue.add_endpoint(url=text_server, model="smollm2").id)
    ask = LinesAsk("headline", BRIEF, count=1, seed=1)
    result = write_lines(model, ask, Guard("en", allowed_text=BRIEF, longest=60))
    assert (result.failed is None) == bool(result.accepted)
    assert len(result.accepted) <= 1
    assert all(len(line) <= 60 for line in result.accepted)
    assert 1 <= len(result.asked) == len(result.answers) <= result.tries <= 3


def test_a_local_server_given_by_its_call_is_given_by_its_base(catalogue: Catalogue, text_server: str) -> None:
    card = catalogue.add_endpoint(url=f"{text_server}/chat/completions", model="smollm2")
    assert catalogue.open_text(card.id).write(TextAsk("", "Bread?", max_tokens=3)).tokens_out <= 3
    assert Path(catalogue.home / "models.toml").is_file()
