"""Who holds what in a work, and why: a pure function of the record.

By agreement where everybody concerned has signed a split sheet, else by a stated default from the acts, by kind of
contribution (`holding_parts`). Models and rules hold nothing unless a sheet names them. What stands on a work and is
paid on its own account (an emblem of a house model, a piece whose terms ask for a share) is told apart as a
component: its makers are paid through it and not once more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction

from oeuvre.create.brief import is_licence
from oeuvre.foundation import Language, say
from oeuvre.licence import day_in_words
from oeuvre.production.explored import is_explored
from oeuvre.production.holding_parts import PartsTable, parts_table
from oeuvre.production.naming import shown_name
from oeuvre.production.splitting import Sheet, standing_sheet
from oeuvre.record import Act, Party, Record, Work
from oeuvre.royalties import figure, percentage

HOLDERS = ("person", "collective")

# By its role in an act, what somebody contributed.
_CONTRIBUTIONS: Mapping[str, str] = {
    "commissioner": "brief",
    "concept": "idea",
    "writer": "words",
    "author": "piece",
    "composer": "composition",
    "editor": "editing",
    "director": "direction",
    "chooser": "choice",
}
# What stands on a work without being a part of what its makers hold: whose name it is, what it is set in.
_SIGNS = frozenset(("logo", "partner", "mark", "typeface"))
# Works of one and the same thing: the edition of a rendition, the rendition of a design, the correction of a draft.
_VERSIONS = frozenset(("rendition", "design", "edited"))
# What led to a work: who thought of it is among its makers, and nothing of it is a component.
_THOUGHTS = frozenset(("brief", "idea", "copy", "line", "like", "answer", "prompt", "influence"))
_WORDS = frozenset(("headline", "line"))
_FREE = ("CC-", "CC0", "OFL-", "MIT", "Apache-", "etalab-", "Unlicense", "0BSD", "BSD-")


@dataclass(frozen=True)
class Asking:
    """What a piece asks of what is earned with a work that it stands on: a share of one, and the highest sum that this
    may come to, in minor units of `currency`; None for any.

    With `places` (codes of territories) it is asked of what is earned there, or (`elsewhere`) everywhere else; `beside`
    is what the piece asks of what is earned in other places.
    """

    share: Fraction
    ceiling: int | None = None
    currency: str = ""
    places: tuple[str, ...] = ()
    elsewhere: bool = False
    beside: tuple[Asking, ...] = ()


# What is asked by the pieces on a work (its id), as its own terms say that were composed when it was made.
Asked = Callable[[str], Mapping[str, Asking]]


def asks_nothing(work: str) -> Mapping[str, Asking]:
    """Where nobody reads terms: no piece asks for a share."""
    return {}


@dataclass(frozen=True)
class Because:
    """Why a party holds something by default: what it contributed, its parts, and the acts that say so."""

    contribution: str
    parts: Fraction
    acts: tuple[int, ...]
    works: tuple[str, ...] = ()
    """Titles of the pieces that it brought in."""


@dataclass(frozen=True)
class Holder:
    """A party with its share of one; `reasons` are empty where a sheet says it."""

    party: Party
    share: Fraction
    reasons: tuple[Because, ...] = ()


@dataclass(frozen=True)
class Component:
    """A work that stands on another and is paid on its own account: what it takes of what reaches that one.

    `why` is `emblem` (of a house model, by the table of parts) or `terms` (those that the other work inherits ask for
    it, up to `ceiling` minor units of `currency` in all; of what is earned in `places`, or everywhere else, alone).
    """

    work: Work
    share: Fraction
    why: str
    ceiling: int | None = None
    currency: str = ""
    places: tuple[str, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True)
class Holdings:
    """Who holds a work at a moment.

    `held` is the work that is held: the design of an edition, else the work itself. `basis` is `sheet`, `acts` or
    `nobody`. `absent` took part by their acts and do not stand on the sheet. `components` take their part before.
    """

    work: Work
    held: Work
    at: datetime
    basis: str
    holders: tuple[Holder, ...]
    components: tuple[Component, ...]
    sheet: Sheet | None
    absent: tuple[Party, ...]
    table: PartsTable
    versions: tuple[str, ...]
    """The work and those that it is a version of: a sheet for any of them is one for it."""
    days: tuple[str, ...]
    """Days after its making on which acts made somebody a holder by default."""

    def as_dict(self, language: Language) -> dict[str, object]:
        """The shape of `oeuvre split show --json`."""
        return {
            "work": self.work.id,
            "title": self.work.title,
            "held": self.held.id,
            "at": self.at.isoformat(timespec="seconds"),
            "basis": self.basis,
            "why": holdings_in_words(self, language),
            "holders": [
                {
                    "party": one.party.id,
                    "name": shown_name(one.party, language),
                    "kind": one.party.kind,
                    "share": str(one.share),
                    "percent": figure(one.share * 100),
                    "why": holder_in_words(one, language),
                    "acts": sorted({act for because in one.reasons for act in because.acts}),
                }
                for one in self.holders
            ],
            "components": [
                {
                    "work": one.work.id,
                    "title": one.work.title,
                    "share": str(one.share),
                    "percent": figure(one.share * 100),
                    "why": component_in_words(one, language),
                }
                for one in self.components
            ],
            "sheet": self.sheet.as_dict(language) if self.sheet else None,
            "absent": [{"party": one.id, "name": shown_name(one, language)} for one in self.absent],
        }


def holdings(record: Record, work: str, *, at: datetime | None = None, asked: Asked = asks_nothing) -> Holdings:
    """Who holds a work (by its id) at a moment (now), each with the reasons.

    `asked` gives what the pieces on a work ask of it by the terms that it inherits. Raises `WorkUnknown`.
    """
    this = record.work(work)
    walk = _Walk(record, this)
    moment = max(at or datetime.now(UTC), walk.made_at)
    table = parts_table(record, moment)
    parties = {party.id: party for party in record.parties()}
    components = walk.components(table, asked(work))
    found = walk.contributions({one.work.id for one in components}, moment)
    by_acts = _by_acts(found, table, parties)
    sheet = standing_sheet(record, walk.versions, moment)
    holders, basis = by_acts, "acts" if by_acts else "nobody"
    absent: tuple[Party, ...] = ()
    if sheet is not None:
        holders = tuple(Holder(party, share) for party, share in sheet.paid)
        named = {one.party.id for one in holders}
        absent = tuple(one.party for one in by_acts if one.party.id not in named)
        basis = "sheet"
    days = {act.at.date().isoformat() for acts in found.values() for act in acts.acts if act.at > walk.made_at}
    return Holdings(
        *(this, record.work(walk.held), moment, basis, holders, components, sheet, absent, table),
        *(walk.versions, tuple(sorted(days))),
    )


def held_work(record: Record, work: str) -> Work:
    """The work that a sheet for this one is about: the design of an edition or a rendition, else the work itself."""
    return record.work(_Walk(record, record.work(work)).held)


@dataclass
class _Found:
    acts: list[Act] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


class _Walk:
    """The acts behind one work, and the works in it: each looked at once, without what a correction took off."""

    def __init__(self, record: Record, work: Work) -> None:
        self.record, self.work = record, work
        earned = record.credits(work.id)
        self._inside = {one for credit in earned for one in credit.works} | {work.id}
        first = record.made_by_act(work.id)
        self.made_at = first.at
        acts = record.acts_at({number for credit in earned for number in credit.acts} | {first.seq})
        self._making: dict[str, list[Act]] = {}
        for act in acts:
            for made in act.made:
                if made.work_id in self._inside:
                    self._making.setdefault(made.work_id, []).append(act)
        self._choosing = [act for act in acts if not any(made.work_id in self._inside for made in act.made)]
        self._works = record.works_at(self._inside)
        self.versions, self.held = self._versions()

    def _versions(self) -> tuple[tuple[str, ...], str]:
        """This work and those that it is a version of, the nearest first; and the first that is no mere rendition."""
        found, held = [self.work.id], ""
        for one in found:
            act = self._making[one][0] if one in self._making else None
            before = [(used.work_id, used.role) for used in act.used] if act else []
            if not held and not any(role in ("rendition", "design") for _, role in before):
                held = one
            found += [work for work, role in before if role in _VERSIONS and work in self._inside and work not in found]
        return tuple(found), held

    def components(self, table: PartsTable, asked: Mapping[str, Asking]) -> tuple[Component, ...]:
        """Works that stand on this one and are paid on their own account, by id."""
        emblems, made = list[Work](), list[Component]()
        for work, role in self._uses(frozenset()):
            one = asked.get(work)
            if one is not None:
                for each in (one, *one.beside):
                    told = (each.share, "terms", each.ceiling, each.currency, each.places, each.elsewhere)
                    made.append(Component(self._works[work], *told))
            elif role in _SIGNS | _VERSIONS | _THOUGHTS:
                continue
            elif any(is_explored(act) for act in self._making.get(work, ())):
                emblems.append(self._works[work])
        largest = {one.work.id: max(each.share for each in made if each.work.id == one.work.id) for one in made}
        left = max(Fraction(0), 1 - sum(largest.values(), Fraction(0)))
        together = min(table.pool["emblem"] / 100, left)
        if emblems and together:
            made += [Component(one, together / len(emblems), "emblem") for one in emblems]
        return tuple(sorted(made, key=lambda one: one.work.id))

    def _uses(self, apart: frozenset[str]) -> list[tuple[str, str]]:
        """Every work in this one with the role in which it was first met, those behind `apart` left out.

        What a model of the house leaned on is paid through the model's own emblem, so that is not looked behind.
        """
        found: dict[str, str] = {}
        waiting = [self.work.id]
        while waiting:
            one = waiting.pop()
            for act in self._making.get(one, ()):
                if is_explored(act):
                    continue
                for used in act.used:
                    if used.work_id in self._inside and used.work_id not in found and used.work_id not in apart:
                        found[used.work_id] = used.role
                        waiting.append(used.work_id)
        return sorted(found.items())

    def contributions(self, apart: set[str], at: datetime) -> dict[tuple[str, str], _Found]:
        """By party and contribution, the acts until `at` that say so."""
        found: dict[tuple[str, str], _Found] = {}
        own = {self.work.id: "", **dict(self._uses(frozenset(apart)))}
        making = [(act.seq, work, act) for work in own if own[work] not in _SIGNS for act in self._making.get(work, ())]
        for _, work, act in sorted(making, key=lambda one: one[:2]):
            self._note(found, act, work, at)
        for act in self._choosing:
            if any(used.work_id in own for used in act.used):
                self._note(found, act, "", at)
        return found

    def _note(self, found: dict[tuple[str, str], _Found], act: Act, work: str, at: datetime) -> None:
        if act.at > at:
            return
        for party, contribution in _contributed(act):
            # Whoever made a piece holds it, whatever its terms; what these ask for is another matter.
            if contribution == "piece" and work not in ("", self.work.id) and _is_free(self._works[work]):
                contribution = "free-piece"
            noted = found.setdefault((party, contribution), _Found())
            if act not in noted.acts:
                noted.acts.append(act)
            title = self._works[work].title if work else None
            if title and contribution.endswith("piece") and title not in noted.titles:
                noted.titles.append(title)


def _contributed(act: Act) -> list[tuple[str, str]]:
    """Who contributed what by an act: a correction of the words is one of the words, and not of the design."""
    told = [(by.party_id, _CONTRIBUTIONS[by.role]) for by in act.by if by.role in _CONTRIBUTIONS]
    changed = act.settings.get("changed")
    names = set(map(str, changed)) if isinstance(changed, Sequence) and not isinstance(changed, str) else set()
    if not names & _WORDS:
        return told
    words = [(party, "words") for party, one in told if one == "editing"]
    return [pair for pair in told if pair[1] != "editing" or names - _WORDS] + words


def _is_free(work: Work) -> bool:
    """Whether the terms that a piece came in under ask for no money, whatever is earned with it.

    A licence without commerce is none of those: where something is earned with the piece, its maker permitted that.
    """
    licence = work.licence or ""
    if "-nc" in licence.casefold():
        return False
    return bool(licence and is_licence(licence) and licence.startswith(_FREE)) or "creativecommons.org/" in licence


def _by_acts(
    found: Mapping[tuple[str, str], _Found], table: PartsTable, parties: Mapping[str, Party]
) -> tuple[Holder, ...]:
    """The default, the largest share first: every contribution of a party has its parts once."""
    reasons: dict[str, list[Because]] = {}
    for contribution, parts in table.parts.items():
        for (party, name), noted in sorted(found.items()):
            if name == contribution and parts and parties[party].kind in HOLDERS:
                numbers = tuple(sorted(act.seq for act in noted.acts))
                reasons.setdefault(party, []).append(Because(name, parts, numbers, tuple(noted.titles)))
    weights = {party: sum((one.parts for one in told), Fraction(0)) for party, told in reasons.items()}
    whole = sum(weights.values(), Fraction(0))
    order = sorted(weights, key=lambda party: (-weights[party], reasons[party][0].acts[0], party))
    return tuple(Holder(parties[party], weights[party] / whole, tuple(reasons[party])) for party in order)


def holder_in_words(holder: Holder, language: Language) -> str:
    """Why a party holds its share: “4 parts for a picture (loaf.jpg), 1 for the choice”."""
    if not holder.reasons:
        return say("royalties:shown.by_sheet", language)
    told = []
    for one in holder.reasons:
        parts = figure(one.parts) if language == "en" else figure(one.parts).replace(".", ",")
        line = say(f"royalties:contributions.{one.contribution}", language, count=float(one.parts), parts=parts)
        told.append(f"{line} ({', '.join(one.works[:3])}{', …' if len(one.works) > 3 else ''})" if one.works else line)
    return " · ".join(told)


def component_in_words(component: Component, language: Language) -> str:
    """What a component takes, and on whose word."""
    title = component.work.title or component.work.id[:12]
    percent = percentage(component.share, language)
    return say(f"royalties:shown.component_{component.why}", language, title=title, percent=percent)


def holdings_in_words(found: Holdings, language: Language) -> str:
    """On what the shares of a work stand."""
    if found.sheet is not None and found.basis == "sheet":
        day = day_in_words(found.sheet.since.date(), language) if found.sheet.since else ""
        return say("royalties:shown.basis_sheet", language, sheet=found.sheet.id[:12], day=day)
    return say(f"royalties:shown.basis_{found.basis}", language)
