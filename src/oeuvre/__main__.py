"""`python -m oeuvre` is `oeuvre`."""

from oeuvre.cli import main

if __name__ == "__main__":
    main()
