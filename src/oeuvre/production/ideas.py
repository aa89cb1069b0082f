"""Ideas on the record: proposed in rounds, kept, refused, and what drafts are made of them.

The engine proposes structures; which line says an idea is settled here, where the voice and the brief's own words
meet it. A round is one act of kind `propose`; an idea is a work whose bytes are the idea, so that it is never asked
for again. States are projections of the record.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from oeuvre import __version__
from oeuvre.create.brief import Brief
from oeuvre.create.ideas import Idea, IdeaBad, Proposal, idea_from, idea_json
from oeuvre.create.voice import Ground, Line, answering_line, compose, headlines
from oeuvre.foundation import set_text, verbatim_key
from oeuvre.production.errors import IdeaRefused, NoSuchIdea
from oeuvre.production.exchanges import ANSWER
from oeuvre.production.recording import Recorder
from oeuvre.production.states import standing_decisions
from oeuvre.record import Act, NewAct, NewWork, Party, Record, Work

IDEA_TYPE = "application/vnd.oeuvre.idea+json"
LINE_TYPE = "application/vnd.oeuvre.line+json"

# How many ideas a sheet is made of, and how many may be asked for at once.
IDEAS, MOST_IDEAS = 6, 48
# How many ideas a sheet with kept ones is made of at least.
FEWEST = 3
# How many ideas of other runs the next ones keep away from.
MOST_WORN = 60
# How many of a model's own join the engine's in a round.
OWN_IDEAS = 3


@dataclass(frozen=True)
class Proposed:
    """An idea on the record. `line` is what says it large, `under` what stands under it; `writer` wrote the line.

    `also` is a line that a model wrote for an idea of the engine's, a work of its own: it stands beside the house's.
    `by` is the kind of party that had the idea; `state` is open, kept or refused.
    """

    number: int
    idea: Idea
    line: Line
    under: str
    work: Work
    act: Act
    by: str
    writer: str
    state: str
    decision: Act | None = None
    also: Line | None = None
    also_work: Work | None = None

    @property
    def live(self) -> bool:
        return self.state != "refused"


@dataclass(frozen=True)
class Drafted:
    """An idea with its words, before it is on the record. `writer` is rule, model or person.

    `also` is a model's line for it, `answer` the model's from which it, or that line, was taken.
    """

    idea: Idea
    line: Line
    under: str
    writer: str = "rule"
    answer: Work | None = None
    also: Line | None = None


def worded(brief: Brief, ground: Ground, ideas: Sequence[Idea], seed: int, taken: Sequence[str] = ()) -> list[Drafted]:
    """Each idea with the line that says it: its own, else one that the voice turns from its words, else the title's.

    No two ideas say the same line, unless the brief gives it.
    """
    said = {verbatim_key(text) for text in taken}
    found: list[Drafted] = []
    for idea in ideas:
        line = headlines(brief)[0] if brief.copy.headline else _line_of(brief, ground, idea, seed, said)
        said.add(verbatim_key(line.text))
        found.append(Drafted(idea, line, under_of(brief, line, [one.under for one in found])))
    return found


def _line_of(brief: Brief, ground: Ground, idea: Idea, seed: int, said: set[str]) -> Line:
    if brief.language not in ("fr", "en"):
        # Ideas are thought in French and English; what stands on a page is in the brief's language.
        return headlines(brief)[0]
    own = set_text(idea.headline, brief.language)
    if own and verbatim_key(own) not in said:
        return Line(own, "idea", idea.technique)
    for written in compose(ground, most=3, seed=seed, wanted=idea.words):
        if verbatim_key(written.text) not in said:
            return Line(written.text, "idea", written.frame or written.from_field)
    return headlines(brief)[0]


def under_of(brief: Brief, line: Line, taken: Sequence[str] = ()) -> str:
    """The line that stands under it, once the thing is named: another than those `taken` where the brief has one."""
    return answering_line(brief, line, taken) or set_text(brief.title, brief.language)


def idea_bytes(number: int, one: Drafted) -> bytes:
    """An idea as the record keeps it: the same idea and words give the same bytes."""
    value = {
        "number": number,
        **idea_json(one.idea),
        "line": {"text": one.line.text, "source": one.line.source, "from": one.line.from_field},
        "under": one.under,
        "writer": one.writer,
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def round_act(
    recorder: Recorder,
    brief: Work,
    numbered: Sequence[tuple[int, Drafted]],
    by: Sequence[tuple[Party, str]],
    settings: Mapping[str, object],
    earlier: Sequence[Proposed] = (),
) -> NewAct:
    """Ideas of a round as one act, by the rule or the model that had them; earlier decisions went into it."""
    works = []
    for number, one in numbered:
        data = idea_bytes(number, one)
        works.append(
            NewWork(
                recorder.record.store.put(data),
                IDEA_TYPE,
                "text",
                len(data),
                title=f"{recorder.run.brief.title} · i{number}",
                language=one.idea.language,
                attributes={"number": number, "technique": one.idea.technique, "writer": one.writer},
            )
        )
    decided = [(one.work, "kept" if one.state == "kept" else "refused") for one in earlier if one.state != "open"]
    answers = {one.answer.id: (one.answer, ANSWER) for _, one in numbered if one.answer is not None and not one.also}
    return recorder.act(
        "propose",
        by=list(by),
        used=[(brief, "brief"), *decided, *answers.values()],
        made=[(work, "idea") for work in works],
        settings={"version": __version__, **settings},
    )


def lines_act(
    recorder: Recorder,
    of_round: NewAct,
    numbered: Sequence[tuple[int, Drafted]],
    writer: Party,
    settings: Mapping[str, object],
) -> NewAct | None:
    """The lines that a model wrote for a round's ideas, each a work of its own; None where it wrote none."""
    works = []
    used: dict[str, tuple[Work | NewWork, str]] = {}
    ideas = {work.attributes["number"]: work for work, role in of_round.made if role == "idea"}
    for number, one in numbered:
        if one.also is None or one.answer is None:
            continue
        value = {"idea": number, "text": one.also.text, "from": one.also.from_field}
        data = json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
        title = f"{recorder.run.brief.title} · i{number}"
        works.append(
            NewWork(
                recorder.record.store.put(data), LINE_TYPE, "text", len(data), title=title, language=one.idea.language
            )
        )
        used[f"i{number}"] = (ideas[number], "idea")
        used[one.answer.id] = (one.answer, ANSWER)
    if not works:
        return None
    return recorder.act(
        "propose",
        by=[(writer, "writer")],
        used=list(used.values()),
        made=[(work, "line") for work in works],
        settings={"version": __version__, **settings},
    )


def read_line(data: bytes) -> tuple[int, Line] | None:
    """The idea's number and the line that a model wrote for it; None where the bytes are not of that shape."""
    try:
        held = json.loads(data)
        number, text, source = held["idea"], held["text"], held["from"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    sound = isinstance(number, int) and isinstance(text, str) and isinstance(source, str) and text.strip()
    return (number, Line(text, "idea", source)) if sound else None


def read_idea(data: bytes) -> dict[str, Any] | None:
    """What an idea's bytes hold, with all that this version reads of it; None where they are not of that shape.

    A record may come from anyone, or from another version: one idea that cannot be read must not hide the others.
    """
    try:
        held = json.loads(data)
        idea_from(held)
        line = held["line"]
        texts = (line["text"], line["source"], line["from"], held["under"], held["writer"])
        sound = all(isinstance(one, str) for one in texts) and held["writer"] in ("rule", "model", "person")
        json.dumps(held, ensure_ascii=False).encode()
    except (IdeaBad, ValueError, KeyError, TypeError, RecursionError):
        return None
    number = held.get("number")
    return held if sound and type(number) is int and 0 < number < 10_000 else None


def ideas_of(record: Record, run: str, *, before: int | None = None) -> tuple[Proposed, ...]:
    """The ideas of a run by number, each in the state that the latest decision leaves it in.

    `before` is the number of an act: what came at or after it does not count.
    """
    acts = [act for act in record.acts(run=run) if before is None or act.seq < before]
    kinds = {party.id: party.kind for party in record.parties()}
    decisions, _ = standing_decisions(acts)
    found: dict[int, Proposed] = {}
    for act in acts:
        if act.kind != "propose" or not act.by:
            continue
        for made in act.made:
            if made.role != "idea":
                continue
            work = record.work(made.work_id)
            if not record.store.has(work.digest):
                # Another home's record came without its bytes.
                continue
            held = read_idea(record.store.read(work.digest))
            # A number names one idea for good: the first that had it.
            if held is None or held["number"] in found:
                continue
            decision = decisions.get(work.id)
            line = held["line"]
            found[held["number"]] = Proposed(
                number=held["number"],
                idea=idea_from(held),
                line=Line(line["text"], line["source"], line["from"]),
                under=held["under"],
                work=work,
                act=act,
                by=kinds[act.by[0].party_id],
                writer=held["writer"],
                state={"keep": "kept", "refuse": "refused"}[decision.kind] if decision else "open",
                decision=decision,
            )
    for act in acts:
        for made in act.made if act.kind == "propose" else ():
            work = record.work(made.work_id)
            if work.media_type == LINE_TYPE and record.store.has(work.digest):
                told = read_line(record.store.read(work.digest))
                if told is not None and told[0] in found and found[told[0]].also is None:
                    found[told[0]] = replace(found[told[0]], also=told[1], also_work=work)
    return tuple(sorted(found.values(), key=lambda one: one.number))


def worn(record: Record, project: str, run: str, *, before: int | None = None) -> tuple[Idea, ...]:
    """Ideas that this home has had enough of: refused in any other run, or chosen for another project; the newest.

    So what everybody says of a trade grows by use. `before` is as in `ideas_of`.
    """
    works: dict[str, None] = {}
    back: set[object] = set()
    for act in reversed(record.acts(kinds=("refuse", "choose", "reopen"))):
        if (before is not None and act.seq >= before) or act.run == run or not act.used:
            continue
        if act.kind == "reopen":
            back.add(act.settings.get("act"))
        elif act.seq in back:
            continue
        elif act.kind == "refuse" and "idea" in act.settings:
            works.setdefault(act.used[0].work_id)
        elif act.kind == "choose" and act.project != project:
            composed = record.made_by_act(act.used[0].work_id)
            works.update(dict.fromkeys(used.work_id for used in composed.used if used.role in ("idea", "copy")))
        if len(works) >= MOST_WORN:
            break
    found = []
    for name in works:
        work = record.work(name)
        if work.media_type == IDEA_TYPE and record.store.has(work.digest):
            held = read_idea(record.store.read(work.digest))
            if held is not None:
                found.append(idea_from(held))
    return tuple(found)


def for_sheet(ideas: Sequence[Proposed], only: int | None = None) -> tuple[Proposed, ...]:
    """The ideas that a sheet is made of, or the one asked for.

    Kept ones come first, and others join them only while fewer than three are kept; with none kept it is the first six
    that nobody refused.
    """
    if only is not None:
        return tuple(one for one in ideas if one.number == only)
    kept = [one for one in ideas if one.state == "kept"][:IDEAS]
    open_ = [one for one in ideas if one.state == "open"]
    return tuple(kept + open_[: max(FEWEST - len(kept), 0)] if kept else open_[:IDEAS])


def is_of_ideas(act: Act) -> bool:
    """Whether an act proposes ideas or decides on one."""
    decided = act.kind in ("keep", "refuse", "reopen") and act.settings.get("idea") is True
    return act.kind == "propose" or decided


def check_wish(record: Record, run: str, ideas_run: str, number: int, out: str) -> None:
    """A wish for one idea, before anything is made of it or moved for it; drafts that stand are let be.

    Raises `NoSuchIdea` for a number that no round gave, or will give, and `IdeaRefused` for one that a person refused.
    """
    if record.acts(run=run, kinds=("compose",)):
        return
    ideas = ideas_of(record, ideas_run)
    found = next((one for one in ideas if one.number == number), None)
    if found is None and (ideas or number > IDEAS + OWN_IDEAS):
        raise NoSuchIdea(f"i{number}", last=len(ideas), out=out)
    if found is not None and not found.live:
        raise IdeaRefused(f"i{number}")


def find_idea(ideas: Sequence[Proposed], name: str) -> Proposed | None:
    """The idea that a number (`3`, `i3`) or the beginning of a work's id means."""
    text = name.strip().casefold()
    digits = text.removeprefix("i")
    if digits.isdecimal() and len(digits) <= 4:
        return next((one for one in ideas if one.number == int(digits)), None)
    matching = [one for one in ideas if len(text) >= 4 and one.work.id.startswith(text)]
    return matching[0] if len(matching) == 1 else None


def settings_of(proposal: Proposal, seed: int, round_: int, asked: int) -> dict[str, object]:
    """What an exact re-run of a round needs, and what it measured."""
    return {
        "seed": seed,
        "round": round_,
        "asked": asked,
        "count": len(proposal.ideas),
        "replaced": dict(proposal.replaced),
        "space": proposal.diversity.space,
        "mean": round(proposal.diversity.mean, 4),
        "nearest": round(proposal.diversity.nearest, 4),
        "little": list(proposal.little),
    }


__all__ = [
    "IDEAS",
    "IDEA_TYPE",
    "LINE_TYPE",
    "MOST_IDEAS",
    "OWN_IDEAS",
    "Drafted",
    "Proposed",
    "check_wish",
    "find_idea",
    "for_sheet",
    "idea_bytes",
    "ideas_of",
    "is_of_ideas",
    "lines_act",
    "read_idea",
    "read_line",
    "round_act",
    "settings_of",
    "under_of",
    "worded",
    "worn",
]
