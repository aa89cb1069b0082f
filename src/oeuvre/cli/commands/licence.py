"""`oeuvre licence`: what licences permit, and what comes of works that are put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.commands.licence_exchange import decide_command, export_command, import_command
from oeuvre.cli.commands.licence_grants import (
    ask_command,
    grant_command,
    grants_command,
    report_command,
    use_command,
)
from oeuvre.cli.commands.licence_record import (
    approve_command,
    dispute_command,
    found_work,
    offer_command,
    permit_command,
    reading_command,
    set_command,
    settle_command,
    take_back_command,
    withdraw_command,
)
from oeuvre.cli.options import common, common_of_group
from oeuvre.cli.output import COLON, LANGUAGE, emit, show, tell
from oeuvre.foundation import OeuvreError, Settings, say
from oeuvre.licence import DISCOURAGED, OPEN, Relation, all_templates, find_template, read_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from oeuvre.licence import Checked, CheckReason, Clause, Collision, Template, Terms

# Relations as the glossary has them, for who writes them out.
_WRITTEN_OUT = {
    "component": "collection",
    "component-of-a-collection": "collection",
    "model-input": "input",
    "input-to-a-model": "input",
    "mere-reference": "reference",
}


class _RelationName(click.Choice[str]):
    """The name of a relation, short or written out."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(_WRITTEN_OUT.get(value, value), param, ctx)


# Clauses that speak of how terms are read, not of what one may do.
_TACIT = ("derivatives.direct-grant", "binds-embedding")

RELATIONS = _RelationName([str(relation) for relation in Relation])


@click.group("licence", help=say("licence:help.licence", LANGUAGE))
@common_of_group
def licence_command() -> None:
    pass


for command in (
    *(
        set_command,
        offer_command,
        take_back_command,
        ask_command,
        grant_command,
        grants_command,
        use_command,
        report_command,
    ),
    *(permit_command, approve_command, withdraw_command, dispute_command, settle_command),
    *(decide_command, export_command, import_command),
):
    licence_command.add_command(command)
licence_command.add_command(reading_command)


@licence_command.command("check", help=say("licence:help.check", LANGUAGE))
@click.option(
    "--source", "sources", metavar="ID", multiple=True, required=True, help=say("licence:help.source", LANGUAGE)
)
@click.option("--result", metavar="ID", help=say("licence:help.result", LANGUAGE))
@click.option("--relation", type=RELATIONS, default="adaptation", help=say("licence:help.relation", LANGUAGE))
@click.option(
    "--discouraged", type=click.Choice(DISCOURAGED), default="refuse", help=say("licence:help.discouraged", LANGUAGE)
)
@common
def check_sources(
    settings: Settings, as_json: bool, sources: Sequence[str], result: str | None, relation: str, discouraged: Any
) -> int:
    from oeuvre.licence import Parent, check

    parents = [
        Parent(name, find_template(source).terms) for name, source in zip(_told_apart(sources), sources, strict=True)
    ]
    wanted = find_template(result) if result is not None else None
    checked = check(parents, Relation(relation), wanted, discouraged)
    if as_json:
        emit(_checked_as_dict(checked))
    else:
        _show_checked(checked)
    return 0 if checked.allowed else 3


@licence_command.command("compose", help=say("licence:help.compose", LANGUAGE))
@click.option(
    "--work", "works", metavar="NAME=ID", multiple=True, required=True, help=say("licence:help.work", LANGUAGE)
)
@click.option("--relation", type=RELATIONS, default="adaptation", help=say("licence:help.relation", LANGUAGE))
@common
def compose_works(settings: Settings, as_json: bool, works: Sequence[str], relation: str) -> int:
    from oeuvre.licence import Parent, check, clause_in_words, witnesses

    parents = [Parent(name, _terms(given)) for name, given in map(_named, works)]
    names = [parent.work for parent in parents]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise click.BadParameter(say("licence:shown.twice", LANGUAGE, work=twice[0]))
    checked = check(parents, Relation(relation))
    told = witnesses(parents, Relation(relation)) if checked.allowed else {}
    if as_json:
        emit({**_checked_as_dict(checked), "witnesses": {key: list(works) for key, works in told.items()}})
        return 0 if checked.allowed else 3
    _show_checked(checked)
    if checked.terms is not None:
        _show_terms(checked.terms)
    for key, sources in told.items():
        show(f"{clause_in_words(key, LANGUAGE)}{COLON}{say('licence:shown.from', LANGUAGE, works=', '.join(sources))}")
    return 0 if checked.allowed else 3


@licence_command.command("templates", help=say("licence:help.templates", LANGUAGE))
@common
def list_templates(settings: Settings, as_json: bool) -> int:
    if as_json:
        emit([_template_as_dict(one) for one in all_templates().values()])
        return 0
    for one in all_templates().values():
        show(f"{one.id}  {one.name(LANGUAGE)}")
        show(f"  {one.summary(LANGUAGE)}")
    return 0


@licence_command.command("show", help=say("licence:help.show", LANGUAGE))
@click.argument("licence", metavar=say("licence:arguments.licence", LANGUAGE))
@click.option("--at", metavar="DAY", help=say("licence:help.at", LANGUAGE))
@click.option("--known-at", metavar="DAY", help=say("licence:help.known_at", LANGUAGE))
@click.option("--text", "as_text", is_flag=True, help=say("licence:help.text", LANGUAGE))
@common
def show_licence(
    settings: Settings, as_json: bool, licence: str, at: str | None, known_at: str | None, as_text: bool
) -> int:
    template = None if licence.endswith(".json") else _template(licence)
    if template is None and not licence.endswith(".json"):
        return _show_work(settings, as_json, licence, at, known_at, as_text)
    terms = template.terms if template else _terms(licence)
    if as_json:
        emit({**(_template_as_dict(template) if template else {}), "terms": _terms_as_dict(terms)})
        return 0
    if template:
        show(template.name(LANGUAGE))
        show(template.summary(LANGUAGE))
        if template.deed:
            show(template.deed)
    _show_terms(terms)
    return 0


def _template(licence: str) -> Template | None:
    """The licence of that name, or None where it may be a work of the record."""
    from oeuvre.licence import LicenceUnknown

    try:
        return find_template(licence)
    except LicenceUnknown:
        return None


def _show_work(
    settings: Settings, as_json: bool, named: str, at: str | None, known_at: str | None, as_text: bool
) -> int:
    """The terms of a work of the record as they stand, each clause with the works that it comes from."""
    from oeuvre.production import licence_text, read_moment, standing_as_dict, standing_terms
    from oeuvre.studio import Studio

    with Studio(settings) as studio:
        record = studio.existing_record()
        try:
            work = found_work(record, named) if record is not None else None
        except OeuvreError:
            work = None
        if record is None or work is None:
            find_template(named)
            raise AssertionError(named)
        moment = read_moment(at, end=True) if at else None
        known = read_moment(known_at, end=True) if known_at else None
        standing = standing_terms(record, work, at=moment, known_at=known)
        if as_text:
            click.echo(licence_text(record, [(standing, (work.title or work.id,))], LANGUAGE))
            return 0
        value = standing_as_dict(record, standing, LANGUAGE)
        if as_json:
            # As for a template, whose shape came first.
            emit({"id": value["licence"], "digest": value["terms"]["digest"], **value})
        else:
            _show_standing(value)
        return 3 if value["conflicts"] else 0


def _show_standing(value: Mapping[str, Any]) -> None:
    show(f"{value['title']}{COLON}{value['name'] or say('licence:collide.own_terms', LANGUAGE)}")
    show(value["says"])
    if value["summary"]:
        show(value["summary"])
    if value["deed"]:
        show(value["deed"])
    for conflict in value["conflicts"]:
        show(conflict["says"])
        for one in conflict["resolutions"]:
            show(f"  → {one['says']}")
    if value["conflicts"]:
        tell(say("licence:shown.commands", LANGUAGE))
    for line in value["lines"] if not value["conflicts"] else ():
        show(f"  {line}")
    by_works: dict[str, list[str]] = {}
    for one in value["witnesses"]:
        if one["clause"] not in _TACIT:
            titles = ", ".join(dict.fromkeys(from_["title"] for from_ in one["from"]))
            by_works.setdefault(titles, []).append(one["says"])
    for titles, said in by_works.items():
        show(f"{say('licence:shown.whence', LANGUAGE, works=titles)}{COLON}{', '.join(said)}")
    for one in (*value["covered"], *value["cautions"]):
        tell(one["says"])
    for told in (value["halted"]["says"] if value["halted"] else value["published"],):
        if told:
            tell(told)


def _named(given: str) -> tuple[str, str]:
    name, sign, licence = given.partition("=")
    if not (name and sign and licence):
        raise click.BadParameter(say("licence:shown.unnamed_work", LANGUAGE, given=given))
    return name, licence


def _terms(given: str) -> Terms:
    """The terms of a file of terms, or of a licence by name."""
    if not given.endswith(".json"):
        return find_template(given).terms
    from oeuvre.licence import TermsUnreadable

    try:
        return read_terms(Path(given).read_bytes())
    except OSError as error:
        raise TermsUnreadable(given, detail=error.strerror or str(error)) from error


def _told_apart(sources: Sequence[str]) -> list[str]:
    """A name for each source: the licence as it was given, numbered where it was given before."""
    seen: dict[str, int] = {}
    names = []
    for source in sources:
        seen[source] = seen.get(source, 0) + 1
        names.append(source if seen[source] == 1 else f"{source}#{seen[source]}")
    return names


def _terms_as_dict(terms: Terms) -> dict[str, Any]:
    from oeuvre.licence import terms_as_dict

    return {"digest": terms.digest, **terms_as_dict(terms)}


def _template_as_dict(template: Template) -> dict[str, Any]:
    return {
        "id": template.id,
        "name": template.name(LANGUAGE),
        "summary": template.summary(LANGUAGE),
        "deed": template.deed or None,
        "digest": template.terms.digest,
    }


def _checked_as_dict(checked: Checked) -> dict[str, Any]:
    terms = checked.terms
    return {
        "allowed": checked.allowed,
        "terms": {"licence": checked.licence or None, **_terms_as_dict(terms)} if terms else None,
        "conflicts": [_conflict_as_dict(reason) for reason in checked.reasons],
        "warnings": [
            {"kind": one.kind, "clauses": _clauses_as_list(one.clauses), "says": _said(one.kind, one.clauses)}
            for one in checked.warnings
        ],
    }


def _conflict_as_dict(reason: CheckReason) -> dict[str, Any]:
    collision = reason.collision
    return {
        "reason": reason.kind,
        "clauses": _clauses_as_list(collision.clauses),
        "works": [work for work in collision.works if work],
        "resolutions": [
            {"kind": str(kind), "works": [work for work in works if work], "says": told}
            for (kind, works), told in zip(collision.resolutions, _resolutions(collision), strict=True)
        ],
        "says": _said(reason.kind, collision.clauses),
    }


def _clauses_as_list(clauses: Iterable[Clause]) -> list[dict[str, str]]:
    from oeuvre.licence import clause_in_words

    return [
        {"work": one.work or "result", "clause": one.key, "says": clause_in_words(one.key, LANGUAGE)} for one in clauses
    ]


def _said(kind: str, clauses: Iterable[Clause]) -> str:
    from oeuvre.licence import clause_in_words

    told = [
        say(
            "licence:shown.clause",
            LANGUAGE,
            clause=clause_in_words(one.key, LANGUAGE),
            work=one.work or say("licence:shown.result", LANGUAGE),
        )
        for one in clauses
    ]
    return say(f"licence:shown.{kind}", LANGUAGE, clauses=", ".join(told))


def _resolutions(collision: Collision) -> list[str]:
    return [
        say(f"licence:resolutions.{kind}", LANGUAGE, works=", ".join(works)) for kind, works in collision.resolutions
    ]


def _show_checked(checked: Checked) -> None:
    if not checked.allowed:
        show(say("licence:shown.refused", LANGUAGE))
    elif checked.terms == OPEN:
        show(say("licence:shown.allowed", LANGUAGE))
    elif checked.licence:
        show(say("licence:shown.under", LANGUAGE, licence=checked.licence))
    else:
        show(say("licence:shown.unnamed", LANGUAGE))
    for reason in checked.reasons:
        show(_said(reason.kind, reason.collision.clauses))
        for told in _resolutions(reason.collision):
            show(f"  → {told}")
    for one in checked.warnings:
        tell(_said(one.kind, one.clauses))


def _show_terms(terms: Terms) -> None:
    from oeuvre.licence import describe_terms

    for line in describe_terms(terms, LANGUAGE):
        show(f"  {line}")
