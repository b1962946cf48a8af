# SPDX-License-Identifier: GPL-3.0-or-later
"""Is what README.md shows true?

usage: readme.py PROGRAM TOP_SRCDIR

Blocks of commands (```sh) run in their order in a copy of examples/blog that has
its translated pages in git, and neither catalogs nor a calque.yaml. Each line of a
```text block stands in what the block before it said. A ```yaml block is a
calque.yaml without faults. What cannot run here is marked `sh not-run`, and
listed. The picture is what calque makes of its page.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

program, top = (os.path.abspath(path) for path in sys.argv[1:3])
n = 0


def ok(what, faults):
    global n
    n += 1
    print('not ok' if faults else 'ok', n, '-', what)
    for fault in faults:
        for line in fault.splitlines():
            print('#', line)


def read(name):
    with open(os.path.join(top, name), encoding='utf-8') as f:
        return f.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)


def run(script, cwd):
    """The status, and what was said."""
    done = subprocess.run(['sh', '-e', '-c', script], cwd=cwd, env=env,
                          text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout


def make_site(site):
    shutil.copytree(os.path.join(top, 'examples/blog'), site)
    return run('chmod -R u+w . && calque build && rm -r po calque.yaml && '
               'git init -q -b main && git add -A -f && git commit -qm one', site)


def check_blocks(text, tmp):
    site = os.path.join(tmp, 'my-site')
    status, said = make_site(site)
    ok('the site for the commands', [said] if status else [])
    cwd = tmp
    for info, body in re.findall(r'^```(\w[^\n]*)\n(.*?)^```$', text, re.M | re.S):
        first = body.split('\n')[0]
        if info == 'sh':
            status, said = run(body, cwd)
            cwd = site
            ok(first, [f'status {status}', body, said] if status else [])
        elif info == 'sh not-run':
            unknown = [command for command in
                       re.findall(r'^\./bootstrap (\w+)', body, re.M)
                       if f'\n  {command} ' not in read('bootstrap')]
            ok(first, [f'./bootstrap has no {c}' for c in unknown])
            for line in body.splitlines():
                print('# not run:', line)
        elif info == 'text':
            missing = [line for line in body.splitlines() if line not in said]
            ok(f'is said: {first.strip()[:60]}',
               missing and ['these are missing:', *missing, 'in:', said])
        elif info == 'yaml':
            config = os.path.join(tmp, 'config')
            write(os.path.join(config, 'calque.yaml'), body)
            os.makedirs(os.path.join(config, 'content/en'))
            status, said = run('calque sync', config)
            ok('the calque.yaml', [said] if status or said.count('error') else [])
        else:
            ok(first, [f'nobody knows what a block of {info} is'])


def check_links(text):
    text = re.sub(r'^```.*?^```$', '', text, flags=re.M | re.S)
    paths = re.findall(r'\]\(((?!https?:)[^)#]+)', text)
    ok('each link leads somewhere',
       [path for path in paths if not os.path.exists(os.path.join(top, path))])


def lines_of(picture, kind):
    """The lines of a pane: blank ones have no element."""
    items = [item for item in picture.iter() if item.get('class', '').split()[:1] == [kind]]
    lines, at = [], None
    for item in items:
        y = int(item.get('y'))
        if at is not None:
            lines += [''] * ((y - at) // 19 - 1)
        lines.append(''.join(item.itertext()))
        at = y
    return lines


def check_picture(tmp):
    picture = ElementTree.fromstring(read('doc/page-and-catalog.svg'))
    page, po, built = (lines_of(picture, kind) for kind in ('page', 'po', 'built'))
    site = os.path.join(tmp, 'picture')
    write(os.path.join(site, 'calque.yaml'),
          'source: en\nlanguages: [es]\npages:\n'
          '  - source: content/en/{path}.md\n    target: content/{lang}/{path}.md\n'
          '    po: po/{lang}/{path}.po\n')
    write(os.path.join(site, 'content/en/garden.md'), '\n'.join(page) + '\n')
    run('calque sync', site)
    path = os.path.join(site, 'po/es/garden.po')
    with open(path, encoding='utf-8') as f:
        header, *messages = f.read().split('\n\n')
    translations = iter([line for line in po if line.startswith('msgstr')])
    made = [re.sub(r'msgstr ""', lambda _: next(translations, 'none'), message)
            for message in messages]
    shown = [re.sub(r'^#[:,].*\n', '', message, flags=re.M) for message in made]
    ok('the picture shows the catalog',
       [] if '\n\n'.join(shown).split('\n') == po + [''] else shown)
    write(path, '\n\n'.join([header, *made]))
    run('calque build', site)
    with open(os.path.join(site, 'content/es/garden.md'), encoding='utf-8') as f:
        text = f.read()
    ok('the picture shows the translated page',
       [] if text == '\n'.join(built) + '\n' else [text])


with tempfile.TemporaryDirectory() as folder:
    folder = os.path.realpath(folder)
    os.makedirs(os.path.join(folder, 'bin'))
    shutil.copy(program, os.path.join(folder, 'bin/calque'))
    env = dict(os.environ, LC_ALL='C', HOME=folder,
               PATH=os.path.join(folder, 'bin') + ':' + os.environ['PATH'],
               GIT_CONFIG_NOSYSTEM='1', GIT_CEILING_DIRECTORIES=folder,
               GIT_AUTHOR_NAME='A', GIT_AUTHOR_EMAIL='a@example.org',
               GIT_COMMITTER_NAME='A', GIT_COMMITTER_EMAIL='a@example.org')
    env.pop('XDG_CACHE_HOME', None)
    readme = read('README.md')
    check_blocks(readme, folder)
    check_links(readme)
    check_picture(folder)
print(f'1..{n}')
