"""Briefs of the ideas' tests, of varied trades, written for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from oeuvre.create.brief import Brief


def brief(language: str, title: str, about: str, **more: Any) -> Brief:
    return Brief(title=title, about=about, language=language, source=Path("brief.toml"), base=Path(), **more)


BRIEFS = (
    brief("fr", "Marché de nuit", "Le four reste allumé. Le pain au levain en sort devant vous, on mange debout."),
    brief("fr", "La librairie déménage", "On porte les livres à la main, de bras en bras, jusqu’à l’autre librairie."),
    brief("fr", "Atelier vélo", "On répare son vélo soi-même avec les outils de l’atelier : chambre à air, rayons."),
    brief("fr", "La ruche ouvre", "Visite des ruches du quartier et récolte du miel avec l’apicultrice."),
    brief("fr", "Plomberie Vasseur", "Un plombier qui vient, qui cherche la fuite et répare le robinet."),
    brief("en", "The night ferry", "A small ferry runs across the estuary after dark, with bicycles and dogs."),
    brief("en", "Bread class", "Mix, fold and bake your own loaf of bread in a wood-fired oven at the bakery."),
    brief("en", "Jazz under the bridge", "Three nights of jazz by the canal: saxophone, double bass, brushes."),
    brief("en", "Orchard Bank", "A small savings bank that lends to people who plant trees and mend houses."),
    brief("en", "Observatory night", "Look through the telescope at the moon with the astronomy club."),
)
BAKERY = BRIEFS[0]


def changed(one: Brief, **fields: Any) -> Brief:
    return replace(one, **fields)
