"""What is refused where terms are stated, permitted and granted. Sentences: `foundation/words/*/licence.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say
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
    """A price, a grant, a permission, a withdrawal by somebody who cannot speak for the work; `holders` may."""

    code = "not-the-holder"

    def message(self, language: Language = "en") -> str:
        names = str(self.values.get("holders") or "") or say("licence:collide.nobody", language)
        told = {**self.values, "holders": names}
        return say("licence:errors.not-the-holder.message", language, place=self.place, **told)


class EvidenceMissing(LicensingError):
    """A permission that somebody else notes than who gives it, and nothing said of how it was given."""

    code = "evidence-missing"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class TermsLoosened(LicensingError):
    """Terms stated for a work that came in, by somebody who does not hold it, under which less would be asked."""

    code = "terms-loosened"


class GrantIncomplete(LicensingError):
    """A grant that does not say where, what for, or how long; `lacking` are keys under `licence:lacking`."""

    code = "grant-incomplete"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422

    def message(self, language: Language = "en") -> str:
        lacking = self.values.get("lacking")
        names = lacking if isinstance(lacking, tuple | list) else ()
        told = ", ".join(say(f"licence:lacking.{name}", language) for name in names)
        return say("licence:errors.grant-incomplete.message", language, place=self.place, lacking=told)


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


class NotTheClaimant(LicensingError):
    """A dispute settled by somebody who did not open it; `claimants` did."""

    code = "not-the-claimant"


class PriceForbidden(LicensingError):
    """A price for what pieces of a work prohibit: it could never be paid; `actions` are keys of `licence:actions`."""

    code = "price-forbidden"

    def message(self, language: Language = "en") -> str:
        named = self.values.get("actions")
        actions = ", ".join(
            say(f"licence:actions.{one}", language) for one in (named if isinstance(named, tuple | list) else ())
        )
        return say(
            "licence:errors.price-forbidden.message", language, place=self.place, **{**self.values, "actions": actions}
        )


class AlreadyPublic(LicensingError):
    """An exclusive right to what everybody was given once by a public licence: whoever has a copy keeps it."""

    code = "already-public"


class NothingPriced(LicensingError):
    """A price to take back where there is none such."""

    code = "nothing-priced"
    exit_code: ClassVar[int] = 2
