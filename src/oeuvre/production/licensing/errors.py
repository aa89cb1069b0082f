"""What is refused where terms are stated, permitted and granted. Sentences: `foundation/words/*/licence.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError
from oeuvre.licence import CheckReason


class LicensingError(OeuvreError):
    """Any error of terms on the record."""

    room: ClassVar[str] = "licence"
    exit_code: ClassVar[int] = 3
    http_status: ClassVar[int] = 409


class TermsCollide(LicensingError):
    """Terms that cannot stand together: of works in one thing, or of a work and what it was made from.

    `told` are sentences and `helps` what would resolve them, by language.
    """

    code = "terms-collide"

    def __init__(
        self,
        place: str = "",
        *,
        reasons: Sequence[CheckReason] = (),
        told: dict[Language, str] | None = None,
        helps: dict[Language, str] | None = None,
    ) -> None:
        self.reasons = tuple(reasons)
        self._told, self._helps = told or {}, helps or {}
        super().__init__(place)

    def message(self, language: Language = "en") -> str:
        return self._told.get(language, "")

    def remedy(self, language: Language = "en") -> str:
        return self._helps.get(language, "")

    def __reduce__(self) -> tuple[object, ...]:
        return (_collided, (self.place, self.reasons, self._told, self._helps))


def _collided(
    place: str, reasons: Sequence[CheckReason], told: dict[Language, str], helps: dict[Language, str]
) -> TermsCollide:
    return TermsCollide(place, reasons=reasons, told=told, helps=helps)


class NotTheHolder(LicensingError):
    """A permission by somebody who holds nothing in the work."""

    code = "not-the-holder"
    exit_code: ClassVar[int] = 2


class TermsLoosened(LicensingError):
    """Terms stated for a work that came in, by somebody who does not hold it, under which less would be asked."""

    code = "terms-loosened"


class MomentUnfit(LicensingError):
    """A day or a moment that cannot be read."""

    code = "moment-unfit"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class GrantUnknown(LicensingError):
    """A receipt, or the id of one, that this record knows nothing of."""

    code = "grant-unknown"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 404


class SignerUnknown(LicensingError):
    """A receipt signed by a home that this one does not trust."""

    code = "signer-unknown"


class NothingDisputed(LicensingError):
    """A dispute to settle where none is open."""

    code = "nothing-disputed"
    exit_code: ClassVar[int] = 2
