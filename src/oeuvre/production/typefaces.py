"""The packaged type that a brief asks for by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from oeuvre.create.library import Face, Pairing, faces, pairings


def named_pairings(families: Sequence[str]) -> tuple[Pairing, ...]:
    """Pairings of these packaged families and no other, put together when none ships so.

    A family named alone comes with the companions that it ships with; one that ships with none sets everything.
    """
    names = [family.casefold() for family in families]
    only = tuple(pairing for pairing in pairings() if all(face.family.casefold() in names for face in pairing.faces()))
    if only:
        return only
    heads = [pairing for name in names for pairing in pairings() if pairing.headline.family.casefold() == name]
    texts = [text for name in reversed(names) if (text := _text(name))]
    if heads and texts:
        return (_together(heads[0], heads[0].headline, texts[0]),)
    found = tuple(pairing for pairing in pairings() if any(face.family.casefold() in names for face in pairing.faces()))
    if found or not texts:
        return found
    return (_together(pairings()[0], texts[0][max(texts[0])], texts[0]),)


def _text(name: str) -> Mapping[int, Face]:
    """The text weights of a family; nothing for one that only sets headlines."""
    if any(pairing.headline.family.casefold() == name for pairing in pairings()) and not any(
        face.family.casefold() == name for pairing in pairings() for face in pairing.text.values()
    ):
        return {}
    found = {
        face.weight: face for face in faces().values() if face.family.casefold() == name and face.style == "normal"
    }
    return dict(sorted(found.items()))


def _together(like: Pairing, headline: Face, text: Mapping[int, Face]) -> Pairing:
    """This headline face and these text faces, set as a pairing that ships is."""
    family = text[min(text)].family
    same = headline.family == family
    return replace(
        like,
        id="-".join(dict.fromkeys(name.casefold().replace(" ", "-") for name in (headline.family, family))),
        name=family if same else f"{headline.family} + {family}",
        headline=headline,
        text=text,
    )
