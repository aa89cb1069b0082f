"""The guard: what a model wrote is let through only when nothing speaks against it.

A guard judges one text at a time and says every reason against it, as codes that have words under `models:reasons`.
It knows nothing of the trade: what may be stated, which words exist and which names stand in the brief come from
outside.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from oeuvre.foundation import set_text
from oeuvre.models.facts import unstated
from oeuvre.models.tongues import is_other_language

# Reasons in the order in which they are told: what makes a text no text first, what makes it a poor one last.
REASONS = (
    "empty", "control", "markup", "address", "refusal", "instructions", "placeholder", "language", "long", "non-word",
    "fact", "avoided", "unfinished", "repetition", "duplicate",
)  # fmt: skip

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd]")
_MARKUP = re.compile(
    r"[<>]|(?<!\w)#\w|[`{}|\\^~]|\*\*|__|(?m:^\s*#{1,6}\s)|\]\(|\[/?\w+\]|&\w+;|[\U0001f000-\U0001faff\u2600-\u27bf]"
)
_SCHEME = re.compile(r"(?i)\b(?:ftp|mailto|javascript|data|file):")
_ADDRESS = re.compile(
    r"(?i)(?:https?://|www\.)[^\s,;]*[\w/]|[\w.+-]+@[\w-]+\.\w[\w.-]*\w|\b[\w-]+\.(?:com|fr|org|net|io|ai|eu|be|ch|ca|uk)\b"
)
_REFUSAL = re.compile(
    r"(?i)\bas an? (?:ai|artificial|language model|assistant)\b|\blanguage model\b|\bopenai\b|\bchatgpt\b"
    r"|\bi(?:’m| am) (?:sorry,|afraid i|unable to|(?:just )?an? (?:ai|assistant|language))"
    r"|\bi (?:can ?not|can’t|won’t|am not able to) (?:help|assist|write|provide|create|comply|generate|fulfil|do that)"
    r"|\bje suis désolée?\b|\bdésolée?,|\bmodèle de langage\b|\bje ne suis pas (?:en mesure|capable|autorisée?)\b"
    r"|\bje ne peux pas (?:vous |t’)?(?:aider|répondre|écrire|fournir|créer|générer|faire cela)"
    r"|\ben tant qu(?:e|’)[^.]{0,20}(?:ia\b|modèle|assistant|intelligence)"
    r"|^(?:sure|certainly|of course|bien sûr)[,!\u202f ]*(?:here|i |voici|$)"
    r"|^here (?:is|are) (?:\w+ )?(?:headline|line|idea|some)"
    r"|^voici \w+ (?:titres?|lignes?|idées?|propositions?)\b"
)
_INSTRUCTIONS = re.compile(
    r"(?i)\b(?:ignore|disregard|ignorez)\b.{0,30}\b(?:instructions?|prompts?|consignes?|above|previous)\b"
    r"|\b(?:forget|oubliez)\b.{0,30}\b(?:instructions?|prompts?|consignes?)\b"
    r"|\bsystem prompt\b|\binvite système\b|\bprompt injection\b|^(?:system|assistant|user)\s*:"
)
_PLACEHOLDER = re.compile(
    r"(?i)\[[^\]]{1,60}\]|\b(?:lorem ipsum|x{3,}|tbd|todo)\b|_{3,}"
    r"|\b(?:your|insert|votre) (?:brand|name|company|marque|nom) here\b"
)
_WORD = re.compile(r"[^\W\d_]+")
# Heads that French leaves before an apostrophe; what follows is the word.
_ELIDED = frozenset({"l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu", "aujourd"})
# Words that no text ends with, in either language: what ends so was cut off.
_DANGLING_WORDS = (
    "le la les un une des du de et ou à au aux en dans par pour sur avec sans que qui dont mais comme votre "
    "notre leur ce cette ces the a an of and or to in on at by for with without from that which who but as "
    "your our their this these is are was were be"
)
_DANGLING = frozenset(_DANGLING_WORDS.split())
_ENDINGS = frozenset({"s", "re", "ll", "ve", "d", "m", "t", "hui"})


def _anything(_: str) -> bool:
    return True


def _nothing(_: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Guard:
    """What a text is held to.

    `language` is a BCP 47 tag; `allowed_text` is everything that may be stated (title, facts, copy...); `avoid` are
    words that must not occur, in any of their simple forms; `longest` is in signs, None sets no limit. `is_word` says
    whether a word of the language exists; `states_only` names what a text states that the brief does not, beside what
    is seen here (figures, money, days, months, times of day, names). `taken` are texts to stay far from; `least` is
    the fewest words that make a text.
    """

    language: str
    allowed_text: str = ""
    avoid: Sequence[str] = ()
    longest: int | None = None
    is_word: Callable[[str], bool] = _anything
    states_only: Callable[[str], Sequence[str]] = _nothing
    taken: Sequence[str] = field(default_factory=tuple)
    least: int = 2

    def clean(self, text: str) -> str:
        """The text without a bullet, a number or quotation marks around it, set as a typographer sets it."""
        text = text.strip().strip("\u200b\ufeff").strip()
        text = re.sub(r"^(?:[-–—•*·]|\d{1,2}[.)])\s+", "", text)
        for left, right in ('""', "“”", "«»", "‘’", "„“"):
            inner = text[1:-1]
            if len(text) > 2 and text[0] == left and text[-1] == right and left not in inner and right not in inner:
                text = inner.strip()
        return set_text(text, self.language.split("-")[0])

    def reasons(self, text: str, beside: Sequence[str] = ()) -> tuple[str, ...]:
        """Every reason against `text`, as codes of `REASONS`; none when it may pass. `beside` are texts that were let
        through already."""
        if not text.strip():
            return ("empty",)
        spoken = text.replace("'", "’")
        found = {
            "control": bool(_CONTROL.search(text)) or "\n" in text,
            "markup": bool(_MARKUP.search(text)),
            "address": self._names_other_address(text),
            "refusal": bool(_REFUSAL.search(spoken)),
            "instructions": bool(_INSTRUCTIONS.search(spoken)),
            "placeholder": bool(_PLACEHOLDER.search(text)),
            "empty": len(_WORD.findall(text)) < self.least,
            "language": is_other_language(text, self.language),
            "long": self.longest is not None and len(text) > self.longest,
            "non-word": bool(self.non_words(text)),
            "fact": bool(unstated(text, self.allowed_text, self.language, self.is_word) or self.states_only(text)),
            "avoided": bool(self.avoided(text)),
            "unfinished": is_unfinished(text),
            "repetition": repeats(text),
            "duplicate": any(near(text, other) for other in (*self.taken, *beside)),
        }
        return tuple(reason for reason in REASONS if found[reason])

    def _names_other_address(self, text: str) -> bool:
        """An address may be stated where the brief gives it, and no other."""
        given = self.allowed_text.casefold()
        return bool(_SCHEME.search(text)) or any(one.casefold() not in given for one in _ADDRESS.findall(text))

    def non_words(self, text: str) -> tuple[str, ...]:
        """Words in small letters that neither the language nor the brief has."""
        known = set(keys(self.allowed_text))
        lacking = []
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.sub(r"n[’']t\b", " ", text)):
            for part in [word] if self.is_word(word.casefold()) else word.split("-"):
                is_name = part[:1].isupper() and not text.lstrip("«“\u202f\u00a0 ").startswith(part)
                if len(part) < 3 or is_name or part.casefold() in _ELIDED | _ENDINGS:
                    continue
                folded = part.casefold()
                # A list of words has not every plural that its singulars have.
                forms = (folded, folded[:-1]) if folded.endswith(("s", "x")) else (folded,)
                if key(part) not in known and not any(self.is_word(form) for form in forms):
                    lacking.append(part)
        return tuple(lacking)

    def avoided(self, text: str) -> tuple[str, ...]:
        """The words to avoid that occur, as the brief writes them."""
        run = f" {' '.join(_stem(word) for word in keys(text))} "
        return tuple(
            one for one in self.avoid if one.strip() and f" {' '.join(_stem(word) for word in keys(one))} " in run
        )


def key(word: str) -> str:
    """A word without accents, case or ligatures: what two spellings of it share."""
    folded = word.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(one for one in unicodedata.normalize("NFD", folded) if not unicodedata.combining(one))


def keys(text: str) -> list[str]:
    """The words of a text, by `key`."""
    return [key(word) for word in _WORD.findall(text)]


def _stem(word: str) -> str:
    """A word without the ending of its plural."""
    for ending in ("eaux", "aux"):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + ("eau" if ending == "eaux" else "al")
    return word.rstrip("sx") if len(word) > 3 else word


def repeats(text: str) -> bool:
    """Whether a text stutters: a sign five times, a run of words twice on end, one word thrice, a long word four times.

    A pause makes it a figure of speech (« You feed the soil. The soil feeds you. »): words are counted within what
    stands between two signs, but for the last count.
    """
    if re.search(r"(\S)\1{4,}", text) or re.search(r"([!?…])\s*\1\s*\1", text):
        return True
    for clause in re.split(r"[.,;:!?…–—()«»“”]", text):
        words = keys(clause)
        for length in range(1, 7):
            times = 3 if length == 1 else 2
            for at in range(len(words) - length * times + 1):
                if words[at : at + length] * times == words[at : at + length * times]:
                    return True
    words = keys(text)
    return any(len(word) >= 5 and words.count(word) > 3 + len(words) // 30 for word in set(words))


def is_unfinished(text: str) -> bool:
    """Whether a text breaks off: behind a comma, a hyphen or a bracket, or on a word that calls for another one.

    « Votre pain, le nôtre » is whole; « Le pain que vous aimez, le » is not. A sign that closes a sentence settles it.
    """
    stripped = text.rstrip(" \u00a0\u202f")
    if stripped.endswith((",", ";", "-", "–", "(", "«", "“", "’", "'")):
        return True
    words = re.findall(r"[^\W\d_]+", stripped)
    return bool(words) and stripped[-1].isalpha() and words[-1] in _DANGLING


def near(one: str, other: str) -> bool:
    """Whether two texts say the same: four in five of their words, or nine in ten of their letters in order."""
    first, second = keys(one), keys(other)
    if not first or not second:
        return False
    if first == second:
        return True
    shared = len(set(first) & set(second)) / len(set(first) | set(second))
    if shared >= 0.8:
        return True
    left, right = " ".join(first), " ".join(second)
    # The quick ratio is a bound from above: most pairs end there.
    matcher = difflib.SequenceMatcher(None, left[:300], right[:300], autojunk=False)
    return matcher.real_quick_ratio() >= 0.9 and matcher.quick_ratio() >= 0.9 and matcher.ratio() >= 0.9
