"""Titles, quotes and sources that mean harm stay words on the pages that show them."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from kg.graph import Graph
from kg.model import Instrument, Relation, Source
from web.answer import Answer
from web.tasks.ask_page import Asking, ask_page
from web.tasks.instrument_page import instrument_page
from web.tasks.look_up_page import look_up_page
from web.tasks.tools import Tools

_BAD = "\"'><script>alert(1)</script><svg onload=alert(2)>{{7*7}}</style>\u202e"
_TODAY = date(2095, 1, 1)
_OLD, _NEW = (
    Instrument(
        iri=f"/akn/vn/act/nghi-dinh/chinh-phu/{year}-01-05/{n}-{year}-nd-cp",
        type="nghi-dinh",
        number=f"{n}/{year}/NĐ-CP",
        issuer=f"Chính phủ {_BAD}",
        date=date(year, 1, 5),
        title=f"Về thử nghiệm {_BAD}",
        effective=date(year, 3, 1),
        territory=_BAD,
        sources={"date": ("bad",), "title": ("bad", "script")},
    )
    for n, year in ((1, 2090), (2, 2091))
)


def _tools() -> Tools:
    graph = Graph()
    graph.add_source(Source(id="bad", where=f"https://example.org/{_BAD}"))
    graph.add_source(Source(id="script", where="javascript:alert(3)"))
    for one in (_OLD, _NEW):
        graph.add_instrument(one)
    graph.add_relation(
        Relation("replaces", _NEW.iri, _OLD.iri, evidence=_BAD, sources=("bad", "script"))
    )
    return Tools(graph)


def _pages() -> dict[str, Answer]:
    tools, on = _tools(), {"language": "vi", "today": _TODAY}
    return {
        "instrument": instrument_page(tools, _OLD.iri, as_of=None, known=None, **on),
        "look-up": look_up_page(tools, "1/2090/NĐ-CP", **on),
        "ask": ask_page(tools, Asking("1/2090/NĐ-CP được văn bản nào thay thế", **on)),
    }


@pytest.mark.parametrize("name", ["instrument", "look-up", "ask"])
def test_nothing_of_it_becomes_markup(name: str) -> None:
    page = html.document_fromstring(_pages()[name].body.decode())
    main = page.get_element_by_id("main")
    assert "<script>alert(1)</script>" in main.text_content()
    assert main.xpath(".//script | .//style | .//*[@style]") == []
    assert [a for a in main.xpath(".//@*") if a.attrname.startswith("on")] == []
    assert [a for a in main.xpath(".//@href") if not a.startswith(("/", "#", "https://"))] == []
