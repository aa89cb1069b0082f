"""Terms of pictures: share-alike is used only where the brief accepts it, and passes on to the result."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from oeuvre.create.brief import is_share_alike, read_brief
from oeuvre.create.library import pairings, read_face
from oeuvre.production import ReferencesRefused, ShareAlikeOff, prepare
from oeuvre.production.handoff import font_files

SHARED = ["CC-BY-SA-4.0", "cc-by-sa-3.0", "https://creativecommons.org/licenses/by-sa/4.0/", "CC-BY-NC-SA-4.0"]
OTHERS = ["CC-BY-4.0", "CC0-1.0", "all-rights-reserved", "https://creativecommons.org/licenses/by/4.0/deed.fr", ""]


@pytest.mark.parametrize("licence", SHARED)
def test_share_alike_is_known_by_name_and_by_address(licence: str) -> None:
    assert is_share_alike(licence)


@pytest.mark.parametrize("licence", OTHERS)
def test_other_terms_are_not_share_alike(licence: str) -> None:
    assert not is_share_alike(licence)


@pytest.mark.parametrize("licence", [SHARED[0], SHARED[2]])
def test_a_share_alike_picture_is_refused_by_name_unless_the_brief_accepts_it(tmp_path: Path, licence: str) -> None:
    Image.new("RGB", (640, 480), "#a52").save(tmp_path / "four.jpg")
    text = f"""
title = "Nuit du four"
about = "Une boulangerie ouvre le soir."
[art]
share_alike = %s
[[references]]
path = "four.jpg"
author = "Awa Sow"
licence = "{licence}"
"""
    (tmp_path / "brief.toml").write_text(text % "false", encoding="utf-8")
    brief = read_brief(tmp_path / "brief.toml")
    pieces = prepare(brief, "fr", strict=False)
    assert [type(error) for error in pieces.refused] == [ShareAlikeOff]
    assert (pieces.pictures, pieces.photo_keys, pieces.client_pieces) == ((), (), ())
    with pytest.raises(ReferencesRefused):
        prepare(brief, "fr", strict=True)
    (tmp_path / "brief.toml").write_text(text % "true", encoding="utf-8")
    accepted = prepare(read_brief(tmp_path / "brief.toml"), "fr", strict=True)
    assert [piece.licence for piece in accepted.client_pieces] == [licence]
    assert len(accepted.pictures) == 1


def test_fonts_that_are_handed_off_have_their_licence_beside_them(tmp_path: Path) -> None:
    pairing = pairings()[0]
    files = font_files((pairing.headline, *pairing.text.values()))
    fonts = {name for name in files if name.endswith(".ttf")}
    assert len(fonts) > 1
    for name in fonts:
        licence = next(text for other, text in files.items() if other.endswith(".txt") and name.startswith(other[:-12]))
        assert b"SIL OPEN FONT LICENSE" in licence.upper()
    own = tmp_path / "mine.ttf"
    own.write_bytes(pairing.headline.path.read_bytes())
    (tmp_path / "LICENSE.txt").write_text("of something else", encoding="utf-8")
    assert list(font_files((read_face(own),))) == ["mine.ttf"]


def test_a_brief_says_what_its_results_are_used_for(tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_text('title = "Four"\nabout = "Du pain."\n[rights]\nterritories = ["fr", "FR"]\nmedia = ["print"]\n')
    rights = read_brief(path).rights
    assert (rights.territories, rights.media, rights.purposes) == (("FR",), ("print",), ())
