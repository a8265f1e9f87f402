"""What a request is refused for before it is read."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from web.guard.access import COOKIE, Access
from web.guard.limits import Rates, client_of
from web.guard.origin import SAFE, is_named, is_own, may_be_read, names_of
from web.settings import Settings

SIGN_IN = "/sign-in"
"""Path of the page where the token is typed."""
_OPEN = frozenset({"/health", SIGN_IN})
_STATIC = "/static/"
#: Wrong tokens of one client: so many at once, then so many a second.
_WRONG, _WRONG_AGAIN = 10, 0.2
_LONGEST_QUERY = 16_384


class Refusal(NamedTuple):
    """Why a request is refused; ``to`` is a page that a browser is sent to instead."""

    slug: str
    detail: str
    to: str | None = None


class Door:
    """Lets in whoever may ask."""

    def __init__(self, settings: Settings) -> None:
        """Take the rules from the settings of the server."""
        self.access = Access(settings.token)
        self._names = names_of(settings)
        self._rates = Rates(settings.limits.rate, settings.limits.burst)
        self._wrong = Rates(_WRONG_AGAIN, _WRONG)

    def refusal(self, scope: Scope, headers: Headers) -> Refusal | None:
        """Return why a request is refused, ``None`` if it is not."""
        client = client_of(scope["client"][0] if scope.get("client") else "")
        if not self._rates.take(client):
            return Refusal("rate", "more requests than allowed. Wait a few seconds.")
        host = headers.get("host", "")
        if not is_named(host, self._names, (scope.get("server") or ("",))[0] or ""):
            return Refusal(
                "forbidden",
                "the address used is no name of this server. Start it with --name to allow it.",
            )
        if not _comes_from_here(scope, headers, host):
            return Refusal("forbidden", "sent by a page of another site.")
        if len(scope["query_string"]) > _LONGEST_QUERY:
            return Refusal("too-large", "the query of the address is too long. Send less.")
        if "content-encoding" in headers and headers["content-encoding"] != "identity":
            return Refusal("format", "compressed bodies are not read. Send it as it is.")
        return self._without_token(scope, headers, client) if self.access.is_needed else None

    def signs_in(self, client: str, token: str) -> bool | None:
        """Return whether a client has the token; ``None`` where it was wrong too often.

        The right one is never turned away: else who shares an address with somebody who guesses,
        as behind a proxy, would be locked out. No one guesses a token as the settings ask for.
        """
        if self.access.is_token(token):
            return True
        return False if self._wrong.take(client) else None

    def _without_token(self, scope: Scope, headers: Headers, client: str) -> Refusal | None:
        path: str = scope["path"]
        if path in _OPEN or path.startswith(_STATIC):
            return None
        if self.access.is_cookie(cookie_parser(headers.get("cookie", "")).get(COOKIE, "")):
            return None
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            right = self.signs_in(client, given.strip())
            if right is None:
                return Refusal("rate", "too many wrong tokens. Wait a few seconds.")
            if right:
                return None
            return Refusal("token", "this is not the token. Ask whoever runs the server.")
        to = f"{SIGN_IN}?next={quote(path, safe='/')}" if scope["method"] == "GET" else SIGN_IN
        told = "this server asks for a token. Send `Authorization: Bearer …`, or sign in at "
        return Refusal("token", f"{told}{SIGN_IN}.", to)


def _comes_from_here(scope: Scope, headers: Headers, host: str) -> bool:
    site = headers.get("sec-fetch-site")
    if scope["method"] in SAFE:
        return may_be_read(site, headers.get("sec-fetch-mode"), scope["path"])
    return is_own(host, headers.get("origin"), site)
