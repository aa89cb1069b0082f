"""What can go wrong with a generator of another maker. Sentences stand in `foundation/words/*/foreign.json`.

ForeignError
├── GeneratorUnfit, ManifestUnfit     a file that is not taken, with the reason (exit 2)
├── GeneratorUnknown, GeneratorTaken  a name that nothing has, or that something has already (exit 2)
└── GeneratorStopped                  its process ended, by itself or because it took too long or too much
"""

from __future__ import annotations

from typing import ClassVar

from oeuvre.foundation import Language, OeuvreError, say


class ForeignError(OeuvreError):
    """Any error of this room. The value `reason` is a key under `foreign:reasons`."""

    room: ClassVar[str] = "foreign"

    def _spoken(self, language: Language) -> dict[str, object]:
        values = dict(self.values)
        if "reason" in values:
            values["reason"] = say(f"foreign:reasons.{values['reason']}", language, **self.values)
        return values

    def message(self, language: Language = "en") -> str:
        return say(f"foreign:errors.{self.code}.message", language, place=self.place, **self._spoken(language))

    def remedy(self, language: Language = "en") -> str:
        return say(f"foreign:errors.{self.code}.remedy", language, place=self.place, **self._spoken(language))


class GeneratorUnfit(ForeignError):
    """A file of weights that is not taken; `reason` says why."""

    code = "generator-unfit"
    exit_code = 2
    http_status = 422


class ManifestUnfit(ForeignError):
    """A manifest that lacks something, or says what cannot be."""

    code = "manifest-unfit"
    exit_code = 2
    http_status = 422


class GeneratorUnknown(ForeignError):
    """No generator of this name."""

    code = "generator-unknown"
    exit_code = 2
    http_status = 404


class GeneratorTaken(ForeignError):
    """Another generator has this name."""

    code = "generator-taken"
    exit_code = 2
    http_status = 409


class GeneratorStopped(ForeignError):
    """The process that runs a generator ended; `reason` says how."""

    code = "generator-stopped"
    http_status = 503
