"""The first sheet: what was audited, by what data, and the counts, as formulas over the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from check.audit.tallies import Totals
from check.finding import Severity
from check.wording import day
from report.workbook import documents, faults, groups, instruments
from report.workbook.judged import judged
from report.workbook.links import sheet_target
from report.workbook.sheet import Cell, Chart, Formula, Link, Mark, Row, Sheet
from report.workbook.view import View, moment
from report.workbook.words import CLEAN, GROUPS, LIMITS, PARTLY, pick, rule_name
from report.workbook.writer import Part

NAME = ("Tổng hợp", "Summary")
_RULES_DRAWN = 15


class _Line(NamedTuple):
    """A line of the summary: what is counted, the count, a remark."""

    label: str
    value: Cell = None
    remark: str = ""


def summary_sheet(view: View, parts: dict[str, tuple[Part, ...]]) -> Sheet:
    """Return the summary.

    Args:
        view: the archive.
        parts: by the name of a sheet, on which sheets and in which rows its rows stand.
    """
    totals = view.tallies.totals()
    lines = list(_lines(view, totals, parts))
    rows: list[Row] = [
        (Mark(line.label, "section"), Mark("", "section"), Mark("", "section"))
        if line.value is None and not line.remark
        else (line.label, line.value, Mark(line.remark.strip(), "soft"))
        for line in lines
    ]
    return Sheet(
        name=view.say(*NAME),
        title=view.say("TỔNG HỢP KẾT QUẢ KIỂM TRA VIỆN DẪN", "AUDIT OF CITATIONS"),
        widths=(40, 18, 78, 3, 14),
        rows=rows,
        charts=(_worst_chart(view, totals, lines), *_rules_chart(view)),
    )


def _lines(view: View, totals: Totals, parts: dict[str, tuple[Part, ...]]) -> Iterator[_Line]:
    yield from _scope(view)
    yield from _documents(view, totals, parts[view.say(*documents.NAME)])
    unread = parts[view.say(*documents.UNREAD_NAME)]
    yield from _unread(view, totals, unread)
    yield from _citations(view, totals, parts[view.say(*documents.NAME)])
    yield from _findings(view, totals, parts[view.say(*faults.NAME)])
    yield from _instruments(view, parts[view.say(*instruments.NAME)])
    yield _Line(view.say("Các trang tính", "Sheets"))
    for place in (place for places in parts.values() for place in places):
        link = Link(view.say("mở trang", "open"), sheet_target(place.name))
        yield _Line(place.name, link, " ")
    yield _Line(view.say("Lưu ý khi sử dụng", "Before you use this"))
    for at, limit in enumerate(LIMITS, 1):
        yield _Line(view.say(f"Lưu ý {at}", f"Note {at}"), remark=pick(limit, view.language))


def _scope(view: View) -> Iterator[_Line]:
    yield _Line(view.say("Phạm vi kiểm tra", "Scope"))
    for root in view.tallies.roots():
        yield _Line(view.say("Thư mục kiểm tra", "Folder audited"), remark=root)
    yield _Line(view.say("Đối chiếu đến ngày", "Compared up to"), view.as_of, " ")
    graph = view.graph
    yield _Line(
        view.say("Dữ liệu: số văn bản", "Data: instruments"),
        len(graph),
        view.say(
            f"cập nhật đến ngày {day(graph.updated)}; không có trong dữ liệu không có nghĩa là "
            "không được ban hành",
            f"updated {day(graph.updated)}; what is not in it may well exist",
        ),
    )
    runs = view.archive.runs()
    if not runs:
        return
    run = runs[-1]
    state = "" if run.finished else view.say("; CHƯA HOÀN THÀNH", "; NOT FINISHED")
    yield _Line(
        view.say("Lần chạy gần nhất", "Last run"),
        None,
        moment(run.started)
        + state
        + view.say(
            f"; viendan {run.version}; dữ liệu {run.instruments} văn bản, {run.relations} quan hệ, "
            f"cập nhật {day(run.updated)}; {len(run.rules)} quy tắc",
            f"; viendan {run.version}; {run.instruments} instruments, {run.relations} relations, "
            f"updated {day(run.updated)}; {len(run.rules)} rules",
        ),
    )


def _documents(view: View, totals: Totals, places: tuple[Part, ...]) -> Iterator[_Line]:
    worst = documents.WORST
    yield _Line(view.say("Tài liệu", "Documents"))
    yield _Line(
        view.say("Tài liệu đã đọc và kiểm tra", "Documents read and checked"),
        _counted(places, worst, '"?*"', totals.documents),
        view.say("mỗi tệp, hoặc mỗi tệp bên trong tệp nén, thư", "each file, or file in a file"),
    )
    yield _Line(
        view.say("Trong đó bản sao giống hệt", "Identical copies among them"),
        _counted(places, documents.COPY, '"?*"', totals.copies),
        view.say("cùng nội dung với một tệp khác", "of the same content as another file"),
    )
    yield from (
        _Line(label, _counted(places, worst, f'"{words}"', count), remark)
        for label, words, count, remark in _by_worst(view, totals)
    )
    yield _Line(
        view.say("Tài liệu có trang đọc bằng OCR", "Documents with pages read by OCR"),
        _counted(places, documents.OCR, '">0"', totals.recognised),
        view.say("chữ có thể đọc sai, cần đối chiếu bản gốc", "see the originals"),
    )


def _by_worst(view: View, totals: Totals) -> list[tuple[str, str, int, str]]:
    """Return label, words counted, count and remark of the documents by their worst finding."""
    names = {s: s.label(view.language) for s in Severity}
    return [
        (
            view.say("Tài liệu có lỗi", "Documents with errors"),
            names[Severity.ERROR],
            totals.with_errors,
            view.say("ít nhất một lỗi", "at least one"),
        ),
        (
            view.say("Tài liệu chỉ có cảnh báo", "Documents with warnings"),
            names[Severity.WARNING],
            totals.with_warnings,
            view.say("không có lỗi, có thể có lưu ý", "no errors"),
        ),
        (
            view.say("Tài liệu chỉ có lưu ý", "Documents with notes"),
            names[Severity.INFO],
            totals.with_infos,
            view.say("không có lỗi, không có cảnh báo", "no errors, no warnings"),
        ),
        (
            view.say("Tài liệu không có phát hiện", "Documents without findings"),
            pick(CLEAN, view.language),
            totals.clean,
            " ",
        ),
    ]


def _unread(view: View, totals: Totals, places: tuple[Part, ...]) -> Iterator[_Line]:
    yield _Line(
        view.say("Tệp không đọc được", "Not read"),
        _counted(places, documents.KIND, f'"{view.say(*documents.UNREAD_NAME)}"', totals.unread),
        view.say("CHƯA được kiểm tra; xem trang “Không đọc được”", "NOT checked; see “Not read”"),
    )
    yield _Line(
        view.say("Tài liệu chỉ đọc được một phần", "Documents read in part"),
        _counted(places, documents.KIND, f'"{pick(PARTLY[0], view.language)}"', totals.partly),
        view.say("kết quả chỉ tính phần đọc được", "the results are of what was read"),
    )


def _citations(view: View, totals: Totals, places: tuple[Part, ...]) -> Iterator[_Line]:
    yield _Line(view.say("Viện dẫn", "Citations"))
    for label, column, value, remark in (
        (
            view.say("Tổng số viện dẫn", "Citations found"),
            documents.CITATIONS,
            totals.citations,
            " ",
        ),
        (
            view.say("Đã đối chiếu với dữ liệu", "Checked against a record"),
            documents.CHECKED,
            totals.checked,
            " ",
        ),
        (
            view.say("Ngoài dữ liệu", "Outside the data"),
            documents.UNKNOWN,
            totals.unknown,
            view.say(
                "chưa đối chiếu được; không có nghĩa là văn bản không được ban hành",
                "not checked; which says nothing of whether they were issued",
            ),
        ),
    ):
        terms = ",".join(_range(place, column) for place in places)
        yield _Line(label, Formula(f"=SUM({terms})", value), remark)


def _findings(view: View, totals: Totals, places: tuple[Part, ...]) -> Iterator[_Line]:
    yield _Line(view.say("Phát hiện", "Findings"))
    for severity, value in (
        (Severity.ERROR, totals.errors),
        (Severity.WARNING, totals.warnings),
        (Severity.INFO, totals.infos),
    ):
        words = severity.label(view.language)
        yield _Line(words, _counted(places, faults.SEVERITY, f'"{words}"', value), " ")
    terms = ",".join(_range(place, faults.SEVERITY) for place in places)
    yield _Line(
        view.say("Tổng số dòng đang hiển thị", "Rows shown"),
        Formula(f"=SUBTOTAL(103,{terms})", totals.findings),
        view.say(
            "thay đổi theo bộ lọc đặt ở trang “Phát hiện”", "follows the filters on “Findings”"
        ),
    )


def _instruments(view: View, places: tuple[Part, ...]) -> Iterator[_Line]:
    counts = dict.fromkeys(GROUPS, 0)
    for one in judged(view):
        counts[one.group] += 1
    for number in view.tallies.unresolved():
        counts["outside" if number.outcome == "unknown" else "open"] += 1
    yield _Line(view.say("Văn bản được viện dẫn", "Instruments cited"))
    yield _Line(
        view.say("Tổng số", "All"),
        _counted(places, instruments.GROUP, '"?*"', sum(counts.values())),
        view.say(f"tình trạng tính đến ngày {day(view.as_of)}", f"status as of {day(view.as_of)}"),
    )
    for group, count in counts.items():
        words = pick(GROUPS[group], view.language)
        yield _Line(words, _counted(places, instruments.GROUP, f'"{words}"', count), " ")


def _counted(places: Iterable[Part], column: int, wanted: str, value: int) -> Formula:
    terms = "+".join(f"COUNTIF({_range(place, column)},{wanted})" for place in places)
    return Formula(f"={terms}", value)


def _range(place: Part, column: int) -> str:
    letter = _letter(column)
    name = place.name.replace("'", "''")
    return f"'{name}'!${letter}${place.first + 1}:${letter}${place.last + 1}"


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _worst_chart(view: View, totals: Totals, lines: list[_Line]) -> Chart:
    told = _by_worst(view, totals)
    first = next(at for at, line in enumerate(lines) if line.label == told[0][0]) + 1
    return Chart(
        title=view.say("Tài liệu theo mức nặng nhất", "Documents by worst finding"),
        sheet=view.say(*NAME),
        rows=(first, first + len(told) - 1),
        names=0,
        values=1,
        data=tuple((label, count) for label, _, count, _ in told),
        at="E2",
    )


def _rules_chart(view: View) -> tuple[Chart, ...]:
    drawn = [of for of in groups.applied_rules(view) if of.findings][:_RULES_DRAWN]
    if not drawn:
        return ()
    return (
        Chart(
            title=view.say("Phát hiện theo quy tắc", "Findings by rule"),
            sheet=view.say(*groups.RULES),
            rows=(1, len(drawn)),
            names=groups.RULE_LABEL,
            values=groups.RULE_TOTAL,
            data=tuple((rule_name(of.code, of.rule, view.language), of.findings) for of in drawn),
            at="E14",
        ),
    )
