"""What can go wrong with royalties. Sentences and remedies stand in `foundation/words/*/royalties.json`.

RoyaltyError
├── ScenarioUnreadable, FieldMissing, FieldUnfit, CurrencyUnknown,   what a scenario or terms say (exit 2)
│   AmountUnfit, PercentUnfit, WeightUnfit, PolicyUnknown,
│   SharesEmpty, SharesZero, Duplicate, WorkUnknown
├── LineageCycle, OverHundred, MixUnread                             what its lineage is (exit 2)
├── UsageUnreadable, MappingUnfit, MappingUnknown, LineUnfit         usage that comes in
├── PeriodUnfit, MonthOpen, MonthsClosed, RateMissing, RateUnfit,    a run
│   AmountTooLarge
├── PartyUnknown, PartyUnclear, LineUnknown, UsageUnknown,           what one asks of the ledger
│   NothingToPay, NothingHeld, NothingOwed, ReceiptUnfit, AccountUnfit, PayDayUnfit
├── ShareUnfit, SharesNotWhole, NobodyNamed, SheetUnknown,           who holds what in a work
│   SheetClosed, SignerUnnamed, PayeeUnfit, WorkUnnamed, PartUnfit
└── LedgerBusy, LedgerFull, LedgerReadOnly, LedgerDamaged,           the file
    LedgerNewer, NotConserved
"""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say


class RoyaltyError(OeuvreError):
    """Any error of this room. The value `why`, where there is one, is a key under `royalties:why`."""

    room: ClassVar[str] = "royalties"

    def _spoken(self, language: Language) -> dict[str, object]:
        values = dict(self.values)
        if "why" in values:
            values["why"] = say(f"royalties:why.{values['why']}", language, **self.values)
        return values

    def message(self, language: Language = "en") -> str:
        return say(f"royalties:errors.{self.code}.message", language, place=self.place, **self._spoken(language))

    def remedy(self, language: Language = "en") -> str:
        return say(f"royalties:errors.{self.code}.remedy", language, place=self.place, **self._spoken(language))


class ScenarioRefused(RoyaltyError):
    """Anything for which a scenario, or terms, are refused as a whole."""

    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class ScenarioUnreadable(ScenarioRefused):
    """A file that is not there, not JSON, or not an object."""

    code = "scenario-unreadable"


class FieldMissing(ScenarioRefused):
    """A field that has to be there and is not."""

    code = "field-missing"


class FieldUnfit(ScenarioRefused):
    """A value of another kind than the field takes."""

    code = "field-unfit"


class CurrencyUnknown(ScenarioRefused):
    """Not an ISO 4217 code."""

    code = "currency-unknown"


class AmountUnfit(ScenarioRefused):
    """An amount that is not a whole, non-negative number of minor units."""

    code = "amount-unfit"


class PercentUnfit(ScenarioRefused):
    """A percentage that is not a number from 0 to 100."""

    code = "percent-unfit"


class WeightUnfit(ScenarioRefused):
    """A weight that is not a non-negative number."""

    code = "weight-unfit"


class PolicyUnknown(ScenarioRefused):
    """A policy other than the three there are."""

    code = "policy-unknown"


class SharesEmpty(ScenarioRefused):
    """A work that nobody has a share in."""

    code = "shares-empty"


class SharesZero(ScenarioRefused):
    """Shares that all weigh nothing."""

    code = "shares-zero"


class Duplicate(ScenarioRefused):
    """The same id twice where it may stand once."""

    code = "duplicate"


class WorkUnknown(ScenarioRefused):
    """A work that is named and not described."""

    code = "work-unknown"


class LineageCycle(ScenarioRefused):
    """A work that descends from itself."""

    code = "lineage-cycle"


class OverHundred(ScenarioRefused):
    """A work of whose earnings more than all is promised away."""

    code = "over-hundred"


class MixUnread(ScenarioRefused):
    """Two policies above one another, for which no reading is written down."""

    code = "mix-unread"


class UsageUnreadable(RoyaltyError):
    """A usage file that cannot be read at all."""

    code = "usage-unreadable"
    exit_code = 2
    http_status = 422


class MappingUnfit(RoyaltyError):
    """A mapping of columns that does not say enough, or names a column that the file has not."""

    code = "mapping-unfit"
    exit_code = 2
    http_status = 422


class MappingUnknown(RoyaltyError):
    """No mapping was saved under this name."""

    code = "mapping-unknown"
    exit_code = 2
    http_status = 404


class LineUnfit(RoyaltyError):
    """One line of usage that cannot be taken; the others are."""

    code = "line-unfit"
    exit_code = 3
    http_status = 422


class PeriodUnfit(RoyaltyError):
    """Not a month, a quarter or a year."""

    code = "period-unfit"
    exit_code = 2
    http_status = 422


class RateMissing(RoyaltyError):
    """No rate between two currencies is known for this day or any day before it."""

    code = "rate-missing"
    exit_code = 3


class RateUnfit(ScenarioRefused):
    """A rate that is not a positive decimal number, or a day that is none."""

    code = "rate-unfit"


class AmountTooLarge(RoyaltyError):
    """More minor units than the ledger's file can hold (2**63 - 1)."""

    code = "amount-too-large"
    exit_code = 2
    http_status = 422


class NothingHeld(RoyaltyError):
    """A work because of which no money waits that a person could let go."""

    code = "nothing-held"
    http_status: ClassVar[int] = 409


class PayeeUnfit(RoyaltyError):
    """A payee of a model's share who cannot be paid, or without a contract that says so."""

    code = "payee-unfit"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class NothingOwed(RoyaltyError):
    """A grant without a price: nobody has to pay for it."""

    code = "nothing-owed"
    http_status: ClassVar[int] = 409


class ReceiptUnfit(RoyaltyError):
    """Money received that cannot be written down: the amount, the day, or its reference."""

    code = "receipt-unfit"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class PayDayUnfit(RoyaltyError):
    """A day on which no transfer can be executed: it is over, or too far ahead."""

    code = "pay-day-unfit"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class MonthOpen(RoyaltyError):
    """A period that is not over yet, and cannot be closed."""

    code = "month-open"
    http_status: ClassVar[int] = 409


class MonthsClosed(ScenarioRefused):
    """Terms that would restate months which were closed, where nobody said that they shall."""

    code = "months-closed"
    exit_code: ClassVar[int] = 3
    http_status: ClassVar[int] = 409


class PartyUnclear(RoyaltyError):
    """A name that several parties bear."""

    code = "party-unclear"
    http_status: ClassVar[int] = 409


class PartyUnknown(RoyaltyError):
    """The ledger has no such party."""

    code = "party-unknown"
    http_status = 404


class LineUnknown(RoyaltyError):
    """The ledger has no such line."""

    code = "line-unknown"
    http_status = 404


class UsageUnknown(RoyaltyError):
    """No usage was taken in under this source and line, or nothing of it is held."""

    code = "usage-unknown"
    http_status = 404


class NothingToPay(RoyaltyError):
    """Nobody has anything payable in this currency."""

    code = "nothing-to-pay"


class AccountUnfit(RoyaltyError):
    """An account from which, or to which, no transfer can be written."""

    code = "account-unfit"
    exit_code = 2
    http_status = 422


class ShareUnfit(RoyaltyError):
    """A share of a split sheet that is no name with a figure above zero, or names a party twice."""

    code = "share-unfit"
    exit_code = 2
    http_status = 422


class SharesNotWhole(RoyaltyError):
    """Shares of a split sheet that do not sum to a hundred."""

    code = "shares-not-whole"
    exit_code = 2
    http_status = 422


class NobodyNamed(RoyaltyError):
    """A split sheet on which no person and no collective stands: nobody could sign it."""

    code = "nobody-named"
    exit_code = 2
    http_status = 422


class SheetUnknown(RoyaltyError):
    """No split sheet of a work answers to this id, or none waits for this signature."""

    code = "sheet-unknown"
    http_status = 404


class SheetClosed(RoyaltyError):
    """A split sheet that was refused or signed by everybody already; `why` says which."""

    code = "sheet-closed"
    exit_code = 2
    http_status = 409


class SignerUnnamed(RoyaltyError):
    """Somebody who does not stand on the sheet that they would sign or refuse."""

    code = "signer-unnamed"
    exit_code = 2
    http_status = 403


class WorkUnnamed(RoyaltyError):
    """No work of the record answers to a number, a path or an id."""

    code = "work-unnamed"
    exit_code = 2
    http_status = 404


class PartUnfit(RoyaltyError):
    """A part of the default that there is not, or a figure that it cannot have."""

    code = "part-unfit"
    exit_code = 2
    http_status = 422


class LedgerBusy(RoyaltyError):
    """Another program held the ledger for longer than the busy timeout."""

    code = "ledger-busy"
    http_status = 503


class LedgerFull(RoyaltyError):
    """No room is left; nothing was half-written."""

    code = "ledger-full"
    http_status = 507


class LedgerReadOnly(RoyaltyError):
    """The ledger may be read but not written, or not opened."""

    code = "ledger-read-only"
    http_status = 403


class LedgerDamaged(RoyaltyError):
    """The file is not an intact ledger."""

    code = "ledger-damaged"
    exit_code = 2


class LedgerNewer(RoyaltyError):
    """The file was written by a later version of the program."""

    code = "ledger-newer"
    exit_code = 2


class NotConserved(RoyaltyError):
    """A posting whose entries do not sum to nothing: never written."""

    code = "not-conserved"
