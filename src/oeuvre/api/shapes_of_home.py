"""What goes over the wire of the home rather than of one project: partners, brand kits, what can be picked, a file that
is verified. As in `shapes`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from oeuvre.api.shapes import MadeBy, Shape


class Partner(Shape):
    """A model, or the engine of rules, as a member of the project with declared terms."""

    id: str
    name: str
    kind: Literal["model", "rule"]
    modality: Literal["text", "image", "rules"]
    licence: str
    outputs: str
    cost: str
    where: str
    can: list[str]
    spent: str = ""
    version: str = ""
    unit: str = Field("", description="What it is paid by, in a few words.")
    moments: list[Literal["ideas", "sheet", "round", "choice"]] = Field(
        [], description="The moments to which it can be invited."
    )


class VerifyShape(Shape):
    """What `oeuvre verify` says of a file, with its ingredients."""

    name: str
    state: str
    summary: str
    signer: str
    made_by: MadeBy
    lines: list[str]
    ingredients: list[dict[str, Any]]
    work: str | None


Words = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=60)]


class BrandKit(Shape):
    """What projects of one brand share. `heading` and `body` are type families, `logo` a work of one's own by id."""

    id: str = Field(pattern="^[a-z0-9][a-z0-9-]{0,59}$")
    name: str = Field(min_length=1, max_length=120)
    colours: list[Annotated[str, Field(pattern="^#[0-9A-Fa-f]{6}$")]] = Field([], max_length=12)
    heading: str = Field("", max_length=120)
    body: str = Field("", max_length=120)
    logo: str | None = Field(None, max_length=64)
    words: Words = Field([])
    avoid: Words = Field([])
    forbidden: Words = Field([])
    version: str | None = Field(
        None,
        max_length=64,
        description="Sent back as it was read: 409 `brand-changed` where the kit was changed since. "
        "Empty: it must be a new one. Null: whatever stands there is replaced.",
    )


class EmblemShape(Shape):
    """A piece of the library: what it is called in the reader's language, and who drew it, under which terms."""

    name: str
    label: str
    author: str
    licence: str
    page: str = Field("", description="Where its author shows it.")
    address: str = Field(description="Its drawing, in one colour.")


class Choices(Shape):
    """What a person can pick from: families, palettes, formats, licences, in the language of the request."""

    families: list[dict[str, Any]]
    palettes: list[dict[str, Any]]
    pairings: list[dict[str, Any]]
    formats: list[dict[str, Any]]
    licences: list[dict[str, str]]
    trades: list[dict[str, str]]
