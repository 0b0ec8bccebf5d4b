"""What is one letter to the vectors, as src/align/vector/fold.rs has it, and the runs that a text falls into."""

import re
import unicodedata

VARIANTS = {
    **dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىئیے", "ي"), "ؤ": "و", "ک": "ك", **dict.fromkeys("ہھە", "ه"),
    "ё": "е", "ς": "σ",
    **{chr(0x660 + n): str(n) for n in range(10)}, **{chr(0x6F0 + n): str(n) for n in range(10)},
    **dict.fromkeys("‘’‚‛ʼ′׳", "'"), **dict.fromkeys("“”„‟″«»״「」『』", '"'), **dict.fromkeys("‐‑‒–—―−־", "-"),
    **dict.fromkeys("،、٬", ","), "؛": ";", "؟": "?", **dict.fromkeys("。۔٫", "."), "٪": "%",
    "\u200b": " ", "\u200c": " ",
}
TABLE = str.maketrans(VARIANTS)
IGNORED = re.compile("[\u00ad\u061c\u0640\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
HAN = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
BEGIN = "\u2581"
RUN = re.compile(f"(?P<han>[{HAN}]+)|(?P<digit>[0-9]+)|(?P<letter>(?:(?![{HAN}])[^\\W\\d_])+)|(?P<mark>\\S)")


def fold(text):
    """NFKC without marks that do not compose, lower case, variants made one."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", IGNORED.sub("", text)).lower().translate(TABLE)
    text = "".join(c for c in text if c.isascii() or unicodedata.category(c)[0] != "M")
    return text.translate(TABLE)


def runs(folded):
    """The runs of a folded text; a run of letters begins with the mark that SentencePiece uses."""
    for found in RUN.finditer(folded):
        yield BEGIN + found.group() if found.lastgroup == "letter" else found.group()


def script(piece):
    """la, cy, ar, he, el, ko, ha (Han and kana), di (digits), or ot."""
    for c in piece.replace(BEGIN, ""):
        o = ord(c)
        if "0" <= c <= "9":
            return "di"
        if 0x600 <= o < 0x700:
            return "ar"
        if re.match(f"[{HAN}]", c):
            return "ha"
        if 0x400 <= o < 0x530:
            return "cy"
        if 0x590 <= o < 0x600:
            return "he"
        if 0x370 <= o < 0x400:
            return "el"
        if 0xAC00 <= o < 0xD7B0:
            return "ko"
        if c.isalpha():
            return "la" if unicodedata.name(c, "").startswith("LATIN") else "xx"
    return "ot"


class Segmenter:
    """The cheapest way to cover a run with pieces (Viterbi over a unigram model), remembered for each run."""

    def __init__(self, pieces, costs, unknown):
        self.cost = dict(zip(pieces, costs))
        self.index = {piece: n for n, piece in enumerate(pieces)}
        self.longest = max(map(len, pieces))
        self.unknown = unknown
        self.known = {}

    def run(self, run):
        found = self.known.get(run)
        if found is not None:
            return found
        best = [(0, 0)] + [(1 << 60, 0)] * len(run)
        for at in range(len(run)):
            cost = best[at][0]
            if cost + self.unknown < best[at + 1][0]:
                best[at + 1] = (cost + self.unknown, -1)
            for end in range(at + 1, min(at + self.longest, len(run)) + 1):
                more = self.cost.get(run[at:end])
                if more is not None and cost + more < best[end][0]:
                    best[end] = (cost + more, end - at)
        at, found = len(run), []
        while at > 0:
            step = best[at][1]
            if step > 0:
                found.append(self.index[run[at - step:at]])
            at -= abs(step)
        found.reverse()
        if len(run) < 24:
            self.known[run] = found
        return found

    def __call__(self, text):
        found = []
        for run in runs(fold(text)):
            found += self.run(run)
        return found
