"""The taste of a project: what its choices, keeps and refusals have taught, out of the record and nothing else.

Only what people decide counts; a later decision on a design takes the place of an earlier one, and an act
`reset-taste` lets all before it be forgotten for this purpose. The record keeps everything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from oeuvre.create.design import BY_ID, Features, Palette, features_of, figure_of, schemes
from oeuvre.create.library import Pairing, emblems, pairings
from oeuvre.foundation import Language, say
from oeuvre.production.kits import named
from oeuvre.production.learning import HALF_LIFE, Hint, Learned, Observation, Preference, learn
from oeuvre.production.matches import MATCH, REMATCH
from oeuvre.production.reasons import hints_in
from oeuvre.record import Act, NewAct, Party, Record, register_kind

RESET = register_kind("reset-taste").name

DECIDING = ("choose", "keep", "refuse")
# Acts of which something is learned: who decided what, of which designs, and from when on.
TEACHING = (*DECIDING, "compose", "edit", "reopen", MATCH, REMATCH, RESET)
# How much a decision says: a choice more than a keep, one of a round refused whole less than one refused by itself.
CHOSEN, KEPT, REFUSED, REFUSED_WITH_ALL = 2.0, 1.0, 1.0, 0.4
# What is asked for just now says more than what was said of others before.
HEARD = 2.0
# One of two had to be preferred: that is less than to be kept.
PREFERRED = 0.6
# After so many later decisions one counts for nothing any more: less than a thousandth of a thousandth.
OLDEST = 20 * int(HALF_LIFE)
# Of how many decisions a taste is told, and which weights are told: so strong, and so much surer than not.
ENOUGH, STRONG, SURE = 4, 0.2, 0.7
MOST_TOLD = 6
# What is one thing to a person, whatever the numbers call it: the strongest of each is told.
_ONE_THING = {"figure:word": "word", "figure:mark": "word", "family:grand_mot": "word"}


@dataclass(frozen=True)
class Taste:
    """What was learned of a project's taste: over `decisions`, since act number `since` where it was reset.

    `says` is how much they say together, in keeps: a round refused whole is one decision on many designs.
    """

    learned: Learned
    decisions: int
    since: int | None = None
    says: float = 0.0

    @property
    def knows(self) -> bool:
        """Whether enough was decided to speak of a taste."""
        return self.decisions >= ENOUGH or self.says >= ENOUGH

    @property
    def early(self) -> bool:
        """Whether it is told of a few decisions only, which others may yet confirm or not."""
        return self.knows and self.decisions < ENOUGH

    def worth(self, designs: Sequence[Features]) -> list[float]:
        """How likely each design is to please, 0 to 1."""
        return self.learned.worth(designs)

    def strongest(self) -> tuple[tuple[str, float], ...]:
        """(feature, weight from -1 to 1) that can be told, the strongest first."""
        if not self.knows:
            return ()
        found: dict[str, tuple[str, float]] = {}
        for name in sorted(self.learned.names, key=lambda one: (-abs(self.learned.weight(one)), one)):
            weight = self.learned.weight(name)
            told = abs(weight) >= STRONG and abs(weight) >= SURE * self.learned.deviation(name)
            if told and _phrase_key(name, weight) is not None:
                found.setdefault(_ONE_THING.get(name, name), (name, _bounded(weight)))
        return tuple(found.values())[:MOST_TOLD]

    def words(self, language: Language) -> tuple[str, ...]:
        """The taste in words, what pleases first; honest when it knows too little."""
        if not self.knows:
            return (say("production:taste.little", language, count=self.decisions),)
        told = self.strongest()
        if not told:
            return (say("production:taste.none", language, count=self.decisions),)
        ordered = [one for one in told if _pleases(*one)] + [one for one in told if not _pleases(*one)]
        return tuple(dict.fromkeys(phrase(name, weight, language) for name, weight in ordered))

    def as_dict(self, language: Language) -> dict[str, object]:
        """The taste as scripts and the studio take it."""
        return {
            "words": list(self.words(language)),
            "features": [
                {"feature": name, "label": phrase(name, weight, language), "weight": round(weight, 3)}
                for name, weight in self.strongest()
            ],
            "decisions": self.decisions,
            "early": self.early,
            "since": self.since,
        }


class TasteFold:
    """What decides a project's taste, taken in act by act in their order: asking again costs what came since."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._composed: dict[str, Act] = {}
        self._standing: dict[str, Act] = {}
        self._hints: list[tuple[Act, str]] = []
        self._matches: dict[int, Act] = {}
        self._since: int | None = None
        self._features: dict[str, Features | None] = {}
        self._people: dict[str, bool] = {}
        self._taste: Taste | None = None

    def take(self, acts: Iterable[Act]) -> None:
        """Take in acts of the project that came since; those that teach nothing are passed over."""
        for act in acts:
            if act.kind not in TEACHING:
                continue
            self._taste = None
            self._composed.update({made.work_id: act for made in act.made if made.role == "draft"})
            if act.kind == RESET:
                self._since = act.seq
                self._standing.clear()
                self._hints.clear()
                self._matches.clear()
            elif act.kind == MATCH:
                if any(self._person(by.party_id) for by in act.by):
                    self._matches[act.seq] = act
            elif act.kind == REMATCH:
                back = act.settings.get("match")
                self._matches.pop(back if isinstance(back, int) else 0, None)
            else:
                self._decision(act)

    def _decision(self, act: Act) -> None:
        by_person, because = any(self._person(by.party_id) for by in act.by), act.words.get("because")
        if act.kind == "compose":
            if by_person and because:
                self._hints.append((act, because))
            return
        designs = [used.work_id for used in act.used if used.work_id in self._composed]
        if act.kind == "reopen":
            for design in designs:
                self._standing.pop(design, None)
        if act.kind not in DECIDING or not by_person or "format" in act.settings or "faults" in act.settings:
            return
        for design in designs:
            # Taken out first: what stands, stands in the order of its last decision.
            self._standing.pop(design, None)
            self._standing[design] = act
        if designs and act.kind == "refuse" and because:
            self._hints.append((act, because))

    def _person(self, party_id: str) -> bool:
        if party_id not in self._people:
            self._people = {party.id: party.kind in ("person", "collective") for party in self._record.parties()}
        return self._people.get(party_id, False)

    def taste(self, heard: Sequence[tuple[str, float]] = ()) -> Taste:
        """The taste as it stands; with `heard`, as it is for one who asks for these features now."""
        if heard:
            return self._learn(heard)
        if self._taste is None:
            self._taste = self._learn()
        return self._taste

    def _learn(self, heard: Sequence[tuple[str, float]] = ()) -> Taste:
        ages = _ages([*self._standing.values(), *self._matches.values(), *(act for act, _ in self._hints)])
        observations = [
            Observation(features, act.kind != "refuse", _says(act), ages[act.seq])
            for design, act in self._standing.items()
            if ages[act.seq] <= OLDEST and (features := self._looks(design)) is not None
        ]
        said = {
            (_occasion(act), feature): Hint(feature, value, ages[act.seq])
            for act, text in self._hints
            if ages[act.seq] <= OLDEST
            for feature, value in hints_in(text)
        }
        preferences = [
            Preference(better, worse, PREFERRED, ages[act.seq])
            for act in self._matches.values()
            if ages[act.seq] <= OLDEST
            for better, worse in [self._two(act)]
            if better is not None and worse is not None
        ]
        decisions = len({_occasion(act) for act in self._standing.values()}) + len(self._matches)
        says = sum(one.weight for one in observations) + PREFERRED * len(preferences) + KEPT * len(said)
        now = [Hint(feature, value * HEARD) for feature, value in heard]
        return Taste(learn(observations, [*said.values(), *now], preferences), decisions, self._since, says)

    def _two(self, act: Act) -> tuple[Features | None, Features | None]:
        """What the preferred and the other look like."""
        roles = {used.role: used.work_id for used in act.used if used.work_id in self._composed}
        better, worse = roles.get("preferred"), roles.get("passed")
        return (self._looks(better) if better else None, self._looks(worse) if worse else None)

    def _looks(self, design: str) -> Features | None:
        if design not in self._features:
            self._features[design] = _features(self._record, design, self._composed[design])
        return self._features[design]


def taste_of(
    record: Record, project: str, *, before: int | None = None, heard: Sequence[tuple[str, float]] = ()
) -> Taste:
    """The taste of a project; `before` is the number of an act: what came at or after it does not count.

    `heard` is what is asked for just now.
    """
    fold = TasteFold(record)
    fold.take(record.acts(project=project, kinds=TEACHING, before=before))
    return fold.taste(heard)


def reset_taste(record: Record, project: str, party: Party) -> int:
    """Forget, for this purpose, what was decided so far; returns the number of the act that says so."""
    recorded = record.append(NewAct(kind=RESET, project=project, by=[(party, "chooser")]))
    return recorded[0].act.seq


def _says(act: Act) -> float:
    if act.kind == "choose":
        return CHOSEN
    if act.kind == "keep":
        return KEPT
    return REFUSED_WITH_ALL if act.settings.get("whole") is True else REFUSED


def _occasion(act: Act) -> object:
    """What was decided at once counts once: a round refused whole is one decision, and one reason."""
    whole = act.settings.get("whole") is True or act.kind == "compose"
    return (act.kind, act.run, act.settings.get("round")) if whole else act.seq


def _ages(acts: Sequence[Act]) -> dict[int, int]:
    """How many decisions came after each."""
    last: dict[object, int] = {}
    for act in acts:
        last[_occasion(act)] = max(last.get(_occasion(act), 0), act.seq)
    order = {seq: age for age, seq in reversed(list(enumerate(sorted(last.values(), reverse=True))))}
    return {act.seq: order[last[_occasion(act)]] for act in acts}


def _features(record: Record, design: str, composed: Act) -> Features | None:
    """The features of a design on the record; None where its bytes are gone or of another shape."""
    work = record.work(design)
    if not record.store.has(work.digest):
        return None
    try:
        return design_features(json.loads(record.store.read(work.digest)), composed.settings)
    except (ValueError, KeyError, TypeError):
        return None


def design_features(design: Mapping[str, object], settings: Mapping[str, object]) -> Features:
    """The features of a design as the record keeps it; `settings` are those of the act that made it.

    Raises KeyError or TypeError for what is no design.
    """
    held, copy, pairing = design["palette"], design["copy"], design["pairing"]
    if not (isinstance(held, Mapping) and isinstance(copy, Mapping) and isinstance(pairing, Mapping)):
        raise TypeError
    colours: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in held.items()
        if name in named(Palette)
    }
    palette = Palette(**colours)
    family, picture = str(design["family"]), design["picture"]
    pictured = picture is not None and figure_of(family, pictured=True) == "photo"
    source = settings.get("headline_source")
    return features_of(
        family,
        palette,
        _pairings().get(str(pairing["id"])),
        str(copy["headline"]),
        source=source if isinstance(source, str) else "brief",
        mark=str(picture) if pictured else str(design["emblem"] or ""),
        pictured=pictured,
    )


@cache
def _pairings() -> Mapping[str, Pairing]:
    return {one.id: one for one in pairings()}


# --- in words ------------------------------------------------------------------------------------------------------


def phrase(name: str, weight: float, language: Language) -> str:
    """A feature and its sign as a person says it: `dark` below 0 is "light grounds"."""
    key = _phrase_key(name, weight)
    return say(f"production:taste.{key}", language, name=_label(name, language)) if key else name


def _phrase_key(name: str, weight: float) -> str | None:
    """The key of the words for a feature; None for one that no words were made for."""
    group, colon, value = name.partition(":")
    end = "more" if weight > 0 else "less"
    if not colon or group == "figure" or group == "voice" or group == "width" or group == "words":
        spelt = f"{group}-{value}" if colon else group
        return f"{spelt}.{end}" if spelt in _SPELT else None
    known = {"family": BY_ID, "mark": emblems(), "scheme": _schemes()}.get(group, {})
    return f"{group}.{end}" if value in known else None


_SPELT = frozenset(
    {
        *("dark", "warm", "vivid", "contrast", "word", "density", "long"),
        *("figure-word", "figure-mark", "figure-pattern", "figure-scene", "figure-photo", "figure-list"),
        *("voice-serif", "voice-sans", "voice-slab", "voice-display", "width-narrow", "width-wide"),
        *("words-brief", "words-idea"),
    }
)


def _pleases(name: str, weight: float) -> bool:
    """Whether the words for it tell what pleases: an axis always does, by its other end."""
    return weight > 0 or ":" not in name


@cache
def _schemes() -> Mapping[str, tuple[str, str]]:
    return {scheme.id: (scheme.fr, scheme.en) for scheme in schemes()}


def _label(name: str, language: Language) -> str:
    group, _, value = name.partition(":")
    if group == "family":
        return BY_ID[value].name(language)
    if group == "mark":
        return emblems()[value].words(language)[0]
    return _schemes()[value][0 if language == "fr" else 1] if group == "scheme" else value


def _bounded(weight: float) -> float:
    """A weight on the scale of -1 to 1."""
    return max(-1.0, min(1.0, weight / 2))


def told_in(language: Language) -> Iterator[str]:
    """Every key of words for features, as a test reads them."""
    for spelt in (*sorted(_SPELT), "family", "mark", "scheme"):
        for end in ("more", "less"):
            yield say(f"production:taste.{spelt}.{end}", language, name="x")


__all__ = ["RESET", "Taste", "TasteFold", "design_features", "phrase", "reset_taste", "taste_of"]
