"""Pages hold together: generated ones are fresh, links lead somewhere, tables agree with what they describe."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.docs.conftest import DOCS, ROOT, fences

PAGES = [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]
LINK = re.compile(r"\]\((?!https?://)([^)#]*)(#[^)]*)?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
# Pictures of the README are drawn from a run, and lie there once it was made for them.
DRAWN = DOCS / "pictures"
# Where packages come from is each machine's own affair: no page names a host that serves them.
HOSTS_OF_PACKAGES = re.compile(
    r"\b(?:registry|index|packages|files|proxy|mirror)\.[a-z0-9-]+\.[a-z]{2,}\b", re.IGNORECASE
)


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings have, as GitHub makes them."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in HEADING.findall(text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    lost = []
    for target, anchor in LINK.findall(re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)):
        path = (page.parent / target).resolve() if target else page
        if path.parent == DRAWN or path == DOCS / "explanation/figures.md":
            continue
        if not path.exists() or (anchor and path.suffix == ".md" and anchor[1:] not in anchors(path)):
            lost.append(target + anchor)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_toml_on_a_page_is_toml_and_no_host_of_packages_is_named(page: Path) -> None:
    for block in fences(page, "toml"):
        tomllib.loads(block)
    assert HOSTS_OF_PACKAGES.findall(page.read_text(encoding="utf-8")) == []


def test_the_command_line_reference_is_fresh() -> None:
    command = [sys.executable, "tools/write_cli_reference.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_and_option_is_explained() -> None:
    import click

    from oeuvre.cli.app import COMMANDS, oeuvre

    text = (DOCS / "reference/cli.md").read_text(encoding="utf-8")
    context = click.Context(oeuvre)
    for name in COMMANDS:
        command = oeuvre.get_command(context, name)
        assert command is not None
        assert f"## oeuvre {name}\n" in text
        for inner in command.commands.values() if isinstance(command, click.Group) else [command]:
            assert inner.help
            assert all(option.help for option in inner.params if isinstance(option, click.Option))


def test_decisions_are_listed_and_whole() -> None:
    index = (DOCS / "decisions/index.md").read_text(encoding="utf-8")
    pages = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8").lower()
        assert f"]({page.name})" in index
        for section in ("context", "decision", "consequences", "rejected", "what enforces it"):
            assert re.search(rf"^## .*{section}", text, re.MULTILINE), f"{page.name}: {section}"


def test_the_table_of_libraries_is_the_lock() -> None:
    locked = dict(re.findall(r"^([a-z0-9._-]+)==([^\s\\]+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    page = next((DOCS / "decisions").glob("0008-*.md")).read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| ([a-z0-9._-]+) \| ([0-9][^ |]*) \|", page, re.MULTILINE)) == locked


def test_both_readmes_have_the_same_commands_pictures_and_sections() -> None:
    english, french = (ROOT / name for name in ("README.md", "README.fr.md"))
    texts = [page.read_text(encoding="utf-8") for page in (english, french)]
    assert len({text.count("\n## ") for text in texts}) == 1
    # A picture of the studio speaks the language of its page: studio-table.png, studio-table.fr.png.
    pictures = [
        [name.replace(".fr.png", ".png") for name in re.findall(r"!\[[^]]+\]\(([^)]+)\)", text)] for text in texts
    ]
    assert pictures[0] == pictures[1]
    commands = [
        [re.findall(r"^(?:make|oeuvre|export) ?\w*", block, re.M) for block in fences(page, "sh")]
        for page in (english, french)
    ]
    assert commands[0] == commands[1]


@pytest.mark.parametrize("page", ["how-to/bring-your-own-fonts.md", "fr/apporter-ses-polices.md"])
def test_every_packaged_family_is_named_where_fonts_are_explained(page: str) -> None:
    from oeuvre.create.library import faces

    text = " ".join((DOCS / page).read_text(encoding="utf-8").split())
    families = sorted({face.family for face in faces().values()})
    assert ", ".join(families) + "." in text
