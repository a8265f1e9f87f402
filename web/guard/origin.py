"""Whether a request comes from where it may: under a name of the server, from its own pages.

A page of another site can have a browser ask this server. Under a name of its own that leads here
(DNS rebinding) it could even read the answers: so the name must be one that is known. Under ours it
cannot read them, and whatever changes something must come from our own pages.
"""

from __future__ import annotations

import re
from ipaddress import ip_address

from web.settings import LOOPBACK, Settings

_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[^:@/\[\]\s]+))(?::[0-9]*)?")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


def names_of(settings: Settings) -> frozenset[str]:
    """Return the names and addresses under which a server may be asked."""
    return frozenset(name.lower() for name in {*LOOPBACK, settings.host, *settings.names})


def is_named(host: str, names: frozenset[str], reached: str) -> bool:
    """Return whether the header ``Host`` has a name of the server.

    Args:
        host: the header.
        names: see ``names_of``.
        reached: the address of the server that was connected to, which is no name of another.
    """
    name = _without_port(host).lower().rstrip(".")
    return name in names or (bool(name) and _same_address(name, reached))


def is_own(host: str, origin: str | None, site: str | None) -> bool:
    """Return whether a request that may change something comes from our own page, or from none.

    Args:
        host: the header ``Host``.
        origin: the header ``Origin``, which browsers send with all of these.
        site: the header ``Sec-Fetch-Site``, which browsers send to addresses they trust.
    """
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is None:
        return True
    scheme, _, sender = origin.partition("://")
    return scheme in ("http", "https") and sender.lower() == host.lower()


def may_be_read(site: str | None, mode: str | None, path: str) -> bool:
    """Return whether a request that changes nothing may be answered.

    A page of another site may lead people here. It may not have their browsers ask in the
    background, nor run a query of its own at all: the answer is kept from it, but not the work.

    Args:
        site: the header ``Sec-Fetch-Site``.
        mode: the header ``Sec-Fetch-Mode``.
        path: that is asked for.
    """
    return site != "cross-site" or (mode == "navigate" and path.rstrip("/") != "/sparql")


def _without_port(host: str) -> str:
    found = _HOST.fullmatch(host)
    return (found["six"] or found["name"] or "") if found else ""


def _same_address(name: str, reached: str) -> bool:
    try:
        return ip_address(name) == ip_address(reached)
    except ValueError:
        return False
