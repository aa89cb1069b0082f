"""Reading a brief: values, and every finding at once with its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.create.brief import BriefError, Reference, Row, read_brief
from oeuvre.create.brief import errors as brief_errors
from oeuvre.foundation import ManyErrors

Write = Callable[[str], Path]
HEAD = 'title = "Marché"\nabout = "On y mange dehors."\n'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(text: str) -> Path:
        path = tmp_path / "brief.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def findings(path: Path, **known: object) -> list[BriefError]:
    with pytest.raises(ManyErrors) as caught:
        read_brief(path, **known)  # type: ignore[arg-type]
    found = list(caught.value.all())
    assert all(isinstance(error, BriefError) and error.exit_code == 2 for error in found)
    return found  # type: ignore[return-value]


def test_the_example_is_read_whole() -> None:
    brief = read_brief(Path(__file__).parents[3] / "examples" / "boulangerie" / "brief.toml")
    assert brief.title == "Marché de nuit au Fournil"
    assert brief.language == "fr"
    assert brief.mood == ("chaleureux", "joueur")
    assert brief.facts.date == "vendredi 4 décembre, 18 h - 23 h"
    assert brief.programme[1] == Row("19 h", "première fournée", "la cour")
    assert brief.words_avoid == ("authentique",)
    assert brief.brand.colours == ("#C8102E",)
    assert brief.brand.logo is not None
    assert brief.brand.logo.is_file()
    assert brief.files() == (brief.brand.logo,)


def test_two_lines_are_a_brief(write: Write) -> None:
    brief = read_brief(write(HEAD))
    assert brief.formats == ()
    assert brief.facts.qr is False
    assert brief.language == "fr"


def test_the_short_form_of_a_reference_is_the_client_s_with_all_rights_reserved(write: Write) -> None:
    path = write('references = ["a.jpg"]\nclient = "Le Fournil"\n' + HEAD)
    (path.parent / "a.jpg").write_bytes(b"x")
    assert read_brief(path).references == (
        Reference(path.parent / "a.jpg", "", "Le Fournil", "all-rights-reserved", recolour=False),
    )


def test_a_reference_may_name_a_packaged_photograph(write: Write) -> None:
    path = write(HEAD + '[[references]]\nlibrary = "fig"\nrecolour = true\n')
    assert read_brief(path, known_photos=["fig"]).references == (Reference(library="fig", recolour=True),)
    assert [error.code for error in findings(path, known_photos=["sunset"])] == ["photo-unknown"]


@pytest.mark.parametrize(
    ("language", "read"), [("FR", "fr"), ("en-GB", "en"), ("pt-BR", "pt-BR"), ("ar", "ar"), ("zh-Hant", "zh-Hant")]
)
def test_a_language_is_any_tag_and_french_and_english_are_plain(write: Write, language: str, read: str) -> None:
    assert read_brief(write(HEAD + f'language = "{language}"\n')).language == read


def test_spaces_are_tidied_and_no_break_spaces_are_kept(write: Write) -> None:
    brief = read_brief(write('title = """\n  Nuit\n  blanche\u202f!  """\nabout = "a\\tb"\n'))
    assert brief.title == "Nuit blanche\u202f!"
    assert brief.about == "a b"


def test_short_colours_are_spelt_out(write: Write) -> None:
    assert read_brief(write(HEAD + '[brand]\ncolours = ["#abc", "#c8102e"]\n')).brand.colours == ("#AABBCC", "#C8102E")


def test_windows_line_ends_and_a_byte_order_mark_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert read_brief(path).title == "Marché"


BROKEN = [
    ('title = ""\nabout = "b"\n', "field-empty", 1, "title"),
    ('title = "   "\nabout = "b"\n', "field-empty", 1, "title"),
    ('title = "t"\n', "field-missing", 1, "about"),
    (HEAD + 'titre = "x"\n', "field-unknown", 3, "titre"),
    (HEAD + "[facts]\ndate = 2026-12-04\n", "field-type", 4, "facts.date"),
    (HEAD + '[facts]\nqr = "oui"\n', "field-type", 4, "facts.qr"),
    (HEAD + 'mood = "gai"\n', "field-type", 3, "mood"),
    (HEAD + "facts = 3\n", "field-type", 3, "facts"),
    (HEAD + 'mood = ["gai", 3]\n', "field-type", 3, "mood[2]"),
    (HEAD + '[brand]\ncolours = ["#C8102E", "red"]\n', "colour-bad", 4, "brand.colours[2]"),
    (HEAD + '[brand]\ncolours = ["#C8102"]\n', "colour-bad", 4, "brand.colours[1]"),
    (HEAD + 'language = "français"\n', "language-bad", 3, "language"),
    (HEAD + '[words]\nuse = ["Four"]\navoid = ["four"]\n', "words-contradict", 5, "words.avoid[1]"),
    (HEAD + "[facts]\nqr = true\n", "url-missing", 4, "facts.qr"),
    (HEAD + '[facts]\nurl = "javascript:alert(1)"\n', "url-bad", 4, "facts.url"),
    (HEAD + '[facts]\nurl = "le fournil"\n', "url-bad", 4, "facts.url"),
    (HEAD + '[brand]\nlogo = "no.svg"\n', "file-missing", 4, "brand.logo"),
    (HEAD + '[brand]\nfonts = ["no.ttf"]\n', "file-missing", 4, "brand.fonts[1]"),
    (HEAD + '[brand]\nfonts = ["brief.toml/"]\n', "font-file-bad", 4, "brand.fonts[1]"),
    (HEAD + '[[references]]\npath = "no.jpg"\n', "file-missing", 4, "references[1].path"),
    (HEAD + "[[references]]\nrecolour = true\n", "reference-unclear", 3, "references[1]"),
    (HEAD + '[[references]]\nlibrary = "fig"\nauthor = "me"\n', "library-terms-given", 3, "references[1]"),
    (HEAD + '[[programme]]\nname = "a"\n[[programme]]\ntime = "19 h"\n', "field-missing", 5, "programme[2].name"),
    (f'title = "{"a" * 601}"\nabout = "b"\n', "field-too-long", 1, "title"),
    (HEAD + f"mood = {['a'] * 13}\n", "field-too-many", 3, "mood"),
    ('title = "a\\u0000b"\nabout = "b"\n', "field-control", 1, "title"),
    ('title = "a\\u202Eb"\nabout = "b"\n', "field-control", 1, "title"),
]


@pytest.mark.parametrize(("text", "code", "line", "field"), BROKEN)
def test_a_finding_has_its_code_line_and_field(write: Write, text: str, code: str, line: int, field: str) -> None:
    path = write(text)
    found = findings(path)
    assert [(error.code, error.place) for error in found] == [(code, f"{path}:{line} {field}")]
    for language in ("fr", "en"):
        for sentence in (found[0].message(language), found[0].remedy(language)):  # type: ignore[arg-type]
            assert sentence
            assert "{{" not in sentence


def test_a_licence_is_an_identifier_an_address_or_all_rights_reserved(write: Write) -> None:
    path = write(HEAD + '[[references]]\npath = "brief.toml"\nlicence = "libre de droits"\n')
    assert [error.code for error in findings(path)] == ["licence-bad"]
    for licence in ("CC-BY-4.0", "all-rights-reserved", "https://example.org/terms", "MIT OR Apache-2.0"):
        path = write(HEAD + f'[[references]]\npath = "brief.toml"\nlicence = "{licence}"\n')
        assert read_brief(path).references[0].licence == licence


def test_all_findings_come_at_once_in_the_order_of_the_file(write: Write) -> None:
    path = write('title = ""\nmood = 3\n[facts]\nqr = true\nclent = "a"\n[brand]\nlogo = "no.svg"\ncolours = ["x"]\n')
    codes = [error.code for error in findings(path)]
    assert sorted(codes) == sorted(
        ["field-missing", "field-empty", "field-type", "url-missing", "field-unknown", "file-missing", "colour-bad"]
    )
    lines = [int(re.search(r":(\d+) ", error.place).group(1)) for error in findings(path)]  # type: ignore[union-attr]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("titel", "title"), ("date", "facts.date"), ("colours", "brand.colours"), ("headline", "copy.headline")],
)
def test_an_unknown_field_is_told_what_was_probably_meant(write: Write, written: str, meant: str) -> None:
    (found,) = findings(write(HEAD + f'{written} = "x"\n'))
    assert found.values["suggestion"] == meant
    assert meant in found.remedy("fr")


def test_formats_and_families_are_compared_with_the_known_ones(write: Write) -> None:
    path = write(HEAD + 'formats = ["poster-a4", "card"]\n[brand]\nfonts = ["Gloock", "Comic"]\n')
    found = findings(path, known_formats=["poster-a3", "card"], known_families=["Gloock"])
    assert [(error.code, error.values["value"]) for error in found] == [
        ("format-unknown", "poster-a4"),
        ("font-unknown", "Comic"),
    ]
    assert "poster-a3" in found[0].remedy("en")


def test_a_font_file_must_be_one(write: Write) -> None:
    path = write(HEAD + '[brand]\nfonts = ["own.ttf"]\n')
    (path.parent / "own.ttf").write_bytes(b"wOF2....")
    assert [error.code for error in findings(path)] == ["font-file-bad"]
    (path.parent / "own.ttf").write_bytes(b"\x00\x01\x00\x00....")
    assert read_brief(path).brand.fonts == (path.parent / "own.ttf",)


def test_what_is_no_brief_at_all_is_named(tmp_path: Path) -> None:
    heavy = tmp_path / "heavy.toml"
    heavy.write_bytes(b"#" * 5_000_000)
    latin = tmp_path / "latin.toml"
    latin.write_bytes('title = "a"\nabout = "é"'.encode("latin-1"))
    syntax = tmp_path / "syntax.toml"
    syntax.write_text('title = "a"\nabout = b\n')
    twice = tmp_path / "twice.toml"
    twice.write_text('title = "a"\ntitle = "b"\n')
    deep = tmp_path / "deep.toml"
    deep.write_text("a = " + "[" * 5000)
    places = {
        tmp_path / "none.toml": ("brief-missing", str(tmp_path / "none.toml")),
        tmp_path / "no\x00ne.toml": ("brief-missing", str(tmp_path / "no\x00ne.toml")),
        tmp_path: ("brief-is-folder", str(tmp_path)),
        Path("/dev/null"): ("brief-missing", "/dev/null"),
        heavy: ("brief-too-large", str(heavy)),
        latin: ("brief-not-text", f"{latin}:2"),
        syntax: ("brief-syntax", f"{syntax}:2:9"),
        twice: ("brief-syntax", f"{twice}:2:12"),
    }
    for path, (code, place) in places.items():
        (found,) = findings(path)
        assert (found.code, found.place) == (code, place)
    assert findings(deep)[0].code == "brief-syntax"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_findings(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "brief.toml"
    path.write_bytes(data)
    with pytest.raises(ManyErrors):
        read_brief(path)


def test_every_error_has_its_sentences_in_both_languages() -> None:
    kinds = {kind for kind in vars(brief_errors).values() if isinstance(kind, type) and issubclass(kind, BriefError)}
    assert len(kinds) > 25
    for kind in kinds:
        values = dict.fromkeys(("field", "value", "known", "detail", "name", "word", "sign", "line", "column"), "x")
        error = kind(
            "place", **values, length=1, limit=1, size=1, found="x", expected="text", reason="bomb", suggestion="title"
        )
        for language in ("fr", "en"):
            assert "{{" not in error.message(language)  # type: ignore[arg-type]
            assert "{{" not in error.remedy(language)  # type: ignore[arg-type]
