"""Which language a text is in, and which script: by counting the small words that every sentence needs.

Two or three sentences are enough, and no model of a language is loaded for a question that six lists answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

# Small words, and words of every announcement. A word in several lists counts for each.
_WORDS = {
    "fr": (
        "le la les l un une des du de d au aux et ou où mais donc car ni que qui quoi dont ce cet cette ces son sa ses "
        "leur leurs notre nos votre vos mon ma mes ton ta tes je tu il elle on nous vous ils elles se s y en à a est "
        "sont était sera avec sans pour par sur sous dans chez entre vers dès avant après depuis pendant plus moins "
        "très tout toute tous toutes ne n pas jamais rien personne être avoir fait faire jour jours soir matin nuit "
        "lundi mardi mercredi jeudi vendredi samedi dimanche entrée gratuit gratuite libre rue venez ouvre ouverture "
        "fête marché atelier soirée journée semaine c qu j jusqu faut peut peu beaucoup seulement bien voici "
        "lorsque comme quand si même autre encore"
    ),
    "en": (
        "the a an of and or but so nor that which who whom whose this these those its his her their our your my i you "
        "he she we they it is are was were be been will with without for by on in at from to into onto over under "
        "between before after since until while more less very all any some no not never nothing do does did have has "
        "had can could may must should day days evening morning night monday tuesday wednesday thursday friday "
        "saturday sunday free admission entry street come open opening party market workshop week bring as if when "
        "how what where why than then there here up out off about one every each me him them us yourself let get"
    ),
    "de": (
        "der die das den dem des ein eine einen einem einer und oder aber nicht mit ohne für von vom zu zum zur im in "
        "am an auf aus bei nach über unter ist sind war wird werden wir sie ihr ich es alle auch noch nur wie wenn "
        "abend tag nacht montag dienstag mittwoch donnerstag freitag samstag sonntag eintritt frei straße"
    ),
    "es": (
        "el la los las un una unos unas de del al y o pero que con sin para por en sobre entre desde hasta es son era "
        "será se su sus nuestro nuestra nos muy más menos todo toda todos no lo como cuando donde noche día días tarde "
        "lunes martes miércoles jueves viernes sábado domingo entrada libre gratis calle"
    ),
    "it": (
        "il lo la i gli le un uno una di del della dei delle al alla e o ma che con senza per in nel nella su sul da "
        "dal è sono era sarà si suo sua nostro nostra ci molto più meno tutto tutti non come quando dove notte giorno "
        "sera lunedì martedì mercoledì giovedì venerdì sabato domenica ingresso libero gratuito via"
    ),
    "pt": (
        "o a os as um uma uns umas de do da dos das ao à e ou mas que com sem para por em no na nos nas sobre entre é "
        "são era será se seu sua nosso nossa muito mais menos todo todos não como quando onde noite dia dias tarde "
        "segunda terça quarta quinta sexta sábado domingo entrada livre grátis rua"
    ),
    "nl": (
        "de het een van en of maar niet met zonder voor door op in aan uit bij naar over onder is zijn was wordt we "
        "wij ze jij ik alle ook nog hoe als avond dag nacht maandag dinsdag woensdag donderdag vrijdag zaterdag "
        "zondag gratis toegang straat"
    ),
}
_SMALL = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_BY_SCRIPT = {
    "Arabic": "ar",
    "Hebrew": "he",
    "Cyrillic": "ru",
    "Greek": "el",
    "Hangul": "ko",
    "Kana": "ja",
    "Han": "zh",
    "Thai": "th",
    "Devanagari": "hi",
    "Armenian": "hy",
    "Georgian": "ka",
    "Bengali": "bn",
    "Tamil": "ta",
}
_NAMES = {"Cjk": "Han", "Hiragana": "Kana", "Katakana": "Kana", "Katakana-hiragana": "Kana", "Halfwidth": "Kana"}


def scripts(text: str) -> tuple[str, ...]:
    """The scripts that a text's letters belong to, the most used first: `Latin`, `Arabic`, `Han`, ..."""
    return tuple(name for name, _ in _count_scripts(text).most_common())


def check_script(text: str) -> str:
    """The script that most letters of a text belong to; `Latin` for a text without letters."""
    return next(iter(scripts(text)), "Latin")


def _count_scripts(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for sign in unicodedata.normalize("NFKC", text):
        if unicodedata.category(sign)[0] != "L" or unicodedata.category(sign) == "Lm":
            continue
        first = unicodedata.name(sign, "UNKNOWN").split(" ")[0].capitalize()
        found[_NAMES.get(first, first)] += 1
    return found


def guess_language(text: str, default: str = "und") -> str:
    """`fr`, `en`, or another language's tag; `default` when the words do not tell.

    Counts small words and the letters that only one of the languages has.
    """
    script = check_script(text)
    if script != "Latin":
        # Japanese writes its nouns in Chinese signs and everything between them in kana.
        if script == "Han" and "Kana" in scripts(text):
            return "ja"
        return _BY_SCRIPT.get(script, default)
    lowered = unicodedata.normalize("NFC", text).casefold().replace("\u2019", "'")
    words = re.findall(r"[^\W\d_]+", lowered)
    points: dict[str, float] = {language: sum(word in small for word in words) for language, small in _SMALL.items()}
    for pattern, language in (
        (r"[èêëœùûîï]|\b[lcdjmnsq]u?'", "fr"),
        (r"\w's\b|\b\w+ing\b|\bth\w+", "en"),
        (r"[ßäü]", "de"),
        (r"[ñ¿¡]", "es"),
        (r"[ãõ]", "pt"),
        (r"\b\w+ij\w*\b", "nl"),
    ):
        points[language] += 0.5 * len(re.findall(pattern, lowered))
    points["fr"] += 0.2 * lowered.count("é")
    best, second = sorted(points, key=lambda language: (-points[language], language))[:2]
    return best if points[best] > 0 and points[best] > points[second] else default
