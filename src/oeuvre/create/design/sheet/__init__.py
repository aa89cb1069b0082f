"""A sheet under composition: what every family builds its page with."""

from oeuvre.create.design.sheet.facts import line_end
from oeuvre.create.design.sheet.measured import Block, Headline
from oeuvre.create.design.sheet.sheet import Sheet
from oeuvre.create.design.sheet.signs import best_plate

__all__ = ["Block", "Headline", "Sheet", "best_plate", "line_end"]
