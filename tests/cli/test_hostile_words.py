"""What others wrote is shown as words: it neither steers the terminal nor passes for a line of ours."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from oeuvre.credentials import Action, Authority, Claim, Ingredient, sign
from tests.cli.conftest import Command

TITLE = "a\x1b]0;owned\x07\x1b[2J\n  recognised here\x9b31m\u202ebad"


def test_titles_in_a_credential_are_shown_on_their_line(oeuvre: Command, tmp_path: Path) -> None:
    Image.new("RGB", (64, 48), "#a52").save(tmp_path / "a.jpg")
    part = Ingredient(title=TITLE, media_type="image/jpeg", relationship="componentOf", path=tmp_path / "a.jpg")
    claim = Claim("a", "image/jpeg", (Action("c2pa.created", "digitalCreation"),), (part,), made_by="human")
    sign(tmp_path / "a.jpg", tmp_path / "b.jpg", claim, Authority.open(tmp_path / "elsewhere"))
    ended = oeuvre("verify", tmp_path / "b.jpg")
    assert ended.code == 0
    assert "owned" in ended.out
    assert not set(ended.out) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert not any(line.startswith("  recognised here") for line in ended.out.splitlines())


def test_names_on_a_record_are_shown_on_their_line(oeuvre: Command, tmp_path: Path) -> None:
    name = "a\x1b[2J\n  b.jpg"
    Image.new("RGB", (64, 48), "#a52").save(tmp_path / name, "JPEG")
    work = oeuvre("import", tmp_path / name, "--author", "Léa\x1b[31m", "--licence", "CC-BY-4.0").out.strip()
    for words in (("show", work), ("credits", work), ("lineage", work), ("record", "log")):
        ended = oeuvre(*words)
        assert ended.code == 0
        assert "\x1b" not in ended.out + ended.err
        assert not any(line.startswith("  b.jpg") for line in ended.out.splitlines())
