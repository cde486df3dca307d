"""The small net that tells Thai digits from everything else; only its forward pass, in NumPy.

Two convolutions, one hidden layer, eleven answers: the ten digits and "no digit". Trained by
``python -m saan.documents.reading.scans.train``, which also reports how well it does.
"""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

NO_DIGIT = 10
WEIGHTS = Path(__file__).parent / "digits.npz"

Array = NDArray[np.float32]


@cache
def weights() -> dict[str, Array]:
    """The trained file, as 32-bit numbers."""
    with np.load(WEIGHTS) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def windows(x: Array, size: int) -> Array:
    """Every second window of size × size, rows × columns × channels flat: batch × rows × columns × (channels·size²)."""
    seen = sliding_window_view(x, (size, size), axis=(1, 2))[:, ::2, ::2]
    return seen.reshape(*seen.shape[:3], -1)


def layers(x: Array, w: dict[str, Array]) -> dict[str, Array]:
    """All layers of the forward pass, for training; ``x`` is batch × rows × columns."""
    out: dict[str, Array] = {"seen1": windows(x[..., None], 5)}
    out["one"] = np.maximum(out["seen1"] @ w["w1"] + w["b1"], 0)
    out["seen2"] = windows(out["one"], 3)
    out["two"] = np.maximum(out["seen2"] @ w["w2"] + w["b2"], 0)
    out["flat"] = out["two"].reshape(len(x), -1)
    out["three"] = np.maximum(out["flat"] @ w["w3"] + w["b3"], 0)
    scores = out["three"] @ w["w4"] + w["b4"]
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    out["share"] = shifted / shifted.sum(axis=1, keepdims=True)
    return out


def judge(frames: Array) -> Array:
    """For each frame (batch × 32 × 24) eleven shares that sum to one: ๐ to ๙, and "no digit" last."""
    if not len(frames):
        return np.zeros((0, NO_DIGIT + 1), np.float32)
    return layers(frames, weights())["share"]
