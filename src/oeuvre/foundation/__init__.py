"""What every room may use, and nothing else: errors, settings, the catalogue of words, typography.

Depends on nothing above; imports only the standard library, so that a command starts fast.
"""

from oeuvre.foundation.amounts import MINOR_DIGITS, is_currency, money, plain
from oeuvre.foundation.errors import ManyErrors, OeuvreError, gravest
from oeuvre.foundation.settings import Settings, read_secret, read_settings
from oeuvre.foundation.typography import same_words, set_text, verbatim_key
from oeuvre.foundation.words import LANGUAGES, Language, is_said, plural_form, say

__all__ = [
    "LANGUAGES",
    "MINOR_DIGITS",
    "Language",
    "ManyErrors",
    "OeuvreError",
    "Settings",
    "gravest",
    "is_currency",
    "is_said",
    "money",
    "plain",
    "plural_form",
    "read_secret",
    "read_settings",
    "same_words",
    "say",
    "set_text",
    "verbatim_key",
]
