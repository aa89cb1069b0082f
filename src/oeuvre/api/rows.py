"""From what the record says to what goes over the wire: parties, projects, works, acts, jobs."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, cast

from oeuvre.api.asking import Asking
from oeuvre.api.labelling import ASKING, asker, named_asker
from oeuvre.api.naming import both, motif_name, named_settings, names_of
from oeuvre.api.problems import problem_of
from oeuvre.api.shapes import ActShape, IdeaShape, Job, LostFormat, PartyShape, ProjectRow, RoundShape, WorkRow
from oeuvre.api.understanding import said_of
from oeuvre.foundation import Language, say
from oeuvre.production import read_idea, shown_name
from oeuvre.record import Act, BytesMissing, Party, Project, Work
from oeuvre.studio import Card, Desk, Failed, Fold, is_struck, picture_size
from oeuvre.studio import Job as Working

COLOURS = ("ground", "ink", "signal", "second", "light")
# What was read once of works that never change, by digest; rows keep what they show beside their cards. Requests read
# it from several threads.
_DESIGNS: OrderedDict[str, dict[str, Any]] = OrderedDict()
_READING = Lock()
_KEPT = 2_000


def party_shape(party: Party, language: Language) -> PartyShape:
    """A party as people read it."""
    return PartyShape(id=party.id, name=shown_name(party, language), kind=party.kind, role=party.role)


def project_row(desk: Desk, project: Project) -> ProjectRow:
    """A project in the list of them."""
    told = desk.sum_of(project)
    return ProjectRow(
        slug=project.slug,
        title=told.title or project.title,
        client=str(brief_values(desk, told.brief).get("client", "")) if told.brief else "",
        first=told.first or project.first,
        last=told.last or project.last,
        acts=told.acts,
        drafts=told.drafts,
        editions=told.editions,
        cover=told.cover,
        state=cast(Any, told.state),
    )


def brief_values(desk: Desk, brief: Work) -> dict[str, Any]:
    """A brief of the record as values; empty where its bytes are not here or are no brief."""
    from oeuvre.studio import values_of

    held = _remembered(brief.digest)
    if held is None:
        try:
            held = values_of(desk.record.store.read(brief.digest).decode("utf-8"))
        except Exception:  # a record of another's may hold anything: what cannot be read says nothing
            return {}
        _remember(brief.digest, held)
    return held


def design_of(desk: Desk, work: Work) -> dict[str, Any]:
    """What a design holds, as the record keeps it; empty where its bytes are not here."""
    known = _remembered(work.digest)
    if known is not None:
        return known
    held: Any = {}
    if desk.record.store.has(work.digest):
        try:
            held = json.loads(desk.record.store.read(work.digest))
        except (ValueError, RecursionError):
            held = {}
    known = held if isinstance(held, dict) else {}
    _remember(work.digest, known)
    return known


def _remembered(digest: str) -> dict[str, Any] | None:
    with _READING:
        return _DESIGNS.get(digest)


def _remember(digest: str, held: dict[str, Any]) -> None:
    with _READING:
        _DESIGNS[digest] = held
        while len(_DESIGNS) > _KEPT:
            _DESIGNS.popitem(last=False)


def work_row(desk: Desk, card: Card, language: Language) -> WorkRow:
    """A work as a card shows it."""
    known = card.shown.get(language)
    if known is not None and known[0] == card.version:
        return cast(WorkRow, known[1])
    row = _work_row(desk, card, language)
    card.shown[language] = (card.version, row)
    return row


def _work_row(desk: Desk, card: Card, language: Language) -> WorkRow:
    work, act = card.work, card.act
    design = design_of(desk, work) if card.kind == "draft" else {}
    told = design.get("palette")
    palette: dict[str, Any] = told if isinstance(told, dict) else {}
    idea = _idea(desk, work) if card.kind == "idea" else None
    headline = card.headline or (idea["line"]["text"] if idea else None)
    return WorkRow(
        id=work.id,
        kind=cast(Any, card.kind),
        title=_title(card, idea),
        modality=work.modality,
        media_type=work.media_type,
        number=card.number,
        family=_text(work.attributes.get("family")),
        palette=_text(work.attributes.get("palette")),
        colours=[str(palette[name]) for name in COLOURS if name in palette],
        headline=headline or None,
        state=cast(Any, card.state),
        made_by=desk.making.made_by(work.id),
        by=_by(desk, act, language),
        act=act.seq,
        at=act.at,
        run=act.run,
        round=card.round,
        parents=list(card.parents),
        image=card.image.id if card.image else None,
        width=size_of(desk, card)[0],
        height=size_of(desk, card)[1],
        reason=reason_of(card, language),
        faults=_faults(card, language),
        credential="signed" if card.signed else None,
        edited=_number(act.settings.get("edited")),
        superseded=card.superseded,
        decided=card.decision.seq if card.decision else None,
        decided_by=_decider(desk, card.decision, language),
        undrawn=_undrawn(work, language),
        because=act.words.get("because") or "" if card.kind == "draft" else "",
        asked=_asked(desk, card, language),
        emblem=next((str(one["emblem"]) for one in idea["motifs"] if one.get("emblem")), None) if idea else None,
    )


def _asked(desk: Desk, card: Card, language: Language) -> PartyShape | None:
    """Who asked for a draft, or made it by hand; of what the rule lays out by itself, nobody."""
    party = named_asker(card.act, desk.parties()) if card.kind == "draft" else None
    return party_shape(party, language) if party is not None else None


def _undrawn(work: Work, language: Language) -> str:
    """Why a drawing is not shown: it holds a program, or cannot be drawn."""
    reason = work.attributes.get("unsafe")
    if not isinstance(reason, str) or not reason:
        return ""
    try:
        return say(f"brief:reason.{reason}", language)
    except KeyError:
        return say("brief:reason.broken", language)


def _decider(desk: Desk, decision: Act | None, language: Language) -> PartyShape | None:
    party = desk.parties().get(decision.by[0].party_id) if decision is not None and decision.by else None
    return party_shape(party, language) if party is not None else None


def _title(card: Card, idea: dict[str, Any] | None) -> str:
    if idea:
        return str(idea["premise"])
    return card.work.title or card.work.id[:12]


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def size_of(desk: Desk, card: Card) -> tuple[int | None, int | None]:
    """Width and height of what a card shows, in pixels; None where that is not known."""
    if card.size is None:
        card.size = picture_size(desk.record, card.image) or (None, None)
    return card.size


def reason_of(card: Card, language: Language) -> str:
    """Why a card is in its state: a person's reason word for word, what a check found in the reader's language."""
    if card.decision is None:
        return ""
    told = card.decision.words.get(f"faults.{language}")
    return "; ".join(told.splitlines()) if told else card.decision.words.get("because") or ""


def _faults(card: Card, language: Language) -> list[str]:
    """What a check found, where one struck the card out; of an older record, as it was said then."""
    if card.decision is None or "faults" not in card.decision.settings:
        return []
    told = card.decision.words.get(f"faults.{language}")
    return told.splitlines() if told else [one for one in reason_of(card, language).split("; ") if one]


def _by(desk: Desk, act: Act, language: Language) -> PartyShape:
    """Who a card is by: of what came in, its author; of what was made, the first who made it."""
    parties = desk.parties()
    named = next((one for one in act.by if one.role in ("author", "editor", "writer")), act.by[0] if act.by else None)
    party = parties.get(named.party_id) if named else None
    if party is None:
        return _nobody(language)
    return party_shape(party, language)


def _idea(desk: Desk, work: Work) -> dict[str, Any] | None:
    known = _remembered(work.digest)
    if known is None:
        held = read_idea(desk.record.store.read(work.digest)) if desk.record.store.has(work.digest) else None
        known = held or {}
        _remember(work.digest, known)
    return known or None


def held_idea(desk: Desk, card: Card) -> bool:
    """Whether an idea's bytes are here, and of a shape that this version reads."""
    return _idea(desk, card.work) is not None


def idea_shape(desk: Desk, card: Card, language: Language) -> IdeaShape:
    """An idea. Raises `BytesMissing` where its bytes are not here, or of a shape that this version does not read."""
    from oeuvre.create.design import BY_ID
    from oeuvre.create.ideas import why_in

    held = _idea(desk, card.work)
    if held is None:
        raise BytesMissing(card.work.id)
    by = _by(desk, card.act, language)
    motifs = [
        {
            "word": motif_name(str(one["word"]), str(one.get("emblem") or ""), language),
            "emblem": str(one.get("emblem") or ""),
            "drawing": str(one.get("drawing") or ""),
        }
        for one in held["motifs"]
    ]
    return IdeaShape(
        id=card.work.id,
        number=int(held["number"]),
        premise=held["premise"],
        headline=held["line"]["text"],
        line=held["under"],
        technique=held["technique"],
        path=list(held["path"]),
        why=why_in(held["why"], language),
        motifs=motifs,
        commissions=[one["word"] for one in motifs if not one["emblem"] and not one["drawing"]],
        family=next((name for name in held["families"] if name in BY_ID), ""),
        by="person" if by.kind == "collective" else cast(Any, by.kind),
        who=by.name,
        state=cast(Any, card.state),
        reason=reason_of(card, language),
        decided=card.decision.seq if card.decision else None,
        svg=[address for one in motifs if (address := _pictured(one))],
    )


def _pictured(motif: Mapping[str, str]) -> str:
    """Where the picture of a motif lies: an emblem's, or that of a drawing made by rule; empty for a commission."""
    if motif["emblem"]:
        return f"/api/emblems/{motif['emblem']}.svg"
    return f"/api/drawings/{motif['drawing']}.svg" if motif["drawing"] else ""


def round_shape(
    desk: Desk, fold: Fold, round_: tuple[tuple[str, int], Sequence[str]], language: Language
) -> RoundShape:
    """A round by its run, its number and its works; the first sheet is round 0 of its run."""
    (_, number), works = round_
    cards = [fold.by_id[one] for one in works]
    act = cards[0].act
    by = next((one for one in act.by if one.role == "director"), act.by[0] if act.by else None)
    party = desk.parties().get(by.party_id) if by else None
    kind = act.settings.get("round_kind")
    asked, candidates = act.settings.get("asked"), act.settings.get("candidates")
    asked = asked if isinstance(asked, int) else 0
    held = sum(not is_struck(card) for card in cards)
    return RoundShape(
        number=number,
        kind=cast(Any, kind if isinstance(kind, str) else "sheet"),
        because=act.words.get("because") or "",
        by=party_shape(party, language) if party else _nobody(language),
        act=act.seq,
        run=act.run,
        works=list(works),
        asked=asked,
        short=held < asked and isinstance(candidates, int) and len(cards) >= candidates,
    )


def _nobody(language: Language) -> PartyShape:
    return PartyShape(id="", name=say("api:nobody", language), kind="rule")


def act_shape(desk: Desk, act: Act, language: Language, parties: Mapping[str, Party] | None = None) -> ActShape:
    """An act in words and values; a folder of this machine is nobody's business."""
    parties = desk.parties() if parties is None else parties
    of = (parties, desk.formats())
    return desk.once("act", act.seq, language, of, lambda: _act_shape(desk, act, language, parties))


def _act_shape(desk: Desk, act: Act, language: Language, parties: Mapping[str, Party]) -> ActShape:
    from oeuvre.production import act_row

    by = [(parties.get(one.party_id), one.role) for one in act.by]

    formats = desk.formats()

    def told(work_id: str, role: str) -> dict[str, str]:
        work = desk.making.work(work_id)
        return {"work": work_id, "role": role, "title": work.title or work_id[:12], **names_of(work, formats)}

    return ActShape(
        seq=act.seq,
        id=act.id,
        kind=act.kind,
        at=act.at,
        project=act.project,
        run=act.run,
        by=[
            {"party": party.id, "role": role, "name": shown_name(party, language), "kind": party.kind}
            for party, role in by
            if party is not None
        ],
        used=[told(one.work_id, one.role) for one in act.used],
        made=[told(one.work_id, one.role) for one in act.made],
        what=act_row(act, parties, language, desk.record, formats).what,
        because=act.words.get("because") or "",
        settings=dict(act.settings),
        asked=_asker(desk, act, parties, language),
        named=named_settings(act.settings, formats),
    )


def _asker(desk: Desk, act: Act, parties: Mapping[str, Party], language: Language) -> PartyShape | None:
    """Who asked for what a rule or a model made; what people do themselves nobody asked for."""
    makers = [parties[one.party_id] for one in act.by if one.party_id in parties and one.role not in ASKING]
    if not act.made or not makers or any(party.kind in ("person", "collective") for party in makers):
        return None
    party = asker(act, parties)
    if party is None and act.project is not None and act.run is not None:
        begun = desk.fold(act.project).begun_by.get(act.run)
        party = asker(begun, parties) if begun is not None else None
    return party_shape(party, language) if party is not None else None


def _step(name: str, language: Language) -> str:
    """What is being done, in words."""
    try:
        return say(f"production:steps.{name}", language) if name else ""
    except KeyError:
        return name


def lost_format(desk: Desk, lost: Failed, language: Language) -> LostFormat:
    """A format that a design lost."""
    form = desk.formats().get(lost.format)
    reason, remedy = lost.said(language)
    return LostFormat(
        design=lost.design,
        format=lost.format,
        label=form.label(language) if form else lost.format,
        named=both(form.label) if form else {},
        reason=reason,
        remedy=remedy,
        acceptable=lost.acceptable,
    )


def job_shape(here: Asking, job: Working, decided: int | None = None) -> Job:
    """A job as it stands; `decided` is the act that it follows, where one decided."""
    return Job(
        id=job.id,
        kind=job.kind,
        project=job.project,
        state=job.state,
        step=_step(job.step, here.language),
        done=job.done,
        of=job.of,
        works=list(job.works),
        acts=list(job.acts),
        lost=[lost_format(here.desk, one, here.language) for one in job.lost],
        problem=problem_of(job.error, here.language, here.roots) if job.error else None,
        decided=decided,
        said=said_of(here.desk, job, here.language),
        file=f"/api/jobs/{job.id}/file" if job.file and job.state == "done" else None,
        by=_asked_by(here.desk, job, here.language),
        begun=job.begun,
        ended=job.ended,
    )


def _asked_by(desk: Desk, job: Working, language: Language) -> PartyShape | None:
    """Whose job it is: a window without a name acts as the home's own person."""
    own = desk.own_party()
    party = desk.parties().get(job.actor) if job.actor else own
    return party_shape(party, language) if party is not None else None


__all__ = [
    "act_shape",
    "brief_values",
    "design_of",
    "held_idea",
    "idea_shape",
    "job_shape",
    "lost_format",
    "party_shape",
    "project_row",
    "reason_of",
    "round_shape",
    "work_row",
]
