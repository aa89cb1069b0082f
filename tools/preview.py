"""A contact sheet of families on sample kits, to look at while a family is being drawn.

    python tools/preview.py astre grand_mot --pages 4:5,square,slide,leaderboard --out sheet.png
    python tools/preview.py --pages 4:5 --samples 3 --out all.png

Prints what overflowed or was left out under each picture's place. Not part of the product.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from oeuvre.create.design.families import BY_ID, FAMILIES
from oeuvre.create.design.kit import Copy, Develop, Developed, FactLine, Kit, Logo, Picture, ProgrammeRow
from oeuvre.create.design.page import MM, Page
from oeuvre.create.design.palette import from_scheme, schemes
from oeuvre.create.design.press import Press
from oeuvre.create.library import emblems, pairings, photographs

N, B = "\u202f", "\u00a0"
PAGES = {
    "4:5": Page("social-portrait", 1080, 1350, 26, 56),
    "square": Page("social-square", 1080, 1080, 26, 56),
    "story": Page("social-story", 1080, 1920, 28, 60, safe_top=190, safe_bottom=230),
    "landscape": Page("social-landscape", 1200, 628, 20, 40),
    "slide": Page("slide", 1920, 1080, 27, 60),
    "leaderboard": Page("banner-leaderboard", 728, 90, 11, 16),
    "billboard": Page("banner-billboard", 970, 250, 14, 30),
    "skyscraper": Page("banner-skyscraper", 160, 600, 10.5, 14),
    "poster": Page("poster-a3", 297 * MM, 420 * MM, 12, 50, bleed=3 * MM, printed=True),
    "card": Page("card", 85 * MM, 55 * MM, 7, 13, bleed=3 * MM, printed=True, small=True),
}


def F(kind, strong, weak=""):  # noqa: N802
    return FactLine(kind, strong, weak)


COPIES = [
    (
        "fr",
        Copy(
            "La nuit du pain",
            "Marché nocturne des artisans boulangers",
            (
                F("date", f"Vendredi 12{B}juin,", f"de 19{N}h à minuit"),
                F("place", "Place des Halles,", "Tours"),
                F("price", "Entrée libre"),
                F("url", "levainetlune.example"),
            ),
            "On vous garde une place" + N + "?",
            "Levain & Lune",
            programme=(
                ProgrammeRow(f"19{N}h", "Ouverture, première fournée", "Halle 2"),
                ProgrammeRow(f"20{N}h{N}30", "Concours de la brioche", "Le parvis"),
                ProgrammeRow(f"22{N}h", "Le grand pétrin, à vos mains", "Halle 1"),
                ProgrammeRow("minuit", "Dernière fournée", "Halle 2"),
            ),
        ),
        ("croissant", "bread", "grain-bundle", "pretzel", "flour"),
        "croissant",
    ),
    (
        "fr",
        Copy(
            "Licencier sans faute : ce que change la réforme",
            "Un matin pour les dirigeants de petites entreprises",
            (
                F("date", f"Mardi 9{B}février{B}2027,", f"8{N}h{N}30"),
                F("place", "Maison des avocats,", "place Saint-Jean, Lyon"),
                F("price", f"45{N}€,", "petit déjeuner compris"),
            ),
            "",
            "Cabinet Vasseur & Roche",
            small=f"Inscription obligatoire avant le 2{B}février, dans la limite des places.",
        ),
        ("scales", "feather", "open-book", "stack", "key"),
        "feather",
    ),
    (
        "en",
        Copy(
            "Bring it broken, take it home mended",
            "Toasters, zips, bikes and radios",
            (
                F("date", f"Saturday 6{B}March,", f"10{N}am{B}– 4{N}pm"),
                F("place", "St Anne’s Hall,", "Mill Lane, Hebden Bridge"),
                F("price", "Free,", "donations welcome"),
                F("url", "mendit.example"),
            ),
            "",
            "Calder Repair Café",
        ),
        ("anvil", "alarm-clock", "sewing-machine", "gears", "toaster"),
        "alarm-clock",
    ),
    (
        "en",
        Copy(
            "Night Tides",
            "",
            (F("date", f"21{B}November"), F("place", "The Arches,", "Glasgow")),
            "",
            "Undertow Records",
        ),
        ("saxophone", "drum", "musical-notes", "trumpet", "shell"),
        "drum",
    ),
    (
        "en",
        Copy(
            "Dinosaurs have been sleeping under the town",
            "A museum night for children from six to ten",
            (
                F("date", f"From 3{B}April"),
                F("place", "Natural History Museum,", "12 Castle Street, Norwich"),
                F("price", "£4 a child,", "grown-ups free"),
                F("url", "norwichfossils.example"),
            ),
            "Bring a torch",
            "Norwich Museum",
        ),
        ("ammonite-fossil", "dinosaur-rex", "acorn", "owl", "moon"),
        "ammonite-fossil",
    ),
    (
        "fr",
        Copy("Ramer", "Portes ouvertes", (F("date", f"Dimanche 14{B}mars"),), "", "Aviron Club de l’Erdre"),
        ("paddles", "sailboat", "wave", "swan", "water-drop"),
        "swan",
    ),
]


LENT_ROWS = {
    "fr": COPIES[0][1].programme,
    "en": (
        ProgrammeRow("10 am", "Doors, tea and first aid for toasters", "Main hall"),
        ProgrammeRow("11.30 am", "Zips and buttons", "Upstairs"),
        ProgrammeRow("1 pm", "Soup", "Kitchen"),
        ProgrammeRow("2 pm", "Bicycles, brakes to bells", "Yard"),
        ProgrammeRow("3.30 pm", "Show and tell", "Main hall"),
    ),
}


def develop(picture: Picture, ask: Develop) -> Developed:
    """A plain darkroom for previews: centre crop towards the subject, the three treatments."""
    from oeuvre.production.darkroom import develop as real

    return real(picture, ask)


def fallback_develop(picture: Picture, ask: Develop) -> Developed:
    im = Image.open(picture.path).convert("RGB")
    scale = max(ask.width / im.width, ask.height / im.height)
    w, h = ask.width / scale, ask.height / scale
    cx = (picture.subject[0] + picture.subject[2] / 2) * im.width
    cy = (picture.subject[1] + picture.subject[3] / 2) * im.height
    x, y = min(max(cx - w / 2, 0), im.width - w), min(max(cy - h / 2, 0), im.height - h)
    im = im.resize((ask.width, ask.height), Image.LANCZOS, box=(x, y, x + w, y + h))
    out = io.BytesIO()
    im.save(out, "JPEG", quality=88)
    return Developed(out.getvalue(), im.size, (x, y, w, h), (0.3, 0.3, 0.4, 0.4), (0, 0, 1, 0.3), scale)


def pictured(photo) -> Picture:
    try:
        from oeuvre.production.darkroom import picture_from
    except ImportError:
        return Picture(photo.name, photo.width, photo.height, (0.3, 0.3, 0.4, 0.4), own=False, path=str(photo.path))
    return picture_from(photo)


def kits(count: int, seed: int):
    table, pairs, pals = emblems(), pairings(), schemes()
    photos = photographs()
    for index in range(count):
        language, copy, names, mark = COPIES[index % len(COPIES)]
        own = [table[n] for n in names if n in table]
        photo = photos[(index + seed) % len(photos)]
        yield Kit(
            copy=copy,
            palette=from_scheme(pals[(index * 5 + seed * 7 + 1) % len(pals)]),
            pairing=pairs[(index * 3 + seed) % len(pairs)],
            language=language,
            seed=seed + index,
            emblem=own[0],
            emblems=tuple(own),
            logo=Logo(mark=table[mark]),
            picture=pictured(photo),
            develop=develop_any,
        )


def develop_any(picture: Picture, ask: Develop) -> Developed:
    try:
        return develop(picture, ask)
    except ImportError:
        return fallback_develop(picture, ask)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("families", nargs="*")
    parser.add_argument("--pages", default="4:5")
    parser.add_argument("--samples", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--palette", default="", help="only schemes that are dark or light, or one id")
    parser.add_argument("--height", type=int, default=420)
    parser.add_argument("--out", default="preview.png")
    args = parser.parse_args()
    chosen = [BY_ID[name] for name in args.families] or list(FAMILIES)
    pages = [PAGES[name] for name in args.pages.split(",")] if args.pages != "all" else list(PAGES.values())
    press = Press()
    rows = []
    font = ImageFont.load_default(13)
    for family in chosen:
        for page in pages:
            if page.shape in family.not_offered:
                continue
            row = []
            for kit in kits(args.samples, args.seed):
                from dataclasses import replace

                fitting = [s for s in schemes() if family.grounds == "any" or s.dark == (family.grounds == "dark")]
                if args.palette in ("dark", "light"):
                    fitting = [s for s in fitting if s.dark == (args.palette == "dark")] or fitting
                elif args.palette:
                    fitting = [s for s in schemes() if s.id == args.palette]
                kit = replace(kit, palette=from_scheme(fitting[(kit.seed * 5 + 1) % len(fitting)]))
                if "programme" in family.needs and not kit.copy.programme:
                    kit = replace(kit, copy=replace(kit.copy, programme=LENT_ROWS[kit.language]))
                start = time.time()
                try:
                    scene = family.compose(kit, page)
                    scale = max(args.height / page.height, 0.2) if page.shape != "strip" else 1.0
                    im = Image.open(io.BytesIO(press.png(scene, scale=scale))).convert("RGB")
                    note = f"{family.id} {page.name} {kit.palette.name}/{kit.pairing.id}"
                    if scene.overflow:
                        note += " OVER:" + ",".join(scene.overflow)
                    if scene.left_out:
                        note += " left:" + ",".join(scene.left_out)
                except Exception as error:  # a preview shows what failed and goes on
                    if args.samples == 1:
                        raise
                    im = Image.new("RGB", (300, args.height), "#cc0000")
                    note = f"{family.id} {page.name} {type(error).__name__}: {error}"
                print(f"{note}  {time.time() - start:.2f}s", file=sys.stderr)
                row.append((im, note))
            rows.append(row)
    width = max(sum(im.width + 16 for im, _ in row) for row in rows) + 16
    height = sum(max(im.height for im, _ in row) + 36 for row in rows) + 16
    sheet = Image.new("RGB", (max(width, 400), height), "#f4f1ea")
    draw = ImageDraw.Draw(sheet)
    y = 16
    for row in rows:
        x = 16
        for im, note in row:
            sheet.paste(im, (x, y))
            draw.text((x, y + im.height + 4), note[: max(im.width // 7, 10)], fill="#15120e", font=font)
            x += im.width + 16
        y += max(im.height for im, _ in row) + 36
    sheet.save(args.out)
    print(Path(args.out).resolve(), sheet.size)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
