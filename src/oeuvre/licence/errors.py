"""What can go wrong with a licence. Sentences and remedies stand in `foundation/words/*/licence.json`.

LicenceError
├── TermsUnreadable, FieldUnknown, FieldUnfit, FieldMissing   terms written as JSON (exit 2)
├── LicenceUnknown                                            a name that nothing goes by (exit 2)
├── QuoteRefused, Unpriced, SharesUnfit, CurrenciesDiffer     asking for a price (exit 3)
└── GrantUnreadable, GrantForged, GrantSpent, GrantFrozen     a receipt and its use (exit 3)
"""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say
from oeuvre.licence.wording import reason_in_words


class LicenceError(OeuvreError):
    """Any error of this room."""

    room: ClassVar[str] = "licence"


class Unreadable(LicenceError):
    """Input that cannot be read as what it should be."""

    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class TermsUnreadable(Unreadable):
    """Not JSON, or not an object."""

    code = "terms-unreadable"


class FieldUnknown(Unreadable):
    """A field that terms do not have; nothing that is written is passed over."""

    code = "field-unknown"


class FieldMissing(Unreadable):
    """A field that has to be there and is not."""

    code = "field-missing"


class FieldUnfit(Unreadable):
    """A value that its field cannot take; the value `expected` is a key under `licence:expected`."""

    code = "field-unfit"

    def message(self, language: Language = "en") -> str:
        values = self.values | {"expected": say(f"licence:expected.{self.values['expected']}", language, **self.values)}
        return say("licence:errors.field-unfit.message", language, place=self.place, **values)


class LicenceUnknown(Unreadable):
    """No template goes by this identifier, address or name."""

    code = "licence-unknown"


class Refused(LicenceError):
    """Something that was understood and is not given."""

    exit_code: ClassVar[int] = 3
    http_status: ClassVar[int] = 409


class QuoteRefused(Refused):
    """What is asked is not permitted, so it has no price."""

    code = "quote-refused"

    def message(self, language: Language = "en") -> str:
        why = reason_in_words(str(self.values["clause"]), str(self.values["fact"]), language)
        return say("licence:errors.quote-refused.message", language, place=self.place, why=why)


class Unpriced(Refused):
    """Pay is owed, and the terms name no price for it."""

    code = "unpriced"


class CurrenciesDiffer(Refused):
    """Prices of one quote in several currencies: nothing is converted here."""

    code = "currencies-differ"


class SharesUnfit(Refused):
    """Shares by which an amount cannot be split: none, negative, or over the whole."""

    code = "shares-unfit"


class GrantUnreadable(Refused):
    """A receipt that is none, or lacks what a receipt says."""

    code = "grant-unreadable"


class GrantForged(Refused):
    """A receipt whose signature does not hold under the key that was given."""

    code = "grant-forged"


class GrantSpent(Refused):
    """A receipt that does not cover a use: over, not begun, used up. `reason` is a key under `licence:spent`."""

    code = "grant-spent"

    def message(self, language: Language = "en") -> str:
        why = say(f"licence:spent.{self.values['reason']}", language, **self.values)
        return say("licence:errors.grant-spent.message", language, place=self.place, why=why)


class GrantFrozen(Refused):
    """A work that was withdrawn or is in dispute: no new grant is made for it."""

    code = "grant-frozen"
