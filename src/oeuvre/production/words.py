"""Lines for a brief, on the record: what `oeuvre words` prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from oeuvre import __version__
from oeuvre.create.brief import Brief
from oeuvre.create.voice import Ground, Use, Written, ground_of, lines_for
from oeuvre.models import LinesAsk, TextModel, write_lines
from oeuvre.production.at_hand import AtHand, Exchange, guard_of, purse_of, record_exchange, stated, steer
from oeuvre.production.recording import rule
from oeuvre.production.run import slug
from oeuvre.record import NewAct, NewWork, Record, Work

LINES_TYPE = "application/vnd.oeuvre.lines+json"
# What a model is asked for: uses, how many lines, and how long they may be, in signs.
ASKED: tuple[tuple[Use, int, int], ...] = (("headline", 4, 60), ("line", 3, 120), ("action", 2, 40))


def find_lines(
    record: Record, brief: Brief, *, seed: int = 0, trades: Path | None = None, at_hand: AtHand | None = None
) -> dict[str, object]:
    """The house voice's lines for a brief and, where a model writes, its own beside them, marked as the model's.

    The same lines of the house are not put on the record twice.
    """
    value, data = house_lines(brief, seed, trades)
    rows = value["lines"]
    assert isinstance(rows, list)
    given = next(iter(record.works_with_digest(record.store.put(brief.source.read_bytes()))), None)
    digest = record.store.put(data)
    if not any(work.media_type == LINES_TYPE for work in record.works_with_digest(digest)):
        work = NewWork(digest, LINES_TYPE, "text", len(data), title=brief.title, language=brief.language)
        record.append(
            NewAct(
                kind="propose",
                project=slug(brief.title),
                by=[(rule(record, "voice"), "writer")],
                used=[(given, "brief")] if given else [],
                made=[(work, "lines")],
                settings={"seed": seed, "version": __version__, "count": len(rows)},
            )
        )
    if at_hand is not None and at_hand.text is not None and brief.language in ("fr", "en"):
        rows += _by_model(record, brief, ground_of(brief, trades), at_hand, at_hand.text, given, rows, seed)
    return value


def _by_model(
    record: Record,
    brief: Brief,
    ground: Ground,
    at_hand: AtHand,
    model: TextModel,
    given: Work | None,
    rows: Sequence[dict[str, object]],
    seed: int,
) -> list[dict[str, object]]:
    project = slug(brief.title)
    purse = purse_of(record, project, model.card)
    taken = [str(row["text"]) for row in rows]
    found: list[dict[str, object]] = []
    results = []
    for use, count, longest in ASKED:
        ask = LinesAsk(use, stated(brief), brief.language, count, steer(brief), words=brief.words_use, seed=seed)
        result = write_lines(model, ask, guard_of(brief, ground, taken, longest), purse)
        results.append(result)
        taken += result.accepted
        found += [
            {"text": text, "use": use, "source": "model", "frame": model.card.id, "score": 0.0}
            for text in result.accepted
        ]
        if not result.answers:
            break
    exchange = Exchange(
        model.card,
        "words",
        tuple(ask for one in results for ask in one.asked),
        tuple(answer for one in results for answer in one.answers),
        tuple(pair for one in results for pair in one.refused),
        sum(one.cost_micro for one in results),
        None if found else next((one.failed for one in results if one.failed), None),
    )
    if exchange.failed is not None:
        at_hand.told.append(exchange.failed)
    record_exchange(record, exchange, project=project, run=None, title=brief.title, brief=given, seed=seed)
    return found


def house_lines(brief: Brief, seed: int, trades: Path | None) -> tuple[dict[str, object], bytes]:
    """The house voice's lines, as scripts read them and as the record keeps them."""
    value = lines_json(lines_for(ground_of(brief, trades), seed))
    return value, json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def lines_json(lines: Sequence[Written]) -> dict[str, object]:
    """Lines as scripts read them, those of one use together."""
    rows = []
    for one in lines:
        row: dict[str, object] = {
            "text": one.text,
            "use": one.use,
            "source": one.source,
            "frame": one.frame,
            "score": round(one.score, 3),
        }
        if one.label:
            row |= {"for": one.label, "limit": one.limit}
        rows.append(row)
    return {"lines": rows}
