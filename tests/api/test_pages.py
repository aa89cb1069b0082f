"""The studio's own pages: built or not, deep links, nothing but what was built."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.conftest import Opened


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Oeuvre</title>", encoding="utf-8")
    (folder / "assets" / "app-abc.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("kept from all", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


def test_every_address_leads_to_the_page(opened: Opened, static: Path) -> None:
    client = opened(drafts=None, static=static).client
    for path in ("/", "/projects/x", "/projects/x/table?card=1", "/works/é", "/index.html"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
        assert "<title>Oeuvre</title>" in answer.text


def test_what_is_built_is_kept_by_browsers(opened: Opened, static: Path) -> None:
    client = opened(drafts=None, static=static).client
    answer = client.get("/assets/app-abc.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    assert client.get("/assets/app-old.js").status_code == 404


@pytest.mark.parametrize(
    "path", ["/assets/../../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/assets%2f..%2f..%2fsecret.txt",
             "/link.txt", "/assets/%00", "/C:\\secret.txt", "//etc/passwd"]
)  # fmt: skip
def test_nothing_else_is_reached(opened: Opened, static: Path, path: str) -> None:
    answer = opened(drafts=None, static=static).client.get(path)
    assert "kept from all" not in answer.text
    assert "root:" not in answer.text
    assert answer.status_code in (200, 404)


def test_an_unknown_address_of_the_api_is_no_page(opened: Opened, static: Path) -> None:
    client = opened(drafts=None, static=static).client
    for path in ("/api", "/api/", "/api/nothing", "/api/projects/"):
        assert client.get(path).headers["content-type"] == "application/problem+json"
    assert client.post("/projects/x").status_code == 405


def test_pages_that_were_not_built_are_told_of_in_both_languages(opened: Opened, tmp_path: Path) -> None:
    client = opened(drafts=None, static=tmp_path / "nothing").client
    answer = client.get("/", headers={"Accept-Language": "fr"})
    assert answer.status_code == 503
    assert answer.text.index('lang="fr"') < answer.text.index('<section lang="en"')
    assert "make studio" in answer.text
    assert client.get("/api/me").status_code == 200
