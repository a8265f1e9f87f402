"""Recognition of the pages of one file: several at a time, within limits, failures told by page."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from PIL import Image

from ingest.readers.recognised import Placement, RecognisedPage, recognise_page
from ingest.readers.tesseract import RecognitionError

MAX_PAGES = 300
"""Largest number of pages of one file that are recognised."""
_AT_ONCE = max(min(os.cpu_count() or 1, 4), 1)


class Picture(NamedTuple):
    """A page to recognise: its pixels, their number an inch, and where they stand on the page."""

    image: Image.Image
    dpi: float
    placement: Placement


def recognise_pages(
    numbers: Sequence[int], draw: Callable[[int], Picture], *, program: str
) -> tuple[dict[int, RecognisedPage], list[str]]:
    """Return the pages recognised, by number, and a note on each that could not be.

    Args:
        numbers: pages to recognise, from 0.
        draw: gives the picture of a page; called in this thread, page after page.
        program: see ``tesseract.require``.
    """
    done: dict[int, RecognisedPage] = {}
    notes: list[str] = []
    wanted = numbers[:MAX_PAGES]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        # No more pictures are held than are being read: one takes nine megabytes.
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            waiting = [
                pool.submit(
                    recognise_page,
                    picture.image,
                    number=number,
                    dpi=picture.dpi,
                    placement=picture.placement,
                    program=program,
                )
                for number, picture in zip(some, map(draw, some), strict=True)
            ]
            for number, page in zip(some, waiting, strict=True):
                try:
                    found = page.result()
                except RecognitionError as error:
                    notes.append(f"page {number + 1}: scanned, {error}")
                    continue
                if found.page.lines:
                    done[number] = found
                else:
                    notes.append(f"page {number + 1}: scanned, no words recognised")
    if left := numbers[MAX_PAGES:]:
        notes.append(
            f"pages {left[0] + 1} to {left[-1] + 1}: {len(left)} scanned page(s) not recognised, "
            f"only {MAX_PAGES} of a file are"
        )
    return done, notes
