"""Models of the house: small, trained by the recipe in this folder on works whose every author and term is known.

`open_house` opens one, by onnxruntime and numpy alone. A latent leads to a style, a style to a half-field: the signed
distance of the left half of a mirrored emblem. Training (`train`, `release`) needs the extra `train`, and asks nobody's
terms itself: who calls it says which licences permit it.
"""

from oeuvre.models.house.card import Author, Card, credit_line
from oeuvre.models.house.collection import (
    COLLECTIONS,
    Collection,
    LeftOut,
    TrainingWork,
    read_collection,
    read_works,
)
from oeuvre.models.house.errors import (
    CheckpointUnfit,
    CollectionUnfit,
    HouseError,
    HouseUnfit,
    HouseUnknown,
    TrainingMissing,
)
from oeuvre.models.house.fields import HEIGHT, SIDE, WIDTH, field_of, half_fields
from oeuvre.models.house.filters import COPY, FAULTS, REPEATED, Fault, fault_of, faults
from oeuvre.models.house.house import BANK_PSI, WEIGHTS, House, house_names, open_house
from oeuvre.models.house.projection import Projection, overlap, project
from oeuvre.models.house.recipe import Recipe
from oeuvre.models.house.sheets import UNPICKED, UNPICKED_PSI, UNPICKED_SEED, draw_sheet
from oeuvre.models.house.silhouettes import draw_svgs, read_png
from oeuvre.models.house.teaching import Progress, release, train

__all__ = [
    "BANK_PSI",
    "COLLECTIONS",
    "COPY",
    "FAULTS",
    "HEIGHT",
    "REPEATED",
    "SIDE",
    "UNPICKED",
    "UNPICKED_PSI",
    "UNPICKED_SEED",
    "WEIGHTS",
    "WIDTH",
    "Author",
    "Card",
    "CheckpointUnfit",
    "Collection",
    "CollectionUnfit",
    "Fault",
    "House",
    "HouseError",
    "HouseUnfit",
    "HouseUnknown",
    "LeftOut",
    "Progress",
    "Projection",
    "Recipe",
    "TrainingMissing",
    "TrainingWork",
    "credit_line",
    "draw_sheet",
    "draw_svgs",
    "fault_of",
    "faults",
    "field_of",
    "half_fields",
    "house_names",
    "open_house",
    "overlap",
    "project",
    "read_collection",
    "read_png",
    "read_works",
    "release",
    "train",
]
