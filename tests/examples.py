"""How many examples a property is tried on: few in `make test`, many in `make torture`."""

from __future__ import annotations

import os

# What `make torture` sets.
VARIABLE = "OEUVRE_TEST_EXAMPLES"


def examples(many: int, few: int) -> int:
    """`many` where many are asked for, else `few`."""
    return many if os.environ.get(VARIABLE) == "many" else few
