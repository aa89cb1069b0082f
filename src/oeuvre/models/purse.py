"""The purse of a project: what its models have cost, and the cap that no call may pass."""

from __future__ import annotations

from dataclasses import dataclass

from oeuvre.models.cards import ModelCard
from oeuvre.models.errors import OtherCurrency, PriceUnknown, SpendCapReached


@dataclass
class Purse:
    """What a project has spent, in micro-units of `currency`, and its cap; None sets no cap.

    It changes as calls are paid: whoever opened it keeps what is left in `spent_micro`.
    """

    spent_micro: int = 0
    cap_micro: int | None = None
    currency: str = ""

    def allow(self, card: ModelCard, dearest_micro: int) -> None:
        """Ask before a call that may cost up to `dearest_micro`.

        Raises `SpendCapReached` where it could pass the cap, `PriceUnknown` where a cap stands and nobody said what
        the model costs, `OtherCurrency` where its prices cannot be added to what was spent.
        """
        if card.cost.basis in ("local", "free"):
            return
        if card.cost.basis == "unknown":
            if self.cap_micro is not None:
                raise PriceUnknown(card.id)
            return
        if self.currency and card.cost.currency != self.currency:
            raise OtherCurrency(card.id, has=self.currency, asks=card.cost.currency)
        if self.cap_micro is not None and self.spent_micro + dearest_micro > self.cap_micro:
            raise SpendCapReached(
                card.id,
                spent=shown(self.spent_micro),
                cap=shown(self.cap_micro),
                dearest=shown(dearest_micro),
                currency=card.cost.currency,
            )

    def pay(self, card: ModelCard, cost_micro: int) -> None:
        """Add what a call cost."""
        if cost_micro:
            self.currency = self.currency or card.cost.currency
            self.spent_micro += cost_micro


def shown(micro: int) -> str:
    """An amount for a person, exact, with two places at least: 1_500_000 is "1.50"."""
    whole, rest = divmod(micro, 1_000_000)
    places = f"{rest:06d}".rstrip("0").ljust(2, "0")
    return f"{whole}.{places}"
