"""A graph that opens at once in a new process, and slowly when it is opened there again."""

from __future__ import annotations

import time

SLOW = 3.0
_opened = []


class Slow:
    key = "1"

    def close(self):
        pass


def open_store():
    _opened.append(1)
    if len(_opened) == 2:
        time.sleep(SLOW)
    return Slow()


def warm(tools):
    del tools


def slowly(tools, seconds, words):
    del tools
    time.sleep(seconds)
    return words
