"""How good a line a fragment of the letter is: what a copywriter marks with a pencil when he first reads it.

A strong line has a thing in it, somebody or a gesture, a turn, an odd word; a weak one is a label, the office's own
business, or a sum without its thing. The jewels are the sentences that the client would tell at supper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oeuvre.create.brief import Brief
from oeuvre.create.ideas.filling import length
from oeuvre.create.ideas.letter.cutting import is_to_us, sentences
from oeuvre.create.ideas.letter.signs import SIGNS
from oeuvre.create.lexicon import content, guess, kind_of, zipf
from oeuvre.foundation import Language

# A word above this frequency surprises nobody; one under the other may be a name or a slip.
_EVERYDAY, _SELDOM = 4.6, 1.2
_CONCRETE = frozenset({"thing", "food", "drink", "plant", "animal", "body"})
_FLAGS = re.IGNORECASE | re.VERBOSE


@dataclass(frozen=True)
class _Tells:
    story: re.Pattern[str]
    turn: re.Pattern[str]
    wanted: re.Pattern[str]
    you: re.Pattern[str]
    people: re.Pattern[str]
    spoken: re.Pattern[str]
    label: re.Pattern[str]
    office: re.Pattern[str]
    effort: re.Pattern[str]
    dangling: re.Pattern[str]
    beside: re.Pattern[str]


_TELLS: Mapping[Language, _Tells] = {
    "fr": _Tells(
        story=re.compile(
            r"""\b(?:trouv\w+|gard(?:e|ons|é\w*)|retrouv\w+|oubli\w+|une\sfois|le\sjour\soù|la\snuit\soù|encore|jamais|
            seule?s?|dernier|dernière|un\sjour|s[’']\w+|rend\w*|voyage\w*|pleur\w+|ri(?:t|re|ent)|croise\w*|tombe\w*|
            personne|tout\sle\smonde|mort\w*|née?s?|perd\w+|demand\w+|réclam\w+|promis|raconte\w*|croient)\b""",
            _FLAGS,
        ),
        turn=re.compile(
            r"\b(?:mais|sauf|sans|ni|pas|plutôt|au\slieu|sinon|même|jusqu|pourtant|personne|rien|jamais)\b", _FLAGS
        ),
        wanted=re.compile(
            r"\b(?:il\snous\smanque|manqu\w+|on\snous\s(?:réclame|demande)|nous\sattendons|cherch(?:e|ons)|qui\sveut)\b",
            _FLAGS,
        ),
        you=re.compile(r"\b(?:vous|votre|vos|on|chacune?)\b", _FLAGS),
        people=re.compile(
            r"\b(?:père|mère|grand-\w+|enfants?|frères?|sœurs?|voisine?s?|fils|fille|mari|femme|jumeaux|gens|bébés?)\b",
            _FLAGS,
        ),
        spoken=re.compile(r"[!?«]|\bça\b|\b(?:je|j[’'])", _FLAGS),
        label=re.compile(
            r"""^(?:nous\s(?:sommes|avons|proposons|organisons|donnons|publions|vendons|fabriquons|gérons|assurons|offrons)|
            l[ae]\srécit\sd|c[’']est\snotre|(?:les?|la|l[’'])\s?\w+\s(?:du|de\sla|des|de)\s?\w+$)""",
            _FLAGS,
        ),
        office=re.compile(
            r"""\b(?:mairies?|communes?|départements?|régions?|subvention\w*|partenaires?|soutien\w*|fédération|
            prestations?|associations?|bureau|agré\w+|certifi\w+|labellis\w+|financ\w+|adhé\w+|créée?\sen|fondée?\sen|
            plannings?|contrats?|salaires?|catalogue|éditions?|locaux|horaires?|permanences?)\b""",
            _FLAGS,
        ),
        effort=re.compile(
            r"\b(?:demande|exige|nécessite|prend|dure|compte[rz]?)\b.*\b(?:heures?|jours?|mois)\b", _FLAGS
        ),
        beside=re.compile(r"\b(?:buvette|restauration|parking|goûter|tombola|crêpes|rue|avenue)\b", _FLAGS),
        dangling=re.compile(r"\b(?:la|le|les|lui|leur|y|en)\s(?:soutiennent|soutient|aident|aide)\b", _FLAGS),
    ),
    "en": _Tells(
        story=re.compile(
            r"""\b(?:found|kept|keeps?|left|once|one\s(?:day|night|winter)|the\s(?:day|night)|still|never|only|last|nobody|
            everybody|laugh\w*|cried|lost|forgot\w*|died|born|asked|asking|told|swore|gave|since\s1\d\d\d|come\sback|
            stops?|worse|saved?|cannot|can[’']t|remember\w*|managed|believes?|thinks?)\b""",
            _FLAGS,
        ),
        turn=re.compile(
            r"\b(?:but|except|without|not|no|nor|instead|even|until|though|or|nobody|nothing|never|n[’']t)\b|n[’']t\b",
            _FLAGS,
        ),
        wanted=re.compile(r"\b(?:we\sare\s(?:short\sof|missing|still)|wanted|we\slack|who\swants)\b", _FLAGS),
        you=re.compile(
            r"\b(?:you|your|yours)\b|^(?:bring|come|take|leave|tell|ask|try|borrow|drop|sit|order)\b", _FLAGS
        ),
        people=re.compile(
            r"\b(?:mum|mother|dad|father|grand\w+|child(?:ren)?|sons?|daughters?|sisters?|brothers?|neighbours?|"
            r"husband|wife|twins|people|nurses?|babies|kids?)\b",
            _FLAGS,
        ),
        spoken=re.compile(r"[!?“]|\bI\b|n[’']t\b|[’']ll\b|\bfine\b", _FLAGS),
        label=re.compile(
            r"""^(?:(?:we|i)\s(?:run|are|am|offer|provide|organi[sz]e|have\sbeen|sell|supply|hold|host|publish|specialise)\b|
            (?:the|an?)\s\w+(?:\s\w+)?\sof\s[A-Z]?\w+$|[\w\s-]+\sand\s[\w\s-]*(?:washes|services|repairs|courses)$)""",
            _FLAGS,
        ),
        office=re.compile(
            r"""\b(?:councils?|parish|grants?|funded|partners?|sponsor\w*|support(?:ed|s)|charity|charities|volunteers?\srun|
            registered|certified|accredited|members?hip|founded|established|committee|contracts?|salary|trustees|services?|
            has\sbeen\s(?:teaching|running|going))\b""",
            _FLAGS,
        ),
        effort=re.compile(r"\b(?:takes|requires|needs|lasts)\b.*\b(?:hours?|days?|weeks?|months?)\b", _FLAGS),
        beside=re.compile(
            r"\b(?:tea\sand|coffee\sand|cakes?\sby|refreshments?|parking|raffle|toilets?|street|above\sthe)\b", _FLAGS
        ),
        dangling=re.compile(r"\b(?:support|back|fund)s?\sit\b", _FLAGS),
    ),
}


def worth_of_line(text: str, language: Language, *, begins: bool) -> float:
    """How good a line words of the letter are, about -1 to 0.7; `begins` where they open the text, which presents."""
    tells, words = _TELLS[language], content(text, language)
    concrete = sum(_is_concrete(token.lemma, language) for token in words)
    value = min(0.2, 0.1 * concrete) + 0.12 * rarity(text, language)
    value += 0.12 if tells.story.search(text) else 0.0
    value += 0.1 if tells.turn.search(text) else 0.0
    value += 0.1 if tells.you.search(text) else 0.0
    value += 0.06 if tells.people.search(text) else 0.0
    value += 0.08 if tells.spoken.search(text) else 0.0
    value += 0.3 if tells.wanted.search(text) else 0.0
    value -= 0.04 * max(0, length(text) - 10)
    value -= 0.45 if tells.label.search(text) else 0.0
    value -= 0.5 if tells.office.search(text) else 0.0
    value -= 0.35 if tells.effort.search(text) else 0.0
    value -= 0.4 if tells.beside.search(text) else 0.0
    value -= 0.6 if tells.dangling.search(text) else 0.0
    # The opening says what the client is; what it says besides comes later.
    value -= 0.35 if begins and not tells.story.search(text) else 0.0
    counts = re.match(SIGNS[language].number.pattern, text, SIGNS[language].number.flags)
    value -= 0.35 if counts and not concrete and length(text) <= 4 else 0.0
    return value


def rarity(text: str, language: Language) -> float:
    """How seldom the two rarest things of a text are heard, 0 (everyday) to 1."""
    found = sorted(
        zipf(token.lemma, language)
        for token in content(text, language)
        if token.surface.islower() and _is_noun(token.lemma, language)
    )
    known = [value for value in found if value > _SELDOM][:2]
    if not known:
        return 0.0
    return min(1.0, max(0.0, sum(_EVERYDAY - value for value in known) / (2 * (_EVERYDAY - _SELDOM)) * 1.6))


def jewels(brief: Brief, language: Language) -> dict[str, int]:
    """The three sentences of the text that the client would tell at supper, with their rank from 0, the best first."""
    told = [one for one in sentences(brief.about.replace("'", "’")) if not is_to_us(one, language)]
    ranked = sorted(range(len(told)), key=lambda place: (-_told_at_supper(told[place], place, language), place))
    return {told[place]: rank for rank, place in enumerate(ranked[:3])}


def _told_at_supper(sentence: str, place: int, language: Language) -> float:
    tells = _TELLS[language]
    concrete = {token.lemma for token in content(sentence, language) if _is_concrete(token.lemma, language)}
    value = 0.22 * min(4, len(concrete)) + 0.7 * rarity(sentence, language)
    value += 0.18 * min(3, len({hit[0].casefold() for hit in tells.story.finditer(sentence)}))
    value += 0.12 * min(2, len(tells.turn.findall(sentence))) + (0.1 if tells.people.search(sentence) else 0.0)
    value += 0.3 if tells.wanted.search(sentence) else 0.0
    value -= 0.5 if tells.office.search(sentence) else 0.0
    value -= 0.4 if tells.label.search(sentence) else 0.0
    value -= 0.4 if tells.beside.search(sentence) else 0.0
    return value - (0.35 if place == 0 else 0.0)


def serves(text: str, aims: frozenset[str], language: Language) -> float:
    """How much a line says of what the client aims at and whom they want, 0 to 0.24."""
    return 0.08 * min(3, len({token.lemma.casefold() for token in content(text, language)} & aims))


def aims_of(brief: Brief, language: Language) -> frozenset[str]:
    """The content words of the goal and the audience, but those of the title: any line has them."""
    title = _lemmas((brief.title, brief.client), language)
    return _lemmas((brief.goal, brief.audience), language) - title


def _lemmas(texts: Iterable[str], language: Language) -> frozenset[str]:
    return frozenset(token.lemma.casefold() for text in texts for token in content(text, language))


def _is_noun(lemma: str, language: Language) -> bool:
    word = guess(lemma, language)
    return word is not None and word.part == "noun"


def _is_concrete(lemma: str, language: Language) -> bool:
    return _is_noun(lemma, language) and kind_of(lemma, language) in _CONCRETE
