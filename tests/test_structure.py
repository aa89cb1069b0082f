"""The house keeps its rules: rooms are entered by their doors, files are read in a sitting, every sentence exists."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import oeuvre

SOURCE = Path(oeuvre.__file__).parent
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
# The longest file that is still read in a sitting.
MOST_LINES = 500
# Every folder with a door of its own; what stands inside one may import as it likes.
ROOMS = (
    *(
        "foundation",
        "record",
        "credentials",
        "licence.odrl",
        "licence.exchange",
        "licence",
        "models.house",
        "models.foreign",
        "models",
    ),
    *("royalties", "production", "studio", "cli"),
    *(f"create.{name}" for name in ("brief", "library", "lexicon", "ideas", "design", "adapt", "voice", "explore")),
)


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """The room in which a module stands: `create.design` for `oeuvre.create.design.sheet`."""
    inner = module.removeprefix("oeuvre").lstrip(".")
    return next((room for room in ROOMS if inner == room or inner.startswith(f"{room}.")), "")


def imports(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, module and name of everything that a module imports of ours, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "oeuvre":
            yield from ((node.lineno, node.module, alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names if alias.name.startswith("oeuvre."))


def test_rooms_are_entered_by_their_doors_alone() -> None:
    """No import reaches deeper than a room's `__init__`, and none takes a name that the room does not list."""
    wrong = []
    for path in MODULES:
        own = room_of(dotted(path))
        for line, module, name in imports(path):
            other = room_of(module)
            if other in ("", own):
                continue
            listed = getattr(importlib.import_module(f"oeuvre.{other}"), "__all__", None)
            if module != f"oeuvre.{other}" or (listed is not None and name not in listed):
                wrong.append(f"{path.relative_to(SOURCE)}:{line} {module}.{name}")
    assert wrong == []


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in ("studio", "cli")])
def test_what_a_room_lists_is_there_and_in_order(room: str) -> None:
    module = importlib.import_module(f"oeuvre.{room}")
    names = list(module.__all__)
    assert len(set(names)) == len(names)
    assert [name for name in names if not hasattr(module, name)] == []
    constants, classes, functions = ([], [], [])  # type: tuple[list[str], list[str], list[str]]
    for name in names:
        (constants if name.isupper() else classes if name[0].isupper() else functions).append(name)
    assert names == [*sorted(constants), *sorted(classes), *sorted(functions)]


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(SOURCE)) for path in MODULES if not ast.get_docstring(ast.parse(path.read_text()))]
    assert silent == []


def test_every_file_is_read_in_a_sitting() -> None:
    lengths = {str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert {name: count for name, count in lengths.items() if count > MOST_LINES} == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [path for path in MODULES if path.stem in ("utils", "util", "helpers", "helper", "common", "misc")] == []


def test_every_sentence_that_is_said_by_name_exists() -> None:
    """Keys built while the program runs are tried where they are built; those written out are all looked up here."""
    lacking, seen = [], 0
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say" and node.args
            ):
                continue
            key = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            if isinstance(key, str) and ":" in key:
                seen += 1
                lacking += [f"{path.name}:{node.lineno} {lang} {key}" for lang in ("fr", "en") if not exists(key, lang)]
    assert lacking == []
    assert seen > 60


def exists(key: str, language: str) -> bool:
    room, _, inner = key.partition(":")
    tree = json.loads((SOURCE / f"foundation/words/{language}/{room}.json").read_text(encoding="utf-8"))
    *steps, last = inner.split(".")
    for step in steps:
        tree = tree.get(step, {})
    return last in tree or f"{last}_other" in tree


def test_only_settings_read_the_environment() -> None:
    wrong = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            reads = isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv")
            if reads and path.name != "settings.py":
                wrong.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert wrong == []


def test_every_module_can_be_imported_by_itself() -> None:
    for module in pkgutil.walk_packages(oeuvre.__path__, "oeuvre."):
        # What trains a model needs an extra, without which it is not opened either.
        if ".house.training." in module.name and importlib.util.find_spec("torch") is None:
            continue
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
