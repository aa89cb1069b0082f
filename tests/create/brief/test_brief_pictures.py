"""Opening pictures: what may be used, and what is refused by name."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from oeuvre.create.brief import PictureError, load_rgb, open_picture


def saved(tmp_path: Path, image: Image.Image, name: str, **options: object) -> Path:
    path = tmp_path / name
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def reason_of(path: Path) -> str:
    with pytest.raises(PictureError) as caught:
        open_picture(path)
    error = caught.value
    assert error.exit_code == 2
    assert error.place == str(path)
    assert path.name in error.message("fr")
    assert path.name in error.message("en")
    return str(error.values["reason"])


def gradient(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.putpixel((0, 0), (200, 16, 46))
    return image.convert(mode)


@pytest.mark.parametrize(("name", "kind"), [("a.png", "png"), ("a.jpg", "jpeg"), ("a.webp", "webp")])
def test_bytes_decide_what_a_picture_is(tmp_path: Path, name: str, kind: str) -> None:
    path = saved(tmp_path, gradient(), name)
    lying = tmp_path / "lying.svg"
    lying.write_bytes(path.read_bytes())
    for each in (path, lying):
        picture = open_picture(each)
        assert (picture.kind, picture.width, picture.height, picture.has_alpha) == (kind, 60, 40, False)
        assert load_rgb(picture).size == (60, 40)
        assert load_rgb(picture).mode == "RGB"


def test_transparency_is_kept(tmp_path: Path) -> None:
    picture = open_picture(saved(tmp_path, gradient(mode="RGBA"), "a.png"))
    assert picture.has_alpha
    assert load_rgb(picture).mode == "RGBA"
    palette = open_picture(saved(tmp_path, gradient(mode="P"), "p.png", transparency=0))
    assert load_rgb(palette).mode == "RGBA"


def test_the_camera_s_turn_is_applied(tmp_path: Path) -> None:
    image = Image.new("RGB", (60, 40), "white")
    image.paste((255, 0, 0), (0, 0, 20, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = open_picture(saved(tmp_path, image, "a.jpg", exif=exif, quality=95))
    assert (picture.width, picture.height) == (40, 60)
    upright = load_rgb(picture)
    assert upright.size == (40, 60)
    red, green, _ = upright.getpixel((20, 5))  # type: ignore[misc]
    assert red > 200
    assert green < 60


def test_colours_come_out_as_srgb(tmp_path: Path) -> None:
    cmyk = Image.new("CMYK", (20, 20), (0, 255, 255, 0))
    red, green, _ = load_rgb(open_picture(saved(tmp_path, cmyk, "a.jpg"))).getpixel((5, 5))  # type: ignore[misc]
    assert red > 180
    assert green < 80
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = Image.new("RGB", (20, 20), (200, 16, 46))
    tagged = open_picture(saved(tmp_path, same, "t.png", icc_profile=lab))
    assert load_rgb(tagged).getpixel((3, 3)) == (200, 16, 46)
    broken = open_picture(saved(tmp_path, same, "b.png", icc_profile=b"no profile at all" * 20))
    assert load_rgb(broken).getpixel((3, 3)) == (200, 16, 46)


def test_sixteen_bits_a_sample_become_eight(tmp_path: Path) -> None:
    deep = Image.new("I;16", (4, 4), 0x8000)
    assert load_rgb(open_picture(saved(tmp_path, deep, "a.png"))).getpixel((0, 0)) == (128, 128, 128)


def bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(10_001, 10_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb(*size))
    assert reason_of(path) == "bomb"


def test_a_header_without_a_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "flat.png"
    path.write_bytes(bomb(0, 10))
    assert reason_of(path) in ("zero-size", "broken")


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp"])
def test_a_picture_that_was_cut_short_is_refused(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path, Image.effect_noise((200, 200), 80).convert("RGB"), name)
    path.write_bytes(path.read_bytes()[:-2000])
    assert reason_of(path) in ("truncated", "broken")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"hello", "not-an-image"),
        (b"GIF89a....", "other-kind"),
        (b"%PDF-1.7", "other-kind"),
        (b"\0\0\0\x20ftypavif", "other-kind"),
        (b"\x89PNG\r\n\x1a\nnonsense", "broken"),
        (b"\xff\xd8\xff\xe0nonsense", "broken"),
        (b"<html><body>no</body></html>", "not-an-image"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "x.jpg"
    path.write_bytes(data)
    assert reason_of(path) == reason


def test_moving_pictures_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    frames = [gradient(), gradient().rotate(90)]
    for name in ("a.webp", "a.png"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:])
        assert reason_of(tmp_path / name) == "animated"
    assert reason_of(tmp_path / "none.png") == "missing"
    assert reason_of(tmp_path) == "missing"


def test_a_file_that_changed_since_it_was_opened_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, gradient(), "a.png")
    picture = open_picture(path)
    saved(tmp_path, gradient(61), "a.png")
    with pytest.raises(PictureError) as caught:
        load_rgb(picture)
    assert caught.value.values["reason"] == "changed"


def _sample(kind: str) -> bytes:
    out = io.BytesIO()
    gradient().save(out, kind)
    return out.getvalue()


SAMPLES = {kind: _sample(kind) for kind in ("PNG", "JPEG", "WEBP")}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=8))
def test_damaged_bytes_open_whole_or_are_refused(
    tmp_path_factory: pytest.TempPathFactory, kind: str, damage: list[tuple[int, int]]
) -> None:
    data = bytearray(SAMPLES[kind])
    for at, value in damage:
        data[at % len(data)] = value
    path = tmp_path_factory.mktemp("damaged") / "x"
    path.write_bytes(data)
    try:
        picture = open_picture(path)
    except PictureError:
        return
    if picture.kind != "svg":
        assert load_rgb(picture).size == (picture.width, picture.height)
