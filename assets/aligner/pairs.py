"""Rows of texts that say the same, out of what fetch.py fetched: `pairs.py FOLDER [--wordnets FOLDER]`.

Writes FOLDER/rows/SOURCE.jsonl, a row a line: an object of texts by language."""

import argparse
import html
import json
import re
from collections import defaultdict
from pathlib import Path

import catalogues
import names
from sources import LANGUAGES

SOURCES = {
    "libreoffice": catalogues.libreoffice, "libreoffice-help": catalogues.libreoffice_help, "mozilla": catalogues.mozilla,
    "chromium": catalogues.chromium, "android": catalogues.android,
    "homeassistant": catalogues.homeassistant, "django": catalogues.django, "typescript": catalogues.typescript,
    "electron": catalogues.electron, "cldr": names.cldr, "annotations": names.annotations, "unihan": names.unihan,
    "arabic-names": names.arabic_names,
}


def clean(text):
    """Without mark-up, place-holders, shortcut marks."""
    text = re.sub(r"\{[^{}]*,\s*(?:plural|select)\b.*?\bother\s*\{([^{}]*)\}.*", r"\1", text, flags=re.S)
    text = re.sub(r"<[^>]{1,200}>", " ", html.unescape(text))
    text = re.sub(r"\{[^{}]*\}", " ", text)
    text = re.sub(r"%\d?\$?[A-Za-z0-9_]*%?|\$\([^)]*\)|\$\d|\$[A-Z0-9a-z_]+|%[A-Z]+", " ", text)
    text = re.sub(r"\((_|&|~)?[A-Za-z]\)\s*$", "", text).replace("~", "")
    text = re.sub(r"&(?=\w)", "", text).replace("\\n", " ")
    text = text.replace("_", "") if len(text) < 80 else text
    return re.sub(r"\s+", " ", text).strip()


def usable(language, text):
    letters = sum(c.isalpha() for c in text)
    return letters >= (1 if language in ("zh", "zt", "ja", "ko") else 2)


def rows(found):
    by = defaultdict(dict)
    for key, language, text in found:
        if language not in by[key]:
            text = clean(text)[:600]
            if usable(language, text):
                by[key][language] = text
    seen = set()
    for row in by.values():
        english = row.get("en")
        # What was left untranslated says nothing.
        row = {language: text for language, text in row.items() if language == "en" or text != english}
        mark = tuple(sorted(row.items()))
        if len(row) > 1 and mark not in seen:
            seen.add(mark)
            yield row


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wordnets", type=Path, help="folder wns of the Open Multilingual Wordnet")
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    sources = dict(SOURCES)
    if given.wordnets:
        sources["wordnets"] = lambda root: names.wordnets(root, given.wordnets)
        sources["glosses"] = lambda root: names.glosses(root, given.wordnets)
    (given.folder / "rows").mkdir(exist_ok=True)
    for name, read in sources.items():
        if given.only and name not in given.only.split(","):
            continue
        count = defaultdict(int)
        with open(given.folder / "rows" / f"{name}.jsonl", "w") as out:
            for row in rows(read(given.folder)):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                count["rows"] += 1
                for language in LANGUAGES:
                    count[language] += language in row
        print(name, dict(count), flush=True)


if __name__ == "__main__":
    main()
