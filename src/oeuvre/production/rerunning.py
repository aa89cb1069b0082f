"""Doing an act again: with what it stored, is the result the same to the byte, and if not, what changed?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oeuvre import __version__
from oeuvre.models import ImageAsk, ImageModel, ModelCard, TextAsk, TextModel
from oeuvre.production.at_hand import purse_of
from oeuvre.production.correcting import recomposed
from oeuvre.production.errors import NotRepeatable
from oeuvre.production.exchanges import ANSWER, EXCHANGE_TYPE, PROMPT, answer_bytes, card_settings, model_party
from oeuvre.production.ideas import IDEA_TYPE, idea_bytes, ideas_of, worn
from oeuvre.production.ideation import house_round
from oeuvre.production.pages import page_of
from oeuvre.production.proposing import ASKED, reproposed
from oeuvre.production.recording import design_bytes
from oeuvre.production.rounds import again
from oeuvre.production.states import drafts_of
from oeuvre.production.words import LINES_TYPE, house_lines
from oeuvre.production.workshop import DraftJob, Workshop
from oeuvre.record import Act, NewAct, Record, register_kind

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop

# Doing an act again makes nothing; where it cost something, an act of this kind says so.
RERUN = register_kind("rerun").name
# No question of ours asks for more: one that does was written elsewhere.
MOST_TOKENS = 32_000
# Acts that made something out of what the record holds.
REPEATABLE = ("propose", "compose", "adapt", "generate", "edit")


@dataclass(frozen=True)
class Rerun:
    """An act done again. `digest` and `expected` are of the first thing that differs, else of the first made.

    `changed` names what differs: things made, and what the act says it was made with.
    """

    act: int
    same: bool
    digest: str
    expected: str
    changed: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        return {
            "act": self.act,
            "same": self.same,
            "digest": self.digest,
            "expected": self.expected,
            "changed": list(self.changed),
        }


# A thing made: what it is, its digest on the record, its digest now.
Pair = tuple[str, str, str]


@dataclass(frozen=True)
class Reach:
    """How models are reached by the id that an act gives: one that writes, one that draws."""

    text: Callable[[str], TextModel]
    image: Callable[[str], ImageModel]


def rerun(loop: Loop, act: Act, workshop: Workshop, reach: Reach) -> Rerun:
    """Do an act of this run again. Raises `NotRepeatable` for one that made nothing by rule or model."""
    record = loop.record
    made = [record.work(one.work_id) for one in act.made]
    if act.kind == "propose" and made and made[0].media_type == EXCHANGE_TYPE:
        writer = reach.text(_model_of(act))
        return _told(act, _exchange(loop, act, writer), writer.card)
    if act.kind == "generate":
        drawer = reach.image(_model_of(act))
        return _told(act, _picture(loop, act, drawer), drawer.card)
    if act.kind == "compose":
        return _told(act, _draft(loop, act, workshop))
    if act.kind == "edit":
        design, png = recomposed(loop, act, workshop)
        digests = {one.role: loop.record.work(one.work_id).digest for one in act.made}
        pairs = [("preview", digests["preview"], _digest(png)), ("design", digests["draft"], _digest(design))]
        return _told(act, pairs)
    if act.kind == "adapt":
        return _told(act, _edition(loop, act, workshop))
    if act.kind == "propose" and made and made[0].media_type == IDEA_TYPE:
        return _told(act, _ideas(loop, act), trades=_trades(loop))
    if act.kind == "propose" and made and made[0].media_type == LINES_TYPE:
        seed = act.settings.get("seed")
        _, data = house_lines(loop.brief, seed if isinstance(seed, int) else 0, loop.trades)
        return _told(act, [("lines", made[0].digest, _digest(data))], trades=_trades(loop))
    raise NotRepeatable(str(act.seq), kind=act.kind)


def _model_of(act: Act) -> str:
    model = act.settings.get("model")
    if not isinstance(model, str):
        raise NotRepeatable(str(act.seq), kind=act.kind)
    return model


def is_repeatable(record: Record, act: Act) -> bool:
    """Whether an act can be done again at all: by a rule or a model, or told whole, out of what the record holds."""
    if act.kind == "edit":
        # What a person wanted stands in the act; it is composed again by rule.
        return "edit" in act.settings
    kinds = {party.id: party.kind for party in record.parties()}
    # Who asked for a round directs it, and makes nothing.
    makers = [by for by in act.by if by.role != "director"]
    return act.kind in REPEATABLE and all(kinds[by.party_id] in ("rule", "model") for by in makers)


def _draft(loop: Loop, act: Act, workshop: Workshop) -> list[Pair]:
    if act.settings.get("round_kind") == ASKED:
        design, png = reproposed(loop, act, workshop)
        digests = {one.role: loop.record.work(one.work_id).digest for one in act.made}
        return [("preview", digests["preview"], _digest(png)), ("design", digests["draft"], _digest(design))]
    if "round" in act.settings:
        return _variant(loop, act, workshop)
    number, repair = act.settings["number"], act.settings["repair"]
    assert isinstance(number, int)
    assert isinstance(repair, int)
    spec = next(one for one in loop.specs if one.number == number)
    kits = loop.kits(spec)
    kit = kits[min(repair, len(kits) - 1)]
    page = page_of(loop.sheet_format())
    (result,) = workshop.drafts([DraftJob(number, spec.family, (kit,), page, loop.credits_of(kit))])
    made = {one.role: loop.record.work(one.work_id).digest for one in act.made}
    return [
        ("preview", made["preview"], _digest(result.png)),
        ("design", made["draft"], _digest(design_bytes(spec, kit))),
    ]


def _variant(loop: Loop, act: Act, workshop: Workshop) -> list[Pair]:
    """A round's variant: its round is worked out again from what the record held before it."""
    try:
        job, spec = again(loop, act)
    except ValueError:
        raise NotRepeatable(str(act.seq), kind=act.kind) from None
    (result,) = workshop.drafts([job])
    made = {one.role: loop.record.work(one.work_id).digest for one in act.made}
    return [
        ("preview", made["preview"], _digest(result.png)),
        ("design", made["draft"], _digest(design_bytes(spec, job.kits[0]))),
    ]


def _edition(loop: Loop, act: Act, workshop: Workshop) -> list[Pair]:
    name, design = act.settings["format"], act.settings["design"]
    form = next((one for one in loop.formats if one.name == name), None)
    if form is None:
        raise NotRepeatable(str(act.seq), kind=f"{act.kind} ({name})")
    draft = next(one for one in drafts_of(loop.record, loop.run.id) if one.design.id == design)
    (result,) = loop.laid_out(draft, [form], workshop, anew=True)
    now = {file.media_type: _digest(file.data) for file in result.files}
    works = [loop.record.work(one.work_id) for one in act.made]
    return [(work.media_type, work.digest, now.get(work.media_type, "")) for work in works]


def _ideas(loop: Loop, act: Act) -> list[Pair]:
    seed, round_, asked = (act.settings.get(name) for name in ("seed", "round", "asked"))
    if not (isinstance(seed, int) and isinstance(round_, int) and isinstance(asked, int)):
        raise NotRepeatable(str(act.seq), kind=act.kind)
    have = ideas_of(loop.record, loop.run.ideas, before=act.seq)
    tired = worn(loop.record, loop.run.project, loop.run.ideas, before=act.seq)
    _, drafted = house_round(loop.brief, have, asked, seed, round_, loop.trades, tired)
    works = [loop.record.work(one.work_id) for one in act.made]
    first = min((number for work in works if isinstance(number := work.attributes.get("number"), int)), default=1)
    now = {f"i{number}": _digest(idea_bytes(number, one)) for number, one in enumerate(drafted, first)}
    return [(name := f"i{work.attributes['number']}", work.digest, now.get(name, "")) for work in works]


def _exchange(loop: Loop, act: Act, model: TextModel) -> list[Pair]:
    """Every question again, each within what the project may still spend, each paid for on the record."""
    made = {one.role: loop.record.work(one.work_id).digest for one in act.made}
    try:
        asks = [_ask(one) for one in json.loads(loop.record.store.read(made[PROMPT]))]
    except (ValueError, TypeError, KeyError):
        asks = []
    if not asks:
        # Nothing was answered: to find the same nothing again would say nothing.
        raise NotRepeatable(str(act.seq), kind=act.kind)
    purse, answers = purse_of(loop.record, loop.run.project, model.card), []
    try:
        for ask in asks:
            purse.allow(model.card, ask.dearest(model.card.cost))
            answers.append(model.write(ask))
            purse.pay(model.card, answers[-1].cost_micro)
    finally:
        _paid(loop, act, model.card, sum(answer.cost_micro for answer in answers))
    return [("answer", made[ANSWER], _digest(answer_bytes(answers)))]


def _ask(held: Mapping[str, object]) -> TextAsk:
    """A question as the record has it. Raises ValueError, TypeError or KeyError for what is none."""
    schema, seed = held["schema"], held["seed"]
    if not (schema is None or isinstance(schema, dict)) or not (seed is None or isinstance(seed, int)):
        raise TypeError
    most = int(str(held["max_tokens"]))
    if not 0 < most <= MOST_TOKENS:
        raise ValueError
    return TextAsk(
        str(held["system"]),
        str(held["prompt"]),
        schema,
        most,
        float(str(held["temperature"])),
        seed,
        str(held["language"]),
    )


def _picture(loop: Loop, act: Act, model: ImageModel) -> list[Pair]:
    made = {one.role: loop.record.work(one.work_id).digest for one in act.made}
    width, height, seed = (act.settings.get(name) for name in ("width", "height", "seed"))
    if "piece" not in made or not isinstance(width, int) or not isinstance(height, int):
        raise NotRepeatable(str(act.seq), kind=act.kind)
    prompt = loop.record.store.read(made[PROMPT]).decode()
    purse_of(loop.record, loop.run.project, model.card).allow(model.card, model.card.cost.per_image)
    answer = model.draw(ImageAsk(prompt, width, height, seed if isinstance(seed, int) else None))
    _paid(loop, act, model.card, answer.cost_micro)
    return [("picture", made["piece"], _digest(answer.data))]


def _paid(loop: Loop, act: Act, card: ModelCard, cost: int) -> None:
    """What doing it again cost stands on the record, so that the project's cap holds for it too; nothing else does."""
    if cost:
        loop.record.append(
            NewAct(
                kind=RERUN,
                project=loop.run.project,
                by=[(model_party(loop.record, card), "writer" if act.kind == "propose" else "author")],
                settings={**card_settings(card), "version": __version__, "act": act.digest, "cost_micro": cost},
            )
        )


def _trades(loop: Loop) -> str | None:
    """The digest of the home's own table of trades, where it has one."""
    return _digest(loop.trades.read_bytes()) if loop.trades is not None else None


def _told(act: Act, pairs: Iterable[Pair], card: ModelCard | None = None, trades: str | None = None) -> Rerun:
    pairs = list(pairs)
    differing = [pair for pair in pairs if pair[1] != pair[2]]
    _, expected, digest = (differing or pairs)[0]
    changed = [name for name, *_ in differing]
    then = act.settings.get("version")
    if differing and then != __version__:
        changed.append(f"oeuvre {then} → {__version__}")
    if differing and card is not None:
        held = {"weights": card.digest, "model_version": card.version, "model_name": card.name}
        changed += [f"{key} {act.settings[key]} → {now}" for key, now in held.items() if act.settings.get(key) != now]
    if differing and act.kind == "propose" and card is None and act.settings.get("trades") != trades:
        changed.append("trades.toml")
    return Rerun(act.seq, not differing, digest, expected, tuple(changed))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


__all__ = ["Reach", "Rerun", "is_repeatable", "rerun"]
