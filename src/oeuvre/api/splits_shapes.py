"""Bodies about who holds what: holdings, split sheets, the table of parts. Shares are exact: `1/3`, `33.33`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool

from oeuvre.api.shapes import PartyKind, Shape

Figure = Annotated[str, Field(min_length=1, max_length=40, description="As people write it: `40`, `33.33`, `100/3`.")]


class NamedParty(Shape):
    party: str
    name: str


class SheetShareShape(Shape):
    party: str
    name: str
    kind: PartyKind
    weight: str
    percent: str
    must_sign: bool
    signed: str | None
    payee: NamedParty | None = Field(description="Who is paid what a model has; null: it goes to the others.")
    contract: str


class SheetShape(Shape):
    """A split sheet: it counts once everybody who must sign has signed this very one."""

    sheet: str
    digest: str
    act: int
    work: str
    title: str
    project: str | None
    proposed: str
    proposer: NamedParty
    because: str
    state: Literal["open", "signed", "refused"]
    since: str | None
    shares: list[SheetShareShape]
    waits_for: list[NamedParty]
    refused_by: str | None
    refused_because: str


class HolderShape(Shape):
    party: str
    name: str
    kind: PartyKind
    share: str
    percent: str
    why: str
    acts: list[int]


class ComponentShape(Shape):
    """A work that stands on this one and takes its part first."""

    work: str
    title: str | None
    share: str
    percent: str
    why: str


class HoldingsShape(Shape):
    """Who holds a work, by a signed sheet or by their acts; `held` is the work that a sheet would be about."""

    work: str
    title: str | None
    held: str
    at: str
    basis: Literal["sheet", "acts", "nobody"]
    why: str
    holders: list[HolderShape]
    components: list[ComponentShape]
    sheet: SheetShape | None
    absent: list[NamedParty]


class ShareWish(Shape):
    name: str = Field(min_length=1, max_length=200)
    share: Figure


class SheetWish(Shape):
    """Shares in percent that sum to 100; `parts` says that they are parts of their sum. `sign`: as oneself, at once."""

    shares: list[ShareWish] = Field(min_length=1, max_length=200)
    parts: StrictBool = False
    since: str | None = Field(None, pattern=r"^2\d{3}-\d{2}-\d{2}$", description="The day from which it counts.")
    because: str = Field("", max_length=2000)
    sign: StrictBool = False


class SignatureWish(Shape):
    """The digest of the sheet that was read: what is signed is that very one."""

    digest: str = Field(min_length=16, max_length=128)


class RefusalWish(Shape):
    because: str = Field("", max_length=2000)


class PartsShape(Shape):
    """What counts where nobody signed: parts by kind of contribution, and what emblems of a house model take."""

    parts: dict[str, str]
    pool: dict[str, str]
    act: int | None
    lines: list[str]


class PartsWish(Shape):
    """Figures that change, by name; the others stay."""

    parts: dict[Annotated[str, Field(max_length=40)], Figure] = Field(min_length=1, max_length=40)
