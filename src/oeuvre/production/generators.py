"""Exploring with a generator of another maker: pictures in a folder, each on the record with its terms.

A picture is one `generate` act by the model, which says what is known of the works it learnt from: known, stated by its
maker, or unknown. It is drawn again from its latent alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from oeuvre import __version__
from oeuvre.create.design import Press
from oeuvre.foundation import Language
from oeuvre.models.foreign import Generator, GeneratorCard, latents_of_chance
from oeuvre.models.house import House
from oeuvre.production.errors import NotRepeatable
from oeuvre.production.explored import PNG_TYPE, SHEET, Exploration, sheet_svg
from oeuvre.production.exploring import Tell, explore_figures
from oeuvre.production.picture_points import FOREIGN, latent_of
from oeuvre.production.picture_ways import CHANCE, PictureWish, wished
from oeuvre.production.picturing import PictureExplorer
from oeuvre.production.rerunning import Rerun
from oeuvre.production.run import write_atomic
from oeuvre.record import JSON, Act, NewAct, NewWork, Party, Record, Work

# How far a direction is followed each way on a sheet of directions.
DIRECTION_STEPS = (-3.0, -1.5, 0.0, 1.5, 3.0)
_BATCH = 64
_ON_SHEET, _MOST_ON_SHEET, _GAP, _PAPER = 192, 400, 12, (244, 240, 232)

Pictures = NDArray[np.uint8]


def explore_generator(
    record: Record,
    explorer: PictureExplorer,
    party: Party,
    out: Path,
    *,
    count: int,
    seed: int,
    project: str | None = None,
    prompt: str = "",
    wish: PictureWish = CHANCE,
    tell: Tell | None = None,
) -> Exploration:
    """Draw pictures into `out` with a contact sheet, each on the record; words lead nowhere here, and are told as such.
    Raises `GeneratorStopped`, `GeneratorUnfit`, `FolderUnwritable`, and as `wished` does."""
    begun, card = time.monotonic(), explorer.card
    latents = wished(explorer, wish, count, seed)
    small: list[Image.Image] = []
    rows: list[dict[str, object]] = []
    digits = max(3, len(str(count)))
    for low in range(0, len(latents), _BATCH):
        some = latents[low : low + _BATCH]
        pictures = explorer.generator.draw(some, alone=True)
        files = [png_of(picture) for picture in pictures]
        small += [_image(picture) for picture in pictures[: max(_MOST_ON_SHEET - len(small), 0)]]
        settings: dict[str, JSON] = {"seed": seed}
        works = _record(record, card, party, project, some, files, wish, prompt, settings, low)
        for number, (data, work, latent) in enumerate(zip(files, works, some, strict=True), low + 1):
            name = f"picture-{number:0{digits}d}.png"
            write_atomic(out / name, data)
            rows.append(
                {
                    "path": name,
                    "svg": None,
                    "work": work.id,
                    "seed": seed,
                    "latent": latent_of(latent),
                    "nearest": [],
                }
            )
        if tell is not None:
            tell("explore", len(rows), count)
    write_atomic(out / SHEET, sheet_of(small))
    value: dict[str, object] = {
        "model": card.id,
        "version": card.version,
        "sheet": SHEET,
        "works": rows,
        "filtered": {},
        "heard": [],
        "unknown": prompt.split(),
        "credit": card.author,
        "training": {"known": card.known, "works": card.works},
        "alike": None if wish.sought is None else round(wish.sought.alike, 3),
        "timings": {"all": round(time.monotonic() - begun, 3)},
    }
    write_atomic(out / "explore.json", (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())
    return Exploration(value, tuple(prompt.split()))


def draw_directions(explorer: PictureExplorer, out: Path, seed: int) -> Path:
    """A sheet of the directions that change pictures most, a row each from one end to the other, nothing on the record;
    gives its place."""
    base = explorer.chance(1, seed)
    rows = [explorer.turned(base, {dial.id: step}) for dial in explorer.dials for step in DIRECTION_STEPS]
    pictures = explorer.generator.draw(np.concatenate(rows))
    write_atomic(out / SHEET, sheet_of([_image(picture) for picture in pictures], len(DIRECTION_STEPS)))
    return out / SHEET


def sample_pictures(generator: Generator, out: Path, count: int, seed: int) -> Path:
    """Pictures of chance as files with a contact sheet, nothing on the record; gives the sheet's place."""
    pictures = generator.draw(latents_of_chance(generator.latent_size, count, seed))
    for number, picture in enumerate(pictures, 1):
        write_atomic(out / f"picture-{number:03d}.png", png_of(picture))
    write_atomic(out / SHEET, sheet_of([_image(picture) for picture in pictures[:_MOST_ON_SHEET]]))
    return out / SHEET


def sample_emblems(house: House, out: Path, count: int, seed: int, language: Language) -> Path:
    """Emblems of chance as files with a contact sheet, nothing on the record; gives the sheet's place."""
    found = explore_figures(house, "", count, seed, language)
    for number, figure in enumerate(found.figures, 1):
        write_atomic(out / f"emblem-{number:03d}.svg", figure.svg)
    with Press() as press:
        write_atomic(out / SHEET, press.drawing(sheet_svg(found.figures), _ON_SHEET * 4))
    return out / SHEET


def png_of(picture: Pictures) -> bytes:
    """A picture (high, wide, channels) as PNG, the same bytes for the same pixels."""
    out = io.BytesIO()
    _image(picture).save(out, "PNG")
    return out.getvalue()


def _image(picture: Pictures) -> Image.Image:
    return Image.fromarray(picture[..., 0] if picture.shape[2] == 1 else picture)


def sheet_of(pictures: Sequence[Image.Image], across: int = 0) -> bytes:
    """Pictures side by side, so many in a row, or about three high by four wide."""
    across = across or max(1, min(len(pictures), round(math.sqrt(len(pictures) * 4 / 3))))
    step = _ON_SHEET + _GAP
    down = max(-(-len(pictures) // across), 1)
    page = Image.new("RGB", (across * step + _GAP, down * step + _GAP), _PAPER)
    for index, picture in enumerate(pictures):
        scale = _ON_SHEET / max(picture.size)
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        shown = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS if scale < 1 else Image.Resampling.NEAREST)
        page.paste(shown, (_GAP + index % across * step, _GAP + index // across * step))
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def _record(
    record: Record,
    card: GeneratorCard,
    party: Party,
    project: str | None,
    latents: NDArray[np.float32],
    files: Sequence[bytes],
    wish: PictureWish,
    prompt: str,
    settings: Mapping[str, JSON],
    before: int,
) -> list[Work]:
    model = record.party(card.name, "model")
    acts = [
        NewAct(
            kind="generate",
            project=project,
            by=[(model, "author"), (party, "director")],
            used=list(wish.parents),
            made=[(picture_work(record, card, data, f"{card.name} {settings['seed']}-{number}"), FOREIGN)],
            settings={**picture_settings(card, latent_of(latent)), **settings},
            words={"prompt": prompt} if prompt.strip() else {},
        )
        for number, (latent, data) in enumerate(zip(latents, files, strict=True), before + 1)
    ]
    return [one.works[0] for one in record.append(acts)]


def picture_work(record: Record, card: GeneratorCard, data: bytes, title: str) -> NewWork:
    """A picture as a work, its bytes stored: whose terms it has, and that no model learns from it unasked."""
    return NewWork(
        record.store.put(data),
        PNG_TYPE,
        "image",
        len(data),
        title=title,
        attributes={"source": card.name, "terms": card.outputs, "training": "notAllowed"},
    )


def picture_settings(card: GeneratorCard, latent: Sequence[float]) -> dict[str, JSON]:
    """What an exact re-run needs, and what is known of the works that the generator learnt from."""
    return {
        "explored": FOREIGN,
        "model": card.id,
        "model_version": card.version,
        "weights_licence": card.weights_licence,
        "outputs": card.outputs,
        "training": card.known,
        "training_works": card.works,
        "version": __version__,
        "latent": list(latent),
        "cost_micro": 0,
    }


def is_foreign(act: Act) -> bool:
    """Whether an act drew a picture with a generator of another maker."""
    return act.kind == "generate" and act.settings.get("explored") == FOREIGN


def rerun_foreign(record: Record, generator: Generator, card: GeneratorCard, act: Act) -> Rerun:
    """A picture drawn again from its latent. Raises `NotRepeatable`."""
    held = act.settings.get("latent")
    if not isinstance(held, list | tuple) or len(held) != generator.latent_size:
        raise NotRepeatable(str(act.seq), kind=act.kind)
    now = png_of(generator.draw(np.array([held], np.float32), alone=True)[0])
    expected = record.work(act.made[0].work_id).digest
    digest = hashlib.sha256(now).hexdigest()
    then: Mapping[str, str] = {"model_version": card.version, "version": __version__}
    changed = [f"{key} {act.settings.get(key)} → {new}" for key, new in then.items() if act.settings.get(key) != new]
    return Rerun(act.seq, digest == expected, digest, expected, tuple(changed) if digest != expected else ())
