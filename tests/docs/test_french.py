"""The French pages: set as French, complete, and with the very commands that the English pages are tested by."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.docs.conftest import DOCS, FENCE, ROOT, TUTORIAL, Shell, fences

FRENCH = DOCS / "fr"
# What each French page is in English.
TWINS = {
    "index.md": DOCS / "index.md",
    "premier-projet.md": TUTORIAL,
    "un-projet-dans-l-atelier.md": DOCS / "tutorial/a-project-in-the-studio.md",
    "travailler-a-une-table.md": DOCS / "how-to/work-at-one-table.md",
    "trouver-idees-et-mots.md": DOCS / "how-to/find-ideas-and-words.md",
    "orienter-par-tournees.md": DOCS / "how-to/steer-with-rounds.md",
    "corriger-une-maquette.md": DOCS / "how-to/correct-a-design.md",
    "explorer-des-emblemes.md": DOCS / "how-to/explore-emblems.md",
    "ajouter-un-format.md": DOCS / "how-to/add-a-format.md",
    "apporter-ses-polices.md": DOCS / "how-to/bring-your-own-fonts.md",
    "utiliser-un-service-de-modeles.md": DOCS / "how-to/use-an-endpoint.md",
    "utiliser-un-fichier-gguf.md": DOCS / "how-to/use-a-model-file.md",
    "entrainer-un-modele.md": DOCS / "how-to/train-a-model.md",
    "utiliser-un-autre-generateur.md": DOCS / "how-to/use-another-generator.md",
    "donner-une-licence.md": DOCS / "how-to/license-a-work.md",
    "verser-les-droits.md": DOCS / "how-to/pay-royalties.md",
    "verifier-un-fichier.md": DOCS / "how-to/verify-a-file.md",
    "remettre-a-l-imprimeur.md": DOCS / "how-to/hand-off-to-a-printer.md",
    "deplacer-un-registre.md": DOCS / "how-to/move-a-record.md",
    "sauvegarder-les-cles.md": DOCS / "how-to/back-up-the-keys.md",
    "le-brief.md": DOCS / "reference/brief.md",
}
PAGES = [ROOT / "README.fr.md", *sorted(FRENCH.glob("*.md"))]
TRANSLATED = [name for name in TWINS if name != "index.md"]
CODE = re.compile(r"^```.*?^```|`[^`]*`", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"\]\((?!https?://)([^)#]+)")
ILL_SET = re.compile(
    r"[^\u202f\s][;!?]"  # a sign that clings to its word
    r"|(?<!\u202f)[;!?](?=\s)"  # a sign after a space that breaks
    r"|[^\u00a0\d]:(?=\s)"
    r"|«(?!\u202f)|(?<!\u202f)»"
    r"|\w'\w"
)


def ill_set(markdown: str) -> list[str]:
    """What a French compositor would mend on a page, code and link targets aside."""
    prose = re.sub(r"\]\([^)]*\)", "]", CODE.sub("", markdown)).replace("![", "[")
    return ILL_SET.findall(prose)


def inline_commands(page: Path) -> set[str]:
    """Commands named within sentences."""
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {" ".join(code.split()) for code in re.findall(r"`([^`]+)`", prose) if code.startswith("oeuvre ")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_french_is_set_as_french(page: Path) -> None:
    assert ill_set(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "sentence",
    ["Voici : un point", "Voici: un point", "Un ; deux", "Un; deux", "Vrai ?", "« oui »", "Dites «oui».", "l'essai"],
)
def test_what_is_not_set_as_french_is_seen(sentence: str) -> None:
    assert ill_set(sentence + "\n") != []


def test_every_page_has_its_english_twin_and_is_listed() -> None:
    assert {page.name for page in FRENCH.glob("*.md")} == set(TWINS)
    how_tos = set((DOCS / "how-to").glob("*.md"))
    assert how_tos <= set(TWINS.values())
    listed = set(TARGET.findall((FRENCH / "index.md").read_text(encoding="utf-8")))
    assert set(TRANSLATED) <= listed
    for page in (DOCS / "index.md", ROOT / "README.fr.md"):
        assert "fr/index.md)" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TRANSLATED)
@pytest.mark.parametrize("language", ["sh", "toml"])
def test_commands_and_files_are_those_of_the_english_page_in_the_same_order(name: str, language: str) -> None:
    assert fences(FRENCH / name, language) == fences(TWINS[name], language)


@pytest.mark.parametrize("name", TRANSLATED)
def test_nothing_of_the_english_page_is_missing(name: str) -> None:
    french, english = (page.read_text(encoding="utf-8") for page in (FRENCH / name, TWINS[name]))
    for part in (r"^## ", r"^- ", r"^\d\. ", r"^\| "):
        assert len(re.findall(part, french, re.M)) == len(re.findall(part, english, re.M)), part
    assert [tongue for tongue, _ in FENCE.findall(french)] == [tongue for tongue, _ in FENCE.findall(english)]
    assert inline_commands(TWINS[name]) <= inline_commands(FRENCH / name)


def test_both_pages_on_the_brief_list_the_same_fields_codes_and_limits() -> None:
    def rows(page: Path) -> list[tuple[list[str], list[str]]]:
        cells = [line.split("|") for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
        limits = [re.sub(r"(?<=\d)[,\u202f](?=\d{3})", "", row[3]) for row in cells]
        return [
            (re.findall(r"`[^`]+`", row[1]), re.findall(r"\d+", most)) for row, most in zip(cells, limits, strict=True)
        ]

    assert rows(FRENCH / "le-brief.md") == rows(DOCS / "reference/brief.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_reader_of_french_is_led_to_the_french_page_where_there_is_one(page: Path) -> None:
    led = {(page.parent / target).resolve() for target in TARGET.findall(page.read_text(encoding="utf-8"))}
    assert led & {TWINS[name] for name in TRANSLATED} == set()


def test_the_states_of_a_file_are_named_as_the_program_names_them() -> None:
    words = json.loads((ROOT / "src/oeuvre/foundation/words/fr/credentials.json").read_text(encoding="utf-8"))
    page = (FRENCH / "verifier-un-fichier.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([^`]+)`", page, re.M) == list(words["states"].values())


@pytest.mark.parametrize(("page", "language"), [(FRENCH / "le-brief.md", "fr"), (DOCS / "reference/brief.md", "en")])
def test_findings_are_told_as_the_page_on_the_brief_shows_them(
    page: Path, language: str, shell: Shell, tmp_path: Path
) -> None:
    brief = ['title = "Marché de nuit"', 'about = "On y mange dehors."', "", "", "", "[facts]", "date = 2026-12-04"]
    brief += ["", "", "[brand]", 'colours = ["#C8102E", "rouge"]', ""]
    (tmp_path / "brief.toml").write_text("\n".join(brief), encoding="utf-8")
    done = shell(f"oeuvre --lang {language} make brief.toml --choose later", tmp_path)
    assert done.code == 2
    told = [line for line in done.err.splitlines() if line.startswith("brief.toml:")]
    assert told == fences(page, "text")[0].splitlines()
