"""What holds of every reading of a full text."""

from __future__ import annotations

import textwrap
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.full_text import read_full_text

FOLDER = Path(__file__).parents[1] / "cases" / "relations"
TEXTS = [
    case["text"]
    for path in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def stated(read):
    return [(s.kind, s.scope, s.parts, s.target, s.effective) for s in read.relations]


def told(read):
    return [(t.kind, t.subject, t.object, t.parts) for t in read.third_party]


def slices_are_the_evidence(text, read):
    for statement in (*read.relations, *read.third_party):
        words = " ".join(text[statement.start : statement.end].split())
        assert words == statement.evidence
        assert 0 < len(unicodedata.normalize("NFC", words)) <= 300


@pytest.mark.parametrize("text", TEXTS)
def test_evidence_is_what_stands_at_its_offsets(text):
    slices_are_the_evidence(text, read_full_text(text))


@pytest.mark.parametrize("text", TEXTS)
def test_the_normal_form_of_the_letters_does_not_matter(text):
    apart = unicodedata.normalize("NFD", text)
    read, again = read_full_text(text), read_full_text(apart)
    assert stated(again) == stated(read)
    assert told(again) == told(read)
    assert again.own == read.own
    slices_are_the_evidence(apart, again)


@pytest.mark.parametrize("text", TEXTS)
def test_line_breaks_within_paragraphs_do_not_matter(text):
    broken = "\n".join(
        line if len(line) <= 80 else textwrap.fill(line, 80, break_on_hyphens=False)
        for line in text.splitlines()
    )
    read, again = read_full_text(text), read_full_text(broken)
    assert stated(again) == stated(read)
    assert told(again) == told(read)
    slices_are_the_evidence(broken, again)


PIECES = st.sampled_from(
    'Điều 1. |Điều 2: |\n1. |\na) |“|”|"|\n|\n\n| |;|.|./.|Căn cứ |Sửa đổi, bổ sung |Bãi bỏ |'
    "Thay thế cụm từ |khoản 2 Điều 3 | hết hiệu lực |Nghị định số 12/2090/NĐ-CP |Luật Dân số |"
    "Thông tư này có hiệu lực |kể từ ngày ký |sau 45 ngày kể từ ngày ký |trừ |ban hành Nghị định |"
    "được sửa đổi, bổ sung bởi |NGHỊ ĐỊNH\n|Phụ lục I |(Kèm theo Nghị định số 13/2090/NĐ-CP)|"
    "TM. CHÍNH PHỦ|CÔNG BÁO/Số 1\n2\n".split("|")
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_order_of_words_is_read_without_fault(text):
    slices_are_the_evidence(text, read_full_text(text))
