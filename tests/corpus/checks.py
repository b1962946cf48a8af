#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `calque check` says of real translations: checks.py CALQUE DRIFT [ID...]

DRIFT is a folder of cases SITE/CASE/ with en.at-translation.md and LANG.md.
Each pair is imported and checked; pages that `import` refuses are counted.
Prints, for each check and language, how many findings there are, and the share
of messages with an error. With IDs (or "all"), each of their findings too.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor


def check_pair(job):
    calque, source, target, lang = job
    with tempfile.TemporaryDirectory() as folder:
        po = os.path.join(folder, "p.po")
        common = ["--source", source, "--po", po, "--locale", lang]
        subprocess.run([calque, "import", "-q", "--target", target] + common,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       check=False)
        if not os.path.exists(po):
            return None
        said = subprocess.run([calque, "check", "--format=json"] + common,
                              stdout=subprocess.PIPE, check=False)
    if said.returncode > 1:
        sys.exit(f"{target}: calque check ended with {said.returncode}")
    return json.loads(said.stdout)


def pairs(calque, drift):
    for folder, _, files in sorted(os.walk(drift)):
        for name in sorted(files):
            stem = name.split(".")
            if len(stem) != 2 or stem[1] != "md" or stem[0] == "en":
                continue
            own = os.path.join(folder, f"en.at-translation.{stem[0]}.md")
            source = os.path.join(folder, "en.at-translation.md")
            source = own if os.path.exists(own) else source
            if os.path.exists(source):
                yield calque, source, os.path.join(folder, name), stem[0]


def print_table(counts, languages, messages):
    names = sorted({key[0] for key in counts})
    print(f"{'':20} " + " ".join(f"{lang:>6}" for lang in languages))
    print(f"{'messages':20} " +
          " ".join(f"{messages[lang]:6}" for lang in languages))
    for name in names:
        print(f"{name:20} " + " ".join(f"{counts[name, lang]:6}"
                                       for lang in languages))


def main():
    calque, drift, shown = sys.argv[1], sys.argv[2], set(sys.argv[3:])
    jobs = list(pairs(calque, drift))
    counts, messages, wrong, refused = Counter(), Counter(), set(), 0
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(check_pair, jobs))
    for job, result in zip(jobs, results):
        if result is None:
            refused += 1
            continue
        for row in result["summary"]:
            messages[job[3]] += row["messages"]
        for f in result["findings"]:
            counts[f["id"], job[3]] += 1
            if f["severity"] == "error":
                wrong.add((job[2], f["line"]))
            if shown & {f["id"], f["severity"], "all"}:
                print(f"{job[2]}: {f['severity']}: [{f['id']}] "
                      f"{f['message']}; {f['hint']}")
                print(f"  - {f.get('msgid')}\n  + {f.get('msgstr')}")
    total = sum(messages.values())
    print_table(counts, sorted(messages), messages)
    print(f"{len(jobs)} pairs, {refused} not imported; {len(wrong)} of {total}"
          f" messages with an error: {100 * len(wrong) / max(total, 1):.2f} %")


if __name__ == "__main__":
    main()
