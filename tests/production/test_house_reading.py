"""How a home reads the law on what a house model makes: set by an act, from its day on."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from oeuvre.foundation import LANGUAGES
from oeuvre.licence import CLOSE_COPY, STRICT, FieldUnfit
from oeuvre.production import reading_as_dict, reading_at, set_reading, standing_terms
from oeuvre.record import Work
from tests.production.licensed import DAY, Desk, opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as found:
        yield found


def emblem(desk: Desk) -> Work:
    """An emblem that leans by a third on a work that is shared alike."""
    near = desk.piece("moon", "CC-BY-SA-4.0", "Lorc")
    made = desk.bytes("emblem", "image/svg+xml", "image")
    by = [(desk.party("Oeuvre: emblem", "model"), "author")]
    used, settings = [(near, "influence")], {"explored": "emblem", "nearest": [["moon", 0.667]]}
    return desk.act("generate", made, "emblem", by=by, used=used, settings=settings)


def test_a_home_chooses_from_when_on_leaning_makes_an_adaptation(desk: Desk) -> None:
    before = emblem(desk)
    assert reading_at(desk.record) == STRICT
    set_reading(desk.record, desk.party("Ana Duarte"), "close-copy", because="We took advice.")
    desk.clock.now += DAY
    after = emblem(desk)
    assert (reading_at(desk.record), reading_at(desk.record, desk.clock.now - 2 * DAY)) == (CLOSE_COPY, STRICT)
    # What was made before goes on under the reading of its day.
    assert [standing_terms(desk.record, one).licence for one in (before, after)] == ["CC-BY-SA-4.0", ""]
    assert standing_terms(desk.record, after, reading=STRICT).licence == "CC-BY-SA-4.0"


def test_figures_of_its_own_keep_what_they_do_not_name(desk: Desk) -> None:
    ana = desk.party("Ana Duarte")
    made = set_reading(desk.record, ana, adaptation="12,5", unmeasured=False)
    assert made == reading_at(desk.record)
    assert (made.adaptation, made.credit, made.unmeasured) == (Fraction(1, 8), 0, False)
    told = {language: reading_as_dict(made, language) for language in LANGUAGES}
    assert (told["en"]["name"], told["en"]["adaptation"]) == (None, "12.5")
    assert "12,5" in str(told["fr"]["says"])
    unfit: list[dict[str, Any]] = [{"name": "lenient"}, {"adaptation": "120"}, {"adaptation": "much"}, {"credit": "20"}]
    for wrong in unfit:
        with pytest.raises(FieldUnfit):
            set_reading(desk.record, ana, **wrong)
