"""Who may ask: whoever shows the token, or a cookie that was given for it.

The cookie is no token: it says until when it holds, signed with the token. So nothing is kept on
the server, it holds over a restart, and with another token all cookies are void.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from time import time

COOKIE = "viendan"
"""Name of the cookie."""
LASTS = 7 * 24 * 3600
"""Seconds that it holds."""
_PURPOSE = b"viendan sign-in 1 "


class Access:
    """Tells who has the token.

    Attributes:
        is_needed: whether anybody has to show it.
    """

    def __init__(self, token: str | None) -> None:
        """Take the token; without one everybody may ask."""
        self.is_needed = token is not None
        self._key = sha256((token or "").encode()).digest()

    def is_token(self, given: str) -> bool:
        """Return whether this is the token; it takes as long for every wrong one."""
        digest = sha256(given.encode("utf-8", "surrogateescape")).digest()
        return self.is_needed and hmac.compare_digest(digest, self._key)

    def cookie(self) -> str:
        """Return what a browser shows from now on."""
        until = str(int(time()) + LASTS)
        return f"{until}.{self._signature(until)}"

    def is_cookie(self, given: str) -> bool:
        """Return whether this is such a cookie and still holds."""
        until, _, signature = given.partition(".")
        if not (until.isascii() and until.isdecimal() and signature.isascii()):
            return False
        signed = hmac.compare_digest(signature, self._signature(until))
        return signed and len(until) <= 12 and int(until) > time()

    def _signature(self, until: str) -> str:
        return hmac.new(self._key, _PURPOSE + until.encode(), sha256).hexdigest()
