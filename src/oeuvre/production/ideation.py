"""The step that comes first: enough ideas on the record for a sheet, the missing ones proposed in one more round."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from oeuvre.create.brief import Brief
from oeuvre.create.ideas import Idea, Proposal, measure, propose
from oeuvre.create.voice import ground_of
from oeuvre.foundation import LANGUAGES
from oeuvre.models import TextModel
from oeuvre.production.at_hand import AtHand, ideas_by_model, lines_by_model, purse_of
from oeuvre.production.exchanges import Exchange, Remembering, card_settings, model_party, record_exchange
from oeuvre.production.ideas import Drafted, Proposed, ideas_of, lines_act, round_act, settings_of, worded, worn
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
    after: int = 0,
) -> Rounds:
    """Ideas until `count` of the run are not refused; what a person kept pulls, what they refused pushes away.

    They are numbered on from those of the run, and beyond `after`.

    With a model that writes, it words the engine's ideas and adds some of its own, marked as its own.
    """
    record, run = recorder.record, recorder.run
    have = ideas_of(record, run.id)
    live = [one for one in have if one.live]
    if len(live) < count:
        _round(recorder, brief, have, count - len(live), trades, at_hand or AtHand(), after)
    return rounds_of(record, run.id, run.brief)


def _round(
    recorder: Recorder,
    work: Work,
    have: Sequence[Proposed],
    missing: int,
    trades: Path | None,
    at_hand: AtHand,
    after: int,
) -> None:
    """One more round, recorded whole or not at all; what a model answered before a cut-off is not asked for again."""
    record, run = recorder.record, recorder.run
    brief, seed = run.brief, run.seed
    round_ = 1 + max((int(str(one.act.settings.get("round", 1))) for one in have), default=0)
    tired = worn(record, run.project, run.id)
    proposal, drafted = house_round(brief, have, missing, seed, round_, trades, tired)
    settings = settings_of(proposal, seed, round_, missing)
    if trades is not None:
        settings["trades"] = hashlib.sha256(trades.read_bytes()).hexdigest()
    own: tuple[Drafted, ...] = ()
    model = at_hand.text if brief.language in ("fr", "en") else None
    if model is not None:
        drafted, own = _with_model(recorder, work, have, drafted, model, trades, at_hand)
    first = max(next_number(have), after + 1)
    numbered = list(enumerate((*drafted, *own), start=first))
    house, own_from = rule(record, "ideas"), len(drafted)
    acts = []
    if drafted:
        acts.append(round_act(recorder, work, numbered[:own_from], [(house, "concept")], settings, have))
        if model is not None:
            told = {"seed": seed, "round": round_, **card_settings(model.card)}
            lines = lines_act(recorder, acts[0], numbered[:own_from], model_party(record, model.card), told)
            acts += [lines] if lines is not None else []
    if own and model is not None:
        told = {"seed": seed, "round": round_, "count": len(own), **card_settings(model.card)}
        acts.append(
            round_act(recorder, work, numbered[own_from:], [(model_party(record, model.card), "concept")], told)
        )
    record.append(acts)


def _with_model(
    recorder: Recorder,
    work: Work,
    have: Sequence[Proposed],
    drafted: Sequence[Drafted],
    model: TextModel,
    trades: Path | None,
    at_hand: AtHand,
) -> tuple[list[Drafted], tuple[Drafted, ...]]:
    """The engine's ideas with the model's lines, and ideas of its own; a model that cannot be reached is let be."""
    record, run = recorder.record, recorder.run
    ground, purse = ground_of(run.brief, trades), purse_of(record, run.project, model.card)
    known = Remembering(model, record, run.id)

    def keep(exchange: Exchange) -> Work:
        return known.known(exchange.asked) or record_exchange(
            record, exchange, project=run.project, run=run.id, title=run.brief.title, brief=work, seed=run.seed
        )

    lined = lines_by_model(known, run.brief, ground, drafted, purse, run.seed, keep)
    if lined.trouble is not None:
        at_hand.told.append(lined.trouble)
    if not lined.answered:
        return list(lined.drafted), ()
    own, trouble = ideas_by_model(known, run.brief, ground, have, lined.drafted, purse, run.seed, keep)
    if trouble is not None and (lined.trouble is None or trouble.code != lined.trouble.code):
        at_hand.told.append(trouble)
    return list(lined.drafted), own


def next_number(have: Sequence[Proposed]) -> int:
    """Numbers go on from round to round, so that each names one idea for good."""
    return 1 + max((one.number for one in have), default=0)


def house_round(
    brief: Brief,
    have: Sequence[Proposed],
    missing: int,
    seed: int,
    round_: int,
    trades: Path | None,
    tired: Sequence[Idea] = (),
) -> tuple[Proposal, list[Drafted]]:
    """What the engine proposes in a round, each idea with its words: a pure function of what is on the record.

    `tired` are ideas of other runs that this home has had enough of.
    """
    proposal = propose(
        brief,
        missing,
        # Each round looks elsewhere, and the same round always in the same place.
        seed=seed + ROUND_STEP * (round_ - 1),
        # Ideas that stand, kept or not, are not to be had again.
        kept=[one.idea for one in have if one.live],
        refused=[
            *(one.idea for one in have if not one.live),
            *(one for one in tired if one.language == brief.language),
        ],
        extra_trades=trades,
    )
    if brief.language not in LANGUAGES:
        # Ideas are thought in French and in English: of another language's words the engine would make nonsense.
        proposal = replace(proposal, ideas=(), little=("language",))
    taken = [one.line.text for one in have]
    return proposal, worded(brief, ground_of(brief, trades), proposal.ideas, seed, taken)


def rounds_of(record: Record, run: str, brief: Brief) -> Rounds:
    """The rounds of a run as the record has them; distances are those of the ideas that nobody refused.

    What there was little of is what the last round says, since an earlier one may have been made good.
    """
    ideas = ideas_of(record, run)
    replaced: Counter[str] = Counter()
    little: tuple[str, ...] = () if brief.language in LANGUAGES else ("language",)
    for act in record.acts(run=run, kinds=("propose",)):
        told, codes = act.settings.get("replaced"), act.settings.get("little")
        if isinstance(told, Mapping):
            replaced.update({str(reason): count for reason, count in told.items() if isinstance(count, int)})
        if isinstance(codes, Sequence) and not isinstance(codes, str):
            little = tuple(map(str, codes))
    apart = measure([one.idea for one in ideas if one.live])
    return Rounds(ideas, dict(replaced), apart.space, round(apart.mean, 4), round(apart.nearest, 4), little)


__all__ = ["Rounds", "house_round", "next_number", "rounds_of", "to_ideas"]
