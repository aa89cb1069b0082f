"""Lists in pages while others write: nothing is told twice, nothing left out."""

from __future__ import annotations

from typing import Any

from oeuvre.api.asking import cursor_of, key_cursor
from tests.api.conftest import Studio
from tests.api.planted import plant, png


def rest(studio: Studio, path: str, page: Any, limit: int = 1) -> list[Any]:
    """The rows of the pages that follow one."""
    found: list[Any] = []
    while page["next"] is not None:
        page = studio.get(path, params={"limit": limit, "cursor": page["next"]})
        found += page["items"]
    return found


def test_a_project_that_is_worked_on_between_two_pages_is_told_once(studio: Studio) -> None:
    for name in ("un", "deux", "trois"):
        plant(studio.home, drafts=1, project=name, title=name)
    first = studio.get("/projects", params={"limit": 2})
    assert ([row["slug"] for row in first["items"]], first["total"]) == (["trois", "deux"], 4)
    # The last of the list becomes the first, and one more is begun.
    brought = {"name": "a.png", "author": "Awa Diop", "licence": "CC-BY-4.0"}
    answer = studio.client.post(f"/api/projects/{studio.slug}/files", params=brought, content=png((200, 0, 0)))
    assert answer.status_code == 201, answer.text
    plant(studio.home, drafts=1, project="quatre", title="quatre")
    assert [row["slug"] for row in rest(studio, "/projects", first)] == ["un", studio.slug]
    assert [row["slug"] for row in studio.get("/projects")["items"]][:2] == ["quatre", studio.slug]


def test_jobs_and_versions_that_come_between_two_pages_shift_nothing(studio: Studio) -> None:
    def asked(kind: str) -> str:
        job = studio.client.post(f"/api/projects/{studio.slug}/exports", json={"kind": kind}).json()
        return str(studio.ended(job)["id"])

    def kept(name: str) -> str:
        return str(studio.client.post(f"/api/tables/{studio.slug}/versions", json={"name": name}).json()["id"])

    for path, make in (("/jobs", lambda _: asked("zip")), (f"/tables/{studio.slug}/versions", kept)):
        made = [make(name) for name in "abc"]
        first = studio.get(path, params={"limit": 1})
        assert ([row["id"] for row in first["items"]], first["total"]) == (made[-1:], 3)
        make("d")
        assert [row["id"] for row in rest(studio, path, first)] == [made[1], made[0]]


def test_brand_kits_go_on_behind_one_that_was_removed(studio: Studio) -> None:
    for name in ("a", "b", "c"):
        assert studio.client.put(f"/api/brands/{name}", json={"id": name, "name": name}).status_code == 200
    first = studio.get("/brands", params={"limit": 1})
    studio.client.delete("/api/brands/a")
    assert [row["id"] for row in rest(studio, "/brands", first)] == ["b", "c"]


def test_parties_and_partners_come_in_pages_too(studio: Studio) -> None:
    for path in ("/parties", f"/projects/{studio.slug}/partners"):
        whole, first = studio.get(path), studio.get(path, params={"limit": 1})
        assert [*first["items"], *rest(studio, path, first)] == whole["items"]


def test_a_cursor_of_another_list_is_refused(studio: Studio) -> None:
    for path in ("/projects", "/jobs", "/brands", "/parties", f"/tables/{studio.slug}/versions"):
        for told in ("?", cursor_of("x", 1), key_cursor("x", "1.1"), key_cursor("p", "1.x"), key_cursor("p", "9" * 40)):
            answer = studio.client.get(f"/api{path}", params={"cursor": told})
            assert (answer.status_code, answer.json()["code"]) == (400, "bad-cursor")
