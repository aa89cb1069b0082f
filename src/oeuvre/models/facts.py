"""What a text states that a brief does not: figures, sums, days, times, promises of price, and names.

Seen by form alone, so that it holds for any trade; whoever knows the brief better says more through `states_only`.
Too strict is the right side to err on: a line that states nothing passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_NUMBER = re.compile(r"\d+(?:[.,\u202f\u00a0 ]\d{3})*(?:[.,]\d+)?")
_MONEY = re.compile(
    r"[€$£¥]|(?i:\b(?:euros?|dollars?|pounds?|quid|bucks?|livres? sterling|cents?|centimes?|eur|usd|gbp)\b)"
)
_WORD = re.compile(r"[^\W\d_]+")

_DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
}
_MONTHS = {
    "fr": "janvier février mars avril juin juillet août septembre octobre novembre décembre",
    "en": "january february april june july august september october november december",
}
# Numbers in words say an amount of something; « un », "one" and the like are articles as often as numbers.
_COUNTED = {
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante "
    "cinquante soixante cent cents mille million millions milliard douzaine dizaine vingtaine centaine moitié",
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions dozen dozens half",
}
# Words that promise: a price, a rank, a cure, a label that somebody must have given.
_PROMISED = {
    "fr": "gratuit gratuite gratuits gratuites gratuitement offert offerte offerts offertes promo promotion promotions "
    "remise rabais soldes solde réduction réductions prix tarif garanti garantie garantis remboursé remboursée "
    "meilleur meilleure meilleurs meilleures numéro premier première primé primée certifié certifiée bio biologique "
    "livraison livré livrés aujourd’hui demain guérit soigne",
    "en": "free discount discounts sale sales price prices priced guaranteed guarantee refund refunded best cheapest "
    "cheap award awards winning certified organic delivery delivered today tomorrow tonight cures cure heals first",
}


def _table(tables: dict[str, str]) -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in tables.items()}


_STATED = [_table(one) for one in (_DAYS, _MONTHS, _COUNTED, _PROMISED)]


def unstated(text: str, allowed: str, language: str, is_word: Callable[[str], bool]) -> tuple[str, ...]:
    """What `text` states and `allowed` does not, as written. A language other than French and English is held to
    figures, money and names alone."""
    tongue = language.split("-")[0].lower()
    permitted = {_figure(one) for one in _NUMBER.findall(allowed)}
    permitted |= {_figure(one) for one in re.findall(r"\d+", allowed)}
    found = [one for one in _NUMBER.findall(text) if _figure(one) not in permitted]
    if _MONEY.search(text) and not _MONEY.search(allowed):
        found.append(_MONEY.findall(text)[0])
    words = set(_folded(allowed))
    stated = frozenset().union(*(table.get(tongue, frozenset()) for table in _STATED))
    found += [word for word in _folded(text) if word in stated and word not in words]
    if "%" in text and "%" not in allowed:
        found.append("%")
    return (*found, *_names(text, words, is_word))


def _figure(written: str) -> str:
    return re.sub(r"[.,](?=\d{3}(?!\d))|[\u202f\u00a0 ]", "", written).replace(",", ".").lstrip("0") or "0"


def _folded(text: str) -> list[str]:
    joined = text.casefold().replace("'", "’")
    return [*_WORD.findall(joined), *(["aujourd’hui"] if "aujourd’hui" in joined else [])]


def _names(text: str, words: set[str], is_word: Callable[[str], bool]) -> list[str]:
    """Words with a capital that the brief does not have: within a sentence all of them, at the start of a later one
    those that are no word.

    A line that sets each long word with a capital, as English titles do, is held to the dictionary alone.
    """
    inner: list[str] = []
    opening: list[str] = []
    at_start, is_first = True, True
    for found in re.finditer(r"[^\W\d_]+|\S", text):
        token = found[0]
        if token in ".!?…:":
            at_start = True
        elif token[0].isalpha():
            if not at_start:
                inner.append(token)
            elif not is_first:
                opening.append(token)
            at_start, is_first = False, False
    names = [token for token in inner if len(token) > 1 and token[0].isupper() and token.casefold() not in words]
    long = [token for token in inner if len(token) > 3]
    is_title = len(long) > 1 and all(token[0].isupper() for token in long)
    odd = [token for token in opening if len(token) > 2 and token.casefold() not in words]
    doubtful = [*odd, *(names if is_title else [token for token in names if token.isupper()])]
    sure = [] if is_title else [token for token in names if not token.isupper()]
    return [*sure, *(token for token in doubtful if not is_word(token.casefold()))]
