"""TDMRep, the CAWG training-and-data-mining assertion, and PLUS data mining in XMP.

Sources: TDMRep (W3C community group report, 10 May 2024); CAWG training and data mining assertion 1.1; PLUS LDF data
mining vocabulary as the IPTC Photo Metadata Standard 2023.1 has it.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from lxml import etree

from oeuvre.licence import Action, Stance, Terms, find_template
from oeuvre.licence.exchange.errors import ExchangeUnfit
from oeuvre.licence.exchange.losses import Imported, Loss
from oeuvre.licence.exchange.names import deed_of
from oeuvre.licence.exchange.stances import MACHINES, stance, terms_of_stances

ENTRIES = {
    "cawg.data_mining": Action.TEXT_AND_DATA_MINING,
    "cawg.ai_inference": Action.AI_INPUT,
    "cawg.ai_training": Action.AI_TRAINING,
    "cawg.ai_generative_training": Action.AI_TRAINING,
}
_USES = {Stance.PERMITTED: "allowed", Stance.CONDITIONAL: "constrained", Stance.PROHIBITED: "notAllowed"}
PLUS = "http://ns.useplus.org/ldf/xmp/1.0/"
MINED = "http://ns.useplus.org/ldf/vocab/DMI-"
RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
CC = "http://creativecommons.org/ns#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
_ALL = frozenset(MACHINES)
_PERMITTED_BY = {
    "ALLOWED": _ALL,
    "PROHIBITED-AIMLTRAINING": frozenset({Action.TEXT_AND_DATA_MINING, Action.SEARCH, Action.AI_INPUT}),
    "PROHIBITED-EXCEPTSEARCHENGINEINDEXING": frozenset({Action.SEARCH}),
    "PROHIBITED": frozenset[Action](),
}
_SEEN_ELSEWHERE = ("PROHIBITED-SEECONSTRAINT", "PROHIBITED-SEEEMBEDDEDRIGHTSEXPR", "PROHIBITED-SEELINKEDRIGHTSEXPR")


def _object(text: str, name: str, place: str, kind: type) -> Any:
    try:
        value = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise ExchangeUnfit(place, format=name, line=line, detail=str(error)[:80]) from None
    except RecursionError:
        raise ExchangeUnfit(place, format=name, line=1, detail="{ [ { [") from None
    if not isinstance(value, kind):
        raise ExchangeUnfit(place, format=name, line=1, detail=type(value).__name__)
    return value


def tdm_reserved(terms: Terms) -> bool:
    """Whether text and data mining is reserved: anything but permitted without a condition."""
    return stance(terms, Action.TEXT_AND_DATA_MINING) is not Stance.PERMITTED


def write_tdmrep(terms: Terms, target: str) -> str:
    """`/.well-known/tdmrep.json` for one location."""
    entry: dict[str, Any] = {"location": target or "/", "tdm-reservation": int(tdm_reserved(terms))}
    if tdm_reserved(terms) and deed_of(terms):
        entry["tdm-policy"] = deed_of(terms)
    return json.dumps([entry], ensure_ascii=False, indent=2) + "\n"


def tdm_headers(terms: Terms) -> dict[str, str]:
    """The same as HTTP header fields."""
    found = {"tdm-reservation": str(int(tdm_reserved(terms)))}
    return found | ({"tdm-policy": deed_of(terms)} if tdm_reserved(terms) and deed_of(terms) else {})


def tdm_meta(terms: Terms) -> str:
    """The same as HTML `meta` elements, one a line."""
    return "\n".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tdm_headers(terms).items())


def read_tdmrep(text: str, place: str) -> Imported:
    """A file of one location, or of several that say the same. Raises ExchangeUnfit."""
    entries = _object(text, "TDMRep", place, list)
    reserved = [entry.get("tdm-reservation") if isinstance(entry, dict) else None for entry in entries]
    if not reserved or any(type(one) is not int or one not in (0, 1) for one in reserved):
        raise ExchangeUnfit(place, format="TDMRep", line=1, detail="tdm-reservation")
    free = not any(reserved)
    unread = [Loss("tdm-policy", str(entry["tdm-policy"])) for entry in entries if "tdm-policy" in entry]
    permitted = frozenset({Action.TEXT_AND_DATA_MINING}) if free else frozenset[Action]()
    return Imported("tdmrep", terms_of_stances(permitted), tuple(unread))


def training_assertion(terms: Terms) -> dict[str, Any]:
    """The data of a `cawg.training-mining` assertion, as a C2PA manifest takes it."""
    entries: dict[str, dict[str, str]] = {}
    for name, action in ENTRIES.items():
        use = _USES[stance(terms, action)]
        entries[name] = {"use": use} | (
            {"constraint_info": deed_of(terms) or terms.digest} if use == "constrained" else {}
        )
    return {"entries": entries}


def write_cawg(terms: Terms, target: str) -> str:
    """The assertion with its label, as JSON; the target is whatever carries it."""
    value = {"label": "cawg.training-mining", "data": training_assertion(terms)}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def read_cawg(text: str, place: str) -> Imported:
    """An assertion, with or without its label. What is constrained is not permitted. Raises ExchangeUnfit."""
    value = _object(text, "CAWG", place, dict)
    data = value.get("data", value)
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, dict):
        raise ExchangeUnfit(place, format="CAWG", line=1, detail="entries")
    uses: dict[Action, set[str]] = {}
    unread = []
    for name, entry in entries.items():
        use = entry.get("use") if isinstance(entry, dict) else None
        if not isinstance(use, str) or use not in _USES.values():
            raise ExchangeUnfit(place, format="CAWG", line=1, detail=f"{name}: use")
        action = ENTRIES.get(name.replace("c2pa.", "cawg.", 1))
        if action is None or use == "constrained":
            unread.append(Loss(name, json.dumps(entry, ensure_ascii=False)))
        if action is not None:
            uses.setdefault(action, set()).add(use)
    permitted = frozenset(action for action, said in uses.items() if said == {"allowed"})
    return Imported("cawg", terms_of_stances(permitted), tuple(unread))


def mined(terms: Terms) -> str:
    """The value of PLUS data mining that says no more than the terms permit."""
    stances = {action: stance(terms, action) for action in MACHINES}
    if Stance.CONDITIONAL in stances.values():
        return "PROHIBITED-SEECONSTRAINT"
    free = {action for action, one in stances.items() if one is Stance.PERMITTED}
    fitting = [name for name, permitted in _PERMITTED_BY.items() if permitted <= free]
    return max(fitting, key=lambda name: len(_PERMITTED_BY[name]))


def write_xmp(terms: Terms, target: str) -> str:
    """An XMP packet with PLUS data mining, and the licence's address where it has one."""
    names = {"plus": PLUS, "xmpRights": RIGHTS, "cc": CC, "rdf": RDF}
    root = etree.Element("{adobe:ns:meta/}xmpmeta", nsmap={"x": "adobe:ns:meta/"})
    about = etree.SubElement(etree.SubElement(root, f"{{{RDF}}}RDF", nsmap=names), f"{{{RDF}}}Description")
    about.set(f"{{{RDF}}}about", "")
    etree.SubElement(about, f"{{{PLUS}}}DataMining").text = MINED + mined(terms)
    if mined(terms) == "PROHIBITED-SEECONSTRAINT":
        alternatives = etree.SubElement(etree.SubElement(about, f"{{{PLUS}}}OtherConstraints"), f"{{{RDF}}}Alt")
        said = etree.SubElement(alternatives, f"{{{RDF}}}li")
        said.set(f"{{{XML}}}lang", "x-default")
        said.text = deed_of(terms) or terms.digest
    if deed_of(terms):
        etree.SubElement(about, f"{{{RIGHTS}}}Marked").text = "True"
        etree.SubElement(about, f"{{{RIGHTS}}}WebStatement").text = deed_of(terms)
        etree.SubElement(about, f"{{{CC}}}license").set(f"{{{RDF}}}resource", deed_of(terms))
    etree.indent(root)
    return str(etree.tostring(root, encoding="unicode")) + "\n"


def parse_xml(text: str, name: str, place: str) -> Any:
    """XML without entities and without anything from elsewhere. Raises ExchangeUnfit with the line."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ExchangeUnfit(place, format=name, line=error.lineno or 1, detail=error.msg or "XML") from None
    if root.getroottree().docinfo.doctype:
        raise ExchangeUnfit(place, format=name, line=1, detail="DOCTYPE")
    return root


def read_xmp(text: str, place: str) -> Imported:
    """PLUS data mining of an XMP packet; a licence that it names and that is known says the rest."""
    root = parse_xml(text, "XMP", place)
    found = [one.text or "" for one in root.iter(f"{{{PLUS}}}DataMining")]
    found += [value for one in root.iter() for name, value in one.items() if name == f"{{{PLUS}}}DataMining"]
    licences = [one.get(f"{{{RDF}}}resource") or (one.text or "") for one in root.iter(f"{{{CC}}}license")]
    if len(found) != 1 or not found[0].strip().startswith(MINED):
        raise ExchangeUnfit(place, format="XMP", line=1, detail="plus:DataMining")
    said = found[0].strip().removeprefix(MINED)
    permitted = _PERMITTED_BY.get(said, frozenset())
    if said == "PROHIBITED-GENAIMLTRAINING":
        permitted = _PERMITTED_BY["PROHIBITED-AIMLTRAINING"]
    elif said not in _PERMITTED_BY and said not in (*_SEEN_ELSEWHERE, "UNSPECIFIED"):
        raise ExchangeUnfit(place, format="XMP", line=1, detail=said)
    unread = [Loss("plus:DataMining", said)] if said not in _PERMITTED_BY else []
    unread += [Loss("plus:OtherConstraints", one.text or "") for one in root.iter(f"{{{RDF}}}li")]
    if licences:
        named = find_template(licences[0].strip()).terms
        if mined(named) == said:
            return Imported("xmp", named)
        unread.append(Loss("cc:license", licences[0]))
    return Imported("xmp", terms_of_stances(permitted), tuple(unread))
