"""What a model was asked and what it answered, word for word: on the record at once, and never paid for twice.

A conversation about one thing (the line of an idea, the lines of one use, a model's own ideas) is one act. Whoever is
cut off before its answers came to anything finds them on the record and does not ask again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from oeuvre import __version__
from oeuvre.foundation import OeuvreError
from oeuvre.models import IdeasResult, LinesResult, ModelCard, TextAnswer, TextAsk, TextModel, read_json
from oeuvre.record import JSON, NewAct, NewWork, Party, Record, Work

PROMPT, ANSWER = "prompt", "answer"
EXCHANGE_TYPE = "application/vnd.oeuvre.exchange+json"


@dataclass(frozen=True)
class Exchange:
    """Questions to one model with its answers, and what the guards made of them.

    `failed` says why nothing came of it; `stopped` is the failure that ended it, even where something had come before.
    """

    card: ModelCard
    purpose: str
    asked: tuple[TextAsk, ...]
    answers: tuple[TextAnswer, ...]
    refused: tuple[tuple[str, str], ...]
    tries: int
    cost_micro: int
    failed: OeuvreError | None
    stopped: OeuvreError | None

    def settings(self, seed: int) -> dict[str, JSON]:
        """What an exact re-run needs, and what happened; `tries` counts those that gave no answer as well."""
        return {
            **card_settings(self.card),
            "version": __version__,
            "purpose": self.purpose,
            "seed": seed,
            "tries": self.tries,
            "refused": dict(Counter(reason for _, reason in self.refused)),
            "cost_micro": self.cost_micro,
            "fell_back": self.failed is not None,
            "failed": self.failed.code if self.failed else None,
            "stopped": self.stopped.code if self.stopped else None,
        }


# Puts an exchange on the record; the work that its answers are.
Keep = Callable[[Exchange], Work]


def exchange_of(
    card: ModelCard,
    purpose: str,
    result: LinesResult | IdeasResult,
    refused: Sequence[tuple[str, str]] | None = None,
    failed: OeuvreError | None = None,
) -> Exchange:
    """A result as an exchange; `refused` and `failed` go before its own where more was refused than it knows of."""
    return Exchange(
        card,
        purpose,
        result.asked,
        result.answers,
        result.refused if refused is None else tuple(refused),
        result.tries,
        result.cost_micro,
        failed or result.failed,
        result.stopped,
    )


def card_settings(card: ModelCard) -> dict[str, JSON]:
    """What an act says of a model: which, under which terms, where the data went."""
    return {
        "model": card.id,
        "model_name": card.name,
        "model_version": card.version,
        "weights": card.digest,
        "weights_licence": card.weights_licence,
        "outputs": card.outputs,
        "data_goes": card.data_goes,
        "currency": card.cost.currency,
    }


def model_party(record: Record, card: ModelCard) -> Party:
    """A model as a party of the record."""
    return record.party(card.name, "model")


class Remembering:
    """A model that gives again what it answered before, at no cost, and asks for the rest.

    In a run, that is what nothing came of yet; without a run, what it was asked for the same `purpose` in a project.
    """

    def __init__(
        self, model: TextModel, record: Record, run: str | None, *, project: str | None = None, purpose: str = ""
    ) -> None:
        self._model = model
        self._held: dict[str, tuple[TextAnswer, Work]] = {}
        acts = record.acts(run=run, project=project, kinds=("propose",))
        if run is None:
            acts = tuple(act for act in acts if act.run is None and act.settings.get("purpose") == purpose)
        consumed = {used.work_id for act in acts for used in act.used if used.role == ANSWER}
        mine = {"model": model.card.id, "model_version": model.card.version, "weights": model.card.digest}
        for act in acts:
            made = {one.role: one.work_id for one in act.made}
            if ANSWER not in made or made[ANSWER] in consumed or any(act.settings.get(k) != v for k, v in mine.items()):
                continue
            answer = record.work(made[ANSWER])
            asked, told = (json.loads(record.store.read(record.work(made[role]).digest)) for role in (PROMPT, ANSWER))
            for ask, one in zip(asked, told, strict=True):
                self._held[_key(ask)] = (self._answer(ask, one), answer)

    @property
    def card(self) -> ModelCard:
        return self._model.card

    def write(self, ask: TextAsk) -> TextAnswer:
        """As the model's own."""
        held = self._held.get(_key(ask.settings()))
        return held[0] if held else self._model.write(ask)

    def known(self, asked: Sequence[TextAsk]) -> Work | None:
        """The work in which all these questions are answered already; None where one of them was asked now."""
        works = [self._held.get(_key(ask.settings())) for ask in asked]
        return works[0][1] if works and works[0] and all(works) else None

    def _answer(self, ask: Mapping[str, object], told: Mapping[str, object]) -> TextAnswer:
        text, seed = str(told["text"]), told["seed"]
        return TextAnswer(
            text,
            read_json(text, self.card.id) if ask["schema"] is not None else None,
            seed=seed if isinstance(seed, int) else None,
            finish=str(told["finish"]),
        )


def _key(settings: Mapping[str, object]) -> str:
    return json.dumps(settings, sort_keys=True, ensure_ascii=False)


def record_exchange(
    record: Record,
    exchange: Exchange,
    *,
    project: str,
    run: str | None,
    title: str,
    brief: Work | None,
    seed: int,
    also: Sequence[tuple[NewWork, str]] = (),
) -> Work:
    """What a model was asked and what it answered, as one act; returns the answer. `also` is what else it made."""
    prompt = json.dumps([ask.settings() for ask in exchange.asked], ensure_ascii=False, indent=1).encode()
    answer = answer_bytes(exchange.answers)
    made = [
        (NewWork(record.store.put(prompt), EXCHANGE_TYPE, "text", len(prompt), title=title), PROMPT),
        (NewWork(record.store.put(answer), EXCHANGE_TYPE, "text", len(answer), title=title), ANSWER),
        *also,
    ]
    recorded = record.append(
        NewAct(
            kind="propose",
            project=project,
            run=run,
            by=[(model_party(record, exchange.card), "writer")],
            used=[(brief, "brief")] if brief else [],
            made=made,
            settings=exchange.settings(seed),
        )
    )
    return recorded[0].works[1]


def answer_bytes(answers: Sequence[TextAnswer]) -> bytes:
    """Answers as the record keeps them: what was said and how it ended, without how long it took."""
    kept = [{key: value for key, value in asdict(one).items() if key in ("text", "finish", "seed")} for one in answers]
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


__all__ = [
    "ANSWER",
    "EXCHANGE_TYPE",
    "PROMPT",
    "Exchange",
    "Keep",
    "Remembering",
    "answer_bytes",
    "card_settings",
    "exchange_of",
    "model_party",
    "record_exchange",
]
