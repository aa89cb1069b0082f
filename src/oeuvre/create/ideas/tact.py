"""Read with the reader's eyes: an idea does not speak of the sense that readers lack, nor of what they lost."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from oeuvre.create.brief import Brief
from oeuvre.create.ideas.making import Candidate
from oeuvre.foundation import Language


@cache
def _states(language: Language) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    text = (resources.files("oeuvre.create.ideas") / "data" / "tact.toml").read_text(encoding="utf-8")
    return tuple((re.compile(row["when"]), re.compile(row["never"])) for row in tomllib.loads(text)[language])


def never_said(brief: Brief, language: Language) -> tuple[re.Pattern[str], ...]:
    """What ideas for this brief may not speak of, by the states of those whom it serves."""
    told = _plain(" \n ".join((brief.title, brief.about, brief.goal, brief.audience)))
    return tuple(never for when, never in _states(language) if when.search(told))


def is_tactful(candidate: Candidate, never: Iterable[re.Pattern[str]], *, quoting: bool) -> bool:
    """Whether an idea stays clear of it. Where it is `quoting`, the letter's own words may say what they like."""
    idea = candidate.idea
    said = _plain(f"{idea.premise} \n {' '.join(one.word for one in idea.motifs[:1])}")
    if quoting:
        said = said.replace(_plain(idea.headline).rstrip(" .!?…"), " ")
    else:
        said += f" \n {_plain(idea.headline)}"
    return not any(pattern.search(said) for pattern in never)


def _plain(text: str) -> str:
    return text.casefold().replace("'", "’").replace("\u00a0", " ").replace("\u202f", " ")
