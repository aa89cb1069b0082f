"""Licences that come with the program: data beside this file, found by SPDX identifier, deed address or name.

A template is terms, the addresses that its deed has, and words: its name, a plain summary and a form of attribution,
under `licence:templates.<family>` in the catalogue. Sources: the legal codes of each licence; which licences a
share-alike licence may pass into follows Creative Commons' list of compatible licences.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from oeuvre.foundation import Language, say
from oeuvre.licence.errors import LicenceUnknown
from oeuvre.licence.reading import read_terms
from oeuvre.licence.terms import Terms

_FILES = ("creative-commons", "software-and-fonts", "studio")
_COMMONS = re.compile(
    r"(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/.*)?", re.IGNORECASE
)
_HOST = "https://creativecommons.org/"


@dataclass(frozen=True)
class Template:
    """A licence that people know by name. `deeds` are addresses; `others` are names it goes by as well."""

    id: str
    family: str
    terms: Terms
    deeds: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def deed(self) -> str:
        """The address at which its text or deed stands, or nothing."""
        return self.deeds[0] if self.deeds else ""

    def _say(self, what: str, language: Language, **values: object) -> str:
        version = self.id.rpartition("-")[2] if self.family.startswith("cc-") else ""
        return say(f"licence:templates.{self.family}.{what}", language, version=version, **values)

    def name(self, language: Language = "en") -> str:
        """What the licence is called."""
        return self._say("name", language)

    def summary(self, language: Language = "en") -> str:
        """What it lets one do, in plain words; it replaces no legal text."""
        return self._say("summary", language)

    def attribution(self, title: str, author: str, source: str = "", language: Language = "en") -> str:
        """The credit as it should stand beside the work, empty parts left out."""
        values = {"title": title, "author": author, "licence": self.id, "deed": self.deed, "source": source}
        line = self._say("attribution", language, **values)
        return f"{line}, {source}" if source and source not in line else line


@cache
def all_templates() -> Mapping[str, Template]:
    """Every template by its identifier, in the order of the data."""
    found = {}
    for name in _FILES:
        source = resources.files("oeuvre.licence.templates") / f"{name}.json"
        for identifier, value in json.loads(source.read_text(encoding="utf-8")).items():
            deeds = tuple(one if "://" in one else f"{_HOST}{one}/" for one in value.get("deed", ()))
            terms = read_terms(value["terms"])
            found[identifier] = Template(identifier, value["family"], terms, deeds, tuple(value.get("also", ())))
    return MappingProxyType(found)


@cache
def _by_key() -> Mapping[str, Template]:
    keys: dict[str, Template] = {}
    for one in all_templates().values():
        keys |= {_key(name): one for name in (one.id, *one.others, *one.deeds)}
    return keys


def _key(name: str) -> str:
    """A name or an address without case, scheme, `www.`, trailing slash; Creative Commons' without port, language."""
    plain = re.sub(r"^https?://", "", name.strip().casefold())
    commons = _COMMONS.fullmatch(plain.partition("?")[0].partition("#")[0])
    if commons:
        return f"creativecommons.org/{commons[1]}/{commons[2]}/{commons[3]}".casefold()
    return plain.removeprefix("www.").removesuffix("/")


def find_template(name: str) -> Template:
    """The template of an SPDX identifier, a deed's address (any language or port behind it) or a name.

    Raises LicenceUnknown with the nearest names.
    """
    found = _by_key().get(_key(name))
    if found is None:
        known = {
            key.casefold(): key
            for key in (*all_templates(), *(o for one in all_templates().values() for o in one.others))
        }
        near = difflib.get_close_matches(name.casefold(), known, 3, 0.4)
        raise LicenceUnknown(name, near=", ".join(known[key] for key in near) or ", ".join(all_templates()))
    return found
