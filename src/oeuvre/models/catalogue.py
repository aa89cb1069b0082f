"""The catalogue of a home: which models a person has, in `models.toml`, and the models opened from it.

A provider is an entry point of the group `oeuvre.models`: a class that is made of an `Entry` and the home. The file is
plain and may be edited by hand; it holds no key.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Protocol, Self, cast
from urllib.parse import urlsplit

from oeuvre.models.asking import ImageModel, TextModel
from oeuvre.models.cards import STAYS_HERE, UNKNOWN, USES, Cost, ModelCard, Use, to_micro
from oeuvre.models.entries import Entry, id_from, read_entry
from oeuvre.models.errors import (
    CapWithoutPrice,
    CatalogueUnreadable,
    CurrencyUnfit,
    ModelTaken,
    ModelUnknown,
    NameUnfit,
    PriceMissing,
    ProviderMissing,
    WrongUse,
)
from oeuvre.models.gguf_header import digest_of, read_header
from oeuvre.models.hosts import check_address, is_loopback
from oeuvre.models.keys import check_key_name, refuse_pasted_key

MODELS_FILE = "models.toml"
GROUP = "oeuvre.models"
# What a file of weights is read and written in at once, at most, unless a person says more.
_CONTEXT = 2048


class Provider(Protocol):
    """What an entry point of the group is: a class for one model, opened; it is a `TextModel`, an `ImageModel` or
    both, as `can` says. `stop`, from any thread, ends the call that is under way."""

    can: ClassVar[frozenset[Use]]

    def __init__(self, entry: Entry, home: Path) -> None: ...

    @property
    def card(self) -> ModelCard: ...

    def close(self) -> None: ...

    def stop(self) -> None: ...


class Catalogue:
    """The models of one home. A context manager: models that it opened end with it."""

    def __init__(self, home: Path, entries: Sequence[Entry]) -> None:
        self.home = home
        self._entries = {entry.id: entry for entry in entries}
        self._opened: dict[str, Provider] = {}
        self._is_stopped = False

    @classmethod
    def open(cls, home: Path) -> Self:
        """The catalogue of `home`, empty where there is none; creates nothing. Raises `CatalogueUnreadable`."""
        return cls(home, _entries_in(home / MODELS_FILE))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends every model that was opened."""
        opened, self._opened = self._opened, {}
        for model in opened.values():
            model.close()

    def stop(self) -> None:
        """Ends, from any thread, what its models are asked just now, and whatever they are asked later."""
        self._is_stopped = True
        for model in tuple(self._opened.values()):
            model.stop()

    # --- looking -------------------------------------------------------------------------------------------------

    def all(self) -> tuple[ModelCard, ...]:
        """Every model's card, in the order in which they were added."""
        return tuple(self.card(identifier) for identifier in self._entries)

    def card(self, identifier: str) -> ModelCard:
        """One model's card; `does` nothing where its provider is not installed. Raises `ModelUnknown`."""
        entry = self._entry(identifier)
        try:
            return self._load(entry).card
        except ProviderMissing:
            return ModelCard(
                id=entry.id,
                name=entry.name,
                provider=entry.provider,
                does=frozenset(),
                version="",
                weights_licence=entry.licence or UNKNOWN,
                outputs=entry.outputs or UNKNOWN,
                cost=entry.cost,
                data_goes=UNKNOWN,
                cap_micro=entry.cap_micro,
            )

    def entry(self, identifier: str) -> Entry:
        """What the file keeps of a model. Raises `ModelUnknown`."""
        return self._entry(identifier)

    def first(self, use: Use) -> ModelCard | None:
        """The card of the first model that can be asked for `use`, or None."""
        return next((card for card in self.all() if use in card.does), None)

    def warnings(self, identifier: str) -> tuple[str, ...]:
        """What a person should know before they send anything: keys under `models:warnings`."""
        entry = self._entry(identifier)
        card = self.card(identifier)
        found = []
        if entry.text("url").startswith("http://") and card.data_goes != STAYS_HERE:
            found.append("plain-http")
        if card.weights_licence == UNKNOWN:
            found.append("licence-unknown")
        if card.cost.basis == "unknown":
            found.append("price-unknown")
        if not card.does:
            found.append("provider-missing")
        return tuple(found)

    # --- asking --------------------------------------------------------------------------------------------------

    def open_text(self, identifier: str) -> TextModel:
        """The model, to write with. Raises `ModelUnknown`, `ProviderMissing`, `WrongUse`."""
        return cast(TextModel, self._open(identifier, "text"))

    def open_image(self, identifier: str) -> ImageModel:
        """The model, to draw with. Raises as `open_text` does."""
        return cast(ImageModel, self._open(identifier, "image"))

    def _open(self, identifier: str, use: Use) -> Provider:
        model = self._load(self._entry(identifier))
        if use not in model.card.does:
            raise WrongUse(identifier, reason=f"not-for-{use}")
        return model

    def _entry(self, identifier: str) -> Entry:
        entry = self._entries.get(identifier)
        if entry is None:
            raise ModelUnknown(identifier, known=", ".join(self._entries) or "–")
        return entry

    def _load(self, entry: Entry) -> Provider:
        if entry.id not in self._opened:
            found = [point for point in entry_points(group=GROUP) if point.name == entry.provider]
            if not found:
                raise ProviderMissing(entry.id, provider=entry.provider)
            self._opened[entry.id] = cast(type[Provider], found[0].load())(entry, self.home)
            if self._is_stopped:
                self._opened[entry.id].stop()
        return self._opened[entry.id]

    # --- adding and removing -------------------------------------------------------------------------------------

    def add_endpoint(
        self,
        *,
        url: str,
        model: str,
        name: str = "",
        key_env: str = "",
        does: Collection[str] = ("text",),
        price_in: str | None = None,
        price_out: str | None = None,
        price_image: str | None = None,
        currency: str = "",
        licence: str = "",
        outputs: str = "",
        cap: str | None = None,
        timeout: float | None = None,
    ) -> ModelCard:
        """Add a model behind an OpenAI-compatible endpoint; nothing is sent to it.

        Prices are amounts as people write them, in `currency` (ISO 4217), for a million tokens and for an image; `cap`
        is the most that one project may spend. Raises `AddressUnfit`, `KeyPasted`, `KeyNameUnfit`, `NameUnfit`,
        `PriceUnfit`, `PriceMissing`, `CurrencyUnfit`, `CapWithoutPrice`, `ModelTaken`.
        """
        for option, given in (("--model", model), ("--name", name), ("--licence", licence), ("--outputs", outputs)):
            refuse_pasted_key(given, option)
        address = check_address(url)
        if not model.strip():
            raise NameUnfit("--model", option="--model")
        uses = frozenset(use for use in USES if use in does)
        prices = _prices(uses, price_in, price_out, price_image, currency, urlsplit(address).hostname or "")
        limit = None if cap is None else to_micro(cap, "--cap")
        if limit is not None and prices.basis == "unknown":
            raise CapWithoutPrice("--cap")
        settings: dict[str, str | int | float] = {"url": address, "model": model.strip()}
        if key_name := check_key_name(key_env):
            settings["key_env"] = key_name
        if timeout is not None:
            settings["timeout"] = timeout
        shown = one_line(name) or one_line(model)
        return self.add(
            Entry(
                self._free_id(shown), shown, "openai", uses, licence.strip(), outputs.strip(), prices, limit, settings
            )
        )

    def add_gguf(
        self,
        path: Path,
        *,
        name: str = "",
        licence: str = "",
        outputs: str = "",
        context: int | None = None,
        timeout: float | None = None,
    ) -> ModelCard:
        """Add a file of weights where it lies. `licence` goes before what the file states; `context` is in tokens,
        `timeout` in seconds.

        Raises `GGUFMissing`, `NotGGUF`, `GGUFTruncated`, `GGUFUnfit`, `ModelTaken`.
        """
        header = read_header(path)
        found = path.stat()
        shown = one_line(name) or header.name or one_line(path.stem)
        settings: dict[str, str | int | float] = {
            "path": str(path.absolute()),
            "digest": digest_of(path),
            "size": found.st_size,
            "changed": found.st_mtime_ns,
            "context": min(context or _CONTEXT, header.context or context or _CONTEXT),
            "architecture": header.architecture,
            "parameters": header.size_label,
            "author": header.author,
        }
        if timeout is not None:
            settings["timeout"] = timeout
        return self.add(
            Entry(
                id=self._free_id(name.strip() or path.stem),
                name=shown,
                provider="gguf",
                does=frozenset({"text"}),
                licence=licence.strip() or header.licence,
                outputs=outputs.strip(),
                cost=Cost("local"),
                settings={key: value for key, value in settings.items() if value != ""},
            )
        )

    def add(self, entry: Entry) -> ModelCard:
        """Add a model of any provider. Raises `ModelTaken`, or `ProviderMissing` where nobody provides it."""
        if entry.id in self._entries:
            raise ModelTaken(entry.id)
        self._load(entry)
        read_entry(entry.as_table(), entry.id)
        with self._held():
            if entry.id in self._entries:
                raise ModelTaken(entry.id)
            self._entries[entry.id] = entry
            self._write()
        return self.card(entry.id)

    def remove(self, identifier: str) -> ModelCard:
        """Take a model out of the catalogue; its file of weights stays where it is. Raises `ModelUnknown`."""
        card = self.card(identifier)
        opened = self._opened.pop(identifier, None)
        if opened is not None:
            opened.close()
        with self._held():
            self._entry(identifier)
            del self._entries[identifier]
            self._write()
        return card

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        """The file as it is now, and nobody else's while it is changed: what another process added stays."""
        self.home.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.home, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            self._entries = {entry.id: entry for entry in _entries_in(self.home / MODELS_FILE)}
            yield
        finally:
            os.close(folder)

    def _free_id(self, name: str) -> str:
        identifier = id_from(name)
        if not identifier:
            raise NameUnfit("--name", option="--name")
        if identifier in self._entries:
            raise ModelTaken(identifier)
        return identifier

    def _write(self) -> None:
        import tomli_w

        data = tomli_w.dumps({"models": [entry.as_table() for entry in self._entries.values()]}).encode()
        try:
            descriptor, part = tempfile.mkstemp(prefix=f".{MODELS_FILE}.", dir=self.home)
        except OSError as error:
            # A file that could not even be begun is named by the one that it was to become.
            error.filename = str(self.home / MODELS_FILE)
            raise
        try:
            with os.fdopen(descriptor, "wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
            Path(part).replace(self.home / MODELS_FILE)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise


def _entries_in(path: Path) -> list[Entry]:
    """The entries of a catalogue's file, none where there is no file. Raises `CatalogueUnreadable`."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise CatalogueUnreadable(str(path), detail=str(error)[:200]) from None
    tables = held.get("models", [])
    if not isinstance(tables, list):
        raise CatalogueUnreadable(str(path), detail="[[models]]")
    return [read_entry(table, f"{path} [[models]] {number}") for number, table in enumerate(tables, 1)]


def one_line(text: str) -> str:
    """A name as it is shown: on one line, without what steers a terminal, 120 signs at most."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())[:120]


def _prices(
    uses: frozenset[Use], price_in: str | None, price_out: str | None, price_image: str | None, currency: str, host: str
) -> Cost:
    """The cost that was given; one that was not is `local` on this machine and `unknown` elsewhere."""
    given = {"--price-in": price_in, "--price-out": price_out, "--price-image": price_image}
    if all(price is None for price in given.values()):
        return Cost("local" if is_loopback(host) else "unknown")
    needed = (("--price-in", "--price-out") if "text" in uses else ()) + (("--price-image",) if "image" in uses else ())
    for option in needed:
        if given[option] is None:
            raise PriceMissing(option, option=option)
    micro = {option: 0 if price is None else to_micro(price, option) for option, price in given.items()}
    if not any(micro.values()):
        return Cost("free")
    code = currency.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise CurrencyUnfit("--currency")
    return replace(
        Cost("priced", code),
        per_million_in=micro["--price-in"],
        per_million_out=micro["--price-out"],
        per_image=micro["--price-image"],
    )
