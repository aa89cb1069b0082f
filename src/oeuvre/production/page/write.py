"""The two pages: the run's, and the lighter sheet that is shown before a choice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import count

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from oeuvre.foundation import say, set_text
from oeuvre.production.page.fonts import font_rules
from oeuvre.production.page.phrases import Phrases, href, plain_line, without_turns
from oeuvre.production.page.view import (
    PEOPLE,
    act_groups,
    credential_rows,
    credit_groups,
    draft_tile,
    fallen_order,
    idea_tile,
    lighten,
    replaced_in_words,
    shelves,
    spent_in_words,
)
from oeuvre.production.report import RunReport

# What the engine may say that it had little of; a record from elsewhere may say anything.
LITTLE = frozenset(
    {"no-trade", "far-trade", "short-brief", "long-brief", "language", "contradictory", "no-subject", "few"}
)
NUMERALS = ("I.", "II.", "III.", "IV.", "V.", "VI.", "VII.")
FOLDER = (
    ("CREDITS.txt", "credits"),
    ("LICENCE.txt", "licence"),
    ("copy.md", "copy"),
    ("source/README.txt", "source"),
    ("record/record.prov.json", "record"),
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")
_TAG = re.compile(r"<[^>]*>")


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("oeuvre.production.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> Markup:
    text = (resources.files("oeuvre.production.page") / "templates" / "page.css").read_text(encoding="utf-8")
    return Markup(re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)).strip())


@dataclass(frozen=True)
class LabelledText:
    """A line with its label before it."""

    label: str
    text: Markup | str


def write_page(report: RunReport) -> str:
    """The run's page: every draft, the choice and its reason, editions, credits, acts, the credential's state."""
    report = replace(report, thumbs=lighten(report.thumbs))
    words = Phrases(report.page_language, report.language)
    values = _shared(report, words)
    choice = report.choice
    by_people = choice is not None and choice.by in PEOPLE
    chosen = next((draft for draft in report.drafts if choice and draft.number == choice.number), None)
    values.update(
        lede=_lede(report, words),
        sums=_sums(report, words),
        choice=choice,
        by_people=by_people,
        choice_aside=words.say(_choice_aside(report)),
        chosen=draft_tile(chosen, report.thumbs, words) if chosen else None,
        choice_lines=_choice_lines(report, words),
        shelves=shelves(report, words),
        bleed_note=_bleed_note(report, words),
        credit_groups=credit_groups(report, words),
        no_model=bool(report.credits) and all(row.mark != "model" for row in report.credits),
        spent=spent_in_words(report, words),
        act_groups=act_groups(report.acts),
        credential_rows=credential_rows(report, words),
        credential_texts=_credential_texts(report, words),
        folder=tuple((path, words.say(f"foot.{name}")) for path, name in FOLDER) if report.editions else (),
        tab_title=plain_line(words.say("tab", title=set_text(report.title, report.language))),
    )
    return _render("page.html.j2", values)


def write_sheet(report: RunReport) -> str:
    """The drafts to choose from, and how to choose."""
    report = replace(report, thumbs=lighten(report.thumbs))
    words = Phrases(report.page_language, report.language)
    values = _shared(report, words)
    values.update(
        sheet_lede=words.say("sheet.lede", count=len(report.drafts)),
        tab_title=plain_line(words.say("sheet.tab", title=set_text(report.title, report.language))),
    )
    return _render("sheet.html.j2", values)


def write_ideas(report: RunReport) -> str:
    """The ideas with the paths that led there, to keep or to refuse."""
    report = replace(report, thumbs=lighten(report.thumbs))
    words = Phrases(report.page_language, report.language)
    values = _shared(report, words)
    values.update(
        ideas_lede=words.say("ideas.lede", count=len(report.ideas)),
        tab_title=plain_line(words.say("ideas.tab", title=set_text(report.title, report.language))),
    )
    return _render("ideas_page.html.j2", values)


def _render(name: str, values: dict[str, object]) -> str:
    """Twice: once to learn which signs the page shows, once with the fonts that hold them."""
    template = _templates().get_template(name)
    bare = template.render(values, fonts="", css="", numeral=_counter())
    shown = Markup(_TAG.sub(" ", re.sub(r'src="data:[^"]*"', "", bare))).unescape()
    made = template.render(values, fonts=Markup(font_rules(shown)), css=_style(), numeral=_counter())
    return without_turns(made)


def _counter() -> Callable[[], str]:
    numbers = count()
    return lambda: NUMERALS[next(numbers)]


def _shared(report: RunReport, words: Phrases) -> dict[str, object]:
    """What both pages show."""
    title = set_text(report.title, report.language)
    foreign = report.language != report.page_language
    numbers = [act.seq for act in report.acts]
    facts = words.say("facts_line", run=report.run[:8], seed=report.seed)
    if numbers:
        facts += " · " + words.say("acts_line", first=min(numbers), last=max(numbers))
    standing = [draft for draft in report.drafts if draft.state != "refused"]
    fallen = sorted((draft for draft in report.drafts if draft.state == "refused"), key=fallen_order)
    return {
        "report": report,
        "language": report.page_language,
        "say": words.say,
        "phrase": words.phrase,
        "given": words.given,
        "said": words.said,
        "href": href,
        "facts_line": facts,
        "title": _bound(title),
        "title_class": _title_class(title),
        "given_lang": Markup(' lang="{}"').format(report.language) if foreign else "",
        "colours": tuple(colour for colour in report.brand_colours if _COLOUR.fullmatch(colour)),
        "ideas": [idea_tile(idea, report, words) for idea in report.ideas],
        "little": [say(f"ideas:little.{code}", words.language) for code in report.little if code in LITTLE],
        "replaced": replaced_in_words(report, words),
        "standing": [draft_tile(draft, report.thumbs, words) for draft in standing],
        "fallen": [draft_tile(draft, report.thumbs, words) for draft in fallen],
    }


def _title_class(title: str) -> str:
    """Long titles are set smaller, so that the first screen still holds the brief."""
    longest_word = max((len(word) for word in re.split(r"[ -]", title)), default=0)
    steps = ((30, 14, ""), (60, 20, "long"), (120, 26, "longer"))
    return next((name for most, word, name in steps if len(title) <= most and longest_word <= word), "longest")


def _bound(title: str) -> str:
    """A title whose short words stay with the word that follows: no line of a headline ends on `de`."""
    return re.sub(r"(?<!\S)(\w{1,3}) (?=\S)", "\\1\u00a0", title) if len(title) <= 120 else title


def _lede(report: RunReport, words: Phrases) -> str:
    drafts = words.say("lede.drafts", count=len(report.drafts))
    if report.ideas:
        drafts = words.say("lede.with_ideas", ideas=words.say("lede.ideas", count=len(report.ideas)), drafts=drafts)
    if report.choice is None:
        return words.say("lede.open", drafts=drafts)
    formats = len({row.format for row in report.editions})
    key = "lede.person" if report.choice.by in PEOPLE else "lede.rule"
    return words.say(key, drafts=drafts, editions=words.say("lede.editions", count=formats))


def _sums(report: RunReport, words: Phrases) -> list[tuple[int, str]]:
    drafts = report.drafts
    struck = sum(draft.state == "refused" and draft.by not in PEOPLE for draft in drafts)
    refused = sum(draft.state == "refused" and draft.by in PEOPLE for draft in drafts)
    kept = sum(draft.state == "kept" for draft in drafts)
    formats = len({row.format for row in report.editions})
    always = {"drafts", "struck"}
    counted = (
        ("ideas", len(report.ideas)),
        ("drafts", len(drafts)),
        ("struck", struck),
        ("refused", refused),
        ("kept", kept),
        ("editions", formats),
    )
    return [(number, words.say(f"sums.{name}", count=number)) for name, number in counted if number or name in always]


def _choice_aside(report: RunReport) -> str:
    if report.choice is None:
        return "choice.aside_none"
    if report.choice.by not in PEOPLE:
        return "choice.aside_rule"
    return "choice.aside_person" if report.choice.because else "choice.aside_silent"


def _choice_lines(report: RunReport, words: Phrases) -> list[LabelledText]:
    """Under the choice: what this draft leaves out, what else was kept, refused and struck, earlier choices."""
    lines: list[LabelledText] = []
    drafts, choice = report.drafts, report.choice
    chosen = next((draft for draft in drafts if choice and draft.number == choice.number), None)
    if chosen and chosen.left_out:
        lines.append(LabelledText(words.say("choice.left_out"), words.elements(chosen.left_out) + "."))
    kept = tuple(draft.number for draft in drafts if draft.state == "kept")
    if kept:
        lines.append(LabelledText(words.say("choice.kept"), ", ".join(map(str, kept)) + "."))
    refused = [draft for draft in drafts if draft.state == "refused" and draft.by in PEOPLE]
    if refused:
        told = [
            Markup("{}, {}").format(draft.number, words.said(draft.reason)) if draft.reason else Markup(draft.number)
            for draft in refused
        ]
        lines.append(LabelledText(words.say("choice.refused"), Markup(words.say("semicolon")).join(told) + "."))
    struck = [draft.number for draft in drafts if draft.state == "refused" and draft.by not in PEOPLE]
    if struck:
        lines.append(LabelledText(words.say("choice.struck"), ", ".join(map(str, struck)) + "."))
    for act in report.acts:
        if choice and act.kind == "choose" and act.seq < choice.act:
            lines.append(
                LabelledText(
                    words.say("choice.before"), words.phrase("choice.earlier", act=act.seq, who=act.who, what=act.what)
                )
            )
    return lines


def _bleed_note(report: RunReport, words: Phrases) -> str:
    """Which print files have bleed and marks."""
    told = []
    for row in report.editions:
        if row.unit == "mm" and row.media_type == "application/pdf" and row.bleed:
            key = "printer.bleed_marks" if row.crop_marks else "printer.bleed"
            told.append(words.say(key, label=row.label, bleed=words.number(row.bleed)))
    return " ".join(told)


def _credential_texts(report: RunReport, words: Phrases) -> list[str]:
    if not report.editions:
        return [words.say("credential.after_choice")]
    states = {row.credential for row in report.editions}
    key = "meaning_here" if states == {"trusted"} else "meaning_unknown" if states == {"intact"} else "meaning_unsound"
    return [words.say(f"credential.{key}")]


__all__ = ["write_ideas", "write_page", "write_sheet"]
