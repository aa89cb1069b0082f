"""Pages on the studio call its buttons as the studio does, in both languages; pictures of it are there and small."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.docs.conftest import DOCS, ROOT

PAGES = {
    DOCS / "tutorial/a-project-in-the-studio.md": "en",
    DOCS / "how-to/work-at-one-table.md": "en",
    DOCS / "how-to/explore-emblems.md": "en",
    DOCS / "explanation/the-studio.md": "en",
    DOCS / "fr/un-projet-dans-l-atelier.md": "fr",
    DOCS / "fr/travailler-a-une-table.md": "fr",
    DOCS / "fr/explorer-des-emblemes.md": "fr",
}
# Bold that is no button.
SAID = {"Host is checked", "Origin is checked", "The address has a token", "What people brought cannot act"}
SLOT = re.compile(r"\{\{\w+\}\}")
PICTURE = re.compile(r"!\[[^]]+\]\(([^)]*(?:studio|explorer)[^)]*)\)")


def told(value: Any) -> Iterator[str]:
    """Every text of a catalogue."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from told(inner)
    else:
        yield value


def plain(text: str) -> str:
    """A text on one line, spaces all alike, without the sign that ends a sentence."""
    return " ".join(re.sub(r"[\u00a0\u202f]", " ", text).split()).rstrip(".")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_in_bold_is_what_the_studio_says(page: Path) -> None:
    words = json.loads((ROOT / f"src/oeuvre/foundation/words/{PAGES[page]}/studio.json").read_text(encoding="utf-8"))
    # A text that is little but a slot would be any text.
    sure = [plain(text) for text in told(words) if "{{" not in text or len(SLOT.sub("", text).strip()) > 3]
    known = [".+".join(map(re.escape, SLOT.split(text))) for text in sure]
    bold = {plain(found) for found in re.findall(r"\*\*(.+?)\*\*", page.read_text(encoding="utf-8"), re.DOTALL)} - SAID
    assert [one for one in sorted(bold) if not any(re.fullmatch(text, one) for text in known)] == []


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md", ROOT / "README.fr.md"], ids=lambda page: page.name)
def test_pictures_of_the_studio_are_there_and_small(page: Path) -> None:
    for name in PICTURE.findall(page.read_text(encoding="utf-8")):
        picture = (page.parent / name).resolve()
        assert picture.is_file(), name
        assert picture.stat().st_size <= 250_000, name
        assert name.endswith(".fr.png") == ("fr" in (page.parent.name, page.suffixes[0][1:])), name
