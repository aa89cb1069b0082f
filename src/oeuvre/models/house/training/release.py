"""From a run to a model that ships: encoder, graphs, training figures, checkpoint, and a card with measured figures."""

from __future__ import annotations

import csv
import json
import platform
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import process_time

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from oeuvre.models.house.card import WORKS_HEADING, Card, count_authors, credit_line, read_card
from oeuvre.models.house.collection import Collection
from oeuvre.models.house.fields import CLIP, HEIGHT, WIDTH, Floats, settle
from oeuvre.models.house.filters import faults
from oeuvre.models.house.house import BANK_EACH, BANK_PSI, House, bank_latents, version_of
from oeuvre.models.house.measures import kernel_width, vendi
from oeuvre.models.house.nearest import Figures, distances, overlaps, pack, read_figures
from oeuvre.models.house.projection import project
from oeuvre.models.house.recipe import LATENT, Recipe, read_recipe
from oeuvre.models.house.teaching import Progress
from oeuvre.models.house.training.baselines import (
    affine_figures,
    autoencoder_figures,
    gaussian_figures,
    real_figures,
    train_autoencoder,
)
from oeuvre.models.house.training.checkpoints import pack_checkpoint
from oeuvre.models.house.training.encoding import STEPS as ENCODER_STEPS
from oeuvre.models.house.training.encoding import mean_style, train_encoder
from oeuvre.models.house.training.export import export_encoder, export_generator, export_judge, export_namer
from oeuvre.models.house.training.judging import Judge
from oeuvre.models.house.training.loop import Run, choose_device, curve_table, resume, sample
from oeuvre.models.house.training.network import Encoder
from oeuvre.models.house.training.train import SAMPLE_SEED, SAMPLES, Bench, draws, gather, keep_judge, keep_namer

_PROJECTED = 60
# Shares of the side: how far outlines waver, how much bolder or lighter strokes are, how wide gaps are.
_WAVER, _BOLDER, _GAP = 0.01, 0.01, 0.03
# Figures of the bank that are drawn at once.
_BANKED = 512


def run_release(
    out: Path,
    *,
    name: str,
    folder: Path,
    permitted: Iterable[str] | None,
    withdrawn: Iterable[str],
    tell: Callable[[Progress], None] | None,
    weights: Path,
    encoder_steps: int = ENCODER_STEPS,
) -> Card:
    """What `release` does. The encoder and the baselines are kept in `out`, so that the next release is quicker."""
    torch.set_num_threads(1)
    collection = gather(out, folder, permitted, withdrawn, tell)
    judge = keep_judge(collection, out / "judge.pt", tell)
    recipe = recipe_of(out / "run.pt")
    run = resume(recipe, collection, out / "run.pt", choose_device())
    # Made beside, and moved into place when it is whole: who has the model open meanwhile keeps the one before.
    model = out / "model" / name
    model.mkdir(parents=True, exist_ok=True)
    encoder = keep_encoder(run, collection, out / "encoder.pt", encoder_steps, tell)
    export_generator(run.average, model)
    export_encoder(encoder, model)
    export_judge(judge, model)
    export_namer(keep_namer(collection, out / "namer.pt", tell=tell), model / "name.onnx")
    pack_checkpoint(run, model / "checkpoint.npz")
    (model / "curve.csv").write_text(curve_table(run.curve), encoding="utf-8")
    write_training(collection, judge, model)
    house = House(model, _card(name, run, collection, model, {}))
    write_bank(house, model / "bank.npz", tell)
    figures = measure(house, run, collection, Bench(collection, judge), out, tell)
    card = _card(name, run, collection, model, figures)
    write_card(card, model)
    put_in_place(model, weights / name)
    return read_card(weights / name)


def put_in_place(made: Path, model: Path) -> None:
    """A folder that is whole, in the place of the one before."""
    beside, before = model.with_name(f"{model.name}.new"), model.with_name(f"{model.name}.old")
    for left in (beside, before):
        shutil.rmtree(left, ignore_errors=True)
    model.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made, beside)
    if model.exists():
        model.rename(before)
    beside.rename(model)
    shutil.rmtree(before, ignore_errors=True)


def recipe_of(path: Path) -> Recipe:
    """The recipe that a checkpoint names."""
    held = torch.load(path, weights_only=True)["recipe"]
    return read_recipe(held)


def keep_encoder(
    run: Run, collection: Collection, path: Path, steps: int, tell: Callable[[Progress], None] | None
) -> Encoder:
    """The encoder of the run's averages; one of an earlier state of the run is where it begins."""
    start = None
    if path.exists():
        start = Encoder(mean_style(run.average.cpu()))
        start.load_state_dict(torch.load(path, weights_only=True))
    encoder = train_encoder(
        run.average,
        collection,
        run.recipe,
        steps=steps,
        start=start,
        tell=(lambda done, of: tell(Progress("encoder", done, of))) if tell else None,
    )
    torch.save(encoder.state_dict(), path)
    return encoder


def write_training(collection: Collection, judge: Judge, model: Path) -> None:
    """`works.tsv`, and masks and features of the figures that were shown and held out."""
    rows = Counter(collection.owners.tolist())
    with (model / "works.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow(WORKS_HEADING)
        for index, work in enumerate(collection.works):
            held = int(work.held)
            writer.writerow([work.name, work.author, work.licence, work.page, work.family, held, rows[index]])
    fields = collection.half(np.arange(len(collection.fields)))
    with torch.no_grad():
        parts = [judge(torch.tensor(part).unsqueeze(1)).numpy() for part in np.array_split(fields, 16)]
    figures = Figures(
        in_place=pack(fields),
        settled=pack(settle(fields)),
        owners=collection.owners,
        kinds=collection.kinds,
        held=collection.held,
        features=np.concatenate(parts).astype(np.float16),
    )
    figures.save(model / "figures.npz")


def write_bank(house: House, path: Path, tell: Callable[[Progress], None] | None = None) -> None:
    """`bank.npz`: of many figures of chance those that each word names best, by their places among the latents of the
    bank's seed, and the logarithms of how likely; none that may not be shown."""
    latents = bank_latents()
    places = np.zeros((len(house.words), 0), np.int32)
    said = np.zeros((len(house.words), 0), np.float32)
    for low in range(0, len(latents), _BANKED):
        fields = house.fields(latents[low : low + _BANKED], BANK_PSI)
        fit = np.array([fault is None for fault in faults(fields)])
        more = np.where(fit[None], house.named(fields).T, -np.inf).astype(np.float32)
        said = np.concatenate([said, more], 1)
        places = np.concatenate(
            [places, np.broadcast_to(np.arange(low, low + len(fields), dtype=np.int32), more.shape)], 1
        )
        best = np.argsort(-said, axis=1, kind="stable")[:, :BANK_EACH]
        said, places = np.take_along_axis(said, best, 1), np.take_along_axis(places, best, 1)
        if tell:
            tell(Progress("bank", low, len(latents)))
    np.savez_compressed(path, places=places, said=said.astype(np.float16))


def measure(
    house: House,
    run: Run,
    collection: Collection,
    bench: Bench,
    out: Path,
    tell: Callable[[Progress], None] | None,
) -> dict[str, object]:
    """The table of the card: the model as it is and as it is shown, held-out and training figures, three baselines."""
    figures = read_figures(house.folder / "figures.npz")
    width = kernel_width(bench.features(real_figures(collection, SAMPLES, 5))[1])

    def row(fields: Floats, alone: bool = True) -> dict[str, float]:
        near = distances(fields, figures).min(1)
        found = bench.score(fields) | {"vendi": vendi(bench.features(fields)[1], width)} if alone else {}
        return {key: round(value, 4) for key, value in (found | _nearness(near)).items()}

    baselines = _keep_baselines(collection, out / "baselines.npz", tell)
    z, told = draws(collection, run.recipe, SAMPLES, SAMPLE_SEED)
    plain = sample(run.average, z, told)
    normal = np.random.default_rng(SAMPLE_SEED).standard_normal((SAMPLES, LATENT)).astype(np.float32)
    shown = house.fields(normal, 0.8)
    table = {name: row(fields) for name, fields in baselines.items()}
    table |= {"model": row(plain), "model_shown": row(shown)}
    fault = faults(plain, distances(plain, figures).min(1).tolist())
    fault_shown = faults(shown, distances(shown, figures).min(1).tolist())
    kept = plain[np.array([one is None for one in fault])]
    table["model_filtered"] = row(kept)
    table["held_out"] = row(collection.half(collection.held), alone=False)
    return {
        "table": table,
        "filtered": _rates(fault),
        "filtered_shown": _rates(fault_shown),
        "most_alike": _alike(shown),
        "projection": _projection(house, collection),
        "samples": SAMPLES,
    }


def _keep_baselines(collection: Collection, path: Path, tell: Callable[[Progress], None] | None) -> dict[str, Floats]:
    """Samples of every baseline, drawn once for a collection."""
    names = ("training", "gaussian", "autoencoder", "affine")
    if path.exists():
        with np.load(path) as kept:
            if str(kept["digest"]) == collection.digest:
                return {name: kept[name].astype(np.float32) for name in names}
    model = train_autoencoder(
        collection, tell=(lambda done, of: tell(Progress("baselines", done, of))) if tell else None
    )
    made = {
        "training": real_figures(collection, SAMPLES, 5),
        "gaussian": gaussian_figures(collection, SAMPLES, SAMPLE_SEED),
        "autoencoder": autoencoder_figures(model, SAMPLES, SAMPLE_SEED),
        "affine": affine_figures(collection, SAMPLES, SAMPLE_SEED),
    }
    halves = {name: fields.astype(np.float16) for name, fields in made.items()}
    np.savez_compressed(path, allow_pickle=False, digest=np.array(collection.digest), **halves)
    return made


def _nearness(near: Floats) -> dict[str, float]:
    """How near the nearest training figures are: median, nearest hundredth and twentieth, the share nearer than 0.1."""
    return {
        "nearest_median": float(np.median(near)),
        "nearest_hundredth": float(np.quantile(near, 0.01)),
        "nearest_twentieth": float(np.quantile(near, 0.05)),
        "nearer_than_tenth": float((near < 0.1).mean()),
    }


def _rates(found: Sequence[str | None]) -> dict[str, float]:
    counts = Counter(fault or "shown" for fault in found)
    return {name: round(count / len(found), 4) for name, count in sorted(counts.items())}


def _alike(fields: Floats) -> float:
    """The median overlap of a drawn figure with the likest of 700 others: high where few shapes are drawn."""
    first, others = pack(fields[:300]), pack(fields[300:1000])
    return round(float(np.median(overlaps(first, others).max(1))), 4)


def _projection(house: House, collection: Collection) -> dict[str, float]:
    """Overlap of held-out figures, their own mirror images, with what the model draws for them, as they are and redrawn
    by an unsteady hand; of these with the drawing, and with the figure that was meant."""
    rows = np.flatnonzero(collection.held & (collection.kinds == 0))[:_PROJECTED]
    targets = collection.half(rows)
    first: NDArray[np.float64] = np.array(
        [_iou(drawn, real) for drawn, real in zip(house.fields(house.encode(targets)), targets, strict=True)]
    )
    begun = process_time()
    found = np.array([project(house, target).overlap for target in targets])
    spent = process_time() - begun
    drawings = redrawn(targets, np.random.default_rng(SAMPLE_SEED))
    again = [project(house, drawing) for drawing in drawings]
    return {
        "figures": float(len(rows)),
        "encoder_mean": round(float(first.mean()), 4),
        "refined_mean": round(float(found.mean()), 4),
        "refined_tenth": round(float(np.quantile(found, 0.1)), 4),
        "redrawn_mean": round(float(np.mean([one.overlap for one in again])), 4),
        "redrawn_meant": round(float(np.mean([_iou(one.field, t) for one, t in zip(again, targets, strict=True)])), 4),
        "seconds": round(spent / max(len(rows), 1), 3),
    }


def redrawn(fields: Floats, chance: np.random.Generator) -> Floats:
    """Half-fields (n, HEIGHT, WIDTH) as an unsteady hand would draw them: outlines that waver by some 1% of the side,
    strokes up to 1% of it bolder or lighter, and two gaps 3% wide."""
    down, across = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    made = np.empty_like(fields)
    for index, field in enumerate(fields):
        waver = [
            cv2.resize(chance.standard_normal((9, 5)), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC) for _ in "yx"
        ]
        y, x = (axis + _WAVER * HEIGHT * way for axis, way in zip((down, across), waver, strict=True))
        moved = cv2.remap(
            field, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE
        )
        moved = moved + np.float32(chance.uniform(-_BOLDER, _BOLDER) / CLIP)
        for _ in range(2):
            turn, far = chance.uniform(0, np.pi), chance.uniform(-0.25, 0.25) * HEIGHT
            off = np.cos(turn) * (across - WIDTH / 2) + np.sin(turn) * (down - HEIGHT / 2) - far
            moved = np.minimum(moved, (np.abs(off) - _GAP * HEIGHT / 2) / (CLIP * HEIGHT))
        made[index] = np.clip(moved, -1, 1)
    return made


def _iou(a: Floats, b: Floats) -> float:
    either = int(((a > 0) | (b > 0)).sum())
    return float(((a > 0) & (b > 0)).sum() / max(either, 1))


def _card(name: str, run: Run, collection: Collection, model: Path, figures: dict[str, object]) -> Card:
    authors = count_authors(collection.works)
    return Card(
        name=name,
        version=version_of(model),
        works=sum(not work.held for work in collection.works),
        held_out=sum(work.held for work in collection.works),
        authors=authors,
        left_out=collection.left_out,
        weights_licence=collection.about.weights_licence,
        outputs=collection.about.outputs,
        credit=credit_line(authors, collection.about.source),
        collection=collection.digest,
        images=run.images,
        hours=round(run.seconds / 3600, 2),
        machine=f"{platform.machine()}, one thread, PyTorch {torch.__version__}, bfloat16",
        recipe=run.recipe.as_dict(),
        figures=figures,
        attribution={
            "kept": ["figures.npz", "checkpoint.npz"],
            "bytes": sum((model / part).stat().st_size for part in ("figures.npz", "checkpoint.npz")),
        },
        failings=collection.about.failings,
    )


def write_card(card: Card, model: Path) -> None:
    """`card.json`: what cannot be counted from the list of works."""
    held = card.as_dict()
    del held["training"]
    held["left_out"] = [[one.work, one.reason] for one in card.left_out]
    (model / "card.json").write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
