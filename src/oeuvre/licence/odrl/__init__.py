"""ODRL 2.2: policies, requests and states of the world in RDF, decided and reported.

`compile_policy` turns a policy into functions, once; `verdict` and `evaluate` ask them; `report_as_turtle` writes what
was found in the compliance report vocabulary. The reading of the standard: docs/reference/odrl.md, ADRs 0025 and 0026.
"""

from oeuvre.licence.odrl.deciding import CompiledPolicy, Evaluation, Reason, RuleState, compile_policy, follows
from oeuvre.licence.odrl.errors import (
    ConstraintUnfit,
    ContextRemote,
    FileUnreadable,
    OdrlError,
    OperatorUnknown,
    ParentMissing,
    PolicyMissing,
    RDFMalformed,
    RDFTooLarge,
    Recursive,
    RequestUnfit,
    RuleUnfit,
)
from oeuvre.licence.odrl.policies import Constraint, Policy, read_policy
from oeuvre.licence.odrl.policies import Rule as OdrlRule
from oeuvre.licence.odrl.reading import odrl_context, read_bytes, read_graph
from oeuvre.licence.odrl.reports import report_as_turtle
from oeuvre.licence.odrl.situation import refuse_crossed
from oeuvre.licence.odrl.situations import Request, World, read_request, read_world, utc_now
from oeuvre.licence.odrl.values import Value

__all__ = [
    "CompiledPolicy",
    "Constraint",
    "ConstraintUnfit",
    "ContextRemote",
    "Evaluation",
    "FileUnreadable",
    "OdrlError",
    "OdrlRule",
    "OperatorUnknown",
    "ParentMissing",
    "Policy",
    "PolicyMissing",
    "RDFMalformed",
    "RDFTooLarge",
    "Reason",
    "Recursive",
    "Request",
    "RequestUnfit",
    "RuleState",
    "RuleUnfit",
    "Value",
    "World",
    "compile_policy",
    "follows",
    "odrl_context",
    "read_bytes",
    "read_graph",
    "read_policy",
    "read_request",
    "read_world",
    "refuse_crossed",
    "report_as_turtle",
    "utc_now",
]
