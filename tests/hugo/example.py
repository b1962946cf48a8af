# SPDX-License-Identifier: GPL-3.0-or-later
"""Does Hugo make of the translated example what it makes of its source?

usage: example.py PROGRAM TOP_SRCDIR

The example is built and given to Hugo, which has nothing to warn of. Both
languages have the same pages, and each page the same elements in the same order,
with the same attributes: links lead to the same place of their own language, and
ids that the author gave are kept; with `headings: pin`, all ids are. Each link
leads somewhere.
"""
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

sys.dont_write_bytecode = True
sys.path.append(os.path.join(sys.path[0], '..'))
from tap import done, ok

program, top = (os.path.abspath(path) for path in sys.argv[1:3])

HUGO = ['hugo', '--panicOnWarning', '--printPathWarnings', '--printI18nWarnings',
        '--printUnusedTemplates']
HEADINGS = 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'
TEXTS = 'alt', 'title'


class Page(html.parser.HTMLParser):
    """elements: what stands in <main>, with its tags closed; ids and links: of
    all of the page."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.ids, self.links, self.inside = [], set(), [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.inside |= tag == 'main'
        if self.inside:
            self.elements.append((tag, attributes))
        self.ids.add(attributes.get('id'))
        self.links += [attributes[name] for name in ('href', 'src')
                       if name in attributes]

    def handle_endtag(self, tag):
        if self.inside:
            self.elements.append(('/' + tag, {}))
        self.inside &= tag != 'main'


def run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, env=env, encoding='utf-8',
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def pages_of(folder):
    pages = {}
    for path, _, names in os.walk(folder):
        for name in names:
            if name.endswith('.html'):
                full = os.path.join(path, name)
                with open(full, encoding='utf-8') as f:
                    pages['/' + os.path.relpath(full, folder)] = Page(f.read())
    return pages


def compared(element, root, own_ids):
    """What an element must have in common with that of the other language.

    root      where the pages of this language lie
    own_ids   the ids of headings that must be the same; None: all
    """
    tag, attributes = element
    attributes = dict(attributes)
    for name in TEXTS:
        if attributes.get(name):
            attributes[name] = 'a text'
    if own_ids is not None and tag in HEADINGS and 'id' in attributes and \
            attributes['id'] not in own_ids:
        attributes['id'] = 'made of the text'
    if attributes.get('href', '').startswith(root):
        attributes['href'] = 'root: ' + attributes['href'][len(root):]
    return tag, attributes


def check_page(name, source, target, own_ids):
    was, now = ([compared(e, root, own_ids) for e in page.elements]
                for page, root in ((source, '/'), (target, '/es/')))
    faults = [] if len(was) > 2 else ['there is no <main>']
    if was != now:
        at = next((i for i, (a, b) in enumerate(zip(was, now)) if a != b),
                  min(len(was), len(now)))
        faults += [f'{len(was)} and {len(now)} tags; the first other one:',
                   was[at:at + 3], now[at:at + 3]]
    ok(f'{name}: the same elements, {len(was)} tags', faults)


def check_links(pages, public):
    faults, n_links = [], 0
    for name, page in pages.items():
        for link in page.links:
            link = link.removeprefix('https://tidepool.example')
            if urllib.parse.urlsplit(link).scheme or link.startswith('/drawings'):
                continue
            n_links += 1
            path, _, fragment = urllib.parse.unquote(link).partition('#')
            if path.endswith('/'):
                path += 'index.html'
            if not os.path.isfile(public + (path or name)):
                faults.append(f'{name}: {link} leads nowhere')
            elif fragment and fragment not in pages[path or name].ids:
                faults.append(f'{name}: {link}: no such id')
    ok(f'{n_links} links lead somewhere', faults if n_links > 20 else ['so few'])


def own_ids_of(site):
    ids = set()
    for path, _, names in os.walk(os.path.join(site, 'content/en')):
        for name in names:
            with open(os.path.join(path, name), encoding='utf-8') as f:
                ids.update(re.findall(r'\{#([\w-]+)\}', f.read()))
    return ids


def check_site(site, public, own_ids):
    status, said = run(program, 'build', cwd=site)
    ok('the translated pages are built', [said] * status)
    status, said = run(*HUGO, '-d', public, cwd=site)
    ok('Hugo has nothing to warn of',
       [said] * (status != 0 or re.search('WARN|ERROR', said) is not None))
    pages = pages_of(public)
    sources = {name for name in pages if not re.match('/e[ns]/', name)}
    ok(f'both languages have the same {len(sources)} pages',
       sorted({'/es' + name for name in sources} ^
              {name for name in pages if name.startswith('/es/')}))
    for name in sorted(sources):
        if '/es' + name in pages:
            check_page(name, pages[name], pages['/es' + name], own_ids)
    check_links(pages, public)


with tempfile.TemporaryDirectory() as folder:
    env = dict(os.environ, LC_ALL='C.UTF-8', HOME=folder,
               HUGO_CACHEDIR=os.path.join(folder, 'cache'))
    env.pop('XDG_CACHE_HOME', None)
    site = os.path.join(folder, 'blog')
    shutil.copytree(os.path.join(top, 'examples/blog'), site,
                    ignore=lambda path, _: ['es'] if path.endswith('content') else [])
    run('chmod', '-R', 'u+w', site, cwd=folder)
    own_ids = own_ids_of(site)
    ok('the author gave ids', [] if own_ids else ['none'])
    check_site(site, os.path.join(folder, 'public'), own_ids)
    with open(os.path.join(site, 'calque.yaml'), 'a', encoding='utf-8') as f:
        f.write('headings: pin\n')
    check_site(site, os.path.join(folder, 'pinned'), None)
done()
