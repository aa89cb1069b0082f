"""The document of the API: fresh where the front end reads it, whole, and kept to by every answer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from oeuvre.api import (
    create_app,
    exploring_shapes,
    hosts_of,
    invitations,
    licensing_shapes,
    matches,
    picture_shapes,
    royalties_shapes,
    shapes,
    shapes_of_home,
    splits_shapes,
    tables,
)
from oeuvre.api.document import document
from oeuvre.api.examples import EXAMPLES
from tests.api.conftest import ADDRESS, FEW, PORT, TOKEN, Studio
from tests.api.conftest import settings as settings_of
from tests.api.planted import SLUG, plant

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "frontend" / "src" / "api" / "openapi.json"


def test_what_the_front_end_reads_is_fresh() -> None:
    assert KEPT.read_text(encoding="utf-8") == document(), "python -m oeuvre.api.document frontend/src/api/openapi.json"


def test_every_operation_is_described_with_an_example_and_its_refusals() -> None:
    found: dict[str, Any] = json.loads(document())
    lacking = []
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            name = f"{method} {path}"
            if not operation.get("description") and not operation.get("summary"):
                lacking.append(f"{name}: no words")
            if "default" not in operation["responses"]:
                lacking.append(f"{name}: no refusal")
            if "422" in operation["responses"]:
                lacking.append(f"{name}: another shape of refusal")
            for media in operation.get("requestBody", {}).get("content", {}).values():
                if "example" not in media and media["schema"].get("format") != "binary":
                    lacking.append(f"{name}: no example of what is sent")
            for status, response in operation["responses"].items():
                media = response.get("content", {}).get("application/json")
                if status.startswith("2") and media is not None and "example" not in media:
                    lacking.append(f"{name}: no example of what is answered")
    assert lacking == []


def test_the_document_names_no_other_host() -> None:
    assert "servers" not in json.loads(document())


# Where the shapes of bodies stand.
ROOMS = (
    shapes,
    shapes_of_home,
    tables,
    matches,
    invitations,
    exploring_shapes,
    picture_shapes,
    licensing_shapes,
    splits_shapes,
    royalties_shapes,
)


def test_examples_are_of_their_shapes() -> None:
    for name, example in EXAMPLES.items():
        (shape,) = {getattr(room, name) for room in ROOMS if hasattr(room, name)}
        shape.model_validate(example)


# --- every answer is one that the document tells of ------------------------------------------------------------------

OPERATIONS = [(path, method) for path, operations in json.loads(document())["paths"].items() for method in operations]
ASKED = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio whose jobs wait in line behind one that goes on: what asks for work is answered, and no work is done."""
    base = tmp_path_factory.mktemp("document")
    designs = plant(base / "home")
    app = create_app(settings_of(base / "home"), token=TOKEN, hosts=hosts_of(PORT), base=base, limits=FEW)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with TestClient(app, base_url=ADDRESS, headers=headers, raise_server_exceptions=False) as client:
        done = threading.Event()
        app.state.desk.jobs.ask("pdf", SLUG, "", lambda job, tell: done.wait(600) and None)
        yield Studio(client, base / "home", base, designs)
        done.set()


# What takes nothing cannot be asked wrongly.
TRIED = [
    (path, method, mode)
    for path, method in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or path != "/api/health"
]


@pytest.mark.parametrize(("path", "method", "mode"), TRIED)
def test_every_answer_is_one_that_the_document_tells_of(
    busy: Studio, path: str, method: str, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_dict(busy.get("/openapi.json"))
    operation = schema[path][method]
    ideas = [one["id"] for one in busy.get(f"/projects/{SLUG}/ideas")["items"]]
    known = {"slug": [SLUG], "work": [*busy.designs[:2], *ideas], "job_id": [busy.get("/jobs")["items"][-1]["id"]]}

    @settings(
        max_examples=8,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def one(case: Any, data: st.DataObject) -> None:
        # Half the time of what is there, so that more is tried than what is said of nothing; streams never end.
        for name in set(case.path_parameters or ()) & set(known):
            if not path.endswith("/events") and data.draw(st.booleans()):
                case.path_parameters[name] = data.draw(st.sampled_from(known[name]))
        sent = case.as_transport_kwargs(base_url=ADDRESS)
        values = {name: sent[name] for name in ("method", "url", "params", "headers", "json") if sent.get(name)}
        if sent.get("data") is not None:
            values["content"] = sent["data"] if isinstance(sent["data"], bytes | str) else json.dumps(sent["data"])
        values["headers"] = {**dict(values.get("headers") or {}), "Authorization": f"Bearer {TOKEN}"}
        case.validate_response(busy.client.request(**values), checks=ASKED)

    one()
