"""A provider: a file of weights (GGUF) of the person's own, run on this machine by llama.cpp through `xllamacpp`.

Nothing is sent anywhere. The engine is an extra; without it the file can be shown and not asked. One file, one seed and
one version of the engine give the same text again.
"""

from __future__ import annotations

import importlib.metadata
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from oeuvre.models.answers import read_json, read_text
from oeuvre.models.apart import Apart, ApartEnded, ApartGarbled
from oeuvre.models.asking import TextAnswer, TextAsk, count_tokens
from oeuvre.models.cards import STAYS_HERE, UNKNOWN, ModelCard, Use
from oeuvre.models.entries import Entry
from oeuvre.models.errors import (
    AnswerUnreadable,
    AskTooLong,
    CallStopped,
    EndpointLate,
    EndpointRefused,
    EngineMissing,
    EngineStopped,
    GGUFChanged,
    GGUFMissing,
)
from oeuvre.models.gguf_header import digest_of, read_header
from oeuvre.models.keys import scrub

CONTEXT = 2048
SECONDS = 180.0
# Weights of many gigabytes on a slow disk take their time, once.
LOAD_SECONDS = 600.0
# Sampling that kept small models on their subject when they were tried.
SAMPLING = {"top_p": 0.9, "min_p": 0.05, "repeat_penalty": 1.05}

_ENGINE = "xllamacpp"


class GGUFFile:
    """One file of weights. `settings` of its entry: `path`, `digest`, `size`, `context`, `changed`, `timeout`."""

    can: ClassVar[frozenset[Use]] = frozenset({"text"})

    def __init__(self, entry: Entry, home: Path) -> None:
        self._entry = entry
        self._path = Path(entry.text("path"))
        context = str(int(entry.number("context", CONTEXT)))
        self._engine = Apart("oeuvre.models.gguf_worker", (str(self._path), context))
        self._lock = threading.Lock()
        self._is_stopped = False

    @property
    def card(self) -> ModelCard:
        return ModelCard(
            id=self._entry.id,
            name=self._entry.name,
            provider="gguf",
            does=self.can,
            version=engine_version(),
            weights_licence=self._entry.licence or UNKNOWN,
            outputs=self._entry.outputs or UNKNOWN,
            cost=self._entry.cost,
            data_goes=STAYS_HERE,
            digest=self._entry.text("digest"),
            size=int(self._entry.number("size", 0)),
            context=int(self._entry.number("context", CONTEXT)),
        )

    def write(self, ask: TextAsk) -> TextAnswer:
        """One answer. Raises `CallFailed`; `EngineMissing`, `GGUFMissing` or `GGUFChanged` before the engine starts."""
        question: dict[str, Any] = {
            "messages": [{"role": "system", "content": ask.system}, {"role": "user", "content": ask.prompt}],
            "max_tokens": ask.max_tokens,
            "temperature": ask.temperature,
            # What an earlier question left in the cache may move the last decimals, and with them the text.
            "cache_prompt": False,
            "chat_template_kwargs": {"enable_thinking": False},
            **SAMPLING,
        }
        if ask.seed is not None:
            question["seed"] = ask.seed % (1 << 32)
        if ask.schema is not None:
            form = {"name": "answer", "schema": dict(ask.schema)}
            question["response_format"] = {"type": "json_schema", "json_schema": form}
        begun = time.monotonic()
        with self._lock:
            value = self._ask(question)
        model = self._entry.id
        choices = value.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else {}
        message = choice.get("message") if isinstance(choice, dict) else None
        text = read_text(message.get("content") if isinstance(message, dict) else None, model)
        usage = value.get("usage")
        counts = usage if isinstance(usage, dict) else {}
        return TextAnswer(
            text=text,
            data=None if ask.schema is None else read_json(text, model),
            tokens_in=int(counts.get("prompt_tokens") or count_tokens(ask.prompt)),
            tokens_out=int(counts.get("completion_tokens") or count_tokens(text)),
            seconds=time.monotonic() - begun,
            seed=ask.seed,
            finish=str(choice.get("finish_reason") or "")[:40],
        )

    def close(self) -> None:
        """Ends the engine and gives its memory back."""
        self._engine.close()

    def stop(self) -> None:
        """Ends, from any thread, the answer that is under way; this and every later call raises `CallStopped`."""
        self._is_stopped = True
        self._engine.kill()

    # --- the engine ----------------------------------------------------------------------------------------------

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        if self._is_stopped:
            raise CallStopped(self._entry.id)
        if not self._engine.is_running:
            self._start()
        seconds = self._entry.number("timeout", SECONDS)
        value = self._heard(lambda: self._engine.ask(question, seconds), seconds)
        error = value.get("error")
        if isinstance(error, dict):
            if error.get("type") == "exceed_context_size_error":
                raise AskTooLong(self._entry.id)
            detail = scrub(str(error.get("message", "")), "")[:200]
            raise EndpointRefused(self._entry.id, status=400, detail=detail)
        return value

    def _start(self) -> None:
        self.close()
        if not engine_version():
            raise EngineMissing(self._entry.id)
        self._check_unchanged()
        hello = self._heard(lambda: self._engine.start(LOAD_SECONDS), LOAD_SECONDS)
        if not hello.get("ready"):
            self.close()
            if hello.get("failed") == "engine-missing":
                raise EngineMissing(self._entry.id)
            raise EngineStopped(self._entry.id, file=str(self._path))

    def _check_unchanged(self) -> None:
        """The weights are those of the card: by size and date, and by their digest where the date is another."""
        try:
            found = self._path.stat()
        except OSError:
            raise GGUFMissing(str(self._path)) from None
        read_header(self._path)
        if found.st_size == int(self._entry.number("size", 0)) and found.st_mtime_ns == self._entry.settings.get(
            "changed"
        ):
            return
        if digest_of(self._path) != self._entry.text("digest"):
            raise GGUFChanged(str(self._path), model=self._entry.id)

    def _heard(self, say: Callable[[], dict[str, Any]], seconds: float) -> dict[str, Any]:
        """What the engine says, its end named by why it ended."""
        try:
            return say()
        except ApartEnded as ended:
            if self._is_stopped:
                raise CallStopped(self._entry.id) from None
            if ended.is_late:
                raise EndpointLate(self._entry.id, seconds=round(seconds)) from None
            raise EngineStopped(self._entry.id, file=str(self._path)) from None
        except ApartGarbled:
            raise AnswerUnreadable(self._entry.id, reason="bad-json") from None


def engine_version() -> str:
    """The engine and its version, empty when the extra is not installed."""
    try:
        return f"{_ENGINE} {importlib.metadata.version(_ENGINE)}"
    except importlib.metadata.PackageNotFoundError:
        return ""
