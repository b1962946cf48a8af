# SPDX-License-Identifier: GPL-3.0-or-later
"""preview.py CALQUE - is a preview what people need, in a real browser?

A page that tries everything runs nothing and loads nothing; keys go where they
should; a phone and a right-to-left language have a layout of their own; an open
page shows what `preview --watch` writes. Prints TAP.
"""
import os
import signal
import subprocess
import sys
import tempfile
import time

import browser

CALQUE = sys.argv[1]
checks = 0


def ok(passed, what, seen=''):
    global checks
    checks += 1
    print(f"{'ok' if passed else 'not ok'} {checks} - {what}")
    if not passed:
        print('#', str(seen)[:2000].replace('\n', '\n# '))


def write(path, text):
    os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
    with open(path + '.new', 'w', encoding='utf-8') as f:
        f.write(text)
    os.replace(path + '.new', path)


CONFIG = '''source: en
languages: [es, ar]
pages:
  - source: en/{path}.md
    target: "{lang}/{path}.md"
    po: po/{lang}/{path}.po
'''
HEADER = '''msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: es\\n"
'''

# ---- hostile ----

RUN = "document.title='broken'"
HOSTILE = [
    f'<script>{RUN}</script>',
    f'</textarea></script></style></title><script>{RUN}</script>',
    f'<img src="http://127.0.0.1:9/a.png" onerror="{RUN}">',
    f'![x](http://127.0.0.1:9/b.png "{RUN}") and ![y](x" onerror="{RUN})',
    f'[a](javascript:{RUN}) [b](JaVaScRiPt:{RUN}) [c](data:text/html,d)',
    f'<javascript:{RUN}> <https://example.org/"onmouseover="{RUN}>',
    f'[e](https://example.org/"onmouseover="{RUN}) [f](vbscript:x)',
    f'`<script>{RUN}</script>` and ``"><svg onload={RUN}>``',
    f'{{{{< x "<script>{RUN}</script>" >}}}} and {{{{ "<b>" }}}}',
    f'[g<script>{RUN}</script>](</h"><script>{RUN}</script>>)',
    '<!-- --><iframe src="http://127.0.0.1:9/"></iframe>',
    f'a &lt;script&gt;{RUN}&lt;/script&gt; &#60;b onclick={RUN}&#62;',
    'noncharacters \ufdd0' + '0\ufdd1 \ufdd2 \ufdd0' + '99999999999999\ufdd1',
    f'*<b onmouseover={RUN}>* **</strong></div></main>**',
]
HOSTILE_BLOCKS = f'''
```html
</pre></code><script>{RUN}</script>
```

<div onmouseover="{RUN}"><object data="http://127.0.0.1:9/"></object></div>

<script>
{RUN}
</script>

<style>@import "http://127.0.0.1:9/c.css";</style>

| a<script>{RUN}</script> | b |
|---|---|
| <img src=x onerror={RUN}> | c"><script>{RUN}</script> |

[h]: javascript:{RUN}

See [h].
'''


def po_string(text):
    return '"' + text.replace('\\', '\\\\').replace('"', '\\"') + '"'


def make_hostile():
    name = '"><script>x'
    page = '---\ntitle: "<script>"\n---\n\n' + '\n\n'.join(HOSTILE)
    entries = [HEADER]
    for i, text in enumerate(HOSTILE):
        entries.append(
            ('' if i % 2 else '#, fuzzy\n#| msgid ' +
             po_string(HOSTILE[i - 1] + text) + '\n') +
            f'msgid {po_string(text)}\n'
            f'msgstr {po_string(HOSTILE[i - 2] + text)}\n')
    write('calque.yaml', CONFIG)
    write(f'en/{name}.md', page + '\n' + HOSTILE_BLOCKS)
    write(f'po/es/{name}.po', '\n'.join(entries))


BAD_ELEMENTS = '''(() => {
    const bad = [];
    for (const e of document.querySelectorAll('*')) {
        for (const a of e.attributes)
            if (a.name.startsWith('on') || a.name === 'src' ||
                a.name === 'style' || a.name === 'srcdoc')
                bad.push(e.outerHTML);
        if (e.localName === 'a' && !/^(https?:|mailto:|#)/.test(
            e.getAttribute('href')))
            bad.push(e.outerHTML);
    }
    for (const e of document.querySelectorAll(
        'main img, main script, main style, main iframe, main object, ' +
        'main embed, main svg, main form, main input, main b, main base, ' +
        'main link, main meta'))
        bad.push(e.outerHTML);
    if (document.querySelectorAll('script').length !== 1)
        bad.push('scripts');
    return bad.join('\\n');
})()'''


def poke(b):
    """Do what a reader does, to everything that might react."""
    b.run('''for (const e of document.querySelectorAll('main *'))
        for (const type of ['mouseover', 'click', 'error', 'load', 'focus'])
            if (e.localName !== 'a' || !/^http/.test(e.href))
                e.dispatchEvent(new Event(type, { bubbles: true }));''')


def check_hostile(b):
    make_hostile()
    done = subprocess.run([CALQUE, 'preview', '-l', 'es', '-o', 'h.html'],
                          stderr=subprocess.PIPE)
    b.open(os.path.abspath('h.html'))
    poke(b)
    ok(done.returncode == 0, 'hostile: the page is written', done.stderr)
    title = b.run('document.title')
    ok(title.endswith('(es)'), 'hostile: nothing runs', title)
    bad = b.run(BAD_ELEMENTS)
    ok(not bad, 'hostile: nothing that is active comes of it', bad)
    ok(b.requests == ['file://' + os.path.abspath('h.html')],
       'hostile: nothing is asked of anybody', b.requests)
    ok(not b.said, 'hostile: the console is silent', b.said)
    text = b.run('document.querySelector("main").textContent')
    lost = [s for s in ('onerror="document', '</textarea>', 'javascript:',
                        'iframe', 'onmouseover') if s not in text]
    ok(not lost, 'hostile: it can all be read', lost)


def check_policy(b):
    """That silence means something."""
    with open('h.html', encoding='utf-8') as f:
        page = f.read()
    write('p.html', page.replace('<main', f'<img src="http://127.0.0.1:9/x">'
                                 f'<script>{RUN}</script><main', 1))
    b.open(os.path.abspath('p.html'))
    ok(sum('Content Security Policy' in s for s in b.said) >= 2,
       'what became markup would be stopped, and seen here', b.said)
    ok(b.run('document.title').endswith('(es)'), 'and would not run')


# ---- keys and layout ----

PAGE = '''---
title: Kites
---

# Kites

First.

Second.

Third [link](/a).

| Wind | Kite |
|------|------|
| light | delta |

''' + '\n\n'.join(f'Filler {i}.' for i in range(60)) + '\n\nLast.\n'


def make_page(lang, texts):
    lines = [HEADER]
    for source, (translation, previous) in texts.items():
        lines.append((f'#, fuzzy\n#| msgid "{previous}"\n' if previous
                      else '') +
                     f'msgid "{source}"\nmsgstr "{translation}"\n')
    write('calque.yaml', CONFIG)
    write('en/kites.md', PAGE)
    write(f'po/{lang}/kites.po', '\n'.join(lines))


def texts_of(words):
    texts = {f'Filler {i}.': (f'{words[0]} {i}.', '') for i in range(60)}
    texts['Kites'] = (words[1], '')
    texts['Second.'] = (words[2], 'Seconds.')
    texts['Third [link](/a).'] = (f'[{words[3]}](/b).', '')
    texts['Wind'] = (words[4], '')
    return texts


ACTIVE = '''(() => {
    const e = document.activeElement;
    return (e.dataset.state || '') + ('finding' in e.dataset ? '+' : '') +
        ' ' + (e.querySelector('.side') || e).textContent.trim();
})()'''


def check_keys(b):
    make_page('es', texts_of(['Relleno', 'Cometas', 'Segundo.', 'Tres',
                              'Viento']))
    subprocess.run([CALQUE, 'preview', '-o', 'k.html', 'po/es/kites.po'])
    b.open(os.path.abspath('k.html'))
    seen = []
    for key, shift in (('u', 0), ('u', 0), ('u', 0), ('u', 0), ('u', 0),
                       ('u', 0), ('u', 1), ('f', 0), ('c', 0), ('k', 0),
                       ('j', 0), ('j', 0)):
        b.key(key, bool(shift))
        seen.append(b.run(ACTIVE))
    none = 'untranslated not translated'
    ok(seen == ['untranslated First.', none, none, none,
                'untranslated Last.', 'untranslated First.',
                'untranslated Last.', 'fuzzy Second.',
                'translated+ Third link.', 'fuzzy Second.',
                'translated+ Third link.', none],
       'keys go from text to text, and round', seen)
    ok(b.run('''(() => {
        const r = document.activeElement.getBoundingClientRect();
        return r.top >= 0 && r.bottom <= innerHeight;
    })()'''), 'where one has gone to is in sight')
    b.run('document.querySelector("[data-go=fuzzy][data-step=\\"1\\"]").focus()')
    b.key('Enter')
    b.run('document.activeElement.click()')
    ok(b.run(ACTIVE) == 'fuzzy Second.', 'buttons do the same', b.run(ACTIVE))
    b.run('document.getElementById("keys").click()')
    b.key('u')
    ok(b.run(ACTIVE) == 'fuzzy Second.', 'keys can be turned off')
    ok(not b.said, 'the console is silent', b.said)


def check_layout(b):
    make_page('ar', texts_of(['حشو', 'طائرات', 'الثاني.', 'رابط', 'ريح']))
    subprocess.run([CALQUE, 'preview', '-o', 'r.html', 'po/ar/kites.po'])
    for width in 320, 390, 768, 1280:
        b.size(width, 800)
        b.open(os.path.abspath('r.html'))
        wide = b.run('document.scrollingElement.scrollWidth')
        ok(wide <= width, f'{width} pixels are wide enough', wide)
        sides = b.run('''(() => {
            const [a, b] = document.querySelectorAll('#u1 .side');
            const p = a.getBoundingClientRect(), q = b.getBoundingClientRect();
            return q.top >= p.bottom ? 'below' :
                q.left >= p.right ? 'beside' : 'mixed';
        })()''')
        ok(sides == ('below' if width < 700 else 'beside'),
           f'{width} pixels: how both sides stand', sides)
    b.size(1280, 800)
    ok(b.run('''(() => {
        const side = document.querySelectorAll('#u1 .side > div')[1];
        const h1 = side.querySelector('h1');
        const range = document.createRange();
        range.selectNodeContents(h1);
        return side.lang === 'ar' && getComputedStyle(h1).direction === 'rtl'
            && range.getBoundingClientRect().right >=
            side.getBoundingClientRect().right - 1;
    })()'''), 'Arabic begins at the right')


# ---- watch ----

def read(path):
    try:
        with open(path, encoding='utf-8') as f:
            return f.read()
    except FileNotFoundError:
        return ''


def wait(condition, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(.05)
    return condition()


def look_at_reload(b):
    b.open(os.path.abspath('w.html'))
    b.key('u')
    b.key('u', True)
    where = b.run(ACTIVE), b.run('scrollY')
    write('en/kites.md', PAGE.replace('Filler 3.', 'Changed 3.'))
    ok(b.wait('document.body.textContent.includes("Changed 3.")'),
       'a source that is saved is seen in the open page')
    b.wait('document.readyState === "complete" && scrollY > 0', 5)
    now = b.run(ACTIVE), b.run('scrollY')
    ok(where[1] > 100 and now[0] == where[0] and abs(now[1] - where[1]) < 120,
       'the reader is where he was', (where, now))
    write('po/es/kites.po',
          read('po/es/kites.po').replace('Relleno 5.', 'Otro 5.'))
    ok(b.wait('document.body.textContent.includes("Otro 5.")'),
       'so is a catalog that is saved')
    ok(not b.said, 'the console is silent', b.said)
    outside = [r for r in b.requests if not r.startswith(
        'file://' + os.path.abspath('w.html'))]
    ok(not outside, 'it looks at nothing but itself', outside)


def check_watch(b):
    make_page('es', texts_of(['Relleno', 'Cometas', 'Segundo.', 'Tres',
                              'Viento']))
    watching = subprocess.Popen(
        [CALQUE, 'preview', '-q', '--watch', '-o', 'w.html', 'po/es/kites.po'])
    try:
        ok(wait(lambda: 'Last.' in read('w.html')), 'the page is written')
        look_at_reload(b)
    finally:
        watching.send_signal(signal.SIGINT)
        try:
            status = watching.wait(20)
        except subprocess.TimeoutExpired:
            watching.kill()
            status = 'none'
    ok(status == 0, 'Ctrl-C ends it', status)
    ok('Otro 5.' in read('w.html') and 'postMessage' not in read('w.html'),
       'the page that stays looks for no other')


def main():
    b = browser.find() and browser.Browser()
    if not b or not b.start():
        print('1..0 # SKIP chromium is not installed, or does not start here')
        return
    with tempfile.TemporaryDirectory() as tmp:
        os.chdir(tmp)
        try:
            for part in ('hostile', check_hostile, check_policy), \
                    ('keys', check_keys, check_layout), ('watch', check_watch):
                os.makedirs(part[0])
                os.chdir(part[0])
                for check in part[1:]:
                    check(b)
                os.chdir('..')
        finally:
            b.close()
            os.chdir('/')
    print(f'1..{checks}')


main()
