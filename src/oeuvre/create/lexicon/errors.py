"""What can be wrong with words: no word data, tables that do not fit, a trade file that cannot be read."""

from __future__ import annotations

from oeuvre.foundation import Language, OeuvreError, say


class LexiconError(OeuvreError):
    room = "lexicon"


class NoWordData(LexiconError):
    """The package oeuvre-words, which holds the word lists of others, is not installed."""

    code = "no-word-data"
    exit_code = 1
    http_status = 503


class OtherWordData(LexiconError):
    """The package oeuvre-words is of another format than this Oeuvre reads, or its file is damaged."""

    code = "other-word-data"
    exit_code = 1
    http_status = 503


class TradeFileUnreadable(LexiconError):
    """A person's own trade file is missing, is no TOML, or holds no [[trade]].

    Values: `reason` is missing, folder, encoding, toml, empty or other; `detail` what the reader of the file said.
    """

    code = "trade-file-unreadable"
    exit_code = 2
    http_status = 422

    def message(self, language: Language = "en") -> str:
        told = say(f"lexicon:errors.reason.{self.values['reason']}", language, detail=self.values.get("detail", ""))
        return say("lexicon:errors.trade-file-unreadable.message", language, reason=told)


class TradeField(LexiconError):
    """A field of a trade is missing or is not what it should be.

    Values: `field`, `found` (as Python writes it), `expected` (a key of lexicon:errors.expected), `choices`.
    """

    code = "trade-field"
    exit_code = 2
    http_status = 422

    def message(self, language: Language = "en") -> str:
        values = {name: self.values.get(name, "") for name in ("field", "found", "choices")}
        told = say(f"lexicon:errors.expected.{self.values['expected']}", language, **values)
        found = values["found"] if values["found"] != "None" else say("lexicon:errors.nothing", language)
        return say("lexicon:errors.trade-field.message", language, **{**values, "found": found, "expected": told})
