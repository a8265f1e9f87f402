"""Folders of drafts, small graphs, and what an archive says, for the tests of audits."""

from __future__ import annotations

import random
import time
from array import array
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from check.audit.archive import Archive
from check.audit.judging import Given
from check.audit.pool import How
from check.audit.record import Run
from check.audit.run import audit
from check.registry import all_rules
from check.wording import day, type_word
from ingest.readers.together import documents_together
from ingest.sources.folder import documents_below
from kg.contract import Store
from kg.graph import Graph
from kg.model import Instrument
from kg.store import open_graph

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
RULES = tuple(rule.code for rule in all_rules())
AS_OF = date(2026, 7, 1)
HERE = How(jobs=0)


def run(
    root: Path,
    archive: Archive | Path,
    *,
    as_of: date = AS_OF,
    store: Any = open_graph,
    how: How = HERE,
    rules: tuple[str, ...] = RULES,
    read: Any = documents_together,
) -> Run:
    """Audit a folder with the shipped graph or another one."""
    if isinstance(archive, Path):
        with Archive(archive) as opened:
            return run(root, opened, as_of=as_of, store=store, how=how, rules=rules, read=read)
    given = Given(read, store, as_of, rules)
    return audit(root, documents_below(root), archive, given, how, started="2026-07-01T08:00:00")


def said(archive: Archive | Path, *, asked: bool = True) -> dict[str, Any]:
    """Return all that an archive says of documents, by path, without numbers of texts and runs."""
    if isinstance(archive, Path):
        with Archive(archive) as opened:
            return said(opened, asked=asked)
    told: dict[str, Any] = {"unread": list(archive.unread())}
    for document in archive.documents():
        told[document.path] = (
            document._replace(id=0),
            archive.citations(document.id),
            archive.findings(document.id),
            rests_on(archive, document.id) if asked else None,
        )
    return told


def rests_on(archive: Archive, text: int) -> dict[str, bytes]:
    """Return the questions that a verdict rests on, with the digests of their answers."""
    one = archive.connection.execute
    ids = array("q", one("SELECT asked FROM verdict WHERE text = ?", (text,)).fetchone()[0])
    found = (one("SELECT key, answer FROM question WHERE id = ?", (i,)).fetchone() for i in ids)
    return dict(sorted(found))


def nearby(count: int, seed: int = 5) -> tuple[Graph, list[Instrument]]:
    """Return a part of the shipped graph: what the sample cites and more, two steps around."""
    whole, chance = open_graph(), random.Random(seed)  # noqa: S311
    chosen = {i.iri for n in _NUMBERS for i in whole.by_number(n)}
    busy = sorted({r.target for r in whole.relations if r.kind in ("replaces", "amends")})
    chosen.update(chance.sample(busy, count))
    for _ in range(2):
        chosen.update(*(ends(whole, iri) for iri in sorted(chosen)))
    return part_of(whole, chosen), [whole.instrument(iri) for iri in sorted(chosen)]


_NUMBERS = ("61/2018/NĐ-CP", "118/2025/NĐ-CP", "76/NQ-CP", "42/2022/NĐ-CP", "30/2020/NĐ-CP")


def ends(store: Store, iri: str) -> set[str]:
    found = [*store.incoming(iri), *store.outgoing(iri)][:12]
    return {end for relation in found for end in (relation.source, relation.target)}


def part_of(whole: Store, iris: Iterable[str]) -> Graph:
    """Return a graph of some instruments, with what is said of them and what joins them."""
    chosen = set(iris)
    graph = Graph()
    for source in whole.sources.values():
        graph.add_source(source)
    for iri in sorted(chosen):
        graph.add_instrument(whole.instrument(iri))
    for iri in sorted(chosen):
        for attestation in whole.attestations(iri):
            graph.add_attestation(attestation)
        for relation in whole.outgoing(iri):
            if relation.target in chosen:
                graph.add_relation(relation)
    return graph


def draft(chance: random.Random, instruments: list[Instrument]) -> str:
    """Return a draft that cites some instruments, rightly and wrongly, dated or not."""
    place = chance.choice(["Sơn La", "Hà Nội", "Bình Định"])
    signed = date(chance.randint(2017, 2026), chance.randint(1, 12), chance.randint(1, 28))
    when = f"{place}, ngày {signed.day:02d} tháng {signed.month} năm {signed.year}"
    lines = [
        f"ỦY BAN NHÂN DÂN TỈNH {place.upper()}",
        f"Số: {chance.randint(1, 300)}/KH-UBND",
        when if chance.random() < 0.8 else "",
        "KẾ HOẠCH\nThực hiện nhiệm vụ thử nghiệm\n",
    ]
    chosen = chance.sample(instruments, min(len(instruments), chance.randint(2, 9)))
    lines += [f"{chance.choice(_LEADS)} {_cited(i, chance)};" for i in chosen]
    lines.append(chance.choice(_CLOSES))
    return "\n".join(lines) + "\n"


_LEADS = (
    "Căn cứ",
    "Tiếp tục thực hiện",
    "Kết quả thực hiện giai đoạn 2016-2020 theo",
    "1. Các đơn vị triển khai khoản 2 Điều 5",
)
_CLOSES = (
    "Sở Thông tin và Truyền thông chủ trì, phối hợp.",
    "Nâng tỷ lệ dịch vụ công trực tuyến mức độ 3, mức độ 4.",
    "Các sở, ngành tổ chức thực hiện./.",
)


def _cited(instrument: Instrument, chance: random.Random) -> str:
    number, signed = instrument.number or "01/2090/NĐ-CP", instrument.date
    if chance.random() < 0.15:
        number = number.replace("1", "7", 1)
    words = f"{type_word(instrument)} số {number}"
    if signed is not None and chance.random() < 0.8:
        if chance.random() < 0.15:
            signed = signed.replace(day=signed.day % 28 + 1)
        words += f" ngày {day(signed)}"
    if chance.random() < 0.7:
        words += f" của {instrument.issuer}"
    return words + (f" về {instrument.title}" if instrument.title and chance.random() < 0.4 else "")


def slowly(paths: Any, contents: Any) -> Any:
    """Read files as ever, each some milliseconds longer."""
    time.sleep(0.02)
    yield from documents_together(paths, contents)
