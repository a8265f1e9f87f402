"""The shipped records are strict, free of contradictions, and say what is known of the law."""

from __future__ import annotations

from datetime import date

import pytest

from kg.errors import RecordError
from kg.lint import lint
from kg.status import State, status
from kg.store import data_directory, open_graph
from kg.store.jsonl import record_of
from kg.vocab import load_vocabulary


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


def test_every_day_of_every_instrument_can_be_judged(graph):
    for year in range(2010, 2028):
        for x in graph.instruments:
            found = status(graph, x.iri, as_of=date(year, 7, 1))
            assert found.proof or found.state is State.UNKNOWN


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
    ],
)
def test_facts_of_the_law(graph, number, as_of, states):
    found = graph.by_number(number)
    if not found:
        pytest.skip(f"{number} is not in data/")
    day = date.fromisoformat(as_of)
    assert {status(graph, x.iri, as_of=day).state for x in found} <= states
