"""A provider: any endpoint that speaks the OpenAI protocol, for text (chat completions) and for images.

A hosted service, or a llama.cpp, Ollama or LocalAI on this machine. The official client builds the question and names
the failures; what comes back is read here as bytes, since the client believes any shape. Endpoints differ in the
parameters that they take: one that an endpoint refuses by name is left out, or put as it wants it, and asked again.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import openai

from oeuvre.models.answers import read_json, read_text, whole_signs
from oeuvre.models.asking import ImageAnswer, ImageAsk, TextAnswer, TextAsk, count_tokens
from oeuvre.models.cards import STAYS_HERE, UNKNOWN, ModelCard, Use
from oeuvre.models.entries import Entry
from oeuvre.models.errors import (
    AnswerCut,
    AnswerTooLong,
    AnswerUnreadable,
    AskTooLong,
    CallFailed,
    CallStopped,
    EndpointBusy,
    EndpointDown,
    EndpointFailed,
    EndpointLate,
    EndpointRefused,
    KeyRefused,
    PictureByAddress,
)
from oeuvre.models.hosts import is_loopback
from oeuvre.models.keys import SHORTEST_KEY, read_key, scrub
from oeuvre.models.pictures import LARGEST_PICTURE, check_picture
from oeuvre.models.transport import READ_SECONDS, Packed, Stopped, TooLong, TooSlow, Wire, new_client

# What an endpoint may refuse, and what it is then asked with instead; None leaves it out.
_BENDS: Mapping[str, str | None] = {
    "max_tokens": "max_completion_tokens",
    "temperature": None,
    "seed": None,
    "response_format": None,
    "size": None,
}
# A schema that is refused is asked for as JSON of any shape first: the prompt says the shape as well.
_ANY_JSON = {"type": "json_object"}
# Pictures take longer than lines.
_DRAW_SECONDS = 180.0
# More tokens than any model counts: a larger number is a mistake or a lie.
_MOST_TOKENS = 10_000_000


class OpenAIEndpoint:
    """One model behind one endpoint. `settings` of its entry: `url`, `model`, `key_env`, `timeout` in seconds."""

    can: ClassVar[frozenset[Use]] = frozenset({"text", "image"})

    def __init__(self, entry: Entry, home: Path) -> None:
        self._entry = entry
        self._home = home
        self._url = entry.text("url")
        self._client: openai.OpenAI | None = None
        self._wire: Wire | None = None
        self._is_stopped = False
        self._key = ""
        # What was bent for each of the two calls; an endpoint that does both may differ in them.
        self._bent: dict[Use, dict[str, str | None]] = {"text": {}, "image": {}}
        self._any_json = False

    @property
    def card(self) -> ModelCard:
        host = urlsplit(self._url).hostname or ""
        return ModelCard(
            id=self._entry.id,
            name=self._entry.name,
            provider="openai",
            does=self._entry.does & self.can,
            version=self._entry.text("model"),
            weights_licence=self._entry.licence or UNKNOWN,
            outputs=self._entry.outputs or UNKNOWN,
            cost=self._entry.cost,
            data_goes=STAYS_HERE if is_loopback(host) else host,
            cap_micro=self._entry.cap_micro,
        )

    @property
    def _seconds(self) -> float:
        return self._entry.number("timeout", _DRAW_SECONDS if "image" in self._entry.does else READ_SECONDS)

    def close(self) -> None:
        """Lets go of the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def stop(self) -> None:
        """Ends, from any thread, the call that is under way; this and every later one raises `CallStopped`."""
        self._is_stopped = True
        if self._wire is not None:
            self._wire.stop()

    def write(self, ask: TextAsk) -> TextAnswer:
        """One chat completion. Raises `CallFailed`, or `KeyMissing` before any call."""
        request: dict[str, Any] = {
            "model": self._entry.text("model"),
            "messages": [{"role": "system", "content": ask.system}, {"role": "user", "content": ask.prompt}],
            "max_tokens": ask.max_tokens,
            "temperature": ask.temperature,
        }
        if ask.seed is not None:
            request["seed"] = ask.seed
        if ask.schema is not None:
            form = {"name": "answer", "schema": dict(ask.schema), "strict": True}
            request["response_format"] = {"type": "json_schema", "json_schema": form}
        begun = time.monotonic()
        client = self._open()
        value = self._call("text", client.chat.completions.with_raw_response.create, request)
        choice = _first(value, "choices", self.card.id)
        message = choice.get("message")
        text = read_text(message.get("content") if isinstance(message, dict) else None, self.card.id)
        usage = value.get("usage")
        tokens_in = _tokens(usage, "prompt_tokens", ask.system + ask.prompt)
        tokens_out = _tokens(usage, "completion_tokens", text)
        return TextAnswer(
            text=text,
            data=None if ask.schema is None else read_json(text, self.card.id),
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost_micro=self._entry.cost.of_text(tokens_in, tokens_out),
            seconds=time.monotonic() - begun,
            seed=None if "seed" in self._bent["text"] else ask.seed,
            finish=whole_signs(str(choice.get("finish_reason") or ""))[:40],
        )

    def draw(self, ask: ImageAsk) -> ImageAnswer:
        """One picture, as bytes within the answer; an address is never followed. Raises `CallFailed`."""
        request: dict[str, Any] = {
            "model": self._entry.text("model"),
            "prompt": ask.prompt,
            "n": 1,
            "size": f"{ask.width}x{ask.height}",
            "response_format": "b64_json",
        }
        if ask.seed is not None:
            request["seed"] = ask.seed
        begun = time.monotonic()
        client = self._open()
        value = self._call("image", client.images.with_raw_response.generate, request)
        item = _first(value, "data", self.card.id)
        packed = item.get("b64_json")
        if not isinstance(packed, str) or not packed:
            if item.get("url"):
                raise PictureByAddress(self.card.id)
            raise AnswerUnreadable(self.card.id, reason="no-picture")
        if len(packed) > LARGEST_PICTURE * 4 // 3 + 4:
            raise AnswerTooLong(self.card.id)
        try:
            data = base64.b64decode(packed, validate=True)
        except ValueError:
            # Neither the alphabet nor, where a sign is not even ASCII, a `binascii.Error`.
            data = b""
        media_type, width, height = check_picture(data, self.card.id)
        revised = item.get("revised_prompt")
        return ImageAnswer(
            data=data,
            media_type=media_type,
            width=width,
            height=height,
            prompt=ask.prompt,
            seed=None if "seed" in self._bent["image"] else ask.seed,
            revised_prompt=scrub(revised[:4000], self._key) if isinstance(revised, str) else "",
            cost_micro=self._entry.cost.per_image,
            seconds=time.monotonic() - begun,
        )

    # --- the call ------------------------------------------------------------------------------------------------

    def _open(self) -> openai.OpenAI:
        if self._client is None:
            self._key = read_key(self._entry.text("key_env"), self._home, self._entry.id)
            seconds = self._seconds
            self._wire = Wire(self._url, seconds)
            if self._is_stopped:
                self._wire.stop()
            http = new_client(self._wire, seconds)
            # Without a key the client still wants one; a local server ignores it.
            self._client = openai.OpenAI(
                base_url=self._url, api_key=self._key or "none", max_retries=0, timeout=http.timeout, http_client=http
            )
        return self._client

    def _call(self, use: Use, method: Callable[..., Any], request: dict[str, Any]) -> dict[str, Any]:
        """The answer's JSON object; parameters that the endpoint refuses by name are bent, each once."""
        bent = self._bent[use]
        while True:
            outcome = self._once(method, self._bend(use, request))
            if not isinstance(outcome, CallFailed):
                return outcome
            refused = outcome.values.get("parameter")
            if refused == "response_format" and use == "text" and not self._any_json:
                self._any_json = True
                continue
            if not isinstance(refused, str) or refused in bent or refused not in request:
                raise outcome
            bent[refused] = _BENDS[refused]

    def _bend(self, use: Use, request: dict[str, Any]) -> dict[str, Any]:
        bent = self._bent[use]
        asked = {name: value for name, value in request.items() if name not in bent}
        asked |= {new: request[old] for old, new in bent.items() if new is not None and old in request}
        if use == "text" and self._any_json and "response_format" in asked:
            asked["response_format"] = _ANY_JSON
        # The client knows no seed for pictures; several local servers do.
        if use == "image" and "seed" in asked:
            asked["extra_body"] = {"seed": asked.pop("seed")}
        return asked

    def _once(self, method: Callable[..., Any], asked: dict[str, Any]) -> dict[str, Any] | CallFailed:
        """One call. A failure is returned, so that it is raised where the client's own error, which holds the
        request and its key, is no longer at hand."""
        try:
            raw: bytes = method(**asked).http_response.content
        except openai.APIStatusError as error:
            return self._refusal(error, set(asked) | set(asked.get("extra_body", {})))
        except openai.APIConnectionError as error:
            return self._unreached(error)
        except (openai.OpenAIError, ValueError, TypeError):
            return AnswerUnreadable(self._entry.id, reason="not-the-protocol")
        if len(self._key) >= SHORTEST_KEY and self._key.encode() in raw:
            # An endpoint that says its caller's key back gets no place for it in any text of ours.
            raw = raw.replace(self._key.encode(), "…".encode())
        try:
            value = json.loads(raw.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            page = raw.lstrip()[:1] == b"<"
            return AnswerUnreadable(self._entry.id, reason="web-page" if page else "bad-json")
        if not isinstance(value, dict):
            return AnswerUnreadable(self._entry.id, reason="not-the-protocol")
        return value

    def _refusal(self, error: openai.APIStatusError, asked: set[str]) -> CallFailed:
        status = error.status_code
        body = error.body if isinstance(error.body, dict) else {}
        told = body.get("message")
        detail = scrub(str(told)[:2000], self._key)[:200] if isinstance(told, str) else ""
        if status in (401, 403):
            return KeyRefused(self._entry.id, status=status, name=self._entry.text("key_env") or "--key-env")
        if status == 429:
            return EndpointBusy(self._entry.id, seconds=_retry_after(error.response.headers.get("retry-after")))
        if status >= 500:
            return EndpointFailed(self._entry.id, status=status)
        if status == 413 or "context" in str(body.get("code")) or body.get("type") == "exceed_context_size_error":
            return AskTooLong(self._entry.id)
        named = body.get("param")
        blamed = [name for name in _BENDS if name in asked and (named == name or (not named and name in detail))]
        if status in (400, 422) and blamed:
            return EndpointRefused(self._entry.id, status=status, detail=detail, parameter=blamed[0])
        return EndpointRefused(self._entry.id, status=status, detail=detail)

    def _unreached(self, error: openai.APIConnectionError) -> CallFailed:
        cause = error.__cause__
        if isinstance(cause, Stopped):
            return CallStopped(self._entry.id)
        if isinstance(cause, TooLong):
            return AnswerTooLong(self._entry.id)
        if isinstance(cause, Packed):
            return AnswerUnreadable(self._entry.id, reason="not-the-protocol")
        host = urlsplit(self._url).netloc
        kind = type(cause).__name__
        if isinstance(error, openai.APITimeoutError):
            if kind == "ConnectTimeout":
                return EndpointDown(self._entry.id, host=host)
            # An answer that comes in drops is heard for longer than one of which nothing comes.
            waited = cause.seconds if isinstance(cause, TooSlow) else self._seconds
            return EndpointLate(self._entry.id, seconds=round(waited))
        if kind in ("ReadError", "RemoteProtocolError"):
            return AnswerCut(self._entry.id)
        return EndpointDown(self._entry.id, host=host)


def _first(value: dict[str, Any], name: str, model: str) -> dict[str, Any]:
    """The first of the answer's choices or pictures."""
    found = value.get(name)
    if not isinstance(found, list) or not found or not isinstance(found[0], dict):
        raise AnswerUnreadable(model, reason="not-the-protocol")
    return found[0]


def _tokens(usage: object, name: str, text: str) -> int:
    """A count that the endpoint gives; an estimate, on the high side, where it gives none that can be true."""
    count = usage.get(name) if isinstance(usage, dict) else None
    if isinstance(count, int) and not isinstance(count, bool) and 0 < count < _MOST_TOKENS:
        return count
    return count_tokens(text)


def _retry_after(header: str | None) -> int:
    """Seconds that an endpoint asks to wait (RFC 9110, 10.2.3); a date, or nonsense, counts as half a minute."""
    if header is None:
        return 1
    text = header.strip()
    return min(int(text), 86_400) if text.isascii() and text.isdigit() and len(text) < 9 else 30
