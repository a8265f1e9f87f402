"""A first look at a text: may it be in a Vietnamese encoding before Unicode?

Kept apart from the tables: nearly every text is in Unicode, and must not pay for their start.
"""

from __future__ import annotations

from kg.patterns import lazy

# Signs and letters that stand for Vietnamese letters in old fonts (bytes 0xA1 to 0xFF and those of
# symbol fonts), without the letters that Vietnamese itself has in Latin-1.
_SIGN = lazy(
    "[\u00a1-\u00bf\u00c4-\u00c7\u00cb\u00ce-\u00cf\u00d1\u00d6-\u00d8\u00db-\u00dc"
    "\u00de-\u00df\u00e4-\u00e7\u00eb\u00ee-\u00ef\u00f1\u00f6-\u00f8\u00fb-\u00fc\u00fe-\u00ff"
    "\uf0a1-\uf0ff]"
)


def may_be_old(text: str) -> bool:
    """Tell whether the text has a sign that is a letter in an old encoding."""
    return not text.isascii() and _SIGN.search(text) is not None
