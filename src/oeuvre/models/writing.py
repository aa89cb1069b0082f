"""Lines by a model: asked for by schema, guarded one by one, asked for again a bounded number of times."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from oeuvre.foundation import OeuvreError
from oeuvre.models import instructions
from oeuvre.models.asking import TextAnswer, TextAsk, TextModel
from oeuvre.models.errors import NothingUsable
from oeuvre.models.guard import Guard
from oeuvre.models.purse import Purse
from oeuvre.models.rounds import ask_bounded, cut_to_fit, room_for

# The most lines that one call asks for or reads; a person reads no more, whatever a model sends.
MOST_READ = 24
# A text that is kept to show why it was refused.
_SHOWN = 300


@dataclass(frozen=True)
class LinesAsk:
    """Lines to write for one use: headline, support, action, caption, announcement, alt, or a use said in words.

    `stated` is the only text that lines may state; `steer` (goal, audience, mood) only guides. `structures` are
    constructions that the engine proposes (« A, pas B »), `premise` the idea to follow, `words` those to use. The
    length is the guard's.
    """

    use: str
    stated: str
    language: str = "en"
    count: int = 6
    steer: str = ""
    premise: str = ""
    structures: Sequence[str] = ()
    words: Sequence[str] = ()
    seed: int | None = None
    temperature: float = 0.8


@dataclass(frozen=True)
class LinesResult:
    """What came of it. `refused` are (text, reason code); `cost_micro` is in the currency of the model's card.

    `failed` says why there is no line at all, and is None when there is one. `stopped` is the failure that ended the
    tries early, whether or not lines had come before it. `asked` and `answers` go in pairs, for the record; `tries` may
    be more, since a try that fails has no answer.
    """

    accepted: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    tries: int
    cost_micro: int
    seconds: float
    failed: OeuvreError | None
    stopped: OeuvreError | None
    asked: tuple[TextAsk, ...]
    answers: tuple[TextAnswer, ...]


def write_lines(
    model: TextModel,
    ask: LinesAsk,
    guard: Guard,
    purse: Purse | None = None,
    *,
    wait: Callable[[float], None] = time.sleep,
) -> LinesResult:
    """Up to `ask.count` lines that the guard lets through, in three tries at most; half of them are enough.

    Never raises for a bad model, a failed call or an empty purse: `failed` says why, and the house voice speaks.
    """
    wanted = max(1, min(ask.count, MOST_READ))
    accepted: list[str] = []
    refused: list[tuple[str, str]] = []

    def next_ask(attempt: int) -> TextAsk | None:
        if is_enough(len(accepted), wanted):
            return None
        return _question(model, ask, guard, wanted - len(accepted), attempt, accepted, refused)

    def take(answer: TextAnswer) -> None:
        for text in read_strings(answer.data, "lines"):
            line = guard.clean(text)
            reasons = guard.reasons(line, accepted)
            if reasons:
                refused.append((line[:_SHOWN], reasons[0]))
            elif len(accepted) < wanted:
                accepted.append(line)

    rounds = ask_bounded(model, purse, next_ask, take, wait)
    return LinesResult(
        accepted=tuple(accepted),
        refused=tuple(refused),
        tries=rounds.tries,
        cost_micro=rounds.cost_micro,
        seconds=rounds.seconds,
        failed=None if accepted else rounds.stopped or nothing_usable(model.card.id, refused),
        stopped=rounds.stopped,
        asked=rounds.asked,
        answers=rounds.answers,
    )


def is_enough(found: int, wanted: int) -> bool:
    """Whether to ask no further: half of what was wanted is worth more than the time and money of another try."""
    return 2 * found >= wanted


def _question(
    model: TextModel,
    ask: LinesAsk,
    guard: Guard,
    count: int,
    attempt: int,
    accepted: Sequence[str],
    refused: Sequence[tuple[str, str]],
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
            instructions.part("idea", tongue, ask.premise),
            instructions.part("structures", tongue, ask.structures),
            instructions.part("words", tongue, ask.words),
            instructions.part("avoid", tongue, guard.avoid),
            instructions.part("taken", tongue, [*guard.taken, *accepted][-MOST_READ:]),
            instructions.part("refused", tongue, [text[:80] for text, _ in refused[-6:]]),
            instructions.sentence("longest", tongue, count=guard.longest) if guard.longest else "",
            instructions.sentence("lines", tongue, count=count, use=instructions.use_in_words(ask.use, tongue)),
        ]
    )
    longest = guard.longest or 400
    system = instructions.rules(tongue)
    return TextAsk(
        system=system,
        prompt=prompt,
        schema=_schema(count, longest),
        max_tokens=room_for(model.card, system + prompt, min(4000, 60 + count * (20 + longest // 2)) << attempt),
        temperature=ask.temperature,
        seed=None if ask.seed is None else ask.seed + attempt,
        language=tongue,
    )


def with_slack(longest: int) -> int:
    """A bound for a schema, above the one that is meant: an engine that holds to it cuts a text off in the middle,
    and a whole text that is too long is told from half a text of the right length."""
    return longest + longest // 4 + 12


def _schema(count: int, longest: int) -> dict[str, object]:
    line = {"type": "string", "minLength": 2, "maxLength": with_slack(longest)}
    lines = {"type": "array", "minItems": 1, "maxItems": count, "items": line}
    return {"type": "object", "properties": {"lines": lines}, "required": ["lines"], "additionalProperties": False}


def read_strings(data: object, name: str) -> list[str]:
    """The texts under `name` of a parsed answer, the first 24; anything that is no text is an empty one."""
    found = data.get(name) if isinstance(data, dict) else data
    if isinstance(found, str):
        found = [found]
    if not isinstance(found, list):
        return []
    return [one if isinstance(one, str) and len(one) <= 4000 else "" for one in found[:MOST_READ]]


def nothing_usable(model: str, refused: Sequence[tuple[str, str]]) -> NothingUsable:
    """The error that says why none of a model's texts was let through."""
    counted = Counter(reason for _, reason in refused) or Counter({"empty": 1})
    return NothingUsable(model, reasons=dict(counted.most_common()))
