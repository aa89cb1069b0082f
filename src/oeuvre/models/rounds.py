"""A bounded conversation with a model: a few tries, each paid for, and no failure that is not told."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from oeuvre.foundation import OeuvreError
from oeuvre.models.asking import TextAnswer, TextAsk, TextModel, count_tokens
from oeuvre.models.cards import ModelCard
from oeuvre.models.errors import CallFailed, EndpointBusy, ProviderFailed
from oeuvre.models.purse import Purse

MOST_TRIES = 3
# An endpoint that wants to be left alone for longer is left alone for good.
LONGEST_WAIT = 10


@dataclass(frozen=True)
class Rounds:
    """Questions and their answers, in pairs and in order; tries that gave no answer are counted and not kept.

    `stopped` is the failure that ended it, if one did.
    """

    asked: tuple[TextAsk, ...]
    answers: tuple[TextAnswer, ...]
    tries: int
    cost_micro: int
    seconds: float
    stopped: OeuvreError | None


def ask_bounded(
    model: TextModel,
    purse: Purse | None,
    next_ask: Callable[[int], TextAsk | None],
    take: Callable[[TextAnswer], None],
    wait: Callable[[float], None] = time.sleep,
) -> Rounds:
    """Ask until `next_ask` (given the number of the try, from 0) has nothing more to ask, three times at most.

    `take` is handed each answer. No failure of the model is raised; one that a further try may mend is tried again.
    """
    asked: list[TextAsk] = []
    answers: list[TextAnswer] = []
    cost, tries = 0, 0
    stopped: OeuvreError | None = None
    begun = time.monotonic()
    while tries < MOST_TRIES and (ask := next_ask(tries)) is not None:
        dearest = ask.dearest(model.card.cost)
        outcome = _once(model, purse, ask, dearest)
        if isinstance(outcome, OeuvreError):
            stopped = outcome
            if isinstance(outcome, CallFailed):
                tries += 1
                cost += _pay(model.card, purse, dearest if outcome.billed else 0)
            if not isinstance(outcome, CallFailed) or not outcome.again or not _waited(outcome, tries, wait):
                break
            continue
        stopped = None
        tries += 1
        asked.append(ask)
        answers.append(outcome)
        cost += _pay(model.card, purse, outcome.cost_micro)
        take(outcome)
    return Rounds(tuple(asked), tuple(answers), tries, cost, time.monotonic() - begun, stopped)


def _once(model: TextModel, purse: Purse | None, ask: TextAsk, dearest: int) -> TextAnswer | OeuvreError:
    try:
        if purse is not None:
            purse.allow(model.card, dearest)
        return model.write(ask)
    except OeuvreError as error:
        return error
    except Exception as error:
        # A provider may be anybody's code; the house voice goes on without it.
        return ProviderFailed(model.card.id, kind=type(error).__name__)


def _pay(card: ModelCard, purse: Purse | None, cost: int) -> int:
    if purse is not None:
        purse.pay(card, cost)
    return cost


def _waited(error: CallFailed, tries: int, wait: Callable[[float], None]) -> bool:
    """Whether it is worth another try, after the wait that a busy endpoint asks for."""
    if tries >= MOST_TRIES:
        return False
    if isinstance(error, EndpointBusy):
        seconds = error.values.get("seconds")
        if not isinstance(seconds, int) or seconds > LONGEST_WAIT:
            return False
        wait(seconds)
    return True


def room_for(card: ModelCard, prompt: str, wanted: int) -> int:
    """How many tokens an answer may have: `wanted`, or what the model has left beside the question, 64 at least.

    Each further try wants twice as many: a model that thinks before it answers may have had no room for the answer.
    """
    if not card.context:
        return wanted
    return max(64, min(wanted, card.context - count_tokens(prompt) - 16))


def cut_to_fit(text: str, card: ModelCard, share: float = 1.0) -> str:
    """A brief's text as long as a model can take beside instructions and an answer; cut between words.

    `share` is how much of that a text may fill that stands beside the brief's own.
    """
    longest = round(share * (max(600, (card.context - 1200) * 2) if card.context else 12_000))
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(maxsplit=1)[0] + " …"
