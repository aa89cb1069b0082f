"""The hand-off: what the record knows of a run, written into the folder that a client could be sent."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from oeuvre.create.design import library as typst_library
from oeuvre.create.library import Face
from oeuvre.create.voice import SetLine, copy_markdown, facts_of
from oeuvre.foundation import Language, say, set_text
from oeuvre.production.errors import CopyLost, ZipInTheWay
from oeuvre.production.gathering import signed_works
from oeuvre.production.licensing.papers import FOLDER, licence_files
from oeuvre.production.page import write_ideas, write_page, write_sheet
from oeuvre.production.pages import page_of
from oeuvre.production.papers import credits_text
from oeuvre.production.report import RunReport
from oeuvre.production.run import PREVIOUS, place_in, write_atomic
from oeuvre.production.states import draft_path, drafts_of
from oeuvre.production.workshop import Workshop
from oeuvre.record import Work

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop

# What a text's role on the page is called in copy.md.
COPY_ROLES = {"logo": "client", "row": "programme", "credit": "credits", "answer": "headline"}

# The order in which copy.md tells what is written.
TELLING = ("headline", "answer", "line", "date", "place", "price", "url", "action", "row", "logo", "small", "credit")

COPY_PATH = "copy.md"
SHEET_PATH = "sheet.html"
IDEAS_PATH = "ideas.html"
RECORD_PATH = "record/record.prov.json"


def restore_files(loop: Loop, delivered: Work | None = None) -> tuple[str, ...]:
    """Make the folder hold the drafts and the signed files of the current choice, byte for byte as they were made.

    Signed files of an earlier choice go; files that are not ours stay. With `delivered`, the result of the run's end,
    the papers come back too: what the studio asserts as it was, what is there to be worked on only where it is gone.
    Returns the paths that were missing or altered.
    """
    record, out = loop.record, loop.run.out
    drafts = drafts_of(record, loop.run.id)
    chosen = next(draft for draft in drafts if draft.state == "chosen")
    wanted = {draft_path(draft): draft.preview.digest for draft in drafts}
    for _, _, _, edition in signed_works(record, loop.run.id, chosen.design.id):
        wanted[str(edition.attributes["path"])] = edition.digest
    kept = {draft.preview.id for draft in drafts if draft.state == "kept"}
    ours = set()
    for act in record.acts(run=loop.run.id, kinds=("sign",)):
        work = record.work(act.made[0].work_id)
        ours.add(str(work.attributes["path"]))
        if act.used[0].work_id in kept:
            wanted[str(work.attributes["path"])] = work.digest
    for name in sorted(ours - set(wanted)):
        place_in(out, name).unlink(missing_ok=True)
    for folder in (out / "editions", out / "kept"):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    papers = delivered.attributes.get("papers", {}) if delivered is not None else {}
    assert isinstance(papers, Mapping)
    for name, digest in papers.items():
        if not place_in(out, name).is_file() or not _to_be_worked_on(name):
            wanted[name] = str(digest)
    restored = [name for name, digest in wanted.items() if _sha256(place_in(out, name)) != digest]
    for name in restored:
        if not record.store.holds(wanted[name]):
            raise CopyLost(str(place_in(out, name)))
        write_atomic(place_in(out, name), record.store.read(wanted[name]))
    return tuple(restored)


def _to_be_worked_on(name: str) -> bool:
    return name == COPY_PATH or name.startswith("source/")


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return None


def _told_at(role: str) -> int:
    return TELLING.index(role) if role in TELLING else len(TELLING)


def told_lines(
    lines: Sequence[tuple[str, str]], facts: Mapping[str, str], rows: Sequence[tuple[str, ...]] = ()
) -> list[tuple[str, str]]:
    """The texts of an edition by role, in the order of reading: a fact set in two parts is one text again.

    `facts` are the whole facts by role: a page that fills from its foot names the second part first. `rows` are the
    cells of each row of the programme, which is told a row at a time.
    """
    joined: dict[str, list[str]] = {}
    for role, text in lines:
        joined.setdefault(role, []).append(text)
    order = sorted(joined, key=_told_at)
    found: list[tuple[str, str]] = []
    for role in order:
        if role == "row":
            found += [(role, text) for text in _told_rows(joined[role], rows)]
        else:
            said, whole = " ".join(_in_order(joined[role], facts.get(role, ""))), facts.get(role, "")
            # The end of a line stands for a comma on the page, and here there are no lines.
            found.append((role, whole if _bare(said) == _bare(whole) else said))
    return found


def _bare(text: str) -> str:
    return "".join(text.replace(",", " ").replace(";", " ").split()).casefold()


def _in_order(parts: Sequence[str], whole: str) -> list[str]:
    return sorted(parts, key=lambda part: whole.casefold().find(part.casefold()))


def _told_rows(cells: Sequence[str], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Cells as they stand, drawn together where they are a row's, in its order; any other cell stands alone."""
    told: list[str] = []
    at = 0
    while at < len(cells):
        row = next((row for row in rows if row and tuple(cells[at : at + len(row)]) == row), tuple(cells[at : at + 1]))
        told.append(" · ".join(row))
        at += len(row)
    return told


def write_papers(loop: Loop, report: RunReport, workshop: Workshop) -> dict[str, str]:
    """index.html, source/, copy.md, CREDITS.txt, LICENCE.txt, licence/ and record/, each written whole or not at all.

    They are kept in the store as well; returns their digests by path.
    """
    out, language = loop.run.out, loop.words
    write_atomic(out / "CREDITS.txt", credits_text(report).encode())
    terms = _write_licence(loop, report)
    alternatives = [(row.path, row.alt) for row in report.editions]
    where: dict[tuple[str, str], list[str]] = {}
    facts: dict[str, str] = {fact.kind: fact.text for fact in facts_of(loop.brief)}
    rows = [
        tuple(set_text(cell, loop.brief.language) for cell in (row.time, row.name, row.place) if cell)
        for row in loop.brief.programme
    ]
    for row in report.editions:
        for role, text in told_lines(row.lines, facts, rows):
            have = where.setdefault((role, text), [])
            if row.format not in have:
                have.append(row.format)
    formats = {row.format for row in report.editions}
    lines = [
        SetLine(COPY_ROLES.get(role, role), text, () if len(names) == len(formats) else tuple(names))
        for (role, text), names in sorted(where.items(), key=lambda one: _told_at(one[0][0]))
    ]
    write_atomic(out / COPY_PATH, copy_markdown(report.title, lines, alternatives, language).encode())
    _write_source(loop, workshop)
    exported = io.BytesIO()
    loop.record.export_prov(exported, run=loop.run.id)
    write_atomic(out / RECORD_PATH, exported.getvalue())
    write_atomic(out / "index.html", write_page(report).encode())
    # They asked for decisions; the page shows the same.
    (out / SHEET_PATH).unlink(missing_ok=True)
    (out / IDEAS_PATH).unlink(missing_ok=True)
    papers = [out / "index.html", out / COPY_PATH, out / "CREDITS.txt", out / RECORD_PATH]
    papers += [*terms, *(path for path in sorted((out / "source").rglob("*")) if path.is_file())]
    return {path.relative_to(out).as_posix(): loop.record.store.put_file(path) for path in papers}


def _write_licence(loop: Loop, report: RunReport) -> list[Path]:
    """The licence of the editions, for people in the brief's language and for machines; earlier policies go."""
    out = loop.run.out
    if (out / FOLDER).is_dir():
        shutil.rmtree(out / FOLDER)
    editions = [loop.record.work(row.work) for row in report.editions]
    language: Language = "fr" if loop.brief.language == "fr" else "en" if loop.brief.language == "en" else loop.words
    files = licence_files(loop.record, editions, language, report.title)
    for name, data in files.items():
        write_atomic(out / name, data)
    return [out / name for name in files]


def _write_source(loop: Loop, workshop: Workshop) -> None:
    """What a designer opens: Typst source, fonts, pictures and tokens of the chosen design."""
    chosen = next(draft for draft in drafts_of(loop.record, loop.run.id) if draft.state == "chosen")
    kit = loop.kit_of_draft(chosen)
    family = str(chosen.composed.settings["family"])
    folder = loop.run.out / "source"
    _clear_source(loop, folder)
    main, assets = workshop.source(kit, family, page_of(loop.sheet_format()), loop.credits_of(kit))
    write_atomic(folder / "design.typ", main.encode())
    write_atomic(folder / "oeuvre.typ", typst_library().encode())
    for name, data in assets.items():
        write_atomic(folder / name, data)
    write_atomic(folder / "tokens.json", loop.record.store.read(chosen.design.digest))
    for name, data in font_files((kit.pairing.headline, *kit.pairing.text.values())).items():
        write_atomic(folder / "fonts" / name, data)
    readme = say("production:papers.source_readme", loop.words, title=loop.brief.title)
    write_atomic(folder / "README.txt", readme.encode())


def font_files(faces: Sequence[Face]) -> dict[str, bytes]:
    """The files of faces by name, each packaged one with its licence, as the SIL Open Font License (2) asks."""
    found = {}
    for face in faces:
        found[face.path.name] = face.path.read_bytes()
        if face.licence_text is not None:
            found[f"{face.path.parent.name}-LICENSE.txt"] = face.licence_text.read_bytes()
    return found


def _clear_source(loop: Loop, folder: Path) -> None:
    """Make room for another design's source; one that a designer worked in is set aside, not lost."""
    if not folder.is_dir():
        return
    known: set[object] = set()
    for act in loop.record.acts(run=loop.run.id, kinds=("deliver",)):
        papers = loop.record.work(act.made[0].work_id).attributes.get("papers")
        known |= set(papers.values()) if isinstance(papers, Mapping) else set()
    if known and any(path.is_file() and _sha256(path) not in known for path in folder.rglob("*")):
        number = next(n for n in range(1, 10_000) if not folder.with_name(f"source-{n}").exists())
        folder.rename(folder.with_name(f"source-{number}"))
        return
    shutil.rmtree(folder)


def check_zip(out: Path) -> Path:
    """Where the zip of `out` goes; raises when a file lies there that is not an earlier zip of the same folder."""
    target = out.with_name(f"{out.name}.zip")
    if not target.exists() and not target.is_symlink():
        return target
    try:
        if not target.is_file() or target.is_symlink():
            raise ZipInTheWay(str(target))
        with zipfile.ZipFile(target) as archive:
            names = [PurePosixPath(name) for name in archive.namelist()]
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile) as error:
        raise ZipInTheWay(str(target)) from error
    if any(name.parts[:1] != (out.name,) or ".." in name.parts for name in names):
        raise ZipInTheWay(str(target))
    return target


def zip_folder(out: Path) -> Path:
    """One file of the whole result, beside its folder; earlier runs stay out. Entries have a fixed date."""
    target = check_zip(out)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in result_files(out):
            entry = zipfile.ZipInfo(f"{out.name}/{name}", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    write_atomic(target, buffer.getvalue())
    return target


def result_files(out: Path) -> list[tuple[str, Path]]:
    """Every file of a result with its name in the folder; earlier runs and hidden files are none of it."""
    found = []
    for path in sorted(out.rglob("*")):
        relative = path.relative_to(out)
        hidden = any(part.startswith(".") for part in relative.parts)
        # A link would bring along a file that lies elsewhere.
        ours = path.is_file() and path.resolve().is_relative_to(out.resolve())
        if ours and relative.parts[0] != PREVIOUS and not hidden:
            found.append((relative.as_posix(), path))
    return found


def write_contact_sheet(out: Path, report: RunReport) -> Path:
    """The sheet to choose from, before there is a page."""
    path = out / SHEET_PATH
    write_atomic(path, write_sheet(report).encode())
    return path


def write_ideas_page(out: Path, report: RunReport) -> Path:
    """The ideas to keep or to refuse."""
    path = out / IDEAS_PATH
    write_atomic(path, write_ideas(report).encode())
    return path
