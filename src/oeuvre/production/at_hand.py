"""The models at hand: what a home's models are asked for a run, what came of it, and what it cost.

The engine proposes structures; a model may write their lines, propose ideas of its own and draw pictures. Whatever it
sends only proposes: guards refuse, a person picks, and where nothing passes the house voice stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

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
    NothingUsable,
    Purse,
    TextModel,
    propose_ideas,
    write_lines,
)
from oeuvre.production.exchanges import Keep, exchange_of
from oeuvre.production.ideas import OWN_IDEAS, Drafted, Proposed
from oeuvre.record import Record

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
        # A record of another's may say anything, but nothing that it says gives money back.
        if type(cost) is int and cost > 0 and isinstance(currency, str) and currency:
            sums[currency] += cost
    return dict(sums)


def purse_of(record: Record, project: str, card: ModelCard) -> Purse:
    """The purse from which a model is paid for a project."""
    currency = card.cost.currency
    return Purse(spent(record, project).get(currency, 0), card.cap_micro, currency)


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
class Lined:
    """Structures with their lines. `answered` says that the model could be reached, `trouble` what went wrong."""

    drafted: tuple[Drafted, ...]
    answered: bool
    trouble: OeuvreError | None


def lines_by_model(
    model: TextModel, brief: Brief, ground: Ground, drafted: Sequence[Drafted], purse: Purse, seed: int, keep: Keep
) -> Lined:
    """The structures, each with a line by the model beside its own where one passed.

    A model that fails is not asked again; each conversation is kept as soon as it is over.
    """
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
        answer = keep(exchange_of(model.card, "lines", result))
        in_vain = 0 if result.accepted else in_vain + 1
        if result.accepted:
            text = min(result.accepted, key=lambda line: _against(line, one.idea))
            taken.append(text)
            made.append(replace(one, also=Line(text, "idea", model.card.id), answer=answer))
        else:
            made.append(one)
    stopped = next((part.stopped for part in parts if part.stopped), None)
    failed = None if any(part.accepted for part in parts) else next((part.failed for part in parts), None)
    return Lined(tuple(made), not parts or any(part.answers for part in parts), failed or stopped)


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
    keep: Keep,
) -> tuple[tuple[Drafted, ...], OeuvreError | None]:
    """Ideas of the model's own, each far enough from the others, the brief and what everybody says; what went wrong.

    `have` are those on the record, `drafted` those of the same round.
    """
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
    failed = (
        None if made else result.failed or NothingUsable(model.card.id, reasons=dict(Counter(r for _, r in refused)))
    )
    answer = keep(exchange_of(model.card, "ideas", result, refused, failed))
    return tuple(replace(one, answer=answer) for one in made), failed or result.stopped


__all__ = [
    "AtHand",
    "Lined",
    "guard_of",
    "ideas_by_model",
    "lines_by_model",
    "purse_of",
    "spent",
    "stated",
    "steer",
]
