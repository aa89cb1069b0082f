"""Ideas: from a brief to concepts far apart from each other, each sayable, drawable, and with the path that led there.

Nine techniques work on the materials of the brief's trades; a stated space tells near from far. A rule proposes: it is
never called a model, and a person decides.
"""

from oeuvre.create.ideas.choose import measure, propose
from oeuvre.create.ideas.errors import IdeaBad, IdeasError
from oeuvre.create.ideas.guard import too_close
from oeuvre.create.ideas.model import (
    TECHNIQUES,
    Diversity,
    Idea,
    Motif,
    Proposal,
    Technique,
    idea_from,
    idea_json,
)
from oeuvre.create.ideas.resolve import is_near, resolve
from oeuvre.create.ideas.retelling import why_in
from oeuvre.create.ideas.space import SPACE, distance, vector

__all__ = [
    "SPACE",
    "TECHNIQUES",
    "Diversity",
    "Idea",
    "IdeaBad",
    "IdeasError",
    "Motif",
    "Proposal",
    "Technique",
    "distance",
    "idea_from",
    "idea_json",
    "is_near",
    "measure",
    "propose",
    "resolve",
    "too_close",
    "vector",
    "why_in",
]
