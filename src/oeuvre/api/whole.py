"""A work's own page: everything of it follows from the record and from looking at its bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from oeuvre.api.asking import Asking
from oeuvre.api.naming import named_settings, names_of
from oeuvre.api.rows import design_of, lost_format, party_shape, work_row
from oeuvre.api.shapes import CreditLine, EditionShape, LostFormat, WorkRow, WorkWhole
from oeuvre.credentials import CredentialsError, Verification
from oeuvre.foundation import Language, say
from oeuvre.licence import all_templates
from oeuvre.production import licence_name
from oeuvre.record import Credit, Work
from oeuvre.studio import Card, Fold

# Kinds of pieces that credits name as such.
_PIECES = ("emblem", "photo", "face", "mark", "logo", "reference", "generated")
SEEN = ("reference", "photo", "generated", "logo", "emblem", "mark")
"""Those that are seen for themselves, the most visible first; the licence of a typeface asks for no credit."""
_MOST_TEXT = 100_000


def work_whole(here: Asking, work: Work) -> WorkWhole:
    """Everything of a work's page, in the language of the request."""
    desk = here.desk
    found = desk.card(work)
    fold, card = found if found is not None else (None, None)
    if card is None or fold is None or card.work.id != work.id:
        card = Card(
            work, _kind(work), desk.making.acts(work.id)[0], 0, image=work if work.modality == "image" else None
        )
    design = design_of(desk, work) if card.kind == "draft" else {}
    copy, edits = design.get("copy"), design.get("edits")
    credits_ = credit_lines(here, work)
    return WorkWhole(
        work=work_row(desk, card, here.language),
        headline=card.headline,
        text=_text(here, work),
        copy=copy if isinstance(copy, dict) else {},
        pieces=_pieces(here, card),
        credits=credits_,
        terms=_terms(here, work, card),
        licence=work.licence,
        credential=_credential(here, fold, card),
        versions=_versions(here, fold, card) if fold else [],
        editions=_editions(here, fold, card) if fold else [],
        failed=_failed(here, fold, card) if fold else [],
        settings=dict(card.act.settings),
        named=named_settings(card.act.settings, desk.formats()),
        edits=edits if isinstance(edits, dict) else {},
    )


def _kind(work: Work) -> str:
    return "piece" if "piece" in work.attributes else "other"


def _text(here: Asking, work: Work) -> str:
    """The words of a work that is a text."""
    store = here.desk.record.store
    if work.modality != "text" or not work.media_type.startswith("text/") or not store.has(work.digest):
        return ""
    return store.read(work.digest)[:_MOST_TEXT].decode("utf-8", "replace")


def _pieces(here: Asking, card: Card) -> list[dict[str, str]]:
    """What a work was made with, each with the role in which it stands there."""
    found = []
    for used in card.act.used:
        piece = here.desk.making.work(used.work_id)
        found.append(
            {
                "work": piece.id,
                "role": used.role,
                "title": piece.title or piece.id[:12],
                "licence": piece.licence or "",
                "terms": licence_name(piece.licence, here.language) if piece.licence else "",
                "made_by": here.desk.making.made_by(piece.id),
                **names_of(piece, here.desk.formats()),
            }
        )
    return found


def credit_lines(here: Asking, work: Work) -> list[CreditLine]:
    """Who did what, as the record's credits have it; what a licence asks to be said stands in `line`."""
    return [_credit(here, one) for credit in here.desk.record.credits(work.id) for one in _by_piece(here, credit)]


def _by_piece(here: Asking, credit: Credit) -> list[Credit]:
    """The credit of an author, parted by what the works are: whose logo it is and whose photograph."""
    if credit.role != "author" or len(credit.works) < 2:
        return [credit]
    parts: dict[str, list[str]] = {}
    for one in credit.works:
        key = str(here.desk.making.work(one).attributes.get("piece", "")).partition(":")[0]
        parts.setdefault(key if key in _PIECES else "", []).append(one)
    return [replace(credit, works=tuple(works)) for works in parts.values()]


def _credit(here: Asking, credit: Credit) -> CreditLine:
    from oeuvre.create.library import Credit as PieceCredit

    kind, what, licence, line = credit.role, "", "", ""
    if credit.role == "author":
        made = [here.desk.making.work(one) for one in credit.works]
        formats = here.desk.formats()
        called = [names_of(one, formats).get(here.language) or one.title or "" for one in made]
        what = ", ".join(dict.fromkeys(name for name in called if name))
        terms = list(dict.fromkeys(one.licence for one in made if one.licence))
        licence = ", ".join(dict.fromkeys(licence_name(one, here.language) for one in terms))
        pieces = {str(one.attributes.get("piece", "")).partition(":")[0] for one in made}
        kind = next((name for name in _PIECES if name in pieces), credit.role)
        if kind in ("emblem", "photo", "mark"):
            source = ", ".join(
                dict.fromkeys(str(one.attributes["source"]) for one in made if one.attributes.get("source"))
            )
            line = PieceCredit(what, credit.party.name, ", ".join(terms), source).line(here.language, changed=True)
        elif kind in SEEN and credit.party.kind in ("person", "collective"):
            line = picture_credit(what, credit.party.name, terms, licence, here.language)
    return CreditLine(
        role=_role(kind, here.language),
        role_key=kind,
        who=party_shape(credit.party, here.language),
        acts=list(credit.acts),
        what=what,
        licence=licence,
        line=line,
    )


def picture_credit(what: str, author: str, terms: Sequence[str], licence: str, language: Language) -> str:
    """The credit of somebody’s picture in the form that its licence asks for, else title, author and terms."""
    template = all_templates().get(terms[0]) if len(terms) == 1 else None
    if template is not None and template.deed:
        return template.attribution(what, author, "", language)
    return ", ".join(one for one in (what, author, licence) if one)


def _role(name: str, language: Language) -> str:
    try:
        return say(f"production:roles.{name}", language)
    except KeyError:
        return name


def _terms(here: Asking, work: Work, card: Card) -> list[str]:
    """Under which terms the work and its pieces stand, as people call them."""
    named = [work.licence, *(here.desk.making.work(used.work_id).licence for used in card.act.used)]
    return list(dict.fromkeys(licence_name(one, here.language) for one in named if one))


def _credential(here: Asking, fold: Fold | None, card: Card) -> dict[str, Any] | None:
    """What the signed file of a work states, and what that is worth; None where nothing of it is signed."""
    signed = card.signed
    if fold is None or signed is None:
        return None
    work = here.desk.making.work(signed)
    found = verified(here, fold, work)
    if found is None:
        return None
    return {
        "work": signed,
        "state": found.state,
        "title": found.title(here.language),
        "sentences": list(found.sentences(here.language)),
        "maker": found.maker(here.language),
        "made_by": found.made_by,
        "signer": found.signer_name(here.language),
        "ingredients": [
            {"title": one.title, "state": one.state, "relationship": one.relationship} for one in found.ingredients
        ],
    }


def verified(here: Asking, fold: Fold, work: Work) -> Verification | None:
    """What a signed file of the record is worth; looked at where it lies in the folder, or in the store."""
    try:
        return here.desk.verified(fold, work)
    except CredentialsError:
        return None


def _versions(here: Asking, fold: Fold, card: Card) -> list[WorkRow]:
    """A design and those that it was edited from or into, the first first."""
    found = {card.work.id: card}
    pending = [card]
    while pending:
        one = pending.pop()
        above = fold.by_id.get(_edited(one) or "")
        for other in (*([above] if above else ()), *fold.edited.get(one.work.id, ())):
            if other.work.id not in found:
                found[other.work.id] = other
                pending.append(other)
    cards = sorted(found.values(), key=lambda one: one.place)
    return [work_row(here.desk, one, here.language) for one in cards] if len(cards) > 1 else []


def _edited(card: Card) -> str | None:
    return next((used.work_id for used in card.act.used if used.role == "edited"), None)


def _editions(here: Asking, fold: Fold, card: Card) -> list[EditionShape]:
    """The signed files of a design, or of the design that this edition is of."""
    design = card.parents[0] if card.kind == "edition" and card.parents else card.work.id
    formats = here.desk.formats()
    found = []
    for one in fold.editions.get(design, ()):
        name = str(one.work.attributes.get("format", ""))
        form, adapted = formats.get(name), fold.adapted(one)
        left_out = one.work.attributes.get("left_out")
        found.append(
            EditionShape(
                work=one.work.id,
                format=name,
                label=form.label(here.language) if form else name,
                media_type=one.work.media_type,
                width=form.width if form else 0,
                height=form.height if form else 0,
                unit=form.unit if form else "px",
                size=one.work.size,
                credential="signed",
                alt=(adapted.words.get("alt") or "") if adapted else "",
                left_out=[str(item) for item in left_out] if isinstance(left_out, list | tuple) else [],
                address=f"/api/works/{one.work.id}/content",
                superseded=one.superseded,
            )
        )
    return found


def _failed(here: Asking, fold: Fold, card: Card) -> list[LostFormat]:
    """The formats in which a design could not be made."""
    return [lost_format(here.desk, one, here.language) for one in fold.failed if one.design == card.work.id]
