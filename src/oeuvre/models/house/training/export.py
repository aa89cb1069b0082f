"""Networks as ONNX graphs that run without the framework that trained them.

A graph takes any number of rows. Its large weights are kept as float16 behind a cast, so that it computes in float32
and weighs half.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from oeuvre.models.house.fields import HEIGHT, WIDTH
from oeuvre.models.house.recipe import LATENT, STYLE
from oeuvre.models.house.training.judging import Judge
from oeuvre.models.house.training.naming import Namer
from oeuvre.models.house.training.network import Encoder, Generator, StyledConv
from oeuvre.models.house.training.pulling import Pull

_OPSET = 17
# A tensor with fewer values gains nothing from half precision.
_LARGE = 256


class _Map(nn.Module):
    """Latent and kind to a style; a model of words is exported without them."""

    def __init__(self, generator: Generator) -> None:
        super().__init__()
        self.generator = generator
        self.conditions = generator.map1.in_features - LATENT

    def forward(self, z: Tensor, kind: Tensor) -> Tensor:
        told = kind[:, : min(self.conditions, 1)]
        if self.conditions > 1:
            told = torch.cat([told, torch.zeros_like(kind).expand(-1, self.conditions - 1)], 1)
        if not self.conditions:
            # The graph keeps its two inputs, whatever the recipe.
            z = z + 0.0 * kind
        return self.generator.style(z, told)


class _Draw(nn.Module):
    def __init__(self, generator: Generator) -> None:
        super().__init__()
        self.generator = generator

    def forward(self, w: Tensor) -> Tensor:
        return self.generator.draw(w)


def export_generator(generator: Generator, folder: Path) -> None:
    """`map.onnx` (z, kind to w), `draw.onnx` (w to field), and `pull.onnx` (w and what it should draw to the field, its
    distance and the slope of that)."""
    generator = copy.deepcopy(generator).cpu().eval()
    for layer in generator.modules():
        if isinstance(layer, StyledConv):
            layer.kept = layer.power().detach()
    export(_Map(generator), (torch.randn(2, LATENT), torch.ones(2, 1)), folder / "map.onnx", ("z", "kind"), ("w",))
    export(_Draw(generator), (torch.randn(2, STYLE),), folder / "draw.onnx", ("w",), ("field",))
    blank = torch.zeros(2, 1, HEIGHT, WIDTH)
    given, made = ("w", "target", "weight"), ("field", "distance", "slope")
    export(Pull(generator), (torch.randn(2, STYLE), blank, blank), folder / "pull.onnx", given, made)


def export_encoder(encoder: Encoder, folder: Path) -> None:
    """`encode.onnx` (field to w)."""
    export(encoder.eval(), (torch.zeros(2, 1, HEIGHT, WIDTH),), folder / "encode.onnx", ("field",), ("w",))


def export_judge(judge: Judge, folder: Path) -> None:
    """`judge.onnx` (field to features)."""
    export(judge.eval(), (torch.zeros(2, 1, HEIGHT, WIDTH),), folder / "judge.onnx", ("field",), ("features",))


def export_namer(namer: Namer, path: Path) -> None:
    """A graph of a half-field to the logarithm of how likely each word names it."""
    export(namer.eval(), (torch.zeros(2, 1, HEIGHT, WIDTH),), path, ("field",), ("said",))


def export(
    network: nn.Module, given: tuple[Tensor, ...], path: Path, names: Sequence[str], outs: Sequence[str]
) -> None:
    """One network as a graph with large weights in half precision, checked."""
    beside = path.with_suffix(".tmp")
    with warnings.catch_warnings():
        # The exporter that writes no file of its own beside the graph is announced as the older one.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            given,
            str(beside),
            dynamo=False,
            opset_version=_OPSET,
            input_names=list(names),
            output_names=list(outs),
            dynamic_axes={name: {0: "n"} for name in (*names, *outs)},
        )
    graph = onnx.load(str(beside))
    casts = []
    for tensor in graph.graph.initializer:
        value = numpy_helper.to_array(tensor)
        if value.dtype == np.float32 and value.size > _LARGE:
            casts.append(helper.make_node("Cast", [f"{tensor.name}_half"], [tensor.name], to=onnx.TensorProto.FLOAT))
            tensor.CopyFrom(numpy_helper.from_array(value.astype(np.float16), f"{tensor.name}_half"))
    nodes = [*casts, *graph.graph.node]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    graph.producer_version = ""
    onnx.checker.check_model(graph)
    onnx.save(graph, str(beside))
    beside.replace(path)
