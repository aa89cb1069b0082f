"""How well a pairing carries a headline, by measure: the capitals it would reach in an ordinary column."""

from __future__ import annotations

from oeuvre.create.design import copyfit
from oeuvre.create.design.measure import metrics
from oeuvre.create.library import Pairing

# An ordinary column of a 4:5 page, over its short side; families have more or less.
COLUMN = (0.72, 0.30)
# Capitals of 6 % of the short side are the least of a headline (ART_DIRECTION G 8): in a column they must pass it.
CARRIED = 0.072
# Wide faces carry short titles of short words alone (ART_DIRECTION C 14), however they measure.
WIDE_TITLE, WIDE_WORD = 30, 9


def reached(pairing: Pairing, text: str, language: str) -> float:
    """Cap-height over the short side that `text` reaches in the column."""
    face = pairing.headline
    fitted = copyfit.fit_headline(face, text, language, *COLUMN, pairing.leading, pairing.tracking, most_lines=3)
    return fitted.size * metrics(face).cap_height


def carries(pairing: Pairing, text: str, language: str) -> bool:
    """Whether a headline stands well in a pairing: large enough, no wide face for long titles or long words."""
    longest = max((len(word) for word in text.split()), default=0)
    if pairing.width == "wide" and (len(text) > WIDE_TITLE or longest > WIDE_WORD):
        return False
    return reached(pairing, text, language) >= CARRIED
