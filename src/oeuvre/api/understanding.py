"""What a partner understood and what it did, in one sentence of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from oeuvre.foundation import Language, say
from oeuvre.production import phrase, round_title
from oeuvre.studio import Desk, Job, is_struck

_BY_RULE = frozenset({"more", "less", "mix", "opposite", "palette"})


def said_of(desk: Desk, job: Job, language: Language) -> str:
    """What a job's partner understood and, once it is over, what came of it; empty for a job that is no partner's."""
    told = job.told
    if not told:
        return ""
    if "partner" not in told:
        return " ".join(_of_round(desk, job, language))
    what = _understood(job, language)
    moment = told.get("moment")
    key = "invited" if moment else "understood"
    when = say(f"production:invited.{moment}", language) if moment else ""
    sentence = say(f"api:partners.said.{key}", language, what=what[:1].lower() + what[1:], when=when)
    return f"{sentence} {_done(desk, job, language)}" if job.state == "done" else sentence


def _of_round(desk: Desk, job: Job, language: Language) -> Iterator[str]:
    """What a round's reason was understood to want, or that it was not; and, at its end, whether it came short."""
    if job.told.get("heard"):
        what = _understood(job, language)
        yield say("api:partners.said.understood", language, what=what[:1].lower() + what[1:])
    elif job.told.get("reason"):
        yield say("api:partners.said.unheard", language)
    if job.state == "done":
        yield from _short(desk, job, language)


def _short(desk: Desk, job: Job, language: Language) -> Iterator[str]:
    """That fewer variants hold than were asked for, where that is so."""
    asked, fold = job.told.get("asked"), desk.fold(job.project)
    cards = [card for one in job.works if (card := fold.card_of(one)) is not None and card.kind == "draft"]
    made = sum(not is_struck(card) for card in cards)
    if isinstance(asked, int) and 0 < made < asked:
        yield say("api:partners.said.short", language, made=made, asked=asked)


def _understood(job: Job, language: Language) -> str:
    told, does = job.told, str(job.told.get("does"))
    numbers = [one for one in _listed(told.get("of")) if isinstance(one, int)]
    if does not in _BY_RULE:
        of = say("production:rounds.and", language).join(map(str, numbers))
        return say(f"api:partners.said.{does}", language, of=of)
    keep = [str(one) for one in _listed(told.get("keep"))]
    what = round_title(does, numbers, keep, language)
    heard = [
        phrase(str(pair[0]), float(pair[1]), language)
        for pair in _listed(told.get("heard"))
        if isinstance(pair, Sequence) and len(pair) == 2 and isinstance(pair[1], int | float)
    ]
    if not heard:
        return what
    return say("api:partners.said.heard", language, what=what, heard=", ".join(dict.fromkeys(heard)))


def _done(desk: Desk, job: Job, language: Language) -> str:
    """How much was proposed, and how much of it a check struck out before anybody saw it."""
    fold = desk.fold(job.project)
    cards = [card for one in job.works if (card := fold.card_of(one)) is not None]
    if job.told.get("does") == "ideas":
        count = sum(card.kind == "idea" for card in cards)
        return say("api:partners.said.ideas_made", language, count=count)
    drafts = [card for card in cards if card.kind == "draft"]
    struck = sum(card.decision is not None and "faults" in card.decision.settings for card in drafts)
    made = len(drafts) - struck
    told = say("api:partners.said.made", language, count=made) if made else say("api:partners.said.none", language)
    if struck:
        told = f"{told} {say('api:partners.said.struck', language, count=struck)}"
    return " ".join((told, *_short(desk, job, language)))


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


__all__ = ["said_of"]
