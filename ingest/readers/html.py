"""HTML pages: the visible words, block by block, with offsets in the decoded source.

White space is collapsed as a browser does, outside ``pre``; block elements stand on
lines of their own, cells of a table row are separated by a tab. ``head``, ``script``, ``style``
and comments are left out.
"""

from __future__ import annotations

import re
from html import unescape

from ingest.readers.html_tokens import BLOCKS, Token, visible_tokens
from ingest.readers.old_signs import may_be_old
from ingest.readers.text import decode
from kg.document import Document, DocumentBuilder
from kg.errors import TooLargeError, UnreadableError

MAX_BYTES = 64 * 2**20
"""Largest page accepted, in bytes."""

_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr", "table"})
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"
_WORD = r"[^ \t\r\n\f&]+"
_PIECE = re.compile(rf"([ \t\r\n\f]+)|({_ENTITY})|{_WORD}(?: {_WORD})*|&")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
_CHARSET_WITHIN = 4096


def read_html(data: bytes, *, path: str) -> Document:
    """Return the document of an HTML page.

    Raises:
        UnreadableError: not decodable, or without words.
        TooLargeError: more than ``MAX_BYTES``.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(
            f"{path}: {len(data):,} bytes of HTML, more than the {MAX_BYTES:,} accepted. "
            "Split the page."
        )
    source = _decode(data, path)
    writer = _Writer(source)
    for token in visible_tokens(source):
        writer.write(token)
    document = writer.builder.build(kind="html", path=path)
    if not document.text.strip():
        raise UnreadableError(f"{path}: has no text. Give a page with words in it.")
    if not may_be_old(document.text):
        return document
    # Imported here: nearly every text is in Unicode.
    from ingest.readers.decoding import decoded
    from ingest.readers.html_fonts import old_runs

    return decoded(document, old_runs(source))


def _decode(data: bytes, path: str) -> str:
    """Return the source; a charset that the page declares is used where UTF-8 does not fit."""
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name.startswith(("windows-", "cp125", "iso-8859-")):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return data.decode(name)
            except (UnicodeDecodeError, LookupError) as error:
                raise UnreadableError(
                    f"{path}: is not in the encoding {name} that it declares ({error}). "
                    "Save it as UTF-8 and try again."
                ) from error
    return decode(data, path=path)


class _Writer:
    """Turns tokens into text, collapsing white space."""

    def __init__(self, source: str) -> None:
        self.builder = DocumentBuilder()
        self._source = source
        self._run = -1
        self._preformatted = 0
        self._row_begins = True
        # What is due before the next word: white space of the source, or a made-up separator.
        self._space: tuple[int, int, int] | None = None
        self._separator = ""

    def write(self, token: Token) -> None:
        """Append a stretch of text, or remember the separator that a tag stands for."""
        if token.kind == "text":
            self._run += 1
            for piece in _PIECE.finditer(self._source, token.start, token.end):
                self._write_piece(piece)
            return
        opens = token.kind == "open"
        if token.name == "pre":
            self._preformatted = max(self._preformatted + (1 if opens else -1), 0)
        if token.name in _CELLS and opens:
            self._separator = "\n" if self._row_begins else "\t"
            self._row_begins = False
        elif token.name in _ROWS:
            self._separator = "\n"
            self._row_begins = True
        # A paragraph that begins a cell does not begin a line.
        elif token.name in BLOCKS and not (opens and self._separator):
            self._separator = "\n"

    def _write_piece(self, piece: re.Match[str]) -> None:
        text = piece[0]
        if piece[1] and not self._preformatted:
            self._space = self._space or (self._run, piece.start(), len(text))
            return
        shown = unescape(text) if piece[2] else text
        # Python reads "&notes;" as "¬es;", though no entity of more than two characters exists.
        if len(shown) > 2:
            shown = text
        self._write_gap()
        self.builder.add(shown, run=self._run, start=piece.start(), width=len(text))

    def _write_gap(self) -> None:
        if self.builder.length:
            if self._separator:
                self.builder.add_made_up(self._separator)
            elif self._space is not None:
                run, start, width = self._space
                self.builder.add(" ", run=run, start=start, width=width)
        self._separator = ""
        self._space = None
