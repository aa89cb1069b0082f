"""Words and what is known of them: gender, sound, kind, association, the trades they belong to.

Two sources: a lexicon tagged by hand (`data/`), and the word lists of others, which stand in the package oeuvre-words.
The room tells what words are and puts them in their form; which to use is for `ideas` and `voice`.
"""

from oeuvre.create.lexicon.entries import Ambiguous, ambiguous, entries, find
from oeuvre.create.lexicon.errors import LexiconError, NoWordData, OtherWordData, TradeField, TradeFileUnreadable
from oeuvre.create.lexicon.known import guess, is_unfit, is_word, kind_of, neighbours, synonyms, zipf
from oeuvre.create.lexicon.nearness import trades_of
from oeuvre.create.lexicon.phrases import agree, capitalise, noun_phrase, plural, verb_form
from oeuvre.create.lexicon.sounds import begins_with, first_sound, phonemes, rhymes, starts_with_vowel, syllables
from oeuvre.create.lexicon.tokens import Token, content
from oeuvre.create.lexicon.trades import Kin, Trade, trades
from oeuvre.create.lexicon.word import Part, Word
from oeuvre.foundation import Language

__all__ = [
    "Ambiguous",
    "Kin",
    "Language",
    "LexiconError",
    "NoWordData",
    "OtherWordData",
    "Part",
    "Token",
    "Trade",
    "TradeField",
    "TradeFileUnreadable",
    "Word",
    "agree",
    "ambiguous",
    "begins_with",
    "capitalise",
    "content",
    "entries",
    "find",
    "first_sound",
    "guess",
    "is_unfit",
    "is_word",
    "kind_of",
    "neighbours",
    "noun_phrase",
    "phonemes",
    "plural",
    "rhymes",
    "starts_with_vowel",
    "syllables",
    "synonyms",
    "trades",
    "trades_of",
    "verb_form",
    "zipf",
]
