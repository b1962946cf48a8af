#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long does `calque sync` take to find the old texts of changed ones?

merge.py [--only=WORD] CALQUE

CPU time (user and system) of one sync, for n units and for 8 n. A unit is a
paragraph of 4 to 60 words from a vocabulary of 8,000 whose frequencies fall
as in real texts. "Changed" ones have every sixth word replaced (one at least),
so that only their similarity finds them. The first case also runs msgmerge on
the same catalog and the same new texts, once: 8 n would take it an hour.
MSGMERGE= in the environment leaves it out.

Exits with 1 where n units take more than 0.5 s in the first case, or where 8 n
units take more than ten times as long as n (and more than 0.5 s).
"""

import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile

CONFIG = """source: en
languages: [es]
pages:
  - source: content/{{path}}.{{ext}}
    target: out/{{lang}}/{{path}}.{{ext}}
    po: po/{po}
"""
N = 6000


def vocabulary(rng):
    words = set()
    while len(words) < 8000:
        words.add("".join(rng.choice("bcdfglmnprst") + rng.choice("aeiou")
                          for _ in range(rng.randint(1, 4))))
    return sorted(words)


class Texts:
    def __init__(self):
        self.rng = random.Random(1)
        self.words = vocabulary(self.rng)
        self.rng.shuffle(self.words)

    def word(self):
        # the density of a rank falls as 1 / rank
        return self.words[int(len(self.words) ** self.rng.random()) - 1]

    def text(self):
        n = self.rng.randint(4, 60)
        return " ".join(self.word() for _ in range(n)).capitalize() + "."

    def changed(self, text):
        words = text.split(" ")
        for at in self.rng.sample(range(len(words)),
                                  max(1, len(words) // 6)):
            words[at] = self.word()
        return " ".join(words)

    def pages(self, n_pages, n_units, share):
        """Old and new pages; of each `share` units one is changed."""
        old = [[self.text() for _ in range(n_units)] for _ in range(n_pages)]
        new = [[self.changed(t) if i % share == 0 else t
                for i, t in enumerate(page)] for page in old]
        return old, new


# ---- the cases: functions of k (1 or 8) -> old pages, new pages ----

def half_changed(k):
    return Texts().pages(1, N * k, 2)


def all_changed(k):
    return Texts().pages(1, N * k, 1)


def many_pages(k):
    return Texts().pages(300 * k, 20, 2)


def orphans_everywhere(k):
    """Each page has a changed text of another page, and loses one."""
    texts = Texts()
    old, new = texts.pages(125 * k, 8, 8)
    for page, other in zip(new, old[1:] + old[:1]):
        page[4] = texts.changed(other[4])
    return old, new


def new_words(k):
    """Nothing to find."""
    texts = Texts()
    return texts.pages(1, N * k, 2)[0], texts.pages(1, N * k, 2)[0]


def one_word_repeated(k):
    """Texts that differ in their punctuation alone."""
    rng = random.Random(1)
    return [[["ho".join(rng.choices(marks, k=rng.randint(20, 60))) + "."
              for _ in range(2000 * k)]]
            for marks in ((" ", ", "), (" ", "; "))]


def equal_but_for_one(k):
    """Texts of 12 words of which only the last is their own."""
    same = "a b c d e f g h i j k"
    return ([[f"{same} x{i}" for i in range(1000 * k)]],
            [[f"{same} y{i}" for i in range(1000 * k)]])


def long_units(k):
    """Two units of 12,500 k words."""
    texts = Texts()
    old = [[" ".join(texts.word() for _ in range(12500 * k))
            for _ in range(2)]]
    return old, [[texts.changed(t) for t in old[0]]]


def many_long_units(k):
    """Units of 4,000 words."""
    texts = Texts()
    old = [[" ".join(texts.word() for _ in range(4000))
            for _ in range(40 * k)]]
    return old, [[texts.changed(t) for t in old[0]]]


# name, layout, function, what one is
CASES = (
    ("one page, half changed", "{path}.po", half_changed, f"{N} units"),
    ("one page, all changed", "{path}.po", all_changed, f"{N} units"),
    ("one page, all new", "{path}.po", new_words, f"{N} units"),
    ("many pages, one catalog", "site.po", many_pages, "300 pages"),
    ("a catalog for each", "{path}.po", many_pages, "300 pages"),
    ("orphans in each catalog", "{path}.po", orphans_everywhere, "125 pages"),
    ("one word repeated", "{path}.po", one_word_repeated, "2000 units"),
    ("equal but for one word", "{path}.po", equal_but_for_one, "1000 units"),
    ("many long units", "{path}.po", many_long_units, "40 units"),
    ("very long units", "{path}.po", long_units, "12,500 words"),
)


# ---- running ----

def write_site(folder, po, pages):
    os.makedirs(folder, exist_ok=True)
    shutil.rmtree(f"{folder}/content", ignore_errors=True)
    os.makedirs(f"{folder}/content")
    with open(f"{folder}/calque.yaml", "w", encoding="utf-8") as file:
        file.write(CONFIG.format(po=po))
    for i, texts in enumerate(pages):
        with open(f"{folder}/content/p{i:05}.md", "w",
                  encoding="utf-8") as file:
            file.write("\n\n".join(texts) + "\n")


def fill(folder):
    for path, _, names in os.walk(f"{folder}/po"):
        for name in names:
            name = os.path.join(path, name)
            with open(name, encoding="utf-8") as file:
                head, *rest = file.read().split("\n\n")
            rest = [re.sub('msgstr ""\\n?$', 'msgstr "x"', b) for b in rest]
            with open(name, "w", encoding="utf-8") as file:
                file.write("\n\n".join([head] + rest) + "\n")


def cpu_of(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime
            - before.ru_utime - before.ru_stime)


def prepare(calque, folder, po, old, new):
    write_site(folder, po, old)
    subprocess.run([calque, "sync", "-q", "-C", folder], check=True)
    fill(folder)
    write_site(folder, po, new)


def time_case(calque, po, case, k):
    """The better of two: other work on the machine only adds."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(calque, folder, po, *case(k))
        shutil.copytree(f"{folder}/po", f"{folder}/filled")
        first = cpu_of([calque, "sync", "-q", "-C", folder])
        shutil.rmtree(f"{folder}/po")
        os.rename(f"{folder}/filled", f"{folder}/po")
        return min(first, cpu_of([calque, "sync", "-q", "-C", folder]))


def time_msgmerge(calque, msgmerge):
    with tempfile.TemporaryDirectory() as folder:
        old, new = half_changed(1)
        prepare(calque, folder, "site.po", old, new)
        write_site(f"{folder}/pot", "site.po", new)
        subprocess.run([calque, "sync", "-q", "-C", f"{folder}/pot"],
                       check=True)
        return cpu_of(msgmerge + ["-q", "--no-wrap", "-o", "/dev/null",
                                  f"{folder}/po/site.po",
                                  f"{folder}/pot/po/site.po"])


def main():
    options = dict(a[2:].split("=", 1) for a in sys.argv[1:] if "=" in a)
    calque = os.path.abspath([a for a in sys.argv[1:] if a[:2] != "--"][0])
    failed = False
    print(f"{'CPU seconds of one sync':26}{'n':>14}{'at n':>9}{'at 8 n':>9}"
          f"{'times':>8}")
    for name, po, case, what in CASES:
        if options.get("only", "") not in name:
            continue
        one, eight = (time_case(calque, po, case, k) for k in (1, 8))
        wrong = (case is half_changed and one > 0.5) or \
            (eight > 10 * one and eight > 0.5)
        failed = failed or wrong
        print(f"{name:26}{what:>14}{one:9.2f}{eight:9.2f}{eight / one:8.1f}"
              + ("  too slow" if wrong else ""), flush=True)
    msgmerge = os.environ.get("MSGMERGE", "msgmerge").split()
    if msgmerge and shutil.which(msgmerge[0]) and "only" not in options:
        print(f"{'msgmerge, half changed':26}{f'{N} units':>14}"
              f"{time_msgmerge(calque, msgmerge):9.2f}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
