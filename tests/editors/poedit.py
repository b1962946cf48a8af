# SPDX-License-Identifier: GPL-3.0-or-later
"""Does a catalog come back from Poedit as calque needs it?

usage: poedit.py PROGRAM TOP_SRCDIR [FOLDER]

A catalog of the example is opened in Poedit on a screen of its own, the text of
its fuzzy message is typed anew, and it is saved. All else must be there still;
`sync` writes nothing, `build` shows the text. Pictures of the screen, and the
catalogs before and after, are left in FOLDER.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.append(os.path.join(sys.path[0], '..'))
import blog
import po
from tap import done, ok

program, top = (os.path.abspath(path) for path in sys.argv[1:3])
pictures = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None

TEXT = 'A new text from an editor'
SETTINGS = '''translator_name=Ana
translator_email=ana@example.org
check_for_updates=0
compile_mo=0
use_tm=0
'''
SECONDS = 60


class Stuck(Exception):
    pass


def wait_for(what, condition, seconds=SECONDS):
    """What the condition gives, once it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(.1)
    raise Stuck(f'{what}: not within {seconds} s')


class Screen:
    """An X server of its own, and a home where Poedit asks nothing. Without
    -noreset, the server is away for a moment whenever its last client leaves."""

    def __init__(self, folder):
        os.makedirs(os.path.join(folder, '.config/poedit'))
        with open(os.path.join(folder, '.config/poedit/config'), 'w',
                  encoding='utf-8') as f:
            f.write(SETTINGS)
        reading, writing = os.pipe()
        self.server = subprocess.Popen(
            ['Xvfb', '-displayfd', str(writing), '-nolisten', 'tcp', '-noreset',
             '-screen', '0', '1100x800x24'], pass_fds=[writing],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as f:
            number = f.readline().strip()
        self.env = {'PATH': os.environ['PATH'], 'HOME': folder,
                    'DISPLAY': f':{number}', 'LC_ALL': 'C.UTF-8',
                    'NO_AT_BRIDGE': '1', 'GIO_USE_VFS': 'local',
                    'GSETTINGS_BACKEND': 'memory', 'TMPDIR': folder}

    def close(self):
        self.server.terminate()
        self.server.wait()

    def xdotool(self, *arguments):
        done = subprocess.run(['xdotool', *map(str, arguments)], env=self.env,
                              encoding='utf-8', stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
        return done.stdout.split() if done.returncode == 0 else []

    def picture(self, name):
        if pictures and shutil.which('import'):
            subprocess.run(['import', '-window', 'root',
                            os.path.join(pictures, name + '.png')],
                           env=self.env)

    def edit(self, path, name):
        """Type the text of the first unfinished message, and save."""
        base = os.path.basename(path)
        poedit = subprocess.Popen(['poedit', path], env=self.env,
                                  stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)

        def window_or_end():
            if poedit.poll() is not None:
                raise Stuck(f'Poedit ended with {poedit.returncode}')
            return self.xdotool('search', '--onlyvisible', '--name', f'^{base} ')

        try:
            window = wait_for('the window', window_or_end)[0]
            wait_for('the focus', lambda: self.xdotool(
                'windowfocus', window, 'getwindowfocus') == [window])
            time.sleep(1)
            self.picture(name + '-before')
            self.type(window, path)
            self.picture(name + '-after')
            self.xdotool('key', 'ctrl+q')
            wait_for('the end of Poedit', lambda: poedit.poll() is not None)
        except Stuck:
            self.picture(name + '-stuck')
            raise
        finally:
            poedit.kill()
            poedit.wait()

    def type(self, window, path):
        """Once more where a key went nowhere: it is the same text."""
        def is_saved():
            with open(path, encoding='utf-8', errors='replace') as f:
                text = f.read()
            return TEXT in text and text.endswith('\n')

        _, _, _, width, height, _ = (
            line.split('=')[1] for line in
            self.xdotool('getwindowgeometry', '--shell', window))
        for _ in range(3):
            self.xdotool('key', 'ctrl+shift+Down')
            # the field of the translation is at the bottom
            self.xdotool('mousemove', '--window', window, int(width) // 4,
                         int(height) - 90, 'click', 1)
            self.xdotool('key', 'ctrl+a')
            self.xdotool('type', '--delay', 30, TEXT)
            self.xdotool('key', 'ctrl+s')
            try:
                return wait_for('the text in the file', is_saved, SECONDS / 4)
            except Stuck as stuck:
                last = stuck
        raise last


def check_header(was, now):
    """What Poedit puts into the header is all that changes there."""
    old, new = ([line for line in entry.fields['msgstr'].splitlines()
                 if line.split(':')[0] not in
                 ('PO-Revision-Date', 'Last-Translator', 'POT-Creation-Date',
                  'X-Generator')] for entry in (was, now))
    faults = [] if sorted(old) == sorted(new) else [was.block, now.block]
    if 'X-Generator: Poedit' not in now.block:
        faults.append(f'not written by Poedit: {now.block}')
    return faults


def check_entries(was, now, keeps_bytes):
    """The fuzzy one has the text, and is fuzzy no more; all else is the same."""
    faults = [f'{len(was)} entries, {len(now)} now'] * (len(was) != len(now))
    for a, b in zip(was, now):
        if 'fuzzy' in a.flags:
            same = b.fields == {'msgid': a.fields['msgid'], 'msgstr': TEXT} and \
                'fuzzy' not in b.flags
        else:
            same = a.block == b.block if keeps_bytes else a.says() == b.says()
        if not same:
            faults += ['- ' + a.block, '+ ' + b.block]
    return faults


def check_session(screen, folder, name, prepare, keeps_bytes):
    site = blog.Site(program, top, folder)
    site.fill_catalogs()
    prepare(site.path(blog.CATALOG))
    pages = site.build_anew()[2]
    text = site.read(blog.CATALOG)
    try:
        screen.edit(site.path(blog.CATALOG), name)
    except Stuck as stuck:
        ok(f'{name}: a session in Poedit', [stuck])
        return
    theirs = site.read(blog.CATALOG)
    if pictures:
        for suffix, content in (('before', text), ('after', theirs)):
            with open(os.path.join(pictures, f'{name}-{suffix}.po'), 'w',
                      encoding='utf-8') as f:
                f.write(content)
    (old, *was), (new, *now) = po.read(text), po.read(theirs)
    ok(f'{name}: the header', check_header(old, new))
    ok(f'{name}: the entries', check_entries(was, now, keeps_bytes))
    status, said = site.calque('sync')
    ok(f'{name}: sync leaves the catalog as it is',
       [said] * (status != 0 or site.read(blog.CATALOG) != theirs))
    status, said, built = site.build_anew()
    changed = [path for path in pages if pages[path] != built.get(path)]
    ok(f'{name}: the page has the text', [] if not status and
       changed == [blog.POST.replace('/en/', '/es/')] and
       built[changed[0]].count(TEXT) == 1 else [said, changed])


def leave(path):
    pass


def wrap(path):
    """As an editor may have it that wraps, and knows no flags but fuzzy."""
    with open(path, encoding='utf-8') as f:
        text = f.read()
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text.replace('#, no-wrap\n', '').replace(', no-wrap', ''))
    subprocess.run(['msgcat', '-o', path, path], check=True)


with tempfile.TemporaryDirectory() as folder:
    screen = Screen(os.path.join(folder, 'home'))
    try:
        check_session(screen, os.path.join(folder, 'one'), 'as it is', leave, True)
        check_session(screen, os.path.join(folder, 'two'), 'wrapped', wrap, False)
    finally:
        screen.close()
done()
