"""What can go wrong between a design and its editions.

OeuvreError
└── AdaptError
    ├── FormatFileError   a finding in a formats.toml: file, line, field
    ├── DoesNotFit        nothing more may be left out, and it still does not fit
    ├── CapNotMet         a picture stays over its format's byte cap
    └── PdfUnsound        a PDF that a printer would send back
"""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say


class AdaptError(OeuvreError):
    room: ClassVar[str] = "adapt"


class FormatFileError(AdaptError):
    """A finding in a formats file. `place` is `file:line field`; `problem` a key under `adapt:problem`."""

    code = "format-file"
    exit_code = 2

    def message(self, language: Language = "en") -> str:
        problem = say(f"adapt:problem.{self.values['problem']}", language, **self.values)
        return say("adapt:errors.format-file.message", language, problem=problem, field=self.values.get("field", ""))


class DoesNotFit(AdaptError):
    """`missing` names what would still have to go."""

    code = "does-not-fit"
    exit_code = 3

    def __init__(self, place: str = "", **values: object) -> None:
        super().__init__(place, **values)
        self.reason = str(values.get("reason", ""))


class CapNotMet(AdaptError):
    code = "cap-not-met"
    exit_code = 3


class PdfUnsound(AdaptError):
    """`problem` is a key under `adapt:problem`."""

    code = "pdf-unsound"
    exit_code = 3

    def message(self, language: Language = "en") -> str:
        problem = say(f"adapt:problem.{self.values['problem']}", language, **self.values)
        return say("adapt:errors.pdf-unsound.message", language, problem=problem)
