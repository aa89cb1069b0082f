"""What people call those on the record: our rules, and whoever made something without having said a name."""

from __future__ import annotations

from oeuvre.foundation import Language, say
from oeuvre.production.recording import RULES
from oeuvre.record import Party

UNNAMED = "unnamed maker"
"""How the record names whoever makes a work without having said a name."""


def rule_name(name: str, language: Language) -> str:
    """What people call one of our rules; any other name as it stands."""
    for key, title in RULES.items():
        if title == name:
            return say(f"production:rules.{key}", language)
    return name


def shown_name(party: Party, language: Language) -> str:
    """A party's name as people read it: our rules have theirs in the catalogue."""
    if party.kind == "rule":
        return rule_name(party.name or "", language)
    if party.kind == "person" and party.name == UNNAMED:
        return say("production:page.unnamed", language)
    return party.name
