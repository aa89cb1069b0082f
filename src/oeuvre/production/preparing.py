"""Before a run begins: is there a face for every sign, may every file be used? Nothing is created until then."""

from __future__ import annotations

from dataclasses import replace

from oeuvre.create.brief import Brief, is_share_alike
from oeuvre.foundation import Language, ManyErrors
from oeuvre.production.errors import NoFaceForScript, ReferencesRefused, ShareAlikeOff
from oeuvre.production.kits import brief_texts
from oeuvre.production.pieces import Pieces, gather


def prepare(brief: Brief, language: Language, *, strict: bool) -> Pieces:
    """Everything that the brief's drafts may be made with; raises when the words cannot be drawn at all.

    With `strict`, one refused file stops the run; else it is left out and told.
    """
    pieces = gather(brief, language)
    barred = [
        ShareAlikeOff(str(reference.path or reference.library), licence=reference.licence)
        for reference in brief.references
        if is_share_alike(reference.licence) and not brief.art.share_alike
    ]
    if barred:
        pieces = replace(pieces, refused=(*pieces.refused, *barred))
        names = {error.place for error in barred}
        keep = [i for i, picture in enumerate(pieces.pictures) if picture.path not in names]
        left = {pieces.photo_keys[i] for i in keep}
        out = set(pieces.photo_keys) - left
        pieces = replace(
            pieces,
            client_pieces=tuple(piece for piece in pieces.client_pieces if piece.key not in out),
            pictures=tuple(pieces.pictures[i] for i in keep),
            photo_keys=tuple(pieces.photo_keys[i] for i in keep),
        )
    if strict and pieces.refused:
        raise (
            ManyErrors([*pieces.refused])
            if len(pieces.refused) > 1
            else ReferencesRefused(pieces.refused[0].place, detail=pieces.refused[0].message(language))
        )
    words = " ".join(brief_texts(brief))
    able = tuple(pairing for pairing in pieces.pairings if not pairing.covers(words))
    if not able:
        lacking = min((pairing.covers(words) for pairing in pieces.pairings), key=len)
        raise NoFaceForScript(str(brief.source), signs=" ".join(lacking[:12]))
    return replace(pieces, pairings=able)
