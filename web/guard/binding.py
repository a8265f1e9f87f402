"""Where the server may listen, and by what names it may be called."""

from __future__ import annotations

from kg.errors import LegalGraphError
from web.settings import LOOPBACK, Settings

_LONG_ENOUGH = 16


def check_binding(settings: Settings) -> None:
    """Return if a server with these settings is open to no one but those who shall use it.

    Raises:
        LegalGraphError: others reach it without a token, or the token can be guessed.
    """
    if settings.token is not None and not _is_strong(settings.token):
        raise LegalGraphError(
            f"token: {len(settings.token)} characters. Give one of {_LONG_ENOUGH} or more ASCII "
            "characters that nobody guesses, without blanks, for example what "
            '`python -c "import secrets; print(secrets.token_urlsafe(24))"` prints.'
        )
    if settings.token is None and settings.host not in LOOPBACK:
        raise LegalGraphError(
            f"{settings.host}: other machines could read drafts there without a token. Give "
            f"--token or VIENDAN_TOKEN with {_LONG_ENOUGH} or more characters, or leave --host at "
            "127.0.0.1."
        )


def _is_strong(token: str) -> bool:
    printable = token.isascii() and token.isprintable() and " " not in token
    return printable and len(token) >= _LONG_ENOUGH and len(set(token)) > 4


def shown_host(host: str) -> str:
    """Return an address as it stands in a URL."""
    return f"[{host}]" if ":" in host else host
