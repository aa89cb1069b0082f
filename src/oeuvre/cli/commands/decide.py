"""`oeuvre choose`, `keep` and `refuse`: a person decides on a draft; what follows is made again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import LANGUAGE, Progress, emit, tell, tell_failed
from oeuvre.foundation import Settings, say

_IDEA = re.compile(r"[iI]\d{1,4}")
_ROUND = re.compile(r"[rR](\d{1,4})")


def _command(kind: Literal["choose", "keep", "refuse"]) -> click.Command:
    @click.command(kind, help=say(f"cli:help.{kind}", LANGUAGE))
    @click.argument("draft", metavar=say("cli:arguments.draft", LANGUAGE))
    @click.option("--because", default="", help=say("cli:help.because", LANGUAGE))
    @click.option("--out", type=click.Path(path_type=Path), help=say("cli:help.decide_out", LANGUAGE))
    @common
    def command(settings: Settings, as_json: bool, draft: str, because: str, out: Path | None) -> int:
        from oeuvre.studio import Studio, decide_draft, decide_idea, refuse_whole

        if settings.home.exists():
            first_use(settings, as_json, may_ask=False)
        progress = Progress(as_json)
        # `i3` is an idea; only drafts are chosen, and an idea is followed by `make --idea`.
        of_idea = kind != "choose" and _IDEA.fullmatch(draft.strip()) is not None
        # `r2` is a whole round, which can only be refused.
        of_round = _ROUND.fullmatch(draft.strip()) if kind == "refuse" else None
        with Studio(settings) as studio:
            try:
                if of_round is not None:
                    made = refuse_whole(studio, int(of_round[1]), because.strip(), out=out, tell=progress)
                elif kind != "choose" and of_idea:
                    made = decide_idea(studio, kind, draft, because.strip(), out=out, tell=progress)
                else:
                    made = decide_draft(studio, kind, draft, because.strip(), out=out, tell=progress)
            finally:
                progress.close()
        if as_json:
            emit(made.value)
        else:
            key = "rounds.refused" if of_round else f"{'decided_idea' if of_idea else 'decided'}.{kind}"
            tell(say(f"cli:{key}", LANGUAGE, draft=draft, number=of_round[1] if of_round else ""))
            tell_failed(made.value)
            pages = [made.out / name for name in (("sheet.html", "ideas.html") if made.waiting else ("index.html",))]
            click.echo(next((page for page in pages if page.is_file()), pages[0]))
        return made.exit_code

    return command


choose_command = _command("choose")
keep_command = _command("keep")
refuse_command = _command("refuse")
