#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `calque sync` promises of any change: sync_laws.py CALQUE ROUNDS [SEED]

Random small sites A in two languages are translated and become sites B. After
each sync of B:
  - a second sync writes no file;
  - every translation of A is still there: live, fuzzy or obsolete;
  - the order of languages and of pages on the command line changes no byte;
  - the number of workers changes no byte of a file, nor of what is said, in
    this sync and a build after it;
  - neither does the cache, with what it knows of A;
  - back to A gives every translation back: live, the same, not fuzzy.
Prints TAP, one line for each law, and the first seed that breaks it.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

CONFIG = """source: en
languages: [es, fr]
pages:
  - source: content/{{path}}.{{ext}}
    target: out/{{lang}}/{{path}}.{{ext}}
    po: {po}
"""
LAYOUTS = ("po/{lang}/{path}.po", "po/{lang}.po", "po/{lang}/{section}.po")
WORDS = ("roses water them daily prune in March before leaves come `cut 1` "
         "`cut 2` [list](a.md) [list](b.md) 1.2.3 1.2.4 the a garden of *red* "
         "tulips never").split(" ")
NAMES = ("a", "b", "c/d", "c/e", "f")
LAWS = ("a second sync writes nothing", "no translation is lost",
        "the order of languages changes nothing",
        "the order of pages changes nothing",
        "there and back again", "the number of workers changes nothing",
        "the cache changes nothing")


# ---- sites: path -> list of (kind, text) ----

def text_of(rng):
    if rng.random() < 0.2:
        return " ".join(rng.choices(WORDS, k=rng.randint(1, 2)))
    return " ".join(rng.choices(WORDS, k=rng.randint(1, 16)))


def unit_of(rng):
    return rng.choice(("p", "p", "p", "h", "i")), text_of(rng)


def site_of(rng):
    site = {}
    for name in rng.sample(NAMES, rng.randint(1, 4)):
        units = [unit_of(rng) for _ in range(rng.randint(1, 8))]
        if rng.random() < 0.3:
            units.insert(0, ("t", text_of(rng)))
        site[name] = units
    return site


def edit_text(rng, text):
    words = text.split(" ")
    at = rng.randrange(len(words))
    how = rng.randrange(3)
    if how == 0 or len(words) < 2:
        words.insert(at, rng.choice(WORDS))
    elif how == 1:
        words[at] = rng.choice(WORDS)
    else:
        del words[at]
    return " ".join(words)


def edit_page(rng, units):
    at = rng.randrange(len(units))
    kind, text = units[at]
    how = rng.randrange(7)
    if how < 2:
        units[at] = kind, edit_text(rng, text)
    elif how == 2 and kind != "t":
        units.insert(at, unit_of(rng))
    elif how == 3 and len(units) > 1:
        del units[at]
    elif how == 4 and kind == "p" and " " in text:
        words = text.split(" ")
        half = rng.randrange(1, len(words))
        units[at:at + 1] = [(kind, " ".join(words[:half])),
                            (kind, " ".join(words[half:]))]
    elif how == 5 and at and kind == "p" == units[at - 1][0]:
        units[at - 1:at + 1] = [(kind, units[at - 1][1] + " " + text)]
    elif how == 6 and units[0][0] != "t":
        rng.shuffle(units)


def changed(rng, site):
    site = {name: units[:] for name, units in site.items()}
    for _ in range(rng.randint(1, 6)):
        name = rng.choice(sorted(site))
        how = rng.randrange(10)
        free = [n for n in NAMES if n not in site]
        if how == 0 and free:
            site[rng.choice(free)] = site.pop(name)
        elif how == 1 and free:
            site[rng.choice(free)] = [unit_of(rng) for _ in range(3)]
        elif how == 2 and len(site) > 1:
            del site[name]
        elif how == 3 and len(site) > 1:
            unit = site[name][-1]
            other = rng.choice([n for n in sorted(site) if n != name])
            if len(site[name]) > 1 and unit[0] != "t":
                site[other].append(site[name].pop())
        else:
            edit_page(rng, site[name])
    return site


def write_site(folder, site):
    shutil.rmtree(f"{folder}/content", ignore_errors=True)
    for name, units in site.items():
        path = f"{folder}/content/{name}.md"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        page = ""
        for kind, text in units:
            page += {"t": f"---\ntitle: '{text}'\n---\n", "p": f"{text}\n\n",
                     "h": f"# {text}\n\n", "i": f"- {text}\n\n"}[kind]
        with open(path, "w", encoding="utf-8") as file:
            file.write(page)


# ---- catalogs ----

def files_below(folder):
    return sorted(os.path.join(path, name)
                  for path, _, names in os.walk(folder) for name in names)


def catalogs(folder):
    return files_below(f"{folder}/po")


def bytes_of(folder, below="po"):
    found = {}
    for path in files_below(f"{folder}/{below}"):
        with open(path, "rb") as file:
            found[os.path.relpath(path, folder)] = file.read()
    return found


def stamps_of(folder):
    return {path: (os.stat(path).st_ino, os.stat(path).st_mtime_ns)
            for path in catalogs(folder)}


def blocks_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read().rstrip("\n").split("\n\n")[1:]


def field(block, name):
    match = re.search(rf'^(?:#~ )?{name} "(.*)"$', block, re.M)
    return match and match.group(1)


def messages(folder, lang):
    """(msgid, msgstr, state) of all catalogs of a language."""
    found = []
    for path in catalogs(folder):
        if f"po/{lang}" in path:
            for block in blocks_of(path):
                state = "obsolete" if "\n#~ " in "\n" + block else \
                    "fuzzy" if re.search("^#,.*fuzzy", block, re.M) else "live"
                found.append((field(block, "msgid"), field(block, "msgstr"),
                              state))
    return found


def translate(rng, folder):
    """Nine of ten messages; some translations hold the source's values."""
    n = 0
    for path in catalogs(folder):
        with open(path, encoding="utf-8") as file:
            blocks = file.read().rstrip("\n").split("\n\n")
        for i in range(1, len(blocks)):
            if rng.random() < 0.9:
                n += 1
                text = f"t{n}"
                if rng.random() < 0.5:
                    text += " " + field(blocks[i], "msgid")
                blocks[i] = blocks[i][:-2] + f'"{text}"'
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n\n".join(blocks) + "\n")


# ---- the laws ----

class Round:
    def __init__(self, calque, folder, seed):
        self.calque, self.folder = calque, folder
        self.rng = random.Random(seed)

    def sync(self, folder, *args):
        subprocess.run([self.calque, "sync", "-q", "-C", folder, *args],
                       check=True, stderr=subprocess.DEVNULL)

    def copy(self, name):
        shutil.copytree(f"{self.folder}/filled", f"{self.folder}/{name}")
        write_site(f"{self.folder}/{name}", self.site_b)
        return f"{self.folder}/{name}"

    def run(self):
        """The broken laws."""
        rng, folder = self.rng, f"{self.folder}/filled"
        site_a = site_of(rng)
        self.site_b = changed(rng, site_a)
        os.makedirs(folder)
        with open(f"{folder}/calque.yaml", "w", encoding="utf-8") as file:
            file.write(CONFIG.format(po=rng.choice(LAYOUTS)))
        write_site(folder, site_a)
        self.sync(folder)
        translate(rng, folder)
        before = stamps_of(folder)
        self.sync(folder)
        if stamps_of(folder) != before:
            yield LAWS[0]
        yield from self.check_b(site_a)

    def check_b(self, site_a):
        folder = self.copy("b")
        langs = "es", "fr"
        old = {lang: messages(folder, lang) for lang in langs}
        self.sync(folder)
        result, before = bytes_of(folder), stamps_of(folder)
        self.sync(folder)
        if stamps_of(folder) != before:
            yield LAWS[0]
        for lang in langs:
            now = {m[1] for m in messages(folder, lang)}
            if not {m[1] for m in old[lang]} <= now | {""}:
                yield LAWS[1]
        if self.in_languages("fr", "es") != result:
            yield LAWS[2]
        if self.in_pages(False) != self.in_pages(True):
            yield LAWS[3]
        if self.spread("1") != self.spread("2") or \
                self.spread("1") != self.spread("7"):
            yield LAWS[5]
        cached = self.cached(site_a)
        if cached != self.cached(site_a, "--no-cache") or \
                cached != self.cached(site_a):
            yield LAWS[6]
        write_site(folder, site_a)
        self.sync(folder)
        for lang in langs:
            now = set(messages(folder, lang))
            if not {m for m in old[lang] if m[1]} <= now:
                yield LAWS[4]

    def say(self, folder, *args):
        """What a sync and a build say and write."""
        said = [subprocess.run([self.calque, command, "-v", "-C", folder,
                                *args], check=False, capture_output=True)
                for command in ("sync", "build")]
        return [(r.returncode, r.stdout, r.stderr) for r in said] + \
            [bytes_of(folder), bytes_of(folder, "out")]

    def spread(self, n_workers):
        folder = self.copy("spread")
        result = self.say(folder, "-j", n_workers)
        shutil.rmtree(folder)
        return result

    def cached(self, site_a, *args):
        """A twice, B twice, and A again."""
        folder = self.copy("cached")
        write_site(folder, site_a)
        result = [self.say(folder, *args) for _ in range(2)]
        write_site(folder, self.site_b)
        result += [self.say(folder, *args) for _ in range(2)]
        write_site(folder, site_a)
        result += [self.say(folder, *args)]
        shutil.rmtree(folder)
        return result

    def in_languages(self, *langs):
        folder = self.copy("languages")
        for lang in langs:
            self.sync(folder, "-l", lang)
        return bytes_of(folder)

    def in_pages(self, backwards):
        folder = self.copy(f"pages{backwards}")
        pages = sorted((f"content/{n}.md" for n in self.site_b),
                       reverse=backwards)
        self.sync(folder, *pages)
        return bytes_of(folder)


def main():
    calque = os.path.abspath(sys.argv[1])
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    broken = {}
    for seed in range(first, first + int(sys.argv[2])):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
            for law in Round(calque, folder, seed).run():
                broken.setdefault(law, []).append(seed)
    print(f"1..{len(LAWS)}")
    for i, law in enumerate(LAWS, 1):
        seeds = broken.get(law, [])
        print(f"{'not ok' if seeds else 'ok'} {i} - {law}")
        if seeds:
            print(f"# broken by seeds {seeds[:10]}, {len(seeds)} in all")


main()
