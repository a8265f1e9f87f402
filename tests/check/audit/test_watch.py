"""Which audited plans new data has made outdated."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from audited import AS_OF, draft, nearby, run
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import AFTER, BEFORE, ENDS, GUIDE, LIVING, NOW, OLD, folder_of_plans, graph_of
from test_judged_again import added, dropped, gone, moved, related, renamed

from check.audit.archive import Archive
from check.audit.watch import OUTDATED, Watch, watch
from check.finding import Severity
from kg.model import Relation


@pytest.fixture
def archive(tmp_path):
    root = folder_of_plans(tmp_path / "kế hoạch")
    with Archive(tmp_path / "kho.sqlite") as opened:
        run(root, opened, as_of=NOW, store=lambda: BEFORE)
        yield opened, root


def told(found: Watch) -> dict[str, set[tuple[str, str, str]]]:
    """Return what is told of each instrument: file, code, and whether it is there now."""
    return {
        group.iri or group.code: {
            (Path(row.document.path).stem, row.found.code, "there" if row.now else "gone")
            for row in group.rows
        }
        for group in found.groups
    }


OUTDATED_NOW = {
    ("sai", "VD201", "there"),
    ("sai (bản sao)", "VD201", "there"),
    ("không ngày", "VD201", "there"),
    ("đúng khi ban hành", OUTDATED, "there"),
}


def test_a_new_decree_makes_plans_outdated(archive):
    opened, root = archive
    assert watch(opened, BEFORE).groups == ()
    run(root, opened, as_of=NOW, store=lambda: AFTER)
    found = watch(opened, AFTER, after=1)
    assert told(found) == {OLD.iri: OUTDATED_NOW}
    group = found.groups[0]
    assert group.documents == found.outdated == 4
    assert group.status.since == ENDS
    assert (found.documents, found.unread, found.as_of) == (8, 0, NOW)
    assert [row.document.particulars.date for row in group.rows] == sorted(
        (row.document.particulars.date for row in group.rows), reverse=True
    )


def test_what_came_and_went_is_not_told(archive):
    opened, root = archive
    run(root, opened, as_of=NOW, store=lambda: AFTER)
    run(root, opened, as_of=NOW, store=lambda: BEFORE)
    assert watch(opened, BEFORE, after=1, everything=True).groups == ()
    found = watch(opened, BEFORE, after=2)
    assert told(found) == {OLD.iri: {(name, code, "gone") for name, code, _ in OUTDATED_NOW}}
    assert found.outdated == 0


def test_another_day_makes_plans_outdated_too(tmp_path):
    root = folder_of_plans(tmp_path / "a")
    with Archive(tmp_path / "kho.sqlite") as archive:
        run(root, archive, as_of=ENDS - timedelta(days=1), store=lambda: AFTER)
        run(root, archive, as_of=ENDS, store=lambda: AFTER)
        found = watch(archive, AFTER, after=1)
    assert ("đúng khi ban hành", OUTDATED, "there") in told(found)[OLD.iri]


def test_notes_are_left_out_and_counted(archive):
    opened, root = archive
    amended = Relation(kind="amends", source=GUIDE.iri, target=LIVING.iri, valid_from=ENDS)
    graph = graph_of(amended)
    run(root, opened, as_of=NOW, store=lambda: graph)
    found = watch(opened, graph, after=1)
    assert not found.groups
    all_of_it = watch(opened, graph, after=1, everything=True)
    assert found.left_out == sum(len(group.rows) for group in all_of_it.groups) > 0
    assert all_of_it.left_out == 0


def test_no_run_since(archive):
    opened, _ = archive
    found = watch(opened, BEFORE, after=1)
    assert (found.since, found.as_of, found.groups) == (None, None, ())


GRAPH, INSTRUMENTS = nearby(10)


def kept(archive: Archive) -> Counter[tuple[object, ...]]:
    return Counter(
        (document.path, f.code, f.iri, f.words, f.start)
        for document in archive.documents()
        for f in archive.findings(document.id)
    )


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_rows_are_the_difference_of_before_and_after(seed):
    """Whatever the data did, and in how many steps."""
    chance = random.Random(seed)  # noqa: S311
    with TemporaryDirectory() as folder, Archive(Path(folder) / "kho.sqlite") as archive:
        root = Path(folder) / "a"
        root.mkdir()
        for number in range(6):
            (root / f"{number}.txt").write_text(draft(chance, INSTRUMENTS), encoding="utf-8")
        (root / "bản sao.txt").write_bytes((root / "0.txt").read_bytes())
        run(root, archive, store=lambda: GRAPH)
        before, graph = kept(archive), GRAPH
        for _ in range(chance.randint(1, 3)):
            step = chance.choice([added, dropped, gone, moved, related, renamed])
            graph = step(graph, chance)
            run(root, archive, as_of=AS_OF, store=lambda graph=graph: graph)
        found = watch(archive, graph, after=1, everything=True)
        after = kept(archive)
        come: Counter[tuple[object, ...]] = Counter()
        went: Counter[tuple[object, ...]] = Counter()
        for group in found.groups:
            for row in group.rows:
                for one, into in ((row.now, come), (row.before, went)):
                    if one:
                        into[row.document.path, one.code, one.iri, one.words, one.start] += 1
        assert come == after - before
        assert went == before - after
        grave = watch(archive, graph, after=1)
        shown = [r for g in grave.groups for r in g.rows]
        assert all(
            any(f and (f.severity > Severity.INFO or f.code == OUTDATED) for f in (r.now, r.before))
            for r in shown
        )
