"""Lines of pages with their old letters turned into Unicode."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, repeat

from ingest.readers.old_letters import Decoded, encoding_of_font, with_hyphens_as_letters
from ingest.readers.old_texts import Stretch, decode_words, settle
from ingest.readers.page_flow import Line, Page

_WORD_AND_SPACE = re.compile(r"\S+\s*")


def decoded_pages(pages: Sequence[Page]) -> tuple[list[Page], str | None]:
    """Return the pages in Unicode, and the encodings that they were in.

    A letter made of two characters keeps the index of the first.
    """
    stretches = [[list(_stretches(line)) for line in page.lines] for page in pages]
    found = iter(settle([line for page in stretches for line in page]))
    names: dict[str, None] = {}
    decoded: list[Page] = []
    for page, page_stretches in zip(pages, stretches, strict=True):
        lines: list[Line] = []
        for line, line_stretches in zip(page.lines, page_stretches, strict=True):
            encodings = next(found)
            names.update((name, None) for name in encodings if name)
            lines.append(_decoded(line, line_stretches, encodings))
        decoded.append(replace(page, lines=tuple(lines)))
    return decoded, ", ".join(names) or None


def _stretches(line: Line) -> Iterator[Stretch]:
    shown = _WORD_AND_SPACE.finditer(with_hyphens_as_letters(line.text))
    fonts = chain(line.fonts, repeat(""))
    words = [(word[0], encoding_of_font(font)) for word, font in zip(shown, fonts, strict=False)]
    for encoding, group in groupby(words, key=lambda pair: pair[1]):
        yield Stretch("".join(word for word, _ in group), encoding)


def _decoded(line: Line, stretches: list[Stretch], encodings: list[str | None]) -> Line:
    if not any(encodings):
        return line
    text: list[str] = []
    starts: list[int] = []
    offset = 0
    for stretch, encoding in zip(stretches, encodings, strict=True):
        end = offset + len(stretch.text)
        if encoding is None:
            letters = Decoded(line.text[offset:end], range(len(stretch.text) + 1))
        else:
            given = stretch.text if encoding == "TCVN3" else line.text[offset:end]
            letters = decode_words(given, encoding)
        text.append(letters.text)
        starts += (offset + start for start in letters.starts[:-1])
        offset = end
    if len(starts) == len(line.text):
        return replace(line, text="".join(text))
    return replace(
        line,
        text="".join(text),
        indices=tuple(line.indices[start] for start in starts),
        breaks=tuple(bisect_left(starts, mark) for mark in line.breaks),
    )
