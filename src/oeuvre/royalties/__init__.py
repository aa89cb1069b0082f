"""Royalties: usage comes in, money follows the lineage to the last cent, and everybody can read why.

`allocate` splits a scenario exactly, `Cascade` does the same by arrays for many works,
`Books` are the ledger of a home.
"""

from oeuvre.royalties.allocation import Allocation, Claim, Claims, Line, allocate
from oeuvre.royalties.books import Books
from oeuvre.royalties.cascade import Cascade, Graph, Lines, aggregated
from oeuvre.royalties.currency import is_currency, money, percentage
from oeuvre.royalties.errors import (
    LineUnfit,
    LineUnknown,
    NotConserved,
    PartyUnknown,
    RoyaltyError,
    ScenarioRefused,
    ScenarioUnreadable,
    UsageUnreadable,
)
from oeuvre.royalties.intake import Taken
from oeuvre.royalties.ledger import AccountKind
from oeuvre.royalties.posting import Run, Unmatched
from oeuvre.royalties.reading import read_scenario
from oeuvre.royalties.scenario import Earning, Holding, Parent, Scenario, Share
from oeuvre.royalties.suspicion import Held
from oeuvre.royalties.usage import ColumnMapping, Usage, read_mapping, read_usage

__all__ = [
    "AccountKind",
    "Allocation",
    "Books",
    "Cascade",
    "Claim",
    "Claims",
    "ColumnMapping",
    "Earning",
    "Graph",
    "Held",
    "Holding",
    "Line",
    "LineUnfit",
    "LineUnknown",
    "Lines",
    "NotConserved",
    "Parent",
    "PartyUnknown",
    "RoyaltyError",
    "Run",
    "Scenario",
    "ScenarioRefused",
    "ScenarioUnreadable",
    "Share",
    "Taken",
    "Unmatched",
    "Usage",
    "UsageUnreadable",
    "aggregated",
    "allocate",
    "is_currency",
    "money",
    "percentage",
    "read_mapping",
    "read_scenario",
    "read_usage",
]
