"""After any change of data or day the archive is what an audit of everything afresh would make."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from audited import AS_OF, SAMPLES, draft, nearby, part_of, run, said
from hypothesis import given, settings
from hypothesis import strategies as st

from check.audit.archive import Archive
from kg.graph import Graph
from kg.model import Attestation, Instrument, Relation, Source

GRAPH, INSTRUMENTS = nearby(12)
DAYS = [date(2019, 1, 1), date(2025, 3, 1), date(2025, 6, 30), date(2025, 7, 1), AS_OF]
DAYS.append(AS_OF + timedelta(days=400))


def drafts(root: Path, count: int, seed: int) -> Path:
    """Write drafts into a folder, among them the sample as text and as a package."""
    chance = random.Random(seed)  # noqa: S311
    root.mkdir()
    for number in range(count):
        path = root / f"{number:02d}.txt"
        path.write_text(draft(chance, INSTRUMENTS), encoding="utf-8")
    for kind in ("txt", "docx"):
        name = f"ke-hoach-cchc.{kind}"
        (root / name).write_bytes((SAMPLES / name).read_bytes())
    return root


Change = Callable[[Graph, random.Random], Graph]


def rebuilt(
    graph: Graph,
    *,
    relations: Callable[[Relation], Relation | None] = lambda r: r,
    instruments: Callable[[Instrument], Instrument] = lambda i: i,
    sources: Callable[[Source], Source] = lambda s: s,
    more: Callable[[Graph], None] = lambda g: None,
) -> Graph:
    new = Graph()
    for source in graph.sources.values():
        new.add_source(sources(source))
    for instrument in sorted(graph.instruments, key=lambda i: i.iri):
        new.add_instrument(instruments(instrument))
    for instrument in sorted(graph.instruments, key=lambda i: i.iri):
        for attestation in graph.attestations(instrument.iri):
            new.add_attestation(attestation)
    for relation in sorted(graph.relations, key=repr):
        changed = relations(relation)
        if changed is not None:
            new.add_relation(changed)
    more(new)
    return new


def dropped(graph: Graph, chance: random.Random) -> Graph:
    gone = chance.choice(sorted(graph.relations, key=repr))
    return rebuilt(graph, relations=lambda r: None if r == gone else r)


def moved(graph: Graph, chance: random.Random) -> Graph:
    """Another day and kind of a relation."""
    old = chance.choice(sorted(graph.relations, key=repr))
    day = chance.choice([None, *DAYS])
    kind = chance.choice(["replaces", "repeals", "amends", "suspends", old.kind])
    new = old._replace(valid_from=day, kind=kind)
    return rebuilt(graph, relations=lambda r: new if r == old else r)


def related(graph: Graph, chance: random.Random) -> Graph:
    source, target = chance.sample(sorted(i.iri for i in graph.instruments), 2)
    kind = chance.choice(["replaces", "repeals", "amends", "guides", "implements", "cites"])
    told = Relation(kind=kind, source=source, target=target, valid_from=chance.choice(DAYS))
    return rebuilt(graph, more=lambda g: g.add_relation(told) and None)


def renamed(graph: Graph, chance: random.Random) -> Graph:
    """Another title, effective day or period of an instrument."""
    one = chance.choice(sorted(graph.instruments, key=lambda i: i.iri))
    field, value = chance.choice(
        [("title", "Thử nghiệm tên khác hẳn"), ("effective", DAYS[1]), ("expires", DAYS[2])]
    )
    new = replace(one, **{field: value})
    return rebuilt(graph, instruments=lambda i: new if i.iri == one.iri else i)


def gone(graph: Graph, chance: random.Random) -> Graph:
    one = chance.choice(sorted(i.iri for i in graph.instruments))
    return part_of(graph, {i.iri for i in graph.instruments} - {one})


def added(graph: Graph, chance: random.Random) -> Graph:
    """One more instrument with the number of another, and another day."""
    one = chance.choice(sorted(graph.instruments, key=lambda i: i.iri))
    day = date(2024, 5, chance.randint(1, 28))
    head, _, number = one.iri.rpartition("/")
    twin = replace(one, iri=f"{head.rpartition('/')[0]}/{day}/{number}", date=day)
    return rebuilt(graph, more=lambda g: g.add_instrument(twin) and None)


def resourced(graph: Graph, chance: random.Random) -> Graph:
    one = chance.choice(sorted({i for r in graph.relations for i in r.sources}))
    return rebuilt(
        graph, sources=lambda s: s._replace(where="nơi khác", read_on=AS_OF) if s.id == one else s
    )


def attested(graph: Graph, chance: random.Random) -> Graph:
    one = chance.choice(sorted(i.iri for i in graph.instruments))
    told = Attestation(one, "date", "2020-02-02", ((sorted(graph.sources)[0], 40),))
    return rebuilt(graph, more=lambda g: g.add_attestation(told))


def unchanged(graph: Graph, chance: random.Random) -> Graph:
    del chance
    return graph


CHANGES = [dropped, moved, related, renamed, gone, added, resourced, attested, unchanged]


@settings(max_examples=15)
@given(
    st.integers(0, 10_000),
    st.lists(st.tuples(st.sampled_from(CHANGES), st.sampled_from(DAYS)), min_size=1, max_size=3),
)
def test_the_archive_is_as_if_made_afresh(seed, steps):
    chance, graph = random.Random(seed), GRAPH  # noqa: S311
    with TemporaryDirectory() as folder:
        root = drafts(Path(folder) / "kế hoạch", 6, seed)
        with Archive(Path(folder) / "kept.sqlite") as archive:
            run(root, archive, store=lambda: graph, as_of=chance.choice(DAYS))
            for step, (change, as_of) in enumerate(steps):
                graph = change(graph, chance)
                before = findings(archive)
                kept = run(root, archive, store=lambda graph=graph: graph, as_of=as_of)
                assert kept.read == 0
                with Archive(Path(folder) / f"fresh-{step}.sqlite") as fresh:
                    run(root, fresh, store=lambda graph=graph: graph, as_of=as_of)
                    assert said(archive) == said(fresh)
                assert changes(archive, kept.id) == difference(before, findings(archive))


def findings(archive: Archive) -> Counter[tuple[object, ...]]:
    texts = [document.id for document in archive.documents() if document.copy_of is None]
    return Counter(key(text, found) for text in texts for found in archive.findings(text))


def key(text, found):
    return text, found.code, found.iri, found.words, found.start


def difference(before, after):
    return Counter({(k, False): n for k, n in (after - before).items()}) + Counter(
        {(k, True): n for k, n in (before - after).items()}
    )


def changes(archive, number):
    told = archive.changes(after=number - 1)
    return Counter((key(c.text, c.found), c.gone) for c in told)


def test_only_what_a_change_touches_is_judged_again(tmp_path):
    root = drafts(tmp_path / "kế hoạch", 40, 3)
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive, store=lambda: GRAPH)
        cited = Counter(
            c.iri for d in archive.documents() for c in {*archive.citations(d.id)} if c.iri
        )
        iri = min(cited, key=lambda iri: (cited[iri], iri))
        new = replace(GRAPH.instrument(iri), expires=date(2020, 1, 1))
        changed = rebuilt(GRAPH, instruments=lambda i: new if i.iri == iri else i)
        again = run(root, archive, store=lambda: changed)
        assert 0 < again.judged < 20
        assert again.judged + again.kept == 42
        assert {c.text for c in archive.changes()} <= set(archive.citing(iri))


def test_a_new_text_in_the_data_changes_no_verdict_but_what_messages_tell_of_the_data(tmp_path):
    root = drafts(tmp_path / "kế hoạch", 5, 4)
    (root / "lạ.txt").write_text("Theo Nghị định số 01/2090/NĐ-CP.", encoding="utf-8")
    more = Instrument(
        iri="/akn/vn/act/nghi-dinh/chinh-phu/2091-01-01/99-2091-nd-cp",
        type="nghi-dinh",
        number="99/2091/NĐ-CP",
        issuer="Chính phủ",
        date=date(2091, 1, 1),
        title="Về việc thử",
    )
    grown = rebuilt(GRAPH, more=lambda g: g.add_instrument(more) and None)
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive, store=lambda: GRAPH)
        again = run(root, archive, store=lambda: grown)
        unknown = [f for d in archive.documents() for f in archive.findings(d.id)]
        messages = [f.message_vi for f in unknown if f.code == "VD101"]
    assert again.judged == 0
    assert messages
    assert all(f"({len(grown)} văn bản" in message for message in messages)


@pytest.mark.parametrize("what", ["rules", "version"])
def test_other_rules_or_code_judge_everything_again_from_the_archive(tmp_path, monkeypatch, what):
    root = drafts(tmp_path / "kế hoạch", 3, 6)
    with Archive(tmp_path / "a.sqlite") as archive:
        run(root, archive, store=lambda: GRAPH)
        rules = ("VD103", "VD201") if what == "rules" else ()
        if what == "version":
            monkeypatch.setattr("check.audit.run.code_version", lambda: "0+1")
        for path in root.iterdir():
            path.touch()
        again = run(root, archive, store=lambda: GRAPH, **({"rules": rules} if rules else {}))
        with Archive(tmp_path / "b.sqlite") as fresh:
            run(root, fresh, store=lambda: GRAPH, **({"rules": rules} if rules else {}))
            assert said(archive) == said(fresh)
    assert (again.judged, again.kept, again.read) == (5, 0, 0)
