"""`oeuvre import` of a font: one work, unpacked where it was packed, refused where nothing can be set in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from oeuvre.create.library import FontRefused, faces
from oeuvre.foundation import read_settings
from oeuvre.studio import Studio

JOST = faces()["jost-400-normal"].path


def test_a_packed_font_comes_in_as_the_font_that_is_in_it(tmp_path: Path) -> None:
    packed = tmp_path / "Quais.woff2"
    with TTFont(JOST) as font:
        font.flavor = "woff2"
        font.save(packed)
    with Studio(read_settings(str(tmp_path / "home"), "fr", "Ana Duarte", environment={})) as studio:
        first = studio.bring_in(packed, author="Zoé Martin", licence="OFL-1.1")
        again = studio.bring_in(packed, author="Zoé Martin", licence="OFL-1.1")
        work = studio.record.work(str(first["work"]))
        assert again["work"] == first["work"]
        assert (work.modality, work.media_type, work.title, work.licence) == (
            "font", "font/ttf", "Quais.ttf", "OFL-1.1",
        )  # fmt: skip
        assert studio.record.store.read(work.digest)[:4] == b"\0\1\0\0"


def test_a_broken_font_is_refused_before_a_home_is_made(tmp_path: Path) -> None:
    broken = tmp_path / "Quais.ttf"
    broken.write_bytes(JOST.read_bytes()[:900])
    with (
        Studio(read_settings(str(tmp_path / "home"), "fr", "Ana Duarte", environment={})) as studio,
        pytest.raises(FontRefused) as caught,
    ):
        studio.check_import(broken, author="Zoé Martin", licence="OFL-1.1")
    assert "Quais.ttf" in caught.value.message("fr")
    assert not (tmp_path / "home").exists()
