"""The lists that reviews of instruments (rà soát) are reported in, as far as the data proves them.

The columns are those of the forms of Nghị định 34/2016/NĐ-CP as remembered; the forms of Nghị định
79/2025/NĐ-CP have not been compared, which every sheet says. What only a rule of law infers
(lapsed with its parent) is never listed as ended: it stands among what is to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from check.wording import day, type_word
from kg.state import State
from report.workbook.judged import Judged, judged, proof_of, reasons
from report.workbook.sheet import Mark, Row, Sheet
from report.workbook.view import View

WHOLE = ("Hết hiệu lực toàn bộ", "Ended")
PARTS = ("Hết hiệu lực một phần", "Ended in part")
#: What a text, or a stated period, proves of the whole of an instrument.
WHOLE_STATES = frozenset((State.REPLACED, State.REPEALED, State.PERIOD_ENDED, State.SUSPENDED))
_PARTLY = frozenset((State.PARTLY_EXPIRED, State.PARTLY_IN_FORCE))
FORMS = (
    "Bố cục cột theo các mẫu danh mục của Nghị định số 34/2016/NĐ-CP; phải đối chiếu với các mẫu "
    "kèm theo Nghị định số 79/2025/NĐ-CP (được sửa đổi tại Nghị định số 187/2025/NĐ-CP) trước khi "
    "sử dụng chính thức.",
    "The columns follow the forms of decree 34/2016; compare them with those of decree 79/2025 "
    "before any official use.",
)
_SCOPE = (
    "Chỉ gồm văn bản được viện dẫn trong các tài liệu đã kiểm tra mà dữ liệu chứng minh được tình "
    "trạng tính đến ngày {}; không phải danh mục đầy đủ. Ngày hết hiệu lực là ngày đầu tiên không "
    "còn hiệu lực.",
    "Only instruments cited in the documents audited whose status the data proves as of {}; no "
    "complete list. The day is the first day without effect.",
)


def whole_sheet(view: View) -> Sheet:
    """Return the list of cited instruments that have no effect any more, or are suspended."""
    return Sheet(
        name=view.say(*WHOLE),
        title=view.say(
            "DANH MỤC VĂN BẢN HẾT HIỆU LỰC, NGƯNG HIỆU LỰC TOÀN BỘ ĐƯỢC VIỆN DẪN",
            "CITED INSTRUMENTS THAT HAVE ENDED OR ARE SUSPENDED",
        ),
        notes=_notes(view),
        headings=[
            view.say("STT", "No."),
            view.say("Tên loại văn bản", "Type"),
            view.say("Số, ký hiệu; ngày, tháng, năm ban hành văn bản", "Number; date"),
            view.say("Tên gọi của văn bản/Trích yếu nội dung của văn bản", "Title"),
            view.say("Lý do hết hiệu lực, ngưng hiệu lực", "Why"),
            view.say("Ngày hết hiệu lực, ngưng hiệu lực", "Since"),
            view.say("Số tài liệu viện dẫn", "Documents citing it"),
            view.say("Căn cứ của dữ liệu", "Proof"),
        ],
        widths=(6, 16, 26, 60, 50, 14, 11, 60),
        rows=_whole_rows(view),
    )


def _notes(view: View) -> tuple[str, ...]:
    return view.say(*_SCOPE).format(day(view.as_of)), view.say(*FORMS)


def _whole_rows(view: View) -> Iterator[Row]:
    ended = [one for one in judged(view) if one.status and one.status.state in WHOLE_STATES]
    year = view.as_of.year
    first = date(year, 1, 1)
    parts = (
        (
            f"Hết hiệu lực, ngưng hiệu lực trong năm {year}",
            f"In {year}",
            [one for one in ended if one.status and one.status.since and one.status.since >= first],
        ),
        (
            f"Hết hiệu lực, ngưng hiệu lực trước ngày {day(first)}",
            f"Before {day(first)}",
            [
                one
                for one in ended
                if not (one.status and one.status.since and one.status.since >= first)
            ],
        ),
    )
    for vi, en, some in parts:
        if some:
            yield heading(view.say(vi, en), 8)
            yield from (_whole_row(at, one, view) for at, one in enumerate(some, 1))


def heading(words: str, columns: int) -> Row:
    """Return a row that heads others."""
    return (Mark(words, "section"), *(Mark("", "section"),) * (columns - 1))


def _whole_row(at: int, one: Judged, view: View) -> Row:
    since = one.status.since if one.status else None
    return (
        at,
        type_of(one, view),
        number_and_day(one),
        one.instrument.title if one.instrument else None,
        reasons(one, view.graph, view.language),
        since,
        one.cited.documents,
        proof_of(one, view.graph, view.language),
    )


def type_of(one: Judged, view: View) -> str | None:
    """Return the type word of an instrument."""
    return type_word(one.instrument, view.language) if one.instrument else None


def number_and_day(one: Judged) -> str:
    """Return number and day of an instrument, as the lists have them."""
    x = one.instrument
    if x is None:
        return one.cited.number or ""
    return numbered(x.number, x.date)


def numbered(number: str | None, issued: date | None) -> str:
    """Return a number and a day, as the lists have them."""
    return "; ".join(filter(None, (number, f"ngày {day(issued)}" if issued else "")))


def parts_sheet(view: View) -> Sheet:
    """Return the list of cited instruments of which parts have ended or are suspended."""
    return Sheet(
        name=view.say(*PARTS),
        title=view.say(
            "DANH MỤC VĂN BẢN HẾT HIỆU LỰC, NGƯNG HIỆU LỰC MỘT PHẦN ĐƯỢC VIỆN DẪN",
            "CITED INSTRUMENTS OF WHICH PARTS HAVE ENDED OR ARE SUSPENDED",
        ),
        notes=_notes(view),
        headings=[
            view.say("STT", "No."),
            view.say("Tên loại văn bản", "Type"),
            view.say(
                "Số, ký hiệu; ngày, tháng, năm ban hành văn bản; tên gọi của văn bản/trích yếu "
                "nội dung của văn bản",
                "Number; date; title",
            ),
            view.say("Nội dung, quy định hết hiệu lực, ngưng hiệu lực", "What has ended"),
            view.say("Lý do hết hiệu lực, ngưng hiệu lực", "Why"),
            view.say("Ngày hết hiệu lực, ngưng hiệu lực", "Since"),
            view.say("Số tài liệu viện dẫn", "Documents citing it"),
            view.say("Căn cứ của dữ liệu", "Proof"),
        ],
        widths=(6, 16, 60, 40, 50, 14, 11, 60),
        rows=_parts_rows(view),
    )


def _parts_rows(view: View) -> Iterator[Row]:
    ended = (one for one in judged(view) if one.status and one.status.state in _PARTLY)
    for at, one in enumerate(ended, 1):
        title = one.instrument.title if one.instrument else None
        parts = one.status.parts if one.status else ()
        yield (
            at,
            type_of(one, view),
            "; ".join(filter(None, (number_and_day(one), title))),
            "\n".join(parts) or view.say("chưa rõ phần nào", "which parts is not known"),
            reasons(one, view.graph, view.language),
            one.status.since if one.status else None,
            one.cited.documents,
            proof_of(one, view.graph, view.language),
        )
