"""The models at hand: what a home's models are asked for a run, what came of it, and what it cost.

The engine proposes structures; a model may write their lines, propose ideas of its own and draw pictures. Whatever it
sends only proposes: guards refuse, a person picks, and where nothing passes the house voice stands. Each question with
its answers is an act, so that it can be read, searched and asked again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from oeuvre import __version__
from oeuvre.create.brief import Brief
from oeuvre.create.ideas import Idea, resolve, too_close
from oeuvre.create.lexicon import is_word
from oeuvre.create.voice import Ground, Line, states_only
from oeuvre.foundation import Language, OeuvreError, verbatim_key
from oeuvre.models import (
    Guard,
    IdeasAsk,
    ImageModel,
    LinesAsk,
    LinesResult,
    ModelCard,
    Purse,
    TextAnswer,
    TextAsk,
    TextModel,
    propose_ideas,
    write_lines,
)
from oeuvre.production.ideas import OWN_IDEAS, Drafted, Proposed
from oeuvre.record import JSON, NewAct, NewWork, Party, Record, Work

PROMPT, ANSWER = "prompt", "answer"
EXCHANGE_TYPE = "application/vnd.oeuvre.exchange+json"
# The longest line that a model may write for a headline, in signs.
LONGEST_LINE = 60
# How many ideas of one round a model writes lines for, and after how many in vain it is let be.
MOST_WRITTEN, MOST_IN_VAIN = 12, 2


@dataclass
class AtHand:
    """The models that may be asked for a run; None where the home has none, or none is wanted."""

    text: TextModel | None = None
    image: ImageModel | None = None
    told: list[OeuvreError] = field(default_factory=list)
    """What went wrong with them, for whoever watches; the work went on."""


def spent(record: Record, project: str) -> Mapping[str, int]:
    """What a project's models cost so far, in micro-units by currency; calls that cost nothing are not in it."""
    sums: Counter[str] = Counter()
    for act in record.acts(project=project):
        cost, currency = act.settings.get("cost_micro"), act.settings.get("currency")
        if isinstance(cost, int) and isinstance(currency, str) and cost and currency:
            sums[currency] += cost
    return dict(sums)


def purse_of(record: Record, project: str, card: ModelCard) -> Purse:
    """The purse from which a model is paid for a project."""
    currency = card.cost.currency
    return Purse(spent(record, project).get(currency, 0), card.cap_micro, currency)


def model_party(record: Record, card: ModelCard) -> Party:
    """A model as a party of the record."""
    return record.party(card.name, "model")


def stated(brief: Brief) -> str:
    """Everything that may be stated of the thing, as one text: goal, audience and mood are not in it."""
    facts, copy = brief.facts, brief.copy
    given = (facts.product, facts.promise, ", ".join(facts.people), facts.place, facts.date, facts.price, facts.url)
    rows = [" ".join(part for part in (row.time, row.name, row.place) if part) for row in brief.programme]
    words = (copy.headline, copy.line, copy.action, copy.small)
    return "\n".join(text for text in (brief.title, brief.about, brief.client, *given, *rows, *words) if text)


def steer(brief: Brief) -> str:
    """What guides and is never printed."""
    return "\n".join(text for text in (brief.goal, brief.audience, ", ".join(brief.mood)) if text)


def guard_of(brief: Brief, ground: Ground, taken: Sequence[str] = (), longest: int = LONGEST_LINE) -> Guard:
    """What a model's text for this brief is held to."""
    language = ground.language
    own = {verbatim_key(word) for word in stated(brief).replace("’", " ").split()}
    return Guard(
        language=brief.language,
        allowed_text=stated(brief),
        avoid=brief.words_avoid,
        longest=longest,
        is_word=lambda word: verbatim_key(word) in own or is_word(word, language),
        states_only=lambda text: states_only(text, ground),
        taken=tuple(taken),
    )


@dataclass(frozen=True)
class Exchange:
    """Questions to one model with its answers, and what the guards made of them."""

    card: ModelCard
    purpose: str
    asked: tuple[TextAsk, ...]
    answers: tuple[TextAnswer, ...]
    refused: tuple[tuple[str, str], ...]
    cost_micro: int
    failed: OeuvreError | None

    def settings(self, seed: int) -> dict[str, JSON]:
        """What an exact re-run needs, and what happened."""
        return {
            **card_settings(self.card),
            "version": __version__,
            "purpose": self.purpose,
            "seed": seed,
            "tries": len(self.asked),
            "refused": dict(Counter(reason for _, reason in self.refused)),
            "cost_micro": self.cost_micro,
            "fell_back": self.failed is not None,
            "failed": self.failed.code if self.failed else None,
        }


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


def lines_by_model(
    model: TextModel, brief: Brief, ground: Ground, drafted: Sequence[Drafted], purse: Purse, seed: int
) -> tuple[list[Drafted], Exchange]:
    """The structures with lines by the model where one passed; a model that fails is not asked again."""
    made: list[Drafted] = []
    parts: list[LinesResult] = []
    taken = [one.line.text for one in drafted]
    in_vain = 0
    for index, one in enumerate(drafted):
        # A given headline is everybody's; a model that cannot be reached, or writes nothing usable, is let be.
        gone = bool(parts) and not parts[-1].answers
        if brief.copy.headline or index >= MOST_WRITTEN or gone or in_vain >= MOST_IN_VAIN:
            made.append(one)
            continue
        ask = LinesAsk(
            use="headline",
            stated=stated(brief),
            language=brief.language,
            count=3,
            steer=steer(brief),
            premise=one.idea.premise,
            words=one.idea.words,
            seed=seed,
        )
        result = write_lines(model, ask, guard_of(brief, ground, taken), purse)
        parts.append(result)
        in_vain = 0 if result.accepted else in_vain + 1
        if result.accepted:
            text = min(result.accepted, key=lambda line: _against(line, one.idea))
            taken.append(text)
            made.append(replace(one, line=Line(text, "idea", model.card.id), writer="model"))
        else:
            made.append(one)
    exchange = Exchange(
        model.card,
        "lines",
        tuple(ask for part in parts for ask in part.asked),
        tuple(answer for part in parts for answer in part.answers),
        tuple(pair for part in parts for pair in part.refused),
        sum(part.cost_micro for part in parts),
        None if any(part.accepted for part in parts) else next((part.failed for part in parts if part.failed), None),
    )
    return made, exchange


def _against(line: str, idea: Idea) -> tuple[int, int, str]:
    """The rank of a model's lines: those that use the idea's words first, then the short ones."""
    folded = verbatim_key(line)
    said = sum(verbatim_key(word) in folded for word in idea.words)
    return (-said, abs(len(line.split()) - 5), line)


def ideas_by_model(
    model: TextModel,
    brief: Brief,
    ground: Ground,
    have: Sequence[Proposed],
    drafted: Sequence[Drafted],
    purse: Purse,
    seed: int,
) -> tuple[list[Drafted], Exchange]:
    """Ideas of the model's own, each far enough from the others, the brief and what everybody says."""
    near = [one.idea for one in have] + [one.idea for one in drafted]
    tongue: Language = "fr" if ground.language == "fr" else "en"
    cliches = [text for trade, _ in ground.trades for text in trade.cliches(tongue)]
    ask = IdeasAsk(
        stated=stated(brief),
        language=brief.language,
        count=OWN_IDEAS,
        steer=steer(brief),
        cliches=cliches,
        refused=[one.idea.premise for one in have if not one.live],
        seed=seed,
    )
    guard = guard_of(brief, ground, [idea.premise for idea in near])
    result = propose_ideas(model, ask, guard, purse)
    made: list[Drafted] = []
    refused = list(result.refused)
    for one in result.ideas:
        motifs = tuple(resolve(word, ground.language) for word in one.motifs[:4])
        idea = Idea(
            technique="association",
            premise=one.premise,
            headline=one.headline,
            words=one.motifs,
            path=one.path[:6],
            why="",
            motifs=motifs,
            mood=brief.mood,
            light="",
            families=(),
            language=brief.language,
        )
        reason = too_close(idea, near, brief)
        if reason is not None:
            refused.append((one.premise, reason))
            continue
        near.append(idea)
        line = Line(brief.copy.headline, "given", "copy.headline") if brief.copy.headline else None
        made.append(Drafted(idea, line or Line(one.headline, "idea", model.card.id), one.line, "model"))
    exchange = Exchange(
        model.card, "ideas", result.asked, result.answers, tuple(refused), result.cost_micro, result.failed
    )
    return made, exchange


def record_exchange(
    record: Record, exchange: Exchange, *, project: str, run: str | None, title: str, brief: Work | None, seed: int
) -> Work:
    """What a model was asked and what it answered, as one act of its own, word for word; returns the answer."""
    prompt = json.dumps([ask.settings() for ask in exchange.asked], ensure_ascii=False, indent=1).encode()
    answer = answer_bytes(exchange.answers)
    made = [
        (NewWork(record.store.put(prompt), EXCHANGE_TYPE, "text", len(prompt), title=title), PROMPT),
        (NewWork(record.store.put(answer), EXCHANGE_TYPE, "text", len(answer), title=title), ANSWER),
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
    "AtHand",
    "Exchange",
    "answer_bytes",
    "card_settings",
    "guard_of",
    "ideas_by_model",
    "lines_by_model",
    "model_party",
    "purse_of",
    "record_exchange",
    "spent",
    "stated",
]
