"""Findings as Markdown: read as written, whatever a draft says."""

import importlib.util
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check.registry import all_rules
from check.runner import check_text
from kg.store import open_graph
from report.findings import told_findings
from report.to_markdown import check_markdown

TEXT = (
    "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ về công tác văn thư; "
    "Nghị định số 76/NQ-CP và Quyết định số 999/QĐ-UBND.\n"
)
HOSTILE = (
    "`x` | <img src=x onerror=alert(1)> [a](http://b.vn) **c** @root #12 www.d.vn \\| ~~e~~ $f$"
)


def report(text: str = TEXT, path: str = "a.txt", **more):
    checked = check_text(text, open_graph(), rules=all_rules(), today=date(2026, 11, 22), path=path)
    return replace(checked, **more)


def rows(shown: str) -> list[list[str]]:
    """Return the cells of the table; a bar inside a cell never stands bare."""
    return [line[2:-2].split(" | ") for line in shown.splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_table_has_every_finding(language):
    of = report()
    _, _, *found = rows(check_markdown(of, language))
    assert len(found) == len(of.findings) > 3
    for cells, told in zip(found, told_findings(of, language), strict=True):
        assert len(cells) == 7
        assert cells[:3] == ["1", told.severity, f"{told.finding.code} {told.finding.rule}"]
        assert cells[3] == f"`{told.words}`"
        assert cells[5] == (f"`{told.suggestion}`" if told.suggestion else "")


def test_particulars_and_what_was_not_read():
    of = report("Không viện dẫn.\n")
    of = replace(of, document=replace(of.document, unread=("page 3: no text layer",)))
    shown = check_markdown(of, "vi")
    assert shown.startswith("## Kiểm tra trích dẫn: `a.txt`\n")
    assert "\n- Không đọc được: page 3: no text layer\n" in shown
    assert "Không phát hiện lỗi" in shown
    assert not rows(shown)


def hostile(words: str):
    """Return a report whose text, messages and path are somebody's attack."""
    of = report(words or "x", words or "x")
    finding = report().findings[0]._replace(
        start=0, end=len(of.text), citation=None, about=None, proof=(), suggestion=words,
        message_vi=words, message_en=words,
    )  # fmt: skip
    document = replace(of.document, unread=(words,))
    return replace(of, findings=(finding,), document=document)


def test_bare_mentions_and_addresses_are_broken():
    cells = rows(check_markdown(hostile(HOSTILE), "vi"))[2]
    assert len(cells) == 7
    message = cells[4]
    assert not re.search(r"@\w|(?<!&)#\w|www\.|://|(?<!\\)[<`*\[]", message)
    assert message.replace("\u2060", "").replace("\\", "").replace("&#124;", "|") == (
        HOSTILE.replace("\\", "")
    )


@pytest.mark.skipif(
    importlib.util.find_spec("markdown_it") is None, reason="no markdown-it to read it with"
)
@given(
    words=st.one_of(st.text(max_size=30), st.text("`|\\<>[]()*_~!#@&$:/w.a \n-=+1", max_size=30))
)
def test_a_reader_finds_no_markup(words):
    from markdown_it import MarkdownIt

    shown = check_markdown(hostile(words), "vi")
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    blocks = reader.parse(shown)
    assert sum(block.type == "table_open" for block in blocks) == 1
    assert sum(block.type in ("tr_open", "heading_open") for block in blocks) == 3
    for block in blocks:
        assert block.type not in ("html_block", "fence", "code_block", "hr", "blockquote_open")
        for part in block.children or ():
            assert part.type in ("text", "code_inline"), (part.type, part.content)


def test_links_are_those_of_sources():
    shown = check_markdown(report(), "vi")
    links = re.findall(r"<(http[^>]*)>", shown)
    assert links
    sources = "\n".join(source.where for source in open_graph().sources.values())
    assert all(link in sources for link in links)
