"""Tasks that wait for a process: clients take turns, so that none waits behind all of another's."""

from __future__ import annotations

from collections import OrderedDict, deque
from contextvars import ContextVar
from threading import Condition
from typing import Generic, TypeVar

CLIENT: ContextVar[str | None] = ContextVar("client", default=None)
"""Who asks, by its address; all behind one proxy are one. ``None`` for the server itself."""

T = TypeVar("T")


class Turns(Generic[T]):
    """What waits, by client. Its methods may be called from several threads."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._waiting: OrderedDict[str | None, deque[T]] = OrderedDict()
        self._changed = Condition()
        self._closed = False

    def put(self, client: str | None, one: T) -> None:
        """Have something wait behind what its client has there already."""
        with self._changed:
            self._waiting.setdefault(client, deque()).append(one)
            self._changed.notify()

    def get(self, seconds: float) -> T | None:
        """Return what is next, ``None`` where nothing comes in time or there is an end."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting, seconds)
            if self._closed or not self._waiting:
                return None
            client, own = self._waiting.popitem(last=False)
            one = own.popleft()
            if own:
                self._waiting[client] = own
            return one

    def drop(self, client: str | None, one: T) -> None:
        """Take something out, if it still waits."""
        with self._changed:
            own = self._waiting.get(client)
            if own is None or one not in own:
                return
            own.remove(one)
            if not own:
                del self._waiting[client]

    def close(self) -> None:
        """Give out nothing more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
