"""Word data for Oeuvre, French and English: one read-only SQLite file, built by `tools/build_words.py`.

Every share-alike and LGPL word list that Oeuvre reads is here and nowhere else; NOTICE says whose each is. The tables
are described in `tools/build_words.py` of the Oeuvre repository.
"""

from pathlib import Path

__all__ = ["FORMAT", "path"]

# Raised when a table changes its shape, so that a reader of another version can say so.
FORMAT = 1


def path() -> Path:
    """The SQLite file; open it read-only and immutable."""
    return Path(__file__).resolve().parent / "words.sqlite"
