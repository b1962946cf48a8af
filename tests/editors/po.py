# SPDX-License-Identifier: GPL-3.0-or-later
"""PO files, read on their own and written as polib writes them: without calque
and without gettext, for the tests of what editors do to catalogs.
"""
import re
import textwrap

NAMED = {'n': '\n', 't': '\t', 'r': '\r'}
ORDER = ('Project-Id-Version', 'Report-Msgid-Bugs-To', 'POT-Creation-Date',
         'PO-Revision-Date', 'Last-Translator', 'Language-Team', 'Language',
         'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding',
         'Plural-Forms')


def quote(text):
    return (text.replace('\\', '\\\\').replace('\t', '\\t')
            .replace('\r', '\\r').replace('\n', '\\n').replace('"', '\\"'))


def unquote(text):
    return re.sub(r'\\(.)', lambda m: NAMED.get(m[1], m[1]), text)


class Entry:
    """A block of lines, and what they say.

    comments              the text of the lines: a tool may break them anew
    extracted             the texts of the lines
    references, flags     lists of words
    fields                msgctxt, msgid, msgstr; before the first and the
                          second one a bar where they are the previous ones
    """

    def __init__(self, block):
        self.block = block
        self.obsolete = block.startswith('#~') or '\n#~' in block
        self.references, self.flags, self.fields = [], [], {}
        self.comments, self.extracted = '', []
        name = ''
        for line in block.split('\n'):
            if line[:2] == '#:':
                self.references += re.sub('[\u2068\u2069]', '', line)[2:].split()
            elif line[:2] == '#,':
                self.flags += line[2:].replace(',', ' ').split()
            elif line[:2] == '#.':
                self.extracted.append(line[3:])
            elif line[:2] in ('# ', '#'):
                self.comments = f'{self.comments} {line[2:]}'.strip()
            else:
                found = re.match(r'(?:#~)?(?:#)?(\|)? ?(\w*) ?"(.*)"$', line)
                if found[2]:
                    name = (found[1] or '') + found[2]
                self.fields[name] = self.fields.get(name, '') + unquote(found[3])

    @property
    def is_header(self):
        return self.fields['msgid'] == '' and 'msgctxt' not in self.fields

    def says(self):
        """All that is not layout."""
        return (self.obsolete, self.comments, self.extracted,
                sorted(self.references), sorted(self.flags),
                sorted(self.fields.items()))


def read(text):
    text = text.removeprefix('\ufeff').replace('\r\n', '\n')
    return [Entry(block) for block in
            re.split(r'\n\n+', text.strip('\n'))]


# ---- as polib writes ----

def wrapped(mark, name, text):
    """A field: `mark` is before each of its lines."""
    lines = text.splitlines(True)
    room = 78 - len(name) - 3 + sum(text.count(c) for c in '\\\n\r\t"')
    if len(lines) > 1:
        lines = ['', *map(quote, lines)]
    elif len(text) > room:
        lines = ['', *textwrap.wrap(quote(text), 76, drop_whitespace=False,
                                    break_long_words=False)]
    else:
        lines = [quote(text)]
    return [f'{mark}{name} "{lines[0]}"',
            *(f'{mark}"{line}"' for line in lines[1:])]


def comment(mark, text):
    return textwrap.wrap(text, 78, initial_indent=mark, subsequent_indent=mark,
                         break_long_words=False)


def entry_of_polib(entry):
    lines = []
    if not entry.obsolete:
        for text in entry.extracted:
            lines += comment('#. ', text)
    lines += comment('# ', entry.comments)
    if not entry.obsolete:
        lines += comment('#: ', ' '.join(entry.references))
    if entry.flags:
        lines.append('#, ' + ', '.join(entry.flags))
    gone = '#~' if entry.obsolete else ''
    for name in ('|msgctxt', '|msgid', 'msgctxt', 'msgid', 'msgstr'):
        if name in entry.fields:
            mark = (gone or '#') + '| ' if name[0] == '|' else gone and gone + ' '
            lines += wrapped(mark, name.lstrip('|'), entry.fields[name])
    return '\n'.join(lines) + '\n'


def header_of_polib(entry):
    fields = dict(line.split(': ', 1) for line in
                  entry.fields['msgstr'].splitlines())
    names = [name for name in ORDER if name in fields]
    names += sorted(set(fields) - set(ORDER))
    lines = comment('# ', entry.comments) or ['#']
    lines += ['msgid ""', 'msgstr ""']
    lines += [quote(f'{name}: {fields[name]}\n').join('""') for name in names]
    return '\n'.join(lines) + '\n'


def as_polib(text):
    """Wrapped at 78, whatever the flags say; the obsolete ones at the end."""
    header, *entries = read(text)
    entries.sort(key=lambda entry: entry.obsolete)
    return '\n'.join([header_of_polib(header), *map(entry_of_polib, entries)])
