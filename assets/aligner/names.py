"""Names and words: CLDR, and wordnets joined by their synsets. Every reader yields (key, language, text)."""

import json
import re
from collections import defaultdict

from sources import LANGUAGES

# Wordnets under WordNet's licence, Apache-2.0, MIT or CC BY: our name of the language and the file in the Open Multilingual
# Wordnet's repository. Those under CC BY-SA, CeCILL-C or GPL are left out (arb, fra, por, nld, ron, slv).
WORDNETS = {
    "zh": "cow/wn-data-cmn.tab", "es": "mcr/wn-data-spa.tab", "it": "ita/wn-data-ita.tab", "ja": "jpn/wn-data-jpn.tab",
    "pl": "pol/wn-data-pol.tab", "he": "heb/wn-data-heb.tab", "el": "ell/wn-data-ell.tab",
}


def flat(value, path):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, path + (key,))
    elif isinstance(value, list):
        if path[-1] == "tts":
            yield path, " ".join(value)
        elif path[-1] == "default":
            for n, inner in enumerate(value):
                yield path + (str(n),), inner
    elif isinstance(value, str):
        yield path, value


def cldr(root, packages=("localenames", "dates", "units", "numbers")):
    for package in packages:
        for language, names in LANGUAGES.items():
            for path in sorted((root / f"npm/cldr-{package}-full").glob(f"package/**/{names[5]}/*.json")):
                data = json.loads(path.read_text())
                data = data.get("main", data.get("annotations", data))
                for key, text in flat(data.get(names[5], data), ()):
                    if package != "annotations" or key[-1] == "tts":
                        yield (path.name,) + key, language, text


def annotations(root):
    yield from cldr(root, ("annotations",))


def synsets(root):
    """English words of each synset of WordNet 3.0, as Debian ships it."""
    found = {}
    for part, letter in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        for line in open(root / f"debian/x/wordnet-base/usr/share/wordnet/data.{part}", encoding="latin-1"):
            if line.startswith("  "):
                continue
            fields, _, gloss = line.partition(" | ")
            fields = fields.split(" ")
            words = [re.sub(r"\(.*\)", "", fields[4 + 2 * n]).replace("_", " ") for n in range(int(fields[3], 16))]
            found[f"{fields[0]}-{letter}"] = words
    return found


def wordnets(root, folder):
    """One row a synset and language: the words of other languages with up to two English ones."""
    english = synsets(root)
    words = defaultdict(lambda: defaultdict(list))
    for language, name in WORDNETS.items():
        path = folder / name
        if not path.exists():
            print("no", path)
            continue
        for line in open(path, encoding="utf-8"):
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 3 and fields[1].endswith("lemma"):
                words[fields[0].replace("-s", "-a")][language].append(fields[2].replace("+", "").replace("_", " "))
    for synset, by in sorted(words.items()):
        for language, found in by.items():
            for n, word in enumerate(found[:4]):
                for m, original in enumerate(english.get(synset, [])[:2]):
                    yield (synset, language, n, m), "en", original
                    yield (synset, language, n, m), language, word
        # The languages among themselves, by their first words.
        for language, found in by.items():
            yield (synset, "all"), language, found[0]
        if synset in english:
            yield (synset, "all"), "en", english[synset][0]
