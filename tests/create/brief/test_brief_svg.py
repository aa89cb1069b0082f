"""SVG that somebody gave: dangerous ones are refused, the rest is made plain."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from oeuvre.create.brief import PictureError, UnsafeSvg, clean_svg, open_picture, svg_size

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 60">'


def drawing(inside: str, head: str = HEAD, before: str = "") -> bytes:
    return f"{before}{head}{inside}</svg>".encode()


def embedded(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
USES = '<g id="u0"><rect width="1" height="1"/></g>' + "".join(
    f'<g id="u{n}">' + f'<use xlink:href="#u{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)
)

HOSTILE = [
    (drawing("<script>alert(1)</script>"), "svg-script"),
    (drawing("<g><script xlink:href='x.js'/></g>"), "svg-script"),
    (drawing('<x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script>'), "svg-script"),
    (drawing('<metadata><x:script xmlns:x="urn:x">1</x:script></metadata>'), "svg-script"),
    (drawing('<rect onclick="x()"/>'), "svg-event"),
    (drawing("", HEAD.replace("viewBox", 'onload="x()" viewBox')), "svg-event"),
    (drawing('<animate attributeName="x" onbegin="x()"/>'), "svg-event"),
    (drawing('<rect fill="javascript:x"/>'), "svg-script"),
    (drawing("&b;", before=LAUGHS), "svg-entities"),
    (drawing("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "svg-entities"),
    (drawing("", before='<!DOCTYPE svg [<!ENTITY % p SYSTEM "http://a.example/x.dtd"> %p;]>'), "svg-entities"),
    (drawing('<image href="http://a.example/x.png"/>'), "svg-remote"),
    (drawing('<image xlink:href="file:///etc/passwd"/>'), "svg-remote"),
    (drawing('<image href="photo.jpg"/>'), "svg-remote"),
    (drawing('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), "svg-remote"),
    (drawing('<use href="other.svg#a"/>'), "svg-remote"),
    (drawing('<a href="http://a.example"><rect/></a>'), "svg-remote"),
    (drawing('<filter id="f"><feImage href="#a"/></filter>'), "svg-remote"),
    (drawing('<rect fill="url(http://a.example/#g)"/>'), "svg-remote"),
    (drawing('<rect style="fill:u\\72l(http://a.example/)"/>'), "svg-remote"),
    (drawing("<style>rect{fill:url('x.svg#a')}</style>"), "svg-remote"),
    (drawing("<style>@import 'x.css';</style>"), "svg-style"),
    (drawing("<style>@im/**/port 'x.css';</style>"), "svg-style"),
    (drawing("<style>@font-face{src:url(#a)}</style>"), "svg-style"),
    (drawing("", before='<?xml-stylesheet href="x.css"?>'), "svg-remote"),
    (drawing("<foreignObject><p/></foreignObject>"), "svg-foreign"),
    (drawing('<iframe src="x"/>'), "svg-foreign"),
    (drawing("<marquee/>"), "svg-element"),
    (drawing(USES), "svg-too-many"),
    (drawing('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "svg-circle"),
    (drawing('<g id="a"><use href="#a"/></g>'), "svg-circle"),
    (drawing('<pattern id="p"><rect fill="url(#p)"/></pattern>'), "svg-circle"),
    (drawing("<rect " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>"), "svg-too-many"),
    (drawing("", before="<!DOCTYPE" * 1000), "svg-entities"),
    (drawing("<style>" + "/*" * 500_000 + "url(x.png)</style>"), "svg-remote"),
    (drawing("<g>" * 5000 + "</g>" * 5000), "broken"),
    (drawing("<g>"), "broken"),
    (drawing("", '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="9">'), "zero-size"),
    (drawing("", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9">'), "zero-size"),
    (drawing("", '<svg xmlns="http://www.w3.org/2000/svg">'), "zero-size"),
    (drawing("", '<svg xmlns="urn:other" width="9" height="9">'), "not-an-image"),
    (drawing(f'<image href="{embedded(b"nothing")}"/>'), "svg-embedded"),
    (b'<?xml version="1.0" encoding="shift_jis"?>' + drawing(""), "svg-encoding"),
]


@pytest.mark.parametrize(("data", "reason"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_dangerous_drawing_is_refused_by_name(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "logo.svg"
    path.write_bytes(data)
    with pytest.raises(PictureError) as caught:
        open_picture(path)
    assert caught.value.values["reason"] == reason
    assert caught.value.place == str(path)
    assert "logo.svg" in caught.value.message("fr")
    with pytest.raises(UnsafeSvg):
        clean_svg(data)


def picture(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(out, "PNG")
    return out.getvalue()


PLAIN = [
    '<rect width="90" height="60" fill="#C8102E"/>',
    '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
    '<circle r="9" fill="url(#g)"/>',
    '<style>.a{fill:red}</style><g class="a"><path d="M0 0h9v9z"/></g>',
    f'<image width="9" height="9" xlink:href="{embedded(picture())}"/>',
    '<symbol id="s" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></symbol><use xlink:href="#s" width="9" height="9"/>',
    '<mask id="m"><rect width="9" height="9" fill="white"/></mask><rect mask="url(#m)" width="9" height="9"/>',
]


@pytest.mark.parametrize("inside", PLAIN)
def test_a_sound_drawing_is_cleaned_once_and_renders(inside: str) -> None:
    once = clean_svg(drawing(inside))
    assert clean_svg(once.encode()) == once
    assert svg_size(once) == (90, 60)
    assert "xlink" not in once
    page = "#set page(width: 90pt, height: 60pt, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: 100%)"
    shown = typst.compile(page.encode(), format="png", ppi=72.0, sys_inputs={"svg": once})
    assert Image.open(io.BytesIO(shown)).convert("L").getextrema()[0] < 255


def test_what_editors_leave_behind_is_left_out() -> None:
    data = drawing(
        '<!-- a note --><sodipodi:namedview xmlns:sodipodi="urn:sodipodi" pagecolor="#fff"/><metadata><x/></metadata>'
        '<g xmlns:inkscape="urn:inkscape" inkscape:label="a" data-name="b"><rect width="9" height="9"/></g>',
        before='<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">\n',
    )
    cleaned = clean_svg(data)
    for rest in ("note", "sodipodi", "inkscape", "metadata", "data-name", "DOCTYPE"):
        assert rest not in cleaned
    assert "<rect" in cleaned


@pytest.mark.parametrize(
    ("head", "size"),
    [
        ('width="3cm" height="15mm"', (113, 57)),
        ('width="100%" viewBox="0 0 40 20"', (40, 20)),
        ('width="80" viewBox="0 0 40 20"', (80, 40)),
        ('height="80" viewBox="0,0,40,20"', (160, 80)),
    ],
)
def test_a_size_comes_from_width_and_height_or_the_view_box(head: str, size: tuple[int, int]) -> None:
    assert svg_size(clean_svg(drawing("", f'<svg xmlns="http://www.w3.org/2000/svg" {head}>'))) == size


def test_other_encodings_and_a_missing_namespace_are_read() -> None:
    text = '<svg viewBox="0 0 9 9"><title>é</title></svg>'
    for data in (
        text.encode("utf-16"),
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + text.encode("latin-1"),
        b"\xef\xbb\xbf" + text.encode(),
    ):
        assert "é" in clean_svg(data)


def test_the_example_s_mark_is_sound() -> None:
    mark = open_picture(Path(__file__).parents[3] / "examples" / "boulangerie" / "logo.svg")
    assert (mark.kind, mark.width, mark.height) == ("svg", 200, 200)


FRAGMENTS = st.sampled_from(
    [
        '<rect width="9" height="9"/>',
        "<g>",
        "</g>",
        "<script>x</script>",
        "<style>",
        "</style>",
        "a{fill:url(",
        "#g)}",
        "http://a.example/x)}",
        '<use href="',
        '#a"/>',
        'file:///etc/passwd"/>',
        '<image onload="x" href="',
        "<foreignObject/>",
        "&#x68;ttp://a.example",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "@import 'x';",
        '<set attributeName="href" to="http://a.example"/>',
        '<text x="1">a',
        "</text>",
        '<a xlink:href="javascript:x">',
        "</a>",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(FRAGMENTS, max_size=10).map("".join))
def test_nothing_dangerous_ever_comes_through(inside: str) -> None:
    try:
        cleaned = clean_svg(drawing(inside))
    except UnsafeSvg:
        return
    root = etree.fromstring(cleaned.encode())
    for element in root.iter():
        name = etree.QName(element).localname
        assert name not in ("script", "foreignObject", "a", "set")
        for key, value in element.attrib.items():
            assert not key.startswith("on")
            assert "href" not in key or value.startswith("#") or not value
        if name == "style":
            assert "http" not in (element.text or "")
            assert "import" not in (element.text or "")


_FILTERED = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"><filter id="f">{}</filter>{}</svg>'


@pytest.mark.parametrize(
    ("steps", "body"),
    [
        ('<feTurbulence numOctaves="1000000"/>' * 20, '<rect filter="url(#f)"/>'),
        ('<feTurbulence numOctaves="10000"/>', '<rect filter="url(#f)"/>'),
        ('<feMorphology radius="99999"/>', '<rect filter="url(#f)"/>'),
        ('<feConvolveMatrix order="99"/>', '<rect filter="url(#f)"/>'),
        ('<feGaussianBlur stdDeviation="9"/>' * 5000, '<rect filter="url(#f)"/>'),
        ('<feGaussianBlur stdDeviation="9"/>' * 20, '<rect filter="url(#f)"/>' * 50),
        ('<feGaussianBlur stdDeviation="9"/>' * 20, "<style>.a{filter:url(#f)}</style>" + '<rect class="a"/>' * 50),
        ('<feGaussianBlur stdDeviation="9"/>' * 20, "<style>g>rect{filter:url(#f)}</style>" + "<rect/>" * 50),
        ("", '<rect style="filter:' + "blur(9px) " * 200 + '"/>'),
    ],
)
def test_filters_are_bounded(steps: str, body: str) -> None:
    with pytest.raises(UnsafeSvg) as told:
        clean_svg(_FILTERED.format(steps, body).encode())
    assert told.value.reason == "svg-too-many"


def test_a_shadow_and_a_blur_or_two_stay() -> None:
    steps = '<feGaussianBlur stdDeviation="4"/><feOffset dx="2"/><feMerge><feMergeNode/><feMergeNode/></feMerge>'
    styled = '<style>.a{filter:url(#f)}</style><rect class="a"/>' + '<rect class="b"/>' * 500
    assert "feGaussianBlur" in clean_svg(_FILTERED.format(steps, styled + '<rect filter="url(#f)"/>' * 9).encode())


@pytest.mark.parametrize("size", ['width="1" height="1000000"', 'width="5" height="2000000"', 'viewBox="0 0 1 5000"'])
def test_a_drawing_that_is_all_length_is_refused_as_such(size: str) -> None:
    with pytest.raises(UnsafeSvg) as told:
        clean_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode())
    assert told.value.reason == "svg-too-long"
