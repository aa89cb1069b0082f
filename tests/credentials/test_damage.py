"""Damage: what was altered is said, and the ruins of a credential never pass for a file that had none."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from oeuvre.credentials import Claim, SigningPool
from tests.credentials.signed_files import Make, Samples, codes, mend_png, noise


class TestAltered:
    def test_pixels(self, signed: Make, pool: SigningPool) -> None:
        path = signed("jpg")
        data = bytearray(path.read_bytes())
        data[-60] ^= 0x10
        path.write_bytes(data)
        found = pool.verify_file(path)
        assert (found.state, codes(found), found.exit_code) == ("altered", ["picture-changed"], 3)
        assert found.made_by == "unknown"

    @pytest.mark.parametrize("ending", ["jpg", "png", "pdf", "svg", "webp", "wav"])
    def test_bytes_put_behind_the_end_are_told_from_a_changed_content(
        self, ending: str, signed: Make, pool: SigningPool
    ) -> None:
        path = signed(ending)
        with path.open("ab") as stream:
            stream.write(b"<!-- hello -->")
        found = pool.verify_file(path)
        assert found.state == "altered"
        assert codes(found) == ["bytes-appended"]
        assert "14" in found.sentences("fr")[0]

    def test_an_end_that_is_missing(self, signed: Make, pool: SigningPool) -> None:
        for ending in ("jpg", "webp"):
            path = signed(ending)
            data = path.read_bytes()
            path.write_bytes(data[:-40] if ending == "jpg" else data[:-7])
            assert pool.verify_file(path).state == "altered"
        path = signed("jpg")
        path.write_bytes(path.read_bytes()[:-40])
        assert codes(pool.verify_file(path)) == ["cut-short"]

    def test_the_licence(self, signed: Make, pool: SigningPool) -> None:
        path = signed("png")
        data = path.read_bytes().replace(b"CC-BY-4.0", b"CC0-1.0xx")
        path.write_bytes(mend_png(data))
        found = pool.verify_file(path)
        assert found.state == "altered"
        assert "assertion-changed" in codes(found)
        assert "title, authors and licence" in " ".join(found.sentences("en"))
        assert "titre, auteurs et licence" in " ".join(found.sentences("fr"))

    def test_the_claim(self, signed: Make, pool: SigningPool) -> None:
        path = signed("png")
        data = path.read_bytes().replace(b"dc:titlegAffiche", b"dc:titlegAffichx")
        assert data != path.read_bytes()
        path.write_bytes(mend_png(data))
        found = pool.verify_file(path)
        assert found.state == "altered"
        assert "claim-changed" in codes(found)

    def test_a_manifest_moved_to_another_picture(self, tmp_path: Path, signed: Make, pool: SigningPool) -> None:
        data = signed("png").read_bytes()
        start = data.index(b"caBX") - 4
        chunk = data[start : start + 12 + int.from_bytes(data[start : start + 4], "big")]
        noise(99).save(tmp_path / "other.png")
        plain = (tmp_path / "other.png").read_bytes()
        (tmp_path / "other.png").write_bytes(plain[:33] + chunk + plain[33:])
        found = pool.verify_file(tmp_path / "other.png")
        assert (found.state, codes(found)) == ("altered", ["picture-changed"])

    def test_a_text_beside_its_credential(self, signed: Make, pool: SigningPool) -> None:
        path = signed("md")
        path.write_text(path.read_text(encoding="utf-8").replace("four", "feu"), encoding="utf-8")
        assert codes(pool.verify_file(path)) == ["text-changed"]


class TestRuinsOfACredential:
    """A file in which any trace of a manifest is left, but none that can be read."""

    def test_overwritten_in_the_middle(self, signed: Make, pool: SigningPool) -> None:
        for ending in ("jpg", "png", "webp", "wav", "pdf"):
            path = signed(ending)
            data = bytearray(path.read_bytes())
            place = data.index(b"c2pa.claim") - 60
            data[place : place + 200] = os.urandom(200)
            path.write_bytes(data)
            found = pool.verify_file(path)
            assert (ending, found.state, found.exit_code) == (ending, "altered", 3)

    def test_the_first_bytes_of_the_file_gone(self, signed: Make, pool: SigningPool) -> None:
        path = signed("jpg")
        path.write_bytes(b"\x00\x01" + path.read_bytes()[2:])
        found = pool.verify_file(path)
        assert (found.state, codes(found)) == ("altered", ["manifest-unreadable"])

    def test_the_wrapper_renamed(self, signed: Make, pool: SigningPool) -> None:
        for ending, name in (("png", b"caBX"), ("webp", b"C2PA"), ("wav", b"C2PA")):
            path = signed(ending)
            path.write_bytes(mend_png(path.read_bytes().replace(name, b"xxxx")))
            assert (ending, pool.verify_file(path).state) == (ending, "altered")

    def test_one_of_several_segments_taken_out(
        self, tmp_path: Path, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        path = tmp_path / "a.jpg"
        # Long enough for two APP11 segments.
        pool.sign(samples["jpg"], path, replace(claim, credits=tuple(f"contributor {n}" for n in range(6000))))
        data = path.read_bytes()
        starts = [one.start() for one in re.finditer(rb"\xff\xeb..JP", data, re.DOTALL)]
        assert len(starts) > 1
        for start in starts:
            length = int.from_bytes(data[start + 2 : start + 4], "big") + 2
            path.write_bytes(data[:start] + data[start + length :])
            assert pool.verify_file(path).state == "altered"

    def test_an_emptied_element_of_an_svg(self, signed: Make, pool: SigningPool) -> None:
        path = signed("svg")
        text = path.read_text(encoding="utf-8")
        head, _, rest = text.partition("<c2pa:manifest>")
        body, _, tail = rest.partition("</c2pa:manifest>")
        for left in (
            f"{head}<c2pa:manifest></c2pa:manifest>{tail}",
            f"{head}{tail}",
            f"{head}<desc>{body}</desc>{tail}",
        ):
            path.write_text(left, encoding="utf-8")
            assert pool.verify_file(path).state == "altered"

    def test_an_embedded_file_of_a_pdf_saved_again(self, signed: Make, pool: SigningPool) -> None:
        path = signed("pdf")
        with pikepdf.open(path, allow_overwriting_input=True) as document:
            document.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
        assert pool.verify_file(path).state == "altered"

    def test_a_sidecar_that_no_longer_parses(self, signed: Make, pool: SigningPool) -> None:
        path = signed("md")
        sidecar = path.with_name("signed.md.c2pa")
        for ruin in (sidecar.read_bytes()[:300], b"", b"hello"):
            sidecar.write_bytes(ruin)
            assert codes(pool.verify_file(path)) == ["sidecar-unreadable"]

    def test_a_kind_in_which_no_manifest_can_be_read(self, tmp_path: Path, signed: Make, pool: SigningPool) -> None:
        (tmp_path / "face.ttf").write_bytes(b"\x00\x01\x00\x00\x00" + signed("png").read_bytes())
        found = pool.verify_file(tmp_path / "face.ttf")
        assert (found.state, codes(found)) == ("altered", ["carrier-unread"])

    def test_metadata_that_promises_a_manifest_within(self, tmp_path: Path, pool: SigningPool) -> None:
        data = picture_with_provenance(tmp_path, "self#jumbf=c2pa/urn:c2pa:1")
        found = pool.verify_file(data)
        assert (found.state, codes(found)) == ("altered", ["manifest-unreadable"])


def picture_with_provenance(folder: Path, address: str) -> Path:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description xmlns:dcterms="http://purl.org/dc/terms/" dcterms:provenance="{address}"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    path = folder / "promise.jpg"
    Image.new("RGB", (20, 20)).save(path, xmp=packet.encode())
    assert address.encode() in path.read_bytes()
    return path
