"""Facts as sentences, each true to its wording: « Rendez-vous vendredi 4 décembre, 18 h. », "Price: £9."."""

from __future__ import annotations

import re
from collections.abc import Iterable

from oeuvre.create.voice.capitals import with_capital
from oeuvre.create.voice.cues import GRAVE, is_street, stated_texts
from oeuvre.create.voice.ground import Ground
from oeuvre.create.voice.guard import DAYS, MONTHS
from oeuvre.create.voice.headline import says_the_same
from oeuvre.foundation import Language, say, set_text, verbatim_key

_WEEKDAY = {language: "|".join(days) for language, days in DAYS.items()}
_MONTH = {language: "|".join(months) for language, months in MONTHS.items()}
# Beginnings of a date that follow « Rendez-vous » or "See you" as they stand.
_FOLLOWS = {
    "fr": re.compile(
        rf"(?:{_WEEKDAY['fr']}|le|les|du|de|dès|tous|toutes|chaque|à|au|en|cet|cette|ce|jusqu'\w+)s?\b", re.IGNORECASE
    ),
    "en": re.compile(r"(?:on|in|from|every|each|this|next|at|between|over)\b", re.IGNORECASE),
}
_PLAIN_DATE = {
    "fr": re.compile(rf"(?:\d{{1,2}}|1er)(?:\s?(?:et|-|–|au|,)\s?\d{{1,2}})?\s(?:{_MONTH['fr']})\b", re.IGNORECASE),
    "en": re.compile(
        rf"(?:{_WEEKDAY['en']}|\d{{1,2}}(?:st|nd|rd|th)?\b.{{0,12}}\b(?:{_MONTH['en']})|(?:{_MONTH['en']})\s\d{{1,2}}\b)",
        re.IGNORECASE,
    ),
}
_AMOUNT = re.compile(r"(?:[€£$]\s?\d|\d[\d.,\s]*[€£$])")
_ORDINAL = re.compile(r"(?:first|second|third|fourth|last|premiere?s?|deuxième|troisième|dernier)\b", re.IGNORECASE)
_APART = {
    "fr": re.compile(r"(?:rendez-vous|rdv|départ|retrouv|on |nous |chez vous|en ligne)", re.IGNORECASE),
    "en": re.compile(r"(?:meet|start|find|join|we |you )", re.IGNORECASE),
}
# Opening hours are no address.
_HOURS = {"fr": r"^[^,\d]*\bouverte?s?\b", "en": r"\b(?:open|closed)\b"}
_PREPOSITION = re.compile(
    r"(?:in|at|on|under|behind|by|near|outside|inside|online|opposite|from|along|above|below|across)\b", re.IGNORECASE
)


# « 7,80 € le pot » says what it is the price of.
_EACH = re.compile(r"[€$]\s(?:le|la|les|l['’]|par)(?:\s|\b)", re.IGNORECASE)
_BOOK = {
    "fr": re.compile(
        r"\b\d+ pages\b|\b(?:récit|roman|recueil|essai|bande dessinée|livre)\b(?!s? d['’]or)", re.IGNORECASE
    ),
    "en": re.compile(r"\b\d+ pages\b|\b(?:novel|memoir|hardback|paperback|poems in one volume)\b", re.IGNORECASE),
}
# What begins so is no day that one meets on: « en vente dès le 24 », "on sale from".
_ON_SALE = re.compile(
    r"(?:en (?:vente|librairie|ligne|kiosque|magasin)\b|on sale\b|out (?:on|now)\b|in (?:shops|bookshops|stores)\b)",
    re.IGNORECASE,
)
# Several days in a row: nobody is seen on all of them.
_RUN = re.compile(
    rf"\d\s?[–-]\s?\d.*\b(?:{_MONTH['en']})|(?:\b(?:{_MONTH['en']})\b.*){{2}}|^(?:\d[\d,\s]*\band\s\d)", re.IGNORECASE
)


_HOUSES = (
    "hall|house|club|museum|library|bookshop|church|chapel|cathedral|café|cafe|shop|school|theatre|cinema|park|bakery|"
    "boathouse|centre|center|studio|farm|garden|gardens|pub|inn|mill|gallery|workshop|station|allotments|hospital|"
    "hospice|college|university|brewery|pottery|bindery|barn|stadium|pool|market|works|co\\."
)


def sentence(text: str) -> str:
    """`text` with a capital and a full stop, unless another sign ends it."""
    text = with_capital(text.strip())
    return text if not text or re.search(r"[.!?…][»”\"']?$", text) else text.rstrip(" ,;:") + "."


def listed(items: list[str], language: Language) -> str:
    """Items as a sentence lists them; apart by semicolons where one holds a comma."""
    if len(items) < 2:
        return "".join(items)
    if any("," in item for item in items):
        return "\u202f; ".join(items) if language == "fr" else "; ".join(items)
    return say("voice:list.last", language, first=", ".join(items[:-1]), last=items[-1])


def when_and_where(ground: Ground) -> list[str]:
    """One or two sentences that say when and where; none where the brief says neither."""
    brief, language = ground.brief, ground.composes
    date, place = (set_text(text, ground.language) for text in (brief.facts.date, brief.facts.place))
    if language is None:
        return [sentence(text) for text in (date, place) if text]
    date = dated(ground, date)
    plain = bool(ground.sensitive & GRAVE) or "recruitment" in ground.cues or "donation" in ground.cues
    when = "" if plain else _when(date, language)
    if not date or not place or (_APART[language].match(place) and not place[:1].isdigit()):
        told = say("voice:fact.see-you", language, when=when) if when else date
        return [sentence(text) for text in (told, _where_alone(place, language)) if text]
    if not when and not (_FOLLOWS[language].match(date) or _PLAIN_DATE[language].match(date)):
        return [sentence(date), sentence(_where_alone(place, language))]
    where = f"{say('voice:fact.at', language)} {place}" if _takes_at(place, language) else place
    told = say("voice:fact.see-you", language, when=when) if when else date
    return [sentence(f"{told.rstrip('.')}, {where}")]


def dated(ground: Ground, date: str) -> str:
    """An English date that says only until when, with what lasts: "Some owners may come. Until May." is read as one."""
    product = set_text(ground.brief.facts.product, ground.language)
    short = product and len(product.split()) <= 3
    if ground.composes == "en" and short and re.match(r"until\b", date, re.IGNORECASE):
        return with_capital(f"{product} {date[:1].lower()}{date[1:]}")
    return date


def _when(date: str, language: Language) -> str:
    """The date as it follows « Rendez-vous » or "See you"; empty where it would not."""
    if not date or _ON_SALE.match(date) or (language == "en" and _RUN.search(date)):
        return ""
    first = re.match(r"\w+", date)
    if first and verbatim_key(first[0]).rstrip("s") in DAYS["fr"] and language == "fr":
        date = date[:1].lower() + date[1:]
    if _ORDINAL.match(date):
        return f"{'le' if language == 'fr' else 'on the'} {date[:1].lower()}{date[1:]}"
    if language == "fr":
        if _PLAIN_DATE["fr"].match(date):
            return f"le {date}" if re.match(r"(?:\d{1,2}|1er)\s\D", date.replace("\u00a0", " ")) else f"les {date}"
        return date[:1].lower() + date[1:] if _FOLLOWS["fr"].match(verbatim_key(date)) else ""
    if _PLAIN_DATE["en"].match(verbatim_key(date)):
        return f"on {date}"
    return date[:1].lower() + date[1:] if _FOLLOWS["en"].match(date) else ""


def _is_house(place: str) -> bool:
    """Whether an English place is a house by its name: one meets at it, but in a town."""
    return re.search(rf"(?:^|\s)(?:{_HOUSES})$", place.split(",")[0], re.IGNORECASE) is not None


def _takes_at(place: str, language: Language) -> bool:
    if language != "en" or _PREPOSITION.match(place):
        return False
    return bool(re.match(r"\d|the\b", place, re.IGNORECASE)) or _is_house(place)


def _where_alone(place: str, language: Language) -> str:
    if not place or _APART[language].match(place) or (language == "en" and _PREPOSITION.match(place)):
        return place
    if not (re.match(r"\d", place) or is_street(place, language)):
        # A house or a town is no address: « Bibliothèque Malraux, 2e étage. »
        return with_capital(place)
    if re.search(_HOURS[language], place):
        return with_capital(place)
    return say("voice:fact.where", language, where=place)


def how_much(ground: Ground) -> str:
    """The price as a sentence, or nothing."""
    price, language = set_text(ground.brief.facts.price, ground.language), ground.composes
    if not price:
        return ""
    if language is None or not _AMOUNT.match(price) or (language == "fr" and _EACH.search(price)):
        return sentence(price)
    return sentence(say("voice:fact.price-book" if sells_book(ground) else "voice:fact.price", language, price=price))


def sells_book(ground: Ground) -> bool:
    """Whether what has a price is a book that is presented somewhere, so that its price is read as an admission."""
    facts, language = ground.brief.facts, ground.composes
    if language is None or not (facts.place and facts.date):
        return False
    return _BOOK[language].search(facts.product) is not None


def with_whom(ground: Ground) -> str:
    """The people of the brief, in a sentence, or nothing; at most six, since more are a list to be set apart."""
    people, language = [set_text(name, ground.language) for name in ground.brief.facts.people[:6]], ground.composes
    if not people:
        return ""
    if language is None:
        return sentence(", ".join(people))
    return sentence(say("voice:fact.with", language, people=listed(people, language)))


def by_whom(ground: Ground) -> str:
    """The client, in a sentence, or nothing."""
    client, language = set_text(ground.brief.client, ground.language), ground.composes
    if not client:
        return ""
    return sentence(say("voice:fact.by", language, client=client) if language else client)


def programme_told(ground: Ground, most: int = 6) -> str:
    """The first rows of the programme, in a sentence, or nothing."""
    language = ground.composes
    rows = [_row(row.time, row.name, row.place, ground.language) for row in ground.brief.programme[:most]]
    if not rows:
        return ""
    joined = ("\u202f; " if ground.language == "fr" else "; ").join(rows)
    return sentence(say("voice:fact.programme", language, rows=joined) if language else joined)


def _row(time: str, name: str, place: str, language: str) -> str:
    return ", ".join(set_text(part, language) for part in (time, name, place) if part)


def where_to_turn(ground: Ground) -> str:
    """Where one books or learns more: words and the address, without a full stop that would stick to it."""
    url, language = ground.brief.facts.url, ground.composes
    if not url or language is None:
        return url
    if is_telephone(url):
        return say("voice:action.call", language, url=url)
    if "reservation" in ground.cues:
        return say("voice:action.sign-up-url" if signs_up(ground) else "voice:fact.book", language, url=url)
    for cue, name in (("recruitment", "apply"), ("donation", "give")):
        if cue in ground.cues and language == "fr":
            return say(f"voice:action.{name}-url", language, url=url)
    return say("voice:fact.write" if "@" in url else "voice:fact.more", language, url=url)


def is_telephone(address: str) -> bool:
    """Whether what stands for an address is a telephone number: nothing is read there."""
    return re.fullmatch(r"\+?[\d\s().\-]{6,}", address.strip()) is not None


def signs_up(ground: Ground) -> bool:
    """Whether a French brief asks people to put their names down rather than to book or to buy."""
    said = verbatim_key(" ".join(stated_texts(ground.brief)))
    return (
        ground.composes == "fr"
        and re.search(r"\binscri", said) is not None
        and re.search(r"\b(?:réserv|billet|prévente)", said) is None
    )


def new_in(text: str, said: Iterable[str]) -> bool:
    """Whether a sentence says something that none of some others says already, by their words."""
    bare = verbatim_key(text).rstrip(" .!?…")
    return bool(bare) and not any(bare in verbatim_key(other) or says_the_same(bare, other) for other in said)
