"""Licences by name: an SPDX licence expression, and the address of a Creative Commons deed."""

from __future__ import annotations

import re

from oeuvre.licence import Template, Terms, all_templates, find_template, meet_all
from oeuvre.licence.exchange.errors import ExchangeUnfit
from oeuvre.licence.exchange.losses import Imported

_COMMONS = "https://creativecommons.org/"
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+")


def template_of(terms: Terms) -> Template | None:
    """The template whose terms these are, to the letter."""
    same = [one for one in all_templates().values() if one.terms == terms]
    named = [one for one in same if one.id in terms.names]
    return next(iter(named or same), None)


def deed_of(terms: Terms) -> str:
    """The address of the licence that these terms are, or nothing."""
    found = template_of(terms)
    return found.deed if found is not None else ""


def write_spdx(terms: Terms, target: str) -> str:
    """An expression: the licence's identifier, or those that the terms were composed of; else a reference to them."""
    found = template_of(terms)
    if found is not None:
        return found.id
    known = sorted(name for name in terms.names if name in all_templates())
    if known and len(known) == len(terms.names):
        return " AND ".join(known)
    return f"LicenseRef-{terms.digest.replace(':', '-')}"


def read_spdx(text: str, place: str) -> Imported:
    """Licences joined by AND bind together. OR leaves a choice, and WITH an exception, that nobody made here.

    Raises ExchangeUnfit, LicenceUnknown.
    """
    words = text.replace("(", " ").replace(")", " ").split()
    names = [word for word in words if word.upper() != "AND"]
    joined = len(words) == 2 * len(names) - 1 and all(word.upper() == "AND" for word in words[1::2])
    if not names or not joined or any(_EXPRESSION.fullmatch(name) is None for name in names):
        raise ExchangeUnfit(place, format="SPDX", line=1, detail=text.strip()[:60] or "…")
    terms = [find_template(name).terms for name in names]
    return Imported("spdx", terms[0] if len(terms) == 1 else meet_all(terms))


def write_deed(terms: Terms, target: str) -> str:
    """The address of a Creative Commons deed; nothing for other terms."""
    address = deed_of(terms)
    return address if address.startswith(_COMMONS) else ""


def read_deed(text: str, place: str) -> Imported:
    """An address, or HTML or an HTTP link that has it. Raises ExchangeUnfit, LicenceUnknown."""
    found = re.findall(r"https?://creativecommons\.org/[A-Za-z0-9./-]+", text)
    if len(set(found)) != 1:
        raise ExchangeUnfit(place, format="Creative Commons", line=1, detail=_COMMONS)
    return Imported("cc", find_template(found[0]).terms)
