"""What ships: every piece has its author and licence, is what the build script wrote, and is named in NOTICE."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from oeuvre.create.library import Credit, emblems, faces, find_photographs, marks, photographs
from oeuvre.create.library.tables import data_folder

ROOT = Path(__file__).resolve().parents[3]
OPEN = {"CC-BY-3.0", "CC-BY-4.0", "CC0-1.0", "MIT", "OFL-1.1"}


def changed_files(folder: Path) -> list[str]:
    digests = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["sha256"]
    return [
        name for name, known in digests.items() if hashlib.sha256((folder / name).read_bytes()).hexdigest() != known
    ]


def test_the_committed_data_is_what_the_build_script_wrote() -> None:
    assert changed_files(data_folder()) == []


def test_a_changed_byte_is_seen(tmp_path: Path) -> None:
    (tmp_path / "marks.json").write_bytes((data_folder() / "marks.json").read_bytes() + b" ")
    known = json.loads((data_folder() / "manifest.json").read_text(encoding="utf-8"))["sha256"]["marks.json"]
    (tmp_path / "manifest.json").write_text(json.dumps({"sha256": {"marks.json": known}}), encoding="utf-8")
    assert changed_files(tmp_path) == ["marks.json"]


def test_the_manifest_names_every_built_file() -> None:
    digests = json.loads((data_folder() / "manifest.json").read_text(encoding="utf-8"))["sha256"]
    built = {
        str(path.relative_to(data_folder()))
        for folder in ("fonts", "licences", "photographs")
        for path in (data_folder() / folder).rglob("*")
        if path.is_file()
    } | {path.name for path in data_folder().glob("*.json") if path.name != "manifest.json"}
    assert set(digests) == built


def test_the_data_stays_small() -> None:
    sizes = {path: path.stat().st_size for path in data_folder().rglob("*") if path.is_file()}
    assert sum(sizes.values()) < 20_000_000
    assert sum(size for path, size in sizes.items() if path.suffix == ".ttf") < 8_000_000


def test_every_piece_has_an_author_and_an_open_licence() -> None:
    known = [piece.credit for piece in (*emblems().values(), *marks(), *photographs())]
    assert len(emblems()) == 699
    assert all(credit.author and credit.source and credit.licence in OPEN for credit in known)
    assert all(credit.licence_page.startswith("https://") for credit in known)
    assert all(face.file_licence == "OFL-1.1" and face.copyright for face in faces().values())


def test_the_licence_text_of_every_typeface_lies_beside_it() -> None:
    for face in faces().values():
        assert "SIL OPEN FONT LICENSE" in (face.path.parent / "LICENSE.txt").read_text(encoding="utf-8").upper()


def test_notice_names_every_author() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for piece in (*emblems().values(), *marks(), *photographs()):
        assert piece.credit.author in notice
        assert piece.credit.licence in notice or piece.credit.licence == "MIT"
    for face in faces().values():
        assert face.package in notice
        assert face.copyright.split(" (")[0] in notice


def test_notice_counts_the_pieces_of_each_author() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for author in {piece.credit.author for piece in emblems().values()}:
        count = sum(piece.credit.author == author for piece in emblems().values())
        assert f"  {author}: {count}, " in notice


@pytest.mark.parametrize(
    ("language", "changed", "line"),
    [
        ("en", False, "“fox” by Caro Asercion, game-icons.net, CC BY 3.0"),
        ("en", True, "“fox” by Caro Asercion, game-icons.net, CC BY 3.0, recoloured or cropped"),
        ("fr", False, "«\u202ffox\u202f» par Caro Asercion, game-icons.net, CC BY 3.0"),
    ],
)
def test_a_credit_line_says_title_author_set_licence_and_change(language: str, changed: bool, line: str) -> None:
    assert emblems()["fox"].credit.line(language, changed) == line  # type: ignore[arg-type]


def test_an_unknown_licence_is_named_as_given() -> None:
    assert "LicenseRef-House" in Credit("a", "b", "LicenseRef-House", "c").line("en", False)


def test_photographs_are_readable_and_not_huge() -> None:
    assert 4 <= len(photographs()) <= 6
    for photograph in photographs():
        assert photograph.path.read_bytes()[:2] == b"\xff\xd8"
        assert 1000 <= max(photograph.width, photograph.height) <= 2400


def test_a_photograph_is_found_by_its_words_or_not_at_all() -> None:
    assert find_photographs(["randonnée en montagne"], "fr")[0].name == "mountain-path"
    assert find_photographs(["séminaire de droit"], "fr") == ()


def test_sources_are_pinned_and_the_lock_names_no_address() -> None:
    sources = json.loads((ROOT / "tools" / "library-package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = (ROOT / "tools" / "library-package-lock.json").read_text(encoding="utf-8")
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in sources.values())
    assert "resolved" not in lock
    assert lock.count('"integrity"') >= len(sources)


def test_the_build_script_says_what_it_does() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_library.py"), "--help"], capture_output=True, text=True, check=True
    )
    assert "same bytes" in done.stdout
