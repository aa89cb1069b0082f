"""What can go wrong with a policy, a request or a state of the world; all of it means that it cannot be read (exit 2).

Sentences and remedies stand in `foundation/words/*/odrl.json`.

OdrlError
├── FileUnreadable                               no file, or no right to read it
├── RDFMalformed, RDFTooLarge, ContextRemote     what is written is not RDF, or wants something from elsewhere
├── PolicyMissing, RequestUnfit                  nothing to decide by, nothing to decide on
├── RuleUnfit, ConstraintUnfit, OperatorUnknown  a rule that says nothing that can be tried
└── Recursive, ParentMissing                     collections, policies, constraints or duties within themselves
"""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import OeuvreError


class OdrlError(OeuvreError):
    """Any error of this room."""

    room: ClassVar[str] = "odrl"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class FileUnreadable(OdrlError):
    """A file that cannot be opened; `detail` is what the system says."""

    code = "file-unreadable"


class RDFMalformed(OdrlError):
    """Neither Turtle nor JSON-LD; `line` is where reading stopped."""

    code = "rdf-malformed"


class RDFTooLarge(OdrlError):
    """More bytes, or deeper nesting, than is read."""

    code = "rdf-too-large"


class ContextRemote(OdrlError):
    """A JSON-LD context that stands elsewhere: nothing is ever fetched."""

    code = "context-remote"


class PolicyMissing(OdrlError):
    """No ODRL policy in what was given as one."""

    code = "policy-missing"


class RequestUnfit(OdrlError):
    """A request that asks for no action, or for several."""

    code = "request-unfit"


class RuleUnfit(OdrlError):
    """A rule without what a rule needs."""

    code = "rule-unfit"


class ConstraintUnfit(OdrlError):
    """A constraint without a left operand, an operator or a right operand, or a logical one without parts."""

    code = "constraint-unfit"


class OperatorUnknown(OdrlError):
    """An operator that ODRL does not have: what it means is not known here."""

    code = "operator-unknown"


class Recursive(OdrlError):
    """A collection, policy, constraint or duty that contains itself."""

    code = "recursive"


class ParentMissing(OdrlError):
    """A policy inherits from one that is not in the same file."""

    code = "parent-missing"
