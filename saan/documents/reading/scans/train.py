"""Trains the net of Thai digits on rendered lines and keeps it as ``digits.npz``; the same seed gives the same file.

``python -m saan.documents.reading.scans.train`` needs the typefaces that glyphs.py names. It prints how many frames of
lines never trained on are judged rightly. ``--dry`` judges the kept file only.
"""

import argparse
import sys
import time

import numpy as np
from numpy.typing import NDArray
from pythainlp.corpus import thai_words

from saan.documents.reading.scans import glyphs, net

SEED = 2569
LINES = 3600
ROUNDS = 14
BATCH = 128
_SHAPES = {"w1": (25, 12), "w2": (108, 24), "w3": (576, 64), "w4": (64, net.NO_DIGIT + 1)}

Weights = dict[str, NDArray[np.float32]]
Frames = NDArray[np.uint8]
Truths = NDArray[np.int64]


def gather(
    lines: int, seed: int, how: glyphs.Spoiling | None = None, others: float = 0.3
) -> tuple[Frames, Truths]:
    """Frames (0 to 255) and truths from so many rendered lines; of "no digit" only the share ``others`` stays."""
    rng = np.random.default_rng(seed)
    words = sorted(thai_words())
    faces = glyphs.faces()
    chance = np.array([glyphs.weight_of(face) for face in faces])
    how = how or glyphs.Spoiling()
    frames: list[NDArray[np.uint8]] = []
    truths: list[int] = []
    for _ in range(lines):
        face = faces[rng.choice(len(faces), p=chance / chance.sum())]
        picture, digits = glyphs.draw(glyphs.line_of_text(rng, words), face, rng.uniform(*how.letter), rng)
        picture, digits = glyphs.tilted(picture, digits, rng.uniform(-how.tilt, how.tilt))
        found, told = glyphs.frames_of(glyphs.spoil(picture, rng, how), digits)
        for one, truth in zip(found, told, strict=True):
            if truth != net.NO_DIGIT or rng.random() < others:
                frames.append((one * 255).round().astype(np.uint8))
                truths.append(truth)
    return np.stack(frames), np.array(truths)


def start(rng: np.random.Generator) -> Weights:
    made: Weights = {}
    for name, shape in _SHAPES.items():
        made[name] = (rng.normal(0, 1, shape) * np.sqrt(2 / shape[0])).astype(np.float32)
        made[name.replace("w", "b")] = np.zeros(shape[1], np.float32)
    return made


def slopes(x: NDArray[np.float32], truth: Truths, w: Weights) -> tuple[float, Weights]:
    """(mean loss, its slope for every weight) of one batch."""
    out = net.layers(x, w)
    many = len(x)
    loss = float(-np.log(out["share"][np.arange(many), truth] + 1e-9).mean())
    up = out["share"].copy()
    up[np.arange(many), truth] -= 1
    up /= many
    found: Weights = {"w4": out["three"].T @ up, "b4": up.sum(0)}
    up = (up @ w["w4"].T) * (out["three"] > 0)
    found |= {"w3": out["flat"].T @ up, "b3": up.sum(0)}
    up = (up @ w["w3"].T).reshape(out["two"].shape) * (out["two"] > 0)
    found |= _convolution(out["seen2"], up, "2")
    up = _spread(up @ w["w2"].T, out["one"].shape, 3) * (out["one"] > 0)
    found |= _convolution(out["seen1"], up, "1")
    return loss, found


def _convolution(seen: NDArray[np.float32], up: NDArray[np.float32], layer: str) -> Weights:
    flat, up = seen.reshape(-1, seen.shape[-1]), up.reshape(-1, up.shape[-1])
    return {f"w{layer}": flat.T @ up, f"b{layer}": up.sum(0)}


def _spread(up: NDArray[np.float32], shape: tuple[int, ...], size: int) -> NDArray[np.float32]:
    """What each window says, added up over the places it saw."""
    rows, columns = up.shape[1:3]
    each = up.reshape(*up.shape[:3], shape[-1], size, size)
    total = np.zeros(shape, np.float32)
    for i in range(size):
        for j in range(size):
            total[:, i : i + 2 * rows : 2, j : j + 2 * columns : 2] += each[..., i, j]
    return total


def train(frames: Frames, truths: Truths, seed: int = SEED, rounds: int = ROUNDS) -> Weights:
    """Adam with a falling step; frames are shifted by up to one pixel and their darkness varied as they pass."""
    rng = np.random.default_rng(seed)
    w = start(rng)
    first = {name: np.zeros_like(value) for name, value in w.items()}
    second = {name: np.zeros_like(value) for name, value in w.items()}
    steps, step = rounds * (len(frames) // BATCH), 0
    for turn in range(rounds):
        order, lost = rng.permutation(len(frames)), 0.0
        for at in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[at : at + BATCH]
            loss, slope = slopes(_varied(frames[chosen], rng), truths[chosen], w)
            step, lost = step + 1, lost + loss
            rate = 0.002 * (0.5 + 0.5 * np.cos(np.pi * step / steps)) + 1e-5
            for name in w:
                first[name] += 0.1 * (slope[name] - first[name])
                second[name] += 0.001 * (slope[name] ** 2 - second[name])
                bend = np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8
                w[name] = w[name] - (rate * first[name] / (1 - 0.9**step) / bend).astype(np.float32)
        sys.stdout.write(f"round {turn + 1}/{rounds}: loss {lost / (len(frames) // BATCH):.4f}\n")
        sys.stdout.flush()
    return w


def _varied(frames: Frames, rng: np.random.Generator) -> NDArray[np.float32]:
    moved = np.roll(frames, (rng.integers(-1, 2), rng.integers(-1, 2)), axis=(1, 2))
    dark = rng.uniform(0.75, 1.1, (len(frames), 1, 1)).astype(np.float32)
    return np.minimum(moved.astype(np.float32) / 255 * dark, 1)


def report(frames: Frames, truths: Truths, w: Weights) -> str:
    """Shares of right answers among digits and among other frames, and what the doubtful answers hold."""
    parts = [
        net.layers(frames[i : i + 512].astype(np.float32) / 255, w)["share"]
        for i in range(0, len(frames), 512)
    ]
    shares = np.concatenate(parts)
    said, sure = shares.argmax(1), shares.max(1)
    digit = truths != net.NO_DIGIT
    false = (said != net.NO_DIGIT) & ~digit
    wrong = (said != truths) & digit
    doubtful = sure < 0.9
    return (
        f"{digit.sum()} digits: {(said == truths)[digit].mean():.4%} right; "
        f"{(~digit).sum()} other frames: {false.sum() / (~digit).sum():.4%} taken for digits; "
        f"of {wrong.sum() + false.sum()} errors {((wrong | false) & doubtful).sum()} are below 0.9 sure, "
        f"as are {doubtful[digit & ~wrong].mean():.2%} of the right digits"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="ฝึกตัวจำแนกเลขไทยในภาพสแกน แล้วเก็บเป็น digits.npz")
    parser.add_argument("--dry", action="store_true", help="วัดผลของไฟล์ที่มีอยู่เท่านั้น ไม่ฝึกใหม่")
    parser.add_argument("--lines", type=int, default=LINES, help="จำนวนบรรทัดที่สร้างให้ฝึก")
    given = parser.parse_args()
    if not any(folder.is_dir() for folder in glyphs.DEBIAN_FONTS):
        sys.stdout.write(
            f"ยังไม่มีฟอนต์ไทยของ Debian ผลจะไม่ตรงกับไฟล์ที่เก็บไว้: apt-get install {glyphs.DEBIAN_PACKAGES}\n"
        )
    if not given.dry:
        began = time.process_time()
        frames, truths = gather(given.lines, SEED)
        sys.stdout.write(f"{len(frames)} frames in {time.process_time() - began:.0f} s\n")
        sys.stdout.flush()
        trained = train(frames, truths)
        np.savez_compressed(
            net.WEIGHTS, **{name: value.astype(np.float16) for name, value in trained.items()}
        )
        net.weights.cache_clear()
    sys.stdout.write(report(*gather(150, SEED + 1, others=1.0), net.weights()) + "\n")


if __name__ == "__main__":
    main()
