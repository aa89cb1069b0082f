"""The licence of editions for people who read licences: numbered articles in full sentences, drawn from the terms.

The same terms lie beside it for machines (ODRL). Neither is typed by anybody: both follow from the record.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from oeuvre.foundation import Language, say
from oeuvre.licence import Action, Stance, Terms, all_templates, day_in_words, note_in_words
from oeuvre.licence.exchange import stance_of
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.standing import Standing
from oeuvre.production.licensing.wording import (
    basis_in_words,
    called,
    licence_called,
    names_of,
    terms_lines,
)
from oeuvre.production.naming import shown_name
from oeuvre.record import Record

WIDTH = 88
_MACHINES = (Action.AI_TRAINING, Action.AI_INPUT, Action.TEXT_AND_DATA_MINING, Action.SEARCH)
Group = tuple[Standing, Sequence[str]]


def licence_text(record: Record, groups: Sequence[Group], language: Language, title: str = "") -> str:
    """The licence: one part for each group of files that are under the same terms; `title` is the project's."""
    lines = [_say("title", language, title=title) if title else _say("plain_title", language)]
    lines += ["=" * min(len(lines[0]), WIDTH), ""]
    lines += _wrapped(_say("preamble", language))
    for number, (standing, files) in enumerate(groups, 1):
        lines.append("")
        if len(groups) > 1:
            head = _say("part", language, number=number)
            lines += [head, "-" * len(head), ""]
        lines += _part(record, standing, files, language)
    return "\n".join(lines).rstrip() + "\n"


def _part(record: Record, standing: Standing, files: Sequence[str], language: Language) -> list[str]:
    lines: list[str] = []
    for number, (heading, told) in enumerate(_articles(record, standing, files, language), 1):
        lines.append(f"{number}. {heading}")
        for line in told:
            lines += _wrapped(line, "   ")
        lines.append("")
    return lines


def _articles(
    record: Record, standing: Standing, files: Sequence[str], language: Language
) -> Iterator[tuple[str, list[str]]]:
    """The heading of each article and what it says; an article that would say nothing is left out."""
    terms = standing.terms
    people = _people(record, standing.work, language) if standing.work else []
    name = licence_called(standing.licence, language) or say("licence:collide.own_terms", language)
    template = all_templates().get(standing.licence)

    def heading(key: str) -> str:
        return _say(f"headings.{key}", language)

    yield heading("works"), [*(f"– {one}" for one in files)]
    named = _say("licensor", language, who=", ".join(people), count=len(people)) if people else ""
    told = [named or _say("no_licensor", language)]
    yield heading("parties"), told
    told = [_say("under", language, licence=name), basis_in_words(record, standing, language)]
    if template is not None:
        told += [template.summary(language), *([template.deed] if template.deed else [])]
    yield heading("licence"), told
    parts = list(_components(record, standing, language))
    if parts:
        yield heading("components"), [_say("components", language), *parts]
    yield from _rights(record, standing, language)
    yield heading("machines"), _machines(terms, language)
    notes = [note_in_words(note, language) for note in sorted(terms.moral_rights)]
    yield heading("moral"), notes or [_say("moral", language)]
    yield heading("time"), [_say("time", language, day=day_in_words(standing.at.date(), language))]
    yield heading("law"), [_say("law", language), _say("digest", language, digest=terms.digest)]


def _rights(record: Record, standing: Standing, language: Language) -> Iterator[tuple[str, list[str]]]:
    """What is granted, what is reserved, and on what conditions: the sentences of the terms, sorted."""
    terms = standing.terms
    lines = terms_lines(record, terms, language)
    rules = dict(zip(Action, lines, strict=False))
    granted = [rules[one] for one in Action if terms.rule(one).stance is not Stance.PROHIBITED and one not in _MACHINES]
    barred = [one for one in Action if terms.rule(one).stance is Stance.PROHIBITED and one not in _MACHINES]
    reserved = [say(f"licence:actions.{one}", language) for one in barred]
    notes = {note_in_words(note, language) for note in terms.moral_rights}
    # Behind the rules and the consent to training stand duties, prices and what holds for adaptations.
    conditions = [line for line in lines[len(Action) + 1 :] if line not in notes]
    if granted:
        yield _say("headings.granted", language), [_say("granted", language), *(f"– {one}" for one in granted)]
    if reserved:
        yield _say("headings.reserved", language), [_say("reserved", language), *(f"– {one}" for one in reserved)]
    if conditions:
        yield _say("headings.conditions", language), [_say("conditions", language), *(f"– {one}" for one in conditions)]


def _components(record: Record, standing: Standing, language: Language) -> Iterator[str]:
    """The works that the files are made from, each with its author, its licence and where that stands."""
    for one in standing.parents:
        who = ", ".join(_people(record, one.work, language))
        for name in sorted(one.terms.names) or [""]:
            template = all_templates().get(name)
            line = _say(
                "component",
                language,
                work=called(record, one.work, language),
                who=who or say("licence:collide.nobody", language),
                licence=licence_called(name, language) or say("licence:collide.own_terms", language),
            )
            yield f"– {line}{f' {template.deed}' if template is not None and template.deed else ''}"
    for kind, work in standing.doubts:
        if work:
            licence = record.work(work).licence or ""
            yield f"– {say(f'licence:doubts.{kind}', language, work=called(record, work, language), licence=licence)}"
    names = names_of(record, language)
    for word in standing.words:
        if word.kind == "grant":
            values = {"who": names.get(word.party, "?"), "act": word.act}
            yield f"– {_say('by_grant', language, work=called(record, word.work, language), **values)}"
        if word.kind == "permission":
            values = {"who": names.get(word.party, "?"), "by": names.get(word.recorder, "?"), "act": word.act}
            key = "by_report" if word.recorder else "by_permission"
            yield f"– {_say(key, language, work=called(record, word.work, language), **values)}"
            if word.credit:
                agreed = say(
                    "licence:covered.credit", language, work=called(record, word.work, language), credit=word.credit
                )
                yield f"  {agreed}"


def _people(record: Record, work: str, language: Language) -> list[str]:
    """Whose permission a work takes, by the names that people read."""
    return [shown_name(party, language) for party in holders(record, record.work(work))]


def _machines(terms: Terms, language: Language) -> list[str]:
    """What machines may do; what is reserved is reserved in the words that the law on mining asks for."""
    told = [
        f"– {say(f'licence:actions.{action}', language)}{_colon(language)}"
        f"{say(f'licence:text.uses.{stance_of(terms, action)}', language)}"
        for action in _MACHINES
    ]
    free = stance_of(terms, Action.TEXT_AND_DATA_MINING) is Stance.PERMITTED
    return told if free else [*told, _say("reserved_mining", language)]


def _colon(language: Language) -> str:
    return "\u00a0: " if language == "fr" else ": "


def _say(key: str, language: Language, **values: object) -> str:
    return say(f"licence:text.{key}", language, **values)


def _wrapped(text: str, indent: str = "") -> list[str]:
    deeper = indent + ("  " if text.startswith("– ") else "")
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=deeper,
        break_long_words=False,
        break_on_hyphens=False,
    )
