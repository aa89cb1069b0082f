"""The document of the API (OpenAPI 3.1): complete, sorted, with an example for each operation and every refusal."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from oeuvre.api.examples import example_of
from oeuvre.api.problems import MEDIA_TYPE
from oeuvre.api.shapes import Problem

_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "The same key with the same body within a day gets the same answer, and nothing is done twice.",
}
_SHARED = {"HTTPValidationError", "ValidationError"}


def described(app: FastAPI) -> None:
    """Have an app give this document of itself."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document_of(app)
        return app.openapi_schema

    # As FastAPI tells to do it: the method is replaced on the app itself.
    setattr(app, "openapi", document)  # noqa: B010


def document_of(app: FastAPI) -> dict[str, Any]:
    """The document of an app."""
    found = get_openapi(
        title=app.title,
        version=app.version,
        routes=app.routes,
        description="The API of a studio on this machine. Everything that the studio shows and does goes through it.",
    )
    schemas: dict[str, Any] = found.setdefault("components", {}).setdefault("schemas", {})
    for name in _SHARED:
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    found["components"]["securitySchemes"] = {
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "oeuvre_session_8460",
            "description": "Named by the studio’s port, so that several studios on one machine keep apart.",
        },
        "token": {"type": "http", "scheme": "bearer"},
    }
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    sorted_: dict[str, Any] = json.loads(json.dumps(found, sort_keys=True))
    return sorted_


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """One operation: its refusals, its example, its key, who may."""
    responses: dict[str, Any] = operation["responses"]
    responses.pop("422", None)
    responses["default"] = {
        "description": "A problem (RFC 9457), in the language of the request.",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    operation["security"] = [] if path == "/api/health" else [{"session": []}, {"token": []}]
    if method in ("post", "put", "delete"):
        operation.setdefault("parameters", []).append(_KEY)
    for body in (operation.get("requestBody", {}), *responses.values()):
        for media_type, media in body.get("content", {}).items():
            example = example_of(media.get("schema", {})) if media_type == "application/json" else None
            if example is not None:
                media["example"] = example
