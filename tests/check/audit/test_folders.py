"""Folders audited: formats, members, copies, what cannot be read, what is new, gone or moved."""

from __future__ import annotations

import io
import os
import sqlite3
import zipfile
from datetime import date
from pathlib import Path

import pytest
from audited import AS_OF, SAMPLES, run, said

from check.audit.archive import Archive
from check.audit.pool import How
from check.audit.record import Reason
from check.audit.run import forget
from check.audit.verdict import excerpt
from check.finding import Severity
from check.registry import all_rules
from check.runner import check_document
from ingest.readers.documents import documents
from ingest.readers.together import documents_together
from kg.document import Document
from kg.errors import MissingExtraError, RecordError, UnreadableError
from kg.store import open_graph

PLAN = (SAMPLES / "ke-hoach-cchc.txt").read_text(encoding="utf-8")
AGAIN = How(jobs=0, again=True)


@pytest.fixture
def root(tmp_path) -> Path:
    """A folder with the sample in three formats, an archive, a copy and what cannot be read."""
    folder = tmp_path / "hồ sơ năm 2025"
    for name in ("Sở Công Thương", "Huyện Mộc Châu/Phòng Nội vụ"):
        (folder / name).mkdir(parents=True)
    for kind in ("txt", "docx", "pdf"):
        name = f"ke-hoach-cchc.{kind}"
        (folder / "Sở Công Thương" / name).write_bytes((SAMPLES / name).read_bytes())
    copy = folder / "Huyện Mộc Châu" / "Phòng Nội vụ" / "bản sao.docx"
    copy.write_bytes((SAMPLES / "ke-hoach-cchc.docx").read_bytes())
    (folder / "nhiều văn bản.zip").write_bytes(packed(PLAN))
    (folder / "hỏng.docx").write_bytes(b"PK\x03\x04" + b"0" * 90)
    (folder / "mật khẩu.docx").write_bytes(protected())
    return folder


def packed(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("a/kế hoạch.txt", text.replace("999/QĐ", "998/QĐ"))
        package.writestr("b/trống.txt", "")
        package.writestr("b/kế hoạch.html", f"<html><p>{text.replace(chr(10), '<br>')}</p></html>")
    return buffer.getvalue()


def protected() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    return head + "EncryptedPackage".encode("utf-16-le")


def path(*names: str) -> str:
    """Return a path as this system writes it."""
    return str(Path(*names))


def named(archive: Archive, root: Path) -> dict[str, object]:
    return {str(Path(d.path).relative_to(root)): d for d in archive.documents()}


def test_every_document_and_every_fault_is_told(root, tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        done = run(root, archive)
        found = named(archive, root)
        unread = {(Path(u.path).name, u.reason) for u in archive.unread()}
        assert archive.counts() == (6, 5, 3)
    assert set(found) == {
        path("Sở Công Thương", f"ke-hoach-cchc.{kind}") for kind in ("txt", "docx", "pdf")
    } | {
        path("Huyện Mộc Châu", "Phòng Nội vụ", "bản sao.docx"),
        "nhiều văn bản.zip/a/kế hoạch.txt",
        "nhiều văn bản.zip/b/kế hoạch.html",
    }
    assert unread == {
        ("hỏng.docx", Reason.BROKEN),
        ("mật khẩu.docx", Reason.ENCRYPTED),
        ("trống.txt", Reason.BROKEN),
    }
    assert (done.read, done.judged, done.kept, done.finished) == (6, 5, 0, True)
    first = found[path("Huyện Mộc Châu", "Phòng Nội vụ", "bản sao.docx")]
    second = found[path("Sở Công Thương", "ke-hoach-cchc.docx")]
    assert (first.copy_of, second.copy_of) == (None, first.path)
    assert (first.id, first.folder) == (second.id, "Huyện Mộc Châu")
    assert {d.unit for d in found.values()} == {"Sở Công Thương, Ủy ban nhân dân tỉnh Sơn La"}
    assert {d.folder for name, d in found.items() if ".zip" in name} == {""}


@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
def test_a_verdict_says_what_a_check_says(root, tmp_path, kind):
    file = root / "Sở Công Thương" / f"ke-hoach-cchc.{kind}"
    (document,) = documents(file)
    assert isinstance(document, Document)
    report = check_document(document, open_graph(), rules=all_rules(), today=AS_OF, as_of=AS_OF)
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive)
        (audited,) = (d for d in archive.documents() if d.path == str(file))
        findings, citations = archive.findings(audited.id), archive.citations(audited.id)
    said = audited.particulars
    assert [f[:5] for f in report.findings] == [
        (f.code, f.rule, f.severity, f.start, f.end) for f in findings
    ]
    messages = [(f.message_vi, f.message_en, f.suggestion, f.safe) for f in report.findings]
    assert messages == [(f.message_vi, f.message_en, f.suggestion, f.safe) for f in findings]
    assert (said.citations, said.checked, said.errors, said.warnings, said.infos) == (
        report.cited,
        report.checked,
        *(report.count(s) for s in reversed(Severity)),
    )
    assert len(citations) == said.citations
    assert sum(c.recorded for c in citations) == said.checked
    assert (said.date, said.date_source) == (date(2025, 8, 20), "header")
    for found in findings:
        assert found.line == document.text.count("\n", 0, found.start) + 1
        words = " ".join(document.text[found.start : found.end].split())
        assert found.words == words
        assert words in found.excerpt
        if found.citation is not None:
            cited = citations[found.citation]
            assert cited.words in found.excerpt
            assert abs(cited.start - found.start) < 200


def test_a_second_run_reads_and_judges_nothing(root, tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive)
        before = said(archive)
        again = run(root, archive, read=None)
        assert said(archive) == before
    assert (again.id, again.read, again.judged, again.kept) == (2, 0, 0, 5)


def test_only_what_is_new_or_changed_is_read(root, tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive)
        plan = root / "Sở Công Thương" / "ke-hoach-cchc.txt"
        plan.write_text(PLAN + "\nTheo Nghị định số 61/2018/NĐ-CP.\n", encoding="utf-8")
        (root / "mới.txt").write_text(PLAN.replace("999/QĐ", "997/QĐ"), encoding="utf-8")
        (root / "hỏng.docx").unlink()
        moved = root / "Huyện Mộc Châu" / "chuyển.docx"
        (root / "Sở Công Thương" / "ke-hoach-cchc.docx").rename(moved)
        os.utime(root / "Sở Công Thương" / "ke-hoach-cchc.pdf", (1, 1))
        again = run(root, archive)
        with Archive(tmp_path / "b.sqlite") as fresh:
            run(root, fresh)
            assert said(archive) == said(fresh)
    assert (again.read, again.judged) == (2, 2)


def test_what_no_file_has_any_more_is_gone(root, tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive)
        (root / "nhiều văn bản.zip").unlink()
        (root / "Sở Công Thương" / "ke-hoach-cchc.docx").unlink()
        run(root, archive)
        assert archive.counts() == (3, 3, 2)
        copies = [d.copy_of for d in archive.documents() if d.path.endswith(".docx")]
        assert copies == [None], "the text stays while a file has it"
        for table in ("citation", "finding", "change"):
            query = f"SELECT count(*) FROM {table} WHERE text NOT IN (SELECT id FROM text)"  # noqa: S608
            assert archive.connection.execute(query).fetchone() == (0,)


def test_folders_live_side_by_side_and_can_be_forgotten(root, tmp_path):
    other = tmp_path / "hồ sơ năm 2025 khác"
    other.mkdir()
    (other / "a.txt").write_text("Theo Nghị định số 61/2018/NĐ-CP.", encoding="utf-8")
    (other / "b.docx").write_bytes((SAMPLES / "ke-hoach-cchc.docx").read_bytes())
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive)
        run(other, archive)
        assert archive.counts() == (8, 6, 3)
        assert run(root, archive).read == 0
        assert forget(archive, root) == 7
        left = said(archive)
        with Archive(tmp_path / "b.sqlite") as alone:
            run(other, alone)
            assert left == said(alone)
        assert forget(archive, other) == 2
        assert archive.counts() == (0, 0, 0)
        tables = ("file", "text", "verdict", "citation", "finding", "question", "unread")
        one = archive.connection.execute
        assert [one(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables] == [0] * 7  # noqa: S608
    assert b"61/2018" not in (tmp_path / "a.sqlite").read_bytes()


def test_a_folder_inside_another_one(root, tmp_path):
    inner = root / "Huyện Mộc Châu"
    with Archive(tmp_path / "a.sqlite") as archive:
        run(inner, archive)
        (inside,) = archive.documents()
        assert inside.folder == "Phòng Nội vụ"
        run(root, archive)
        with Archive(tmp_path / "b.sqlite") as fresh:
            run(root, fresh)
            assert said(archive) == said(fresh)
        (inner / "Phòng Nội vụ" / "bản sao.docx").unlink()
        run(root, archive)
        assert not any("bản sao" in d.path for d in archive.documents())


def test_the_same_bytes_with_another_suffix_are_another_text(tmp_path):
    root = tmp_path / "a"
    root.mkdir()
    page = "<html><p>Theo Nghị định số 61/2018/NĐ-CP</p></html>"
    content = f"<!-- {'x' * 5000} -->{page}"
    for kind in ("txt", "html"):
        (root / f"a.{kind}").write_text(content, encoding="utf-8")
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive)
        kinds = [d.particulars.kind for d in archive.documents()]
        assert kinds == ["html", "txt"]
        assert archive.counts()[1] == 2


def test_what_may_come_right_by_itself_is_tried_again(tmp_path):
    root = tmp_path / "a"
    root.mkdir()
    for name in ("a", "b"):
        (root / f"{name}.txt").write_text(PLAN, encoding="utf-8")
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive, read=without_extra)
        assert [u.reason for u in archive.unread()] == [Reason.MISSING_EXTRA] * 2
        assert run(root, archive).read == 1
        assert archive.counts() == (2, 1, 0)


def without_extra(paths, contents):
    del contents
    yield from ([MissingExtraError(f"{path}: needs the extra `pdf`.")] for path in paths)


def test_again_reads_what_was_read(root, tmp_path):
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive)
        before = said(archive)
        ids = [d.id for d in archive.documents()]
        done = run(root, archive, how=AGAIN)
        assert done.read == 6
        assert said(archive) == before
        assert [d.id for d in archive.documents()] == ids
        assert list(archive.changes()) == []


def test_names_that_are_not_unicode(tmp_path):
    root = tmp_path / "a"
    root.mkdir()
    try:
        (root / os.fsdecode(b"k\xe9.txt")).write_text(PLAN, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes Unicode only")
    with Archive(tmp_path / "a.sqlite") as archive:
        assert run(root, archive).read == 1
        assert run(root, archive).read == 0
        (document,) = archive.documents()
        assert document.path.endswith("k\\udce9.txt")


def halves(paths, contents):
    """Give texts and messages with halves of letters, as damaged files may."""
    del contents
    for path in paths:
        text = f"{PLAN}\nTheo Nghị định \ud83d số 01/2090/NĐ-CP về \udce9 việc thử."
        yield [
            Document(text=text, kind="pdf", path=f"{path}/\udce9.pdf"),
            Document(text=text, kind="pdf", path=f"{path}/\udce9.pdf"),
            UnreadableError(f"{path}/x: broken \udce9. Save it again."),
        ]


def test_halves_of_letters(tmp_path):
    root = tmp_path / "a"
    root.mkdir()
    (root / "a.zip").write_bytes(b"?")
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive, read=halves)
        names = [Path(d.path).name for d in archive.documents()]
        assert names == ["\\udce9.pdf", "\\udce9.pdf (2)"]
        assert [u.detail for u in archive.unread()] == ["broken \\udce9. Save it again."]


def test_two_audits_of_one_archive_at_once(root, tmp_path):
    lock = sqlite3.connect(tmp_path / "a.sqlite.lock", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    with Archive(tmp_path / "a.sqlite") as archive:
        with pytest.raises(RecordError, match="another audit"):
            run(root, archive)
        lock.close()
        assert run(root, archive).finished


def test_the_archive_does_not_audit_itself(tmp_path):
    root = tmp_path / "a"
    root.mkdir()
    (root / "a.txt").write_text(PLAN, encoding="utf-8")
    with Archive(root / "kho.sqlite") as archive:
        run(root, archive)
        assert archive.counts() == (1, 1, 0)


def test_progress_comes_to_its_end(root, tmp_path):
    told = []
    how = How(jobs=0, progress=lambda done, total: told.append((done, total)))
    run(root, tmp_path / "a.sqlite", how=how)
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    assert told == sorted(told)
    assert told[-1] == (size, size)


def test_excerpts_are_short_and_hold_the_words():
    text = "Đầu câu. " + "chữ " * 300 + "Nghị định số 61/2018/NĐ-CP" + " chữ" * 300
    start = text.index("Nghị")
    shown = excerpt(text, start, start + 26)
    assert "Nghị định số 61/2018/NĐ-CP" in shown
    assert len(shown) <= 300
    assert shown[0] == shown[-1] == "…"


def test_reading_together_is_reading_one_by_one(root):
    paths = sorted(str(path) for path in root.rglob("*") if path.is_file())
    together = documents_together(paths, [None] * len(paths))
    for path, found in zip(paths, together, strict=True):
        alone = list(documents(path))
        assert list(map(str, found)) == list(map(str, alone))
