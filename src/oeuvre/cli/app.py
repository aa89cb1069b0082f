"""The group of commands, loaded one by one, and the one place where errors meet the terminal."""

from __future__ import annotations

import errno
import importlib
import re
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from types import FrameType

import click

from oeuvre import __version__
from oeuvre.cli.output import LANGUAGE, emit, fail, tell
from oeuvre.foundation import OeuvreError, say

# Each command's module; the function has the command's name.
COMMANDS = {
    "new": "new",
    "init": "new",
    "ideas": "ideas",
    "words": "ideas",
    "make": "make",
    "choose": "decide",
    "keep": "decide",
    "refuse": "decide",
    "more": "rounds",
    "mix": "rounds",
    "taste": "rounds",
    "edit": "edit",
    "undo": "edit",
    "verify": "verify",
    "import": "bring",
    "show": "show",
    "projects": "look",
    "lineage": "look",
    "credits": "look",
    "search": "search",
    "rerun": "rerun",
    "record": "record",
    "trust": "trust",
    "models": "models",
    "explore": "explore",
    "emblem": "emblem",
    "licence": "licence",
    "split": "split",
    "royalties": "royalties",
    "studio": "studio",
}


class Commands(click.Group):
    """Commands in the order of the work, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        loaded = importlib.import_module(f"oeuvre.cli.commands.{module}")
        command = getattr(loaded, f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = say("cli:errors.no-command.near", LANGUAGE, near=near[0]) if near else ""
            raise click.UsageError(f"{say('cli:errors.no-command.message', LANGUAGE, name=args[0])} {hint}".strip())
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    help=say("cli:help.oeuvre", LANGUAGE),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, "--version", prog_name="oeuvre", help=say("cli:help.version", LANGUAGE))
@click.option("--home", metavar="DIR", help=say("cli:help.home", LANGUAGE))
@click.option("--as", "party", metavar="NAME", help=say("cli:help.as", LANGUAGE))
@click.option("--lang", type=click.Choice(["fr", "en"]), help=say("cli:help.lang", LANGUAGE))
@click.option("--json", "as_json", is_flag=True, help=say("cli:help.json", LANGUAGE))
@click.help_option("-h", "--help", help=say("cli:help.help", LANGUAGE))
@click.pass_context
def oeuvre(ctx: click.Context, home: str | None, party: str | None, lang: str | None, as_json: bool) -> None:
    ctx.obj = {"home": home, "party": party, "lang": lang, "as_json": as_json}


# What the parser says of a word too many, in English alone.
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)$", re.DOTALL)


def _terminated(number: int, frame: FrameType | None) -> None:
    """A request to end is an interruption: workers are ended, locks let go, and the next start goes on."""
    raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 done, 1 could not, 2 bad use or input, 3 found a problem."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in words
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminated)
    try:
        code = oeuvre.main(words, prog_name="oeuvre", standalone_mode=False)
    except OeuvreError as error:
        code = fail(error, as_json)
    except click.exceptions.NoArgsIsHelpError as error:
        if as_json:
            code = _bad_use(error, as_json)
        else:
            tell(error.ctx.get_help() if error.ctx else "")
            code = 2
    except click.ClickException as error:
        code = _bad_use(error, as_json)
    except (click.Abort, KeyboardInterrupt):
        if as_json:
            _print_error("interrupted", as_json)
        else:
            tell(say("cli:errors.interrupted.message", LANGUAGE))
        code = 1
    except BrokenPipeError:
        # Who reads has left; what was asked is done.
        sys.stderr.close()
        code = 0
    except OSError as error:
        code = _system(error, as_json)
    except Exception as error:
        traceback.print_exc(limit=-4)
        code = _unexpected(error, as_json)
    sys.exit(code if isinstance(code, int) else 0)


def _bad_use(error: click.ClickException, as_json: bool) -> int:
    place = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "oeuvre"
    message = _bad_use_in_words(error, place)
    remedy = say("cli:errors.bad-use.remedy", LANGUAGE, command=place)
    if as_json:
        emit({"error": {"code": "bad-use", "message": message, "place": place, "remedy": remedy}})
    else:
        tell(f"{message}\n{remedy}")
    return 2


def _bad_use_in_words(error: click.ClickException, place: str) -> str:
    """What was wrong with a command line; what the parser says in English alone is said from the catalogue."""
    if isinstance(error, click.exceptions.NoSuchCommand):
        return say("cli:errors.no-command.message", LANGUAGE, name=error.command_name)
    if isinstance(error, click.NoSuchOption):
        return say("cli:errors.bad-use.option", LANGUAGE, name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return say("cli:errors.bad-use.value", LANGUAGE, name=error.option_name)
    if extra := _EXTRA.match(error.message):
        return say("cli:errors.bad-use.extra", LANGUAGE, given=extra.group(1))
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.param_type_name == "option" else (error.param.metavar or "")
        name = name or (error.param.name or "").upper()
        if isinstance(error, click.MissingParameter):
            return say("cli:errors.bad-use.missing", LANGUAGE, name=name)
        kind = error.param.type
        if isinstance(kind, click.Choice):
            return say("cli:errors.bad-use.choice", LANGUAGE, name=name, among=", ".join(map(str, kind.choices)))
        if isinstance(kind, click.IntRange):
            return say("cli:errors.bad-use.range", LANGUAGE, name=name, least=kind.min, most=kind.max)
        if kind is click.INT or kind is click.FLOAT:
            return say("cli:errors.bad-use.number", LANGUAGE, name=name)
        if isinstance(kind, click.Path):
            return say("cli:errors.bad-use.path", LANGUAGE, name=name)
    if isinstance(error, click.exceptions.NoArgsIsHelpError) or error.message == "Missing command.":
        return say("cli:errors.no-command-given.message", LANGUAGE, place=place)
    return error.format_message()


def _print_error(code: str, as_json: bool, place: str = "", **values: object) -> None:
    message = say(f"cli:errors.{code}.message", LANGUAGE, place=place, **values)
    remedy = say(f"cli:errors.{code}.remedy", LANGUAGE, place=place, **values)
    if as_json:
        emit({"error": {"code": code, "message": message, "place": place, "remedy": remedy}})
    else:
        tell(f"{message}\n{remedy}")


def _system(error: OSError, as_json: bool) -> int:
    code = "disk-full" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "system"
    _print_error(code, as_json, str(error.filename or ""), detail=error.strerror or str(error))
    return 1


def _unexpected(error: Exception, as_json: bool) -> int:
    message = say("foundation:errors.unexpected.message", LANGUAGE, detail=f"{type(error).__name__}: {error}")
    remedy = say("foundation:errors.unexpected.remedy", LANGUAGE)
    if as_json:
        emit({"error": {"code": "unexpected", "message": message, "place": "", "remedy": remedy}})
    else:
        tell(f"{message}\n{remedy}")
    return 1
