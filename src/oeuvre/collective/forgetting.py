"""Words of the record that tables once repeated: who asked for a row, and why, stood on the label over it.

The record can erase its words, a copy would keep them. Labels name the act instead, and a page reads its words where
they can be erased. Tables of before are made without the copies when their file is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pycrdt import Doc, Map

# What labels told of people: why in their own words, their name, what they are.
TOLD = ("because", "asked", "asked_kind")


def merged(bodies: Sequence[bytes]) -> Doc[Any]:
    """The document that these updates come to; what was overwritten or deleted in it is nowhere in its bytes."""
    doc: Doc[Any] = Doc()
    for body in bodies:
        doc.apply_update(body)
    return doc


def forget_words(doc: Doc[Any]) -> None:
    """Take from every label what it repeats of the record; what a person wrote over a row stays."""
    cards = doc.get("cards", type=Map)
    with doc.transaction():
        for key in list(cards.keys()):
            card = cards.get(key)
            if not isinstance(card, Map) or card.get("kind") != "label":
                continue
            # The plain text of a rule's label has them too; a page says its row from the data.
            for name in (*TOLD, *(("text",) if "row" in card else ())):
                if name in card:
                    del card[name]


__all__ = ["TOLD", "forget_words", "merged"]
