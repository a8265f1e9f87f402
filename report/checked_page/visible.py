"""Foreign words as HTML: escaped, and what acts unseen made visible instead of obeyed."""

from __future__ import annotations

import re
from html import escape

# Controls but tab, line feed and carriage return; marks, embeddings, overrides and isolates of
# bidirectional text; deprecated and interlinear controls; tags, which hide whole sentences; lone
# surrogates and non-characters, which no file of UTF-8 holds. Joiners, soft hyphens and zero-width
# spaces shape letters and lines only, and stay.
_RANGES = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
) + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_ACTING = re.compile(f"([{_RANGES}])\\1*")


def acts_unseen(words: str) -> bool:
    """Return whether there is a character that ``shown`` puts a sign in the place of."""
    return _ACTING.search(words) is not None


def shown(words: str | None) -> str:
    """Return words as HTML in which no character acts unseen.

    A run of one such character is an empty ``span`` that tells its code and count: the character
    itself never gets into the page, so it cannot turn the words that follow it.
    """
    return _ACTING.sub(_sign, escape(words or ""))


def _sign(found: re.Match[str]) -> str:
    run = found[0]
    code = f"{ord(run[0]):04X}"
    count = f' data-n="{len(run)}"' if len(run) > 1 else ""
    told = f"U+{code}" + (f" × {len(run)}" if count else "")
    return f'<span class="acts" data-c="{code}"{count} role="img" aria-label="{told}"></span>'
