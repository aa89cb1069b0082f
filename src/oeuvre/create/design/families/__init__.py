"""The layout families: one module each, each a function that fills any page from any kit.

A family never knows the brief. It says what it needs, which grounds and titles suit it, and how it lives in tall,
square, wide, strip, tower and tiny pages. A new family is one module with a `FAMILY`, and one line below.
"""

from __future__ import annotations

from oeuvre.create.design.families import (
    astre,
    carte_double,
    etiquette,
    fenetre,
    grand_mot,
    grille,
    ligne,
    moitie,
    mosaique,
    motif,
    papier_decoupe,
    pleine_page,
    programme,
    rideau,
    titre_debout,
    trame,
)
from oeuvre.create.design.families.family import Family

FAMILIES: tuple[Family, ...] = (
    astre.FAMILY,
    grand_mot.FAMILY,
    motif.FAMILY,
    mosaique.FAMILY,
    carte_double.FAMILY,
    papier_decoupe.FAMILY,
    ligne.FAMILY,
    titre_debout.FAMILY,
    rideau.FAMILY,
    etiquette.FAMILY,
    grille.FAMILY,
    fenetre.FAMILY,
    moitie.FAMILY,
    pleine_page.FAMILY,
    programme.FAMILY,
    trame.FAMILY,
)

BY_ID = {family.id: family for family in FAMILIES}

__all__ = ["BY_ID", "FAMILIES", "Family"]
