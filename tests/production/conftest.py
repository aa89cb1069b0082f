"""A run that the tests of partners share; each works on a copy of its own."""

from __future__ import annotations

import pytest

from tests.production.corrected import Bench, made_bench


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return made_bench(tmp_path_factory.mktemp("made"))
