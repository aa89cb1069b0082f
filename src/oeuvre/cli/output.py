"""What goes where: values on standard output, words and progress on standard error, errors in one shape."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from oeuvre.foundation import Language, OeuvreError, gravest, read_settings, say


def _asked_language(words: Sequence[str]) -> str | None:
    """`--lang` wherever it stands, since help texts are written before a command line is parsed."""
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            return words[index + 1]
        if word.startswith("--lang="):
            return word.partition("=")[2]
    return None


LANGUAGE: Language = read_settings(language=_asked_language(sys.argv[1:])).language


# What stands between a name and what is said of it.
COLON = "\u00a0: " if LANGUAGE == "fr" else ": "


def emit(value: object) -> None:
    """One JSON value on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


# Controls of a terminal, and marks that turn the direction of a line: a title may have been written by anyone.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")


def show(line: str) -> None:
    """One line for a person, on standard output; what others wrote can neither end it nor steer the terminal."""
    click.echo(_CONTROLS.sub(" ", line.replace("\n", " ")))


def tell(text: str) -> None:
    """Words for a person, on standard error."""
    click.echo(_CONTROLS.sub(" ", text), err=True)


def fail(error: OeuvreError, as_json: bool) -> int:
    """Print every finding of an error; returns the exit code."""
    findings = error.all()
    if as_json:
        problems = [one.as_dict(LANGUAGE) for one in findings]
        value: dict[str, Any] = {"error": problems[0] if len(problems) == 1 else error.as_dict(LANGUAGE)}
        if len(problems) > 1:
            value["errors"] = problems
        emit(value)
    else:
        for one in findings:
            tell(spoken(one))
    return gravest(one.exit_code for one in findings)


def spoken(error: OeuvreError) -> str:
    """An error in two lines: where and what, then the next step."""
    message = error.message(LANGUAGE)
    where = "" if not error.place or error.place in message else f"{error.place}{COLON}"
    return f"{where}{message}\n  → {error.remedy(LANGUAGE)}"


def tell_failed(value: Mapping[str, object]) -> None:
    """The formats that a run could not make, each with its reason and what would help; nothing when all were made."""
    failed = value.get("failed")
    if not isinstance(failed, list) or not failed:
        return
    tell(say("cli:make.failed", LANGUAGE, count=len(failed)))
    for one in failed:
        line = say("cli:make.failed_line", LANGUAGE, format=one["format"], reason=one["reason"])
        tell(f"  {line}\n  → {one['remedy']}")


def tell_ideas(value: Mapping[str, object]) -> None:
    """The ideas of a run, each with what one would say aloud, its path and its line; refused ones are left out."""
    ideas = value.get("ideas")
    for idea in ideas if isinstance(ideas, list) else []:
        if idea["state"] != "refused":
            mark = "◆ " if idea["by"] == "model" else ""
            said = "" if idea["headline"] == idea["premise"] else f"\n    {idea['headline']}"
            said += f"\n    ◆ {idea['also']['text']}  ({idea['also']['who']})" if idea["also"] else ""
            kept = f"  [{say('production:page.ideas.kept', LANGUAGE)}]" if idea["state"] == "kept" else ""
            tell(f"i{idea['number']}  {mark}{idea['premise']}{kept}\n    {' › '.join(idea['path'])}{said}")


def ask(question: str) -> str:
    """What a person answers at the terminal; empty when they pass."""
    answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=COLON, err=True)
    return answer.strip()


class Progress:
    """Progress of steps on standard error: a bar on a terminal, a line a step elsewhere, nothing with --json."""

    def __init__(self, as_json: bool) -> None:
        self._quiet = as_json
        self._live = sys.stderr.isatty() and not as_json
        self._bar: Any = None
        self._task: Any = None
        self._step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if self._quiet or not total:
            return
        label = say(f"production:steps.{step}", LANGUAGE)
        if not self._live:
            if step != self._step:
                tell(label)
            self._step = step
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            self._bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
            )
            self._bar.start()
        if step != self._step:
            self._task = self._bar.add_task(label, total=total)
            self._step = step
        self._bar.update(self._task, completed=done, total=total)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


Teller = Callable[[str, int, int], None]
