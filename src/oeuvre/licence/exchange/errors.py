"""What can go wrong with a licence in another format. Sentences stand in `foundation/words/*/odrl.json`."""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import OeuvreError


class ExchangeError(OeuvreError):
    """Any error of this room: what was given cannot be read (exit 2)."""

    room: ClassVar[str] = "odrl"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422


class ExchangeUnfit(ExchangeError):
    """Text that is not what its format should be; `line` is where that showed."""

    code = "exchange-unfit"


class ExchangeUnknown(ExchangeError):
    """A format that nobody here writes or reads."""

    code = "exchange-unknown"
