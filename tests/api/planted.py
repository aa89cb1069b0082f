"""A home with a small project on its record, planted by hand in a moment: pictures are plain, acts are real."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from oeuvre.record import NewAct, NewWork, Party, Record, Work

BRIEF = b"""title = "Nuit des pains"
about = "Une boulangerie ouvre le vendredi soir, on y mange dehors."
language = "fr"
client = "Le Fournil"
formats = ["social-square"]

[facts]
date = "vendredi 4 d\xc3\xa9cembre"
place = "12 rue du Levain"
"""
SLUG = "nuit-des-pains"
RUN = "a" * 32


def png(colour: tuple[int, int, int], size: tuple[int, int] = (40, 50)) -> bytes:
    """A plain picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def idea(number: int) -> bytes:
    """An idea as the record keeps one."""
    value = {
        "number": number,
        "premise": f"La ville vue par la pâte, {number}.",
        "technique": "metonymy",
        "path": ["pain", "nuit"],
        "why": "On part de ce que dit le brief.",
        "headline": f"Le pain lève {number}.",
        "language": "fr",
        "light": "embers",
        "mood": ["warm"],
        "families": ["rideau"],
        "motifs": [{"word": "pain", "emblem": "bread", "drawing": ""}, {"word": "nuit", "emblem": "", "drawing": ""}],
        "words": ["pain"],
        "line": {"text": f"Le pain lève {number}.", "source": "idea", "from": "metonymy"},
        "under": "On y mange dehors.",
        "writer": "rule",
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def plant(home: Path, *, drafts: int = 6, project: str = SLUG, title: str = "Nuit des pains") -> Sequence[str]:
    """Put a project on the record of `home`: a brief, two ideas, drafts; returns the ids of the designs."""
    with Record.open(home) as record:
        person, rule = record.party("Awa Diop", "person"), record.party("Oeuvre: composition by rule", "rule")
        ideas = record.party("Oeuvre: ideas by rule", "rule")
        text = BRIEF.replace(b"Nuit des pains", title.encode())
        brief = NewWork(
            record.store.put(text), "application/toml", "text", len(text), title=title, attributes={"files": {}}
        )
        begun = NewAct(
            "import",
            project=project,
            run=RUN,
            by=[(person, "commissioner")],
            made=[(brief, "brief")],
            settings={"seed": 0, "project_title": title, "ideas_run": RUN, "version": "0"},
        )
        told = [
            NewWork(
                record.store.put(idea(number)),
                "application/vnd.oeuvre.idea+json",
                "text",
                len(idea(number)),
                title=f"{title} · i{number}",
                attributes={"number": number},
            )
            for number in (1, 2)
        ]
        proposed = NewAct(
            "propose",
            project=project,
            run=RUN,
            by=[(ideas, "concept")],
            used=[(brief, "brief")],
            made=[(one, "idea") for one in told],
        )
        acts = [begun, proposed]
        for number in range(1, drafts + 1):
            acts.append(draft(record, number, project, title, rule, brief, told[number % 2]))
        done = record.append(acts)
        return [recorded.works[0].id for recorded in done[2:]]


def draft(
    record: Record,
    number: int,
    project: str,
    title: str,
    rule: Party,
    brief: Work | NewWork,
    of: Work | NewWork,
    /,
    **more: Any,
) -> NewAct:
    """An act that composed a draft."""
    colours = {"ground": "#101030", "ink": "#faf3e1", "signal": "#c8102e", "second": "#e6aa5a", "light": "#ffce90"}
    value = {"family": "rideau", "palette": {"name": "nuit", **colours}, "copy": {"headline": f"Ligne {number}"}}
    design = json.dumps({**value, "number": number}).encode()
    data = png((number * 7 % 256, number // 256 % 256, 90))
    attributes: dict[str, Any] = {"number": number, "family": "rideau", "palette": "nuit", "pairing": "fraunces"}
    works = [
        NewWork(
            record.store.put(design),
            "application/vnd.oeuvre.design+json",
            "design",
            len(design),
            title=f"{title} · {number}",
            attributes=attributes,
        ),
        NewWork(
            record.store.put(data),
            "image/png",
            "image",
            len(data),
            title=f"{title} · {number}",
            attributes=attributes,
        ),
    ]
    return NewAct(
        "compose",
        project=project,
        run=RUN,
        by=[(rule, "composer")],
        used=[(brief, "brief"), (of, "idea")],
        made=[(works[0], "draft"), (works[1], "preview")],
        settings={**attributes, "left_out": [], "shown": [], "headline_share": 0.1, "repair": 0, "seed": 1, **more},
        words={"headline": f"Ligne {number}"},
    )
