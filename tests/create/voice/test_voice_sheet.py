"""All that `oeuvre words` prints: within its limits, true to the brief, whatever the brief."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from oeuvre.create.brief import Brief, Facts, GivenCopy
from oeuvre.create.voice import Written, frames_by_id, ground_of, lines_for, networks, states_only
from oeuvre.create.voice.clauses import word_count
from oeuvre.create.voice.count import for_sms
from oeuvre.create.voice.cues import stated_texts
from tests.create.voice.voice_briefs import brief, night_market, repair_cafe

# European letters and signs; other scripts and emoji come by whole words.
SIGNS = st.characters(max_codepoint=0x17F, exclude_categories=("C", "Zl", "Zp"))
_WORDS = """
    four pain nuit oven bread lamp 12 18 h samedi free gratuit 🍞 🎷 Brot ночь パン l’été d'eau Ada MARCHÉ n° 1 € sans
"""
WORDS = st.sampled_from(_WORDS.split())
TEXTS = st.one_of(st.text(SIGNS, max_size=60), st.lists(WORDS, max_size=12).map(" ".join))


def of_use(lines: tuple[Written, ...], use: str) -> list[Written]:
    return [line for line in lines if line.use == use]


def check(a_brief: Brief) -> tuple[Written, ...]:
    """The lines of a brief, each within its limit, each stating only what the brief gives."""
    ground = ground_of(a_brief)
    lines = lines_for(ground)
    for line in lines:
        assert line.text.strip()
        if line.use == "caption":
            assert networks()[line.label].length(line.text) <= line.limit == networks()[line.label].limit
        if line.use == "announcement":
            assert word_count(line.text) <= line.limit == int(line.label)
        if line.use == "alt":
            assert len(line.text) <= line.limit
        table = frames_by_id(ground.composes) if ground.composes else {}
        fixed = table[line.frame].fixed if line.frame in table else ""
        if line.label == "sms":
            # The brief in that alphabet is the brief.
            fixed += " | ".join(map(for_sms, stated_texts(a_brief)))
        assert states_only(line.text, ground, excused=fixed) == [], line
    assert 1 <= len(of_use(lines, "headline")) <= 8
    assert len(of_use(lines, "line")) <= 4
    assert len(of_use(lines, "action")) <= 3
    return lines


def test_a_full_brief_gives_every_kind_of_line() -> None:
    lines = check(night_market())
    assert {line.use for line in lines} == {"headline", "line", "action", "caption", "announcement", "alt"}
    assert {line.label for line in of_use(lines, "caption")} == set(networks())
    short, long = of_use(lines, "announcement")
    assert short.text.startswith("Marché de nuit au Fournil.")
    assert "Rendez-vous vendredi 4\u00a0décembre" in short.text
    assert "Au programme" in long.text
    assert "accordéon, sous l’auvent" in long.text


def test_calls_to_action_are_supported_by_the_brief() -> None:
    calls = [line.text for line in of_use(check(repair_cafe()), "action")]
    assert calls == ["Come along", "More at harrowlanerepair.example"]
    asked = brief("Atelier", "Sur inscription.", facts=Facts(url="ici.example"), copy=GivenCopy(action="Osez"))
    assert [line.text for line in of_use(check(asked), "action")] == [
        "Osez",
        "Inscrivez-vous sur ici.example",
        "La suite sur ici.example",
    ]
    assert of_use(check(brief("Titre", "Rien de plus.")), "action") == []


def test_a_grave_subject_gets_no_cheer() -> None:
    grave = brief(
        "Groupe de parole",
        "Un groupe pour les personnes en deuil.",
        facts=Facts(date="jeudi 5 mars, 18 h", place="salle Bleue, Ormes"),
    )
    text = "\n".join(line.text for line in check(grave))
    assert "!" not in text
    assert "Rendez-vous" not in text
    assert "Venez" not in text


@pytest.mark.parametrize(
    ("action", "language", "link"),
    [
        ("On vous garde une place ?", "fr", "On vous garde une place\u202f? ici.example"),
        ("Apportez une lampe", "fr", "Apportez une lampe\u00a0: ici.example"),
        ("Bring a lamp", "en", "Bring a lamp: ici.example"),
    ],
)
def test_a_call_to_action_leads_to_the_address(action: str, language: str, link: str) -> None:
    told = check(brief("T", "x", language, facts=Facts(url="ici.example"), copy=GivenCopy(action=action)))
    assert any(link in line.text for line in of_use(told, "caption"))


def test_an_announcement_is_never_padded() -> None:
    (one,) = of_use(check(brief("Pain", "Du pain.")), "announcement")
    assert one.text == "Du pain."


def test_a_price_is_told_as_a_price_and_a_phrase_as_a_phrase() -> None:
    told = check(brief("T", "x", facts=Facts(price="12 €")))
    assert "Tarif\u00a0: 12\u202f€." in of_use(told, "announcement")[0].text
    phrase = check(brief("T", "x", facts=Facts(price="prix libre")))
    assert "Prix libre." in of_use(phrase, "announcement")[0].text


@pytest.mark.parametrize(
    ("date", "place", "language", "sentence"),
    [
        ("vendredi 4 décembre", "salle Bleue", "fr", "Rendez-vous vendredi 4\u00a0décembre, salle Bleue."),
        ("4 décembre", "salle Bleue", "fr", "Rendez-vous le 4\u00a0décembre, salle Bleue."),
        ("tous les jeudis, 18 h", "", "fr", "Rendez-vous tous les jeudis, 18\u202fh."),
        ("clôture le 3 mai", "", "fr", "Clôture le 3\u00a0mai."),
        ("", "quai Nord", "fr", "Adresse\u00a0: quai Nord."),
        ("Friday 4 December", "12 Rye Lane", "en", "See you on Friday 4\u00a0December, at 12 Rye Lane."),
        ("every Thursday", "the Old Mill", "en", "See you every Thursday, at the Old Mill."),
        ("4 to 6 May", "Leeds", "en", "See you on 4 to 6\u00a0May, Leeds."),
        ("Friday", "meet at the lock", "en", "See you on Friday. Meet at the lock."),
    ],
)
def test_when_and_where_are_a_sentence(date: str, place: str, language: str, sentence: str) -> None:
    told = check(brief("T", "x", language, facts=Facts(date=date, place=place)))
    assert sentence in of_use(told, "announcement")[0].text


@pytest.mark.parametrize(
    "a_brief",
    [
        brief("Pain", "Pain."),
        brief("🍞", "🍞🍞", "fr"),
        brief("?!", "...", "en"),
        brief(
            "Brot bei Nacht", "Der Ofen brennt. Kommt alle.", "de", facts=Facts(date="Freitag, 18 Uhr", price="frei")
        ),
        brief("パンの夜", "窯が開きます。", "ja"),
        brief("Four", "Le four chauffe.", words_use=("four",), words_avoid=("four", "fours")),
        brief("Bread", "bread " * 20_000, "en"),
        brief("Le four", " ".join(f"Le four numéro {n} chauffe la nuit." for n in range(4000))),
        brief("T" * 600, "x" * 3000, "en", client="C" * 200, facts=Facts(place="p" * 300, date="d" * 300)),
    ],
    ids=["one-word", "emoji", "signs", "german", "japanese", "contradictory", "20000-words", "20000-more", "long"],
)
def test_an_odd_brief_gives_true_lines_within_their_limits(a_brief: Brief) -> None:
    check(a_brief)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("Four", "", "fr", "", "", "", "", [])
@example("a b", "No.", "en", "12", "3", "£", "a.b", ["b"])
@given(
    TEXTS.filter(str.strip),
    TEXTS,
    st.sampled_from(["fr", "en", "de", "und", "pt-BR"]),
    TEXTS,
    TEXTS,
    TEXTS,
    st.sampled_from(["", "a.example", "https://a.example/b?c=1"]),
    st.lists(WORDS, max_size=3),
)
def test_any_brief_gives_true_lines_within_their_limits(
    title: str, about: str, language: str, date: str, place: str, price: str, url: str, avoid: list[str]
) -> None:
    title, about, date, place, price = (
        re.sub(r"\s+", " ", text).strip() for text in (title, about, date, place, price)
    )
    facts = Facts(date=date, place=place, price=price, url=url)
    check(brief(title, about, language, facts=facts, words_avoid=tuple(avoid)))
