"""What a model is asked on a design, in a person's sentence: its lines and its pictures, each set on drafts by rule.

They are proposals and nothing more: drafts of a round of their own, marked as the model's, on which people decide. What
was asked and answered is on the record word for word, and whoever was cut off goes on without paying twice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oeuvre import __version__
from oeuvre.create.brief import ALL_RIGHTS_RESERVED
from oeuvre.create.design import BY_ID, FAMILIES, Hand, Kit
from oeuvre.create.voice import ground_of
from oeuvre.foundation import Language, say, set_text
from oeuvre.models import ImageAsk, ImageModel, LinesAsk, NothingUsable, TextModel, write_lines
from oeuvre.production.at_hand import LONGEST_LINE, guard_of, purse_of, stated, steer
from oeuvre.production.composed import record_composed
from oeuvre.production.exchanges import PROMPT, Remembering, card_settings, exchange_of, model_party, record_exchange
from oeuvre.production.generating import GENERATED, HEIGHT, WIDTH
from oeuvre.production.numbering import last_draft
from oeuvre.production.own import OWN, picture_of, with_named
from oeuvre.production.pages import page_of
from oeuvre.production.recording import design_bytes
from oeuvre.production.states import Draft, drafts_of
from oeuvre.production.thumbnails import content_code
from oeuvre.production.varying import start_of
from oeuvre.production.words import lines_work
from oeuvre.production.workshop import DraftJob, Workshop, repair_kits
from oeuvre.record import JSON, Act, NewWork, Party, Work

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop

# The kind of such a round, and of such an exchange.
ASKED = "ask"
# How many lines are asked for, and on how many families a picture is tried beside that of its design.
LINES, OTHER_FAMILIES = 4, 2


@dataclass(frozen=True)
class Proposal:
    """One draft to be composed: the design that it starts from, its family and kit, the model's work that it carries.

    `role` is that in which the work stands on the page, `part` the role in which the model took part.
    """

    start: Draft
    family: str
    kit: Kit
    work: Work
    role: str
    part: str


def propose_lines(
    loop: Loop, start: Draft, model: TextModel, sentence: str, workshop: Workshop, count: int = LINES
) -> tuple[Draft, ...]:
    """Up to `count` lines by a model for a sentence, each set as the headline of a draft that is otherwise as `start`.

    Raises what the model raises, or `NothingUsable`, where nothing came of it.
    """
    turn = _turn(loop, start, model.card.id, sentence)
    lines = _lines(loop, start, model, sentence, turn, count)
    kit = replace(loop.kit_of_draft(start), hand=Hand())
    family = str(start.composed.settings["family"])
    proposals = [
        Proposal(
            start,
            family,
            replace(kit, copy=replace(kit.copy, headline=set_text(text, loop.brief.language), credit="")),
            work,
            "copy",
            "writer",
        )
        for text, work in lines
    ]
    return _compose(loop, proposals, model_party(loop.record, model.card), model.card.id, sentence, turn, workshop)


def propose_picture(
    loop: Loop, start: Draft, model: ImageModel, sentence: str, workshop: Workshop
) -> tuple[Draft, ...]:
    """A picture by a model for a sentence, and drafts that show it: in the family of `start` where that shows one, else
    in families that live by one; those that a check strikes out are not proposed. The picture stands by itself as well.

    Raises what the model raises.
    """
    turn = _turn(loop, start, model.card.id, sentence)
    picture = _picture(loop, start, model, sentence, turn)
    name = f"{OWN}{picture.id}"
    loop.pieces = with_named(loop.record, loop.pieces, "", name)
    kit = replace(loop.kit_of_draft(start), hand=Hand(), picture=picture_of(loop.pieces, name))
    own = str(start.composed.settings["family"])
    families = [one.id for one in FAMILIES if "picture" in one.needs and one.id != own][:OTHER_FAMILIES]
    if own in BY_ID and "picture" in BY_ID[own].needs:
        families = [own]
    proposals = [Proposal(start, family, kit, picture, "photograph", "author") for family in families]
    return _compose(loop, proposals, model_party(loop.record, model.card), model.card.id, sentence, turn, workshop)


def reproposed(loop: Loop, act: Act, workshop: Workshop) -> tuple[bytes, bytes]:
    """A proposal composed again out of its design as the record keeps it: the design's bytes and its picture's."""
    draft = next(one for one in drafts_of(loop.record, loop.run.id) if one.composed.seq == act.seq)
    kit = loop.kit_of_draft(draft)
    family = str(act.settings["family"])
    (result,) = workshop.drafts([_job(loop, draft.number, family, (kit,))])
    spec = replace(start_of(loop, draft, kit).spec, number=draft.number, family=family, headline=-1)
    return design_bytes(spec, kit), result.png


# --- what the model is asked ---------------------------------------------------------------------------------------


def _wish(start: Draft, model: str, sentence: str) -> str:
    value = [ASKED, start.design.id, model, sentence]
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16]


def _turn(loop: Loop, start: Draft, model: str, sentence: str) -> int:
    """How often this was asked and answered before: the same sentence asked again wants something else."""
    wish = _wish(start, model, sentence)
    mine = [
        one.composed.settings
        for one in drafts_of(loop.record, loop.run.id)
        if one.composed.settings.get("wish") == wish
    ]
    if not mine:
        return 0
    turn = max(_whole(one.get("turn")) for one in mine)
    of_turn = [one for one in mine if _whole(one.get("turn")) == turn]
    return turn if len(of_turn) < _whole(of_turn[0].get("asked")) else turn + 1


def _lines(loop: Loop, start: Draft, model: TextModel, sentence: str, turn: int, count: int) -> list[tuple[str, Work]]:
    """The model's headlines with the work that each stands in; the conversation is on the record when this returns."""
    record, brief, project = loop.record, loop.brief, loop.run.project
    given = loop.recorder.brief(brief)
    # What came of this very asking before it was cut off is not told again from itself.
    mine = (_wish(start, model.card.id, sentence), turn)
    taken = [
        one.composed.words.get("headline") or ""
        for one in drafts_of(record, loop.run.id)
        if (one.composed.settings.get("wish"), one.composed.settings.get("turn")) != mine
    ]
    memory = Remembering(model, record, None, project=project, purpose=ASKED)
    ask = LinesAsk(
        "headline",
        stated(brief),
        brief.language,
        count,
        "\n".join(part for part in (steer(brief), sentence) if part),
        words=brief.words_use,
        seed=loop.run.seed + turn,
    )
    guard = guard_of(brief, ground_of(brief, loop.trades), [text for text in taken if text], LONGEST_LINE)
    result = write_lines(memory, ask, guard, purse_of(record, project, model.card))
    works = [lines_work(record, _line_bytes(text), brief) for text in result.accepted]
    if memory.known(result.asked) is None:
        record_exchange(
            record,
            exchange_of(model.card, ASKED, result),
            project=project,
            run=None,
            title=brief.title,
            brief=given,
            seed=ask.seed or 0,
            also=[(work, "line") for work in works],
        )
    if not result.accepted:
        raise result.failed or result.stopped or NothingUsable(model.card.id, reasons={})
    return [
        (text, record.works_with_digest(work.digest)[-1]) for text, work in zip(result.accepted, works, strict=True)
    ]


def _line_bytes(text: str) -> bytes:
    return json.dumps({"lines": [{"text": text, "use": "headline"}]}, ensure_ascii=False, indent=1).encode()


def _picture(loop: Loop, start: Draft, model: ImageModel, sentence: str, turn: int) -> Work:
    """The picture that the model draws, on the record with what it was asked; one that is there is not paid for."""
    record, recorder, card = loop.record, loop.recorder, model.card
    wish: dict[str, JSON] = {"wish": _wish(start, card.id, sentence), "turn": turn}
    for act in record.acts(run=loop.run.id, kinds=("generate",)):
        if all(act.settings.get(name) == value for name, value in wish.items()):
            return record.work(next(one.work_id for one in act.made if one.role == "picture"))
    language: Language = "fr" if loop.brief.language == "fr" else "en"
    told = say(
        "production:prompts.picture",
        language,
        premise=sentence,
        motifs=", ".join(_motifs(loop, start)) or loop.brief.title,
        mood=", ".join(loop.brief.mood) or "–",
    )
    ask = ImageAsk(told, WIDTH, HEIGHT, loop.run.seed + turn)
    purse_of(record, loop.run.project, card).allow(card, card.cost.per_image)
    answer = model.draw(ask)
    store = record.store
    digest, prompt = store.put(answer.data), told.encode()
    title = f"{loop.brief.title} · {sentence}"[:120]
    picture = NewWork(
        digest,
        answer.media_type,
        "image",
        len(answer.data),
        title=title,
        licence=ALL_RIGHTS_RESERVED,
        iscc=content_code(answer.data, answer.media_type, ours=False),
        attributes={"piece": f"{GENERATED}:{digest[:16]}", "source": card.name, "terms": card.outputs},
    )
    settings: dict[str, JSON] = {
        **card_settings(card),
        **wish,
        "version": __version__,
        "seed": ask.seed,
        "width": ask.width,
        "height": ask.height,
        "revised": bool(answer.revised_prompt),
        "cost_micro": answer.cost_micro,
    }
    words = {"because": sentence} | ({"revised_prompt": answer.revised_prompt} if answer.revised_prompt else {})
    recorded = record.append(
        recorder.act(
            "generate",
            by=[(model_party(record, card), "author"), (loop.party, "director")],
            used=[(recorder.brief(loop.brief), "brief"), (start.design, "like")],
            made=[
                (NewWork(store.put(prompt), "text/plain", "text", len(prompt), title=title), PROMPT),
                (picture, "picture"),
            ],
            settings=settings,
            words=words,
        )
    )
    return recorded[0].works[1]


def _motifs(loop: Loop, start: Draft) -> Sequence[str]:
    used = {one.work_id for one in start.composed.used}
    idea = next((one for one in loop.ideas if one.work.id in used), None)
    return [motif.word for motif in idea.idea.motifs] if idea is not None else ()


# --- what is made of it --------------------------------------------------------------------------------------------


def _job(loop: Loop, number: int, family: str, kits: tuple[Kit, ...]) -> DraftJob:
    return DraftJob(number, family, kits, page_of(loop.sheet_format()), loop.credits_of(kits[0]))


def _compose(
    loop: Loop,
    proposals: Sequence[Proposal],
    party: Party,
    model: str,
    sentence: str,
    turn: int,
    workshop: Workshop,
) -> tuple[Draft, ...]:
    """Compose what is not on the record yet, each as one act; the drafts of all of them."""
    if not proposals:
        return ()
    wish = _wish(proposals[0].start, model, sentence)
    drafts = drafts_of(loop.record, loop.run.id)
    mine = [
        one for one in drafts if (one.composed.settings.get("wish"), one.composed.settings.get("turn")) == (wish, turn)
    ]
    number_of_round = mine[0].round if mine else 1 + max((one.round or 0 for one in drafts), default=0)
    done = {(str(one.composed.settings["family"]), one.composed.words.get("headline")) for one in mine}
    last = last_draft(loop)
    loop.tell("round", len(done), len(proposals))
    for index, one in enumerate(proposals):
        if (one.family, one.kit.copy.headline) in done:
            continue
        last += 1
        kits = repair_kits(one.kit, loop.ingredients.palettes, loop.pieces.pairings)
        (result,) = workshop.drafts([_job(loop, last, one.family, kits)])
        if result.faults and one.role == "photograph":
            # A picture that no layout can carry stays by itself.
            continue
        spec = replace(
            start_of(loop, one.start, loop.kit_of_draft(one.start)).spec, number=last, family=one.family, headline=-1
        )
        led = [
            (loop.record.work(used.work_id), "idea")
            for used in one.start.composed.used
            if used.role in ("idea", "copy")
        ]
        carried = [(one.work, one.role)] if one.role == "copy" else []
        more: Mapping[str, JSON] = {
            "round": number_of_round or 1,
            "round_kind": ASKED,
            "wish": wish,
            "turn": turn,
            "asked": len(proposals),
            "model": model,
            "keep": [],
            "of": [one.start.number],
            **({"picture": f"{OWN}{one.work.id}"} if one.role == "photograph" else {}),
        }
        record_composed(
            loop,
            spec,
            kits,
            result,
            [*carried, *led, (one.start.design, "like")],
            faults=result.faults,
            by=[(party, one.part), (loop.party, "director")],
            more=more,
            because=sentence,
        )
        loop.tell("round", index + 1, len(proposals))
    return tuple(one for one in drafts_of(loop.record, loop.run.id) if one.round == number_of_round)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


__all__ = ["ASKED", "propose_lines", "propose_picture", "reproposed"]
