"""Build the data of the art library from pinned packages; run it again to get the same bytes.

    python tools/build_library.py [--cache FOLDER]

What it reads: the hand-kept tables in the library's `data/` (emblems.tsv, marks.tsv, photographs.tsv), the npm packages
of `library-package.json` with their lock, and one Debian package. What it writes, beside the tables: `emblems.json`,
`marks.json`, `fonts/`, `fonts.json`, `photographs/`, `licences/` and `manifest.json`, which holds the digest of each.
Everything that it writes is committed: nothing is fetched to install or to run Oeuvre. Needs npm, apt and dpkg-deb.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import typst
from fontTools.merge import Merger
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import Image, features
from PIL import __version__ as pillow_version

TOOLS = Path(__file__).resolve().parent
DATA = TOOLS.parent / "src" / "oeuvre" / "create" / "library" / "data"

DEBIAN = "lomiri-wallpapers-16.04"
DEBIAN_VERSION = "20.04.0-2"
DEBIAN_SHA256 = "a99ff6a3bfe451e4cc0682ecb3cc82e71740626d59e4845ae34a0a0e45421eab"
PHOTOGRAPH_SIDE = 2400
PHOTOGRAPH_QUALITY = 82

# Package, then the styles that a pairing or the product's own pages use.
FONTS: dict[str, tuple[str, ...]] = {
    "anton": ("400-normal",),
    "archivo-black": ("400-normal",),
    "baloo-2": ("800-normal",),
    "barlow-condensed": ("400-normal", "500-normal", "600-normal", "700-normal"),
    "big-shoulders-display": ("900-normal",),
    "bitter": ("800-normal",),
    "bodoni-moda": ("500-italic",),
    "bricolage-grotesque": ("800-normal",),
    "bungee": ("400-normal",),
    "caprasimo": ("400-normal",),
    "dm-mono": ("400-normal", "500-normal"),
    "dm-sans": ("400-normal", "500-normal", "600-normal", "700-normal"),
    "dm-serif-display": ("400-normal",),
    "familjen-grotesk": ("400-normal", "500-normal", "600-normal", "700-normal"),
    "figtree": ("400-normal", "500-normal", "600-normal", "700-normal"),
    "fraunces": ("900-normal",),
    "gloock": ("400-normal",),
    "instrument-sans": ("400-normal", "500-normal", "600-normal", "700-normal"),
    "instrument-serif": ("400-normal", "400-italic"),
    "jost": ("400-normal", "500-normal", "600-normal", "700-normal"),
    "newsreader": ("600-normal",),
    "schibsted-grotesk": ("900-normal",),
    "shrikhand": ("400-normal",),
    "space-grotesk": ("400-normal", "500-normal", "600-normal", "700-normal"),
    "syne": ("800-normal",),
    "unbounded": ("800-normal",),
    "work-sans": ("400-normal", "500-normal", "600-normal", "700-normal"),
    "young-serif": ("400-normal",),
    "zilla-slab": ("700-normal",),
}
# Latin Extended-A (names of all Europe, and Ÿ), S and T with comma below, capital ß, №.
EXTENDED = {*range(0x100, 0x180), 0x218, 0x219, 0x21A, 0x21B, 0x1E9E, 0x2116}


def install(cache: Path) -> tuple[Path, Path]:
    """Fetch the pinned packages into `cache`: the folder of npm modules, the folder of photographs."""
    npm, debian = cache / "npm", cache / "debian"
    npm.mkdir(parents=True, exist_ok=True)
    debian.mkdir(parents=True, exist_ok=True)
    shutil.copy(TOOLS / "library-package.json", npm / "package.json")
    shutil.copy(TOOLS / ".npmrc", npm / ".npmrc")
    lock = TOOLS / "library-package-lock.json"
    if lock.exists():
        shutil.copy(lock, npm / "package-lock.json")
        subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=npm, check=True)
    else:
        subprocess.run(["npm", "install", "--ignore-scripts", "--silent"], cwd=npm, check=True)
        shutil.copy(npm / "package-lock.json", lock)
    package = debian / f"{DEBIAN}_{DEBIAN_VERSION}_all.deb"
    if not package.exists():
        subprocess.run(["apt-get", "download", "-qq", f"{DEBIAN}={DEBIAN_VERSION}"], cwd=debian, check=True)
    if digest(package) != DEBIAN_SHA256:
        raise SystemExit(f"{package} is not the file this library was made from")
    subprocess.run(["dpkg-deb", "-x", str(package), str(debian / "files")], check=True)
    return npm / "node_modules", debian / "files" / "usr" / "share" / "backgrounds"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def write_json(path: Path, value: object) -> None:
    """One key a line, so that a change shows as the piece that changed."""
    if isinstance(value, dict):
        rows = (
            f"{json.dumps(key)}:{json.dumps(item, ensure_ascii=False, separators=(',', ':'))}"
            for key, item in value.items()
        )
        path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    else:
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def build_emblems(modules: Path) -> None:
    icons = json.loads((modules / "@iconify-json/game-icons/icons.json").read_text(encoding="utf-8"))
    pieces: dict[str, list[object]] = {}
    for row in read_table("emblems.tsv"):
        icon = icons["icons"][row["name"]]
        width = icon.get("width", icons.get("width", 16))
        height = icon.get("height", icons.get("height", 16))
        pieces[row["name"]] = [width, height, icon["body"]]
    write_json(DATA / "emblems.json", pieces)


def build_marks(modules: Path) -> None:
    folder = modules / "@phosphor-icons/core"
    pieces: dict[str, list[object]] = {}
    for row in read_table("marks.tsv"):
        source = (folder / "assets" / "fill" / f"{row['name']}-fill.svg").read_text(encoding="utf-8")
        found = re.fullmatch(r'<svg [^>]*viewBox="0 0 (\d+) (\d+)"[^>]*>(.*)</svg>\s*', source, re.DOTALL)
        if found is None:
            raise SystemExit(f"{row['name']}: not the SVG that was expected")
        body = re.sub(r"<path (?![^>]*fill=)", '<path fill="currentColor" ', found[3])
        pieces[row["name"]] = [int(found[1]), int(found[2]), body]
    write_json(DATA / "marks.json", pieces)
    shutil.copyfile(folder / "LICENSE", DATA / "licences" / "phosphor-MIT.txt")


def build_font(parts: list[Path], family: str, target: Path) -> None:
    """Merge the `latin` file with what `latin-ext` adds, as one TrueType file.

    Two subset files of one family, loaded side by side, draw Ÿ with its dots beside it; merged they do not.
    Name records 16 and 17 go: one family name, the same for each weight, whatever the foundry's instance was called.
    """
    latin = TTFont(parts[0], recalcTimestamp=False)
    latin.flavor = None
    streams = [io.BytesIO()]
    latin.save(streams[0])
    if len(parts) > 1:
        options = Options()
        options.layout_features = ["*"]
        options.notdef_outline = True
        options.hinting = False
        options.glyph_names = False
        extra = TTFont(parts[1], recalcTimestamp=False)
        wanted = EXTENDED - set(latin.getBestCmap())
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(wanted & set(extra.getBestCmap())))
        subsetter.subset(extra)
        extra.flavor = None
        streams.append(io.BytesIO())
        extra.save(streams[1])
    for stream in streams:
        stream.seek(0)
    font = Merger().merge(streams) if len(streams) > 1 else TTFont(streams[0], recalcTimestamp=False)
    subsetter = Subsetter(_everything())
    subsetter.populate(unicodes=sorted(font.getBestCmap()))
    subsetter.subset(font)
    if family == "Bodoni Moda":
        mend_ligature(font)
    names = font["name"]
    for record in [record for record in names.names if record.nameID in (1, 16, 17, 21, 22, 25)]:
        names.removeNames(nameID=record.nameID)
    names.setName(family, 1, 3, 1, 0x409)
    font["head"].modified = font["head"].created = latin["head"].created
    font.recalcTimestamp = False
    target.parent.mkdir(parents=True, exist_ok=True)
    font.save(target)


def mend_ligature(font: TTFont) -> None:
    """Draw Œ anew from O and E: the italics of this release have a lone I in its place. No name is reserved."""
    glyphs, widths = font["glyf"], font["hmtx"]
    shift = round(widths["O"][0] * 0.68)
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent("O", (1, 0, 0, 1, 0, 0))
    pen.addComponent("E", (1, 0, 0, 1, shift, 0))
    joined = pen.glyph()
    joined.components[0].flags |= 0x0400  # the parts overlap
    glyphs["OE"] = joined
    joined.recalcBounds(glyphs)
    widths["OE"] = (shift + widths["E"][0], joined.xMin)


def _everything() -> Options:
    options = Options()
    options.layout_features = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    return options


def build_fonts(modules: Path) -> None:
    folder = DATA / "fonts"
    shutil.rmtree(folder, ignore_errors=True)
    faces: dict[str, dict[str, object]] = {}
    for name, styles in FONTS.items():
        if name == "young-serif":
            package = modules / "@expo-google-fonts" / name
            licence, family = package / "LICENSE_FONT", "Young Serif"
        else:
            package = modules / "@fontsource" / name
            licence = package / "LICENSE"
            family = json.loads((package / "metadata.json").read_text(encoding="utf-8"))["family"]
        version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
        refuse_reserved(licence, family)
        for style in styles:
            if name == "young-serif":
                parts = [package / "400Regular" / "YoungSerif_400Regular.ttf"]
            else:
                parts = [package / "files" / f"{name}-{subset}-{style}.woff" for subset in ("latin", "latin-ext")]
            target = folder / name / f"{name}-{style}.ttf"
            build_font([part for part in parts if part.exists()], family, target)
            faces[f"{name}-{style}"] = {"file": f"{name}/{target.name}", "package": package.parent.name + "/" + name}
            faces[f"{name}-{style}"] |= {"version": version, "licence": "OFL-1.1"} | measure_face(target)
        shutil.copyfile(licence, folder / name / "LICENSE.txt")
    write_json(DATA / "fonts.json", faces)


def refuse_reserved(licence: Path, family: str) -> None:
    """Merging makes a modified version, which may not bear a name that its maker reserved (OFL 1.1, clause 3)."""
    notice = licence.read_text(encoding="utf-8").split("\n", 1)[0]
    for reserved in re.findall(r"Reserved Font Names? ['\"“‘]?([\w ]+)", notice):
        if reserved.strip().lower() in family.lower():
            raise SystemExit(f"{family}: {reserved} is a reserved name")


def measure_face(path: Path) -> dict[str, object]:
    """What Typst calls the face, and its vertical measures in units of the em."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path.parent)]).fonts()
    (seen,) = (font for font in fonts if Path(font.path).name == path.name)
    font = TTFont(path)
    em = font["head"].unitsPerEm
    sizes = font["OS/2"]
    return {
        "family": seen.family,
        "weight": seen.weight,
        "style": str(seen.style),
        "stretch": round(float(seen.stretch) * (100 if float(seen.stretch) < 5 else 1)),
        "units_per_em": em,
        "cap_height": round(sizes.sCapHeight / em, 4),
        "x_height": round(sizes.sxHeight / em, 4),
        "ascender": round(font["hhea"].ascent / em, 4),
        "descender": round(font["hhea"].descent / em, 4),
        "accent_rise": round((font["glyf"][font.getBestCmap()[ord("É")]].yMax - sizes.sCapHeight) / em, 4),
        "copyright": font["name"].getDebugName(0) or "",
    }


def build_photographs(folder: Path) -> None:
    target = DATA / "photographs"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for row in read_table("photographs.tsv"):
        with Image.open(folder / row["original"]) as picture:
            picture = picture.convert("RGB")
            picture.thumbnail((PHOTOGRAPH_SIDE, PHOTOGRAPH_SIDE), Image.Resampling.LANCZOS)
            picture.save(target / f"{row['name']}.jpg", quality=PHOTOGRAPH_QUALITY, optimize=True, progressive=True)


def write_manifest() -> None:
    """Digests of all that this script wrote, and what it was made with."""
    made = ["emblems.json", "marks.json", "fonts.json"]
    made += sorted(
        str(path.relative_to(DATA))
        for folder in ("fonts", "licences", "photographs")
        for path in (DATA / folder).rglob("*")
        if path.is_file()
    )
    sources = json.loads((TOOLS / "library-package.json").read_text(encoding="utf-8"))["dependencies"]
    manifest = {
        "sources": sources | {f"debian:{DEBIAN}": DEBIAN_VERSION},
        "made_with": {"pillow": pillow_version, "jpeg": str(features.version_codec("jpg"))},
        "sha256": {name: digest(DATA / name) for name in made},
    }
    (DATA / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--cache", type=Path, default=TOOLS.parent / "build" / "library", help="where packages are kept"
    )
    modules, photographs = install(parser.parse_args().cache.resolve())
    shutil.rmtree(DATA / "licences", ignore_errors=True)
    (DATA / "licences").mkdir(parents=True)
    build_emblems(modules)
    build_marks(modules)
    build_fonts(modules)
    build_photographs(photographs)
    write_manifest()
    size = sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file())
    print(f"{DATA}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
