"""Trains the rows of the vocabulary on pairs of texts: a projection of the token table for each script, and a difference for
each piece, by the symmetric InfoNCE loss of sums of weighted rows."""

import json
import time
from collections import defaultdict

import numpy as np

from fold import script

MPL = ("libreoffice", "libreoffice-help", "mozilla")
# The languages that are joined with each other; any other is joined with English and with its neighbour below.
CORE = ("ar", "de", "en", "es", "fr", "hu", "ru", "zh")
NEIGHBOURS = {("ar", "fa"), ("ar", "he"), ("ja", "zh"), ("ko", "zh"), ("ru", "uk"), ("es", "pt"), ("zh", "zt")}
# Large sources whose rows of other languages add little.
NARROW = ("libreoffice-help", "homeassistant")


def joined(one, other):
    return one in CORE and other in CORE or "en" in (one, other) or (one, other) in NEIGHBOURS


class Pairs:
    """Rows of pieces by language, and which rows hold a pair of languages."""

    def __init__(self, folder, sources, languages, segmenter, longest=60):
        self.rows, self.texts, self.by_pair, self.source = [], {}, defaultdict(list), []
        self.languages = set(languages)
        seen = set()
        for number, source in enumerate(sources):
            for line in open(folder / f"{source}.jsonl"):
                row = {language: text for language, text in json.loads(line).items()
                       if language in self.languages and (source not in NARROW or language in CORE)}
                mark = tuple(sorted(row.items()))
                if len(row) < 2 or mark in seen:
                    continue
                seen.add(mark)
                found = {}
                for language, text in row.items():
                    ids = segmenter(text)[:longest]
                    if ids:
                        same = self.texts.setdefault(text.lower(), len(self.texts))
                        found[language] = (np.array(ids, np.int32), same)
                names = sorted(found)
                for a, one in enumerate(names):
                    for other in names[a + 1:]:
                        if joined(one, other):
                            self.by_pair[one, other].append(len(self.rows))
                self.rows.append(found)
                self.source.append(number)
        self.by_pair = {pair: np.array(rows) for pair, rows in self.by_pair.items() if len(rows) >= 64}

    def shares(self):
        """How often a pair of languages is drawn: its rows to the power .75, more where more is read."""
        share = {}
        for pair, rows in self.by_pair.items():
            if set(pair) <= {"ar", "zh", "en"}:
                factor = 2.5
            elif set(pair) <= set(CORE):
                factor = 1.5 if "en" in pair else 1.0
            else:
                factor = 0.6 if "en" in pair else 0.3
            share[pair] = factor * len(rows) ** 0.75
        return share


class Table:
    """V[t] = E[t] W[script] + d[t], trained."""

    def __init__(self, pieces, logs, rows, dimensions, smooth=1e-3, whiten=0.5):
        names = sorted({script(piece) for piece in pieces})
        self.script = np.array([names.index(script(piece)) for piece in pieces])
        chance = np.exp(logs)
        self.weight = (smooth / (smooth + chance)).astype(np.float32)
        self.start = rows.copy()
        for one in range(len(names)):
            here = self.script == one
            share = np.sqrt(chance[here])[:, None]
            self.start[here] -= (self.start[here] * share).sum(0) / share.sum()
        value, vector = np.linalg.eigh(self.start.T @ self.start / len(rows))
        value, vector = value[::-1][:dimensions], vector[:, ::-1][:, :dimensions]
        first = (vector / np.power(np.maximum(value, 1e-9), whiten / 2)).astype(np.float32)
        first /= np.sqrt(((self.start @ first) ** 2).sum(1).mean())
        self.first = float(np.abs(first).mean())
        self.project = np.stack([first] * len(names))
        self.delta = np.zeros((len(rows), dimensions), np.float32)

    def rows(self, which=None):
        which = np.arange(len(self.delta)) if which is None else which
        rows = self.delta[which].copy()
        for one in range(len(self.project)):
            here = self.script[which] == one
            if here.any():
                rows[here] += self.start[which[here]] @ self.project[one]
        return rows


def bag(lists):
    counts = np.array([len(ids) for ids in lists])
    owner = np.repeat(np.arange(len(lists)), counts)
    return np.concatenate(lists), owner, np.concatenate([[0], np.cumsum(counts)[:-1]])


def train(table, pairs, steps, batch=1024, temperature=0.1, rate=0.03, decay=0.006, seed=0, report=None):
    rng = np.random.default_rng(seed)
    shares = pairs.shares()
    names = list(shares)
    chance = np.array([shares[name] for name in names])
    chance /= chance.sum()
    squares = np.full(table.delta.shape, 1e-3, np.float32)
    mean, spread = np.zeros_like(table.project), np.zeros_like(table.project)
    began, total = time.time(), 0.0
    for step in range(1, steps + 1):
        pair = names[rng.choice(len(names), p=chance)]
        rows = pairs.by_pair[pair]
        rows = rng.choice(rows, min(batch, len(rows)), replace=False)
        one, other = pair if rng.random() < 0.5 else pair[::-1]
        left, left_owner, left_at = bag([pairs.rows[row][one][0] for row in rows])
        right, right_owner, right_at = bag([pairs.rows[row][other][0] for row in rows])
        same_left = np.array([pairs.rows[row][one][1] for row in rows])
        same_right = np.array([pairs.rows[row][other][1] for row in rows])
        used, inverse = np.unique(np.concatenate([left, right]), return_inverse=True)
        weight = table.weight[used]
        weighted = table.rows(used) * weight[:, None]

        def embed(ids, begins):
            sums = np.add.reduceat(weighted[ids], begins, axis=0)
            mass = np.add.reduceat(weight[ids], begins)[:, None]
            sums -= mass * (sums.sum(0) / mass.sum())
            norm = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
            return sums / norm, norm

        a, a_norm = embed(inverse[:len(left)], left_at)
        b, b_norm = embed(inverse[len(left):], right_at)
        scores = a @ b.T / temperature
        equal = (same_left[:, None] == same_left) | (same_right[:, None] == same_right)
        np.fill_diagonal(equal, False)
        scores[equal] = -1e4
        by_row = np.exp(scores - scores.max(1, keepdims=True))
        by_row /= by_row.sum(1, keepdims=True)
        by_column = np.exp(scores - scores.max(0, keepdims=True))
        by_column /= by_column.sum(0, keepdims=True)
        total -= np.log(np.diag(by_row) + 1e-9).mean()
        slope = by_row + by_column
        slope[np.diag_indices(len(rows))] -= 2
        slope /= 2 * temperature
        a_slope, b_slope = slope @ b, slope.T @ a
        a_slope = (a_slope - a * (a_slope * a).sum(1, keepdims=True)) / a_norm
        b_slope = (b_slope - b * (b_slope * b).sum(1, keepdims=True)) / b_norm
        each = np.concatenate([a_slope[left_owner], b_slope[right_owner]]) * weight[inverse][:, None]
        order = np.argsort(inverse, kind="stable")
        gradient = np.add.reduceat(each[order], np.searchsorted(inverse[order], np.arange(len(used))), axis=0)
        slower = max(0.1, 1 - step / steps)
        squares[used] += gradient * gradient
        table.delta[used] -= rate * slower * gradient / np.sqrt(squares[used])
        table.delta[used] *= 1 - decay
        scripts = table.script[used]
        for n in range(len(table.project)):
            here = scripts == n
            if here.sum() < 5:
                continue
            g = table.start[used[here]].T @ gradient[here]
            mean[n] = 0.9 * mean[n] + 0.1 * g
            spread[n] = 0.99 * spread[n] + 0.01 * g * g
            m = mean[n] / (1 - 0.9 ** min(step, 500))
            s = np.sqrt(spread[n] / (1 - 0.99 ** min(step, 2000))) + 1e-8
            table.project[n] -= 0.03 * slower * table.first * m / s
        if report and step % max(1, steps // 3) == 0:
            report(f"step {step} loss {total / max(1, steps // 3):.3f} {time.time() - began:.0f}s")
            total = 0.0
