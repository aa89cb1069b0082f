"""Who made a piece and on what terms: what is written when the piece is used, not later."""

from __future__ import annotations

from dataclasses import dataclass

from oeuvre.foundation import Language, say

# What people call the licences that this library ships; an unlisted one is named by its SPDX identifier.
LICENCE_NAMES = {
    "CC-BY-3.0": "CC BY 3.0",
    "CC-BY-4.0": "CC BY 4.0",
    "CC0-1.0": "CC0 1.0",
    "MIT": "MIT",
    "OFL-1.1": "SIL OFL 1.1",
}
LICENCE_PAGES = {
    "CC-BY-3.0": "https://creativecommons.org/licenses/by/3.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "MIT": "https://opensource.org/license/mit",
    "OFL-1.1": "https://openfontlicense.org",
}


@dataclass(frozen=True)
class Credit:
    """The title, author and licence (SPDX) of a piece, the set it comes from and the author's own page, if known."""

    title: str
    author: str
    licence: str
    source: str
    page: str = ""

    @property
    def licence_page(self) -> str:
        """Where the licence stands; empty when it is not one that this library ships."""
        return LICENCE_PAGES.get(self.licence, "")

    def line(self, language: Language, changed: bool) -> str:
        """The credit as CC BY 3.0, section 4(b), asks for it; `changed` when colour or crop are not the original's."""
        return say(
            f"library:credit.{'changed' if changed else 'as_is'}",
            language,
            title=self.title,
            author=self.author,
            source=self.source,
            licence=LICENCE_NAMES.get(self.licence, self.licence),
        )
