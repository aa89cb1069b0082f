"""Signing against its goals: what it adds to making a picture, and what the fiftieth signature of a chain costs.

    python -m benchmarks.signing [--quick]

The peer of the first figure is the work itself, in the same run and in turns: rendering a social-portrait page with
Typst, encoding it as JPEG, writing it. Signed is that file with what an edition has: a signed draft as its parent, an
emblem, a logo and the brief. The second figure re-renders and signs a picture fifty times, each time with the one
before as its parent. Times are of wall clock and contain the way to the worker process and back.
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from oeuvre.credentials import Action, Authority, Claim, Ingredient, SigningPool, verify

WIDTH, HEIGHT = 1080, 1350
GOAL_SHARE, GOAL_MS, GOAL_KIB = 0.10, 300, 400
EMBLEM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><path d="'
    + " ".join(
        f"M256 256 L{256 + 240 * (i % 7) / 7:.1f} {20 + i * 4} A{40 + i} {60 + i} 0 0 1 {i * 4} 300 Z"
        for i in range(60)
    )
    + '"/></svg>'
)
PAGE = """
#set page(width: 1080pt, height: 1350pt, margin: 72pt, fill: gradient.linear(rgb("#F3E9DC"), rgb("#E07A3F")))
#set text(size: 40pt, fill: rgb("#1E1B18"))
#place(right + bottom, dx: 120pt, dy: 90pt, image("emblem.svg", width: 820pt))
#for i in range(90) { place(dx: calc.rem(i * 131, 930) * 1pt, dy: calc.rem(i * 271, 1200) * 1pt,
  circle(radius: 3pt + calc.rem(i, 5) * 2pt, fill: rgb("#C8102E").transparentize(60%))) }
#text(size: 150pt, weight: "bold")[Marché \\ de nuit]
#v(1fr)
#text(size: 44pt)[NUMBER · le pain sort du four devant vous, vendredi 4 décembre, 18 h - 23 h]
"""


def _render(folder: Path, number: int) -> Image.Image:
    source = folder / "page.typ"
    source.write_text(PAGE.replace("NUMBER", str(number)), encoding="utf-8")
    data = typst.compile(str(source), format="png", ppi=72.0)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    if image.size != (WIDTH, HEIGHT):
        raise SystemExit(f"rendered {image.size}, wanted {(WIDTH, HEIGHT)}")
    return image


def _edition(folder: Path, pool: SigningPool) -> Claim:
    """The claim of an edition, with its parts on the disk."""
    (folder / "emblem.svg").write_text(EMBLEM, encoding="utf-8")
    (folder / "brief.toml").write_text('title = "Marché de nuit"\nabout = "Une boulangerie."\n', encoding="utf-8")
    draft = folder / "draft.png"
    _render(folder, 0).save(draft)
    components = (
        Ingredient("wheat", "image/svg+xml", "componentOf", folder / "emblem.svg", "wheat", "ab" * 32),
        Ingredient("logo", "image/svg+xml", "componentOf", folder / "emblem.svg", "logo", "cd" * 32),
        Ingredient("brief", "application/toml", "inputTo", folder / "brief.toml", "brief", "ef" * 32),
    )
    act = Action("c2pa.edited", "composite", "Oeuvre layout", "0.1.0", "composed by a rule", (), "2026-11-25T12:00:00Z")
    claim = Claim(
        "Marché de nuit au Fournil",
        "image/png",
        actions=(act,),
        ingredients=components,
        authors=("Lorc", "Le Fournil de la Butte"),
        licence="CC-BY-4.0",
        record_digest="12" * 32,
        work_id="34" * 16,
        made_by="mixed",
    )
    pool.sign(draft, draft, claim)
    parent = Ingredient("draft 7", "image/png", "parentOf", draft, "draft")
    return Claim(**{**_fields(claim), "media_type": "image/jpeg", "ingredients": (parent, *components)})


def _fields(claim: Claim) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in claim.__dataclass_fields__}


def share_of_signing(folder: Path, pool: SigningPool, rounds: int) -> dict[str, float]:
    """Milliseconds to make and to sign one edition, taken in turns, and the one as a share of the other."""
    claim = _edition(folder, pool)
    making: list[float] = []
    signing: list[float] = []
    for number in range(rounds + 1):
        start = time.perf_counter()
        plain = folder / f"{number}-plain.jpg"
        _render(folder, number).save(plain, quality=92, subsampling=0)
        middle = time.perf_counter()
        pool.sign(plain, folder / f"{number}.jpg", claim)
        end = time.perf_counter()
        if number:  # the first round warms the renderer and the worker
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
