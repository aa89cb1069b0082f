"""The page on the HTTP API: examples have the shapes that go over the wire, what it names is in the document."""

from __future__ import annotations

import json
import re
from typing import Any

from oeuvre.api.shapes import Job, Page, Problem
from oeuvre.collective import protocol
from tests.docs.conftest import DOCS, ROOT, fences

PAGE = DOCS / "reference/api.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_examples_have_the_shapes_of_the_api() -> None:
    problem, page, job = (json.loads(block) for block in fences(PAGE, "json"))
    assert set(problem) == set(Problem.model_fields)
    assert set(page) == set(Page[Any].model_fields)
    assert set(job) == set(Job.model_fields)
    Problem.model_validate(problem)
    Page[Any].model_validate(page)
    Job.model_validate(job)


def test_every_address_on_the_page_is_in_the_document() -> None:
    document = json.loads((ROOT / "frontend/src/api/openapi.json").read_text(encoding="utf-8"))
    known = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path))
        for path, verbs in document["paths"].items()
        for method in verbs
    }
    named = re.findall(r"`(GET|POST|PUT|DELETE) (/api/[\w{}/.]+)", TEXT)
    assert len(named) > 8
    assert {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in named} - known == set()


def test_messages_of_the_table_are_numbered_as_they_are_sent() -> None:
    rows = re.findall(r"^\| (\d{1,3}) \| (?:yes|to the server|from the server) \|", TEXT, re.MULTILINE)
    kinds = (protocol.SYNC, protocol.AWARENESS, protocol.QUERY_AWARENESS, protocol.DURABLE)
    assert [int(number) for number in rows] == list(kinds)
