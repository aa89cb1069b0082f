"""Examples of bodies about who holds what, as `examples` has those of the rest: a sheet that two people sign."""

from __future__ import annotations

from typing import Any

SPLITS: dict[str, Any] = {
    "HoldingsShape": {
        "work": "984dba56bfff87dc1746196422c0be04",
        "title": "Marché de nuit",
        "held": "01f3039ae9a1d039a8f0edadc61cfd01",
        "at": "2026-11-26T09:12:13+00:00",
        "basis": "acts",
        "why": "No sheet is signed: by what each contributed, as the acts on the record say.",
        "holders": [
            {
                "party": "c16a896490072ccd9d725f413a7c77c4",
                "name": "Awa Diop",
                "kind": "person",
                "share": "1",
                "percent": "100",
                "why": "1 part for the brief",
                "acts": [2],
            }
        ],
        "components": [],
        "sheet": None,
        "absent": [],
    },
    "PartsShape": {
        "parts": {
            "piece": "4",
            "idea": "3",
            "words": "3",
            "composition": "3",
            "editing": "2",
            "direction": "1",
            "brief": "1",
            "choice": "1",
            "free-piece": "0",
        },
        "pool": {"emblem": "10", "training": "50", "equal": "30"},
        "act": None,
        "lines": ["4 parts for a piece brought in", "3 parts for the idea"],
    },
    "PartsWish": {"parts": {"piece": "5"}},
    "RefusalWish": {"because": "il manque Zoé"},
    "SheetShape": {
        "sheet": "b0f62b0473efa8103ca835c319d6b28c",
        "digest": "b0f62b0473efa8103ca835c319d6b28c9bc687a05225ecfd646637040badddf8",
        "act": 124,
        "work": "01f3039ae9a1d039a8f0edadc61cfd01",
        "title": "Marché de nuit au Fournil · 3",
        "project": "marche-de-nuit-au-fournil",
        "proposed": "2026-11-26T09:12:13+00:00",
        "proposer": {"party": "c16a896490072ccd9d725f413a7c77c4", "name": "Awa Diop"},
        "because": "",
        "state": "open",
        "since": None,
        "shares": [
            {
                "party": "c16a896490072ccd9d725f413a7c77c4",
                "name": "Awa Diop",
                "kind": "person",
                "weight": "60",
                "percent": "60",
                "must_sign": True,
                "payee": None,
                "contract": "",
                "signed": "2026-11-26T09:12:13+00:00",
            },
            {
                "party": "a39bc5c297279a998473335662ada020",
                "name": "Jean Petit",
                "kind": "person",
                "weight": "40",
                "percent": "40",
                "must_sign": True,
                "payee": None,
                "contract": "",
                "signed": None,
            },
        ],
        "waits_for": [{"party": "a39bc5c297279a998473335662ada020", "name": "Jean Petit"}],
        "refused_by": None,
        "refused_because": "",
    },
    "SheetWish": {
        "shares": [{"name": "Awa Diop", "share": "60"}, {"name": "Jean Petit", "share": "40"}],
        "parts": False,
        "since": None,
        "because": "",
        "sign": True,
    },
    "SignatureWish": {"digest": "b0f62b0473efa8103ca835c319d6b28c9bc687a05225ecfd646637040badddf8"},
}
