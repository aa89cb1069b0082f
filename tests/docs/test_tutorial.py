"""The tutorial works: each of its commands does what the page says."""

from __future__ import annotations

from tests.docs.conftest import Followed


def step(tutorial: Followed, start: str) -> str:
    done = next(done for done in tutorial.steps if done.line.startswith(start))
    return done.out


def test_every_command_succeeds(tutorial: Followed) -> None:
    assert len(tutorial.steps) >= 10
    failed = [(done.line, done.code, done.err) for done in tutorial.steps if done.code != 0]
    assert not failed


def test_the_folder_holds_what_the_page_names(tutorial: Followed) -> None:
    market = tutorial.folder / "market"
    assert (market / "index.html").is_file()
    # Pages that are tried in the same folder ask for rounds and corrections: those have the numbers after the sheet's.
    sheet = [path for path in (market / "drafts").iterdir() if int(path.name[:2]) <= 24]
    assert len(sheet) == 24
    assert len(list((market / "kept").iterdir())) == 1
    assert (market / "editions/night-market-at-the-mill-oven-social-portrait.png").is_file()


def test_the_page_tells_each_decision_with_its_words(tutorial: Followed) -> None:
    page = (tutorial.folder / "market/index.html").read_text(encoding="utf-8")
    for words in (
        "It reads from across the street.",
        "For the spring edition.",
        "Too quiet for a market.",
        "Ana Duarte",
    ):
        assert words in page


def test_the_file_is_trusted_and_credited_to_who_chose(tutorial: Followed) -> None:
    assert "trusted" in step(tutorial, "oeuvre verify")
    assert "● Ana Duarte  chooser" in step(tutorial, "oeuvre credits")
    assert "■" in step(tutorial, "oeuvre credits")
    assert "holds" in step(tutorial, "oeuvre record verify")
