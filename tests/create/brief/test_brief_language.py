"""Which language and script a text is in."""

from __future__ import annotations

import pytest

from oeuvre.create.brief import check_script, guess_language, scripts

FRENCH = """
Marché de nuit au Fournil
Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors.
Le pain sort du four devant vous
Trois jours de lectures sous les tilleuls
Ramez jeunesse : le club ouvre une section pour les collégiens
On vous garde une place ?
Concert gratuit sur la place de la mairie
Atelier de réparation de vélos, tous les samedis
L’heure bleue
Venez comme vous êtes
Exposition de photographies au musée des beaux-arts
Qui a peur du grand méchant loup ?
Fête de la soupe dans la cour de l’école
Deux cents jardins ouverts au public
Le cabinet répond à vos questions sur la transmission d’entreprise
Il faut seulement savoir nager
Bal populaire et feu d’artifice
Nuit blanche à la piscine
Entrée libre
C’est la rentrée du conservatoire
""".strip().split("\n")
ENGLISH = """
Night market at the bakehouse
A small bakery opens its doors on Friday night and you eat outside.
The bread leaves the oven before your eyes
Don’t bin it, bring it
Volunteers mend lamps, zips and radios while you have a cup of tea
Four bands play the first night of a new label
What the owl saw
Every drawer may be opened
You will hear the room
The long way down
A weekend of slow walking in the hills
Nobody walks alone and nobody walks fast
Free entry for children
Open every day except Mondays
Save me a seat
How to write a will
Learn to swim this summer
Plants for sale, all proceeds to the school
Come as you are
Is there life after lunch?
""".strip().split("\n")


@pytest.mark.parametrize("sentence", FRENCH)
def test_a_french_sentence_is_french(sentence: str) -> None:
    assert guess_language(sentence) == "fr"


@pytest.mark.parametrize("sentence", ENGLISH)
def test_an_english_sentence_is_english(sentence: str) -> None:
    assert guess_language(sentence) == "en"


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Das Brot kommt vor Ihren Augen aus dem Ofen und wir essen draußen", "de"),
        ("El pan sale del horno y se come fuera con los vecinos", "es"),
        ("Il pane esce dal forno e si mangia fuori con gli amici della strada", "it"),
        ("O pão sai do forno e não há pressa nas ruas do bairro", "pt"),
        ("Het brood komt uit de oven en wij eten buiten", "nl"),
        ("سوق الليل", "ar"),
        ("שוק לילה", "he"),
        ("Ночной рынок", "ru"),
        ("夜の市場へようこそ", "ja"),
        ("夜市", "zh"),
    ],
)
def test_other_languages_have_their_tags(sentence: str, language: str) -> None:
    assert guess_language(sentence) == language


@pytest.mark.parametrize("text", ["", "12 345", "Xylk", "🥐🥐"])
def test_a_text_that_does_not_tell_gives_the_default(text: str) -> None:
    assert guess_language(text) == "und"
    assert guess_language(text, "fr") == "fr"


def test_scripts_are_named_the_most_used_first() -> None:
    assert scripts("Œuvre à Ÿ") == ("Latin",)
    assert scripts("Ночь и day") == ("Cyrillic", "Latin")
    assert check_script("夜市") == "Han"
    assert check_script("سوق الليل 2026") == "Arabic"
    assert check_script("18 h – 23 h") == "Latin"
    assert check_script("2026") == "Latin"
