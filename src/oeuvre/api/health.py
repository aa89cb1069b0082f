"""Whether the studio answers."""

from __future__ import annotations

from fastapi import APIRouter

from oeuvre import __version__
from oeuvre.api.shapes import Health

router = APIRouter(tags=["studio"])


@router.get("/health")
def health() -> Health:
    """Whether the studio answers, and which version it is; the one address that asks for no session."""
    return Health(version=__version__)
