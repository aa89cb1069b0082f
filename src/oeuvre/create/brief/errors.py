"""What can be wrong with a brief, or with a picture that it names.

OeuvreError
├── BriefError            a finding in the brief: file, line, field, what was expected
│   ├── BriefMissing, BriefIsFolder, BriefTooLarge, BriefNotText, BriefSyntax, BriefExists,
│   │   BriefNotWritten
│   ├── FieldUnknown, FieldMissing, FieldType, FieldEmpty, FieldTooLong, FieldTooMany, FieldControl
│   ├── ColourBad, FormatUnknown, FontUnknown, PhotoUnknown, LanguageBad, LicenceBad, UrlBad, UrlMissing
│   └── WordsContradict, ReferenceUnclear, LibraryTermsGiven, FileMissing, FontFileBad
└── PictureError          a picture that is refused by name
"""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say

# Values that are themselves words: the catalogue is asked for them when the sentence is said.
_SPOKEN = ("expected", "reason")


class BriefError(OeuvreError):
    """A finding in a brief. `place` is `file:line field`."""

    room: ClassVar[str] = "brief"
    code: ClassVar[str] = "bad-brief"
    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 422

    def _spoken(self, language: Language) -> dict[str, object]:
        values = dict(self.values)
        for name in _SPOKEN:
            if name in values:
                values[name] = say(f"brief:{name}.{values[name]}", language)
        if "suggestion" in values:
            values["suggestion"] = (
                say("brief:suggestion", language, name=values["suggestion"]) if values["suggestion"] else ""
            )
        return values

    def message(self, language: Language = "en") -> str:
        return say(f"{self.room}:errors.{self.code}.message", language, place=self.place, **self._spoken(language))

    def remedy(self, language: Language = "en") -> str:
        text = say(f"{self.room}:errors.{self.code}.remedy", language, place=self.place, **self._spoken(language))
        return text.strip()


class BriefMissing(BriefError):
    code = "brief-missing"


class BriefIsFolder(BriefError):
    code = "brief-is-folder"


class BriefTooLarge(BriefError):
    code = "brief-too-large"


class BriefNotText(BriefError):
    code = "brief-not-text"


class BriefSyntax(BriefError):
    code = "brief-syntax"


class BriefExists(BriefError):
    """`oeuvre new` never writes over a file."""

    code = "brief-exists"


class BriefNotWritten(BriefError):
    code = "brief-not-written"
    exit_code = 1


class FieldUnknown(BriefError):
    code = "field-unknown"


class FieldMissing(BriefError):
    code = "field-missing"


class FieldType(BriefError):
    code = "field-type"


class FieldEmpty(BriefError):
    code = "field-empty"


class FieldTooLong(BriefError):
    code = "field-too-long"


class FieldTooMany(BriefError):
    code = "field-too-many"


class FieldControl(BriefError):
    code = "field-control"


class ColourBad(BriefError):
    code = "colour-bad"


class FormatUnknown(BriefError):
    code = "format-unknown"


class FontUnknown(BriefError):
    code = "font-unknown"


class PhotoUnknown(BriefError):
    code = "photo-unknown"


class LanguageBad(BriefError):
    code = "language-bad"


class LicenceBad(BriefError):
    code = "licence-bad"


class UrlBad(BriefError):
    code = "url-bad"


class UrlMissing(BriefError):
    code = "url-missing"


class WordsContradict(BriefError):
    code = "words-contradict"


class ReferenceUnclear(BriefError):
    code = "reference-unclear"


class LibraryTermsGiven(BriefError):
    code = "library-terms-given"


class FileMissing(BriefError):
    code = "file-missing"


class FontFileBad(BriefError):
    code = "font-file-bad"


class PictureError(BriefError):
    """A picture that is refused. `place` is its path; `name` its file name; `reason` a key of the catalogue."""

    code = "picture-refused"
