"""What can be wrong with an idea that comes from outside: IdeasError, then IdeaBad."""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say


class IdeasError(OeuvreError):
    room: ClassVar[str] = "ideas"


class IdeaBad(IdeasError):
    """An idea in JSON that has not the shape of one. `field` names the place, `expected` a key of the catalogue."""

    code: ClassVar[str] = "idea-bad"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422

    def message(self, language: Language = "en") -> str:
        values = dict(self.values)
        values["expected"] = say(f"ideas:expected.{values['expected']}", language)
        return say(f"ideas:errors.{self.code}.message", language, place=self.place, **values)
