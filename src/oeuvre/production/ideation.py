"""The step that comes first: enough ideas on the record for a sheet, the missing ones proposed in one more round."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from oeuvre.create.brief import Brief
from oeuvre.create.ideas import Proposal, measure, propose
from oeuvre.create.voice import ground_of
from oeuvre.production.at_hand import (
    AtHand,
    Exchange,
    card_settings,
    ideas_by_model,
    lines_by_model,
    model_party,
    purse_of,
    record_exchange,
)
from oeuvre.production.ideas import Drafted, Proposed, ideas_of, record_round, settings_of, worded
from oeuvre.production.recording import Recorder, rule
from oeuvre.record import Record, Work

# A prime, so that the seeds of two runs and their rounds seldom meet.
ROUND_STEP = 7919


@dataclass(frozen=True)
class Rounds:
    """What the rounds of a run came to: its ideas, what was replaced and why, how far apart they are.

    `replaced` counts candidates by reason code; `little` are codes of what the engine had little of.
    """

    ideas: tuple[Proposed, ...]
    replaced: Mapping[str, int] = field(default_factory=dict)
    space: str = ""
    mean: float = 0.0
    nearest: float = 0.0
    little: tuple[str, ...] = ()


def to_ideas(
    recorder: Recorder,
    brief: Work,
    count: int,
    *,
    trades: Path | None = None,
    at_hand: AtHand | None = None,
) -> Rounds:
    """Ideas until `count` of the run are not refused; what a person kept pulls, what they refused pushes away.

    With a model that writes, it words the engine's ideas and adds some of its own, marked as its own.
    """
    record, run = recorder.record, recorder.run
    have = ideas_of(record, run.id)
    live = [one for one in have if one.live]
    if len(live) < count:
        _round(recorder, brief, have, count - len(live), trades, at_hand or AtHand())
    return rounds_of(record, run.id)


def _round(
    recorder: Recorder, work: Work, have: Sequence[Proposed], missing: int, trades: Path | None, at_hand: AtHand
) -> None:
    record, run = recorder.record, recorder.run
    brief, seed = run.brief, run.seed
    round_ = 1 + max((int(str(one.act.settings.get("round", 1))) for one in have), default=0)
    proposal, drafted = house_round(brief, have, missing, seed, round_, trades)
    settings = settings_of(proposal, seed, round_, missing)
    if trades is not None:
        settings["trades"] = hashlib.sha256(trades.read_bytes()).hexdigest()
    house = rule(record, "ideas")
    model = at_hand.text if brief.language in ("fr", "en") else None
    if model is None:
        if drafted:
            record_round(recorder, work, drafted, [(house, "concept")], next_number(have), settings, have)
        return
    ground, purse = ground_of(brief, trades), purse_of(record, run.project, model.card)
    party = model_party(record, model.card)
    drafted, exchange = lines_by_model(model, brief, ground, drafted, purse, seed)
    by = [(house, "concept")]
    answers: list[tuple[Work, str]] = []
    if exchange.asked or exchange.failed is not None:
        answers = [(_record(recorder, exchange, work), "answer")]
    if exchange.failed is not None:
        at_hand.told.append(exchange.failed)
    if any(one.writer == "model" for one in drafted):
        by.append((party, "writer"))
    if drafted:
        record_round(recorder, work, drafted, by, next_number(have), settings, have, answers)
    if exchange.failed is not None and not exchange.answers:
        return
    have = ideas_of(record, run.id)
    own, exchange = ideas_by_model(model, brief, ground, have, [], purse, seed)
    answer = _record(recorder, exchange, work)
    if exchange.failed is not None:
        at_hand.told.append(exchange.failed)
    if own:
        settings = {"seed": seed, "round": round_, "count": len(own), **card_settings(model.card)}
        record_round(recorder, work, own, [(party, "concept")], next_number(have), settings, (), [(answer, "answer")])


def _record(recorder: Recorder, exchange: Exchange, brief: Work) -> Work:
    run = recorder.run
    return record_exchange(
        recorder.record,
        exchange,
        project=run.project,
        run=run.id,
        title=run.brief.title,
        brief=brief,
        seed=run.seed,
    )


def next_number(have: Sequence[Proposed]) -> int:
    """Numbers go on from round to round, so that each names one idea for good."""
    return 1 + max((one.number for one in have), default=0)


def house_round(
    brief: Brief, have: Sequence[Proposed], missing: int, seed: int, round_: int, trades: Path | None
) -> tuple[Proposal, list[Drafted]]:
    """What the engine proposes in a round, each idea with its words: a pure function of what is on the record."""
    proposal = propose(
        brief,
        missing,
        # Each round looks elsewhere, and the same round always in the same place.
        seed=seed + ROUND_STEP * (round_ - 1),
        # Ideas that stand, kept or not, are not to be had again.
        kept=[one.idea for one in have if one.live],
        refused=[one.idea for one in have if not one.live],
        extra_trades=trades,
    )
    taken = [one.line.text for one in have]
    return proposal, worded(brief, ground_of(brief, trades), proposal.ideas, seed, taken)


def rounds_of(record: Record, run: str) -> Rounds:
    """The rounds of a run as the record has them; distances are those of the ideas that nobody refused."""
    ideas = ideas_of(record, run)
    replaced: Counter[str] = Counter()
    little: dict[str, None] = {}
    for act in record.acts(run=run, kinds=("propose",)):
        told, codes = act.settings.get("replaced"), act.settings.get("little")
        if isinstance(told, Mapping):
            replaced.update({str(reason): count for reason, count in told.items() if isinstance(count, int)})
        if isinstance(codes, Sequence) and not isinstance(codes, str):
            little.update(dict.fromkeys(map(str, codes)))
    apart = measure([one.idea for one in ideas if one.live])
    return Rounds(ideas, dict(replaced), apart.space, round(apart.mean, 4), round(apart.nearest, 4), tuple(little))


__all__ = ["Rounds", "house_round", "next_number", "rounds_of", "to_ideas"]
