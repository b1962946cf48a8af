/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of md_test's table: what, the page, its leaves. */
/* clang-format off */
	{ "paragraph",
	  "one\n"
	  "two  \n"
	  "three \n",
	  "D paragraph: |one|two  |three|\n" },
	{ "lazy line in a quote",
	  "> foo\n"
	  "bar\n",
	  "DQ paragraph: |foo|bar|\n" },
	{ "quote mark that is text",
	  "> foo\n"
	  "    > bar\n",
	  "DQ paragraph: |foo|> bar|\n" },
	{ "quote mark that is text in an item",
	  "- > a\n"
	  "      > b\n",
	  "DLIQ paragraph: |a|> b|\n" },
	{ "nested quotes",
	  "> > a\n"
	  "> b\n"
	  "> > c\n",
	  "DQQ paragraph: |a|b|c|\n" },
	{ "setext heading",
	  "Foo\n"
	  "bar\n"
	  "===\n"
	  "baz\n",
	  "D heading 1: |Foo|bar|\n"
	  "D paragraph: |baz|\n" },
	{ "setext heading of level 2 in an item",
	  "- Foo\n"
	  "  ---\n"
	  "- bar\n",
	  "DLI heading 2: |Foo|\n"
	  "DLI paragraph: |bar|\n" },
	{ "lazy underline is text",
	  "> a\n"
	  "===\n",
	  "DQ paragraph: |a|===|\n" },
	{ "underline behind definitions is text",
	  "[foo]: /url\n"
	  "===\n"
	  "[foo]\n",
	  "D link destination foo: |/url|\n"
	  "D paragraph: |===|[foo]|\n" },
	{ "heading behind definitions",
	  "[foo]: /url\n"
	  "bar\n"
	  "===\n",
	  "D link destination foo: |/url|\n"
	  "D heading 1: |bar|\n" },
	{ "definition above a paragraph",
	  "[a]: /u\n"
	  "text [a]\n",
	  "D link destination a: |/u|\n"
	  "D paragraph: |text [a]|\n" },
	{ "two definitions, then text",
	  "[a]: /u \"t\"\n"
	  "[b]: <v w>\n"
	  "  'x\n"
	  " y'\n"
	  "rest\n",
	  "D link destination a: |/u|\n"
	  "D link title a: |t|\n"
	  "D link destination b: |v w|\n"
	  "D link title b: |x|y|\n"
	  "D paragraph: |rest|\n" },
	{ "definition on two lines",
	  "[a]:\n"
	  "  /u\n",
	  "D link destination a: |/u|\n" },
	{ "definition with an escaped quote",
	  "[x]: y 't \\'\n"
	  "z 'w\n",
	  "D paragraph: |[x]: y 't \\'|z 'w|\n" },
	{ "definition in a quote",
	  "> [a]: /u\n"
	  "\n"
	  "[a]\n",
	  "DQ link destination a: |/u|\n"
	  "D paragraph: |[a]|\n" },
	{ "definition in a lazy line",
	  "> [a]:\n"
	  "/u\n",
	  "DQ link destination a: |/u|\n" },
	{ "definition in an item without text",
	  "- [a]: /u\n"
	  "- b\n",
	  "DLI link destination a: |/u|\n"
	  "DLI paragraph: |b|\n" },
	{ "definition behind an item",
	  "- a\n"
	  "\n"
	  "  [b]: /u\n"
	  "\n"
	  "text\n",
	  "DLI paragraph: |a|\n"
	  "DLI link destination b: |/u|\n"
	  "D paragraph: |text|\n" },
	{ "no definition: text behind the title",
	  "[a]: /u \"t\" x\n",
	  "D paragraph: |[a]: /u \"t\" x|\n" },
	{ "ATX headings",
	  "# a\n"
	  "## b ##\n"
	  "### c#\n"
	  "#### \\#\n"
	  "##### #\n"
	  "###### ###\n",
	  "D heading 1: |a|\n"
	  "D heading 2: |b|\n"
	  "D heading 3: |c#|\n"
	  "D heading 4: |\\#|\n" },
	{ "no ATX heading",
	  "#a\n"
	  "####### b\n",
	  "D paragraph: |#a|####### b|\n" },
	{ "ATX heading with attributes",
	  "## a {#b .c}\n",
	  "D heading 2: |a {#b .c}|\n" },
	{ "setext heading that begins with a mark",
	  "#a\n"
	  "===\n",
	  "D heading 1: |#a|\n" },
	{ "comment, then text",
	  "<!-- a -->\n"
	  "text\n",
	  "D comment: |<!-- a -->|\n"
	  "D paragraph: |text|\n" },
	{ "comment over lines",
	  "<!--\n"
	  " a\n"
	  "\n"
	  " b\n"
	  "-->\n"
	  "text\n",
	  "D comment: |<!--| a|| b|-->|\n"
	  "D paragraph: |text|\n" },
	{ "two comments on a line",
	  "<!-- a --> <!-- b -->\n",
	  "D comment: |<!-- a -->|\n"
	  "D comment: |<!-- b -->|\n" },
	{ "comment with text behind it",
	  "<!-- a --> text\n",
	  "D html text: |text|\n" },
	{ "open comment",
	  "<!-- a\n"
	  "\n"
	  "b\n",
	  "D comment: |<!-- a||b|\n" },
	{ "script",
	  "<script>\n"
	  "a\n"
	  "\n"
	  "b\n"
	  "</script>\n"
	  "text\n",
	  "D html: |<script>|a||b|</script>|\n"
	  "D paragraph: |text|\n" },
	{ "pre",
	  "<pre>\n"
	  "a\n"
	  "</pre>\n",
	  "D html: |<pre>|a|</pre>|\n" },
	{ "HTML without texts",
	  "<div class=\"a\">\n"
	  "  <img src=\"b\">\n"
	  "</div>\n",
	  "D html: |<div class=\"a\">|  <img src=\"b\">|</div>|\n" },
	{ "HTML with texts",
	  "<div>\n"
	  "  <p>one\n"
	  "    two</p>\n"
	  "  <img alt=\"three\">\n"
	  "</div>\n",
	  "D html text: |one|two|\n"
	  "D html attribute alt: |three|\n" },
	{ "HTML in a quote",
	  "> <p>one\n"
	  "> two</p>\n",
	  "DQ html text: |one|two|\n" },
	{ "HTML that a tag alone begins",
	  "<span class=\"a\">\n"
	  "one <b>two</b>\n"
	  "</span>\n",
	  "D html text: |one <b>two</b>|\n" },
	{ "Markdown between HTML",
	  "<div>\n"
	  "\n"
	  "*a*\n"
	  "\n"
	  "</div>\n",
	  "D html: |<div>|\n"
	  "D paragraph: |*a*|\n"
	  "D html: |</div>|\n" },
	{ "fenced code",
	  "```js title=\"a\"\n"
	  "b\n"
	  "\n"
	  "  c\n"
	  "```\n"
	  "text\n",
	  "D code info: |js title=\"a\"|\n"
	  "D code: |b||  c|\n"
	  "D paragraph: |text|\n" },
	{ "fenced code without text",
	  "```\n"
	  "\n"
	  "```\n",
	  "" },
	{ "open fence",
	  "```\n"
	  "a\n",
	  "D code: |a|\n" },
	{ "fence that its container closes",
	  "> ```\n"
	  "> a\n"
	  "b\n",
	  "DQ code: |a|\n"
	  "D paragraph: |b|\n" },
	{ "fenced code in an item",
	  "- a\n"
	  "\n"
	  "  ~~~ sh\n"
	  "  b\n"
	  "\n"
	  "    c\n"
	  "  ~~~\n",
	  "DLI paragraph: |a|\n"
	  "DLI code info: |sh|\n"
	  "DLI code: |b||  c|\n" },
	{ "indented fence",
	  "  ```\n"
	  "  a\n"
	  " b\n"
	  "  ```\n",
	  "D code: |a|b|\n" },
	{ "indented code",
	  "    a\n"
	  "\n"
	  "      b\n"
	  "\n"
	  "text\n",
	  "D code: |a||  b|\n"
	  "D paragraph: |text|\n" },
	{ "indented code in a quote, with tabs",
	  ">\t\ta\n"
	  ">\t\tb\n",
	  "DQ code: |a|b|\n" },
	{ "indented code in an item",
	  "-     a\n"
	  "      b\n",
	  "DLI code: |a|b|\n" },
	{ "thematic breaks",
	  "***\n"
	  "\n"
	  "\n"
	  "text\n"
	  "- - -\n"
	  "more\n",
	  "D paragraph: |text|\n"
	  "D paragraph: |more|\n" },
	{ "list",
	  "- a\n"
	  "- b\n"
	  "\n"
	  "  c\n"
	  "  * d\n",
	  "DLI paragraph: |a|\n"
	  "DLI paragraph: |b|\n"
	  "DLI paragraph: |c|\n"
	  "DLILI paragraph: |d|\n" },
	{ "ordered list",
	  "1. a\n"
	  "10) b\n",
	  "DLI paragraph: |a|\n"
	  "DLI paragraph: |b|\n" },
	{ "item with a blank first line",
	  "-\n"
	  "  a\n",
	  "DLI paragraph: |a|\n" },
	{ "blank item, then a paragraph",
	  "-\n"
	  "\n"
	  "  a\n",
	  "D paragraph: |a|\n" },
	{ "item with many blanks",
	  "-     a\n"
	  "-   b\n"
	  "     c\n",
	  "DLI code: |a|\n"
	  "DLI paragraph: |b|c|\n" },
	{ "item with a tab",
	  "-\ta\n"
	  "\n"
	  "\tb\n",
	  "DLI paragraph: |a|\n"
	  "DLI paragraph: |b|\n" },
	{ "loose items and lazy lines",
	  "- a\n"
	  "b\n"
	  "\n"
	  "- c\n"
	  "    d\n",
	  "DLI paragraph: |a|b|\n"
	  "DLI paragraph: |c|d|\n" },
	{ "task list",
	  "- [ ] a\n"
	  "- [x] b\n"
	  "- [y] c\n"
	  "- [ ]\n",
	  "DLI paragraph: |a|\n"
	  "DLI paragraph: |b|\n"
	  "DLI paragraph: |[y] c|\n" },
	{ "hard breaks",
	  "a  \n"
	  "b\\\n"
	  "c\n",
	  "D paragraph: |a  |b\\|c|\n" },
	{ "table",
	  "| a | b |\n"
	  "| - | :-: |\n"
	  "| c | |\n"
	  "| `d\\|e` | f |\n",
	  "DTR table cell 1!: |a|\n"
	  "DTR table cell 2!: |b|\n"
	  "DTR table cell 1: |c|\n"
	  "DTR table cell 1: |`d\\|e`|\n"
	  "DTR table cell 2: |f|\n" },
	{ "table without outer pipes",
	  "a | b\n"
	  "--|--\n"
	  "c | d\n",
	  "DTR table cell 1!: |a|\n"
	  "DTR table cell 2!: |b|\n"
	  "DTR table cell 1: |c|\n"
	  "DTR table cell 2: |d|\n" },
	{ "table behind text",
	  "text\n"
	  "| a |\n"
	  "|---|\n"
	  "| b |\n",
	  "D paragraph: |text|\n"
	  "DTR table cell 1!: |a|\n"
	  "DTR table cell 1: |b|\n" },
	{ "no table: dashes alone",
	  "a\n"
	  "---\n"
	  "b\n",
	  "D heading 2: |a|\n"
	  "D paragraph: |b|\n" },
	{ "no table: another number of cells",
	  "| a |\n"
	  "|---|---|\n",
	  "D paragraph: || a |||---|---||\n" },
	{ "table rows of more and fewer cells",
	  "| a | b |\n"
	  "|---|---|\n"
	  "| c |\n"
	  "| d | e | f |\n",
	  "DTR table cell 1!: |a|\n"
	  "DTR table cell 2!: |b|\n"
	  "DTR table cell 1: |c|\n"
	  "DTR table cell 1: |d|\n"
	  "DTR table cell 2: |e|\n"
	  "DTR table cell 3: |f|\n" },
	{ "table with escaped and double backslashes",
	  "| a\\\\|b |\n"
	  "|-|-|\n",
	  "DTR table cell 1!: |a\\\\|\n"
	  "DTR table cell 2!: |b|\n" },
	{ "table in a quote",
	  "> | a |\n"
	  "> |---|\n"
	  "> | b |\n",
	  "DQTR table cell 1!: |a|\n"
	  "DQTR table cell 1: |b|\n" },
	{ "table in an item",
	  "- | a |\n"
	  "  |---|\n"
	  "  | b |\n",
	  "DLITR table cell 1!: |a|\n"
	  "DLITR table cell 1: |b|\n" },
	{ "table with attributes",
	  "| a |\n"
	  "|---|\n"
	  "| b |\n"
	  "{.c}\n",
	  "DTR table cell 1!: |a|\n"
	  "DTR table cell 1: |b|\n" },
	{ "table between tags",
	  "{{< tip >}}\n"
	  "| a |\n"
	  "|---|\n"
	  "| b |\n"
	  "{{< /tip >}}\n",
	  "DPTR table cell 1!: |a|\n"
	  "DPTR table cell 1: |b|\n" },
	{ "table with tags between rows",
	  "| a |\n"
	  "|---|\n"
	  "{{% if x %}}\n"
	  "| b |\n"
	  "{{% /if %}}\n"
	  "| c |\n",
	  "DTR table cell 1!: |a|\n"
	  "DT parameter if.0: |x|\n"
	  "DTPR table cell 1: |b|\n"
	  "DTR table cell 1: |c|\n" },
	{ "table with a cell of a tag alone",
	  "| a |\n"
	  "|---|\n"
	  "| {{< icon name=\"b\" >}} |\n",
	  "DTR table cell 1!: |a|\n"
	  "DTR parameter icon.name: |\"b\"|\n" },
	{ "footnotes",
	  "a[^1] b[^n]\n"
	  "\n"
	  "[^1]: One\n"
	  "two\n"
	  "[^n]: Three\n",
	  "D paragraph: |a[^1] b[^n]|\n"
	  "DF paragraph: |One|two|\n"
	  "DF paragraph: |Three|\n" },
	{ "footnote of one word",
	  "a[^1]\n"
	  "\n"
	  "[^1]: https://a.b\n",
	  "D paragraph: |a[^1]|\n"
	  "DF paragraph: |https://a.b|\n" },
	{ "footnote with blocks",
	  "[^1]: a\n"
	  "\n"
	  "    b\n"
	  "\n"
	  "    - c\n"
	  "\n"
	  "        code\n"
	  "\n"
	  "text\n",
	  "DF paragraph: |a|\n"
	  "DF paragraph: |b|\n"
	  "DFLI paragraph: |c|\n"
	  "DFLI paragraph: |code|\n"
	  "D paragraph: |text|\n" },
	{ "footnote with a text below",
	  "[^1]:\n"
	  "    a\n",
	  "DF paragraph: |a|\n" },
	{ "footnote in a quote",
	  "> [^1]: a\n"
	  ">\n"
	  ">     b\n",
	  "DQF paragraph: |a|\n"
	  "DQF paragraph: |b|\n" },
	{ "footnote with a definition",
	  "[^1]: a [b]\n"
	  "\n"
	  "    [b]: /u\n",
	  "DF paragraph: |a [b]|\n"
	  "DF link destination b: |/u|\n" },
	{ "definition list",
	  "Term\n"
	  ": one\n"
	  ": two\n"
	  "  more\n"
	  "\n"
	  "Other\n"
	  "Terms\n"
	  "\n"
	  ": three\n",
	  "D term: |Term|\n"
	  "DE paragraph: |one|\n"
	  "DE paragraph: |two|more|\n"
	  "D term: |Other|\n"
	  "D term: |Terms|\n"
	  "DE paragraph: |three|\n" },
	{ "definition with blocks",
	  "Term\n"
	  ":   one\n"
	  "\n"
	  "    two\n"
	  "\n"
	  "    - three\n"
	  "\n"
	  "text\n",
	  "D term: |Term|\n"
	  "DE paragraph: |one|\n"
	  "DE paragraph: |two|\n"
	  "DELI paragraph: |three|\n"
	  "D paragraph: |text|\n" },
	{ "definition with two blanks of indent",
	  "Term\n"
	  ": one\n"
	  "\n"
	  "  two\n"
	  "\n"
	  "  ```\n"
	  "  code\n"
	  "  ```\n"
	  "\n"
	  "text\n",
	  "D term: |Term|\n"
	  "DE paragraph: |one|\n"
	  "DE paragraph: |two|\n"
	  "DE code: |code|\n"
	  "D paragraph: |text|\n" },
	{ "colon without a term",
	  ": a\n",
	  "D paragraph: |: a|\n" },
	{ "colon in a text",
	  "a\n"
	  ":b\n",
	  "D paragraph: |a|:b|\n" },
	{ "alert",
	  "> [!NOTE]\n"
	  "> a\n",
	  "DA paragraph: |a|\n" },
	{ "alert with a title",
	  "> [!TIP]- One two\n"
	  "> a\n"
	  ">\n"
	  "> b\n",
	  "DA title: |One two|\n"
	  "DA paragraph: |a|\n"
	  "DA paragraph: |b|\n" },
	{ "alert without text",
	  "> [!NOTE]\n",
	  "" },
	{ "no alert: not the first paragraph",
	  "> a\n"
	  ">\n"
	  "> [!NOTE]\n",
	  "DQ paragraph: |a|\n"
	  "DQ paragraph: |[!NOTE]|\n" },
	{ "attribute line",
	  "a\n"
	  "b\n"
	  "{.c #d}\n",
	  "D paragraph: |a|b|\n" },
	{ "attribute line alone",
	  "- a\n"
	  "\n"
	  "{.c}\n",
	  "DLI paragraph: |a|\n" },
	{ "braces that are no attributes",
	  "a\n"
	  "{b}\n",
	  "D paragraph: |a|{b}|\n" },
	{ "shortcode alone",
	  "{{< image src=\"a\" caption=\"b c\" >}}\n",
	  "D parameter image.src: |\"a\"|\n"
	  "D parameter image.caption: |\"b c\"|\n" },
	{ "shortcode over lines",
	  "a\n"
	  "\n"
	  "{{< image\n"
	  "  caption=\"b\"\n"
	  "  alt=`c` >}}\n"
	  "\n"
	  "d\n",
	  "D paragraph: |a|\n"
	  "D parameter image.caption: |\"b\"|\n"
	  "D parameter image.alt: |`c`|\n"
	  "D paragraph: |d|\n" },
	{ "shortcode in a text",
	  "a {{< gloss \"b\" >}}c{{< /gloss >}} d {{< x\n"
	  "  y >}} e\n",
	  "D paragraph: |a {{< gloss \"b\" >}}c{{< /gloss >}} d {{< x\n"
	  "  y >}} e|\n" },
	{ "pair on its lines",
	  "{{< tip >}}\n"
	  "a\n"
	  "b\n"
	  "{{< /tip >}}\n"
	  "c\n",
	  "DP paragraph: |a|b|\n"
	  "D paragraph: |c|\n" },
	{ "pair with blank lines",
	  "{{% alert title=\"t\" %}}\n"
	  "\n"
	  "a\n"
	  "\n"
	  "- b\n"
	  "\n"
	  "{{% /alert %}}\n",
	  "D parameter alert.title: |\"t\"|\n"
	  "DP paragraph: |a|\n"
	  "DPLI paragraph: |b|\n" },
	{ "pair in the middle of a paragraph",
	  "a\n"
	  "{{< tip >}}\n"
	  "b\n"
	  "{{< /tip >}}\n"
	  "c\n",
	  "D paragraph: |a|\n"
	  "DP paragraph: |b|\n"
	  "D paragraph: |c|\n" },
	{ "pairs in pairs",
	  "{{< a >}}\n"
	  "{{< b >}}\n"
	  "c\n"
	  "{{< /b >}}\n"
	  "{{< /a >}}\n",
	  "DPP paragraph: |c|\n" },
	{ "pair on one line",
	  "{{< tip >}}a{{< /tip >}}\n",
	  "D paragraph: |{{< tip >}}a{{< /tip >}}|\n" },
	{ "tags at the edges of a text",
	  "{{< tip >}}a\n"
	  "\n"
	  "b{{< /tip >}}\n",
	  "DP paragraph: |a|\n"
	  "DP paragraph: |b|\n" },
	{ "closing tag behind a text",
	  "{{< tip >}}\n"
	  "a {{< /tip >}}\n",
	  "DP paragraph: |a|\n" },
	{ "tag of no pair in the middle",
	  "a\n"
	  "{{< x >}}\n"
	  "b\n",
	  "D paragraph: |a|{{< x >}}|b|\n" },
	{ "tags of two containers",
	  "- {{< a >}}\n"
	  "\n"
	  "b\n"
	  "\n"
	  "{{< /a >}}\n",
	  "D paragraph: |b|\n" },
	{ "verbatim pair",
	  "{{< text bash >}}\n"
	  "$ a\n"
	  "\n"
	  "  # b\n"
	  "{{< /text >}}\n",
	  "D parameter text.0: |bash|\n"
	  "D verbatim text text: |$ a||  # b|\n" },
	{ "verbatim pair in an item",
	  "1.  a\n"
	  "\n"
	  "    {{< text bash >}}\n"
	  "    $ b\n"
	  "      c\n"
	  "    {{< /text >}}\n"
	  "\n"
	  "1.  d\n",
	  "DLI paragraph: |a|\n"
	  "DLI parameter text.0: |bash|\n"
	  "DLI verbatim text text: |$ b|  c|\n"
	  "DLI paragraph: |d|\n" },
	{ "verbatim pair that is not indented",
	  "- a\n"
	  "\n"
	  "  {{< text >}}\n"
	  "b\n"
	  "  c\n"
	  "  {{< /text >}}\n",
	  "DLI paragraph: |a|\n"
	  "DLI verbatim text text: |b|  c|\n" },
	{ "verbatim pair behind a text",
	  "a\n"
	  "{{< text >}}\n"
	  "# b\n"
	  "{{< /text >}}\n"
	  "c\n",
	  "D paragraph: |a|\n"
	  "D verbatim text text: |# b|\n"
	  "D paragraph: |c|\n" },
	{ "verbatim pair on a line",
	  "{{< text >}}a{{< /text >}}\n",
	  "D verbatim text text: |a|\n" },
	{ "verbatim pair without text",
	  "{{< text >}}\n"
	  "{{< /text >}}\n",
	  "" },
	{ "shortcode in a heading",
	  "## a {{< x \"b\" >}}\n"
	  "### {{< y \"c\" >}}\n",
	  "D heading 2: |a {{< x \"b\" >}}|\n"
	  "D parameter y.0: |\"c\"|\n" },
	{ "shortcode in code",
	  "```\n"
	  "{{< x \"a\" >}}\n"
	  "```\n",
	  "D code: |{{< x \"a\" >}}|\n" },
	{ "shortcode in HTML",
	  "<div>\n"
	  "{{< x \"a\" >}}\n"
	  "</div>\n",
	  "D parameter x.0: |\"a\"|\n" },
	{ "shortcode in a definition",
	  "[a]: <{{< ref \"b\" >}}>\n",
	  "D link destination a: |{{< ref \"b\" >}}|\n" },
	{ "shortcode comment",
	  "{{</* x \"a\" */>}}\n",
	  "" },
	{ "shortcode that is not closed",
	  "a {{< x\n",
	  "D paragraph: |a {{< x|\n" },
	{ "display math",
	  "a\n"
	  "\n"
	  "$$\n"
	  "x = y\n"
	  "$$\n"
	  "\n"
	  "b\n",
	  "D paragraph: |a|\n"
	  "D math: |x = y|\n"
	  "D paragraph: |b|\n" },
	{ "display math in an item",
	  "- a\n"
	  "\n"
	  "  $$\n"
	  "  x\n"
	  "  $$\n",
	  "DLI paragraph: |a|\n"
	  "DLI math: |x|\n" },
	{ "front matter",
	  "---\n"
	  "title: \"A b\"\n"
	  "tags: [c, d]\n"
	  "menu:\n"
	  "  main:\n"
	  "    name: e\n"
	  "text: >\n"
	  "  f\n"
	  "  g\n"
	  "empty:\n"
	  "---\n"
	  "h\n",
	  "D front matter title: |\"A b\"|\n"
	  "D front matter tags[]: |c|\n"
	  "D front matter tags[]: |d|\n"
	  "D front matter menu.main.name: |e|\n"
	  "D front matter text: |>|f|g|\n"
	  "D paragraph: |h|\n" },
	{ "front matter that is no YAML",
	  "---\n"
	  "a: [\n"
	  "---\n"
	  "b\n",
	  "D paragraph: |b|\n" },
	{ "TOML front matter",
	  "+++\n"
	  "title = \"a\"\n"
	  "+++\n"
	  "b\n",
	  "D front matter title: |\"a\"|\n"
	  "D paragraph: |b|\n" },
	{ "no front matter: never closed",
	  "---\n"
	  "title: a\n",
	  "D paragraph: |title: a|\n" },
	{ "BOM",
	  "\357\273\277# a\n",
	  "D heading 1: |a|\n" },
	{ "BOM and front matter",
	  "\357\273\277---\n"
	  "title: a\n"
	  "---\n"
	  "b\n",
	  "D front matter title: |a|\n"
	  "D paragraph: |b|\n" },
	{ "control bytes",
	  "a\fb\v\n"
	  "\f\n"
	  "c\n",
	  "D paragraph: |a\fb|\n"
	  "D paragraph: |c|\n" },
	{ "tabs",
	  "\ta\n"
	  "- b\n"
	  "\tc\n",
	  "D code: |a|\n"
	  "DLI paragraph: |b|c|\n" },
	{ "mixed",
	  "> 1. a\n"
	  ">    ```\n"
	  ">    b\n"
	  ">    ```\n"
	  "> 2. c\n"
	  ">\n"
	  ">    > d\n"
	  "e\n",
	  "DQLI paragraph: |a|\n"
	  "DQLI code: |b|\n"
	  "DQLI paragraph: |c|\n"
	  "DQLIQ paragraph: |d|e|\n" },
	/* clang-format on */
