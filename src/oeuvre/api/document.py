"""Prints the document of the API: `python -m oeuvre.api.document`, or into the file that is named after it.

The front end's types are made of it; the same program prints the same, sorted.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from oeuvre.api import create_app
from oeuvre.foundation import read_settings


def document() -> str:
    """The document as text."""
    app = create_app(read_settings(language="en"), token="-", hosts=frozenset(), base=Path.cwd())
    return json.dumps(app.openapi(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Print the document, or write it into a file."""
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(document(), encoding="utf-8")
    else:
        sys.stdout.write(document())


if __name__ == "__main__":
    main()
