"""What is explored belongs to a project where one is meant, and to the home where none is."""

from __future__ import annotations

import contextlib
from pathlib import Path

from oeuvre.studio.errors import ProjectUnknown
from oeuvre.studio.files import check_terms, kind_of, plain_words, safe_name, take_in
from oeuvre.studio.folded import Fold
from oeuvre.studio.opened import Studio


def take_drawing(
    studio: Studio, fold: Fold | None, path: Path, *, name: str, author: str, licence: str, quota: int
) -> str:
    """Import a drawing by its author, the acting person where nobody is named, all rights reserved where no terms are;
    returns the work's id. Raises what `take_in` raises."""
    if fold is None:
        return bring_drawing(studio, path, None, name=name, author=author, licence=licence)
    by, terms = _origin(studio, author, licence)
    return take_in(studio, fold, path, name=name, author=by, licence=terms, quota=quota)


def bring_drawing(studio: Studio, path: Path, project: str | None, *, name: str = "", author: str, licence: str) -> str:
    """The same where it lies, copied nowhere but onto the record."""
    from oeuvre.production import bring_in

    by, terms = _origin(studio, author, licence)
    called = safe_name(name or path.name)
    media_type, modality, unsafe = kind_of(path, called)
    brought = bring_in(
        studio.record,
        path,
        author=plain_words(by)[:200],
        licence=check_terms(called, by, terms),
        importer=studio.party(),
        project=project,
        title=called,
        kind=(media_type, modality),
        more={"unsafe": unsafe} if unsafe else None,
    )
    return str(brought["work"])


def _origin(studio: Studio, author: str, licence: str) -> tuple[str, str]:
    """Whose drawing it is and under which terms, where these are not said."""
    from oeuvre.create.brief import ALL_RIGHTS_RESERVED

    return author.strip() or studio.party().name, licence.strip() or ALL_RIGHTS_RESERVED


def project_meant(studio: Studio, named: str | None, out: Path) -> str | None:
    """The project that is named, by its slug or its title; else the one in whose folder `out` lies; else none. Raises
    `ProjectUnknown`."""
    from oeuvre.production import ForeignFolder, read_run_of

    record = studio.record
    if named is not None:
        called = named.strip().casefold()
        for project in record.projects():
            if called in (project.slug.casefold(), project.title.casefold()):
                return project.slug
        raise ProjectUnknown(named)
    for folder in out.absolute().parents:
        with contextlib.suppress(ForeignFolder, OSError):
            held = read_run_of(folder)
            # A folder says whose it is; that it is a project of this home, the record says.
            acts = record.acts(run=held[0]) if held is not None else []
            if acts:
                return acts[0].project
    return None
