"""Trades and themes: what one knows of a bakery, a judo club or a ferry from having been there.

The house's table is `data/trades.toml`; a person adds trades of their own in a file of the same shape. A trade is read
when it is asked for: most briefs need three of a hundred.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import cast

from oeuvre.create.lexicon.entries import data_folder, find, find_exact
from oeuvre.create.lexicon.trade_checks import check_trade, read_trade_file
from oeuvre.create.lexicon.word import Word, fold
from oeuvre.foundation import LANGUAGES, Language

_MARK = re.compile(r"\s*\((m|f)\s?(pl)?\)\s*$")
_MARK_IN_LIST = re.compile(r' \([mf](?:pl)?\)(?=")')
_HEARD = re.compile(r"^[«“]\s*(.+?)\s*[»”]\s*(?:\((?:m|f)\s?(?:pl)?\))?$")
_OPENS_A_PHRASE = re.compile(
    r"(?:the|a|an|one|two|three|some|every|no|when|after|before|day|late|early)\b", re.IGNORECASE
)
_QUOTED = re.compile(r'"([^"]+)"')
_BLOCK = "[[trade]]\n"


@dataclass(frozen=True)
class Kin:
    """A far neighbour of a trade: another trade by `id`, or a plain field; and the shape, gesture or rhythm they share.

    The fields are filled for a trade too, with its name.
    """

    id: str
    field_fr: str
    field_en: str
    why_fr: str
    why_en: str

    def field(self, language: Language) -> str:
        return self.field_fr if language == "fr" else self.field_en

    def why(self, language: Language) -> str:
        return self.why_fr if language == "fr" else self.why_en


@dataclass(frozen=True)
class Trade:
    """One trade or theme. `topics`, `shapes` and `light` are of the table's closed lists.

    `names` are as the table writes them, a French one with its gender; `lists` holds the other lists of text by their
    field and group (`words_fr.tools`, `opposite_en`), read into words when asked for.
    """

    id: str
    names: Mapping[Language, str]
    topics: tuple[str, ...]
    shapes: tuple[str, ...]
    light: tuple[str, ...]
    kin: tuple[Kin, ...]
    lists: Mapping[str, tuple[str, ...]]

    def name(self, language: Language) -> str:
        return self.title(language).text

    def title(self, language: Language) -> Word:
        """The name as a noun: une boulangerie."""
        return _word(self.names[language], language, "title", self.id)

    def words(self, language: Language) -> Mapping[str, tuple[Word, ...]]:
        """Its words by group: tools, materials, gestures, sounds, smells_tastes, places, hours_seasons, people.

        Gestures are verbs; what has no gender in French, or begins with an article in English, is a phrase.
        """
        return self._words_fr if language == "fr" else self._words_en

    def heard(self, language: Language) -> tuple[str, ...]:
        """What one hears said there, without quotation marks."""
        lists = (items for field, items in self.lists.items() if field.startswith(f"words_{language}."))
        found = (_HEARD.match(item) for items in lists for item in items)
        return tuple(match.group(1) for match in found if match)

    def opposites(self, language: Language) -> tuple[Word, ...]:
        """What the trade fights or lacks."""
        items = self.lists.get(f"opposite_{language}", ())
        return tuple(_word(item, language, "opposite", self.id) for item in items)

    def cliches(self, language: Language) -> tuple[str, ...]:
        """What everybody says or shows of it: to be refused, never printed."""
        return self.lists.get(f"cliches_{language}", ())

    @cached_property
    def _words_fr(self) -> Mapping[str, tuple[Word, ...]]:
        return self._groups("fr")

    @cached_property
    def _words_en(self) -> Mapping[str, tuple[Word, ...]]:
        return self._groups("en")

    def _groups(self, language: Language) -> Mapping[str, tuple[Word, ...]]:
        before = f"words_{language}."
        return MappingProxyType(
            {
                field.removeprefix(before): tuple(
                    _word(item, language, field.removeprefix(before), self.id)
                    for item in items
                    if not _HEARD.match(item)
                )
                for field, items in self.lists.items()
                if field.startswith(before)
            }
        )


class _HouseTrades(Mapping[str, Trade]):
    """The house's table by identifier, each trade read at its first use."""

    def __init__(self, text: str) -> None:
        _, *blocks = text.split(f"\n{_BLOCK}")
        self._blocks = {re.findall(r'^id = "([^"]+)"', block, re.MULTILINE)[0]: block for block in blocks}
        self._read: dict[str, Trade] = {}

    def __getitem__(self, trade: str) -> Trade:
        if trade not in self._read:
            self._read[trade] = _trade(tomllib.loads(_BLOCK + self._blocks[trade])["trade"][0], self.title)
        return self._read[trade]

    def __iter__(self) -> Iterator[str]:
        return iter(self._blocks)

    def __len__(self) -> int:
        return len(self._blocks)

    def __contains__(self, trade: object) -> bool:
        return trade in self._blocks

    def raw(self, trade: str) -> str:
        """The trade as the table writes it."""
        return self._blocks[trade]

    def title(self, trade: str) -> tuple[str, str]:
        """The name in French and in English, without reading the rest."""
        block = self._blocks[trade]
        fr, en = (re.findall(rf'^{language} = "([^"]+)"', block, re.MULTILINE)[0] for language in LANGUAGES)
        return _MARK.sub("", fr), en


@cache
def _house() -> _HouseTrades:
    return _HouseTrades((data_folder() / "trades.toml").read_text(encoding="utf-8"))


@cache
def table_values() -> Mapping[str, tuple[str, ...]]:
    """The closed lists at the head of the table: shapes, topics, light."""
    head, _, _ = (data_folder() / "trades.toml").read_text(encoding="utf-8").partition(f"\n{_BLOCK}")
    return {name: tuple(values) for name, values in tomllib.loads(head).items()}


def trades(extra: Path | None = None) -> Mapping[str, Trade]:
    """The trades by identifier, the house's first; then those of a person's own file, which may replace one of ours.

    Raises TradeFileUnreadable or TradeField, several at once as ManyErrors, for that file.
    """
    house = _house()
    if extra is None:
        return house
    own = read_trade_file(extra)
    known = {*house, *(str(table.get("id", "")) for table in own)}
    for table in own:
        check_trade(table, extra, known, table_values())
    names = {str(table["id"]): (_MARK.sub("", str(table["fr"])), str(table["en"])) for table in own}

    def name(trade: str) -> tuple[str, str]:
        return names[trade] if trade in names else (house[trade].name("fr"), house[trade].name("en"))

    return MappingProxyType({**house, **{str(table["id"]): _trade(table, name) for table in own}})


def trade_texts(language: Language, extra: Path | None = None) -> Iterator[tuple[str, str, bool]]:
    """Everything that may call a trade, as a key: its identifier, a text, and whether that is its name.

    The house's table is read here as text: three trades are asked for, and all hundred are looked through.
    """
    house = _house()
    for name, trade in trades(extra).items() if extra else ():
        if name not in house or house[name] is not trade:
            yield name, fold(trade.name(language)), True
            yield from ((name, fold(word.text), False) for words in trade.words(language).values() for word in words)
    for name in house:
        yield name, fold(house.title(name)[LANGUAGES.index(language)]), True
        _, _, words = house.raw(name).partition(f"[trade.words_{language}]\n")
        listed, _, _ = words.partition("\n[")
        for item in _QUOTED.findall(_MARK_IN_LIST.sub("", fold(listed))):
            yield name, item, False


def _trade(table: Mapping[str, object], names: Callable[[str], tuple[str, str]]) -> Trade:
    lists = {
        field: _texts(table, field)
        for field in (f"{about}_{language}" for about in ("opposite", "cliches") for language in LANGUAGES)
    }
    for language in LANGUAGES:
        groups = cast(Mapping[str, object], table.get(f"words_{language}", {}))
        lists |= {f"words_{language}.{group}": _texts(groups, group) for group in groups}
    return Trade(
        str(table["id"]),
        {language: str(table[language]) for language in LANGUAGES},
        _texts(table, "topics"),
        _texts(table, "shapes"),
        _texts(table, "light"),
        tuple(_kin(one, names) for one in cast(Sequence[Mapping[str, str]], table.get("kin", ()))),
        MappingProxyType(lists),
    )


def _texts(table: Mapping[str, object], field: str) -> tuple[str, ...]:
    return tuple(cast(Sequence[str], table.get(field, ())))


def _kin(one: Mapping[str, str], names: Callable[[str], tuple[str, str]]) -> Kin:
    if one.get("id"):
        fr, en = names(one["id"])
    else:
        fr, en = _MARK.sub("", one["field_fr"]), one["field_en"]
    return Kin(one.get("id", ""), fr, en, one["why_fr"], one["why_en"])


def _word(item: str, language: Language, group: str, trade: str) -> Word:
    """An item of a list as a word: what the lexicon knows of it, with the gender and number that the table gives."""
    if group == "gestures":
        return _known(Word(item, language, "verb", trades=(trade,)))
    if language == "fr":
        mark = _MARK.search(item)
        if mark is None:
            return Word(item, language, "phrase", trades=(trade,))
        number = "plural" if mark.group(2) else "count"
        return _known(Word(_MARK.sub("", item), language, "noun", gender=mark.group(1), number=number, trades=(trade,)))
    if _OPENS_A_PHRASE.match(item) or len(item.split()) > 3:
        return Word(item, language, "phrase", trades=(trade,))
    return _known(Word(item, language, "noun", number=_number_en(item), trades=(trade,)))


def _number_en(item: str) -> str:
    """Of an English noun the table gives no number: its last word tells."""
    last = item.split()[-1]
    found = find(last, "en", "noun")
    if found is None:
        return "plural" if last.endswith("s") and not last.endswith(("ss", "us", "is")) else "count"
    if fold(found.text) != fold(last) and found.number != "plural":
        return "plural"
    return found.number


def _known(word: Word) -> Word:
    """With kind, tags and shapes of the lexicon where it has the whole text; a mass stays one."""
    found = find_exact(word.text, word.language, word.part)
    if found is None:
        return word
    number = found.number if word.number == "count" else word.number
    return Word(
        word.text,
        word.language,
        word.part,
        found.kind,
        word.gender or found.gender,
        number,
        found.tags,
        found.shapes,
        (*word.trades, *(one for one in found.trades if one not in word.trades)),
        found.forms,
    )
