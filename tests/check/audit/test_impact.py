"""Which plans cite an instrument and what each must change, from the archive of an audit."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from audited import draft, nearby, run
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import (
    AFTER,
    BEFORE,
    ENDS,
    GUIDE,
    LIVING,
    NEW,
    NOW,
    OLD,
    TWINS,
    folder_of_plans,
    graph_of,
    write,
)  # fmt: skip

from check.audit.archive import Archive
from check.audit.impact import Impact, impact
from check.audit.need import Need, Why
from check.finding import Severity
from kg.errors import IdentifierError
from kg.state import ENDED, State
from kg.status import status


@pytest.fixture
def archive(tmp_path):
    root = folder_of_plans(tmp_path / "kế hoạch")
    with Archive(tmp_path / "kho.sqlite") as opened:
        run(root, opened, as_of=NOW, store=lambda: AFTER)
        yield opened


def by_file(found: Impact) -> dict[str, tuple[Need, Why]]:
    return {Path(row.document.path).stem: (row.need, row.why) for row in found.rows}


def test_what_each_plan_needs(archive):
    found = impact(archive, AFTER, OLD.iri, as_of=NOW)
    assert by_file(found) == {
        "sai": (Need.CORRECT, Why.FAULT),
        "sai (bản sao)": (Need.CORRECT, Why.FAULT),
        "đúng khi ban hành": (Need.RENEW, Why.ENDED_SINCE),
        "không ngày": (Need.RENEW, Why.UNDATED),
        "nhìn lại": (Need.NONE, Why.PAST),
        "nghị định": (Need.NONE, Why.OWN_ACT),
    }
    assert [row.need for row in found.rows] == sorted(row.need for row in found.rows)
    for row in found.rows:
        assert (NEW.number in (row.proposal or "")) == (row.need in (Need.CORRECT, Need.RENEW))
    assert {need: found.count(need) for need in Need} == dict(zip(Need, (2, 2, 0, 2), strict=True))
    assert found.documents == 8
    assert found.status.state is State.REPLACED
    assert found.same_data
    assert found.judged == NOW


def test_before_the_last_day_nothing_need_be_renewed(archive):
    found = impact(archive, AFTER, OLD.iri, as_of=ENDS - timedelta(days=1))
    assert by_file(found)["đúng khi ban hành"] == (Need.NONE, Why.IN_FORCE)
    found = impact(archive, AFTER, OLD.iri, as_of=ENDS)
    assert by_file(found)["đúng khi ban hành"] == (Need.RENEW, Why.ENDED_SINCE)


def test_who_cites_what_carries_it_out(archive):
    assert "hướng dẫn" not in by_file(impact(archive, AFTER, OLD.iri, as_of=NOW))
    found = impact(archive, AFTER, OLD.iri, as_of=NOW, through=True)
    row = next(row for row in found.rows if row.iri == GUIDE.iri)
    assert by_file(found)["hướng dẫn"] == (Need.LOOK, Why.PARENT_ENDED)
    assert not row.direct
    assert row.via == ()
    living = impact(archive, BEFORE, OLD.iri, as_of=NOW, through=True)
    assert by_file(living)["hướng dẫn"] == (Need.NONE, Why.IN_FORCE)


def test_a_number_of_several_is_to_be_looked_at_for_each(archive):
    for one in TWINS:
        found = impact(archive, AFTER, one.iri, as_of=NOW)
        assert by_file(found) == {"trùng số": (Need.LOOK, Why.UNRESOLVED)}


def test_verdicts_of_other_data_are_told(archive):
    found = impact(archive, BEFORE, OLD.iri, as_of=NOW)
    kinds = by_file(found)
    assert kinds["nhìn lại"] == (Need.LOOK, Why.OTHER_DATA)
    assert kinds["đúng khi ban hành"][0] is Need.NONE


def test_a_rule_that_was_not_applied_says_nothing(tmp_path):
    root = folder_of_plans(tmp_path / "a")
    with Archive(tmp_path / "kho.sqlite") as archive:
        run(root, archive, as_of=NOW, store=lambda: AFTER, rules=("VD103",))
        found = by_file(impact(archive, AFTER, OLD.iri, as_of=NOW))
    assert found["sai"] == (Need.LOOK, Why.NOT_JUDGED)
    assert found["đúng khi ban hành"] == (Need.RENEW, Why.ENDED_SINCE)


def test_another_of_the_same_number_has_not_ended_it(tmp_path):
    """A document with the number of the decree that ended it, but of another day, is another."""
    root = tmp_path / "a"
    write(
        root / "x.txt", date(2095, 6, 3), f"Thực hiện Nghị định số {OLD.number}.", number=NEW.number
    )
    with Archive(tmp_path / "kho.sqlite") as archive:
        run(root, archive, as_of=NOW, store=lambda: AFTER)
        assert by_file(impact(archive, AFTER, OLD.iri, as_of=NOW))["x"][0] is Need.RENEW


def test_cited_by_nobody_and_not_in_the_graph(archive):
    assert impact(archive, AFTER, NEW.iri, as_of=NOW).rows[0].document.path.endswith("nhìn lại.txt")
    graph = graph_of(without=[LIVING])
    with pytest.raises(IdentifierError):
        impact(archive, graph, LIVING.iri, as_of=NOW)


# Any archive

GRAPH, INSTRUMENTS = nearby(12)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    import random

    folder, chance = tmp_path_factory.mktemp("nháp"), random.Random(3)  # noqa: S311
    root = folder / "a"
    root.mkdir()
    for number in range(40):
        (root / f"{number}.txt").write_text(draft(chance, INSTRUMENTS), encoding="utf-8")
    (root / "bản sao.txt").write_bytes((root / "0.txt").read_bytes())
    with Archive(folder / "kho.sqlite") as archive:
        run(root, archive, store=lambda: GRAPH)
        yield archive


@settings(max_examples=40, deadline=None)
@given(
    one=st.sampled_from(INSTRUMENTS),
    as_of=st.dates(date(2019, 1, 1), date(2027, 1, 1)),
    through=st.booleans(),
)
def test_every_citation_is_told_once_with_its_need(mixed, one, as_of, through):
    found = impact(mixed, GRAPH, one.iri, as_of=as_of, through=through)
    iri = GRAPH.canonical(one.iri)
    cited = Counter(
        (document.path, c.start)
        for document in mixed.documents()
        for c in mixed.citations(document.id)
        if c.iri == iri
    )
    assert Counter((r.document.path, r.cited.start) for r in found.rows if r.iri == iri) == cited
    assert sum(found.count(need) for need in Need) == len({r.document.path for r in found.rows})
    for row in found.rows:
        worst = max((f.severity for f in row.findings), default=Severity.INFO)
        if row.need is Need.CORRECT:
            assert worst > Severity.INFO
        if row.need is Need.NONE:
            assert worst is Severity.INFO
            assert row.proposal is None
        if row.why in (Why.IN_FORCE, Why.AMENDED_SINCE):
            day = max(as_of, row.document.particulars.date)
            assert status(GRAPH, row.iri, as_of=day).state is State.IN_FORCE
        if row.why is Why.ENDED_SINCE:
            assert row.then.state not in ENDED
            assert row.now.state in ENDED
