"""An update at the end of a PDF: every byte of the file stays, signatures over them too.

ISO 32000-1, 7.5.6: changed and new objects follow the file, then a table of them that points to the
one before. Issued documents are signed as a rule, and a file written anew would lose that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream, String

_END = 2048
_START = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")
_TABLE = re.compile(rb"\s*xref\b")
_STREAM = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_LARGEST = 0xFFFFFFFF


class Tail(NamedTuple):
    """The end of a file that can be added to.

    Attributes:
        previous: where its last table of objects starts.
        table: whether that is a plain one, and not a stream.
        size: one more than the largest object number.
    """

    previous: int
    table: bool
    size: int


def tail_of(data: bytes, pdf: Pdf, pages: Sequence[Page]) -> Tail | None:
    """Return the end of a file, ``None`` where it has to be written anew.

    That is so for encrypted and damaged files, and where pages are not objects of the file.
    """
    found = list(_START.finditer(data, max(len(data) - _END, 0)))
    if pdf.is_encrypted or not data.startswith(b"%PDF-") or not found or pdf.get_warnings():
        return None
    previous, size = int(found[-1][1]), int(pdf.trailer.get(Name.Size, 0))
    table = _TABLE.match(data, previous) is not None
    own = all(0 < page.obj.objgen[0] < size for page in pages)
    if not own or not (table or _STREAM.match(data, previous)):
        return None
    return Tail(previous, table, size)


def appended(data: bytes, tail: Tail, pdf: Pdf, changed: Iterable[Object]) -> bytes:
    """Return the file with objects, changed or new, after its end.

    Args:
        data: the file.
        tail: its end.
        pdf: the file opened, for what its trailer names.
        changed: indirect objects; one listed twice is written once.
    """
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    objects = {one.objgen: one for one in changed}
    starts: dict[tuple[int, int], int] = {}
    for objgen, one in sorted(objects.items(), key=lambda item: item[0]):
        starts[objgen] = len(out)
        out += b"%d %d obj\n" % objgen + _body(one) + b"\nendobj\n"
    size = max(tail.size, *(number + 1 for number, _ in starts))
    trailer = Dictionary(Size=size, Prev=tail.previous, ID=_id(pdf, bytes(out)))
    for key in (Name.Root, Name.Info):
        if key in pdf.trailer:
            trailer[key] = pdf.trailer[key]
    end = len(out)
    out += _table(trailer, starts) if tail.table else _stream(trailer, starts, (size, 0), end)
    return bytes(out + b"\nstartxref\n%d\n%%%%EOF\n" % end)


def _body(one: Object) -> bytes:
    if not isinstance(one, Stream):
        return one.unparse(resolved=True)
    raw = one.read_raw_bytes()
    head = Dictionary({str(key): value for key, value in one.stream_dict.items()})
    head.Length = len(raw)
    return head.unparse() + b"\nstream\n" + raw + b"\nendstream"


def _table(trailer: Dictionary, starts: dict[tuple[int, int], int]) -> bytes:
    rows = [
        b"%d 1\n%010d %05d n \n" % (number, at, generation)
        for (number, generation), at in starts.items()
    ]
    return b"xref\n" + b"".join(rows) + b"trailer\n" + trailer.unparse()


def _stream(
    trailer: Dictionary, starts: dict[tuple[int, int], int], own: tuple[int, int], end: int
) -> bytes:
    """Return the table as a stream, which lists itself."""
    trailer.Size = own[0] + 1
    trailer.Type, trailer.W = Name.XRef, Array([1, 4, 2])
    listed = {**starts, own: end}
    trailer.Index = Array(value for number, _ in listed for value in (number, 1))
    rows = b"".join(
        b"\1" + at.to_bytes(4, "big") + generation.to_bytes(2, "big")
        for (_, generation), at in listed.items()
    )
    trailer.Length = len(rows)
    return b"%d %d obj\n" % own + trailer.unparse() + b"\nstream\n" + rows + b"\nendstream\nendobj"


def _id(pdf: Pdf, written: bytes) -> Array:
    """Return the file's identifier: its own first part, the second of what is written now."""
    new = String(hashlib.sha256(written).digest()[:16])
    old = pdf.trailer.get(Name.ID)
    return Array([old[0] if isinstance(old, Array) and len(old) else new, new])
