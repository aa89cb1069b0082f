"""Really Simple Licensing 1.0: the XML file, and the line of `robots.txt` that leads to it.

Source: RSL 1.0 (Recommendation, rslstandard.org/rsl). Each permitted use stands in a licence of its own, with the
countries that it is limited to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree

from oeuvre.licence import Action, Duties, Limits, Rule, Stance, Terms, Training
from oeuvre.licence.exchange.errors import ExchangeUnfit
from oeuvre.licence.exchange.losses import Imported, Loss
from oeuvre.licence.exchange.mining import parse_xml
from oeuvre.licence.exchange.names import deed_of
from oeuvre.licence.exchange.stances import stance, terms_of_stances

RSL = "https://rslstandard.org/rsl"
USES = {"ai-train": Action.AI_TRAINING, "ai-input": Action.AI_INPUT, "search": Action.SEARCH}
_WIDE = {"all": tuple(USES.values()), "ai-all": (Action.AI_TRAINING, Action.AI_INPUT)}


def _sayable(terms: Terms, action: Action) -> frozenset[str] | None:
    """The countries in which a use is free, empty for all of them; None where RSL cannot say the limits that hold."""
    own = terms.rule(action).limits
    only_places = Limits(territories=own.territories)
    priced = any(action in price.actions for price in terms.prices)
    consent = action is not Action.AI_TRAINING or terms.training is Training.TRAIN
    if stance(terms, action) is Stance.PROHIBITED or own != only_places or priced or not consent:
        return None
    return own.territories or frozenset()


def write_rsl(terms: Terms, target: str) -> str:
    """The XML of one content with a licence for each use, and one that prohibits the rest."""
    root = etree.Element(f"{{{RSL}}}rsl", nsmap={None: RSL})
    content = etree.SubElement(root, f"{{{RSL}}}content", url=target or "/")
    barred = []
    for use, action in USES.items():
        places = _sayable(terms, action)
        if places is None:
            barred.append(use)
            continue
        licence = etree.SubElement(content, f"{{{RSL}}}license")
        etree.SubElement(licence, f"{{{RSL}}}permits", type="usage").text = use
        if places:
            etree.SubElement(licence, f"{{{RSL}}}permits", type="geo").text = " ".join(sorted(places))
        owed = "attribution" if terms.duties.attribute else "free"
        etree.SubElement(licence, f"{{{RSL}}}payment", type=owed)
    if barred:
        licence = etree.SubElement(content, f"{{{RSL}}}license")
        etree.SubElement(licence, f"{{{RSL}}}prohibits", type="usage").text = " ".join(barred)
    if deed_of(terms):
        etree.SubElement(content, f"{{{RSL}}}terms").text = deed_of(terms)
    etree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + str(etree.tostring(root, encoding="unicode")) + "\n"


def robots_line(address: str) -> str:
    """The line of `robots.txt` that leads to the XML at an address."""
    return f"License: {address}"


def read_rsl(text: str, place: str) -> Imported:
    """What an RSL file permits freely; what it asks money or more for is not permitted, and listed.

    Raises ExchangeUnfit; of several contents nobody can tell which one is meant.
    """
    root = parse_xml(text, "RSL", place)
    contents = root.findall(f"{{{RSL}}}content")
    if root.tag != f"{{{RSL}}}rsl" or len(contents) != 1:
        raise ExchangeUnfit(place, format="RSL", line=root.sourceline or 1, detail="<content>")
    permitted: dict[Action, set[str] | None] = {}
    barred: set[Action] = set()
    unread: list[Loss] = []
    attributed = False
    for licence in contents[0].findall(f"{{{RSL}}}license"):
        uses, places, free, owes = _read_licence(licence, barred, unread, place)
        attributed = attributed or (owes and bool(uses))
        for action in uses if free else ():
            known = permitted.get(action, set())
            permitted[action] = None if not places or known is None else known | places
    unread += [Loss(etree.QName(one).localname, one.text or "") for one in contents[0] if _is_other(one)]
    allowed = {action: places for action, places in permitted.items() if action not in barred}
    terms = terms_of_stances(frozenset(allowed))
    limited = {
        action: Rule(True, Limits(territories=frozenset(places))) for action, places in allowed.items() if places
    }
    # Free for attribution is a duty to name the author; RSL says no more of how.
    duties = Duties(attribute=frozenset({"author"}) if attributed else frozenset())
    return Imported("rsl", replace(terms.with_rules(limited), duties=duties), tuple(unread))


def _is_other(one: Any) -> bool:
    return isinstance(one.tag, str) and etree.QName(one).localname != "license"


def _read_licence(
    licence: Any, barred: set[Action], unread: list[Loss], place: str
) -> tuple[list[Action], set[str], bool, bool]:
    """Uses, places, whether they are free, and whether they are so for attribution."""
    uses: list[Action] = []
    places: set[str] = set()
    free, owes = True, False
    for part in licence:
        if not isinstance(part.tag, str):
            continue
        name, kind = etree.QName(part).localname, part.get("type", "")
        words = (part.text or "").replace(",", " ").split()
        if name in ("permits", "prohibits") and kind == "usage":
            for word in words:
                actions = _WIDE.get(word) or ((USES[word],) if word in USES else ())
                if name == "prohibits":
                    barred.update(actions)
                else:
                    uses += actions
                if word not in USES:
                    unread.append(Loss(f"{name} usage", word))
        elif name == "permits" and kind == "geo":
            if not all(len(word) == 2 and word.isalpha() and word.isupper() and word.isascii() for word in words):
                raise ExchangeUnfit(place, format="RSL", line=part.sourceline or 1, detail="geo")
            places |= set(words)
        elif name == "payment":
            owes = kind == "attribution"
            free = kind in ("free", "attribution")
            if not free:
                unread.append(Loss("payment", kind))
        else:
            unread.append(Loss(f"{name} {kind}".strip(), " ".join(words)))
            # Whoever is addressed, or wherever it is barred: a limit that terms here do not hold narrows to nothing.
            free = free and name == "legal"
    return uses, places, free, owes
