"""A call that is under way is ended by whoever asked, from another thread; nothing is called after it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from oeuvre.models import CallStopped, Catalogue, TextAsk
from tests.models.servers import Handler, Heard, Server, serving


class SilentHandler(Handler):
    """Hears a question and does not answer before the test is over; `drip` sends the head of an answer first."""

    over = threading.Event()
    asked = threading.Event()

    def answer(self, heard: Heard) -> None:
        if heard.body["model"] == "drip":
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b"{")
            self.wfile.flush()
        self.asked.set()
        self.over.wait(30)


@pytest.fixture
def silent() -> Iterator[Server]:
    SilentHandler.over.clear()
    SilentHandler.asked.clear()
    with serving(SilentHandler) as server:
        yield server
        SilentHandler.over.set()


@pytest.mark.parametrize("model", ["silent", "drip"])
def test_a_call_under_way_is_ended_and_none_follows(silent: Server, tmp_path: Path, model: str) -> None:
    with Catalogue.open(tmp_path) as catalogue:
        card = catalogue.add_endpoint(url=silent.url, model=model)
        writer = catalogue.open_text(card.id)

        def stop() -> None:
            SilentHandler.asked.wait(30)
            catalogue.stop()

        stopper = threading.Thread(target=stop)
        stopper.start()
        with pytest.raises(CallStopped):
            writer.write(TextAsk("", "Bread?"))
        stopper.join()
        with pytest.raises(CallStopped):
            writer.write(TextAsk("", "Bread?"))
    assert len(silent.heard) == 1


def test_a_model_that_is_opened_after_the_stop_asks_nothing(silent: Server, tmp_path: Path) -> None:
    with Catalogue.open(tmp_path) as catalogue:
        card = catalogue.add_endpoint(url=silent.url, model="silent")
        catalogue.stop()
        with pytest.raises(CallStopped):
            catalogue.open_text(card.id).write(TextAsk("", "Bread?"))
    assert silent.heard == []
