"""Terms as people write them, and the name under which they can be looked up."""

from __future__ import annotations

import re
import unicodedata

from oeuvre.create.brief.model import ALL_RIGHTS_RESERVED

# An address as a browser takes it: a host with a dot, a port perhaps, then no space and no sign that has to be escaped.
_ADDRESS = re.compile(r"https?://(?:[\w-]+\.)+[\w-]{2,}(?::\d{1,5})?(?:[/?#][^\s<>\"'`{}|\\^\x00-\x20\x7f]*)?")
_SPDX = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.+-]*[A-Za-z0-9+])?(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")

# Said in words -> identifier of the SPDX licence list. Keys are as `_key` leaves them.
_SAID = {
    "all rights reserved": ALL_RIGHTS_RESERVED,
    "tous droits reserves": ALL_RIGHTS_RESERVED,
    "©": ALL_RIGHTS_RESERVED,
    "copyright": ALL_RIGHTS_RESERVED,
    "cc0": "CC0-1.0",
    "cc 0": "CC0-1.0",
    "cc0 1.0": "CC0-1.0",
    "cc zero": "CC0-1.0",
    "public domain": "CC-PDM-1.0",
    "domaine public": "CC-PDM-1.0",
    "public domain mark": "CC-PDM-1.0",
    "public domain mark 1.0": "CC-PDM-1.0",
    "mit": "MIT",
    "apache 2.0": "Apache-2.0",
    "ofl": "OFL-1.1",
    "ofl 1.1": "OFL-1.1",
    "sil ofl": "OFL-1.1",
    "sil ofl 1.1": "OFL-1.1",
    "licence ouverte 2.0": "etalab-2.0",
    "etalab 2.0": "etalab-2.0",
}
# Creative Commons' licences and the versions of each; a name without its version names no terms.
_COMMONS = ("BY", "BY-SA", "BY-ND", "BY-NC", "BY-NC-SA", "BY-NC-ND")
_VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")
_SAID |= {
    f"{start} {name.lower().replace('-', ' ')} {version}": f"CC-{name}-{version}"
    for start in ("cc", "creative commons")
    for name in _COMMONS
    for version in _VERSIONS
}


def _key(value: str) -> str:
    """`value` without case, accents, hyphens or anything but what tells terms apart."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", value.casefold()) if not unicodedata.combining(sign))
    return re.sub(r"[\s\u2010-\u2014_,-]+", " ", plain).strip(" .")


def licence_named(value: str) -> str:
    """The terms as they can be looked up, for those that are written in another way; anything else as it stands."""
    return _SAID.get(_key(value), value)


def is_licence(value: str) -> bool:
    """Whether terms are named in a way that can be looked up: an SPDX expression, an address, all-rights-reserved."""
    return bool(_ADDRESS.fullmatch(value) or _SPDX.fullmatch(value))


def is_share_alike(value: str) -> bool:
    """Whether terms pass on to whatever is made with a piece: Creative Commons' share-alike, by name or by address."""
    return bool(re.search(r"\bCC-BY(?:-NC)?-SA\b|creativecommons\.org/licenses/by(?:-nc)?-sa\b", value, re.IGNORECASE))
