"""What can go wrong with emblems and with exploring."""

from __future__ import annotations

from oeuvre.foundation import Language, OeuvreError, say


class ExploreError(OeuvreError):
    room = "explore"


class NoOutline(ExploreError):
    """A field whose outline cannot be an emblem; `reason` is one of `explore:reasons`."""

    code = "no-outline"
    http_status = 422

    def message(self, language: Language = "en") -> str:
        return say("explore:errors.no-outline.message", language, reason=say(self.reason_key, language))

    @property
    def reason(self) -> str:
        """Why, by its key."""
        return str(self.values["reason"])

    @property
    def reason_key(self) -> str:
        return f"explore:reasons.{self.reason}"


class TooManyWords(ExploreError):
    """A prompt longer than anybody means."""

    code = "too-many-words"
    exit_code = 2
    http_status = 422


class DrawingUnfit(ExploreError):
    """A picture that gives no silhouette; `reason` is one of `explore:drawings`."""

    code = "drawing-unfit"
    exit_code = 2
    http_status = 422

    def message(self, language: Language = "en") -> str:
        return say(f"explore:drawings.{self.reason}", language)

    @property
    def reason(self) -> str:
        """Why, by its key."""
        return str(self.values["reason"])


class PointUnknown(ExploreError):
    """A place among the figures that this model did not give, or that a former version of it gave."""

    code = "point-unknown"
    exit_code = 2
    http_status = 422


class ExplorerBusy(ExploreError):
    """More is asked of the explorer at once than it takes."""

    code = "explorer-busy"
    http_status = 429


class SpaceUnfit(ExploreError):
    """A file that holds no space of a project."""

    code = "space-unfit"
    exit_code = 2
    http_status = 422


class RoundUnknown(ExploreError):
    """A choice that stands on no record here, or was taken back before."""

    code = "choice-unknown"
    http_status = 404
