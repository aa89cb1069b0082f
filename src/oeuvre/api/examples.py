"""An example for each operation of the document."""

from __future__ import annotations

from typing import Any


def example_of(method: str, path: str) -> tuple[Any, Any]:
    """What is sent and what is answered; None where there is nothing to show."""
    return None, None
