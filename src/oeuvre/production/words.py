"""Lines for a brief, on the record: what `oeuvre words` prints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from oeuvre import __version__
from oeuvre.create.brief import Brief
from oeuvre.create.voice import Ground, Use, Written, ground_of, lines_for
from oeuvre.foundation import OeuvreError
from oeuvre.models import LinesAsk, TextModel, write_lines
from oeuvre.production.at_hand import AtHand, guard_of, purse_of, stated, steer
from oeuvre.production.exchanges import Remembering, exchange_of, record_exchange
from oeuvre.production.recording import rule
from oeuvre.production.run import slug
from oeuvre.record import JSON, NewAct, NewWork, Record, Work

LINES_TYPE = "application/vnd.oeuvre.lines+json"
# What exchanges for lines are recorded as.
PURPOSE = "words"
# What a model is asked for: uses, how many lines, and how long they may be, in signs.
ASKED: tuple[tuple[Use, int, int], ...] = (("headline", 4, 60), ("line", 3, 120), ("action", 2, 40))


def find_lines(
    record: Record,
    brief: Brief,
    given: Work,
    *,
    seed: int = 0,
    trades: Path | None = None,
    at_hand: AtHand | None = None,
) -> dict[str, object]:
    """The house voice's lines for a brief and, where a model writes, its own beside them, marked as the model's.

    `given` is the brief on the record. The same lines of the house are not put on the record twice for it.
    """
    value, data = house_lines(brief, seed, trades)
    rows = value["lines"]
    assert isinstance(rows, list)
    made = record.works_with_digest(record.store.put(data))
    if not any(given.id in _used_for(record, work) for work in made if work.media_type == LINES_TYPE):
        settings: dict[str, JSON] = {"seed": seed, "version": __version__, "count": len(rows)}
        if trades is not None:
            settings["trades"] = hashlib.sha256(trades.read_bytes()).hexdigest()
        record.append(
            NewAct(
                kind="propose",
                project=slug(brief.title),
                by=[(rule(record, "voice"), "writer")],
                used=[(given, "brief")],
                made=[(lines_work(record, data, brief), "lines")],
                settings=settings,
            )
        )
    if at_hand is not None and at_hand.text is not None and brief.language in ("fr", "en"):
        rows += _by_model(record, brief, ground_of(brief, trades), at_hand, at_hand.text, given, rows, seed)
    return value


def _used_for(record: Record, work: Work) -> set[str]:
    return {used.work_id for used in record.made_by_act(work.id).used}


def lines_work(record: Record, data: bytes, brief: Brief) -> NewWork:
    """Lines as a work to be recorded."""
    return NewWork(record.store.put(data), LINES_TYPE, "text", len(data), title=brief.title, language=brief.language)


def _by_model(
    record: Record,
    brief: Brief,
    ground: Ground,
    at_hand: AtHand,
    model: TextModel,
    given: Work,
    rows: Sequence[dict[str, object]],
    seed: int,
) -> list[dict[str, object]]:
    """A model's lines, use by use; each conversation is on the record as soon as it is over, with what passed of it."""
    project = slug(brief.title)
    purse = purse_of(record, project, model.card)
    # Lines of the kinds that are asked for: the model has no room for captions and announcements.
    taken = [str(row["text"]) for row in rows if row["use"] in [use for use, *_ in ASKED]]
    found: list[dict[str, object]] = []
    trouble: OeuvreError | None = None
    # The same questions about the same brief are not paid for again.
    memory = Remembering(model, record, None, project=project, purpose=PURPOSE)
    for use, count, longest in ASKED:
        ask = LinesAsk(use, stated(brief), brief.language, count, steer(brief), words=brief.words_use, seed=seed)
        result = write_lines(memory, ask, guard_of(brief, ground, taken, longest), purse)
        taken += result.accepted
        passed: list[dict[str, object]] = [
            {"text": text, "use": use, "source": "model", "frame": model.card.id, "score": 0.0}
            for text in result.accepted
        ]
        found += passed
        trouble = trouble or result.stopped or (None if found else result.failed)
        if memory.known(result.asked) is None:
            record_exchange(
                record,
                exchange_of(model.card, PURPOSE, result),
                project=project,
                run=None,
                title=brief.title,
                brief=given,
                seed=seed,
                also=[(lines_work(record, _bytes({"lines": passed}), brief), "lines")] if passed else [],
            )
        if not result.answers:
            break
    if trouble is not None:
        at_hand.told.append(trouble)
    return found


def house_lines(brief: Brief, seed: int, trades: Path | None) -> tuple[dict[str, object], bytes]:
    """The house voice's lines, as scripts read them and as the record keeps them."""
    value = lines_json(lines_for(ground_of(brief, trades), seed))
    return value, _bytes(value)


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


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
