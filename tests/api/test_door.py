"""Who comes in: the token, the cookie, hosts and origins; two browsers are two people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import ADDRESS, TOKEN, Opened, Studio

MINE = {"Authorization": f"Bearer {TOKEN}"}


def browser(studio: Studio, **headers: str) -> TestClient:
    """A browser of its own, which has no cookie yet."""
    return TestClient(studio.client.app, base_url=ADDRESS, headers=headers)


def test_the_address_with_the_token_lets_a_browser_in_and_hides_it(studio: Studio) -> None:
    client = browser(studio)
    answer = client.get("/projects/x?token=" + TOKEN + "&view=table", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/projects/x?view=table"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/api/me").status_code == 200


@pytest.mark.parametrize("path", ["/api/me", "/api/openapi.json", "/api/projects/x/events", "/api/nothing"])
def test_without_a_session_nothing_is_told(studio: Studio, path: str) -> None:
    answer = browser(studio).get(path)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "no-session"


def test_health_asks_for_no_session(studio: Studio) -> None:
    assert browser(studio).get("/api/health").json()["status"] == "ok"


def test_a_wrong_token_opens_nothing(studio: Studio) -> None:
    client = browser(studio)
    assert client.get("/?token=" + TOKEN[:-1]).status_code == 401
    assert client.get("/api/me", headers={"Authorization": "Bearer x"}).status_code == 401
    assert client.get("/api/me", headers={"Cookie": "oeuvre_session=x"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example:8460"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:9999"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://[evil"},
        {"Origin": "https://127.0.0.1:8460"},
        {"Origin": "//127.0.0.1:8460"},
        {"Origin": "http://127.0.0.1:8460/path"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_cannot_drive_the_studio(studio: Studio, headers: Mapping[str, str]) -> None:
    answer = studio.client.post("/api/brief/reading", json={"brief": {}}, headers=dict(headers))
    assert answer.status_code == 403
    assert answer.json()["code"] == "foreign-origin"


@pytest.mark.parametrize("host", ["localhost:8460", "127.0.0.1:8460", "[::1]:8460"])
def test_the_studio_answers_to_its_own_names(studio: Studio, host: str) -> None:
    answer = studio.client.get("/api/me", headers={"Host": host, "Origin": f"http://{host}"})
    assert answer.status_code == 200


def test_two_browsers_are_two_people(studio: Studio) -> None:
    one, other = browser(studio), browser(studio)
    for client in (one, other):
        client.get("/?token=" + TOKEN, follow_redirects=False)
    assert one.put("/api/me", json={"name": "Zoé  Martin", "role": "design"}).json()["party"]["name"] == "Zoé Martin"
    assert other.put("/api/me", json={"name": "Ali"}).json()["party"]["name"] == "Ali"
    assert one.get("/api/me").json()["party"]["name"] == "Zoé Martin"
    design = studio.designs[0]
    answer = other.post(f"/api/works/{design}/decisions", json={"kind": "keep", "because": "it sings"})
    assert answer.json()["state"] == "kept"
    act = one.get("/api/acts?kind=keep").json()["items"][0]
    assert [by["name"] for by in act["by"]] == ["Ali"]
    assert act["because"] == "it sings"


def test_a_browser_that_opens_the_address_again_is_who_it_was(studio: Studio) -> None:
    client = browser(studio)
    client.get("/?token=" + TOKEN, follow_redirects=False)
    client.put("/api/me", json={"name": "Bob"})
    before = dict(client.cookies)
    client.get("/?token=" + TOKEN, follow_redirects=False)
    assert client.get("/api/me").json()["party"]["name"] == "Bob"
    assert dict(client.cookies) == before


def test_a_browser_is_known_again_by_a_studio_that_was_started_anew(opened: Opened) -> None:
    first = opened()
    first.client.put("/api/me", json={"name": "Ann"})
    client = browser(first)
    client.get("/?token=" + TOKEN, follow_redirects=False)
    client.put("/api/me", json={"name": "Bob"})
    again = opened(drafts=None)
    later = browser(again)
    later.cookies.update(client.cookies)
    # What it holds from before lets it in nowhere.
    assert later.get("/api/me").status_code == 401
    later.get("/?token=" + TOKEN, follow_redirects=False)
    assert later.get("/api/me").json()["party"]["name"] == "Bob"
    other = browser(again)
    other.get("/?token=" + TOKEN, follow_redirects=False)
    assert other.get("/api/me").json()["party"]["name"] != "Bob"
    told = (again.home / "browsers.json").read_text()
    assert not [value for value in client.cookies.values() if value in told]


def test_the_cookie_of_a_session_is_named_by_port(studio: Studio) -> None:
    """Two studios on one machine share their cookies, and must not share their names."""
    client = browser(studio)
    answer = client.get("/?token=" + TOKEN, follow_redirects=False)
    names = [one.split("=")[0] for one in answer.headers.get_list("set-cookie")]
    assert names[0] == "oeuvre_session_8460"
    client.cookies.set("oeuvre_session_8461", "of-another-studio")
    assert client.get("/api/me").status_code == 200


def test_a_session_that_is_in_use_is_not_the_one_that_makes_room(studio: Studio) -> None:
    client = browser(studio)
    client.get("/?token=" + TOKEN, follow_redirects=False)
    for _ in range(520):
        browser(studio).get("/?token=" + TOKEN, follow_redirects=False)
        assert client.get("/api/me").status_code == 200


def test_the_first_to_say_a_name_in_a_new_home_works_there(opened: Opened) -> None:
    studio = opened(drafts=None)
    assert studio.get("/me") == {"party": None, "unnamed": True, "language": "en"}
    studio.client.put("/api/me", json={"name": "Awa"})
    assert 'name = "Awa"' in (studio.home / "home.toml").read_text()
    assert browser(studio, **MINE).get("/api/me").json()["party"]["name"] == "Awa"


def test_looking_enrols_nobody(opened: Opened) -> None:
    studio = opened(drafts=None)
    for path in ("/me", "/projects", "/parties", "/jobs", "/acts", "/choices", "/brands"):
        studio.get(path)
    assert studio.get("/acts")["items"] == []


def test_answers_keep_to_themselves(studio: Studio, tmp_path: Path) -> None:
    for path in ("/", "/api/me", "/projects/x"):
        headers = studio.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "http" not in headers["content-security-policy"]
        assert headers["referrer-policy"] == "no-referrer"
