"""Doing an act of the record again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from oeuvre.studio.errors import NoRecord
from oeuvre.studio.opened import Studio

if TYPE_CHECKING:
    from oeuvre.production import Rerun


def rerun_act(studio: Studio, number: int) -> Rerun:
    """Do an act again with what it stored, in a folder that is thrown away.

    The record gains nothing by it, but what a model asks for its part.
    """
    from oeuvre.models.foreign import load_generator, read_generator
    from oeuvre.production import (
        NotRepeatable,
        Reach,
        Workshop,
        house_of,
        is_emblem_use,
        is_explored,
        is_foreign,
        is_repeatable,
        prepare,
        rerun,
        rerun_explored,
        rerun_foreign,
        rerun_use,
    )

    record = studio.existing_record()
    if record is None:
        raise NoRecord(str(studio.home))
    act = record.act(number)
    if is_explored(act):
        return rerun_explored(record, house_of(studio.home, act), act)
    if is_foreign(act):
        name = str(act.settings["model"])
        with load_generator(studio.home, name) as generator:
            return rerun_foreign(record, generator, read_generator(studio.home, name), act)
    if is_emblem_use(act):
        return rerun_use(record, act)
    if not is_repeatable(record, act):
        raise NotRepeatable(str(number), kind=act.kind)
    with tempfile.TemporaryDirectory(prefix="oeuvre-rerun-") as folder, studio.as_begun(act, Path(folder)) as run:
        pieces = prepare(run.brief, studio.settings.language, strict=False)
        loop = studio.loop(run, pieces, None)
        with Workshop(studio.settings.workers, pieces.own_font_paths) as workshop:
            return rerun(loop, act, workshop, Reach(studio.catalogue.open_text, studio.catalogue.open_image))
