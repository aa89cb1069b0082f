"""The shape of a brief's TOML, field by field: the only place where pydantic is used.

Each rule that a field breaks is raised with the code of a `BriefError`, so that one pass finds them all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, LiteralString

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from oeuvre.create.brief.licences import is_licence, licence_named

# Signs that turn the order of what follows, so that a text reads otherwise than it is written.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
# RFC 5646, as far as a person writes it: language, script, region, variants, and private use.
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{4,8})*(?:-x(?:-\w{1,8})+)?"
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
_TELEPHONE = re.compile(r"\+?[\d(][\d\s().\u00a0\u202f-]{4,30}")


def _tidy(value: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", value)).strip(" ")


def _forbidden(sign: str) -> bool:
    if sign in "\t\r\n":
        return False
    return unicodedata.category(sign) in ("Cc", "Cs") or sign in _TURNING or (ord(sign) & 0xFFFE) == 0xFFFE


def _text(limit: int, *, required: bool = False) -> AfterValidator:
    """Words of a person: no control signs, not too long, spaces as one; not empty where `required`."""

    def check(value: str) -> str:
        for sign in value:
            if _forbidden(sign):
                raise PydanticCustomError("field-control", "control sign", {"sign": f"U+{ord(sign):04X}"})
        value = _tidy(value)
        if required and not value:
            raise PydanticCustomError("field-empty", "empty")
        if len(value) > limit:
            raise PydanticCustomError("field-too-long", "too long", {"length": len(value), "limit": limit})
        return value

    return AfterValidator(check)


def _many(limit: int) -> AfterValidator:
    def check(value: list[Any]) -> list[Any]:
        if len(value) > limit:
            raise PydanticCustomError("field-too-many", "too many", {"length": len(value), "limit": limit})
        return value

    return AfterValidator(check)


def _matching(pattern: re.Pattern[str], code: LiteralString, change: Callable[[str], str] = str) -> AfterValidator:
    def check(value: str) -> str:
        if value and not pattern.fullmatch(value):
            raise PydanticCustomError(code, "does not match", {"value": value[:60]})
        return change(value)

    return AfterValidator(check)


def _colour(value: str) -> str:
    value = value.upper()
    return "#" + "".join(sign * 2 for sign in value[1:]) if len(value) == 4 else value


def _language(value: str) -> str:
    main = value.split("-")[0].lower()
    return main if main in ("fr", "en", "") else main + value[len(main) :]


def _licence(value: str) -> str:
    value = licence_named(value)
    if value and not is_licence(value):
        raise PydanticCustomError("licence-bad", "licence", {"value": value[:60]})
    return value


def _url(value: str) -> str:
    scheme = _SCHEME.match(value)
    # A telephone number is printed with its spaces; an address has none.
    spaced = re.search(r"\s", value) and not _TELEPHONE.fullmatch(value)
    if spaced or (scheme and scheme.group(1).lower() not in ("http", "https", "mailto", "tel")):
        raise PydanticCustomError("url-bad", "url", {"value": value[:60]})
    return value


Word = Annotated[str, _text(60, required=True)]
Territory = Annotated[str, _text(60, required=True), AfterValidator(str.upper)]
Name = Annotated[str, _text(200, required=True)]
FileName = Annotated[str, _text(1000, required=True)]
Short = Annotated[str, _text(200)]
Fact = Annotated[str, _text(300)]
Long = Annotated[str, _text(1000)]
Colour = Annotated[str, _text(20, required=True), _matching(_COLOUR, "colour-bad", _colour)]
Language = Annotated[str, _text(60), _matching(_LANGUAGE, "language-bad", _language)]
Licence = Annotated[str, _text(300), AfterValidator(_licence)]


class Edge(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class FactsEdge(Edge):
    product: Fact = ""
    promise: Fact = ""
    people: Annotated[list[Name], _many(60)] = []
    place: Fact = ""
    date: Fact = ""
    price: Fact = ""
    url: Annotated[str, _text(300), AfterValidator(_url)] = ""
    qr: bool = False


class RowEdge(Edge):
    time: Annotated[str, _text(60)] = ""
    name: Name
    place: Short = ""


class WordsEdge(Edge):
    use: Annotated[list[Word], _many(60)] = []
    avoid: Annotated[list[Word], _many(60)] = []


class PartnerEdge(Edge):
    path: FileName
    name: Short = ""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str) else value


class BrandEdge(Edge):
    colours: Annotated[list[Colour], _many(12)] = []
    fonts: Annotated[list[FileName], _many(8)] = []
    logo: Annotated[str, _text(1000)] = ""
    partners: Annotated[list[PartnerEdge], _many(24)] = []


class CopyEdge(Edge):
    headline: Annotated[str, _text(600)] = ""
    line: Annotated[str, _text(600)] = ""
    action: Annotated[str, _text(120)] = ""
    small: Long = ""


class ArtEdge(Edge):
    share_alike: bool = False
    credit_line: bool = False


class RightsEdge(Edge):
    territories: Annotated[list[Territory], _many(60)] = []
    media: Annotated[list[Word], _many(60)] = []
    channels: Annotated[list[Word], _many(60)] = []
    purposes: Annotated[list[Word], _many(60)] = []
    industries: Annotated[list[Word], _many(60)] = []
    audiences: Annotated[list[Word], _many(60)] = []


class ReferenceEdge(Edge):
    path: Annotated[str, _text(1000)] = ""
    library: Annotated[str, _text(200)] = ""
    author: Short = ""
    licence: Licence = ""
    recolour: bool = False

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"path": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_source(self) -> ReferenceEdge:
        if bool(self.path) == bool(self.library):
            raise PydanticCustomError("reference-unclear", "path or library")
        if self.library and (self.author or self.licence):
            raise PydanticCustomError("library-terms-given", "terms are the library's")
        return self


class BriefEdge(Edge):
    title: Annotated[str, _text(600, required=True)]
    about: Annotated[str, _text(3000, required=True)]
    language: Language = ""
    client: Short = ""
    audience: Long = ""
    goal: Long = ""
    mood: Annotated[list[Word], _many(12)] = []
    formats: Annotated[list[Word], _many(100)] = []
    facts: FactsEdge = Field(default_factory=FactsEdge)
    programme: Annotated[list[RowEdge], _many(200)] = []
    words: WordsEdge = Field(default_factory=WordsEdge)
    brand: BrandEdge = Field(default_factory=BrandEdge)
    copy_: CopyEdge = Field(default_factory=CopyEdge, alias="copy")
    art: ArtEdge = Field(default_factory=ArtEdge)
    rights: RightsEdge = Field(default_factory=RightsEdge)
    references: Annotated[list[ReferenceEdge], _many(24)] = []


# The names that each table knows: what an unknown one is compared with.
KNOWN_FIELDS: dict[str, tuple[str, ...]] = {
    "": tuple(field.alias or name for name, field in BriefEdge.model_fields.items()),
    "facts": tuple(FactsEdge.model_fields),
    "programme": tuple(RowEdge.model_fields),
    "words": tuple(WordsEdge.model_fields),
    "brand": tuple(BrandEdge.model_fields),
    "partners": tuple(PartnerEdge.model_fields),
    "copy": tuple(CopyEdge.model_fields),
    "art": tuple(ArtEdge.model_fields),
    "rights": tuple(RightsEdge.model_fields),
    "references": tuple(ReferenceEdge.model_fields),
}
