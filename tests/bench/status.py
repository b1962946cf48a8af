#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `calque status` costs on a large site of hand-translated pages.

status.py CALQUE FOLDER [PAIRS]

FOLDER holds cases SITE/ID as for base.py. They are copied, each copy with a
remark of its own, until there are PAIRS of them (8000), and committed some at a
time: as they were, translated with a pin, as they are now. Prints, for an
eighth of the pairs and for all, with pins and without, the processor time with
that of git, the git processes that were started, and the pages by state.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile

from base import ENV, list_pages, put
from drift import pinned

CONFIG = b"""source: en
languages: [es]
pages:
  - source: content/en/{path}.{ext}
    target: content/{lang}/{path}.{ext}
"""
AT_A_TIME = 100  # pages in a commit


def copies(pages, n):
    """(path, source when translated, source now, translation)"""
    for i in range(n):
        name, _, versions, target = pages[i % len(pages)]
        mark = b"\n<!-- copy %d -->\n" % i
        yield (f"{i // len(pages)}/{name}.md", versions[1] + mark,
               (versions[2] or versions[1]) + mark, target + mark)


class History:
    """Commits, by git fast-import."""

    def __init__(self, root):
        self.root = root
        self.day = 0
        self.head = None
        subprocess.run(["git", "init", "-q", "-b", "main", root], env=ENV,
                       check=True)

    def add(self, files):
        """Commit (path, bytes) AT_A_TIME; returns the last commit's id."""
        stream = []
        for i in range(0, len(files), AT_A_TIME):
            self.day += 1
            stream.append(b"commit refs/heads/main\nmark :1\ncommitter a "
                          b"<a@example.org> %d +0000\ndata 1\nc\n"
                          % (1700000000 + 86400 * self.day))
            if self.head and not i:
                stream.append(b"from %s\n" % self.head)
            for path, data in files[i:i + AT_A_TIME]:
                stream.append(b"M 644 inline %s\ndata %d\n%s\n"
                              % (path.encode(), len(data), data))
        subprocess.run(["git", "fast-import", "--quiet"], cwd=self.root,
                       env=ENV, input=b"".join(stream), check=True)
        self.head = subprocess.run(
            ["git", "rev-parse", "main"], cwd=self.root, env=ENV, check=True,
            stdout=subprocess.PIPE).stdout.strip()
        return self.head


def build(root, pages, with_pins):
    history = History(root)
    history.add([("calque.yaml", CONFIG)])
    rev = history.add([(f"content/en/{p}", was) for p, was, _, _ in pages])
    history.add([(f"content/es/{p}", pinned(t, rev) if with_pins else t)
                 for p, _, _, t in pages])
    history.add([(f"content/en/{p}", now) for p, was, now, _ in pages
                 if was != now])
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=root, env=ENV,
                   check=True)


def put_counting_git(folder):
    """A program git that notes each of its starts in folder/starts."""
    path = os.path.join(folder, "bin", "git")
    put(folder, "bin/git", f"#!/bin/sh\necho >>'{folder}/starts'\nexec "
        f"'{shutil.which('git')}' \"$@\"\n".encode())
    os.chmod(path, 0o755)
    return dict(ENV, PATH=os.path.dirname(path) + ":" + ENV["PATH"])


def measure(calque, pages, with_pins):
    with tempfile.TemporaryDirectory() as folder:
        root = os.path.join(folder, "site")
        build(root, pages, with_pins)
        env = put_counting_git(folder)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        out = subprocess.run([calque, "status", "--format=json"], cwd=root,
                             env=env, stdout=subprocess.PIPE, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        with open(os.path.join(folder, "starts"), "rb") as file:
            starts = len(file.readlines())
    states = json.loads(out.stdout)["languages"][0]["pages"]
    seconds = (after.ru_utime - before.ru_utime
               + after.ru_stime - before.ru_stime)
    print(f"{len(pages)} pairs {'with' if with_pins else 'without'} pins: "
          f"{seconds:.1f} s, {starts} git processes; "
          + ", ".join(f"{n} {state}" for state, n in states.items()
                      if n and state != "total"))


def main():
    if len(sys.argv) < 3 or not os.path.isdir(sys.argv[2]):
        print("skipped: there is no folder of drifted pages")
        return
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 8000
    pages = list(copies(list(list_pages(sys.argv[2])), n))
    for with_pins in (True, False):
        measure(os.path.abspath(sys.argv[1]), pages[:n // 8], with_pins)
        measure(os.path.abspath(sys.argv[1]), pages, with_pins)


if __name__ == "__main__":
    main()
