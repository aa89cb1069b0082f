"""The generator with its way back: a style, and a half-field that it should draw, to how the style should change.

Written out by hand, since a graph that runs without the framework knows no gradients: each step of `Generator.draw`
followed by its adjoint. What it gives is the slope of a weighed square distance of fields.
"""

from __future__ import annotations

import copy
import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from oeuvre.models.house.fields import HEIGHT
from oeuvre.models.house.training.network import Generator, StyledConv, twice

_SLOPE, _GAIN = 0.2, math.sqrt(2)


@dataclass(frozen=True)
class _Passed:
    """What a styled convolution's way back needs of its way there."""

    layer: StyledConv
    given: Tensor
    scale: Tensor
    shrink: Tensor
    plain: Tensor
    result: Tensor


class Pull(nn.Module):
    """Styles (n, STYLE), half-fields and their weights (n, 1, HEIGHT, WIDTH) to the fields that the styles draw, the
    weighed square distances (n,) and their slopes by the styles (n, STYLE)."""

    def __init__(self, generator: Generator) -> None:
        super().__init__()
        self.generator = copy.deepcopy(generator).cpu().eval().requires_grad_(False)
        for layer in self.generator.modules():
            if isinstance(layer, StyledConv):
                layer.kept = layer.power().detach()
        side = HEIGHT // 32
        while side < HEIGHT:
            # Doubling is linear: along each side a matrix, whose transpose is the way back.
            once = torch.eye(side).view(side, 1, side, 1)
            doubling = functional.interpolate(once, scale_factor=(2.0, 1.0), mode="bilinear", align_corners=False)
            self.register_buffer(f"doubling_{side}", doubling[:, 0, :, 0].t().contiguous(), persistent=False)
            side *= 2

    def forward(self, w: Tensor, target: Tensor, weight: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        generator = self.generator
        passed: list[_Passed] = []
        x = generator.base(w).view(-1, generator.first, HEIGHT // 16, HEIGHT // 32)
        for coarse, fine in zip(generator.coarse, generator.fine, strict=True):
            x = _there(fine, twice(_there(coarse, x, w, passed)), w, passed)
        for finer in generator.finer:
            x = _there(finer, x, w, passed)
        wide = twice(generator.out(x))
        field = torch.tanh(generator.last(functional.leaky_relu(wide, _SLOPE)))
        gap = field - target
        back = functional.conv_transpose2d(
            2 * weight * gap * (1 - field * field), generator.last.weight, padding=1
        ) * torch.where(wide > 0, 1.0, _SLOPE)
        back = functional.conv_transpose2d(self._halved(back), generator.out.weight, padding=1)
        slope = torch.zeros_like(w)
        for _ in generator.finer:
            back, part = _back(passed.pop(), back)
            slope = slope + part
        for _ in generator.coarse:
            back, part = _back(passed.pop(), back)
            slope = slope + part
            back, part = _back(passed.pop(), self._halved(back))
            slope = slope + part
        return field, (weight * gap * gap).sum((1, 2, 3)), slope + back.flatten(1) @ generator.base.weight

    def _halved(self, back: Tensor) -> Tensor:
        """The way back of doubling."""
        high, wide = (getattr(self, f"doubling_{int(back.shape[axis]) // 2}") for axis in (2, 3))
        return torch.as_tensor(high.t() @ back @ wide)


def _there(layer: nn.Module, x: Tensor, w: Tensor, passed: list[_Passed]) -> Tensor:
    """As `StyledConv.forward`; what the way back needs is put on `passed`."""
    if not isinstance(layer, StyledConv) or layer.kept is None:
        raise TypeError("a styled convolution whose weights no longer change")
    scale = layer.style(w)
    shrink = torch.rsqrt((scale * scale) @ layer.kept + 1e-8)
    plain = functional.conv2d(x * scale[:, :, None, None], layer.weight, padding=1)
    result = functional.leaky_relu(plain * shrink[:, :, None, None] + layer.bias, _SLOPE) * _GAIN
    passed.append(_Passed(layer, x, scale, shrink, plain, result))
    return result


def _back(passed: _Passed, back: Tensor) -> tuple[Tensor, Tensor]:
    """The way back of a styled convolution: to what it was given, and to the style."""
    layer, scale, shrink = passed.layer, passed.scale, passed.shrink
    if layer.kept is None:
        raise TypeError("a styled convolution whose weights no longer change")
    back = back * torch.where(passed.result > 0, _GAIN, _SLOPE * _GAIN)
    by_shrink = (back * passed.plain).sum((2, 3))
    by_scale = 2 * scale * ((-0.5 * by_shrink * shrink * shrink * shrink) @ layer.kept.t())
    given = functional.conv_transpose2d(back * shrink[:, :, None, None], layer.weight, padding=1)
    by_scale = by_scale + (given * passed.given).sum((2, 3))
    return given * scale[:, :, None, None], by_scale @ layer.style.weight
