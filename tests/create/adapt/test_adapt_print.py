"""PDFs for a printer: boxes, marks, fonts, the same bytes again."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
import typst

from oeuvre.create.adapt import POINTS_PER_MM, PdfUnsound, boxes_of, finish_pdf, fonts_missing

BLEED = 3 * POINTS_PER_MM


def poster(bleed: bool = True, text: str = "Marché", pages: int = 1) -> bytes:
    edge = f"bleed: {BLEED}pt," if bleed else ""
    page = (
        f"""
#set document(title: "T")
#set page(width: 100mm, height: 140mm, margin: 0pt, {edge})
#place(dx: -{BLEED}pt, dy: -{BLEED}pt, rect(width: 100% + {2 * BLEED}pt, height: 100% + {2 * BLEED}pt, fill: red))
#place(dx: 90mm, dy: 20mm, rect(width: 60mm, height: 9mm, fill: blue))
#place(dx: 9mm, dy: 9mm, text(30pt)[{text}])
"""
        + "#pagebreak()\n" * (pages - 1)
    )
    return typst.compile(page.encode(), format="pdf")


@pytest.mark.parametrize("marks", [True, False])
def test_trim_and_bleed_are_exact_and_the_media_holds_the_marks(marks: bool) -> None:
    boxes = boxes_of(finish_pdf(poster(), (100, 140), 3, marks))
    trim, bleed, media = boxes["trim"], boxes["bleed"], boxes["media"]
    assert trim[2] - trim[0] == pytest.approx(100 * POINTS_PER_MM, abs=0.001)
    assert trim[3] - trim[1] == pytest.approx(140 * POINTS_PER_MM, abs=0.001)
    assert trim[0] - bleed[0] == pytest.approx(BLEED, abs=0.001)
    assert bleed[3] - trim[3] == pytest.approx(BLEED, abs=0.001)
    room = bleed[0] - media[0]
    assert room > 6 * POINTS_PER_MM if marks else room == pytest.approx(0, abs=0.001)


def test_marks_stand_outside_the_bleed_and_nothing_else_does() -> None:
    data = finish_pdf(poster(), (100, 140), 3, True)
    boxes = boxes_of(data)
    scale = 6
    picture = pypdfium2.PdfDocument(data)[0].render(scale=scale).to_pil().convert("RGB")
    media, bleed, trim = boxes["media"], boxes["bleed"], boxes["trim"]

    def pixel(x: float, y: float) -> tuple[int, int]:
        return round((x - media[0]) * scale), round((media[3] - y) * scale)

    left, top = pixel(bleed[0], bleed[3])
    assert picture.getpixel((left + 4, top + 4))[0] > 200  # type: ignore[index]
    outside = picture.crop((0, 0, left - 4, picture.height))
    seen = {colour for _, colour in outside.getcolors(100_000) or []}
    assert (255, 255, 255) in seen
    assert all(max(colour) - min(colour) < 12 for colour in seen)
    x, y = pixel(media[0] + POINTS_PER_MM + 3, trim[3])
    column = [picture.getpixel((x, row))[0] for row in range(y - 4, y + 5)]  # type: ignore[index]
    assert min(column) < 200
    right, _ = pixel(bleed[2], bleed[3])
    beside = picture.crop((right + 4, 0, picture.width, picture.height))
    assert all(max(colour) - min(colour) < 12 for _, colour in beside.getcolors(100_000) or [])


def test_words_title_and_language_are_in_the_file() -> None:
    data = finish_pdf(poster(), (100, 140), 3, True, title="Marché de nuit", language="fr")
    assert "Marché" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    with pikepdf.open(io.BytesIO(data)) as document:
        assert str(document.Root["/Lang"]) == "fr"
        assert str(document.docinfo["/Title"]) == "Marché de nuit"
        assert "/CreationDate" not in document.docinfo
        with document.open_metadata() as metadata:
            assert metadata["dc:title"] == "Marché de nuit"


def test_the_same_page_gives_the_same_bytes() -> None:
    page = poster()
    assert finish_pdf(page, (100, 140), 3, True) == finish_pdf(page, (100, 140), 3, True)


def test_a_page_without_bleed_has_its_trim_as_its_media() -> None:
    boxes = boxes_of(finish_pdf(poster(bleed=False), (100, 140)))
    assert boxes["trim"] == boxes["media"] == boxes["bleed"]


def test_a_page_of_another_size_or_several_pages_are_refused() -> None:
    for data, size, problem in ((poster(), (99, 140), "size"), (poster(pages=2), (100, 140), "pages")):
        with pytest.raises(PdfUnsound) as caught:
            finish_pdf(data, size, 3)
        assert caught.value.values["problem"] == problem
        assert "{{" not in caught.value.message("fr") + caught.value.message("en")


def test_a_font_that_is_not_embedded_is_refused_by_name() -> None:
    assert fonts_missing(poster()) == ()
    document = pikepdf.open(io.BytesIO(poster()))
    resources = document.pages[0].obj["/Resources"]
    resources["/Font"]["/bad"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    out = io.BytesIO()
    document.save(out)
    assert fonts_missing(out.getvalue()) == ("Helvetica",)
    with pytest.raises(PdfUnsound, match="fonts"):
        finish_pdf(out.getvalue(), (100, 140), 3)
