"""The command line: commands, progress bars, nothing else.

Importing it loads click alone; every command loads what it needs when it runs, so that `--version` and `verify` start
at once.
"""

from oeuvre.cli.app import main

__all__ = ["main"]
