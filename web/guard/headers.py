"""Headers of every response: what a browser must not do with it."""

from __future__ import annotations

from typing import TypeAlias

Headers: TypeAlias = list[tuple[bytes, bytes]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""Nothing but the server's own files, and no script or style inside a page."""
_ALWAYS: Headers = [
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": forms sent without script would not say that they are our own.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"x-frame-options", b"DENY"),
]
_NOT_KEPT = (b"cache-control", b"no-store")
_LOOKED_AT = (b"cache-control", b"no-cache")
_FOR_EVER = (b"cache-control", b"public, max-age=31536000, immutable")
_STATIC, _VENDOR = "/static/", "/static/vendor/"
_OWN = frozenset({b"cache-control", b"content-security-policy"})


def guarded(headers: Headers, path: str, query: bytes, status: int) -> Headers:
    """Return the headers of a response with those that every one has.

    Args:
        headers: of the response; it may have rules of its own for caches and content.
        path: of the request.
        query: of the request; files whose address has their version never change.
        status: of the response.
    """
    own = _OWN & {name.lower() for name, _ in headers}
    always = [one for one in _ALWAYS if one[0] not in own] if own else _ALWAYS
    kept = [] if b"cache-control" in own else [_kept(path, query, status)]
    return [*headers, *always, *kept]


def _kept(path: str, query: bytes, status: int) -> tuple[bytes, bytes]:
    if not path.startswith(_STATIC) or status not in (200, 206, 304):
        return _NOT_KEPT
    versioned = path.startswith(_VENDOR) or query.startswith(b"v=")
    return _FOR_EVER if versioned else _LOOKED_AT
