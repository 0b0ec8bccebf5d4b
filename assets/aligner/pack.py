"""Writes the table that src/align/vector/table.rs reads: a double array over the pieces' characters, then the rows."""

import struct
from collections import Counter, defaultdict

import numpy as np


def alphabet(pieces):
    """Codes of characters, the most frequent the lowest; 0 is no character."""
    count = Counter(c for piece in pieces for c in piece)
    ordered = sorted(count, key=lambda c: (-count[c], c))
    return {c: n + 1 for n, c in enumerate(ordered)}


def double_array(pieces, codes):
    """Slots as (code, base, number of the piece that ends there or -1). No base is used twice."""
    children, ends = defaultdict(set), {}
    for number, piece in enumerate(pieces):
        for at in range(len(piece)):
            children[piece[:at]].add(piece[at])
        ends[piece] = number
    size = len(children) + len(pieces) + 4 * len(codes) + 1024
    size += size // 2
    free = np.ones(size, bool)
    free[0] = False
    unused = np.ones(size, bool)
    unused[0] = False
    code, base, end = np.zeros(size, np.uint32), np.zeros(size, np.uint32), np.full(size, -1, np.int64)
    place = {"": 0}
    low = 1
    # Parents come before their children; of those that can be placed, the widest first.
    level = [""]
    while level:
        level.sort(key=lambda node: (-len(children[node]), node))
        following = []
        for node in level:
            wanted = np.array(sorted(codes[c] for c in children[node]))
            while not (free[low] and unused[max(1, low - int(wanted[0]))]) and not free[low]:
                low += 1
            first = max(1, low - int(wanted[0]))
            while True:
                bases = np.arange(first, min(first + 4096, size - int(wanted[-1]) - 1))
                fits = unused[bases].copy()
                for one in wanted:
                    fits &= free[bases + one]
                if fits.any():
                    chosen = int(bases[np.argmax(fits)])
                    break
                first += 4096
            unused[chosen] = False
            base[place[node]] = chosen
            for c in children[node]:
                slot = chosen + codes[c]
                free[slot] = False
                code[slot] = codes[c]
                child = node + c
                place[child] = slot
                end[slot] = ends.get(child, -1)
                if child in children:
                    following.append(child)
        level = following
    slots = int(np.flatnonzero(~free).max()) + 1
    return code[:slots], base[:slots], end[:slots]


def nibbles(rows):
    """Four bits a number, -7 to 7; of five scales for each row the one with the least squared error."""
    most = np.abs(rows).max(1, keepdims=True) / 7 + 1e-12
    best = np.full((len(rows), 1), np.inf)
    numbers, scales = np.zeros(rows.shape, np.int8), np.zeros((len(rows), 1))
    for factor in (0.55, 0.65, 0.75, 0.85, 1.0):
        tried = np.clip(np.round(rows / (most * factor)), -7, 7)
        error = ((tried * most * factor - rows) ** 2).sum(1, keepdims=True)
        better = (error < best)[:, 0]
        numbers[better] = tried[better]
        scales[better] = (most * factor)[better]
        best = np.minimum(best, error)
    return numbers, scales[:, 0]


def pack(pieces, costs, unknown, weights, rows):
    """The bytes of a table. `costs`: 1 to 255; `weights`: 0 to 1; `rows`: pieces by dimensions."""
    codes = alphabet(pieces)
    code, base, end = double_array(pieces, codes)
    order = end[end >= 0]
    numbers, scales = nibbles(rows[order].astype(np.float64))
    unit = float(np.float32(scales.max() / 65535))
    dimensions = rows.shape[1]
    pages = sorted({ord(c) >> 8 for c in codes if ord(c) < 0x10000})
    longest = max(map(len, pieces))
    out = [struct.pack("<8s4If3I", b"HXVEC01\n", dimensions, len(pieces), len(code), len(pages), unit, unknown, longest, 0)]
    index = np.zeros(256, np.uint8)
    index[pages] = np.arange(1, len(pages) + 1)
    out.append(index.tobytes())
    table = np.zeros((len(pages), 256), "<u2")
    for c, number in codes.items():
        if ord(c) < 0x10000:
            table[index[ord(c) >> 8] - 1, ord(c) & 255] = number
    out.append(table.tobytes())
    before = 0
    for block in range(0, len(code), 64):
        here = end[block:block + 64] >= 0
        out.append(struct.pack("<QI", sum(1 << n for n in np.flatnonzero(here).tolist()), before))
        before += int(here.sum())
    slots = np.zeros((len(code), 6), np.uint8)
    slots[:, 0], slots[:, 1] = code & 255, code >> 8
    slots[:, 2], slots[:, 3], slots[:, 4] = base & 255, base >> 8 & 255, base >> 16
    slots[end >= 0, 5] = np.asarray(costs)[order]
    out.append(slots.tobytes())
    body = np.zeros((len(pieces), 3 + dimensions // 2), np.uint8)
    scale = np.maximum(1, np.round(scales / unit)).astype(np.uint32)
    body[:, 0], body[:, 1] = scale & 255, scale >> 8
    body[:, 2] = np.clip(np.round(np.asarray(weights)[order] * 255), 1, 255)
    shifted = (numbers + 8).astype(np.uint8)
    body[:, 3:] = shifted[:, :dimensions // 2] | shifted[:, dimensions // 2:] << 4
    out.append(body.tobytes())
    return b"".join(out)
