"""Editions on the record: what was laid out, with its files and its alternative text, or why it was not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from oeuvre import __version__
from oeuvre.create.adapt import CapNotMet, Format
from oeuvre.create.design import Copy, Kit
from oeuvre.create.library import Photograph, photographs
from oeuvre.create.voice import alt_text
from oeuvre.foundation import LANGUAGES, Language, say
from oeuvre.licence import GrantSpent
from oeuvre.production.allowing import allowed, with_word
from oeuvre.production.licensing.granted import find_grant
from oeuvre.production.licensing.holding_back import collision_settings
from oeuvre.production.licensing.metering import use_grant
from oeuvre.production.licensing.standing import Licensing, Standing
from oeuvre.production.licensing.wording import collision_helps, collision_told
from oeuvre.production.pieces import Pieces
from oeuvre.production.recording import Recorder, rule
from oeuvre.production.states import Draft
from oeuvre.production.thumbnails import remember_thumb
from oeuvre.production.workshop import EditionJob, EditionResult
from oeuvre.record import JSON, Modality, NewWork, Record, Work


def record_edition(
    recorder: Recorder,
    pieces: Pieces,
    words: Language,
    chosen: Draft,
    kit: Kit,
    result: EditionResult,
    licensing: Licensing,
) -> None:
    """An edition laid out becomes an act with its files; one that failed, a refusal with its reasons.

    `licensing` reads the terms of its pieces, the same for all editions that are laid out together.
    """
    name = result.form.name
    settings: dict[str, JSON] = {"design": chosen.design.id, "format": name, "version": __version__}
    if result.kin:
        settings["laid_out_as"] = result.kin
    if result.faults or result.error is not None:
        error = result.error
        recorder.record.append(
            recorder.act(
                "refuse",
                by=[(rule(recorder.record, "checks"), "checker")],
                used=[(chosen.design, "refused")],
                settings={
                    **settings,
                    "faults": [{"number": f.number, "code": f.code, "element": f.element} for f in result.faults],
                    "error": error.code if error else None,
                },
                words=_told(words, partial(reason_of, result), partial(remedy_of, result)),
            )
        )
        return
    used = [(chosen.design, "design"), *recorder.pieces_of(kit, pieces, result.shown, result.emblems)]
    standing = _allowed(recorder, chosen, used, licensing)
    if standing.conflicts:
        _hold_back(recorder, chosen, settings, standing, words)
        return
    licence = standing.licence or f"LicenseRef-{standing.terms.digest.removeprefix('sha256:')[:16]}"
    settings["terms"] = standing.terms.digest
    store, before = recorder.record.store, _same_before(recorder, result) if result.same else ()
    files = [(store.put(one.data), one.media_type, one.ending, len(one.data), one.iscc) for one in result.files]
    files += [(one.digest, one.media_type, str(one.attributes["ending"]), one.size, one.iscc) for one in before]
    for (digest, *_), one in zip(files, result.files, strict=False):
        if one.thumb:
            remember_thumb(recorder.record, digest, one.thumb)
    settings |= {"scene": result.scene, "form": form_key(result.form, recorder.run.brief.title)}
    if result.same:
        settings["rendered"] = False
    made = []
    for digest, media_type, ending, size, code in files:
        modality: Modality = "design" if media_type == "application/pdf" else "image"
        attributes = {"format": name, "ending": ending, "left_out": list(result.left_out)}
        made.append(
            (
                NewWork(
                    digest,
                    media_type,
                    modality,
                    size,
                    title=f"{recorder.run.brief.title} · {result.form.label(words)}",
                    language=recorder.run.brief.language,
                    iscc=code,
                    licence=licence,
                    attributes=attributes,
                ),
                "rendition",
            )
        )
    alt = alt_text(
        words,
        label=result.form.label(words),
        headline=kit.copy.headline,
        shown=_shown_words(kit, pieces, words, result.shown),
        facts=said_on(kit.copy, result.lines),
        client=kit.copy.client,
    )
    recorder.record.append(
        recorder.act(
            "adapt",
            by=[(rule(recorder.record, "adaptation"), "adapter")],
            used=used,
            made=made,
            settings={**settings, "left_out": list(result.left_out), "shown": list(result.shown)},
            words={"alt": alt, "lines": json.dumps(result.lines, ensure_ascii=False)},
        )
    )


def _allowed(recorder: Recorder, chosen: Draft, used: Sequence[tuple[Work, str]], licensing: Licensing) -> Standing:
    """The terms of an edition that is about to be made; a grant that it rests on is used once for its design."""
    record = recorder.record
    standing = licensing.foreseen("adapt", used, recorder.run.project)
    granted = [] if standing.conflicts else [word for word in standing.words if word.kind == "grant"]
    try:
        for word in granted:
            party = next(one for one in record.parties() if one.id == word.party)
            made = find_grant(record, str(record.act(word.act).settings.get("grant")))
            use_grant(record, party, made, use_id=chosen.design.id)
    except GrantSpent:
        # Others used it up meanwhile.
        return Licensing(record).foreseen("adapt", used, recorder.run.project)
    return standing


def _hold_back(
    recorder: Recorder, chosen: Draft, settings: Mapping[str, JSON], standing: Standing, words: Language
) -> None:
    """An edition whose pieces' terms collide is not made: what collides and what would resolve it is told by an act."""
    record = recorder.record
    record.append(
        recorder.act(
            "refuse",
            by=[(rule(record, "checks"), "checker")],
            used=[(chosen.design, "refused")],
            settings={**settings, "faults": [], **collision_settings(standing)},
            words=_told(words, partial(collision_told, record, standing), partial(collision_helps, record, standing)),
        )
    )


def _told(words: Language, because: Callable[[Language], str], remedy: Callable[[Language], str]) -> dict[str, str]:
    """Why something was held back and what would help: in the language of the run, and for readers of each."""
    told = {"because": because(words), "remedy": remedy(words)}
    for tongue in LANGUAGES:
        told |= {f"because.{tongue}": because(tongue), f"remedy.{tongue}": remedy(tongue)}
    return told


def colliding(record: Record, designs: Sequence[str]) -> frozenset[str]:
    """The designs of which no edition may be made as they are, since terms of what stands on them collide."""
    licensing = Licensing(record)
    return frozenset(design for design in designs if licensing.standing(design).conflicts)


def edition_jobs(
    recorder: Recorder,
    forms: Sequence[Format],
    family: str,
    kit: Kit,
    lines: Mapping[str, str],
    *,
    anew: bool,
    design: str = "",
) -> list[EditionJob]:
    """A design in these formats, each with what a person accepted of `design` there; `anew` renders what the run has
    made before, too."""
    title, words = recorder.run.brief.title, brief_words(kit)
    known: dict[tuple[object, object], set[str]] = {}
    for act in () if anew else recorder.record.acts(run=recorder.run.id, kinds=("adapt",)):
        if all(recorder.record.store.has(recorder.record.work(made.work_id).digest) for made in act.made):
            key = (act.settings.get("format"), act.settings.get("form"))
            known.setdefault(key, set()).add(str(act.settings.get("scene") or ""))
    given = allowed(recorder.record, recorder.run.id, design) if design else {}
    return [
        EditionJob(
            form,
            family,
            with_word(kit, given.get(form.name, ())),
            title,
            words,
            credits=lines,
            known=frozenset(known.get((form.name, form_key(form, title)), ())),
        )
        for form in forms
    ]


def form_key(form: Format, title: str) -> str:
    """What besides the scene decides an edition's bytes: the format as its table has it, the title, the version."""
    return hashlib.sha256(repr((form, title, __version__)).encode()).hexdigest()[:16]


def _same_before(recorder: Recorder, result: EditionResult) -> list[Work]:
    """The renditions of the very scene that a result is of."""
    key = form_key(result.form, recorder.run.brief.title)
    acts = recorder.record.acts(run=recorder.run.id, kinds=("adapt",))
    same = next(a for a in acts if (a.settings.get("scene"), a.settings.get("form")) == (result.scene, key))
    return [recorder.record.work(made.work_id) for made in same.made]


def refuse_heavy(recorder: Recorder, words: Language, chosen: Draft, rendition: Work, size: int, limit: int) -> None:
    """An edition that weighs too much once it is signed is refused: what was promised of a format holds, or is told."""
    name = str(rendition.attributes["format"])
    error = CapNotMet(name, size=size, limit=limit)
    recorder.record.append(
        recorder.act(
            "refuse",
            by=[(rule(recorder.record, "checks"), "checker")],
            used=[(chosen.design, "refused")],
            settings={
                "design": chosen.design.id,
                "format": name,
                "version": __version__,
                "faults": [],
                "error": error.code,
            },
            words=_told(words, error.message, error.remedy),
        )
    )


def _shown_words(kit: Kit, pieces: Pieces, words: Language, shown: Sequence[str]) -> list[str]:
    """What is pictured, named in the page's language."""
    named = []
    if "emblem" in shown and kit.emblem is not None:
        known = kit.emblem.words(words)
        named.append(known[0] if known else kit.emblem.name)
    if "photo" in shown and kit.picture is not None:
        key = pieces.photo_keys[pieces.pictures.index(kit.picture)]
        kind = key.partition(":")[0]
        named.append(_photo(key, words) if kind == "photo" else say(f"production:editions.{kind}", words))
    if "pattern" in shown and kit.emblems:
        named += [emblem.words(words)[0] for emblem in kit.emblems[:3] if emblem.words(words)]
    return list(dict.fromkeys(named))


def _photo(key: str, words: Language) -> str:
    photo = library_photo(key)
    named = photo.words(words)
    return named[0] if named else photo.name


def library_photo(key: str) -> Photograph:
    return next(one for one in photographs() if one.name == key.removeprefix("photo:"))


def brief_words(kit: Kit) -> tuple[str, ...]:
    """Every text that may stand on a page, for the check that nothing else does and nothing was changed."""
    copy = kit.copy
    facts = [f"{fact.strong} {fact.weak}".strip() for fact in copy.facts]
    # Set in two lines, a fact's comma is the end of the first.
    facts += [f"{fact.strong.rstrip(',; ')} {fact.weak}" for fact in copy.facts if fact.weak]
    rows = [text for row in copy.programme for text in (row.time, row.name, row.place) if text]
    texts = (copy.headline, copy.line, *facts, copy.action, copy.client, copy.small, copy.credit, copy.answer, *rows)
    return tuple(text for text in texts if text)


def said_on(copy: Copy, lines: Sequence[tuple[str, str]]) -> list[str]:
    """What an edition says besides its headline, the most needed first: facts, line, invitation, programme."""
    roles = {role for role, _ in lines}
    said = [f"{fact.strong} {fact.weak}".strip() for fact in copy.facts if fact.kind in roles]
    said += [text for role, text in (("line", copy.line), ("action", copy.action)) if role in roles and text]
    if "row" in roles:
        # All of it or nothing: a programme cut short would mislead.
        rows = (
            ", ".join(part for part in (f"{row.time} {row.name}".strip(), row.place) if part) for row in copy.programme
        )
        said.append(". ".join(rows))
    return said


def reason_of(result: EditionResult, language: Language) -> str:
    """Why a format fails: its faults, each once, and what else stood in its way."""
    reasons = [fault.reason(language) for fault in result.faults]
    reasons += [result.error.message(language)] if result.error else []
    return "; ".join(dict.fromkeys(reasons))


def remedy_of(result: EditionResult, language: Language) -> str:
    """What would help a format that fails."""
    if result.error is not None:
        return result.error.remedy(language)
    few = all(fault.code == "enlarged" for fault in result.faults)
    return say("production:editions.remedy_picture" if few else "production:editions.remedy", language)
