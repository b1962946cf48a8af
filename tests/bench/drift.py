#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is out of date in real pages, by unit.

drift.py [-v] CALQUE FOLDER

FOLDER holds cases SITE/ID as for base.py. A git repository is built in which
each case is a hand-translated page with a pin to the source that it was made
from. Trackers that go by commits flag each page whose source has changed since;
`calque status` says in how many of them a translator is needed, and the changed
units by class. With -v, a line for each case.
"""

import json
import os
import subprocess
import sys
import tempfile

from base import CONFIG, ENV, commit, list_pages, put

CLASSES = ("white_space", "placeables", "numbers", "markup", "punctuation",
           "words")


def pinned(target, rev):
    pin = b"default_lang_commit: " + rev + b"\n"
    if target.startswith(b"---\n"):
        return b"---\n" + pin + target[4:]
    return b"---\n" + pin + b"---\n" + target


def build(root, pages):
    langs = sorted({lang for _, lang, _, _ in pages})
    config = CONFIG.format(languages=", ".join(langs))
    put(root, "calque.yaml",
        "".join(line for line in config.splitlines(True)
                if "po:" not in line).encode())
    subprocess.run(["git", "init", "-q", root], env=ENV, check=True)
    for day, version in enumerate((0, 1)):
        for page, _, versions, _ in pages:
            if versions[version] is not None:
                put(root, f"content/en/{page}.md", versions[version])
        rev = commit(root, day)
    for page, lang, _, target in pages:
        put(root, f"content/{lang}/{page}.md", pinned(target, rev))
    commit(root, 2)
    for page, _, versions, _ in pages:
        if versions[2] is not None:
            put(root, f"content/en/{page}.md", versions[2])
    commit(root, 30)


def report(site, pages, found, verbose):
    flagged = outdated = partial = 0
    classes = dict.fromkeys(CLASSES, 0)
    new = removed = 0
    for page, lang, versions, _ in pages:
        result = found[(f"content/en/{page}.md", lang)]
        is_flagged = versions[2] != versions[1]
        flagged += is_flagged
        outdated += is_flagged and result["state"] == "outdated"
        partial += result["state"] == "partial"
        for name in CLASSES:
            classes[name] += result["counts"]["changed"][name]["units"]
        new += sum(u["kind"] == "new" for u in result["units"])
        removed += result["counts"]["removed_units"]
        if verbose and is_flagged:
            counts = ", ".join(
                f"{name} {result['counts']['changed'][name]['units']}"
                for name in CLASSES
                if result["counts"]["changed"][name]["units"])
            print(f"  {page}: {result['state']}: {counts}")
    print(f"{site}: {len(pages)} translations, {flagged} flagged by commit, "
          f"{outdated} need a translator, {flagged - outdated} are freed; "
          f"{partial} partly translated")
    print("  changed units: " + ", ".join(f"{name} {classes[name]}"
                                          for name in CLASSES)
          + f"; new {new}, removed {removed}")


def main():
    args = [a for a in sys.argv[1:] if a != "-v"]
    if len(args) < 2 or not os.path.isdir(args[1]):
        print("skipped: there is no folder of drifted pages")
        return
    pages = list(list_pages(args[1]))
    with tempfile.TemporaryDirectory() as root:
        build(root, pages)
        out = subprocess.run([os.path.abspath(args[0]), "status",
                              "--format=json"], cwd=root,
                             stdout=subprocess.PIPE, check=True).stdout
    found = {(p["source"], p["language"]): p
             for p in json.loads(out)["pages"]}
    for site in ("istio", "otel"):
        report(site, [p for p in pages if p[0].startswith(site)], found,
               "-v" in sys.argv)


if __name__ == "__main__":
    main()
