"""A drawing that is explored from: taken into a project, or into the home where there is none."""

from __future__ import annotations

from pathlib import Path

from oeuvre.studio.files import check_terms, kind_of, plain_words, safe_name, take_in
from oeuvre.studio.folded import Fold
from oeuvre.studio.opened import Studio


def take_drawing(
    studio: Studio, fold: Fold | None, path: Path, *, name: str, author: str, licence: str, quota: int
) -> str:
    """Import a drawing by its author, the acting person where nobody is named, all rights reserved where no terms are;
    returns the work's id. Raises what `take_in` raises."""
    from oeuvre.create.brief import ALL_RIGHTS_RESERVED
    from oeuvre.production import bring_in

    by = author.strip() or studio.party().name
    terms = licence.strip() or ALL_RIGHTS_RESERVED
    if fold is not None:
        return take_in(studio, fold, path, name=name, author=by, licence=terms, quota=quota)
    called = safe_name(name)
    media_type, modality, unsafe = kind_of(path, called)
    brought = bring_in(
        studio.record,
        path,
        author=plain_words(by)[:200],
        licence=check_terms(called, by, terms),
        importer=studio.party(),
        title=called,
        kind=(media_type, modality),
        more={"unsafe": unsafe} if unsafe else None,
    )
    return str(brought["work"])
