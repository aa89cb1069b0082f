"""What cannot be made of an emblem. Sentences stand in `foundation/words/*/emblem.json`."""

from __future__ import annotations

from oeuvre.foundation import Language, OeuvreError, say


class EmblemError(OeuvreError):
    """Any error of what is made of emblems."""

    room = "emblem"

    def message(self, language: Language = "en") -> str:
        return say(f"emblem:errors.{self.code}.message", language, place=self.place, **self.values)

    def remedy(self, language: Language = "en") -> str:
        return say(f"emblem:errors.{self.code}.remedy", language, place=self.place, **self.values)


class NotAnEmblem(EmblemError):
    """A work that the house model did not draw."""

    code = "not-an-emblem"
    exit_code = 2
    http_status = 422


class EmblemOfOther(EmblemError):
    """An emblem that another version of the model drew: it cannot be drawn again in parts."""

    code = "emblem-of-other"
    exit_code = 2
    http_status = 422


class NameUndrawable(EmblemError):
    """A name that is empty, too long, or has signs that the face lacks."""

    code = "name-undrawable"
    exit_code = 2
    http_status = 422


class FontUnknown(EmblemError):
    """No pairing of this name."""

    code = "font-unknown"
    exit_code = 2
    http_status = 422


class FileEnding(EmblemError):
    """A file whose ending says no form that can be written."""

    code = "file-ending"
    exit_code = 2
    http_status = 422


class PictureOfOther(EmblemError):
    """A work that the generator, as it is now, did not draw."""

    code = "picture-of-other"
    exit_code = 2
    http_status = 422


class MixUnfit(EmblemError):
    """A mixture that is not of two to four pictures, or whose weights are none."""

    code = "mix-unfit"
    exit_code = 2
    http_status = 422


class WaysOfHouse(EmblemError):
    """A way to steer that the command line has for generators alone."""

    code = "ways-of-house"
    exit_code = 2
    http_status = 422
