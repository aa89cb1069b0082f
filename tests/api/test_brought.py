"""What people bring, however odd: six drawings at once, bombs, false names and false sounds."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from oeuvre.studio import safe_name
from tests.api.conftest import Opened, Studio
from tests.api.test_files import TERMS, bring
from tests.create.design.test_apart import slow

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">'


def drawing(number: int) -> bytes:
    rings = "".join(f'<circle cx="{n % 400}" cy="{n % 300}" r="{number + 3}"/>' for n in range(300))
    return f"{HEAD}{rings}</svg>".encode()


def test_several_drawings_dropped_at_once_are_all_taken(studio: Studio) -> None:
    told: list[int] = []
    names = [f"dessin-{number}.svg" for number in range(6)]
    threads = [
        threading.Thread(target=lambda n=number, name=name: told.append(bring(studio, name, drawing(n)).status_code))
        for number, name in enumerate(names)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert told == [201] * 6


def test_a_drawing_that_takes_too_long_is_kept_and_told(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    from oeuvre.create.design import Apart
    from oeuvre.production import thumbnails

    quick = Apart(seconds=0.3)
    monkeypatch.setattr(thumbnails, "_apart", lambda: quick)
    row = bring(studio, "lent.svg", slow()[:190_000].rsplit(b"<g", 1)[0] + b"</svg>").json()
    quick.close()
    assert row["title"] == "lent.svg"
    assert "too much time or memory" in row["undrawn"]
    assert studio.client.get(f"/api/works/{row['id']}/thumb").status_code == 404
    assert studio.client.get(f"/api/works/{row['id']}/content").status_code == 200
    assert bring(studio, "dessin.svg", drawing(1)).json()["undrawn"] == ""


def test_a_drawing_that_cannot_be_shown_says_so_in_the_readers_language(studio: Studio) -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1000000"/>'
    row = bring(studio, "fil.svg", data).json()
    assert "too long for its width" in row["undrawn"]
    again = studio.client.get(f"/api/works/{row['id']}", headers={"Accept-Language": "fr"}).json()["work"]
    assert "trop long pour sa largeur" in again["undrawn"]


def test_a_refused_picture_bears_the_name_that_its_owner_gave_it(studio: Studio) -> None:
    answer = bring(studio, "bad.jpg", b"\xff\xd8\xff\xe0" + os.urandom(400))
    assert answer.status_code == 422
    assert "bad.jpg" in answer.json()["detail"]
    assert answer.json()["place"] == "bad.jpg"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.mp3", b"ID3<script>alert(1)</script>"),
        ("a.mp3", b"\xff\xfbhello"),
        ("a.ogg", b"OggS<html>"),
        ("a.wav", b"RIFF....WAVE"),
        ("paper.pdf", b"%PDF-1.4\nwords"),
        ("paper.txt", b"%PDF-1.4\nwords"),
    ],
)
def test_what_only_says_that_it_is_a_sound_or_a_text_is_refused(studio: Studio, name: str, data: bytes) -> None:
    assert bring(studio, name, data).status_code in (415, 422)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("evil\u202egnp.svg.png", "evilgnp.svg.png"),
        ("\u200b", "file"),
        ("a\u2066b\ufeff.txt", "ab.txt"),
        ("می\u200cخواهم.txt", "می\u200cخواهم.txt"),
        ("x\ud800y.png", "xy.png"),
    ],
)
def test_names_have_no_sign_that_nobody_sees(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.parametrize(
    "terms",
    [
        {"author": " \u200b "},
        {"author": "\u202e\u2066"},
        {"licence": "http://evil/<script>"},
        {"licence": "http://evil"},
        {"licence": "https://example.org/terms?x=<b>"},
        {"licence": "https://example.org/a\u202eb c"},
    ],
)
def test_authors_and_terms_can_be_read(studio: Studio, terms: Any) -> None:
    assert bring(studio, "note.txt", b"words", **terms).status_code == 400
    row = bring(
        studio, "note.txt", b"words", author="Zo\u200b\u202eé", licence="https://example.org/terms?v=1#a"
    ).json()
    work = studio.get(f"/works/{row['id']}")
    assert "Zoé" in {credit["who"]["name"] for credit in work["credits"]}


def test_what_a_dead_studio_left_of_its_uploads_is_swept_at_once(opened: Opened) -> None:
    first = opened()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = first.home / "cache" / "uploads" / str(dead.pid) / "upload-x"
    first.client.__exit__()
    left.mkdir(parents=True)
    (left / "file").write_bytes(b"x" * 1000)
    assert time.time() - left.stat().st_mtime < 60
    again = opened(drafts=None)
    assert not left.parent.exists()
    assert bring(again, "note.txt", b"words", **TERMS).status_code == 201


def test_a_picture_is_shown_where_nothing_can_be_remembered(studio: Studio) -> None:
    (studio.home / "cache" / "thumbs").parent.mkdir(exist_ok=True)
    (studio.home / "cache" / "thumbs").write_bytes(b"in the way")
    answer = studio.client.get(f"/api/works/{studio.designs[0]}/thumb")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/webp"
