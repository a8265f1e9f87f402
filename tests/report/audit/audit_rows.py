"""Archives filled by hand, and the graph that their documents cite; all years lie ahead."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from check.audit.archive import Archive
from check.audit.record import Cited, Found, Particulars, Reason, Run
from check.audit.rows import cited_row, found_row, particulars_row, run_row
from check.finding import Severity
from kg.graph import Graph
from kg.model import Instrument, Relation, Source

AS_OF = date(2095, 6, 1)
ROOT = "/kho/Kế hoạch các sở"
#: What a draft may hold to be run by a spreadsheet or a browser.
HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,1)",
    '\t=HYPERLINK("http://x")',
    "\r=1",
    "<script>alert(1)</script>&amp;\"'>",
    "ký tự \x00\x07\x1b[31m\ufffe cấm",
    "_x0041_",
)


def _decree(n: int, **fields: Any) -> Instrument:
    signed = fields.pop("date", date(2090, 1, 5))
    return Instrument(
        iri=f"/akn/vn/act/nghi-dinh/chinh-phu/{signed}/{n}-2090-nd-cp",
        type="nghi-dinh",
        number=f"{n}/2090/NĐ-CP",
        issuer="Chính phủ",
        date=signed,
        title=fields.pop("title", f"Về thử nghiệm thứ {n}"),
        effective=fields.pop("effective", date(2090, 3, 1)),
        kind="qppl",
        sources={"effective": ("web",), "expires": ("web",), "date": ("web",)},
        **fields,
    )


OLD = _decree(1)
NEW = _decree(2, date=date(2094, 5, 1), effective=date(2094, 7, 1))
REPEALED = _decree(3)
PARTLY = _decree(4)
LIVING = _decree(5, title='=HYPERLINK("http://x") <b>')
PERIOD = _decree(6, expires=date(2094, 12, 31))
PAUSED = _decree(7)
GUIDE = _decree(8)
GONE_FROM_THE_GRAPH = "/akn/vn/act/nghi-dinh/chinh-phu/2090-01-05/99-2090-nd-cp"
_ALL = (OLD, NEW, REPEALED, PARTLY, LIVING, PERIOD, PAUSED, GUIDE)


def graph() -> Graph:
    built = Graph()
    built.add_source(Source(id="web", where="https://example.org/a?b=1&c=2"))
    for instrument in _ALL:
        built.add_instrument(instrument)
    for kind, source, target, fields in (
        ("replaces", NEW, OLD, {"evidence": "thay thế Nghị định số 1"}),
        ("repeals", NEW, REPEALED, {"valid_from": date(2095, 1, 1)}),
        ("repeals", NEW, PARTLY, {"scope": "part", "parts": "Điều 5; Điều 6"}),
        ("suspends", NEW, PAUSED, {"valid_from": date(2095, 2, 1)}),
        ("guides", GUIDE, OLD, {}),
    ):
        built.add_relation(
            Relation(kind, source.iri, target.iri, **{"sources": ("web",), **fields})
        )
    return built


class Draft(NamedTuple):
    """A document to put into an archive; ``paths`` of one content are copies."""

    paths: tuple[str, ...]
    particulars: Particulars
    citations: tuple[Cited, ...] = ()
    findings: tuple[Found, ...] = ()
    member: str = ""


def particulars(**fields: Any) -> Particulars:
    plain = Particulars(
        kind="docx",
        number="12/KH-SNV",
        title="KẾ HOẠCH thử nghiệm",
        issuer="Sở Nội vụ",
        unit="Sở Nội vụ",
        date=date(2093, 5, 4),
        date_source="header",
        as_of=AS_OF,
        characters=1000,
        citations=0,
        checked=0,
        unknown=0,
        errors=0,
        warnings=0,
        infos=0,
    )
    return plain._replace(**fields)


def cited(number: str, iri: str | None, **fields: Any) -> Cited:
    outcome = "found" if iri else "unknown"
    plain = Cited(
        10, 30, 2, f"Nghị định số {number}", number, iri, None, outcome, True, False, None, None
    )
    return plain._replace(**fields)


def found(code: str, severity: Severity, **fields: Any) -> Found:
    plain = Found(
        code=code,
        rule="replaced",
        severity=severity,
        start=10,
        end=30,
        line=2,
        words="Nghị định số 1/2090/NĐ-CP",
        excerpt="Thực hiện Nghị định số 1/2090/NĐ-CP",
        citation=0,
        iri=OLD.iri,
        message_vi="đã hết hiệu lực",
        message_en="has ended",
        suggestion="Nghị định số 2/2090/NĐ-CP",
        safe=False,
        proof_vi="“thay thế” (nguồn)",
        proof_en="“replaces” (source)",
    )
    return plain._replace(**fields)


def draft(
    paths: str | Sequence[str],
    citations: Iterable[Cited] = (),
    findings: Iterable[Found] = (),
    *,
    member: str = "",
    **fields: Any,
) -> Draft:
    """Return a draft whose counts are those of what it holds."""
    cites, faults = tuple(citations), tuple(findings)
    unknown = sum(c.outcome != "found" for c in cites)
    said = particulars(
        citations=len(cites),
        checked=len(cites) - unknown,
        unknown=unknown,
        errors=sum(f.severity is Severity.ERROR for f in faults),
        warnings=sum(f.severity is Severity.WARNING for f in faults),
        infos=sum(f.severity is Severity.INFO for f in faults),
        **fields,
    )
    return Draft((paths,) if isinstance(paths, str) else tuple(paths), said, cites, faults, member)


def fill(
    path: Path,
    drafts: Iterable[Draft],
    unread: Iterable[tuple[str, str, Reason, str]] = (),
    *,
    rules: tuple[str, ...] = ("VD006", "VD103", "VD201", "VD210"),
) -> Archive:
    """Return an archive with these documents, and with what could not be read."""
    archive = Archive(path)
    archive.connection.execute("BEGIN")
    run = Run(1, "2095-06-01T08:30:00", True, AS_OF, "0.1.0", "f00", rules, 8, 5, date(2095, 5, 30))
    _insert(archive, "run", dict(zip(Run._fields, run_row(run), strict=True)))
    for at, one in enumerate(drafts, 1):
        digest = hashlib.sha256(str(at).encode()).digest()
        for file in one.paths:
            _file(archive, file, digest)
        text = {"id": at, "digest": digest, "suffix": "docx", "member": one.member, "document": b""}
        _insert(archive, "text", text)
        said = dict(zip(Particulars._fields, particulars_row(one.particulars), strict=True))
        _insert(archive, "verdict", {"text": at, "run": 1, **said})
        for table, fields, rows in (
            ("citation", Cited._fields, map(cited_row, one.citations)),
            ("finding", Found._fields, map(found_row, one.findings)),
        ):
            for number, row in enumerate(rows):
                columns = dict(zip(fields, row, strict=True))
                _insert(archive, table, {"text": at, "at": number, **columns})
    for file, member, reason, detail in unread:
        if not member:
            _file(archive, file, None)
        row = {"path": f"{ROOT}/{file}", "member": member, "reason": reason, "detail": detail}
        _insert(archive, "unread", row)
    archive.connection.execute("COMMIT")
    return archive


def _file(archive: Archive, path: str, digest: bytes | None) -> None:
    folder = path.split("/")[0] if "/" in path else ""
    columns = {"path": f"{ROOT}/{path}", "root": ROOT, "folder": folder, "size": 1, "mtime": 1}
    _insert(archive, "file", {**columns, "digest": digest, "suffix": "docx"})


def _insert(archive: Archive, table: str, columns: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    query = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    archive.connection.execute(query, list(columns.values()))


def everything() -> list[Draft]:
    """Return drafts that bring every sheet to have rows."""
    error, warning, info = Severity.ERROR, Severity.WARNING, Severity.INFO
    return [
        draft(
            ("Sở Nội vụ/kế hoạch 1.docx", "Sở Tài chính/bản sao.docx"),
            [cited(OLD.number, OLD.iri), cited(LIVING.number, LIVING.iri)],
            [
                found("VD006", info, iri=None, suggestion=None, proof_vi=""),
                found("VD201", error),
                found("VD103", warning, iri=LIVING.iri),
            ],
        ),
        draft(
            "Sở Nội vụ/kế hoạch 2.docx",
            [cited(REPEALED.number, REPEALED.iri), cited("7/2091/NĐ-CP", None)],
            [found("VD210", info, iri=REPEALED.iri)],
            unread=("page 3: a picture without text",),
            recognised=2,
        ),
        draft(
            "Sở Tài chính/nén.zip",
            [cited(i.number, i.iri) for i in (PARTLY, PERIOD, PAUSED, GUIDE)],
            member="trong/kế hoạch.txt",
            unit="Sở Tài chính",
            number=None,
            title=HOSTILE[0],
            date_source="today",
        ),
        draft(
            [
                f"{word}.docx"
                for word in ("=SUM(1)", "-a <img src=x onerror=alert(1)>", "@b #1 %41")
            ],
            [cited("99/2090/NĐ-CP", GONE_FROM_THE_GRAPH), cited(OLD.number, OLD.iri)],
            [
                found(
                    "VD201",
                    error,
                    words=words,
                    excerpt=words,
                    message_vi=words,
                    suggestion=words,
                    proof_vi=words,
                )
                for words in HOSTILE
            ],
            unit="=cmd() <script>alert(1)</script>",
            number="=2/KH",
            title="<b>\"&'</b>",
        ),
        draft(
            "gốc.docx",
            [
                cited("", None, words="Luật Không tên")._replace(number=None),
                cited("9/KH-UBND", None, outcome="ambiguous"),
            ],
            unit=None,
        ),
    ]


UNREAD = (
    ("Sở Nội vụ/khóa.docx", "", Reason.ENCRYPTED, "the file is protected with a password."),
    ("Sở Tài chính/nén.zip", "treo.doc", Reason.TIMED_OUT, "=1+1 <b onload='x'>"),
)
