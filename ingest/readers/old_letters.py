"""Recognition of texts in the Vietnamese encodings before Unicode.

A document in TCVN3 (fonts .VnTime) or VNI shows as "céng hoµ x∙ héi" or "coäng hoøa xaõ hoäi": no
citation would be found, and the report would be empty for no visible reason.
"""

from __future__ import annotations

from kg.patterns import lazy

# Signs that TCVN3 uses for letters, and that Unicode texts have now and then at most.
_TCVN3 = lazy("(?<=[A-Za-zµ-þ])[µ¶¸¹¨»¼½¾©ª«¬®∙−]|[µ¶¸¹¨»¼½¾©ª«¬®∙−](?=[A-Za-zµ-þ])")
# VNI writes the tone as a letter of its own after the vowel.
_VNI = lazy("[aeiouyAEIOUYâêôÂÊÔ][øõûùïäåüúæ]|ñ|ö[ôï]|[öÖ](?=ng|n\\b|\\b)")
_UNICODE = lazy("[ăĂđĐơƠưƯ\u1ea0-\u1ef9\u0300-\u0323]")
_LOOKED_AT = 50_000
_ENOUGH = 20


def old_encoding(text: str) -> str | None:
    """Return ``TCVN3`` or ``VNI`` where most Vietnamese letters of the text are so encoded."""
    sample = text[:_LOOKED_AT]
    modern = sum(1 for _ in _UNICODE.finditer(sample))
    for name, pattern in (("TCVN3", _TCVN3), ("VNI", _VNI)):
        old = sum(1 for _ in pattern.finditer(sample))
        if old >= _ENOUGH and old > modern:
            return name
    return None
