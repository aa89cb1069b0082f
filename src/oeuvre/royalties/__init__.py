"""Royalties: usage comes in, money follows the lineage to the last cent, and everybody can read why."""

from oeuvre.royalties.allocation import Allocation, Claim, Claims, Line, allocate
from oeuvre.royalties.currency import money
from oeuvre.royalties.errors import RoyaltyError, ScenarioRefused, ScenarioUnreadable
from oeuvre.royalties.reading import read_scenario
from oeuvre.royalties.scenario import Earning, Holding, Parent, Scenario, Share

__all__ = [
    "Allocation",
    "Claim",
    "Claims",
    "Earning",
    "Holding",
    "Line",
    "Parent",
    "RoyaltyError",
    "Scenario",
    "ScenarioRefused",
    "ScenarioUnreadable",
    "Share",
    "allocate",
    "money",
    "read_scenario",
]
