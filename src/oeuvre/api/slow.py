"""What takes seconds is done by a few threads of its own, so that what takes milliseconds does not wait behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
_SLOW = ThreadPoolExecutor(3, "slow")


async def slowly(work: Callable[_P, _T], *args: _P.args, **named: _P.kwargs) -> _T:
    """Do some work whenever one of a few threads is free: archives, verifications, files that come in."""
    return await asyncio.get_running_loop().run_in_executor(_SLOW, lambda: work(*args, **named))
