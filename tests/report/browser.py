# SPDX-License-Identifier: GPL-3.0-or-later
"""A page in a real browser, driven over its debugging pipe.

Everything that the page asks of the network, says on the console or throws is
kept, so that a test can say that there was nothing of it.
"""
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = 'chromium', 'chromium-browser', 'google-chrome'


def find():
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    def __init__(self):
        self.tmp = tempfile.mkdtemp()
        to_child, self.out = os.pipe()
        self.input, from_child = os.pipe()
        self.process = subprocess.Popen(
            ['sh', '-c', f'exec "$@" 3<&{to_child} 4>&{from_child}', 'sh',
             find(), '--headless', '--no-sandbox', '--disable-gpu',
             '--no-first-run', '--disable-background-networking',
             '--disable-component-update', '--disable-dev-shm-usage',
             f'--user-data-dir={self.tmp}/profile', '--remote-debugging-pipe',
             'about:blank'],
            pass_fds=(to_child, from_child), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=dict(os.environ, HOME=self.tmp))
        os.close(to_child)
        os.close(from_child)
        self.buffer, self.n, self.session = b'', 0, None
        self.requests, self.said = [], []

    def close(self):
        try:
            self.call('Browser.close', session=None)
        except (OSError, RuntimeError):
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.tmp, ignore_errors=True)

    # ---- messages ----

    def read(self, seconds):
        """The next message, or None."""
        end = time.monotonic() + seconds
        while b'\0' not in self.buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.input], [], [], left)[0]:
                return None
            piece = os.read(self.input, 1 << 16)
            if not piece:
                raise RuntimeError('the browser has ended')
            self.buffer += piece
        line, self.buffer = self.buffer.split(b'\0', 1)
        message = json.loads(line)
        self.note(message)
        return message

    def note(self, message):
        what, params = message.get('method'), message.get('params')
        if what == 'Network.requestWillBeSent':
            self.requests.append(params['request']['url'])
        elif what == 'Runtime.consoleAPICalled':
            self.said.append(json.dumps(params['args']))
        elif what == 'Runtime.exceptionThrown':
            self.said.append(json.dumps(params['exceptionDetails']))
        elif what == 'Log.entryAdded':
            self.said.append(params['entry']['text'])

    def call(self, method, session='', **params):
        self.n += 1
        message = {'id': self.n, 'method': method, 'params': params}
        if session is not None:
            message['sessionId'] = self.session
        os.write(self.out, json.dumps(message).encode() + b'\0')
        while True:
            reply = self.read(30)
            if reply is None:
                raise RuntimeError(f'no answer to {method}')
            if reply.get('id') == self.n:
                if 'error' in reply:
                    raise RuntimeError(str(reply['error']))
                return reply['result']

    # ---- the page ----

    def start(self):
        """False where the browser does not start here."""
        try:
            targets = self.call('Target.getTargets', session=None)
            page = next(t for t in targets['targetInfos']
                        if t['type'] == 'page')
            self.session = self.call('Target.attachToTarget', session=None,
                                     targetId=page['targetId'],
                                     flatten=True)['sessionId']
            for domain in 'Page', 'Runtime', 'Log', 'Network':
                self.call(domain + '.enable')
        except (OSError, RuntimeError, StopIteration):
            return False
        return True

    def open(self, path):
        self.requests, self.said = [], []
        self.call('Page.navigate', url='file://' + path)
        self.wait('document.readyState === "complete" && '
                  'location.protocol === "file:"')

    def size(self, width, height):
        self.call('Emulation.setDeviceMetricsOverride', width=width,
                  height=height, deviceScaleFactor=1, mobile=width < 600)

    def run(self, script):
        result = self.call('Runtime.evaluate', expression=script,
                           returnByValue=True)
        if 'exceptionDetails' in result:
            raise RuntimeError(str(result['exceptionDetails']))
        return result['result'].get('value')

    def wait(self, script, seconds=20):
        """Until the script gives something true; False where it never does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if self.run(script):
                    return True
            except RuntimeError:
                pass  # the page is just being replaced
            time.sleep(.1)
        return False

    def key(self, key, shift=False):
        for kind in 'keyDown', 'keyUp':
            self.call('Input.dispatchKeyEvent', type=kind, modifiers=8 * shift,
                      key=key.upper() if shift and len(key) == 1 else key,
                      text=key if kind == 'keyDown' and len(key) == 1 else '')
