"""Files of weights: what their header says, what is wrong with one, and a real one that answers."""

from __future__ import annotations

import contextlib
import os
import shutil
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oeuvre.models import (
    STAYS_HERE,
    AskTooLong,
    Catalogue,
    EndpointLate,
    EngineStopped,
    GGUFChanged,
    GGUFMissing,
    GGUFTruncated,
    GGUFUnfit,
    ModelsError,
    NotGGUF,
    TextAnswer,
    TextAsk,
)
from oeuvre.models.gguf_header import read_header

SCHEMA = {
    "type": "object",
    "properties": {"word": {"type": "string", "maxLength": 20}},
    "required": ["word"],
    "additionalProperties": False,
}


def text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def small_gguf(pairs: dict[str, str | int] | None = None, *, tensors: int = 1, version: int = 3) -> bytes:
    """A sound file of one tensor of 32 values, with the pairs that one wants."""
    held = {"general.architecture": "llama", "general.name": "Tiny"} | (pairs or {})
    data = b"GGUF" + struct.pack("<IQQ", version, tensors, len(held))
    for name, value in held.items():
        data += text(name)
        data += struct.pack("<I", 8) + text(value) if isinstance(value, str) else struct.pack("<IQ", 10, value)
    for number in range(tensors):
        data += text(f"t{number}") + struct.pack("<IQIQ", 1, 32, 0, number * 128)
    data += b"\0" * (-len(data) % 32)
    return data + b"\0" * 128 * tensors


def put(folder: Path, data: bytes) -> Path:
    path = folder / "model.gguf"
    path.write_bytes(data)
    return path


def test_a_real_file_says_its_name_licence_and_exact_length(weights: Path) -> None:
    header = read_header(weights)
    assert header.architecture == "llama"
    assert header.licence == "apache-2.0"
    assert header.least_size == weights.stat().st_size
    assert header.context == 8192


def test_a_small_file_is_read(tmp_path: Path) -> None:
    header = read_header(put(tmp_path, small_gguf({"general.license": "mit", "llama.context_length": 512})))
    assert (header.name, header.licence, header.context, header.tensors) == ("Tiny", "mit", 512, 1)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty-file"),
        (b"PK\x03\x04" + b"x" * 100, "no-magic"),
        (b"<html>", "no-magic"),
        (small_gguf(version=1), "bad-header"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1 << 60, 1), "bad-header"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + struct.pack("<Q", 1 << 62), "bad-header"),
    ],
)
def test_what_is_no_gguf_is_one_clear_error(catalogue: Catalogue, tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(NotGGUF) as raised:
        catalogue.add_gguf(put(tmp_path, data))
    assert raised.value.values["reason"] == reason
    assert catalogue.all() == ()


def test_a_file_cut_anywhere_is_told_as_cut(tmp_path: Path) -> None:
    whole = small_gguf(tensors=3)
    for end in range(4, len(whole)):
        with pytest.raises(GGUFTruncated) as raised:
            read_header(put(tmp_path, whole[:end]))
        assert raised.value.values["has"] == end


def test_a_real_file_that_is_cut_is_refused_before_any_engine(
    catalogue: Catalogue, weights: Path, tmp_path: Path
) -> None:
    with weights.open("rb") as handle:
        path = put(tmp_path, handle.read(30_000_000))
    with pytest.raises(GGUFTruncated) as raised:
        catalogue.add_gguf(path)
    assert raised.value.values["needs"] == weights.stat().st_size


@pytest.mark.parametrize(
    ("pairs", "reason"),
    [
        ({"split.count": 3}, "split"),
        ({"general.type": "adapter"}, "not-a-model"),
        ({"general.architecture": "bert"}, "encoder"),
    ],
)
def test_a_sound_file_that_cannot_write_says_why(tmp_path: Path, pairs: dict[str, str | int], reason: str) -> None:
    with pytest.raises(GGUFUnfit) as raised:
        read_header(put(tmp_path, small_gguf(pairs)))
    assert raised.value.values["reason"] == reason


def test_a_file_that_is_not_there(catalogue: Catalogue, tmp_path: Path) -> None:
    for path in (tmp_path / "none.gguf", tmp_path):
        with pytest.raises(GGUFMissing):
            catalogue.add_gguf(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_header_is_an_error_and_never_a_crash(tmp_path: Path, data: st.DataObject) -> None:
    raw = bytearray(small_gguf({"general.license": "mit"}))
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ModelsError):
        read_header(put(tmp_path, bytes(raw)))


def test_a_sound_header_without_a_model_behind_it_stops_the_engine_and_not_us(
    catalogue: Catalogue, weights: Path, tmp_path: Path
) -> None:
    card = catalogue.add_gguf(put(tmp_path, small_gguf()))
    with pytest.raises(EngineStopped):
        catalogue.open_text(card.id).write(TextAsk("", "Bread?"))


def test_the_card_of_a_real_file(catalogue: Catalogue, weights: Path) -> None:
    card = catalogue.add_gguf(weights, name="Smol")
    assert (card.id, card.name, card.provider, card.does) == ("smol", "Smol", "gguf", {"text"})
    assert card.digest == "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
    assert (card.weights_licence, card.data_goes, card.cost.basis) == ("apache-2.0", STAYS_HERE, "local")
    assert card.version.startswith("xllamacpp ")
    assert catalogue.add_gguf(weights, licence="of my own").weights_licence == "of my own"


def test_a_real_model_answers_by_schema_and_the_same_for_the_same_seed(catalogue: Catalogue, weights: Path) -> None:
    """Protocol and shape, never the text."""
    model = catalogue.open_text(catalogue.add_gguf(weights).id)
    ask = TextAsk("Be brief.", "Say one word about bread.", schema=SCHEMA, max_tokens=40, seed=5)
    first, second = model.write(ask), model.write(ask)
    for answer in (first, second):
        assert isinstance(answer, TextAnswer)
        assert isinstance(answer.data, dict)
        assert set(answer.data) == {"word"}
        assert answer.tokens_in > 0
        assert 0 < answer.tokens_out <= 40
        assert (answer.cost_micro, answer.seed, answer.finish) == (0, 5, "stop")
    assert first.text == second.text
    with pytest.raises(AskTooLong):
        model.write(TextAsk("", "bread " * 4000, max_tokens=10))
    # A question that was too long does not end the engine.
    assert model.write(ask).text == first.text


def test_an_engine_that_is_late_is_ended_and_starts_again(catalogue: Catalogue, weights: Path) -> None:
    card = catalogue.add_gguf(weights, timeout=2)
    model = catalogue.open_text(card.id)
    with pytest.raises(EndpointLate):
        model.write(TextAsk("", "Tell everything about bread, at length.", max_tokens=1900, temperature=1.5, seed=2))
    assert model.write(TextAsk("", "Bread?", max_tokens=4, seed=1)).tokens_out <= 4


def test_another_file_at_the_same_place_is_seen(catalogue: Catalogue, tmp_path: Path) -> None:
    path = put(tmp_path, small_gguf())
    card = catalogue.add_gguf(path)
    put(tmp_path, small_gguf({"general.name": "Other"}))
    with pytest.raises(GGUFChanged):
        catalogue.open_text(card.id).write(TextAsk("", "Bread?"))
    path.unlink()
    with pytest.raises(GGUFMissing):
        catalogue.open_text(card.id).write(TextAsk("", "Bread?"))


def test_a_copy_with_another_date_is_the_same_file(catalogue: Catalogue, weights: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gguf"
    shutil.copy(weights, copy)
    card = catalogue.add_gguf(copy)
    os.utime(copy, (1, 1))
    assert catalogue.open_text(card.id).write(TextAsk("", "Bread?", max_tokens=2, seed=1)).tokens_out <= 2
