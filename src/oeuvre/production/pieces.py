"""What a brief brings and what the library lends: every piece that may stand on a page, with author and licence.

Reading is separate from recording: `gather` opens and checks files, `recorded` makes sure that each piece in use is
a work on the record, imported once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from oeuvre.create.brief import ALL_RIGHTS_RESERVED, Brief, PictureError, clean_svg, open_picture
from oeuvre.create.design import Logo, Picture, Repeat
from oeuvre.create.ideas import Motif
from oeuvre.create.library import (
    Emblem,
    Face,
    Mark,
    Match,
    Pairing,
    emblems,
    find_drawings,
    find_emblems,
    find_mark,
    own_fonts,
    pairings,
    photographs,
)
from oeuvre.foundation import Language, OeuvreError
from oeuvre.production.darkroom import picture_from
from oeuvre.production.signs import read_logo
from oeuvre.production.typefaces import named_pairings


@dataclass(frozen=True)
class Piece:
    """A thing that can be placed on a page, as the record will know it."""

    key: str
    title: str
    author: str
    licence: str
    media_type: str
    modality: str
    data: bytes
    source: str = ""
    of_client: bool = False
    by_collective: bool = False
    work: str = ""
    """The work that it is on the record, where it came in before the run."""

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Pieces:
    """All that a brief's drafts may be made with."""

    language: Language
    matches: tuple[Match, ...]
    heroes: tuple[Emblem, ...]
    patterns: tuple[Emblem, ...]
    drawings: tuple[str, ...]
    pictures: tuple[Picture, ...]
    pairings: tuple[Pairing, ...]
    logo: Logo | None
    partners: tuple[Logo, ...]
    client_pieces: tuple[Piece, ...]
    refused: tuple[OeuvreError, ...] = ()
    photo_keys: tuple[str, ...] = ()
    mark: Mark | None = None
    own_font_paths: tuple[Path, ...] = field(default=())
    own_marks: tuple[tuple[Emblem, Piece], ...] = ()
    """Drawings that a person set in the place of a mark, by hand, and emblems that the house model drew."""
    bare: bool = False
    """Whether the brief's words called no piece, and ornaments stand in."""
    drawn: Mapping[str, str] = field(default_factory=dict)
    """Emblems of the house model by the word that they show."""
    leading: tuple[str, ...] = ()
    """Those of them that show the brief's own words."""
    repeats: Mapping[str, Repeat] = field(default_factory=dict)
    """The seamless patterns of these emblems, by the emblem's name."""

    def heroes_of(self, motifs: Sequence[Motif]) -> tuple[str, ...]:
        """The emblems that show an idea's motifs, by name, what was drawn for a word before the library's; then those
        that were drawn for the brief's own words, which every idea is about."""
        own = [self.drawn.get(motif.word.casefold()) or motif.emblem for motif in motifs]
        shown = [name for name in own if name and self.emblem_named(name) is not None]
        return tuple(dict.fromkeys((*shown, *self.leading)))

    def emblem_named(self, name: str) -> Emblem | None:
        """An emblem of the library, or a person's own."""
        own = next((emblem for emblem, _ in self.own_marks if emblem.name == name), None)
        return own or emblems().get(name)


# How many motifs a sheet is made of, how many kinds its patterns have, and how far below the best answer one may be.
HEROES, PATTERNS, WEAKEST = 6, 8, 0.55

_ENDINGS = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "svg": "image/svg+xml"}


def words_of(brief: Brief) -> tuple[str, ...]:
    """The brief's own words, the ones that matter most first: what to use, title, product, promise, about."""
    facts = brief.facts
    rows = [row.name for row in brief.programme]
    texts = (*brief.words_use, brief.title, facts.product, facts.promise, brief.about, brief.client, *rows)
    return tuple(text for text in texts if text)


def page_language(brief: Brief, home_language: Language) -> Language:
    """The language in which the library's words are searched and pages are written."""
    return "fr" if brief.language == "fr" else "en" if brief.language == "en" else home_language


def gather(brief: Brief, home_language: Language) -> Pieces:
    """Open everything that the brief names, and find what the library has for its words.

    A file that may not be used is in `refused`, by name and reason; the rest goes on.
    """
    language = page_language(brief, home_language)
    refused: list[OeuvreError] = []
    client: list[Piece] = []
    pictures: list[Picture] = []
    photo_keys: list[str] = []
    library_photos = {photo.name: photo for photo in photographs()}
    for reference in brief.references:
        if reference.path is None:
            photo = library_photos[reference.library]
            pictures.append(picture_from(photo))
            photo_keys.append(f"photo:{photo.name}")
            continue
        try:
            opened = open_picture(reference.path)
        except PictureError as error:
            refused.append(error)
            continue
        data = reference.path.read_bytes()
        author = reference.author or brief.client or ""
        licence = reference.licence or ALL_RIGHTS_RESERVED
        piece = Piece(
            f"reference:{hashlib.sha256(data).hexdigest()[:16]}",
            reference.path.name,
            author,
            licence,
            _ENDINGS[opened.kind],
            "image",
            data,
            of_client=True,
        )
        client.append(piece)
        if opened.kind != "svg":
            pictures.append(picture_from(reference.path, may_recolour=reference.recolour))
            photo_keys.append(piece.key)
    logo, logo_piece = _sign(brief.brand.logo, refused, brief.client)
    if logo_piece:
        client.append(logo_piece)
    partners = []
    for named in brief.brand.partners:
        partner, partner_piece = _sign(named.path, refused, named.name)
        if partner and partner_piece:
            partners.append(partner)
            client.append(partner_piece)
    words = words_of(brief)
    matches = tuple(find_emblems(words, language, limit=40))
    heroes = _strongest(matches, frozenset({"hero"}), HEROES, 3)
    patterns = _strongest(matches, frozenset({"pattern", "tile"}), PATTERNS, 5)
    bare = not heroes
    if bare or len(patterns) < 4:
        spare = [piece for piece in emblems().values() if "ornament" in piece.fields and piece.score == 3]
        heroes = heroes or [piece for piece in spare if "hero" in piece.roles][:4]
        patterns = [*patterns, *(piece for piece in spare if piece not in patterns)][:5]
    mark: Mark | None = None
    if logo is None and brief.client:
        mark = find_mark((brief.client, *words), language)
        logo = Logo(mark_svg=mark.svg("currentColor") if mark else "", mark=None)
    type_pairings = pairings()
    own_paths = tuple(font for font in brief.brand.fonts if isinstance(font, Path))
    if brief.brand.fonts:
        type_pairings = _brand_pairings(brief, own_paths) or type_pairings
    return Pieces(
        language=language,
        matches=matches,
        heroes=tuple(heroes),
        patterns=tuple(patterns),
        drawings=_drawings(words, language),
        pictures=tuple(pictures),
        pairings=_ranked_pairings(type_pairings, brief.mood),
        logo=logo,
        partners=tuple(partners),
        client_pieces=tuple(client),
        refused=tuple(refused),
        photo_keys=tuple(photo_keys),
        mark=mark,
        own_font_paths=own_paths,
        bare=bare,
    )


def _sign(path: Path | None, refused: list[OeuvreError], owner: str) -> tuple[Logo | None, Piece | None]:
    """A logo and its piece, by the organisation whose mark it is; with no `owner`, by nobody known."""
    if path is None:
        return None, None
    try:
        opened = open_picture(path)
    except PictureError as error:
        refused.append(error)
        return None, None
    data = path.read_bytes()
    shown = clean_svg(data).encode() if opened.kind == "svg" else data
    logo = read_logo(shown, opened.kind, opened.width, opened.height)
    piece = Piece(
        f"logo:{hashlib.sha256(data).hexdigest()[:16]}",
        path.name,
        owner,
        ALL_RIGHTS_RESERVED,
        _ENDINGS[opened.kind],
        "image",
        data,
        of_client=True,
        by_collective=True,
    )
    return logo, piece


def _strongest(matches: Sequence[Match], roles: frozenset[str], most: int, enough: int) -> list[Emblem]:
    """The pieces that answer the brief best, at most two for one of its words, none that answers far less well.

    A second piece for a word comes after the first of every other word that is as strong, so that a pattern is of
    several things. Where a brief has few words, those that answer less well fill up to `enough`.
    """
    able = [match for match in matches if not match.emblem.needs_asking and match.emblem.roles & roles]
    if not able:
        return []
    least = able[0].score * WEAKEST
    seen: Counter[str] = Counter()
    ranked: list[tuple[float, Match]] = []
    for match in able:
        if match.score >= least and seen[match.word] < 2:
            ranked.append((match.score * (1.0, 0.82)[seen[match.word]], match))
            seen[match.word] += 1
    ranked.sort(key=lambda pair: -pair[0])
    strongest = [match.emblem for _, match in ranked]
    spare = [match.emblem for match in able if match.emblem not in strongest]
    return (strongest + spare[: max(enough - len(strongest), 0)])[:most]


def _drawings(words: Sequence[str], language: Language) -> tuple[str, ...]:
    return tuple(drawing.name for drawing in find_drawings(words, language))


def _brand_pairings(brief: Brief, own_paths: Sequence[Path]) -> tuple[Pairing, ...]:
    """Pairings with the client's own type: their files, or packaged families by name."""
    if own_paths:
        return (own_fonts(own_paths),)
    return named_pairings([str(font) for font in brief.brand.fonts])


# Faces with a loud character: they speak when the mood asks for them, and come last otherwise.
_SHOWY = frozenset({"bungee", "baloo", "shrikhand", "unbounded", "syne"})


def _ranked_pairings(given: Sequence[Pairing], moods: Sequence[str]) -> tuple[Pairing, ...]:
    """Pairings, those whose voice the mood asks for first; the order of the table breaks ties."""
    wanted = [mood.casefold()[:6] for mood in moods]

    def score(pairing: Pairing) -> float:
        return (-0.5 if pairing.id in _SHOWY else 0.0) + sum(
            1 for mood in wanted if any(voice.casefold().startswith(mood) for voice in pairing.voices)
        )

    return tuple(sorted(given, key=lambda pairing: -score(pairing)))


def emblem_piece(emblem: Emblem) -> Piece:
    """A packaged emblem as a piece by its author."""
    credit = emblem.credit
    data = emblem.svg("#1b1b1b").encode()
    return Piece(
        f"emblem:{emblem.name}",
        credit.title,
        credit.author,
        credit.licence,
        "image/svg+xml",
        "image",
        data,
        credit.source,
    )


def mark_piece(mark: Mark) -> Piece:
    """A packaged mark as a piece by its makers."""
    credit = mark.credit
    data = mark.svg("#1b1b1b").encode()
    return Piece(
        f"mark:{mark.name}", credit.title, credit.author, credit.licence, "image/svg+xml", "image", data, credit.source
    )


def photo_piece(name: str) -> Piece:
    """A packaged photograph as a piece by its author."""
    photo = next(one for one in photographs() if one.name == name)
    credit = photo.credit
    return Piece(
        f"photo:{name}",
        credit.title,
        credit.author,
        credit.licence,
        "image/jpeg",
        "image",
        photo.path.read_bytes(),
        credit.source,
    )


def face_piece(face: Face) -> Piece:
    """A typeface as a piece: fonts set no terms on a design, but their makers are named."""
    return Piece(
        f"face:{face.family}-{face.weight}-{face.style}",
        face.family,
        _type_maker(face.copyright, face.family),
        face.file_licence,
        "font/ttf",
        "font",
        face.path.read_bytes(),
        face.package,
    )


def _type_maker(copyright_line: str, family: str) -> str:
    """Who a font's copyright line names, without years, addresses and the names that are kept for the original."""
    import re

    copyright_line = re.sub(r"(?i),?\s*with reserved font names?[^.]*\.?", ",", copyright_line)
    text = re.sub(
        r"(?i)copyright|\(c\)|©|all rights reserved\.?|https?://\S+|\(\S*[./]\S*\)|\d{4}(\s*[-–,]\s*\d{4})*",
        " ",
        copyright_line,
    )
    text = re.sub(r"\s+(?=,)", "", re.sub(r"\s+", " ", text)).strip(" ,.;()-")
    return text or f"{family}"
