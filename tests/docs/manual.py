# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the manual pages and the program's tables say the same?

usage: manual.py PROGRAM TOP_SRCDIR
"""
import os
import re
import subprocess
import sys
import tempfile

program, top = sys.argv[1:3]
n = 0


def ok(what, faults):
    global n
    n += 1
    print(('not ok' if faults else 'ok'), n, '-', what)
    for fault in faults:
        print('#', fault)


def run(*arguments, stream='stdout'):
    env = dict(os.environ, LC_ALL='C')
    return getattr(subprocess.run([program, *arguments], env=env, text=True,
                                  capture_output=True), stream)


def read(name):
    with open(os.path.join(top, name), encoding='utf-8') as f:
        return f.read()


def both_ways(there, here, where):
    """What only one of two sets has, as faults."""
    return ([f'{x} is missing in {where}' for x in sorted(there - here)] +
            [f'{x} is in {where} alone' for x in sorted(here - there)])


# ---- the program ----

def options_of(text):
    return set(re.findall(r'^  (?:-\w, |    )--([a-z-]+)', text, re.M))


help_text = run('help')
commands = re.findall(r'^  ([a-z][a-z-]*) +\S', help_text.split('Commands:')[1]
                      .split('Options')[0], re.M)
common = options_of(help_text)
taken = {c: options_of(run('help', c)) - common for c in commands}

# ---- calque(1) ----

page = read('doc/calque.1')
part = {name: body for name, body in
        re.findall(r'^\.S[hs] ([^\n]*)\n(.*?)(?=^\.S[hs] |\Z)', page,
                   re.M | re.S)}


def flags(line):
    return set(re.findall(r'Fl Fl ([a-z-]+)', line))


ok('calque(1) has the options of all commands',
   both_ways(common, {f for line in re.findall(r'^\.It .*', part['DESCRIPTION'],
                                               re.M) for f in flags(line)},
             'the description'))
items = re.findall(r'^\.It Cm ([a-z-]+)(.*)\n((?:(?!\.It Cm ).*\n)*)',
                   part['Commands'], re.M)
ok('calque(1) has the commands in their order',
   [] if [i[0] for i in items] == commands else
   both_ways(set(commands), {i[0] for i in items}, 'the page') or
   ['their order is another one'])

written = {c: flags(line) |
           ({f for f in flags(text) if re.match('m(ax|in)-', f)}
            if 'Ar limit' in line else set())
           for c, line, text in items}
for head, text in re.findall(r'^\.It (.*)\n((?:(?!\.It ).*\n)*)',
                             part['Options of several commands'], re.M):
    names = re.findall(r'^\.Pq Cm (.*) \.$', text, re.M)
    for c in re.findall(r'[a-z-]+', names[-1]) if names else []:
        written.setdefault(c, set()).update(flags(head))
for c in commands:
    ok(f'calque(1) has the options of {c}',
       both_ways(taken[c], written.get(c, set()), 'the page'))

# ---- help ----

for c in commands:
    text = run('help', c)
    lines = re.findall(r'^  (calque .*)\n {6}\S', text.split('Examples:')[-1], re.M)
    faults = [] if lines and 'Examples:' in text else ['there is no example']
    for line in lines:
        used = set(re.findall(r' --([a-z-]+)', line))
        if line.split()[1] not in (c, '--version'):
            faults.append(f'is of another command: {line}')
        faults += [f'--{o} is no option: {line}'
                   for o in used - taken[c] - common]
    ok(f'calque help {c} has examples', faults)


def values(command, option):
    found = re.search(rf'^ .*--{option}=\S+ .*: (.*)$', run('help', command), re.M)
    return found[1].split(', ') if found else []


formats = re.findall(r'^  (\w+) ', run('help', 'check').split('Formats:')[1]
                     .split('Checks:')[0], re.M)
ok('--format of check takes all formats there are',
   both_ways(set(formats), set(values('check', 'format')), 'the option'))
with tempfile.TemporaryDirectory() as site:
    with open(os.path.join(site, 'calque.yaml'), 'w', encoding='utf-8') as f:
        f.write('source: en\nlanguages: [es]\ndialect: x\npages:\n'
                '  - {source: "{path}.md", target: "{lang}/{path}.md"}\n')
    said = run('-C', site, 'sync', stream='stderr')
dialects = set(said.split('there are: ')[-1].strip().split(', '))
for c in commands:
    if 'dialect' in taken[c]:
        ok(f'--dialect of {c} takes all dialects there are',
           both_ways(dialects, set(values(c, 'dialect')), 'the option'))

# ---- calque.yaml(5) ----

table = read('src/config/config.c')
keys = {re.sub(r'(\[\])+$', '', key).replace('**', '*')
        for key in re.findall(r'^\t\{ "([^"]+)", YAML_', table, re.M)}
said = {re.sub(r'\b[A-Z]{2,}\b', '*', key)
        for key in re.findall(r'^\.It Cm (\S+)$',
                              read('doc/calque.yaml.5').split('.Sh STAMPS')[0],
                              re.M)}
ok('config.c has a table of keys', [] if len(keys) > 20 else ['it is not found'])
ok('calque.yaml(5) has the keys of calque.yaml', both_ways(keys, said, 'the page'))

# Its examples are read without an error.
examples = re.findall(r'^\.Bd -literal -offset indent\n(source: .*?)^\.Ed', read('doc/calque.yaml.5'), re.M | re.S)
ok('calque.yaml(5) has examples', [] if len(examples) > 2 else ['there are few'])
for number, example in enumerate(examples, 1):
    with tempfile.TemporaryDirectory() as site:
        os.makedirs(os.path.join(site, 'content/en'))
        with open(os.path.join(site, 'calque.yaml'), 'w', encoding='utf-8') as f:
            f.write(example)
        ok(f'example {number} of calque.yaml(5) is right',
           run('-C', site, 'sync', stream='stderr').splitlines())
print(f'1..{n}')
