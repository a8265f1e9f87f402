"""The number of the last article: counted where it is certain, else nothing is said."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.full_text.read import read_full_text
from ingest.full_text.records import records_of
from kg.document import Document
from kg.graph import Graph

HEAD = """CHÍNH PHỦ
Số: 123/2096/NĐ-CP
Hà Nội, ngày 04 tháng 4 năm 2096

NGHỊ ĐỊNH
{title}

Căn cứ Luật Thử nghiệm số 12/2089/QH20;
Chính phủ ban hành Nghị định về việc thử.
"""
SIGNED = """
Nơi nhận:
- Lưu: VT.
TM. CHÍNH PHỦ
THỦ TƯỚNG
"""


def text(*articles, title="Quy định về việc thử", behind=SIGNED):
    body = "".join(f"\nĐiều {n}. Quy định\n{words}\n" for n, words in articles)
    return HEAD.format(title=title) + body + behind


def counted(*numbers):
    return [(n, "1. Nội dung thử nghiệm.") for n in numbers]


def test_articles_up_to_the_signature_are_counted():
    assert read_full_text(text(*counted(1, 2, 3, 4))).articles == 4


@pytest.mark.parametrize(
    ("case", "made"),
    [
        ("a gap", text(*counted(1, 2, 4))),
        ("an article with a letter", text(*counted(1, 2, "2a", 3))),
        ("no closing seen", text(*counted(1, 2, 3), behind="")),
        (
            "amends others",
            text(
                *counted(1, 2), title="Sửa đổi, bổ sung một số điều của Nghị định số 10/2089/NĐ-CP"
            ),
        ),
        ("repeals others", text(*counted(1, 2), title="Bãi bỏ một số văn bản")),
        (
            "an attached regulation in the same text",
            text(
                *counted(1, 2),
                behind=SIGNED + "\nQUY CHẾ\nThử nghiệm\n\nĐiều 1. Phạm vi\n\nĐiều 2. Nguyên tắc\n",
            ),
        ),
        (
            "an attached regulation elsewhere",
            text((1, "Ban hành kèm theo Nghị định này Quy chế thử nghiệm."), *counted(2, 3)),
        ),
        (
            "a form with articles",
            text(*counted(1, 2), behind=SIGNED + "\nMẫu số 01\nQUYẾT ĐỊNH\nĐiều 1. Cho phép\n"),
        ),
        ("no articles", HEAD.format(title="Quy định") + SIGNED),
    ],
    ids=lambda value: value if len(value) < 50 else "",
)
def test_nothing_is_said_where_it_is_not_certain(case, made):
    assert read_full_text(made).articles is None, case


def test_articles_of_a_quotation_are_not_its_own():
    words = "Nội dung như sau:\n“Điều 9. Mức chi\nMức chi là 10 đồng.”"
    assert read_full_text(text((1, words), *counted(2, 3))).articles == 3


def test_a_full_text_attests_the_number_of_its_articles():
    document = Document(text=text(*counted(1, 2, 3)), kind="txt", path="nghị định.txt")
    records = records_of(document, Graph(), read_on=date(2096, 5, 1))
    (said,) = (a for a in records.attestations if a.field == "articles")
    assert (said.target, said.value) == (records.instruments[0].iri, "3")
    assert said.counts == ((records.sources[0].id, 1),)


def test_an_administrative_document_attests_nothing():
    made = (
        text(*counted(1, 2, 3))
        .replace("123/2096/NĐ-CP", "123/QĐ-BTN")
        .replace("NGHỊ ĐỊNH", "QUYẾT ĐỊNH")
    )
    assert read_full_text(made).articles is None
