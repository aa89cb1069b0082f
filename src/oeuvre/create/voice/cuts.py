"""Cuts a sentence of the brief to its strongest seven words where the cut changes nothing that it says.

Only what follows the main clause may fall: a description behind a comma (« avec », "in", a participle). A condition,
an exception, a denial, a price or a date never falls, and a beginning without a verb of its own is no line.
"""

from __future__ import annotations

import re

from oeuvre.create.voice.clauses import LEAST_WORDS, MOST_WORDS, first_word, sentences, word_count
from oeuvre.create.voice.small_words import HANGING, LEANING
from oeuvre.foundation import verbatim_key

# Verbs in the forms that announcements use: enough to know a clause when one is there.
_VERBS = {
    "fr": """est sont a ont fait font va vont sort sortent ouvre ouvrent rouvre rouvrent commence commencent revient
        reviennent vient viennent donne donnent joue jouent chante chantent danse dansent mange mangent lit lisent
        prend prennent met mettent passe passent reste restent tient tiennent attend attendent répare réparent prête
        prêtent vend vendent change changent pousse poussent tourne tournent marche marchent part partent arrive
        arrivent parle parlent raconte racontent montre montrent apprend apprennent garde gardent cherche cherchent
        trouve trouvent rencontre rencontrent fête fêtent invite invitent accueille accueillent propose proposent
        s’installe s'installe déménage coud cousent cuit cuisent monte montent""",
    "en": """is are has have does makes make goes go comes come opens open reopens reopen starts start begins begin
        returns return gives give plays play sings sing dances dance eats eat reads read takes take brings bring
        stays stay keeps keep waits wait mends mend repairs repair lends lend sells sell changes change grows grow
        turns turn walks walk leaves leave arrives arrive talks talk tells tell shows show learns learn looks look
        made need help helps works work ends end knows lasts
        finds find meets meet invites invite welcomes welcome moves move bakes bake cooks cook rises rise needs""",
}
VERBS = {language: frozenset(words.split()) for language, words in _VERBS.items()}

_FALLS = {
    "fr": re.compile(
        r"(?:avec|dans|devant|derrière|entre|au milieu|au bord|au fond|autour|comme|pendant que|tandis que|où|"
        r"à côté|en plein|sous|sur|puis|et (?:on|l’on|l'on|tout|chacun))\b|\w+ant\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:with|in|among|between|beside|around|under|where|like|while|as|then|"
        r"and (?:you|we|everyone|nobody))\b|\w+ing\b",
        re.IGNORECASE,
    ),
}
# What follows may not fall after these, nor hold them: it would change what is said.
_BINDS = {
    "fr": re.compile(
        r"\b(?:sauf|si|seulement|sous réserve|à condition|moins|jusqu|dès|gratuit\w*|libre|pas|jamais|ni|sans|presque|"
        r"parfois|certains?|mais)\b|\d|[€%]",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:except|unless|if|only|until|from|under \w+s?\b(?= \w+ old)|free|not|never|no|without|almost|nearly|some|"
        r"sometimes|but|subject)\b|\d|[€£$%]",
        re.IGNORECASE,
    ),
}


def cut_short(text: str, language: str) -> list[str]:
    """Main clauses of three to seven words, cut from longer sentences; words untouched, none in other languages."""
    if language not in VERBS:
        return []
    found: dict[str, str] = {}
    for sentence in sentences(text):
        whole = sentence.strip().rstrip(".").strip()
        if re.search(r"[«»“”\"()\[\]?!…]", whole) or first_word(whole) in LEANING[language]:
            continue
        head, comma, rest = whole.partition(", ")
        if not comma or not LEAST_WORDS <= word_count(head) <= MOST_WORDS:
            continue
        words = re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", verbatim_key(head))
        if not any(word in VERBS[language] for word in words[1:]) or words[-1] in HANGING:
            continue
        if _FALLS[language].match(rest) and not _BINDS[language].search(whole):
            found.setdefault(verbatim_key(head), head)
    return list(found.values())
