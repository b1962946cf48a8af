#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import every pair of a site and build it back: import.py [-v] CALQUE SITE...

Whether two pages run parallel is judged here, outside calque: equal sequences
of cmark's XML block nodes and of shortcode names, front matter cut off.
Prints, for each site and language, how many of all pairs and of the parallel
ones are built back byte for byte, and each parallel page that is not.
"""

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

TAG = re.compile(r"\{\{[<%]\s*(/?\s*[\w./-]+)")
NODE = re.compile(r"<(/?(?:paragraph|heading|block_quote|list|item|code_block"
                  r"|html_block|thematic_break)(?: level=\"\d\")?)")


def body(page):
    match = re.match(r"\A\ufeff?---[ \t]*\r?\n(.*?\r?\n)?---[ \t]*(\r?\n|\Z)",
                     page, re.S)
    return page[match.end():] if match else page


def shape(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        text = body(file.read())
    xml = subprocess.run(["cmark", "-t", "xml"], input=text.encode(),
                         stdout=subprocess.PIPE, check=True).stdout.decode()
    return NODE.findall(xml), TAG.findall(text)


def import_pair(job):
    calque, source, target, locale = job
    with tempfile.TemporaryDirectory() as folder:
        po, out = os.path.join(folder, "p.po"), os.path.join(folder, "o.md")
        common = ["--source", source, "--po", po, "--locale", locale, "-q"]
        said = subprocess.run([calque, "import", "--target", target] + common,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        reason = said.stdout.decode(errors="replace").strip()
        if os.path.exists(po):
            built = subprocess.run([calque, "build", "--target", out] + common,
                                   stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, check=False)
            reason += "\n" + built.stdout.decode(errors="replace").strip()
        with open(target, "rb") as file:
            want = file.read()
        got = None
        if os.path.exists(out):
            with open(out, "rb") as file:
                got = file.read()
    with open(source, "rb") as file:
        if file.read() == want:
            return True, True, "copy"
    return got == want, shape(source) == shape(target), reason


def pairs(calque, site):
    content = os.path.join(site, "content")
    for lang in sorted(os.listdir(content)):
        if lang == "en":
            continue
        jobs = []
        for folder, _, files in sorted(os.walk(os.path.join(content, lang))):
            for name in sorted(files):
                target = os.path.join(folder, name)
                source = os.path.join(content, "en", os.path.relpath(
                    target, os.path.join(content, lang)))
                if name.endswith(".md") and os.path.exists(source):
                    jobs.append((calque, source, target, lang))
        yield lang, jobs


def main():
    args = [a for a in sys.argv[1:] if a != "-v"]
    missed = 0
    for site in args[1:]:
        for lang, jobs in pairs(args[0], site):
            with ThreadPoolExecutor(2) as pool:
                results = list(pool.map(import_pair, jobs))
            exact = sum(r[0] for r in results)
            parallel = sum(r[1] for r in results)
            both = sum(r[0] and r[1] for r in results)
            print(f"{os.path.basename(site.rstrip('/'))} {lang}: "
                  f"{exact} of {len(jobs)} pairs, "
                  f"{both} of {parallel} parallel ones")
            for job, (is_exact, is_parallel, reason) in zip(jobs, results):
                if not is_exact and (is_parallel or "-v" in sys.argv):
                    missed += is_parallel
                    kind = "parallel" if is_parallel else "differs"
                    print(f"  {kind} {job[2]}: {reason.strip()[:300]}")
    return 1 if missed else 0


sys.exit(main())
