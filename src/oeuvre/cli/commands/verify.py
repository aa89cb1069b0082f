"""`oeuvre verify`: what a file's credential or a receipt is worth, in words. Touches no network, opens no database."""

from __future__ import annotations

from pathlib import Path

import click

from oeuvre.cli.commands.verify_receipt import Checked, checked, receipt_in
from oeuvre.cli.options import common
from oeuvre.cli.output import COLON, LANGUAGE, emit, show, spoken
from oeuvre.foundation import OeuvreError, Settings, gravest, say


@click.command("verify", help=say("cli:help.verify", LANGUAGE))
@click.argument(
    "files", metavar=say("cli:arguments.files", LANGUAGE), nargs=-1, required=True, type=click.Path(path_type=Path)
)
@common
def verify_command(settings: Settings, as_json: bool, files: tuple[Path, ...]) -> int:
    from oeuvre.credentials import SigningPool, Verification

    found: list[Verification | Checked | OeuvreError] = []
    home = settings.home if settings.home.is_dir() else None
    with SigningPool(anchors_home=home) as pool:
        for path in files:
            try:
                receipt = receipt_in(path)
                found.append(checked(path, receipt, home) if receipt else pool.verify_file(path))
            except OeuvreError as error:
                found.append(error)
    if as_json:
        values = [_value(path, one) for path, one in zip(files, found, strict=True)]
        emit(values[0] if len(values) == 1 else values)
    else:
        for path, one in zip(files, found, strict=True):
            for line in _words(path, one):
                show(line)
    return gravest(one.exit_code for one in found)


def _value(path: Path, found: object) -> dict[str, object]:
    if isinstance(found, OeuvreError):
        return {"file": str(path), "error": found.as_dict(LANGUAGE)}
    from oeuvre.credentials import Verification

    assert isinstance(found, Verification | Checked)
    return found.as_dict(LANGUAGE)


def _words(path: Path, found: object) -> list[str]:
    if isinstance(found, OeuvreError):
        return spoken(found).splitlines()
    from oeuvre.credentials import Verification

    if isinstance(found, Checked):
        return found.lines(LANGUAGE)
    assert isinstance(found, Verification)
    lines = [f"{path}{COLON}{found.title(LANGUAGE)}"]
    lines += [f"  {sentence}" for sentence in found.sentences(LANGUAGE)]
    lines.append(f"  {found.maker(LANGUAGE)}")
    if found.terms is not None:
        from oeuvre.production import licence_called

        named = licence_called(found.terms.licence, LANGUAGE)
        lines += [f"  {sentence}" for sentence in found.terms.sentences(LANGUAGE, named)]
    if found.ingredients:
        lines.append(f"  {say('cli:verify.made_from', LANGUAGE)}")
    for one in found.ingredients:
        state = say(f"credentials:states.{one.state}", LANGUAGE)
        lines.append(f"  · {one.title}{COLON}{state}")
    return lines
