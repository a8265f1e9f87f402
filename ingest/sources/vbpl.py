"""Public dumps of vbpl.vn: a table of documents, and one of relations by their ids.

Columns as public copies have them (read 2026-11-22): ``id, title, so_ky_hieu, ngay_ban_hanh,
loai_van_ban, ngay_co_hieu_luc, ngay_het_hieu_luc, co_quan_ban_hanh, pham_vi,
tinh_trang_hieu_luc``, or in English ``id, document_number, title, url, legal_type,
issuing_authority, issuance_date``; relations ``doc_id, other_doc_id, relationship``. A label names
the part that the *other* document has on the page of this one: "được" or "bị" and a verb are what
this one acts on, the bare verb what acts on it; ``vbpl_labels.csv`` has the exceptions.

What a portal says of a document's state is never taken for the law:

- A status is not read. The day of the end does not tell a period's end from a repeal, so it is
  kept as attestation of ``expires`` and no field; so is a first day before the day of signing.
- A change counts from the first day of the document that makes it, which is the rule (a later day
  is stated in its text only).
- "Đã biết", "Chưa xác định" and the like are empty cells.
- Portals put a year into numbers that have none. Where the title gives the number without it, the
  number is kept as given, and the ledger of the run says so.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from ingest.records import Records
from ingest.sources.identity import Row, RowError, day_of, instrument_of, repaired
from ingest.sources.tables import Cells, Named, columns, lines, named
from ingest.sources.taken import About, Outcome, Taken, source_of
from kg.contract import Store
from kg.errors import UnreadableError
from kg.model import Attestation, Instrument, Relation, Source
from kg.text import fold

NAME = "vbpl"
METHOD = "publisher's dump"
_DOCUMENT = {
    "id": (),
    "number": ("so ky hieu", "document number"),
    "type": ("loai van ban", "legal type"),
    "date": ("ngay ban hanh", "issuance date"),
    "effective": ("ngay co hieu luc", "effective date"),
    "expires": ("ngay het hieu luc", "expiry date"),
    "issuer": ("co quan ban hanh", "issuing authority"),
    "title": (),
}
_RELATION = {"doc_id": (), "other_doc_id": (), "relationship": ()}
_UNKNOWN = frozenset({"đã biết", "chưa xác định", "không xác định", "đang cập nhật", "...", "nan"})
# Known and not wanted: statuses, texts, who signed, where it was published.
_UNUSED = re.compile(
    r"tinh_trang|content|nganh|linh_vuc|nguoi_ky|chuc_danh|nguon|cong_bao|pham_vi|thong_tin|"
    r"signers|legal_sectors|url"
)


class _Document(NamedTuple):
    """What relations need of a document."""

    number: int
    iri: str
    date: datetime.date | None
    effective: datetime.date | None


class _Label(NamedTuple):
    """What a label states; ``kind`` is empty where it states nothing of law."""

    kind: str
    acts: str
    scope: Literal["whole", "part"]


def claims(path: Path) -> bool:
    """Return whether a file is a table of such a dump."""
    given = set(columns(path))
    documents = ({"so_ky_hieu", "loai_van_ban"}, {"document_number", "legal_type"})
    texts = ({"id", "content_html"}, {"id", "content"})
    return given in texts or any(given >= names for names in (*documents, set(_RELATION)))


def read(files: Sequence[Path], graph: Store, about: About) -> Iterator[Taken]:
    """Yield what the rows give: those of documents first, then the relations between them."""
    del graph
    known: dict[str, _Document] = {}
    related: list[tuple[Path, Named]] = []
    for path in files:
        given = columns(path)
        if {"doc_id", "other_doc_id"} <= set(given):
            related.append((path, named(given, _RELATION)))
            continue
        found = named(given, _DOCUMENT)
        if "number" not in found.names.values():
            told = "texts of documents: not read from a dump. Give them as files."
            yield Taken(path, str(path), Outcome.NOTED, told)
            continue
        if unused := [name for name in found.unknown if not _UNUSED.search(name)]:
            yield Taken(path, f"{path}:1", Outcome.NOTED, f"columns not used: {', '.join(unused)}")
        yield from _documents(path, found, known, about)
    seen: set[tuple[str, int, int, str]] = set()
    for path, found in related:
        yield from _relations(path, found, known, seen, about)


def _rows(path: Path, found: Named) -> Iterator[tuple[str, Cells] | Taken]:
    """Yield place and cells of each row, or what is wrong with it."""
    try:
        for line in lines(path):
            where = f"{path}:{line.number}"
            if line.fault:
                yield Taken(path, where, Outcome.REFUSED, line.fault)
            else:
                row = found.row(line.cells)
                yield where, {name: _known(text) for name, text in row.items()}
    except UnreadableError as error:
        yield Taken(path, str(path), Outcome.UNREAD, str(error))


def _known(text: str) -> str:
    return "" if fold(text) in _UNKNOWN else text


def _documents(
    path: Path, found: Named, known: dict[str, _Document], about: About
) -> Iterator[Taken]:
    source = source_of(path, about, method=METHOD)
    seen: dict[str, str] = {}
    for row in _rows(path, found):
        if isinstance(row, Taken):
            yield row
            continue
        where, cells = row
        try:
            instrument, attested, notes = _instrument(cells, source)
        except RowError as error:
            yield Taken(path, where, Outcome.REFUSED, str(error))
            continue
        first = seen.setdefault(instrument.iri, where)
        days = instrument.date, instrument.effective
        known.setdefault(cells.get("id", ""), _Document(len(known), instrument.iri, *days))
        outcome = Outcome.IN if first == where else Outcome.MERGED
        if first != where:
            notes = f"the instrument of {first}: {instrument.iri}"
        records = Records((source,), (instrument,), attestations=attested)
        yield Taken(path, where, outcome, notes, records)


def _instrument(
    cells: Mapping[str, str], source: Source
) -> tuple[Instrument, tuple[Attestation, ...], str]:
    """Return the instrument of a row, what it says besides, and what is to be noted."""
    row, done = repaired(Row(**{name: cells.get(name, "") for name in Row._fields}))
    notes = [done] if done else []
    days: dict[str, datetime.date | None] = {}
    for field in ("date", "effective", "expires"):
        try:
            days[field] = day_of(getattr(row, field), field)
        except RowError as error:
            notes.append(str(error))
            row = row._replace(**{field: ""})
    doubted = {"expires": days.get("expires")}
    signed, effective = days.get("date"), days.get("effective")
    if signed and effective and effective < signed:
        doubted["effective"] = effective
        notes.append(f"effective {effective} is before the day of signing")
    if _yearless(row):
        notes.append("the title has the number without a year")
    row = row._replace(title=_bare(row), **dict.fromkeys(doubted, ""))
    instrument = instrument_of(row, source.id)
    attested = tuple(
        Attestation(instrument.iri, field, day.isoformat(), ((source.id, 1),))
        for field, day in doubted.items()
        if day is not None
    )
    return instrument, attested, "; ".join(notes)


def _bare(row: Row) -> str:
    """Return a title without the type and number that portals put before it."""
    head = rf"^\s*{re.escape(row.type)}\s+(?:số\s*:?\s*)?{re.escape(row.number)}\s*[:,.–-]?\s*"
    return re.sub(head, "", row.title, flags=re.IGNORECASE) if row.number else row.title


def _yearless(row: Row) -> bool:
    m = re.match(r"(\d+[a-zđ]?)/(?:19|20)\d\d/(.+)", row.number)
    bare = m and re.search(rf"(?<![\d/]){m[1]}/{re.escape(m[2])}", row.title, re.IGNORECASE)
    return bool(bare) and row.number not in row.title


def _relations(
    path: Path,
    found: Named,
    known: Mapping[str, _Document],
    seen: set[tuple[str, int, int, str]],
    about: About,
) -> Iterator[Taken]:
    source = source_of(path, about, method=METHOD)
    for row in _rows(path, found):
        if isinstance(row, Taken):
            yield row
            continue
        where, cells = row
        try:
            label, acting, target = _stated(cells, known)
        except RowError as error:
            yield Taken(path, where, Outcome.REFUSED, str(error))
            continue
        key = (label.kind, acting.number, target.number, label.scope)
        told = f"{label.kind} {acting.iri} -> {target.iri}"
        if key in seen:
            yield Taken(path, where, Outcome.MERGED, f"stated before: {told}")
            continue
        seen.add(key)
        relation = Relation(
            kind=label.kind,
            source=acting.iri,
            target=target.iri,
            scope=label.scope,
            valid_from=acting.effective,
            known_from=acting.date,
            evidence=None,
            sources=(source.id,),
        )
        yield Taken(path, where, Outcome.IN, "", Records((source,), relations=(relation,)))


def _stated(
    cells: Mapping[str, str], known: Mapping[str, _Document]
) -> tuple[_Label, _Document, _Document]:
    """Return what a row states, who acts, and on what."""
    word = cells.get("relationship", "")
    label = _labels().get(_folded(word))
    if label is None:
        raise RowError(f"relationship {word!r} is unknown. Add it to vbpl_labels.csv.")
    if not label.kind:
        raise RowError(f"{word!r} states nothing of law")
    ends = []
    for name in ("doc_id", "other_doc_id"):
        id_ = cells.get(name, "")
        if id_ not in known:
            raise RowError(f"{name} {id_!r} is not in the table of documents. Give that table too.")
        ends.append(known[id_])
    this, other = ends
    if this.iri == other.iri:
        raise RowError(f"{this.iri} acts on itself")
    return (label, this, other) if label.acts == "this" else (label, other, this)


@lru_cache(maxsize=1)
def _labels() -> dict[str, _Label]:
    path = Path(__file__).with_name("vbpl_labels.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            _folded(row["label"]): _Label(
                row["kind"], row["acts"], "part" if row["scope"] == "part" else "whole"
            )
            for row in csv.DictReader(file)
        }


def _folded(label: str) -> str:
    return fold(label).removeprefix("văn bản ").replace("1 phần", "một phần")
