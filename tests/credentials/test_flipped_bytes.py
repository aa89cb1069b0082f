"""Bytes planted all over signed files: whatever is damaged, no file passes for sound or for one that had no credential.

Flips that leave the verdict standing are those that C2PA itself leaves out of every hash: the zero padding of the COSE
signature, the headers (length, type, toggles, label) of the JUMBF superboxes around what is hashed, and the wrapper
that the file format puts around it all (numbering of JPEG segments, checksum of a PNG chunk). They change neither the
content nor anything that is said of it, which is tested too.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.credentials import Authority, SigningPool, read_anchors
from oeuvre.credentials.errors import CredentialsError
from oeuvre.credentials.reading import examine
from tests.credentials.signed_files import Make, Samples, simple_claim

_SEGMENT_HEADER = 24  # the numbering of a JPEG segment stands before the first box
_SUPERBOX_HEADER = 80  # length, `jumb`, description box, type, toggles and the longest label before a content box


def verdict(path: Path, authority: Authority) -> dict[str, Any]:
    try:
        return examine(path, read_anchors(authority.home).own, [])
    except CredentialsError as error:
        return {"state": error.code}


def state(path: Path, authority: Authority) -> str:
    return str(verdict(path, authority)["state"])


def is_left_unhashed(data: bytes, place: int) -> bool:
    in_padding = (
        data[place] == 0 or b"\x00" * 8 in data[place : place + 12] or b"cpad" in data[max(0, place - 8) : place + 6]
    )
    in_header = b"jumb" in data[max(0, place - _SUPERBOX_HEADER) : place + _SEGMENT_HEADER]
    return in_padding or in_header or place in png_checksum(data)


def png_checksum(data: bytes) -> range:
    """The places of the checksum of the chunk that holds the manifest."""
    if not data.startswith(b"\x89PNG"):
        return range(0)
    start = data.index(b"caBX")
    end = start + 4 + int.from_bytes(data[start - 4 : start], "big")
    return range(end, end + 4)


@pytest.mark.parametrize("ending", ["jpg", "png", "pdf", "svg", "webp", "wav"])
def test_a_flipped_byte_makes_a_file_altered(ending: str, signed: Make, authority: Authority, samples: Samples) -> None:
    path = signed(ending)
    whole, said = path.read_bytes(), verdict(path, authority)
    dice = random.Random(f"flips {ending}")
    # Every flip is one of a kind: spread over the file, and a share of them in the first and last bytes.
    places = {dice.randrange(len(whole)) for _ in range(260)} | set(range(0, 40, 3)) | {len(whole) - 1, len(whole) - 9}
    seen: dict[str, int] = {}
    for place in sorted(places):
        damaged = bytearray(whole)
        damaged[place] ^= dice.choice((0x01, 0x20, 0x55, 0x80, 0xFF))
        path.write_bytes(damaged)
        verdict_now = verdict(path, authority)
        found = verdict_now["state"]
        seen[found] = seen.get(found, 0) + 1
        if found == "trusted":
            # Nothing that it says has changed.
            assert verdict_now == said
        if found == "trusted" and ending != "svg":
            assert is_left_unhashed(whole, place), (ending, place, whole[place - 20 : place + 20])
        else:
            assert found in ("altered", "trusted"), (ending, place, found)
    assert seen["altered"] > len(places) * 2 // 3
    path.write_bytes(whole)
    assert state(path, authority) == "trusted"


@pytest.mark.parametrize("ending", ["jpg", "png", "svg"])
def test_a_file_cut_anywhere_behind_the_first_mark_is_altered(ending: str, signed: Make, authority: Authority) -> None:
    path = signed(ending)
    whole = path.read_bytes()
    mark = {"jpg": b"jumb", "png": b"caBX", "svg": b"xmlns:c2pa="}[ending]
    first = whole.index(mark) + len(mark)
    dice = random.Random(f"cuts {ending}")
    for _ in range(80):
        path.write_bytes(whole[: dice.randrange(first, len(whole))])
        assert state(path, authority) == "altered"


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_no_run_of_changed_bytes_inside_the_content_or_the_claim_is_overlooked(
    hardened: tuple[Path, bytes, list[tuple[int, int]], Authority], data: st.DataObject
) -> None:
    path, whole, ranges, authority = hardened
    start, end = data.draw(st.sampled_from(ranges))
    place = data.draw(st.integers(start, end - 1))
    run = data.draw(st.binary(min_size=1, max_size=min(24, end - place)))
    damaged = whole[:place] + run + whole[place + len(run) :]
    path.write_bytes(damaged)
    assert state(path, authority) == ("trusted" if damaged == whole else "altered")


@pytest.fixture(scope="module")
def hardened(
    tmp_path_factory: pytest.TempPathFactory, authority: Authority, samples: Samples
) -> tuple[Path, bytes, list[tuple[int, int]], Authority]:
    """A signed JPEG, and the ranges that no flip may touch unseen: pixels, claim, authors, licence, training."""
    path = tmp_path_factory.mktemp("hardened") / "a.jpg"
    with SigningPool(authority) as pool:
        pool.sign(samples["jpg"], path, simple_claim())
    whole = path.read_bytes()
    pixels = whole.index(b"\xff\xda")
    ranges = [(pixels, len(whole))]
    for mark, length in ((b"dc:creator", 60), (b"cawg.ai_generative_training", 80), (b"claim_generator_info", 60)):
        place = whole.index(mark)
        ranges.append((place, place + length))
    return path, whole, ranges, authority
