"""French forms: elision, contraction, articles, plurals. Rules, with the exceptions that school grammars list."""

from __future__ import annotations

import re
import unicodedata

from oeuvre.create.lexicon.store import is_aspirated, readings
from oeuvre.create.lexicon.word import Word, fold, word_set

_VOWELS = frozenset("aeiouœ")
_FIRST = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


# Y before a vowel is a consonant (le yaourt), but for these.
_Y_VOWEL = word_set("yeux yeuse yeuses yonne yerres yères")
# W is a consonant; H in a name is mute but in these, of Germanic or foreign descent.
_ASPIRATED_NAMES = word_set(
    "hambourg hanovre harlem havre haye hawaï heidelberg helsinki hollande hollywood hong hongkong hongrie "
    "honfleur houston hugues hesse halloween hendrix hergé hitchcock hopper hokusai hockney haguenau hulot huit "
    "harvard hyde hudson honda harry haussmann hegel heidegger hemingway"
)

# Endings that make the plural otherwise than the rule for their ending.
_ALS = word_set(
    "bal cal carnaval cérémonial chacal choral copal festival final fractal gavial mistral narval natal naval "
    "nopal pal récital régal rorqual santal serval étal val virginal glacial goal deal bancal fatal tribal "
    "banal ordinal floréal"
)
_AUX_OF_AIL = word_set("bail corail émail soupirail travail vantail ventail vitrail aspirail fermail")
_OUX = word_set("bijou caillou chou genou hibou joujou pou ripou")
_EUS_AUS = word_set("bleu pneu émeu landau sarrau unau enfeu")
_WHOLE = {
    "œil": "yeux",
    "bel": "beaux",
    "fol": "fous",
    "nouvel": "nouveaux",
    "vieil": "vieux",
    "ciel": "ciels",
    "aïeul": "aïeuls",
    "monsieur": "messieurs",
    "madame": "mesdames",
    "mademoiselle": "mesdemoiselles",
    "bonhomme": "bonshommes",
    "gentilhomme": "gentilshommes",
    "jazzman": "jazzmen",
    "barman": "barmans",
    "one-man-show": "one-man-shows",
    "arc-en-ciel": "arcs-en-ciel",
    "chef-d'œuvre": "chefs-d'œuvre",
    "rez-de-chaussée": "rez-de-chaussée",
    "tête-à-tête": "tête-à-tête",
    "face-à-face": "face-à-face",
    "pot-au-feu": "pot-au-feu",
    "abat-jour": "abat-jour",
    "va-et-vient": "va-et-vient",
    "chauve-souris": "chauves-souris",
    "rouge-gorge": "rouges-gorges",
    "belle-de-jour": "belles-de-jour",
    "avant-midi": "avant-midi",
    "après-midi": "après-midi",
    "faire-part": "faire-part",
    "laissez-passer": "laissez-passer",
    "savoir-faire": "savoir-faire",
    "savoir-vivre": "savoir-vivre",
    "porte-bonheur": "porte-bonheur",
    "porte-monnaie": "porte-monnaie",
    "prêt-à-porter": "prêts-à-porter",
    "trompe-l'œil": "trompe-l'œil",
    "hors-d'œuvre": "hors-d'œuvre",
    "passe-partout": "passe-partout",
    "pique-nique": "pique-niques",
    "couche-tard": "couche-tard",
    "lève-tôt": "lève-tôt",
    "grand-mère": "grands-mères",
    "haut-parleur": "haut-parleurs",
    "aide-soignant": "aides-soignants",
    "aide-soignante": "aides-soignantes",
    "chez-soi": "chez-soi",
    "grand-père": "grands-pères",
    "rocking-chair": "rocking-chairs",
    "tic-tac": "tic-tac",
    "tout-petit": "tout-petits",
    "week-end": "week-ends",
    "gentleman": "gentlemen",
    "rugbyman": "rugbymen",
    "tiers-lieu": "tiers-lieux",
    "pop-up": "pop-up",
    "timbre-poste": "timbres-poste",
    "garde-manger": "garde-manger",
    "demi-heure": "demi-heures",
}
# A hyphenated compound that begins with one of these takes its plural at the end alone.
_FIRST_STAYS = word_set(
    "abat accroche aide allume amuse après arrache arrière arrose attrape auto avant bio brise cache casse chasse "
    "chauffe co coince compte contre coupe court couvre croque cyber cure demi électro entre essuie ex extra "
    "garde gagne gratte grille hors hyper inter lance lave lèche lève marque mi micro mini monte multi non ouvre "
    "pare passe perce pèse pique plein porte post pousse pré presse protège quasi rabat ramasse remonte remue "
    "repose réveille rince saute sèche semi serre sous souffre start sur taille taste télé tire tord tourne "
    "traîne trans trompe tue ultra vice vide ciné rock hip e pop trop"
)
_JOINTS = word_set(
    "de du des d à au aux en sur sous sans pour par et ou avec contre entre dans hors chez vers ni où qui que"
)
# Colours that were things, and other words that stand beside a noun and do not change.
_UNCHANGED = word_set(
    "orange marron crème kraft cerise argent or ivoire olive lavande bio pop rock jazz standard express surprise "
    "maison nature minute dernier-cri vapeur café poste radio télé météo vélo emploi jeunesse piéton liège "
    "lumière debout électro funk soul folk hip-hop low-cost vintage fluo"
)

# Nouns beside a noun that change with it: levains chefs, villes phares.
_AGREEING = word_set(
    "chef maître maîtresse clé clef mère fille phare pilote modèle ami amie fantôme vedette jumeau jumelle pirate "
    "volant volante"
)
# What an adjective that no list has ends in: joint torique.
_ADJECTIVE_END = re.compile(r"(?:ique|able|ible|el|elle|eux|euse|aire|oïde)$")
# Adjectives that stand before their noun.
_BEFORE = word_set(
    "court courte faux fausse fou fol folle gras grasse pur pure saint sainte triple vrai vraie moyen moyenne "
    "petit petite grand grande vieux vieil vieille beau bel belle bon bonne nouveau nouvel nouvelle premier première "
    "dernier dernière gros grosse jeune joli jolie long longue haut haute mauvais mauvaise autre double demi "
    "second seconde deuxième troisième ancien ancienne bref brève rare fin fine plein pleine"
)
# Numerals do not change.
_NUMERALS = word_set(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente cent mille"
)


def elides(text: str) -> bool:
    """Whether le, la, de, ce, que lose their vowel before this text: l’herbe, but le hibou, le onze, la SNCF."""
    first = _FIRST.search(text.replace("’", "'").strip())
    if first is None or first.start() > 0:
        return False
    written = first.group()
    if written[0].isdigit():
        return False
    word = fold(written)
    letter = unicodedata.normalize("NFD", word)[0]
    # Initials are elided by their letter, sigles in H never: l’ONU, le HLM.
    if len(written) > 1 and written.isupper() and letter == "h":
        return False
    if letter == "y":
        return word in _Y_VOWEL or len(word) < 2 or word[1] not in "aeiouéèêo"
    if letter not in _VOWELS and letter != "h":
        return False
    head = re.split(r"[-']", word)[0]
    if is_aspirated(word) or is_aspirated(head):
        return False
    return not (letter == "h" and head in _ASPIRATED_NAMES)


def _restore(text: str, plural: str) -> str:
    """A plural found under a key, with the capital and the apostrophe of the word as written."""
    plural = plural.replace("'", "’")
    if text[:1].isupper():
        plural = plural[:1].upper() + plural[1:]
    return plural


def pluralise(word: str) -> str:
    """The plural of one written word: cheval, chevaux. Compounds with a hyphen by the nature of their parts."""
    key = fold(word)
    if key in _WHOLE:
        return _restore(word, _WHOLE[key])
    if "-" in word:
        return _pluralise_hyphened(word)
    # Initials and figures do not change: des DVD.
    if not key or not key[-1].isalpha() or (len(word) > 1 and word.isupper()):
        return word
    if key[-1] in "sxz" or key in _NUMERALS:
        return word
    if key.endswith("al") and key not in _ALS:
        return word[:-2] + "aux"
    if key in _AUX_OF_AIL:
        return word[:-3] + "aux"
    if key in _OUX or (key.endswith(("eau", "au", "eu", "œu")) and key not in _EUS_AUS):
        return word + "x"
    return word + "s"


def _pluralise_hyphened(word: str) -> str:
    parts = word.split("-")
    keys = [fold(part) for part in parts]
    if any(key in _JOINTS for key in keys[1:-1]) or keys[1].startswith(("d'", "l'")):
        return "-".join([pluralise(parts[0]), *parts[1:]])
    if keys[0] in _FIRST_STAYS or keys[0].endswith("o") or keys[0] in ("grand", "nouveau"):
        return "-".join([*parts[:-1], pluralise(parts[-1])])
    return "-".join(map(pluralise, parts))


def _is_adjective(word: str) -> bool:
    """Whether a word that follows a noun agrees with it. A participle does, an apposition does not."""
    key = fold(word)
    if key in _UNCHANGED:
        return False
    found = readings(key, "fr")
    shares = {part: sum(one.share for one in found if one.part == part) for part in "nav"}
    past = key.endswith(("é", "ée", "i", "ie", "u", "ue", "t", "te"))
    participle = past and any(one.part == "v" and one.lemma != key for one in found)
    if all(one.part == "u" for one in found):
        return bool(_ADJECTIVE_END.search(key))
    return key in _AGREEING or shares["a"] >= 15 or (participle and shares["n"] < 50)


def pluralise_phrase(text: str) -> str:
    """The plural of a noun with what goes with it: pains au levain, pommes vertes, petits fours secs."""
    words = text.split(" ")
    if len(words) == 1:
        return pluralise(text)
    joint = next((at for at, word in enumerate(words) if at and _is_joint(word)), len(words))
    # An adjective before its noun agrees too: petit four, vieille porte.
    head = 1 if joint > 1 and _stands_before(fold(words[0])) else 0
    agreeing = (word if not _is_adjective(word) else pluralise(word) for word in words[head + 1 : joint])
    return " ".join([*map(pluralise, words[: head + 1]), *agreeing, *words[joint:]])


def _is_joint(word: str) -> bool:
    """Whether what follows depends on what stands before, and keeps its number: de, à, d’œuvre."""
    key = fold(word)
    return key in _JOINTS or key in ("le", "la", "les") or key.startswith(("d'", "l'", "qu'"))


def _stands_before(key: str) -> bool:
    return key in _BEFORE or key.endswith("ième")


def noun_phrase_fr(word: Word, form: str, plural: bool) -> str:
    """A noun with its article or preposition; `plural` is already true of words used in the plural alone."""
    text = word.text if not plural or word.number == "plural" else plural_fr(word)
    if word.part == "proper" and not word.gender:
        return _proper(text, form)
    if word.part == "phrase":
        return {"de": ("d’" if elides(text) else "de ") + text}.get(form, text)
    elided = elides(text)
    feminine = word.gender == "f"
    if form in ("nu", "en"):
        return text
    if form == "de":
        return ("d’" if elided else "de ") + text
    if plural:
        return {"le": "les ", "un": "des ", "du": "des ", "au": "aux ", "ce": "ces "}[form] + text
    if form == "un":
        return ("une " if feminine else "un ") + text
    if form == "ce":
        return ("cette " if feminine else "cet " if elided else "ce ") + text
    if elided:
        return {"le": "l’", "du": "de l’", "au": "à l’"}[form] + text
    if feminine:
        return {"le": "la ", "du": "de la ", "au": "à la "}[form] + text
    return {"le": "le ", "du": "du ", "au": "au "}[form] + text


def _proper(text: str, form: str) -> str:
    """A name takes no article but contracts its own: du Havre, aux Sables, d’Angers, à Nantes."""
    if form in ("du", "de"):
        for own, contracted in (("Le ", "du "), ("Les ", "des ")):
            if text.startswith(own):
                return contracted + text[len(own) :]
        return ("d’" if elides(text) else "de ") + text
    if form == "au":
        for own, contracted in (("Le ", "au "), ("Les ", "aux ")):
            if text.startswith(own):
                return contracted + text[len(own) :]
        return "à " + text
    return text


def plural_fr(word: Word) -> str:
    if word.part == "adjective" and len(word.forms) == 4:
        return word.forms[2]
    if word.number == "plural" or word.part in ("proper", "verb", "phrase"):
        return word.text
    return pluralise_phrase(word.text)
