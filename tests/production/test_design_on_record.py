"""A design is composed again from what the record keeps of it, whatever a later version would plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oeuvre.create.brief import read_brief
from oeuvre.create.design import plan
from oeuvre.production import prepare
from oeuvre.production.errors import DesignNeeds
from oeuvre.production.kits import ingredients_of, kit_from, kit_of
from oeuvre.production.recording import design_value

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BRIEFS = sorted(EXAMPLES.glob("*/brief.toml"))


@pytest.mark.parametrize("path", BRIEFS, ids=lambda path: path.parent.name)
def test_every_draft_comes_back_as_the_kit_it_was(path: Path) -> None:
    brief = read_brief(path)
    pieces = prepare(brief, "en", strict=True)
    given = ingredients_of(brief, pieces, 3)
    for spec in plan(given, 3):
        kit = kit_of(brief, pieces, spec)
        kept = json.loads(json.dumps(design_value(spec, kit)))
        assert kit_from(kept, brief, pieces) == kit


def test_what_is_no_longer_there_is_named() -> None:
    brief = read_brief(BRIEFS[0])
    pieces = prepare(brief, "en", strict=True)
    spec = plan(ingredients_of(brief, pieces, 3), 3)[0]
    kept = design_value(spec, kit_of(brief, pieces, spec))
    kept["pairing"]["id"] = "a-face-of-yesterday"
    with pytest.raises(DesignNeeds) as found:
        kit_from(kept, brief, pieces)
    assert "a-face-of-yesterday" in found.value.message("en")
