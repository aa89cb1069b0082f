"""What a run came to, gathered from the record into one report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from oeuvre import __version__
from oeuvre.create.adapt import Format
from oeuvre.create.design import BY_ID
from oeuvre.create.library import Credit as PieceCredit
from oeuvre.create.library import emblems
from oeuvre.credentials import SigningPool, Verification, made_by
from oeuvre.foundation import Language, is_said, say
from oeuvre.production.allowing import held_back
from oeuvre.production.at_hand import spent
from oeuvre.production.ideas import IDEA_TYPE, Proposed
from oeuvre.production.ideation import rounds_of
from oeuvre.production.licensing.holding_back import conflicts_in
from oeuvre.production.naming import shown_name
from oeuvre.production.report import (
    ActRow,
    Choice,
    CreditRow,
    DraftRow,
    EditionRow,
    FailedRow,
    IdeaRow,
    RunReport,
)
from oeuvre.production.run import PREVIOUS, place_in
from oeuvre.production.states import DECIDING, Draft, draft_path, drafts_of, kept_path, latest_choice
from oeuvre.production.thumbnails import thumbs_of
from oeuvre.record import JSON, Act, Credit, Party, Record, Work

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop

# Kinds of pieces that credits name as such.
PIECES = ("emblem", "photo", "face", "mark", "logo", "reference", "generated", "training")

# The order in which credits are told.
ROLE_ORDER = (
    "commissioner",
    "director",
    "concept",
    "chooser",
    "editor",
    "composer",
    "adapter",
    "emblem",
    "photo",
    "reference",
    "generated",
    "training",
    "logo",
    "mark",
    "face",
    "checker",
    "signer",
    "importer",
    "publisher",
)


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


def gather_report(loop: Loop, pool: SigningPool | None) -> RunReport:
    """The run as plain values; there are no editions in it before a choice is made, nor without a `pool` to verify."""
    record, run, language = loop.record, loop.run, loop.words
    parties = {party.id: party for party in record.parties()}
    drafts = drafts_of(record, run.id)
    chosen = next((draft for draft in drafts if draft.state == "chosen"), None)
    forms = {form.name: form for form in loop.formats}
    signed = signed_works(record, run.id, chosen.design.id) if chosen and pool is not None else []
    # A format of the home's own that was taken out since is not shown.
    signed = [row for row in signed if row[2].attributes["format"] in forms]
    paths = [place_in(run.out, str(edition.attributes["path"])) for *_, edition in signed]
    states = pool.verify_many(paths) if pool is not None and paths else []
    editions = tuple(
        _edition_row(forms[str(rendition.attributes["format"])], adapt, edition, state, language)
        for (adapt, _, rendition, edition), state in zip(signed, states, strict=True)
    )
    verdict = record.verify()
    brief = loop.brief
    rows = tuple(_draft_row(draft, record, parties, language, loop) for draft in drafts)
    rounds = rounds_of(record, run.ideas, brief)
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
        pictures=tuple(piece.title for piece in loop.pieces.client_pieces if piece.of_client),
        refused_files=tuple((error.place, error.message(language)) for error in loop.pieces.refused),
        ideas=tuple(_idea_row(one, rows, record, parties, language) for one in rounds.ideas),
        replaced=rounds.replaced,
        diversity=(rounds.space, rounds.mean, rounds.nearest),
        little=rounds.little,
        spent=spent(record, run.project),
        drafts=rows,
        choice=_choice(record, run.id, chosen, parties, language),
        editions=editions,
        failed=_failed(record, run.id, chosen, forms, language),
        credits=_credits(record, [edition for *_, edition in signed], language),
        acts=tuple(act_row(act, parties, language, record) for act in record.acts(run=run.id)),
        record_holds=verdict.holds,
        record_acts=verdict.acts,
        record_head=verdict.head,
        signer=states[0].signer_name(language) if states else "",
        made_by=made_by(record, signed[0][3].id) if signed else "unknown",
        previous=f"{PREVIOUS}/{run.previous[:12]}/index.html" if run.previous else None,
        timings=loop.timings,
        thumbs=thumbs_of(record, drafts, signed),
    )


def _facts(loop: Loop) -> tuple[tuple[str, str], ...]:
    facts = loop.brief.facts
    named = [("date", facts.date), ("place", facts.place), ("price", facts.price), ("url", facts.url)]
    named += [("product", facts.product), ("promise", facts.promise)]
    named += [("people", ", ".join(facts.people))]
    return tuple((name, text) for name, text in named if text)


def _draft_row(draft: Draft, record: Record, parties: Mapping[str, Party], language: Language, loop: Loop) -> DraftRow:
    settings = draft.composed.settings
    family = str(settings["family"])
    deciding = draft.decision or draft.composed
    party = parties[deciding.by[0].party_id]
    reason = (draft.decision.words.get("because") or "") if draft.decision else ""
    design = json.loads(record.store.read(draft.design.digest))
    palette = design["palette"]
    left_out = settings["left_out"]
    assert isinstance(left_out, Sequence)
    signed = draft.state == "kept" and place_in(loop.run.out, kept_path(draft)).is_file()
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
        idea=next((u.work_id for u in draft.composed.used if record.work(u.work_id).media_type == IDEA_TYPE), ""),
        line_by=next((_writer(record, u.work_id, parties) for u in draft.composed.used if u.role == "copy"), ""),
    )


def _writer(record: Record, work: str, parties: Mapping[str, Party]) -> str:
    """Who wrote a line: the writer of the act that made it, else who had the idea."""
    by = record.made_by_act(work).by
    return next((parties[one.party_id].name or "" for one in by if one.role in ("writer", "concept")), "")


def _idea_row(
    one: Proposed, drafts: Sequence[DraftRow], record: Record, parties: Mapping[str, Party], language: Language
) -> IdeaRow:
    table = emblems()
    decided = parties[one.decision.by[0].party_id] if one.decision else None
    family = next((name for name in one.idea.families if name in BY_ID), "")
    also_by = _writer(record, one.also_work.id, parties) if one.also_work is not None else ""
    return IdeaRow(
        number=one.number,
        work=one.work.id,
        premise=one.idea.premise,
        headline=one.line.text,
        line=one.under,
        technique=one.idea.technique,
        path=one.idea.path,
        why=one.idea.why,
        motifs=tuple((motif.word, motif.emblem or motif.drawing) for motif in one.idea.motifs),
        family=family,
        family_name=_family_name(family, language),
        by=one.by,  # type: ignore[arg-type]
        who=shown_name(parties[one.act.by[0].party_id], language),
        writer=one.writer,  # type: ignore[arg-type]
        state=one.state,  # type: ignore[arg-type]
        decided_by=decided.kind if decided else None,
        reason=(one.decision.words.get("because") or "") if one.decision else "",
        drafts=tuple(draft.number for draft in drafts if draft.idea == one.work.id),
        also=one.also.text if one.also is not None else "",
        also_by=also_by,
        art=tuple(table[m.emblem].svg("currentColor") for m in one.idea.motifs if m.emblem in table),
    )


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
        licence=edition.licence or "",
        alt=adapt.words.get("alt") or "",
        left_out=tuple(str(name) for name in left_out),
        lines=tuple((role, text) for role, text in lines),
        bleed=form.bleed_mm,
        crop_marks=form.crop_marks,
        laid_out_as=_family_name(str(adapt.settings.get("laid_out_as") or ""), language),
    )


def _family_name(family: str, language: Language) -> str:
    return BY_ID[family].name(language) if family in BY_ID else ""


def _choice(
    record: Record, run: str, chosen: Draft | None, parties: Mapping[str, Party], language: Language
) -> Choice | None:
    act = latest_choice(record.acts(run=run, kinds=DECIDING))
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
    for name, act in held_back(record, run, chosen.design.id).items():
        if name in forms:
            words = act.words
            found.append(
                FailedRow(
                    name,
                    forms[name].label(language),
                    words.get(f"because.{language}") or words.get("because") or "",
                    words.get(f"remedy.{language}") or words.get("remedy") or "",
                    tuple(conflicts_in(record, act, language)),
                )
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
            kind = next((name for name in PIECES if name in pieces), role)
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


def _numbers(of: JSON, language: Language) -> str:
    """The numbers of the drafts that a round started from, in words."""
    told = of if isinstance(of, Sequence) else ()
    return say("production:rounds.and", language).join(map(str, told))


def act_row(
    act: Act,
    parties: Mapping[str, Party],
    language: Language,
    record: Record,
    formats: Mapping[str, Format] | None = None,
) -> ActRow:
    """An act in a line of words; a format is called as `formats` has it, else by its id."""
    # Who brought a piece in acts; whose it is has long made it.
    by = next((one for one in act.by if one.role == "importer"), act.by[0] if act.by else None)
    party = parties[by.party_id] if by else None
    author = next((one for one in act.by if by and one.role == "author" and one.party_id != by.party_id), None)
    settings = act.settings
    format_name = settings.get("format")
    key = f"{act.kind}-format" if act.kind == "refuse" and format_name else act.kind
    if key == "refuse" and party is not None and party.kind != "rule":
        # A check strikes out; whoever decides refuses.
        key = "refuse-decided"
    named = ""
    if act.kind == "import" and author is not None:
        brought = record.work(act.made[0].work_id) if act.made else None
        typeface = brought is not None and str(brought.attributes.get("piece", "")).startswith("face:")
        key, named = ("import-type", brought.title or "") if brought and typeface else ("import-by", "")
    if act.kind == "import" and any(one.role == "brief" for one in act.made):
        key = "import-brief"
    if act.kind == "edit" and "recoloured" in settings:
        key = "edit-colours"
    if act.kind == "propose" and "purpose" in settings:
        key = "propose-answer"
    if act.kind == "compose" and "round_kind" in settings:
        key = f"compose-{settings['round_kind']}"
    if act.kind == "compose" and "made" in settings:
        key = f"compose-{settings['made']}"
    if act.kind in ("keep", "refuse", "reopen") and "idea" in settings:
        key = f"{act.kind}-idea"
    if "explored" in settings and act.kind in ("keep", "explore"):
        key = f"keep-{settings['explored']}" if act.kind == "keep" else f"explore-{settings['explored']}"
    if not is_said(f"production:acts.{key}"):
        # A record that came from a later version, or from elsewhere, may have kinds that nobody here knows.
        key = "other"
    what = say(
        f"production:acts.{key}",
        language,
        kind=act.kind,
        number=settings.get("number", ""),
        edited=settings.get("edited", ""),
        round=settings.get("round", ""),
        of=_numbers(settings.get("of"), language),
        format=formats[str(format_name)].label(language) if formats and format_name in formats else format_name or "",
        count=len(act.made),
        author=shown_name(parties[author.party_id], language) if author else "",
        title=named or settings.get("project_title") or "",
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
