"""Findings of one document as Markdown, for pull requests and wikis.

What comes from the draft stands in code spans or escaped, so that it can set no markup, no link and
no mention of a person, whatever it says. The table is GitHub's, which GitLab, Gitea and most wikis
read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from check.runner import Report
from report.drawing.nodes import clean
from report.findings import Told, particulars, told_findings

_WORDS = {
    "vi": {
        "heading": "Kiểm tra trích dẫn: {}",
        "columns": ("Dòng", "Mức độ", "Mã", "Nội dung", "Nhận xét", "Đề xuất", "Căn cứ"),
        "none": "Không phát hiện lỗi, cảnh báo hay lưu ý.",
    },
    "en": {
        "heading": "Check of citations: {}",
        "columns": ("Line", "Severity", "Code", "Words", "Message", "Suggestion", "Proof"),
        "none": "No errors, warnings or notes found.",
    },
}
_MARKUP = re.compile(r"[\\`*_{}\[\]<>~&$]")
# What sites turn into links in spite of escapes: @name, a@b, #12, GH-12, www., https://.
_LINKED = re.compile(r"(?<=[@#])(?=\w)|(?<=\b[Gg][Hh]-)(?=\d)|(?<=\bwww)(?=\.)|(?<=:)(?=//)")
_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&'*+,;=%-]*[\w/#=&%-]", re.ASCII | re.IGNORECASE)
_WORD_JOINER = "\u2060"
_TICKS = re.compile("`+")


def check_markdown(report: Report, language: str) -> str:
    """Return heading, particulars and a table of the findings; ``language`` is ``vi`` or ``en``.

    What was not read is among the particulars. It ends with a newline.
    """
    words = _WORDS[language]
    lines = [f"## {str(words['heading']).format(_code(report.path))}", ""]
    lines += (f"- {label}: {_escaped(value)}" for label, value in particulars(report, language))
    rows = [_row(told) for told in told_findings(report, language)]
    if rows:
        lines += ["", _cells(words["columns"]), _cells("---" for _ in words["columns"]), *rows]
    else:
        lines += ["", str(words["none"])]
    return "\n".join(lines) + "\n"


def _row(told: Told) -> str:
    return _cells(
        (
            str(told.line),
            told.severity,
            f"{told.finding.code} {told.finding.rule}",
            _code(told.words),
            _escaped(told.message),
            _code(told.suggestion),
            "<br>".join(map(_with_links, told.proof)),
        )
    )


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(text: str) -> str:
    """Return words as they are, in a code span; a table would cut one with a bar in it."""
    shown = clean(text)
    if not shown or "|" in shown:
        return _escaped(shown)
    ticks = "`" * (max((len(found) for found in _TICKS.findall(shown)), default=0) + 1)
    gap = " " if len(ticks) > 1 else ""
    return f"{ticks}{gap}{shown}{gap}{ticks}"


def _escaped(text: str) -> str:
    """Return words that are read as written: no markup, no link, no mention."""
    shown = _LINKED.sub(_WORD_JOINER, text)
    return _MARKUP.sub(r"\\\g<0>", shown).replace("|", "&#124;")


def _with_links(text: str) -> str:
    """Return words with whole addresses as links."""
    pieces, at = [], 0
    for found in _ADDRESS.finditer(text):
        if not text.startswith("…", found.end()):
            pieces += [_escaped(text[at : found.start()]), f"<{found[0]}>"]
            at = found.end()
    return "".join([*pieces, _escaped(text[at:])])
