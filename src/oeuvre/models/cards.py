"""What a model is, said as data: who serves it, what it costs, whose terms hold, where what one sends goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Literal

from oeuvre.models.errors import PriceUnfit

# What a model can be asked for.
Use = Literal["text", "image", "sound"]
USES: tuple[Use, ...] = ("text", "image", "sound")

# priced: the person gave prices. free: they said that it costs nothing. local: it runs on this machine.
# unknown: nobody said.
Basis = Literal["priced", "free", "local", "unknown"]

# Money is whole millionths of a currency's unit: no sum of prices is ever rounded away.
MICRO = 1_000_000

STAYS_HERE = "stays on this machine"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cost:
    """Prices in micro-units (millionths) of `currency`: for a million tokens in, for a million out, for one image."""

    basis: Basis = "unknown"
    currency: str = ""
    per_million_in: int = 0
    per_million_out: int = 0
    per_image: int = 0

    def of_text(self, tokens_in: int, tokens_out: int) -> int:
        """What so many tokens cost, in micro-units, rounded up: a cap is never passed by rounding."""
        total = tokens_in * self.per_million_in + tokens_out * self.per_million_out
        return -(-total // MICRO)

    def as_dict(self) -> dict[str, object]:
        return {
            "basis": self.basis,
            "currency": self.currency,
            "per_million_in": self.per_million_in,
            "per_million_out": self.per_million_out,
            "per_image": self.per_image,
        }


@dataclass(frozen=True)
class ModelCard:
    """A model as `models list` shows it and as the record names it.

    `provider` is an entry point of the group `oeuvre.models`. `data_goes` is a host, or `STAYS_HERE`. `digest` is the
    SHA-256 of the weights, in hexadecimal, empty where one never sees them; `size` their bytes (0: not known);
    `context` how many tokens it reads and writes at once (0: not known). `cap_micro` is the most that a project may
    spend with it, in micro-units of the cost's currency; None sets no limit.
    """

    id: str
    name: str
    provider: str
    does: frozenset[Use]
    version: str
    weights_licence: str
    outputs: str
    cost: Cost
    data_goes: str
    digest: str = ""
    size: int = 0
    context: int = 0
    cap_micro: int | None = None

    def as_dict(self) -> dict[str, object]:
        """The shape that `models list --json` prints; the order of `does` is that of `USES`."""
        return {
            "id": self.id,
            "name": self.name,
            "provider": self.provider,
            "does": [use for use in USES if use in self.does],
            "version": self.version,
            "weights_licence": self.weights_licence,
            "outputs": self.outputs,
            "cost": self.cost.as_dict(),
            "data_goes": self.data_goes,
            "digest": self.digest,
            "size": self.size,
            "context": self.context,
            "cap_micro": self.cap_micro,
        }


def to_micro(written: str | int | float | Decimal, place: str = "") -> int:
    """An amount as people write it ("0.15", "2,50") in micro-units. Raises `PriceUnfit` on anything else."""
    text = str(written).strip().replace("\u202f", "").replace("\u00a0", "").replace(",", ".")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise PriceUnfit(place, given=text[:40]) from None
    if not amount.is_finite() or amount < 0 or amount > 1_000_000:
        raise PriceUnfit(place, given=text[:40])
    return int((amount * MICRO).to_integral_value(rounding=ROUND_CEILING))


def read_cost(held: Mapping[str, object]) -> Cost:
    """A cost as the catalogue's file keeps it; what is missing is nothing, what is of another kind is an error."""

    def whole(name: str) -> int:
        value = held.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise PriceUnfit(name, given=str(value)[:40])
        return value

    basis = held.get("basis", "unknown")
    bases: dict[object, Basis] = {"priced": "priced", "free": "free", "local": "local", "unknown": "unknown"}
    if basis not in bases:
        raise PriceUnfit("basis", given=str(basis)[:40])
    return Cost(
        basis=bases[basis],
        currency=str(held.get("currency", "")),
        per_million_in=whole("per_million_in"),
        per_million_out=whole("per_million_out"),
        per_image=whole("per_image"),
    )
