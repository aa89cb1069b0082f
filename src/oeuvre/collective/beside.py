"""Threads of the tables' own: what else a program does in its threads keeps no edit from the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")
# As many as there are flights on their way to the disk, so that none waits for another.
_DISK = ThreadPoolExecutor(3, "table-disk")
_READING = ThreadPoolExecutor(2, "table-reading")


async def on_disk(work: Callable[_P, _T], *args: _P.args, **named: _P.kwargs) -> _T:
    """Do what every waiting edit waits for."""
    return await asyncio.get_running_loop().run_in_executor(_DISK, lambda: work(*args, **named))


async def beside(work: Callable[_P, _T], *args: _P.args, **named: _P.kwargs) -> _T:
    """Do what takes a table some while, beside the loop."""
    return await asyncio.get_running_loop().run_in_executor(_READING, lambda: work(*args, **named))
