"""What `verify` answers: each row of the table of states, with its reason, its exit code, and nothing made anywhere."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

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
    verify,
)
from oeuvre.credentials.certificates import TEN_YEARS
from tests.credentials.signed_files import SOURCE_TYPES, Make, Samples, codes, mend_png, sign_as_other_maker


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
