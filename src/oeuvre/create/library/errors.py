"""What can be wrong with a file that a person adds to the library: LibraryError, then NotAFont, FontUnreadable."""

from __future__ import annotations

from oeuvre.foundation import OeuvreError


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
