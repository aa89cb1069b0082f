"""What can go wrong with a model of the house. Sentences and remedies stand in `foundation/words/*/house.json`.

HouseError
├── HouseUnknown, HouseUnfit      a model that is not there, or whose files are not whole
├── CollectionUnfit               a training collection that cannot be used (exit 2)
├── TrainingMissing               the extra that trains is not installed
└── CheckpointUnfit               a checkpoint of another recipe, or not whole
"""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say


class HouseError(OeuvreError):
    """Any error of this room. The value `reason` is a key under `house:reasons`."""

    room: ClassVar[str] = "house"

    def _spoken(self, language: Language) -> dict[str, object]:
        values = dict(self.values)
        if "reason" in values:
            values["reason"] = say(f"house:reasons.{values['reason']}", language, **self.values)
        return values

    def message(self, language: Language = "en") -> str:
        return say(f"house:errors.{self.code}.message", language, place=self.place, **self._spoken(language))

    def remedy(self, language: Language = "en") -> str:
        return say(f"house:errors.{self.code}.remedy", language, place=self.place, **self._spoken(language))


class HouseUnknown(HouseError):
    """No model of the house has this name."""

    code = "house-unknown"
    exit_code = 2
    http_status = 404


class HouseUnfit(HouseError):
    """A file of a model is missing, or is not the one that its card names."""

    code = "house-unfit"


class CollectionUnfit(HouseError):
    """A training collection that cannot be used; `reason` says why."""

    code = "collection-unfit"
    exit_code = 2
    http_status = 422


class TrainingMissing(HouseError):
    """The extra that trains is not installed."""

    code = "training-missing"


class CheckpointUnfit(HouseError):
    """A checkpoint of another recipe or collection, or one that is not whole."""

    code = "checkpoint-unfit"
    exit_code = 2
