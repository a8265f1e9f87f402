"""How often, how much and how fast: counts of what clients ask."""

from __future__ import annotations

from collections import Counter, OrderedDict
from ipaddress import IPv6Address, ip_address
from time import monotonic

_CLIENTS = 4096
#: Of an IPv6 address that a client can choose at will.
_OWN_BITS = 64


class Rates:
    """How often each client may ask: so often a second on average, so often at once.

    Only as many clients are remembered as the last ones; whoever was forgotten begins anew.
    """

    def __init__(self, rate: float, burst: int) -> None:
        """Begin with no client."""
        self._rate, self._burst = rate, float(burst)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def may(self, client: str) -> bool:
        """Return whether a client has something left, without taking it."""
        left, since = self._left.get(client, (self._burst, 0.0))
        return left + (monotonic() - since) * self._rate >= 1.0

    def take(self, client: str) -> bool:
        """Take one of what a client may ask; return whether there was one."""
        now = monotonic()
        left, since = self._left.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        self._left[client] = (max(left - 1.0, 0.0), now)
        if len(self._left) > _CLIENTS:
            self._left.popitem(last=False)
        return left >= 1.0


class Held:
    """Bytes of bodies that are in memory, of all requests together; one client has half at most."""

    def __init__(self, most: int) -> None:
        """Begin with none of ``most``."""
        self._most = most
        self._of_clients: Counter[str] = Counter()
        self.bytes = 0

    def take(self, client: str, size: int) -> bool:
        """Count bytes; return whether there is room for them."""
        self.bytes += size
        self._of_clients[client] += size
        return self.bytes <= self._most and self._of_clients[client] <= self._most // 2

    def give_back(self, client: str, size: int) -> None:
        """Count bytes as gone."""
        self.bytes -= size
        self._of_clients[client] -= size
        if self._of_clients[client] <= 0:
            del self._of_clients[client]


class Open:
    """Connections that are open, by client."""

    def __init__(self, most: int, proxies: tuple[str, ...]) -> None:
        """Begin with none.

        Args:
            most: of one client.
            proxies: addresses that stand for many clients, and are not counted.
        """
        self._most, self._proxies = most, frozenset(proxies)
        self._of_clients: Counter[str] = Counter()

    def take(self, client: str) -> bool:
        """Count a connection; return whether the client may have it."""
        self._of_clients[client] += 1
        return client in self._proxies or self._of_clients[client] <= self._most

    def give_back(self, client: str) -> None:
        """Count a connection as gone."""
        self._of_clients[client] -= 1
        if self._of_clients[client] <= 0:
            del self._of_clients[client]


def client_of(address: str) -> str:
    """Return what stands for a client: its address, of IPv6 the network that is its own."""
    if ":" not in address:
        return address
    try:
        number = int(IPv6Address(address.partition("%")[0]))
    except ValueError:
        return address
    return str(ip_address(number >> _OWN_BITS << _OWN_BITS))
