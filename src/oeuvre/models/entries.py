"""What the catalogue keeps of a model: the values of one table of `models.toml`, no more and no key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from oeuvre.models.cards import USES, Cost, Use, read_cost
from oeuvre.models.errors import CatalogueUnreadable, ModelsError
from oeuvre.models.hosts import check_address
from oeuvre.models.keys import looks_like_key

_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")


@dataclass(frozen=True)
class Entry:
    """One model of the catalogue. `settings` are the provider's own: plain texts and numbers."""

    id: str
    name: str
    provider: str
    does: frozenset[Use]
    licence: str = ""
    outputs: str = ""
    cost: Cost = field(default_factory=Cost)
    cap_micro: int | None = None
    settings: Mapping[str, str | int | float] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A setting that is a text; empty where there is none."""
        value = self.settings.get(name, "")
        return value if isinstance(value, str) else ""

    def number(self, name: str, default: float) -> float:
        """A setting that is a number above nothing; `default` where there is none."""
        value = self.settings.get(name, default)
        return float(value) if isinstance(value, int | float) and 0 < value < 1e15 else default

    def as_table(self) -> dict[str, object]:
        """The table that the file keeps."""
        table: dict[str, object] = {
            "id": self.id,
            "name": self.name,
            "provider": self.provider,
            "does": [use for use in USES if use in self.does],
            "licence": self.licence,
            "outputs": self.outputs,
            "cost": self.cost.as_dict(),
            "settings": dict(self.settings),
        }
        if self.cap_micro is not None:
            table["cap_micro"] = self.cap_micro
        return table


def read_entry(table: object, place: str) -> Entry:
    """The entry that a table of the file is. Raises `CatalogueUnreadable` with the field that is wrong."""
    if not isinstance(table, dict):
        raise CatalogueUnreadable(place, detail="[[models]]")

    def text(name: str) -> str:
        value = table.get(name, "")
        if not isinstance(value, str) or len(value) > 2000:
            raise CatalogueUnreadable(place, detail=name)
        return value

    does = table.get("does", [])
    identifier = text("id")
    settings = table.get("settings", {})
    cost = table.get("cost", {})
    cap = table.get("cap_micro")
    if not _ID.fullmatch(identifier):
        raise CatalogueUnreadable(place, detail="id")
    if not isinstance(does, list) or not does or any(use not in USES for use in does):
        raise CatalogueUnreadable(place, detail="does")
    if not isinstance(settings, dict) or not all(isinstance(one, str | int | float) for one in settings.values()):
        raise CatalogueUnreadable(place, detail="settings")
    if looks_like_key(str(settings.get("key_env", ""))) or any(
        "key" in name and name != "key_env" for name in settings
    ):
        raise CatalogueUnreadable(place, detail="settings.key")
    if "url" in settings:
        _check_url(str(settings["url"]), place)
    if not isinstance(cost, dict):
        raise CatalogueUnreadable(place, detail="cost")
    if cap is not None and (isinstance(cap, bool) or not isinstance(cap, int) or cap < 0):
        raise CatalogueUnreadable(place, detail="cap_micro")
    return Entry(
        id=identifier,
        name=text("name") or identifier,
        provider=text("provider"),
        does=frozenset(use for use in USES if use in does),
        licence=text("licence"),
        outputs=text("outputs"),
        cost=read_cost(cost),
        cap_micro=cap,
        settings=settings,
    )


def _check_url(url: str, place: str) -> None:
    """An address edited by hand is held to what `models add` holds one to; it is not repeated, as it may hold a key."""
    try:
        check_address(url)
    except ModelsError:
        raise CatalogueUnreadable(place, detail="url") from None


def id_from(name: str) -> str:
    """An identifier from a name: "Qwen2.5 1.5B Instruct" is `qwen2.5-1.5b-instruct`."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")[:60].strip("-.")
