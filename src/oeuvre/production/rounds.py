"""Rounds of variants on the record: asked for, composed, checked, and refused whole.

A round is the acts `compose` that have its number and the digest of its wish: the record is its only state. Its
candidates follow from what the record held before its first act, in one order, so that a round that was cut short goes
on where it stood and any variant can be done again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.design import (
    KINDS,
    TRAITS,
    DraftSpec,
    Earlier,
    Fault,
    RoundKind,
    Start,
    Trait,
    Variant,
    double_of,
    spec_features,
    vary,
)
from oeuvre.foundation import Language, say
from oeuvre.production.composed import record_composed
from oeuvre.production.errors import (
    BadColour,
    DesignNeeds,
    NoColours,
    NoSuchRound,
    NothingToVary,
    RoundSize,
    TwoDesigns,
)
from oeuvre.production.layout import read_rgb
from oeuvre.production.loop import Loop
from oeuvre.production.numbering import last_draft
from oeuvre.production.pages import page_of
from oeuvre.production.proposing import ASKED
from oeuvre.production.run import place_in, write_atomic
from oeuvre.production.states import Draft, draft_path, drafts_of
from oeuvre.production.taste import taste_of
from oeuvre.production.varying import Begun, begun, kits_of_variant
from oeuvre.production.workshop import DraftJob, DraftResult, Workshop, thumb_of
from oeuvre.record import Act, Party, Record, Work

ROUND, MOST = 12, 48
# How many candidates stand behind each variant that is asked for, and how many more at least.
BEHIND, SPARE = 2, 6
# What an opposite can turn round, as the catalogue of words has it.
TURNED = tuple(f"{end}.{axis}" for axis in ("dark", "vivid", "word", "warm") for end in ("turned", "turned_back"))
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Wish:
    """What is asked of a round. `like` are the drafts it starts from, two for a mix; `keep` is what stays.

    `because` is a person's own words: they steer the next rounds, and vary nothing in this one.
    """

    kind: RoundKind
    like: tuple[Draft, ...]
    keep: tuple[Trait, ...] = ()
    count: int = ROUND
    because: str = ""
    colours: tuple[str, ...] = ()
    heard: tuple[tuple[str, float], ...] = ()
    """What this very round is to look for: features as a taste has them, with their weights."""

    @property
    def digest(self) -> str:
        """The same for the same wish."""
        value: list[object] = [self.kind, [one.design.id for one in self.like], sorted(self.keep), self.count]
        value.append(list(self.colours))
        if self.heard:
            value.append([list(one) for one in self.heard])
        return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]


def round_title(
    kind: str, of: Sequence[int], keep: Sequence[str], language: Language, turned: Sequence[str] = ()
) -> str:
    """What a round of this kind is, in words: of which drafts, what it keeps, what an opposite turns round."""
    join = say("production:rounds.and", language)
    told = say(f"production:rounds.{kind}", language, of=join.join(map(str, of)))
    if turned:
        told += f" ({', '.join(say(f'production:rounds.{key}', language) for key in turned)})"
    if not keep:
        return told
    traits = [say(f"production:rounds.traits.{trait}", language) for trait in keep]
    listed = join.join([", ".join(traits[:-1]), traits[-1]] if len(traits) > 1 else traits)
    return f"{told}, {say('production:rounds.keep', language, traits=listed)}"


@dataclass(frozen=True)
class Round:
    """A round on the record: its number, what led to it, its drafts that the checks let stand, and all its acts."""

    number: int
    kind: str
    of: tuple[int, ...]
    keep: tuple[str, ...]
    because: str
    by: str
    acts: tuple[int, ...]
    drafts: tuple[Draft, ...]
    works: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    """What most of an opposite's drafts turn round, by the keys of its words."""

    def title(self, language: Language) -> str:
        """What led to it, in words: "More like 7, keeping the layout and the words"."""
        if not self.number:
            return say("production:rounds.sheet", language)
        return round_title(self.kind, self.of, self.keep, language, self.turned)


@dataclass(frozen=True)
class RoundMade:
    """What a wish came to: the round, its drafts that hold, the acts of this time, and how many were asked for."""

    round: Round
    acts: tuple[int, ...]
    asked: int

    @property
    def short(self) -> bool:
        """Whether fewer hold than were asked for: there was nothing more to vary that passes the checks."""
        return len(self.round.drafts) < self.asked


def settled_wish(loop: Loop, wish: Wish) -> Wish:
    """The wish with its colours settled, when it can be fulfilled.

    Raises `RoundSize`, `TwoDesigns`, `BadColour`, `NoColours` or `NothingToVary`.
    """
    if not 1 <= wish.count <= MOST:
        raise RoundSize(str(wish.count), count=wish.count, most=MOST)
    if len({one.design.id for one in wish.like}) != (2 if wish.kind == "mix" else 1):
        raise TwoDesigns(" ".join(str(one.number) for one in wish.like))
    colours = tuple(colour.strip().lower() for colour in wish.colours)
    for colour in colours:
        if not _COLOUR.fullmatch(colour):
            raise BadColour(colour[:40], colour=colour[:40])
    if wish.kind == "palette" and not colours:
        colours = tuple(colour.lower() for colour in loop.brief.brand.colours)
        if not colours:
            raise NoColours(loop.brief.title)
    keep: tuple[Trait, ...] = tuple(trait for trait in TRAITS if trait in wish.keep)
    return Wish(wish.kind, wish.like, keep, wish.count, wish.because.strip(), colours, wish.heard)


def to_round(loop: Loop, wish: Wish, workshop: Workshop) -> RoundMade:
    """Compose a round, or finish the last one where it is the same wish and was cut short.

    `count` variants that pass the checks, where they can be had; what is struck out is recorded as struck. Each is on
    the record as soon as it is done. Raises what `settled_wish` raises.
    """
    wish = settled_wish(loop, wish)
    number, first = _place(loop, wish)
    drafts = drafts_of(loop.record, loop.run.id)
    earlier = [one for one in drafts if first is None or one.composed.seq < first]
    starts = [begun(loop, one) for one in wish.like]
    candidates = _candidates(loop, wish, number, starts, earlier, first)
    if not candidates:
        raise NothingToVary(" ".join(str(one.number) for one in wish.like), traits=wish.keep, kind=wish.kind)
    with loop.record.noted() as own:
        _compose(loop, wish, number, starts, candidates, drafts, workshop)
    made = next(one for one in variant_rounds(loop.record, loop.run.id) if one.number == number)
    _write(loop, made.drafts)
    acts = loop.record.acts(run=loop.run.id, kinds=("compose", "refuse"))
    return RoundMade(made, tuple(act.seq for act in acts if act.seq in made.acts or act.seq in own), wish.count)


def _place(loop: Loop, wish: Wish) -> tuple[int, int | None]:
    """The round's number, and the number of its first act where it goes on with one that was cut short."""
    rounds = [one for one in variant_rounds(loop.record, loop.run.id) if one.number]
    if not rounds:
        return 1, None
    last = rounds[-1]
    first = loop.record.act(last.acts[0])
    same = first.settings.get("wish") == wish.digest and wish.because in ("", first.words.get("because") or "")
    # Who asks again for another reason begins another round: each stands on the record with its own.
    if same and len(last.drafts) < wish.count and not _exhausted(loop, last, wish):
        return last.number, first.seq
    return last.number + 1, None


def _exhausted(loop: Loop, last: Round, wish: Wish) -> bool:
    """Whether the last round came to fewer than asked for because there were no more, not because it was cut short."""
    tried = sum(1 for seq in last.acts if loop.record.act(seq).kind == "compose")
    return tried >= _stored_int(loop.record.act(last.acts[0]), "candidates", 0)


def _candidates(
    loop: Loop, wish: Wish, number: int, starts: Sequence[Begun], earlier: Sequence[Draft], first: int | None
) -> tuple[Variant, ...]:
    """The variants of a round in the order in which they are tried, from what was there before its first act."""
    taken = [start for one in earlier if (start := _seen(loop, one)) is not None]
    taste = taste_of(loop.record, loop.run.project, before=first, heard=wish.heard)
    return vary(
        [one.start for one in starts],
        wish.kind,
        loop.ingredients,
        keep=wish.keep,
        count=BEHIND * wish.count + SPARE,
        # Another round of the same wish finds others, and the same round the same.
        seed=loop.run.seed * 1000 + number,
        worth=taste.worth if taste.decisions or wish.heard else None,
        taken=taken,
        colours=wish.colours,
    )


def _compose(
    loop: Loop,
    wish: Wish,
    number: int,
    starts: Sequence[Begun],
    candidates: Sequence[Variant],
    drafts: Sequence[Draft],
    workshop: Workshop,
) -> None:
    """Compose candidates in their order until as many hold as were asked for, or there are no more."""
    standing = [
        Earlier(one.number, loop.kit_of_draft(one).palette.ground, _thumb(loop, one))
        for one in drafts
        if not one.struck
    ]
    mine = [one for one in drafts if one.round == number]
    done = {_stored_int(one.composed, "candidate", -1) for one in mine}
    sound = sum(not one.struck for one in mine)
    last = last_draft(loop)
    left = [index for index in range(len(candidates)) if index not in done]
    loop.tell("round", sound, wish.count)
    while left and sound < wish.count:
        batch, left = left[: wish.count - sound], left[wish.count - sound :]
        jobs: dict[int, DraftJob] = {}
        for index in batch:
            last += 1
            jobs[index] = draft_job(loop, candidates[index], last, starts, wish)
        for index, result in zip(batch, workshop.drafts(list(jobs.values())), strict=True):
            kit = jobs[index].kits[result.kit_index]
            faults = result.faults
            if not faults:
                seen = _grey(result.thumb)
                double = double_of(kit.palette.ground, seen, standing)
                faults = (double,) if double is not None else ()
                standing.append(Earlier(result.number, kit.palette.ground, partial(_grey, result.thumb)))
            sound += not faults
            settings = {"round": number, "candidate": index, "candidates": len(candidates)}
            _record(loop, wish, settings, starts, candidates[index], jobs[index], result, faults)
            loop.tell("round", min(sound, wish.count), wish.count)


def _thumb(loop: Loop, draft: Draft) -> Callable[[], NDArray[np.uint8]]:
    """A draft's picture as the checks compare it, read once and only where it is needed."""

    @lru_cache(maxsize=1)
    def read() -> NDArray[np.uint8]:
        return _grey(thumb_of(read_rgb(loop.record.store.read(draft.preview.digest))))

    return read


def _grey(thumb: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(thumb, np.uint8).reshape(32, 32)


def _seen(loop: Loop, draft: Draft) -> Start | None:
    """What a draft looks like; None for one of which something is gone, which nothing new can look like."""
    try:
        return begun(loop, draft).start
    except DesignNeeds:
        return None


def draft_job(loop: Loop, variant: Variant, number: int, starts: Sequence[Begun], wish: Wish) -> DraftJob:
    """What the workshop composes a variant from."""
    kits = kits_of_variant(loop, variant, number, starts, wish.keep, wish.kind)
    return DraftJob(number, variant.spec.family, kits, page_of(loop.sheet_format()), loop.credits_of(kits[0]))


def _record(
    loop: Loop,
    wish: Wish,
    settings: Mapping[str, int],
    starts: Sequence[Begun],
    variant: Variant,
    job: DraftJob,
    result: DraftResult,
    faults: Sequence[Fault],
) -> None:
    spec, kit = variant.spec, job.kits[result.kit_index]
    role = "unlike" if wish.kind in ("less", "opposite") else "like"
    led: list[tuple[Work, str]] = [(one.draft.design, role) for one in starts]
    words = variant.origin("copy")
    if words is not None:
        composed = starts[words].draft.composed
        if composed.kind == "edit":
            # A person's own words stand on it: they are a piece that is seen.
            led.append((starts[words].draft.design, "copy"))
        elif composed.settings.get("round_kind") == ASKED:
            # So are those that a model was asked for.
            led += [(loop.record.work(one.work_id), "copy") for one in composed.used if one.role == "copy"]
    record_composed(
        loop,
        replace(spec, number=job.number),
        job.kits,
        result,
        [*loop.idea_of(spec, kit), *led],
        faults=faults,
        by=[(loop.party, "director")],
        more={
            **settings,
            "round_kind": wish.kind,
            "wish": wish.digest,
            "asked": wish.count,
            "keep": list(wish.keep),
            "of": [one.draft.number for one in starts],
            **({"colours": list(wish.colours)} if wish.colours else {}),
            **({"heard": [list(one) for one in wish.heard]} if wish.heard else {}),
            **({"turned": _turned(variant, loop)} if variant.turned else {}),
        },
        because=wish.because,
    )


def _write(loop: Loop, drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        path = place_in(loop.run.out, draft_path(draft))
        if not path.is_file():
            write_atomic(path, loop.record.store.read(draft.preview.digest))


def again(loop: Loop, act: Act) -> tuple[DraftJob, DraftSpec]:
    """What a variant on the record is composed from, worked out anew from what was there before its round.

    Raises ValueError where the act does not say enough, or what it was made with is no longer there.
    """
    number, index, repair = (_stored_int(act, name, -1) for name in ("number", "candidate", "repair"))
    mine = [one for one in variant_rounds(loop.record, loop.run.id) if act.seq in one.acts]
    if not mine or min(index, repair) < 0:
        raise ValueError(act.seq)
    drafts = drafts_of(loop.record, loop.run.id)
    of, kind, colours = act.settings.get("of"), act.settings.get("round_kind"), act.settings.get("colours", ())
    if not isinstance(of, Sequence) or kind not in KINDS or not isinstance(colours, Sequence):
        raise ValueError(act.seq)
    wish = Wish(
        kind,
        tuple(one for name in of for one in drafts if one.number == name),
        tuple(trait for trait in TRAITS if trait in mine[0].keep),
        _stored_int(act, "asked", ROUND),
        colours=tuple(map(str, colours)),
        heard=_heard(act),
    )
    first = mine[0].acts[0]
    earlier = [one for one in drafts if one.composed.seq < first]
    starts = [begun(loop, one) for one in wish.like]
    candidates = _candidates(loop, wish, mine[0].number, starts, earlier, first)
    if index >= len(candidates):
        raise ValueError(act.seq)
    job = draft_job(loop, candidates[index], number, starts, wish)
    kits = job.kits[repair : repair + 1] or job.kits[-1:]
    return replace(job, kits=kits), replace(candidates[index].spec, number=number)


def _heard(act: Act) -> tuple[tuple[str, float], ...]:
    """What a round on the record was to look for."""
    told = act.settings.get("heard", ())
    pairs = [one for one in told if isinstance(one, Sequence)] if isinstance(told, Sequence) else []
    return tuple((str(name), value) for name, value in pairs if isinstance(value, int | float))


def variant_rounds(record: Record, run: str) -> tuple[Round, ...]:
    """The rounds of a run by number; round 0 is its first sheet, corrections included where they are of no round."""
    drafts = drafts_of(record, run)
    struck = {used.work_id: act.seq for act in record.acts(run=run, kinds=("refuse",)) for used in act.used}
    parties = {party.id: party for party in record.parties()}
    found = []
    for number in sorted({one.round for one in drafts if one.round is not None}):
        mine = [one for one in drafts if one.round == number]
        first = min(mine, key=lambda one: one.composed.seq).composed
        of, keep = first.settings.get("of"), first.settings.get("keep")
        acts = {one.composed.seq for one in mine}
        acts |= {struck[one.design.id] for one in mine if one.struck and one.design.id in struck}
        by = next((one.party_id for one in first.by if one.role == "director"), first.by[0].party_id)
        found.append(
            Round(
                number,
                str(first.settings.get("round_kind", "sheet")),
                tuple(int(str(one)) for one in of) if isinstance(of, Sequence) else (),
                tuple(map(str, keep)) if isinstance(keep, Sequence) else (),
                first.words.get("because") or "",
                by if by in parties else "",
                tuple(sorted(acts)),
                tuple(one for one in mine if not one.struck),
                tuple(one.design.id for one in mine),
                _mostly_turned([one for one in mine if not one.struck]),
            )
        )
    return tuple(found)


def _mostly_turned(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """What at least half of the drafts turn round; only what this version has words for."""
    told = [one.composed.settings.get("turned", ()) for one in drafts]
    counts = Counter(key for keys in told if isinstance(keys, Sequence) for key in map(str, keys))
    return tuple(key for key in TURNED if 2 * counts[key] >= max(len(drafts), 1))


def refuse_round(loop: Loop, number: int, because: str, party: Party | None = None) -> tuple[int, ...]:
    """None of these: every open draft of a round refused at once, for one reason; returns the numbers of the acts.

    What was chosen, kept or refused already stays so. Raises `NoSuchRound`.
    """
    rounds = variant_rounds(loop.record, loop.run.id)
    mine = next((one for one in rounds if one.number == number), None)
    if mine is None:
        raise NoSuchRound(str(number), number=number, last=rounds[-1].number if rounds else 0)
    acts = [
        loop.recorder.act(
            "refuse",
            by=[(party or loop.party, "reviewer")],
            used=[(draft.design, "refused")],
            settings={"number": draft.number, "round": number, "whole": True},
            words={"because": because.strip()} if because.strip() else {},
        )
        for draft in mine.drafts
        if draft.state == "draft"
    ]
    return tuple(one.act.seq for one in loop.record.append(acts)) if acts else ()


def _turned(variant: Variant, loop: Loop) -> list[str]:
    """What an opposite turns round, by the keys of its words: `turned.dark` is light for dark."""
    after = spec_features(variant.spec, variant.headline, loop.ingredients)
    return [f"{'turned' if after[axis] < 0 else 'turned_back'}.{axis}" for axis in variant.turned]


def _stored_int(act: Act, name: str, otherwise: int) -> int:
    value = act.settings.get(name)
    return value if isinstance(value, int) else otherwise


__all__ = [
    "MOST",
    "ROUND",
    "Round",
    "RoundMade",
    "Wish",
    "again",
    "draft_job",
    "refuse_round",
    "round_title",
    "settled_wish",
    "to_round",
    "variant_rounds",
]
