"""A receipt of a grant, checked offline: its signature against the authorities that a home trusts, and what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from oeuvre.cli.output import COLON
from oeuvre.foundation import Language, say

if TYPE_CHECKING:
    from oeuvre.production import Receipt

_SHAPE = re.compile(rb"\s*eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\s*")
_MOST_BYTES = 100_000
_TOLD = ("territory", "medium", "channel", "purpose", "industry", "audience")


def receipt_in(path: Path) -> str:
    """The receipt that a file holds; empty for a file that is none, or cannot be read."""
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return ""
        data = path.read_bytes()
    except OSError:
        return ""
    return data.decode("ascii").strip() if _SHAPE.fullmatch(data) else ""


@dataclass(frozen=True)
class Checked:
    """A receipt whose signature holds, and whether it runs today; uses are counted by whoever granted it.

    `known` tells whether the record here has it, where this home signed it or the work is on that record; None for a
    grant of another home's work. `title` is the work's name, where it is known here.
    """

    file: Path
    receipt: Receipt
    at: datetime
    known: bool | None = None
    title: str = ""

    @property
    def exit_code(self) -> int:
        """3 where the work is on this home's record and the grant is not: whoever signed it, nobody here gave it."""
        return 3 if self.known is False else 0

    @property
    def state(self) -> str:
        """`running`, `not-begun` or `expired` at the moment of looking."""
        grant = self.receipt.grant
        if grant.expires is not None and self.at > grant.expires:
            return "expired"
        begins = grant.not_before or grant.issued
        return "not-begun" if self.at < begins else "running"

    def as_dict(self, language: Language) -> dict[str, object]:
        """The shape of `oeuvre verify RECEIPT --json`."""
        grant = self.receipt.grant
        return {
            "file": str(self.file),
            "state": "trusted",
            "grant": grant.id,
            "work": grant.work,
            "issuer": grant.issuer,
            "signer": self.receipt.signer,
            "own_home": self.receipt.own,
            "known": self.known,
            "party": grant.request.party,
            "party_id": grant.request.party_id or None,
            "action": str(grant.request.action),
            **{name: getattr(grant.request, name) or None for name in _TOLD},
            "commercial": grant.request.commercial,
            "units": grant.request.units,
            "issued": grant.issued.isoformat(),
            "not_before": grant.not_before.isoformat() if grant.not_before else None,
            "expires": grant.expires.isoformat() if grant.expires else None,
            "legal_term": grant.term == "legal",
            "count": grant.count,
            "runs": self.state,
            "duties": list(grant.duties),
            "terms": grant.digest,
            "total": grant.total,
            "currency": grant.currency or None,
        }

    def lines(self, language: Language) -> list[str]:
        """The same for people."""
        from oeuvre.licence import day_in_words
        from oeuvre.production import money_told

        grant, request = self.receipt.grant, self.receipt.grant.request
        action = say(f"licence:actions.{request.action}", language)
        says = say(
            "licence:grants.says", language, who=request.party, action=action, work=self.title or grant.work[:12]
        )
        key = "own" if self.receipt.own else "other"
        lines = [
            f"{self.file}{COLON}{say('licence:receipt.holds', language)}",
            f"  {says}",
            f"  {say(f'licence:receipt.{key}', language, issuer=grant.issuer, signer=self.receipt.signer)}",
        ]
        limits = [
            f"{say(f'licence:receipt.{name}', language)}{COLON}{getattr(request, name)}"
            for name in _TOLD
            if getattr(request, name)
        ]
        if request.commercial:
            limits.append(say("licence:actions.commercialise", language))
        if grant.expires is not None:
            limits.append(say("licence:grants.until", language, day=day_in_words(grant.expires.date(), language)))
        elif grant.term:
            limits.append(say("licence:grants.legal_term", language))
        if grant.count is not None:
            limits.append(say("licence:receipt.count", language, count=grant.count))
        lines += [f"  {', '.join(limits)}"] if limits else []
        if grant.total:
            lines.append(f"  {money_told(grant.total, grant.currency, language)}")
        lines += [f"  · {say(f'licence:duties.{duty}', language)}" for duty in grant.duties]
        if self.state != "running":
            lines.append(f"  {say(f'licence:grants.{self.state}', language)}")
        if self.known is False:
            lines.append(f"  {say('licence:receipt.foreign', language)}")
        return [*lines, f"  {say('licence:receipt.beside', language)}"]


def checked(path: Path, receipt: str, home: Path | None) -> Checked:
    """A receipt read against a home's anchors, and whether that home's record has it where the home signed it.

    Raises `SignerUnknown`, `GrantForged`, `GrantUnreadable`.
    """
    from oeuvre.credentials import read_anchors
    from oeuvre.production import read_receipt

    read = read_receipt(receipt, read_anchors(home))
    title, known = _looked_up(read, home) if home else ("", None)
    return Checked(path, read, datetime.now(UTC), known, title)


def _looked_up(receipt: Receipt, home: Path) -> tuple[str, bool | None]:
    """The title of the work by the record of this home, and whether that has the grant (see `Checked`)."""
    from oeuvre.production import GrantUnknown, find_grant
    from oeuvre.record import Record, WorkUnknown

    record = Record.open_existing(home)
    if record is None:
        return "", False if receipt.own else None
    with record:
        try:
            title, here = record.work(receipt.grant.work).title or "", True
        except WorkUnknown:
            title, here = "", receipt.own
        try:
            return title, find_grant(record, receipt.grant.id).grant.id == receipt.grant.id if here else None
        except GrantUnknown:
            return title, False
