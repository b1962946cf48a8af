#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often does `calque sync` find the old text of a changed one?

match.py [OPTION...] CALQUE CORPUS

  --seeds=1,2,3      what is drawn; the figures of all are added up too
  --languages=en,zh  source languages
  --runs=1           up to so many neighbours have the same fate (new, edited)
  --show             print each case that went wrong, as JSON
  --keep=FOLDER      leave the sites there

Two sites are made of real texts, OLD and NEW. OLD is synced into catalogs and
each of its texts gets a msgstr of its own; then the same catalogs are synced
with NEW, and each suggestion shows which old text it came from. msgmerge gets
the same old catalogs and the same new texts (as a POT per page; "one" is the
same with a single catalog for the whole site). MSGMERGE= in the environment
leaves it out, MSGMERGE=COMMAND names another.

What is real: the texts, their order on a page and what they are. The folders
CORPUS/*/content/LANGUAGE are read with `calque units`; a seed draws pages
until there are enough of both. What is made: the page around the texts (title
and description in front matter, headings, paragraphs, list items and tables
of one column), so that every text is exactly one unit and the labels are
exact. That is proved: `calque units` must give back the texts of each page.
Left out are texts of more than one line, optional ones, and those that do not
come back as they were. Only texts that occur once in the site get a label;
the others stay as they are, on both sides.

What becomes of them, drawn by a seed:
  20 %  new: not in OLD
  20 %  edited, see below
   5 %  gone: not in NEW, so that not every old text has a successor
  1/10 of the pages has its sections in another order, 1/20 another path

An edit changes a tenth of the words, one at least: each is replaced, gets a
neighbour or is deleted, a third each. Words are runs of letters and digits
outside of code, destinations, tags and shortcodes; of Chinese, two
characters. New words are drawn from pages of the same language that are on
neither site. Paragraphs and list items: 15 % lose or get a whole sentence
too (one of another page). 40 % of the paragraphs of two sentences and more
are split into two paragraphs. At least one old word stays: of one word a text
is edited by adding a second, and of two or three one changes; if all of them
changed, nobody could tell it from a new one.

right   the suggestion is the text's own old one, and fuzzy. Of a split text,
        either half has it and neither has another.
wrong   it is another text's, or not fuzzy
missed  there is none
false   a new text has a suggestion, whatever it is
"""

import collections
import difflib
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

PAGES, UNITS = 110, 4000
CONFIG = """source: {lang}
languages: [es]
dialect: hugo
pages:
  - source: content/{{path}}.{{ext}}
    target: out/{{lang}}/{{path}}.{{ext}}
    po: po/{po}
"""
KINDS = {"front matter: title": "title", "list item": "item",
         "front matter: description": "description", "paragraph": "paragraph",
         "table cell": "cell", "table header": "cell",
         **{f"heading {n}": f"heading {n}" for n in range(1, 6)}}
HAN = "\u3400-\u9fff"
WORD = re.compile(f"[{HAN}]{{1,2}}|[^\\W_{HAN}]+(?:[-'’][^\\W_{HAN}]+)*")
CLOSED = re.compile(r"`+[^`]*`+|\]\([^)]*\)|\]\[[^]]*\]|<[^>]*>|\{\{.*?\}\}"
                    r"|\{[#.][^}]*\}|\w+://[^\s)]*|\[\^[^]]*\]|&\w+;|!\[|:\w+:")
SENTENCE = re.compile(r".+?(?:[.!?](?=\s+[A-Z*`\[])|[。！？]|$)\s*", re.S)


class Unit:
    def __init__(self, kind, text):
        self.kind, self.text = kind, text
        self.role = "same"
        self.now = [text]  # on the NEW side; two if it was split


class Page:
    def __init__(self, path, units):
        self.path, self.units = path, units
        self.now_path, self.order = path, units
        self.is_moved = False


# ---- pages and units ----

def read_units(calque, files):
    pages = []
    for at in range(0, len(files), 500):
        run = subprocess.run([calque, "units", "--dialect=hugo",
                              "--format=json"] + files[at:at + 500],
                             stdout=subprocess.PIPE, check=True)
        pages += json.loads(run.stdout)
    return [[(KINDS.get(u["kind"]), u["text"]) for u in page["units"]
             if u["required"]] for page in pages]


def rendered(texts):
    """A page of (kind, text), each exactly one unit of it."""
    values = [t for t in texts if t[0] in ("title", "description")]
    page = "".join(f"{kind}: {json.dumps(text, ensure_ascii=False)}\n"
                   for kind, text in values)
    page = f"---\n{page}---\n"
    last = None
    for kind, text in texts:
        if kind in ("title", "description"):
            continue
        if kind not in ("item", "cell") or last != kind:
            page += "\n"
        if kind == "item":
            page += "<!-- -->\n\n- " if last == "cell" else "- "
            page += text + "\n"
        elif kind == "cell":
            page += f"| {text} |\n" + ("| --- |\n" if last != kind else "")
        elif kind == "paragraph":
            page += ("<!-- -->\n\n" if last == "item" else "") + text + "\n"
        else:
            page += "#" * int(kind[-1]) + f" {text}\n"
        last = kind
    return page


def write_page(path, texts):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(rendered(texts))


def read_back(calque, pages):
    """The texts that calque sees in each page, a list of (kind, text)."""
    with tempfile.TemporaryDirectory() as folder:
        files = [f"{folder}/{i}.md" for i in range(len(pages))]
        for file, texts in zip(files, pages):
            write_page(file, texts)
        return [[t[1] for t in page] for page in read_units(calque, files)]


def stand_alone(calque, texts):
    """For each (kind, text): is it one unit with just this text?"""
    back = read_back(calque, [[t] for t in texts])
    return [b == [t[1]] for b, t in zip(back, texts)]


def load_corpus(calque, corpus, lang):
    files = sorted(glob.glob(f"{corpus}/*/content/{lang}/**/*.md",
                             recursive=True))
    pages = []
    for file, texts in zip(files, read_units(calque, files)):
        texts = [t for t in texts if t[0] and "\n" not in t[1]]
        # values come first, each once
        texts.sort(key=lambda t: t[0] not in ("title", "description"))
        if len(texts) > 4:
            pages.append((os.path.relpath(file, corpus), texts))
    return pages


# ---- edits ----

class Editor:
    """Draws edits; the words come from `others`, texts of other pages."""

    def __init__(self, rng, lang, others):
        self.rng, self.lang = rng, lang
        self.words = [w for t in others for w in words_of(t)]
        self.sentences = [s.strip() for t in others for s in sentences(t)
                          if len(words_of(s)) > 4 and not CLOSED.search(s)]

    def change_words(self, text):
        spans = word_spans(text)
        if not spans:
            return None
        count = max(1, round(len(spans) / 10))
        for begin, end in sorted(self.rng.sample(spans, count), reverse=True):
            how = self.rng.choice(("replace", "insert", "delete"))
            word = self.rng.choice(self.words)
            space = "" if self.lang == "zh" else " "
            if len(spans) == 1 or how == "insert":
                text = text[:end] + space + word + text[end:]
            elif how == "replace":
                text = text[:begin] + word + text[end:]
            else:
                rest = text[end:]
                text = text[:begin] + (rest[1:] if rest[:1] == " " else rest)
        return text.strip()

    def change_sentences(self, text):
        parts = sentences(text)
        if len(parts) > 1 and self.rng.random() < 0.5:
            del parts[self.rng.randrange(len(parts))]
        else:
            space = "" if self.lang == "zh" else " "
            at = self.rng.randrange(len(parts) + 1)
            parts.insert(at, self.rng.choice(self.sentences) + space)
            if at:
                parts[at - 1] = parts[at - 1].rstrip() + space
        return "".join(parts).strip()

    def split(self, text):
        parts = sentences(text)
        at = self.rng.randrange(1, len(parts))
        return ["".join(parts[:at]).strip(), "".join(parts[at:]).strip()]

    def edit(self, unit):
        """Its new texts, one or two, or None."""
        text = self.change_words(unit.text)
        if not text or not set(words_of(text)) & set(words_of(unit.text)):
            return None
        if unit.kind == "paragraph" and len(sentences(text)) > 1 and \
                "{{" not in text and self.rng.random() < 0.4:
            return self.split(text)
        if unit.kind in ("paragraph", "item") and self.rng.random() < 0.15:
            text = self.change_sentences(text)
        return [text]


def word_spans(text):
    closed = [m.span() for m in CLOSED.finditer(text)]
    return [m.span() for m in WORD.finditer(text)
            if not any(b < m.end() and m.start() < e for b, e in closed)]


def words_of(text):
    return [text[b:e] for b, e in word_spans(text)]


def sentences(text):
    """The sentences with the space after them; never cuts inside code."""
    cuts = [m.end() for m in SENTENCE.finditer(text)]
    closed = [m.span() for m in CLOSED.finditer(text)]
    cuts = [c for c in cuts if not any(b < c < e for b, e in closed)]
    parts = [text[b:e] for b, e in zip([0] + cuts, cuts)]
    return [p for p in parts if p.strip()]


# ---- the two sites ----

def sections(units):
    """The title and what comes before headings, then a list per heading."""
    parts = [[]]
    for u in units:
        if u.kind.startswith("heading"):
            parts.append([])
        parts[-1].append(u)
    return parts


def draw_pages(calque, rng, corpus):
    pages, rest, total = [], [], 0
    corpus = corpus[:]
    rng.shuffle(corpus)
    for path, texts in corpus:
        if total >= UNITS and len(pages) >= PAGES:
            rest += [t[1] for t in texts]
            continue
        good = stand_alone(calque, texts)
        texts = list(dict.fromkeys(t for t, g in zip(texts, good) if g))
        if read_back(calque, [texts]) == [[t[1] for t in texts]]:
            pages.append(Page(path, [Unit(*t) for t in texts]))
            total += len(texts)
    return pages, rest


def draw_edits(calque, editor, units, texts):
    """Edit the units; one whose edit is not a unit of its own is redrawn."""
    left = units
    for _ in range(8):
        for u in left:
            u.now = editor.edit(u) or []
        flat = [(u.kind, t) for u in left for t in u.now]
        good = dict(zip(flat, stand_alone(calque, flat)))
        seen = collections.Counter(t for u in units for t in u.now)
        left = [u for u in left
                if not u.now or any(not good[u.kind, t] or t in texts
                                    or seen[t] > 1 for t in u.now)]
    for u in left:
        u.role, u.now = "same", [u.text]


def in_runs(rng, units, most):
    """The units in random order; runs of up to `most` stay together."""
    runs = []
    while units:
        n = rng.randint(1, most)
        runs.append(units[:n])
        units = units[n:]
    rng.shuffle(runs)
    return [u for run in runs for u in run]


def draw_site(calque, lang, seed, corpus, most):
    rng = random.Random(f"{lang} {seed}")
    pages, rest = draw_pages(calque, rng, corpus)
    units = [u for p in pages for u in p.units]
    counts = collections.Counter(u.text for u in units)
    once = in_runs(rng, [u for u in units if counts[u.text] == 1], most)
    share = len(once) // 20
    for u in once[:4 * share]:
        u.role = "new"
    for u in once[8 * share:9 * share]:
        u.role, u.now = "gone", []
    edited = [u for u in once[4 * share:8 * share] if word_spans(u.text)]
    for u in edited:
        u.role = "edited"
    draw_edits(calque, Editor(rng, lang, rest), edited, counts)
    move(rng, pages)
    prove(calque, pages)
    return pages


def move(rng, pages):
    able = [p for p in pages if len(sections(p.units)) > 2]
    for p in rng.sample(able, len(pages) // 10):
        head, *rest = sections(p.units)
        order = rest[:]
        while order == rest:
            rng.shuffle(order)
        p.order = head + [u for part in order for u in part]
        p.is_moved = True
    for p in rng.sample(pages, len(pages) // 20):
        p.now_path = "moved/" + p.path.replace("/_index", "/index")
        p.is_moved = True


def old_texts(page):
    return [(u.kind, u.text) for u in page.units if u.role != "new"]


def new_texts(page):
    return [(u.kind, t) for u in page.order for t in u.now]


def prove(calque, pages):
    for side in old_texts, new_texts:
        want = [side(p) for p in pages]
        for page, texts, back in zip(pages, want, read_back(calque, want)):
            if [t[1] for t in texts] != back:
                raise SystemExit(f"match.py: {page.path}: not the same units")


# ---- catalogs ----

def unquoted(line):
    text = line[line.index('"') + 1:line.rindex('"')]
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(
        m.group(1), m.group(1)), text)


def read_po(path):
    """msgid -> (msgstr, is_fuzzy) of the live messages."""
    messages = {}
    if not os.path.exists(path):
        return messages
    with open(path, encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    for block in blocks:
        fields, field, fuzzy = {}, None, False
        for line in block.splitlines():
            if line.startswith("#,"):
                fuzzy = "fuzzy" in line
            elif line.startswith(("msgid ", "msgstr ", "msgctxt ")):
                field = line.split(" ", 1)[0]
                fields[field] = unquoted(line)
            elif line.startswith('"'):
                fields[field] += unquoted(line)
        if fields.get("msgid"):
            messages[fields["msgid"]] = fields["msgstr"], fuzzy
    return messages


def fill_catalogs(folder):
    """Give each message a mark; returns mark -> msgid."""
    marks = {}
    for path in sorted(glob.glob(f"{folder}/po/**/*.po", recursive=True)):
        with open(path, encoding="utf-8") as file:
            blocks = file.read().rstrip("\n").split("\n\n")
        for i in range(1, len(blocks)):
            lines = blocks[i].split("\n")
            assert lines[-1] == 'msgstr ""', path
            mark = f"mark{len(marks)}"
            at = next(k for k, line in enumerate(lines)
                      if line.startswith("msgid "))
            marks[mark] = "".join(map(unquoted, lines[at:-1]))
            lines[-1] = f'msgstr "{mark}"'
            blocks[i] = "\n".join(lines)
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n\n".join(blocks) + "\n")
    return marks


def write_site(folder, lang, po, pages, side):
    shutil.rmtree(f"{folder}/content", ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/calque.yaml", "w", encoding="utf-8") as file:
        file.write(CONFIG.format(lang=lang, po=po))
    for p in pages:
        path = p.path if side is old_texts else p.now_path
        write_page(f"{folder}/content/{path}", side(p))


def sync(calque, folder):
    subprocess.run([calque, "sync", "-q", "-C", folder], check=True)


def po_of(page, po):
    return po.replace("{path}", page.now_path[:-len(".md")])


def run_calque(calque, folder, lang, po, pages):
    """Sync OLD, fill, sync NEW; leaves `filled` and `pot` for msgmerge."""
    write_site(folder, lang, po, pages, old_texts)
    sync(calque, folder)
    marks = fill_catalogs(folder)
    shutil.copytree(f"{folder}/po", f"{folder}/filled")
    write_site(folder, lang, po, pages, new_texts)
    sync(calque, folder)
    write_site(f"{folder}/pot", lang, po, pages, new_texts)
    sync(calque, f"{folder}/pot")
    return marks


def run_msgmerge(msgmerge, folder):
    for pot in sorted(glob.glob(f"{folder}/pot/po/**/*.po", recursive=True)):
        name = os.path.relpath(pot, f"{folder}/pot/po")
        old, out = f"{folder}/filled/{name}", f"{folder}/merged/{name}"
        os.makedirs(os.path.dirname(out), exist_ok=True)
        if os.path.exists(old):
            subprocess.run(msgmerge + ["-q", "--no-wrap", "-o", out, old, pot],
                           check=True)
        else:
            shutil.copy(pot, out)


# ---- the verdict ----

CLASSES = ("in place", "moved", "split")


def class_of(page, unit):
    if len(unit.now) > 1:
        return "split"
    return "moved" if page.is_moved else "in place"


def verdict(unit, found):
    """found: for each new text (set of old texts, is_fuzzy)"""
    got = [f for f in found if f[0]]
    if not got:
        return "missed"
    if all(f == ({unit.text}, True) for f in got):
        return "right"
    return "wrong"


def judge(folder, po, pages, marks, watch=None):
    result = collections.Counter()
    catalogs = {}
    for page in pages:
        path = f"{folder}/{po_of(page, po)}"
        messages = catalogs.setdefault(path, read_po(path))
        for unit in page.units:
            found = []
            for text in unit.now:
                msgstr, fuzzy = messages[text]
                olds = {marks[m] for m in re.findall(r"mark\d+", msgstr)}
                found.append((olds, fuzzy))
            if unit.role == "edited":
                what = (class_of(page, unit), verdict(unit, found))
            elif unit.role == "new":
                what = ("new", "false" if found[0][0] else "none")
                result["near"] += any(alike(unit.text, o) >= 0.6
                                      for o in found[0][0])
            elif unit.role == "same":
                kept = found[0] == ({unit.text}, False)
                what = ("same", "kept" if kept else "lost")
            else:
                continue
            result[what] += 1
            if watch:
                watch(what, page, unit, found)
    return result


def alike(a, b):
    return difflib.SequenceMatcher(None, words_of(a), words_of(b),
                                   False).ratio()


def percent(part, whole):
    return f"{part} of {whole} = {100 * part / whole:.1f} %" if whole else "-"


def rows_of(result):
    edited = sum(result[c, v] for c in CLASSES
                 for v in ("right", "wrong", "missed"))
    for c in CLASSES:
        n = sum(result[c, v] for v in ("right", "wrong", "missed"))
        for v in ("right", "wrong", "missed"):
            yield f"edited, {c}: {v}", percent(result[c, v], n)
    yield "edited, all: wrong", percent(
        sum(result[c, "wrong"] for c in CLASSES), edited)
    yield "new: false", percent(result["new", "false"],
                                result["new", "false"] + result["new", "none"])
    yield "  of these 0.6 alike", str(result["near"])
    yield "unchanged: kept", percent(
        result["same", "kept"], result["same", "kept"] + result["same", "lost"])


def print_table(title, results):
    names = list(results)
    columns = [dict(rows_of(results[n])) for n in names]
    print(f"\n{title}")
    print(f"{'':26}" + "".join(f"{n:>23}" for n in names))
    for row in columns[0]:
        print(f"{row:26}" + "".join(f"{c[row]:>23}" for c in columns))


def targets_missed(name, result):
    """The least that calque is to reach, catalogs by page."""
    def share(part, *whole):
        return 100 * part / max(1, sum(result[w] for w in whole))

    for c, least in ("in place", 90), ("moved", 80), ("split", 80):
        got = share(result[c, "right"], (c, "right"), (c, "wrong"),
                    (c, "missed"))
        if got < least:
            yield f"{name}: {c}: right {got:.1f} %, not {least}"
    every = [(c, v) for c in CLASSES for v in ("right", "wrong", "missed")]
    wrong = share(sum(result[c, "wrong"] for c in CLASSES), *every)
    if wrong > 1:
        yield f"{name}: wrong {wrong:.1f} %, more than 1"
    false = share(result["new", "false"], ("new", "false"), ("new", "none"))
    if false > 4:
        yield f"{name}: false {false:.1f} %, more than 4"


def show(what, page, unit, found):
    if what[1] in ("wrong", "missed", "false"):
        print(json.dumps({"what": what, "page": page.now_path,
                          "kind": unit.kind, "old": unit.text,
                          "new": unit.now,
                          "got": [sorted(f[0]) for f in found]},
                         ensure_ascii=False))


def run_seed(calque, lang, seed, corpus, most, msgmerge, folder, watch):
    pages = draw_site(calque, lang, seed, corpus, most)
    results = {}
    for po, name in ("{path}.po", ""), ("site.po", ", one"):
        site = f"{folder}/{'one' if name else 'pages'}"
        marks = run_calque(calque, site, lang, po, pages)
        results["calque" + name] = judge(
            f"{site}/po", po, pages, marks, None if name else watch)
        if msgmerge:
            run_msgmerge(msgmerge, site)
            results["msgmerge" + name] = judge(f"{site}/merged", po, pages,
                                               marks)
    n = sum(len(p.units) for p in pages)
    return f"{lang}, seed {seed}: {len(pages)} pages, {n} units", results


def main():
    options = dict(a[2:].split("=", 1) if "=" in a else (a[2:], "")
                   for a in sys.argv[1:] if a.startswith("--"))
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    calque, corpus = os.path.abspath(args[0]), args[1] if args[1:] else ""
    if not glob.glob(f"{corpus}/*/content/"):
        print("match.py: skipped: no real pages; CALQUE_CORPUS names a folder "
              "with SITE/content/LANGUAGE/*.md")
        return 0
    msgmerge = os.environ.get("MSGMERGE", "msgmerge").split()
    if msgmerge and not shutil.which(msgmerge[0]):
        print(f"match.py: without msgmerge: no command {msgmerge[0]}")
        msgmerge = []
    most = int(options.get("runs", 1))
    watch = show if "show" in options else None
    missed = []
    for lang in options.get("languages", "en,zh").split(","):
        texts = load_corpus(calque, corpus, lang)
        total = {}
        seeds = options.get("seeds", "1,2,3").split(",")
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                folder = options.get("keep", folder)
                title, results = run_seed(calque, lang, seed, texts, most,
                                          msgmerge, f"{folder}/{lang}{seed}",
                                          watch)
            print_table(title, results)
            for name, result in results.items():
                total.setdefault(name, collections.Counter()).update(result)
        if len(seeds) > 1:
            print_table(f"{lang}, all seeds", total)
        missed += targets_missed(lang, total["calque"])
    for line in missed:
        print(line)
    return 1 if missed else 0


sys.exit(main())
