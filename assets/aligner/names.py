"""Names and words: CLDR, and wordnets joined by their synsets. Every reader yields (key, language, text)."""

import bz2
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


def glosses(root, folder):
    """Definitions of synsets against the words that other languages have for them."""
    text = {}
    for part, letter in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        for line in open(root / f"debian/x/wordnet-base/usr/share/wordnet/data.{part}", encoding="latin-1"):
            if not line.startswith("  "):
                fields, _, gloss = line.partition(" | ")
                text[f"{fields[:8]}-{letter}"] = gloss.split('; "')[0].strip()
    for language, name in WORDNETS.items():
        if (folder / name).exists():
            for line in open(folder / name, encoding="utf-8"):
                fields = line.rstrip("\n").split("\t")
                synset = fields[0].replace("-s", "-a")
                if len(fields) >= 3 and fields[1].endswith("lemma") and synset in text:
                    yield (synset, language), "en", text[synset]
                    yield (synset, language), language, fields[2].replace("+", "").replace("_", " ")


def unihan(root):
    """What Unihan says that a Han character means, sense by sense."""
    path = root / "debian/x/unicode-data/usr/share/unicode/Unihan_Readings.txt.bz2"
    for line in bz2.open(path, "rt", encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 3 and fields[1] == "kDefinition":
            character = chr(int(fields[0][2:], 16))
            senses = [re.sub(r"\([^)]*\)", "", sense).strip() for sense in re.split("[;,]", fields[2])]
            for n, sense in enumerate(sense for sense in senses if sense and "U+" not in sense):
                if n < 4:
                    yield (character, n), "zh", character
                    yield (character, n), "en", sense


def arabic_names(root):
    """Names and subjects in English and Arabic, of the package ArWikiCats."""
    for path in sorted((root / "pypi/arwikicats").glob("ArWikiCats/jsons/**/*.json")):
        data = json.loads(path.read_text())
        for key, value in data.items() if isinstance(data, dict) else ():
            if isinstance(value, str) and "{" not in key + value:
                yield (path.stem, key), "en", key
                yield (path.stem, key), "ar", re.sub(r"\s*\([^)]*\)$", "", value)
            elif isinstance(value, dict):
                english = value.get("en") or key
                for name, text in value.items():
                    if isinstance(text, str) and re.search("[\u0621-\u064a]", text):
                        yield (path.stem, key, name), "en", english
                        yield (path.stem, key, name), "ar", text
