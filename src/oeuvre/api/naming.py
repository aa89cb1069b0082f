"""Names in both languages for what acts and works hold as ids: a page picks its reader's, and shows no bare id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from oeuvre.create.adapt import Format
from oeuvre.create.design import BY_ID, schemes
from oeuvre.create.library import emblems, pairings
from oeuvre.foundation import Language, say
from oeuvre.production import licence_name
from oeuvre.record import Work

Names = dict[str, str]
_TRAITS = ("family", "palette", "mark", "copy")


def both(name: Callable[[Language], str]) -> Names:
    """A name in French and in English."""
    return {"fr": name("fr"), "en": name("en")}


def named_settings(settings: Mapping[str, object], formats: Mapping[str, Format]) -> dict[str, Names]:
    """The names of the ids among an act's settings, by the setting; of a list, by `setting.id`."""
    found: dict[str, Names] = {}
    for key, value in settings.items():
        for name, one in _values(key, value):
            names = _named(key, one, formats)
            if names is not None:
                found[name] = names
    return found


def _values(key: str, value: object) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(key, value)]
    if isinstance(value, list | tuple):
        return [(f"{key}.{one}", one) for one in value if isinstance(one, str)]
    return []


def _named(key: str, value: str, formats: Mapping[str, Format]) -> Names | None:
    if key in ("format", "formats"):
        return both(formats[value].label) if value in formats else None
    if key == "family":
        return both(BY_ID[value].name) if value in BY_ID else None
    if key == "palette":
        return _palettes().get(value) or _palettes().get(value.partition("-")[0])
    if key == "pairing":
        name = next((one.name for one in pairings() if one.id == value), None)
        return {"fr": name, "en": name} if name else None
    if key in ("emblem", "emblems", "mark"):
        return emblem_names(value)
    if key == "licence":
        return both(lambda language: licence_name(value, language))
    if key == "keep" and value in _TRAITS:
        return both(lambda language: say(f"production:rounds.traits.{value}", language))
    return None


@cache
def _palettes() -> dict[str, Names]:
    return {scheme.id: {"fr": scheme.fr, "en": scheme.en} for scheme in schemes()}


def emblem_names(name: str) -> Names | None:
    """What an emblem of the library shows, by its id; None for what is none."""
    found = emblems().get(name)
    if found is None or not found.words_fr or not found.words_en:
        return None
    return {"fr": found.words_fr[0], "en": found.words_en[0]}


def motif_name(word: str, emblem: str, language: Language) -> str:
    """What a motif is called to a reader: the emblem's own name where `word` is one in the other language."""
    found = emblems().get(emblem)
    if found is None:
        return word
    own, other = found.words(language), found.words("en" if language == "fr" else "fr")
    return own[0] if own and word not in own and word in other else word


def names_of(work: Work, formats: Mapping[str, Format]) -> Names:
    """The names of a piece of the library or of an edition; empty for a work that has a title of its own."""
    kind, _, name = str(work.attributes.get("piece") or "").partition(":")
    if kind == "emblem":
        return emblem_names(name) or {}
    name = str(work.attributes.get("format") or "")
    return both(formats[name].label) if name in formats else {}
