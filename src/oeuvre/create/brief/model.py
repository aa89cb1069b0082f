"""What a brief is, once read: frozen values that every room of `create` may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

ALL_RIGHTS_RESERVED = "all-rights-reserved"


@dataclass(frozen=True)
class Facts:
    """What may be stated. An empty string is a fact that was not given."""

    product: str = ""
    promise: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    date: str = ""
    price: str = ""
    url: str = ""
    qr: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a line-up, a menu or a timetable."""

    time: str = ""
    name: str = ""
    place: str = ""


@dataclass(frozen=True)
class Partner:
    """A partner's logo, by the organisation whose mark it is; an empty name is one that nobody gave."""

    path: Path
    name: str = ""


@dataclass(frozen=True)
class Brand:
    """What the client brings. Colours are `#RRGGBB` in capitals.

    In `fonts` a `str` names a packaged family and a `Path` is a font file of theirs.
    """

    colours: tuple[str, ...] = ()
    fonts: tuple[str | Path, ...] = ()
    logo: Path | None = None
    partners: tuple[Partner, ...] = ()


@dataclass(frozen=True)
class GivenCopy:
    """Words that are used as they stand."""

    headline: str = ""
    line: str = ""
    action: str = ""
    small: str = ""


@dataclass(frozen=True)
class ArtTerms:
    """Whether share-alike pictures may be used, and whether the credits are printed on the design."""

    share_alike: bool = False
    credit_line: bool = False


@dataclass(frozen=True)
class Rights:
    """What the results are used for, in the values that limits of licences ask about: countries (ISO 3166-1 alpha-2),
    media, channels, purposes, industries and audiences; an empty one was not told."""

    territories: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A picture that the design is to be made with: a file of theirs, or a packaged photograph by its name.

    `author` and `licence` are empty for a packaged photograph: the library knows them.
    """

    path: Path | None = None
    library: str = ""
    author: str = ""
    licence: str = ""
    recolour: bool = False


@dataclass(frozen=True)
class Brief:
    """A brief. `audience`, `goal` and `mood` steer and are never printed; empty `formats` means all.

    `language` is a BCP-47 tag, plain `fr` and `en` for all kinds of French and English, `und` when nobody
    said and nothing tells. `source` is the TOML file, `base` the folder its paths start from.
    """

    title: str
    about: str
    language: str
    source: Path
    base: Path
    client: str = ""
    audience: str = ""
    goal: str = ""
    mood: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)
    programme: tuple[Row, ...] = ()
    words_use: tuple[str, ...] = ()
    words_avoid: tuple[str, ...] = ()
    brand: Brand = field(default_factory=Brand)
    copy: GivenCopy = field(default_factory=GivenCopy)
    art: ArtTerms = field(default_factory=ArtTerms)
    rights: Rights = field(default_factory=Rights)
    references: tuple[Reference, ...] = ()

    def files(self) -> tuple[Path, ...]:
        """Every file that the brief names, in its order."""
        fonts = [font for font in self.brand.fonts if isinstance(font, Path)]
        logo = [self.brand.logo] if self.brand.logo else []
        pictures = [reference.path for reference in self.references if reference.path]
        partners = [partner.path for partner in self.brand.partners]
        return (*fonts, *logo, *partners, *pictures)
