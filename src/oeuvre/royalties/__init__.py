"""Royalties: usage comes in, money follows the lineage to the last cent, and everybody can read why.

`allocate` splits a scenario exactly, `Cascade` does the same by arrays for many works,
`Books` are the ledger of a home.
"""

from oeuvre.royalties.allocation import Allocation, Claim, Claims, Line, allocate
from oeuvre.royalties.backlog import Unmatched
from oeuvre.royalties.books import Books
from oeuvre.royalties.cascade import Cascade, Graph, Lines, aggregated
from oeuvre.royalties.currency import exact, is_currency, minor_units, money, percentage
from oeuvre.royalties.errors import (
    LineUnfit,
    LineUnknown,
    MappingUnknown,
    MonthOpen,
    MonthsClosed,
    NobodyNamed,
    NotConserved,
    NothingHeld,
    NothingOwed,
    PartUnfit,
    PartyUnclear,
    PartyUnknown,
    PayDayUnfit,
    PayeeUnfit,
    ReceiptUnfit,
    RoyaltyError,
    ScenarioRefused,
    ScenarioUnreadable,
    SharesNotWhole,
    ShareUnfit,
    SheetClosed,
    SheetUnknown,
    SignerUnnamed,
    UsageUnreadable,
    WorkUnnamed,
)
from oeuvre.royalties.explaining import figure
from oeuvre.royalties.flow import use_in_words
from oeuvre.royalties.holds import Cause, ClaimHeld, Hold
from oeuvre.royalties.intake import Taken
from oeuvre.royalties.ledger import AccountKind
from oeuvre.royalties.lineage import faults_of
from oeuvre.royalties.papers import headline, write_statement
from oeuvre.royalties.payout import Payout, Transfer, Unpaid, check_day
from oeuvre.royalties.period import last_day
from oeuvre.royalties.placing import in_place
from oeuvre.royalties.pool import Influence, PoolShare, pool_parents, share_pool
from oeuvre.royalties.posting import Run
from oeuvre.royalties.reading import read_scenario
from oeuvre.royalties.rounding import apportion
from oeuvre.royalties.scenario import Cap, Earning, Holding, Parent, Scenario, Share
from oeuvre.royalties.statement import Statement, StatementLine
from oeuvre.royalties.suspicion import Held
from oeuvre.royalties.terms import ALWAYS, Account, Payee, Terms, holding_text, read_terms
from oeuvre.royalties.usage import DUE, OVER, ColumnMapping, Usage, read_mapping, read_usage

__all__ = [
    "ALWAYS",
    "DUE",
    "OVER",
    "Account",
    "AccountKind",
    "Allocation",
    "Books",
    "Cap",
    "Cascade",
    "Cause",
    "Claim",
    "ClaimHeld",
    "Claims",
    "ColumnMapping",
    "Earning",
    "Graph",
    "Held",
    "Hold",
    "Holding",
    "Influence",
    "Line",
    "LineUnfit",
    "LineUnknown",
    "Lines",
    "MappingUnknown",
    "MonthOpen",
    "MonthsClosed",
    "NobodyNamed",
    "NotConserved",
    "NothingHeld",
    "NothingOwed",
    "Parent",
    "PartUnfit",
    "PartyUnclear",
    "PartyUnknown",
    "PayDayUnfit",
    "Payee",
    "PayeeUnfit",
    "Payout",
    "PoolShare",
    "ReceiptUnfit",
    "RoyaltyError",
    "Run",
    "Scenario",
    "ScenarioRefused",
    "ScenarioUnreadable",
    "Share",
    "ShareUnfit",
    "SharesNotWhole",
    "SheetClosed",
    "SheetUnknown",
    "SignerUnnamed",
    "Statement",
    "StatementLine",
    "Taken",
    "Terms",
    "Transfer",
    "Unmatched",
    "Unpaid",
    "Usage",
    "UsageUnreadable",
    "WorkUnnamed",
    "aggregated",
    "allocate",
    "apportion",
    "check_day",
    "exact",
    "faults_of",
    "figure",
    "headline",
    "holding_text",
    "in_place",
    "is_currency",
    "last_day",
    "minor_units",
    "money",
    "percentage",
    "pool_parents",
    "read_mapping",
    "read_scenario",
    "read_terms",
    "read_usage",
    "share_pool",
    "use_in_words",
    "write_statement",
]
