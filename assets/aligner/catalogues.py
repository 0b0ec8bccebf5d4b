"""Translations of programs: messages of one key in several languages. Every reader yields (key, language, text)."""

import gzip
import json
import re
import struct
import zipfile
from pathlib import Path

from sources import LANGUAGES


def messages_of_mo(path):
    data = path.read_bytes()
    _, _, count, originals, translations = struct.unpack_from("<5I", data)

    def text(at):
        length, place = struct.unpack_from("<2I", data, at)
        return data[place:place + length].decode("utf-8", "replace")
    return [(text(originals + 8 * n), text(translations + 8 * n)) for n in range(count)]


def libreoffice(root):
    """The interface: message catalogues whose key is the English text with its context."""
    for language, names in LANGUAGES.items():
        if not names[0]:
            continue
        base = root / "debian/x" / f"libreoffice-l10n-{names[0]}" / "usr/lib/libreoffice/program/resource"
        for path in sorted(base.glob("*/LC_MESSAGES/*.mo")):
            for key, text in messages_of_mo(path):
                if key:
                    english = key.rsplit("\x04", 1)[-1].split("\0")[-1]
                    yield (path.name, key), "en", english
                    yield (path.name, key), language, text.split("\0")[-1]


HELP = re.compile(r'<(p|h[1-6]) id="([^"]+)"[^>]*>(.*?)</\1>', re.S)
MAC = re.compile(r'<span hidden="true"[^>]*class="MAC">.*?</span></span>', re.S)


def libreoffice_help(root):
    """The help: paragraphs with the same identifier in every language."""
    for language, names in LANGUAGES.items():
        if not names[1]:
            continue
        base = root / "debian/x" / f"libreoffice-help-{names[1]}" / "usr/share/libreoffice/help"
        for path in sorted(base.glob("*/text/**/*.html")):
            for found in HELP.finditer(path.read_text(errors="replace")):
                yield found.group(2), language, MAC.sub("", found.group(3))


def messages_of_fluent(text):
    found, key = {}, None
    for line in text.split("\n"):
        begin = re.match(r"^(-?[A-Za-z][\w-]*)\s*=\s*(.*)$", line)
        attribute = re.match(r"^\s+\.([\w-]+)\s*=\s*(.*)$", line)
        if line.startswith("#") or not line.strip():
            continue
        if begin:
            name = begin.group(1)
            key = (name, "")
            found[key] = begin.group(2)
        elif attribute and key:
            key = (key[0], attribute.group(1))
            found[key] = attribute.group(2)
        elif key and line[:1] in " \t":
            line = line.strip()
            if line.startswith(("}", "[", "*[")):
                # Of the variants of a selection the default one.
                default = re.match(r"^\*\[[^\]]*\]\s*(.*)$", line)
                found[key] += " " + default.group(1) if default else ""
            else:
                found[key] += " " + line
    return found


def messages_of_properties(text):
    for line in text.split("\n"):
        if "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            yield (key.strip(), "="), re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code.group(1), 16)), value)


def mozilla(root):
    """Firefox and Thunderbird: Fluent and properties files of the language packs."""
    for language, names in LANGUAGES.items():
        for program, name in (("firefox-esr", names[2]), ("thunderbird", names[3])):
            for pack in sorted((root / "debian/x" / f"{program}-l10n-{name}").rglob("*.xpi")):
                archive = zipfile.ZipFile(pack)
                for entry in archive.namelist():
                    read = {"ftl": lambda text: messages_of_fluent(text).items(), "properties": messages_of_properties}
                    kind = entry.rsplit(".", 1)[-1]
                    if kind not in read:
                        continue
                    text = archive.read(entry).decode("utf-8", "replace")
                    for (key, part), value in read[kind](text):
                        if part not in ("accesskey", "key", "style") and "key" not in key[-5:]:
                            yield (program, entry.rsplit("/", 1)[-1], key, part), language, value


def chromium(root):
    """Chromium's .pak files, version 5 or 4, joined by resource number."""
    for language, names in LANGUAGES.items():
        path = root / "debian/x/chromium-l10n/usr/lib/chromium/locales" / f"{names[4]}.pak"
        if not path.exists():
            print("no", path)
            continue
        data = path.read_bytes()
        version, = struct.unpack_from("<I", data)
        count, at = (struct.unpack_from("<H", data, 8)[0], 12) if version == 5 else (struct.unpack_from("<I", data, 4)[0], 9)
        for n in range(count):
            number, begin = struct.unpack_from("<HI", data, at + 6 * n)
            _, end = struct.unpack_from("<HI", data, at + 6 * n + 6)
            text = data[begin:end]
            if text[:2] == b"\x1f\x8b":
                text = gzip.decompress(text)
            if len(text) < 3000:
                try:
                    yield number, language, text.decode()
                except UnicodeDecodeError:
                    pass


def android(root):
    """The strings of Android's framework, out of its compiled resource table."""
    apk = zipfile.ZipFile(root / "debian/x/android-framework-res/usr/share/android-framework-res/framework-res.apk")
    data = apk.read("resources.arsc")
    wanted = {("en", ""): "en", ("zh", "CN"): "zh", ("zh", "TW"): "zt", ("iw", ""): "he", ("pt", "BR"): "pt", ("", ""): "en"}
    wanted |= {(name, ""): name for name in LANGUAGES if name not in ("en", "zh", "zt", "he", "pt")}

    def strings(at):
        _, header, size, count, _, flags, begin, _ = struct.unpack_from("<HHIIIIII", data, at)
        found = []
        for n in range(count):
            place = at + begin + struct.unpack_from("<I", data, at + header + 4 * n)[0]
            if flags & 0x100:
                place += 2 if data[place] & 0x80 else 1
                length = data[place]
                place += 1
                if length & 0x80:
                    length = (length & 0x7F) << 8 | data[place]
                    place += 1
                found.append(data[place:place + length].decode("utf-8", "replace"))
            else:
                length, = struct.unpack_from("<H", data, place)
                place += 2
                if length & 0x8000:
                    length = (length & 0x7FFF) << 16 | struct.unpack_from("<H", data, place)[0]
                    place += 2
                found.append(data[place:place + 2 * length].decode("utf-16-le", "replace"))
        return found

    pool, at, end = None, struct.unpack_from("<H", data, 2)[0], len(data)
    while at < end:
        kind, header, size = struct.unpack_from("<HHI", data, at)
        if kind == 1 and pool is None:
            pool = strings(at)
        if kind == 0x200:
            # A package: its chunks follow its header.
            at += header
            continue
        if kind == 0x201:
            number, _, _, count, begin = struct.unpack_from("<BBHII", data, at + 8)
            name = data[at + 28:at + 32]
            locale = name[:2].decode("latin-1").strip("\0"), name[2:].decode("latin-1").strip("\0")
            if language := wanted.get(locale):
                for n, place in enumerate(struct.unpack_from(f"<{count}I", data, at + header)):
                    if place == 0xFFFFFFFF:
                        continue
                    entry = at + begin + place
                    length, flags = struct.unpack_from("<HH", data, entry)
                    values = [(0, entry + 8)]
                    if flags & 1:
                        parts, = struct.unpack_from("<I", data, entry + 12)
                        values = [(m, entry + 16 + 12 * m + 4) for m in range(parts)]
                    for m, value in values:
                        if data[value + 3] == 3:
                            yield (number, n, m), language, pool[struct.unpack_from("<I", data, value + 4)[0]]
        at += size


def flat(value, path):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(inner, path + (key,))
    elif isinstance(value, str):
        yield path, value


def homeassistant(root):
    names = {"zh": "zh-Hans", "zt": "zh-Hant", "pt": "pt-BR"}
    for folder in sorted((root / "pypi/homeassistant/homeassistant/components").glob("*/translations")):
        for language in LANGUAGES:
            path = folder / f"{names.get(language, language)}.json"
            if path.exists():
                for key, value in flat(json.loads(path.read_text()), ()):
                    yield (folder.parent.name,) + key, language, value


def django(root):
    """Django's own messages, as .mo files."""
    names = {"zh": "zh_Hans", "zt": "zh_Hant", "pt": "pt_BR"}
    for language in LANGUAGES:
        for path in sorted((root / "pypi/django").glob(f"django/**/locale/{names.get(language, language)}/LC_MESSAGES/*.mo")):
            for key, text in messages_of_mo(path):
                if key:
                    where = (str(path.parents[3]), key)
                    yield where, "en", key.rsplit("\x04", 1)[-1].split("\0")[-1]
                    yield where, language, text.split("\0")[-1]


def typescript(root):
    for language in LANGUAGES:
        name = {"zh": "zh-cn", "zt": "zh-tw", "pt": "pt-br"}.get(language, language)
        path = root / "npm/typescript/package/lib" / name / "diagnosticMessages.generated.json"
        if path.exists():
            for key, value in json.loads(path.read_text()).items():
                english = re.sub(r"_\d+$", "", key).replace("_", " ")
                yield key, "en", english
                yield key, language, value


BLOCK = re.compile(r"<(?:p|h[1-6]|li|td|dt|dd)\b[^>]*>(.*?)(?=</?(?:p|h[1-6]|li|ul|ol|td|dt|dd|pre|div)\b)", re.S)


def blocks(html):
    found = BLOCK.findall(re.sub(r"<pre\b.*?</pre>", " ", html, flags=re.S))
    return [text for text in found if re.sub("<[^>]*>", "", text).strip()]


def electron(root):
    """Electron's documents: those whose blocks of text are equally many."""
    docs = json.loads((root / "npm/electron-i18n/package/dist/docs.json").read_text())
    found = {(locale[:2], page): blocks(doc["html"]) for locale, pages in docs.items() for page, doc in pages.items()}
    yield from same_shape(found)


def same_shape(found):
    for (language, page), texts in found.items():
        if len(texts) == len(found.get(("en", page), [])):
            for n, text in enumerate(texts):
                yield (page, n), language, text
