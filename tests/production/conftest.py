"""A run that tests share; each works on a copy of its own."""

from __future__ import annotations

import pytest

from tests.production.corrected import Bench, made_bench
from tests.shared import once


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Bench:
    base = once(tmp_path_factory, worker_id, "bench", made_bench)
    return Bench(base / "home", base / "out")
