"""A project as a table shows it: its works with their states, folded from its acts one by one.

A projection of the record and nothing else. It is kept in memory and takes in what was recorded since, so that looking
costs the same however long a project has been worked on.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from oeuvre.foundation import LANGUAGES, Language
from oeuvre.record import Act, Work

if TYPE_CHECKING:
    from oeuvre.production import TasteFold

# What makes a card of its own, by the role in which an act made it; anything else is a step between two of them.
_BY_ROLE = {
    "brief": "brief",
    "idea": "idea",
    "line": "line",
    "lines": "text",
    "draft": "draft",
    "edition": "edition",
    "piece": "piece",
    "picture": "picture",
    "sound": "sound",
    "text": "text",
    "font": "font",
}
_BY_MODALITY = {"image": "picture", "audio": "sound", "text": "text", "font": "font"}
# Steps between cards: a draft's picture, what is signed next, what a model was asked and said, what is only filed.
HIDDEN = frozenset({"preview", "rendition", "prompt", "answer", "result", "kept"})
# Works that a design stands on, as its card names them.
PARENTS = frozenset({"idea", "copy", "like", "unlike", "edited", "design"})
_STATES = {"keep": "kept", "refuse": "refused"}


@dataclass
class Card:
    """A work of the project, the act that made it, and what stands on it now.

    `place` counts the cards as they came; `image` is the work whose bytes show it; `decision` brought it into its
    state, and stays None while nobody decided. `superseded` marks an edition of a design that is chosen no more.
    """

    work: Work
    kind: str
    act: Act
    place: int
    image: Work | None = None
    number: int | None = None
    round: int | None = None
    parents: tuple[str, ...] = ()
    state: str = "open"
    decision: Act | None = None
    signed: str | None = None
    superseded: bool = False
    version: int = 0
    # The last act that changed what the card shows.
    touched: int = 0
    size: tuple[int | None, int | None] | None = None
    # Rows that were made of this card, by language, with the version that they show.
    shown: dict[str, tuple[int, object]] = field(default_factory=dict)

    # What a search looks through, with the version that it is of.
    said: tuple[int, str] = (-1, "")

    def touch(self, seq: int) -> None:
        """Act number `seq` changes what the card shows."""
        self.version += 1
        self.touched = seq

    @property
    def words(self) -> str:
        """Title, headline, number and reason, in small letters: what a search of cards looks through."""
        if self.said[0] != self.version:
            because = (self.decision.words.get("because") or "") if self.decision else ""
            told = f"{self.work.title or ''} {self.headline} {because} {self.number or ''}".casefold()
            self.said = (self.version, told)
        return self.said[1]

    @property
    def headline(self) -> str:
        return self.act.words.get("headline") or ""


@dataclass(frozen=True)
class Failed:
    """A format in which a design could not be made, by act number `act`: why, and what would help.

    `acceptable` says that a person may have it made all the same. `told` has reason and remedy by language; of an
    older record both are only in the language of its run.
    """

    design: str
    format: str
    reason: str
    remedy: str
    act: int
    acceptable: bool = False
    told: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def said(self, language: Language) -> tuple[str, str]:
        """Reason and remedy for a reader of this language."""
        reason, remedy = self.told.get(language, (self.reason, self.remedy))
        return reason, remedy


@dataclass(frozen=True)
class Sum:
    """What a list shows of a project after so many `acts`; `cover` is the work that stands for it."""

    acts: int
    title: str
    brief: Work | None
    first: datetime | None
    last: datetime | None
    drafts: int
    editions: int
    cover: str | None
    state: str


@dataclass
class Fold:
    """One project. `seq` is the last act of the home that was looked at.

    Who takes acts in holds `lock`; who reads takes copies of what grows (`tuple(fold.cards)`).
    """

    project: str
    seq: int = 0
    title: str = ""
    first: datetime | None = None
    last: datetime | None = None
    acts: int = 0
    cards: list[Card] = field(default_factory=list)
    by_id: dict[str, Card] = field(default_factory=dict)
    # The design whose card stands for a work that has none: a preview, a rendition, a signed picture.
    shown_by: dict[str, str] = field(default_factory=dict)
    brief: Work | None = None
    begun: list[Act] = field(default_factory=list)
    # The act that began each run, by the run's id.
    begun_by: dict[str, Act] = field(default_factory=dict)
    failed: list[Failed] = field(default_factory=list)
    rounds: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    delivered: bool = False
    # What models have cost, in micro-units by currency.
    spent: Counter[str] = field(default_factory=Counter)
    # What is learned of its decisions, up to the act of this number.
    taste: tuple[int, TasteFold] | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)
    # The signed files of a design, and the designs that were edited from one, by its id.
    editions: dict[str, list[Card]] = field(default_factory=dict)
    edited: dict[str, list[Card]] = field(default_factory=dict)
    # The card of a picture that somebody brought, by the file's digest.
    _brought: dict[str, str] = field(default_factory=dict)
    _renditions: dict[str, Act] = field(default_factory=dict)
    _choices: dict[str, list[tuple[tuple[str, ...], Act]]] = field(default_factory=dict)
    _verdicts: dict[str, Act] = field(default_factory=dict)

    def take(self, acts: Iterable[Act], work_of: Callable[[str], Work]) -> None:
        """Take in acts that came since, in their order; `work_of` gives a work by its id."""
        for act in acts:
            self.first = self.first or act.at
            self.last = act.at
            self.acts += 1
            title = act.settings.get("project_title")
            if isinstance(title, str) and title:
                self.title = title
            self._making(act, work_of)
            self._judging(act)
            self._paying(act)
            self.seq = max(self.seq, act.seq)

    def _paying(self, act: Act) -> None:
        cost, currency = act.settings.get("cost_micro"), act.settings.get("currency")
        if type(cost) is int and cost > 0 and isinstance(currency, str) and currency:
            self.spent[currency] += cost

    # --- what acts made ----------------------------------------------------------------------------------------

    def _making(self, act: Act, work_of: Callable[[str], Work]) -> None:
        made = {one.role: one.work_id for one in act.made}
        for one in act.made:
            work = work_of(one.work_id)
            if one.role == "brief":
                self._brief(act, work)
            elif one.role == "rendition":
                self._renditions[work.id] = act
                design = act.settings.get("design")
                if isinstance(design, str):
                    self.shown_by[work.id] = design
            elif one.role == "preview" and "draft" in made:
                self.shown_by[work.id] = made["draft"]
            elif one.role == "kept":
                self._signed(act, work)
            elif one.role in HIDDEN or work.id in self.by_id:
                continue
            else:
                self._add(act, one.role, work, made, work_of)
        if act.kind == "deliver":
            self.delivered = True

    def _brief(self, act: Act, work: Work) -> None:
        """The latest brief alone has a card: earlier ones are its versions."""
        self.brief = work
        if act.run:
            self.begun.append(act)
            self.begun_by.setdefault(act.run, act)
        place = len(self.cards)
        old = next((card for card in self.cards if card.kind == "brief"), None)
        version = old.version + 1 if old else 0
        card = Card(work, "brief", act, old.place if old else place, version=version, touched=act.seq)
        if old is None:
            self.cards.append(card)
        else:
            self.cards[old.place] = card
        self.by_id[work.id] = card

    def _add(self, act: Act, role: str, work: Work, made: Mapping[str, str], work_of: Callable[[str], Work]) -> None:
        kind = _BY_ROLE.get(role, "other")
        if act.kind == "generate" or (kind == "piece" and is_own(work)):
            kind = _BY_MODALITY.get(work.modality, "other")
            if kind == "picture" and act.kind == "import":
                # A file that was brought, and is then set as what the brief names, is one thing to whoever looks.
                first = self._brought.setdefault(work.digest, work.id)
                if first != work.id:
                    self.shown_by[work.id] = first
                    return
        card = Card(work, kind, act, len(self.cards), touched=act.seq)
        number = act.settings.get("number") if kind == "draft" else work.attributes.get("number")
        card.number = number if isinstance(number, int) else None
        card.parents = tuple(dict.fromkeys(one.work_id for one in act.used if one.role in PARENTS))
        if kind == "draft":
            card.state = "draft"
            card.image = work_of(made["preview"]) if "preview" in made else None
            for used in act.used:
                if used.role == "edited":
                    self.edited.setdefault(used.work_id, []).append(card)
            told = act.settings.get("round", 0)
            if act.kind == "compose" and isinstance(told, int):
                # A person's correction is of no round.
                card.round = told
                self.rounds.setdefault((act.run or "", told), []).append(work.id)
        elif kind == "edition":
            self._edition(act, card)
        elif work.modality == "image":
            card.image = work
        self.cards.append(card)
        self.by_id[work.id] = card
        self.counts[kind] += 1

    def _edition(self, act: Act, card: Card) -> None:
        card.image, card.signed = card.work, card.work.id
        adapted = next((self._renditions[one.work_id] for one in act.used if one.work_id in self._renditions), None)
        design = adapted.settings.get("design") if adapted else None
        if isinstance(design, str):
            card.parents = (design,)
            # What could not be made once, and then could, is lost no more.
            made = card.work.attributes.get("format")
            self._held(design, str(made))
            self.editions.setdefault(design, []).append(card)
            if design in self.by_id:
                self.by_id[design].signed = card.work.id
                self.by_id[design].touch(act.seq)

    def _signed(self, act: Act, work: Work) -> None:
        """A kept draft's picture, signed: its card is the design's."""
        for one in act.used:
            design = self.shown_by.get(one.work_id)
            if design in self.by_id:
                self.shown_by[work.id] = design
                self.by_id[design].signed = work.id
                self.by_id[design].touch(act.seq)

    def adapted(self, edition: Card) -> Act | None:
        """The act that laid an edition out."""
        return next(
            (self._renditions[one.work_id] for one in edition.act.used if one.work_id in self._renditions), None
        )

    def _held(self, design: str, form: str) -> None:
        """Forget that a format was held back: it is made now, or the word is given that it shall be."""
        self.failed = [one for one in self.failed if (one.design, one.format) != (design, form)]

    # --- what acts decided: as `production` has it (`standing_decisions`) -----------------------------------------

    def _judging(self, act: Act) -> None:
        works = [used.work_id for used in act.used]
        choices = self._choices.setdefault(act.run or "", [])
        touched = [*works, *(choices[-1][0] if choices else ())]
        if act.kind == "refuse" and "format" in act.settings:
            words, design = act.words, act.settings.get("design")
            reason, remedy = words.get("because") or "", words.get("remedy") or ""
            self._held(str(design), str(act.settings["format"]))
            able = bool(_faults_of(act))
            told: dict[str, Sequence[str]] = {
                tongue: (words[f"because.{tongue}"] or "", words.get(f"remedy.{tongue}") or "")
                for tongue in LANGUAGES
                if f"because.{tongue}" in words
            }
            self.failed.append(Failed(str(design), str(act.settings["format"]), reason, remedy, act.seq, able, told))
            return
        if act.kind == "allow":
            self._held(str(act.settings["design"]), str(act.settings["format"]))
            return
        if act.kind in _STATES:
            self._verdicts.update(dict.fromkeys(works, act))
        elif act.kind == "choose":
            choices.append((tuple(works), act))
        elif act.kind == "reopen":
            for work in works:
                if choices and work in choices[-1][0]:
                    while choices and work in choices[-1][0]:
                        choices.pop()
                else:
                    self._verdicts.pop(work, None)
            touched += choices[-1][0] if choices else ()
        else:
            return
        for work in dict.fromkeys(touched):
            if work in self.by_id:
                self._restate(self.by_id[work], act.seq)

    def _restate(self, card: Card, seq: int) -> None:
        """The state that the decisions which stand leave a card in."""
        choices = self._choices.get(card.act.run or "", [])
        verdict = self._verdicts.get(card.work.id)
        card.touch(seq)
        if choices and card.work.id in choices[-1][0]:
            card.state, card.decision = "chosen", choices[-1][1]
        elif verdict is not None:
            card.state, card.decision = _STATES[verdict.kind], verdict
        else:
            card.state, card.decision = ("draft" if card.kind == "draft" else "open"), None
        for edition in self.editions.get(card.work.id, ()):
            edition.superseded = card.state != "chosen"
            edition.touch(seq)

    def chosen_in(self, run: str) -> Card | None:
        """The chosen draft of a run."""
        choices = self._choices.get(run, [])
        return next((self.by_id[work] for work in choices[-1][0] if work in self.by_id), None) if choices else None

    # --- what it comes to --------------------------------------------------------------------------------------

    @property
    def chosen_card(self) -> Card | None:
        """The chosen draft of the run that was begun last and has one."""
        found = (self.chosen_in(act.run or "") for act in reversed(self.begun))
        return next((card for card in found if card is not None), None)

    def count(self, kind: str) -> int:
        return self.counts[kind]

    def card_of(self, work: str) -> Card | None:
        """The card that shows a work: its own, or that of the design whose picture it is."""
        return self.by_id.get(work) or self.by_id.get(self.shown_by.get(work, ""))

    @property
    def state(self) -> str:
        """How far the project is: brief, ideas, drafts, chosen or delivered."""
        if self.chosen_card is not None:
            return "delivered" if self.delivered and self.counts["edition"] else "chosen"
        return "drafts" if self.counts["draft"] else "ideas" if self.counts["idea"] else "brief"


def summed(fold: Fold) -> Sum:
    """What a list shows of a project."""
    return Sum(
        fold.acts,
        fold.title,
        fold.brief,
        fold.first,
        fold.last,
        sum(card.kind == "draft" and not is_struck(card) for card in fold.cards),
        len({(card.parents, card.work.attributes.get("format")) for card in _standing(fold)}),
        cover_of(fold),
        fold.state,
    )


def is_struck(card: Card) -> bool:
    """Whether a rule struck a draft out before a person saw it."""
    return card.state == "refused" and card.decision is not None and "faults" in card.decision.settings


def _standing(fold: Fold) -> list[Card]:
    """The editions of designs that are still chosen."""
    return [card for card in fold.cards if card.kind == "edition" and not card.superseded]


def cover_of(fold: Fold) -> str | None:
    """The work that stands for a project: the chosen design, else what was kept, else the first draft or picture."""
    if fold.chosen_card is not None:
        return fold.chosen_card.work.id
    first: Card | None = None
    for card in tuple(fold.cards):
        if card.image is None or card.kind not in ("draft", "picture"):
            continue
        if card.state == "kept":
            return card.work.id
        if first is None or (first.state == "refused" and card.state != "refused"):
            first = card
    return first.work.id if first else None


def is_own(work: Work) -> bool:
    """Whether a piece is somebody's own and not the library's."""
    key = str(work.attributes.get("piece", ""))
    return bool(work.attributes.get("imported")) or key.partition(":")[0] in ("reference", "logo", "generated")


def _faults_of(refusal: Act) -> tuple[tuple[str, str], ...]:
    from oeuvre.production import faults_of

    return faults_of(refusal)
