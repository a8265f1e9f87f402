"""The page of an audit: its numbers, its bounds, nothing that runs, and how it fits screens."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from audit_rows import AS_OF, OLD, ROOT, UNREAD, cited, draft, everything, fill, found, graph
from hypothesis import given
from hypothesis import strategies as st

from check.audit.archive import Archive
from check.audit.record import Reason
from check.finding import Severity
from report.audit_page.bars import Bar, Series, bars
from report.to_audit_page import audit_page

_VOID = {"meta", "br"}
_ALLOWED = {
    *("html head meta title style body main section nav ul li a p h1 h2 strong small".split()),
    *("i div table caption thead tbody tr th td details summary dl dt dd".split()),
}


class _Page(HTMLParser):
    """Reads a page: rows of its tables by caption, tags, attributes; every tag must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self._caption, self._cell = "", ""
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, tag
        self.attributes += attrs
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "caption":
            self._caption = ""
        elif tag == "tr":
            self.tables.setdefault(self._caption, []).append([])
        elif tag in {"td", "th"}:
            self._cell = ""

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag in {"td", "th"}:
            self.tables[self._caption][-1].append(self._cell)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._open and self._open[-1] == "caption":
            self._caption += data
        self._cell += data


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory):
    with fill(tmp_path_factory.mktemp("archive") / "kho.sqlite", everything(), UNREAD) as filled:
        yield filled


def _page(archive: Archive, language: str = "vi") -> str:
    return audit_page(archive, graph(), language=language, as_of=AS_OF)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_of_a_draft_is_markup(archive: Archive, language: str) -> None:
    text = _page(archive, language)
    page = _Page(text)
    assert f'<html lang="{language}">' in text
    policy = dict(page.attributes).get("content")
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert policy is not None
    names = {name for name, _ in page.attributes}
    assert not [name for name in names if name.startswith("on")]
    assert not {"src", "srcset", "action"} & names
    assert all(
        value is None or value.startswith("#") for n, value in page.attributes if n == "href"
    )
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", text)


def test_charts_count_what_the_archive_holds(archive: Archive) -> None:
    tables = _Page(_page(archive)).tables
    said = [d.particulars for d in archive.documents()]
    worst = {row[0]: int(row[1]) for row in tables["Tài liệu theo mức nặng nhất"][1:]}
    assert worst["Lỗi"] == sum(p.errors > 0 for p in said)
    assert sum(worst.values()) == len(said)
    rules = tables["Phát hiện theo quy tắc"][1:]
    assert sum(int(n) for row in rules for n in row[1:4]) == sum(
        p.errors + p.warnings + p.infos for p in said
    )
    years = {row[0]: sum(map(int, row[1:5])) for row in tables["Tài liệu theo năm ban hành"][1:]}
    assert years == {"2093": len(said) - 1, "không ghi ngày": 1}
    units = tables["Kết quả theo đơn vị"][1:]
    assert sum(int(row[1]) for row in units) == len(said)
    status = {
        row[0]: int(row[1])
        for name, rows in tables.items()
        if "hiệu lực đến" in name
        for row in rows[1:]
    }
    assert status["Đã hết hiệu lực"] == 3
    assert status["Đang ngưng hiệu lực"] == 1
    assert status["Chưa có trong dữ liệu"] == 3


def test_ended_instruments_name_the_documents_that_cite_them(archive: Archive) -> None:
    tables = _Page(_page(archive)).tables
    heading = "Tài liệu viện dẫn Nghị định số 1/2090/NĐ-CP ngày 05/01/2090 của Chính phủ"
    assert {row[0] for row in tables[heading][1:]} == {
        "Sở Nội vụ/kế hoạch 1.docx",
        "Sở Tài chính/bản sao.docx",
        "=SUM(1).docx",
        "-a <img src=x onerror=alert(1)>.docx",
        "@b #1 %41.docx",
    }


def test_unread_files_and_limits_are_told(archive: Archive) -> None:
    text = _page(archive)
    page = _Page(text)
    rows = page.tables["Tệp không đọc được, đọc thiếu"][1:]
    assert [row[1] for row in rows] == [
        "Tệp đặt mật khẩu",
        "Đọc quá thời gian cho phép",
        "Đọc được một phần",
    ]
    words = " ".join(page.words)
    assert "không có nghĩa là văn bản không được ban hành" in words
    assert "8 văn bản, cập nhật đến ngày" in words


def test_a_run_that_did_not_end_is_said_loudly(tmp_path: Path) -> None:
    with fill(tmp_path / "k.sqlite", everything()) as archive:
        assert "CHƯA HOÀN THÀNH" not in _page(archive)
        archive.connection.execute("UPDATE run SET finished = 0")
        assert "CHƯA HOÀN THÀNH" in _page(archive)


def _many(count: int) -> list[Any]:
    return [
        draft(
            f"sở {n}/kế hoạch {n}.docx",
            [cited(OLD.number, OLD.iri)],
            [found("VD201", Severity.ERROR)],
            unit=f"Sở {n}",
        )
        for n in range(count)
    ]


def test_its_size_is_bounded_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    sizes = []
    for count in (400, 800):
        unread = [(f"hỏng {n}.docx", "", Reason.BROKEN, "broken") for n in range(count)]
        with fill(tmp_path / f"{count}.sqlite", _many(count), unread) as archive:
            text = _page(archive)
        sizes.append(len(text))
        words = " ".join(_Page(text).words)
        assert words.count(f"Còn {count - 100} dòng không liệt kê ở đây") == 3
        assert f"Còn {count - 12} dòng không liệt kê ở đây" in words
    assert sizes[1] - sizes[0] < 2_000


def test_an_empty_archive_gives_a_page(tmp_path: Path) -> None:
    with fill(tmp_path / "k.sqlite", ()) as archive:
        assert "Mọi tệp đều đã được đọc trọn vẹn" in _page(archive)


@given(
    st.lists(
        st.tuples(st.text(max_size=20), st.lists(st.integers(0, 10**6), min_size=3, max_size=3))
    )
)
def test_bars_are_as_long_as_their_numbers(rows: list[tuple[str, list[int]]]) -> None:
    series = [
        Series(name, tone) for name, tone in (("a", "error"), ("<b>", "warning"), ("c", "info"))
    ]
    chart = bars("x", "y", series, [Bar(name, tuple(n)) for name, n in rows], language="vi")
    (table,) = _Page(chart).tables.values()
    assert [[int(cell.replace(".", "")) for cell in row[1:4]] for row in table[1:]] == [
        counts for _, counts in rows
    ]
    longest = max((sum(counts) for _, counts in rows), default=0)
    widths = [
        sum(float(w) for w in re.findall(r"width:([\d.]+)%", part))
        for part in chart.split("<tr>")[2:]
    ]
    for width, (_, counts) in zip(widths, rows, strict=True):
        assert width == pytest.approx(sum(counts) / (longest or 1) * 100, abs=0.02)


def test_it_fits_a_phone_and_a_desk(archive: Archive, tmp_path: Path) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium")
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    place = tmp_path / "trang.html"
    place.write_text(_page(archive), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        told: list[str] = []
        for width in (1280, 360):
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.on("console", lambda message: told.append(message.text))
            page.goto(place.as_uri())
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        browser.close()
    assert told == []


def test_paths_are_told_below_the_folder_audited(archive: Archive) -> None:
    page = _Page(_page(archive))
    assert not [
        cell for rows in page.tables.values() for row in rows for cell in row if ROOT in cell
    ]
