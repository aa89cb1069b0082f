"""Writes a brief from six answers: a TOML file that a person can go on editing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oeuvre.create.brief import errors
from oeuvre.create.brief.reading import parse_brief
from oeuvre.foundation import Language, ManyErrors, say

# Keys of the catalogue: `brief:questions.<key>.ask` and `.hint`, in the order in which they are asked.
SIX_QUESTIONS = ("title", "about", "client", "date", "place", "promise")


@dataclass(frozen=True)
class Answers:
    """What a person answered; only `title` and `about` may not be empty."""

    title: str
    about: str
    client: str = ""
    date: str = ""
    place: str = ""
    promise: str = ""


def write_brief(answers: Answers, path: str | Path, language: Language = "fr") -> Path:
    """Writes the brief, with comments in `language` that say what else may stand in it.

    Raises `ManyErrors` when an answer breaks a rule of briefs, `BriefExists` when the file is there already.
    """
    target = Path(path)
    text = brief_text(answers, language)
    parse_brief(text, target)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise errors.BriefExists(str(target)) from error
    except OSError as error:
        raise ManyErrors([errors.BriefNotWritten(str(target), detail=error.strerror or "")]) from error
    return target


def brief_text(answers: Answers, language: Language = "fr") -> str:
    """The TOML text of a brief with these answers."""

    def note(key: str) -> str:
        return f"# {say(f'brief:template.{key}', language)}"

    def given(name: str, value: str, key: str) -> list[str]:
        line = f"{name} = {_quoted(value)}"
        return [note(key), line if value.strip() else f"# {line}"]

    example = say("brief:template.examples.mood", language)
    rows = say("brief:template.examples.row", language)
    lines = [
        note("head"),
        "",
        note("title"),
        f"title = {_quoted(answers.title)}",
        note("about"),
        f"about = {_quoted(answers.about)}",
        *given("client", answers.client, "client"),
        "",
        note("steer"),
        '# audience = ""',
        '# goal = ""',
        f"# mood = {example}",
        note("formats"),
        '# formats = ["social-square", "poster-a3"]',
        "",
        note("facts"),
        "[facts]",
        *given("date", answers.date, "date"),
        *given("place", answers.place, "place"),
        *given("promise", answers.promise, "promise"),
        '# price = ""',
        '# url = ""',
        "",
        note("programme"),
        "# [[programme]]",
        *(f"# {row}" for row in rows.split("\n")),
        "",
        note("words"),
        "# [words]",
        "# use = []",
        "# avoid = []",
        "",
        note("brand"),
        "# [brand]",
        '# colours = ["#C8102E"]',
        '# fonts = ["Fraunces", "Work Sans"]',
        '# logo = "logo.svg"',
        "",
        note("copy"),
        "# [copy]",
        '# headline = ""',
        '# action = ""',
        "",
        note("references"),
        "# [[references]]",
        '# path = "photo.jpg"',
        '# author = ""',
        '# licence = "all-rights-reserved"',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string."""
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(signs.get(sign, _escaped(sign)) for sign in text) + '"'


def _escaped(sign: str) -> str:
    if 0xD800 <= ord(sign) <= 0xDFFF:
        return "\\uFFFD"
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x20 or ord(sign) == 0x7F else sign
