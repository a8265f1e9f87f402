"""The journal: what is not in a whole line of the ledger has never been."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ingest.pipeline.journal import Entry, Journal, Lines, lines_of
from ingest.records import Records
from ingest.sources.taken import Outcome
from kg.model import Source

DAY = date(2090, 1, 2)
SOURCE = Source(id="s", where="x,y", read_on=DAY, method="đọc", official=True)


def commit(journal: Journal, name: str) -> None:
    lines = lines_of(Records((SOURCE,)))._replace(instruments=f"{name}\n", relations=f"{name}!\n")
    journal.commit(
        [Entry(name, Outcome.IN, "iri", "0" * 64, "told"), Entry("b", Outcome.REFUSED, "vì sao")],
        [lines],
        counts=Counter({Outcome.IN: 1, Outcome.REFUSED: 1}),
        done=[name],
        taken=("t", 3),
    )


@pytest.mark.parametrize("torn", [b"", b"{", b'{"sizes": {}, "counts": {}', b"rubbish\n" * 90])
def test_a_torn_end_is_cut_off(tmp_path, torn):
    with Journal(tmp_path, read_on=DAY) as journal:
        commit(journal, "một")
    for path in tmp_path.iterdir():
        with path.open("ab") as file:
            file.write(torn)
    with Journal(tmp_path, read_on=date(2091, 1, 1)) as journal:
        assert journal.read_on == DAY, "the day of the run is that of its beginning"
        assert (journal.done, journal.taken) == ({"một"}, Counter(t=3))
        assert journal.counts == Counter({Outcome.IN: 1, Outcome.REFUSED: 1})
        assert journal.signatures == ["told"]
        commit(journal, "hai")
        assert journal.taken == Counter(t=6)
        assert [entry.detail for entry in journal.entries([Outcome.REFUSED])] == ["vì sao"] * 2
        assert list(journal.sources()) == [SOURCE] * 2
    assert (tmp_path / "instruments.jsonl").read_text("utf-8") == "một\nhai\n"
    assert (tmp_path / "relations.jsonl").read_text("utf-8") == "một!\nhai!\n"


def test_records_without_their_line_in_the_ledger_are_cut_off(tmp_path):
    with Journal(tmp_path, read_on=DAY) as journal:
        commit(journal, "một")
    ledger = (tmp_path / "ledger.jsonl").read_bytes()
    with Journal(tmp_path, read_on=DAY) as journal:
        commit(journal, "hai")
    (tmp_path / "ledger.jsonl").write_bytes(ledger + b'{"sizes"')
    with Journal(tmp_path, read_on=DAY) as journal:
        assert journal.done == {"một"}
    assert (tmp_path / "instruments.jsonl").read_text("utf-8") == "một\n"


def test_refusals_are_a_table(tmp_path):
    with Journal(tmp_path, read_on=DAY) as journal:
        commit(journal, "một")
        path = journal.write_refused()
    assert Path(path).read_text("utf-8-sig") == "where,reason\nb,vì sao\n"
    assert lines_of(Records()) == Lines()
