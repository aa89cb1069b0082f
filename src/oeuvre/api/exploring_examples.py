"""Examples of the explorer's bodies, as `examples` has those of the rest: one project looks for its emblem."""

from __future__ import annotations

from typing import Any

_POINT = "c3ef5a1b." + "ZACcAMj_DwE" * 4
_OTHER = "c3ef5a1b." + "nAAUAFj_ZAA" * 4
_PICTURE, _PICTURES = "a71c0f22.ZACcAMj_DwFkAJwAyP8PAQ", "a71c0f22.nAAUAFj_ZACcABQAWP9kAA"
_PHOTO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">'
    '<image width="128" height="128" href="data:image/png;base64,iVBORw0KGgo="/></svg>'
)
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256" width="256" height="256">'
    '<rect width="256" height="256" fill="#161234"/>'
    '<path fill="#faf3e1" fill-rule="evenodd" d="M128 40C180 90 200 130 128 216C56 130 76 90 128 40Z"/></svg>'
)
_INKS = ["#161234", "#faf3e1", "#c8102e", "#e6aa5a"]
_LOOK: dict[str, Any] = {"manner": "toned", "frame": "disc", "inks": _INKS}
_FIGURE: dict[str, Any] = {
    "point": _POINT,
    "svg": _SVG,
    "near": [{"name": "bread", "author": "Delapouite", "licence": "CC-BY-3.0", "distance": 0.41}],
    "fault": "",
}
_STEER: dict[str, Any] = {"points": [_POINT, _OTHER], "mix": None, "dials": {"roundness": 1.2}, "cross": None}
_SPACE: dict[str, Any] = {
    "rounds": 4,
    "picked": 5,
    "refused": 9,
    "brought": 0,
    "since": None,
    "leaning": ["rounder", "simpler"],
    "figures": [_POINT],
    "choices": [133, 131, 128, 126],
}
_WORK = "4d9d5f0d9e5c4b1f8a7c6e2b1a0f9e8d"

EXPLORING: dict[str, Any] = {
    "ChosenShape": {"act": 133, "space": _SPACE},
    "DialShape": {"id": "roundness", "name": "Roundness", "less": "more angular", "more": "rounder", "most": 3.0},
    "DrawnShape": {"figure": _FIGURE, "overlap": 0.91, "side": "whole", "work": _WORK},
    "ExplorerShape": {
        "model": "emblem",
        "version": "c3ef5a1b02d4e6f8",
        "works": 3709,
        "authors": 20,
        "credit": "Icons made by Lorc, Delapouite. game-icons.net",
        "outputs": "CC-BY-3.0",
        "margin": 6,
        "manners": [{"id": "toned", "name": "Two tones", "layers": [[0.0, 1], [0.34, 2]]}],
        "frames": [
            {"id": "diamond", "name": "Diamond", "path": "M128 2L254 128L128 254L2 128Z", "square": [128, 128, 142]}
        ],
        "inks": [{"id": "draft-2", "name": "Colours of draft 2", "inks": _INKS, "own": True}],
        "groups": [{"id": "p4gm", "name": "Quarter turns and mirrors"}],
    },
    "FigureShape": _FIGURE,
    "GeneratorShape": {
        "id": "flowers",
        "name": "Flowers",
        "version": "a71c0f22d9e35b48",
        "author": "Ada Martin",
        "weights": "MIT",
        "outputs": "As you like.",
        "known": "stated",
        "works": "10,000 photographs of flowers by Ada Martin, CC0.",
        "wide": 128,
        "high": 128,
        "colour": True,
        "size": 128,
    },
    "LockupWish": {"name": "Le Fournil", "font": "anton", "place": "under"},
    "MadeShape": {
        "work": "0b4f1c7d2e9a4d5f8a6b3c2d1e0f9a8b",
        "title": "Le Fournil",
        "act": 141,
        "media_type": "image/svg+xml",
        "authors": ["Oeuvre: emblem", "Delapouite"],
    },
    "PatternWish": {"group": "p4gm"},
    "TurnIntoWish": {"into": _WORK, "form": "svg", "steps": 16},
    "PictureKeepWish": {"point": _PICTURE, "title": "Le pain du soir", "parents": [_WORK]},
    "PictureNineWish": {"like": [_PICTURE], "seed": 7, "chance": False},
    "PictureRoundTold": {"points": [_PICTURE, _PICTURES], "picked": [0], "refused": [1]},
    "PictureSought": {"point": _PICTURE, "svg": _PHOTO, "alike": 0.83, "drawn": 1200, "work": _WORK},
    "PictureSteer": {"points": [_PICTURE, _PICTURES], "mix": None, "dials": {"way-1": 1.2}, "small": False},
    "FiguresWish": {**_STEER, "look": _LOOK},
    "KeepWish": {"point": _POINT, "look": _LOOK, "words": "pain, lune", "title": "Le pain du soir", "parents": [_WORK]},
    "KeptShape": {
        "work": _WORK,
        "title": "Le pain du soir",
        "act": 135,
        "point": _POINT,
        "manner": "toned",
        "frame": "disc",
        "inks": _INKS,
        "authors": ["Awa Diop", "Delapouite"],
        "credit": "Icons made by Delapouite. game-icons.net",
    },
    "NineShape": {
        "figures": [_FIGURE],
        "heard": [{"word": "pain", "name": "bread", "author": "Delapouite", "way": "library"}],
        "unknown": ["xyzzy"],
    },
    "NineWish": {"words": "pain, lune", "like": [], "seed": 7, "chance": False, "look": _LOOK},
    "OneWish": {"point": _POINT, "look": _LOOK},
    "PatternShape": {"id": "p4mm", "name": "Tiles of mirrors", "svg": _SVG, "width": 256.0, "height": 256.0},
    "RoundTold": {"points": [_POINT, _OTHER], "picked": [1], "refused": [0]},
    "SharedSpace": {
        "work": _WORK,
        "name": "Space of Marché de nuit.json",
        "address": f"/api/works/{_WORK}/content",
    },
    "SpaceShape": _SPACE,
    "SteerWish": _STEER,
    "TurnShape": {"svg": _SVG, "seconds": 2.16},
    "TurnWish": {"first": _POINT, "last": _OTHER, "look": _LOOK},
}
