"""`oeuvre trust`: the home's own authority, its renewal, and the anchors that it trusts beside."""

from __future__ import annotations

from pathlib import Path

import click

from oeuvre.cli.options import common, common_of_group
from oeuvre.cli.output import LANGUAGE, emit, tell
from oeuvre.credentials import Authority, TrustStatus
from oeuvre.foundation import Settings, say


@click.group("trust", help=say("cli:help.trust", LANGUAGE))
@common_of_group
def trust_command() -> None:
    pass


def _tell_status(status: TrustStatus, as_json: bool) -> None:
    if as_json:
        emit(status.as_dict())
        return
    click.echo(say("cli:trust.folder", LANGUAGE, folder=status.folder))
    for anchor in status.anchors:
        words = "cli:trust.own" if anchor.own else "cli:trust.added"
        fingerprint = anchor.fingerprint[:23]
        click.echo(
            f"  {say(words, LANGUAGE, subject=anchor.subject, fingerprint=fingerprint, until=anchor.not_after.date())}"
        )
    click.echo(say("cli:trust.signer", LANGUAGE, until=status.signer.not_after.date(), count=status.days_left))
    if not status.keys_private:
        tell(say("cli:trust.open_keys", LANGUAGE))


@trust_command.command("show", help=say("cli:help.trust_show", LANGUAGE))
@common
def show_trust(settings: Settings, as_json: bool) -> int:
    authority = Authority.open_existing(settings.home)
    if authority is None:
        if as_json:
            emit({"folder": str(settings.home / "trust"), "anchors": []})
        else:
            tell(say("cli:trust.none", LANGUAGE, home=settings.home))
        return 1
    _tell_status(authority.status(), as_json)
    return 0


@trust_command.command("renew", help=say("cli:help.trust_renew", LANGUAGE))
@click.option("--root", "new_root", is_flag=True, help=say("cli:help.new_root", LANGUAGE))
@common
def renew_trust(settings: Settings, as_json: bool, new_root: bool) -> int:
    _tell_status(Authority.open(settings.home).renew(new_root=new_root), as_json)
    return 0


@trust_command.command("add", help=say("cli:help.trust_add", LANGUAGE))
@click.argument("certificate", metavar=say("cli:arguments.certificate", LANGUAGE), type=click.Path(path_type=Path))
@common
def add_trust(settings: Settings, as_json: bool, certificate: Path) -> int:
    Authority.anchors_in(certificate)  # found good before a home is made for it
    authority = Authority.open(settings.home)
    authority.add_anchor(certificate)
    _tell_status(authority.status(), as_json)
    return 0
