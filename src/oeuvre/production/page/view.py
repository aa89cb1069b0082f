"""What the page shows, drawn from the report: tiles, shelves of editions, credits by role, acts in groups."""

from __future__ import annotations

import base64
import io
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from markupsafe import Markup
from PIL import Image

from oeuvre.foundation import say
from oeuvre.production.page.phrases import Phrases, href, licence_name
from oeuvre.production.report import ActRow, CreditRow, DraftRow, EditionRow, IdeaRow, RunReport

PEOPLE = ("person", "collective")
# The tallest or widest edition of a shelf is this long, in CSS pixels; the others follow at the same scale.
LONGEST = 260.0
# Below this area (CSS pixels squared) an edition says nothing: it is shown two, three, at most six times larger.
LEAST_AREA = 8500.0
WIDEST = 390.0
# What all thumbnails may weigh: a third more as text, the chosen one twice, and the page stays under 8 MB.
MOST_BYTES = 5_200_000


@dataclass(frozen=True)
class Shown:
    """A picture inside the page, with the size that keeps its place while it loads."""

    src: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Tile:
    """A draft on the page."""

    number: int
    family: str
    classes: tuple[str, ...]
    crossed: bool
    href: str
    image: Shown | None
    alt: str
    by: str
    state: Markup | str
    signed_href: str
    line_by: str = ""


@dataclass(frozen=True)
class IdeaTile:
    """An idea on the page; `art` is our own SVG, where no draft of it can be shown yet."""

    number: int
    state: str
    premise: str
    path: tuple[str, ...]
    headline: str
    why: str
    commissions: str
    by: str
    technique: str
    written_by_model: bool
    also: str
    also_by: str
    drafts: tuple[int, ...]
    state_text: Markup | str
    decided_by: str
    image: Shown | None
    art: tuple[Markup, ...]


@dataclass(frozen=True)
class FileLink:
    """One file of an edition."""

    href: str
    kind: str
    size: str


@dataclass(frozen=True)
class EditionTile:
    """One format: `shown_width` in CSS pixels at its shelf's scale, times `enlarged`."""

    label: str
    measure: str
    shown_width: float
    enlarged: int
    image: Shown | None
    files: tuple[FileLink, ...]
    left_out: str
    trouble: str


@dataclass(frozen=True)
class Shelf:
    """Editions that share one scale: pixels on a screen, millimetres on paper."""

    name: str
    editions: tuple[EditionTile, ...]


@dataclass(frozen=True)
class CreditLine:
    """One party in one role."""

    mark: str
    who: str
    what: str
    tail: str


@dataclass(frozen=True)
class CreditGroup:
    """All parties in one role."""

    role: str
    rows: tuple[CreditLine, ...]


@dataclass(frozen=True)
class ActGroup:
    """Acts of one kind by one party that followed each other."""

    numbers: str
    mark: str
    who: str
    what: str
    thing: str
    count: int


@dataclass(frozen=True)
class StateRow:
    """One line of the credential's panel; `tone` is ok, warn or wrong."""

    label: str
    state: str
    tone: str


def embed(data: bytes | None, alt: str) -> Shown | None:
    """A thumbnail as a data URI; None when there is none."""
    if not data:
        return None
    with Image.open(io.BytesIO(data)) as image:
        width, height = image.size
    return Shown(f"data:image/jpeg;base64,{base64.b64encode(data).decode()}", width, height, alt)


def lighten(thumbs: Mapping[str, bytes], most: int = MOST_BYTES) -> Mapping[str, bytes]:
    """The same thumbnails, made smaller together when there are so many that the page would be too heavy to send."""
    weight = sum(map(len, thumbs.values()))
    share = 1.0
    while weight > most:
        share *= 0.9 * (most / weight) ** 0.5
        thumbs = {path: _smaller(data, share) for path, data in thumbs.items()}
        weight = sum(map(len, thumbs.values()))
    return thumbs


def _smaller(data: bytes, share: float) -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
        image.convert("RGB").resize(size, Image.Resampling.LANCZOS).save(out, "JPEG", quality=80, optimize=True)
    return out.getvalue()


def draft_tile(draft: DraftRow, thumbs: Mapping[str, bytes], words: Phrases) -> Tile:
    """A draft with its state in words, and who brought it there."""
    people = draft.by in PEOPLE
    alt = words.say("drafts.alt", number=draft.number, family=draft.family_name, headline=draft.headline)
    classes: list[str] = []
    state: Markup | str = ""
    if draft.state == "chosen":
        classes = ["chosen", "by-person"] if people else ["chosen"]
        state = words.say(f"drafts.chosen_by_{'person' if people else draft.by}")
    elif draft.state == "kept":
        classes = ["kept"]
        state = words.phrase("drafts.kept_because", reason=draft.reason) if draft.reason else words.say("drafts.kept")
    elif draft.state == "refused":
        classes = ["turned-down"] if people else ["struck"]
        if not draft.reason:
            state = words.phrase("drafts.refused_by", who=draft.who)
        elif people:
            state = words.said(draft.reason)
        else:
            state = words.ruled(draft.reason)
    return Tile(
        draft.number,
        draft.family_name,
        tuple(classes),
        draft.state == "refused",
        href(draft.path),
        embed(thumbs.get(draft.path), alt),
        alt,
        draft.by,
        state,
        href(draft.signed_path) if draft.signed_path else "",
        draft.line_by,
    )


def idea_tile(idea: IdeaRow, report: RunReport, words: Phrases) -> IdeaTile:
    """An idea with its path, the drafts of it and what was decided."""
    best = sorted(
        (draft for draft in report.drafts if draft.idea == idea.work),
        key=lambda draft: (("chosen", "kept", "draft", "refused").index(draft.state), draft.number),
    )
    image = embed(report.thumbs.get(best[0].path), "") if best else None
    state: Markup | str = ""
    if idea.state != "open":
        state = words.say(f"ideas.{idea.state}")
        if idea.reason:
            state = words.phrase(f"ideas.{idea.state}_because", reason=idea.reason)
    commissions = ", ".join(idea.commissions)
    return IdeaTile(
        number=idea.number,
        state=idea.state,
        premise=idea.premise,
        path=idea.path,
        headline=idea.headline if idea.headline != idea.premise else "",
        why=idea.why,
        commissions=words.say("ideas.commission", words=commissions) if commissions else "",
        by=idea.by,
        technique=idea.who if idea.by == "model" else say(f"ideas:technique.{idea.technique}", words.language),
        also=idea.also,
        also_by=idea.also_by,
        written_by_model=idea.writer == "model" and idea.by != "model",
        drafts=tuple(draft.number for draft in best),
        state_text=state,
        decided_by=idea.decided_by or "rule",
        image=image,
        # Our own library's drawings, with no id and no reference in them.
        art=tuple(Markup(svg) for svg in idea.art[:2]),
    )


def spent_in_words(report: RunReport, words: Phrases) -> str:
    """What the project's models cost, exact, each currency apart."""
    return ", ".join(
        f"{words.number(float(Decimal(micro) / 1_000_000))}\u00a0{currency}" for currency, micro in report.spent.items()
    )


def replaced_in_words(report: RunReport, words: Phrases) -> str:
    """How many candidates gave way, and why."""
    told = [
        words.say(f"ideas.replaced.{reason}", count=count)
        for reason, count in sorted(report.replaced.items(), key=lambda item: (-item[1], item[0]))
        if count and words.known(f"ideas.replaced.{reason}_other")
    ]
    return words.say("ideas.replaced_all", reasons=words.say("semicolon").join(told)) if told else ""


def fallen_order(draft: DraftRow) -> tuple[bool, int]:
    """Refused by people first, then what rules struck."""
    return draft.by not in PEOPLE, draft.number


def shelves(report: RunReport, words: Phrases) -> tuple[Shelf, ...]:
    """The editions, a shelf for the screen and one for paper, each at one scale."""
    by_format: dict[str, list[EditionRow]] = {}
    for row in report.editions:
        by_format.setdefault(row.format, []).append(row)
    made = []
    for name, unit in (("screen", "px"), ("paper", "mm")):
        groups = [rows for rows in by_format.values() if rows[0].unit == unit]
        if groups:
            longest = max(max(rows[0].width, rows[0].height) for rows in groups)
            scale = LONGEST / longest
            made.append(Shelf(name, tuple(_edition_tile(rows, scale, report.thumbs, words) for rows in groups)))
    return tuple(made)


def enlargement(width: float, height: float) -> int:
    """How many times larger than its shelf's scale an edition is shown, so that something is seen of it."""
    times = 1
    while times < 6 and width * height * times * times < LEAST_AREA and max(width, height) * (times + 1) <= WIDEST:
        times += 1
    return times


def _edition_tile(rows: list[EditionRow], scale: float, thumbs: Mapping[str, bytes], words: Phrases) -> EditionTile:
    first = rows[0]
    times = enlargement(first.width * scale, first.height * scale)
    image = next((shown for row in rows if (shown := embed(thumbs.get(row.path), row.alt))), None)
    unsound = [row for row in rows if row.credential not in ("trusted", "intact")]
    return EditionTile(
        label=first.label,
        measure=f"{words.number(first.width)}\u00a0×\u00a0{words.number(first.height)}\u00a0{first.unit}",
        shown_width=round(max(8.0, first.width * scale * times), 1),
        enlarged=times,
        image=image,
        files=tuple(FileLink(href(row.path), kind_of(row.media_type), words.weight(row.size)) for row in rows),
        left_out=_apart(first, words),
        trouble=", ".join(
            f"{kind_of(row.media_type)} {words.say(f'credential.states.{row.credential}')}" for row in unsound
        ),
    )


def _apart(row: EditionRow, words: Phrases) -> str:
    """How an edition differs from the design: the family that stood in, and what was left out."""
    told = [words.say("editions.laid_out_as", family=row.laid_out_as)] if row.laid_out_as else []
    told += [words.say("editions.left_out", things=words.elements(row.left_out))] if row.left_out else []
    return " ".join(told)


def kind_of(media_type: str) -> str:
    """What people call a kind of file."""
    return {"image/svg+xml": "SVG", "application/pdf": "PDF"}.get(media_type, media_type.split("/")[-1].upper())


def credit_groups(report: RunReport, words: Phrases) -> tuple[CreditGroup, ...]:
    """Credits by role, in their order."""
    return tuple(
        CreditGroup(role, tuple(_credit_line(row, words) for row in rows))
        for role, rows in groupby(report.credits, key=lambda row: row.role)
    )


def _credit_line(row: CreditRow, words: Phrases) -> CreditLine:
    tail = licence_name(row.licence, words.language) if row.licence else acts_in_words(row.acts, words)
    what = words.say("quoted", text=row.what) if row.source else row.what
    changed = words.say("credits.changed") if row.line else ""
    return CreditLine(row.mark, row.who, ", ".join(part for part in (what, row.source, changed) if part), tail)


def acts_in_words(acts: tuple[int, ...], words: Phrases) -> str:
    """`acts 112–114, 116`: runs of numbers drawn together."""
    return words.say("credits.acts", count=len(acts), numbers=", ".join(ranges(acts))) if acts else ""


def ranges(numbers: tuple[int, ...]) -> list[str]:
    """Numbers in order, each run of neighbours as one."""
    found: list[str] = []
    ordered = sorted(set(numbers))
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        found.append(f"{members[0]}–{members[-1]}" if len(members) > 1 else str(members[0]))
    return found


def act_groups(acts: tuple[ActRow, ...]) -> tuple[ActGroup, ...]:
    """The acts in order; alike ones that follow each other stand in one line."""
    made = []
    for (mark, who, what, thing), group in groupby(acts, key=lambda act: (act.mark, act.who, act.what, act.thing)):
        rows = list(group)
        numbers = str(rows[0].seq) if len(rows) == 1 else f"{rows[0].seq}–{rows[-1].seq}"
        made.append(ActGroup(numbers, mark, who, what, thing, len(rows)))
    return tuple(made)


def credential_rows(report: RunReport, words: Phrases) -> tuple[StateRow, ...]:
    """The panel: signatures, the record, the signer, who made it."""
    counts = Counter(row.credential for row in report.editions)
    say: Callable[..., str] = words.say
    rows = []
    for state, count in sorted(counts.items()):
        tone = {"trusted": "ok", "intact": "ok"}.get(state, "wrong")
        label = say("credential.files", count=count)
        word = "credential.signed" if tone == "ok" else f"credential.states.{state}"
        rows.append(StateRow(label, say(word, count=count), tone))
    if not counts:
        rows.append(StateRow(say("credential.files", count=0), say("credential.none_yet"), "warn"))
    holds = report.record_holds
    rows.append(
        StateRow(
            say("credential.record", count=report.record_acts),
            say("credential.holds" if holds else "credential.broken"),
            "ok" if holds else "wrong",
        )
    )
    if counts:
        known = set(counts) == {"trusted"}
        rows.append(
            StateRow(say("credential.signer"), say("credential.here_only" if known else "credential.unknown"), "warn")
        )
        rows.append(StateRow(say("credential.made_by"), say(f"credential.makers.{report.made_by}"), "plain"))
    return tuple(rows)
