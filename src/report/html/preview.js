/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Going from one text that needs work to the next: by buttons, or by keys where
 * the reader wants them. Where one was stays known when the page is loaded anew.
 */
(function () {
'use strict';

const SELECTORS = {
	untranslated: '[data-state=untranslated]',
	fuzzy: '[data-state=fuzzy]',
	finding: '[data-finding]',
	any: '[data-state=untranslated], [data-state=fuzzy], ' +
		'[data-state=removed], [data-finding]'
};
const KEYS = { u: 'untranslated', f: 'fuzzy', c: 'finding', j: 'any',
	k: 'any' };

const id = (name) => document.getElementById(name);
let current = null;

function isBefore(a, b) {
	return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
}

/* The one after (step 1) or before the current; from the end, on at the begin. */
function find(all, step) {
	const list = step > 0 ? all : all.slice().reverse();

	if (!current)
		return list[0];
	return list.find((e) => step > 0 ? isBefore(current, e) :
		isBefore(e, current)) || list[0];
}

function mark(element) {
	if (current)
		current.classList.remove('current');
	current = element;
	current.classList.add('current');
	history.replaceState({ current: element.id }, '');
}

function go(kind, step) {
	const all = [...document.querySelectorAll(SELECTORS[kind])];
	const element = find(all, step);

	if (!element)
		return;
	mark(element);
	element.focus({ preventScroll: true });
	element.scrollIntoView({ block: 'center' });
	id('place').textContent = (all.indexOf(element) + 1) + '/' + all.length;
}

function takeKey(e) {
	const key = e.key.toLowerCase();

	if (!id('keys').checked || e.ctrlKey || e.altKey || e.metaKey ||
	    e.target.matches('select') || !Object.hasOwn(KEYS, key))
		return;
	e.preventDefault();
	go(KEYS[key], e.shiftKey || key === 'k' ? -1 : 1);
}

function restore() {
	const state = history.state;
	const element = state && state.current && id(state.current);

	if (element) {
		mark(element);
		element.focus({ preventScroll: true });
	}
}

for (const button of document.querySelectorAll('[data-go]'))
	button.addEventListener('click', () =>
		go(button.dataset.go, Number(button.dataset.step)));
document.addEventListener('keydown', takeKey);
restore();
})();
