"""Captions for networks and messages: a headline and the facts, within what each takes, counted as each counts.

`data/networks.toml` says which blocks a caption has, in which order they stand and which go first when it is full.
Nothing is added to the brief but a few words around its facts; a block that holds a word to avoid is left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from oeuvre.create.lexicon import Word, content, find, plural, zipf
from oeuvre.create.voice.capitals import with_capital
from oeuvre.create.voice.clauses import sentences
from oeuvre.create.voice.count import COUNTS, for_sms, shortened
from oeuvre.create.voice.facts import facts_of
from oeuvre.create.voice.ground import Ground, nearest
from oeuvre.create.voice.headline import holds_any
from oeuvre.create.voice.pool import Filler
from oeuvre.create.voice.sentences import (
    dated,
    how_much,
    is_telephone,
    sentence,
    when_and_where,
    where_to_turn,
    with_whom,
)
from oeuvre.create.voice.small_words import HANGING
from oeuvre.create.voice.written import Written
from oeuvre.foundation import set_text, verbatim_key

_MOST_ROWS = 12
_LONGEST_NAMING = 60
# So many letters of a word tell it in another form: rowing, of row.
_ROOT = 5
# A longer line would stand alone.
_SHARE_OF_LINE = 0.75
# A word that is heard as often as this says nothing as a hashtag, unless it is the trade's own.
_TOO_COMMON = 4.6
# As a hashtag a post is the mail, or a message.
_POST = frozenset({"poste"})


@dataclass(frozen=True)
class Network:
    """Where a caption goes. `limit` is the most it takes, `count` how that is counted (a key of `COUNTS`).

    `blocks` are in reading order, `keep` the most needed first; `lead` is how much is seen at once, 0 for all.
    """

    id: str
    limit: int
    count: str
    between: str
    tags: int
    blocks: tuple[str, ...]
    keep: tuple[str, ...]
    lead: int = 0

    def length(self, text: str) -> int:
        """The length of a text as this network counts it."""
        return COUNTS[self.count](text)


@cache
def networks() -> Mapping[str, Network]:
    """Every network that captions are written for, by id, in the order of the table."""
    source = resources.files("oeuvre.create.voice") / "data" / "networks.toml"
    return {
        row["id"]: Network(**{**row, "blocks": tuple(row["blocks"]), "keep": tuple(row["keep"])})
        for row in tomllib.loads(source.read_text(encoding="utf-8"))["network"]
    }


def captions(
    ground: Ground, headlines: Sequence[Written], lines: Sequence[Written], actions: Sequence[Written]
) -> tuple[Written, ...]:
    """One caption a network, from the best headline that fits it; none where nothing of the brief fits."""
    found: list[Written] = []
    for network in networks().values():
        caption = _caption(network, ground, headlines, lines, actions)
        if caption is not None:
            found.append(caption)
    return tuple(found)


def _caption(
    network: Network,
    ground: Ground,
    headlines: Sequence[Written],
    lines: Sequence[Written],
    actions: Sequence[Written],
) -> Written | None:
    ready = for_sms if network.count == "gsm7" else _as_it_is
    room = network.lead or network.limit
    fitting = [line for line in headlines if 0 < network.length(ready(line.text)) <= room]
    # On a telephone "êtes" is "etes": a line that keeps its accents comes first.
    whole = [line for line in fitting if not line.frame and for_sms(line.text).replace("'", "’") == line.text]
    headline = next(iter([*whole, *fitting] if network.count == "gsm7" and ground.language == "fr" else fitting), None)
    second = headline is not None and (headline.frame or (network.count == "gsm7" and headline is not headlines[0]))
    if ground.language == "fr" and second:
        # Where there is only room for one line, the title says more than a turn of phrase.
        title = set_text(ground.brief.title, "fr")
        if 0 < network.length(ready(title)) <= room:
            headline = Written(title, "headline", "brief", from_field="title")
    blocks = _blocks(network, ground, headline, lines, actions)
    texts = {name: ready(text) for name, text in blocks.items() if ready(text).strip()}
    kept: set[str] = set()
    for name in network.keep:
        if name in texts and network.length(_joined(network, texts, kept | {name})) <= network.limit:
            kept.add(name)
    if "what" in kept and _is_told(ground, texts["what"]):
        kept.discard("price")
    if not kept and headlines:
        text = shortened(ready(headlines[0].text), network.limit, COUNTS[network.count])
        return _written(network, text, headlines[0], ground) if text.strip() else None
    text = _joined(network, texts, kept)
    return _written(network, text, headline if "headline" in kept else None, ground) if text else None


def _as_it_is(text: str) -> str:
    return text


def _written(network: Network, text: str, headline: Written | None, ground: Ground) -> Written:
    """The caption, with the frame that its headline turns, so that the record can name it."""
    if headline is None:
        return Written(text, "caption", "brief", label=network.id, limit=network.limit)
    return Written(
        text,
        "caption",
        headline.source,
        headline.frame,
        headline.score,
        headline.words,
        headline.from_field,
        network.id,
        network.limit,
    )


def _joined(network: Network, texts: Mapping[str, str], kept: set[str]) -> str:
    parts = [texts[name] for name in network.blocks if name in kept]
    if network.between == " ":
        # On one line a block ends before the next begins, except before an address or tags.
        parts = [
            sentence(part) if at + 1 < len(parts) and not parts[at + 1].startswith("#") else part
            for at, part in enumerate(parts)
        ]
    return network.between.join(parts)


def _blocks(
    network: Network,
    ground: Ground,
    headline: Written | None,
    lines: Sequence[Written],
    actions: Sequence[Written],
) -> dict[str, str]:
    """The text of each block that the brief gives; none twice, none with a word to avoid but the title."""
    brief = ground.brief
    title = set_text(brief.title, ground.language)
    said = headline.text if headline else title
    more = [one.text for one in lines if _says_more(one.text, said)]
    line = next((text for text in more if network.length(text) <= _SHARE_OF_LINE * network.limit), "".join(more[:1]))
    facts = {fact.kind: fact.text for fact in facts_of(brief)}
    makers: dict[str, Callable[[], str]] = {
        "headline": lambda: headline.text if headline else "",
        "title": lambda: title if _says_more(title, said) else _instead_of_title(ground, said),
        "line": lambda: line,
        "what": lambda: _what(ground, (said, line, *_besides(ground, network))),
        "about": lambda: _about(ground, (said, line)),
        "when": lambda: " ".join(when_and_where(ground)),
        "day": lambda: _day(network, ground),
        "place": lambda: facts.get("place", ""),
        "price": lambda: how_much(ground),
        "people": lambda: with_whom(ground),
        "programme": lambda: _rows(ground),
        "who": lambda: set_text(brief.client, ground.language) if brief.client else "",
        "link": lambda: _link(ground, actions),
        "url": lambda: brief.facts.url,
        "phone": lambda: where_to_turn(ground) if is_telephone(brief.facts.url) else "",
        "tags": lambda: " ".join(hashtags(ground, network.tags)),
    }
    texts = {name: makers[name]() for name in network.blocks}
    if "who" in texts and verbatim_key(texts["who"]) in verbatim_key(said):
        texts["who"] = ""
    own = {"headline", "title"}
    return {
        name: text for name, text in texts.items() if text and (name in own or not holds_any(text, brief.words_avoid))
    }


def _day(network: Network, ground: Ground) -> str:
    """The date; not in a subject, where "Some owners may still come. Until 6 September" would be read as one."""
    date = next((fact.text for fact in facts_of(ground.brief) if fact.kind == "date"), "")
    until = network.id == "email-subject" and re.match(r"until\b", date, re.IGNORECASE)
    return "" if until else dated(ground, date)


def _says_more(text: str, said: str) -> bool:
    one, other = verbatim_key(text).rstrip(" .!?…"), verbatim_key(said).rstrip(" .!?…")
    return one not in other and other not in one


def _instead_of_title(ground: Ground, said: str) -> str:
    """What names the thing where the title stands above already: the product, or else the first short sentence."""
    told = [ground.brief.facts.product, *sentences(ground.brief.about)]
    if ground.language == "fr" and not {fact.kind for fact in facts_of(ground.brief)} & {"date", "place", "price"}:
        # Nothing follows: a sentence says more than a name.
        told = [*told[1:], told[0]]
    texts = (with_capital(set_text(text, ground.language)) for text in told if 0 < len(text) <= _LONGEST_NAMING)
    return next((text for text in texts if _says_more(text, said)), "")


def _what(ground: Ground, said: Sequence[str]) -> str:
    """What the thing is: the product, where most of its nouns, or a figure of it, do not stand in what is said."""
    product = set_text(ground.brief.facts.product, ground.language)
    told = verbatim_key(" ".join(said))
    nouns = [token.lemma for token in content(product, ground.composes or "en")]
    heard = {token.lemma for text in said for token in content(text, ground.composes or "en")}
    new = [noun for noun in nouns if noun not in heard and noun[:_ROOT] not in told]
    figures = [part for part in re.findall(r"\d+", product) if part not in told]
    if not product or len(product) > _LONGEST_NAMING or not _says_more(product, told):
        return ""
    return sentence(product) if figures or 2 * len(new) > len(nouns) else ""


def _besides(ground: Ground, network: Network) -> list[str]:
    """What a caption says beside its headline and line."""
    about = [_about(ground, ())] if "about" in network.blocks else []
    return [*about, *(when_and_where(ground) if {"when", "day"} & set(network.blocks) else ())]


def _is_told(ground: Ground, what: str) -> bool:
    """Whether a price of one word stands in the product already, as in "Free taster session"."""
    price = verbatim_key(ground.brief.facts.price).rstrip(" .!")
    return bool(price) and price.isalpha() and price in verbatim_key(what).split()


def _about(ground: Ground, said: Sequence[str]) -> str:
    """The text of the brief, unless what stands above it says it already."""
    told = {_bare(one) for other in said for one in (other, *sentences(other))}
    text = set_text(ground.brief.about, ground.language)
    return " ".join(sentence(one) for one in sentences(text) if _bare(one) not in told)


def _bare(text: str) -> str:
    return verbatim_key(text).rstrip(" .!?…")


def _rows(ground: Ground) -> str:
    """The programme, one row a line."""
    language = ground.language
    rows = []
    for row in ground.brief.programme[:_MOST_ROWS]:
        told = ", ".join(set_text(part, language) for part in (row.name, row.place) if part)
        colon = "\u00a0: " if language == "fr" else ": "
        rows.append(f"{set_text(row.time, language)}{colon}{told}" if row.time else with_capital(told))
    return "\n".join(rows)


def _link(ground: Ground, actions: Sequence[Written]) -> str:
    """The call to action and the address."""
    url = ground.brief.facts.url
    own = next((line.text for line in actions if line.from_field == "copy.action"), "")
    if own:
        if not url or url in own:
            return own
        if re.search(r"[^\w\s]$", own):
            return f"{own} {url}"
        return f"{own}\u00a0: {url}" if ground.language == "fr" else f"{own}: {url}"
    return where_to_turn(ground)


def _is_telling(word: Word, ground: Ground) -> bool:
    """Whether a word finds the right people as a hashtag; in other languages every noun may."""
    if ground.language == "en":
        return zipf(word.text, "en") < _TOO_COMMON
    if ground.language != "fr":
        return True
    # A word that is also an adjective tells no one what: #Quotidien, of daily crossings.
    if word.text in _POST or find(word.text, "fr", "adjective") is not None:
        return False
    own = {trade.id for trade, _ in nearest(ground.trades, 0.7)}
    return bool(own & set(word.trades)) or zipf(word.text, "fr") < _TOO_COMMON


def _is_meant(word: Word, ground: Ground) -> bool:
    """Whether a noun stands elsewhere than in the title, where it may be an image: "Take a seat" is a match."""
    rest = (ground.brief.about, ground.brief.facts.product, ground.brief.facts.promise)
    return any(token.lemma == word.text for text in rest for token in content(text, ground.composes or "en"))


def _named_together(ground: Ground) -> tuple[str, ...]:
    """The product of an English brief as one hashtag, as people write it: #RowingCourse; none where it is a clause.

    What follows "of" names it better (adoption of older dogs: #OlderDogs); without a product a short title does.
    """
    title = ground.brief.title if re.fullmatch(r"[A-Za-z]+(?: [A-Za-z]+){1,2}", ground.brief.title) else ""
    named = re.split(r"\s(?:for|with|in|at|on)\s", ground.brief.facts.product or title)[0]
    product = named.rsplit(" of ", 1)[-1]
    words = re.findall(r"[^\W\d_]+", product)
    if (
        ground.language != "en"
        or not 1 <= len(words) <= 3
        or re.search(r"\d|\w[’']\w", product)
        or set(verbatim_key(product).split()) & HANGING
    ):
        return ()
    return () if holds_any(product, ground.brief.words_avoid) else (product,)


def _is_tag(filler: Filler, ground: Ground) -> bool:
    """Whether an English word beside the product's own name helps to find it: a thing of the trade, no hand or foot."""
    if filler.told_by != "title":
        return filler.told_by == "words.use" and zipf(filler.word.text, "en") < _TOO_COMMON
    own = {trade.id for trade, _ in ground.trades}
    return bool(own & set(filler.word.trades)) and filler.word.kind not in ("body", "person", "place")


def _as_tag(filler: Filler, ground: Ground) -> str:
    """An English word in the number in which the brief says it: #Otters, #Rye."""
    return plural(filler.word) if ground.language == "en" and filler.many else filler.word.text


def hashtags(ground: Ground, most: int) -> list[str]:
    """Hashtags from the brief's words, the weightiest first: words to use, nouns of the title and product."""
    if ground.composes is None or most < 1 or (ground.language == "fr" and "grief" in ground.sensitive):
        return []
    told = [
        filler
        for filler in ground.words
        if filler.word.part == "noun"
        and (filler.told_by == "words.use" or filler.word.kind not in ("time", "abstract"))
        and filler.told_by in ("words.use", "facts.product", "title")
        and (filler.told_by == "words.use" or (_is_telling(filler.word, ground) and _is_meant(filler.word, ground)))
    ]
    tags: dict[str, str] = {}
    named = _named_together(ground)
    for text in (*named, *(_as_tag(filler, ground) for filler in told if not named or _is_tag(filler, ground))):
        parts = re.findall(r"[^\W\d_]+", text)
        tag = "".join(part[:1].upper() + part[1:] for part in parts)
        if 3 <= len(tag) <= 24 and len(parts) <= 4:
            tags.setdefault(verbatim_key(tag), f"#{tag}")
    return list(tags.values())[:most]
