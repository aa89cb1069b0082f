"""The brief: what a person wants, in a TOML file written in two minutes, and the pictures that come with it.

`read_brief` tells every finding at once; `open_picture` decides whether a picture may be used at all.
"""

from oeuvre.create.brief.digest import brief_digest
from oeuvre.create.brief.errors import BriefError, BriefExists, PictureError
from oeuvre.create.brief.language import check_script, guess_language, scripts
from oeuvre.create.brief.licences import is_licence, is_share_alike, licence_named
from oeuvre.create.brief.lines import dotted, field_lines, line_of
from oeuvre.create.brief.model import (
    ALL_RIGHTS_RESERVED,
    ArtTerms,
    Brand,
    Brief,
    Facts,
    GivenCopy,
    Partner,
    Reference,
    Rights,
    Row,
)
from oeuvre.create.brief.pictures import Kind, Picture, load_rgb, open_picture
from oeuvre.create.brief.reading import file_key, parse_brief, read_brief
from oeuvre.create.brief.svg import UnsafeSvg, clean_svg, looks_like_svg, svg_size
from oeuvre.create.brief.writing import SIX_QUESTIONS, Answers, brief_text, write_brief

__all__ = [
    "ALL_RIGHTS_RESERVED",
    "SIX_QUESTIONS",
    "Answers",
    "ArtTerms",
    "Brand",
    "Brief",
    "BriefError",
    "BriefExists",
    "Facts",
    "GivenCopy",
    "Kind",
    "Partner",
    "Picture",
    "PictureError",
    "Reference",
    "Rights",
    "Row",
    "UnsafeSvg",
    "brief_digest",
    "brief_text",
    "check_script",
    "clean_svg",
    "dotted",
    "field_lines",
    "file_key",
    "guess_language",
    "is_licence",
    "is_share_alike",
    "licence_named",
    "line_of",
    "load_rgb",
    "looks_like_svg",
    "open_picture",
    "parse_brief",
    "read_brief",
    "scripts",
    "svg_size",
    "write_brief",
]
