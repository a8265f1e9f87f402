"""Telling copies of one text, so that what it says counts once.

A portal's copy of a circular has another head and foot, a page break elsewhere, other tone marks;
a plan is sent on by ten offices. None of them is a second witness. Texts are compared by their
words: a digest of all, and a sketch of the runs of four words (shingles) that begin at every fourth
word of the language, of which the smallest hashes are kept (bottom-k, Broder 1997; Cohen and Kaplan
2007): the share that two sketches have in common estimates the share of the shingles.
"""

from __future__ import annotations

import sqlite3
import weakref
from array import array
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from itertools import chain, compress
from typing import NamedTuple, Self
from zlib import crc32

from kg.text import fold

#: Words in a shingle, and how many of all shingles take part: those whose first word has a hash
#: that is a multiple of it.
_RUN, _EVERY = 4, 4
#: Hashes in a sketch: at a share of 0.9 the estimate errs by 0.03.
_KEPT = 96
#: The share of shingles in common from which on a text is a copy.
_ALIKE = 0.9
#: Below so many shingles a sketch says little; such short texts are copies only word by word.
_FEWEST = 16
#: Texts are found by so many of their smallest hashes, unless very many texts have one.
_KEYS, _COMMON = 8, 256
_COMPARED = 4
_WORD_BYTES = 4
_WORDS = 65_536
#: By one byte of a word's hash: does a shingle begin with it?
_CHOSEN = bytes(byte % _EVERY == 0 for byte in range(256))


class Signature(NamedTuple):
    """What a text is told by.

    Attributes:
        digest: the same for texts of the same words; case, white space and the place of tone
            marks do not count.
        sketch: the smallest hashes of its shingles, in order.
    """

    digest: str
    sketch: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.digest}:{''.join(f'{number:08x}' for number in self.sketch)}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the signature of its form in a ledger, ``str(signature)``.

        Raises:
            ValueError: it has another form.
        """
        digest, colon, hashes = text.partition(":")
        if not (digest and colon) or len(hashes) % 8:
            raise ValueError(f"{text!r}: no signature of a text. Make it anew.")
        return cls(digest, tuple(int(hashes[at : at + 8], 16) for at in range(0, len(hashes), 8)))


class _Hashes(dict[str, int]):
    """Words to hashes, of a few ten thousand words; a cache of functools takes thrice as long.

    Vietnamese has some seven thousand syllables, so nearly every word of a text is in it.
    """

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS:
            self.clear()
        number = crc32(fold.__wrapped__(word).encode("utf-8", "surrogatepass"))
        self[word] = number
        return number


_hash = _Hashes().__getitem__


def signature(text: str) -> Signature:
    """Return the signature of a text."""
    words = array("I", map(_hash, text.split())).tobytes()
    size = _RUN * _WORD_BYTES
    chosen = compress(range(0, len(words), _WORD_BYTES), words[::_WORD_BYTES].translate(_CHOSEN))
    shingles = {crc32(words[at : at + size]) for at in chosen}
    return Signature(blake2b(words, digest_size=16).hexdigest(), tuple(sorted(shingles)[:_KEPT]))


class Copies:
    """The texts counted so far; a text that is a copy of one of them is no further witness.

    The first of several copies is the one that counts, so texts should come in one order. Texts
    are kept in a scratch file of SQLite, so that archives of any size take no more memory.
    """

    def __init__(self, known: Iterable[Signature] = ()) -> None:
        """Begin with the texts of a ledger."""
        # A database without a name is private, and deleted when it is closed.
        self._texts = sqlite3.connect("", isolation_level=None)
        self._texts.executescript(_SCHEMA)
        # Deletes it; also when nobody has the texts any more.
        self.close = weakref.finalize(self, self._texts.close)
        for text in known:
            self._count(text)

    def seen(self, text: Signature) -> str | None:
        """Return the digest of the text that this one is a copy of.

        ``None`` means that it is a copy of none; it is counted from now on.
        """
        known = self._texts.execute("SELECT 1 FROM text WHERE digest = ?", (text.digest,))
        found = text.digest if known.fetchone() else self._nearest(text)
        if found is None:
            self._count(text)
        return found

    def _count(self, text: Signature) -> None:
        sketch = array("I", text.sketch).tobytes()
        added = self._texts.execute(
            "INSERT OR IGNORE INTO text VALUES (NULL, ?, ?)", (text.digest, sketch)
        )
        if added.rowcount:
            keys = [(key, added.lastrowid) for key in _keys(text)]
            self._texts.executemany("INSERT OR IGNORE INTO bearer VALUES (?, ?)", keys)

    def _nearest(self, text: Signature) -> str | None:
        shared = Counter(chain.from_iterable(map(self._bearers, _keys(text))))
        mine = frozenset(text.sketch)
        for number, _ in shared.most_common(_COMPARED):
            found = self._texts.execute("SELECT digest, sketch FROM text WHERE id = ?", (number,))
            digest, sketch = found.fetchone()
            if _share(mine, array("I", sketch)) >= _ALIKE:
                return str(digest)
        return None

    def _bearers(self, key: int) -> list[int]:
        bearers = "SELECT text FROM bearer WHERE key = ? ORDER BY text LIMIT ?"
        return [number for (number,) in self._texts.execute(bearers, (key, _COMMON))]


_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE text (id INTEGER PRIMARY KEY, digest TEXT UNIQUE, sketch BLOB);
CREATE TABLE bearer (key INTEGER, text INTEGER, PRIMARY KEY (key, text)) WITHOUT ROWID;
"""


def _keys(text: Signature) -> tuple[int, ...]:
    return text.sketch[:_KEYS] if len(text.sketch) >= _FEWEST else ()


def _share(mine: frozenset[int], theirs: Iterable[int]) -> float:
    """Return the estimated share of the shingles of two texts that both have."""
    common = mine.intersection(theirs)
    smallest = sorted(mine.union(theirs))[:_KEPT]
    return len(common.intersection(smallest)) / len(smallest)
