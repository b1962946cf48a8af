/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page that is written again while it is open, and shows that by itself. A page
 * from a file may not read files, so it opens itself in a frame that nobody sees:
 * there, it says what it is and stops.
 */
(function () {
'use strict';

const EVERY_MS = 1000;
const revision = document.querySelector('meta[name=revision]').content;

if (window !== window.parent) {
	window.parent.postMessage({ revision: revision }, '*');
	window.stop();
	return;
}

const frame = document.createElement('iframe');
let n = 0;

/* The address must be another one: no page may stand in itself. */
function look() {
	if (!document.hidden)
		frame.src = location.href.replace(/[?#].*/, '') + '?look=' + n++;
}

window.addEventListener('message', (e) => {
	if (e.source === frame.contentWindow && e.data &&
	    typeof e.data.revision === 'string' && e.data.revision !== revision)
		location.reload();
});
window.addEventListener('DOMContentLoaded', () => {
	frame.hidden = true;
	frame.sandbox = 'allow-scripts';
	frame.setAttribute('aria-hidden', 'true');
	document.body.append(frame);
	setInterval(look, EVERY_MS);
});
})();
