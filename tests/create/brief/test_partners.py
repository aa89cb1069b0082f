"""Partners: a logo's file, with or without the name of whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.create.brief import Partner, brief_digest, read_brief
from oeuvre.foundation import ManyErrors

HEAD = 'title = "Marché"\nabout = "Dehors."\n[brand]\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "brief.toml"
    for name in ("tours.svg", "centre.svg"):
        (folder / name).write_text("<svg/>", encoding="utf-8")
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_a_partner_is_a_path_or_a_path_with_a_name(tmp_path: Path) -> None:
    path = write(tmp_path, 'partners = ["tours.svg", { path = "centre.svg", name = "Région  Centre" }]\n')
    brief = read_brief(path)
    assert brief.brand.partners == (
        Partner(tmp_path / "tours.svg"),
        Partner(tmp_path / "centre.svg", "Région Centre"),
    )
    assert brief.files() == (tmp_path / "tours.svg", tmp_path / "centre.svg")
    rows = '[[brand.partners]]\npath = "tours.svg"\n[[brand.partners]]\npath = "centre.svg"\nname = "Région Centre"\n'
    assert read_brief(write(tmp_path, rows)).brand.partners == brief.brand.partners


def test_a_name_makes_another_brief_and_its_absence_does_not(tmp_path: Path) -> None:
    digests = [
        brief_digest(read_brief(write(tmp_path, f"partners = [{partner}]\n")))
        for partner in ('"tours.svg"', '{ path = "tours.svg" }', '{ path = "tours.svg", name = "Tours" }')
    ]
    assert digests[0] == digests[1] != digests[2]


@pytest.mark.parametrize(
    ("partner", "code", "place"),
    [
        ('"none.svg"', "file-missing", "brand.partners[1]"),
        ('{ path = "none.svg", name = "Tours" }', "file-missing", "brand.partners[1].path"),
        ('{ name = "Tours" }', "field-missing", "brand.partners[1].path"),
        ('{ path = "tours.svg", nme = "Tours" }', "field-unknown", "brand.partners[1].nme"),
        ("3", "field-type", "brand.partners[1]"),
        ('""', "field-empty", "brand.partners[1].path"),
    ],
)
def test_what_is_wrong_with_a_partner_is_told_at_its_place(tmp_path: Path, partner: str, code: str, place: str) -> None:
    path = write(tmp_path, f"partners = [{partner}]\n")
    with pytest.raises(ManyErrors) as caught:
        read_brief(path)
    found = list(caught.value.all())
    assert [(one.code, one.place) for one in found] == [(code, f"{path}:4 {place}")]
    if code == "field-unknown":
        assert "`name`" in found[0].remedy("en") or "name" in found[0].remedy("en") + found[0].message("en")
