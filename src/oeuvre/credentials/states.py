"""The answer of `verify`: a state, its reasons, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from oeuvre.credentials.certificates import ORGANISATION
from oeuvre.credentials.claims import MadeBy
from oeuvre.foundation import Language, say

State = Literal["trusted", "intact", "altered", "expired", "none"]

# What a script sees: sound, a problem found, nothing there.
EXIT_CODES: Mapping[State, int] = {"trusted": 0, "intact": 0, "altered": 3, "expired": 3, "none": 1}


@dataclass(frozen=True)
class Reason:
    """Why a state holds: a code for programs, values for the sentence."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, language: Language = "en") -> str:
        """The reason in words. A known part of a credential is called by its name, another by its label."""
        values = dict(self.values)
        if "part" in values:
            values["part"] = _part(str(values["part"]), language)
        return say(f"credentials:reasons.{self.code}", language, **values)


def _part(label: str, language: Language) -> str:
    known = label.replace(".", "-")
    try:
        return say(f"credentials:parts.{known}", language)
    except KeyError:
        return label


@dataclass(frozen=True)
class IngredientState:
    """A work that went into the verified one, and what its own credential is worth (`none` where it has none)."""

    title: str
    state: State
    relationship: str


@dataclass(frozen=True)
class StatedTerms:
    """The terms that a credential states: the licence and its address where it has one, the digest of our own terms,
    and what machines may do (the entries of the CAWG assertion, each with its use)."""

    licence: str = ""
    address: str = ""
    digest: str = ""
    mining: tuple[tuple[str, str], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON values."""
        return {
            "licence": self.licence or None,
            "address": self.address or None,
            "digest": self.digest or None,
            "mining": dict(self.mining),
        }

    def sentences(self, language: Language = "en", named: str = "") -> tuple[str, ...]:
        """The terms in words: the licence, `named` as people know it, then what machines may do."""
        told = []
        if self.licence or self.address:
            named = " · ".join(part for part in (named or self.licence, self.address) if part)
            told.append(say("credentials:terms.licence", language, licence=named))
        uses = dict(self.mining)
        known = [name for name in _MINING if name in uses]
        if known:
            said = [
                say(
                    "credentials:terms.entry",
                    language,
                    what=say(f"credentials:terms.{name}", language),
                    use=say(f"credentials:terms.{uses[name]}", language),
                )
                for name in known
            ]
            told.append(say("credentials:terms.machines", language, entries=", ".join(said)))
        return tuple(told)


_MINING = ("data_mining", "ai_inference", "ai_training", "ai_generative_training")


@dataclass(frozen=True)
class Verification:
    """What `verify` found. `own_home`: signed by this home's authority. `signed_at` only with a trusted timestamp.

    `edited_by` are people who corrected by hand what a rule or a model had made, as the credential names them; `terms`
    what it says may be done with the work, None where it says nothing or is not to be believed.
    """

    file: Path
    state: State
    own_home: bool
    reasons: tuple[Reason, ...]
    ingredients: tuple[IngredientState, ...]
    made_by: MadeBy
    signer: str = ""
    signed_at: str | None = None
    edited_by: tuple[str, ...] = ()
    terms: StatedTerms | None = None

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.state]

    def title(self, language: Language = "en") -> str:
        """The state in words."""
        return say(f"credentials:states.{self.state}", language)

    def sentences(self, language: Language = "en") -> tuple[str, ...]:
        """The reasons in words."""
        return tuple(reason.sentence(language) for reason in self.reasons)

    def maker(self, language: Language = "en") -> str:
        """Who made it, in words, and who corrected it by hand."""
        made = say(f"credentials:made_by.{self.made_by}", language)
        if not self.edited_by:
            return made
        return say("credentials:corrected", language, made=made, names=", ".join(self.edited_by))

    def signer_name(self, language: Language = "en") -> str:
        """Who signed: this home's own authority in words, another home's by the name it gives itself, anyone else as
        their certificate names them."""
        named, _, organisation = self.signer.partition(" · ")
        name = named.removeprefix("Oeuvre home ")
        if self.own_home:
            return say("credentials:own_authority", language, name=name)
        if organisation == ORGANISATION:
            return say("credentials:other_authority", language, name=name)
        return self.signer

    def as_dict(self, language: Language = "en") -> dict[str, Any]:
        """The shape that scripts lean on; `codes` stand in the order of `reasons`."""
        return {
            "file": str(self.file),
            "state": self.state,
            "reasons": list(self.sentences(language)),
            "codes": [reason.code for reason in self.reasons],
            "ingredients": [
                {"title": one.title, "state": one.state, "relationship": one.relationship} for one in self.ingredients
            ],
            "made_by": self.made_by,
            "edited_by": list(self.edited_by),
            "own_home": self.own_home,
            "signer": self.signer,
            "signed_at": self.signed_at,
            "terms": self.terms.as_dict() if self.terms is not None else None,
        }


def from_worker(file: Path, value: Mapping[str, Any]) -> Verification:
    """A verdict as the worker sent it, made into values."""
    reasons: Sequence[Sequence[Any]] = value["reasons"]
    return Verification(
        file=file,
        state=cast(State, value["state"]),
        own_home=bool(value["own_home"]),
        reasons=tuple(Reason(str(code), dict(values)) for code, values in reasons),
        ingredients=tuple(
            IngredientState(str(one["title"]), cast(State, one["state"]), str(one["relationship"]))
            for one in value["ingredients"]
        ),
        made_by=cast(MadeBy, value["made_by"]),
        signer=str(value["signer"]),
        signed_at=None if value["signed_at"] is None else str(value["signed_at"]),
        edited_by=tuple(map(str, value["edited_by"])),
        terms=_terms(value.get("terms")),
    )


def _terms(value: object) -> StatedTerms | None:
    if not isinstance(value, Mapping):
        return None
    mining = value.get("mining")
    entries = mining.items() if isinstance(mining, Mapping) else ()
    return StatedTerms(
        licence=str(value.get("licence") or ""),
        address=str(value.get("address") or ""),
        digest=str(value.get("digest") or ""),
        mining=tuple((str(name), str(use)) for name, use in entries if str(use) in _USES),
    )


_USES = ("allowed", "notAllowed", "constrained")
