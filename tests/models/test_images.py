"""Pictures of an endpoint: bytes within the answer, checked by their first ones; nothing that it names is fetched."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from oeuvre.models import (
    AnswerUnreadable,
    Catalogue,
    ImageAsk,
    ImageModel,
    PictureByAddress,
    PictureUnfit,
    WrongUse,
)
from oeuvre.models.pictures import check_picture
from tests.models.image_server import drawn, vast
from tests.models.servers import Server

ASK = ImageAsk("A loaf under a crescent moon", 320, 240, seed=11)
Drawer = Callable[[str], ImageModel]


@pytest.fixture
def drawer(catalogue: Catalogue, image_server: Server) -> Drawer:
    image_server.heard.clear()

    def make(model: str) -> ImageModel:
        card = catalogue.add_endpoint(
            url=image_server.url, model=model, does=["image"], price_image="0.04", currency="EUR"
        )
        return catalogue.open_image(card.id)

    return make


@pytest.mark.parametrize(
    ("model", "media_type"), [("png", "image/png"), ("jpeg", "image/jpeg"), ("webp", "image/webp")]
)
def test_a_picture_comes_with_prompt_seed_and_cost(drawer: Drawer, model: str, media_type: str) -> None:
    answer = drawer(model).draw(ASK)
    assert (answer.media_type, answer.width, answer.height) == (media_type, 320, 240)
    assert (answer.prompt, answer.seed, answer.revised_prompt, answer.cost_micro) == (ASK.prompt, 11, "", 40_000)
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert picture.size == (320, 240)


def test_the_same_seed_gives_the_same_bytes(drawer: Drawer) -> None:
    model = drawer("png")
    assert model.draw(ASK).data == model.draw(ASK).data
    assert model.draw(ASK).data != model.draw(ImageAsk(ASK.prompt, 320, 240, seed=12)).data


def test_what_the_model_drew_instead_is_told(drawer: Drawer) -> None:
    assert drawer("reviser").draw(ASK).revised_prompt == f"In flat shapes: {ASK.prompt}"


@pytest.mark.parametrize(("parameter", "seed"), [("response_format", 11), ("seed", None)])
def test_an_endpoint_that_lacks_a_parameter_is_asked_without(drawer: Drawer, parameter: str, seed: int | None) -> None:
    answer = drawer(f"without-{parameter}").draw(ASK)
    assert answer.media_type == "image/png"
    assert answer.seed == seed


def test_an_address_is_refused_and_never_fetched(drawer: Drawer, image_server: Server) -> None:
    with pytest.raises(PictureByAddress):
        drawer("addresses").draw(ASK)
    assert [one.path for one in image_server.heard] == ["/v1/images/generations"]


@pytest.mark.parametrize(
    ("model", "reason"), [("text", "not-a-picture"), ("letters", "not-a-picture"), ("vast", "picture-large")]
)
def test_what_is_no_picture_or_too_large_a_one_is_refused_unopened(drawer: Drawer, model: str, reason: str) -> None:
    with pytest.raises(PictureUnfit) as raised:
        drawer(model).draw(ASK)
    assert raised.value.values["reason"] == reason
    assert "{{" not in raised.value.message("fr") + raised.value.message("en")


def test_text_that_is_no_base64_is_no_picture(drawer: Drawer) -> None:
    with pytest.raises(PictureUnfit):
        drawer("not-base64").draw(ASK)


def test_an_answer_without_a_picture_is_unreadable(catalogue: Catalogue, fault_server: Server) -> None:
    card = catalogue.add_endpoint(url=fault_server.url, model="good", does=["image"])
    with pytest.raises(AnswerUnreadable):
        catalogue.open_image(card.id).draw(ASK)


def test_a_model_that_draws_does_not_write(catalogue: Catalogue, image_server: Server) -> None:
    card = catalogue.add_endpoint(url=image_server.url, model="png", does=["image"])
    with pytest.raises(WrongUse):
        catalogue.open_text(card.id)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("size", [(16, 16), (333, 77), (77, 333)])
def test_sizes_are_those_that_a_decoder_finds(kind: str, size: tuple[int, int]) -> None:
    assert check_picture(drawn("x", 1, *size, kind), "m")[1:] == size


def test_a_lossless_and_a_transparent_webp_are_measured_too() -> None:
    for mode, more in (("RGB", {"lossless": True}), ("RGBA", {})):
        held = io.BytesIO()
        Image.new(mode, (123, 45), (9, 8, 7)).save(held, "WEBP", **more)
        assert check_picture(held.getvalue(), "m") == ("image/webp", 123, 45)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a" + b"\0" * 50, b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00\x00" * 9, b"RIFF"]
)
def test_other_bytes_are_no_picture(data: bytes) -> None:
    with pytest.raises(PictureUnfit):
        check_picture(data, "m")


def test_half_a_header_is_no_picture() -> None:
    whole = drawn("x", 1, 64, 64)
    for end in range(33):
        with pytest.raises(PictureUnfit):
            check_picture(whole[:end], "m")
    with pytest.raises(PictureUnfit):
        check_picture(vast(), "m")
