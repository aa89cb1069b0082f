"""A drawing of one's own in the colours of a palette."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oeuvre.create.design import Edit
from oeuvre.credentials import made_by
from oeuvre.production import drafts_of, in_palette
from oeuvre.production.errors import NotRecoloured
from oeuvre.production.recolouring import recoloured
from oeuvre.record import Record
from oeuvre.studio import Brought, correct
from tests.production.corrected import Bench

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11" fill="#ffffff"/>'
    '<circle cx="12" cy="12" r="9" fill="#00ff00"/><path d="M7 15c2-6 8-6 10 0" stroke="black" fill="none"/>'
    '<rect x="10" y="10" width="3" height="3" fill="url(#g)"/></svg>'
)
BIG = 9


@pytest.fixture(scope="module")
def bench(made: Bench, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return made.copied(tmp_path_factory.mktemp("recolouring"))


def test_its_own_colours_become_the_palettes_and_who_drew_it_stays(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "miche.svg").write_text(SVG, encoding="utf-8")
    brought = Brought(mark=tmp_path / "miche.svg", author="Zoé Martin", licence="CC-BY-4.0")
    with bench.studio() as studio:
        done = correct(studio, str(_with_mark(bench)), Edit(), brought=brought, anyway=True, out=bench.out)
    number = int(str(done.works[0]["number"]))
    with bench.loop() as (loop, _):
        draft = bench.draft(loop, number)
        mark = next(used.work_id for used in draft.composed.used if used.role in ("emblem", "pattern"))
        edit = in_palette(loop, draft, Edit(mark=mark))
        again = in_palette(loop, draft, Edit(mark=mark))
        assert edit == again
        assert edit.mark is not None
        palette = loop.kit_of_draft(draft).palette
        made = loop.record.work(edit.mark)
        svg = loop.record.store.read(made.digest).decode()
        allowed = {palette.ground, palette.ink, palette.signal, palette.second, palette.light, "none", "url(#g)"}
        assert {paint.lower() for paint in re.findall(r'(?:fill|stroke)="([^"]*)"', svg)} <= {
            one.lower() for one in allowed
        }
        assert palette.signal in svg
        assert made.licence == "CC-BY-4.0"
        assert "Zoé Martin" in [credit.party.name for credit in loop.record.credits(made.id)]
        with pytest.raises(NotRecoloured):
            in_palette(loop, draft, Edit(mark="bread"))
    with bench.studio() as studio:
        last = correct(studio, str(number), edit, anyway=True, out=bench.out)
    with Record.open(bench.home) as record:
        assert made_by(record, str(last.works[0]["work"])) == "mixed"
        assert edit.mark in {
            used.work_id
            for one in drafts_of(record, record.acts(kinds=("edit",))[-1].run or "")
            for used in one.composed.used
        }


def _with_mark(bench: Bench) -> int:
    """A draft that shows a mark by itself."""
    with bench.loop() as (loop, _):
        return next(
            one.number
            for one in drafts_of(loop.record, loop.run.id)
            if not one.struck
            and any(used.role == "emblem" for used in one.composed.used)
            and "emblem" in str(one.composed.settings["shown"])
        )


def test_the_same_colour_becomes_the_same_and_what_is_none_stays(bench: Bench) -> None:
    with bench.loop() as (loop, _):
        palette = loop.kit_of_draft(bench.draft(loop, BIG)).palette
    svg = recoloured('<path fill="#f00" stroke="#f00"/><path fill="none" stroke="currentColor"/>', palette)
    assert svg == (
        f'<path fill="{palette.signal}" stroke="{palette.signal}"/><path fill="none" stroke="currentColor"/>'
    )
