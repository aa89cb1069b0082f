"""The run's page: what it says, that it stands alone, and that nothing supplied gets out of its place."""

from __future__ import annotations

import base64
import dataclasses
import io
import itertools
import re
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from oeuvre.production.page import write_page, write_sheet
from oeuvre.production.page.fonts import PAGE_FACES, cut
from oeuvre.production.page.phrases import href
from oeuvre.production.page.view import enlargement, ranges
from oeuvre.production.report import Choice, RunReport
from tests.production.run_reports import CREDITS, SIZES, draft, editions, failed, hostile_report, run_report

REPORTS = {
    "a person chose": run_report(),
    "hostile": hostile_report(),
    "no ideas": run_report(ideas=(), little=("language",)),
    "no choice yet": run_report(choice=None, editions=(), credits=(), drafts=tuple(draft(n) for n in range(1, 25))),
    "no client": run_report(client="", audience="", goal="", mood=(), facts=(), brand_colours=(), pictures=()),
    "thirty failed": run_report(failed=failed(30)),
    "nothing at all": run_report(
        choice=None,
        editions=(),
        credits=(),
        drafts=(),
        acts=(),
        thumbs={},
        record_head="",
        signer="",
        made_by="unknown",
    ),
    "a long title": run_report(title="Night market " * 23),
    "French": run_report(page_language="fr", language="fr", title="Marché de nuit : au Fournil !"),
    "right to left": run_report(language="ar", title="سوق الليل عند المخبز"),
}


def parse(text: str) -> Any:
    return html.document_fromstring(text)


def seen(text: str) -> str:
    """What a reader reads, spaces as one."""
    body = parse(text).find("body")
    return re.sub(r"\s+", " ", body.text_content())


@pytest.fixture(params=list(REPORTS), scope="module")
def report(request: pytest.FixtureRequest) -> RunReport:
    return REPORTS[request.param]


class TestEveryPage:
    @pytest.mark.parametrize("write", [write_page, write_sheet])
    def test_stands_alone_without_script(self, report: RunReport, write: Any) -> None:
        page = parse(write(report))
        assert not page.xpath("//script | //iframe | //object | //embed | //form | //base")
        assert not [name for node in page.iter() for name in node.attrib if name.lower().startswith("on")]
        for name in ("src", "srcset", "action", "formaction", "data", "poster", "background"):
            assert all(value.startswith("data:image/jpeg") for value in page.xpath(f"//@{name}"))
        links = page.xpath("//a/@href")
        assert all(re.match(r"[#\w%]", link) and ":" not in link and not link.startswith("//") for link in links)
        style = "".join(page.xpath("//style/text()"))
        assert "http" not in style
        assert "@import" not in style

    @pytest.mark.parametrize("write", [write_page, write_sheet])
    def test_is_named_and_in_order(self, report: RunReport, write: Any) -> None:
        page = parse(write(report))
        assert page.get("lang") == report.page_language
        assert len(page.xpath("//main")) == len(page.xpath("//body/header")) == len(page.xpath("//body/footer")) == 1
        levels = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        identifiers = page.xpath("//@id")
        assert len(identifiers) == len(set(identifiers))
        for label in page.xpath("//@aria-labelledby"):
            assert label in identifiers
        assert all(image.get("alt") for image in page.iter("img"))
        assert all(node.get("aria-label") or node.get("aria-hidden") == "true" for node in page.iter("svg"))
        assert page.xpath("string(//title)")

    @pytest.mark.parametrize("write", [write_page, write_sheet])
    def test_links_have_names_and_no_value_leaks_from_the_template(self, report: RunReport, write: Any) -> None:
        text = write(report)
        for link in parse(text).iter("a"):
            assert (link.text_content() + "".join(link.xpath(".//img/@alt"))).strip()
        assert not re.search(r"\bNone\b(?! had)", seen(text))
        # The hostile report holds braces of its own, shown as they stand.
        assert report.title.startswith('">') or "{{" not in seen(text)

    def test_every_draft_is_there(self, report: RunReport) -> None:
        page = parse(write_page(report))
        assert len(page.xpath("//*[contains(@class,'tile')]")) == len(report.drafts)


class TestHostileTexts:
    def test_are_shown_as_text(self) -> None:
        text = write_page(hostile_report())
        assert "<script" not in text
        assert "onerror=alert(2)>" in seen(text)
        assert "{{ 7*7 }} {% raw %}" in seen(text)

    @pytest.mark.parametrize("write", [write_page, write_sheet])
    def test_cannot_turn_what_follows_around(self, write: Any) -> None:
        assert not re.search("[\u202a-\u202e]", write(hostile_report()))

    def test_colours_that_are_none_are_left_out(self) -> None:
        text = write_page(hostile_report())
        assert 'fill="#C8102E"' in text

    @given(st.text(max_size=80))
    @settings(max_examples=200, deadline=None)
    def test_links_are_relative_whatever_a_file_is_called(self, name: str) -> None:
        link = href(name.encode("utf-8", "ignore").decode())
        assert re.fullmatch(r"[A-Za-z0-9_.~%/-]*", link)
        assert not link.startswith("/")


class TestDrafts:
    def test_struck_ones_come_last_with_their_reasons(self) -> None:
        page = parse(write_page(run_report()))
        order = [int(tile.get("id")[1:]) for tile in page.xpath("//figure[contains(@class,'tile')]")]
        assert order[-2:] == [4, 5]
        assert order[:-2] == sorted(order[:-2])
        four, five = page.get_element_by_id("v4"), page.get_element_by_id("v5")
        assert "“too chatty”" in four.text_content()
        assert "the headline leaves its frame; contrast 1.1" in five.text_content()
        assert four.xpath(".//*[contains(@class,'mark person')]")
        assert five.xpath(".//*[contains(@class,'mark rule')]")
        assert four.xpath(".//*[@class='strike']")

    def test_a_kept_one_leads_to_its_signed_file(self) -> None:
        page = parse(write_page(run_report()))
        assert "kept/03-grille.png" in page.get_element_by_id("v3").xpath(".//a/@href")

    def test_vermilion_is_for_a_persons_choice_alone(self) -> None:
        by_rule = run_report(
            choice=Choice(2, "w", "rule", "choice by rule", "", "The rule takes the largest.", 42),
            drafts=(draft(1), draft(2, state="chosen", by="rule", who="choice by rule")),
        )
        assert parse(write_page(run_report())).xpath("//figure[contains(@class,'by-person')]")
        assert not parse(write_page(by_rule)).xpath("//figure[contains(@class,'by-person')]")

    def test_alternative_texts_name_family_and_headline(self) -> None:
        page = parse(write_page(run_report()))
        (alt,) = page.get_element_by_id("v7").xpath(".//img/@alt")
        assert "Grid" in alt
        assert "Night market" in alt


class TestChoice:
    def test_a_reason_is_quoted_with_its_author(self) -> None:
        page = parse(write_page(run_report()))
        (quotation,) = page.iter("blockquote")
        assert quotation.text_content().strip() == "“It smells of bread.”"
        assert "Inès Morvan" in quotation.getparent().text_content()

    def test_a_choice_without_a_reason_says_so(self) -> None:
        page = write_page(run_report(choice=Choice(2, "w", "person", "Inès Morvan", "", "", 42)))
        assert not list(parse(page).iter("blockquote"))
        assert "Inès Morvan chose draft 2 and gave no reason." in seen(page)
        assert "and says why" not in seen(page)

    def test_a_rule_is_never_taken_for_a_person(self) -> None:
        page = write_page(run_report(choice=Choice(2, "w", "rule", "choice by rule", "", "It takes the largest.", 42)))
        assert not list(parse(page).iter("blockquote"))
        assert "A stated rule chose. No person did." in seen(page)
        assert "It takes the largest." in seen(page)

    def test_the_first_choice_stays_to_be_read(self) -> None:
        mine = run_report()
        earlier = dataclasses.replace(mine.acts[2], seq=30, mark="rule", who="choice by rule", what="chooses draft 9")
        page = seen(write_page(dataclasses.replace(mine, acts=(earlier, *mine.acts))))
        assert "choice by rule, act 30: chooses draft 9." in page

    def test_no_choice_yet_shows_how(self) -> None:
        page = seen(write_page(REPORTS["no choice yet"]))
        assert "Nothing is chosen yet." in page
        assert "oeuvre choose" in page


class TestEditions:
    def test_have_their_true_proportions(self) -> None:
        page = parse(write_page(run_report()))
        images = page.xpath("//figure[@class='edition']//img")
        assert len(images) == 8
        sizes = {label: (width, height) for _, label, width, height, *_ in SIZES}
        for image in images:
            width, height = sizes[image.get("alt").split(":")[0]]
            assert int(image.get("width")) / int(image.get("height")) == pytest.approx(width / height, rel=0.12)

    def test_one_scale_unless_told(self) -> None:
        page = parse(write_page(run_report()))
        widths = {}
        for figure in page.xpath("//figure[@class='edition']"):
            (label,) = figure.xpath(".//b/text()")
            widths[label] = float(figure.get("style").removeprefix("--w:"))
        assert widths["Square post"] == pytest.approx(widths["Story"], abs=0.2)
        assert widths["Slide"] / widths["Story"] == pytest.approx(1920 / 1080, rel=0.01)
        leaderboard = page.xpath("//figure[@class='edition'][.//b[text()='Leaderboard banner']]")[0].text_content()
        assert "larger" in leaderboard

    @given(st.floats(1, 260), st.floats(1, 260))
    def test_enlarging_is_bounded(self, width: float, height: float) -> None:
        times = enlargement(width, height)
        assert 1 <= times <= 6
        assert times == 1 or max(width, height) * times <= 390

    def test_every_file_is_linked_with_its_kind_and_size(self) -> None:
        page = parse(write_page(run_report()))
        links = {link.get("href"): link.text_content() for link in page.xpath("//*[@class='files']/a")}
        assert set(links) == {row.path for row in editions()}
        assert "123" in links["editions/night-market-poster-a3.pdf"]
        assert "PDF" in links["editions/night-market-poster-a3.pdf"]

    def test_what_was_left_out_is_in_words(self) -> None:
        assert "Without the supporting line, the web address." in seen(write_page(run_report()))

    def test_the_printer_is_told(self) -> None:
        page = seen(write_page(run_report()))
        assert "3 mm bleed and crop marks" in page
        assert "RGB" in page
        screen_only = tuple(row for row in editions() if row.unit == "px")
        assert "PSO Coated" not in seen(write_page(run_report(editions=screen_only)))

    def test_failed_formats_come_with_their_remedy(self) -> None:
        assert seen(write_page(REPORTS["thirty failed"])).count("Shorten the date.") == 30
        assert not parse(write_page(run_report())).xpath("//*[@id='failed']")


class TestCredential:
    def test_recognised_here_only_is_explained(self) -> None:
        page = seen(write_page(run_report()))
        assert "recognised here only" in page
        assert "it does not prove to a stranger who you are" in page

    @pytest.mark.parametrize(("state", "words"), [("altered", "altered"), ("expired", "signature expired")])
    def test_an_unsound_file_is_named(self, state: str, words: str) -> None:
        page = seen(write_page(run_report(editions=editions(credential=state))))
        assert words in page
        assert "Do not send it" in page

    def test_a_broken_record_is_not_called_unbroken(self) -> None:
        page = seen(write_page(run_report(record_holds=False)))
        assert "unbroken" not in page
        assert "broken" in page

    def test_says_that_no_model_had_a_part_only_when_none_had(self) -> None:
        said = "None had a part in these editions."
        assert said in seen(write_page(run_report()))
        with_model = (*CREDITS, dataclasses.replace(CREDITS[0], mark="model", who="emblem model"))
        assert said not in seen(write_page(run_report(credits=with_model)))


class TestActs:
    def test_alike_ones_stand_in_one_line(self) -> None:
        page = parse(write_page(run_report()))
        rows = [re.sub(r"\s+", " ", row.text_content()) for row in page.xpath("//ol[@class='acts-list']/li")]
        assert len(rows) == 4
        assert rows[-1].startswith("43–52")
        assert rows[-1].endswith("× 10")

    @given(st.sets(st.integers(1, 60)))
    def test_ranges_hold_every_number_once(self, numbers: set[int]) -> None:
        held: list[int] = []
        for text in ranges(tuple(numbers)):
            first, _, last = text.partition("–")
            held += range(int(first), int(last or first) + 1)
        assert held == sorted(numbers)


def test_the_run_before_is_linked() -> None:
    links = parse(write_page(run_report(previous="previous/0123456789ab/index.html"))).xpath("//a/@href")
    assert "previous/0123456789ab/index.html" in links


def test_french_is_set_as_french() -> None:
    text = write_page(REPORTS["French"])
    read = parse(text).find("body").text_content()
    assert "Marché de\u00a0nuit\u00a0: au\u00a0Fournil\u202f!" in read
    assert not re.search(r"[^\s\u202f][;!?»]|«[^\u202f]| [:;!?»]", read)


def test_a_given_text_in_another_language_says_so() -> None:
    page = parse(write_page(REPORTS["right to left"]))
    (title,) = page.iter("h1")
    assert title.get("lang") == "ar"
    assert title.get("dir") == "auto"


def test_is_the_same_each_time_and_light() -> None:
    first, second = write_page(run_report()), write_page(run_report())
    assert first == second
    assert len(first.encode()) < 500_000


def test_many_heavy_editions_stay_under_eight_megabytes() -> None:
    out = io.BytesIO()
    Image.effect_noise((620, 620), 90).convert("RGB").save(out, "JPEG", quality=95)
    (first, *_) = editions()
    rows = tuple(dataclasses.replace(first, format=f"f{n}", path=f"editions/{n}.png") for n in range(60))
    thumbs = {row.path: out.getvalue() for row in rows}
    assert sum(map(len, thumbs.values())) > 8_000_000
    assert len(write_page(run_report(editions=rows, thumbs=thumbs)).encode()) < 8_000_000


class TestFonts:
    def test_hold_french_with_its_narrow_space(self) -> None:
        for key, *_ in PAGE_FACES:
            font = TTFont(io.BytesIO(cut(key, frozenset())))
            held = font.getBestCmap()
            assert all(ord(sign) in held for sign in "éèêàçùôîïœŒÉÀ«»’…–\u202f\u00a0€×")
            narrow, space = font["hmtx"][held[0x202F]][0], font["hmtx"][held[0x20]][0]
            assert 0 < narrow <= space

    def test_take_in_signs_that_a_page_shows(self) -> None:
        text = write_page(run_report(title="Łódź nocą"))
        data = re.search(r'Gloock[^}]*base64,([^"]+)', text)
        assert data
        held = TTFont(io.BytesIO(base64.b64decode(data.group(1)))).getBestCmap()
        assert ord("Ł") in held
        assert ord("Ł") not in TTFont(io.BytesIO(cut("gloock-400-normal", frozenset()))).getBestCmap()
