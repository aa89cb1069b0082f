"""Works as the world calls them: a draft's number, the path of an edition, a content code, the beginning of an id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from oeuvre.production.states import drafts_of, find_draft
from oeuvre.record import Record, RecordError, Work
from oeuvre.royalties import WorkUnnamed

# As many signs of an id name a work, at least.
LEAST = 6


class WorkNames:
    """The works of a record by what they are called; each name is looked up once.

    With `project` (its slug) names are those of that project. Else a name may begin with it (`night-market/14`), and
    one that does not is looked for in the project with the latest act first.
    """

    def __init__(self, record: Record, project: str | None = None) -> None:
        self._record = record
        self._asked = project
        self._known: dict[str, tuple[Work, ...]] = {}

    def find(self, name: str) -> Work:
        """The newest work with this name. Raises `WorkUnnamed`."""
        found = self.all(name)
        if not found:
            raise WorkUnnamed(name)
        return found[0]

    def all(self, name: str) -> tuple[Work, ...]:
        """Every work with this name, the newest first: an edition made again has the path of the one before."""
        plain = name.strip()
        if plain not in self._known:
            self._known[plain] = self._look(plain)
        return self._known[plain]

    def _look(self, name: str) -> tuple[Work, ...]:
        if not name:
            return ()
        if name.casefold().startswith("iscc:"):
            return self._by_code.get(name.casefold(), ())
        slug, _, rest = name.partition("/")
        if rest and slug in self._runs and self._asked in (None, slug):
            return self._in(slug, rest)
        for project in [self._asked] if self._asked else self._runs:
            found = self._in(project, name)
            if found:
                return found
        return self._by_id(name)

    def _by_id(self, name: str) -> tuple[Work, ...]:
        if len(name) < LEAST:
            return ()
        try:
            return (self._record.find_work(name),)
        except RecordError:
            return ()

    def _in(self, project: str, name: str) -> tuple[Work, ...]:
        if name.isdecimal() and len(name) < LEAST:
            drafts = (find_draft(drafts_of(self._record, run), name) for run in reversed(self._runs[project]))
            return tuple(draft.design for draft in drafts if draft is not None)
        if "." not in name:
            return ()
        path = name.replace("\\", "/")
        return tuple(work for known, work in self._editions(project) if path == known or path.endswith(f"/{known}"))

    def _editions(self, project: str) -> list[tuple[str, Work]]:
        """Signed files of a project with their paths and their bare names, the newest first."""
        if project not in self._paths:
            signed = self._record.works(project=project, kind_of_act="sign")
            paths = [(str(work.attributes.get("path", "")), work) for work in reversed(signed)]
            bare = [(path.rsplit("/", 1)[-1], work) for path, work in paths]
            self._paths[project] = [pair for pair in (*paths, *bare) if pair[0]]
        return self._paths[project]

    @cached_property
    def _paths(self) -> dict[str, list[tuple[str, Work]]]:
        return {}

    @cached_property
    def _runs(self) -> Mapping[str, tuple[str, ...]]:
        """The runs of each project, the project with the latest act first."""
        return {one.slug: one.runs for one in self._record.projects()}

    @cached_property
    def _by_code(self) -> Mapping[str, tuple[Work, ...]]:
        found: dict[str, tuple[Work, ...]] = {}
        for work in reversed(self._record.works()):
            if work.iscc:
                code = work.iscc.casefold()
                found[code] = (*found.get(code, ()), work)
        return found
