"""Writing a brief from six answers, and what makes two briefs the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.create.brief import SIX_QUESTIONS, Answers, BriefExists, brief_digest, brief_text, read_brief, write_brief
from oeuvre.foundation import ManyErrors, say

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=40)


@given(WORDS, WORDS, WORDS)
def test_what_was_answered_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, title: str, about: str, place: str
) -> None:
    path = tmp_path_factory.mktemp("new") / "brief.toml"
    write_brief(Answers(title, about, place=place), path, "en")
    brief = read_brief(path)
    again = tmp_path_factory.mktemp("new") / "brief.toml"
    write_brief(Answers(brief.title, brief.about, place=brief.facts.place), again, "fr")
    assert read_brief(again).title == brief.title
    assert brief_digest(read_brief(again)) == brief_digest(brief)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_hint_in_the_file_is_a_field_that_exists(tmp_path: Path, language: str) -> None:
    text = brief_text(Answers("Titre", "Un texte."), language)  # type: ignore[arg-type]
    lines = [
        line[2:] if line.startswith("# ") and ("= " in line or "[" in line[2:3]) else line for line in text.split("\n")
    ]
    kept = [line for line in lines if not line.startswith(("logo", "path", "#", "A ", "Un "))]
    path = tmp_path / "brief.toml"
    text = (
        "\n".join(kept)
        .replace("[[references]]", "[[references]]\nlibrary = 'fig'")
        .replace('licence = "all-rights-reserved"', "")
    )
    path.write_text(text.replace('formats = ["social-square", "poster-a3"]', ""), encoding="utf-8")
    assert read_brief(path).programme[0].name


def test_six_questions_stand_in_the_catalogue() -> None:
    assert len(SIX_QUESTIONS) == 6
    for key in SIX_QUESTIONS:
        for part in ("ask", "hint"):
            assert say(f"brief:questions.{key}.{part}", "fr") != say(f"brief:questions.{key}.{part}", "en")
    assert set(SIX_QUESTIONS) == set(Answers.__dataclass_fields__)


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_text("mine")
    with pytest.raises(BriefExists):
        write_brief(Answers("a", "b"), path)
    assert path.read_text() == "mine"


def test_an_answer_that_breaks_a_rule_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ManyErrors) as caught:
        write_brief(Answers("", "b\x00"), tmp_path / "brief.toml")
    assert [error.code for error in caught.value.all()] == ["field-empty", "field-control"]
    assert not list(tmp_path.iterdir())
    with pytest.raises(ManyErrors) as caught:
        write_brief(Answers("a", "b"), tmp_path / "none" / "brief.toml")
    assert caught.value.all()[0].exit_code == 1


def test_the_digest_follows_values_and_bytes_alone(tmp_path: Path) -> None:
    def digest(folder: str, text: str, logo: bytes) -> str:
        base = tmp_path / folder
        base.mkdir()
        (base / "logo.svg").write_bytes(logo)
        (base / "brief.toml").write_text(text, encoding="utf-8")
        return brief_digest(read_brief(base / "brief.toml"))

    text = 'title = "a"\nabout = "b"\n[brand]\nlogo = "logo.svg"\n'
    same = digest("one", text, b"1")
    assert digest("two", 'about = "b"   # why\ntitle = "a"\nbrand.logo = "logo.svg"\n', b"1") == same
    assert digest("three", text, b"2") != same
    assert digest("four", text.replace('"b"', '"c"'), b"1") != same
