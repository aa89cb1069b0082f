"""The XMP packet that travels in a file: who made it, under which terms, and what machines may do with it.

Fields as the IPTC Photo Metadata Standard 2023.1 names them (creator, copyright notice, credit line, rights usage
terms, web statement, licensor, copyright owner, data mining), in the namespaces of Dublin Core, XMP rights, PLUS, CC.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from oeuvre.licence import Terms
from oeuvre.licence.exchange.mining import CC, MINED, PLUS, RDF, RIGHTS, XML, mined
from oeuvre.licence.exchange.names import deed_of

DC = "http://purl.org/dc/elements/1.1/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
OURS = "urn:oeuvre:xmp:"
_CONTROL = {code: " " for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: " ", 0xFFFF: " "}


@dataclass(frozen=True)
class Stated:
    """What a packet says beside the terms; an empty field is left out.

    `usage` is the rights usage terms by language, `owners` those who may license the work, `deed` the licence's page.
    """

    title: str = ""
    language: str = ""
    creators: Sequence[str] = ()
    owners: Sequence[str] = ()
    notice: str = ""
    credit: str = ""
    licence: str = ""
    deed: str = ""
    usage: Mapping[str, str] = field(default_factory=dict)


def rights_packet(terms: Terms, stated: Stated) -> str:
    """The packet, without its wrapper; `read_xmp` reads the machine part of it back."""
    names = {"dc": DC, "xmpRights": RIGHTS, "plus": PLUS, "cc": CC, "photoshop": PHOTOSHOP, "oeuvre": OURS, "rdf": RDF}
    root = etree.Element("{adobe:ns:meta/}xmpmeta", nsmap={"x": "adobe:ns:meta/"})
    about = etree.SubElement(etree.SubElement(root, f"{{{RDF}}}RDF", nsmap=names), f"{{{RDF}}}Description")
    about.set(f"{{{RDF}}}about", "")
    deed = stated.deed or deed_of(terms)
    _alternatives(about, f"{{{DC}}}title", {"x-default": stated.title})
    _listed(about, f"{{{DC}}}language", "Bag", [stated.language])
    _listed(about, f"{{{DC}}}creator", "Seq", stated.creators)
    _alternatives(about, f"{{{DC}}}rights", {"x-default": stated.notice})
    _plain(about, f"{{{PHOTOSHOP}}}Credit", stated.credit)
    _plain(about, f"{{{RIGHTS}}}Marked", "True")
    _alternatives(about, f"{{{RIGHTS}}}UsageTerms", stated.usage)
    _plain(about, f"{{{RIGHTS}}}WebStatement", deed)
    _owners(about, "Licensor", "Bag", stated.owners)
    _owners(about, "CopyrightOwner", "Seq", stated.owners)
    _plain(about, f"{{{PLUS}}}DataMining", MINED + mined(terms))
    if mined(terms) == "PROHIBITED-SEECONSTRAINT":
        _alternatives(about, f"{{{PLUS}}}OtherConstraints", {"x-default": deed or terms.digest})
    if deed:
        etree.SubElement(about, f"{{{CC}}}license").set(f"{{{RDF}}}resource", deed)
        _plain(about, f"{{{CC}}}attributionName", stated.credit)
    _plain(about, f"{{{OURS}}}licence", stated.licence)
    _plain(about, f"{{{OURS}}}terms", terms.digest)
    etree.indent(root)
    return str(etree.tostring(root, encoding="unicode")) + "\n"


def _plain(above: Any, name: str, text: str) -> None:
    if text:
        etree.SubElement(above, name).text = text.translate(_CONTROL)


def _listed(above: Any, name: str, kind: str, texts: Sequence[str]) -> None:
    told = [text for text in texts if text]
    if told:
        several = etree.SubElement(etree.SubElement(above, name), f"{{{RDF}}}{kind}")
        for text in told:
            _plain(several, f"{{{RDF}}}li", text)


def _alternatives(above: Any, name: str, texts: Mapping[str, str]) -> None:
    told = {language: text for language, text in texts.items() if text}
    if told:
        several = etree.SubElement(etree.SubElement(above, name), f"{{{RDF}}}Alt")
        for language, text in told.items():
            one = etree.SubElement(several, f"{{{RDF}}}li")
            one.set(f"{{{XML}}}lang", language)
            one.text = text.translate(_CONTROL)


def _owners(above: Any, name: str, kind: str, owners: Sequence[str]) -> None:
    if owners:
        several = etree.SubElement(etree.SubElement(above, f"{{{PLUS}}}{name}"), f"{{{RDF}}}{kind}")
        for owner in owners:
            one = etree.SubElement(several, f"{{{RDF}}}li")
            one.set(f"{{{RDF}}}parseType", "Resource")
            _plain(one, f"{{{PLUS}}}{name}Name", owner)
