"""An audit as one HTML file: no script, no network, nothing beside the file.

Its size is bounded: long lists are cut, and each says how many rows the workbook has more.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from check.audit.archive import Archive
from check.audit.record import Run
from check.wording import day
from kg.contract import Store
from report.audit_page import lists, sections
from report.audit_page.bars import number, shown
from report.workbook.view import View, moment

_HERE = Path(__file__).parent
_STYLES = (_HERE / "drawing" / "page.css", _HERE / "audit_page" / "page.css")
# Nothing may be loaded, run or sent, whatever a file's name or a draft may hold.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_ROOTS = 5


def audit_page(archive: Archive, graph: Store, *, language: str, as_of: date) -> str:
    """Return the page of an audit.

    Args:
        archive: what was audited.
        graph: the data of today, for the statuses of cited instruments.
        language: ``vi`` or ``en``.
        as_of: day of the statuses.
    """
    view = View(archive, graph, language, as_of)
    totals = view.tallies.totals()
    title = view.say("Kết quả kiểm tra viện dẫn", "Audit of citations")
    parts = (
        ("", sections.figures(view, totals)),
        (
            view.say("Tài liệu", "Documents"),
            sections.by_worst(view, totals) + sections.by_year(view),
        ),
        (view.say("Phát hiện", "Findings"), sections.by_rule(view)),
        (view.say("Đơn vị", "Units"), sections.by_unit(view) + lists.units(view)),
        (
            view.say("Hiệu lực của văn bản được viện dẫn", "Status of the instruments cited"),
            sections.by_status(view),
        ),
        (
            view.say(
                "Văn bản đã hết hoặc đang ngưng hiệu lực, được viện dẫn nhiều nhất",
                "Instruments without effect that are cited most",
            ),
            lists.replaced(view),
        ),
        (
            view.say("Tài liệu cần xem trước", "Documents to look at first"),
            lists.worst(view, totals),
        ),
        (view.say("Không đọc được", "Not read"), lists.unread(view, totals)),
        (view.say("Dữ liệu và giới hạn", "Data and limits"), _data(view) + lists.limits(view)),
    )
    body = "".join(_section(at, heading, inner) for at, (heading, inner) in enumerate(parts))
    contents = "".join(
        f'<li><a href="#s{at}">{shown(heading)}</a></li>'
        for at, (heading, _) in enumerate(parts)
        if heading
    )
    nav = f'<nav aria-label="{view.say("Mục lục", "Contents")}"><ul>{contents}</ul></nav>'
    return _page(title, f"<h1>{shown(title)}</h1>{_lead(view)}{nav}{body}", language)


def _section(at: int, heading: str, inner: str) -> str:
    head = f"<h2>{shown(heading)}</h2>" if heading else ""
    return f'<section id="s{at}">{head}{inner}</section>'


def _lead(view: View) -> str:
    """Return what was audited, when and up to which day; a run that did not end is said loudly."""
    roots = view.tallies.roots()
    named = ", ".join(roots[:_ROOTS]) + (" …" if len(roots) > _ROOTS else "")
    run = next(reversed(view.archive.runs()), None)
    words = [
        view.say(f"Thư mục: {named}.", f"Folder: {named}."),
        view.say(f"Đối chiếu đến ngày {day(view.as_of)}.", f"Compared up to {day(view.as_of)}."),
    ]
    if run is not None:
        started = moment(run.started)
        words.append(view.say(f"Lần chạy gần nhất: {started}.", f"Last run: {started}."))
    lead = f"<p>{shown(' '.join(words))}</p>"
    if run is None or run.finished:
        return lead
    loud = view.say(
        "Lần chạy này CHƯA HOÀN THÀNH: kết quả dưới đây còn thiếu. Chạy lại lệnh để tiếp tục.",
        "This run has NOT FINISHED: the results are incomplete. Run the command again to go on.",
    )
    return f'{lead}<p class="loud">{shown(loud)}</p>'


def _data(view: View) -> str:
    graph = view.graph
    words = view.say(
        f"Dữ liệu hiện tại: {number(len(graph), view.language)} văn bản, cập nhật đến ngày "
        f"{day(graph.updated)}.",
        f"Present data: {number(len(graph), view.language)} instruments, updated "
        f"{day(graph.updated)}.",
    )
    runs = view.archive.runs()
    return f"<p>{shown(words)} {shown(_run(runs[-1], view)) if runs else ''}</p>"


def _run(run: Run, view: View) -> str:
    return view.say(
        f"Lần kiểm tra gần nhất: viendan {run.version}, {number(run.instruments, 'vi')} văn bản và "
        f"{number(run.relations, 'vi')} quan hệ, cập nhật đến ngày {day(run.updated)}; "
        f"áp dụng {len(run.rules)} quy tắc.",
        f"The last audit: viendan {run.version}, {number(run.instruments, 'en')} instruments and "
        f"{number(run.relations, 'en')} relations, updated {day(run.updated)}; "
        f"{len(run.rules)} rules.",
    )


def _page(title: str, body: str, language: str) -> str:
    style = "\n".join(path.read_text(encoding="utf-8") for path in _STYLES)
    return (
        f'<!doctype html>\n<html lang="{"en" if language == "en" else "vi"}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
