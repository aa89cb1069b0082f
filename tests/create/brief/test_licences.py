"""Terms as people write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.create.brief import is_licence, licence_named, read_brief

SPELLINGS = {
    "tous droits réservés": "all-rights-reserved",
    "Tous droits reserves.": "all-rights-reserved",
    "TOUS DROITS RE\u0301SERVE\u0301S": "all-rights-reserved",
    "All Rights Reserved": "all-rights-reserved",
    "all-rights-reserved": "all-rights-reserved",
    "CC BY 4.0": "CC-BY-4.0",
    "CC-BY 4.0": "CC-BY-4.0",
    "cc by\u2011sa 3.0": "CC-BY-SA-3.0",
    "cc-by-nc-nd-2.5": "CC-BY-NC-ND-2.5",
    "Creative Commons BY 4.0": "CC-BY-4.0",
    "CC0": "CC0-1.0",
    "cc0-1.0": "CC0-1.0",
    "domaine public": "CC-PDM-1.0",
    "Public Domain": "CC-PDM-1.0",
}


@pytest.mark.parametrize(("said", "named"), SPELLINGS.items())
def test_common_spellings_are_taken_for_their_identifiers(said: str, named: str, tmp_path: Path) -> None:
    assert licence_named(said) == named
    assert is_licence(named)
    path = tmp_path / "brief.toml"
    path.write_text(
        f'title = "Marché"\nabout = "Dehors."\n[[references]]\npath = "brief.toml"\nlicence = "{said}"\n',
        encoding="utf-8",
    )
    assert read_brief(path).references[0].licence == named


@pytest.mark.parametrize("said", ["libre de droits", "CC BY", "CC BY 9.0", "free for all", "domaine", "© moi"])
def test_other_words_are_left_as_they_stand(said: str) -> None:
    assert licence_named(said) == said
    assert not is_licence(said) or " " not in said


@pytest.mark.parametrize("named", ["MIT OR Apache-2.0", "https://example.org/terms", "CC-BY-4.0", "OFL-1.1"])
def test_identifiers_and_addresses_stay(named: str) -> None:
    assert licence_named(named) == named
