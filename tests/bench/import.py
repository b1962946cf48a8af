#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Align the translations of real sites: import.py [-v] [-s SEEDS] BENCH FOLDER

FOLDER holds `corpora/SITE/content/LANG/` (sites with their translations) and
`drift/SITE/CASE/` (a page as it was when it was translated, and its
translation). Prints the table of align_bench: a row for each site and language.
"""

import argparse
import glob
import os
import subprocess


def corpora(folder):
    for site in sorted(glob.glob(os.path.join(folder, "corpora", "*", ""))):
        content = os.path.join(site, "content")
        name = os.path.basename(site.rstrip("/"))
        if not os.path.isdir(content):
            continue
        for lang in sorted(set(os.listdir(content)) - {"en"}):
            root = os.path.join(content, lang)
            pairs = []
            for path, _, files in sorted(os.walk(root)):
                for file in sorted(files):
                    target = os.path.join(path, file)
                    source = os.path.join(content, "en",
                                          os.path.relpath(target, root))
                    if file.endswith(".md") and os.path.exists(source):
                        pairs.append((source, target))
            yield name.split(".")[0][:8] + " " + lang, lang, pairs


def drift(folder):
    rows = {}
    for case in sorted(glob.glob(os.path.join(folder, "drift", "*", "*", ""))):
        site = os.path.basename(os.path.dirname(case.rstrip("/")))
        for target in sorted(glob.glob(case + "*.md")):
            lang = os.path.basename(target)[:-3]
            source = case + "en.at-translation.md"
            own = case + "en.at-translation." + lang + ".md"
            if lang.startswith("en.") or not os.path.exists(source):
                continue
            rows.setdefault((site, lang), []).append(
                (own if os.path.exists(own) else source, target))
    for (site, lang), pairs in sorted(rows.items()):
        yield "then " + site + " " + lang, lang, pairs


def main():
    args = argparse.ArgumentParser()
    args.add_argument("-v", action="store_true")
    args.add_argument("-s", default="3")
    args.add_argument("-only", default="")
    args.add_argument("bench")
    args.add_argument("folder")
    args = args.parse_args()
    subprocess.run([args.bench], check=True)
    for label, lang, pairs in [*corpora(args.folder), *drift(args.folder)]:
        if args.only not in label or len(pairs) < 5:
            continue
        command = [args.bench] + ["-v"] * args.v + [label, lang, args.s]
        lines = "".join(s + "\t" + t + "\n" for s, t in pairs)
        subprocess.run(command, input=lines.encode(), check=True)


main()
