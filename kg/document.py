"""A text under examination, and the way from each of its characters back to the file.

Readers in ``ingest.readers`` build a ``Document`` with a ``DocumentBuilder``; reports use
``Document.locate`` to put a comment or a highlight where the words stand. Offsets are code
points, half-open.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Box: TypeAlias = tuple[float, float, float, float]
BoxFinder: TypeAlias = Callable[[int, int, int], Box | None]
"""``(page, start, end)`` to the box around these characters, ``None`` when nothing is drawn."""


class Place(NamedTuple):
    """Adjacent characters of one run of the source.

    Attributes:
        start, end: offsets inside the run. What a run is depends on the format. txt, md: the
            whole decoded file. html: the whole decoded file too; a new run starts at each tag.
            docx: the text of one element, see ``ingest.readers.docx_names``. odt: the
            characters between two tags. pdf: the characters of the page as pdfium counts them.
            doc, rtf: those of the .docx that LibreOffice made of the file.
        run: number of the run inside its part or page, from 0. docx: the element's position
            among the text elements of the part. pdf: line of the page.
        part: docx, odt: name of the part inside the package, ``word/document.xml``.
        page: pdf only, number of the page from 0.
        box: pdf only, ``(left, bottom, right, top)`` in points of the page's own coordinates,
            before the page is rotated; ``None`` for characters that leave no ink.
    """

    start: int
    end: int
    run: int
    part: str | None = None
    page: int | None = None
    box: Box | None = None


def _numbers() -> array[int]:
    return array("i")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SourceMap:
    """Segments of a text in order, each copied from one run of the source.

    Parallel arrays: a document of 20 pages has some thousand segments, and an object each would
    cost more than reading it. A segment whose two lengths differ (an entity of HTML, a character
    of two UTF-16 units) is only known as a whole.

    Attributes:
        start, end: offsets in ``Document.text``.
        container: index into ``parts``, or page number.
        run, source_start, source_end: as in ``Place``.
        parts: names of the parts of a package; empty for other formats.
        find_box: finds boxes on pages, ``None`` for formats without pages.
    """

    start: array[int] = field(default_factory=_numbers)
    end: array[int] = field(default_factory=_numbers)
    container: array[int] = field(default_factory=_numbers)
    run: array[int] = field(default_factory=_numbers)
    source_start: array[int] = field(default_factory=_numbers)
    source_end: array[int] = field(default_factory=_numbers)
    parts: tuple[str, ...] = ()
    find_box: BoxFinder | None = None

    def spans(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """Yield ``(container, run, source start, source end)`` of what ``[start, end)`` covers."""
        index = max(bisect_right(self.start, start) - 1, 0)
        while index < len(self.start) and self.start[index] < end:
            first = max(start, self.start[index])
            last = min(end, self.end[index])
            if first < last:
                source, source_end = self.source_start[index], self.source_end[index]
                if source_end - source == self.end[index] - self.start[index]:
                    source_end = source + last - self.start[index]
                    source += first - self.start[index]
                yield self.container[index], self.run[index], source, source_end
            index += 1

    def place(self, container: int, run: int, start: int, end: int) -> Place:
        """Return the ``Place`` of characters of one run."""
        if self.find_box is not None:
            box = self.find_box(container, start, end)
            return Place(start=start, end=end, run=run, page=container, box=box)
        part = self.parts[container] if self.parts else None
        return Place(start=start, end=end, run=run, part=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text being read.

    Attributes:
        text: what was read. txt, md: the decoded file itself, line ends untouched.
        kind: how it was read, one of ``ingest.readers.KINDS``.
        path: where it was read from, as given; only a name when the bytes came from elsewhere.
        places: way back to the source.
        unread: what of the source is not in ``text`` though it may hold words, in English, for
            example ``page 3: no text layer``. A report must not keep it to itself.
        recognised: pages, from 0, whose text comes from OCR; ``(0,)`` for a picture. Reports say
            so, and letters that OCR confuses are no fault of the draft.
        decoded_from: the encoding before Unicode that the text was in (``TCVN3``, ``VNI``), whole
            or in part; ``None`` for Unicode.
    """

    text: str
    kind: str
    path: str
    places: SourceMap = field(default_factory=SourceMap, compare=False, repr=False)
    unread: tuple[str, ...] = ()
    recognised: tuple[int, ...] = ()
    decoded_from: str | None = None

    def locate(self, start: int, end: int) -> tuple[Place, ...]:
        """Return where the characters ``[start, end)`` stand in the source, in the text's order.

        Adjacent characters of one run are one place. Characters that the reader made up (the
        newline between paragraphs, the tab between cells) belong to no place, so the answer for
        them alone is empty.
        """
        places: list[tuple[int, int, int, int]] = []
        for container, run, first, last in self.places.spans(start, end):
            if places and places[-1][:2] == (container, run) and places[-1][3] == first:
                places[-1] = (container, run, places[-1][2], last)
            else:
                places.append((container, run, first, last))
        return tuple(self.places.place(*place) for place in places)


class DocumentBuilder:
    """Collects pieces of text with their origin, in reading order."""

    __slots__ = ("_map", "_pieces", "length")

    def __init__(self) -> None:
        self.length = 0
        self._pieces: list[str] = []
        self._map = SourceMap()

    def add(
        self, text: str, *, run: int, start: int, container: int = 0, width: int | None = None
    ) -> None:
        """Append ``text``, which stands at ``start`` of ``run``.

        Args:
            text: the characters.
            run: number of the run.
            start: offset of the first character inside the run.
            container: index of the part, or page number.
            width: length in the source where it is not ``len(text)``; the piece then has one
                place as a whole.
        """
        if not text:
            return
        self._map.start.append(self.length)
        self._map.container.append(container)
        self._map.run.append(run)
        self._map.source_start.append(start)
        self._map.source_end.append(start + (len(text) if width is None else width))
        self.add_made_up(text)
        self._map.end.append(self.length)

    def add_made_up(self, text: str) -> None:
        """Append characters that stand nowhere in the source."""
        self._pieces.append(text)
        self.length += len(text)

    def build(
        self,
        *,
        kind: str,
        path: str,
        parts: tuple[str, ...] = (),
        find_box: BoxFinder | None = None,
        unread: tuple[str, ...] = (),
    ) -> Document:
        """Return the finished document; see ``Document`` and ``SourceMap`` for the arguments."""
        made = self._map
        places = SourceMap(
            start=made.start,
            end=made.end,
            container=made.container,
            run=made.run,
            source_start=made.source_start,
            source_end=made.source_end,
            parts=parts,
            find_box=find_box,
        )
        text = "".join(self._pieces)
        return Document(text=text, kind=kind, path=path, places=places, unread=unread)
