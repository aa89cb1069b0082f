"""The record as W3C PROV-JSON (submission of 24 April 2013): for other programs, for clients, and for another home.

A whole export keeps, in `oeuvre:` attributes of each activity, the canonical body of the act and its words with their
salts: from these alone the record is rebuilt, and the rest of the document is drawn anew and must agree. A part (a
run, a project) is for reading: the acts asked for and those behind the works they used, with everyone's credits; it
has no bodies and no salts, says that it is a part, and is not imported.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oeuvre.foundation import LANGUAGES, say
from oeuvre.record.body import Body, work_of
from oeuvre.record.canonical import canonical
from oeuvre.record.credits import Credit
from oeuvre.record.reading import described
from oeuvre.record.values import Party, Work

FORMAT = 1
EXPORT = "oeuvre:export"
PREFIXES = {
    "oeuvre": "urn:oeuvre:vocabulary:",
    "work": "urn:oeuvre:work:",
    "act": "urn:oeuvre:act:",
    "party": "urn:oeuvre:party:",
}
SECTIONS = (
    "entity",
    "activity",
    "agent",
    "used",
    "wasGeneratedBy",
    "wasAssociatedWith",
    "wasDerivedFrom",
    "wasAttributedTo",
    "actedOnBehalfOf",
)
_AGENT_TYPES = {
    "person": "prov:Person",
    "collective": "prov:Organization",
    "model": "prov:SoftwareAgent",
    "rule": "prov:SoftwareAgent",
}
_MACHINES = ("model", "rule")

Document = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Written:
    """An act as it is kept: its canonical body, and its words with their salts (None once erased)."""

    body: Body
    text: str
    digest: str
    words: Mapping[str, tuple[str, str] | None]

    @property
    def name(self) -> str:
        return f"act:{self.digest[:32]}"


@dataclass(frozen=True)
class Part:
    """What a partial export covers, and the credits that go with it, by work."""

    project: str | None
    run: str | None
    parties: Sequence[Party]
    credits: Mapping[str, Sequence[Credit]]


def document(acts: Sequence[Written], part: Part | None = None) -> Document:
    """The PROV-JSON document of these acts, which must come in their order and with all that they point to."""
    built: Document = {"prefix": dict(PREFIXES), **{section: {} for section in SECTIONS}}
    parties = {party.id: party for party in (part.parties if part else parties_of(acts))}
    built["entity"][EXPORT] = _export(acts, part)
    for order, act in enumerate(acts, 1):
        built["activity"][act.name] = _activity(act, order, whole=part is None)
        _relations(built, act, parties, attribute=part is None)
    for party in parties.values():
        built["agent"][f"party:{party.id}"] = _agent(party)
    for act in acts:
        for made in act.body["made"]:
            if "new" in made:
                built["entity"][f"work:{made['work']}"] = _entity(work_of(made["work"], made["new"]))
    for work, earned in (part.credits if part else {}).items():
        for place, credit in enumerate(earned):
            built["wasAttributedTo"][f"_:credit-{work}-{place}"] = {
                "prov:entity": f"work:{work}",
                "prov:agent": f"party:{credit.party.id}",
                "prov:role": credit.role,
                "oeuvre:for": [f"work:{behind}" for behind in credit.works],
            }
    return built


def serialise(built: Document) -> bytes:
    """Equal documents become equal bytes."""
    return (json.dumps(built, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def parties_of(acts: Sequence[Written]) -> tuple[Party, ...]:
    """The parties that these acts enrol, described by the latest words that are left."""
    kinds: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for act in acts:
        if "enrol" in act.body:
            party = act.body["enrol"]["party"]
            kinds.setdefault(party, act.body["enrol"]["kind"])
            words.setdefault(party, {}).update({key: pair[1] for key, pair in act.words.items() if pair})
    return tuple(described(party, kind, words[party]) for party, kind in kinds.items())


def _name(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _export(acts: Sequence[Written], part: Part | None) -> dict[str, Any]:
    about: dict[str, Any] = {"prov:type": _name("prov:Bundle"), "oeuvre:format": FORMAT}
    if part is None:
        heads = {act.body["chain"]: {"position": act.body["position"], "digest": act.digest} for act in acts}
        return {**about, "oeuvre:scope": "whole", "oeuvre:heads": canonical(heads)}
    about |= {"oeuvre:scope": "part"}
    about |= {f"oeuvre:{key}": value for key, value in (("project", part.project), ("run", part.run)) if value}
    about["prov:label"] = [{"$": say("record:prov.part", language), "lang": language} for language in LANGUAGES]
    return about


def _activity(act: Written, order: int, *, whole: bool) -> dict[str, Any]:
    body = act.body
    shown: dict[str, Any] = {
        "prov:type": _name(f"oeuvre:{body['kind']}"),
        "prov:startTime": body["at"],
        "prov:endTime": body["at"],
        "oeuvre:order": order,
        "oeuvre:digest": act.digest,
    }
    shown |= {f"oeuvre:{key}": body[key] for key in ("project", "run") if body[key] is not None}
    if whole:
        kept = {key: pair and {"salt": pair[0], "text": pair[1]} for key, pair in act.words.items()}
        return {**shown, "oeuvre:body": act.text, "oeuvre:words": canonical(kept)}
    told = {f"oeuvre:{key}": pair[1] for key, pair in act.words.items() if pair}
    return {**told, **shown, "oeuvre:settings": canonical(body["settings"])}


def _entity(work: Work) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "prov:type": _name(f"oeuvre:{work.modality}"),
        "oeuvre:digest": work.digest,
        "oeuvre:mediaType": work.media_type,
        "oeuvre:size": work.size,
        "prov:label": work.title,
        "oeuvre:language": work.language,
        "oeuvre:iscc": work.iscc,
        "oeuvre:licence": work.licence,
        "oeuvre:attributes": canonical(work.attributes) if work.attributes else None,
    }
    return {key: value for key, value in shown.items() if value is not None}


def _agent(party: Party) -> dict[str, Any]:
    shown: dict[str, Any] = {"prov:type": _name(_AGENT_TYPES[party.kind]), "oeuvre:kind": party.kind}
    if not party.forgotten:
        shown["prov:label"] = party.name
    if party.role is not None:
        shown["oeuvre:role"] = party.role
    return shown | {f"oeuvre:identifier.{scheme}": value for scheme, value in party.identifiers.items()}


def _relations(built: Document, act: Written, parties: Mapping[str, Party], *, attribute: bool) -> None:
    body, name, mark = act.body, act.name, act.digest[:32]
    for place, (work, role) in enumerate(body["used"]):
        built["used"][f"_:used-{mark}-{place}"] = {
            "prov:activity": name,
            "prov:entity": f"work:{work}",
            "prov:role": role,
        }
    for place, (party, role) in enumerate(body["by"]):
        built["wasAssociatedWith"][f"_:by-{mark}-{place}"] = {
            "prov:activity": name,
            "prov:agent": f"party:{party}",
            "prov:role": role,
        }
    for place, made in enumerate(body["made"]):
        work = f"work:{made['work']}"
        built["wasGeneratedBy"][f"_:made-{mark}-{place}"] = {
            "prov:entity": work,
            "prov:activity": name,
            "prov:role": made["role"],
            "prov:time": body["at"],
        }
        for parent in dict.fromkeys(used for used, _ in body["used"]):
            built["wasDerivedFrom"][f"_:from-{mark}-{place}-{parent}"] = {
                "prov:generatedEntity": work,
                "prov:usedEntity": f"work:{parent}",
                "prov:activity": name,
            }
        if attribute:
            for number, (party, role) in enumerate(body["by"]):
                built["wasAttributedTo"][f"_:of-{mark}-{place}-{number}"] = {
                    "prov:entity": work,
                    "prov:agent": f"party:{party}",
                    "prov:role": role,
                }
    present = list(dict.fromkeys(party for party, _ in body["by"]))
    for machine in (party for party in present if parties[party].kind in _MACHINES):
        for responsible in (party for party in present if parties[party].kind not in _MACHINES):
            built["actedOnBehalfOf"][f"_:for-{mark}-{machine}-{responsible}"] = {
                "prov:delegate": f"party:{machine}",
                "prov:responsible": f"party:{responsible}",
                "prov:activity": name,
            }
