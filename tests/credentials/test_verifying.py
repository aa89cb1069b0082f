"""What `verify` answers: each row of the table of states, with its reason, its exit code, and nothing made anywhere."""

from __future__ import annotations

import json
import os
import re
import struct
import time
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from oeuvre.credentials import (
    Authority,
    Claim,
    FileMissing,
    FileUnreadable,
    Ingredient,
    KindUnknown,
    SidecarAlone,
    SigningPool,
    Verification,
    verify,
)
from oeuvre.credentials.certificates import TEN_YEARS
from tests.credentials.signed_files import SOURCE_TYPES, Make, Samples, noise, sign_as_other_maker


def codes(found: Verification) -> list[str]:
    return [reason.code for reason in found.reasons]


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


class TestNone:
    @pytest.mark.parametrize("ending", ["jpg", "png", "pdf", "svg", "webp", "gif", "tiff", "wav", "md"])
    def test_a_file_that_never_had_one(self, ending: str, pool: SigningPool, samples: Samples) -> None:
        found = pool.verify_file(samples[ending])
        assert (found.state, found.exit_code, found.made_by) == ("none", 1, "unknown")
        assert codes(found) == ["no-sidecar" if ending == "md" else "no-manifest"]

    def test_a_manifest_kept_elsewhere(
        self, tmp_path: Path, pool: SigningPool, other: Authority, samples: Samples
    ) -> None:
        address = "http://127.0.0.1:9/never-asked.c2pa"
        created = [{"action": "c2pa.created", "digitalSourceType": SOURCE_TYPES + "digitalCreation"}]
        sign_as_other_maker(samples["jpg"], tmp_path / "a.jpg", other.signer_path, created, remote=address)
        found = pool.verify_file(tmp_path / "a.jpg")
        assert (found.state, codes(found), found.exit_code) == ("none", ["manifest-elsewhere"], 1)
        assert address in found.sentences("en")[0]

    def test_a_text_that_speaks_of_credentials(self, tmp_path: Path, pool: SigningPool) -> None:
        text = "JUMBF boxes such as c2pa.assertions, <x xmlns:c2pa='…'>, caBX, urn:c2pa:1, jumbjumd, C2PA_Manifest.\n"
        (tmp_path / "notes.md").write_text(text, encoding="utf-8")
        assert pool.verify_file(tmp_path / "notes.md").state == "none"

    def test_a_picture_redrawn_without_it(self, tmp_path: Path, signed: Make, pool: SigningPool) -> None:
        Image.open(signed("png")).save(tmp_path / "redrawn.png")
        assert pool.verify_file(tmp_path / "redrawn.png").state == "none"


class TestExpired:
    def test_a_leaf_that_ran_out_after_it_signed(
        self, tmp_path: Path, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        soon = datetime.now(UTC) - TEN_YEARS + timedelta(seconds=4)
        brief = Authority.open(tmp_path / "home", now=soon)
        with SigningPool(brief) as short:
            path = short.sign(samples["jpg"], tmp_path / "a.jpg", claim).path
            assert short.verify_file(path).state == "trusted"
            ends = brief.status().signer.not_after
            time.sleep(max(0.0, (ends - datetime.now(UTC)).total_seconds()) + 1.1)
            found = short.verify_file(path)
            assert (found.state, codes(found), found.exit_code) == ("expired", ["certificate-expired"], 3)
            assert found.made_by == "mixed"
            # Its child is sound, and says which of its parents has expired.
            child = pool.sign(
                samples["png"],
                tmp_path / "child.png",
                replace(claim, ingredients=(Ingredient("old", "image/jpeg", "parentOf", path),)),
            ).path
            above = pool.verify_file(child)
            assert above.state == "trusted"
            assert [one.state for one in above.ingredients] == ["expired"]
            assert codes(above) == ["recognised-here-only", "ingredient-expired"]
            # Altered is graver than expired.
            data = bytearray(path.read_bytes())
            data[-60] ^= 1
            path.write_bytes(data)
            assert short.verify_file(path).state == "altered"


class TestIngredients:
    def test_a_sound_child_of_an_altered_parent_is_altered(
        self, tmp_path: Path, signed: Make, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        parent = signed("jpg")
        data = bytearray(parent.read_bytes())
        data[-60] ^= 0x10
        parent.write_bytes(data)
        child = self.child_of(parent, "jpg", tmp_path / "child.jpg", pool, samples, claim)
        found = pool.verify_file(child)
        assert (found.state, codes(found), found.exit_code) == ("altered", ["ingredient-altered"], 3)
        assert [(one.title, one.state, one.relationship) for one in found.ingredients] == [
            ("signed.jpg", "altered", "parentOf")
        ]
        assert "signed.jpg" in found.sentences("fr")[0]
        grandchild = self.child_of(child, "png", tmp_path / "grandchild.png", pool, samples, claim)
        assert [one.state for one in pool.verify_file(grandchild).ingredients] == ["altered"]
        assert pool.verify_file(grandchild).state == "altered"

    def test_a_parent_whose_manifest_cannot_be_read_is_altered_too(
        self, tmp_path: Path, signed: Make, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        for ending in ("png", "md"):
            parent = signed(ending)
            ruined = parent if ending == "png" else parent.with_name("signed.md.c2pa")
            data = bytearray(ruined.read_bytes())
            place = data.index(b"c2pa.claim") - 60
            data[place : place + 200] = b"\x55" * 200
            ruined.write_bytes(mend_png(bytes(data)) if ending == "png" else data)
            child = self.child_of(parent, "jpg", tmp_path / "child.jpg", pool, samples, claim)
            assert codes(pool.verify_file(child)) == ["ingredient-altered"]
        # Signing the ruin itself does not wash it clean.
        ruin = signed("png")
        data = bytearray(ruin.read_bytes())
        place = data.index(b"c2pa.claim") - 60
        data[place : place + 200] = b"\x55" * 200
        ruin.write_bytes(mend_png(bytes(data)))
        pool.sign(ruin, tmp_path / "washed.png", claim)
        assert pool.verify_file(tmp_path / "washed.png").state == "altered"

    def test_are_judged_by_who_verifies(
        self, tmp_path: Path, pool: SigningPool, other_pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        theirs = other_pool.sign(samples["jpg"], tmp_path / "theirs.jpg", claim).path
        ours = self.child_of(theirs, "png", tmp_path / "ours.png", pool, samples, claim)
        here, there = pool.verify_file(ours), other_pool.verify_file(ours)
        assert (here.state, [one.state for one in here.ingredients]) == ("trusted", ["intact"])
        assert (there.state, [one.state for one in there.ingredients]) == ("intact", ["trusted"])
        nobody = verify(ours)
        assert (nobody.state, [one.state for one in nobody.ingredients]) == ("intact", ["intact"])

    @staticmethod
    def child_of(parent: Path, ending: str, target: Path, pool: SigningPool, samples: Samples, claim: Claim) -> Path:
        ingredient = Ingredient(parent.name, "image/jpeg", "parentOf", parent)
        return pool.sign(samples[ending], target, replace(claim, ingredients=(ingredient,))).path


class TestOtherMakers:
    @pytest.mark.parametrize(
        ("source_type", "maker"),
        [
            ("digitalCapture", "human"),
            ("digitalCreation", "human"),
            ("trainedAlgorithmicMedia", "machine"),
            ("algorithmicMedia", "machine"),
            ("compositeWithTrainedAlgorithmicMedia", "mixed"),
            ("somethingNew", "unknown"),
        ],
    )
    def test_say_who_made_it_by_their_actions(
        self,
        source_type: str,
        maker: str,
        tmp_path: Path,
        pool: SigningPool,
        other: Authority,
        samples: Samples,
    ) -> None:
        created = [{"action": "c2pa.created", "digitalSourceType": SOURCE_TYPES + source_type}]
        sign_as_other_maker(samples["png"], tmp_path / "a.png", other.signer_path, created)
        found = pool.verify_file(tmp_path / "a.png")
        assert (found.state, found.made_by) == ("intact", maker)

    def test_edits_by_hand_of_a_generated_picture_are_mixed(
        self, tmp_path: Path, pool: SigningPool, other: Authority, samples: Samples
    ) -> None:
        created = [{"action": "c2pa.created", "digitalSourceType": SOURCE_TYPES + "trainedAlgorithmicMedia"}]
        sign_as_other_maker(samples["png"], tmp_path / "a.png", other.signer_path, created)
        edited = [
            {"action": "c2pa.opened", "parameters": {"ingredientIds": ["p"]}},
            {"action": "c2pa.edited", "digitalSourceType": SOURCE_TYPES + "humanEdits"},
        ]
        parent = ({"title": "p", "relationship": "parentOf", "label": "p"}, "image/png", tmp_path / "a.png")
        sign_as_other_maker(samples["jpg"], tmp_path / "b.jpg", other.signer_path, edited, ingredients=[parent])
        assert pool.verify_file(tmp_path / "b.jpg").made_by == "mixed"
        opened = [{"action": "c2pa.opened", "parameters": {"ingredientIds": ["p"]}}]
        sign_as_other_maker(samples["jpg"], tmp_path / "c.jpg", other.signer_path, opened, ingredients=[parent])
        assert pool.verify_file(tmp_path / "c.jpg").made_by == "machine"

    def test_cannot_pass_a_model_off_as_a_person_by_writing_so(
        self, tmp_path: Path, pool: SigningPool, other: Authority, samples: Samples
    ) -> None:
        created = [{"action": "c2pa.created", "digitalSourceType": SOURCE_TYPES + "trainedAlgorithmicMedia"}]
        told = [{"label": "org.oeuvre.record", "kind": "Json", "data": {"made_by": "human"}}]
        sign_as_other_maker(samples["png"], tmp_path / "a.png", other.signer_path, created, assertions=told)
        assert pool.verify_file(tmp_path / "a.png").made_by == "mixed"

    def test_become_trusted_once_their_authority_is_added(
        self, tmp_path: Path, other: Authority, other_pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        path = other_pool.sign(samples["jpg"], tmp_path / "a.jpg", claim).path
        mine = Authority.open(tmp_path / "home")
        assert verify(path, mine.home).state == "intact"
        mine.add_anchor(next((other.folder / "own").glob("*.pem")))
        found = verify(path, mine.home)
        assert (found.state, found.own_home, codes(found)) == ("trusted", False, ["recognised-by-anchor"])
        with SigningPool(mine) as pool:
            pool.sign(samples["jpg"], tmp_path / "b.jpg", claim)
            assert pool.verify_file(tmp_path / "b.jpg").own_home


class TestInput:
    def test_what_is_missing_unreadable_or_of_an_unknown_kind_is_bad_input(
        self, tmp_path: Path, pool: SigningPool
    ) -> None:
        (tmp_path / "empty.jpg").write_bytes(b"")
        (tmp_path / "noise.jpg").write_bytes(bytes(range(256)) * 4)
        cases = (
            ("n" * 400, FileUnreadable),
            ("nothing.jpg", FileMissing),
            ("empty.jpg", KindUnknown),
            ("noise.jpg", KindUnknown),
            (".", FileUnreadable),
        )
        for name, error in cases:
            with pytest.raises(error) as caught:
                pool.verify_file(tmp_path / name)
            assert caught.value.exit_code == 2
            assert caught.value.message("fr") != caught.value.message("en")

    def test_the_bytes_decide_not_the_name(self, tmp_path: Path, signed: Make, pool: SigningPool) -> None:
        path = signed("png").rename(tmp_path / "really.jpg")
        assert pool.verify_file(path).state == "trusted"
        path = signed("jpg").rename(tmp_path / "really.txt")
        assert pool.verify_file(path).state == "trusted"

    def test_a_credential_without_its_work_is_bad_input(self, tmp_path: Path, signed: Make, pool: SigningPool) -> None:
        signed("md").with_name("signed.md.c2pa").rename(tmp_path / "alone.c2pa")
        with pytest.raises(SidecarAlone):
            pool.verify_file(tmp_path / "alone.c2pa")

    def test_names_in_any_writing_are_read(self, tmp_path: Path, signed: Make, pool: SigningPool) -> None:
        path = signed("png").rename(tmp_path / "Marché de nuit « été » 🥖.png")
        assert pool.verify_file(path).state == "trusted"

    def test_nothing_is_made_in_any_home(self, tmp_path: Path, signed: Make) -> None:
        path = signed("png")
        absent, empty = tmp_path / "absent", tmp_path / "empty"
        empty.mkdir()
        before = sorted(tmp_path.rglob("*"))
        assert verify(path, absent).state == "intact"
        assert verify(path, empty).state == "intact"
        assert sorted(tmp_path.rglob("*")) == before


class TestJson:
    def test_has_the_shape_that_scripts_lean_on(self, signed: Make, pool: SigningPool) -> None:
        path = signed("jpg")
        found = json.loads(json.dumps(pool.verify_file(path).as_dict("fr")))
        assert found["file"] == str(path)
        assert found["state"] == "trusted"
        assert found["made_by"] == "mixed"
        assert found["ingredients"] == []
        assert len(found["reasons"]) == len(found["codes"]) == 1
        assert "reconnu ici seulement" in found["reasons"][0]


def mend_png(data: bytes) -> bytes:
    """The same PNG with right checksums, so that only its content is in question; other kinds come back as they are."""
    if not data.startswith(b"\x89PNG"):
        return data
    place, mended = 8, data[:8]
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        body = data[place + 4 : place + 8 + length]
        mended += data[place : place + 4] + body + struct.pack(">I", zlib.crc32(body))
        place += 12 + length
    return mended


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
