"""Tables of one's own: documents, or relations between them, as CSV, JSON Lines or Parquet.

The first row names the columns, in any order, in English or Vietnamese, with or without accents;
cells are separated by commas, semicolons or tabs. Columns with other names are reported and not
used. Days are ``2026-01-31`` or ``31/01/2026``.

Documents, one a row:

- ``number`` (số ký hiệu, số hiệu): number and symbol; may be empty where there is a title
- ``type`` (loại văn bản, loại): type word; may be left out where the symbol tells it
- ``date`` (ngày ban hành, ngày ký): day of signing
- ``effective`` (ngày có hiệu lực, ngày hiệu lực): first day in force
- ``expires`` (ngày hết hiệu lực): last day of the document's own period
- ``issuer`` (cơ quan ban hành): name, several joined by "và"; may be left out as the type
- ``title`` (trích yếu, tên văn bản): what it is about
- ``kind`` (nhóm): qppl, administrative or party; type and number tell it otherwise
- ``territory`` (địa bàn): province where it applies; the issuer tells it otherwise
- ``source`` (nguồn), ``url`` (đường dẫn): where the row was read, in words and as address

Relations, one a row; the source acts on the target:

- ``source_number`` (văn bản tác động): number of the acting document; also ``source_type``,
  ``source_date`` and ``source_issuer``, needed where the number does not tell which one is meant
- ``source_effective`` (hiệu lực từ): its first day in force, where ``valid_from`` is left out
- ``target_number`` (văn bản bị tác động), ``target_type``, ``target_date``, ``target_issuer``
- ``kind`` (quan hệ, label): ``amends`` or the inverse ``amended_by``, in English or Vietnamese as
  ``viendan`` prints them
- ``action_vi`` (tình trạng): instead of ``kind``, what happens to the target, in the words of the
  codification ("có nội dung được sửa đổi, bị bãi bỏ")
- ``target_article`` (parts, phần, điều): what of it is touched; empty for the whole
- ``scope`` (phạm vi): ``whole`` or ``part``; the article tells it otherwise
- ``valid_from`` (từ ngày), ``valid_to`` (đến ngày): first and last day of effect
- ``evidence`` (trích dẫn): the words that state it; ``source`` and ``url`` as above

Rows of one pair, kind and day are one relation with the articles of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.records import Records
from ingest.sources.ends import Ends
from ingest.sources.identity import Row, RowError, instrument_of, repaired
from ingest.sources.stated import Stated, relations_of, stated
from ingest.sources.tables import SUFFIXES, Cells, Line, Named, columns, lines, named
from ingest.sources.taken import About, Outcome, Taken, source_of
from kg.contract import Store
from kg.errors import UnreadableError
from kg.model import Source
from kg.text import slug

NAME = "generic"
METHOD = "table"

DOCUMENT = {
    "number": ("số ký hiệu", "số hiệu", "số, ký hiệu", "document number", "số văn bản"),
    "type": ("loại văn bản", "loại", "tên loại", "legal type"),
    "date": ("ngày ban hành", "ngày ký", "ngày văn bản", "issued", "issuance date"),
    "effective": ("ngày có hiệu lực", "ngày hiệu lực", "effective date"),
    "expires": ("ngày hết hiệu lực", "expiry"),
    "issuer": ("cơ quan ban hành", "nơi ban hành", "issuing authority"),
    "title": ("trích yếu", "tên văn bản", "tiêu đề", "trích yếu nội dung"),
    "kind": ("nhóm",),
    "territory": ("địa bàn", "phạm vi áp dụng"),
    "source": ("nguồn",),
    "url": ("đường dẫn", "địa chỉ", "link"),
}
RELATION = {
    "source_number": ("văn bản tác động", "số văn bản tác động"),
    "source_type": ("loại văn bản tác động",),
    "source_date": ("ngày văn bản tác động",),
    "source_issuer": ("cơ quan ban hành văn bản tác động",),
    "source_effective": ("hiệu lực từ",),
    "source_article": ("điều của văn bản tác động",),
    "kind": ("quan hệ", "label", "relationship"),
    "action_vi": ("tình trạng", "action"),
    "target_number": ("văn bản bị tác động", "số văn bản bị tác động"),
    "target_type": ("loại văn bản bị tác động",),
    "target_date": ("ngày văn bản bị tác động",),
    "target_issuer": ("cơ quan ban hành văn bản bị tác động",),
    "target_article": ("parts", "phần", "điều"),
    "scope": ("phạm vi",),
    "valid_from": ("từ ngày",),
    "valid_to": ("đến ngày",),
    "evidence": ("trích dẫn",),
    "source": ("nguồn",),
    "url": ("đường dẫn", "địa chỉ", "link"),
}


def claims(path: Path) -> bool:
    """Return whether a file is a table; every table that no publisher claims is read here."""
    return path.suffix.lower() in SUFFIXES


def read(files: Sequence[Path], graph: Store, about: About) -> Iterator[Taken]:
    """Yield what the rows give: those of all tables of documents first, then the relations."""
    ends = Ends(graph)
    relations: list[tuple[Path, Named]] = []
    for path in files:
        given = columns(path)
        related = named(given, RELATION)
        if {"source_number", "target_number"} & set(related.names.values()):
            relations.append((path, related))
        else:
            yield from _documents(path, named(given, DOCUMENT), ends, about)
    for path, found in relations:
        yield from _relations(path, found, ends, about)


def _checked(path: Path, found: Named, required: Sequence[tuple[str, ...]]) -> Iterator[Taken]:
    """Yield what is to be said of the columns."""
    for names in required:
        if not set(names) & set(found.names.values()):
            reason = f"no column {' or '.join(names)}. Name the columns as the documentation does."
            yield Taken(path, f"{path}:1", Outcome.UNREAD, reason)
            return
    if found.unknown:
        told = f"columns not used: {', '.join(found.unknown)}"
        yield Taken(path, f"{path}:1", Outcome.NOTED, told)


class _Sources:
    """The source of a file, and those that its rows name."""

    def __init__(self, path: Path, about: About) -> None:
        self.own = source_of(path, about, method=METHOD)

    def of(self, cells: Cells) -> Source:
        words, url = cells.get("source", ""), cells.get("url", "")
        if not words and not url:
            return self.own
        id_ = f"{self.own.id}-{slug(f'{words} {url}')[:80]}".rstrip("-")
        return self.own._replace(
            id=id_, where=url or self.own.where, title=words or self.own.title, sha256=""
        )


def _documents(path: Path, found: Named, ends: Ends, about: About) -> Iterator[Taken]:
    for said in _checked(path, found, [("number", "title")]):
        yield said
        if said.outcome is Outcome.UNREAD:
            return
    sources = _Sources(path, about)
    seen: dict[str, int] = {}
    for line in _lines(path):
        if isinstance(line, Taken):
            yield line
            continue
        where = f"{path}:{line.number}"
        cells = found.row(line.cells)
        source = sources.of(cells)
        try:
            row, done = repaired(row_of(cells))
            instrument = instrument_of(row, source.id)
        except RowError as error:
            yield Taken(path, where, Outcome.REFUSED, str(error))
            continue
        records = Records(sources=(source,), instruments=(instrument,))
        first = seen.setdefault(instrument.iri, line.number)
        if first != line.number:
            done = f"the instrument of line {first}: {instrument.iri}"
            yield Taken(path, where, Outcome.MERGED, done, records)
            continue
        ends.add(instrument)
        yield Taken(path, where, Outcome.IN, done, records)


def row_of(cells: Cells, prefix: str = "") -> Row:
    """Return what cells say of an instrument; the columns may begin with ``source_`` and such."""
    values = {name: cells.get(f"{prefix}{name}", "") for name in Row._fields}
    return Row(**values)


def _lines(path: Path) -> Iterator[Line | Taken]:
    """Yield the rows that can be read, and what is wrong with the others."""
    number = 1
    try:
        for line in lines(path):
            number = line.number
            if line.fault:
                yield Taken(path, f"{path}:{number}", Outcome.REFUSED, line.fault)
            else:
                yield line
    except UnreadableError as error:
        yield Taken(path, f"{path}:{number}", Outcome.UNREAD, str(error))


def _relations(path: Path, found: Named, ends: Ends, about: About) -> Iterator[Taken]:
    required = [("source_number",), ("target_number",), ("kind", "action_vi")]
    for said in _checked(path, found, required):
        yield said
        if said.outcome is Outcome.UNREAD:
            return
    sources = _Sources(path, about)
    rows: list[Stated | Taken] = []
    for line in _lines(path):
        if isinstance(line, Taken):
            rows.append(line)
            continue
        where = f"{path}:{line.number}"
        cells = found.row(line.cells)
        source = sources.of(cells)
        try:
            ends_of = [
                ends.find(row_of(cells, f"{end}_")._replace(effective=""), source.id)
                for end in ("source", "target")
            ]
            rows.append(stated(where, cells, ends_of, source))
        except RowError as error:
            rows.append(Taken(path, where, Outcome.REFUSED, str(error)))
    yield from relations_of(path, rows)
