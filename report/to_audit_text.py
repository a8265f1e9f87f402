"""What the terminal tells when an audit has ended: counts, what ended instruments are cited."""

from __future__ import annotations

from datetime import date

from check.audit.archive import Archive
from check.audit.record import Run
from check.audit.tallies import Tallies
from check.wording import coverage, dated, day
from kg.contract import Store
from kg.state import ENDED
from kg.status import status

_MOST = 10
_WORDS = {
    "vi": {
        "documents": "{documents} tài liệu ({copies} bản sao), {unread} không đọc được",
        "done": "lần này: đọc {read} tệp, đánh giá {judged}, giữ nguyên {kept}",
        "citations": "{citations} trích dẫn, {checked} đã kiểm tra, {unknown} ngoài dữ liệu "
        "({instruments} văn bản, cập nhật {updated})",
        "findings": "{errors} lỗi, {warnings} cảnh báo, {infos} lưu ý; "
        "{with_errors} tài liệu có lỗi, {clean} không có phát hiện",
        "ended": "Đã hết hiệu lực đến ngày {day} mà còn được viện dẫn nhiều nhất:",
        "row": "  {documents} tài liệu: {name}",
    },
    "en": {
        "documents": "{documents} documents ({copies} copies), {unread} could not be read",
        "done": "this time: {read} files read, {judged} judged, {kept} left as they were",
        "citations": "{citations} citations, {checked} checked, {unknown} outside the data "
        "({instruments} instruments, updated {updated})",
        "findings": "{errors} errors, {warnings} warnings, {infos} notes; "
        "{with_errors} documents with errors, {clean} without findings",
        "ended": "Ended by {day} and cited most:",
        "row": "  {documents} documents: {name}",
    },
}


def audit_text(archive: Archive, run: Run, graph: Store, language: str, *, as_of: date) -> str:
    """Return the closing lines of a run of an audit, ``language`` ``vi`` or ``en``."""
    words, tallies = _WORDS[language], Tallies(archive)
    size, updated = coverage(graph)
    known = {**tallies.totals()._asdict(), **run._asdict()}
    known |= {"instruments": size, "updated": updated}
    told = [words[name].format(**known) for name in ("documents", "done", "citations", "findings")]
    ended = []
    for of in tallies.by_instrument():
        if of.iri in graph and status(graph, of.iri, as_of=as_of).state in ENDED:
            name = dated(graph.instrument(of.iri))
            ended.append(words["row"].format(documents=of.documents, name=name))
        if len(ended) == _MOST:
            break
    if ended:
        told += ["", words["ended"].format(day=day(as_of)), *ended]
    return "\n".join(told)
