"""Briefs in the studio: written from values, read while they are typed, kept on the record as versions."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oeuvre import __version__
from oeuvre.foundation import Language, ManyErrors, OeuvreError
from oeuvre.studio.errors import BriefOutside, BriefUnwritable, ProjectTaken
from oeuvre.studio.files import safe_name
from oeuvre.studio.opened import Studio
from oeuvre.studio.places import brief_folder, files_of

if TYPE_CHECKING:
    from oeuvre.create.brief import Brief
    from oeuvre.record import Work

BRIEF_FILE = "brief.toml"
# The id of a work: what a brief may name a picture or a font by, besides a file beside it.
_ID = re.compile("[0-9a-f]{32}")


def toml_of(values: Mapping[str, Any]) -> str:
    """A brief's values as TOML. Raises `BriefUnwritable` for what TOML cannot hold; nothing said is left out."""
    import tomli_w

    try:
        return tomli_w.dumps(_said(values, ""))
    except (TypeError, ValueError, RecursionError, OverflowError) as error:
        raise BriefUnwritable(BRIEF_FILE, detail=str(error)[:120]) from error


def _said(value: Any, place: str) -> Any:
    """Values without those that nobody gave (null)."""
    if isinstance(value, Mapping):
        return {str(key): _said(one, f"{place}.{key}") for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_said(one, place) for one in value if one is not None]
    if isinstance(value, int) and not isinstance(value, bool) and not -(2**63) <= value < 2**63:
        raise BriefUnwritable(place.lstrip("."), detail=str(value)[:40])
    if isinstance(value, float | int | str):
        return value
    raise BriefUnwritable(place.lstrip("."), detail=type(value).__name__)


def values_of(text: str) -> dict[str, Any]:
    """A brief's TOML as values that JSON can hold."""
    import tomllib

    return {key: _plain(value) for key, value in tomllib.loads(text).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | bool | int | float) else str(value)


def read_values(studio: Studio, values: Mapping[str, Any], project: str | None, known: Work | None = None) -> Brief:
    """The brief that values are, its files beside it or those that the record's own version names.

    Raises `ManyErrors`; places are `brief.toml:LINE FIELD`.
    """
    from oeuvre.create.brief import parse_brief
    from oeuvre.create.library import faces, pairings, photographs

    text = toml_of(values)
    folder = brief_folder(studio.home, project or "-")
    moved = {**_laid_beside(studio, folder, known), **_works_named(studio, folder, values)}
    outside = [BriefOutside(place, name=name[:200]) for place, name in _named(values) if _leads_out(name, moved)]
    if outside:
        raise ManyErrors(outside)
    return parse_brief(
        text,
        folder / BRIEF_FILE,
        known_formats=set(studio.formats()),
        known_families={face.family for face in faces().values()} | {pairing.id for pairing in pairings()},
        known_photos={photo.name for photo in photographs()},
        moved=moved,
    )


def _laid_beside(studio: Studio, folder: Path, known: Work | None) -> dict[str, Path]:
    """The files of a brief of the record, laid beside it under their own names; where each lies, by its key."""
    from oeuvre.production import write_atomic

    places = {}
    for key, digest in files_of(known).items():
        path = folder / key
        if _leads_out(key, {}):
            path = folder / ".elsewhere" / hashlib.sha256(key.encode()).hexdigest()[:16] / (Path(key).name or "file")
        if not path.is_file() and studio.record.store.has(digest):
            try:
                write_atomic(path, studio.record.store.read(digest))
            except OSError:
                # A brief can be read where nothing can be written: the store has its files, under other names.
                path = studio.record.store.path(digest)
        places[key] = path
    return places


def _works_named(studio: Studio, folder: Path, values: Mapping[str, Any]) -> dict[str, Path]:
    """Pictures and fonts of the record that a brief names by their works' ids, of whatever project: laid beside it."""
    from oeuvre.production import write_atomic

    ids = {name for _, name in _named(values) if _ID.fullmatch(name)}
    places = {}
    for work in studio.record.works_at(ids).values():
        if work.modality not in ("image", "font") or not studio.record.store.has(work.digest):
            continue
        path = folder / ".works" / work.id / (safe_name(work.title or "") if work.title else work.modality)
        if not path.is_file():
            try:
                write_atomic(path, studio.record.store.read(work.digest))
            except OSError:
                path = studio.record.store.path(work.digest)
        places[work.id] = path
    return places


def _named(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and text of everything in a brief that may name a file."""
    brand = values.get("brand")
    brand = brand if isinstance(brand, Mapping) else {}
    given: list[tuple[str, Any]] = [("brand.logo", brand.get("logo"))]
    for table, field in ((brand, "partners"), (brand, "fonts"), (values, "references")):
        found = table.get(field)
        for index, one in enumerate(found if isinstance(found, list) else []):
            given.append((f"{field}[{index}]", one.get("path") if isinstance(one, Mapping) else one))
    for place, text in given:
        if isinstance(text, str) and text.strip():
            yield place, text.strip()


def _leads_out(name: str, known: Mapping[str, Path]) -> bool:
    """Whether a file's name leads anywhere but beside the brief, and is none that the record holds."""
    from oeuvre.create.brief import file_key

    with contextlib.suppress(ValueError):
        if file_key(name) in known:
            return False
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0] or "\0" in name


def reading_of(
    studio: Studio, values: Mapping[str, Any], project: str | None, known: Work | None, language: Language
) -> dict[str, Any]:
    """What a brief will print and what is wrong with it, as `Reading` has it; nothing is written or recorded."""
    from oeuvre.create.adapt import Format
    from oeuvre.create.voice import compose, facts_of, ground_of, headlines, supporting_lines

    try:
        brief = read_values(studio, values, project, known)
    except OeuvreError as error:
        found = [_told(one, studio.home, project, language) for one in error.all()]
        return _nothing(found)
    ground = ground_of(brief, studio.trades())
    own = headlines(brief)
    said = [line.text for line in own]
    if not brief.copy.headline:
        said += [line.text for line in compose(ground, most=4)]
    formats: Mapping[str, Format] = studio.formats()
    wanted = brief.formats or tuple(formats)
    return {
        # The words are read all the same: a drawing that cannot be used changes none of them.
        "errors": [_told(one, studio.home, project, language) for one in _undrawable(brief)],
        "language": brief.language,
        "trades": [trade.name(language) for trade, _ in ground.trades],
        "headlines": list(dict.fromkeys(said)),
        "lines": list(dict.fromkeys(line.text for line in supporting_lines(brief, own[0]))),
        "facts": [{"kind": fact.kind, "text": fact.text} for fact in facts_of(brief)],
        "formats": [formats[name].label(language) for name in wanted if name in formats],
        "little": _little(brief, bool(ground.trades)),
    }


def _undrawable(brief: Brief) -> Iterator[OeuvreError]:
    """What is wrong with the drawings (SVG) that a brief names: one that holds a program is told where it is named."""
    from oeuvre.create.brief import UnsafeSvg, clean_svg, looks_like_svg

    named = [("brand.logo", brief.brand.logo)]
    named += [(f"brand.partners[{index}]", one.path) for index, one in enumerate(brief.brand.partners)]
    named += [(f"references[{index}]", one.path) for index, one in enumerate(brief.references)]
    for field, path in named:
        if path is None or not path.is_file():
            continue
        with path.open("rb") as handle:
            if not looks_like_svg(handle.read(4096)):
                continue
        try:
            clean_svg(path.read_bytes())
        except UnsafeSvg as error:
            yield UnsafeSvg(error.reason, error.detail, f"{BRIEF_FILE} {field}", path.name)


def _nothing(errors: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "errors": errors,
        "language": "und",
        "trades": [],
        "headlines": [],
        "lines": [],
        "facts": [],
        "formats": [],
        "little": [],
    }


def _little(brief: Brief, has_trade: bool) -> list[str]:
    """Codes of what the engine would have little of, as far as that can be told at once (`ideas:little`)."""
    found = []
    if brief.language not in ("fr", "en"):
        found.append("language")
    elif not has_trade:
        found.append("no-trade")
    if len(f"{brief.title} {brief.about}".split()) < 5:
        found.append("short-brief")
    return found


def _told(error: OeuvreError, home: Path, project: str | None, language: Language) -> dict[str, str]:
    """An error as people read it; where the brief lies on this machine is nobody's business."""
    folder = str(brief_folder(home, project or "-")) + "/"
    return {key: text.replace(folder, "") for key, text in error.as_dict(language).items()}


# --- versions on the record ------------------------------------------------------------------------------------------


def new_project(studio: Studio, values: Mapping[str, Any], seed: int) -> str:
    """Put a new project's brief on the record; returns the project's name. Raises `ProjectTaken`, `ManyErrors`."""
    from oeuvre.production import prepare, slug

    brief = read_values(studio, values, None)
    project = slug(brief.title)
    if any(one.slug == project for one in studio.record.projects()):
        raise ProjectTaken(project, title=brief.title)
    prepare(brief, studio.settings.language, strict=False)  # words that no face can draw are told before anything is
    keep_brief(studio, project, values, None, seed)
    return project


def keep_brief(studio: Studio, project: str, values: Mapping[str, Any], known: Work | None, seed: int) -> Work:
    """Write a brief beside its files and put it on the record as the project's; the same one again is no act."""
    from oeuvre.create.brief import file_key
    from oeuvre.production import brief_work, write_atomic
    from oeuvre.record import NewAct

    brief = read_values(studio, values, project, known)
    write_atomic(brief.source, toml_of(values).encode())
    moved = {**_laid_beside(studio, brief.base, known), **_works_named(studio, brief.base, values)}
    files = {}
    for _, name in _named(values):
        path = moved.get(file_key(name)) or brief.base / name
        if path.is_file():
            files[file_key(name)] = studio.record.store.put_file(path)
    made = brief_work(studio.record, brief)
    made = replace(made, attributes={**made.attributes, "files": files})
    if known is not None and (known.digest, files_of(known)) == (made.digest, files):
        return known
    recorded = studio.record.append(
        NewAct(
            kind="import",
            project=project,
            by=[(studio.party(), "commissioner")],
            made=[(made, "brief")],
            settings={"version": __version__, "project_title": brief.title, "seed": seed},
        )
    )
    return recorded[0].works[0]
