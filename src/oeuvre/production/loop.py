"""The loop: brief, drafts, choice, editions, credentials, hand-off. Its state is the record.

Each step asks the record what is left to do, does it, and commits acts; an interrupted run goes on by being started
again, and nothing is done twice.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from oeuvre import __version__
from oeuvre.create.adapt import Format, formats
from oeuvre.create.design import DraftSpec, Ingredients, Kit, SheetEntry, plan, sheet_faults
from oeuvre.create.voice import Line
from oeuvre.credentials import Authority, SigningPool
from oeuvre.foundation import Language, say, set_text
from oeuvre.production.allowing import ALLOW, held_back
from oeuvre.production.at_hand import AtHand
from oeuvre.production.choosing import commonest_reasons, worth_of
from oeuvre.production.editions import colliding, edition_jobs, library_photo, record_edition, refuse_heavy
from oeuvre.production.emblem_pieces import draw_emblems
from oeuvre.production.errors import AllStruckOut, NoSuchIdea, NothingToChoose
from oeuvre.production.gathering import gather_report
from oeuvre.production.generating import draw, picture_index, with_generated
from oeuvre.production.handoff import restore_files, write_papers
from oeuvre.production.ideas import IDEAS, Proposed, for_sheet, ideas_of, is_of_ideas
from oeuvre.production.ideation import Rounds, to_ideas
from oeuvre.production.kits import ingredients_of, kit_from, kit_of
from oeuvre.production.layout import read_rgb
from oeuvre.production.licensing.sealing import claim_with_terms
from oeuvre.production.licensing.standing import Licensing
from oeuvre.production.numbering import SHEET as DRAFTS
from oeuvre.production.numbering import last_idea, numbered
from oeuvre.production.own import with_own
from oeuvre.production.pages import page_of
from oeuvre.production.pieces import Pieces, page_language
from oeuvre.production.placed import PHOTO
from oeuvre.production.recording import DELIVER, Recorder, rule
from oeuvre.production.report import RunReport
from oeuvre.production.run import Run, place_in, slug, write_atomic
from oeuvre.production.states import DECIDING, Draft, draft_path, drafts_of, kept_path, latest_choice
from oeuvre.production.workshop import DraftJob, EditionResult, Workshop, repair_kits, thumb_of
from oeuvre.record import Act, NewWork, Party, Record, Work

# What makes a finished run's page out of date.
DECISIONS = ("choose", "keep", "refuse", "propose", "compose", "edit", "reopen", ALLOW)

# How many of the worthiest drafts the rule lays out in every format before it chooses.
TRIED = 4
SHEET_FORMAT = "social-portrait"

# tell(step, done, total): progress, for whoever shows it.
Tell = Callable[[str, int, int], None]


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass
class Loop:
    """One run being worked on; `through`: its drafts and ideas are numbered on through the project."""

    record: Record
    authority: Authority
    run: Run
    party: Party
    language: Language
    formats: Sequence[Format]
    pieces: Pieces
    workers: int = 2
    tell: Tell = silent
    trades: Path | None = None
    at_hand: AtHand = field(default_factory=AtHand)
    through: bool = False
    timings: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.brief = self.run.brief
        self.recorder = Recorder(self.record, self.run, self.party)
        self.pieces = with_own(self.record, self.run.id, with_generated(self.record, self.run.id, self.pieces))
        self.words: Language = page_language(self.brief, self.language)
        # The design that the rule tried last, in every format: what it chose need not be laid out again.
        self._tried: tuple[str, list[EditionResult]] = ("", [])

    # --- steps -------------------------------------------------------------------------------------------------

    def finished(self) -> tuple[dict[str, object], tuple[str, ...]] | None:
        """The value of a finished run and the files that were put back, when nothing is left to do.

        Something is: when a decision came since, when a format was added to the home, or when another run lay in the
        folder in between, which the page must link.
        """
        acts: list[Act] = list(self.record.acts(run=self.run.id))
        if self.run.ideas != self.run.id:
            # What is decided on ideas stands on the record of the run that they are of.
            acts += [act for act in self.record.acts(run=self.run.ideas) if is_of_ideas(act)]
            acts.sort(key=lambda act: act.seq)
        last = next((act for act in reversed(acts) if act.kind in (DELIVER, *DECISIONS)), None)
        if last is None or last.kind != DELIVER or last.settings.get("previous_run") != self.run.previous:
            return None
        chosen = next((draft for draft in drafts_of(self.record, self.run.id) if draft.state == "chosen"), None)
        if chosen is None or self._missing(chosen):
            return None
        work = self.record.work(last.made[0].work_id)
        value = json.loads(self.record.store.read(work.digest))
        assert isinstance(value, dict)
        return value, restore_files(self, work)

    def _missing(self, chosen: Draft) -> list[Format]:
        """The formats in which the chosen draft was neither laid out nor is held back."""
        made = (act for act in self.record.acts(run=self.run.id, kinds=("adapt",)) if _is_about(act, chosen))
        done = {act.settings.get("format") for act in made} | set(held_back(self.record, self.run.id, chosen.design.id))
        return [form for form in self.formats if form.name not in done]

    def to_ideas(self, count: int | None = None) -> Rounds:
        """Propose what is missing of `count` ideas; without it, of what a sheet is made of, until it has drafts."""
        start, recorder, after = time.monotonic(), self.idea_recorder, last_idea(self)
        self.tell("ideas", 0, 1)
        if count is None:
            wished = self.run.idea is not None and ideas_of(self.record, self.run.ideas)
            # Drafts are of the ideas that stood before them: one that came now would be of no use, and may cost.
            count = 0 if wished or self.record.acts(run=self.run.id, kinds=("compose",)) else IDEAS
        work = recorder.brief(self.brief)
        rounds = to_ideas(recorder, work, count, trades=self.trades, at_hand=self.at_hand, after=after)
        self.tell("ideas", 1, 1)
        self.timings["ideas"] = round(time.monotonic() - start, 3)
        return rounds

    def to_pictures(self) -> None:
        """Have models draw for the sheet, before its first draft is composed: emblems by the house's, and pictures."""
        if self.record.acts(run=self.run.id, kinds=("compose",)):
            return
        start, brief = time.monotonic(), self.recorder.brief(self.brief)
        self.tell("pictures", 0, 1)
        self.at_hand.told += draw_emblems(self.recorder, brief, self.ideas, self.pieces)
        self.at_hand.told += draw(self.recorder, brief, self.at_hand.image, self.ideas, self.run.seed)
        self.pieces = with_generated(self.record, self.run.id, self.pieces)
        self.tell("pictures", 1, 1)
        self.timings["pictures"] = round(time.monotonic() - start, 3)

    @property
    def idea_recorder(self) -> Recorder:
        """Ideas belong to the run without a wish for one of them."""
        base = replace(self.run, id=self.run.ideas, idea=None, ideas_run="")
        return Recorder(self.record, base, self.party)

    @cached_property
    def ideas(self) -> tuple[Proposed, ...]:
        """The ideas that the sheet is made of, as they stood when its first draft was composed."""
        composed = self.record.acts(run=self.run.id, kinds=("compose",))
        ideas = ideas_of(self.record, self.run.ideas, before=composed[0].seq if composed else None)
        chosen = for_sheet(ideas, self.run.idea)
        if self.run.idea is not None and not chosen:
            raise NoSuchIdea(f"i{self.run.idea}", last=len(ideas), out=str(self.run.out))
        return chosen

    @cached_property
    def ingredients(self) -> Ingredients:
        drawn = [picture_index(self.pieces, self.record, self.run.id, one) for one in self.ideas]
        return ingredients_of(self.brief, self.pieces, self.run.seed, self.ideas, drawn)

    @cached_property
    def specs(self) -> tuple[DraftSpec, ...]:
        return numbered(self, plan(self.ingredients, self.run.seed, DRAFTS))

    def to_drafts(self, workshop: Workshop) -> tuple[Draft, ...]:
        """Compose what is missing of the sheet, and write the drafts' pictures."""
        start = time.monotonic()
        brief = self.recorder.brief(self.brief)
        have = {draft.number for draft in drafts_of(self.record, self.run.id)}
        specs = [spec for spec in self.specs if spec.number not in have]
        thumbs = self._compose(brief, specs, workshop) if specs else {}
        self._strike_doubles(thumbs)
        drafts = drafts_of(self.record, self.run.id)
        for draft in drafts:
            path = place_in(self.run.out, draft_path(draft))
            if not path.is_file():
                write_atomic(path, self.record.store.read(draft.preview.digest))
        self.timings["drafts"] = round(time.monotonic() - start, 3)
        return drafts

    def _compose(self, brief: Work, specs: Sequence[DraftSpec], workshop: Workshop) -> dict[int, bytes]:
        """Compose drafts, each recorded as soon as it is done; returns their thumbs by number."""
        page = page_of(self.sheet_format())
        kits = {spec.number: self.kits(spec) for spec in specs}
        by_number = {spec.number: spec for spec in specs}
        jobs = [
            DraftJob(spec.number, spec.family, kits[spec.number], page, self.credits_of(kits[spec.number][0]))
            for spec in specs
        ]
        thumbs = {}
        self.tell("drafts", DRAFTS - len(jobs), DRAFTS)
        for done, result in enumerate(workshop.drafts(jobs), start=1):
            thumbs[result.number] = result.thumb
            self.recorder.draft(
                brief,
                by_number[result.number],
                kits[result.number][result.kit_index],
                result.kit_index,
                self.pieces,
                result.png,
                result.shown,
                result.emblems,
                result.left_out,
                result.faults,
                result.big,
                self.words,
                self.idea_of(by_number[result.number], kits[result.number][result.kit_index]),
            )
            self.tell("drafts", DRAFTS - len(jobs) + done, DRAFTS)
        return thumbs

    def _strike_doubles(self, thumbs: Mapping[int, bytes]) -> None:
        """Strike out what looks too much like an earlier draft of the sheet; done once a run, in one transaction."""
        drafts = drafts_of(self.record, self.run.id)
        refusals = self.record.acts(run=self.run.id, kinds=("refuse", DELIVER))
        if any(act.kind == DELIVER or _is_of_sheet(act) for act in refusals):
            return
        entries = []
        for draft in drafts:
            # Rounds keep families and pictures on purpose: only the first sheet is judged as one.
            if draft.round == 0 and not draft.struck:
                palette = self.kit_of_draft(draft).palette
                thumb = thumbs.get(draft.number) or thumb_of(read_rgb(self.record.store.read(draft.preview.digest)))
                family = str(draft.composed.settings["family"])
                entries.append(SheetEntry(draft.number, family, palette.ground, palette.dark, _grey(thumb)))
        doubles = sheet_faults(entries)
        # What a person decided on meanwhile stays as they decided.
        struck = [(d.design, d.number, doubles[d.number]) for d in drafts if d.number in doubles and d.state == "draft"]
        if struck:
            self.recorder.strike(struck, self.words)

    def kits(self, spec: DraftSpec) -> tuple[Kit, ...]:
        """The kit of a draft and its repairs."""
        kit = kit_of(self.brief, self.pieces, spec, ideas=self.ideas)
        return repair_kits(kit, self.ingredients.palettes, self.pieces.pairings)

    def idea_of(self, spec: DraftSpec, kit: Kit) -> list[tuple[Work, str]]:
        """The idea that a draft is of, and a model's words that stand on the page, which are a visible piece."""
        if spec.concept is None:
            return []
        one = self.ideas[spec.concept]

        def stands(line: Line | None) -> bool:
            return line is not None and kit.copy.headline == set_text(line.text, self.brief.language)

        if one.also_work is not None and stands(one.also) and not stands(one.line):
            return [(one.work, "idea"), (one.also_work, "copy")]
        return [(one.work, "copy" if one.writer == "model" and stands(one.line) else "idea")]

    def credits_of(self, kit: Kit) -> dict[str, str]:
        """The credit of each piece that a kit may place, by its name, where the brief asks that they be printed."""
        if not self.brief.art.credit_line:
            return {}
        emblems = [emblem for emblem in (kit.emblem, *kit.emblems) if emblem is not None]
        lines = {emblem.name: emblem.credit.line(self.words, True) for emblem in emblems}
        if kit.picture is not None:
            key = self.pieces.photo_keys[self.pieces.pictures.index(kit.picture)]
            own = next((piece for piece in self.pieces.client_pieces if piece.key == key), None)
            if own is None:
                lines[PHOTO] = library_photo(key).credit.line(self.words, True)
            elif own.author:
                lines[PHOTO] = say("production:papers.photo_by", self.words, author=own.author)
        return lines

    def choose_by_rule(self, drafts: Sequence[Draft], workshop: Workshop) -> None:
        """The stated rule chooses, among the drafts without fault, the one of most worth; the first of equals.

        The worthiest few are laid out in every format first: one that holds in all of them goes before one that
        does not.
        """
        # The rule judges what it planned; what a person corrected or asked for is theirs to choose.
        drafts = [draft for draft in drafts if draft.round == 0]
        sound = [draft for draft in drafts if draft.state in ("draft", "kept")]
        if not sound and drafts and all(draft.struck for draft in drafts):
            raise AllStruckOut(str(self.run.out), reasons=commonest_reasons(drafts))
        if not sound:
            raise NothingToChoose(str(self.run.out))
        barred = colliding(self.record, [draft.design.id for draft in sound])
        rank = {draft.number: (draft.design.id in barred, -worth_of(self, draft), draft.number) for draft in sound}
        worthy = sorted(sound, key=lambda draft: rank[draft.number])[:TRIED]
        best, fewest = worthy[0], len(self.formats) + 1
        for draft in worthy:
            self._tried = (draft.design.id, self.laid_out(draft, self.formats, workshop))
            failing = sum(1 for result in self._tried[1] if result.faults or result.error is not None)
            if failing < fewest:
                best, fewest = draft, failing
            if not failing:
                break
        self.recorder.decide(
            "choose", best.design, rule(self.record, "choice"), "", {"rule": "largest-idea", "version": __version__}
        )

    def to_editions(self, workshop: Workshop, pool: SigningPool) -> None:
        """Lay the chosen draft out in every format, then sign every file."""
        start = time.monotonic()
        chosen = next((draft for draft in drafts_of(self.record, self.run.id) if draft.state == "chosen"), None)
        assert chosen is not None
        kit = self.kit_of_draft(chosen)
        missing = self._missing(chosen)
        tried, results = self._tried
        if tried != chosen.design.id:
            results = self.laid_out(chosen, missing, workshop)
        names = {form.name for form in missing}
        licensing = Licensing(self.record)
        for result in results:
            if result.form.name in names:
                record_edition(self.recorder, self.pieces, self.words, chosen, kit, result, licensing)
        self.timings["editions"] = round(time.monotonic() - start, 3)
        start = time.monotonic()
        self._sign_all(chosen, pool)
        self.timings["signing"] = round(time.monotonic() - start, 3)

    def laid_out(
        self, draft: Draft, forms: Sequence[Format], workshop: Workshop, *, anew: bool = False
    ) -> list[EditionResult]:
        """A draft in these formats, checked, nothing recorded yet; `anew` renders what the run has made before, too."""
        kit = self.kit_of_draft(draft)
        family = str(draft.composed.settings["family"])
        of, lines = draft.design.id, self.credits_of(kit)
        jobs = edition_jobs(self.recorder, forms, family, kit, lines, anew=anew, design=of)
        self.tell("editions", 0, len(jobs))
        results = []
        for count, result in enumerate(workshop.editions(jobs), start=1):
            results.append(result)
            self.tell("editions", count, len(jobs))
        return results

    def kit_of_draft(self, draft: Draft) -> Kit:
        """The kit that a draft was composed with: read from the record, never planned again."""
        design = json.loads(self.record.store.read(draft.design.digest))
        return kit_from(design, self.brief, self.pieces, place=f"{self.brief.title} · {draft.number}")

    def _sign_all(self, chosen: Draft, pool: SigningPool) -> None:
        acts = self.record.acts(run=self.run.id, kinds=("adapt", "sign"))
        refused = held_back(self.record, self.run.id, chosen.design.id)
        caps = {form.name: form.max_bytes for form in self.formats}
        signed = {used.work_id for act in acts if act.kind == "sign" for used in act.used}
        waiting: list[tuple[Work, Path, str]] = []
        for act in acts:
            if act.kind == "adapt" and _is_about(act, chosen):
                for made in act.made:
                    work = self.record.work(made.work_id)
                    if work.id not in signed and work.attributes["format"] not in refused:
                        waiting.append((work, place_in(self.run.out, edition_path(self.brief.title, work)), "edition"))
        for draft in drafts_of(self.record, self.run.id):
            if draft.state == "kept" and draft.preview.id not in signed:
                waiting.append((draft.preview, place_in(self.run.out, kept_path(draft)), "kept"))
        self.tell("signing", 0, len(waiting))
        licensing = Licensing(self.record)
        # The claim of the next file is put together while those before it are signed.
        with pool.signing() as sign:
            asked = []
            for work, path, _ in waiting:
                path.parent.mkdir(parents=True, exist_ok=True)
                claim = claim_with_terms(self.record, work.id, language=self.words, licensing=licensing)
                asked.append(sign(self.record.store.path(work.digest), path, claim))
            for count, ((work, _, role), signing) in enumerate(zip(waiting, asked, strict=True), start=1):
                done = signing.result()
                cap = caps.get(str(work.attributes.get("format"))) if role == "edition" else None
                if cap and done.size > cap:
                    # What the pieces' own credentials weigh is known only now.
                    done.path.unlink()
                    refuse_heavy(self.recorder, self.words, chosen, work, done.size, cap)
                else:
                    self._record_signature(work, done.path, role)
                self.tell("signing", count, len(waiting))

    def _record_signature(self, work: Work, path: Path, role: str) -> None:
        digest = self.record.store.put_file(path)
        made = NewWork(
            digest,
            work.media_type,
            work.modality,
            path.stat().st_size,
            title=work.title,
            language=work.language,
            iscc=work.iscc,
            licence=work.licence,
            attributes={**work.attributes, "path": path.relative_to(self.run.out).as_posix()},
        )
        self.record.append(
            self.recorder.act(
                "sign",
                by=[(rule(self.record, "signing"), "signer")],
                used=[(work, "rendition")],
                made=[(made, role)],
                settings={"version": __version__},
            )
        )

    def hand_off(self, workshop: Workshop, pool: SigningPool) -> tuple[RunReport, dict[str, object]]:
        """Write everything the folder holds beside drafts and editions, and end the run with its act."""
        start = time.monotonic()
        self.tell("handoff", 0, 1)
        restore_files(self)
        report = gather_report(self, pool)
        papers = write_papers(self, report, workshop)
        self.timings["handoff"] = round(time.monotonic() - start, 3)
        value = report.as_json()
        value["timings"] = dict(self.timings)
        data = json.dumps(value, ensure_ascii=False).encode()
        work = NewWork(
            self.record.store.put(data),
            "application/json",
            "text",
            len(data),
            title=self.brief.title,
            attributes={"papers": papers},
        )
        counts = {"failed": len(report.failed), "editions": len(report.editions)}
        settings: dict[str, str | int] = {**counts, "version": __version__}
        if self.run.previous:
            settings["previous_run"] = self.run.previous
        self.record.append(
            self.recorder.act(
                DELIVER,
                by=[(rule(self.record, "composition"), "publisher")],
                made=[(work, "result")],
                settings=settings,
            )
        )
        self.tell("handoff", 1, 1)
        return report, value

    def choice_made(self) -> bool:
        """Whether the record has a choice for this run."""
        return latest_choice(self.record.acts(run=self.run.id, kinds=DECIDING)) is not None

    @staticmethod
    def sheet_format() -> Format:
        """The format in which drafts are composed."""
        return formats()[SHEET_FORMAT]


def edition_path(title: str, work: Work) -> str:
    """Where an edition lies: named for people."""
    return f"editions/{slug(title)}-{work.attributes['format']}.{work.attributes['ending']}"


def _is_about(act: Act, draft: Draft) -> bool:
    """Whether an act lays out, or refuses to lay out, this very design."""
    return act.settings.get("design") == draft.design.id


def _is_of_sheet(act: Act) -> bool:
    """Whether a refusal is one of the sheet as a whole."""
    faults = act.settings.get("faults")
    return isinstance(faults, Sequence) and any(isinstance(f, Mapping) and f["number"] == 0 for f in faults)


def _grey(thumb: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(thumb, np.uint8).reshape(32, 32)


__all__ = ["DRAFTS", "Loop", "Tell", "edition_path", "silent"]
