"""Which old Vietnamese encoding the bytes of a text file are in.

Bytes of Windows-1258 are letters too, so all encodings are tried, and the one in which most words
are syllables is taken.
"""

from __future__ import annotations

from ingest.readers.old_letters import decode
from ingest.readers.old_texts import WORD, is_abbreviation
from ingest.readers.syllables import is_syllable
from kg.text import unify

_ENCODINGS = ("TCVN3", "VNI", "VISCII", "VPS")
_LOOKED_AT = 50_000
_MARGIN = 2
_WINDOWS = {
    byte: ord(char)
    for byte in range(0x80, 0xA0)
    for char in bytes((byte,)).decode("cp1252", "ignore")
}


def shown(data: bytes) -> str:
    """Return the characters that bytes show without the font: those of Windows-1252."""
    return data.decode("latin-1").translate(_WINDOWS)


def encoding_of(data: bytes) -> str | None:
    """Return the name of the encoding, ``None`` for Windows-1258 or where none is plausible."""
    sample = data[:_LOOKED_AT]
    text = shown(sample)
    modern = _score(unify(sample.decode("cp1258", "replace")))
    score, name = max((_score(decode(text, name).text), name) for name in _ENCODINGS)
    return name if score > max(modern, 0) + _MARGIN else None


def _score(text: str) -> int:
    """Return how many words with letters outside ASCII are syllables, less those that are not."""
    words = [
        word
        for word in WORD.findall(text)
        if len(word) > 1 and not word.isascii() and not is_abbreviation(word)
    ]
    return 2 * sum(map(is_syllable, words)) - len(words)
