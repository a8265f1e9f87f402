"""Asking changes no answer, and what was asked is written down whichever way it was come by."""

from __future__ import annotations

import json
import operator
import random
from array import array
from datetime import date, timedelta
from zlib import decompress

import pytest
from audited import AS_OF, draft, nearby
from hypothesis import given, settings
from hypothesis import strategies as st

from check.audit.asked import AskedDay, AskedStore
from check.audit.texts import packed, unpacked
from check.audit.unit import unit_of
from check.registry import all_rules
from check.runner import check_document
from check.wording import day
from cite.documents import recognised_spans
from kg.contract import Store
from kg.document import Document, SourceMap
from kg.errors import IdentifierError
from kg.graph import Graph
from kg.status import status
from kg.store.jsonl import write_manifest, write_records
from kg.store.opening import open_graph
from kg.store.records import read_folders

GRAPH, INSTRUMENTS = nearby(12)
RULES = all_rules()
ABSENT = "/akn/vn/act/nghi-dinh/chinh-phu/2090-01-01/1-2090-nd-cp"


def judged(text: str, store: Store, as_of: date) -> list[object]:
    document = Document(text=text, kind="txt", path="-")
    today = AS_OF if isinstance(as_of, AskedDay) else as_of
    report = check_document(document, store, rules=RULES, today=today, as_of=as_of)
    return [f._replace(message_vi="", message_en="") for f in report.findings]


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_findings_are_those_of_the_store_itself(seed):
    text = draft(random.Random(seed), INSTRUMENTS)  # noqa: S311
    asked = AskedStore(GRAPH, AS_OF)
    expected = judged(text, GRAPH, AS_OF)
    for _ in range(2):
        asked.begin()
        assert judged(text, asked, asked.as_of) == expected


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_what_was_asked_before_is_written_down_again(one, other):
    texts = [draft(random.Random(seed), INSTRUMENTS) for seed in (one, other)]  # noqa: S311
    alone, together = AskedStore(GRAPH, AS_OF), AskedStore(GRAPH, AS_OF)
    for store, some in ((together, texts), (alone, texts[1:])):
        for text in some:
            store.begin()
            judged(text, store, store.as_of)
    assert together.asked() == alone.asked()
    assert together.facts(together.asked()) == alone.facts(alone.asked())


def test_answers_are_known_by_the_same_digests_in_every_store(tmp_path):
    write_records(tmp_path / "instruments.jsonl", GRAPH.instruments)
    write_records(tmp_path / "relations.jsonl", GRAPH.relations)
    write_records(tmp_path / "attestations.jsonl", list(GRAPH.all_attestations()))
    with (tmp_path / "manifest.csv").open("w", encoding="utf-8"):
        write_manifest(tmp_path / "manifest.csv", GRAPH.sources.values())
    stores = [read_folders([tmp_path]), open_graph(tmp_path, cache=tmp_path / "cache")]
    asked = [AskedStore(store, AS_OF) for store in stores]
    keys: dict[str, bytes] = {}
    for seed in range(25):
        text = draft(random.Random(seed), INSTRUMENTS)  # noqa: S311
        for store in asked:
            store.begin()
            judged(text, store, store.as_of)
        told = [store.facts(store.asked()) for store in asked]
        assert told[0] == told[1]
        keys.update(told[0].values())
    assert {json.loads(key)[0] for key in keys} > {"instrument", "incoming", "later", "day"}
    for store in asked:
        store.begin()
        assert {key: store.again(key) for key in keys} == keys
    stores[1].close()


def test_an_instrument_that_is_absent_is_an_answer_too():
    asked = AskedStore(GRAPH, AS_OF)
    ids = []
    for _ in range(2):
        asked.begin()
        with pytest.raises(IdentifierError, match="2090"):
            asked.instrument(ABSENT)
        with pytest.raises(IdentifierError, match="2090"):
            status(asked, ABSENT, as_of=asked.as_of)
        assert ABSENT not in asked
        ids.append(asked.asked())
    assert ids[0] == ids[1]
    assert len(ids[0]) == 3


@pytest.mark.parametrize(
    "whole",
    [
        len,
        lambda store: store.updated,
        lambda store: store.counts(),
        lambda store: len(store.relations),
        lambda store: list(store.sources),
        lambda store: list(store.acting(("replaces",))),
    ],
)
def test_what_is_asked_of_the_whole_rests_on_the_whole(whole):
    asked = AskedStore(GRAPH, AS_OF, graph="one")
    asked.begin()
    assert whole(asked) == whole(GRAPH)
    ((key, digest),) = asked.facts(asked.asked()).values()
    assert AskedStore(Graph(), AS_OF, graph="one").again(key) == digest
    assert AskedStore(GRAPH, AS_OF, graph="two").again(key) != digest


HOW = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]
_days = st.integers(-3, 3).map(lambda n: AS_OF + timedelta(days=n))


@given(_days, _days, st.sampled_from(HOW), st.booleans(), _days)
def test_comparing_with_the_day_is_written_down(as_of, other, how, turned, later):
    asked = AskedStore(GRAPH, as_of)
    told = how(other, asked.as_of) if turned else how(asked.as_of, other)
    assert told == (how(other, as_of) if turned else how(as_of, other))
    (fact,) = asked.facts(asked.asked()).values()
    changed = AskedStore(GRAPH, later).again(fact[0]) != fact[1]
    assert changed == (told != (how(other, later) if turned else how(later, other)))


@pytest.mark.parametrize(
    "use",
    [
        str,
        day,
        hash,
        lambda d: d.year,
        lambda d: d - timedelta(days=1),
        lambda d: AS_OF - d,
        lambda d: f"{d:%d/%m/%Y}",
        lambda d: d.replace(day=1),
        lambda d: d.isoformat(),
        lambda d: d.toordinal(),
        lambda d: {AS_OF: 1}.get(d),
    ],
)
def test_any_other_use_of_the_day_rests_on_the_day_itself(use):
    asked = AskedStore(GRAPH, AS_OF)
    assert use(asked.as_of) == use(AS_OF)
    facts = dict(asked.facts(asked.asked()).values())
    assert facts['["day","itself"]'] != AskedStore(GRAPH, date(2027, 1, 1)).again(
        '["day","itself"]'
    )


def test_answers_at_hand_are_let_go_of(monkeypatch):
    monkeypatch.setattr("check.audit.asked._AT_HAND", 30)
    asked = AskedStore(GRAPH, AS_OF)
    for seed in range(30):
        text = draft(random.Random(seed), INSTRUMENTS)  # noqa: S311
        alone = AskedStore(GRAPH, AS_OF)
        for store in (asked, alone):
            store.begin()
            judged(text, store, store.as_of)
        assert asked.facts(asked.asked()) == alone.facts(alone.asked())


def test_texts_are_kept_with_all_that_judging_needs():
    places = SourceMap(
        start=array("i", [0, 4, 10]),
        end=array("i", [4, 9, 14]),
        container=array("i", [0, 1, 1]),
        run=array("i", [0, 0, 0]),
        source_start=array("i", [0, 0, 0]),
        source_end=array("i", [4, 5, 4]),
    )
    document = Document(
        text="Điều\nlẻ 𝄞 mười",
        kind="pdf",
        path="a.pdf",
        places=places,
        unread=("page 3: no text",),
        recognised=(1,),
        decoded_from="TCVN3",
    )
    data = packed(document)
    assert unpacked(data, "a.pdf") == document
    assert recognised_spans(unpacked(data, "a.pdf")) == recognised_spans(document) != ()
    assert b"a.pdf" not in decompress(data)


@pytest.mark.parametrize(
    ("unit", "spellings"),
    [
        (
            "Ủy ban nhân dân tỉnh Bình Định",
            [
                "ỦY BAN NHÂN DÂN TỈNH BÌNH ĐỊNH",
                "UBND tỉnh Bình Định",
                "Uỷ ban nhân dân tỉnh Bình định",
            ],
        ),
        ("Ủy ban nhân dân thành phố Hà Nội", ["UBND TP. HÀ NỘI", "UBND TP Hà Nội"]),
        (
            "Sở Công Thương, Ủy ban nhân dân tỉnh Sơn La",
            ["SỞ CÔNG THƯƠNG, UBND TỈNH SƠN LA", "Sở công thương, Ủy ban nhân dân tỉnh Sơn La"],
        ),
        ("Ủy ban nhân dân huyện Mộc Châu", ["UBND HUYỆN MỘC CHÂU"]),
        ("Hội đồng nhân dân tỉnh Sơn La", ["HĐND tỉnh Sơn La"]),
        ("Tỉnh ủy Sơn La", ["TỈNH ỦY SƠN LA", "Tỉnh uỷ Sơn La"]),
        ("Bộ Nội vụ", ["BỘ NỘI VỤ"]),
        (None, [None, ""]),
    ],
)
def test_a_unit_has_one_spelling(unit, spellings):
    assert {unit_of(words) for words in spellings} == {unit}
    assert unit_of(unit) == unit
