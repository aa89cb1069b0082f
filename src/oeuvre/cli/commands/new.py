"""`oeuvre new` writes a brief from six answers; `oeuvre init` says who works here."""

from __future__ import annotations

from pathlib import Path

import click

from oeuvre.cli.options import common
from oeuvre.cli.output import COLON, LANGUAGE, emit, tell
from oeuvre.foundation import Settings, say


@click.command("new", help=say("cli:help.new", LANGUAGE))
@click.argument(
    "path", metavar=say("cli:arguments.path", LANGUAGE), type=click.Path(path_type=Path), default=Path("brief.toml")
)
@common
def new_command(settings: Settings, as_json: bool, path: Path) -> int:
    from oeuvre.create.brief import SIX_QUESTIONS, Answers, BriefExists, write_brief

    if path.exists():
        raise BriefExists(str(path))
    tell(say("cli:new.hello", LANGUAGE))
    answers = {}
    for key in SIX_QUESTIONS:
        tell(f"\n{say(f'brief:questions.{key}.hint', LANGUAGE)}")
        question = say(f"brief:questions.{key}.ask", LANGUAGE)
        while True:
            default = None if key in ("title", "about") else ""
            answer = click.prompt(question, default=default, show_default=False, err=True, prompt_suffix=" ").strip()
            if answer or default is not None:
                break
        answers[key] = answer
    written = write_brief(Answers(**answers), path, settings.language)
    if as_json:
        emit({"brief": str(written)})
    else:
        tell(say("cli:new.written", LANGUAGE, path=written))
        click.echo(written)
    return 0


@click.command("init", help=say("cli:help.init", LANGUAGE))
@click.option("--name", default="", help=say("cli:help.name", LANGUAGE))
@click.option("--role", default="", help=say("cli:help.role", LANGUAGE))
@common
def init_command(settings: Settings, as_json: bool, name: str, role: str) -> int:
    from oeuvre.studio import Profile, Studio

    with Studio(settings) as studio:
        known = studio.profile()
        if not name:
            default = known.name if known else None
            name = click.prompt(say("cli:init.name", LANGUAGE), default=default, prompt_suffix=COLON, err=True).strip()
            default_role = known.role if known else ""
            role = role or click.prompt(
                say("cli:init.role", LANGUAGE),
                default=default_role,
                show_default=bool(default_role),
                prompt_suffix=COLON,
                err=True,
            )
        studio.write_profile(Profile(name, role.strip()))
        party = studio.party()
        if as_json:
            emit({"home": str(settings.home), "party": party.as_dict()})
        else:
            tell(say("cli:init.done", LANGUAGE, name=name, home=settings.home))
    return 0
