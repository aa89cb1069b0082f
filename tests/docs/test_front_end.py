"""What the studio's pages are built with: tables that are package.json and its lock; NOTICE names what ships."""

from __future__ import annotations

import json
import re

import pytest

from tests.docs.conftest import DOCS, ROOT

PACKAGES = json.loads((ROOT / "frontend/package.json").read_text(encoding="utf-8"))
LOCKED = json.loads((ROOT / "frontend/package-lock.json").read_text(encoding="utf-8"))["packages"]
DECISION = (DOCS / "decisions/0013-the-front-end.md").read_text(encoding="utf-8")
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (@?[a-z0-9/._-]+) \| ([0-9][^ |]*) \| ([^|]+?) \| ([^|]+?) \|$", re.MULTILINE)
# Its row in the table says that no page has it.
NOT_SHIPPED = re.compile(r"not built in")


def tables() -> list[dict[str, tuple[str, str, str]]]:
    """Version, licence and reason by package: of run time, then of building and testing."""
    found = [
        {name: (version, licence, reason) for name, version, licence, reason in ROW.findall(block)}
        for block in re.split(r"^For building", DECISION, flags=re.MULTILINE)
    ]
    assert len(found) == 2
    return found


@pytest.mark.parametrize(("table", "part"), [(0, "dependencies"), (1, "devDependencies")])
def test_the_tables_are_package_json_with_the_licences_of_the_lock(table: int, part: str) -> None:
    stated = {name: (version, licence) for name, (version, licence, _) in tables()[table].items()}
    asked = {name: (version, LOCKED[f"node_modules/{name}"]["license"]) for name, version in PACKAGES[part].items()}
    assert stated == asked


def test_every_package_has_its_reason() -> None:
    assert all(len(reason) > 4 for table in tables() for _, _, reason in table.values())


def test_notice_names_every_package_that_ships_with_its_version() -> None:
    shipped = {name: version for name, (version, _, reason) in tables()[0].items() if not NOT_SHIPPED.search(reason)}
    assert [name for name, version in shipped.items() if f"{name} {version}" not in NOTICE] == []


def test_a_package_that_is_said_not_to_ship_is_imported_nowhere() -> None:
    pages = [path for path in (ROOT / "frontend/src").rglob("*.ts*") if path.suffix in (".ts", ".tsx")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    unused = [name for name, (_, _, reason) in tables()[0].items() if NOT_SHIPPED.search(reason)]
    assert [name for name in unused if f'"{name}"' in text] == []
