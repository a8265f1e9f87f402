"""The list of what people have to look at: documents, then cited instruments.

What is done about it, by whom and by when is for those in charge: these columns stay blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from check.audit.record import Found
from check.audit.tallies import Listed
from check.finding import Severity
from kg.ids import read_number
from kg.state import Note, State
from kg.vocab import load_vocabulary
from report.workbook.judged import judged, proof_of, state_words
from report.workbook.review import FORMS, heading, number_and_day, numbered, type_of
from report.workbook.sheet import Row, Sheet
from report.workbook.view import View

NAME = ("Cần xử lý", "To be looked at")
#: Rules on instruments that do not apply: on the document's day, and since.
_THEN, _NOW = ("VD201", "VD202", "VD203", "VD206", "VD207", "VD301"), ("VD210",)
_CHECK = frozenset((Note.NEEDS_CHECK, Note.END_DAY_UNKNOWN))
_SHOWN = 12
#: Words of the longest name of a type.
_TYPE_WORDS = 4


def action_sheet(view: View) -> Sheet:
    """Return the list of what people have to look at: documents, then cited instruments."""
    return Sheet(
        name=view.say(*NAME),
        title=view.say("DANH MỤC VĂN BẢN CẦN XEM XÉT, XỬ LÝ", "TO BE LOOKED AT"),
        notes=(
            view.say(
                "Kiến nghị do công cụ gợi ý theo kết quả đối chiếu viện dẫn; hình thức xử lý, cơ "
                "quan chủ trì và thời hạn do người có thẩm quyền quyết định nên để trống.",
                "The proposals follow from the citations alone; what is done, by whom and by when "
                "is for those in charge and is left blank.",
            ),
            view.say(*FORMS),
        ),
        headings=[
            view.say("STT", "No."),
            view.say("Tên loại văn bản", "Type"),
            view.say("Số, ký hiệu; ngày, tháng, năm ban hành văn bản", "Number; date"),
            view.say("Tên gọi của văn bản/Trích yếu nội dung của văn bản", "Title"),
            view.say("Kiến nghị", "Proposal"),
            view.say("Nội dung, lý do kiến nghị", "Why"),
            view.say("Cơ quan chủ trì", "In charge"),
            view.say("Thời hạn", "By when"),
            view.say("Đơn vị ban hành", "Issued by"),
            view.say("Tài liệu (mở tệp)", "Document (opens the file)"),
        ],
        widths=(6, 16, 26, 46, 36, 80, 16, 12, 26, 34),
        rows=_action_rows(view),
    )


def _action_rows(view: View) -> Iterator[Row]:
    yield from _documents(
        view,
        _THEN,
        Severity.WARNING,
        view.say(
            "I. Tài liệu viện dẫn văn bản không còn hiệu lực vào ngày của tài liệu",
            "I. Documents citing what did not apply on their own day",
        ),
        view.say(
            "Xem xét sửa đổi, bổ sung hoặc đính chính nội dung viện dẫn",
            "Consider amending or correcting the citations",
        ),
    )
    yield from _documents(
        view,
        _NOW,
        Severity.INFO,
        view.say(
            "II. Tài liệu viện dẫn đúng khi ban hành, nay văn bản được viện dẫn đã thay đổi",
            "II. Documents that were right then and cite what has changed since",
        ),
        view.say(
            "Nếu tài liệu còn được thực hiện: rà soát, xem xét sửa đổi, bổ sung hoặc thay thế",
            "If it is still carried out: review it, consider amending or replacing it",
        ),
    )
    yield from _instruments(view)


def _documents(
    view: View, codes: tuple[str, ...], least: Severity, head: str, proposal: str
) -> Iterator[Row]:
    """Yield the documents in which rules found instruments that do not apply, copies once."""
    at = 0
    for listed in view.tallies.documents(codes=codes, least=least):
        if listed.copy_of is not None:
            continue
        at += 1
        if at == 1:
            yield heading(head, 10)
        found = [
            f for f in view.archive.findings(listed.text) if f.code in codes and f.severity >= least
        ]
        yield _document(at, listed, found, proposal, view)


def _document(at: int, listed: Listed, findings: Iterable[Found], proposal: str, view: View) -> Row:
    said = listed.said
    lines = list(dict.fromkeys(f.message(view.language) for f in findings))
    if len(lines) > _SHOWN:
        more = len(lines) - _SHOWN
        told = view.say("… và {} nội dung khác, xem trang “Phát hiện”", "… and {} more findings")
        lines[_SHOWN:] = [told.format(more)]
    stated = said.date if said.date_source != "today" else None
    return (
        at,
        documenttype_of(said.number, said.title),
        numbered(said.number, stated),
        said.title,
        proposal,
        "\n".join(lines),
        None,
        None,
        view.unit(listed.unit),
        view.link(listed.place),
    )


def documenttype_of(number: str | None, title: str | None) -> str | None:
    """Return the type that a document's own number or title names; ``None`` where neither does."""
    vocabulary = load_vocabulary()
    symbol = read_number(number or "").type
    found = vocabulary.types_by_symbol(symbol) if symbol else ()
    if len(found) == 1:
        return found[0].vi
    words = (title or "").split()[:_TYPE_WORDS]
    for size in range(len(words), 0, -1):
        if named := vocabulary.type_by_word(" ".join(words[:size])):
            return named.vi
    return None


def _instruments(view: View) -> Iterator[Row]:
    """Yield the cited instruments of which the data does not settle whether they apply."""
    at = 0
    for one in judged(view):
        if one.status is None or one.instrument is None:
            continue
        if one.status.state is not State.LAPSED and _CHECK.isdisjoint(one.status.notes):
            continue
        at += 1
        if at == 1:
            words = view.say(
                "III. Văn bản được viện dẫn cần kiểm tra hiệu lực",
                "III. Cited instruments whose effect is to be checked",
            )
            yield heading(words, 10)
        yield (
            at,
            type_of(one, view),
            number_and_day(one),
            one.instrument.title,
            view.say("Kiểm tra hiệu lực trên văn bản đã ký", "Check it on the signed texts"),
            f"{state_words(one, view.language)}\n{proof_of(one, view.graph, view.language)}",
            None,
            None,
            one.instrument.issuer,
            None,
        )
