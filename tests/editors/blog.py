# SPDX-License-Identifier: GPL-3.0-or-later
"""The example's site with all that a catalog may hold, for the tests of what
editors do to it.
"""
import os
import shutil
import subprocess

import po

POST = 'content/en/posts/first-station.md'
CATALOG = 'po/es/posts/first-station.po'

# What comes to the post, and what its translator makes of it.
ADDED = r'''
<!-- calque: context menu -->

## Wind vane

It said "all clear", wrote `C:\tmp\log` and pointed at https://tidepool.example/a-very-long-address/that/no-tool/may-break/because/it-has/no-space/at-all
for a week; then 気温と気圧と湿度と風速と雨量を毎分記録する小さな装置を屋根に置きました。

One line.\
And a second one.
'''
TRANSLATED = {
    'It said': r'Decía "todo bien", escribía `C:\tmp\log` y señalaba https://'
    'tidepool.example/a-very-long-address/that/no-tool/may-break/because/'
    'it-has/no-space/at-all durante una semana; después '
    '気温と気圧と湿度と風速と雨量を毎分記録する小さな装置を屋根に置きました。',
    'One line.': 'Una línea.\\\nY otra más.',
}
NOTED = 'What is in the box', 'Since Friday'
NOTE = ('# Elena: «caja» is the word of the whole site, and this note is longer '
        'than a line of a catalog is wide.\n')
FIELD = 'X-Own-Field: what the team needs'


class Site:
    def __init__(self, program, top, folder):
        self.program, self.folder = program, folder
        self.env = dict(os.environ, LC_ALL='C', HOME=folder + '.home')
        self.env.pop('XDG_CACHE_HOME', None)
        shutil.copytree(os.path.join(top, 'examples/blog'), folder)
        subprocess.run(['chmod', '-R', 'u+w', folder], check=True)
        shutil.rmtree(os.path.join(folder, 'content/es'), ignore_errors=True)

    def calque(self, *arguments):
        """The status, and what was said."""
        done = subprocess.run(
            [self.program, '-C', self.folder, *arguments], env=self.env,
            encoding='utf-8', stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.returncode, done.stdout

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), encoding='utf-8', newline='') as f:
            return f.read()

    def write(self, name, text):
        with open(self.path(name), 'w', encoding='utf-8', newline='') as f:
            f.write(text)

    def replace(self, name, old, new):
        text = self.read(name)
        if text.count(old) != 1:
            raise ValueError(f'{name} has not one {old!r}')
        self.write(name, text.replace(old, new))

    def files(self, folder):
        """The files below a folder, path by path."""
        found = {}
        for path, _, names in os.walk(self.path(folder)):
            for name in names:
                full = os.path.relpath(os.path.join(path, name), self.folder)
                found[full] = self.read(full)
        return found

    def build_anew(self):
        """Build, as on a machine that has built nothing yet."""
        shutil.rmtree(self.path('content/es'), ignore_errors=True)
        shutil.rmtree(self.env['HOME'], ignore_errors=True)
        status, said = self.calque('build')
        return status, said, self.files('content/es')

    def fill_catalogs(self):
        """Fuzzy, obsolete and commented entries, a context, long words, wide
        letters, quotes, a field of its own in the header."""
        self.replace(POST, 'two hours before', 'an hour before')
        self.replace(POST, '3. Since Friday all numbers look right.\n\n', '')
        self.write(POST, self.read(POST) + ADDED)
        self.calque('sync')
        header, *blocks = self.read(CATALOG).rstrip('\n').split('\n\n')
        for i, block in enumerate(blocks):
            for start, msgstr in TRANSLATED.items():
                if f'"{start}' in block:
                    lines = po.quote(msgstr).replace('\\n', '\\n"\n"')
                    lines = '"\n"' * ('\n' in lines) + lines
                    blocks[i] = block[:-1] + lines + '"'
            if any(f'msgid "{start}' in block for start in NOTED):
                blocks[i] = NOTE + block
        header = header.replace('"Plural-', f'"{FIELD}\\n"\n"Plural-')
        self.write(CATALOG, '\n\n'.join([header, *blocks]) + '\n')
