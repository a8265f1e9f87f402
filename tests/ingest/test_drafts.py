"""Documents of the user's become instruments of the user's graph, with evidence."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.full_text.records import records_of
from kg.document import Document
from kg.lint import lint
from kg.store import open_graph
from kg.store.records import add_to_user
from kg.vocab import load_vocabulary

READ_ON = date(2026, 11, 22)
TEXT = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 81/KH-UBND
Lạng Sơn, ngày 05 tháng 8 năm 2025

KẾ HOẠCH
Cải cách hành chính năm 2026

Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ;
Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ.

Kết quả gửi kèm Công văn số 17/SNV-CCHC
ngày 02/3/2025 của Sở Nội vụ.
"""


def draft(text=TEXT, graph=None):
    document = Document(text=text, kind="txt", path="kế hoạch 81.txt")
    return records_of(document, graph or open_graph(), read_on=READ_ON)


def test_the_document_is_an_instrument_with_what_its_head_says():
    own = draft().instruments[0]
    assert (own.number, own.type, own.date) == ("81/KH-UBND", "ke-hoach", date(2025, 8, 5))
    assert own.issuer == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert "Cải cách hành chính năm 2026" in own.title


@pytest.mark.parametrize(
    ("number", "kind"),
    [("118/2025/NĐ-CP", "based_on"), ("76/NQ-CP", "implements"), ("17/SNV-CCHC", "cites")],
)
def test_each_citation_is_a_relation_of_its_kind_with_the_words_that_prove_it(number, kind):
    records = draft()
    relation = next(r for r in records.relations if number.split("/")[0] in r.target.split("/")[-1])
    assert relation.kind == kind
    assert relation.source == records.instruments[0].iri
    assert number in relation.evidence
    assert relation.evidence in " ".join(TEXT.split())


def test_what_the_graph_lacks_is_attested_only():
    _, cited = draft().instruments
    assert (cited.number, cited.attested) == ("17/SNV-CCHC", True)
    assert cited.effective is None


def test_additions_are_kept_apart_and_adding_twice_changes_nothing(tmp_path):
    shipped = len(open_graph())
    for _ in range(2):
        records = draft(graph=open_graph(user_dir=tmp_path))
        add_to_user(
            tmp_path,
            instruments=records.instruments,
            relations=records.relations,
            sources=records.sources,
            known=open_graph(),
        )
    graph = open_graph(user_dir=tmp_path)
    assert len(graph) == shipped + 2
    assert len(open_graph()) == shipped
    assert sum(r.source == records.instruments[0].iri for r in graph.relations) == 3
    assert list(lint(graph, load_vocabulary())) == list(lint(open_graph(), load_vocabulary()))
