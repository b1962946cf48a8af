#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well import finds the revision that a translation was made from.

base.py [-v] CALQUE FOLDER

FOLDER holds cases SITE/ID: en.old.md, en.at-translation.md (which each
translation, zh.md and so on, was made from) and en.new.md. A git repository is
built in which every case is a page: its versions are committed one after the
other, and the translations, without their pin, at two moments:

  early  before the newest version is committed: it could not have been seen
  late   after it: nothing but the texts says which version it was

A base is right if its bytes are those of en.at-translation.md, and as good if
the units that changed since are the same (texts of the base that the newest
version has no more, by `calque units`). Prints both, for each moment.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

CONFIG = """source: en
languages: [{languages}]
pages:
  - source: content/en/{{path}}.{{ext}}
    target: content/{{lang}}/{{path}}.{{ext}}
    po: po/{{lang}}/{{path}}.po
"""
PIN = re.compile(rb"^default_lang_commit:.*\n", re.M)
ENV = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C",
       "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
for who in ("AUTHOR", "COMMITTER"):
    ENV[f"GIT_{who}_NAME"] = "a"
    ENV[f"GIT_{who}_EMAIL"] = "a@example.org"


def read(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def list_cases(folder):
    for site in sorted(os.listdir(folder)):
        path = os.path.join(folder, site)
        if site in ("istio", "otel"):
            for name in sorted(os.listdir(path)):
                yield f"{site}/{name}", os.path.join(path, name)


def list_pages(folder):
    """(page, language, versions of the source, translation)"""
    for name, path in list_cases(folder):
        for lang in ("zh", "uk", "es", "fr", "ja", "pt"):
            target = read(os.path.join(path, f"{lang}.md"))
            base = read(os.path.join(path, f"en.at-translation.{lang}.md")) \
                or read(os.path.join(path, "en.at-translation.md"))
            if target is None or base is None:
                continue
            versions = [read(os.path.join(path, "en.old.md")), base,
                        read(os.path.join(path, "en.new.md"))]
            yield f"{name}-{lang}", lang, versions, PIN.sub(b"", target)


def put(root, path, data):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "wb") as file:
        file.write(data)


def commit(root, day):
    date = f"{1700000000 + 86400 * day} +0000"
    env = dict(ENV, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date)
    for args in (["add", "-A"], ["commit", "-qm", f"day {day}",
                                 "--allow-empty"]):
        subprocess.run(["git", *args], cwd=root, env=env, check=True)
    return subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, env=env,
                          stdout=subprocess.PIPE, check=True).stdout.strip()


def build(root, pages, late):
    langs = sorted({lang for _, lang, _, _ in pages})
    put(root, "calque.yaml",
        CONFIG.format(languages=", ".join(langs)).encode())
    subprocess.run(["git", "init", "-q", root], env=ENV, check=True)
    for day, version in enumerate((0, 1, 2)):
        if version == 2 and not late:
            for page, lang, _, target in pages:
                put(root, f"content/{lang}/{page}.md", target)
            commit(root, 10)
        for page, _, versions, _ in pages:
            if versions[version] is not None:
                put(root, f"content/en/{page}.md", versions[version])
        commit(root, 20 + day if version == 2 else day)
    if late:
        for page, lang, _, target in pages:
            put(root, f"content/{lang}/{page}.md", target)
        commit(root, 30)


def units(calque, data):
    with tempfile.NamedTemporaryFile(suffix=".md") as file:
        file.write(data)
        file.flush()
        out = subprocess.run([calque, "units", "--format=json",
                              "--dialect=hugo", file.name],
                             stdout=subprocess.PIPE, check=True).stdout
    return {u["text"] for page in json.loads(out)
            for u in page["units"] if u["required"]}


def measure(calque, pages, late, verbose):
    with tempfile.TemporaryDirectory() as root:
        build(root, pages, late)
        out = subprocess.run([calque, "import", "-q", "--format=json"],
                             cwd=root, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=False).stdout
        found = {(p["source"], p["language"]): p.get("commit")
                 for p in json.loads(out)["pages"]}
        right = good = total = missing = 0
        for page, lang, versions, _ in pages:
            path = f"content/en/{page}.md"
            rev = found.get((path, lang))
            if rev is None:
                missing += 1
                continue
            total += 1
            got = subprocess.run(["git", "cat-file", "blob", f"{rev}:{path}"],
                                 cwd=root, env=ENV, stdout=subprocess.PIPE,
                                 check=True).stdout
            same = got == versions[1]
            if not same:
                new = units(calque, versions[2])
                is_good = (units(calque, got) - new ==
                           units(calque, versions[1]) - new)
                if verbose and not is_good:
                    which = versions.index(got) if got in versions else "?"
                    print(f"  {page}: version {which}")
            right += same
            good += same or is_good
        print(f"{'late' if late else 'early'}: {total} translations, "
              f"{right} right, {good} as good ({100 * good / total:.1f} %), "
              f"{missing} not imported")


def main():
    args = [a for a in sys.argv[1:] if a != "-v"]
    if len(args) < 2 or not os.path.isdir(args[1]):
        print("skipped: there is no folder of drifted pages")
        return
    pages = list(list_pages(args[1]))
    for late in (False, True):
        measure(os.path.abspath(args[0]), pages, late, "-v" in sys.argv)


if __name__ == "__main__":
    main()
