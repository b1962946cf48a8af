/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all pages do: say that scripts run, and be light or dark as chosen. */
(function () {
'use strict';

const select = document.getElementById('theme');

/* A page from a file may have no storage: then nothing is remembered. */
function storage() {
	try {
		return window.localStorage;
	} catch (e) {
		return null;
	}
}

function setTheme(name) {
	if (name === 'light' || name === 'dark')
		document.documentElement.dataset.theme = name;
	else
		delete document.documentElement.dataset.theme;
}

function startTheme() {
	const store = storage();

	select.value = (store && store.getItem('calque-theme')) || '';
	setTheme(select.value);
	select.addEventListener('change', () => {
		setTheme(select.value);
		if (store)
			store.setItem('calque-theme', select.value);
	});
}

document.documentElement.classList.add('js');
startTheme();
})();
