# SPDX-License-Identifier: GPL-3.0-or-later
"""formats.py CALQUE - are the reports of `check` what their readers expect?

A site whose names and texts try to get out of their place is checked in each
format. SARIF is held against the rules of its schema (version 2.1.0: required
properties, enumerations, URI references, indexes), JUnit against XML and the
counts that it states, annotations against GitHub's syntax. All must tell of the
same findings. Prints TAP.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

CALQUE = sys.argv[1]
checks = 0


def ok(passed, what):
    global checks
    checks += 1
    print(f"{'ok' if passed else 'not ok'} {checks} - {what}")


def write(path, text):
    os.makedirs(os.path.dirname(path) or b'.', exist_ok=True)
    with open(path, 'wb') as f:
        f.write(text)


HEADER = (b'msgid ""\nmsgstr ""\n'
          b'"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: es\\n"\n')
NAMES = [b'plain', b'a b%25,c:d', b'quo"te\'s & <tag>', b'#frag?query',
         'ünï'.encode(), b'bad\xff\xc3', b'new\nline', b'bell\x07']


def make_site():
    write(b'calque.yaml', b'''source: en
languages: [es, fr]
pages:
  - source: en/{path}.md
    target: "{lang}/{path}.md"
    po: po/{lang}/{path}.po
''')
    for i, name in enumerate(NAMES):
        write(b'en/' + name + b'.md',
              b'# Garden %d\n\nSee [it](/a) & `b`.\n' % i)
        write(b'po/es/' + name + b'.po', HEADER + b'''
msgid "Garden %d"
msgstr "Jard\xc3\xadn **\\a%%0A::error::"

msgid "See [it](/a) & `b`."
msgstr "<b>]]>&#0; [a](/b\\r)\\n::warning::"
''' % i)


def run(*args):
    p = subprocess.run([CALQUE, 'check', *args], stdout=subprocess.PIPE,
                       stderr=subprocess.DEVNULL)
    return p.stdout, p.returncode


# ---- SARIF ----

LEVELS = {'none', 'note', 'warning', 'error'}
URI = re.compile(r"^(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$")


def sarif_faults(log):
    """Each rule of the schema that the log breaks."""
    def need(condition, what):
        if not condition:
            yield what

    def message(m, where):
        yield from need(isinstance(m, dict) and isinstance(m.get('text'), str)
                        and m['text'], f'{where}: a message has a text')

    yield from need(set(log) <= {'$schema', 'version', 'runs', 'properties'},
                    'log: no other properties')
    yield from need(log.get('version') == '2.1.0', 'version')
    yield from need(log.get('$schema', '').startswith('https://'), '$schema')
    yield from need(isinstance(log.get('runs'), list) and log['runs'], 'runs')
    for r in log['runs']:
        yield from need(set(r) <= {'tool', 'columnKind', 'results'}, 'run')
        yield from need(r.get('columnKind') in
                        ('utf16CodeUnits', 'unicodeCodePoints'), 'columnKind')
        driver = r['tool']['driver']
        yield from need(driver.get('name'), 'driver: name')
        rules = driver['rules']
        ids = [rule.get('id') for rule in rules]
        yield from need(len(set(ids)) == len(ids) and all(ids), 'rule: id')
        for rule in rules:
            for key in 'shortDescription', 'help':
                yield from message(rule[key], f'rule {key}')
            yield from need(rule['defaultConfiguration']['level'] in LEVELS,
                            'rule: level')
        for result in r['results']:
            yield from sarif_result_faults(result, ids, need, message)


def sarif_result_faults(result, ids, need, message):
    yield from message(result.get('message'), 'result')
    index = result.get('ruleIndex')
    yield from need(isinstance(index, int) and 0 <= index < len(ids)
                    and ids[index] == result.get('ruleId'), 'ruleIndex')
    yield from need(result.get('level') in LEVELS - {'none'}, 'level')
    prints = result['partialFingerprints']
    yield from need(all(isinstance(v, str) and v for v in prints.values()),
                    'fingerprints')
    for location in result['locations']:
        place = location['physicalLocation']
        uri = place['artifactLocation']['uri']
        yield from need(URI.match(uri), f'uri: {uri}')
        yield from need(':' not in uri.split('/')[0], f'no scheme: {uri}')
        yield from need(place['artifactLocation']['uriBaseId'] == '%SRCROOT%',
                        'uriBaseId')
        line = place['region']['startLine']
        yield from need(isinstance(line, int) and line >= 1, 'startLine')


def check_sarif(findings):
    log = json.loads(run('--format=sarif')[0])
    faults = list(sarif_faults(log))
    for fault in faults[:9]:
        print('#', fault)
    ok(not faults, 'SARIF: the rules of the schema')
    results = log['runs'][0]['results']
    ok([r['ruleId'] for r in results] == [f['id'] for f in findings],
       'SARIF: all findings')
    prints = [r['partialFingerprints']['calque/v1'] for r in results]
    ok(len(set(prints)) == len(prints), 'SARIF: each has its fingerprint')
    return log


def check_validator(log):
    """A validator that finds nothing is no proof."""
    def broken(change):
        copy = json.loads(json.dumps(log))
        change(copy['runs'][0])
        return list(sarif_faults(copy))

    def set_uri(r, uri):
        r['results'][0]['locations'][0]['physicalLocation'][
            'artifactLocation']['uri'] = uri

    ok(broken(lambda r: r['results'][0].update(ruleIndex=0, ruleId='x')),
       'the validator: ruleIndex')
    ok(broken(lambda r: r['results'][0].update(level='fatal')),
       'the validator: level')
    ok(broken(lambda r: set_uri(r, 'a b')), 'the validator: uri')
    ok(broken(lambda r: r['results'][0]['message'].clear()),
       'the validator: message')


# ---- JUnit, GitHub ----

def check_junit(findings):
    text, _ = run('--format=junit')
    root = ET.fromstring(text)
    suites = root.findall('testsuite')
    ok([s.get('name') for s in suites] == ['es', 'fr'], 'JUnit: the suites')
    for s in suites + [root]:
        ok(int(s.get('tests')) == len(s.findall('.//testcase')) and
           int(s.get('failures')) == len(s.findall('.//failure')),
           f"JUnit: the counts of {s.get('name')}")
    ok(len(root.findall('.//testcase')) == len(findings),
       'JUnit: all findings')
    ok(len(root.findall('.//failure')) ==
       sum(f['severity'] == 'error' for f in findings),
       'JUnit: errors have failed')
    try:
        lint = subprocess.run(['xmllint', '--noout', '-'], input=text)
        ok(lint.returncode == 0, 'JUnit: xmllint')
    except FileNotFoundError:
        print('# xmllint is not installed')


COMMAND = re.compile(r'::(notice|warning|error) '
                     r'(file=[^,:\r\n]+(?:,line=\d+)?,title=[a-z-]+)::(.*)$')


def unescape(s):
    for code, char in ('%0D', '\r'), ('%0A', '\n'), ('%3A', ':'), \
            ('%2C', ','), ('%25', '%'):
        s = s.replace(code, char)
    return s


def check_github(findings):
    lines = run('--format=github', '-v')[0].decode().split('\n')
    ok(lines.pop() == '' and all(COMMAND.match(line) for line in lines),
       'GitHub: each line is a command')
    ok(len(lines) == len(findings), 'GitHub: all findings')
    paths = [unescape(COMMAND.match(line)[2].split(',')[0][5:])
             for line in lines]
    clean = [re.sub('[\x00-\x09\x0b-\x1f]', '\ufffd', f['path'])
             for f in findings]
    ok(paths == clean, 'GitHub: the paths come back')


with tempfile.TemporaryDirectory() as tmp:
    os.chdir(tmp)
    make_site()
    out, status = run('--format=json')
    all_findings = json.loads(out)['findings']
    ok(status == 1 and len(all_findings) > 3 * len(NAMES), 'there are findings')
    ok(all(f['path'] and f['message'] and f['hint'] and f['command']
           for f in all_findings),
       'each says where, what, what to do and what to run')
    check_validator(check_sarif(all_findings))
    check_junit(all_findings)
    check_github(all_findings)
print(f'1..{checks}')
