"""A training collection: works with author and licence, and the half-fields that they give.

A collection is a folder: `works.tsv` (name, author, licence, page of the author; a tab between, a heading first), or
`works.toml` as `own_collection` has it,
`left-out.tsv` (name, reason), `about.json` (see `About`), `families.tsv` (family, a pattern of names) where there are
near-twins, and the drawings: `silhouettes.json.xz` (name to SVG body on a page of 512), or one SVG or PNG file a work.
Works whose licence the caller does not permit are left out by name, as are those without an author and those that give
no half-field.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import lzma
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from oeuvre.models.house.errors import CollectionUnfit
from oeuvre.models.house.fields import HEIGHT, SIDE, WHOLE, WIDTH, Floats, half_fields
from oeuvre.models.house.own_collection import own_about, own_rows
from oeuvre.models.house.silhouettes import draw_svgs, read_png

HOUSE = Path(__file__).parent
COLLECTIONS = HOUSE / "collections"
# Fewer works than this teach nothing but themselves.
LEAST_WORKS = 50
# The tenth of the works that no model sees: its seed and share.
_HELD_SEED, _HELD = 0, 0.1
# A figure that is its own mirror image is what the model shall draw: it is shown so much more often than a half.
WHOLE_WEIGHT = 4.0
# A family of near-twins is shown as often as so many other works together.
_FAMILY_WEIGHT = 4.0

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">{}</svg>'


@dataclass(frozen=True)
class TrainingWork:
    """One work that a model was taught on. `words` are those of its name, `family` names its near-twins or is empty;
    `held` says that the model never saw it and is measured against it."""

    name: str
    author: str
    licence: str
    words: tuple[str, ...]
    page: str = ""
    family: str = ""
    held: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A work that is not in the training, and why: a key under `house:reasons`."""

    work: str
    reason: str


@dataclass(frozen=True)
class About:
    """What whoever gathered a collection says of it, for the card of a model made of it: `about.json` of its folder.
    `source` is where the set is to be found, `failings` are sentences on what such a model does badly."""

    source: str = ""
    weights_licence: str = "unknown"
    outputs: str = "As the terms of the training works say."
    failings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collection:
    """Works and their half-fields. `fields` (rows, HEIGHT, WIDTH) are int8, 127 for 1; `kinds` says how each row came
    about, `owners` which of `works` it is of. `digest` names exactly these works and drawings."""

    name: str
    works: tuple[TrainingWork, ...]
    left_out: tuple[LeftOut, ...]
    fields: NDArray[np.int8]
    kinds: NDArray[np.int8]
    owners: NDArray[np.int32]
    digest: str
    about: About = About()

    @property
    def held(self) -> NDArray[np.bool_]:
        """Of each row, whether its work is held out."""
        return np.array([work.held for work in self.works], dtype=np.bool_)[self.owners]

    def weights(self, families: bool = True) -> NDArray[np.float64]:
        """How often each row is shown, the works of one family together as often as few works; a sum of one."""
        weights = np.where(self.kinds == WHOLE, WHOLE_WEIGHT, 1.0)
        if families:
            counts = Counter(work.family for work in self.works if work.family)
            shares = [min(1.0, _FAMILY_WEIGHT / counts[work.family]) if work.family else 1.0 for work in self.works]
            weights = weights * np.array(shares)[self.owners]
        return np.asarray(weights / weights.sum(), dtype=np.float64)

    def half(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Floats:
        """The half-fields of some rows, in [-1, 1]."""
        return np.asarray(self.fields[rows].astype(np.float32) / 127, dtype=np.float32)


def read_collection(
    folder: Path,
    *,
    permitted: Iterable[str] | None = None,
    withdrawn: Iterable[str] = (),
    cache: Path | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Collection:
    """Read a folder. `permitted`: licences whose terms allow training (None: all); `withdrawn`: names that may not be
    used any more; `cache`: a file that keeps the half-fields; `tell` hears works done of all. Raises
    `CollectionUnfit`."""
    works, left_out = read_works(folder, permitted=permitted, withdrawn=withdrawn)
    drawings = _drawings(folder, [work.name for work in works])
    digest = _digest(works, drawings)
    found = _cached(cache, digest) if cache else None
    if found is None:
        found = _halve(drawings, tell)
        if cache:
            np.savez_compressed(cache, fields=found[0], kinds=found[1], owners=found[2], digest=np.array(digest))
    fields, kinds, owners = found
    given = set(owners.tolist())
    barren = [index for index in range(len(works)) if index not in given]
    left_out += [LeftOut(works[index].name, _barren(drawings[index])) for index in barren]
    kept = [work for index, work in enumerate(works) if index in given]
    if len(kept) < LEAST_WORKS:
        raise CollectionUnfit(folder.name, reason="too-few", works=len(kept), least=LEAST_WORKS)
    place = {old: new for new, old in enumerate(sorted(given))}
    moved = np.array([place[owner] for owner in owners.tolist()], dtype=np.int32)
    return Collection(folder.name, tuple(kept), tuple(left_out), fields, kinds, moved, digest, read_about(folder))


def read_about(folder: Path) -> About:
    """What is said of a collection; nothing where there is no such file. Raises `CollectionUnfit`."""
    own = own_about(folder)
    if own is not None:
        plain = About()
        return About(
            own.get("source", plain.source),
            own.get("weights_licence", plain.weights_licence),
            own.get("outputs", plain.outputs),
        )
    path = folder / "about.json"
    if not path.is_file():
        return About()
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return About(
            str(held["source"]),
            str(held["weights_licence"]),
            str(held["outputs"]),
            tuple(str(one) for one in held["failings"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise CollectionUnfit(path.name, reason="bad-table") from None


def read_works(
    folder: Path, *, permitted: Iterable[str] | None = None, withdrawn: Iterable[str] = ()
) -> tuple[list[TrainingWork], list[LeftOut]]:
    """Who made what, without the drawings: the works that may be used, by name, and those left out with the reason."""
    given = own_rows(folder)
    rows = sorted(_rows(folder / "works.tsv", 4) if given is None else given, key=lambda row: row[0])
    left_out = [LeftOut(name, reason) for name, reason in _rows(folder / "left-out.tsv", 2, optional=True)]
    families = [(family, re.compile(names)) for family, names in _rows(folder / "families.tsv", 2, optional=True)]
    held = np.random.default_rng(_HELD_SEED).random(len(rows)) < _HELD
    allowed, gone = None if permitted is None else set(permitted), set(withdrawn)
    works = []
    for (name, author, licence, page), is_held in zip(rows, held.tolist(), strict=True):
        reason = "withdrawn" if name in gone else "no-author" if not author else "no-licence" if not licence else ""
        if not reason and allowed is not None and licence not in allowed:
            reason = "terms"
        if reason:
            left_out.append(LeftOut(name, reason))
            continue
        family = next((family for family, names in families if names.fullmatch(name)), "")
        works.append(TrainingWork(name, author, licence, words_of(name), page, family, is_held))
    return works, left_out


def words_of(name: str) -> tuple[str, ...]:
    """The words of a work's name, figures left out: `tarot-00-the-fool` gives tarot, the, fool."""
    return tuple(word for word in re.split(r"[^a-z]+", name.lower()) if word)


def _rows(path: Path, columns: int, optional: bool = False) -> list[list[str]]:
    """The rows of a table without its heading. Raises `CollectionUnfit` where a row has another number of cells."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        if optional:
            return []
        raise CollectionUnfit(path.name, reason="no-table") from None
    except UnicodeDecodeError:
        raise CollectionUnfit(path.name, reason="bad-table") from None
    rows = list(csv.reader(text.splitlines()[1:], delimiter="\t", quoting=csv.QUOTE_NONE))
    if any(len(row) != columns for row in rows) or len({row[0] for row in rows}) < len(rows):
        raise CollectionUnfit(path.name, reason="bad-table")
    return rows


def _drawings(folder: Path, names: Sequence[str]) -> list[bytes]:
    """The drawing of each work, empty where there is none."""
    packed = folder / "silhouettes.json.xz"
    if packed.exists():
        try:
            bodies = json.loads(lzma.decompress(packed.read_bytes()))
        except (ValueError, lzma.LZMAError):
            raise CollectionUnfit(packed.name, reason="bad-drawings") from None
        return [_SVG.format(bodies[name]).encode() if name in bodies else b"" for name in names]
    paths = [next((p for p in (folder / f"{name}.svg", folder / f"{name}.png") if p.is_file()), None) for name in names]
    return [path.read_bytes() if path and path.resolve().parent == folder.resolve() else b"" for path in paths]


def _digest(works: Sequence[TrainingWork], drawings: Sequence[bytes]) -> str:
    whole = hashlib.sha256()
    for work, drawing in zip(works, drawings, strict=True):
        whole.update(f"{work.name}\t{work.author}\t{work.licence}\t{work.held}\n".encode())
        whole.update(hashlib.sha256(drawing).digest())
    return whole.hexdigest()


Halves = tuple[NDArray[np.int8], NDArray[np.int8], NDArray[np.int32]]


def _cached(cache: Path, digest: str) -> Halves | None:
    """The half-fields that a file keeps, when they are those of this digest."""
    try:
        with np.load(cache) as kept:
            if str(kept["digest"]) == digest:
                return kept["fields"], kept["kinds"], kept["owners"]
    except (OSError, ValueError, KeyError):
        return None
    return None


def _halve(drawings: Sequence[bytes], tell: Callable[[int, int], None] | None) -> Halves:
    """The half-fields of drawings; what cannot be read gives none."""
    fields: list[Floats] = []
    kinds: list[int] = []
    owners: list[int] = []
    for first in range(0, len(drawings), 64):
        batch = drawings[first : first + 64]
        for offset, mask in enumerate(_masks(batch)):
            for kind, field in half_fields(mask):
                fields.append(field)
                kinds.append(kind)
                owners.append(first + offset)
        if tell:
            tell(first + len(batch), len(drawings))
    whole = np.stack(fields) if fields else np.zeros((0, HEIGHT, WIDTH), np.float32)
    return np.round(whole * 127).astype(np.int8), np.array(kinds, np.int8), np.array(owners, np.int32)


def _is_svg(drawing: bytes) -> bool:
    return drawing.lstrip().startswith(b"<")


def _barren(drawing: bytes) -> str:
    """Why a drawing gave no figure."""
    try:
        _ = draw_svgs([drawing]) if _is_svg(drawing) else read_png(drawing)
    except ValueError:
        return "unreadable"
    return "no-figure"


def _masks(batch: Sequence[bytes]) -> NDArray[np.bool_]:
    """Masks of drawings, blank where one cannot be read."""
    masks = np.zeros((len(batch), SIDE, SIDE), np.bool_)
    svgs = [index for index, drawing in enumerate(batch) if _is_svg(drawing)]
    try:
        masks[svgs] = draw_svgs([batch[index] for index in svgs])
    except ValueError:
        # One of them cannot be drawn: halved until it is alone.
        if len(svgs) > 1:
            middle = len(svgs) // 2
            for part in (svgs[:middle], svgs[middle:]):
                masks[part] = _masks([batch[index] for index in part])
    for index in set(range(len(batch))) - set(svgs):
        with contextlib.suppress(ValueError):
            masks[index] = read_png(batch[index])
    return masks
