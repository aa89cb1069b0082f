"""The words of ODRL 2.2 (Core and Common Vocabulary) and of the compliance report, as plain strings.

Source: ODRL Vocabulary & Expression 2.2 (W3C Recommendation, 15 February 2018); the report and the state of the world
after the ODRL community group's Formal Semantics draft and its compliance report model.
"""

from __future__ import annotations

ODRL = "http://www.w3.org/ns/odrl/2/"
CC = "http://creativecommons.org/ns#"
REPORT = "https://w3id.org/force/compliance-report#"
SOTW = "https://w3id.org/force/sotw#"
FORMAL = "https://w3id.org/odrl-fs#"
PAY = "https://www.epimorphics.com/guide-to-the-payments-ontology/"
DCT = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SCHEMA = "http://schema.org/"
CURRENT_TIME = "http://example.com/request/currentTime"
"""The node on which the community's test suite states the time of evaluation (`dct:issued`)."""

CORE_ACTIONS = ("use", "transfer")
IN_USE = (
    *("acceptTracking", "aggregate", "annotate", "anonymize", "archive", "attribute", "compensate", "concurrentUse"),
    *("delete", "derive", "digitize", "distribute", "ensureExclusivity", "execute", "grantUse", "include", "index"),
    *("inform", "install", "modify", "move", "nextPolicy", "obtainConsent", "play", "present", "print", "read"),
    *("reproduce", "reviewPolicy", "stream", "synchronize", "textToSpeech", "transform", "translate", "uninstall"),
    "watermark",
)
CC_ACTIONS = (
    *("Attribution", "CommercialUse", "DerivativeWorks", "Distribution", "Notice", "Reproduction", "ShareAlike"),
    *("Sharing", "SourceCode"),
)
OLD_ACTIONS = {
    **dict.fromkeys(("append", "appendTo", "write", "writeTo"), f"{ODRL}modify"),
    "copy": f"{ODRL}reproduce",
    "export": f"{ODRL}transform",
    "license": f"{ODRL}grantUse",
    "pay": f"{ODRL}compensate",
    "attachPolicy": f"{CC}Notice",
    "attachSource": f"{CC}SourceCode",
    "commercialize": f"{CC}CommercialUse",
    "share": f"{CC}Sharing",
    "shareAlike": f"{CC}ShareAlike",
}
"""Deprecated actions and the ones that took their place (`skos:exactMatch`)."""

OTHER_OLD_ACTIONS = (
    *("adHocShare", "extractChar", "extractPage", "extractWord", "lease", "lend", "preview", "secondaryUse"),
)

INCLUDED_IN: dict[str, str] = {
    **{f"{ODRL}{name}": f"{ODRL}use" for name in IN_USE},
    **{f"{CC}{name}": f"{ODRL}use" for name in CC_ACTIONS},
    f"{ODRL}display": f"{ODRL}play",
    f"{ODRL}extract": f"{ODRL}reproduce",
    f"{ODRL}give": f"{ODRL}transfer",
    f"{ODRL}sell": f"{ODRL}transfer",
}
"""Each action and the one that encompasses it; transitive."""

LEFT_OPERANDS = (
    *("absolutePosition", "absoluteSize", "absoluteSpatialPosition", "absoluteTemporalPosition", "count", "dateTime"),
    *("delayPeriod", "deliveryChannel", "device", "elapsedTime", "event", "fileFormat", "industry", "language"),
    *("media", "meteredTime", "payAmount", "percentage", "product", "purpose", "recipient", "relativePosition"),
    *("relativeSize", "relativeSpatialPosition", "relativeTemporalPosition", "resolution", "spatial"),
    *("spatialCoordinates", "system", "systemDevice", "timeInterval", "unitOfCount", "version", "virtualLocation"),
)
OPERATORS = (
    *("eq", "gt", "gteq", "hasPart", "isA", "isAllOf", "isAnyOf", "isNoneOf", "isPartOf", "lt", "lteq", "neq"),
)
LOGICAL = ("and", "andSequence", "or", "xone")
CONFLICTS = ("perm", "prohibit", "invalid")
POLICY_TYPES = ("Agreement", "Assertion", "Offer", "Policy", "Privacy", "Request", "Set", "Ticket")
NOT_IN_FORCE = frozenset({"Offer", "Request"})
"""Policies that are proposals: an evaluator does not consider them (Formal Semantics, Semantics of Policies)."""

PARTY_ROLES = (
    *("attributedParty", "attributingParty", "compensatedParty", "compensatingParty", "consentedParty"),
    *("consentingParty", "contractedParty", "contractingParty", "informedParty", "informingParty", "trackedParty"),
    "trackingParty",
)
FACT_PROPERTIES: dict[str, str] = {
    **{f"{ODRL}{name}": f"{ODRL}{name}" for name in LEFT_OPERANDS},
    f"{FORMAL}currentTime": f"{ODRL}dateTime",
    f"{SOTW}currentTime": f"{ODRL}dateTime",
    f"{FORMAL}currentLocation": f"{ODRL}spatial",
    f"{SOTW}currentLocation": f"{ODRL}spatial",
    f"{FORMAL}count": f"{ODRL}count",
    f"{SOTW}count": f"{ODRL}count",
    f"{FORMAL}event": f"{ODRL}event",
    f"{FORMAL}accumulatedTime": f"{ODRL}meteredTime",
    f"{FORMAL}recipient": f"{ODRL}recipient",
    f"{FORMAL}paidAmount": f"{ODRL}payAmount",
}
"""Properties that state a fact about whatever has them, and the left operand that they answer."""

FEATURES = {f"{SOTW}CurrentXSDDateTime": f"{ODRL}dateTime"}
"""Features of request parameters that answer a left operand under another name."""

PART_OF = (
    *(f"{ODRL}partOf", f"{DCT}isPartOf", f"{SCHEMA}containedInPlace", f"{SCHEMA}isPartOf"),
    *(f"{SKOS}broader", f"{SKOS}broaderTransitive", f"{RDFS}subClassOf"),
)
CLASS_OF = (f"{RDF}type", f"{RDFS}subClassOf", f"{SKOS}broader", f"{SKOS}broaderTransitive")


def name_of(iri: str) -> str:
    """`dateTime` for an IRI of ODRL; any other IRI as it is."""
    return iri.removeprefix(ODRL)
