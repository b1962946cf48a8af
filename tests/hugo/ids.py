#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do translated headings keep the ids that Hugo gives to their sources?

usage: ids.py CALQUE [FOLDER...]

Each page is translated heading by heading, built with `headings: {pin: true}`,
and both are given to Hugo: heading by heading, the ids must be the same. Without
a FOLDER the pages are made here, of odd pieces, for each kind of ids (TAP);
with some, all their pages are taken, and it is counted. There shortcodes are
replaced by one that is known, and front matter is left out.

The id of a heading with a shortcode depends on what that writes; calque leaves
such headings alone, and so they are not counted.
"""
import os
import re
import subprocess
import sys
import tempfile

KINDS = "github", "github-ascii", "blackfriday"

# An id of any piece may be that of another, or one that was numbered.
PIECES = """
Pond|The pond|the Pond|Pond 1|pond-1|Pond-1-1|POND_2|`pond`|`a  b`|`{#x}`
*soft* rain|**hard** rain|_under_score|snake_case_name|***|~~gone~~
[link](https://example.org/a?b=c)|[ref][pond]|![image](/i.png "t")|<https://a.b>
<b>bold</b>|&amp; and &copy;|&nbsp;x|a&#8212;b|:tada: party|\U0001f389|\U0001f389 x
caf\u00e9|cafe\u0301|\u00c9COLE|na\u00efve \u00c6on|\u00df|\u0130stanbul|I\u0131i|\u00d1and\u00fa
\u041f\u0440\u0443\u0434|\u041f\u0420\u0423\u0414 2|\u03a9\u03bc\u03ad\u03b3\u03b1|\u4e2d\u6587 \u6807\u9898|\u65e5\u672c\u8a9e|\ud55c\uad6d\uc5b4|\u0e44\u0e17\u0e22
\u0627\u0644\u0639\u0631\u0628\u064a\u0629|\u05e9\u05dc\u05d5\u05dd|\u0939\u093f\u0928\u094d\u0926\u0940|\u0967\u0968\u0969|\u00bd cup|x\u00b2|\u2163|\u2460 one
what?|what!|why... not|1. one|1) two|3.14|v1.2.3-rc.1|a/b/c|a\\b|C++ & C#|50 %
"quoted"|'single'|it's|\u2018curly\u2019|\u201cdouble\u201d|a -- b|a --- b|a\u2014b|a - b|-|--|_
{ brace }|{x}|\\{#no}|(round)|[square]|a\tb|a  b|a\u00a0b|a\u200bb|a\u00adb|$x^2$|a | b
heading|Heading|id|-pond-|  spaces  |under_|_|\U0001d400\U0001d401|\u01c5|\ufb01n|\u3000x
""".strip("\n").replace("\n", "|").split("|")

SHAPES = """
# @

## @ ##

### @ ### {.plain}

@
===

@
---

two lines
@
---

> # @

- ## @

  text

1. - ### @ #

## @ {#own-N}

## @ {.c}

## @ {}

## @ {.c #own-c-N data-x="y z"}
"""


def pages():
    """One page of all pieces alone, some of two, and all shapes."""
    alone = "".join("## %s\n\ntext\n\n" % p for p in PIECES * 2)
    pairs = "".join("## %s %s\n\n" % (p, PIECES[(i * 7 + k) % len(PIECES)])
                    for k in range(1, 4) for i, p in enumerate(PIECES))
    shapes = ""
    for i, shape in enumerate(SHAPES.strip().split("\n\n") * 5):
        shape = shape.replace("N", str(i))
        shapes += shape.replace("@", PIECES[i * 5 % len(PIECES)].strip())
        shapes += "\n\n"
    crlf = "# One\r\n\r\nTwo\r\n---\r\n\r\n## Three ##\r\n"
    return [alone + "[pond]: /p\n", pairs, shapes, crlf]


def pages_of(folder):
    for path, folders, files in sorted(os.walk(folder)):
        folders.sort()
        for name in sorted(files):
            if not name.endswith(".md"):
                continue
            with open(os.path.join(path, name), encoding="utf-8",
                      errors="replace", newline="") as f:
                text = f.read()
            text = re.sub(r"\A\ufeff?---\r?\n.*?\n---\r?\n", "", text, count=1,
                          flags=re.S)
            yield re.sub(r"\{\{([<%])(?!/\*).*?([>%])\}\}", "{{< x >}}", text,
                         flags=re.S)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as f:
        f.write(text)


def translate(path):
    """Each heading's message gets a text that says nothing of the old one."""
    with open(path, encoding="utf-8", newline="") as f:
        entries = f.read().split("\n\n")
    for i, entry in enumerate(entries):
        if "\n#. heading" in "\n" + entry:
            entries[i] = re.sub(r'\nmsgstr ""\Z', '\nmsgstr "Q%d"' % i,
                                entry.rstrip("\n"))
    write(path, "\n\n".join(entries) + "\n")


def make_site(calque, root, sources, ids):
    write(root + "/calque.yaml", """source: en
languages: [es]
pages: [{source: "en/{path}.{ext}", target: "es/{path}.{ext}",
         po: "po/{path}.po"}]
build: {threshold: 0}
headings: {ids: %s, pin: true}
""" % ids)
    for i, text in enumerate(sources):
        write("%s/en/p%d.md" % (root, i), "---\ntitle: x\n---\n\n" + text)
    run = [calque, "-C", root, "-q"]
    subprocess.run(run + ["sync"], check=True)
    for i in range(len(sources)):
        if os.path.exists("%s/po/p%d.po" % (root, i)):
            translate("%s/po/p%d.po" % (root, i))
    # a page whose messages are refused is built all the same
    subprocess.run(run + ["build"], stderr=subprocess.DEVNULL)


def hugo(root, content, ids):
    write(root + "/config.toml", """baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home", "section"]
[markup.goldmark.parser]
autoHeadingIDType = "%s"
[markup.goldmark.parser.attribute]
block = true
title = true
""" % ids)
    write(root + "/layouts/_default/single.html", "{{ .Content }}\n")
    write(root + "/layouts/shortcodes/x.html", "stub")
    out = root + "/public-" + content
    subprocess.run(["hugo", "--quiet", "-s", root, "-c", content, "-d", out],
                   check=True, stdout=subprocess.DEVNULL)
    return out


def ids_of(path):
    with open(path, encoding="utf-8") as f:
        html = f.read()
    return [(m[1], (re.search(r'\bid="([^"]*)"', m[2]) or " " * 2)[1])
            for m in re.finditer(r"<h([1-6])((?: [^>]*)?)>", html)]


def compare(calque, sources, ids):
    """How many headings, how many with a shortcode, and which are wrong."""
    n, unknown, wrong = 0, 0, []
    with tempfile.TemporaryDirectory() as root:
        make_site(calque, root, sources, ids)
        was, now = hugo(root, "en", ids), hugo(root, "es", ids)
        for i in range(len(sources)):
            a = ids_of("%s/p%d/index.html" % (was, i))
            b = ids_of("%s/p%d/index.html" % (now, i))
            if len(a) != len(b):
                wrong.append((i, "%d headings" % len(a), "%d" % len(b)))
            for x, y in zip(a, b):
                n += 1
                if "hahahugoshortcode" in x[1]:
                    unknown += 1
                elif x != y:
                    wrong.append((i, x, y))
    return n, unknown, wrong


def main():
    calque, folders = os.path.abspath(sys.argv[1]), sys.argv[2:]
    os.environ["LC_ALL"] = "C.UTF-8"
    if not folders:
        print("1..%d" % len(KINDS))
    for number, kind in enumerate(KINDS if not folders else KINDS[:1], 1):
        sources = [text for folder in folders for text in pages_of(folder)]
        n, unknown, wrong = compare(calque, sources or pages(), kind)
        print("# %s: %d headings, %d with a shortcode, %d with another id" %
              (kind, n, unknown, len(wrong)))
        for page, was, now in wrong[:20]:
            print("# page %d: Hugo says %s, and of the translation %s" %
                  (page, was, now))
        if not folders:
            print("%s %d - %s: headings keep Hugo's ids" %
                  ("not ok" if wrong or n < 400 else "ok", number, kind))


main()
