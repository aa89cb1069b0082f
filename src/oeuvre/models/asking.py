"""What a model is asked and what it answers: three small Protocols, one for each of text, image and sound.

A provider of models is one class that implements what it can of these; production sees nothing else of it. What comes
back is untrusted: bounded in size and of the stated types, but any words and any picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from oeuvre.models.cards import Cost, ModelCard


@dataclass(frozen=True)
class TextAsk:
    """One question to a model that writes.

    `schema` is a JSON schema that the answer must follow, or None for plain text. `temperature` goes from 0 to 2.
    `seed` None leaves the draw to the model. `language` is a BCP 47 tag, told for the guards.
    """

    system: str
    prompt: str
    schema: Mapping[str, object] | None = None
    max_tokens: int = 600
    temperature: float = 0.8
    seed: int | None = None
    language: str = "en"

    def settings(self) -> dict[str, object]:
        """What an exact re-run needs beside the weights and the code."""
        return {
            "system": self.system,
            "prompt": self.prompt,
            "schema": None if self.schema is None else dict(self.schema),
            "max_tokens": self.max_tokens,
            "temperature": str(self.temperature),
            "seed": self.seed,
            "language": self.language,
        }

    def dearest(self, cost: Cost) -> int:
        """The most that this question can cost, in micro-units; three characters at least make a token."""
        return cost.of_text(count_tokens(self.system + self.prompt), self.max_tokens)


@dataclass(frozen=True)
class TextAnswer:
    """What a model wrote. `data` is the parsed JSON where a schema was given: an object or list, its fields unchecked.

    `cost_micro` is in micro-units of the card's currency; `finish` is `stop`, `length` or what else the model says.
    """

    text: str
    data: object = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micro: int = 0
    seconds: float = 0.0
    seed: int | None = None
    finish: str = ""


@dataclass(frozen=True)
class ImageAsk:
    """One picture to draw: `width` and `height` in pixels, which a model may round to what it offers."""

    prompt: str
    width: int = 1024
    height: int = 1024
    seed: int | None = None

    def settings(self) -> dict[str, object]:
        """What an exact re-run needs beside the weights and the code."""
        return {"prompt": self.prompt, "width": self.width, "height": self.height, "seed": self.seed}


@dataclass(frozen=True)
class ImageAnswer:
    """A picture: `data` are the bytes of a PNG, JPEG or WebP whose header was read and whose size is within bounds.

    `prompt` is what was asked, `revised_prompt` what the model says it drew instead, empty where it says nothing.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    prompt: str
    seed: int | None = None
    revised_prompt: str = ""
    cost_micro: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class SoundAsk:
    """A sound to make, `seconds` long."""

    prompt: str
    seconds: float = 10.0
    seed: int | None = None


@dataclass(frozen=True)
class SoundAnswer:
    """A sound: the bytes of a file of `media_type`."""

    data: bytes
    media_type: str
    prompt: str
    seed: int | None = None
    cost_micro: int = 0
    seconds: float = 0.0


@runtime_checkable
class TextModel(Protocol):
    """A model that writes. `write` raises `CallFailed` or another `ModelsError`."""

    @property
    def card(self) -> ModelCard: ...

    def write(self, ask: TextAsk) -> TextAnswer: ...


@runtime_checkable
class ImageModel(Protocol):
    """A model that draws. `draw` raises `CallFailed` or another `ModelsError`."""

    @property
    def card(self) -> ModelCard: ...

    def draw(self, ask: ImageAsk) -> ImageAnswer: ...


@runtime_checkable
class SoundModel(Protocol):
    """A model that makes sounds. No provider that ships does yet."""

    @property
    def card(self) -> ModelCard: ...

    def sound(self, ask: SoundAsk) -> SoundAnswer: ...


def count_tokens(text: str) -> int:
    """How many tokens a text makes, on the high side, for estimates: one for three bytes of UTF-8, and some for the
    frame that a chat puts around it."""
    return -(-len(text.encode()) // 3) + 16
