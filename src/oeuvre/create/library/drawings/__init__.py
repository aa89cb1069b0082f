"""Drawings by rule: no licence, no source, the most ours.

Each takes a size, colours by role and a seed, and gives an SVG.

A drawing fills its page at any ratio from 8:1 to 1:4, in flat colours, without text, reference or shared id. The same
arguments give the same bytes.
"""

from oeuvre.create.library.drawings.canvas import ROLES, Colours
from oeuvre.create.library.drawings.compose import emblem_group, pattern_svg
from oeuvre.create.library.drawings.registry import Drawing, drawings, find_drawings

__all__ = ["ROLES", "Colours", "Drawing", "drawings", "emblem_group", "find_drawings", "pattern_svg"]
