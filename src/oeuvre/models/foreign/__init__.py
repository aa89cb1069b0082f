"""Generators of other makers: any ONNX file that draws pictures of latents, with a manifest that says the rest.

A file is read before any of it runs, refused with a reason, and run in a process with limits. Nothing is known of it
but its pictures: it is sampled, mixed, steered and searched through them alone.
"""

from oeuvre.models.foreign.errors import (
    ForeignError,
    GeneratorStopped,
    GeneratorTaken,
    GeneratorUnfit,
    GeneratorUnknown,
    ManifestUnfit,
)
from oeuvre.models.foreign.generator import Generator, open_generator
from oeuvre.models.foreign.manifest import Manifest, parse_manifest, read_manifest
from oeuvre.models.foreign.onnx_file import OnnxFile, Port, read_onnx
from oeuvre.models.foreign.steering import (
    BUDGET,
    SAMPLES,
    Directions,
    Found,
    directions_among,
    find_directions,
    latents_of_chance,
    mix_latents,
    project_picture,
    small_pictures,
)
from oeuvre.models.foreign.store import (
    GeneratorCard,
    add_generator,
    generator_ids,
    load_generator,
    read_generator,
    remove_generator,
)

__all__ = [
    "BUDGET",
    "SAMPLES",
    "Directions",
    "ForeignError",
    "Found",
    "Generator",
    "GeneratorCard",
    "GeneratorStopped",
    "GeneratorTaken",
    "GeneratorUnfit",
    "GeneratorUnknown",
    "Manifest",
    "ManifestUnfit",
    "OnnxFile",
    "Port",
    "add_generator",
    "directions_among",
    "find_directions",
    "generator_ids",
    "latents_of_chance",
    "load_generator",
    "mix_latents",
    "open_generator",
    "parse_manifest",
    "project_picture",
    "read_generator",
    "read_manifest",
    "read_onnx",
    "remove_generator",
    "small_pictures",
]
