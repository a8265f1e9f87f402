"""What a process of an audit owes the others: it lets them go first, and ends with its parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread
from time import monotonic, sleep

from web.audits.windows import behind_others, ends_as_a_whole

_NICE = 10
#: Seconds for processes to end what they have started themselves.
_MERCY = 1.0
_ENDED = 70


def go_behind_others() -> None:
    """Let other programs go first; and see that what is started from now on ends with this."""
    behind_others()
    ends_as_a_whole()
    if hasattr(os, "nice"):
        os.nice(_NICE)


def on_end_of(leash: Connection, then: Callable[[], object]) -> None:
    """End this process, and those that it has started, when the other end of a pipe is closed.

    The server closes it to cancel an audit; the system does when the server has been killed.

    Args:
        leash: the pipe, in which nothing is ever sent.
        then: done when the others have ended, before this process does.
    """

    def wait() -> None:
        with suppress(EOFError, OSError):
            leash.recv()
        end_children()
        then()
        os._exit(_ENDED)

    # A thread, since the process itself works meanwhile.
    Thread(target=wait, daemon=True).start()


def end_children() -> None:
    """End the processes that this one has started; first asked, so that they end theirs."""
    children = multiprocessing.active_children()
    for child in children:
        child.terminate()
    until = monotonic() + _MERCY
    while any(child.is_alive() for child in children) and monotonic() < until:
        sleep(0.02)
    for child in children:
        with suppress(OSError):
            if hasattr(os, "killpg") and child.pid:
                os.killpg(child.pid, signal.SIGKILL)
        child.kill()


def end_with_parent() -> None:
    """End this process, with its group, when the one that started it has ended."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        # Asked first, as above.
        os.kill(os.getpid(), signal.SIGTERM)
        sleep(_MERCY)
        if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
            os.killpg(0, signal.SIGKILL)
        os._exit(_ENDED)

    Thread(target=wait, daemon=True).start()
