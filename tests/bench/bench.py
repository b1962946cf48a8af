#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What calque costs, beside cmark, gettext and po4a, as Markdown tables.

bench.py [--quick] [--write=FILE] CALQUE CORPUS

CORPUS/istio.io/content/en holds the pages of the site that is built; without
it, those of examples/ are copied until there are a thousand. Every text of each
language gets a translation, the pages are built. Then all commands are run in
turn, several times over; the tables show medians of processor time (user and
system, with that of children), of the clock where that is the question, and the
most memory. What is missing (a program, an option) is left out, with a word.

--quick       fewer runs, and sites of 100 and 1,000 pages only
--write=FILE  put the tables between FILE's two lines <!-- bench -->
"""

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import merge
from base import CONFIG

LANGUAGES = ["es", "de", "fr", "it", "pt", "nl", "pl", "cs", "sv", "da", "fi",
             "hu", "ro", "tr", "id"]
MARK = "Ü "  # before each text: its translation

# Runs argv and prints seconds of CPU, of the clock, and the peak in KB. A
# process of its own, and a small one: a child's peak is at least its parent's.
RUNNER = """
import os, sys, time
begin = time.monotonic()
pid = os.fork()
if not pid:
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, use = os.wait4(pid, 0)
print(use.ru_utime + use.ru_stime, time.monotonic() - begin, use.ru_maxrss,
      os.waitstatus_to_exitcode(status))
"""


def put(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def get(path):
    with open(path, "rb") as file:
        return file.read()


def files_below(root, suffix):
    return sorted(os.path.join(folder, name)
                  for folder, _, names in os.walk(root) for name in names
                  if name.endswith(suffix))


class Runs:
    """The runs of one command."""

    def __init__(self, name, argv, cwd, before=None):
        self.name, self.argv, self.cwd, self.before = name, argv, cwd, before
        self.cpu, self.wall, self.peak = [], [], []

    def run(self):
        if self.before:
            self.before()
        out = subprocess.run([sys.executable, "-I", "-S", "-c", RUNNER]
                             + self.argv, cwd=self.cwd, check=True,
                             stdout=subprocess.PIPE).stdout.split()
        cpu, wall, peak, status = (float(x) for x in out)
        if status not in (0, 1):
            sys.exit(f"{' '.join(self.argv)[:200]} ended with {status:.0f}")
        self.cpu.append(cpu)
        self.wall.append(wall)
        self.peak.append(peak / 1024)

    @property
    def seconds(self):
        return statistics.median(self.cpu)

    @property
    def clock(self):
        return statistics.median(self.wall)

    @property
    def memory(self):
        return max(self.peak)


def in_turn(commands, n):
    for _ in range(n):
        for command in commands:
            command.run()
    return {c.name: c for c in commands}


# ---- sites ----

def read_pages(corpus):
    """(path, bytes), and what they are."""
    root = os.path.join(corpus, "istio.io", "content", "en")
    if os.path.isdir(root):
        what = "Istio's English pages"
    else:
        root = os.path.join(os.path.dirname(__file__), "../../examples/blog/"
                            "content/en")
        what = "the pages of examples/blog, copied"
    pages = [(os.path.relpath(path, root), get(path))
             for path in files_below(root, ".md")]
    return (pages if len(pages) > 999 else copies(pages, 1000)), what


def copies(pages, n):
    """n of them: all, and again with a text of its own in each copy."""
    done = []
    for i in range(n):
        path, data = pages[i % len(pages)]
        k = i // len(pages)
        done.append((f"copy{k}/{path}", data + b"\n\nCopy number %d.\n" % k)
                    if k else (path, data))
    return done


def translate(path):
    """Give each message a translation, as if by hand."""
    blocks = get(path).decode().split("\n\n")
    for i, block in enumerate(blocks[1:], 1):
        m = re.search(r'^msgid ((?:".*"\n)+)msgstr ""\n?\Z', block, re.M)
        if m:
            text = re.sub('^"(?=[^"\n])', '"' + MARK, m[1], count=1,
                          flags=re.M)
            blocks[i] = block[:m.end(1)] + "msgstr " + text.rstrip("\n")
    put(path, ("\n\n".join(blocks).rstrip("\n") + "\n").encode())


class Site:
    """A folder with sources, translated catalogs and built pages."""

    def __init__(self, calque, pages, n_languages, folder):
        self.calque, self.root = calque, os.path.join(folder, "site")
        self.languages = LANGUAGES[:n_languages]
        self.n = len(pages)
        self.bytes = sum(len(data) for _, data in pages)
        put(f"{self.root}/calque.yaml",
            CONFIG.format(languages=", ".join(self.languages)).encode())
        for path, data in pages:
            put(f"{self.root}/content/en/{path}", data)
        self.do("sync")
        for path in self.catalogs():
            translate(path)
        self.do("sync")
        self.do("build")

    def do(self, command):
        subprocess.run([self.calque, command, "-q"], cwd=self.root,
                       stderr=subprocess.DEVNULL, check=False)

    def catalogs(self):
        return files_below(f"{self.root}/po", ".po")

    def forget_pages(self):
        """Not deleted: ext4 looks for inodes that were not lately."""
        for language in self.languages:
            old = tempfile.mkdtemp(dir=os.path.dirname(self.root))
            os.rename(f"{self.root}/content/{language}", f"{old}/{language}")

    def forget_catalogs(self):
        shutil.rmtree(f"{self.root}/po")

    def command(self, name, *argv, before=None):
        return Runs(name, [self.calque, *argv], self.root, before)


# ---- tables ----

class Report:
    def __init__(self):
        self.lines = []
        self.targets = []

    def say(self, text=""):
        self.lines.append(text)
        print(text, flush=True)

    def table(self, head, rows):
        self.say()
        self.say("| " + " | ".join(head) + " |")
        self.say("|---" + "|---:" * (len(head) - 1) + "|")
        for row in rows:
            self.say("| " + " | ".join(row) + " |")
        self.say()

    def target(self, what, value, limit, unit="x", at_most=True):
        met = value <= limit if at_most else value >= limit
        self.targets.append((what, f"{value:.2f} {unit}",
                             f"{'at most' if at_most else 'at least'} "
                             f"{limit:g} {unit}", "yes" if met else "**no**"))


def ratio_row(run, base):
    return (run.name, f"{run.seconds:.2f}", f"{run.seconds / base:.2f}",
            f"{run.memory:.0f}", str(len(run.cpu)))


class Bench:
    def __init__(self, calque, corpus, quick):
        self.calque, self.quick = calque, quick
        self.report = Report()
        self.pages, self.what = read_pages(corpus)
        self.runs = 3 if quick else 7
        usage = subprocess.run([calque, "help", "sync"], check=True,
                               stdout=subprocess.PIPE).stdout.decode()
        self.one = ["-j1"] if "--jobs" in usage else []
        self.plain = self.one + ["--no-cache"] * ("--no-cache" in usage)
        self.has_cache = "--no-cache" in usage
        self.label = " --no-cache" if self.has_cache else ""
        if not self.has_cache:
            print("this calque has no --no-cache")

    def site(self, pages, n_languages):
        return TemporarySite(self.calque, pages, n_languages)

    def one_language(self):
        report = self.report
        with self.site(self.pages, 1) as site:
            every = os.path.join(site.root, "..", "all.md")
            put(every, b"\n".join(data for _, data in self.pages))
            commands = [
                Runs("`cmark ALL >/dev/null`", ["cmark", every], site.root),
                site.command(f"`sync{self.label}`, nothing changed", "sync",
                             *self.plain),
                site.command(f"`build{self.label}`, nothing changed", "build",
                             *self.plain),
                site.command(f"`build{self.label}`, no page there", "build",
                             *self.plain, before=site.forget_pages),
            ]
            if self.has_cache:
                commands += [
                    site.command("`sync`, nothing changed", "sync", *self.one),
                    site.command("`build`, nothing changed", "build",
                                 *self.one),
                ]
            commands.append(site.command("`status`", "status"))
            commands += self.gettext(site)
            done = in_turn(commands, self.runs)
            slow = in_turn([site.command("`import` of these pages", "import",
                                         *self.one,
                                         before=site.forget_catalogs)], 3)
            cmark = commands[0].seconds
            report.say(f"One language, `-j1`: {self.what}, {site.n:,} pages, "
                       f"{site.bytes / 1e6:.1f} MB; every text translated.")
            report.table(
                ("", "CPU s", "x cmark", "peak MB", "runs"),
                [ratio_row(run, cmark)
                 for run in commands + list(slow.values())])
            self.one_language_targets(done, cmark)
            self.po4a(site, commands[1].seconds + commands[2].seconds)

    def one_language_targets(self, done, cmark):
        target = self.report.target
        aims = [(f"`sync{self.label}`, nothing changed", 2.5),
                (f"`build{self.label}`, nothing changed", 4),
                (f"`build{self.label}`, no page there", 4)]
        if self.has_cache:
            aims.append(("`sync`, nothing changed", 0.25))
        for name, limit in aims:
            target(f"{name}, against cmark", done[name].seconds / cmark, limit)

    def gettext(self, site):
        """The same catalogs, read and written by gettext."""
        if not shutil.which("msgcat"):
            print("msgcat is not installed")
            return []
        one = os.path.join(site.root, "..", "one.po")
        catalogs = site.catalogs()
        msgcat = ["msgcat", "--no-wrap", "--use-first"]
        subprocess.run(msgcat + ["-o", one] + catalogs, check=True)
        return [Runs("`msgcat` of these catalogs", msgcat
                     + ["-o", "/dev/null"] + catalogs, site.root),
                Runs("`msgfmt -c` of them, as one", ["msgfmt", "-c", "-o",
                                                     "/dev/null", one],
                     site.root)]

    def po4a(self, site, calque_seconds):
        if not shutil.which("po4a"):
            print("po4a is not installed")
            return
        root = os.path.join(site.root, "..", "po4a")
        shutil.copytree(f"{site.root}/content/en", f"{root}/en")
        paths = [os.path.relpath(p, root) for p in files_below(root, ".md")]
        put(f"{root}/po4a.cfg", (
            "[po4a_langs] es\n[po4a_paths] site.pot es:es.po\n"
            "[options] --keep 0 --master-charset UTF-8\n" + "".join(
                f"[type: text] {p} es:es{p[2:]} "
                "opt:\"-o markdown -o yfm_lenient\"\n" for p in paths)
        ).encode())
        first = Runs("", ["po4a", "-q", "po4a.cfg"], root)
        first.run()
        same = sum(os.path.exists(f"{root}/es{p[2:]}")
                   and get(f"{root}/es{p[2:]}") == get(f"{root}/{p}")
                   for p in paths)
        translate(f"{root}/es.po")
        run = Runs("`po4a`: update and translate", ["po4a", "-q", "--force",
                                                    "po4a.cfg"], root)
        in_turn([run], 1 if self.quick else 3)
        sample = paths[::20]
        aborts = sum(subprocess.run(
            ["po4a-gettextize", "-f", "text", "-o", "markdown", "-M", "UTF-8",
             "-m", p, "-p", "one.pot"], cwd=root, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
            != 0 for p in sample)
        self.report.say("po4a, the same job (`sync` and `build`, nothing "
                        "changed): one run over all pages, with one catalog "
                        "and `-o markdown -o yfm_lenient`.")
        self.report.table(
            ("", "CPU s", "times", "peak MB", "runs"),
            [(f"`sync{self.label}` and `build{self.label}`", f"{calque_seconds:.2f}", "1",
              "", str(self.runs)),
             (run.name, f"{run.seconds:.1f}",
              f"{run.seconds / calque_seconds:.0f}", f"{run.memory:.0f}",
              str(len(run.cpu)))])
        self.report.say(
            f"Without `yfm_lenient` it aborts on {aborts} of {len(sample)} "
            f"pages (every 20th). Without translations it gives back {same:,} "
            f"of {len(paths):,} pages byte for byte.")
        self.report.say()
        self.report.target("po4a, against `sync` and `build`",
                           run.seconds / calque_seconds, 40, at_most=False)

    def msgmerge(self):
        if not shutil.which("msgmerge"):
            print("msgmerge is not installed")
            return
        calque = statistics.median(
            merge.time_case(self.calque, "{path}.po", merge.half_changed, 1)
            for _ in range(self.runs))
        n = 1 if self.quick else 3
        gnu = statistics.median(merge.time_msgmerge(self.calque, ["msgmerge"])
                                for _ in range(n))
        self.report.say(f"A catalog of {merge.N:,} messages, half of them "
                        "changed.")
        self.report.table(("", "CPU s", "times", "runs"),
                          [("`sync`", f"{calque:.2f}", "1", str(self.runs)),
                           ("`msgmerge`", f"{gnu:.1f}", f"{gnu / calque:.0f}",
                            str(n))])
        self.report.target("msgmerge, half changed, against `sync`",
                           gnu / calque, 150, at_most=False)

    def growth(self, name, sites):
        """Rows of what sync and build cost on (label, pages, languages)."""
        rows, peaks = [], []
        for label, pages, n_languages in sites:
            with self.site(pages, n_languages) as site:
                n = self.runs if len(pages) * n_languages < 2000 else 3
                sync = site.command("", "sync", *self.plain)
                build = site.command("", "build", *self.plain)
                in_turn([sync, build], n)
            count = len(pages) * n_languages
            peaks.append(max(sync.memory, build.memory))
            rows.append((label, f"{sync.seconds:.2f}",
                         f"{sync.seconds / count * 1e6:.0f}",
                         f"{build.seconds:.2f}",
                         f"{build.seconds / count * 1e6:.0f}",
                         f"{sync.memory:.0f}", f"{build.memory:.0f}", str(n)))
        self.report.table((name, "`sync` s", "us a page", "`build` s",
                           "us a page", "`sync` MB", "`build` MB", "runs"),
                          rows)
        return peaks

    def scaling(self):
        self.report.say(f"`-j1{self.label}`, nothing changed; a page counts "
                        "once for each language.")
        sizes = (100, 1000) if self.quick else (100, 1000, 10000)
        peaks = self.growth("pages", [(f"{n:,}", copies(self.pages, n), 1)
                                      for n in sizes])
        self.report.target("peak memory at the largest site", peaks[-1], 64,
                           "MB")
        if len(peaks) > 2:
            self.report.target("peak, 10,000 pages against 1,000",
                               peaks[2] / peaks[1], 1.1)
        pages = copies(self.pages, 1000)
        self.growth("languages, 1,000 pages",
                    [(str(n), pages, n)
                     for n in ((1, 5) if self.quick else (1, 5, 15))])

    def workers(self):
        if not self.one:
            print("this calque has no -j")
            return
        flags = self.plain[1:]
        with self.site(self.pages, 5) as site:
            commands = [site.command(f"`{c} -j{j}`", c, f"-j{j}", *flags)
                        for c in ("sync", "build") for j in (1, 2)]
            in_turn(commands, self.runs)
        self.report.say(f"Five languages, {len(self.pages):,} pages, by the "
                        "clock.")
        self.report.table(
            (self.label.strip(), "seconds", "CPU s", "peak MB", "runs"),
            [(c.name, f"{c.clock:.2f}", f"{c.seconds:.2f}", f"{c.memory:.0f}",
              str(len(c.cpu))) for c in commands])
        for one, two in (commands[:2], commands[2:]):
            self.report.target(f"{two.name}, faster by the clock",
                               one.clock / two.clock, 1.7, at_most=False)

    def watch(self):
        """From the rename of a catalog to the first new byte of its page."""
        with self.site(copies(self.pages, 1000), 1) as site:
            times = watch_times(site, 5 if self.quick else 15)
        self.report.say(
            "`build --watch` on 1,000 pages, from a saved catalog to its page: "
            f"median {statistics.median(times):.0f} ms, {min(times):.0f} to "
            f"{max(times):.0f} ms in {len(times)} saves.")
        self.report.say()
        self.report.target("`build --watch`, save to page",
                           statistics.median(times), 50, "ms")

    def all(self):
        self.one_language()
        self.msgmerge()
        self.scaling()
        self.workers()
        self.watch()
        self.report.say("What was aimed at:")
        self.report.table(("", "seen", "aim", "reached"), self.report.targets)


class TemporarySite:
    def __init__(self, *args):
        self.args = args

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        os.environ["XDG_CACHE_HOME"] = f"{self.folder.name}/cache"
        return Site(*self.args, self.folder.name)

    def __exit__(self, *_):
        self.folder.cleanup()


def watch_times(site, n):
    process = subprocess.Popen([site.calque, "build", "--watch"],
                               cwd=site.root, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
    while not process.stdout.readline().startswith(b"watching"):
        pass
    times = []
    catalogs = site.catalogs()
    for k in range(n):
        path = catalogs[k * len(catalogs) // n]
        page = path.replace("/po/", "/content/")[:-3] + ".md"
        mark = f"saved {k} ".encode()
        data = get(path).replace(f'msgstr "{MARK}'.encode(),
                                 b'msgstr "' + mark, 1)
        put(path + ".new", data)
        begin = time.monotonic()
        os.rename(path + ".new", path)
        while mark not in get(page):
            if time.monotonic() - begin > 10:
                sys.exit(f"{page}: was not built again")
            time.sleep(0.0005)
        times.append((time.monotonic() - begin) * 1000)
        time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    if process.wait() != 0:
        sys.exit("build --watch did not end with 0")
    return times


def write_between(path, lines):
    mark = "<!-- bench -->\n"
    before, _, after = get(path).decode().split(mark)
    put(path, (before + mark + "\n".join(lines).strip() + "\n" + mark
               + after).encode())


def main():
    names = [a for a in sys.argv[1:] if not a.startswith("--")]
    write = [a[8:] for a in sys.argv[1:] if a.startswith("--write=")]
    if not shutil.which("cmark"):
        sys.exit("cmark is not installed")
    bench = Bench(os.path.abspath(names[0]), names[1], "--quick" in sys.argv)
    bench.all()
    for path in write:
        write_between(path, bench.report.lines)


if __name__ == "__main__":
    main()
