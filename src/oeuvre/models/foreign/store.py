"""The generators of a home: each a folder of its own, with its file, its manifest and a card.

A file that is added is copied, and held to its digest whenever it is opened: what was looked at is what runs.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from oeuvre.models.foreign.errors import GeneratorTaken, GeneratorUnfit, GeneratorUnknown
from oeuvre.models.foreign.generator import Generator, digest_of, fit, open_generator
from oeuvre.models.foreign.manifest import Known, read_manifest
from oeuvre.models.foreign.onnx_file import read_onnx
from oeuvre.models.foreign.steering import latents_of_chance

FOLDER = "generators"
_MODEL, _MANIFEST, _CARD = "model.onnx", "manifest.toml", "card.json"
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")


@dataclass(frozen=True)
class GeneratorCard:
    """A generator as the record names it. `version` is the first 16 hexadecimals of the SHA-256 of its files, `shape`
    that of one picture (high, wide, channels)."""

    id: str
    name: str
    version: str
    author: str
    weights_licence: str
    outputs: str
    known: Known
    works: str
    latent_size: int
    shape: tuple[int, int, int]
    size: int

    def as_dict(self) -> dict[str, object]:
        """The shape that `oeuvre models show NAME --json` prints."""
        return {
            "id": self.id,
            "name": self.name,
            "version": self.version,
            "author": self.author,
            "weights_licence": self.weights_licence,
            "outputs": self.outputs,
            "training": {"known": self.known, "works": self.works},
            "latent": self.latent_size,
            "picture": list(self.shape),
            "bytes": self.size,
        }


def add_generator(home: Path, model: Path, manifest: Path) -> GeneratorCard:
    """Take a generator in: read without running it, held to its manifest, then tried once in a process with limits.
    Raises `ManifestUnfit`, `GeneratorUnfit`, `GeneratorStopped`, `GeneratorTaken`; nothing is kept then."""
    told = read_manifest(manifest)
    identifier = re.sub(r"[^a-z0-9.]+", "-", told.name.lower()).strip("-.")[:60].strip("-.")
    if not identifier:
        raise GeneratorUnknown(told.name[:60], known="–")
    place = home / FOLDER / identifier
    if place.exists():
        raise GeneratorTaken(identifier)
    outline = read_onnx(model)
    fit(outline, told, model.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".adding-", dir=place.parent) as name:
        beside = Path(name) / "whole"
        beside.mkdir()
        shutil.copyfile(model, beside / _MODEL)
        for other in outline.beside:
            shutil.copyfile(model.parent / other, beside / other)
        shutil.copyfile(manifest, beside / _MANIFEST)
        with open_generator(beside / _MODEL, told, name=identifier) as generator:
            picture = generator.draw(latents_of_chance(told.latent_size, 2, 1))[0]
        high, wide, channels = picture.shape
        files = [beside / _MODEL, *(beside / other for other in outline.beside)]
        card = GeneratorCard(
            identifier,
            told.name,
            digest_of(beside / _MODEL, outline.beside)[:16],
            told.author,
            told.weights,
            told.outputs,
            told.known,
            told.works,
            told.latent_size,
            (high, wide, channels),
            sum(path.stat().st_size for path in files),
        )
        (beside / _CARD).write_text(json.dumps(card.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        beside.rename(place)
    return card


def generator_ids(home: Path) -> tuple[str, ...]:
    """The generators that a home has."""
    folder = home / FOLDER
    if not folder.is_dir():
        return ()
    return tuple(sorted(one.name for one in folder.iterdir() if _ID.fullmatch(one.name) and (one / _CARD).is_file()))


def read_generator(home: Path, identifier: str) -> GeneratorCard:
    """The card of a generator. Raises `GeneratorUnknown`, and `GeneratorUnfit` for a card that cannot be read."""
    folder = _folder(home, identifier)
    try:
        held = json.loads((folder / _CARD).read_text(encoding="utf-8"))
        high, wide, channels = (int(side) for side in held["picture"])
        return GeneratorCard(
            identifier,
            str(held["name"]),
            str(held["version"]),
            str(held["author"]),
            str(held["weights_licence"]),
            str(held["outputs"]),
            held["training"]["known"],
            str(held["training"]["works"]),
            int(held["latent"]),
            (high, wide, channels),
            int(held["bytes"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise GeneratorUnfit(identifier, reason="card") from None


def load_generator(home: Path, identifier: str) -> Generator:
    """A generator of the home, opened. Raises as `read_generator`, and `GeneratorUnfit` where its files are others."""
    card, folder = read_generator(home, identifier), _folder(home, identifier)
    outline = read_onnx(folder / _MODEL)
    if digest_of(folder / _MODEL, outline.beside)[:16] != card.version:
        raise GeneratorUnfit(identifier, reason="changed")
    return open_generator(folder / _MODEL, read_manifest(folder / _MANIFEST), name=identifier)


def remove_generator(home: Path, identifier: str) -> GeneratorCard:
    """Take a generator out of the home, with its copy. Raises `GeneratorUnknown`."""
    card = read_generator(home, identifier)
    shutil.rmtree(_folder(home, identifier))
    return card


def _folder(home: Path, identifier: str) -> Path:
    if identifier not in generator_ids(home):
        raise GeneratorUnknown(identifier[:60], known=", ".join(generator_ids(home)) or "–")
    return home / FOLDER / identifier
