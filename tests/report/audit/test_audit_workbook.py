"""The workbook of an audit, read back: headings, rows, counts, and nothing that runs."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from audit_rows import AS_OF, HOSTILE, ROOT, UNREAD, cited, draft, everything, fill, found, graph
from audit_rows import OLD as OLD_DECREE

from check.audit.archive import Archive
from check.audit.tallies import Tallies
from check.finding import Severity
from kg.errors import LegalGraphError
from kg.state import State
from report.to_xlsx import Formula, Link, Mark, Sheet, audit_workbook, write_workbook
from report.workbook import review
from report.workbook.links import file_target
from report.workbook.words import GROUP_OF

SHEETS = [
    "Tổng hợp",
    "Phát hiện",
    "Theo văn bản được viện dẫn",
    "Theo đơn vị",
    "Theo quy tắc",
    "Không đọc được",
    "Tài liệu",
    "Hết hiệu lực toàn bộ",
    "Hết hiệu lực một phần",
    "Cần xử lý",
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory):
    with fill(tmp_path_factory.mktemp("archive") / "kho.sqlite", everything(), UNREAD) as filled:
        yield filled


@pytest.fixture(scope="module")
def book(archive: Archive) -> openpyxl.Workbook:
    return _book(archive)


def _book(archive: Archive, *, values: bool = False, **options: Any) -> openpyxl.Workbook:
    out = io.BytesIO()
    audit_workbook(archive, graph(), out, **{"language": "vi", "as_of": AS_OF, **options})
    return openpyxl.load_workbook(out, data_only=values)


def _rows(sheet: Any, heading: str) -> list[dict[str, Any]]:
    """Return the rows below the headings, by heading; rows that are no rows of the table fall."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(n for n, row in enumerate(rows) if row[0] == heading)
    heads = rows[at]
    return [dict(zip(heads, row, strict=False)) for row in rows[at + 1 :] if any(row[1:])]


def test_sheets_and_their_headings(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == SHEETS
    for name in SHEETS[1:]:
        sheet = book[name]
        assert sheet.auto_filter.ref, name
        assert sheet.freeze_panes, name


def test_english(archive: Archive) -> None:
    book = _book(archive, language="en")
    assert book.sheetnames[:2] == ["Summary", "Findings"]
    assert {row["Severity"] for row in _rows(book["Findings"], "Unit (or folder)")} == {
        "Error",
        "Warning",
        "Note",
    }


def test_every_finding_of_every_document_has_a_row(
    archive: Archive, book: openpyxl.Workbook
) -> None:
    rows = _rows(book["Phát hiện"], "Đơn vị (hoặc thư mục)")
    wanted: Counter[tuple[str, str]] = Counter()
    for document in archive.documents():
        for one in archive.findings(document.id):
            wanted[document.path.removeprefix(f"{ROOT}/"), one.code] += 1
    assert Counter((row["Tài liệu (mở tệp)"], row["Mã quy tắc"]) for row in rows) == wanted


def test_errors_stand_first_within_a_unit(book: openpyxl.Workbook) -> None:
    rank = {"Lỗi": 0, "Cảnh báo": 1, "Lưu ý": 2}
    rows = _rows(book["Phát hiện"], "Đơn vị (hoặc thư mục)")
    units = [row["Đơn vị (hoặc thư mục)"] for row in rows]
    assert len(list(dict.fromkeys(units))) == sum(
        a != b for a, b in zip(units, [None, *units], strict=False)
    )
    for unit in set(units):
        told = [rank[r["Mức độ"]] for r in rows if r["Đơn vị (hoặc thư mục)"] == unit]
        assert told == sorted(told)


def test_no_words_of_a_draft_are_a_formula(book: openpyxl.Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert sheet.title == "Tổng hợp"
                    assert cell.value.startswith(("=COUNTIF(", "=SUM(", "=SUBTOTAL("))
    shown = {row["Chỗ viện dẫn"] for row in _rows(book["Phát hiện"], "Đơn vị (hoặc thư mục)")}
    assert {"=1+1", "-2+3", "@SUM(1,1)"} <= shown
    # Spreadsheets read "_x0041_" as "A" unless its underscore is written so; openpyxl does not.
    assert "_x005F_x0041_" in shown
    assert not [words for words in shown if words and set("\x00\x07\x1b\ufffe") & set(words)]


def test_summary_counts_what_the_archive_holds(archive: Archive) -> None:
    summary = {
        row[0]: row[1]
        for row in _book(archive, values=True)["Tổng hợp"].iter_rows(values_only=True)
    }
    documents = list(archive.documents())
    said = [d.particulars for d in documents]
    assert summary["Tài liệu đã đọc và kiểm tra"] == len(documents) == 8
    assert summary["Trong đó bản sao giống hệt"] == sum(d.copy_of is not None for d in documents)
    assert summary["Tệp không đọc được"] == len(list(archive.unread()))
    assert summary["Tài liệu có lỗi"] == sum(p.errors > 0 for p in said)
    assert summary["Tổng số viện dẫn"] == sum(p.citations for p in said)
    assert summary["Ngoài dữ liệu"] == sum(p.unknown for p in said)
    assert summary["Lỗi"] == sum(p.errors for p in said)
    assert summary["Lưu ý"] == sum(p.infos for p in said)
    assert summary["Tài liệu chỉ đọc được một phần"] == 1


def test_cached_values_are_what_a_spreadsheet_calculates(archive: Archive, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("needs soffice (libreoffice-calc)")
    made = tmp_path / "a.xlsx"
    # So few rows that formulas have to count over several sheets.
    audit_workbook(archive, graph(), made, language="vi", as_of=AS_OF, most_rows=12)
    told = _values(openpyxl.load_workbook(made, data_only=True))
    # Saved again the formulas have no values: what comes back was calculated.
    openpyxl.load_workbook(made).save(tmp_path / "b.xlsx")
    with tempfile.TemporaryDirectory() as profile:
        command = [soffice, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "o")]
        run = subprocess.run(
            [*command, str(tmp_path / "b.xlsx")], capture_output=True, timeout=120, check=False
        )
    calculated = tmp_path / "o" / "b.xlsx"
    if not calculated.exists():
        pytest.skip(f"soffice reads no workbooks here: {run.stderr!r}")
    assert _values(openpyxl.load_workbook(calculated, data_only=True)) == told


def _values(book: openpyxl.Workbook) -> dict[str, Any]:
    return {
        f"{sheet.title} {label.row} {label.value}": value.value
        for sheet in book
        if sheet.title.startswith("Tổng hợp")
        for label, value in sheet.iter_rows(max_col=2)
        if isinstance(value.value, int | float)
    }


def test_long_lists_go_on_in_further_sheets(archive: Archive) -> None:
    most = 12
    book = _book(archive, most_rows=most)
    pages = [name for name in book.sheetnames if name.startswith("Phát hiện")]
    assert pages[:2] == ["Phát hiện", "Phát hiện (2)"]
    rows = [row for name in pages for row in _rows(book[name], "Đơn vị (hoặc thư mục)")]
    totals = Tallies(archive).totals()
    assert sum(row["Mã quy tắc"] is not None for row in rows) == totals.findings
    assert all(book[name].max_row <= most for name in pages)
    last = [row[0] for row in book["Phát hiện"].iter_rows(values_only=True)][-1]
    assert "Phát hiện (2)" in last
    summaries = [sheet for sheet in book if sheet.title.startswith("Tổng hợp")]
    summary = [c.value for sheet in summaries for c in sheet["B"] if c.data_type == "f"]
    assert any("'Phát hiện (2)'!" in formula for formula in summary)


def test_instruments_have_their_status_and_what_proves_it(book: openpyxl.Workbook) -> None:
    rows = {r["Số, ký hiệu"]: r for r in _rows(book["Theo văn bản được viện dẫn"], "Số, ký hiệu")}
    old = rows[OLD_DECREE.number]
    assert old["Tình trạng hiệu lực"] == "hết hiệu lực, được thay thế"
    assert old["Từ ngày"].date().isoformat() == "2094-07-01"
    assert "2/2090/NĐ-CP" in old["Văn bản thay thế"]
    assert "thay thế Nghị định số 1" in old["Căn cứ của tình trạng"]
    assert "example.org" in old["Căn cứ của tình trạng"]
    # Two copies of the first draft and three of the fourth.
    assert (old["Số tài liệu viện dẫn"], old["Tài liệu có lỗi về văn bản này"]) == (5, 5)
    assert rows["7/2091/NĐ-CP"]["Tình trạng hiệu lực"] == "chưa có trong dữ liệu"
    assert rows["9/KH-UBND"]["Nhóm hiệu lực"] == "Chưa xác định"
    assert "không còn trong dữ liệu" in rows["99/2090/NĐ-CP"]["Tình trạng hiệu lực"]
    groups = [row["Nhóm hiệu lực"] for row in rows.values()]
    assert groups.index("Còn hiệu lực") > max(
        at for at, group in enumerate(groups) if group == "Đã hết hiệu lực"
    )


def test_review_lists_hold_what_is_proved_and_no_more(book: openpyxl.Workbook) -> None:
    number = "Số, ký hiệu; ngày, tháng, năm ban hành văn bản"
    why = "Lý do hết hiệu lực, ngưng hiệu lực"
    whole = {row[number]: row for row in _rows(book["Hết hiệu lực toàn bộ"], "STT")}
    assert {key.split(";")[0] for key in whole if key} == {f"{n}/2090/NĐ-CP" for n in (1, 3, 6, 7)}
    replaced = next(row for key, row in whole.items() if key and key.startswith("1/"))
    assert replaced[why] == (
        "Được thay thế bằng Nghị định số 2/2090/NĐ-CP ngày 01/5/2094 của Chính phủ"
    )
    reasons = {key.split("/")[0]: row[why] for key, row in whole.items() if key}
    assert reasons["3"].startswith("Bị bãi bỏ bởi Nghị định số 2/2090/NĐ-CP")
    assert reasons["6"] == "Hết thời hạn có hiệu lực"
    assert reasons["7"].startswith("Ngưng hiệu lực theo")
    parts = _rows(book["Hết hiệu lực một phần"], "STT")
    assert [row["Nội dung, quy định hết hiệu lực, ngưng hiệu lực"] for row in parts] == [
        "Điều 5; Điều 6"
    ]
    for name in SHEETS[-3:]:
        notes = " ".join(str(row[0]) for row in book[name].iter_rows(max_row=3, values_only=True))
        assert "79/2025/NĐ-CP" in notes
        assert "trước khi sử dụng chính thức" in notes


def test_what_only_a_rule_of_law_infers_is_not_told_as_ended() -> None:
    assert set(GROUP_OF) == set(State)
    assert GROUP_OF[State.LAPSED] == GROUP_OF[State.UNKNOWN] == "open"
    assert State.LAPSED not in review.WHOLE_STATES


def test_what_is_to_be_looked_at(book: openpyxl.Workbook) -> None:
    rows = _rows(book["Cần xử lý"], "STT")
    files = [row["Tài liệu (mở tệp)"] for row in rows]
    # Copies once; the guide of a replaced decree is to be checked, not told as ended.
    assert files == [
        "-a <img src=x onerror=alert(1)>.docx",
        "Sở Nội vụ/kế hoạch 1.docx",
        "Sở Nội vụ/kế hoạch 2.docx",
        None,
    ]
    assert [row["Tên loại văn bản"] for row in rows] == [None, *["Kế hoạch"] * 2, "Nghị định"]
    assert all(row["Cơ quan chủ trì"] is row["Thời hạn"] is None for row in rows)


def test_unread_files_say_why_and_what_to_do(book: openpyxl.Workbook) -> None:
    rows = _rows(book["Không đọc được"], "Tệp")
    assert [row["Lý do"] for row in rows] == [
        "Tệp đặt mật khẩu",
        "Đọc quá thời gian cho phép",
        "Đọc được một phần",
    ]
    assert all(row["Cần làm gì"] for row in rows)
    assert rows[1]["Tệp"] == "Sở Tài chính/nén.zip › treo.doc"


def test_rules_without_findings_are_told(book: openpyxl.Workbook) -> None:
    rows = {
        r["Mã quy tắc"]: r["Tổng số phát hiện"] for r in _rows(book["Theo quy tắc"], "Mã quy tắc")
    }
    assert set(rows) == {"VD006", "VD103", "VD201", "VD210"}
    assert rows["VD201"] == 2 + 3 * len(HOSTILE)


def test_an_empty_archive_has_all_sheets(tmp_path: Path) -> None:
    with fill(tmp_path / "k.sqlite", ()) as empty:
        book = _book(empty, values=True)
    assert book.sheetnames == SHEETS
    summary = {row[0]: row[1] for row in book["Tổng hợp"].iter_rows(values_only=True)}
    assert summary["Tài liệu đã đọc và kiểm tra"] == 0


def test_links_lead_from_the_workbook_to_the_file(tmp_path: Path) -> None:
    with fill(tmp_path / "k.sqlite", [draft("a b/=x #1 %41.docx", [], [])]) as archive:
        out = tmp_path / "báo cáo.xlsx"
        audit_workbook(archive, graph(), out, language="vi", as_of=AS_OF)
    sheet = openpyxl.load_workbook(out)["Tài liệu"]
    cell = sheet["B2"]
    assert cell.value == "a b/=x #1 %41.docx"
    assert cell.hyperlink.target.endswith("a%20b\\=x%20%231%20%2541.docx")
    assert not list(tmp_path.glob(".viendan-*"))


def test_shares_and_broken_names_are_not_linked() -> None:
    assert file_target("//server/share/a.docx", beside=None) is None
    assert file_target("\\\\server\\share\\a.docx", beside=None) is None
    assert file_target("/kho/\udcff.docx", beside=None) is None
    assert file_target("/kho/" + "a" * 3000, beside=None) is None
    assert file_target("/kho/javascript:x", beside=Path("/kho")) == "external:javascript%3Ax"


def test_cells_too_long_are_cut_and_it_is_said(tmp_path: Path) -> None:
    long = "đ" * 40_000
    out = tmp_path / "a.xlsx"
    (written,) = write_workbook(
        out, [Sheet(name="x", headings=("a", "b"), rows=[(long, "😀" * 20_000)])]
    )
    assert written.cut == 2
    sheet = openpyxl.load_workbook(out).active
    assert sheet["A2"].value == "đ" * 32_766 + "…"
    assert sheet["B2"].value == "😀" * 16_383 + "…"
    assert "2 ô dài hơn" in sheet.cell(sheet.max_row, 1).value


def test_links_beyond_what_a_sheet_holds_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("report.workbook.page.MOST_LINKS", 3)
    rows = [(Link(f"tệp {n}", f"external:{n}.docx"),) for n in range(5)]
    (written,) = write_workbook(tmp_path / "a.xlsx", [Sheet(name="x", headings=("a",), rows=rows)])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert written.unlinked == 2
    assert [cell.value for cell in sheet["A"][1:6]] == [f"tệp {n}" for n in range(5)]
    assert sum(cell.hyperlink is not None for cell in sheet["A"]) == 3


def test_names_of_sheets_are_made_fit(tmp_path: Path) -> None:
    sheets = [Sheet(name=n) for n in ("61/2018/NĐ-CP", "61:2018:nđ-cp", "x" * 40, "'", "X" * 40)]
    written = write_workbook(tmp_path / "a.xlsx", sheets)
    names = [one.name for one in written]
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == names
    assert names[:2] == ["61_2018_NĐ-CP", "61_2018_nđ-cp (2)"]
    assert len({name.casefold() for name in names}) == len(names)


def test_a_workbook_is_whole_or_absent(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    out.write_bytes(b"old")

    def rows():
        yield ("a",)
        raise LegalGraphError("stop")

    with pytest.raises(LegalGraphError, match="stop"):
        write_workbook(out, [Sheet(name="x", headings=("a",), rows=rows())])
    assert out.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    sheet = Sheet(name="x", headings=("a",), rows=[(Mark("Lỗi", "error"), Formula("=1+1", 2))])
    for name in ("a", "b"):
        write_workbook(tmp_path / f"{name}.xlsx", [sheet])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_findings_come_with_the_coverage_of_the_data(tmp_path: Path) -> None:
    from check.audit.asked import COUNT, UPDATED

    told = found("VD101", Severity.INFO, message_vi=f"dữ liệu {COUNT} văn bản, cập nhật {UPDATED}")
    document = draft("a.docx", [cited("7/2091/NĐ-CP", None)], [told])
    with fill(tmp_path / "k.sqlite", [document]) as archive:
        rows = _rows(_book(archive)["Phát hiện"], "Đơn vị (hoặc thư mục)")
    assert rows[0]["Nội dung phát hiện"] == "dữ liệu 8 văn bản, cập nhật 30/5/2095"
