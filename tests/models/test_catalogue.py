"""The catalogue of a home: what it keeps, what it refuses, and that a key is never in it."""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from oeuvre.models import (
    STAYS_HERE,
    Catalogue,
    CatalogueUnreadable,
    Entry,
    ImageModel,
    KeyMissing,
    KeysOpen,
    ModelsError,
    ModelTaken,
    ModelUnknown,
    ProviderMissing,
    SoundModel,
    TextAsk,
    TextModel,
    WrongUse,
    to_micro,
)
from oeuvre.models.catalogue import GROUP
from oeuvre.models.keys import looks_like_key, read_key, scrub
from tests.models.conftest import KEY

REMOTE = {"url": "https://api.example.org/v1/", "model": "Écrivain Large 2"}
PRICES = {"price_in": "0,15", "price_out": "0.6", "currency": "eur"}


def test_looking_creates_nothing(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path / "home") as catalogue:
        assert catalogue.all() == ()
        assert catalogue.first("text") is None
        with pytest.raises(ModelUnknown):
            catalogue.card("x")
    assert not (tmp_path / "home").exists()


def test_what_was_added_is_there_again(catalogue: Catalogue) -> None:
    card = catalogue.add_endpoint(
        **REMOTE,
        **PRICES,
        key_env="MY_KEY",
        does=["text"],
        licence="proprietary",
        outputs="anything",
        cap="5",
        timeout=9,
    )  # type: ignore[arg-type]
    assert card.id == "crivain-large-2"
    assert (card.name, card.version, card.provider) == ("Écrivain Large 2", "Écrivain Large 2", "openai")
    assert (card.data_goes, card.weights_licence, card.outputs) == ("api.example.org", "proprietary", "anything")
    assert (card.cost.basis, card.cost.currency, card.cost.per_million_in) == ("priced", "EUR", 150_000)
    assert card.cost.of_text(1_000_000, 1) == 150_001
    assert card.cap_micro == 5_000_000
    with Catalogue.open(catalogue.home) as again:
        assert again.all() == (card,)
        assert again.first("text") == card
        assert again.first("image") is None
        assert again.entry(card.id).text("url") == "https://api.example.org/v1"
        assert again.remove(card.id) == card
    with Catalogue.open(catalogue.home) as gone:
        assert gone.all() == ()


def test_the_file_is_plain_and_holds_the_name_of_the_key_alone(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_KEY", KEY)
    catalogue.add_endpoint(**REMOTE, key_env="MY_KEY")
    text = (catalogue.home / "models.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["models"][0]["settings"]["key_env"] == "MY_KEY"
    assert KEY not in text
    assert [path.name for path in catalogue.home.iterdir()] == ["models.toml"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"key_env": KEY}, "key-pasted"),
        ({"key_env": "AKIA7Q2M9X4C1V8B5N6L3K0J"}, "key-pasted"),
        ({"key_env": "my key"}, "key-name-unfit"),
        ({"key_env": "a-strange-secret"}, "key-name-unfit"),
        ({"name": KEY}, "key-pasted"),
        ({"model": f"Bearer {KEY}"}, "key-pasted"),
        ({"url": f"https://user:{KEY}@api.example.org/v1"}, "address-unfit"),
        ({"url": f"https://api.example.org/v1?key={KEY}"}, "address-unfit"),
        ({"url": f"https://api.example.org/{KEY.replace('-', '')}"}, "key-pasted"),
        ({"url": "ftp://api.example.org"}, "address-unfit"),
        ({"url": "api.example.org/v1"}, "address-unfit"),
        ({"url": "http://[::1"}, "address-unfit"),
        ({"url": "https://api.example.org:99999/"}, "address-unfit"),
        ({"url": "https://api.example.org/\x1b[2J"}, "address-unfit"),
        ({"model": " "}, "name-unfit"),
        ({"name": "…"}, "name-unfit"),
        ({**PRICES, "price_in": "-1"}, "price-unfit"),
        ({**PRICES, "price_in": "cheap"}, "price-unfit"),
        ({**PRICES, "price_in": "NaN"}, "price-unfit"),
        ({**PRICES, "price_in": None}, "price-missing"),
        ({**PRICES, "does": ["text", "image"]}, "price-missing"),
        ({**PRICES, "currency": "euros"}, "currency-unfit"),
        ({"cap": "5"}, "cap-without-price"),
    ],
)
def test_what_will_not_do_is_refused_and_not_repeated(
    catalogue: Catalogue, given: dict[str, object], code: str
) -> None:
    with pytest.raises(ModelsError) as raised:
        catalogue.add_endpoint(**{**REMOTE, **given})  # type: ignore[arg-type]
    error = raised.value
    assert (error.code, error.exit_code) == (code, 2)
    told = "".join(error.message(language) + error.remedy(language) for language in ("fr", "en")) + repr(error.values)
    assert "{{" not in told
    for secret in (KEY, KEY.replace("-", ""), "AKIA7Q2M9X4C1V8B5N6L3K0J", "a-strange-secret"):
        assert secret not in told
    assert not catalogue.home.exists()


def test_a_name_is_taken_once(catalogue: Catalogue) -> None:
    catalogue.add_endpoint(**REMOTE)
    with pytest.raises(ModelTaken):
        catalogue.add_endpoint(**REMOTE)
    assert catalogue.add_endpoint(**REMOTE, name="Autre").id == "autre"


@pytest.mark.parametrize(
    ("url", "given", "basis", "goes"),
    [
        ("http://127.0.0.1:8080/v1", {}, "local", STAYS_HERE),
        ("http://localhost:11434/v1", {}, "local", STAYS_HERE),
        ("http://[::1]:8080/v1", {}, "local", STAYS_HERE),
        ("https://api.example.org/v1", {}, "unknown", "api.example.org"),
        ("http://192.168.1.4:8080/v1", {"price_in": "0", "price_out": "0"}, "free", "192.168.1.4"),
        ("http://localhost.example.org/v1", {}, "unknown", "localhost.example.org"),
    ],
)
def test_nothing_free_local_and_unsaid_are_told_apart(
    catalogue: Catalogue, url: str, given: dict[str, str], basis: str, goes: str
) -> None:
    card = catalogue.add_endpoint(url=url, model="m", **given)  # type: ignore[arg-type]
    assert (card.cost.basis, card.data_goes) == (basis, goes)
    is_clear = url.startswith("http:") and goes != STAYS_HERE
    assert ("plain-http" in catalogue.warnings(card.id)) == is_clear


def test_uses_are_kept_apart(catalogue: Catalogue) -> None:
    both = catalogue.add_endpoint(url="http://127.0.0.1:1/v1", model="both", does=["image", "text"])
    assert both.as_dict()["does"] == ["text", "image"]
    assert isinstance(catalogue.open_text(both.id), TextModel)
    assert isinstance(catalogue.open_image(both.id), ImageModel)
    pen = catalogue.add_endpoint(url="http://127.0.0.1:1/v1", model="pen")
    with pytest.raises(WrongUse):
        catalogue.open_image(pen.id)
    assert catalogue.first("image") == both
    assert catalogue.first("sound") is None


@pytest.mark.parametrize(
    "text",
    [
        "models = 3",
        "[[models]]\nid = 'x'",
        "[[models]]\nid = '../x'\nprovider = 'openai'\ndoes = ['text']",
        "[[models]]\nid = 'x'\nprovider = 'openai'\ndoes = ['dance']",
        "[[models]]\nid = 'x'\nprovider = 'openai'\ndoes = ['text']\n[models.settings]\napi_key = 'abc'",
        "[[models]]\nid = 'x'\nprovider = 'openai'\ndoes = ['text']\ncap_micro = -1",
        "[[models]]\nid = 'x'\nprovider = 'openai'\ndoes = ['text']\n[models.cost]\nbasis = 'gift'",
        "[[models]]\nid = 'x'\nprovider = 'openai'\ndoes = ['text']\n[models.settings]\nurl = 'http://me:pass@x.org/v1'",
        "[[models]]\nid = 'x'\nprovider = 'openai'\ndoes = ['text']\n[models.settings]\nurl = ''",
        "not toml at all",
    ],
)
def test_a_catalogue_that_makes_no_sense_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "models.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ModelsError) as raised:
        Catalogue.open(tmp_path)
    assert raised.value.exit_code == 2
    assert "pass" not in raised.value.message("en")


def test_a_catalogue_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "models.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogueUnreadable):
        Catalogue.open(tmp_path)


def test_a_model_whose_provider_is_gone_is_listed_and_claims_nothing(tmp_path: Path) -> None:
    (tmp_path / "models.toml").write_text("[[models]]\nid = 'x'\nprovider = 'gone'\ndoes = ['text']\n")
    with Catalogue.open(tmp_path) as catalogue:
        assert catalogue.card("x").does == frozenset()
        assert catalogue.first("text") is None
        assert "provider-missing" in catalogue.warnings("x")
        with pytest.raises(ProviderMissing):
            catalogue.open_text("x")
        with pytest.raises(ProviderMissing):
            catalogue.add(Entry("y", "Y", "gone", frozenset({"text"})))


def test_a_key_is_read_from_the_environment_first_then_from_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MY_KEY", raising=False)
    with pytest.raises(KeyMissing):
        read_key("MY_KEY", tmp_path, "m")
    path = tmp_path / "keys.toml"
    path.write_text(f'MY_KEY = "{KEY}"\n', encoding="utf-8")
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert read_key("MY_KEY", tmp_path, "m") == KEY
    monkeypatch.setenv("MY_KEY", " of-the-environment\n")
    assert read_key("MY_KEY", tmp_path, "m") == "of-the-environment"
    assert read_key("", tmp_path, "m") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")
def test_a_file_of_keys_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(f'MY_KEY = "{KEY}"\n', encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(KeysOpen):
        read_key("MY_KEY", tmp_path, "m")


def test_a_file_of_keys_that_is_no_toml_is_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(f"MY_KEY = {KEY}\n", encoding="utf-8")
    os.chmod(path, 0o600)  # noqa: PTH101
    with pytest.raises(CatalogueUnreadable) as raised:
        read_key("MY_KEY", tmp_path, "m")
    assert KEY not in repr(raised.value.values) + raised.value.message("fr")
    assert raised.value.__context__ is None


@pytest.mark.parametrize("text", [
    KEY, "sk-proj-0aB1cD2eF3gH4iJ5", "hf_abcDEF1234567890abc", f"Bearer {KEY}", "9f8e7d6c5b4a39281706f5e4d3c2b1a0",
])  # fmt: skip
def test_keys_are_known_when_seen(text: str) -> None:
    assert looks_like_key(text)


@pytest.mark.parametrize("text", [
    "MY_KEY", "OPENAI_API_KEY", "gpt-5.5-mini", "Qwen/Qwen2.5-72B-Instruct-Turbo", "xai-org/grok-4-fast-2026-01-12",
    "accounts/fireworks/models/llama-v3p1-405b-instruct", "Skywork-13B-Instruct-v2", "mistral-small-2603", "apache-2.0",
    "http://127.0.0.1:8080/v1", "Anything, with credit to the maker", "claude-haiku-4-5-20251001", "keyword-tagger-1",
])  # fmt: skip
def test_names_are_not_taken_for_keys(text: str) -> None:
    assert not looks_like_key(text)


def test_a_key_is_scrubbed_whole_and_as_endpoints_shorten_it() -> None:
    for told in (
        f"no such key: {KEY}.",
        f"Incorrect API key provided: {KEY[:8]}************{KEY[-4:]}.",
        f"Bearer {KEY}",
    ):
        clean = scrub(told, KEY)
        assert KEY[:8] not in clean
        assert KEY[-4:] not in clean
    assert scrub("The model 'x' does not exist", KEY) == "The model 'x' does not exist"


@pytest.mark.parametrize(("written", "micro"), [("0.15", 150_000), ("2,50", 2_500_000), ("0", 0), ("0.0000001", 1)])
def test_amounts_are_exact_and_never_rounded_down(written: str, micro: int) -> None:
    assert to_micro(written) == micro


# --- what every provider keeps to, whoever wrote it ------------------------------------------------------------------


def of_openai(catalogue: Catalogue, weights: Path) -> str:
    return catalogue.add_endpoint(url="http://127.0.0.1:1/v1", model="m").id


def of_gguf(catalogue: Catalogue, weights: Path) -> str:
    return catalogue.add_gguf(weights).id


MADE: dict[str, Callable[[Catalogue, Path], str]] = {"openai": of_openai, "gguf": of_gguf}


def test_every_registered_provider_of_this_product_is_held_to_the_contract() -> None:
    assert {point.name for point in entry_points(group=GROUP) if point.value.startswith("oeuvre.")} == set(MADE)


@pytest.mark.parametrize("name", MADE)
def test_a_provider_declares_and_implements_what_it_can(catalogue: Catalogue, weights: Path, name: str) -> None:
    (point,) = entry_points(group=GROUP, name=name)
    kind = point.load()
    model = kind(catalogue.entry(MADE[name](catalogue, weights)), catalogue.home)
    card = model.card
    assert card.provider == name
    assert card.does <= kind.can
    assert "sound" not in kind.can
    assert isinstance(model, TextModel) == ("text" in kind.can)
    assert isinstance(model, ImageModel) == ("image" in kind.can)
    assert not isinstance(model, SoundModel)
    assert all((card.id, card.name, card.version, card.weights_licence, card.outputs, card.data_goes))
    model.close()
    model.close()


ECHO = """
from oeuvre.models import Cost, ModelCard, STAYS_HERE, TextAnswer


class Echo:
    can = frozenset({"text"})

    def __init__(self, entry, home):
        self.entry = entry

    @property
    def card(self):
        name = self.entry.name
        return ModelCard(self.entry.id, name, "echo", self.can, "1", "none", "any", Cost("local"), STAYS_HERE)

    def write(self, ask):
        return TextAnswer(ask.prompt, seed=ask.seed)

    def close(self):
        pass

    def stop(self):
        pass
"""


def test_a_provider_of_another_package_is_one_class_and_one_entry_point(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "echo_provider.py").write_text(ECHO)
    told = tmp_path / "echo_provider-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: echo-provider\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text("[oeuvre.models]\necho = echo_provider:Echo\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    card = catalogue.add(Entry("echo", "Echo", "echo", frozenset({"text"})))
    assert (card.provider, card.does) == ("echo", {"text"})
    with Catalogue.open(catalogue.home) as again:
        assert again.open_text("echo").write(TextAsk("", "Bread", seed=3)).text == "Bread"


def test_two_who_add_at_once_both_stay(tmp_path: Path) -> None:
    first, second = Catalogue.open(tmp_path), Catalogue.open(tmp_path)
    first.add_endpoint(url="http://127.0.0.1:1/v1", model="one")
    second.add_endpoint(url="http://127.0.0.1:1/v1", model="two")
    assert [card.id for card in Catalogue.open(tmp_path).all()] == ["one", "two"]
    first.remove("one")
    assert [card.id for card in Catalogue.open(tmp_path).all()] == ["two"]
    with pytest.raises(ModelTaken):
        first.add_endpoint(url="http://127.0.0.1:1/v1", model="two")
    with pytest.raises(ModelUnknown):
        second.remove("one")
