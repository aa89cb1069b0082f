"""What can go wrong with emblems: ExploreError, then NoOutline and TooManyWords."""

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
