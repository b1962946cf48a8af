/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of pages: filtered, sorted, opened. What is chosen stands in the
 * fragment of the address (#language=es&state=outdated), so that it can be
 * linked to; the links of the tables above are of that kind.
 *
 * Texts of pages only ever become text nodes. Units are read where a page is
 * opened, rows made where they are shown: the rest stays text.
 */
(function () {
'use strict';

const FIRST_ROWS = 50;
const MORE_ROWS = 200;
/* ORDER of a page's array (status_html_data.c) */
const LANGUAGE = 0, FOLDER = 1, STATE = 2, PATH = 3, TARGET = 4, BEHIND = 5,
	PERCENT = 6, N_UNITS = 7, SINCE = 8, AGE = 9, COMMITS = 10, FIRST = 11,
	BASE = 12;

const id = (name) => document.getElementById(name);
const read = (name) => id(name).textContent;
const site = JSON.parse(read('site'));
const say = site.messages;
const choice = { language: '', folder: '', state: '', text: '',
	sort: 'behind', down: true, open: new Set() };
let shown = [], nRows = 0, units = null, texts = null;

/* ---- small things ---- */

/* With the role that a table loses where it is laid out as something else. */
const ROLES = { tr: 'row', td: 'cell' };

function make(name) {
	const e = document.createElement(name);

	if (ROLES[name])
		e.setAttribute('role', ROLES[name]);
	return e;
}

function add(parent, name, className, text) {
	const e = make(name);

	if (className)
		e.className = className;
	if (text !== undefined)
		e.textContent = text;
	parent.append(e);
	return e;
}

function number(n) {
	return String(n).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

/* "Pages: %1 of %2" */
function fill(message, ...values) {
	return message.replace(/%([12])/g, (all, i) => number(values[i - 1]));
}

function keyOf(page) {
	return site.languages[page[LANGUAGE]][0] + ':' + page[PATH];
}

/* ---- filter and sort ---- */

const byKey = {
	page: (p) => p[PATH],
	language: (p) => p[LANGUAGE],
	state: (p) => p[STATE],
	behind: (p) => p[BEHIND],
	done: (p) => p[PERCENT],
	since: (p) => p[SINCE],
	commits: (p) => p[COMMITS]
};

function indexOf(list, name) {
	return list.findIndex((item) => item === name || item[0] === name);
}

/* What text is looked for in. */
function lowerOf(page) {
	page.lower = page.lower ||
		(page[PATH] + '\n' + page[TARGET]).toLowerCase();
	return page.lower;
}

function filter() {
	const language = indexOf(site.languages, choice.language);
	const folder = indexOf(site.folders, choice.folder);
	const state = indexOf(site.states, choice.state);
	const text = choice.text.toLowerCase();

	shown = site.pages.filter((p) =>
		(!choice.language || p[LANGUAGE] === language) &&
		(!choice.folder || p[FOLDER] === folder) &&
		(!choice.state || p[STATE] === state) &&
		(!text || lowerOf(p).includes(text)));
}

/* Array.prototype.sort is stable: equals stay in the order of the site. */
function sort() {
	const key = byKey[choice.sort], sign = choice.down ? -1 : 1;

	shown.sort((p, q) => {
		const a = key(p), b = key(q);

		/* without a date, or any other value: last */
		if (a === '' || b === '')
			return a === b ? 0 : a === '' ? 1 : -1;
		return a < b ? -sign : a > b ? sign : 0;
	});
}

/* ---- an opened page ---- */

const RUN_ELEMENTS = ['span', 'del', 'ins'];

function addText(parent, title, runs, language) {
	const box = add(parent, 'div');
	const p = (add(box, 'h4', '', title), add(box, 'p', 'text'));

	p.dir = 'auto';
	if (language)
		p.lang = language;
	for (let i = 0; i < runs.length; i += 2)
		add(p, RUN_ELEMENTS[runs[i]], '', runs[i + 1]);
}

/* ORDER of a unit's array (status_html_data.c) */
const WHAT = 0, IS_OPEN = 1, TITLE = 2, SECTION = 3, LINE = 4, TARGET_LINE = 5,
	TEXT = 6, TRANSLATION = 7;

function addPlaces(parent, unit, page) {
	const places = [];

	if (unit[LINE])
		places.push(page[PATH] + ':' + unit[LINE]);
	if (unit[TARGET_LINE])
		places.push(page[TARGET] + ':' + unit[TARGET_LINE]);
	for (const place of places)
		add(parent, 'p', 'places path', place);
}

function addUnit(parent, unit, page) {
	const box = add(parent, 'div', unit[IS_OPEN] ? 'unit todo' : 'unit');
	const head = add(box, 'h3', '', unit[WHAT]);
	const where = [unit[TITLE], unit[SECTION]].filter((s) => s);
	const sides = (addPlaces(box, unit, page), add(box, 'div', 'sides'));

	if (where.length) {
		head.append(' ');
		add(head, 'span', '', where.join(', ')).dir = 'auto';
	}
	if (unit[TEXT] !== '')
		addText(sides, say.source, JSON.parse(texts[unit[TEXT]]), '');
	if (unit[TRANSLATION])
		addText(sides, say.translation, [0, unit[TRANSLATION]],
			site.languages[page[LANGUAGE]][2]);
}

function addFacts(parent, page) {
	const target = page[TARGET] && say.translation + ': ' + page[TARGET];

	for (const fact of [target, page[FIRST], page[BASE]])
		if (fact)
			add(parent, 'p', 'facts', fact).dir = 'auto';
}

function addDetails(row, page) {
	const details = make('tr');
	const cell = add(details, 'td');

	units = units || read('units').split('\n');
	texts = texts || read('texts').split('\n');
	details.className = 'details';
	details.id = row.querySelector('button').getAttribute('aria-controls');
	cell.colSpan = row.cells.length;
	addFacts(cell, page);
	for (const unit of JSON.parse(units[page.index]))
		addUnit(cell, unit, page);
	row.after(details);
}

function toggle(row, page) {
	const button = row.querySelector('button');
	const open = button.getAttribute('aria-expanded') === 'false';

	button.setAttribute('aria-expanded', String(open));
	row.classList.toggle('open', open);
	if (open) {
		choice.open.add(keyOf(page));
		addDetails(row, page);
	} else {
		choice.open.delete(keyOf(page));
		row.nextElementSibling.remove();
	}
}

/* ---- the rows ---- */

function addName(cell, row, page) {
	if (!page[N_UNITS]) {
		add(cell, 'span', 'path', page[PATH]);
		return;
	}
	const button = add(cell, 'button', 'path', page[PATH]);

	button.type = 'button';
	button.setAttribute('aria-expanded', 'false');
	button.setAttribute('aria-controls', 'page-' + page.index);
	button.addEventListener('click', () => {
		toggle(row, page);
		remember();
	});
}

function addRow(body, page) {
	const row = make('tr');
	const state = site.states[page[STATE]];
	const since = page[SINCE] && page[SINCE] + ' (' + page[AGE] + ')';

	addName(add(row, 'td'), row, page);
	add(row, 'td', '', site.languages[page[LANGUAGE]][0]);
	add(row, 'td', 'state state-' + state[0], state[1]);
	add(row, 'td', 'number', number(page[BEHIND])).dataset.label =
		say.behind;
	add(row, 'td', 'number minor', page[PERCENT] + '\u202f%');
	add(row, 'td', 'minor', since);
	add(row, 'td', 'number minor', page[COMMITS] || '');
	body.append(row);
	if (page[N_UNITS] && choice.open.has(keyOf(page)))
		toggle(row, page);
}

function addRows(more) {
	const body = document.createDocumentFragment();
	const end = Math.min(nRows + more, shown.length);

	for (; nRows < end; nRows++)
		addRow(body, shown[nRows]);
	id('rows').append(body);
	id('more').classList.toggle('hidden', nRows === shown.length);
	id('more-button').textContent = fill(say.more,
		Math.min(MORE_ROWS, shown.length - nRows));
}

function show() {
	filter();
	sort();
	nRows = 0;
	id('rows').textContent = '';
	addRows(FIRST_ROWS);
	id('count').textContent = shown.length ?
		fill(say.count, shown.length, site.pages.length) : say.none;
	for (const th of document.querySelectorAll('.list th[data-sort]'))
		if (th.dataset.sort === choice.sort)
			th.setAttribute('aria-sort',
				choice.down ? 'descending' : 'ascending');
		else
			th.removeAttribute('aria-sort');
}

/* ---- the fragment of the address ---- */

function remember() {
	const params = new URLSearchParams();

	for (const name of ['language', 'folder', 'state', 'text'])
		if (choice[name])
			params.set(name, choice[name]);
	if (choice.sort !== 'behind' || !choice.down)
		params.set('sort', (choice.down ? '-' : '') + choice.sort);
	for (const key of choice.open)
		params.append('open', key);
	history.replaceState(null, '', '#' + params);
}

/* True where the fragment is a choice, not a place on the page. */
function recall() {
	const params = new URLSearchParams(location.hash.slice(1));
	const sorted = params.get('sort') || '-behind';

	if (!location.hash.includes('='))
		return false;
	for (const name of ['language', 'folder', 'state', 'text']) {
		choice[name] = params.get(name) || '';
		id(name).value = choice[name];
	}
	choice.down = sorted[0] === '-';
	choice.sort = sorted.replace('-', '');
	if (!Object.hasOwn(byKey, choice.sort))
		choice.sort = 'behind';
	choice.open = new Set(params.getAll('open'));
	return true;
}

function followLink() {
	if (!recall())
		return;
	show();
	id('pages').scrollIntoView();
	id('pages-title').focus({ preventScroll: true });
}

/* ---- what the reader does ---- */

function choose() {
	for (const name of ['language', 'folder', 'state', 'text'])
		choice[name] = id(name).value;
	show();
	remember();
}

function chooseOrder(name) {
	choice.down = choice.sort === name ? !choice.down :
		name === 'behind' || name === 'commits';
	choice.sort = name;
	show();
	remember();
}

function reset() {
	for (const name of ['language', 'folder', 'state', 'text'])
		id(name).value = '';
	choose();
	id('text').focus();
}

function listen() {
	id('filters').addEventListener('submit', (e) => e.preventDefault());
	for (const name of ['language', 'folder', 'state'])
		id(name).addEventListener('change', choose);
	id('text').addEventListener('input', choose);
	id('reset').addEventListener('click', reset);
	id('more-button').addEventListener('click', () => addRows(MORE_ROWS));
	for (const th of document.querySelectorAll('.list th[data-sort]'))
		th.firstElementChild.addEventListener('click',
			() => chooseOrder(th.dataset.sort));
	window.addEventListener('hashchange', followLink);
	window.addEventListener('beforeprint', () => addRows(shown.length));
}

site.pages.forEach((page, i) => { page.index = i; });
listen();
const chosen = recall();
show();
if (chosen)
	id('pages').scrollIntoView();
/* so that the first letter that is typed need not wait for it */
setTimeout(() => site.pages.forEach(lowerOf), 500);
})();
