"""What led to each row of a table: as data on its label, so that every page says it in its reader's language.

Who asked, and why in their words, is on no label: that is read from the act, where it can be erased.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from oeuvre.collective import ANEW, Label
from oeuvre.foundation import Language, say
from oeuvre.production import shown_name
from oeuvre.record import Act, Party
from oeuvre.studio import UNNAMED, Card, Fold

Told = dict[str, str | int]
# Who asks for what others make: their names stand over the row.
ASKING = frozenset({"director", "commissioner", "editor"})
_ROUNDS = frozenset({"more", "less", "mix", "opposite", "palette", "ask"})
_TRAITS = ("family", "palette", "mark", "copy")


def rows_of(fold: Fold) -> dict[str, int]:
    """From where the rounds of each run count on the table: a run that began anew has rows of its own, below."""
    found: dict[str, int] = {}
    for run, _ in tuple(fold.rounds):
        found.setdefault(run, ANEW * len(found))
    return found


def labels_of(fold: Fold, language: Language) -> dict[str, Label]:
    """The labels of a project's rows by the names that `place` gives those; `language` is that of their plain text."""
    told: dict[str, Told] = {row: {"row": row} for row in ("ideas", "editions", "other")}
    starts, briefs = rows_of(fold), _briefs(fold)
    begun = {act.run: act for act in fold.begun}
    sheets = {run: order for order, run in enumerate(starts, 1)}
    for (run, number), works in tuple(fold.rounds.items()):
        act = fold.by_id[works[0]].act
        row: Told = {"row": "round", "round": number} if number else {"row": "sheet", "sheet": sheets[run]}
        row["brief"], row["act"] = briefs.get(run, 1), act.seq
        if number:
            row |= _led(act)
        elif isinstance(idea := _setting(begun.get(run), "idea"), int):
            row["idea"] = idea
        told[f"round-{starts[run] + number}"] = row
    for design, cards in tuple(fold.edited.items()):
        act = cards[0].act
        row = {"row": "correction", "act": act.seq, "brief": briefs.get(act.run or "", 1)}
        row |= _numbered(fold.by_id.get(design)) | _led(act)
        told[f"corrections-of-{design}"] = row
    for design in tuple(fold.editions):
        card = fold.by_id.get(design)
        row = {"row": "editions", "brief": briefs.get((card.act.run if card else None) or "", 1)}
        told[f"editions-of-{design}"] = row | _numbered(card)
    return {name: Label(said(row, language) or name, row) for name, row in told.items()}


def said_by(fold: Fold, parties: Mapping[str, Party], language: Language) -> dict[int, Told]:
    """Who asked for each row, and why in their words, by the number of the act with which the row began."""
    first = [fold.by_id[works[0]].act for works in tuple(fold.rounds.values())]
    first += [cards[0].act for cards in tuple(fold.edited.values())]
    found: dict[int, Told] = {}
    for act in first:
        party, because = named_asker(act, parties), act.words.get("because")
        found[act.seq] = {"asked": shown_name(party, language)} if party is not None else {}
        if because:
            found[act.seq]["because"] = because
    return found


def said(told: Mapping[str, Any], language: Language) -> str | None:
    """What a label tells, in words; None for one that tells nothing which this version knows."""
    kind = told.get("row")
    if kind in ("ideas", "other"):
        return say(f"api:table.{kind}", language)
    if kind == "editions":
        words = _with(told, "of", "editions_of", language) or say("api:table.editions", language)
    elif kind == "correction":
        words = _with(told, "of", "correction_of", language) or say("api:table.correction", language)
    elif kind == "sheet":
        again = told.get("sheet", 1) not in (1, None) and told.get("brief", 1) in (1, None)
        words = _with(told, "idea", "sheet_of_idea", language) or (
            say("api:table.sheet_again", language, sheet=str(told["sheet"])[:9])
            if again
            else say("api:table.sheet", language)
        )
    elif kind == "round" and told.get("round_kind") in _ROUNDS:
        words = _round(told, language)
    else:
        return None
    if isinstance(brief := told.get("brief"), int | float) and brief > 1:
        words = say("api:table.of_brief", language, brief=int(brief), row=words)
    if told.get("asked"):
        words = say("api:table.asked", language, row=words, asked=str(told["asked"])[:200])
    if told.get("because"):
        words = say("api:table.because", language, round=words, because=str(told["because"])[:2000])
    return words


def _round(told: Mapping[str, Any], language: Language) -> str:
    join = say("production:rounds.and", language)
    number = str(told.get("round", ""))[:9]
    if not told.get("of"):
        return say(f"api:table.rounds.{told['round_kind']}", language, number=number)
    of = join.join(str(told["of"])[:80].split(","))
    what = say(f"production:rounds.{told['round_kind']}", language, of=of)
    traits = [one for one in _TRAITS if one in str(told.get("keep", "")).split(",")]
    if traits:
        named = [say(f"production:rounds.traits.{trait}", language) for trait in traits]
        listed = join.join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
        what = f"{what}, {say('production:rounds.keep', language, traits=listed)}"
    return say("api:table.round", language, number=number, what=what[:1].lower() + what[1:])


def _with(told: Mapping[str, Any], field: str, name: str, language: Language) -> str | None:
    return say(f"api:table.{name}", language, **{field: str(told[field])[:80]}) if told.get(field) else None


def _briefs(fold: Fold) -> dict[str, int]:
    """Which brief of the project each run is of: the first is 1, one that was changed is the next."""
    known: list[str] = []
    found: dict[str, int] = {}
    for act in fold.begun:
        brief = next((one.work_id for one in act.made if one.role == "brief"), None)
        if brief is not None and brief not in known:
            known.append(brief)
        found[act.run or ""] = max(1, known.index(brief) + 1 if brief is not None else len(known))
    return found


def _led(act: Act) -> Told:
    """What was asked, from which drafts and what was to stay, as far as an act says so."""
    found: Told = {}
    kind = _setting(act, "round_kind")
    if kind in _ROUNDS:
        found["round_kind"] = str(kind)
    elif act.kind == "compose":
        found["round_kind"] = "more"
    for name in ("of", "keep"):
        listed = _setting(act, name)
        if isinstance(listed, Sequence) and not isinstance(listed, str) and listed:
            found[name] = ",".join(map(str, listed))
    return found


def asker(act: Act, parties: Mapping[str, Party]) -> Party | None:
    """Who asked for an act that another did, or did it by hand; None where nobody is named for that."""
    named = next((one for one in act.by if one.role in ASKING), None)
    return parties.get(named.party_id) if named is not None else None


def named_asker(act: Act, parties: Mapping[str, Party]) -> Party | None:
    """The same, but for somebody who gave no name: every page has its own words for them."""
    party = asker(act, parties)
    return None if party is None or (party.kind == "person" and party.name == UNNAMED) else party


def _numbered(card: Card | None) -> Told:
    return {"of": str(card.number)} if card is not None and card.number is not None else {}


def _setting(act: Act | None, name: str) -> object:
    return act.settings.get(name) if act is not None else None
