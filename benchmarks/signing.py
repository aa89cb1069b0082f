"""Signing against its goals: what it adds to making a picture, and what the fiftieth signature of a chain costs.

    python -m benchmarks.signing [--quick]

The peer of the first figure is the work itself, in the same run and in turns: laying a social-portrait out in one of
the product's families, rendering it with Typst, encoding it as JPEG, writing it. Signed is that file with what an
edition has: its design as parent, an emblem, a logo, two typefaces and the brief. The second figure re-renders and
signs a picture fifty times, each time with the one before as its parent. Times are of wall clock and contain the way
to the worker process and back.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from oeuvre.create.adapt import encode_jpeg
from oeuvre.create.design import FAMILIES, Copy, FactLine, Family, Kit, Logo, Page, Press, palettes_for
from oeuvre.create.library import emblems, pairings
from oeuvre.credentials import Action, Authority, Claim, Ingredient, SigningPool, verify

WIDTH, HEIGHT = 1080, 1350
GOAL_SHARE, GOAL_MS, GOAL_KIB = 0.10, 300, 400


def _pages(count: int) -> Iterator[tuple[Family, Kit]]:
    """Families on the kit of one brief, those that live from a picture or a line-up left out, again from the start."""
    table = emblems()
    chosen = tuple(table[name] for name in ("croissant", "bread", "grain-bundle", "pretzel") if name in table)
    facts = (
        FactLine("date", "vendredi 4 décembre,", "18 h - 23 h"),
        FactLine("place", "12 rue du Levain,", "Villemiche"),
        FactLine("price", "entrée libre"),
    )
    copy = Copy("Marché de nuit au Fournil", "le pain sort du four devant vous", facts, "", "Le Fournil de la Butte")
    colours = palettes_for(["chaleureux"], ["four", "nuit"], [])
    pairs = pairings()
    families = [family for family in FAMILIES if not family.needs & {"picture", "programme", "answer"}]
    for number in range(count):
        family = families[number % len(families)]
        fitting = [one for one in colours if family.grounds == "any" or one.dark == (family.grounds == "dark")]
        yield (
            family,
            Kit(
                copy=copy,
                palette=(fitting or list(colours))[number % len(fitting or colours)],
                pairing=pairs[number % len(pairs)],
                language="fr",
                seed=number,
                emblem=chosen[0],
                emblems=chosen,
                logo=Logo(mark=chosen[1]),
            ),
        )


def _edition(folder: Path, kit: Kit) -> Claim:
    """The claim of an edition, with its parts on the disk."""
    (folder / "design.json").write_text(
        json.dumps(
            {"family": "astre", "seed": 7, "copy": kit.copy.headline} | {f"option {n}": "x" * 40 for n in range(30)}
        ),
        encoding="utf-8",
    )
    (folder / "brief.toml").write_text('title = "Marché de nuit"\nabout = "Une boulangerie."\n', encoding="utf-8")
    for emblem in kit.emblems:
        (folder / f"{emblem.name}.svg").write_text(emblem.svg("#000000"), encoding="utf-8")
    first, second = (emblem.name for emblem in kit.emblems[:2])
    ingredients = (
        Ingredient("design", "application/json", "parentOf", folder / "design.json", "design", "12" * 32),
        Ingredient(first, "image/svg+xml", "componentOf", folder / f"{first}.svg", "emblem", "ab" * 32),
        Ingredient(second, "image/svg+xml", "componentOf", folder / f"{second}.svg", "logo", "cd" * 32),
        *(
            Ingredient(face.path.stem, "font/ttf", "inputTo", face.path, f"face {number}", "ef" * 32)
            for number, face in enumerate(kit.pairing.faces()[:2])
        ),
        Ingredient("brief", "application/toml", "inputTo", folder / "brief.toml", "brief", "34" * 32),
    )
    act = Action("c2pa.edited", "composite", "Oeuvre layout", "0.1.0", "composed by a rule", (), "2026-11-25T12:00:00Z")
    return Claim(
        "Marché de nuit au Fournil",
        "image/jpeg",
        actions=(act,),
        ingredients=ingredients,
        authors=("Lorc", "Le Fournil de la Butte"),
        licence="CC-BY-4.0",
        record_digest="12" * 32,
        work_id="34" * 16,
        made_by="mixed",
    )


def share_of_signing(folder: Path, pool: SigningPool, rounds: int) -> dict[str, float]:
    """Milliseconds to make and to sign one edition, taken in turns, and the one as a share of the other."""
    page = Page("social-portrait", WIDTH, HEIGHT, 26, 56)
    making: list[float] = []
    signing: list[float] = []
    with Press() as press:
        for number, (family, kit) in enumerate(_pages(rounds + 2)):
            claim = _edition(folder, kit)
            start = time.perf_counter()
            plain = folder / f"{number}-plain.jpg"
            image = Image.open(io.BytesIO(press.png(family.compose(kit, page))))
            plain.write_bytes(encode_jpeg(image))
            middle = time.perf_counter()
            pool.sign(plain, folder / f"{number}.jpg", claim)
            end = time.perf_counter()
            if number > 1:  # the first rounds warm the renderer and the worker
                making.append(middle - start)
                signing.append(end - middle)
    made, signed = statistics.median(making) * 1000, statistics.median(signing) * 1000
    return {"making_ms": made, "signing_ms": signed, "share": signed / made}


def fiftieth_signature(folder: Path, pool: SigningPool, steps: int) -> dict[str, float]:
    """Milliseconds and KiB of the last signature in a chain of re-rendered, re-signed pictures."""
    dice = random.Random(50)
    previous: Path | None = None
    times: list[float] = []
    size = 0
    for step in range(steps):
        rendered = folder / "step.jpg"
        Image.frombytes("RGB", (512, 512), dice.randbytes(3 * 512 * 512)).save(rendered, quality=80)
        parents = (
            () if previous is None else (Ingredient(f"step {step}", "image/jpeg", "parentOf", previous, "parent"),)
        )
        edit = Action("c2pa.edited", "humanEdits", "Oeuvre", "0.1.0", f"edit {step} by Ana", (), "2026-11-25T12:00:00Z")
        claim = Claim(
            f"edit {step}",
            "image/jpeg",
            actions=(edit,),
            ingredients=parents,
            authors=("Ana",),
            licence="CC-BY-4.0",
            record_digest="12" * 32,
            work_id="34" * 16,
            made_by="human",
        )
        target = folder / f"chain-{step}.jpg"
        start = time.perf_counter()
        size = pool.sign(rendered, target, claim).manifest_bytes
        times.append(time.perf_counter() - start)
        previous = target
    last = statistics.median(times[-3:]) * 1000
    return {"steps": steps, "last_ms": last, "manifest_kib": size / 1024}


def verify_once(folder: Path, home: Path, rounds: int) -> float:
    """Milliseconds to verify one small file in a worker of its own, process start included."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        found = verify(folder / "1.jpg", home)
        times.append(time.perf_counter() - start)
        if found.state != "trusted":
            raise SystemExit(f"verified as {found.state}")
    return statistics.median(times) * 1000


def main(quick: bool = False) -> dict[str, Any]:
    """Runs everything and prints the figures beside their goals."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        authority = Authority.open(folder / "home")
        with SigningPool(authority) as pool:
            share = share_of_signing(folder, pool, 4 if quick else 20)
            chain = fiftieth_signature(folder, pool, 50)
        alone = verify_once(folder, authority.home, 3 if quick else 9)
    print(f"social-portrait JPEG  render, encode, write {share['making_ms']:7.1f} ms")
    print(f"                      sign                  {share['signing_ms']:7.1f} ms")
    print(f"                      share                 {share['share']:7.1%}   goal under {GOAL_SHARE:.0%}")
    print(
        f"signature number {chain['steps']}   time                  {chain['last_ms']:7.1f} ms  goal under {GOAL_MS} ms"
    )
    print(f"                      manifest              {chain['manifest_kib']:7.1f} KiB goal under {GOAL_KIB} KiB")
    print(f"verify, with its own worker process         {alone:7.1f} ms")
    return {"signing": share, "chain": chain, "verify_ms": alone}


if __name__ == "__main__":
    main("--quick" in sys.argv)
