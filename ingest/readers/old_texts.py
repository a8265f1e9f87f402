"""Which parts of a text are in an old Vietnamese encoding, judged by fonts and by words.

A word speaks for an encoding where it is no Vietnamese syllable as it stands and is one once
decoded ("cña": "của"), and against it the other way round. Words in Unicode are syllables, and
words of other languages are none either way, so neither is decoded without a font that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ingest.readers.old_letters import Decoded, decode
from ingest.readers.syllables import is_syllable

ENCODINGS = ("TCVN3", "VNI")
"""Encodings that are recognised by words alone. Those of VISCII and VPS are in ``from_bytes``."""

WORD = re.compile(r"[A-Za-z\x80-\x9f\xa1-\u1fff\u2212\u2219\uf0a1-\uf0ff]+")
"""Letters, and the signs that old fonts draw as letters."""

# Letters of Unicode that no old encoding shows.
_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300-\u0323]")
_NO_VOWEL = re.compile("[b-df-hj-np-tv-xzđ]+", re.IGNORECASE)
_ENOUGH_WORDS = 3
_ENOUGH_SHARE = 0.6


#: Syllables met in any text, some thousands at most: none gains, so none is looked at again.
_SYLLABLES: set[str] = set()


class Stretch(NamedTuple):
    """Adjacent characters of one line whose fonts say the same of their encoding."""

    text: str
    encoding: str | None


def may_be_decoded(text: str) -> bool:
    """Tell whether ``settle`` can find an old encoding in a text of which no font says anything.

    Nearly all texts are in Unicode: each different word is looked at once, and too few gain.
    """
    pieces = [p for p in set(text.split(" ")).difference(_SYLLABLES) if not p.isascii()]
    _SYLLABLES.update(piece for piece in pieces if is_syllable(piece))
    words = set(WORD.findall(" ".join(pieces)))
    for encoding in ENCODINGS:
        gained = (word for word in words if (gain(word, encoding) or 0) > 0)
        if sum(1 for _ in islice(gained, _ENOUGH_WORDS)) == _ENOUGH_WORDS:
            return True
    return False


def settle(lines: Sequence[Sequence[Stretch]]) -> list[list[str | None]]:
    """Return the encoding of each stretch of each line, ``None`` for Unicode.

    A font is believed but where the words under it are in Unicode; without such a font, the words
    of the whole text must agree before a line is decoded, and the words of the line as well.
    """
    named = [stretch for line in lines for stretch in line if stretch.encoding]
    believed = {name for name in {s.encoding for s in named} if name and _is_borne_out(named, name)}
    bare = ["".join(s.text for s in line if s.encoding is None) for line in lines]
    found = _by_words(bare)
    return [
        [
            by_words if encoding is None else encoding if _fits(text, encoding, believed) else None
            for text, encoding in line
        ]
        for line, by_words in zip(lines, found, strict=True)
    ]


def decode_words(text: str, encoding: str) -> Decoded:
    """Return a stretch in Unicode, as ``decode``; words that are in Unicode already stay."""
    if not _MODERN.search(text):
        return decode(text, encoding)
    letters: list[str] = []
    starts: list[int] = []
    done = 0
    for word in WORD.finditer(text):
        if not _MODERN.search(word[0]):
            found = decode(word[0], encoding)
            letters += (text[done : word.start()], found.text)
            starts += range(done, word.start())
            starts += (word.start() + start for start in found.starts[:-1])
            done = word.end()
    return Decoded("".join((*letters, text[done:])), [*starts, *range(done, len(text) + 1)])


def is_abbreviation(word: str) -> bool:
    """Tell whether a word has no vowel, as most abbreviations ("NĐ") and few mistakes."""
    return _NO_VOWEL.fullmatch(word) is not None


@lru_cache(maxsize=65536)
def gain(word: str, encoding: str) -> int | None:
    """Return what a word says of an encoding: 1 for, -1 against, 0 nothing, ``None`` unchanged."""
    decoded = decode(word, encoding).text
    if decoded == word or _MODERN.search(word):
        return None
    before, after = is_syllable(word), is_syllable(decoded)
    if before == after:
        return 0 if before or is_abbreviation(decoded) else -1
    # A sign that stands alone is a bullet or a unit.
    return 0 if len(word) == 1 else after - before


def _is_borne_out(stretches: Iterable[Stretch], encoding: str) -> bool:
    """Tell whether the stretches under the fonts of an encoding are not simply in Unicode."""
    texts = [stretch.text for stretch in stretches if stretch.encoding == encoding]
    if sum(_gain(text, encoding) for text in texts) > 0:
        return True
    return not any(_MODERN.search(text) for text in texts)


def _fits(text: str, encoding: str, believed: set[str]) -> bool:
    return encoding in believed and (not _MODERN.search(text) or _gain(text, encoding) > 0)


def _gain(text: str, encoding: str) -> int:
    return sum(gain(word, encoding) or 0 for word in WORD.findall(text))


def _by_words(lines: Sequence[str]) -> list[str | None]:
    best = [_best(line) for line in lines]
    foreign = sum(_foreign(line) for line, name in zip(lines, best, strict=True) if name is None)
    accepted = {
        encoding
        for encoding in ENCODINGS
        if _agree(
            [line for line, name in zip(lines, best, strict=True) if name == encoding],
            encoding,
            against=foreign,
        )
    }
    latest = next((name for name in best if name in accepted), None)
    found: list[str | None] = []
    for line, name in zip(lines, best, strict=True):
        if name in accepted:
            latest = name
            found.append(name)
        else:
            found.append(latest if latest and _follows(line, latest) else None)
    return found


def _best(line: str) -> str | None:
    """Return the encoding that gains most in a line, ``None`` where none gains."""
    if line.isascii():
        return None
    amount, name = max((_gain(line, name), name) for name in ENCODINGS)
    return name if amount > 0 else None


def _foreign(line: str) -> int:
    """Return how many words with letters outside ASCII are no Vietnamese in any way."""
    return sum(
        not is_syllable(word) and any((gain(word, name) or 0) < 0 for name in ENCODINGS)
        for word in WORD.findall(line)
    )


def _agree(lines: Sequence[str], encoding: str, *, against: int) -> bool:
    """Tell whether the lines that gain from an encoding are Vietnamese once decoded.

    ``against`` is the number of foreign words in the lines that do not gain: among thousands of
    names in all languages some are Vietnamese by chance.
    """
    words = [word for line in lines for word in WORD.findall(line)]
    gains = [(word, amount) for word in words if (amount := gain(word, encoding)) is not None]
    plain = [word for word in words if word.isascii() and word.islower() and len(word) > 1]
    gained = [word for word, amount in gains if amount > 0]
    return (
        len(set(gained)) >= _ENOUGH_WORDS
        and len(gained) > against
        and sum(amount for _, amount in gains) >= _ENOUGH_SHARE * len(gains)
        and len(gained) + sum(map(is_syllable, plain)) >= _ENOUGH_SHARE * (len(gains) + len(plain))
    )


def _follows(line: str, encoding: str) -> bool:
    """Tell whether a line that does not gain goes with those before it all the same ("Sè 12")."""
    return not _MODERN.search(line) and not any(
        is_syllable(word) and not is_syllable(decode(word, encoding).text)
        for word in WORD.findall(line)
    )
