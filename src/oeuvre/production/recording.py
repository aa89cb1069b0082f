"""Writing a run on the record: who the parties are, and how pieces, drafts, decisions and editions become acts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from oeuvre import __version__
from oeuvre.create.brief import Brief, file_key
from oeuvre.create.design import DraftSpec, Fault, Kit
from oeuvre.create.library import Face
from oeuvre.create.voice import headlines
from oeuvre.credentials import CredentialsError, verify
from oeuvre.foundation import LANGUAGES, Language
from oeuvre.production.pieces import Piece, Pieces, emblem_piece, face_piece, mark_piece, photo_piece
from oeuvre.production.run import Run
from oeuvre.production.thumbnails import content_code
from oeuvre.record import NewAct, NewWork, Party, Record, Work, iscc, register_kind

DESIGN_TYPE = "application/vnd.oeuvre.design+json"
BRIEF_TYPE = "application/toml"

# A run ends with one act of this kind: the folder is whole.
DELIVER = register_kind("deliver").name
# A decision on a draft is taken back by a later act of this kind: nothing on the record is undone.
REOPEN = register_kind("reopen").name

# The rules that act, by what they do. They are parties of kind "rule" and are shown as such wherever they are named.
RULES = {
    "ideas": "Oeuvre: ideas by rule",
    "voice": "Oeuvre: the house voice",
    "composition": "Oeuvre: composition by rule",
    "checks": "Oeuvre: checks",
    "choice": "Oeuvre: choice by rule",
    "adaptation": "Oeuvre: adaptation by rule",
    "signing": "Oeuvre: signing",
    "library": "Oeuvre: art library",
}

# Makers that are not one person.
_COLLECTIVES = ("project", "authors", "icons", "foundry", "type", "studio", "fonts", "google", "viscious")


def rule(record: Record, name: str) -> Party:
    """The party that stands for one of our rules."""
    return record.party(RULES[name], "rule")


def maker(record: Record, name: str, *, client: str = "") -> Party:
    """The party of an author's name: who has it, else a collective for projects and clients, else a person."""
    known = record.find_party(name)
    if known is not None and known.kind in ("person", "collective"):
        return known
    lowered = name.casefold()
    collective = name == client or any(word in lowered for word in _COLLECTIVES)
    return record.party(name, "collective" if collective else "person")


def is_by(record: Record, work: Work, author: str) -> bool:
    """Whether a work came in as this author's; with no name, as nobody's."""
    authors = [by.party_id for by in record.made_by_act(work.id).by if by.role == "author"]
    names = {party.name for party in record.parties() if party.id in authors} if authors else set()
    return names == ({" ".join(author.split())} if author else set())


def stated_maker(path: Path) -> dict[str, str]:
    """Who made a file as its own sound credential states it, as an attribute; nothing where none says so."""
    try:
        stated = verify(path)
    except CredentialsError:
        return {}
    sound = stated.state in ("trusted", "intact") and stated.made_by != "unknown"
    return {"made_by": stated.made_by} if sound else {}


def brief_work(record: Record, brief: Brief) -> NewWork:
    """A brief as a work, with the digests of the files it names, so that it can be restored from the record."""
    data = brief.source.read_bytes()
    files = {}
    for path in brief.files():
        if path.is_file():
            written = path.relative_to(brief.base) if path.is_relative_to(brief.base) else path
            files[file_key(str(written))] = record.store.put_file(path)
    digest = record.store.put(data)
    files = _names_as_written(record, digest, files)
    return NewWork(
        digest,
        BRIEF_TYPE,
        "text",
        len(data),
        title=brief.title,
        language=brief.language,
        iscc=iscc(data, BRIEF_TYPE),
        attributes={"file": brief.source.name, "files": files},
    )


def _names_as_written(record: Record, digest: str, files: dict[str, str]) -> dict[str, str]:
    """The names of a brief's files. One that was restored from the record has them elsewhere than its words say."""
    for known in record.works_with_digest(digest):
        held = known.attributes.get("files")
        if known.media_type != BRIEF_TYPE or not isinstance(held, Mapping):
            continue
        named = {str(name): str(one) for name, one in held.items()}
        if sorted(named.values()) == sorted(files.values()):
            return named
    return files


def brief_alone(record: Record, brief: Brief, party: Party, project: str) -> Work:
    """The brief on the record, brought in by an act of no run where no act has brought in the same one."""
    made = brief_work(record, brief)
    for work in record.works_with_digest(made.digest):
        if work.media_type == BRIEF_TYPE and work.attributes.get("files") == made.attributes["files"]:
            return work
    settings = {"version": __version__, "project_title": brief.title}
    new = NewAct(
        kind="import", project=project, by=[(party, "commissioner")], made=[(made, "brief")], settings=settings
    )
    return record.append(new)[0].works[0]


class Recorder:
    """Puts one run's acts on the record; pieces are imported once a home, drafts and editions once a run."""

    def __init__(self, record: Record, run: Run, party: Party) -> None:
        self.record = record
        self.run = run
        self.party = party
        self._pieces: dict[tuple[str, str, str], Work] = {}

    def act(self, kind: str, **parts: Any) -> NewAct:
        """A new act of this run."""
        return NewAct(kind=kind, project=self.run.project, run=self.run.id, **parts)

    # --- what comes in -----------------------------------------------------------------------------------------

    def brief(self, brief: Brief) -> Work:
        """The brief as a work; the act that brings it in begins the run."""
        made = brief_work(self.record, brief)
        known = [work for work in self.record.works(run=self.run.id, role="brief") if work.digest == made.digest]
        if known:
            return known[0]
        settings = {
            "version": __version__,
            "seed": self.run.seed,
            "project_title": brief.title,
            "ideas_run": self.run.ideas,
        }
        if self.run.idea is not None:
            settings["idea"] = self.run.idea
        if self.run.previous:
            settings["previous_run"] = self.run.previous
        recorded = self.record.append(
            self.act(
                "import",
                by=[(self.party, "commissioner")],
                made=[(made, "brief")],
                settings=settings,
                # A path may name a person: it is kept where it can be erased.
                words={"out": str(self.run.out)},
            )
        )
        return recorded[0].works[0]

    def piece(self, piece: Piece) -> Work:
        """The work for a piece, imported by its first use in this home."""
        name = (piece.key, piece.author, piece.licence)
        if name not in self._pieces:
            self._pieces[name] = (
                self.record.work(piece.work) if piece.work else self._known(piece) or self._import(piece)
            )
        return self._pieces[name]

    def _known(self, piece: Piece) -> Work | None:
        """The work for these bytes under these terms by this very author: a credit that was put right is another."""
        for work in self.record.works_with_digest(piece.digest):
            if work.attributes.get("piece") != piece.key or work.licence != piece.licence:
                continue
            if is_by(self.record, work, piece.author):
                return work
        return None

    def _import(self, piece: Piece) -> Work:
        digest = self.record.store.put(piece.data)
        by: list[tuple[Party, str]] = []
        attributes: dict[str, Any] = {"piece": piece.key, "source": piece.source}
        if piece.author:
            organisation = piece.author if piece.by_collective else self.run.brief.client
            by.append((maker(self.record, piece.author, client=organisation), "author"))
        else:
            attributes["origin"] = "unknown"
        # Most files carry no credential, and two words tell so without starting a process.
        if piece.of_client and (b"jumb" in piece.data or b"c2pa" in piece.data):
            attributes |= stated_maker(self.record.store.path(digest))
        importer = self.party if piece.of_client else rule(self.record, "library")
        by.append((importer, "importer"))
        made = NewWork(
            digest,
            piece.media_type,
            piece.modality,  # type: ignore[arg-type]
            len(piece.data),
            title=piece.title,
            licence=piece.licence,
            iscc=content_code(piece.data, piece.media_type, ours=not piece.of_client),
            attributes=attributes,
        )
        recorded = self.record.append(self.act("import", by=by, made=[(made, "piece")]))
        return recorded[0].works[0]

    def pieces_of(
        self, kit: Kit, pieces: Pieces, shown: Sequence[str], placed: Sequence[str]
    ) -> list[tuple[Work, str]]:
        """The works that stand on a page, each with the role in which it does.

        `shown` is what the page shows, `placed` the names of the emblems on it.
        """
        used: list[tuple[Work, str]] = []
        client = {piece.key: piece for piece in pieces.client_pieces}
        own_marks = {mark.name: piece for mark, piece in pieces.own_marks}
        for emblem in dict.fromkeys((kit.emblem, *kit.emblems)):
            if emblem is not None and emblem.name in placed:
                lent = own_marks.get(emblem.name) or emblem_piece(emblem)
                used.append((self.piece(lent), "pattern" if "pattern" in shown else "emblem"))
        if "photo" in shown and kit.picture is not None:
            index = next(i for i, one in enumerate(pieces.pictures) if one.path == kit.picture.path)
            key = pieces.photo_keys[index]
            found = client.get(key) or photo_piece(key.removeprefix("photo:"))
            used.append((self.piece(found), "photograph"))
        if {"logo", "mark"} & set(shown):
            own = next((piece for key, piece in client.items() if key.startswith("logo:")), None)
            if kit.logo is not None and kit.logo.own and own is not None:
                used.append((self.piece(own), "logo"))
            elif pieces.mark is not None:
                used.append((self.piece(mark_piece(pieces.mark)), "mark"))
        if "partner" in shown:
            partners = [piece for key, piece in client.items() if key.startswith("logo:")]
            used.extend((self.piece(piece), "partner") for piece in partners[1 if kit.logo and kit.logo.own else 0 :])
        for face in (kit.pairing.headline, kit.pairing.text[min(kit.pairing.text)]):
            work = self._typeface(face)
            if all(have.id != work.id for have, _ in used):
                used.append((work, "typeface"))
        return used

    def _typeface(self, face: Face) -> Work:
        """The work that a face is. One of a person's own is the font that they brought in, where they did: the one
        that the brief names, else the latest."""
        piece = face_piece(face)
        if not face.package:
            brought = [
                work
                for work in self.record.works_with_digest(piece.digest)
                if work.modality == "font" and work.attributes.get("imported")
            ]
            if brought:
                written = self.run.brief.source.read_text(encoding="utf-8")
                return max(brought, key=lambda work: (work.id in written, self.record.made_by_act(work.id).seq))
        return self.piece(piece)

    # --- drafts ------------------------------------------------------------------------------------------------

    def draft(
        self,
        brief: Work,
        spec: DraftSpec,
        kit: Kit,
        kit_index: int,
        pieces: Pieces,
        png: bytes,
        shown: Sequence[str],
        placed: Sequence[str],
        left_out: Sequence[str],
        faults: Sequence[Fault],
        big: float,
        language: Language,
        ideas: Sequence[tuple[Work, str]] = (),
        *,
        by: Sequence[tuple[Party, str]] = (),
        more: Mapping[str, Any] | None = None,
        because: str = "",
    ) -> None:
        """One draft composed; when checks struck it, the refusal goes with it in the same transaction.

        `ideas` is the idea that it is of, in the role `idea`, and a model's words that stand on the page, as `copy`.
        A round's variant has the designs that it started from there too, who asked for it in `by`, the round in
        `more`, and that person's words in `because`.
        """
        store = self.record.store
        design = design_bytes(spec, kit)
        attributes: dict[str, Any] = {
            "number": spec.number,
            "family": spec.family,
            "palette": kit.palette.name,
            "pairing": kit.pairing.id,
        }
        design_work = NewWork(
            store.put(design),
            DESIGN_TYPE,
            "design",
            len(design),
            title=f"{self.run.brief.title} · {spec.number}",
            language=self.run.brief.language,
            attributes=attributes,
        )
        preview = NewWork(
            store.put(png),
            "image/png",
            "image",
            len(png),
            title=f"{self.run.brief.title} · {spec.number}",
            iscc=iscc(png, "image/png"),
            attributes=attributes,
        )
        used = [(brief, "brief"), *ideas, *self.pieces_of(kit, pieces, shown, placed)]
        acts = [
            self.act(
                "compose",
                by=[(rule(self.record, "composition"), "composer"), *by],
                used=used,
                made=[(design_work, "draft"), (preview, "preview")],
                settings={
                    **attributes,
                    "seed": spec.seed,
                    "repair": kit_index,
                    "version": __version__,
                    "left_out": list(left_out),
                    "shown": list(shown),
                    "headline_share": round(big, 4),
                    "headline_source": self._source(spec),
                    **(more or {}),
                },
                words={"headline": kit.copy.headline, **({"because": because} if because else {})},
            )
        ]
        if faults:
            acts.append(self._struck(design_work, spec.number, faults, language))
        self.record.append(acts)

    def _source(self, spec: DraftSpec) -> str:
        """Where a headline is from: the brief's own words, an idea's line, or a person's own."""
        if spec.headline < 0:
            return "own"
        return "brief" if spec.headline < len(headlines(self.run.brief)) else "idea"

    def strike(self, struck: Sequence[tuple[Work, int, Fault]], language: Language) -> None:
        """Drafts that the sheet as a whole strikes out, in one transaction: all of it is known or none is."""
        self.record.append([self._struck(design, number, [fault], language) for design, number, fault in struck])

    def _struck(self, design: Work | NewWork, number: int, faults: Sequence[Fault], language: Language) -> NewAct:
        return self.act(
            "refuse",
            by=[(rule(self.record, "checks"), "checker")],
            used=[(design, "refused")],
            settings={"number": number, "faults": [{"number": f.number, "code": f.code} for f in faults]},
            words={
                "because": "; ".join(_reasons(faults, language)),
                # What is read later is read in its reader's language.
                **{f"faults.{tongue}": "\n".join(_reasons(faults, tongue)) for tongue in LANGUAGES},
            },
        )

    # --- decisions ---------------------------------------------------------------------------------------------

    def decide(
        self, kind: str, design: Work, party: Party, because: str, settings: Mapping[str, Any] | None = None
    ) -> None:
        """Choose, keep or refuse a draft."""
        role = {"choose": "chosen", "keep": "kept", "refuse": "refused"}[kind]
        by_role = {"choose": "chooser", "keep": "chooser", "refuse": "reviewer"}[kind]
        self.record.append(
            self.act(
                kind,
                by=[(party, by_role)],
                used=[(design, role)],
                settings={"number": design.attributes["number"], **(settings or {})},
                words={"because": because} if because else {},
            )
        )

    def decide_idea(self, kind: str, idea: Work, party: Party, because: str) -> None:
        """Keep or refuse an idea."""
        self.record.append(
            self.act(
                kind,
                by=[(party, "chooser" if kind == "keep" else "reviewer")],
                used=[(idea, "kept" if kind == "keep" else "refused")],
                settings={"number": idea.attributes["number"], "idea": True},
                words={"because": because} if because else {},
            )
        )


def design_bytes(spec: DraftSpec, kit: Kit) -> bytes:
    """A design as the record keeps it."""
    return json.dumps(design_value(spec, kit), ensure_ascii=False, sort_keys=True, indent=1).encode()


def design_value(spec: DraftSpec, kit: Kit) -> dict[str, Any]:
    """A design as data: what it takes to compose it again, and to edit it."""
    palette = asdict(kit.palette)
    return {
        "version": __version__,
        "family": spec.family,
        "palette": palette,
        "pairing": {
            "id": kit.pairing.id,
            "headline": kit.pairing.headline.family,
            "text": kit.pairing.text[min(kit.pairing.text)].family,
        },
        "copy": asdict(kit.copy),
        "emblem": kit.emblem.name if kit.emblem else None,
        "emblems": [emblem.name for emblem in kit.emblems],
        "drawing": kit.drawing or None,
        "picture": kit.picture.name if kit.picture else None,
        "seed": kit.seed,
        "language": kit.language,
    }


def _reasons(faults: Sequence[Fault], language: Language) -> list[str]:
    """Each reason once."""
    return list(dict.fromkeys(fault.reason(language) for fault in faults))
