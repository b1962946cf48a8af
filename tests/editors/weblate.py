# SPDX-License-Identifier: GPL-3.0-or-later
"""Does Weblate find the catalogs, with the files of examples/weblate?

usage: weblate.py PROGRAM TOP_SRCDIR

For each layout of catalogs that `init` offers, the example has catalogs in two
languages. Its file must cover each catalog once, and see its language.
"""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.append(os.path.join(sys.path[0], '..'))
from tap import done, ok

program, top = (os.path.abspath(path) for path in sys.argv[1:3])
LANGUAGES = {'es', 'pt-BR'}


def calque(site, *arguments):
    subprocess.run([program, '-q', *arguments], cwd=site, check=True,
                   stdout=subprocess.DEVNULL)


def make_site(site, layout):
    """The paths of its catalogs."""
    shutil.copytree(os.path.join(top, 'examples/blog/content/en'),
                    os.path.join(site, 'content/en'))
    shutil.copy(os.path.join(top, 'examples/blog/hugo.toml'), site)
    calque(site, 'init', '--layout=' + layout)
    config = os.path.join(site, 'calque.yaml')
    with open(config, encoding='utf-8') as f:
        text = f.read()
    with open(config, 'w', encoding='utf-8') as f:
        f.write(text.replace('languages: [es]', 'languages: [es, pt-BR]'))
    calque(site, 'sync')
    return [os.path.relpath(os.path.join(path, name), site)
            for path, _, names in os.walk(os.path.join(site, 'po'))
            for name in names]


def patterns_of(layout):
    """What matches catalogs, with a group for the language, and who says so."""
    with open(os.path.join(top, f'examples/weblate/{layout}.json'),
              encoding='utf-8') as f:
        found = json.load(f)
    if isinstance(found, dict):
        return [(found['configuration']['match'], found['configuration'])]
    return [(re.escape(c['filemask']).replace(r'\*', '(?P<language>[^/]+)'), c)
            for c in found]


with tempfile.TemporaryDirectory() as folder:
    for layout in ('language', 'section', 'page'):
        catalogs = make_site(os.path.join(folder, layout), layout)
        patterns = patterns_of(layout)
        faults = [] if catalogs else ['there are no catalogs']
        used = collections.Counter()
        for path in catalogs:
            found = [(m['language'], pattern) for pattern, _ in patterns
                     if (m := re.fullmatch(pattern, path))]
            if len(found) != 1 or found[0][0] not in LANGUAGES:
                faults.append(f'{path}: {found}')
            used.update(pattern for _, pattern in found)
        faults += [f'{p} has no catalog' for p, _ in patterns if not used[p]]
        ok(f'{layout}: {len(catalogs)} catalogs, each once', faults)
        ok(f'{layout}: the msgid is the source text',
           [c for _, c in patterns if c['file_format'] != 'po' or 'template' in c])
done()
