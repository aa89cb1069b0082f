"""Options that every command has, before or after its name, and the studio they open."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

import click

from oeuvre.cli.output import LANGUAGE, ask, tell
from oeuvre.foundation import Settings, read_settings, say


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --home, --as, --lang and --json; the command receives `settings` and `as_json`."""

    @click.option("--home", metavar="DIR", help=say("cli:help.home", LANGUAGE))
    @click.option("--as", "party", metavar="NAME", help=say("cli:help.as", LANGUAGE))
    @click.option("--lang", type=click.Choice(["fr", "en"]), help=say("cli:help.lang", LANGUAGE))
    @click.option("--json", "as_json", is_flag=True, help=say("cli:help.json", LANGUAGE))
    @click.help_option("-h", "--help", help=say("cli:help.help", LANGUAGE))
    @click.pass_context
    def wrapped(
        ctx: click.Context,
        /,
        home: str | None,
        party: str | None,
        lang: str | None,
        as_json: bool,
        **values: Any,
    ) -> Any:
        above = _above(ctx)
        settings = read_settings(home or above.get("home"), lang or above.get("lang"), party or above.get("party"))
        return function(settings=settings, as_json=as_json or bool(above.get("as_json")), **values)

    return functools.update_wrapper(wrapped, function)


def common_of_group(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same options between a group's name and its command's: `oeuvre record --json verify`."""

    @click.option("--home", metavar="DIR", help=say("cli:help.home", LANGUAGE))
    @click.option("--as", "party", metavar="NAME", help=say("cli:help.as", LANGUAGE))
    @click.option("--lang", type=click.Choice(["fr", "en"]), help=say("cli:help.lang", LANGUAGE))
    @click.option("--json", "as_json", is_flag=True, help=say("cli:help.json", LANGUAGE))
    @click.help_option("-h", "--help", help=say("cli:help.help", LANGUAGE))
    @click.pass_context
    def wrapped(ctx: click.Context, /, **values: Any) -> Any:
        root = ctx.find_root()
        root.obj = {**_above(ctx), **{name: value for name, value in values.items() if value}}
        return function()

    return functools.update_wrapper(wrapped, function)


def _above(ctx: click.Context) -> dict[str, Any]:
    found = ctx.find_root().obj
    return found if isinstance(found, dict) else {}


def first_use(settings: Settings, as_json: bool, *, may_ask: bool = True) -> None:
    """On a new home: ask who works here at a terminal, else say once that nobody is named; say where the home is."""
    from oeuvre.studio import Profile, Studio

    with Studio(settings) as studio:
        if studio.ensure_home():
            tell(say("cli:home.created", LANGUAGE, home=settings.home))
        if not studio.is_unnamed():
            return
        if may_ask and not as_json and sys.stdin.isatty() and sys.stderr.isatty():
            name = ask(say("cli:init.name_or_pass", LANGUAGE))
            if name:
                studio.write_profile(Profile(name, ask(say("cli:init.role", LANGUAGE))))
                return
        tell(say("cli:home.unnamed", LANGUAGE))
