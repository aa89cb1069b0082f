"""What can be wrong with a font that a person brings: `LibraryError`, then one class for each."""

from __future__ import annotations

from oeuvre.foundation import Language, OeuvreError, say


class LibraryError(OeuvreError):
    room = "library"


class NotAFont(LibraryError):
    """The file is missing, damaged, or something else than a font."""

    code = "not-a-font"
    exit_code = 2
    http_status = 422


class WebFont(LibraryError):
    """A WOFF or WOFF2 file: a font for browsers, packed as the typesetter does not read it."""

    code = "web-font"
    exit_code = 2
    http_status = 422


class NoFontGiven(LibraryError):
    code = "no-font-given"
    exit_code = 2
    http_status = 422


class FontRefused(LibraryError):
    """A font that nothing can be set in; `reason` is a key under `library:unsound`, `name` what the file is called."""

    code = "font-refused"
    exit_code = 2
    http_status = 422

    def message(self, language: Language = "en") -> str:
        reason = say(f"library:unsound.{self.values['reason']}", language)
        return say(f"library:errors.{self.code}.message", language, name=self.values["name"], reason=reason)
