"""A model of the house, opened: latents to styles, styles to half-fields, drawings to styles, figures to their nearest.

It runs by onnxruntime on one thread, so that the same latents give the same bits on the same machine. A style decides a
figure; a latent is drawn from a normal distribution and leads to a style. The first of a latent's numbers is how
detailed the figure is.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from oeuvre.models.house.card import Card, read_card, read_training
from oeuvre.models.house.collection import HOUSE, TrainingWork
from oeuvre.models.house.errors import HouseUnfit, HouseUnknown
from oeuvre.models.house.fields import Floats
from oeuvre.models.house.names import named_by, place_of, vocabulary
from oeuvre.models.house.nearest import Figures, distances, read_figures
from oeuvre.models.house.recipe import LATENT, STYLE

WEIGHTS = HOUSE / "weights"
GRAPHS = ("map", "draw", "encode")
# Beyond this many at once memory grows and nothing is faster.
_BATCH = 64
# Figures of chance that are named once and for all, of which seed, how far from the mean style; how many a word keeps.
_BANK, _BANK_SEED = 20_000, 101
BANK_PSI, BANK_EACH = 0.9, 10
# Words of works that weigh less than this part of the one that weighs most are not what was meant.
_SHARED = 0.6


@dataclass(frozen=True)
class House:
    """One model in its folder, checked against its card."""

    folder: Path
    card: Card

    @property
    def latent_size(self) -> int:
        """How many numbers a latent has."""
        return LATENT

    @property
    def style_size(self) -> int:
        """How many numbers a style has."""
        return STYLE

    @cached_property
    def mean(self) -> Floats:
        """The mean style (STYLE,) of figures that are their own mirror image: where `psi` pulls to."""
        z = np.random.default_rng(3).standard_normal((4096, LATENT)).astype(np.float32)
        return np.asarray(self.map(z).mean(0), dtype=np.float32)

    @cached_property
    def style_axes(self) -> Floats:
        """The principal axes of styles (STYLE, STYLE), a row each, the widest first, as long as styles spread along
        them: a step of one is a step of one standard deviation (GANSpace: Härkönen et al. 2020)."""
        z = np.random.default_rng(3).standard_normal((4096, LATENT)).astype(np.float32)
        styles = np.concatenate([self.map(z), self.map(z, whole=False)])
        values, vectors = np.linalg.eigh(np.cov(styles.T.astype(np.float64)))
        return np.asarray((vectors * np.sqrt(np.maximum(values, 0))).T[::-1], dtype=np.float32)

    def map(self, z: Floats, whole: bool = True) -> Floats:
        """Styles (n, STYLE) of latents (n, LATENT); `whole`: of figures that are their own mirror
        image, else of mirrored halves."""
        kind = np.full((len(z), 1), 1.0 if whole else -1.0, np.float32)
        return self._run("map", z=np.asarray(z, np.float32), kind=kind)

    def fields(self, latents: Floats, psi: float = 1.0) -> Floats:
        """Half-fields (n, HEIGHT, WIDTH), axis at the right edge, of latents (n, LATENT) or styles (n, STYLE). `psi`
        below 1 pulls towards the mean style: calmer, less varied. Raises `ValueError` for another shape."""
        given = np.asarray(latents, np.float32)
        if given.ndim != 2 or given.shape[1] not in (LATENT, STYLE):
            raise ValueError(f"latents of shape {given.shape}")
        w = self.map(given) if given.shape[1] == LATENT else given
        if psi != 1.0:
            w = self.mean + np.float32(psi) * (w - self.mean)
        return self._run("draw", w=w)[:, 0]

    def encode(self, half_fields: Floats) -> Floats:
        """Styles (n, STYLE) that draw something like these half-fields; `projection.project` goes on from there."""
        return self._run("encode", field=np.asarray(half_fields, np.float32)[:, None])

    def features(self, half_fields: Floats) -> Floats:
        """In the judge's space (n, 64): where distances say how unlike figures are."""
        return self._run("judge", field=np.asarray(half_fields, np.float32)[:, None])

    def pull(self, styles: Floats, targets: Floats, weights: Floats) -> tuple[Floats, Floats, Floats]:
        """What styles (n, STYLE) draw, its square distances (n,) to half-fields under weights (n, HEIGHT, WIDTH), and
        the slopes (n, STYLE) of these by the styles: what a refinement goes by."""
        given = {"w": np.asarray(styles, np.float32)}
        given |= {
            name: np.asarray(some, np.float32)[:, None] for name, some in (("target", targets), ("weight", weights))
        }
        drawn, distance, slope = self._run_all("pull", **given)
        return drawn[:, 0], distance, slope

    @cached_property
    def words(self) -> dict[str, int]:
        """The words that name the works that the model saw, each with its place in what `named` says."""
        return {word: place for place, word in enumerate(vocabulary(self.training))}

    def named(self, half_fields: Floats) -> Floats:
        """The logarithm of how likely each of `words` names these half-fields (n, words)."""
        return self._run("name", field=np.asarray(half_fields, np.float32)[:, None])

    def words_of(self, said: str, works: Mapping[str, float]) -> dict[int, float]:
        """The places of the words that a figure should be named by: of the word `said`, where names bear it; else of
        the words that the works are named by, by how much each counts, those that most of them share. A sum of one, or
        nothing."""
        own = place_of(said, self.words) if said else None
        if own is not None:
            return {own: 1.0}
        known = {work.name: work for work in self.training}
        counted: dict[int, float] = defaultdict(float)
        for name, weight in works.items():
            for place, share in named_by(known[name], self.words).items():
                counted[place] += weight * share
        most = max(counted.values(), default=0.0)
        shared = {place: weight for place, weight in counted.items() if weight >= _SHARED * most}
        return {place: weight / sum(shared.values()) for place, weight in shared.items()}

    def called(self, words: Mapping[int, float]) -> Floats:
        """Latents (n, LATENT) of chance, drawn at `BANK_PSI`, whose figures these words, by their places, name best."""
        places, said = self._bank
        sure = {
            int(place): share + float(likely)
            for word, share in ((word, np.log(share)) for word, share in words.items() if share > 0)
            for place, likely in zip(places[word], said[word], strict=True)
        }
        best = sorted(sure, key=lambda place: (-sure[place], place))[:BANK_EACH]
        return bank_latents()[best]

    @cached_property
    def _bank(self) -> tuple[NDArray[np.int32], Floats]:
        try:
            with np.load(self.folder / "bank.npz") as kept:
                return kept["places"], np.asarray(kept["said"], np.float32)
        except (OSError, ValueError, KeyError) as error:
            raise HouseUnfit(str(self.folder / "bank.npz"), model=self.folder.name, reason="figures") from error

    @cached_property
    def training(self) -> tuple[TrainingWork, ...]:
        """Every work that the model was shown or measured against; `held` tells them apart."""
        return read_training(self.folder)

    @cached_property
    def figures(self) -> Figures:
        """The masks of the training figures."""
        return read_figures(self.folder / "figures.npz")

    def nearest(self, fields: Floats, k: int = 3) -> list[list[tuple[TrainingWork, float]]]:
        """For each half-field the `k` works that the model saw and that lie nearest, with their distances: 0 is a copy,
        1 has nothing in common; moved and rescaled copies are seen."""
        return self._closest(distances(np.asarray(fields, np.float32), self.figures), k)

    def alike(self, fields: Floats, k: int = 3) -> list[list[tuple[TrainingWork, float]]]:
        """For each half-field the `k` works that the model saw and that the judge finds most like it, with distances in
        its space: kinship of figure and manner, where `nearest` sees copies."""
        theirs = self.figures.features.astype(np.float32)
        gaps = [np.sqrt(((theirs - one) ** 2).sum(1)) for one in self.features(fields)]
        apart = np.asarray(gaps, np.float32).reshape(len(gaps), len(theirs))
        return self._closest(np.where(self.figures.held[None], np.float32(np.inf), apart), k)

    def _closest(self, apart: Floats, k: int) -> list[list[tuple[TrainingWork, float]]]:
        """The k works whose figures lie nearest, each once."""
        owners, works = self.figures.owners, self.training
        found = []
        for row in apart:
            best: dict[int, float] = {}
            for index in np.argsort(row, kind="stable"):
                best.setdefault(int(owners[index]), round(float(row[index]), 4))
                if len(best) >= k:
                    break
            found.append([(works[owner], distance) for owner, distance in best.items()])
        return found

    @cached_property
    def _sessions(self) -> dict[str, onnxruntime.InferenceSession]:
        return {}

    def _run(self, graph: str, **given: Floats) -> Floats:
        """The one result of a graph."""
        return self._run_all(graph, **given)[0]

    def _run_all(self, graph: str, **given: Floats) -> tuple[Floats, ...]:
        """One graph on batches; each row's results depend on that row alone."""
        session = self._sessions.get(graph)
        if session is None:
            session = self._sessions[graph] = open_graph(self.folder / f"{graph}.onnx")
        count = len(next(iter(given.values())))
        parts = [
            session.run(None, {name: value[low : low + _BATCH] for name, value in given.items()})
            for low in range(0, max(count, 1), _BATCH)
        ]
        return tuple(np.asarray(np.concatenate(some), dtype=np.float32) for some in zip(*parts, strict=True))


@cache
def bank_latents() -> Floats:
    """The latents (BANK, LATENT) of chance that words are looked for among: the same for every model."""
    return np.random.default_rng(_BANK_SEED).standard_normal((_BANK, LATENT)).astype(np.float32)


def open_graph(path: Path) -> onnxruntime.InferenceSession:
    """A graph on one thread of the CPU. Raises `HouseUnfit`."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise HouseUnfit(str(path), model=path.parent.name, reason="graph") from error


def house_names(weights: Path = WEIGHTS) -> tuple[str, ...]:
    """The models of the house that are here."""
    if not weights.is_dir():
        return ()
    return tuple(
        sorted(path.name for path in weights.iterdir() if "." not in path.name and (path / "card.json").is_file())
    )


def open_house(name: str = "emblem", weights: Path = WEIGHTS) -> House:
    """Open a model by name. Raises `HouseUnknown`, and `HouseUnfit` when its weights are not those of its card."""
    if name not in house_names(weights):
        raise HouseUnknown(name, known=", ".join(house_names(weights)) or "—")
    folder = weights / name
    card = read_card(folder)
    if card.version != version_of(folder):
        raise HouseUnfit(str(folder), model=name, reason="changed")
    return House(folder, card)


def version_of(folder: Path) -> str:
    """The first 16 hexadecimals of the SHA-256 of the graphs that draw and encode."""
    whole = hashlib.sha256()
    for graph in GRAPHS:
        try:
            whole.update((folder / f"{graph}.onnx").read_bytes())
        except OSError as error:
            raise HouseUnfit(str(folder / f"{graph}.onnx"), model=folder.name, reason="graph") from error
    return whole.hexdigest()[:16]
