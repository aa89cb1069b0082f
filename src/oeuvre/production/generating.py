"""Pictures by a model: drawn for a sheet's ideas, on the record with prompt, seed and terms, then pieces like any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from oeuvre import __version__
from oeuvre.create.brief import ALL_RIGHTS_RESERVED, Brief, PictureError
from oeuvre.foundation import Language, OeuvreError, say
from oeuvre.models import CallFailed, ImageAnswer, ImageAsk, ImageModel, ProviderFailed
from oeuvre.production.at_hand import purse_of
from oeuvre.production.darkroom import picture_from
from oeuvre.production.emblem_pieces import with_emblems
from oeuvre.production.exchanges import PROMPT, card_settings, model_party
from oeuvre.production.ideas import Proposed
from oeuvre.production.pieces import Piece, Pieces
from oeuvre.production.recording import Recorder
from oeuvre.production.thumbnails import content_code
from oeuvre.record import JSON, Act, NewWork, Record, Work

# How many pictures a sheet asks for, and their size in pixels.
PICTURES = 2
WIDTH, HEIGHT = 1024, 1024
GENERATED = "generated"


def wanting(ideas: Sequence[Proposed]) -> list[Proposed]:
    """The ideas that a picture is asked for: first those whose hero nothing in the library shows."""
    return sorted(ideas, key=lambda one: (all(motif.drawable for motif in one.idea.motifs[:1]), one.number))[:PICTURES]


def prompt_of(brief: Brief, one: Proposed) -> str:
    """What an image model is asked for: the idea and its motifs, one clear subject, room for words, no words."""
    language: Language = "fr" if brief.language == "fr" else "en"
    return say(
        "production:prompts.picture",
        language,
        premise=one.idea.premise,
        motifs=", ".join(motif.word for motif in one.idea.motifs),
        mood=", ".join(brief.mood) or "–",
    )


def draw(
    recorder: Recorder, brief: Work, model: ImageModel | None, ideas: Sequence[Proposed], seed: int
) -> list[OeuvreError]:
    """Ask for the pictures that are missing, none without a model; what went wrong is returned, and the sheet goes on
    without."""
    if model is None:
        return []
    have = {act.settings.get("idea") for act, _ in _drawn(recorder.record, recorder.run.id)}
    told: list[OeuvreError] = []
    for one in wanting(ideas):
        if one.number in have:
            continue
        purse = purse_of(recorder.record, recorder.run.project, model.card)
        ask = ImageAsk(prompt_of(recorder.run.brief, one), WIDTH, HEIGHT, seed + one.number)
        try:
            purse.allow(model.card, model.card.cost.per_image)
            answer = model.draw(ask)
        except OeuvreError as error:
            told.append(error)
            if isinstance(error, CallFailed) and error.billed:
                _record_failure(recorder, brief, model, one, ask, error)
            break
        except Exception as error:
            # A provider may be anybody's code; the sheet goes on without its picture.
            told.append(ProviderFailed(model.card.id, kind=type(error).__name__))
            break
        _record(recorder, brief, model, one, ask, answer)
    return told


def _drawn(record: Record, run: str) -> Iterator[tuple[Act, Work]]:
    """The acts in which a model drew something for a run, each with its picture."""
    for act in record.acts(run=run, kinds=("generate",)):
        for made in act.made:
            if made.role == "piece":
                yield act, record.work(made.work_id)


def _record_failure(
    recorder: Recorder, brief: Work, model: ImageModel, one: Proposed, ask: ImageAsk, error: OeuvreError
) -> None:
    """A call that may have been billed and gave no picture: what was asked, and the most that it can have cost."""
    prompt = ask.prompt.encode()
    made = NewWork(recorder.record.store.put(prompt), "text/plain", "text", len(prompt))
    recorder.record.append(
        recorder.act(
            "generate",
            by=[(model_party(recorder.record, model.card), "author")],
            used=[(brief, "brief"), (one.work, "idea")],
            made=[(made, PROMPT)],
            settings={
                **_settings(model, one, ask),
                "cost_micro": model.card.cost.per_image,
                "failed": error.code,
            },
        )
    )


def _settings(model: ImageModel, one: Proposed, ask: ImageAsk) -> dict[str, JSON]:
    return {
        **card_settings(model.card),
        "version": __version__,
        "idea": one.number,
        "seed": ask.seed,
        "width": ask.width,
        "height": ask.height,
    }


def _record(
    recorder: Recorder, brief: Work, model: ImageModel, one: Proposed, ask: ImageAsk, answer: ImageAnswer
) -> None:
    store, card = recorder.record.store, model.card
    digest, prompt = store.put(answer.data), ask.prompt.encode()
    picture = NewWork(
        digest,
        answer.media_type,
        "image",
        len(answer.data),
        title=f"{recorder.run.brief.title} · i{one.number}",
        licence=ALL_RIGHTS_RESERVED,
        iscc=content_code(answer.data, answer.media_type, ours=False),
        attributes={"piece": f"{GENERATED}:{digest[:16]}", "source": card.name, "terms": card.outputs},
    )
    recorder.record.append(
        recorder.act(
            "generate",
            by=[(model_party(recorder.record, card), "author")],
            used=[(brief, "brief"), (one.work, "idea")],
            made=[
                (NewWork(store.put(prompt), "text/plain", "text", len(prompt), title=picture.title), PROMPT),
                (picture, "piece"),
            ],
            settings={
                **_settings(model, one, ask),
                "revised": bool(answer.revised_prompt),
                "cost_micro": answer.cost_micro,
            },
            words={"revised_prompt": answer.revised_prompt} if answer.revised_prompt else {},
        )
    )


def with_generated(record: Record, run: str, pieces: Pieces) -> Pieces:
    """The pieces with what models drew for this run, emblems and pictures; one that may not be used is refused by
    name."""
    pieces = with_emblems(record, run, pieces)
    names = {party.id: party.name for party in record.parties()}
    for act, work in _drawn(record, run):
        key = str(work.attributes["piece"])
        if key in pieces.photo_keys:
            continue
        try:
            picture = picture_from(record.store.path(work.digest), may_recolour=True)
        except PictureError as error:
            pieces = replace(pieces, refused=(*pieces.refused, error))
            continue
        piece = Piece(
            key,
            work.title or key,
            names[act.by[0].party_id],
            work.licence or ALL_RIGHTS_RESERVED,
            work.media_type,
            "image",
            record.store.read(work.digest),
            str(work.attributes["source"]),
        )
        pieces = replace(
            pieces,
            pictures=(*pieces.pictures, picture),
            photo_keys=(*pieces.photo_keys, key),
            client_pieces=(*pieces.client_pieces, piece),
        )
    return pieces


def picture_index(pieces: Pieces, record: Record, run: str, one: Proposed) -> int | None:
    """The place among the pieces' pictures of the one that was drawn for an idea."""
    for act, work in _drawn(record, run):
        key = str(work.attributes["piece"])
        if act.settings.get("idea") == one.number and key in pieces.photo_keys:
            return pieces.photo_keys.index(key)
    return None
