"""What benchmarks of pictures start from: a brief's drafts as jobs for the workshop, and the design that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oeuvre.create.adapt import Format, formats
from oeuvre.create.brief import read_brief
from oeuvre.create.design import Kit, plan
from oeuvre.production import DRAFTS, prepare
from oeuvre.production.editions import brief_words
from oeuvre.production.kits import ingredients_of, kit_of
from oeuvre.production.loop import SHEET_FORMAT
from oeuvre.production.pages import page_of
from oeuvre.production.workshop import DraftJob, EditionJob, Workshop, repair_kits

ROOT = Path(__file__).parent.parent
BAKERY = ROOT / "examples/boulangerie/brief.toml"
WALK = ROOT / "examples/hill-walk/brief.toml"


@dataclass(frozen=True)
class Design:
    """A draft that passed its checks: what it takes to lay it out in other formats."""

    family: str
    kit: Kit
    title: str

    def job(self, form: Format, *, checks: bool = True) -> EditionJob:
        """This design in one format."""
        return EditionJob(form, self.family, self.kit, self.title, brief_words(self.kit), checks)


def draft_jobs(brief_path: Path, seed: int, count: int = DRAFTS) -> list[DraftJob]:
    """The jobs of one sheet, as the loop makes them: each draft's kit and its repairs."""
    brief = read_brief(brief_path)
    pieces = prepare(brief, "en", strict=False)
    ingredients = ingredients_of(brief, pieces, seed)
    page = page_of(formats()[SHEET_FORMAT])
    return [
        DraftJob(
            spec.number,
            spec.family,
            repair_kits(kit_of(brief, pieces, spec), ingredients.palettes, pieces.pairings),
            page,
        )
        for spec in plan(ingredients, seed, count)
    ]


def chosen_design(brief_path: Path, seed: int, workshop: Workshop) -> Design:
    """The draft without fault that has the largest headline."""
    jobs = {job.number: job for job in draft_jobs(brief_path, seed)}
    sound = [result for result in workshop.drafts(list(jobs.values())) if not result.faults]
    best = max(sound, key=lambda result: (result.big, -result.number))
    job = jobs[best.number]
    return Design(job.family, job.kits[best.kit_index], read_brief(brief_path).title)
