"""The sections of the page that draw: the numbers asked for first, and the charts."""

from __future__ import annotations

from check.audit.tallies import Totals
from check.finding import Severity
from check.wording import day
from report.audit_page.bars import Bar, Series, bars, number, shown
from report.workbook.groups import applied_rules
from report.workbook.judged import judged
from report.workbook.view import View
from report.workbook.words import CLEAN, GROUPS, pick, rule_name

#: Bars of a chart; the workbook has the rest.
BARS = 20
_TONES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def figures(view: View, totals: Totals) -> str:
    """Return the numbers that are asked for first."""
    tiles = (
        (totals.documents, view.say("tài liệu đã kiểm tra", "documents checked"), ""),
        (totals.with_errors, view.say("tài liệu có lỗi", "documents with errors"), "e"),
        (totals.with_warnings, view.say("tài liệu chỉ có cảnh báo", "with warnings only"), "w"),
        (totals.unread, view.say("tệp không đọc được", "files not read"), "e"),
        (totals.citations, view.say("viện dẫn", "citations"), ""),
        (totals.checked, view.say("viện dẫn đã đối chiếu", "citations checked"), ""),
        (totals.unknown, view.say("viện dẫn ngoài dữ liệu", "outside the data"), ""),
        (totals.findings, view.say("phát hiện", "findings"), ""),
    )
    items = "".join(
        f'<li class="{tone if count else ""}"><strong>{number(count, view.language)}</strong>'
        f"{shown(words)}</li>"
        for count, words, tone in tiles
    )
    return f'<ul class="figures">{items}</ul>'


def by_worst(view: View, totals: Totals) -> str:
    """Return the documents by their worst finding."""
    counts = (totals.with_errors, totals.with_warnings, totals.with_infos, totals.clean)
    return bars(
        view.say("Tài liệu theo mức nặng nhất", "Documents by worst finding"),
        view.say("Mức nặng nhất", "Worst finding"),
        [Series(view.say("Tài liệu", "Documents"), "")],
        [
            Bar(one.name, (count,), one.tone)
            for one, count in zip(_severities(view, clean=True), counts, strict=True)
        ],
        language=view.language,
    )


def by_year(view: View) -> str:
    """Return the documents of each year by their worst finding."""
    undated = view.say("không ghi ngày", "no day stated")
    years = view.tallies.by_year()
    dated = [year for year in years if year.year is not None]
    rows = [Bar(str(year.year), tuple(year[1:])) for year in dated[-BARS:]]
    # A scan's misread year must not push the years in question out of the chart.
    if earlier := dated[:-BARS]:
        summed = tuple(sum(column) for column in zip(*(year[1:] for year in earlier), strict=True))
        rows.insert(0, Bar(view.say("các năm trước", "years before"), summed))
    rows += [Bar(undated, tuple(year[1:])) for year in years if year.year is None]
    return bars(
        view.say("Tài liệu theo năm ban hành", "Documents by year"),
        view.say("Năm", "Year"),
        _severities(view, clean=True),
        rows,
        language=view.language,
    )


def by_rule(view: View) -> str:
    """Return the findings by rule and severity, rules with most first."""
    rules = [of for of in applied_rules(view) if of.findings]
    return bars(
        view.say("Phát hiện theo quy tắc", "Findings by rule"),
        view.say("Quy tắc", "Rule"),
        _severities(view),
        [
            Bar(
                f"{rule_name(of.code, of.rule, view.language)} ({of.code})",
                (of.errors, of.warnings, of.infos),
            )
            for of in rules
        ],
        language=view.language,
    )


def by_unit(view: View) -> str:
    """Return the documents of each unit by their worst finding, most faulty units first."""
    units = view.tallies.by_unit()
    error, warning, _ = _severities(view)
    rest = Series(view.say("Còn lại", "Others"), "clean")
    chart = bars(
        view.say("Tài liệu theo đơn vị", "Documents by unit"),
        view.say("Đơn vị (hoặc thư mục)", "Unit (or folder)"),
        [error, warning, rest],
        [
            Bar(
                view.unit(of.unit),
                (
                    of.with_errors,
                    of.with_warnings,
                    of.documents - of.with_errors - of.with_warnings,
                ),
            )
            for of in units[:BARS]
        ],
        language=view.language,
    )
    return chart + left_out(view, len(units) - BARS, "Theo đơn vị", "By unit")


def by_status(view: View) -> str:
    """Return the cited instruments by their status on the day."""
    counts = dict.fromkeys(GROUPS, 0)
    cited = dict.fromkeys(GROUPS, 0)
    for one in judged(view):
        counts[one.group] += 1
        cited[one.group] += one.cited.citations
    for number_ in view.tallies.unresolved():
        group = "outside" if number_.outcome == "unknown" else "open"
        counts[group] += 1
        cited[group] += number_.citations
    tones = {"outside": "clean"}
    return bars(
        view.say(
            f"Văn bản được viện dẫn theo hiệu lực đến ngày {day(view.as_of)}",
            f"Instruments cited, by status as of {day(view.as_of)}",
        ),
        view.say("Tình trạng", "Status"),
        [Series(view.say("Văn bản", "Instruments"), "")],
        [
            Bar(pick(GROUPS[group], view.language), (count,), tones.get(group, group))
            for group, count in counts.items()
        ],
        language=view.language,
    )


def _severities(view: View, *, clean: bool = False) -> list[Series]:
    found = [Series(severity.label(view.language), tone) for severity, tone in _TONES.items()]
    return [*found, Series(pick(CLEAN, view.language), "clean")] if clean else found


def left_out(view: View, count: int, vi: str, en: str) -> str:
    """Return how many rows are left out and on which sheet of the workbook they are."""
    if count <= 0:
        return ""
    told = number(count, view.language)
    words = view.say(
        f"Còn {told} dòng không liệt kê ở đây; xem trang tính “{vi}” của bảng tính kèm theo.",
        f"{told} more are not listed here; see the sheet “{en}” of the workbook.",
    )
    return f'<p class="left">{shown(words)}</p>'
