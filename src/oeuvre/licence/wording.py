"""Clauses, facts and notes in words that people read."""

from __future__ import annotations

from datetime import date, datetime

from oeuvre.foundation import Language, is_currency, money, say
from oeuvre.licence.terms import ATTRIBUTION, Action, Price, Rule, Terms, decimal_figure, limits_as_dict, rule_as_value

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
    """A clause and the fact (`territory=US`) that met it: `territory, in the rule on “distribute” (asked for US)`."""
    told = clause_in_words(clause, language)
    if clause.startswith("actions.") and fact == f"action={clause.removeprefix('actions.')}":
        return say("licence:clauses.not_permitted", language, action=fact_in_words(fact, language))
    return say("licence:clauses.with_fact", language, clause=told, fact=fact_in_words(fact, language)) if fact else told


def fact_in_words(fact: str, language: Language = "en") -> str:
    """A fact of a decision, `name=value` or a stance, as a phrase; one of another kind as it stands."""
    name, told, value = fact.partition("=")
    if not told:
        return say(f"licence:shown.{fact}", language) if fact in _STANCES else fact
    if name not in _FACTS:
        return fact
    if name == "action":
        return say(f"licence:actions.{value}", language)
    if not value:
        return say(f"licence:facts.not_told.{name}", language) if name in _ASKED else fact
    return say(f"licence:facts.{name}", language, value=_figured(value, language))


def _figured(value: str, language: Language) -> str:
    """A value of a fact: a moment as its day, a decimal figure with the language’s sign."""
    try:
        return day_in_words(datetime.fromisoformat(value).date(), language) if len(value) >= _DAY else value
    except ValueError:
        return value


def day_in_words(day: date, language: Language = "en") -> str:
    """A day as people write it: `26 novembre 2026`, `26 November 2026`."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number}\u00a0{say(f'royalties:months.m{day.month:02}', language)}\u00a0{day.year}"


def money_told(amount: int, currency: str, language: Language = "en") -> str:
    """An amount of minor units as people write it; of a currency that nobody here knows, the bare figures."""
    return money(amount, currency, language) if is_currency(currency) else f"{amount} {currency}".strip()


def percent_told(percent: str, language: Language = "en") -> str:
    """A percentage (`12.5`) with its sign."""
    return f"{percent.replace('.', ',')}\u202f%" if language == "fr" else f"{percent}%"


def describe_terms(terms: Terms, language: Language = "en") -> tuple[str, ...]:
    """What terms say, a sentence for each action and for whatever else they ask."""

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
        lines.append(told("ceiling", percent=percent_told(decimal_figure(derivatives.ceiling), language)))
    lines += [
        told("minimum_fee", amount=money_told(fee.amount, fee.currency, language))
        for fee in sorted(derivatives.minimum_fees)
    ]
    if derivatives.reviewed:
        lines.append(told("reviewed"))
    if derivatives.expires is not None:
        lines.append(told("expires", moment=day_in_words(derivatives.expires.date(), language)))
    if not terms.binds_embedding:
        lines.append(told("embedding"))
    return (*lines, *(note_in_words(note, language) for note in sorted(terms.moral_rights)))


def price_lines(terms: Terms, language: Language = "en") -> tuple[str, ...]:
    """The prices of terms, a sentence for each: how much, for what and where."""
    return tuple(_price_in_words(price, language) for price in sorted(terms.prices, key=repr))


def note_in_words(note: str, language: Language = "en") -> str:
    """A note on moral rights that the templates know in words; one that somebody wrote, as it stands."""
    return say(f"licence:moral.{note}", language) if note in _NOTES else note


_NOTES = ("cc-3", "cc-4", "cc0", "public-domain", "full")
_STANCES = ("permitted", "conditional", "prohibited")
_ASKED = ("territory", "medium", "channel", "purpose", "industry", "audience")
_FACTS = (*_ASKED, "action", "at", "used", "held_by", "reported", "approved", "ancestors_percent", "since")
_DAY = len("2026-11-26")


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
    if name in ("not_before", "not_after"):
        value = day_in_words(datetime.fromisoformat(value).date(), language)
    return say("licence:told.limit", language, limit=told, value=value)


def _price_in_words(price: Price, language: Language) -> str:
    figures = [
        say(
            "licence:prices.tier",
            language,
            units=tier.from_units,
            amount=money_told(tier.amount, price.currency, language),
        )
        for tier in price.tiers
    ]
    between = "\u202f; " if language == "fr" else "; "
    percent = "" if price.percent is None else percent_told(decimal_figure(price.percent), language)
    values = {
        "amount": money_told(price.amount, price.currency, language),
        "percent": percent,
        "tiers": between.join(figures),
    }
    actions = ", ".join(say(f"licence:actions.{one}", language) for one in Action if one in price.actions)
    line = say(f"licence:prices.{price.basis}", language, actions=actions, **values)
    if price.member_amount is not None:
        line += say(
            "licence:prices.members", language, amount=money_told(price.member_amount, price.currency, language)
        )
    if price.ceiling is not None:
        line += say("licence:prices.ceiling", language, amount=money_told(price.ceiling, price.currency, language))
    line += say("licence:prices.of", language, work=price.of) if price.of else ""
    limits = [_limit_in_words(name, limit, language) for name, limit in limits_as_dict(price.limits).items()]
    return f"{line} ({between.join(limits)})" if limits else line
