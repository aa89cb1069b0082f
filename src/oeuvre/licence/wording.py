"""Clauses, facts and notes in words that people read."""

from __future__ import annotations

from oeuvre.foundation import Language, say
from oeuvre.licence.terms import Action

_LIMIT_PARTS = 3


def clause_in_words(key: str, language: Language = "en") -> str:
    """A clause's key (`actions.adapt`, `actions.use.territories`, `derivatives.reciprocal`, …) as a phrase."""
    parts = key.split(".")
    if parts[0] != "actions":
        return say(f"licence:clauses.{key.replace('.', '_')}", language)
    action = say(f"licence:actions.{Action(parts[1])}", language)
    if len(parts) < _LIMIT_PARTS:
        return say("licence:clauses.action", language, action=action)
    limit = say(f"licence:limits.{parts[2]}", language)
    return say("licence:clauses.limit", language, action=action, limit=limit)


def reason_in_words(clause: str, fact: str, language: Language = "en") -> str:
    """A clause and the fact that met it: `the limit on territory of “distribute” (territory=US)`."""
    told = clause_in_words(clause, language)
    return say("licence:clauses.with_fact", language, clause=told, fact=fact) if fact else told
