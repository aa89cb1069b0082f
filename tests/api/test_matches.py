"""Tournaments over the API: each match an act, taken up by anybody, judged once, ended by one request."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient

from tests.api.conftest import ADDRESS, TOKEN, Studio


def begun(studio: Studio, works: list[str] | None = None) -> dict[str, Any]:
    answer = studio.client.post(
        f"/api/projects/{studio.slug}/tournaments", json={"works": works or list(studio.designs)}
    )
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def judged(studio: Studio, held: dict[str, Any], winner: str, because: str = "", client: Any = None) -> Any:
    loser = next(one for one in held["pair"] if one != winner)
    return (client or studio.client).post(
        f"/api/projects/{studio.slug}/tournaments/{held['act']}/matches",
        json={"winner": winner, "loser": loser, "because": because},
    )


def test_a_tournament_is_played_by_two_and_ends_with_one(studio: Studio) -> None:
    other = TestClient(studio.client.app, base_url=ADDRESS)
    other.get("/?token=" + TOKEN, follow_redirects=False)
    other.put("/api/me", json={"name": "Ben"})
    held = begun(studio)
    order = list(studio.designs)
    for turn in range(len(order) - 1):
        assert held["pair"] is not None
        # Whoever sits there goes on; the later design loses, for a reason.
        winner = min(held["pair"], key=order.index)
        held = judged(studio, held, winner, f"reason {turn}", other if turn % 2 else None).json()
    assert held["pair"] is None
    assert held["winner"] == held["ranking"][0] == order[0]
    assert sorted(held["ranking"]) == sorted(order)
    assert {match["by"]["name"] for match in held["matches"]} >= {"Ben"}
    assert studio.get(f"/projects/{studio.slug}/tournaments/{held['act']}") == held
    assert studio.get(f"/projects/{studio.slug}/tournaments")["items"] == [held]
    acts = studio.get("/acts?kind=match")["items"]
    assert len(acts) == len(order) - 1
    assert acts[0]["because"] == f"reason {len(order) - 2}"
    refused = studio.client.post(f"/api/projects/{studio.slug}/tournaments/{held['act']}/refuse").json()
    assert len(refused["acts"]) == len(order) - 4
    rows = {row["id"]: row for row in studio.get(f"/projects/{studio.slug}/works?kind=draft")["items"]}
    assert {rows[one]["state"] for one in held["ranking"][4:]} == {"refused"}
    assert all(rows[one]["state"] != "refused" for one in held["ranking"][:4])
    # Once is enough.
    again = studio.client.post(f"/api/projects/{studio.slug}/tournaments/{held['act']}/refuse").json()
    assert again["acts"] == []


def test_a_pair_is_judged_once(studio: Studio) -> None:
    held = begun(studio)
    first = judged(studio, held, held["pair"][0])
    late = judged(studio, held, held["pair"][1])
    assert (first.status_code, late.status_code) == (201, 409)
    assert late.json()["code"] == "match-passed"
    assert len(studio.get(f"/projects/{studio.slug}/tournaments/{held['act']}")["matches"]) == 1


def test_the_last_match_is_taken_back_and_no_other(studio: Studio) -> None:
    held = begun(studio)
    one = judged(studio, held, held["pair"][0]).json()
    two = judged(studio, one, one["pair"][0]).json()
    address = f"/api/projects/{studio.slug}/tournaments/{held['act']}/matches"
    assert studio.client.delete(f"{address}/{one['matches'][-1]['act']}").status_code == 409
    back = studio.client.delete(f"{address}/{two['matches'][-1]['act']}").json()
    assert back["pair"] == one["pair"]
    assert [match["act"] for match in back["matches"]] == [one["matches"][0]["act"]]


def test_what_is_no_tournament_is_told(studio: Studio) -> None:
    address = f"/api/projects/{studio.slug}/tournaments"
    assert studio.client.get(f"{address}/1").status_code == 404
    assert studio.client.post(address, json={"works": ["nothing", "else"]}).status_code == 404
    assert studio.client.post(address, json={"works": [studio.designs[0]]}).status_code == 422
    assert studio.client.post("/api/projects/nope/tournaments", json={"works": ["a", "b"]}).status_code == 404


def test_what_was_preferred_teaches_the_taste(studio: Studio) -> None:
    held = begun(studio)
    before = studio.get(f"/projects/{studio.slug}/taste")["decisions"]
    held = judged(studio, held, held["pair"][0]).json()
    assert studio.get(f"/projects/{studio.slug}/taste")["decisions"] == before + 1
    address = f"/api/projects/{studio.slug}/tournaments/{held['act']}/matches"
    studio.client.delete(f"{address}/{held['matches'][0]['act']}")
    assert studio.get(f"/projects/{studio.slug}/taste")["decisions"] == before
