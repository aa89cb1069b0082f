"""Reads a brief: one TOML file in, a frozen `Brief` out, or every finding at once.

Nothing is created and no picture is decoded here; files that the brief names must exist, what is in them is
for `pictures` to judge.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import stat
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from oeuvre.create.brief import errors
from oeuvre.create.brief.edge import KNOWN_FIELDS, BriefEdge, ReferenceEdge
from oeuvre.create.brief.errors import BriefError
from oeuvre.create.brief.language import guess_language
from oeuvre.create.brief.lines import Location, dotted, field_lines, line_of
from oeuvre.create.brief.model import (
    ALL_RIGHTS_RESERVED,
    ArtTerms,
    Brand,
    Brief,
    Facts,
    GivenCopy,
    Partner,
    Reference,
    Rights,
    Row,
)
from oeuvre.foundation import ManyErrors, OeuvreError

# A brief is written by hand in two minutes; more than this is another file.
LARGEST_BRIEF = 1_000_000

# Where a file lies that the brief names in these words.
FileAt = Callable[[str], Path]

_BY_CODE: dict[str, type[BriefError]] = {
    kind.code: kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, BriefError)
}
_EXPECTED = {
    "string_type": "text",
    "list_type": "list",
    "bool_type": "yes-or-no",
    "model_type": "table",
    "model_attributes_type": "table",
    "dict_type": "table",
}
_FONT_FILE = re.compile(r".*\.(ttf|otf|ttc|otc|woff2?|eot|svg)", re.IGNORECASE)
# The id of a work on the record: what a font that was brought in is named by.
_WORK = re.compile(r"[0-9a-f]{32}")
_FONT_MAGIC = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf")


def read_brief(
    path: str | Path,
    *,
    known_formats: Collection[str] | None = None,
    known_families: Collection[str] | None = None,
    known_photos: Collection[str] | None = None,
    default_language: str = "und",
    moved: Mapping[str, Path] | None = None,
) -> Brief:
    """The brief at `path`.

    Names of formats, packaged type families and packaged photographs are checked when the known ones are given.
    `default_language` is used when the brief says none and its words do not tell. `moved` says where files lie now
    that are not where the brief says any more, by their `file_key`. Raises `ManyErrors` of
    `BriefError`, each with its place as `file:line field`; one finding comes in a `ManyErrors` too.
    """
    source = Path(path)
    text = _read_text(source)
    return parse_brief(
        text,
        source,
        known_formats=known_formats,
        known_families=known_families,
        known_photos=known_photos,
        default_language=default_language,
        moved=moved,
    )


def file_key(written: str) -> str:
    """What a brief's file is known by when it is kept elsewhere: its path, or a digest where that starts at the root
    (such a path may name a person)."""
    path = Path(written.strip())
    if not path.is_absolute():
        return path.as_posix()
    return f"{hashlib.sha256(str(path).encode()).hexdigest()[:16]}/{path.name}"


def parse_brief(
    text: str,
    source: Path,
    *,
    known_formats: Collection[str] | None = None,
    known_families: Collection[str] | None = None,
    known_photos: Collection[str] | None = None,
    default_language: str = "und",
    moved: Mapping[str, Path] | None = None,
) -> Brief:
    """The brief written in `text`, as if it stood in the file `source`. Raises as `read_brief` does."""
    tree = _parse(text, source)
    lines = field_lines(text)
    base = source.absolute().parent
    places = moved or {}

    def file_at(written: str) -> Path:
        return places.get(file_key(written)) or base / written.strip()

    def place(location: Location) -> str:
        return f"{source}:{line_of(location, lines)} {dotted(location)}"

    findings: list[BriefError] = []
    edge: BriefEdge | None = None
    try:
        edge = BriefEdge.model_validate(tree)
    except ValidationError as error:
        findings += [_finding(item, place) for item in error.errors(include_url=False)]
    findings += _across(tree, place)
    findings += _names(tree, place, known_formats, known_families, known_photos)
    findings += _files(tree, place, file_at)
    if findings or edge is None:
        raise ManyErrors(sorted(findings, key=_line))
    return _brief(edge, source.absolute(), base, file_at, default_language)


def _line(finding: OeuvreError) -> int:
    found = re.search(r":(\d+) [^:]*$", finding.place)
    return int(found.group(1)) if found else 0


def _one(error: BriefError) -> ManyErrors:
    return ManyErrors([error])


def _read_text(source: Path) -> str:
    place = str(source)
    try:
        state = source.stat()
        if stat.S_ISDIR(state.st_mode):
            raise _one(errors.BriefIsFolder(place))
        if not stat.S_ISREG(state.st_mode):
            raise _one(errors.BriefMissing(place))
        if state.st_size > LARGEST_BRIEF:
            raise _one(errors.BriefTooLarge(place, size=_megabytes(state.st_size), limit=_megabytes(LARGEST_BRIEF)))
        raw = source.read_bytes()
    except (OSError, ValueError) as error:
        raise _one(errors.BriefMissing(place)) from error
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _one(errors.BriefNotText(f"{place}:{line}", line=line)) from error


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".rstrip("0").rstrip(".")


def _parse(text: str, source: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
        line = int(found.group(1)) if found and found.group(1) else text.count("\n") + 1
        column = int(found.group(2)) if found and found.group(2) else len(text.rpartition("\n")[2]) + 1
        detail = str(error)[: found.start()] if found else str(error)
        raise _one(errors.BriefSyntax(f"{source}:{line}:{column}", line=line, column=column, detail=detail)) from error
    except RecursionError as error:
        raise _one(errors.BriefSyntax(f"{source}:1:1", line=1, column=1, detail="nested too deep")) from error


def _finding(item: Any, place: Any) -> BriefError:
    location: Location = tuple(item["loc"])
    kind = item["type"]
    where = place(location)
    field = dotted(location)
    if kind == "extra_forbidden":
        return errors.FieldUnknown(where, field=field, suggestion=_suggest(location))
    if kind == "missing":
        return errors.FieldMissing(where, field=field)
    if kind in _EXPECTED:
        return errors.FieldType(where, field=field, expected=_EXPECTED[kind], found=_shown(item["input"]))
    if kind in _BY_CODE:
        return _BY_CODE[kind](where, field=field, **item.get("ctx", {}))
    return errors.FieldType(where, field=field, expected="text", found=_shown(item["input"]))


def _shown(value: object) -> str:
    text = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _suggest(location: Location) -> str:
    """The field that was probably meant, or nothing."""
    names = [part for part in location if isinstance(part, str)]
    table = names[-2] if len(names) > 1 else ""
    name = names[-1]
    for other, fields in KNOWN_FIELDS.items():
        if other != table and name in fields and name != table:
            return f"{other}.{name}" if other else name
    near = difflib.get_close_matches(name.lower(), KNOWN_FIELDS.get(table, ()), n=1, cutoff=0.6)
    return near[0] if near else ""


def _table(tree: dict[str, Any], name: str) -> dict[str, Any]:
    found = tree.get(name)
    return found if isinstance(found, dict) else {}


def _texts(value: object) -> list[tuple[int, str]]:
    if not isinstance(value, list):
        return []
    return [(index, item) for index, item in enumerate(value) if isinstance(item, str) and item.strip()]


def _references(tree: dict[str, Any]) -> Iterator[tuple[int, str, str]]:
    """Index, field and text of each file or photograph that the references name."""
    found = tree.get("references")
    for index, item in enumerate(found if isinstance(found, list) else []):
        if isinstance(item, str):
            yield index, "path", item
        elif isinstance(item, dict):
            for field in ("path", "library"):
                if isinstance(item.get(field), str) and item[field].strip():
                    yield index, field, item[field]


def _partners(brand: dict[str, Any]) -> Iterator[tuple[Location, str]]:
    """Location and path as written of each partner's logo."""
    found = brand.get("partners")
    for index, item in enumerate(found if isinstance(found, list) else []):
        text = item.get("path") if isinstance(item, dict) else item
        if isinstance(text, str) and text.strip():
            yield ("brand", "partners", index, *(("path",) if isinstance(item, dict) else ())), text


def _across(tree: dict[str, Any], place: Any) -> Iterator[BriefError]:
    """What only several fields together show."""
    words = _table(tree, "words")
    use = {text.strip().casefold() for _, text in _texts(words.get("use"))}
    for index, text in _texts(words.get("avoid")):
        if text.strip().casefold() in use:
            yield errors.WordsContradict(place(("words", "avoid", index)), field="words.avoid", word=text.strip())
    facts = _table(tree, "facts")
    if facts.get("qr") is True and not str(facts.get("url", "")).strip():
        yield errors.UrlMissing(place(("facts", "qr")), field="facts.qr")


def _names(
    tree: dict[str, Any],
    place: Any,
    formats: Collection[str] | None,
    families: Collection[str] | None,
    photos: Collection[str] | None,
) -> Iterator[BriefError]:
    """Names of packaged things that nobody knows."""
    for index, text in _texts(tree.get("formats")) if formats is not None else ():
        if text.strip() not in (formats or ()):
            yield errors.FormatUnknown(
                place(("formats", index)),
                value=text,
                known=", ".join(formats or ()),
                suggestion=_near(text, formats or ()),
            )
    for index, text in _texts(_table(tree, "brand").get("fonts")) if families is not None else ():
        if not _is_font_file(text) and text.strip().casefold() not in {name.casefold() for name in families or ()}:
            yield errors.FontUnknown(
                place(("brand", "fonts", index)), value=text, suggestion=_near(text, families or ())
            )
    for index, field, text in _references(tree) if photos is not None else ():
        if field == "library" and text.strip() not in (photos or ()):
            yield errors.PhotoUnknown(
                place(("references", index, field)),
                value=text,
                known=", ".join(photos or ()),
                suggestion=_near(text, photos or ()),
            )


def _near(text: str, known: Collection[str]) -> str:
    lowered = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(text.strip().casefold(), list(lowered), n=1, cutoff=0.6)
    return lowered[near[0]] if near else ""


def _is_font_file(text: str) -> bool:
    return "/" in text or "\\" in text or bool(_FONT_FILE.fullmatch(text.strip()) or _WORK.fullmatch(text.strip()))


def _named_files(tree: dict[str, Any]) -> Iterator[tuple[Location, str, bool]]:
    """Location, path as written and whether it is a font, of each file that the brief names."""
    brand = _table(tree, "brand")
    if isinstance(brand.get("logo"), str) and brand["logo"].strip():
        yield ("brand", "logo"), brand["logo"], False
    for location, text in _partners(brand):
        yield location, text, False
    for index, text in _texts(brand.get("fonts")):
        if _is_font_file(text):
            yield ("brand", "fonts", index), text, True
    for index, field, text in _references(tree):
        if field == "path":
            yield ("references", index, field), text, False


def _files(tree: dict[str, Any], place: Any, file_at: FileAt) -> Iterator[BriefError]:
    """Files that are named and not there, and fonts that are none."""
    for location, text, is_font in _named_files(tree):
        try:
            path = file_at(text)
            there = path.is_file()
            magic = path.open("rb").read(4) if there and is_font else b""
        except (OSError, ValueError):
            there, magic = False, b""
        if not there:
            yield errors.FileMissing(place(location), field=dotted(location), value=text)
        elif is_font and magic not in _FONT_MAGIC:
            yield errors.FontFileBad(place(location), field=dotted(location), value=text)


def _unique(items: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _reference(edge: ReferenceEdge, file_at: FileAt, client: str) -> Reference:
    if edge.library:
        return Reference(library=edge.library, recolour=edge.recolour)
    return Reference(
        path=file_at(edge.path),
        author=edge.author or client,
        licence=edge.licence or ALL_RIGHTS_RESERVED,
        recolour=edge.recolour,
    )


def _brief(edge: BriefEdge, source: Path, base: Path, file_at: FileAt, default_language: str) -> Brief:
    facts, brand = edge.facts, edge.brand
    words = " ".join((edge.title, edge.about, facts.promise, facts.product, facts.date, edge.copy_.headline))
    return Brief(
        title=edge.title,
        about=edge.about,
        language=edge.language or guess_language(words, default_language),
        source=source,
        base=base,
        client=edge.client,
        audience=edge.audience,
        goal=edge.goal,
        mood=_unique(edge.mood),
        formats=_unique(edge.formats),
        facts=Facts(
            product=facts.product,
            promise=facts.promise,
            people=tuple(facts.people),
            place=facts.place,
            date=facts.date,
            price=facts.price,
            url=facts.url,
            qr=facts.qr,
        ),
        programme=tuple(Row(row.time, row.name, row.place) for row in edge.programme),
        words_use=_unique(edge.words.use),
        words_avoid=_unique(edge.words.avoid),
        brand=Brand(
            colours=_unique(brand.colours),
            fonts=tuple(file_at(font) if _is_font_file(font) else font for font in brand.fonts),
            logo=file_at(brand.logo) if brand.logo else None,
            partners=tuple(Partner(file_at(partner.path), partner.name) for partner in brand.partners),
        ),
        copy=GivenCopy(edge.copy_.headline, edge.copy_.line, edge.copy_.action, edge.copy_.small),
        art=ArtTerms(edge.art.share_alike, edge.art.credit_line),
        rights=Rights(**{name: _unique(told) for name, told in edge.rights.model_dump().items()}),
        references=tuple(_reference(item, file_at, edge.client) for item in edge.references),
    )
