"""CREDITS.txt: who did what and on what terms, in plain text that can travel with the files."""

from __future__ import annotations

import textwrap
from itertools import groupby

from oeuvre.create.library import Credit
from oeuvre.foundation import Language, say, set_text
from oeuvre.licence import all_templates
from oeuvre.production.page.phrases import licence_name, plain_line
from oeuvre.production.report import CreditRow, RunReport

WIDTH = 88
SIGNS = {"person": "●", "collective": "●", "model": "◆", "rule": "■"}


def credits_text(report: RunReport) -> str:
    """The credits of all editions together, by role; licences with where they stand; the state of the signature."""
    language = report.page_language
    title = plain_line(set_text(report.title, report.language))
    lines = [title, "=" * min(len(title), WIDTH)]
    if report.client:
        lines.append(plain_line(report.client))
    lines += ["", _told("legend", language), ""]
    for role, rows in groupby(report.credits, key=lambda row: row.role):
        lines.append(plain_line(role))
        lines += [line for row in rows for line in _row(row, language)]
        lines.append("")
    if not report.credits:
        lines += [_told("no_credits", language), ""]
    elif all(row.mark != "model" for row in report.credits):
        lines += [*_wrapped(_told("no_model", language), ""), ""]
    pages = _licence_pages(report.credits, language)
    if pages:
        lines += [_told("licences", language), *pages, ""]
    lines += _wrapped(_told("from_record", language, run=report.run[:8], acts=report.record_acts), "")
    lines.append(_told("head", language, digest=report.record_head))
    if report.editions:
        lines += _wrapped(_told("signature", language), "")
    return "\n".join(lines).rstrip() + "\n"


def _row(row: CreditRow, language: Language) -> list[str]:
    """A party with its sign; a piece under the terms that ask for it with its full credit line."""
    who = f"{SIGNS[row.mark]} {plain_line(row.who)}"
    if row.line:
        return _wrapped(f"{SIGNS[row.mark]} {plain_line(row.line)}", "  ")
    told = [plain_line(row.what), plain_line(row.source), licence_name(plain_line(row.licence), language)]
    return _wrapped(", ".join([who, *(part for part in told if part)]), "  ")


def _wrapped(text: str, indent: str) -> list[str]:
    """Lines of at most WIDTH signs; a word longer than that stays whole, so that addresses do."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + ("  " if indent else ""),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _licence_pages(rows: tuple[CreditRow, ...], language: Language) -> list[str]:
    """Where each licence that has a page of its own can be read."""
    names = dict.fromkeys(name for row in rows for name in row.licence.split(", ") if name)
    known = all_templates()
    found = {name: known[name].deed if name in known else Credit("", "", name, "").licence_page for name in names}
    return [f"  {licence_name(name, language)}  {page}" for name, page in found.items() if page]


def _told(key: str, language: Language, **values: object) -> str:
    return say(f"production:papers.{key}", language, **values)
