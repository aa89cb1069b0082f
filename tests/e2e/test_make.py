"""The main job and its contract for scripts."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from tests.e2e.conftest import FEW, Finished, Ran, run_cold, write_brief

DRAFT_KEYS = {"number", "work", "path", "family", "palette", "pairing", "headline", "idea", "state", "by", "reason"}
EDITION_KEYS = {
    "path",
    "format",
    "width",
    "height",
    "unit",
    "work",
    "digest",
    "credential",
    "licence",
    "alt",
    "left_out",
}
Command = Callable[..., Ran]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tree(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): sha256(p) for p in sorted(folder.rglob("*")) if p.is_file()}


class TestValue:
    def test_has_exactly_the_promised_keys(self, finished: Finished) -> None:
        value = finished.value
        assert set(value) == {
            *("project", "index", "record", "ideas", "chosen", "drafts", "editions", "failed", "timings"),
        }
        assert set(value["chosen"]) == {"number", "work", "idea"}
        assert all(set(draft) == DRAFT_KEYS for draft in value["drafts"])
        assert all(set(edition) == EDITION_KEYS for edition in value["editions"])
        assert (finished.out / value["index"]).is_file()
        assert (finished.out / value["record"]).is_file()

    def test_every_edition_lies_there_signed_and_recognised(self, finished: Finished) -> None:
        assert finished.value["editions"]
        for edition in finished.value["editions"]:
            path = finished.out / edition["path"]
            assert sha256(path) == edition["digest"]
            assert edition["credential"] == "trusted"
            assert edition["alt"]

    def test_a_failed_format_has_a_reason_and_exit_three(self, finished: Finished) -> None:
        made = {edition["format"] for edition in finished.value["editions"]}
        failed = {one["format"] for one in finished.value["failed"]}
        assert made | failed == set(FEW)
        assert finished.code == (3 if failed else 0)
        assert all(one["reason"] and one["remedy"] for one in finished.value["failed"])

    def test_the_sheet_has_twenty_four_drafts_of_many_kinds(self, finished: Finished) -> None:
        drafts = finished.value["drafts"]
        assert [draft["number"] for draft in drafts] == list(range(1, 25))
        assert len({draft["family"] for draft in drafts}) >= 8
        assert len({draft["palette"] for draft in drafts}) >= 6
        assert len({draft["pairing"] for draft in drafts}) >= 6
        for draft in drafts:
            with Image.open(finished.out / draft["path"]) as image:
                assert image.size == (1080, 1350)
            assert draft["state"] in ("chosen", "kept", "refused", "draft")
            assert draft["reason"] or draft["state"] != "refused"

    def test_a_rule_chose_and_the_record_says_so(self, finished: Finished, oeuvre: Command) -> None:
        chosen = next(draft for draft in finished.value["drafts"] if draft["state"] == "chosen")
        assert chosen["by"] == "rule"
        assert chosen["work"] == finished.value["chosen"]["work"]
        acts = oeuvre("--home", finished.home, "record", "log", "--json").value
        choice = next(act for act in acts if act["kind"] == "choose")
        assert choice["settings"]["rule"]
        assert not choice["words"].get("because")

    def test_words_are_the_briefs_verbatim(self, finished: Finished) -> None:
        from oeuvre.foundation import verbatim_key

        copy = verbatim_key((finished.out / "copy.md").read_text(encoding="utf-8").replace("\\", ""))
        assert verbatim_key("vendredi 4 décembre, 18 h - 23 h") in copy


class TestAgain:
    def test_a_finished_run_changes_nothing_and_prints_the_same(self, finished: Finished, oeuvre: Command) -> None:
        before = tree(finished.out), tree(finished.home / "store")
        again = oeuvre(
            "--home", finished.home, "make", finished.brief, "--choose", "auto", "--out", finished.out,
            "--seed", "7", "--json",
        )  # fmt: skip
        assert again.value == finished.value
        assert again.code == finished.code
        assert (tree(finished.out), tree(finished.home / "store")) == before

    def test_what_a_finished_run_lost_is_put_back_and_said(self, finished: Finished, oeuvre: Command) -> None:
        before = tree(finished.out)
        out, value = finished.out, finished.value
        edition = out / value["editions"][0]["path"]
        edition.write_bytes(edition.read_bytes()[:-9])
        (out / value["drafts"][2]["path"]).unlink()
        (out / value["index"]).unlink()
        (out / "CREDITS.txt").write_text("nobody", encoding="utf-8")
        shutil.rmtree(out / "source" / "fonts")
        worked_on = (out / "copy.md").read_text(encoding="utf-8")
        (out / "copy.md").write_text("my own words", encoding="utf-8")
        (out / "editions" / "notes.txt").write_text("mine", encoding="utf-8")
        again = oeuvre(
            "--home", finished.home, "make", finished.brief, "--choose", "auto", "--out", out, "--seed", "7", "--json"
        )
        assert again.value == value
        assert edition.name in again.err
        assert (out / "copy.md").read_text(encoding="utf-8") == "my own words"
        assert (out / "editions" / "notes.txt").is_file()
        (out / "editions" / "notes.txt").unlink()
        (out / "copy.md").write_text(worked_on, encoding="utf-8")
        assert tree(out) == before

    def test_the_same_seed_gives_the_same_pixels_elsewhere(self, finished: Finished, tmp_path: Path) -> None:
        other = tmp_path / "other"
        # Begun from nothing, in an order of sets of its own, and with workers.
        done = run_cold(
            "--home", tmp_path / "home", "make", finished.brief, "--choose", "auto", "--out", other,
            "--seed", "7", "--json", OEUVRE_WORKERS="2",
        )  # fmt: skip
        ours = [(draft["family"], draft["palette"], draft["state"]) for draft in finished.value["drafts"]]
        assert [(draft["family"], draft["palette"], draft["state"]) for draft in done.value["drafts"]] == ours
        for draft in done.value["drafts"]:
            assert sha256(other / draft["path"]) == sha256(finished.out / draft["path"])

    def test_a_changed_brief_starts_a_new_run_that_keeps_and_links_the_old(
        self, workable: Finished, oeuvre: Command, tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        shutil.copytree(workable.out, out)
        brief = write_brief(tmp_path / "brief", formats=["social-square"])
        brief.write_text(brief.read_text(encoding="utf-8").replace("entrée libre", "prix libre"), encoding="utf-8")
        (out / "notes.txt").write_text("mine", encoding="utf-8")
        words = ("--home", workable.home, "make", brief, "--choose", "auto", "--out", out, "--json")
        second = oeuvre(*words).value
        assert second["chosen"]["work"] != workable.value["chosen"]["work"]
        kept = list((out / "previous").iterdir())
        assert len(kept) == 1
        assert (kept[0] / "index.html").is_file()
        assert (out / "notes.txt").is_file()
        page = (out / "index.html").read_text(encoding="utf-8")
        assert f"previous/{kept[0].name}/index.html" in page

        # What is lost in the folder and damaged in the store is said, and nothing false is put in its place.
        edition = out / second["editions"][0]["path"]
        edition.unlink()
        blob = next((workable.home / "store").rglob(second["editions"][0]["digest"]))
        blob.chmod(0o644)
        blob.write_bytes(b"something else")
        lost = oeuvre(*words)
        assert (lost.code, lost.value["error"]["code"]) == (1, "copy-lost")
        assert not edition.exists()
        verdict = oeuvre("--home", workable.home, "record", "verify", "--content", "--json")
        assert (verdict.code, verdict.value["holds"]) == (3, False)


class TestDecisions:
    def test_choosing_another_lays_the_editions_out_again_and_keeps_the_first_choice(
        self, oeuvre: Command, tmp_path: Path
    ) -> None:
        home, out = tmp_path / "home", tmp_path / "out"
        brief = write_brief(tmp_path / "brief", formats=["social-square"])
        # Without a terminal the sheet waits; nobody is asked.
        waiting = oeuvre("--home", home, "make", brief, "--out", out, text="")
        assert waiting.code == 0
        assert waiting.out.strip() == str(out / "sheet.html")
        assert (out / "sheet.html").is_file()
        assert not (out / "editions").exists()
        assert waiting.err.count("unnamed maker") == 1

        first = oeuvre("--home", home, "make", brief, "--choose", "auto", "--out", out, "--json").value
        assert not (out / "sheet.html").exists()
        other = next(draft for draft in first["drafts"] if draft["state"] == "draft")
        because = "On y lit le soir."
        (out / "source" / "design.typ").write_text("// a designer was here", encoding="utf-8")
        done = oeuvre(
            "--home", home, "--as", "Inès Morvan", "choose", str(other["number"]), "--because", because, "--json"
        )
        chosen = next(draft for draft in done.value["drafts"] if draft["state"] == "chosen")
        assert (chosen["number"], chosen["by"], chosen["reason"]) == (other["number"], "person", because)
        assert done.value["editions"][0]["digest"] != first["editions"][0]["digest"]
        assert sha256(out / done.value["editions"][0]["path"]) == done.value["editions"][0]["digest"]
        acts = oeuvre("--home", home, "record", "log", "--json").value
        assert [act["settings"]["number"] for act in acts if act["kind"] == "choose"] == [
            first["chosen"]["number"],
            other["number"],
        ]
        assert because in (out / "index.html").read_text(encoding="utf-8")

        shown = oeuvre("--home", home, "show", str(other["number"]), "--json").value
        assert shown["id"] == other["work"]
        assert "designer was here" in (out / "source-1" / "design.typ").read_text(encoding="utf-8")
        assert "designer was here" not in (out / "source" / "design.typ").read_text(encoding="utf-8")

        # The brief and its files may be gone.
        shutil.rmtree(tmp_path / "brief")

        # Kept by its file, refused by its id; the kept one is signed.
        others = [draft for draft in done.value["drafts"] if draft["state"] == "draft"]
        kept = oeuvre("--home", home, "keep", out / others[0]["path"], "--json").value
        states = {draft["number"]: draft["state"] for draft in kept["drafts"]}
        assert states[others[0]["number"]] == "kept"
        signed = list((out / "kept").iterdir())
        assert len(signed) == 1
        verified = oeuvre("--home", home, "verify", signed[0], "--json")
        assert (verified.code, verified.value["state"]) == (0, "trusted")
        refused = oeuvre("--home", home, "refuse", others[1]["work"][:10], "--because", "trop bavard", "--json").value
        row = next(draft for draft in refused["drafts"] if draft["number"] == others[1]["number"])
        assert (row["state"], row["reason"]) == ("refused", "trop bavard")

        # Who refuses the chosen one has changed their mind: the choice before it holds again, its editions are back.
        changed = oeuvre("--home", home, "refuse", str(other["number"]), "--because", "trop long", "--json").value
        assert changed["chosen"]["number"] == first["chosen"]["number"]
        row = next(draft for draft in changed["drafts"] if draft["number"] == other["number"])
        assert (row["state"], row["reason"]) == ("refused", "trop long")
        assert changed["editions"][0]["digest"] == first["editions"][0]["digest"]
        assert list((out / "previous").glob(f"{other['number']:02d}-*/*"))
        acts = oeuvre("--home", home, "record", "log", "--json").value
        assert [act["kind"] for act in acts if act["kind"] in ("reopen", "refuse")][-2:] == ["reopen", "refuse"]

    def test_an_unknown_draft_is_refused_by_name(self, workable: Finished, oeuvre: Command) -> None:
        done = oeuvre("--home", workable.home, "choose", "99", "--json")
        assert done.code == 2
        assert done.value["error"]["code"] == "no-such-draft"

    def test_nothing_to_choose_in_an_empty_home(self, oeuvre: Command, tmp_path: Path) -> None:
        done = oeuvre("--home", tmp_path / "home", "choose", "7", "--json")
        assert done.code == 1
        assert done.value["error"]["code"] == "nothing-to-choose"
        assert not (tmp_path / "home").exists()


class TestVerify:
    def test_another_home_says_intact(self, finished: Finished, oeuvre: Command, tmp_path: Path) -> None:
        path = finished.out / finished.value["editions"][0]["path"]
        done = oeuvre("--home", tmp_path / "nobody", "verify", path, "--json")
        assert (done.code, done.value["state"]) == (0, "intact")
        assert not (tmp_path / "nobody").exists()

    def test_an_altered_edition_is_found_out(self, finished: Finished, oeuvre: Command, tmp_path: Path) -> None:
        source = next(finished.out / e["path"] for e in finished.value["editions"] if e["path"].endswith(".jpg"))
        data = bytearray(source.read_bytes())
        data[-200] ^= 0x55
        altered = tmp_path / "altered.jpg"
        altered.write_bytes(bytes(data))
        done = oeuvre("--home", finished.home, "verify", altered, "--json")
        assert (done.code, done.value["state"]) == (3, "altered")
        assert done.value["reasons"]

    def test_several_files_answer_in_order_with_the_gravest_code(
        self, finished: Finished, oeuvre: Command, tmp_path: Path
    ) -> None:
        edition = finished.out / finished.value["editions"][0]["path"]
        draft = finished.out / finished.value["drafts"][0]["path"]
        done = oeuvre("--home", finished.home, "verify", edition, draft, tmp_path / "missing.png", "--json")
        assert done.code == 2
        assert [one.get("state") for one in done.value] == ["trusted", "none", None]
        assert done.value[2]["error"]["code"]

    def test_the_edition_says_who_made_it(self, finished: Finished, oeuvre: Command) -> None:
        path = finished.out / finished.value["editions"][0]["path"]
        value = oeuvre("--home", finished.home, "verify", path, "--json").value
        assert value["made_by"] in ("mixed", "machine")
        assert value["ingredients"]


class TestRecord:
    def test_it_holds_and_exports_and_comes_back_byte_equal(
        self, finished: Finished, oeuvre: Command, tmp_path: Path
    ) -> None:
        verdict = oeuvre("--home", finished.home, "record", "verify", "--json")
        assert (verdict.code, verdict.value["holds"]) == (0, True)
        first, second = tmp_path / "first.json", tmp_path / "second.json"
        assert oeuvre("--home", finished.home, "record", "export", "--prov", first).code == 0
        assert {"entity", "activity", "agent"} <= set(json.loads(first.read_text(encoding="utf-8")))
        assert oeuvre("--home", tmp_path / "new", "record", "import", "--prov", first).code == 0
        assert oeuvre("--home", tmp_path / "new", "record", "verify").code == 0
        oeuvre("--home", tmp_path / "new", "record", "export", "--prov", second)
        assert first.read_bytes() == second.read_bytes()

    def test_lineage_of_an_edition_reaches_brief_draft_and_pieces(self, finished: Finished, oeuvre: Command) -> None:
        edition = finished.value["editions"][0]
        value = oeuvre("--home", finished.home, "lineage", edition["work"], "--json").value
        assert {"nodes", "edges", "parties"} <= set(value)
        ids = {node["id"] for node in value["nodes"]}
        assert finished.value["chosen"]["work"] in ids
        roles = {edge["used_role"] for edge in value["edges"]}
        assert {"brief", "design", "typeface"} <= roles
        by_file = oeuvre("--home", finished.home, "lineage", finished.out / edition["path"], "--json").value
        assert by_file == value

    def test_an_empty_home_holds_and_is_not_created(self, oeuvre: Command, tmp_path: Path) -> None:
        done = oeuvre("--home", tmp_path / "none", "record", "verify", "--json")
        assert (done.code, done.value["holds"]) == (0, True)
        assert not (tmp_path / "none").exists()


class TestBadInput:
    def test_every_fault_of_a_brief_at_once_and_nothing_created(self, oeuvre: Command, tmp_path: Path) -> None:
        brief = tmp_path / "brief.toml"
        brief.write_text('title = ""\nformats = ["poster-a4"]\ncolour = 3\n', encoding="utf-8")
        done = oeuvre("--home", tmp_path / "home", "make", brief, "--choose", "auto", "--out", tmp_path / "o", "--json")
        assert done.code == 2
        assert len(done.value["errors"]) >= 4  # title, about, the format, the unknown key
        assert all(set(one) == {"code", "message", "place", "remedy"} for one in done.value["errors"])
        assert not (tmp_path / "home").exists()
        assert not (tmp_path / "o").exists()

    def test_a_folder_that_is_not_ours_is_refused_untouched(self, oeuvre: Command, tmp_path: Path) -> None:
        brief = write_brief(tmp_path / "brief", formats=["social-square"])
        out = tmp_path / "out"
        out.mkdir()
        (out / "thesis.txt").write_text("mine", encoding="utf-8")
        done = oeuvre("--home", tmp_path / "home", "make", brief, "--choose", "auto", "--out", out, "--json")
        assert (done.code, done.value["error"]["code"]) == (2, "foreign-folder")
        assert tree(out) == {"thesis.txt": hashlib.sha256(b"mine").hexdigest()}

    def test_bad_references_are_refused_by_name_and_the_rest_goes_on(self, oeuvre: Command, tmp_path: Path) -> None:
        folder = tmp_path / "brief"
        brief = write_brief(folder, formats=["social-square"])
        bad = {
            "note.png": b"not a picture",
            "cut.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            "script.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script></svg>',
        }
        text = brief.read_text(encoding="utf-8")
        for name, data in bad.items():
            (folder / name).write_bytes(data)
            text += f'\n[[references]]\npath = "{name}"\nauthor = "X"\n'
        brief.write_text(text, encoding="utf-8")
        home, out = tmp_path / "home", tmp_path / "o"
        words: tuple[Any, ...] = ("--home", home, "make", brief, "--choose", "auto", "--out", out)
        strict = oeuvre(*words, "--strict", "--json")
        assert strict.code == 2
        assert not home.exists()
        assert not out.exists()
        assert all(name in one["place"] for name, one in zip(bad, strict.value["errors"], strict=True))
        done = oeuvre(*words, "--json")
        assert done.code in (0, 3)
        assert all(name in done.err for name in bad)

    def test_a_script_without_a_face_is_refused_with_the_remedy(self, oeuvre: Command, tmp_path: Path) -> None:
        brief = tmp_path / "brief.toml"
        brief.write_text('title = "夜の市場"\nabout = "パン屋の夜市。"\nlanguage = "ja"\n', encoding="utf-8")
        done = oeuvre("--home", tmp_path / "home", "make", brief, "--choose", "auto", "--out", tmp_path / "o", "--json")
        assert (done.code, done.value["error"]["code"]) == (2, "no-face")
        assert "[brand] fonts" in done.value["error"]["remedy"]

    def test_bad_use_answers_in_json_too(self, oeuvre: Command) -> None:
        done = oeuvre("make", "--json")
        assert done.code == 2
        assert set(done.value["error"]) == {"code", "message", "place", "remedy"}


class TestImport:
    def test_a_picture_becomes_a_work_once(self, oeuvre: Command, tmp_path: Path) -> None:
        path = tmp_path / "drawing.png"
        Image.effect_mandelbrot((320, 240), (-2, -1, 1, 1), 40).convert("RGB").save(path)
        words = (
            "--home",
            tmp_path / "home",
            "import",
            path,
            "--author",
            "Léa Brossard",
            "--licence",
            "CC-BY-4.0",
            "--json",
        )
        first = oeuvre(*words)
        assert first.code == 0
        assert set(first.value) == {"work", "digest", "iscc"}
        assert first.value["digest"] == sha256(path)
        assert first.value["iscc"].startswith("ISCC:")
        assert oeuvre(*words).value == first.value
        makers = oeuvre("--home", tmp_path / "home", "show", first.value["work"][:8], "--json").value
        assert makers["made_by"] == "human"

    def test_without_author_or_licence_nothing_is_created(self, oeuvre: Command, tmp_path: Path) -> None:
        path = tmp_path / "drawing.png"
        Image.new("RGB", (64, 64), "red").save(path)
        done = oeuvre("--home", tmp_path / "home", "import", path, "--json")
        assert (done.code, done.value["error"]["code"]) == (2, "origin-unnamed")
        assert not (tmp_path / "home").exists()


def test_zip_holds_the_folder(finished: Finished, oeuvre: Command, tmp_path: Path) -> None:
    import zipfile

    done = oeuvre(
        "--home",
        finished.home,
        "make",
        finished.brief,
        "--choose",
        "auto",
        "--out",
        finished.out,
        "--seed",
        "7",
        "--zip",
    )
    assert done.code == finished.code
    archive = finished.out.with_name("result.zip")
    names = zipfile.ZipFile(archive).namelist()
    shutil.move(archive, tmp_path / "moved.zip")
    assert "result/index.html" in names
    assert "result/CREDITS.txt" in names
    assert any(name.startswith("result/editions/") for name in names)
