"""Generated graphs are consistent, realistic in shape, and the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bench.graphs import Generated, generate, write
from kg.graph import Graph
from kg.ids import Iri, make_iri
from kg.lint import lint
from kg.model import Instrument, Relation
from kg.store.files import INSTRUMENTS, MANIFEST, RELATIONS
from kg.store.jsonl import read_instruments, read_manifest, read_relations, record_of
from kg.vocab import load_vocabulary

SIZE, EDGES, YEAR = 3000, 18_000, 2090


def _generate(seed: int = 7) -> Generated:
    return generate(SIZE, EDGES, seed, first_year=YEAR)


@pytest.fixture(scope="module")
def instruments() -> dict[str, Instrument]:
    return {instrument.iri: instrument for instrument in _generate().instruments}


@pytest.fixture(scope="module")
def relations() -> list[Relation]:
    return list(_generate().relations)


def test_sizes_are_exact(instruments: dict[str, Instrument], relations: list[Relation]) -> None:
    assert len(instruments) == SIZE
    assert len(relations) == EDGES


def test_lint_finds_nothing(instruments: dict[str, Instrument], relations: list[Relation]) -> None:
    graph = Graph()
    for source in _generate().sources:
        graph.add_source(source)
    for instrument in instruments.values():
        graph.add_instrument(instrument)
    for relation in relations:
        graph.add_relation(relation)
    assert lint(graph, load_vocabulary()) == []
    assert len(graph) == SIZE, "no two instruments are one"
    assert len(graph.relations) == EDGES, "no two relations are one"


def test_written_files_hold_what_is_generated(tmp_path: Path) -> None:
    write(tmp_path, 500, 2000, 3, first_year=YEAR)
    made = generate(500, 2000, 3, first_year=YEAR)
    assert list(read_instruments(tmp_path / INSTRUMENTS)) == list(made.instruments)
    assert list(read_relations(tmp_path / RELATIONS)) == list(made.relations)
    key = str
    assert sorted(read_manifest(tmp_path / MANIFEST), key=key) == sorted(made.sources, key=key)


def test_lines_and_their_order_are_those_of_write_records(tmp_path: Path) -> None:
    write(tmp_path, 300, 1000, 3, first_year=YEAR)
    for name, read in ((INSTRUMENTS, read_instruments), (RELATIONS, read_relations)):
        values: list[Instrument] | list[Relation] = read(tmp_path / name)  # type: ignore[assignment]
        lines = [json.dumps(record_of(value), ensure_ascii=False) for value in values]
        assert (tmp_path / name).read_text(encoding="utf-8").splitlines() == sorted(lines)


def test_one_seed_one_graph(relations: list[Relation]) -> None:
    assert relations == list(_generate().relations)
    assert relations != list(_generate(seed=8).relations)


def test_years_begin_where_asked(instruments: dict[str, Instrument]) -> None:
    years = {i.date.year for i in instruments.values() if i.date}
    assert min(years) == YEAR
    assert max(years) == YEAR + 28


def test_iris_follow_from_the_fields(instruments: dict[str, Instrument]) -> None:
    for x in instruments.values():
        assert str(Iri.parse(x.iri)) == x.iri
        assert make_iri(type=x.type, issuer=x.issuer, date=x.date, number=x.number) == x.iri


def test_relations_lead_to_earlier_instruments(
    instruments: dict[str, Instrument], relations: list[Relation]
) -> None:
    for r in relations:
        later, earlier = instruments[r.source].date, instruments[r.target].date
        assert later is not None, "only recorded instruments act"
        assert earlier is None or earlier < later


def test_an_instrument_is_replaced_once_and_by_its_like(
    instruments: dict[str, Instrument], relations: list[Relation]
) -> None:
    ends = [r for r in relations if r.kind in ("replaces", "repeals") and r.scope == "whole"]
    assert max(Counter(r.target for r in ends).values()) == 1
    replacing = [r for r in ends if r.kind == "replaces"]
    assert len(replacing) > EDGES // 50
    for r in replacing:
        new, old = instruments[r.source], instruments[r.target]
        assert (new.type, new.issuer) == (old.type, old.issuer)


def test_ends_and_changes_state_their_evidence(relations: list[Relation]) -> None:
    for r in relations:
        if r.kind in ("amends", "replaces", "repeals", "suspends", "extends"):
            assert r.evidence


def test_all_kinds_occur_and_citations_lead(relations: list[Relation]) -> None:
    kinds = Counter(r.kind for r in relations)
    assert set(kinds) == set(load_vocabulary().relations)
    assert 0.35 < kinds["cites"] / EDGES < 0.55
    assert 0.2 < kinds["based_on"] / EDGES < 0.4


def test_few_instruments_get_most_relations(relations: list[Relation]) -> None:
    degrees = sorted(Counter(r.target for r in relations).values(), reverse=True)
    assert degrees[0] > EDGES // 50
    assert sum(degrees[: SIZE // 20]) > EDGES // 2


def test_numbers_recur_in_provinces_and_years(instruments: dict[str, Instrument]) -> None:
    issuers, years = defaultdict(set), defaultdict(set)
    for x in instruments.values():
        issuers[x.number].add(x.issuer)
        if x.date and x.issuer == "Thủ tướng Chính phủ":
            years[x.number].add(x.date.year)
    assert max(map(len, issuers.values())) > 10
    assert max(map(len, years.values())) > 3


def test_serials_rise_with_the_days(instruments: dict[str, Instrument]) -> None:
    series: dict[tuple[str, int], list[tuple[int, object]]] = defaultdict(list)
    for x in instruments.values():
        if x.type == "nghi-dinh" and x.date:
            series[x.issuer, x.date.year].append((int(x.number.split("/")[0]), x.date))
    assert series
    for numbered in series.values():
        days = [day for _, day in sorted(numbered)]
        assert days == sorted(days)  # type: ignore[type-var]


def test_undated_instruments_have_a_year_in_their_number(
    instruments: dict[str, Instrument],
) -> None:
    undated = [x for x in instruments.values() if x.date is None]
    assert undated
    assert all((x.attested and "/20" in x.number) or "/21" in x.number for x in undated)


def test_titles_vary_and_are_of_plausible_length(instruments: dict[str, Instrument]) -> None:
    titles = [x.title for x in instruments.values() if x.title]
    lengths = sorted(len(title.split()) for title in titles)
    assert len(set(titles)) > 0.8 * len(titles)
    assert lengths[len(lengths) // 10] >= 8
    assert lengths[9 * len(lengths) // 10] <= 30
