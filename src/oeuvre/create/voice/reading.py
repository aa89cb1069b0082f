"""The words that a brief says: its content words, each as noun, verb or adjective by what stands before it.

What is denied ("no music", « sans alcool ») is not said. Names are no words. No grammar is parsed: articles and
subjects decide where a spelling is two words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from oeuvre.create.brief import Brief
from oeuvre.create.lexicon import Token, Word, content, find, guess, is_unfit
from oeuvre.create.voice.cues import cues_of
from oeuvre.create.voice.headline import holds_any
from oeuvre.create.voice.pool import Filler, Source
from oeuvre.create.voice.small_words import ARTICLES, BEFORE_DOING, BEFORE_NOUNS, IS, NO_WORDS, OBJECTS, SUBJECTS
from oeuvre.foundation import Language, verbatim_key

# A brief of twenty thousand words says what it is about in its first ones.
MOST_SIGNS = 6000
_LEAST_WEIGHT = {"fr": 0.55, "en": 0.35}
# English says what it is about sooner: what is included, or served beside, comes last.
_FALL = {"fr": 0.01, "en": 0.03}
# Fields whose words all may have a capital and still are words.
_TITLE_CASE = ("title", "words.use", "facts.product", "client", "idea", "copy.headline")

# Words after these are not there, or are what one leaves.
_DENIED = {
    "fr": re.compile(
        r"(?<!\w)(?:(?:sans|ni|aucune?|ne pas|pas de|pas des|pas un|pas une|plus de|jamais de|au lieu de|plutôt que)\s+"
        r"(?:l[ae]s?\s+|l['’]|une?\s+|des\s+)?|(?:pas|plus|jamais|au lieu) d['’])[\w-]+",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?<!\w)(?:no|without|nor|never|not an?|instead of|rather than|less)\s+(?:the\s+|an?\s+)?[\w-]+", re.IGNORECASE
    ),
}
# Where these are told, what "we" do is what one comes to do.
_INVITING = frozenset({"beginners", "dance", "sport", "workshop"})
_CALLED = frozenset({"you", "to", "everyone", "everybody", "who", "let’s", "let's"})
_BEFORE_CALLS = frozenset({"and", "or", "then", "please", "come", "just", "never", "don't", "don’t", "not", "always"})
_DOERS = frozenset({"we", "they", "he", "she", "it", "i", "which", "that", "nobody", "nothing"})
# Of these no word stands for itself.
_SET_PHRASES = re.compile(
    r"(?<!\w)(?:plein air|temps en temps|tout le monde|mise en œuvre|open air|en ligne|à l[’']avance|tous les jours|"
    r"par (?:an|mois|semaine|jour)|une fois|à pied|pieds d[’']atelier|à voix \w+|à la main|à la fin|"
    # What one must know already is not what one comes for.
    r"autre chose|under glass|il (?:faut|suffit)[^.,;:]{0,20}? savoir \w+|"
    # Shopping is no race, and cleaning no conversation.
    r"(?:vos|ses|nos|leurs|mes|faire (?:les|des)) courses|produits? d[’']entretien|"
    r"au milieu|ouvr\w+ ses portes|portes ouvertes|petite couronne|chasses? d[’']eau|prix libre|entrée libre)(?!\w)",
    re.IGNORECASE,
)


def affirmed(text: str, language: str) -> str:
    """A text without what it denies, in French and English; else as it is."""
    return _DENIED[language].sub(" , ", text) if language in _DENIED else text


def told_by(brief: Brief) -> Iterator[tuple[str, str, float]]:
    """What a brief states, with the weight of each field's words; a filler's weight falls with its place in a text."""
    facts, copy = brief.facts, brief.copy
    for text in brief.words_use:
        yield text, "words.use", 1.0
    yield brief.title, "title", 1.0
    yield facts.promise, "facts.promise", 0.9
    yield facts.product, "facts.product", 0.9
    yield copy.headline, "copy.headline", 0.9
    yield copy.line, "copy.line", 0.8
    yield brief.about, "about", 0.8
    for row in brief.programme:
        yield row.name, "programme", 0.7
    yield brief.client, "client", 0.6


def said_words(texts: Iterable[tuple[str, str, float]], language: Language, brief: Brief) -> list[Filler]:
    """The content words of texts that may fill a slot, the weightiest first, each once."""
    nearest: dict[tuple[str, str], Filler] = {}
    invites = bool(cues_of(brief) & _INVITING)
    names = {word for name in names_in(brief) for word in re.findall(r"\w+", verbatim_key(name))}
    for text, field, weight in texts:
        text = _SET_PHRASES.sub(" , ", affirmed(text[:MOST_SIGNS], language))
        for order, token in enumerate(content(text, language)):
            word = token.word
            if language == "en" and _is_no_word(token):
                continue
            known = word is not None
            if language == "fr" and _stands_for_another(text, token):
                continue
            if field not in _TITLE_CASE and _is_name(text, token, names):
                continue
            if word is None and field != "client":
                word = guess(token.lemma, language)
            if word is not None and word.part == "verb" and _is_noun_there(text, token, language):
                word = find(token.surface, language, "noun") or (
                    word if language == "fr" else guess(token.surface, "en")
                )
            if word is not None and word.part == "verb" and _lacks_subject(text, token, language):
                word = find(token.surface, language, "noun")
            if word is not None and word.part == "noun" and _is_verb_there(text, token, language):
                word = find(token.surface, language, "verb")
            if word is not None and word.part == "noun" and language == "en" and _is_done_there(text, token):
                word = _base_of(token.surface)
            if word is not None and language == "en":
                word = _as_it_stands(word, text, token)
            if word is None or word.part == "proper":
                continue
            if holds_any(word.text, brief.words_avoid) or is_unfit(word.text, language):
                continue
            worth = max(_LEAST_WEIGHT[language], weight - _FALL[language] * order) * (1.0 if known else 0.8)
            for reading, share in _readings(word, text, token, language):
                # A name promises nothing: the Crown Bakery sells no crowns.
                source: Source = "trade" if field == "client" else "brief"
                by_reader = reading.part == "verb" and source == "brief" and _is_called_for(text, token, invites)
                filler = Filler(
                    reading, round(worth * share, 6), source, field, known, by_reader, _is_many(reading, token)
                )
                kept = nearest.get((reading.part, filler.key))
                if kept is None or filler.weight > kept.weight:
                    nearest[reading.part, filler.key] = filler
                elif kept is not None and (filler.by_reader, filler.many) != (kept.by_reader, kept.many):
                    both = replace(kept, by_reader=kept.by_reader or by_reader, many=kept.many or filler.many)
                    nearest[reading.part, filler.key] = both
    return sorted(nearest.values(), key=lambda filler: -filler.weight)


def _is_name(text: str, token: Token, names: Collection[str]) -> bool:
    """Whether a word stands there as a name: with a capital inside a sentence, or all of a title's words have one."""
    if not token.surface[:1].isupper() or (token.word is not None and token.word.text[:1].isupper()):
        return False
    if verbatim_key(token.surface) in names:
        return True
    if token.start > 0 and not re.search(r"[.!?:…]\s*$|^\W*$", text[: token.start]):
        return True
    long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(long) > 1 and all(word[0].isupper() for word in long)


def _is_noun_there(text: str, token: Token, language: Language) -> bool:
    """Whether a word that could be a verb stands right behind an article; in English behind a preposition, too."""
    before = re.findall(r"[^\W_]+|[^\w\s]", text[max(0, token.start - 24) : token.start])
    if not before:
        return False
    last = verbatim_key(before[-1])
    if last == "that" and _third_person(token.surface) is not None:
        return False
    if language == "fr" or last in ARTICLES[language]:
        return last in ARTICLES[language]
    if _is_ing(token):
        return False
    return last in BEFORE_NOUNS or (find(last, "en", "adjective") is not None and find(last, "en", "verb") is None)


def _as_it_stands(word: Word, text: str, token: Token) -> Word | None:
    """An English adjective that stands as a noun ("a firm that"), or the other way ("the honey is dark")."""
    before = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text[max(0, token.start - 24) : token.start])
    follows = re.match(r"\s+([^\W_]+)", text[token.start + len(token.surface) :])
    last = verbatim_key(before[-1]) if before else ""
    if word.part == "adjective" and follows and follows[1].casefold() in ("that", "which", "who", "of"):
        return find(token.surface, "en", "noun") if last in ARTICLES["en"] or find(last, "en", "adjective") else word
    if word.part == "noun" and last in IS:
        return find(token.surface, "en", "adjective") or word
    return word


def _is_no_word(token: Token) -> bool:
    """Whether English spells so a word of no content, or a form that is more often another word ("two left feet")."""
    return verbatim_key(token.surface) in NO_WORDS


def _base_of(surface: str) -> Word | None:
    """The English verb that a spelling is a form of: "book", "clearing"."""
    stem = surface.casefold().removesuffix("ing")
    bases = (surface.casefold(),) if stem == surface.casefold() else (stem, f"{stem}e", stem[:-1])
    return next((verb for base in bases if base and (verb := find(base, "en", "verb")) is not None), None)


def _is_done_there(text: str, token: Token) -> bool:
    """Whether an English noun stands where a verb does: "Book it", "and clearing bottles"."""
    if " " in token.surface:
        return False
    before = re.findall(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s'’]", text[: token.start])
    after = re.findall(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s'’]", text[token.start + len(token.surface) :])
    last = verbatim_key(before[-1]) if before else "."
    follows = verbatim_key(after[0]) if after else "."
    if _is_ing(token):
        things = follows.endswith("s") and find(follows, "en", "noun") is not None
        return last in BEFORE_DOING and (things or follows in ARTICLES["en"])
    begins = not last[0].isalnum() or last in ("and", "or", "then", "to")
    return begins and follows in OBJECTS and verbatim_key(token.surface) == verbatim_key(token.lemma)


# « La librairie ferme ses volets »: behind a noun and before its object a word is a verb.
_OBJECT = re.compile(
    r"\s+(?:les?|la|une?|ses|son|sa|leurs?|vos|votre|nos|notre|mes|tous|toutes|chaque)\b|\s+l['’]", re.I
)
_GENDER_OF = {"le": "m", "un": "m", "du": "m", "la": "f", "une": "f"}
_BORDER = re.compile(r"\s*(?:$|[^\w\s'’-])")


def _follows_subject(text: str, token: Token) -> bool:
    """Whether a French word stands where the verb of a noun before it does."""
    before = re.findall(r"[^\W_]+", text[max(0, token.start - 40) : token.start])
    if len(before) < 2 or re.search(r"[^\w\s'’]\s*$", text[: token.start]):
        return False
    if verbatim_key(before[-2]) not in ARTICLES["fr"]:
        return False
    subject = find(before[-1], "fr", "noun") or guess(before[-1], "fr")
    if subject is None or subject.part != "noun":
        return False
    behind = text[token.start + len(token.surface) :]
    return _OBJECT.match(behind) is not None or subject.kind in ("person", "animal") or token.word is None


def _stands_for_another(text: str, token: Token) -> bool:
    """Whether a French word is another there: « à la fin », « en parlant », « et la livre », « se promène »."""
    if token.word is None or token.word.part not in ("adjective", "noun", "verb"):
        return False
    before = re.findall(r"[^\W_]+", text[max(0, token.start - 12) : token.start])
    last = verbatim_key(before[-1]) if before else ""
    if token.word.part == "noun":
        same = verbatim_key(token.surface.split()[0]) == verbatim_key(token.word.text.split()[0])
        one_gender = token.word.kind not in ("person", "animal")
        return same and one_gender and _GENDER_OF.get(last, token.word.gender) != token.word.gender
    if token.word.part == "verb":
        return last in ("se", "s")
    if last == "en":
        return token.surface.endswith("ant")
    return last in ARTICLES["fr"] and _BORDER.match(text[token.start + len(token.surface) :]) is not None


def _third_person(surface: str) -> str | None:
    """The verb that an English word in -s may be a form of."""
    for base in (surface.removesuffix("s"), surface.removesuffix("es")):
        if base != surface and (base == "leave" or find(base, "en", "verb") is not None):
            return base
    return None


def _lacks_subject(text: str, token: Token, language: Language) -> bool:
    """Whether an English verb in -s stands behind a border, where it is as likely a noun in a list."""
    if language != "en" or not token.surface.endswith("s") or _third_person(token.surface) is None:
        return False
    return re.search(r"(?:^|[^\w\s]|\b(?:and|or|about|of|for|with))\s*$", text[: token.start]) is not None


def _is_verb_there(text: str, token: Token, language: Language) -> bool:
    """Whether a word that could be a noun stands where a verb does: « on danse », "nothing leaves", "to walk"."""
    before = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text[max(0, token.start - 40) : token.start])
    between = re.search(r"[^\w\s'’]\s*$", text[: token.start])
    if not before or between or " " in token.surface:
        return False
    if language == "fr" and _follows_subject(text, token):
        return True
    last = before[-1]
    if verbatim_key(last) in SUBJECTS[language]:
        return True
    if language == "en" and token.surface.endswith("s") and find(last, "en", "noun") is not None:
        # "Every bell rings": what follows one thing in -s is done by it.
        one = len(before) > 1 and before[-2].casefold() in ("every", "each")
        return one or _third_person(token.surface) is not None
    return last[0].isupper() and len(before) > 1 and token.surface[0].islower() and language == "fr" and len(last) > 3


def _is_ing(token: Token) -> bool:
    """Whether an English word is an -ing form: planting, not sing."""
    verb = find(token.surface, "en", "verb")
    return token.surface.endswith("ing") and (verb is None or verbatim_key(verb.text) != verbatim_key(token.surface))


def _is_many(word: Word, token: Token) -> bool:
    """Whether a noun is said in the plural there."""
    return word.part == "noun" and (word.number == "plural" or verbatim_key(token.surface) != verbatim_key(word.text))


def _is_called_for(text: str, token: Token, invites: bool) -> bool:
    """Whether an English verb says what the reader is to do, not what the client or a thing does.

    "Learn to row", "bring a lamp", "you stay"; "we bake" only where the brief invites to join in.
    """
    if _third_person(token.surface) is not None or token.surface.endswith("ed"):
        return False
    if _is_ing(token):
        return invites
    follows = re.match(r"\s*([^\W_]+)", text[token.start + len(token.surface) :])
    if follows and not text[: token.start].strip() and _third_person(follows[1]) is not None:
        # "Tally keeps your books": it is a name.
        return False
    clause = re.split(r"[.;:!?…–—|]", text[: token.start])[-1]
    before = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", clause.casefold())
    doers = [word for word in before if word in _DOERS or word in _CALLED]
    if doers:
        return doers[-1] in _CALLED or (invites and doers[-1] == "we")
    # "Come and row", not "volunteers mend lamps" nor "a code sprint".
    return not before or before[-1] in _BEFORE_CALLS or invites


def _readings(word: Word, text: str, token: Token, language: Language) -> Iterator[tuple[Word, float]]:
    """A word as it was read, and as the verb of the same spelling that it may be: dance classes, to dance."""
    yield word, 1.0
    same = verbatim_key(token.surface) == verbatim_key(word.text)
    if word.part == "noun" and same and not _is_noun_there(text, token, language):
        verb = find(word.text, language, "verb")
        if verb is not None and verbatim_key(verb.text) == verbatim_key(word.text):
            yield verb, 0.7


def names_in(brief: Brief) -> Iterator[str]:
    """The people of a brief, without what they do, and its client."""
    for person in brief.facts.people:
        name = re.split(r"\s*[,(:;–—]\s*", person.strip())[0]
        if re.match(r"[^\W\d_]", name) and len(name) <= 40:
            yield name
    if brief.client:
        yield brief.client
