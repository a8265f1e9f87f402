"""One text in a process of its own: what it gives, and what must not stop the others."""

from __future__ import annotations

import pytest
from archives import ABOUT, DECREE, place_in, plan

from ingest.pipeline.texts import Reading, _check_ends, begin, take
from ingest.records import Records
from ingest.sources.taken import Outcome, sha256
from kg.errors import RecordError
from kg.graph import Graph
from kg.model import Attestation, Relation


def test_a_text_gives_lines_its_instrument_and_what_it_attests(tmp_path):
    path = tmp_path / "kế hoạch.txt"
    path.write_text(plan(2), encoding="utf-8")
    place = place_in(tmp_path)
    reading = Reading(ABOUT, frozenset(), place.open_store)
    (text,) = begin(reading)(path)
    assert text.entry.outcome is Outcome.IN
    assert text.entry.detail.endswith("2095-08-03/3-kh-ubnd")
    assert text.entry.sha256 == sha256(path)
    assert text.lines.instruments.count("\n") >= 3
    assert text.lines.attestations == ""
    assert '"field": "date"' in text.attested
    known = reading._replace(known=frozenset({sha256(path)}))
    assert take(path, Graph(), known)[0].entry.outcome is Outcome.KNOWN


def test_a_file_that_is_gone_is_told(tmp_path):
    reading = Reading(ABOUT, frozenset(), Graph)
    (text,) = take(tmp_path / "đi rồi.txt", Graph(), reading)
    assert text.entry.outcome is Outcome.UNREAD
    assert text.entry.detail


@pytest.mark.parametrize(
    "records",
    [
        Records(relations=(Relation("cites", DECREE.iri, "/akn/vn/act/x/y/undated/z"),)),
        Records(attestations=(Attestation("/akn/vn/act/x/y/undated/z", "date", "2090-01-01"),)),
    ],
)
def test_records_that_refer_to_nothing_are_refused_with_their_text(records):
    with pytest.raises(RecordError, match="undated/z"):
        _check_ends(records._replace(instruments=(DECREE,)), Graph())
