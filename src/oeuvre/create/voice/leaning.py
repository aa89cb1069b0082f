"""What a French clause leans on: a part of a sentence that points back, or that is only half of what is said."""

from __future__ import annotations

import re

# « et vous disent »: with a verb of another person, `vous` and `nous` are its object.
_OBJECT = re.compile(r"^(?:vous|nous)\s+(?:(?:ne|me|le|la|les|en|y|lui|leur)\s+|[nlmy][’'])*([^\W\d_]+)", re.IGNORECASE)
_OWN_VERB = {"vous": re.compile(r"(?:ez|êtes|faites|dites)$"), "nous": re.compile(r"(?:ons|sommes)$")}
_POINTS_BACK = re.compile(
    r"\b(?:celle|celui|celles|ceux)\b"
    r"|\b(?:à|de|pour|sans)\s(?:le|la|les|l[’'])\s?[^\W\d_]+(?:er|ir|re|oir)\b"
    r"|^(?:on|nous|vous|je|tu)\s(?:ne\s)?(?:(?:le|la|les|en|lui)\s(?!plus\b)[^\W\d_]+|l[’'][^\W\d_]+)"
    r"|^l[’']on\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:ne\s|n[’']).*\b(?:pas|plus|jamais|ni)\b", re.IGNORECASE)
# « Chacun a sa tache »: each of the things that were told before.
_EACH_OF_THEM = re.compile(r"chacune?\s(?:a|est|coûte|pèse|porte)\b", re.IGNORECASE)


def has_no_subject(part: str) -> bool:
    """Whether `vous` or `nous` opens a part as the object of a subject that stands before it."""
    found = _OBJECT.match(part)
    return found is not None and not _OWN_VERB[part[:4].casefold()].search(found[1].casefold())


def leans(part: str, *, begins: bool, ends: bool) -> bool:
    """Whether a part of a sentence needs what stands around it; `begins` and `ends` tell where in it the part stands.

    What points back needs the beginning; what is denied first needs its end: « On ne répare pas votre vélo : … ».
    """
    if has_no_subject(part) or _EACH_OF_THEM.match(part):
        return True
    return (not begins and _POINTS_BACK.search(part) is not None) or (not ends and _DENIES.search(part) is not None)
