"""All formats by name, and the two doors: writing with a list of what is lost, and reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oeuvre.foundation import OeuvreError
from oeuvre.licence import Terms
from oeuvre.licence.exchange.errors import ExchangeUnknown
from oeuvre.licence.exchange.losses import Exported, Imported, losses
from oeuvre.licence.exchange.mining import read_cawg, read_tdmrep, read_xmp, write_cawg, write_tdmrep, write_xmp
from oeuvre.licence.exchange.names import read_deed, read_spdx, write_deed, write_spdx
from oeuvre.licence.exchange.policy import read_odrl, write_json_ld, write_turtle
from oeuvre.licence.exchange.rsl import read_rsl, write_rsl


@dataclass(frozen=True)
class Format:
    """A format: its full name, how terms for a target are written in it, and how a text at a place is read."""

    title: str
    write: Callable[[Terms, str], str]
    read: Callable[[str, str], Imported]


FORMATS: dict[str, Format] = {
    "odrl-json": Format("ODRL 2.2 (JSON-LD)", write_json_ld, read_odrl),
    "odrl-turtle": Format("ODRL 2.2 (Turtle)", write_turtle, read_odrl),
    "rsl": Format("RSL 1.0", write_rsl, read_rsl),
    "tdmrep": Format("TDMRep", write_tdmrep, read_tdmrep),
    "cawg": Format("CAWG training and data mining", write_cawg, read_cawg),
    "xmp": Format("IPTC/PLUS XMP", write_xmp, read_xmp),
    "spdx": Format("SPDX", write_spdx, read_spdx),
    "cc": Format("Creative Commons", write_deed, read_deed),
}


def format_named(name: str) -> Format:
    """A format by its name. Raises ExchangeUnknown."""
    if name not in FORMATS:
        raise ExchangeUnknown(name, found=name, among=", ".join(FORMATS))
    return FORMATS[name]


def export_terms(terms: Terms, name: str, target: str = "") -> Exported:
    """Terms in a format, with all that it cannot say; `target` is the work's address. Raises ExchangeUnknown."""
    chosen = format_named(name)
    text = chosen.write(terms, target)
    try:
        read_back = chosen.read(text, name).terms
    except OeuvreError:
        # What was written names terms without saying them: who reads it learns of nothing that is permitted.
        read_back = Terms()
    return Exported(name, text, losses(terms, read_back))


def import_terms(text: str, name: str, place: str = "") -> Imported:
    """Terms from a text in a format. Raises ExchangeUnknown, and what reading the format raises."""
    return format_named(name).read(text, place or name)
