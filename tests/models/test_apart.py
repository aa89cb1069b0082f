"""A model in a process of its own: what it answers, what happens when it is late, dies, or talks nonsense."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from typing import Any, cast

import pytest

from oeuvre.models import Apart, ApartEnded, ApartGarbled, limit_process, serve_lines

NONSENSE = cast(dict[str, Any], [1, 2])


def main(how: str) -> None:
    """What the process does: a model as the tests want it."""

    def load() -> Any:
        if how == "unfit":
            raise ValueError("no model")
        limit_process(2 << 30)
        os.write(1, b"an engine that talks while it loads")
        return work

    def work(asked: dict[str, Any]) -> Mapping[str, Any]:
        wanted = asked["wanted"]
        if wanted == "sleep":
            time.sleep(60)
        elif wanted == "die":
            os._exit(3)
        elif wanted == "nonsense":
            return NONSENSE
        elif wanted == "memory":
            return {"length": len(bytearray(3 << 30))}
        elif wanted == "fail":
            raise RuntimeError("cannot")
        elif wanted == "long":
            return {"said": "x" * 5000}
        return {"said": wanted}

    serve_lines(load, lambda when, error: {"failed": when, "kind": type(error).__name__})


@pytest.fixture
def apart() -> Iterator[Apart]:
    found = Apart("tests.models.test_apart", ("sound",), most=4000)
    assert found.start(60) == {"ready": True}
    yield found
    found.close()


def test_each_line_is_answered_and_what_goes_wrong_is_an_answer_too(apart: Apart) -> None:
    assert apart.ask({"wanted": "blue"}, 60) == {"said": "blue"}
    assert apart.ask({"wanted": "fail"}, 60) == {"failed": "run", "kind": "RuntimeError"}
    assert apart.ask({"wanted": "memory"}, 60) == {"failed": "run", "kind": "MemoryError"}
    assert apart.ask({"wanted": "green"}, 60) == {"said": "green"}


@pytest.mark.parametrize(("wanted", "seconds", "late"), [("sleep", 0.2, True), ("die", 60, False)])
def test_one_that_is_late_or_dies_is_gone_and_can_be_started_again(
    apart: Apart, wanted: str, seconds: float, late: bool
) -> None:
    with pytest.raises(ApartEnded) as caught:
        apart.ask({"wanted": wanted}, seconds)
    assert caught.value.is_late is late
    assert not apart.is_running
    with pytest.raises(ApartEnded):
        apart.ask({"wanted": "blue"}, 60)
    assert apart.start(60) == {"ready": True}


@pytest.mark.parametrize("wanted", ["nonsense", "long"])
def test_what_is_no_object_or_too_long_is_refused_and_the_process_ended(apart: Apart, wanted: str) -> None:
    with pytest.raises(ApartGarbled):
        apart.ask({"wanted": wanted}, 60)
    assert not apart.is_running


def test_what_cannot_be_loaded_says_so() -> None:
    found = Apart("tests.models.test_apart", ("unfit",))
    assert found.start(60) == {"failed": "load", "kind": "ValueError"}
    found.close()
