"""Turtle and JSON-LD into a graph, from bytes that anyone may have written.

Nothing is ever fetched: the ODRL context ships with the package (it follows from the vocabulary), any other context
that stands elsewhere is refused. Text stays text: no template in it is ever filled in.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from rdflib import Graph
from rdflib.plugins.parsers.notation3 import BadSyntax

from oeuvre.licence.odrl.errors import ContextRemote, FileUnreadable, RDFMalformed, RDFTooLarge
from oeuvre.licence.odrl.vocabulary import CC, DCT, FORMAL, LOGICAL, ODRL, PARTY_ROLES, REPORT, SOTW, XSD

MOST_BYTES = 64 * 1024 * 1024
MOST_DEPTH = 200
_PROPERTIES = (
    *("action", "assignee", "assigner", "conflict", "consequence", "constraint", "dataType", "duty", "failure"),
    *("function", "hasPolicy", "implies", "includedIn", "inheritFrom", "inheritRelation", "leftOperand", "obligation"),
    *("operand", "operator", "output", "partOf", "permission", "profile", "prohibition", "refinement", "relation"),
    *("remedy", "rightOperandReference", "scope", "source", "target", "uid", "undefined", "unit"),
    *("assigneeOf", "assignerOf", *PARTY_ROLES),
)


def odrl_context() -> dict[str, Any]:
    """The JSON-LD context of ODRL 2.2: its terms without a prefix, values of its properties as identifiers."""
    context: dict[str, Any] = {
        "odrl": ODRL,
        "cc": CC,
        "dct": DCT,
        "dcterms": DCT,
        "xsd": XSD,
        "@vocab": ODRL,
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "schema": "http://schema.org/",
        "owl": "http://www.w3.org/2002/07/owl#",
    }
    for name in _PROPERTIES:
        context[name] = {"@id": f"odrl:{name}", "@type": "@vocab"}
    for name in LOGICAL:
        context[name] = {"@id": f"odrl:{name}", "@type": "@id", "@container": "@list"}
    return context


def _request_context() -> dict[str, Any]:
    """What the Formal Semantics draft writes requests and states of the world with."""
    named = {name: {"@id": f"sotw:{name}", "@type": "@id"} for name in ("evaluatedParty", "evaluatedTarget", "context")}
    return {
        "sotw": SOTW,
        "report": REPORT,
        "odrl-fs": FORMAL,
        **{name: f"sotw:{name}" for name in ("EvaluationRequest", "RequestParameter", "SotW", "value")},
        **named,
        "evaluatedAction": {"@id": "sotw:evaluatedAction", "@type": "@vocab"},
        "requestParameters": {"@id": "sotw:requestParameter"},
        "describesFeature": {"@id": "sotw:describesFeature", "@type": "@vocab"},
        "conditionId": {"@id": "sotw:conditionID", "@type": "@id"},
    }


_SHIPPED = {
    "http://www.w3.org/ns/odrl.jsonld",
    "http://www.w3.org/ns/odrl/2/",
    "http://www.w3.org/ns/odrl/2/ODRL22.json",
}
_FORMAL_CONTEXTS = ("/formal-semantics/ontology/evaluation_request.json", "/formal-semantics/ontology/stow.json")


def read_graph(content: bytes, place: str) -> Graph:
    """The graph in Turtle or JSON-LD text.

    Raises RDFMalformed with the line, RDFTooLarge, ContextRemote.
    """
    if len(content) > MOST_BYTES:
        raise RDFTooLarge(place, most=f"{MOST_BYTES // 1024 // 1024} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise RDFMalformed(place, line=line, detail="UTF-8") from None
    return (
        _read_json_ld(text, place)
        if text.lstrip()[:1] in ("{", "[") and not _turtle_start(text)
        else _turtle(text, place)
    )


def _turtle_start(text: str) -> bool:
    """Whether text that begins with a bracket is a blank node of Turtle and not an array of JSON."""
    begin = text.lstrip()
    return begin[:1] == "[" and begin[1:].lstrip()[:1] not in ("{", "]", "[", '"')


def read_bytes(path: Path) -> bytes:
    """What is in a file. Raises FileUnreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(str(path), detail=error.strerror or str(error)) from error


def _turtle(text: str, place: str) -> Graph:
    deepest = depth = 0
    for sign in text:
        if sign in "[(":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "])":
            depth -= 1
    if deepest > MOST_DEPTH:
        raise RDFTooLarge(place, most=f"{MOST_DEPTH} [ (")
    graph = Graph(bind_namespaces="none")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph.parse(data=text, format="turtle", publicID="urn:oeuvre:base:")
    except BadSyntax as error:
        detail = str(error.message).strip()[:120]
        raise RDFMalformed(place, line=int(error.lines) + 1, detail=detail) from None
    except RecursionError:
        raise RDFTooLarge(place, most=f"{MOST_DEPTH} [ (") from None
    except Exception as error:  # text can lead the parser astray in many ways: whatever it stumbles over is in the text
        raise RDFMalformed(place, line=1, detail=f"{type(error).__name__}: {error}"[:120]) from None
    return graph


def _read_json_ld(text: str, place: str) -> Graph:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise RDFMalformed(place, line=error.lineno, detail=error.msg) from None
    except RecursionError:
        raise RDFTooLarge(place, most=f"{MOST_DEPTH} {{ [") from None
    data = _with_shipped_contexts(data, place, text, 0)
    graph = Graph(bind_namespaces="none")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            graph.parse(data=json.dumps(data), format="json-ld", base="urn:oeuvre:base:")
    except RecursionError:
        raise RDFTooLarge(place, most=f"{MOST_DEPTH} {{ [") from None
    except Exception as error:  # the parser has no error of its own: whatever it stumbles over is the input's fault
        raise RDFMalformed(place, line=1, detail=f"{type(error).__name__}: {error}"[:120]) from None
    return graph


def _with_shipped_contexts(value: Any, place: str, text: str, depth: int) -> Any:
    """The same JSON with contexts named by address replaced by ours."""
    if depth > MOST_DEPTH:
        raise RDFTooLarge(place, most=f"{MOST_DEPTH} {{ [")
    if isinstance(value, list):
        return [_with_shipped_contexts(item, place, text, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    done = {}
    for key, item in value.items():
        if key == "@import":
            raise ContextRemote(place, line=_line(text, str(item)), context=str(item))
        if key == "@context":
            named = item if isinstance(item, list) else [item]
            item = [_shipped(one, place, text) if isinstance(one, str) else one for one in named]
        done[key] = _with_shipped_contexts(item, place, text, depth + 1)
    return done


def _shipped(name: str, place: str, text: str) -> dict[str, Any]:
    if name.replace("https://", "http://") in _SHIPPED:
        return odrl_context()
    if name.startswith("https://") and name.endswith(_FORMAL_CONTEXTS) and "/w3c/odrl/" in name:
        return _request_context()
    raise ContextRemote(place, line=_line(text, name), context=name)


def _line(text: str, part: str) -> int:
    found = text.find(json.dumps(part)[1:-1])
    return text.count("\n", 0, max(found, 0)) + 1
