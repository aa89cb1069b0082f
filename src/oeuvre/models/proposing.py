"""Ideas by a model, marked as the model's: a premise, a headline, motifs and the path, by schema and under guard."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from oeuvre.foundation import OeuvreError
from oeuvre.models import instructions
from oeuvre.models.asking import TextAnswer, TextAsk, TextModel
from oeuvre.models.guard import Guard
from oeuvre.models.purse import Purse
from oeuvre.models.rounds import ask_bounded, cut_to_fit, room_for
from oeuvre.models.writing import MOST_READ, is_enough, nothing_usable, with_slack

LONGEST_PREMISE = 160
LONGEST_LINE = 160
_LONGEST_MOTIF = 40
_LONGEST_STEP = 60
_MOST_MOTIFS = 6
_MOST_STEPS = 7
# What speaks against a motif or a step of the path: they are words, and state nothing.
_AGAINST_WORDS = frozenset(
    {"empty", "control", "markup", "address", "refusal", "instructions", "placeholder", "long", "non-word", "avoided"}
)


@dataclass(frozen=True)
class IdeasAsk:
    """Ideas to propose. `stated` and `steer` as in `LinesAsk`; `cliches` are what everyone says of the trade,
    `refused` premises that a person set aside. Premises to stay far from are the guard's `taken`."""

    stated: str
    language: str = "en"
    count: int = 4
    steer: str = ""
    cliches: Sequence[str] = ()
    refused: Sequence[str] = ()
    seed: int | None = None
    temperature: float = 0.9


@dataclass(frozen=True)
class ModelIdea:
    """One idea. `line` is empty where the model's was refused; `model` is the id of its card."""

    premise: str
    headline: str
    line: str
    motifs: tuple[str, ...]
    path: tuple[str, ...]
    model: str
    by: Literal["model"] = "model"


@dataclass(frozen=True)
class IdeasResult:
    """What came of it; the fields as in `LinesResult`."""

    ideas: tuple[ModelIdea, ...]
    refused: tuple[tuple[str, str], ...]
    tries: int
    cost_micro: int
    seconds: float
    failed: OeuvreError | None
    stopped: OeuvreError | None
    asked: tuple[TextAsk, ...]
    answers: tuple[TextAnswer, ...]


def propose_ideas(
    model: TextModel,
    ask: IdeasAsk,
    guard: Guard,
    purse: Purse | None = None,
    *,
    wait: Callable[[float], None] = time.sleep,
) -> IdeasResult:
    """Up to `ask.count` ideas, in three tries at most, 24 read of each; half of them are enough.

    Never raises for a bad model, a failed call or an empty purse: see `failed`.
    """
    wanted = max(1, min(ask.count, MOST_READ))
    ideas: list[ModelIdea] = []
    refused: list[tuple[str, str]] = []

    def next_ask(attempt: int) -> TextAsk | None:
        if is_enough(len(ideas), wanted):
            return None
        return _question(model, ask, guard, wanted - len(ideas), attempt, [idea.premise for idea in ideas])

    def take(answer: TextAnswer) -> None:
        found = answer.data.get("ideas") if isinstance(answer.data, dict) else answer.data
        for item in found[:MOST_READ] if isinstance(found, list) else []:
            idea = _read(item, guard, ideas, refused, model.card.id)
            if idea is not None and len(ideas) < wanted:
                ideas.append(idea)

    rounds = ask_bounded(model, purse, next_ask, take, wait)
    return IdeasResult(
        ideas=tuple(ideas),
        refused=tuple(refused),
        tries=rounds.tries,
        cost_micro=rounds.cost_micro,
        seconds=rounds.seconds,
        failed=None if ideas else rounds.stopped or nothing_usable(model.card.id, refused),
        stopped=rounds.stopped,
        asked=rounds.asked,
        answers=rounds.answers,
    )


def _read(
    item: object, guard: Guard, before: Sequence[ModelIdea], refused: list[tuple[str, str]], model: str
) -> ModelIdea | None:
    """The idea that an item of the answer is, or None with the reason added to `refused`."""
    if not isinstance(item, dict):
        refused.append(("", "shape"))
        return None
    premise, headline, line = (_text(item.get(name), guard) for name in ("premise", "headline", "line"))
    of_premise = replace(guard, longest=LONGEST_PREMISE).reasons(premise, [idea.premise for idea in before])
    of_headline = guard.reasons(headline, [idea.headline for idea in before])
    motifs = _words(item.get("motifs"), guard, _MOST_MOTIFS, _LONGEST_MOTIF)
    path = _words(item.get("path"), guard, _MOST_STEPS, _LONGEST_STEP)
    reasons = of_premise or of_headline or (("motifs",) if not motifs else ()) or (("path",) if len(path) < 2 else ())
    if reasons:
        refused.append((((headline if of_headline and not of_premise else premise) or headline)[:300], reasons[0]))
        return None
    of_line = replace(guard, longest=LONGEST_LINE).reasons(line, [headline, premise]) if line else ()
    if of_line:
        refused.append((line[:300], of_line[0]))
    return ModelIdea(premise, headline, "" if of_line else line, motifs, path, model)


def _text(value: object, guard: Guard) -> str:
    return guard.clean(value) if isinstance(value, str) and len(value) <= 2000 else ""


def _words(value: object, guard: Guard, most: int, longest: int) -> tuple[str, ...]:
    """The short texts of a list that nothing speaks against, each once."""
    held = replace(guard, longest=longest, least=1, taken=())
    found: dict[str, str] = {}
    for one in value[:most] if isinstance(value, list) else []:
        text = _text(one, guard)
        if not _AGAINST_WORDS.intersection(held.reasons(text)):
            found.setdefault(text.casefold(), text)
    return tuple(found.values())


def _question(
    model: TextModel, ask: IdeasAsk, guard: Guard, count: int, attempt: int, before: Sequence[str]
) -> TextAsk:
    tongue = ask.language
    prompt = instructions.joined(
        [
            instructions.part("brief", tongue, instructions.quoted(cut_to_fit(ask.stated, model.card))),
            instructions.part(
                "steer",
                tongue,
                instructions.quoted(cut_to_fit(ask.steer, model.card, 0.25)) if ask.steer.strip() else "",
            ),
            instructions.part("cliches", tongue, list(ask.cliches)[:12]),
            instructions.part("avoid", tongue, guard.avoid),
            instructions.part("taken", tongue, [*guard.taken, *before][-12:]),
            instructions.part("refused", tongue, list(ask.refused)[-6:]),
            instructions.sentence("longest", tongue, count=guard.longest) if guard.longest else "",
            instructions.sentence("ideas", tongue, count=count),
        ]
    )
    system = instructions.rules(tongue)
    return TextAsk(
        system=system,
        prompt=prompt,
        schema=_schema(count, guard.longest or 90),
        max_tokens=room_for(model.card, system + prompt, min(4000, 100 + count * 220) << attempt),
        temperature=ask.temperature,
        seed=None if ask.seed is None else ask.seed + attempt,
        language=tongue,
    )


def _schema(count: int, longest: int) -> dict[str, object]:
    def text(most: int) -> dict[str, object]:
        return {"type": "string", "minLength": 1, "maxLength": with_slack(most)}

    def texts(least: int, most: int, length: int) -> dict[str, object]:
        return {"type": "array", "minItems": least, "maxItems": most, "items": text(length)}

    fields = {
        "premise": text(LONGEST_PREMISE),
        "headline": text(longest),
        "line": text(LONGEST_LINE),
        "motifs": texts(1, 4, _LONGEST_MOTIF),
        "path": texts(2, 5, _LONGEST_STEP),
    }
    idea = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    ideas = {"type": "array", "minItems": 1, "maxItems": count, "items": idea}
    return {"type": "object", "properties": {"ideas": ideas}, "required": ["ideas"], "additionalProperties": False}
