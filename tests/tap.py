# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test found, as TAP; beside tests/unit/tap.h for tests in Python."""
n = 0


def ok(what, faults):
    """A test that has passed where there are no faults."""
    global n
    n += 1
    print('not ok' if faults else 'ok', n, '-', what, flush=True)
    for fault in faults:
        for line in str(fault).splitlines():
            print('#', line)


def skip(what, why):
    global n
    n += 1
    print(f'ok {n} - {what} # SKIP {why}')


def done():
    print(f'1..{n}')
