"""Run reports made by hand, for the pages that are drawn from them."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

from PIL import Image

from oeuvre.production.report import (
    ActRow,
    Choice,
    CreditRow,
    DraftRow,
    EditionRow,
    FailedRow,
    IdeaRow,
    RunReport,
)

SIZES = (
    ("social-square", "Square post", 1080.0, 1080.0, "px", ("image/png", "image/jpeg")),
    ("social-story", "Story", 1080.0, 1920.0, "px", ("image/png",)),
    ("banner-leaderboard", "Leaderboard banner", 728.0, 90.0, "px", ("image/png",)),
    ("banner-skyscraper", "Skyscraper banner", 160.0, 600.0, "px", ("image/png",)),
    ("slide", "Slide", 1920.0, 1080.0, "px", ("image/png", "application/pdf")),
    ("poster-a3", "A3 poster", 297.0, 420.0, "mm", ("application/pdf",)),
    ("card", "Card", 85.0, 55.0, "mm", ("application/pdf",)),
    ("vector", "Vector", 1080.0, 1350.0, "px", ("image/svg+xml",)),
)
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf", "image/svg+xml": "svg"}


def jpeg(width: int, height: int, colour: str = "#246") -> bytes:
    """A flat picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def idea(number: int, **changes: Any) -> IdeaRow:
    """An idea that nobody has decided on."""
    plain = IdeaRow(
        number=number,
        work=f"{number + 100:032x}",
        premise=f"The loaf is moon number {number}.",
        headline=f"Bread, after dark, {number}.",
        line="Bread comes out of the oven while you wait.",
        technique="analogy",
        path=("bread", "crust", "moon"),
        why="Craters all over the crust.",
        motifs=(("loaf", "bread"), ("moon", "moon"), ("baker", "")),
        family="grille",
        family_name="Grid",
        by="rule",
        who="ideas by rule",
        writer="rule",
        state="open",
        decided_by=None,
        reason="",
    )
    return dataclasses.replace(plain, **changes)


def draft(number: int, **changes: Any) -> DraftRow:
    """A draft that nobody has decided on."""
    plain = DraftRow(
        number=number,
        work=f"{number:032x}",
        path=f"drafts/{number:02}-grille.png",
        family="grille",
        family_name="Grid",
        palette="night",
        colours=("#111111", "#ffffff", "#cc0000", "#ccaa00", "#eeeeee"),
        pairing="fraunces",
        headline="Night market",
        state="draft",
        by="rule",
        who="composition by rule",
        reason="",
        left_out=(),
    )
    return dataclasses.replace(plain, **changes)


def editions(**changes: Any) -> tuple[EditionRow, ...]:
    """Files in eight formats, on screen and on paper."""
    rows = []
    for name, label, width, height, unit, media in SIZES:
        for kind in media:
            row = EditionRow(
                path=f"editions/night-market-{name}.{ENDINGS[kind]}",
                format=name,
                label=label,
                note="",
                media_type=kind,
                width=width,
                height=height,
                unit=unit,
                work="e" * 32,
                digest="d" * 64,
                size=123_456,
                credential="trusted",
                alt=f"{label}: “Night market”. A lantern.",
                left_out=("line", "url") if "banner" in name else (),
                lines=(("headline", "Night market"),),
                bleed=3.0 if name == "poster-a3" else 0.0,
                crop_marks=name == "poster-a3",
            )
            rows.append(dataclasses.replace(row, **changes))
    return tuple(rows)


CREDITS = (
    CreditRow("Commission", "person", "Inès Morvan", "", "", (1,)),
    CreditRow("Choice", "person", "Inès Morvan", "", "", (42,)),
    CreditRow("Composition", "rule", "composition by rule", "", "", (12,)),
    CreditRow(
        "Emblem",
        "person",
        "Delapouite",
        "lantern",
        "CC-BY-3.0",
        (5,),
        "“lantern” by Delapouite, game-icons.net, CC BY 3.0, colour or crop changed",
        "game-icons.net",
    ),
    CreditRow("Typefaces", "collective", "The Fraunces Project Authors", "Fraunces", "OFL-1.1", (7, 8)),
)


def run_report(**changes: Any) -> RunReport:
    """A finished run in English: a person chose 2, kept 3, refused 4; a rule struck 5."""
    drafts = tuple(
        {
            2: draft(2, state="chosen", by="person", who="Inès Morvan", reason="It smells of bread."),
            3: draft(3, state="kept", by="person", who="Inès Morvan", signed_path="kept/03-grille.png"),
            4: draft(4, state="refused", by="person", who="Inès Morvan", reason="too chatty"),
            5: draft(5, state="refused", by="rule", who="checks", reason="the headline leaves its frame; contrast 1.1"),
        }.get(number, draft(number))
        for number in range(1, 25)
    )
    rows = editions()
    thumbs = {one.path: jpeg(80, 100) for one in drafts}
    seen: set[str] = set()
    for row in rows:
        if row.format not in seen:
            seen.add(row.format)
            scale = 90 / max(row.width, row.height)
            thumbs[row.path] = jpeg(max(1, round(row.width * scale)), max(1, round(row.height * scale)))
    report = RunReport(
        project="night-market",
        run="0123456789abcdef0123456789abcdef",
        seed=7,
        version="0.1.0",
        language="en",
        page_language="en",
        title="Night market",
        about="A bakery opens its doors on Friday nights.",
        client="The Mill",
        audience="neighbours",
        goal="bring them on the first Friday",
        mood=("warm", "playful"),
        facts=(("date", "Friday 4 December"), ("place", "12 Mill Lane")),
        brand_colours=("#C8102E",),
        pictures=("logo.svg",),
        refused_files=(),
        ideas=(
            idea(1, drafts=(1, 2)),
            idea(2, by="model", who="Ink 7B", writer="model"),
            idea(3, writer="model", state="kept", decided_by="person", reason="You see it from afar."),
            idea(4, state="refused", decided_by="person", reason="Too close to last year."),
        ),
        replaced={"too-close": 3, "cliche": 1},
        diversity=("oeuvre-words-1", 0.93, 0.8),
        little=("short-brief",),
        spent={"EUR": 1_200_000},
        drafts=drafts,
        choice=Choice(2, drafts[1].work, "person", "Inès Morvan", "It smells of bread.", "", 42),
        editions=rows,
        failed=(),
        credits=CREDITS,
        acts=(
            ActRow(1, "2026-11-25T20:27:02Z", "import", "person", "Inès Morvan", "brings a piece in", "Night market"),
            ActRow(12, "2026-11-25T20:27:03Z", "compose", "rule", "composition by rule", "composes draft 2"),
            ActRow(42, "2026-11-25T20:27:04Z", "choose", "person", "Inès Morvan", "chooses draft 2"),
            *(
                ActRow(43 + index, "2026-11-25T20:27:05Z", "sign", "rule", "the studio’s signature", "signs a file")
                for index in range(10)
            ),
        ),
        record_holds=True,
        record_acts=52,
        record_head="a" * 64,
        signer="Oeuvre home 16B523",
        made_by="mixed",
        previous=None,
        timings={},
        thumbs=thumbs,
    )
    return dataclasses.replace(report, **changes)


def failed(count: int) -> tuple[FailedRow, ...]:
    """Formats that could not be made."""
    return tuple(FailedRow(f"f{n}", f"Format {n}", "no room for the date", "Shorten the date.") for n in range(count))


def hostile_report(**changes: Any) -> RunReport:
    """Every text that somebody could supply tries to leave its place."""
    evil = "\"><script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp.exe\u202c' & {{ 7*7 }} {% raw %}"
    path = "drafts/\"><script>alert('p')</script> é#?%.png"
    mine = run_report()
    drafts = tuple(
        dataclasses.replace(one, headline=evil, family_name=evil, who=evil, reason=evil, path=path, pairing=evil)
        for one in mine.drafts
    )
    drafts = (dataclasses.replace(drafts[0], headline="javascript:alert(1)", path="javascript:alert(1)"), *drafts[1:])
    rows = tuple(
        dataclasses.replace(row, label=evil, note=evil, alt=evil, left_out=(evil,), path=f"editions/{evil}.png")
        for row in mine.editions
    )
    assert mine.choice is not None
    return dataclasses.replace(
        mine,
        title=evil,
        about=evil,
        client=evil,
        audience=evil,
        goal=evil,
        mood=(evil,),
        facts=(("date", evil),),
        brand_colours=("red;}</style><script>alert(3)</script>", "#C8102E", "url(https://evil.example/x)"),
        pictures=(evil,),
        refused_files=((evil, evil),),
        language='x" onload="alert(4)',
        ideas=(
            idea(1, premise=evil, headline=evil, line=evil, path=(evil,), why=evil, motifs=((evil, ""),), who=evil),
        ),
        replaced={evil: 3},
        little=(evil,),
        drafts=drafts,
        choice=dataclasses.replace(mine.choice, who=evil, because=evil),
        editions=rows,
        failed=(FailedRow("x", evil, evil, evil),),
        credits=(CreditRow(evil, "person", evil, evil, evil, (1,), evil, evil),),
        acts=tuple(dataclasses.replace(act, who=evil, what=evil, thing=evil) for act in mine.acts),
        signer=evil,
        previous=f"previous/{evil}/index.html",
        thumbs={path: jpeg(80, 100), rows[0].path: jpeg(80, 80)},
        **changes,
    )
