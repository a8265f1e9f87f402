"""Telling copies of one text, so that what it says counts once.

A portal's copy of a circular has another head and foot, a page break elsewhere, other tone marks;
a plan is sent on by ten offices. None of them is a second witness. Texts are compared by their
words: a digest of all, and a sketch of the runs of four words (shingles) that begin at every fourth
word of the language, of which the smallest hashes are kept (bottom-k, Broder 1997; Cohen and Kaplan
2007): the share that two sketches have in common estimates the share of the shingles.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
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


# Vietnamese has some seven thousand syllables, so nearly every word of a text is in the cache.
@lru_cache(maxsize=65536)
def _hash(word: str) -> int:
    return crc32(fold.__wrapped__(word).encode("utf-8", "surrogatepass"))


def signature(text: str) -> Signature:
    """Return the signature of a text."""
    hashes = array("I", map(_hash, text.split()))
    words = hashes.tobytes()
    size = _RUN * _WORD_BYTES
    shingles = {
        crc32(words[at * _WORD_BYTES : at * _WORD_BYTES + size])
        for at, word in enumerate(hashes)
        if not word % _EVERY
    }
    return Signature(blake2b(words, digest_size=16).hexdigest(), tuple(sorted(shingles)[:_KEPT]))


class Copies:
    """The texts counted so far; a text that is a copy of one of them is no further witness.

    The first of several copies is the one that counts, so texts should come in one order.
    """

    def __init__(self, known: Iterable[Signature] = ()) -> None:
        """Begin with the texts of a ledger."""
        # Arrays, not sets: a set of a sketch would take thirty times the memory.
        self._sketches: dict[str, array[int]] = {}
        self._bearers: dict[int, list[str]] = {}
        for text in known:
            self._count(text)

    def seen(self, text: Signature) -> str | None:
        """Return the digest of the text that this one is a copy of.

        ``None`` means that it is a copy of none; it is counted from now on.
        """
        found = text.digest if text.digest in self._sketches else self._nearest(text)
        if found is None:
            self._count(text)
        return found

    def _count(self, text: Signature) -> None:
        self._sketches[text.digest] = array("I", text.sketch)
        for key in _keys(text):
            bearers = self._bearers.setdefault(key, [])
            if len(bearers) < _COMMON:
                bearers.append(text.digest)

    def _nearest(self, text: Signature) -> str | None:
        shared = Counter(chain.from_iterable(self._bearers.get(key, ()) for key in _keys(text)))
        likely = [digest for digest, _ in shared.most_common(_COMPARED)]
        alike = [d for d in likely if _share(text.sketch, self._sketches[d]) >= _ALIKE]
        return alike[0] if alike else None


def _keys(text: Signature) -> tuple[int, ...]:
    return text.sketch[:_KEYS] if len(text.sketch) >= _FEWEST else ()


def _share(a: Iterable[int], b: Iterable[int]) -> float:
    """Return the estimated share of the shingles of two texts that both have."""
    mine, theirs = set(a), set(b)
    smallest = sorted(mine | theirs)[:_KEPT]
    return sum(number in mine and number in theirs for number in smallest) / len(smallest)
