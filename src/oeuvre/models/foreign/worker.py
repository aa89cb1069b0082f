"""The process in which a generator of another maker runs: latents in, pixels out, one JSON line each.

Its memory, files and time are limited, so that neither a damaged file nor a hostile one is the studio's: what it could
make of this process, it can send back nothing but pixels. It ends when its input does.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from oeuvre.models import Work, limit_process, serve_lines

MEMORY = 4 << 30


def main(path: str, settings: str) -> None:
    """Open the model at `path` and draw until the input ends. `settings` is JSON: names, kinds, range, channels."""
    told = json.loads(settings)

    def load() -> Work:
        limit_process(int(told["memory"]))
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        options.enable_cpu_mem_arena = False
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return lambda asked: _drawn(session, told, asked)

    serve_lines(load, _failed)


def _failed(when: str, error: Exception) -> dict[str, str]:
    if isinstance(error, MemoryError):
        return {"failed": "memory"}
    return {"failed": when, "detail": str(error)[:300]}


def _drawn(session: Any, told: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Pictures of latents, one after the other where the model takes one at a time."""
    import numpy as np

    latents = np.frombuffer(base64.b64decode(asked["latents"]), np.float32).reshape(asked["count"], told["size"])
    step = 1 if asked["alone"] else int(told["batch"]) or len(latents)
    pictures = []
    for low in range(0, len(latents), step):
        part = latents[low : low + step].astype(told["kind"]).reshape(-1, *told["sides"])
        given = {told["input"]: part}
        for name, (value, kind, shape) in told["constants"].items():
            given[name] = np.full(shape, value, kind)
        (found,) = session.run([told["output"]], given)
        pictures.append(_pixels(np, np.asarray(found), told))
    whole = np.concatenate(pictures)
    return {"shape": list(whole.shape), "pixels": base64.b64encode(whole.tobytes()).decode()}


def _pixels(np: Any, found: Any, told: dict[str, Any]) -> Any:
    """Pictures (n, high, wide, channels) of 8 bits, whichever way round the model gives them."""
    channels = told["channels"]
    if found.ndim == 3 and channels == 1:
        found = found[..., None]
    if found.ndim != 4:
        raise ValueError(f"pictures of {found.ndim} dimensions")
    if found.shape[1] == channels and found.shape[3] != channels:
        found = found.transpose(0, 2, 3, 1)
    if found.shape[3] != channels or not 4 <= min(found.shape[1:3]) <= max(found.shape[1:3]) <= 2048:
        raise ValueError(f"pictures of shape {tuple(found.shape)}")
    values = (found.astype(np.float32) - told["low"]) / (told["high"] - told["low"])
    if not np.isfinite(values).all():
        raise ValueError("values that are no numbers")
    return np.ascontiguousarray(np.round(np.clip(values, 0, 1) * 255).astype(np.uint8))
