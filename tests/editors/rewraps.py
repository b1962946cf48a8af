# SPDX-License-Identifier: GPL-3.0-or-later
"""Does calque leave alone what other tools made of its catalogs?

usage: rewraps.py PROGRAM TOP_SRCDIR

Each tool writes all catalogs of the example anew: as polib does (po.py), as an
editor on Windows does, and with what gettext has. Then nothing may be lost,
`sync` writes no entry anew, `build` gives the same pages; and when a text changes
in the source, its entry alone changes.
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.append(os.path.join(sys.path[0], '..'))
import blog
import po
from tap import done, ok, skip

program, top = (os.path.abspath(path) for path in sys.argv[1:3])


def gettext(*command, update=False):
    """A tool of gettext: over the file, or with a template made of it."""
    def run(path):
        if not update:
            subprocess.run([*command, '-o', path, path], check=True)
            return
        with open(path, encoding='utf-8') as f:
            header, *entries = po.read(f.read())
        with tempfile.NamedTemporaryFile('w', suffix='.pot',
                                         encoding='utf-8') as pot:
            pot.write('\n\n'.join([header.block, *map(
                untranslated, [e for e in entries if not e.obsolete])]) + '\n')
            pot.flush()
            subprocess.run([*command, path, pot.name], check=True)
    run.needs = command[0]
    return run


def untranslated(entry):
    lines = [*(f'#. {text}' for text in entry.extracted),
             *(f'#: {name}' for name in entry.references), '#, no-wrap']
    lines += [f'{name} "{po.quote(entry.fields[name])}"'
              for name in ('msgctxt', 'msgid') if name in entry.fields]
    return '\n'.join([*lines, 'msgstr ""'])


def text_tool(change):
    """A tool that is a function of the file's text."""
    def run(path):
        with open(path, encoding='utf-8', newline='') as f:
            text = f.read()
        with open(path, 'w', encoding='utf-8', newline='') as f:
            f.write(change(text))
    run.needs = None
    return run


def as_windows(text):
    return '\ufeff' + text.replace('\n', '\r\n')


def in_one_line(text):
    """As the Translate Toolkit, and Weblate, without a width."""
    return re.sub('"\n(?:#~[|]? |#[|] )?"', '', text)


def without_flags(tool):
    """The same, after something that knows no flags but fuzzy."""
    def run(path):
        text_tool(lambda text: text.replace('#, no-wrap\n', '')
                  .replace(', no-wrap', ''))(path)
        tool(path)
    run.needs = tool.needs
    return run


UPDATE = 'msgmerge', '--quiet', '--update', '--backup=none'
MSGCAT = gettext('msgcat')
NARROW = gettext('msgcat', '--width=60')
POLIB = text_tool(po.as_polib)
TOOLS = {
    'polib': POLIB,
    'polib, no-wrap lost': without_flags(POLIB),
    'CRLF and a BOM': text_tool(as_windows),
    'the Translate Toolkit': text_tool(in_one_line),
    'msgcat': MSGCAT,
    'msgcat, no-wrap lost': without_flags(MSGCAT),
    'msgcat --width=60': NARROW,
    'msgcat --width=60, no-wrap lost': without_flags(NARROW),
    'msgcat --no-wrap': gettext('msgcat', '--no-wrap'),
    'msgcat --sort-output': gettext('msgcat', '--sort-output'),
    'msgcat --sort-by-file': gettext('msgcat', '--sort-by-file'),
    'msgattrib': gettext('msgattrib'),
    'msgmerge': gettext(*UPDATE, update=True),
    'msgmerge --previous --width=60': gettext(*UPDATE, '--previous',
                                              '--width=60', update=True),
}

def says(text, tool):
    """What the entries say, in any order, less what the tool takes away by
    itself."""
    header, *entries = po.read(text)
    assert header.is_header
    for entry in entries:
        if 'lost' in tool:
            entry.flags = [flag for flag in entry.flags if flag != 'no-wrap']
        if tool == 'msgmerge':
            entry.fields.pop('|msgid', None)
    lines = sorted(header.fields['msgstr'].splitlines())
    return collections.Counter(map(str, [lines, *(e.says() for e in entries)]))


def blocks(text):
    return collections.Counter(entry.block for entry in po.read(text))


def differences(was, now):
    return [f'- {x}' for x in was - now] + [f'+ {x}' for x in now - was]


def of_all(function, was, now):
    """The differences of each file of two sets."""
    faults = [f'other files: {sorted(was)}, {sorted(now)}'] * (set(was) != set(now))
    for name in sorted(set(was) & set(now)):
        faults += differences(function(was[name]), function(now[name]))
    return faults


def check_tool(name, tool, folder, pages):
    site = blog.Site(program, top, folder)
    site.fill_catalogs()
    own = site.files('po')
    for path in own:
        tool(site.path(path))
    theirs = site.files('po')
    ok(f'{name}: the entries are the same',
       of_all(lambda text: says(text, name), own, theirs))

    status, said = site.calque('sync')
    ours = site.files('po')
    faults = of_all(blocks, theirs, ours) + [said] * bool(status)
    if '--sort' not in name:
        faults += [f'{path} has changed' for path in theirs
                   if theirs[path] != ours[path]]
    ok(f'{name}: sync leaves the entries as they are', faults)

    status, said, built = site.build_anew()
    ok(f'{name}: the pages are the same',
       [said] * bool(status) + of_all(lambda text: collections.Counter(
           text.splitlines(True)), pages, built))

    site.replace(blog.POST, 'It was a\n   gull.', 'It was one\n   gull.')
    status, said = site.calque('sync')
    check_change(name, ours[blog.CATALOG], site.read(blog.CATALOG))
    before = site.files('po')
    site.calque('sync')
    ok(f'{name}: a second sync changes nothing',
       of_all(lambda text: collections.Counter([text]), before, site.files('po')))


def check_change(name, was, now):
    faults = []
    gone, new = blocks(was) - blocks(now), blocks(now) - blocks(was)
    if sum(gone.values()) != 1 or sum(new.values()) != 1:
        faults = differences(gone, new)
    else:
        old, entry = (po.Entry(block) for block in (*gone, *new))
        text = old.fields['msgid']
        want = dict(old.fields, msgid=text.replace(' a gull', ' one gull'))
        want['|msgid'] = text
        if entry.fields != want or 'fuzzy' not in entry.flags:
            faults = [old.block, entry.block]
        longest = max(map(len, entry.block.split('\n')))
        if ('no-wrap' in entry.flags) != (longest > 79):
            faults.append(f'another layout: {entry.block}')
    ok(f'{name}: a changed text changes its entry alone', faults)


with tempfile.TemporaryDirectory() as folder:
    site = blog.Site(program, top, os.path.join(folder, 'site'))
    site.fill_catalogs()
    status, said, pages = site.build_anew()
    ok('the site', [said] * bool(status) + ['no pages'] * (len(pages) != 5))
    for number, (name, tool) in enumerate(TOOLS.items()):
        if tool.needs and not shutil.which(tool.needs):
            skip(name, f'no {tool.needs}')
            continue
        check_tool(name, tool, os.path.join(folder, str(number)), pages)
done()
