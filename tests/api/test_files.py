"""Files that come in: what they are their bytes say; none of them runs, none leads anywhere, none is too much."""

from __future__ import annotations

import io
import wave
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pycrdt import Array, Map

from tests.api.conftest import FEW, Opened, Studio
from tests.api.planted import png

TERMS = {"author": "Zoé Martin", "licence": "CC-BY-4.0"}
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
PAGE = b"<!doctype html><script>alert(1)</script>"


def bring(studio: Studio, name: str, data: bytes, **more: Any) -> Any:
    values = {"name": name, **TERMS, **more}
    return studio.client.post(f"/api/projects/{studio.slug}/files", params=values, content=data)


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 80)
    return out.getvalue()


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), (9, 99, 9)).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind", "media_type"),
    [
        ("photo.png", png((1, 2, 3)), "picture", "image/png"),
        ("photo.png", jpeg(), "picture", "image/jpeg"),
        ("photo", jpeg(), "picture", "image/jpeg"),
        ("four.wav", sound(), "sound", "audio/wav"),
        ("note.txt", "Le pain lève.".encode(), "text", "text/plain"),
        ("note.md", b"# Pain", "text", "text/markdown"),
        ("page.html", PAGE, "text", "text/html"),
        ("note.txt", PAGE, "text", "text/html"),
        ("dessin.svg", DRAWING, "picture", "image/svg+xml"),
        ("dessin.svg", SCRIPT, "picture", "image/svg+xml"),
    ],
)
def test_a_file_is_what_its_bytes_are(studio: Studio, name: str, data: bytes, kind: str, media_type: str) -> None:
    answer = bring(studio, name, data)
    assert answer.status_code == 201, answer.text
    row = answer.json()
    assert (row["kind"], row["media_type"], row["title"]) == (kind, media_type, name)
    assert (row["by"]["name"], row["made_by"]) == ("Zoé Martin", "human")
    content = studio.client.get(f"/api/works/{row['id']}/content")
    assert content.content == data
    assert content.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert content.headers["x-content-type-options"] == "nosniff"
    assert "html" not in content.headers["content-type"]
    inline = content.headers["content-disposition"].startswith("inline")
    assert inline == (media_type in ("image/png", "image/jpeg"))
    assert row["id"] in [one["id"] for one in studio.get(f"/projects/{studio.slug}/works?kind={kind}")["items"]]


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("photo.png", b"hello", 415, "kind-lies"),
        ("note.txt", png((1, 2, 3)), 415, "kind-lies"),
        ("photo.jpg", PAGE, 415, "kind-lies"),
        ("four.wav", png((1, 2, 3)), 415, "kind-lies"),
        ("run.exe", b"MZ\0\0" * 40, 415, "kind-refused"),
        ("all.zip", b"PK\x03\x04\0\0\0", 415, "kind-refused"),
        ("photo.png", png((1, 2, 3))[:60], 422, None),
        ("photo.png", b"", 400, "nothing-sent"),
    ],
)
def test_a_file_that_lies_or_is_of_no_kind_is_refused(
    studio: Studio, name: str, data: bytes, status: int, code: str | None
) -> None:
    answer = bring(studio, name, data)
    assert answer.status_code in (status, 400), answer.text
    if code is not None:
        assert answer.json()["code"] == code
    assert studio.get(f"/projects/{studio.slug}/works?kind=picture,text,sound")["total"] == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/abs/olute.txt", "olute.txt"),
        ("..", "file"),
        ("a\0b\nc.txt", "a b c.txt"),
        ("brief.toml", "brief.toml"),
        ("é" * 300 + ".txt", None),
    ],
)
def test_a_name_leads_nowhere(studio: Studio, name: str, kept: str | None) -> None:
    before = {path for path in studio.home.parent.rglob("*") if studio.home not in path.parents}
    answer = bring(studio, name, b"words")
    assert answer.status_code == 201, answer.text
    assert kept in (None, answer.json()["title"])
    assert len(answer.json()["title"].encode()) <= 180
    after = {path for path in studio.home.parent.rglob("*") if studio.home not in path.parents}
    assert after == before


def test_a_picture_lies_beside_the_brief_so_that_it_can_name_it(studio: Studio) -> None:
    bring(studio, "logo.png", png((200, 16, 46), (80, 80)))
    body = studio.get(f"/projects/{studio.slug}/brief")["brief"] | {"brand": {"logo": "logo.png"}}
    told = studio.client.post(f"/api/brief/reading?project={studio.slug}", json={"brief": body}).json()
    assert told["errors"] == []
    changed = studio.client.put(f"/api/projects/{studio.slug}/brief", json={"brief": body}).json()
    assert changed["brief"]["brand"] == {"logo": "logo.png"}
    (studio.home / "briefs" / studio.slug / "logo.png").unlink()
    again = studio.get(f"/projects/{studio.slug}/brief")
    assert again["reading"]["errors"] == []


def test_no_file_of_the_home_is_overwritten(studio: Studio) -> None:
    studio.client.put(
        f"/api/projects/{studio.slug}/brief", json={"brief": studio.get(f"/projects/{studio.slug}/brief")["brief"]}
    )
    path = studio.home / "briefs" / studio.slug / "brief.toml"
    before = path.read_bytes()
    bring(studio, "brief.toml", b"title = 'x'")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"author": " "}, "origin-unnamed"),
        ({"licence": ""}, "origin-unnamed"),
        ({"licence": "mine!"}, "licence-unclear"),
    ],
)
def test_whose_it_is_and_under_which_terms_is_asked(studio: Studio, more: dict[str, str], code: str) -> None:
    answer = bring(studio, "note.txt", b"words", **more)
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] == code


def test_more_bytes_than_one_file_may_have_are_not_kept(studio: Studio) -> None:
    sent = 0

    def endless() -> Any:
        nonlocal sent
        while sent < 50 * FEW.file:
            sent += 65_536
            yield b"x" * 65_536

    answer = studio.client.post(
        f"/api/projects/{studio.slug}/files", params={"name": "big.txt", **TERMS}, content=endless()
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
    assert [one for one in (studio.home / "cache" / "uploads").rglob("*") if one.is_file()] == []
    told = bring(studio, "big.txt", b"x" * (FEW.file + 1))
    assert told.status_code == 413


def test_a_project_holds_so_much_and_no_more(studio: Studio) -> None:
    for index in range(2):
        assert bring(studio, f"{index}.txt", bytes([97 + index]) * 240_000).status_code == 201
    answer = bring(studio, "3.txt", b"c" * 240_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "quota-reached")


def test_the_same_file_by_the_same_author_is_one_work(studio: Studio) -> None:
    first, second = bring(studio, "a.txt", b"words").json(), bring(studio, "b.txt", b"words").json()
    assert first["id"] == second["id"]
    other = bring(studio, "a.txt", b"words", author="Ali").json()
    assert other["id"] != first["id"]


def test_an_unsafe_drawing_has_no_picture_of_ours(studio: Studio) -> None:
    work = bring(studio, "dessin.svg", SCRIPT).json()["id"]
    assert studio.client.get(f"/api/works/{work}/thumb").json()["code"] == "no-picture"
    work = bring(studio, "autre.svg", DRAWING).json()["id"]
    assert studio.client.get(f"/api/works/{work}/thumb?size=64").headers["content-type"] == "image/webp"


def test_everything_in_one_file(studio: Studio) -> None:
    bring(studio, "note.txt", b"words")
    bring(studio, "note.txt", b"other words")
    answer = studio.client.get(f"/api/projects/{studio.slug}/download")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert {archive.read(name) for name in names if "/works/" in name} == {b"words", b"other words"}
    assert all(name.startswith(studio.slug + "/") and ".." not in name for name in names)


def test_a_file_of_nobodys_is_verified_and_forgotten(opened: Opened, tmp_path: Path) -> None:
    studio = opened()
    answer = studio.client.post("/api/verify", params={"name": "../photo.png"}, content=png((1, 2, 3)))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["name"], told["state"], told["work"]) == ("photo.png", "none", None)
    assert [one for one in (studio.home / "cache" / "uploads").rglob("*") if one.is_file()] == []
    answer = studio.client.post("/api/verify", params={"name": "x.bin"}, content=b"\0\1\2")
    assert (answer.status_code, answer.json()["code"]) == (415, "kind-unknown")


def test_a_table_is_printed_with_its_lines_frames_and_comments_as_a_job(studio: Studio) -> None:
    import pypdfium2

    app: Any = studio.client.app

    def draw(doc: Any) -> None:
        card = {"x": 0.0, "y": 0.0, "w": 200.0, "h": 80.0, "z": 1.0, "by": "", "made": "2026-11-26T08:00:00Z"}
        cards, edges, comments = (doc.get(name, type=Map) for name in ("cards", "edges", "comments"))
        cards["n1"] = Map({**card, "kind": "note", "text": "Le four"})
        cards["n2"] = Map({**card, "x": 500.0, "kind": "note", "text": "La nuit"})
        cards["f1"] = Map({**card, "x": -50.0, "y": -60.0, "w": 900.0, "h": 300.0, "kind": "frame", "title": "Pistes"})
        cards["gone"] = Map({**card, "kind": "note", "text": "jeté", "bin": "2026-11-26T09:00:00Z"})
        edges["e1"] = Map({"from": "n1", "to": "n2", "label": "mène à", "by": ""})
        edges["e2"] = Map({"from": "n1", "to": "gone", "label": "nulle part", "by": ""})
        told = {"x": 10.0, "y": 10.0, "by": "", "name": "Awa", "text": "Plus chaud", "at": "", "done": False}
        comments["c1"] = Map({**told, "card": "n1", "replies": Array()})

    async def edit() -> None:
        async with app.state.rooms.room(studio.slug) as room:
            await room.edit("", draw)

    assert studio.client.portal is not None
    studio.client.portal.call(edit)
    job = studio.client.post(f"/api/projects/{studio.slug}/exports", json={"kind": "pdf"}).json()
    assert (job["kind"], job["file"]) == ("pdf", None)
    job = studio.ended(job)
    assert (job["state"], job["acts"], job["done"]) == ("done", [], job["of"])
    answer = studio.client.get(job["file"])
    assert "table.pdf" in answer.headers["content-disposition"]
    document = pypdfium2.PdfDocument(answer.content)
    pages = [page.get_textpage().get_text_range() for page in document]
    assert "Nuit des pains" in pages[0]
    # The last page is the table as it lies.
    assert all(word in pages[-1] for word in ("Le four", "La nuit", "mène à", "Pistes"))
    assert not any(word in page for word in ("jeté", "nulle part") for page in pages)
    assert any("1. Awa: Plus chaud" in page for page in pages)
    document.close()


def test_a_project_is_packed_as_a_job_that_can_be_stopped(studio: Studio) -> None:
    bring(studio, "photo.png", png((200, 16, 46)))
    job = studio.ended(studio.client.post(f"/api/projects/{studio.slug}/exports", json={"kind": "zip"}).json())
    assert job["state"] == "done", job
    with zipfile.ZipFile(io.BytesIO(studio.client.get(job["file"]).content)) as archive:
        assert archive.testzip() is None
        assert any(name.endswith("photo.png") for name in archive.namelist())
    other = studio.ended(studio.client.post(f"/api/projects/{studio.slug}/ideas", json={"count": 2}).json())
    answer = studio.client.get(f"/api/jobs/{other['id']}/file")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-there")


def test_the_table_as_a_pdf(studio: Studio) -> None:
    import pypdfium2

    bring(studio, "photo.png", png((200, 16, 46)))
    answer = studio.client.get(f"/api/projects/{studio.slug}/table.pdf")
    assert answer.headers["content-type"] == "application/pdf", answer.text
    document = pypdfium2.PdfDocument(answer.content)
    pages = [page.get_textpage().get_text_range() for page in document]
    assert "Nuit des pains" in pages[0]
    kinds = [[item.type for item in page.get_objects(max_depth=4)].count(3) for page in document]
    # Six drafts and what was brought, in their rows and on the table as it lies.
    assert kinds[-1] >= 7
    assert sum(kinds[1:-1]) >= 7
    document.close()


def test_what_was_refused_is_set_apart_and_what_was_chosen_is_large(studio: Studio) -> None:
    import pypdfium2

    for work, kind in zip(studio.designs, ("choose", "refuse", "keep"), strict=False):
        wish = {"kind": kind, "because": f"parce que {kind}", "editions": False}
        studio.client.post(f"/api/works/{work}/decisions", json=wish)
    answer = studio.client.get(f"/api/projects/{studio.slug}/table.pdf", headers={"Accept-Language": "fr"})
    document = pypdfium2.PdfDocument(answer.content)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert "Choisie" in pages[1]
    assert "parce que choose" in pages[1]
    (apart,) = [page for page in pages if "Écarté (1)" in page]
    assert "parce que refuse" in apart
    assert not any("parce que refuse" in page for page in pages if page is not apart)


def test_a_manifest_beside_a_file_comes_right_after_it(studio: Studio, tmp_path: Path) -> None:
    from oeuvre.credentials import Authority, Claim, sign

    plain, signed = tmp_path / "note.txt", tmp_path / "signed.txt"
    plain.write_text("On y mange dehors.\n")
    sign(plain, signed, Claim("note", "text/plain", made_by="human"), Authority.open(studio.home))
    sidecar = (tmp_path / "signed.txt.c2pa").read_bytes()
    body = signed.read_bytes() + sidecar

    def verify(**more: int) -> Any:
        answer = studio.client.post("/api/verify", params={"name": "signed.txt", **more}, content=body)
        return answer.json()

    assert verify(sidecar=len(sidecar))["state"] == "trusted"
    assert verify(sidecar=len(sidecar) - 1)["state"] == "altered"
    assert verify()["state"] != "trusted"
    assert verify(sidecar=len(body))["code"] == "sidecar-longer"
    assert [one for one in (studio.home / "cache" / "uploads").rglob("*") if one.is_file()] == []
