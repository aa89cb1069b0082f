"""Makes an SVG that somebody gave safe to render: what is dangerous refuses it, what is foreign is left out.

The parser resolves no entity and touches no network. What may stay is an allow-list of elements and attributes,
after the element and attribute tables of SVG 1.1 and 2 (W3C).
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import urllib.parse
import warnings
from typing import Any

from lxml import etree
from PIL import Image

from oeuvre.create.brief.errors import PictureError
from oeuvre.create.brief.svg_names import ATTRIBUTES, ELEMENTS, LEFT_OUT

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
LARGEST_SVG = 20_000_000
MOST_ELEMENTS = 100_000
# How many times as long as wide a drawing may be, or as wide as long: no page shows more of it than a line.
_MOST_RATIO = 1000
_SHAPES = frozenset(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image", "use"])
# How many references the rules of its style sheets may have.
_MOST_RULES = 2000
# What a step of a filter weighs beside an element: each is drawn over all that it filters, pixel by pixel.
_STEP = 1000
# Reading attributes costs the square of their number; no drawing program writes a tenth of this.
MOST_ATTRIBUTES = 500
LARGEST_EMBEDDED_PIXELS = 100_000_000

_RASTER = re.compile(r"data:image/(png|jpe?g|webp)(?:;[\w=-]+)*;base64,", re.IGNORECASE)
_URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"]*)", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|em|rem|ex|%)?\s*")
# CSS pixels in one unit (CSS Values and Units, absolute lengths; an em as 16).
_PIXELS = {
    "": 1,
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96,
    "em": 16,
    "rem": 16,
    "ex": 8,
}


class UnsafeSvg(PictureError):
    """An SVG that is refused; `reason` is a key under `brief:reason`."""

    def __init__(self, reason: str, detail: str = "", place: str = "", name: str = "SVG") -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(place, name=name, reason=reason, detail=f" ({detail})" if detail else "")

    def __reduce__(self) -> tuple[object, ...]:
        return (UnsafeSvg, (self.reason, self.detail, self.place, self.values["name"]))


def looks_like_svg(data: bytes) -> bool:
    """Whether bytes are meant as an SVG, safe or not: XML whose first element is called svg."""
    head = data[:100_000]
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
    text = head.decode(encoding, "replace").lstrip("\ufeffï»¿ \t\r\n")
    return text.startswith("<") and re.search(r"<(?:[\w.-]+:)?svg[\s>/]", text) is not None


def clean_svg(data: bytes) -> str:
    """The same drawing as a canonical SVG (C14N) with nothing in it but what draws. Raises `UnsafeSvg`."""
    root = _parse(data)
    _check_references(root)
    seen = 0
    kept = etree.Element(f"{{{SVG}}}svg", nsmap={None: SVG})
    stack: list[tuple[Any, Any]] = [(root, kept)]
    _copy_attributes(root, kept)
    while stack:
        source, target = stack.pop()
        target.text, pending = source.text, []
        for child in source:
            seen += 1
            if seen > MOST_ELEMENTS:
                raise UnsafeSvg("svg-too-many")
            if not _is_kept(child):
                _append_text(target, child.tail)
                continue
            copy = etree.SubElement(target, child.tag)
            copy.tail = child.tail
            _copy_attributes(child, copy)
            pending.append((child, copy))
        stack += pending
    for style in kept.iter(f"{{{SVG}}}style"):
        _check_css(style.text or "")
        for child in list(style):
            style.remove(child)
    _give_size(kept)
    out = io.BytesIO()
    etree.ElementTree(kept).write_c14n(out, with_comments=False)
    return out.getvalue().decode("utf-8")


def svg_size(svg: str) -> tuple[int, int]:
    """Width and height in CSS pixels, rounded, at least 1, of an SVG that `clean_svg` made."""
    root = etree.fromstring(svg.encode("utf-8"), _parser())
    width, height = _size(root)
    return max(1, round(width)), max(1, round(height))


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )


def _decode(data: bytes) -> str:
    """The text of an XML file in one of the encodings that drawings come in."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        declared = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*['\"]([\w.-]+)['\"]", data[:200])
        encoding = declared.group(1).decode("ascii").lower() if declared else "utf-8"
        if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
            encoding = "utf-8-sig"
        elif encoding not in ("iso-8859-1", "latin-1", "iso-8859-15", "windows-1252"):
            raise UnsafeSvg("svg-encoding", encoding)
    return data.decode(encoding)


def _parse(data: bytes) -> Any:
    if len(data) > LARGEST_SVG:
        raise UnsafeSvg("too-heavy")
    try:
        text = _decode(data).replace("\ufeff", "")
    except (UnicodeDecodeError, LookupError) as error:
        raise UnsafeSvg("svg-encoding") from error
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise UnsafeSvg("svg-entities")
    text = re.sub(r"^\s*<\?xml\s[^>]*\?>", "", text)
    if re.search(r"<\?xml-stylesheet", text, re.IGNORECASE):
        raise UnsafeSvg("svg-remote", "xml-stylesheet")
    if len(re.findall(r"<!DOCTYPE", text, re.IGNORECASE)) > 1:
        raise UnsafeSvg("svg-entities")
    # A document type without entities says nothing that a drawing needs, and may name a remote file.
    text = re.sub(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", "", text, count=1, flags=re.IGNORECASE)
    if re.search(r"<!DOCTYPE", text, re.IGNORECASE):
        raise UnsafeSvg("svg-entities")
    try:
        root = etree.fromstring(text.strip().encode("utf-8"), _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnsafeSvg("broken") from error
    if any(len(element.attrib) > MOST_ATTRIBUTES for element in root.iter()):
        raise UnsafeSvg("svg-too-many")
    if root.tag == "svg":
        # Without its namespace a browser shows nothing; every renderer of files takes it, so we do.
        for element in root.iter():
            if isinstance(element.tag, str) and not element.tag.startswith("{"):
                element.tag = f"{{{SVG}}}{element.tag}"
    if root.tag != f"{{{SVG}}}svg":
        raise UnsafeSvg("not-an-image")
    return root


def _is_kept(element: Any) -> bool:
    """Whether an element stays; raises for one that is dangerous in any place."""
    if not isinstance(element.tag, str):
        raise UnsafeSvg("svg-entities")
    name = etree.QName(element).localname
    space = etree.QName(element).namespace
    _check_name(name)
    if space != SVG or name in LEFT_OUT:
        # What goes takes all that is in it along; what is dangerous in there still tells what the file is.
        for inner in element.iter():
            _check_name(etree.QName(inner).localname)
            _check_attributes(inner)
        return False
    if name == "a":
        raise UnsafeSvg("svg-remote", "a")
    if name == "feImage":
        raise UnsafeSvg("svg-remote", name)
    if name not in ELEMENTS:
        raise UnsafeSvg("svg-element", name)
    return True


def _check_name(name: str) -> None:
    if name.casefold() in ("script", "handler", "listener"):
        raise UnsafeSvg("svg-script", name)
    if name.casefold() in ("foreignobject", "iframe", "embed", "object", "audio", "video"):
        raise UnsafeSvg("svg-foreign", name)


def _check_attributes(element: Any) -> None:
    for key, value in element.attrib.items():
        name = etree.QName(key).localname
        if name.casefold().startswith("on"):
            raise UnsafeSvg("svg-event", name)
        if re.match(r"[\s\x00-\x20]*(?:java|vb)script\s*:", value, re.IGNORECASE):
            raise UnsafeSvg("svg-script", name)


def _copy_attributes(source: Any, target: Any) -> None:
    _check_attributes(source)
    for key, value in source.attrib.items():
        space, name = etree.QName(key).namespace, etree.QName(key).localname
        if name == "href" and space in (None, XLINK):
            _check_href(etree.QName(source).localname, value)
            target.set("href", value.strip())
        elif name == "src":
            raise UnsafeSvg("svg-remote", value[:60])
        elif space is None and name in ATTRIBUTES:
            _check_css(value)
            target.set(name, value)
        elif key == "{http://www.w3.org/XML/1998/namespace}space":
            target.set(key, value)


def _check_href(element: str, value: str) -> None:
    value = value.strip()
    if value.startswith("#") or not value:
        return
    found = _RASTER.match(value)
    if not found or element != "image":
        raise UnsafeSvg("svg-remote", value[:60])
    try:
        data = base64.b64decode(urllib.parse.unquote(value[found.end() :]).encode("ascii", "ignore"), validate=False)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as image:
                if image.width * image.height > LARGEST_EMBEDDED_PIXELS:
                    raise UnsafeSvg("bomb")
                image.load()
    except Image.DecompressionBombError as error:
        raise UnsafeSvg("bomb") from error
    except UnsafeSvg:
        raise
    except (OSError, ValueError, SyntaxError, binascii.Error) as error:
        raise UnsafeSvg("svg-embedded") from error


def _check_css(text: str) -> None:
    """Refuses styles that fetch something, read with and without comments: parsers differ on where one ends.

    Escapes are undone first, since `\\75rl(` is `url(`.
    """
    if not re.search(r"[(@\\:/]", text):
        return
    plain = re.sub(r"\\([0-9a-fA-F]{1,6})\s?", lambda found: _sign(found.group(1)), text)
    plain = re.sub(r"\\(.)", r"\1", plain)
    for reading in dict.fromkeys((text, plain, _without_comments(plain))):
        if re.search(r"@\s*(?:import|font-face|namespace)", reading, re.IGNORECASE):
            raise UnsafeSvg("svg-style")
        if re.search(r"\b(?:expression|image-set|-moz-binding|behavior)\s*[(:]", reading, re.IGNORECASE):
            raise UnsafeSvg("svg-style")
        for target in _URL.findall(reading):
            if not target.strip().startswith("#"):
                raise UnsafeSvg("svg-remote", target.strip()[:60])


def _without_comments(css: str) -> str:
    kept, at = [], 0
    while (start := css.find("/*", at)) >= 0:
        kept.append(css[at:start])
        end = css.find("*/", start + 2)
        if end < 0:
            return "".join(kept)
        at = end + 2
    return "".join([*kept, css[at:]])


def _sign(code: str) -> str:
    number = int(code, 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number <= 0xDFFF else "\ufffd"


def _append_text(target: Any, text: str | None) -> None:
    """The words after an element that is left out stay where they stood."""
    if not text:
        return
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def _check_references(root: Any) -> None:
    """Refuses drawings that grow without end: `use` in `use` in `use`, or round in a circle.

    Each element is weighed by what it would be once every reference in it is drawn out.
    """
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    styled = _styled(root)
    weights: dict[Any, int] = {}
    on_the_way: set[Any] = set()
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, ready = stack.pop()
        if element in weights:
            continue
        told = [*_references(element), *styled.get(element, ())]
        parts = [*element, *(named[name] for name in told if name in named)]
        if ready:
            on_the_way.discard(element)
            weights[element] = _own_weight(element) + sum(weights.get(part, 1) for part in parts)
            if weights[element] > MOST_ELEMENTS:
                raise UnsafeSvg("svg-too-many")
            continue
        if element in on_the_way:
            raise UnsafeSvg("svg-circle")
        on_the_way.add(element)
        stack.append((element, True))
        for part in parts:
            if part in on_the_way:
                raise UnsafeSvg("svg-circle")
            if part not in weights:
                stack.append((part, False))


def _own_weight(element: Any) -> int:
    """What an element weighs by itself: 1, and more for a step of a filter, by how much of it each pixel takes."""
    if not isinstance(element.tag, str):
        return 1
    name, weight = etree.QName(element).localname, 1.0
    if name.startswith("fe") and not name.startswith("feFunc") and name != "feMergeNode":
        weight = _STEP
        if name == "feTurbulence":
            weight *= max(1.0, _largest(element.get("numOctaves")) / 4)
        elif name == "feConvolveMatrix":
            weight *= max(1.0, _largest(element.get("order")) ** 2 / 25)
        elif name == "feMorphology":
            weight *= max(1.0, _largest(element.get("radius")) ** 2 / 100)
    for value in (element.get("filter", ""), element.get("style", "")):
        weight += _STEP * len(re.findall(r"\b(?:blur|drop-shadow)\s*\(", value, re.IGNORECASE))
    return int(min(weight, MOST_ELEMENTS + 1))


def _largest(text: str | None) -> float:
    """The largest of the numbers that an attribute gives, up to a million."""
    found = [float(part) for part in re.findall(r"[-+\d.eE]+", text or "") if _is_number(part)]
    return min(max(found, default=0.0), 1e6)


def _styled(root: Any) -> dict[Any, list[str]]:
    """What style sheets have elements refer to: rules of a class, an id or a name; any other is for every shape."""
    rules: dict[str, set[str]] = {}
    for style in root.iter(f"{{{SVG}}}style"):
        for rule in _without_comments("".join(style.itertext())).split("}"):
            head, _, body = rule.rpartition("{")
            targets = {target.strip()[1:] for target in _URL.findall(body) if target.strip().startswith("#")}
            for one in head.rpartition("{")[2].split(",") if targets else ():
                selector = one.strip()
                name = selector if re.fullmatch(r"[.#]?[\w-]+", selector) else "*"
                rules.setdefault(name, set()).update(targets)
    if sum(map(len, rules.values())) > _MOST_RULES:
        raise UnsafeSvg("svg-too-many")
    found: dict[Any, list[str]] = {}
    for element in root.iter() if rules else ():
        if not isinstance(element.tag, str):
            continue
        names = {f".{one}" for one in element.get("class", "").split()}
        kind = etree.QName(element).localname
        names |= {f"#{element.get('id', '')}", kind, "*" if kind in _SHAPES else ""}
        told = [target for name in names & rules.keys() for target in sorted(rules[name])]
        if told:
            found[element] = told
    return found


def _references(element: Any) -> list[str]:
    found = []
    for key, value in element.attrib.items():
        if etree.QName(key).localname == "href" and value.strip().startswith("#"):
            found.append(value.strip()[1:])
        found += [target.strip()[1:] for target in _URL.findall(value) if target.strip().startswith("#")]
    return found


def _size(root: Any) -> tuple[float, float]:
    box = [float(part) for part in re.findall(r"[-+\d.eE]+", root.get("viewBox", "")) if _is_number(part)]
    if len(box) == 4 and (box[2] <= 0 or box[3] <= 0):
        raise UnsafeSvg("zero-size")
    width, height = _length(root.get("width")), _length(root.get("height"))
    if len(box) == 4:
        if width is None and height is None:
            width, height = box[2], box[3]
        elif width is None and height is not None:
            width = height * box[2] / box[3]
        elif height is None and width is not None:
            height = width * box[3] / box[2]
    if width is None or height is None or not width > 0 or not height > 0:
        raise UnsafeSvg("zero-size")
    if not max(width, height) < 1e6 or max(width, height) > _MOST_RATIO * min(width, height):
        raise UnsafeSvg("svg-too-long")
    return width, height


def _is_number(text: str) -> bool:
    try:
        return abs(float(text)) < 1e9
    except ValueError:
        return False


def _length(value: str | None) -> float | None:
    """A length in CSS pixels; None when it is not given or relative."""
    found = _LENGTH.fullmatch(value or "")
    if not found or found.group(2) == "%":
        return None
    return float(found.group(1)) * _PIXELS[found.group(2) or ""]


def _give_size(root: Any) -> None:
    """Every drawing gets a viewBox, width and height, so that all renderers agree about its ratio."""
    width, height = _size(root)
    if not root.get("viewBox"):
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
