"""Which language a short text is in, by the small words that one language has and others have not.

A headline has few of them, so the check never says "this is French": it says that a text is surely not, when another
language's words outweigh its own or its letters are of another script.
"""

from __future__ import annotations

import re
import unicodedata

# Small words that mean something in one of these languages and nothing in the others, or something rare.
_LISTS = {
    "fr": "le la les un une des du au aux et est sont dans avec pour sur qui que quoi dont où mais donc car ne pas "
    "plus très vous nous ils elles leur leurs votre vos notre nos ce cette ces son sa ses chaque tout tous "
    "toute toutes chez sans sous entre vers jusqu ici voici voilà il elle être avoir fait comme quand aussi "
    "même encore déjà jour soir nuit matin de en à se si y on ni par ou mon ma mes ton ta tes fin rien mieux "
    "peu trop bien vient",
    "en": "the an and is are was were with for from this that these those of to in by your our their its you we "
    "they he she who what where when why how not but so than then there here every all each into out off over "
    "under after before until be been have has had will would can could should do does did just only more as "
    "at it my me us day night morning evening come make made a no on or i if up too one much never always",
    "es": "el los las una unos y es son en con para por que del al su sus este esta pero más muy como",
    "de": "der die das ein eine und ist sind mit für auf von zu im nicht wir ihr auch oder wie bei aus",
    "it": "il lo gli una e è sono con per che del della nel alla non più di da questo questa come ogni",
    "pt": "o os um uma e é são com para por que do da dos das no na não mais este esta você seu sua",
    "nl": "de het een en is zijn met voor op van te in niet wij jij ook of hoe bij uit deze elke",
}
_SMALL = {language: frozenset(words.split()) for language, words in _LISTS.items()}
# One of these is enough, where none of the other's stands beside it.
_SURE_LISTS = {
    "fr": "les des une est du dans pour avec vous votre nous qui aux sur le la un chaque et de à en",
    "en": "the and of with is are your our from this to a it you by no",
}
_SURE = {language: frozenset(words.split()) for language, words in _SURE_LISTS.items()}
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")


def is_other_language(text: str, language: str) -> bool:
    """Whether `text` is surely in another language than `language` (a BCP 47 tag; only its first part counts)."""
    own = language.split("-")[0].lower()
    letters = [character for character in text if character.isalpha()]
    if not letters or own not in ("fr", "en"):
        return False
    foreign = sum(not unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    if foreign * 4 > len(letters):
        return True
    # An elision counts by its parts: « l’heure » is as French as « la heure » would be.
    words = [part for word in _WORD.findall(text.casefold().replace("'", "’")) for part in _parts(word)]
    marks = {name: sum(word in small for word in words) for name, small in _SMALL.items()}
    best = max(count for name, count in marks.items() if name != own)
    sure = _SURE["en" if own == "fr" else "fr"] - _SMALL[own]
    is_sure = marks[own] == 0 and len(words) >= 3 and any(word in sure for word in words)
    return is_sure or (best >= 2 and best > marks[own])


def _parts(word: str) -> tuple[str, ...]:
    head, mark, tail = word.partition("’")
    if not mark:
        return (word,)
    if head in ("l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu"):
        return ("le", tail)
    return (head, "is") if tail in ("s", "re", "ll", "ve", "d", "m", "t") else (head, tail)
