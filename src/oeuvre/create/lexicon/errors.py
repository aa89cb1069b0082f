"""What can be wrong with words: no word data, tables that do not fit, a trade file that cannot be read."""

from __future__ import annotations

from oeuvre.foundation import OeuvreError


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
    """A person's own trade file is missing, is no TOML, or holds no [[trade]]. Values: `reason`."""

    code = "trade-file-unreadable"
    exit_code = 2
    http_status = 422


class TradeField(LexiconError):
    """A field of a trade is missing or is not what it should be. Values: `field`, `found`, `expected`."""

    code = "trade-field"
    exit_code = 2
    http_status = 422
