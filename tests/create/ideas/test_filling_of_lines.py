"""Agreement, elision and articles in the room's lines, on words that set traps."""

from __future__ import annotations

import pytest

from oeuvre.create.ideas.filling import Unfillable, fill, material_of
from oeuvre.create.lexicon import Word


def _fr(text: str, gender: str, number: str = "count") -> Word:
    return Word(text=text, language="fr", part="noun", gender=gender, number=number)


def _en(text: str, number: str = "count") -> Word:
    return Word(text=text, language="en", part="noun", number=number)


@pytest.mark.parametrize(
    ("word", "line", "said"),
    [
        (
            _fr("haricot", "m"),
            "{A:le.Maj} est [sorti|sortie|sortis|sorties].",
            "Le haricot est sorti.",
        ),
        (
            _fr("horloge", "f"),
            "{A:le.Maj} est [sorti|sortie|sortis|sorties].",
            "L’horloge est sortie.",
        ),
        (_fr("abeille", "f"), "Parole {A:de}.", "Parole d’abeille."),
        (_fr("four", "m"), "Le loup hurle {A:au}.", "Le loup hurle au four."),
        (_fr("archet", "m"), "Tout tient {A:au}.", "Tout tient à l’archet."),
        (_fr("pièces dans la sacoche", "f", "plural"), "Écoutez {A:le}.", "Écoutez les pièces dans la sacoche."),
        (_fr("pain", "m", "mass"), "{A:du.Maj}. Point.", "Du pain. Point."),
        (_fr("four", "m"), "{A:le.Maj} ? Très peu pour nous.", "Le four\u202f? Très peu pour nous."),
        (_fr("ciseaux", "m", "plural"), "Ce que [sait|sait|savent|savent] {A:le}.", "Ce que savent les ciseaux."),
        (_en("hour"), "Write it with {A:a}.", "Write it with an hour."),
        (_en("the done deal"), "Goodbye, {A:bare}.", "Goodbye, done deal."),
        (_en("the done deal"), "Anything but {A:as}.", "Anything but the done deal."),
        (_en("flour", "mass"), "One candle, {A:one}.", "One candle, flour."),
        (_en("sheaf"), "Come closer. It is {A:one}.", "Come closer. It is a sheaf."),
    ],
)
def test_a_line_agrees_with_its_word(word: Word, line: str, said: str) -> None:
    assert fill(line, {"A": material_of(word)}, word.language) == said


@pytest.mark.parametrize("line", ["{A:un.Maj} au zénith.", "Comptez les {A:nu.pl}."])
def test_a_mass_noun_is_never_counted(line: str) -> None:
    with pytest.raises(Unfillable):
        fill(line, {"A": material_of(_fr("farine", "f", "mass"))}, "fr")
