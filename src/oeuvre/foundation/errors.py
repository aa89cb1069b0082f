"""One family of errors with three faces: terminal, JSON, and (in the API) RFC 9457 problems.

A subclass names its `room` and `code`; the sentence and the next step stand in the catalogue of words under
`<room>:errors.<code>.message` and `.remedy`, so that every error has one French and one English sentence.

    OeuvreError
    ├── ManyErrors        several findings, told all at once
    └── <Room>Error ...   each room's own
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from oeuvre.foundation.words import Language, say

# The gravest of several exit codes, in this order: unreadable input, a problem found, could not, done.
GRAVITY = (2, 3, 1, 0)


def gravest(codes: Iterable[int]) -> int:
    """The exit code that a command over several files ends with."""
    return min(codes, key=GRAVITY.index, default=0)


class OeuvreError(Exception):
    """An error a person reads: what happened, where, and what to do next.

    `place` is a file, a file with a line and a field, or an identifier. `values` fill the sentence.
    """

    room: ClassVar[str] = "foundation"
    code: ClassVar[str] = "unexpected"
    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, place: str = "", **values: object) -> None:
        self.place = place
        self.values = values
        super().__init__(place, values)

    def message(self, language: Language = "en") -> str:
        return say(f"{self.room}:errors.{self.code}.message", language, place=self.place, **self.values)

    def remedy(self, language: Language = "en") -> str:
        return say(f"{self.room}:errors.{self.code}.remedy", language, place=self.place, **self.values)

    def as_dict(self, language: Language = "en") -> dict[str, str]:
        """The shape printed under `error` with `--json`."""
        return {
            "code": self.code,
            "message": self.message(language),
            "place": self.place,
            "remedy": self.remedy(language),
        }

    def all(self) -> Sequence[OeuvreError]:
        """Every finding that this error carries: itself, unless it is several."""
        return (self,)

    def __str__(self) -> str:
        return f"{self.message()} ({self.place})" if self.place else self.message()

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; keyword values must survive pickling.
        return (_rebuild, (type(self), self.place, self.values))


def _rebuild(kind: type[OeuvreError], place: str, values: dict[str, object]) -> OeuvreError:
    return kind(place, **values)


class ManyErrors(OeuvreError):
    """Several findings of one check, so that a person mends them in one go."""

    code = "several"

    def __init__(self, errors: Sequence[OeuvreError]) -> None:
        self.errors = tuple(errors)
        super().__init__(self.errors[0].place if self.errors else "", count=len(self.errors))

    @property
    def exit(self) -> int:
        return gravest(error.exit_code for error in self.errors)

    def all(self) -> Sequence[OeuvreError]:
        return self.errors

    def __reduce__(self) -> tuple[object, ...]:
        return (ManyErrors, (self.errors,))
