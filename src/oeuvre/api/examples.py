"""An example of every body that goes over the wire, by the name of its shape: one project, told from end to end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oeuvre.api.exploring_examples import EXPLORING
from oeuvre.api.licensing_examples import LICENSING
from oeuvre.api.royalties_examples import ROYALTIES
from oeuvre.api.splits_examples import SPLITS

_IDEA, _DESIGN, _PREVIEW = (
    "96f3c22f3f5a6e77b783709f928abecb",
    "0360fb2b38048cfd4d4bfff4dd74d7b9",
    "ea09f1fdef549978ffe8941ea199fea6",
)
_EDITION, _BRIEF, _RUN = (
    "ebb7d872cfa8a63ea6824b6634daef36",
    "cebca76c758e8324aa8533361d7a054c",
    "f2d5ad4355bd7379cdfd9d6e56e5ee08",
)
_SLUG, _AT = "marche-de-nuit-au-fournil", "2026-11-26T02:32:08.959778Z"
_AWA: dict[str, Any] = {
    "id": "76851b4fa26346a06bd507d8d8d99f51",
    "name": "Awa Diop",
    "kind": "person",
    "role": "art direction",
}
_RULE: dict[str, Any] = {
    "id": "485864c00cec650f4c51759835a4bab2",
    "name": "composition by rule",
    "kind": "rule",
    "role": None,
}
_VALUES: dict[str, Any] = {
    "title": "Marché de nuit au Fournil",
    "about": "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors.",
    "language": "fr",
    "client": "Le Fournil de la Butte",
    "facts": {"date": "vendredi 4 décembre, 18 h - 23 h", "place": "12 rue du Levain, Villemiche"},
}
_READING: dict[str, Any] = {
    "errors": [],
    "language": "fr",
    "trades": ["bakery"],
    "headlines": ["Marché de nuit au Fournil", "On y mange dehors."],
    "lines": ["Le pain sort du four devant vous."],
    "facts": [{"kind": "place", "text": "12 rue du Levain, Villemiche"}],
    "formats": ["Square post", "Poster A3"],
    "little": [],
}
_PROJECT: dict[str, Any] = {
    "slug": _SLUG,
    "title": "Marché de nuit au Fournil",
    "client": "Le Fournil de la Butte",
    "first": "2026-11-26T02:32:02.903579Z",
    "last": "2026-11-26T02:32:27.664820Z",
    "acts": 89,
    "drafts": 24,
    "editions": 16,
    "cover": _DESIGN,
    "state": "delivered",
}
_JOB: dict[str, Any] = {
    "id": "0f6d16c6a58f34ab",
    "kind": "drafts",
    "project": _SLUG,
    "state": "running",
    "step": "Composing and checking drafts",
    "done": 7,
    "of": 24,
    "works": [],
    "acts": [],
    "problem": None,
    "begun": _AT,
    "ended": None,
}
_WORK: dict[str, Any] = {
    "id": _DESIGN,
    "kind": "draft",
    "title": "Marché de nuit au Fournil · 2",
    "modality": "design",
    "media_type": "application/vnd.oeuvre.design+json",
    "number": 2,
    "family": "grille",
    "palette": "nuit-marque",
    "colours": ["#161234", "#faf3e1", "#c8102e", "#e6aa5a", "#ffce90"],
    "headline": "Encore un peu ?",
    "state": "chosen",
    "made_by": "mixed",
    "by": _RULE,
    "act": 15,
    "at": _AT,
    "run": _RUN,
    "round": 0,
    "parents": [_IDEA],
    "image": _PREVIEW,
    "width": 1080,
    "height": 1350,
    "reason": "It says seconds before one has read it.",
    "faults": [],
    "credential": "signed",
}
_IDEA_SHAPE: dict[str, Any] = {
    "id": _IDEA,
    "number": 1,
    "premise": "À la première cuillerée, on ouvre le col ; à la troisième, on l’enlève.",
    "headline": "Le bonnet tombe à la troisième.",
    "line": "Le pain sort du four devant vous.",
    "technique": "metonymy",
    "path": ["marché", "soupes", "bonnet"],
    "why": "On part de ce que dit le brief : « soupes ».",
    "motifs": [{"word": "bonnet", "emblem": "winter-hat", "drawing": ""}],
    "commissions": [],
    "family": "papier_decoupe",
    "by": "rule",
    "who": "ideas by rule",
    "state": "open",
    "reason": "",
    "svg": ["/api/emblems/winter-hat.svg"],
}
_CREDIT: dict[str, Any] = {
    "role": "Choice",
    "role_key": "chooser",
    "who": _AWA,
    "acts": [93],
    "what": "",
    "licence": "",
    "line": "",
}
_EDITION_SHAPE: dict[str, Any] = {
    "work": _EDITION,
    "format": "social-square",
    "label": "Square post",
    "media_type": "image/png",
    "width": 1080,
    "height": 1080,
    "unit": "px",
    "size": 116540,
    "credential": "signed",
    "alt": "Square post: “Encore un peu ?”. Picture: ladle.",
    "left_out": ["programme"],
    "address": f"/api/works/{_EDITION}/content",
}
_WHOLE: dict[str, Any] = {
    "work": _WORK,
    "headline": "Encore un peu ?",
    "text": "",
    "copy": {"headline": "Encore un peu ?", "client": "Le Fournil de la Butte"},
    "pieces": [
        {"work": _BRIEF, "role": "brief", "title": "Marché de nuit au Fournil", "licence": "", "made_by": "human"}
    ],
    "credits": [_CREDIT],
    "terms": ["CC BY 3.0", "SIL OFL 1.1"],
    "licence": None,
    "credential": {"work": _EDITION, "state": "trusted", "title": "trusted", "sentences": [], "ingredients": []},
    "versions": [],
    "editions": [_EDITION_SHAPE],
    "failed": [],
    "settings": {"family": "grille", "number": 2},
    "edits": {},
}
_LINEAGE: dict[str, Any] = {
    "work": _DESIGN,
    "nodes": [
        {
            "id": _BRIEF,
            "title": "Marché de nuit au Fournil",
            "kind": "brief",
            "role": "brief",
            "by": _AWA,
            "made_by": "human",
            "act": 2,
            "image": None,
            "at": _AT,
            "folded": 0,
        }
    ],
    "edges": [{"from": _BRIEF, "to": _DESIGN, "role": "brief", "act": "15"}],
    "folded": 0,
}
_ACT: dict[str, Any] = {
    "seq": 93,
    "id": "c23410ef3c4414a95ec15c9782df456b",
    "kind": "choose",
    "at": _AT,
    "project": _SLUG,
    "run": _RUN,
    "by": [{"party": _AWA["id"], "role": "chooser", "name": "Awa Diop", "kind": "person"}],
    "used": [{"work": _DESIGN, "role": "chosen", "title": "Marché de nuit au Fournil · 2"}],
    "made": [],
    "what": "chose draft 2",
    "because": "It says seconds before one has read it.",
    "settings": {"number": 2},
}
_BRAND: dict[str, Any] = {
    "id": "fournil",
    "name": "Le Fournil de la Butte",
    "colours": ["#C8102E"],
    "heading": "Fraunces",
    "body": "Work Sans",
    "logo": None,
    "words": ["four", "nuit"],
    "avoid": ["authentique"],
    "forbidden": ["the logo on a photograph"],
}
# By the name of a shape, as the document has it.
_MATCH = {"winner": _DESIGN, "loser": _EDITION, "because": "plus chaud", "act": 121, "by": _AWA}
EXAMPLES: Mapping[str, Any] = {
    "ActShape": _ACT,
    "AskWish": {"partner": "house", "say": "Plus chaud, et un seul grand mot.", "works": [_DESIGN]},
    "BrandKit": _BRAND,
    "BriefBody": {"brief": _VALUES},
    "BriefShape": {
        "brief": _VALUES,
        "toml": 'title = "Marché de nuit au Fournil"\n',
        "work": _BRIEF,
        "reading": _READING,
    },
    "Choices": {
        "families": [{"id": "grand_mot", "label": "Big word"}],
        "palettes": [{"id": "nuit", "label": "Night", "dark": True, "colours": {"ground": "#161234"}}],
        "pairings": [
            {"id": "fraunces", "label": "Fraunces", "headline": "Fraunces", "text": "Work Sans", "voices": ["warm"]}
        ],
        "formats": [{"id": "card", "label": "Card", "note": "", "width": 85, "height": 55, "unit": "mm"}],
        "licences": [{"id": "CC-BY-4.0", "label": "CC BY 4.0"}],
        "trades": [{"id": "bakery", "label": "bakery"}],
    },
    "Decision": {"kind": "choose", "because": "It says seconds before one has read it.", "editions": True},
    "DraftsWish": {"idea": 4},
    "Edit": {"headline": "Encore un peu de nuit ?", "nudge": {"mark": [0.1, -0.05]}, "hide": ["line"]},
    "EmblemShape": {
        "name": "sliced-bread",
        "label": "loaf",
        "author": "Delapouite",
        "licence": "CC-BY-3.0",
        "page": "https://delapouite.com",
        "address": "/api/emblems/sliced-bread.svg",
    },
    "ElementsShape": {
        "ratio": 0.8,
        "elements": [
            {"name": "mark", "x": 0.2, "y": 0.3, "w": 0.6, "h": 0.45, "words": "", "can": ["nudge", "hide", "swap"]},
            {
                "name": "headline",
                "x": 0.065,
                "y": 0.76,
                "w": 0.8,
                "h": 0.16,
                "words": "La nuit sort du four",
                "can": ["retype", "nudge"],
            },
        ],
        "hidden": ["line"],
        "colours": {"ground": "#1b1d3a", "ink": "#fff4d6", "signal": "#e2513b"},
        "contrasts": {"ground": 1.0, "ink": 14.9, "signal": 4.3},
    },
    "FormatWord": {"format": "poster-a3", "because": "On la lit à deux mètres."},
    "Health": {"status": "ok", "version": "0.1.0"},
    "IdeaShape": _IDEA_SHAPE,
    "IdeasWish": {"count": 6},
    "Job": _JOB,
    "LineageShape": _LINEAGE,
    "LostFormat": {
        "design": _DESIGN,
        "format": "poster-a3",
        "label": "Affiche A3",
        "named": {"fr": "Affiche A3", "en": "A3 poster"},
        "reason": "photo trop agrandie : 117 dpi",
        "remedy": "Donnez une photographie plus grande.",
        "acceptable": True,
        "elements": ["photo"],
    },
    "Me": {"party": _AWA, "unnamed": False, "language": "fr"},
    "MeWish": {"name": "Awa Diop", "role": "art direction"},
    "Partner": {
        "id": "house",
        "name": "The engine of rules",
        "kind": "rule",
        "modality": "rules",
        "licence": "Apache-2.0",
        "outputs": "yours",
        "cost": "free",
        "where": "stays on this machine",
        "can": ["ideas", "drafts", "variants"],
        "spent": "",
        "version": "0.1.0",
        "unit": "free",
        "moments": ["ideas", "sheet", "round", "choice"],
    },
    "InvitationShape": {
        "partner": "house",
        "moments": ["round", "choice"],
        "say": "Plus chaud.",
        "count": 4,
        "by": _AWA,
        "at": _AT,
        "act": 131,
    },
    "InvitationWish": {"moments": ["round", "choice"], "say": "Plus chaud.", "count": 4},
    "PartyShape": _AWA,
    "ProjectBegun": {"project": {**_PROJECT, "drafts": 0, "editions": 0, "cover": None, "state": "brief"}, "job": _JOB},
    "ProjectNew": {"brief": _VALUES, "start": "ideas", "seed": 0},
    "ProjectRow": _PROJECT,
    "Reading": _READING,
    "RecordShape": {"holds": True, "acts": 216, "head": "9f8c1f0a5d7e4b36", "broken_at": None, "reason": ""},
    "ExportWish": {"kind": "pdf"},
    "RefuseRound": {"round": 1, "because": "trop sombre"},
    "Refused": {"acts": [113, 114]},
    "RoundShape": {
        "number": 1,
        "kind": "more",
        "because": "plus chaud",
        "by": _AWA,
        "act": 101,
        "run": _RUN,
        "works": [_DESIGN],
        "asked": 12,
        "short": False,
    },
    "RoundWish": {"kind": "more", "like": [_DESIGN], "keep": ["palette"], "count": 12, "because": "plus chaud"},
    "TableVersion": {"id": "v1", "name": "Before the round", "at": _AT, "by": "Awa Diop", "cards": 42},
    "Taste": {
        "words": ["warm grounds", "one big word", "no photographs"],
        "features": [{"feature": "warm", "label": "warm grounds", "weight": 0.62}],
        "decisions": 14,
        "since": None,
    },
    "MatchShape": _MATCH,
    "MatchWish": {"winner": _DESIGN, "loser": _EDITION, "because": "plus chaud"},
    "TournamentNew": {"works": [_DESIGN, _EDITION]},
    "TournamentShape": {
        "act": 120,
        "at": _AT,
        "by": _AWA,
        "entrants": [_DESIGN, _EDITION],
        "matches": [_MATCH],
        "pair": None,
        "winner": _DESIGN,
        "round": 2,
        "entered": 1,
        "ranking": [_DESIGN, _EDITION],
    },
    "VerifyShape": {
        "name": "affiche.png",
        "state": "trusted",
        "summary": "trusted",
        "signer": "authority of this working folder",
        "made_by": "mixed",
        "lines": ["made by people and machines together"],
        "ingredients": [{"title": "ladle", "state": "none", "relationship": "componentOf"}],
        "work": _EDITION,
    },
    "VersionWish": {"name": "Before the round"},
    "WorkRow": _WORK,
    "WorkWhole": _WHOLE,
    **EXPLORING,
    **LICENSING,
    **SPLITS,
    **ROYALTIES,
}


def example_of(schema: Mapping[str, Any]) -> Any:
    """The example of a schema of the document: of a shape, a list of one, a page of one; None where there is none."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    if name.startswith("Page_"):
        item = EXAMPLES.get(name.removeprefix("Page_").rstrip("_"))
        return None if item is None else {"items": [item], "next": None, "total": 1}
    if schema.get("type") == "array":
        item = example_of(schema.get("items", {}))
        return None if item is None else [item]
    return EXAMPLES.get(name)
