"""The shipped records are strict, free of contradictions, and say what is known of the law."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import RecordError
from kg.ids import read_number
from kg.lint import lint
from kg.status import State, status
from kg.store import data_directory, open_graph
from kg.store.jsonl import record_of
from kg.vocab import load_vocabulary

CODIFIED = "phap-dien"
FOUND_ALIVE = {
    "91/2015/QH13",
    "47/2019/QH14",
    "55/2011/NĐ-CP",
    "92/2017/NĐ-CP",
    "145/2020/NĐ-CP",
    "35/2022/NĐ-CP",
    "56/2024/NĐ-CP",
    "120/2006/QĐ-TTg",
}
"""What was looked up one by one: nothing that ends it was found."""


def one(graph, number):
    (found,) = graph.by_number(number)
    return found


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    try:
        data_directory()
    except RecordError:
        pytest.skip("data/ is missing")
    return open_graph(cache=tmp_path_factory.mktemp("cache"))


def test_the_records_do_not_contradict_themselves(graph):
    assert [problem.message("en") for problem in lint(graph, load_vocabulary())] == []


def test_every_record_is_in_one_file_once(graph):
    lines = (data_directory() / "instruments.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(graph), "no record merges into another"
    assert all(record_of(x)["iri"] in graph for x in graph.instruments)


def test_every_instrument_can_be_judged(graph):
    for day in (date(2012, 7, 1), date(2020, 7, 1), date(2026, 7, 1)):
        for x in graph.instruments:
            found = status(graph, x.iri, as_of=day)
            assert found.proof or found.state is State.UNKNOWN


def test_the_official_codification_is_in(graph):
    codified = [x for x in graph.instruments if CODIFIED in x.sources.get("number", ())]
    assert len(codified) > 5_400
    assert not any(x.attested for x in codified)


def test_days_fit_the_number(graph):
    dated = [x for x in graph.instruments if x.date and read_number(x.number).year]
    assert [x.number for x in dated if x.date.year != read_number(x.number).year] == []


def test_an_instrument_starts_on_its_day_or_later(graph):
    known = [x for x in graph.instruments if x.date and x.effective]
    assert [x.number for x in known if x.effective < x.date] == []


def test_the_codification_alone_calls_nothing_old_in_force(graph):
    """It lags behind on ends, so its first days stand only where something else speaks for them."""
    alone = [
        x
        for x in graph.instruments
        if x.sources.get("effective") == (CODIFIED,) and (x.date or date.min) < date(2025, 7, 1)
    ]
    assert alone
    for x in alone:
        incoming = graph.incoming(x.iri)
        ended = any(r.kind in ("replaces", "repeals") and r.scope == "whole" for r in incoming)
        acting = [graph.instrument(r.source).date for r in incoming if set(r.sources) != {CODIFIED}]
        alive = any(day and day.year == 2026 for day in acting) or x.number in FOUND_ALIVE
        assert ended or alive, x.number


def test_what_is_left_out_is_kept_as_said(graph):
    x = one(graph, "36/2021/TT-BLĐTBXH")
    assert x.effective is None
    assert "2022-02-20" in {a.value for a in graph.attestations(x.iri) if a.field == "effective"}


def test_evidence_is_short(graph):
    assert [r for r in graph.relations if len(r.evidence or "") > 200] == []


@pytest.mark.parametrize("number", ["02/2025/NĐ-CP", "01/2018/NĐ-CP", "55/2010/QH12"])
def test_two_instruments_of_one_number_stay_two(graph, number):
    found = graph.by_number(number)
    assert len({x.date for x in found}) == 2


@pytest.mark.parametrize(
    ("number", "as_of", "states"),
    [
        ("61/2018/NĐ-CP", "2025-06-30", {State.IN_FORCE}),
        ("61/2018/NĐ-CP", "2025-07-01", {State.REPLACED}),
        ("107/2021/NĐ-CP", "2025-08-20", {State.REPLACED}),
        ("118/2025/NĐ-CP", "2025-06-15", {State.NOT_YET_IN_FORCE}),
        ("118/2025/NĐ-CP", "2025-07-01", {State.IN_FORCE}),
        ("30C/NQ-CP", "2022-05-01", {State.PERIOD_ENDED}),
        ("112/2020/NĐ-CP", "2025-10-01", {State.PARTLY_EXPIRED}),
        ("58/2010/QH12", "2026-09-01", {State.REPLACED}),
        ("65/2025/QH15", "2025-04-15", {State.IN_FORCE}),
        ("30/2020/NĐ-CP", "2020-03-05", {State.IN_FORCE}),
        ("01/2023/TT-VPCP", "2025-09-01", {State.IN_FORCE, State.UNKNOWN}),
        ("43/2011/NĐ-CP", "2024-01-01", {State.REPLACED}),
        ("43/2013/QH13", "2024-01-01", {State.REPLACED}),
        ("58/2014/QH13", "2025-07-01", {State.REPLACED}),
        ("38/2019/QH14", "2026-07-01", {State.REPLACED}),
        ("61/2020/QH14", "2026-03-01", {State.PARTLY_EXPIRED}),
        ("61/2020/QH14", "2026-07-01", {State.REPLACED}),
        ("30/2016/NĐ-CP", "2025-08-01", {State.PARTLY_EXPIRED}),
        ("30/2016/NĐ-CP", "2026-01-01", {State.REPEALED}),
        ("10/2012/QH13", "2021-01-01", {State.REPLACED}),
        ("41/2024/QH15", "2025-06-01", {State.NOT_YET_IN_FORCE}),
        ("41/2024/QH15", "2025-07-01", {State.IN_FORCE}),
        ("45/2019/QH14", "2026-01-01", {State.IN_FORCE}),
        ("36/2021/TT-BLĐTBXH", "2026-01-01", {State.UNKNOWN}),
    ],
)
def test_facts_of_the_law(graph, number, as_of, states):
    found = graph.by_number(number)
    if not found:
        pytest.skip(f"{number} is not in data/")
    day = date.fromisoformat(as_of)
    assert {status(graph, x.iri, as_of=day).state for x in found} <= states
