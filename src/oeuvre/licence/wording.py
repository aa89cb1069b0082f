"""Clauses, facts and notes in words that people read."""

from __future__ import annotations

from oeuvre.foundation import Language, say
from oeuvre.licence.terms import ATTRIBUTION, Action, Price, Rule, Terms, decimal_figure, rule_as_value

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


def describe_terms(terms: Terms, language: Language = "en") -> tuple[str, ...]:
    """What terms say, a sentence for each action and for whatever else they ask; amounts are in minor units."""

    def told(key: str, **values: object) -> str:
        return say(f"licence:told.{key}", language, **values)

    derivatives, duties = terms.derivatives, terms.duties
    lines = [_rule_in_words(action, terms.rule(action), language) for action in Action]
    lines.append(told("training", consent=say(f"licence:training.{terms.training}", language)))
    if duties.attribute:
        parts = [say(f"licence:elements.{part}", language) for part in ATTRIBUTION if part in duties.attribute]
        lines.append(told("attribute", parts=", ".join(parts)))
    if duties.label_ai:
        lines.append(told("label_ai"))
    if duties.report_every_days is not None:
        lines.append(told("report", count=duties.report_every_days))
    lines += [_price_in_words(price, language) for price in sorted(terms.prices, key=repr)]
    if derivatives.allowed and derivatives.reciprocal is not None:
        lines.append(told("reciprocal", licences=", ".join(sorted(derivatives.reciprocal))))
    if derivatives.ceiling is not None:
        lines.append(told("ceiling", percent=decimal_figure(derivatives.ceiling)))
    lines += [told("minimum_fee", amount=fee.amount, currency=fee.currency) for fee in sorted(derivatives.minimum_fees)]
    if derivatives.reviewed:
        lines.append(told("reviewed"))
    if derivatives.expires is not None:
        lines.append(told("expires", moment=derivatives.expires.isoformat()))
    if not terms.binds_embedding:
        lines.append(told("embedding"))
    return (*lines, *(note_in_words(note, language) for note in sorted(terms.moral_rights)))


def note_in_words(note: str, language: Language = "en") -> str:
    """A note on moral rights that the templates know in words; one that somebody wrote, as it stands."""
    return say(f"licence:moral.{note}", language) if note in _NOTES else note


_NOTES = ("cc-3", "cc-4", "cc0", "public-domain", "full")


def _rule_in_words(action: Action, rule: Rule, language: Language) -> str:
    stance = say(f"licence:shown.{rule.stance}", language)
    value = rule_as_value(rule)
    limits = [] if isinstance(value, str) else list(value.items())
    inside = [_limit_in_words(name, limit, language) for name, limit in limits]
    name = say(f"licence:actions.{action}", language)
    line = say("licence:told.rule", language, action=name, stance=stance)
    between = "\u202f; " if language == "fr" else "; "
    return f"{line} ({between.join(inside)})" if inside else line


def _limit_in_words(name: str, limit: object, language: Language) -> str:
    told = say(f"licence:limits.{name.replace('_', '-')}", language)
    if limit is True:
        return told
    value = ", ".join(map(str, limit)) if isinstance(limit, list) else str(limit)
    return say("licence:told.limit", language, limit=told, value=value)


def _price_in_words(price: Price, language: Language) -> str:
    figures = ", ".join(f"{tier.from_units}+ × {tier.amount}" for tier in price.tiers)
    percent = "" if price.percent is None else decimal_figure(price.percent)
    values = {"amount": price.amount, "currency": price.currency, "percent": percent, "tiers": figures}
    actions = ", ".join(say(f"licence:actions.{one}", language) for one in Action if one in price.actions)
    line = say(f"licence:prices.{price.basis}", language, actions=actions, **values)
    if price.member_amount is not None:
        line += say("licence:prices.members", language, amount=price.member_amount, currency=price.currency)
    if price.ceiling is not None:
        line += say("licence:prices.ceiling", language, amount=price.ceiling, currency=price.currency)
    return line + (say("licence:prices.of", language, work=price.of) if price.of else "")
