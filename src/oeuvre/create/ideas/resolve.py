"""From a word to something that can be drawn: a piece of the library, a drawing by rule, or an honest commission.

The surest way first: the piece bears the word; the room's own table has a piece that shows it; the hand-kept notions of
the library name one; a drawing by rule bears it; the head of the phrase does, or a thing in it; a synonym of the same
kind, trade and outline does. Neighbours in a dictionary were tried and left out: they gave a spinning top for a roof.
"""

from __future__ import annotations

from functools import lru_cache

from oeuvre.create.ideas.model import Motif
from oeuvre.create.ideas.tables import NOT_SHOWN, shown
from oeuvre.create.lexicon import Word, ambiguous, content, find, kind_of, synonyms
from oeuvre.create.library import Emblem, drawings, emblems, find_emblems
from oeuvre.foundation import Language

# Of the words of a piece, those that still name what it shows.
_MEANINGS = 3
_SURE = 0.5
# Kinds that have no outline of their own, and are shown by what the library's notions name for them.
_NOTIONAL = frozenset(
    {"place", "event", "food", "drink", "work", "matter", "sound", "smell", "time", "weather", "abstract"}
)


@lru_cache(maxsize=4096)
def resolve(word: str, language: Language, *, parts: bool = True) -> Motif:
    """The motif of a word or short phrase. `word` stays as given; both of its names empty means a commission.

    Without `parts`, a phrase is not drawn as one of the words in it.
    """
    if shown(language).get(word.casefold()) == NOT_SHOWN:
        return Motif(word)
    for said in _ways(word, language, parts):
        emblem = _emblem(said, language)
        if emblem:
            return Motif(word, emblem=emblem)
        drawing = _drawings(language).get(said.casefold(), "")
        if drawing:
            return Motif(word, drawing=drawing)
    return Motif(word)


def _ways(word: str, language: Language, parts: bool) -> list[str]:
    """The word itself, its singular, what is in it, its synonyms, its nearest neighbours."""
    ways = [word]
    known = find(word, language)
    if known is not None:
        ways.append(known.text)
    if not parts:
        return ways
    head = _head(word, language)
    ways += [head] if head else []
    inside = [token for token in content(word, language) if token.word is not None and token.word != known]
    # A sheep pen is drawn by its sheep: a word of two senses tells nothing inside a phrase.
    inside = [token for token in inside if token.lemma not in ambiguous(language)]
    ways += [token.lemma for token in (inside if language == "fr" else inside[::-1])]
    ways += [same for same in synonyms(word, language)[:6] if _is_alike(same, known, language)]
    return list(dict.fromkeys(ways))


def _is_alike(same: str, known: Word | None, language: Language) -> bool:
    """Whether a synonym is the same thing in the same world: a thesaurus has an axe for a trombone."""
    other = find(same, language, "noun")
    if known is None or other is None or known.kind != other.kind:
        return False
    return not set(known.trades).isdisjoint(other.trades) and not known.shapes.isdisjoint(other.shapes)


def _head(word: str, language: Language) -> str:
    """The head of a compound, where it is the same thing: sourdough loaf, loaf; not a bottle bank, which is no bank."""
    whole, several = find(word, language), word.split()
    if whole is None or len(several) < 2:
        return ""
    head = find(several[0 if language == "fr" else -1], language)
    alike = head is not None and head.kind == whole.kind and not set(head.trades).isdisjoint(whole.trades)
    return head.text if head is not None and alike else ""


@lru_cache(maxsize=4096)
def _emblem(word: str, language: Language) -> str:
    """The best piece that bears this word, else that the notion of this word names; never by a mere field."""
    named = shown(language).get(word.casefold(), "") or _names(language).get(word.casefold(), "")
    if named == NOT_SHOWN:
        return ""
    # A coat is not drawn as the winter it is worn in, nor a compound as one of its words.
    if named or not word.isalpha() or kind_of(word, language) not in _NOTIONAL:
        return named
    best = next((match for match in find_emblems((word,), language, limit=2) if match.why != "field"), None)
    return best.emblem.name if best is not None and best.score >= _SURE else ""


@lru_cache(maxsize=2)
def _names(language: Language) -> dict[str, str]:
    """Pieces by the words they bear; of several, the one of which it is the first word, then the strongest."""
    best: dict[str, tuple[int, bool, int, str]] = {}

    def claim(said: str, rank: int, piece: Emblem) -> None:
        mine = (rank, said.casefold() not in piece.name.split("-"), -piece.score, piece.name)
        best[said.casefold()] = min(best.get(said.casefold(), mine), mine)

    for piece in emblems().values():
        if piece.fields[0] == "ornament":
            continue
        for rank, said in enumerate(piece.words(language)[: 1 if piece.needs_asking else _MEANINGS]):
            # Its first word names a piece; another does when it is the same kind of thing: no bolt for lightning.
            if rank and kind_of(said, language) != kind_of(piece.words(language)[0], language):
                continue
            claim(said, 2 * rank - (said in piece.words(language)[0].split()), piece)
        several = piece.words(language)[0].split()
        if language == "en" and len(several) == 2 and not piece.needs_asking:
            claim(several[1], 1, piece)
    return {said: name for said, (*_, name) in best.items()}


@lru_cache(maxsize=2)
def _drawings(language: Language) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, drawing in drawings().items():
        for said in drawing.words(language)[:_MEANINGS]:
            found.setdefault(said.casefold(), name)
    return found


def is_near(motif: Motif, language: Language) -> bool:
    """Whether what is drawn only stands near the word: the house of a roof, the teapot of a cup. No hero of a page."""
    if not motif.drawable:
        return False
    said = emblems()[motif.emblem].words(language) if motif.emblem else drawings()[motif.drawing].words(language)
    word = find(motif.word, language)
    mine = {motif.word.casefold(), *([word.text.casefold()] if word is not None else ())}
    own = {text.casefold() for text in said}
    return own.isdisjoint(mine) and {_last(text, language) for text in own}.isdisjoint(
        {_last(text, language) for text in mine}
    )


def _last(words: str, language: Language) -> str:
    """The word of a phrase that says what it is: a fruit tree, a tree; a cup of tea, a cup; « chaise pliante »."""
    if language == "fr":
        return words.split(" ")[0]
    return words.split(" of ")[0].split(" ")[-1]


def is_strong(motif: Motif) -> bool:
    """Whether it may stand alone and very big: a piece chosen for that, or a drawing."""
    if motif.emblem:
        piece = emblems()[motif.emblem]
        return piece.score == 3 or "hero" in piece.roles
    return bool(motif.drawing)
