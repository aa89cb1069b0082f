"""Signing: what a signed file holds, that nothing is lost, and that a target is never half written."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typst

from oeuvre.credentials import (
    Action,
    Authority,
    Claim,
    FileMissing,
    Ingredient,
    Job,
    SigningFailed,
    SigningPool,
    SigningRefused,
    sign,
    verify,
)
from tests.credentials.signed_files import Samples, noise, read_manifests


def manifest_of(path: Path) -> dict[str, Any]:
    report = read_manifests(path)
    manifest: dict[str, Any] = report["manifests"][report["active_manifest"]]
    return manifest


def assertion(manifest: dict[str, Any], label: str) -> Any:
    return next(one["data"] for one in manifest["assertions"] if one["label"] == label)


EMBEDDING = ("jpg", "png", "webp", "gif", "tiff", "svg", "pdf", "wav")


class TestAKindThatHoldsAManifest:
    @pytest.mark.parametrize("ending", EMBEDDING)
    def test_is_trusted_at_home_and_intact_elsewhere(
        self,
        ending: str,
        tmp_path: Path,
        pool: SigningPool,
        other_pool: SigningPool,
        samples: Samples,
        claim: Claim,
    ) -> None:
        target = tmp_path / f"signed.{ending}"
        result = pool.sign(samples[ending], target, claim)
        data = target.read_bytes()
        assert (result.digest, result.size) == (hashlib.sha256(data).hexdigest(), len(data))
        assert 0 < result.manifest_bytes < len(data)
        assert result.sidecar is None
        here, elsewhere = pool.verify_file(target), other_pool.verify_file(target)
        assert (here.state, here.own_home, here.exit_code) == ("trusted", True, 0)
        assert [one.code for one in here.reasons] == ["recognised-here-only"]
        assert (elsewhere.state, elsewhere.own_home, elsewhere.exit_code) == ("intact", False, 0)
        assert [one.code for one in elsewhere.reasons] == ["signer-unknown"]
        assert here.made_by == elsewhere.made_by == "mixed"
        # The certificate is in English for everyone; of its own authority this home speaks in the reader's words.
        assert here.signer_name("fr").startswith("autorité de ce dossier de travail")
        assert here.signer.split(" · ")[0].removeprefix("Oeuvre home ") in here.signer_name("fr")
        assert "Oeuvre" not in here.signer_name("fr") + here.signer_name("en")
        # Another home is called by what it calls itself, in the reader's words.
        assert elsewhere.signer == here.signer
        assert elsewhere.signer_name("fr").startswith("autorité d’un dossier de travail qui se nomme")
        assert "known to its own home" not in elsewhere.signer_name("fr") + elsewhere.signer_name("en")

    def test_says_who_made_it_under_which_terms_and_where_it_stands_on_the_record(
        self, tmp_path: Path, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        whole = replace(
            claim,
            record_digest="ab" * 32,
            terms_url="https://creativecommons.org/licenses/by/4.0/",
            iscc="ISCC:KACT4EBWK27737D2AYCJRAL5Z36G76RFRMO4554RU26HZ4ORJGIVHDI",
            credits=("layout rule (rule)",),
        )
        pool.sign(samples["jpg"], tmp_path / "a.jpg", whole)
        manifest = manifest_of(tmp_path / "a.jpg")
        metadata = assertion(manifest, "cawg.metadata")
        assert metadata["dc:creator"] == ["Ana"]
        assert metadata["dc:rights"] == "CC-BY-4.0"
        assert metadata["xmpRights:WebStatement"] == whole.terms_url
        entries = assertion(manifest, "cawg.training-mining")["entries"]
        assert {entry["use"] for entry in entries.values()} == {"notAllowed"}
        record = assertion(manifest, "org.oeuvre.record")
        assert (record["work"], record["head"], record["made_by"]) == ("w1", "ab" * 32, "mixed")
        binding = assertion(manifest, "c2pa.soft-binding")
        assert (binding["alg"], binding["blocks"][0]["value"]) == ("io.iscc.v0", whole.iscc)
        assert "thumbnail" not in json.dumps(read_manifests(tmp_path / "a.jpg"))

    def test_may_be_signed_in_its_own_place(
        self, tmp_path: Path, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        place = tmp_path / "a.png"
        place.write_bytes(samples["png"].read_bytes())
        pool.sign(place, place, claim)
        assert pool.verify_file(place).state == "trusted"
        assert [path.name for path in tmp_path.iterdir()] == ["a.png"]


class TestTextAndOtherKinds:
    def test_get_a_manifest_beside_them_and_keep_their_bytes(
        self, tmp_path: Path, pool: SigningPool, samples: Samples
    ) -> None:
        target = tmp_path / "copy.md"
        result = pool.sign(samples["md"], target, Claim("Copie", "text/markdown", made_by="human"))
        assert target.read_bytes() == samples["md"].read_bytes()
        assert result.sidecar == tmp_path / "copy.md.c2pa"
        assert pool.verify_file(target).state == "trusted"
        # The credential's own name leads to the work it belongs to.
        assert pool.verify_file(tmp_path / "copy.md.c2pa").state == "trusted"

    def test_signed_again_keep_the_history_of_their_sidecar(
        self, tmp_path: Path, pool: SigningPool, other_pool: SigningPool, samples: Samples
    ) -> None:
        claim = Claim("Copie", "text/markdown", made_by="human")
        first = tmp_path / "one.md"
        other_pool.sign(samples["md"], first, claim)
        changed = tmp_path / "two.md"
        changed.write_text("Autre texte.\n", encoding="utf-8")
        parent = Ingredient("one", "text/markdown", "parentOf", first)
        pool.sign(changed, changed, replace(claim, ingredients=(parent,)))
        found = pool.verify_file(changed)
        assert [(one.state, one.relationship) for one in found.ingredients] == [("intact", "parentOf")]
        assert found.state == "trusted"
        pool.sign(changed, tmp_path / "three.md", claim)
        again = pool.verify_file(tmp_path / "three.md")
        assert [(one.title, one.state) for one in again.ingredients] == [("two.md", "trusted")]
        report = read_manifests(tmp_path / "three.md", tmp_path / "three.md.c2pa")
        assert len(report["manifests"]) == 3


class TestHistory:
    def test_of_a_signed_source_is_kept_though_the_claim_forgot_it(
        self, tmp_path: Path, pool: SigningPool, other_pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        foreign = tmp_path / "foreign.jpg"
        other_pool.sign(samples["jpg"], foreign, replace(claim, title="Ailleurs"))
        created = replace(claim, actions=(Action("c2pa.created", "digitalCreation"),))
        pool.sign(foreign, tmp_path / "again.jpg", created)
        found = pool.verify_file(tmp_path / "again.jpg")
        assert [(one.title, one.state, one.relationship) for one in found.ingredients] == [
            ("foreign.jpg", "intact", "parentOf")
        ]
        actions = assertion(manifest_of(tmp_path / "again.jpg"), "c2pa.actions.v2")["actions"]
        assert [one["action"] for one in actions] == ["c2pa.opened", "c2pa.edited"]
        titles = {one.get("title") for one in read_manifests(tmp_path / "again.jpg")["manifests"].values()}
        assert titles == {"Ailleurs", "Affiche"}

    def test_is_not_told_twice_when_the_claim_names_the_same_bytes(
        self, tmp_path: Path, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        first = tmp_path / "a.png"
        pool.sign(samples["png"], first, claim)
        named = replace(claim, ingredients=(Ingredient("a", "image/png", "componentOf", first),))
        pool.sign(first, tmp_path / "b.png", named)
        assert [one.title for one in pool.verify_file(tmp_path / "b.png").ingredients] == ["a"]

    def test_keeps_every_ingredient_whatever_its_kind(
        self, tmp_path: Path, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        (tmp_path / "face.ttf").write_bytes(b"\x00\x01\x00\x00\x00" + b"glyphs" * 9)
        (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"nothing")
        ingredients = (
            Ingredient("emblem", "image/svg+xml", "componentOf", samples["svg"], "e"),
            Ingredient("brief", "text/markdown", "inputTo", samples["md"], "b"),
            Ingredient("face", "font/ttf", "inputTo", tmp_path / "face.ttf", "f"),
            Ingredient("lost", "image/png", "componentOf", None, "l", digest="cd" * 32),
            Ingredient("broken", "image/png", "componentOf", tmp_path / "broken.png", "k"),
            Ingredient("first", "image/png", "parentOf", samples["png"], "p"),
            Ingredient("second", "image/png", "parentOf", samples["jpg"], "q"),
        )
        actions = (Action("c2pa.edited", "composite", "layout", "1", "laid out", ("e", "p")),)
        pool.sign(samples["jpg"], tmp_path / "a.jpg", replace(claim, ingredients=ingredients, actions=actions))
        found = pool.verify_file(tmp_path / "a.jpg")
        assert found.state == "trusted"
        relationships = {one.title: one.relationship for one in found.ingredients}
        assert relationships == {
            "emblem": "componentOf",
            "brief": "inputTo",
            "face": "inputTo",
            "lost": "componentOf",
            "broken": "componentOf",
            "first": "parentOf",
            "second": "componentOf",
        }
        assert {one.state for one in found.ingredients} == {"none"}
        record = assertion(manifest_of(tmp_path / "a.jpg"), "org.oeuvre.record")
        assert record["ingredients"] == [{"id": "l", "sha256": "cd" * 32}]

    def test_of_fifty_signatures_stays_whole_and_small(self, tmp_path: Path, pool: SigningPool, claim: Claim) -> None:
        previous: Path | None = None
        size = 0
        for step in range(50):
            rendered = tmp_path / "rendered.jpg"
            noise(step, 32).save(rendered)
            target = tmp_path / f"{step}.jpg"
            parents = () if previous is None else (Ingredient(f"step {step}", "image/jpeg", "parentOf", previous),)
            edit = Action("c2pa.edited", "humanEdits", "Oeuvre", "0.1.0", "edited by Ana")
            size = pool.sign(rendered, target, replace(claim, ingredients=parents, actions=(edit,))).manifest_bytes
            previous = target
        assert previous is not None
        assert size < 400 * 1024
        assert len(read_manifests(previous)["manifests"]) == 50
        assert pool.verify_file(previous).state == "trusted"


class TestWhatCannotBeSigned:
    def test_a_missing_source_is_named(self, tmp_path: Path, pool: SigningPool, claim: Claim) -> None:
        with pytest.raises(FileMissing):
            pool.sign(tmp_path / "nothing.jpg", tmp_path / "a.jpg", claim)

    def test_an_act_that_names_an_unknown_ingredient_is_refused(
        self, tmp_path: Path, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        astray = replace(claim, actions=(Action("c2pa.placed", ingredients=("nowhere",)),))
        with pytest.raises(SigningRefused) as caught:
            pool.sign(samples["jpg"], tmp_path / "a.jpg", astray)
        assert "nowhere" in caught.value.message("fr")
        assert list(tmp_path.iterdir()) == []

    def test_a_target_that_cannot_be_written_is_named(
        self, tmp_path: Path, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(SigningFailed) as caught:
            pool.sign(samples["jpg"], tmp_path / "file" / "a.jpg", claim)
        assert str(tmp_path / "file") in caught.value.place

    def test_a_damaged_source_leaves_the_target_as_it_was(
        self, tmp_path: Path, pool: SigningPool, samples: Samples, claim: Claim
    ) -> None:
        target, broken = tmp_path / "a.png", tmp_path / "broken.png"
        target.write_bytes(b"what stood here before")
        broken.write_bytes(samples["png"].read_bytes()[:20])
        with pytest.raises(SigningFailed):
            pool.sign(broken, target, claim)
        assert target.read_bytes() == b"what stood here before"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "broken.png"]


class TestWhatAKilledProcessLeft:
    def test_is_swept_away_but_not_what_a_living_one_writes(
        self, tmp_path: Path, authority: Authority, samples: Samples, claim: Claim
    ) -> None:
        gone = subprocess.Popen([sys.executable, "-c", "pass"])
        gone.wait()
        dead = tmp_path / f".oeuvre-{gone.pid}-0123456789ab.part"
        living = tmp_path / f".oeuvre-{os.getppid()}-0123456789ab.c2pa.part"
        for path in (dead, living, tmp_path / ".hidden"):
            path.write_bytes(b"half")
        with SigningPool(authority) as pool:
            pool.sign(samples["jpg"], tmp_path / "a.jpg", claim)
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([living.name, ".hidden", "a.jpg"])


class TestPdf:
    def test_keeps_its_boxes_its_fonts_and_what_it_shows(self, tmp_path: Path, pool: SigningPool, claim: Claim) -> None:
        plain, target = tmp_path / "plain.pdf", tmp_path / "signed.pdf"
        typst.compile(b"#set page(width: 9cm, height: 6cm)\n#set text(size: 20pt)\nLe pain sort du four.", output=plain)
        with pikepdf.open(plain, allow_overwriting_input=True) as document:
            document.pages[0].trimbox = [8, 8, 240, 160]
            document.pages[0].bleedbox = [2, 2, 250, 168]
            document.save(plain)
        pool.sign(plain, target, claim)
        with pikepdf.open(target) as document:
            page = document.pages[0]
            assert [float(one) for one in page.trimbox] == [8, 8, 240, 160]
            assert [float(one) for one in page.bleedbox] == [2, 2, 250, 168]
            assert all("/FontDescriptor" in font["/DescendantFonts"][0] for font in page.resources.Font.values())
        shown = [pypdfium2.PdfDocument(path)[0].render(scale=2).to_numpy() for path in (plain, target)]
        assert (shown[0] == shown[1]).all()


class TestSeveral:
    def test_come_back_in_the_order_asked(
        self, tmp_path: Path, authority: Authority, samples: Samples, claim: Claim
    ) -> None:
        jobs = [Job(samples["jpg"], tmp_path / f"{number}.jpg", claim) for number in range(6)]
        with SigningPool(authority, workers=2) as two:
            results = two.sign_many(jobs)
            states = [one.state for one in two.verify_many([one.path for one in results])]
        assert [one.path.name for one in results] == [f"{number}.jpg" for number in range(6)]
        assert states == ["trusted"] * 6

    def test_one_alone_needs_no_pool(
        self, tmp_path: Path, authority: Authority, samples: Samples, claim: Claim
    ) -> None:
        result = sign(samples["png"], tmp_path / "new" / "a.png", claim, authority)
        assert verify(result.path, authority.home).state == "trusted"
        assert verify(result.path).state == "intact"
