"""Crops a photograph around its subject: faces first, then what stands out, then the centre.

Faces are found by Haar cascades (Viola and Jones, 2001), as OpenCV packages them, and believed only when two
cascades agree. What stands out is measured by the spectral residual (Hou and Zhang, 2007) by distance from the mean
colour (Achanta and others, 2009), and by what is in focus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from PIL import Image

SubjectKind = Literal["face", "salient", "centre"]

# A placed picture is never enlarged by more than this.
MOST_ENLARGED = 1.3

_WORKING_SIDE = 800
_MAP_SIDE = 96
# A face takes at least this part of the short side to count as a subject.
_LEAST_FACE = 0.045
_SMALLEST_SCALE = 0.4


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels of the source."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def area(self) -> float:
        return self.width * self.height

    def shared(self, other: Box) -> float:
        """The area that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)


@dataclass(frozen=True)
class Subject:
    """What a picture is of, and how that was found."""

    box: Box
    kind: SubjectKind
    faces: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Crop:
    """A part of the source in the asked ratio; `kept` is the part of the subject inside it."""

    box: Box
    kept: float
    cuts_face: bool

    def enlargement(self, target_width: float) -> float:
        """How many target pixels one source pixel becomes."""
        return target_width / self.box.width


def find_subject(image: Image.Image) -> Subject:
    """The subject of an RGB picture. The same picture gives the same subject."""
    import numpy as np

    width, height = image.size
    scale = min(1.0, _WORKING_SIDE / max(width, height))
    small = image.convert("RGB").resize((max(1, round(width * scale)), max(1, round(height * scale))))
    pixels = np.asarray(small)
    faces = tuple(_scaled(face, width / small.width, height / small.height, image.size) for face in _faces(pixels))
    if faces:
        return Subject(_around(faces), "face", faces)
    salient = _salient_box(pixels)
    if salient is not None:
        return Subject(_scaled(salient, width / small.width, height / small.height, image.size), "salient")
    return Subject(Box(width * 0.25, height * 0.25, width * 0.5, height * 0.5), "centre")


def _scaled(box: Box, across: float, down: float, size: tuple[int, int]) -> Box:
    left, top = max(0.0, box.left * across), max(0.0, box.top * down)
    right, bottom = min(float(size[0]), box.right * across), min(float(size[1]), box.bottom * down)
    return Box(left, top, right - left, bottom - top)


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


@cache
def _cascade(name: str) -> Any:
    import cv2

    folder = Path(cv2.__file__).parent / "data"
    return cv2.CascadeClassifier(str(folder / name))


def _faces(pixels: Any) -> list[Box]:
    """Faces in working pixels, with the hair and chin that a cascade leaves outside."""
    import cv2

    grey = cv2.equalizeHist(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))
    least = max(20, round(min(grey.shape) * _LEAST_FACE))
    if min(grey.shape) < least:
        return []

    def found(name: str, neighbours: int, picture: Any = grey) -> list[Box]:
        hits = _cascade(name).detectMultiScale(picture, 1.1, neighbours, minSize=(least, least))
        return [Box(*(float(part) for part in hit)) for hit in hits]

    sure = found("haarcascade_frontalface_alt2.xml", 4)
    second = found("haarcascade_frontalface_default.xml", 3) + found("haarcascade_frontalface_alt.xml", 3)
    faces = [face for face in sure if any(_agree(face, other) for other in second)]
    if not faces:
        # Profiles look left in the cascade; the mirrored picture shows those that look right.
        seen = found("haarcascade_profileface.xml", 7)
        width = grey.shape[1]
        mirrored = found("haarcascade_profileface.xml", 7, cv2.flip(grey, 1))
        seen += [Box(width - face.right, face.top, face.width, face.height) for face in mirrored]
        faces = [face for face in seen if any(_agree(face, other, 0.2) for other in sure + second)]
    padded = [
        Box(face.left - face.width * 0.1, face.top - face.height * 0.2, face.width * 1.2, face.height * 1.35)
        for face in faces
    ]
    return sorted(padded, key=lambda box: (box.left, box.top))


def _agree(one: Box, other: Box, least: float = 0.3) -> bool:
    shared = one.shared(other)
    return shared / (one.area + other.area - shared) >= least


def saliency(pixels: Any) -> Any:
    """How much each place of an RGB picture stands out, 0 to 1, on a small map of the same ratio."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    scale = _MAP_SIDE / max(height, width)
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
    # A shadow differs in lightness alone; a subject mostly in colour too.
    apart = (cv2.GaussianBlur(lab, (5, 5), 0) - lab.reshape(-1, 3).mean(axis=0)) * np.array(
        [0.6, 1.5, 1.5], dtype=np.float32
    )
    colour = np.linalg.norm(apart, axis=2)
    spectrum = np.fft.fft2(lab[:, :, 0] / 255)
    logs = np.log(np.abs(spectrum) + 1e-6).astype(np.float32)
    residual = logs - cv2.blur(logs, (3, 3))
    spectral = np.abs(np.fft.ifft2(np.exp(residual + 1j * np.angle(spectrum)))) ** 2
    spectral = cv2.GaussianBlur(spectral.astype(np.float32), (9, 9), 2.5)
    colour = _stretched(colour) * (0.65 + 0.35 * _stretched(_sharpness(pixels, size)))
    both = _stretched(colour) * 0.75 + _stretched(spectral) * 0.25
    # Photographers rarely put the subject on the edge.
    down, across = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    away = ((across / max(1, size[0] - 1) - 0.5) ** 2 + (down / max(1, size[1] - 1) - 0.5) ** 2) * 2
    return _stretched(both * (1 - 0.6 * away))


def _sharpness(pixels: Any, size: tuple[int, int]) -> Any:
    """Where the picture is in focus: energy of the Laplacian (Nayar and Nakagawa, 1994), spread over its region."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = np.abs(cv2.Laplacian(cv2.GaussianBlur(grey, (3, 3), 0), cv2.CV_32F))
    small = cv2.resize(fine, size, interpolation=cv2.INTER_AREA)
    return np.sqrt(cv2.GaussianBlur(small, (0, 0), 3.0))


def _stretched(values: Any) -> Any:
    low, high = float(values.min()), float(values.max())
    return (values - low) / (high - low) if high - low > 1e-6 else values * 0


def _salient_box(pixels: Any) -> Box | None:
    """The part that stands out, in working pixels; None when nothing does."""
    import numpy as np

    spread = float(np.asarray(pixels, dtype=np.float32).std())
    if spread < 2.0:
        return None
    found = saliency(pixels)
    strong = _heaviest(found)
    left, right = _middle(strong.sum(axis=0))
    top, bottom = _middle(strong.sum(axis=1))
    share = (right - left) * (bottom - top)
    if share > 0.75:
        return None
    height, width = pixels.shape[:2]
    return Box(left * width, top * height, (right - left) * width, (bottom - top) * height)


def _heaviest(found: Any) -> Any:
    """The map with only its heaviest region left, and those that weigh at least half as much."""
    import cv2
    import numpy as np

    strong = np.where(found >= np.quantile(found, 0.80), found, 0).astype(np.float32)
    count, regions = cv2.connectedComponents((strong > 0).astype(np.uint8), connectivity=8)
    masses = [float(strong[regions == at].sum()) for at in range(count)]
    kept = [at for at in range(1, count) if masses[at] >= 0.5 * max(masses[1:])]
    return np.where(np.isin(regions, kept), strong, 0)


def _middle(weights: Any) -> tuple[float, float]:
    """Where the middle nine tenths of some weights lie, as parts of the whole."""
    import numpy as np

    running = np.cumsum(weights) / weights.sum()
    low, high = int(np.searchsorted(running, 0.05)), int(np.searchsorted(running, 0.95)) + 1
    return low / len(weights), min(1.0, high / len(weights))


def crop_for(
    subject: Subject,
    source_size: tuple[int, int],
    target_ratio: float,
    target_width: float | None = None,
) -> Crop:
    """The best part of the source with `target_ratio` (width by height).

    As large as it can be, round the subject, and never through a face when any crop avoids it: for that alone it
    may be smaller, down to 0.4 of the largest, or to where `target_width` pixels would be enlarged over 1.3.
    """
    width, height = source_size
    largest = (width, width / target_ratio) if width / height <= target_ratio else (height * target_ratio, height)
    least = _SMALLEST_SCALE
    if target_width is not None:
        least = min(1.0, max(least, target_width / MOST_ENLARGED / largest[0]))
    best: Crop | None = None
    steps = [1.0, *(step / 20 for step in range(19, 0, -1) if step / 20 > least), least] if subject.faces else [1.0]
    for scale in steps:
        best = min(
            (crop for crop in (best, _best_place(subject, source_size, largest, scale)) if crop is not None),
            key=lambda crop: (crop.cuts_face, crop.kept < 0.05, -crop.box.area if not crop.cuts_face else -crop.kept),
        )
        if not best.cuts_face and best.kept > 0.05:
            break
    assert best is not None
    return best


def _best_place(subject: Subject, size: tuple[int, int], largest: tuple[float, float], scale: float) -> Crop:
    """The best of all places at one scale: through no face, with most of the subject, it in the middle."""
    import numpy as np

    width, height = largest[0] * scale, largest[1] * scale
    faces, box = subject.faces, subject.box
    lefts = np.array(_places(size[0], width, [(face.left, face.right) for face in faces], (box.left, box.width)))
    tops = np.array(_places(size[1], height, [(face.top, face.bottom) for face in faces], (box.top, box.height)))
    left, top = (part.ravel() for part in np.meshgrid(lefts, tops))

    def inside(other: Box) -> Any:
        """The part of another box that lies inside each place."""
        across = np.minimum(left + width, other.right) - np.maximum(left, other.left)
        down = np.minimum(top + height, other.bottom) - np.maximum(top, other.top)
        return np.clip(across, 0, None) * np.clip(down, 0, None) / max(other.area, 1e-9)

    kept = inside(box)
    # A sliver of under a hundredth is a rounding of edges, not a cut.
    cuts = np.zeros(len(left), dtype=bool)
    for face in faces:
        part = inside(face)
        cuts |= (part > 0.01) & (part < 0.99)
    away = np.abs(left + width / 2 - box.left - box.width / 2) + np.abs(top + height / 2 - box.top - box.height / 2)
    best = int(np.lexsort((away, -kept.round(3), cuts))[0])
    return Crop(Box(float(left[best]), float(top[best]), width, height), min(1.0, float(kept[best])), bool(cuts[best]))


def _places(whole: float, part: float, faces: Sequence[tuple[float, float]], span: tuple[float, float]) -> list[float]:
    """Where a part may begin along one side: centred on the subject, and at every face's edges."""
    room = max(0.0, whole - part)
    wanted = [0.0, room, room / 2, span[0] + span[1] / 2 - part / 2, span[0] - part * 0.05]
    wanted += [edge for face in faces for edge in (face[0], face[1], face[0] - part, face[1] - part)]
    wanted += [room * step / 12 for step in range(13)]
    return sorted({min(room, max(0.0, place)) for place in wanted})
