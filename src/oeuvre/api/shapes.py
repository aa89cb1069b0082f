"""What goes over the wire: the bodies that the API takes and gives, as Pydantic models.

Names of fields are those of the record and of `--json`; times are ISO 8601 in UTC; ids are the record's. A list comes
as a page with `next`, the cursor of the following one, or null. What a person wrote is never markup.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictFloat

PartyKind = Literal["person", "collective", "model", "rule"]
State = Literal["draft", "chosen", "kept", "refused", "open"]
MadeBy = Literal["human", "machine", "mixed", "rule", "unknown"]
RoundKind = Literal["more", "less", "mix", "opposite", "palette"]
Trait = Literal["family", "palette", "mark", "copy"]
JobState = Literal["waiting", "running", "done", "failed", "cancelled", "interrupted"]

Row = TypeVar("Row")


class Shape(BaseModel):
    """A body that refuses fields it does not know."""

    model_config = ConfigDict(extra="forbid", ser_json_timedelta="iso8601")


class Page(Shape, Generic[Row]):
    """A part of a list, in the list's order."""

    items: list[Row]
    next: str | None = Field(None, description="The cursor of the following page; null on the last one.")
    total: int | None = None
    head: Annotated[
        int | None, Field(description="Of works: the last act that this answer knows; `since` of the next.")
    ] = None


class Problem(BaseModel):
    """RFC 9457. `code`, `place` and `remedy` are those of every error of Oeuvre, in the language of the request."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    place: str = ""
    remedy: str = ""
    errors: list[dict[str, str]] = []


class Health(Shape):
    status: Literal["ok"] = "ok"
    version: str


class PartyShape(Shape):
    """A party. `library` is told in the list of them: an author of the library, who did nothing here themselves."""

    id: str
    name: str
    kind: PartyKind
    role: str | None = None
    library: bool = False


class Me(Shape):
    """Who acts in this window; `name` is empty until a person has said one. `unnamed` acts are by the unnamed maker."""

    party: PartyShape | None
    unnamed: bool
    language: Literal["fr", "en"]


class MeWish(Shape):
    name: str = Field(min_length=1, max_length=120)
    role: str = Field("", max_length=120)


class ProjectRow(Shape):
    slug: str
    title: str
    client: str = ""
    first: datetime
    last: datetime
    acts: int
    drafts: int
    editions: int
    cover: str | None = Field(None, description="The work whose thumbnail stands for the project.")
    state: Literal["brief", "ideas", "drafts", "chosen", "delivered"]


class Reading(Shape):
    """What a brief will print and what is wrong with it: nothing is written, nothing recorded."""

    errors: list[dict[str, str]]
    language: str
    trades: list[str]
    headlines: list[str]
    lines: list[str]
    facts: list[dict[str, str]]
    formats: list[str]
    little: list[str]


def sendable(values: dict[str, Any]) -> dict[str, Any]:
    """Values that can be written as UTF-8, and are not nested without end."""
    try:
        json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise ValueError("half a sign, or nested too deep") from error
    return values


BriefValues = Annotated[
    dict[str, Any], AfterValidator(sendable), Field(description="As its TOML has it: docs/reference/brief.md.")
]


class BriefBody(Shape):
    """A brief as its TOML has it: the same tables and keys (docs/reference/brief.md).

    `base` is the brief on the record that it was changed from (`work`): where somebody has changed that since, the
    answer is 409 `brief-changed` and nothing is written.
    """

    brief: BriefValues
    base: str | None = Field(None, max_length=64)


class BriefShape(Shape):
    brief: dict[str, Any]
    toml: str
    work: str | None
    reading: Reading


class ProjectNew(Shape):
    """A new project. `start` says how far to go at once: only the brief, the ideas, or the drafts of them."""

    brief: BriefValues
    start: Literal["brief", "ideas", "drafts"] = "ideas"
    seed: int = Field(0, ge=0, le=2**31 - 1)


class LostFormat(Shape):
    """A format in which a design could not be laid out; `named` is what it is called in `fr` and `en`.

    `elements` are those at fault, told of what is foreseen alone.
    """

    design: str
    format: str
    label: str
    named: dict[str, str] = {}
    reason: str
    remedy: str
    acceptable: bool = Field(False, description="Whether a person's word has it made all the same.")
    elements: list[str] = []


class FormatWord(Shape):
    """A format that the checks held back, to be made all the same."""

    format: str = Field(min_length=1, max_length=60)
    because: str = Field("", max_length=2000)


class Job(Shape):
    """Long work: progress is sent as events, and a job survives the window that began it."""

    id: str
    kind: Literal["ideas", "drafts", "round", "edit", "editions", "ask", "pdf", "zip"]
    project: str
    state: JobState
    step: str = ""
    done: int = 0
    of: int = 0
    works: list[str] = []
    acts: list[int] = []
    lost: list[LostFormat] = Field([], description="Formats that a design lost in being laid out; the others are done.")
    problem: Problem | None = None
    decided: int | None = Field(None, description="Of editions that follow a decision: the act that decided.")
    said: str = Field("", description="What a partner understood and, in the end, what came of it.")
    file: str | None = Field(None, description="Where the file that it made lies, once it is done.")
    by: PartyShape | None = Field(None, description="Who asked for it.")
    begun: datetime
    ended: datetime | None = None


class ProjectBegun(Shape):
    """A new project, and the long work that began on it."""

    project: ProjectRow
    job: Job | None = None


class IdeasWish(Shape):
    """How many ideas are to stand, refused ones not counted."""

    count: int = Field(6, ge=1, le=48)


class DraftsWish(Shape):
    """Of which idea the drafts are to be, by its number; of those that were kept where none is named."""

    idea: int | None = Field(None, ge=1, le=9999)


class IdeaShape(Shape):
    id: str
    number: int
    premise: str
    headline: str
    line: str
    technique: str
    path: list[str]
    why: str
    motifs: list[dict[str, str]]
    commissions: list[str]
    family: str
    by: Literal["person", "model", "rule"]
    who: str
    state: State
    reason: str
    decided: int | None = Field(None, description="As in WorkRow.")
    svg: list[str] = Field([], description="Addresses of the motifs' drawings.")


class WorkRow(Shape):
    """A work as a card shows it. `image` is the work whose bytes are its picture (a draft's preview), if any."""

    id: str
    kind: Literal["brief", "idea", "line", "draft", "edition", "piece", "picture", "sound", "text", "font", "other"]
    title: str
    modality: str
    media_type: str
    number: int | None = None
    family: str | None = None
    palette: str | None = None
    colours: list[str] = []
    headline: str | None = None
    state: State = "open"
    made_by: MadeBy
    by: PartyShape
    act: int
    at: datetime
    run: str | None = None
    round: int | None = None
    parents: list[str] = Field([], description="Works that it was composed, mixed or edited from.")
    image: str | None = None
    width: int | None = None
    height: int | None = None
    reason: str = ""
    faults: list[str] = Field([], description="What a check found, in words.")
    credential: str | None = None
    edited: int | None = Field(None, description="The number of the draft that this one corrects.")
    superseded: bool = Field(False, description="An edition of a design that is chosen no more.")
    decided: int | None = Field(None, description="The act that brought it into its state: what an undo names.")
    decided_by: PartyShape | None = Field(None, description="Who decided that.")
    undrawn: str = Field("", description="Why a drawing that was brought in is kept and never shown, in words.")
    because: str = Field("", description="Why a draft was asked for, in the words of who asked.")
    asked: PartyShape | None = Field(
        None, description="Who asked for a draft, or made it by hand, where they gave a name."
    )
    emblem: str | None = Field(None, description="The library's drawing that an idea would show first, by its name.")


class RoundShape(Shape):
    """A round: what was asked, by whom, and the works that came of it; `sheet` is the first one of a run."""

    number: int
    kind: RoundKind | Literal["sheet", "ask"]
    because: str = ""
    by: PartyShape
    act: int
    run: str | None = None
    works: list[str]
    asked: int = Field(0, description="How many variants were asked for; 0 for a sheet.")
    short: bool = Field(False, description="Fewer hold than were asked for: nothing else was left to vary.")


class CreditLine(Shape):
    role: str
    role_key: str
    who: PartyShape
    acts: list[int]
    what: str = ""
    licence: str = ""
    line: str = ""


class EditionShape(Shape):
    work: str
    format: str
    label: str
    media_type: str
    width: float
    height: float
    unit: Literal["px", "mm"]
    size: int
    credential: str
    alt: str
    left_out: list[str]
    address: str
    superseded: bool = Field(False, description="The design that it is of is chosen no more.")


class WorkWhole(Shape):
    """Everything of a work's page; all of it follows from the record."""

    work: WorkRow
    headline: str = ""
    text: str = ""
    copy_: dict[str, Any] = Field({}, alias="copy", description="What is set on a design, by element.")
    pieces: list[dict[str, str]] = []
    credits: list[CreditLine] = []
    terms: list[str] = []
    licence: str | None = None
    credential: dict[str, Any] | None = None
    versions: list[WorkRow] = []
    editions: list[EditionShape] = []
    failed: list[LostFormat] = []
    settings: dict[str, Any] = {}
    named: dict[str, dict[str, str]] = Field({}, description="As in ActShape.")
    edits: dict[str, Any] = {}


class LineageNode(Shape):
    id: str
    title: str
    kind: str
    role: str
    by: PartyShape | None
    made_by: MadeBy
    act: int | None
    image: str | None
    at: datetime | None
    folded: int = Field(0, description="How many works this node stands for when the graph was folded.")


class LineageShape(Shape):
    work: str
    nodes: list[LineageNode]
    edges: list[dict[str, str]]
    folded: int


class Decision(Shape):
    """`undo` takes a choice or refusal back by a later act. `editions` lays the chosen design out at once.

    `act`, `seen` and `instead_of` guard against undoing or overruling, unseen, what somebody else has decided since:
    then the answer is 409 `decided-since`.
    """

    kind: Literal["choose", "keep", "refuse", "undo"]
    because: str = Field("", max_length=2000)
    editions: bool = True
    act: int | None = Field(None, ge=1, description="Of `undo`: the decision that is taken back (`decided`).")
    seen: int | None = Field(
        None, ge=0, description="The decision that stood on the work when the person decided (`decided`), 0 for none."
    )
    instead_of: int | None = Field(
        None, ge=0, description="Of `choose`: the choice that stood in the run (`decided` of its draft), 0 for none."
    )


class RoundWish(Shape):
    """A round of variants. `like` are the works it starts from (two for `mix`); `keep` is what stays as it is."""

    kind: RoundKind
    like: list[str] = Field(min_length=1, max_length=2)
    keep: list[Trait] = []
    count: int = Field(12, ge=1, le=48)
    because: str = Field("", max_length=2000)
    colours: list[str] = Field([], max_length=8)


class ExportWish(Shape):
    """What is made of a project: its table as a PDF, or all of it as a ZIP."""

    kind: Literal["pdf", "zip"]


class RefuseRound(Shape):
    """None of these: every open work of a round refused, with the reason that steers the next.

    Rounds are numbered in each run: where a project has several of this number, `run` says which.
    """

    round: int
    run: str | None = Field(None, max_length=64)
    because: str = Field("", max_length=2000)


class Refused(Shape):
    """The numbers of the acts by which works were refused."""

    acts: list[int]


class Taste(Shape):
    """What choices and refusals have taught: features with a weight of -1 to 1, and the same in words."""

    words: list[str]
    features: list[dict[str, Any]]
    decisions: int
    early: bool = Field(False, description="Told of few decisions, or of one on many designs: not yet confirmed.")
    since: int | None = Field(None, description="The act that reset it.")


class Edit(Shape):
    """A correction of a design; what is not given stays. `nudge` moves an element by shares of the page."""

    headline: str | None = Field(None, max_length=300)
    line: str | None = Field(None, max_length=500)
    palette: str | None = None
    colours: dict[str, str] | None = None
    mark: str | None = Field(None, description="A piece of the library by name, or a work of one's own by id.")
    recolour: bool = Field(False, description="Put the mark, a vector drawing of one's own, into the design's palette.")
    picture: str | None = Field(None, description="A work of one's own by id.")
    nudge: dict[str, tuple[StrictFloat, StrictFloat]] | None = None
    hide: list[str] | None = None
    show: list[str] | None = None
    anyway: StrictBool = Field(False, description="Keep it although a check finds a fault: on a person's word.")
    because: str = Field("", max_length=2000)


class ElementShape(Shape):
    """An element of a design: its box in shares of the page, and what a correction can do to it."""

    name: str
    x: float
    y: float
    w: float
    h: float
    words: str = Field("", description="What is set there, where it can be retyped.")
    can: list[Literal["retype", "nudge", "hide", "swap"]]


class ElementsShape(Shape):
    """What stands where on a design, the largest first, so that a person can point at it."""

    ratio: float = Field(description="Width of the page over its height.")
    elements: list[ElementShape]
    hidden: list[str] = Field([], description="Elements that a person hid: an edit shows them again.")
    colours: dict[str, str] = Field({}, description="The colours by role, as an edit names them.")
    contrasts: dict[str, float] = Field({}, description="The contrast of each with the ground, 1 to 21.")


class AskWish(Shape):
    """A sentence to a partner, on a selection; it answers with drafts of its own, and writes nothing else."""

    partner: str
    say: str = Field(min_length=1, max_length=2000)
    works: list[str] = Field([], max_length=9)


class ActShape(Shape):
    seq: int
    id: str
    kind: str
    at: datetime
    project: str | None
    run: str | None
    by: list[dict[str, str]]
    used: list[dict[str, str]]
    made: list[dict[str, str]]
    what: str
    because: str
    settings: dict[str, Any]
    asked: PartyShape | None = Field(
        None, description="Who asked for what a rule or a model made: named on the act, else who commissioned the run."
    )
    named: dict[str, dict[str, str]] = Field(
        {}, description="Names in `fr` and `en` of ids among the settings, by setting; of a list, by `setting.id`."
    )


class RecordShape(Shape):
    """Whether every act of the record holds; `broken_at` is the first that does not, `reason` says why."""

    holds: bool
    acts: int
    head: str
    broken_at: int | None = None
    reason: str = ""


class TableVersion(Shape):
    id: str
    name: str
    at: datetime
    by: str
    cards: int
