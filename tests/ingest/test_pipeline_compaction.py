"""Runs beyond the number of segments allowed are joined, and nothing is taken in twice."""

from __future__ import annotations

import pytest
from archives import ABOUT, place_in, plan, said

from ingest.pipeline import How, ingest
from ingest.sources.taken import Outcome
from kg.store.files import segments

HERE = How(jobs=0)


@pytest.fixture(autouse=True)
def few(monkeypatch):
    monkeypatch.setattr("kg.store.segments.MOST", 3)
    monkeypatch.setattr("kg.store.segments._KEPT", 2)


def test_a_text_a_day(tmp_path):
    place, once = place_in(tmp_path / "a"), place_in(tmp_path / "b")
    paths = [tmp_path / f"{n}.txt" for n in range(6)]
    for n, path in enumerate(paths):
        path.write_text(plan(n), encoding="utf-8")
        assert ingest([path], place, ABOUT, HERE).segment.is_dir()
        assert len(segments(place.user_dir)) <= 4
    ingest(paths, once, ABOUT, HERE)
    # What a later run finds in the graph it does not add again, so sources of nodes may differ.
    assert said(place)[1:3] == said(once)[1:3], "relations and attestations"
    assert {i.iri for i in place.open_store().instruments} == {
        i.iri for i in once.open_store().instruments
    }
    assert ingest(paths, place, ABOUT, HERE).counts == {Outcome.KNOWN: 6}
