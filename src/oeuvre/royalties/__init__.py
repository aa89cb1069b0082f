"""Royalties: usage comes in, money follows the lineage to the last cent, and everybody can read why."""

from oeuvre.royalties.allocation import Allocation, Claim, Claims, Line, allocate
from oeuvre.royalties.cascade import Cascade, Graph, Lines, aggregated
from oeuvre.royalties.currency import money
from oeuvre.royalties.errors import RoyaltyError, ScenarioRefused, ScenarioUnreadable
from oeuvre.royalties.reading import read_scenario
from oeuvre.royalties.scenario import Earning, Holding, Parent, Scenario, Share

__all__ = [
    "Allocation",
    "Cascade",
    "Claim",
    "Claims",
    "Earning",
    "Graph",
    "Holding",
    "Line",
    "Lines",
    "Parent",
    "RoyaltyError",
    "Scenario",
    "ScenarioRefused",
    "ScenarioUnreadable",
    "Share",
    "aggregated",
    "allocate",
    "money",
    "read_scenario",
]
