"""Whether the graph contradicts itself: the rules VD901 to VD912 of ``viendan lint-data``."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.contract import Store
from kg.errors import IdentifierError
from kg.ids import UNNUMBERED, Iri, number_key, read_number
from kg.model import Instrument, Relation
from kg.text import slug
from kg.vocab import Vocabulary

#: Code to slug and what is wrong, in Vietnamese and English.
RULES: dict[str, tuple[str, str, str]] = {
    "VD901": (
        "graph-unknown-kind",
        "Loại quan hệ hoặc loại văn bản không có trong từ vựng",
        "A kind of relation or type of instrument is not in the vocabulary",
    ),
    "VD902": (
        "graph-no-inverse",
        "Loại quan hệ thiếu chiều ngược hoặc thiếu tên gọi",
        "A kind of relation lacks its inverse or a label",
    ),
    "VD903": (
        "graph-date-order",
        "Ngày tháng trái thứ tự",
        "Days are out of order",
    ),
    "VD904": (
        "graph-cycle",
        "Văn bản thay thế hoặc bãi bỏ nhau thành vòng",
        "Instruments replace or repeal each other in a circle",
    ),
    "VD905": (
        "graph-identifier",
        "Mã định danh không khớp với nội dung",
        "An IRI is malformed or disagrees with the fields",
    ),
    "VD906": (
        "graph-unsourced",
        "Trường hoặc quan hệ không có nguồn",
        "A field or relation has no source",
    ),
    "VD907": (
        "graph-unknown-source",
        "Nguồn không có trong danh mục nguồn",
        "A source is not in the manifest",
    ),
    "VD908": (
        "graph-spelling",
        "Chữ không ở dạng NFC hoặc dùng Ð thay cho Đ",
        "Text is not in NFC or has an eth for Đ",
    ),
    "VD909": (
        "graph-duplicate",
        "Một văn bản có hai bản ghi",
        "One instrument has two records",
    ),
    "VD910": (
        "graph-self-relation",
        "Văn bản có quan hệ với chính nó",
        "An instrument is related to itself",
    ),
    "VD911": (
        "graph-part",
        "Quan hệ một phần không nêu phần nào, hoặc ngược lại",
        "A relation to a part does not say which, or one to the whole names parts",
    ),
    "VD912": (
        "graph-repeated-source",
        "Một nguồn được nêu hai lần",
        "A source is named twice",
    ),
}
_SOURCED = ("number", "issuer", "date", "title", "effective", "expires")
_KINDS = ("qppl", "administrative", "party")
_LOOK_ALIKES = frozenset("\u00d0\u0189\u00f0\u0256")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One contradiction: its code, the record it is in, and the values that contradict."""

    code: str
    where: str
    detail: str

    def message(self, lang: str = "vi") -> str:
        """Return the problem in words, ``vi`` or ``en``."""
        _, vi, en = RULES[self.code]
        return f"{self.where}: {vi if lang == 'vi' else en}: {self.detail}."


def lint(graph: Store, vocabulary: Vocabulary) -> list[Problem]:
    """Return every problem of the graph, ordered by code and record."""
    problems = list(_kinds(vocabulary))
    for instrument in graph.instruments:
        for rule in _OF_INSTRUMENT:
            problems += rule(instrument, graph, vocabulary)
    for relation in graph.relations:
        for check in _OF_RELATION:
            problems += check(relation, graph, vocabulary)
    problems += _attestations(graph)
    problems += _duplicates(graph)
    problems += _cycles(graph, vocabulary)
    return sorted(set(problems))


def _kinds(vocabulary: Vocabulary) -> Iterator[Problem]:
    names: set[str] = set()
    for kind in vocabulary.relations.values():
        labels = (kind.inverse, kind.vi, kind.en, kind.inverse_vi, kind.inverse_en)
        if not all(labels):
            yield Problem(code="VD902", where=kind.id, detail=repr(labels))
        for name in {kind.id, kind.inverse}:
            if name in names:
                yield Problem(code="VD902", where=kind.id, detail=f"{name} ×2")
            names.add(name)


def _known_type(x: Instrument, graph: Store, vocabulary: Vocabulary) -> Iterator[Problem]:
    if x.type not in vocabulary.types:
        yield Problem(code="VD901", where=x.iri, detail=repr(x.type))
    if x.kind not in _KINDS:
        yield Problem(code="VD901", where=x.iri, detail=repr(x.kind))


def _days(x: Instrument, graph: Store, vocabulary: Vocabulary) -> Iterator[Problem]:
    stated = [(n, getattr(x, n)) for n in ("date", "effective", "expires") if getattr(x, n)]
    for (before, first), (after, second) in pairwise(stated):
        if second < first:
            yield Problem(code="VD903", where=x.iri, detail=f"{before} {first} > {after} {second}")
    year = read_number(x.number).year
    if x.date and year and x.date.year != year:
        yield Problem(code="VD903", where=x.iri, detail=f"date {x.date}, number {x.number}")


def _identifier(x: Instrument, graph: Store, vocabulary: Vocabulary) -> Iterator[Problem]:
    try:
        iri = Iri.parse(x.iri)
    except IdentifierError as error:
        yield Problem(code="VD905", where=x.iri, detail=str(error))
        return
    numbers = {slug(x.number)} if x.number else _names(x)
    pairs = (
        ("type", iri.type, x.type == iri.type),
        ("issuer", iri.issuer, slug(x.issuer) == iri.issuer),
        ("date", iri.date, x.date == iri.date),
        ("number", iri.number, iri.number in numbers or _unnumbered(x, iri)),
    )
    for name, part, agrees in pairs:
        if not agrees:
            detail = f"{name} {getattr(x, name)!s}, IRI {part!s}"
            yield Problem(code="VD905", where=x.iri, detail=detail)


def _unnumbered(x: Instrument, iri: Iri) -> bool:
    """Return whether the IRI tells an ingested document without number from others by its hash."""
    return not x.number and iri.number.startswith(f"{UNNUMBERED}-")


def _names(x: Instrument) -> set[str]:
    """Return what may stand for the number of an instrument that has none."""
    return {UNNUMBERED, slug(x.title or UNNUMBERED), str(x.date.year if x.date else UNNUMBERED)}


def _sourced(x: Instrument, graph: Store, vocabulary: Vocabulary) -> Iterator[Problem]:
    for name in _SOURCED:
        if getattr(x, name) not in (None, "") and not x.sources.get(name):
            yield Problem(code="VD906", where=x.iri, detail=name)
    for name, ids in x.sources.items():
        if len(set(ids)) < len(ids):
            yield Problem(code="VD912", where=x.iri, detail=f"{name}: {ids!r}")
        for id_ in ids:
            if id_ not in graph.sources:
                yield Problem(code="VD907", where=x.iri, detail=f"{name}: {id_!r}")


def _spelling(x: Instrument, graph: Store, vocabulary: Vocabulary) -> Iterator[Problem]:
    for name in ("number", "issuer", "title", "territory"):
        if fault := _misspelt(getattr(x, name)):
            yield Problem(code="VD908", where=x.iri, detail=f"{name} {fault}")


def _misspelt(text: str | None) -> str | None:
    if text is None or text.isascii():
        return None
    if not unicodedata.is_normalized("NFC", text) or _LOOK_ALIKES.intersection(text):
        return ascii(text)
    return None


def _name(relation: Relation) -> str:
    return f"{relation.source} {relation.kind} {relation.target}"


def _known_kind(r: Relation, graph: Store, vocabulary: Vocabulary) -> Iterator[Problem]:
    if r.kind not in vocabulary.relations:
        yield Problem(code="VD901", where=_name(r), detail=repr(r.kind))
    if r.source == r.target:
        yield Problem(code="VD910", where=_name(r), detail=r.kind)
    if (r.scope == "part") != bool(r.parts):
        yield Problem(code="VD911", where=_name(r), detail=f"{r.scope}, {r.parts!r}")


def _relation_days(r: Relation, graph: Store, vocabulary: Vocabulary) -> Iterator[Problem]:
    signed = graph.instrument(r.source).date
    pairs: tuple[tuple[str, date | None, str, date | None], ...] = (
        ("date", signed, "valid_from", r.valid_from),
        ("valid_from", r.valid_from, "valid_to", r.valid_to),
    )
    for before, first, after, second in pairs:
        if first and second and second < first:
            detail = f"{before} {first} > {after} {second}"
            yield Problem(code="VD903", where=_name(r), detail=detail)


def _relation_sources(r: Relation, graph: Store, vocabulary: Vocabulary) -> Iterator[Problem]:
    if not r.sources:
        yield Problem(code="VD906", where=_name(r), detail=r.kind)
    if len(set(r.sources)) < len(r.sources):
        yield Problem(code="VD912", where=_name(r), detail=repr(r.sources))
    for id_ in r.sources:
        if id_ not in graph.sources:
            yield Problem(code="VD907", where=_name(r), detail=repr(id_))
    for name in ("parts", "evidence"):
        if fault := _misspelt(getattr(r, name)):
            yield Problem(code="VD908", where=_name(r), detail=f"{name} {fault}")


def _attestations(graph: Store) -> Iterator[Problem]:
    for said in graph.all_attestations():
        where = f"{said.target} {said.field}"
        for id_, _ in said.counts:
            if id_ not in graph.sources:
                yield Problem(code="VD907", where=where, detail=repr(id_))
        if fault := _misspelt(said.value):
            yield Problem(code="VD908", where=where, detail=fault)


def _duplicates(graph: Store) -> Iterator[Problem]:
    seen: dict[tuple[object, ...], str] = {}
    dated: dict[tuple[str, str, str], str] = {}
    undated: dict[tuple[str, str, str], str] = {}
    for x in graph.instruments:
        if not x.number:
            continue
        key = (x.type, number_key(x.number), slug(x.issuer), x.date)
        if key in seen:
            yield Problem(code="VD909", where=x.iri, detail=seen[key])
        seen.setdefault(key, x.iri)
        if read_number(x.number).year is not None:
            (undated if x.date is None else dated)[key[0], key[1], key[2]] = x.iri
    for twin in undated.keys() & dated.keys():
        yield Problem(code="VD909", where=undated[twin], detail=dated[twin])


def _cycles(graph: Store, vocabulary: Vocabulary) -> Iterator[Problem]:
    ending = tuple(k.id for k in vocabulary.relations.values() if k.effect == "ends")
    done: set[str] = set()
    for start in graph.instruments:
        path: dict[str, None] = {}
        stack = [(start.iri, False)]
        while stack:
            iri, leaving = stack.pop()
            if leaving:
                path.pop(iri)
                done.add(iri)
            elif iri in path:
                yield Problem(code="VD904", where=iri, detail=" -> ".join((*path, iri)))
            elif iri not in done:
                path[iri] = None
                stack.append((iri, True))
                stack += [
                    (r.target, False)
                    for r in graph.outgoing(iri, kinds=ending)
                    if r.scope == "whole" and r.target != iri
                ]


_Instruments = Callable[[Instrument, Store, Vocabulary], Iterator[Problem]]
_Relations = Callable[[Relation, Store, Vocabulary], Iterator[Problem]]
_OF_INSTRUMENT: tuple[_Instruments, ...] = (_known_type, _days, _identifier, _sourced, _spelling)
_OF_RELATION: tuple[_Relations, ...] = (_known_kind, _relation_days, _relation_sources)
