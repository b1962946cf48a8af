#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare filling with prettier: wrap.py WRAP_TEST PRETTIER FOLDER...

WRAP_TEST is build/tests/corpus/wrap_test, PRETTIER a program such as
node_modules/.bin/prettier. For each folder two lines, of paragraphs that stand
on several lines:

  as they are     how many of the pages' own are broken as filling breaks them
  as prettier     of pages with each paragraph on one line, rewritten by
                  prettier with proseWrap: always: how many equal our filling

-v before all: show the others. --cols N: another width than 80.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile


def pages_of(folder):
    for root, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".md"):
                yield os.path.join(root, name)


def count(args, label, paths):
    command = [args.wrap_test] + ["-v"] * args.verbose + \
        ["--count", str(args.cols)] + paths
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    lines = said.stdout.decode(errors="replace").splitlines()
    print("\n".join(lines[:-1]), end="\n" if lines[1:] else "")
    texts, kept = map(int, lines[-1].split())
    print(f"{label}: {kept} of {texts}"
          f" ({100 * kept / max(texts, 1):.2f} %)", flush=True)


def join_pages(args, paths, folder):
    joined = []
    for i, path in enumerate(paths):
        joined.append(os.path.join(folder, f"{i}.md"))
        with open(joined[-1], "wb") as out:
            subprocess.run([args.wrap_test, "--join", path], stdout=out,
                           check=True)
    return joined


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("-v", dest="verbose", action="store_true")
    parser.add_argument("--cols", type=int, default=80)
    parser.add_argument("wrap_test")
    parser.add_argument("prettier")
    parser.add_argument("folders", nargs="+")
    args = parser.parse_args()
    if not shutil.which(args.prettier):
        print("skipped: no " + args.prettier)
        return 0
    for folder in args.folders:
        paths = sorted(pages_of(folder))
        count(args, f"{folder}: as they are", paths)
        with tempfile.TemporaryDirectory() as temp:
            joined = join_pages(args, paths, temp)
            subprocess.run([args.prettier, "--prose-wrap", "always",
                            "--print-width", str(args.cols), "--write",
                            "--log-level", "error", "--no-config"] + joined,
                           check=False, stderr=subprocess.DEVNULL)
            count(args, f"{folder}: as prettier", joined)
    return 0


sys.exit(main())
