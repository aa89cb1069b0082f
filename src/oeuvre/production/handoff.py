"""The hand-off: what the record knows of a run, drawn into the folder that a client could be sent."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from oeuvre import __version__
from oeuvre.create.adapt import Format
from oeuvre.create.design import BY_ID, Press
from oeuvre.create.design import library as typst_library
from oeuvre.create.design.typeset import string
from oeuvre.create.library import Credit as PieceCredit
from oeuvre.create.voice import SetLine, copy_markdown
from oeuvre.credentials import SigningPool, Verification, made_by
from oeuvre.foundation import Language, say
from oeuvre.production.pages import page_of
from oeuvre.production.report import (
    ActRow,
    Choice,
    CreditRow,
    DraftRow,
    EditionRow,
    FailedRow,
    RunReport,
)
from oeuvre.production.run import PREVIOUS, write_atomic
from oeuvre.production.states import Draft, drafts_of, latest_choice
from oeuvre.production.workshop import Workshop
from oeuvre.record import Act, Credit, Party, Record, Work

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop

# What a text's role on the page is called in copy.md.
COPY_ROLES = {"logo": "client", "row": "programme", "credit": "credits", "answer": "headline"}

# How the record names whoever makes a work without having said a name.
UNNAMED = "unnamed maker"
COPY_PATH = "copy.md"
SHEET_PATH = "sheet.html"
RECORD_PATH = "record/record.prov.json"
DRAFT_THUMB = 320
CHOSEN_THUMB = 760
EDITION_THUMB = 620


def signed_works(record: Record, run: str, design: str) -> list[tuple[Act, Act, Work, Work]]:
    """(adapt act, sign act, rendition, edition) for each signed file of the chosen design."""
    acts = record.acts(run=run, kinds=("adapt", "sign"))
    signatures = {used.work_id: act for act in acts if act.kind == "sign" for used in act.used}
    found = []
    for act in acts:
        if act.kind != "adapt" or act.settings.get("design") != design:
            continue
        for made in act.made:
            signature = signatures.get(made.work_id)
            if signature is not None:
                edition = record.work(signature.made[0].work_id)
                found.append((act, signature, record.work(made.work_id), edition))
    return found


def restore_files(loop: Loop, delivered: Work | None = None) -> tuple[str, ...]:
    """Make the folder hold the drafts and the signed files of the current choice, byte for byte as they were made.

    Signed files of an earlier choice go; files that are not ours stay. With `delivered`, the result of the run's end,
    the papers come back too: what the studio asserts as it was, what is there to be worked on only where it is gone.
    Returns the paths that were missing or altered.
    """
    from oeuvre.production.loop import draft_path

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
        (out / name).unlink(missing_ok=True)
    for folder in (out / "editions", out / "kept"):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    papers = delivered.attributes.get("papers", {}) if delivered is not None else {}
    assert isinstance(papers, Mapping)
    for name, digest in papers.items():
        if not (out / name).is_file() or not _to_be_worked_on(name):
            wanted[name] = str(digest)
    restored = [name for name, digest in wanted.items() if _sha256(out / name) != digest]
    for name in restored:
        write_atomic(out / name, record.store.read(wanted[name]))
    return tuple(restored)


def _to_be_worked_on(name: str) -> bool:
    return name == COPY_PATH or name.startswith("source/")


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return None


def gather_report(loop: Loop, pool: SigningPool | None) -> RunReport:
    """The run as plain values; before a choice is made there are no editions in it."""
    record, run, language = loop.record, loop.run, loop.words
    parties = {party.id: party for party in record.parties()}
    drafts = drafts_of(record, run.id)
    chosen = next((draft for draft in drafts if draft.state == "chosen"), None)
    forms = {form.name: form for form in loop.formats}
    signed = signed_works(record, run.id, chosen.design.id) if chosen else []
    # A format of the home's own that was taken out since is not shown.
    signed = [row for row in signed if row[2].attributes["format"] in forms]
    paths = [run.out / str(edition.attributes["path"]) for *_, edition in signed]
    states = pool.verify_many(paths) if pool is not None and paths else []
    editions = tuple(
        _edition_row(forms[str(rendition.attributes["format"])], adapt, edition, state, language)
        for (adapt, _, rendition, edition), state in zip(signed, states, strict=True)
    )
    verdict = record.verify()
    brief = loop.brief
    return RunReport(
        project=run.project,
        run=run.id,
        seed=run.seed,
        version=__version__,
        language=brief.language,
        page_language=language,
        title=brief.title,
        about=brief.about,
        client=brief.client,
        audience=brief.audience,
        goal=brief.goal,
        mood=brief.mood,
        facts=_facts(loop),
        brand_colours=brief.brand.colours,
        pictures=tuple(piece.title for piece in loop.pieces.client_pieces),
        refused_files=tuple((error.place, error.message(language)) for error in loop.pieces.refused),
        drafts=tuple(_draft_row(draft, record, parties, language, loop) for draft in drafts),
        choice=_choice(record, run.id, chosen, parties, language),
        editions=editions,
        failed=_failed(record, run.id, chosen, forms, language),
        credits=_credits(record, [edition for *_, edition in signed], language),
        acts=tuple(_act_row(act, parties, language, record) for act in record.acts(run=run.id)),
        record_holds=verdict.holds,
        record_acts=verdict.acts,
        record_head=verdict.head,
        signer=states[0].signer if states else "",
        made_by=made_by(record, signed[0][3].id) if signed else "unknown",
        previous=f"{PREVIOUS}/{run.previous[:12]}/index.html" if run.previous else None,
        timings=loop.timings,
        thumbs=_thumbs(loop, drafts, signed),
    )


def _facts(loop: Loop) -> tuple[tuple[str, str], ...]:
    facts = loop.brief.facts
    named = [("date", facts.date), ("place", facts.place), ("price", facts.price), ("url", facts.url)]
    named += [("product", facts.product), ("promise", facts.promise)]
    named += [("people", ", ".join(facts.people))]
    return tuple((name, text) for name, text in named if text)


def _draft_row(draft: Draft, record: Record, parties: Mapping[str, Party], language: Language, loop: Loop) -> DraftRow:
    from oeuvre.production.loop import draft_path, kept_path

    settings = draft.composed.settings
    family = str(settings["family"])
    deciding = draft.decision or draft.composed
    party = parties[deciding.by[0].party_id]
    reason = (draft.decision.words.get("because") or "") if draft.decision else ""
    design = json.loads(record.store.read(draft.design.digest))
    palette = design["palette"]
    left_out = settings["left_out"]
    assert isinstance(left_out, Sequence)
    signed = draft.state == "kept" and (loop.run.out / kept_path(draft)).is_file()
    return DraftRow(
        number=draft.number,
        work=draft.design.id,
        path=draft_path(draft),
        family=family,
        family_name=BY_ID[family].name(language),
        palette=str(settings["palette"]),
        colours=tuple(palette[role] for role in ("ground", "ink", "signal", "second", "light")),
        pairing=str(settings["pairing"]),
        headline=draft.composed.words.get("headline") or "",
        state=draft.state,  # type: ignore[arg-type]
        by=party.kind,
        who=shown_name(party, language),
        reason=reason,
        left_out=tuple(str(name) for name in left_out),
        signed_path=kept_path(draft) if signed else "",
    )


def shown_name(party: Party, language: Language) -> str:
    """A party's name as people read it: our rules have theirs in the catalogue."""
    from oeuvre.production.recording import RULES

    if party.kind == "rule":
        for name, title in RULES.items():
            if title == party.name:
                return say(f"production:rules.{name}", language)
    if party.kind == "person" and party.name == UNNAMED:
        return say("production:page.unnamed", language)
    return party.name


def _edition_row(form: Format, adapt: Act, edition: Work, state: Verification, language: Language) -> EditionRow:
    left_out = adapt.settings["left_out"]
    assert isinstance(left_out, Sequence)
    lines = json.loads(adapt.words.get("lines") or "[]")
    return EditionRow(
        path=str(edition.attributes["path"]),
        format=form.name,
        label=form.label(language),
        note=form.note(language),
        media_type=edition.media_type,
        width=form.width,
        height=form.height,
        unit=form.unit,
        work=edition.id,
        digest=edition.digest,
        size=edition.size,
        credential=state.state,
        alt=adapt.words.get("alt") or "",
        left_out=tuple(str(name) for name in left_out),
        lines=tuple((role, text) for role, text in lines),
        bleed=form.bleed_mm,
        crop_marks=form.crop_marks,
    )


def _choice(
    record: Record, run: str, chosen: Draft | None, parties: Mapping[str, Party], language: Language
) -> Choice | None:
    act = latest_choice(record.acts(run=run, kinds=("choose",)))
    if act is None or chosen is None:
        return None
    party = parties[act.by[0].party_id]
    rule = act.settings.get("rule")
    return Choice(
        number=chosen.number,
        work=chosen.design.id,
        by=party.kind,
        who=shown_name(party, language),
        because=act.words.get("because") or "",
        rule=say(f"production:choice.{rule}", language) if rule else "",
        act=act.seq,
    )


def _failed(
    record: Record, run: str, chosen: Draft | None, forms: Mapping[str, Format], language: Language
) -> tuple[FailedRow, ...]:
    if chosen is None:
        return ()
    found = []
    for act in record.acts(run=run, kinds=("refuse",)):
        name = act.settings.get("format")
        if isinstance(name, str) and act.settings.get("design") == chosen.design.id and name in forms:
            words = act.words
            found.append(
                FailedRow(name, forms[name].label(language), words.get("because") or "", words.get("remedy") or "")
            )
    return tuple(found)


def _credits(record: Record, editions: Sequence[Work], language: Language) -> tuple[CreditRow, ...]:
    """Credits of all editions together, by role and party; what each made is named with its licence."""
    merged: dict[tuple[str, str], tuple[Credit, set[int], list[str]]] = {}
    for edition in editions:
        for credit in record.credits(edition.id):
            key = (credit.role, credit.party.id)
            known = merged.setdefault(key, (credit, set(), []))
            known[1].update(credit.acts)
            known[2].extend(work for work in credit.works if work not in known[2])
    rows = []
    for (role, _), (credit, acts, works) in merged.items():
        what, licence, kind, line, source = "", "", role, "", ""
        if role == "author":
            made = [record.work(work) for work in works]
            what = ", ".join(dict.fromkeys(work.title or "" for work in made if work.title))
            licence = ", ".join(dict.fromkeys(work.licence or "" for work in made if work.licence))
            pieces = {str(work.attributes.get("piece", "")).split(":")[0] for work in made}
            kind = next(
                (name for name in ("emblem", "photo", "face", "mark", "logo", "reference") if name in pieces), role
            )
            if kind in ("emblem", "photo", "mark"):
                # Recoloured and cropped in use: the licences of packaged pieces ask that it be said.
                source = ", ".join(
                    dict.fromkeys(str(w.attributes["source"]) for w in made if w.attributes.get("source"))
                )
                line = PieceCredit(what, credit.party.name, licence, source).line(language, changed=True)
        rows.append(
            CreditRow(
                role=say(f"production:roles.{kind}", language),
                mark=credit.party.kind,
                who=shown_name(credit.party, language),
                what=what,
                licence=licence,
                acts=tuple(sorted(acts)),
                line=line,
                source=source,
            )
        )
    order = {say(f"production:roles.{name}", language): index for index, name in enumerate(ROLE_ORDER)}
    return tuple(sorted(rows, key=lambda row: (order.get(row.role, 99), row.acts)))


ROLE_ORDER = (
    "commissioner",
    "chooser",
    "composer",
    "adapter",
    "emblem",
    "photo",
    "reference",
    "logo",
    "mark",
    "face",
    "checker",
    "signer",
    "importer",
    "publisher",
)


def _act_row(act: Act, parties: Mapping[str, Party], language: Language, record: Record) -> ActRow:
    party = parties[act.by[0].party_id] if act.by else None
    settings = act.settings
    format_name = settings.get("format")
    key = f"{act.kind}-format" if act.kind == "refuse" and format_name else act.kind
    what = say(
        f"production:acts.{key}",
        language,
        number=settings.get("number", ""),
        format=format_name or "",
        count=len(act.made),
        title=next(iter([settings.get("project_title") or ""]), ""),
    )
    return ActRow(
        seq=act.seq,
        at=act.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        kind=act.kind,
        mark=party.kind if party else "rule",
        who=shown_name(party, language) if party else "",
        what=what,
        thing=record.work(act.made[0].work_id).title or "" if act.kind == "import" and act.made else "",
    )


# --- pictures for the page --------------------------------------------------------------------------------------


def thumbnail(data: bytes, side: int, *, by_width: bool = False) -> bytes:
    """A JPEG of a picture, `side` pixels along its long side (or wide)."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    scale = min(1.0, side / (image.width if by_width else max(image.size)))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    out = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=84, optimize=True)
    return out.getvalue()


def _thumbs(loop: Loop, drafts: Sequence[Draft], signed: Sequence[tuple[Act, Act, Work, Work]]) -> dict[str, bytes]:
    from oeuvre.production.loop import draft_path

    store = loop.record.store
    found: dict[str, bytes] = {}
    for draft in drafts:
        side = CHOSEN_THUMB if draft.state == "chosen" else DRAFT_THUMB
        found[draft_path(draft)] = thumbnail(store.read(draft.preview.digest), side, by_width=True)
    seen: set[str] = set()
    for _, _, rendition, edition in signed:
        name = str(rendition.attributes["format"])
        if name in seen:
            continue
        seen.add(name)
        found[str(edition.attributes["path"])] = thumbnail(
            _pixels(rendition, store.read(rendition.digest)), EDITION_THUMB
        )
    return found


def _pixels(work: Work, data: bytes) -> bytes:
    """A picture of a file: pixels as they are, a PDF's trim or an SVG drawn."""
    if work.media_type == "application/pdf":
        return draw_pdf(data)
    if work.media_type == "image/svg+xml":
        with Press() as press:
            (press.root / "assets" / "page.svg").write_bytes(data)
            path = string("assets/page.svg")
            return press.compile_text(
                f"#set page(width: auto, height: auto, margin: 0pt)\n#image({path}, width: 620pt)"
            )
    return data


def draw_pdf(data: bytes, scale: float = 1.5) -> bytes:
    """A PDF's first page inside its trim, as PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[0]
    left, bottom, right, top = page.get_trimbox()
    media = page.get_mediabox()
    crop = (left - media[0], bottom - media[1], media[2] - right, media[3] - top)
    side = max(right - left, top - bottom)
    image = page.render(scale=min(scale, 1400 / side), crop=crop).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    page.close()
    document.close()
    return out.getvalue()


# --- files ------------------------------------------------------------------------------------------------------


# The order in which copy.md tells what is written.
TELLING = ("headline", "answer", "line", "date", "place", "price", "url", "action", "row", "logo", "small", "credit")


def _told_at(role: str) -> int:
    return TELLING.index(role) if role in TELLING else len(TELLING)


def told_lines(lines: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The texts of an edition by role, in the order of reading: a fact set in two parts is one text again."""
    joined: dict[str, list[str]] = {}
    for role, text in lines:
        joined.setdefault(role, []).append(text)
    order = sorted(joined, key=_told_at)
    found: list[tuple[str, str]] = []
    for role in order:
        found += [(role, text) for text in joined[role]] if role == "row" else [(role, " ".join(joined[role]))]
    return found


def write_papers(loop: Loop, report: RunReport, workshop: Workshop) -> dict[str, str]:
    """index.html, source/, copy.md, CREDITS.txt and record/, each written whole or not at all.

    They are kept in the store as well; returns their digests by path.
    """
    from oeuvre.production.page import write_page
    from oeuvre.production.papers import credits_text

    out, language = loop.run.out, loop.words
    write_atomic(out / "CREDITS.txt", credits_text(report).encode())
    alternatives = [(row.path, row.alt) for row in report.editions]
    where: dict[tuple[str, str], list[str]] = {}
    for row in report.editions:
        for role, text in told_lines(row.lines):
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
    # It asked for a choice, which is made.
    (out / SHEET_PATH).unlink(missing_ok=True)
    papers = [out / "index.html", out / COPY_PATH, out / "CREDITS.txt", out / RECORD_PATH]
    papers += [path for path in sorted((out / "source").rglob("*")) if path.is_file()]
    return {path.relative_to(out).as_posix(): loop.record.store.put_file(path) for path in papers}


def _write_source(loop: Loop, workshop: Workshop) -> None:
    """What a designer opens: Typst source, fonts, pictures and tokens of the chosen design."""
    chosen = next(draft for draft in drafts_of(loop.record, loop.run.id) if draft.state == "chosen")
    kit = loop.kit_of_draft(chosen)
    family = str(chosen.composed.settings["family"])
    folder = loop.run.out / "source"
    if folder.is_dir():
        shutil.rmtree(folder)
    main, assets = workshop.source(kit, family, page_of(loop.sheet_format()))
    write_atomic(folder / "design.typ", main.encode())
    write_atomic(folder / "oeuvre.typ", typst_library().encode())
    for name, data in assets.items():
        write_atomic(folder / name, data)
    write_atomic(folder / "tokens.json", loop.record.store.read(chosen.design.digest))
    faces = {face.path: face for face in (kit.pairing.headline, *kit.pairing.text.values())}
    for path in faces:
        write_atomic(folder / "fonts" / path.name, path.read_bytes())
    readme = say("production:papers.source_readme", loop.words, title=loop.brief.title)
    write_atomic(folder / "README.txt", readme.encode())


def zip_folder(out: Path) -> Path:
    """One file of the whole result, beside its folder; earlier runs stay out. Entries have a fixed date."""
    target = out.with_name(f"{out.name}.zip")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(out.rglob("*")):
            relative = path.relative_to(out)
            hidden = any(part.startswith(".") for part in relative.parts)
            if path.is_file() and relative.parts[0] != PREVIOUS and not hidden:
                entry = zipfile.ZipInfo(f"{out.name}/{relative.as_posix()}", (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    write_atomic(target, buffer.getvalue())
    return target


def write_contact_sheet(out: Path, report: RunReport) -> Path:
    """The sheet to choose from, before there is a page."""
    from oeuvre.production.page import write_sheet

    path = out / SHEET_PATH
    write_atomic(path, write_sheet(report).encode())
    return path
