"""Territories by their codes: ISO 3166-1 alpha-2, the World, and the unions of countries that contracts name.

A place that is written otherwise is no place that limits could be held against, so it is refused with the code that is
meant. What contains what decides whether two exclusive rights overlap: `EU` and `FR` do.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from oeuvre.foundation import LANGUAGES, say
from oeuvre.licence.errors import FieldUnfit

WORLD = "WORLD"
"""The whole world, said and not implied."""
_ISO_3166_1 = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI
FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN
IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
YT ZA ZM ZW
"""
_COUNTRIES = frozenset(_ISO_3166_1.split())
_MEMBER_STATES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
_EU = frozenset(_MEMBER_STATES.split())
_UNIONS = {"EU": _EU, "EEA": _EU | {"IS", "LI", "NO"}}
# Written for a code that ISO 3166-1 gives another country, or none.
_ALSO = {"uk": "GB", "usa": "US", "etats-unis d'amerique": "US", "england": "GB", "angleterre": "GB", "monde": WORLD}


def read_territory(text: str, place: str = "territory") -> str:
    """The code of a territory in capitals; empty for an empty one. Raises FieldUnfit for anything else, naming the code
    where the name of a country (in French or English) was written."""
    code = text.strip().upper()
    if not code or code in _COUNTRIES or code in _UNIONS or code == WORLD:
        return code
    meant = _by_name().get(_folded(text))
    if meant is not None:
        raise FieldUnfit(place, found=text[:60], expected="territory-meant", meant=meant)
    raise FieldUnfit(place, found=text[:60], expected="territory")


def lies_within(inner: str, outer: str) -> bool:
    """Whether a territory is a part of another, or the same."""
    one, other = inner.strip().upper(), outer.strip().upper()
    parts = _members(one)
    return one == other or other == WORLD or bool(parts and parts <= _members(other))


def overlap(one: str, other: str) -> bool:
    """Whether two territories have a place in common; one that nobody knows, or that was not told, may be anywhere."""
    ours, theirs = _members(one.strip().upper()), _members(other.strip().upper())
    return not ours or not theirs or bool(ours & theirs)


def countries_of(territories: Iterable[str]) -> frozenset[str]:
    """The countries of territories, unions by their members; what nobody knows stays as it was told."""
    codes = [one.strip().upper() for one in territories]
    return frozenset(country for code in codes for country in _members(code) or {code})


def _members(code: str) -> frozenset[str]:
    """The countries of a territory; none for one that is not known."""
    if code == WORLD:
        return _COUNTRIES
    return _UNIONS.get(code) or (frozenset({code}) & _COUNTRIES)


@cache
def _by_name() -> dict[str, str]:
    names = {
        _folded(say(f"places:names.{code}", language)): code
        for code in (*sorted(_COUNTRIES), *_UNIONS, WORLD)
        for language in LANGUAGES
    }
    return {**names, **_ALSO}


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", " ".join(text.replace("’", "'").split()))
    return "".join(one for one in plain if not unicodedata.combining(one)).casefold()
