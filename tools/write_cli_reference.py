"""Write docs/reference/cli.md from the commands themselves.

python tools/write_cli_reference.py            writes the page
python tools/write_cli_reference.py --check    exits with 1 when the page is stale
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs/reference/cli.md"

START = """# Command line

Written by `tools/write_cli_reference.py` from the commands themselves; a test holds it to them. Every command also
explains itself: `oeuvre COMMAND --help`. `--lang fr` makes it speak French.

Values go to standard output, words and progress to standard error. With `--json`, standard output is
[exactly one JSON value](json.md).

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | could not, or there is nothing there |
| 2 | bad use, or unreadable input |
| 3 | done, and a problem was found |

The home is the folder that holds the record, the keys and your own formats: `--home`, else `$OEUVRE_HOME`, else the
nearest folder `oeuvre-home` here or above, else one that is created here. These are read as well: `OEUVRE_AS` (the name
to act under), `OEUVRE_LANG` (`fr` or `en`), `OEUVRE_WORKERS` (how many processes; the number of cores unless said
otherwise, at most 8).
"""

# What options do not say.
MORE = {
    "oeuvre studio": """When it is ready it prints one line, the address with its token; with `--json` an object with
`address` and `home`. The port is 8460 unless `--port` says otherwise. It runs until Ctrl+C or a signal ends it; long
work that it was at goes on when it is asked for again. `OEUVRE_AS` and `--as` say who acts until a browser says it.
[A project in the studio](../tutorial/a-project-in-the-studio.md) walks through it; [its API](api.md) is for scripts.
""",
}

# Options of every command, told once.
COMMON = ("home", "party", "lang", "as_json", "help")


def page() -> str:
    """The whole page as text."""
    sys.argv = ["oeuvre", "--lang", "en"]  # help texts are written in the language of the command line
    import click

    from oeuvre.cli.app import COMMANDS, oeuvre

    context = click.Context(oeuvre, info_name="oeuvre")
    commands = [(name, oeuvre.get_command(context, name)) for name in COMMANDS]
    first = commands[2][1]
    assert first is not None
    shared = [option for option in first.params if option.name in COMMON]
    parts = [START, "## Options of every command\n", _options(shared), "`oeuvre --version` prints the version.\n"]
    for name, command in commands:
        assert command is not None
        parts += _command(f"oeuvre {name}", command)
    return "\n".join(parts)


def _command(name: str, command: object) -> Iterator[str]:
    import click

    assert isinstance(command, click.Command)
    yield f"## {name}\n"
    yield f"{(command.help or '').strip()}\n"
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from (part.replace("## ", "### ", 1) for part in _command(f"{name} {inner.name}", inner))
        return
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"```text\n{name} {usage}\n```\n"
    own = [option for option in command.params if isinstance(option, click.Option) and option.name not in COMMON]
    if own:
        yield _options(own)
    if name in MORE:
        yield MORE[name]


def _options(options: object) -> str:
    import click

    rows = ["| option | |", "| --- | --- |"]
    assert isinstance(options, list)
    for option in options:
        assert isinstance(option, click.Option)
        names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
        value = ""
        if not option.is_flag:
            kind = option.type
            value = (
                " `"
                + (
                    "|".join(map(str, kind.choices))
                    if isinstance(kind, click.Choice)
                    else option.metavar or kind.name.upper()
                )
                + "`"
            )
        rows.append(f"| {names}{value.replace('|', chr(92) + '|')} | {option.help or ''} |")
    return "\n".join(rows) + "\n"


def main() -> int:
    """Write the page, or check it."""
    text = page()
    if "--check" in ARGUMENTS:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
            return 0
        print("docs/reference/cli.md is stale: run python tools/write_cli_reference.py", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


ARGUMENTS = sys.argv[1:]

if __name__ == "__main__":
    sys.exit(main())
