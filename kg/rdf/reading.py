"""Triples back to a graph, strictly: what our own terms say must be well-formed and complete.

Triples of other vocabularies are passed over, so a file enriched by another tool can be read. An
unknown term of our own, a wrong datatype, a second value of a single one or an edge without its
change is refused, with the file and the subject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from kg.errors import LegalGraphError, RecordError
from kg.graph import Graph
from kg.ids import PREFIX, Iri
from kg.model import Instrument, Relation, Source
from kg.rdf.names import instrument_of, source_of, type_of
from kg.rdf.subjects import ScatteredError, Subject, Values, gathered, together
from kg.rdf.terms import (
    CHANGE,
    CHANGE_FIELDS,
    CHANGES,
    DCT,
    DERIVED,
    INSTRUMENT,
    INSTRUMENT_FIELDS,
    MERGED,
    ORDER,
    OWN,
    RDF,
    SOURCE,
    SOURCE_FIELDS,
    TYPE,
    TYPE_DOCUMENT,
    Field,
    decode,
    direct_edge,
    kinds,
    sourced_fields,
)

_Edge = tuple[str, str, str]


def read_graph(quads: Callable[[], Iterable[ox.Quad]], *, where: str) -> Graph:
    """Return the graph of a stream of quads; in which named graph they are does not matter.

    Files that keep the triples of a subject together, as ours do, are read as a stream.

    Args:
        quads: opens the stream; called again if the subjects turn out to be scattered.
        where: name of the file, for messages.

    Raises:
        RecordError: the file is malformed, or holds no instrument.
    """
    try:
        try:
            return _read(together(quads()), where)
        except (ScatteredError, RecordError):
            # A record that seems incomplete may go on further down.
            return _read(gathered(quads()), where)
    except SyntaxError as error:
        line = f":{error.lineno}" if error.lineno else ""
        raise RecordError(f"{where}{line}: {error.msg}. Correct the file.") from error


def _read(subjects: Iterable[tuple[Subject, Values]], where: str) -> Graph:
    reader = _Reader()
    for subject, values in subjects:
        try:
            reader.take(subject, values)
        except (ValueError, LegalGraphError) as error:
            raise RecordError(f"{where}: {subject}: {error}. Correct it.") from error
    try:
        return reader.graph()
    except LegalGraphError as error:
        raise RecordError(f"{where}: {error}") from error


class _Reader:
    """Collects the records of a file; ``graph`` puts them together."""

    def __init__(self) -> None:
        self._sources: list[Source] = []
        self._instruments: list[Instrument] = []
        self._relations: list[Relation] = []
        self._aliases: dict[str, str] = {}
        self._edges: dict[_Edge, None] = {}

    def take(self, subject: Subject, values: Values) -> None:
        """Keep what is said of one subject."""
        classes = {term.value for term in values.get(TYPE, ()) if isinstance(term, ox.NamedNode)}
        if INSTRUMENT in classes:
            self._instruments.append(self._instrument(subject, values))
        elif CHANGE in classes:
            self._relations.append(_relation(values))
        elif SOURCE in classes:
            self._sources.append(_source(values))
        elif MERGED in values:
            alias = _canonical(subject)
            self._aliases[alias] = _canonical(_one(values, MERGED))
        elif PREFIX in str(subject):
            raise ValueError(f"is neither an instrument nor {MERGED.removeprefix(OWN)} one")

    def _instrument(self, subject: Subject, values: Values) -> Instrument:
        iri = _canonical(subject)
        sources, orders = {}, _orders(values)
        for property_, terms in values.items():
            if property_ in kinds() or property_ == CHANGES:
                for term in terms:
                    self._edges[property_, iri, _canonical(term)] = None
            elif field := sourced_fields().get(property_):
                sources[field] = _ids(terms)
        for field, ids in orders.items():
            if field is None or set(ids) != set(sources.get(field, ())):
                raise ValueError(f"{ORDER.removeprefix(OWN)} names other sources than {field}")
            sources[field] = ids
        _no_unknown(values, INSTRUMENT_FIELDS)
        return Instrument(
            iri=iri,
            type=type_of(_one(values, TYPE_DOCUMENT)),
            sources=sources,
            **_fields(values, INSTRUMENT_FIELDS, absent={"number": "", "issuer": "", "kind": ""}),
        )

    def graph(self) -> Graph:
        """Return the graph of all that was taken."""
        if not self._instruments:
            raise RecordError("holds no instrument. Give a file that `viendan export` wrote.")
        graph = Graph()
        for source in self._sources:
            graph.add_source(source)
        seen: set[str] = set()
        # Undated ones last: a provisional node is told apart by the dated ones that stand there.
        for instrument in sorted(self._instruments, key=lambda i: (i.date is None, i.iri)):
            if instrument.iri in seen:
                raise RecordError(f"{instrument.iri}: stands twice. Keep one of the two.")
            seen.add(instrument.iri)
            graph.add_instrument(instrument)
        for relation in self._relations:
            graph.add_relation(relation)
            self._edges.pop((direct_edge(relation), relation.source, relation.target), None)
        for property_, actor, target in self._edges:
            raise RecordError(
                f"{actor}: <{property_}> {target} has no {CHANGE.removeprefix(OWN)} with its "
                "dates and sources. Add one."
            )
        for alias, iri in self._aliases.items():
            _merge(graph, alias, iri)
        return graph


def _merge(graph: Graph, alias: str, iri: str) -> None:
    """Let a provisional IRI lead to the instrument that it has become."""
    if alias not in graph:
        type_ = graph.instrument(iri).type
        graph.add_instrument(Instrument(iri=alias, type=type_, number="", issuer="", attested=True))
    graph.merge(alias, iri)


def _relation(values: Values) -> Relation:
    predicate = _one(values, RDF + "predicate")
    if not isinstance(predicate, ox.NamedNode) or predicate.value not in kinds():
        raise ValueError(f"{predicate} is no kind of relation")
    _no_unknown(values, CHANGE_FIELDS)
    fields = _fields(values, CHANGE_FIELDS)
    if fields.get("scope") not in ("whole", "part"):
        raise ValueError(f"scope is {fields.get('scope')!r}, neither 'whole' nor 'part'")
    sources = _ids(values.get(DERIVED, ()))
    ordered = _orders(values, named=False).get(None, sources)
    if set(ordered) != set(sources):
        raise ValueError(f"{ORDER.removeprefix(OWN)} names other sources than {DERIVED}")
    return Relation(
        kind=kinds()[predicate.value],
        source=_canonical(_one(values, RDF + "subject")),
        target=_canonical(_one(values, RDF + "object")),
        sources=ordered,
        **fields,
    )


def _source(values: Values) -> Source:
    _no_unknown(values, SOURCE_FIELDS)
    identifier = decode(_one(values, DCT + "identifier"), "text")
    absent = dict.fromkeys(("where", "method", "title", "licence", "sha256"), "")
    return Source(id=str(identifier), **_fields(values, SOURCE_FIELDS, absent=absent))


def _fields(
    values: Values,
    fields: Mapping[str, Field],
    *,
    absent: dict[str, str] | None = None,
) -> dict[str, Any]:
    found: dict[str, Any] = dict(absent or {})
    for name, field in fields.items():
        if field.property in values:
            found[name] = decode(_one(values, field.property), field.form)
    return found


def _one(values: Values, property_: str) -> Any:  # noqa: ANN401
    terms = values.get(property_, ())
    if len(terms) != 1:
        raise ValueError(f"<{property_}> has {len(terms)} values and not one")
    return terms[0]


def _canonical(node: object) -> str:
    return str(Iri.parse(instrument_of(node)))


def _ids(terms: Iterable[Any]) -> tuple[str, ...]:
    return tuple(sorted(source_of(term) for term in terms))


def _orders(values: Values, *, named: bool = True) -> dict[str | None, tuple[str, ...]]:
    """Return the kept orders of sources by field; one without a name for a change."""
    orders: dict[str | None, tuple[str, ...]] = {}
    for term in values.get(ORDER, ()):
        words = [unquote(word) for word in str(decode(term, "text")).split(" ")]
        field = words.pop(0) if named else None
        orders[field] = tuple(words)
    return orders


def _no_unknown(values: Values, fields: Mapping[str, Field]) -> None:
    known = {field.property for field in fields.values()}
    known |= {ORDER} | kinds().keys() | sourced_fields().keys()
    for property_ in values:
        if property_.startswith(OWN) and property_ not in known:
            raise ValueError(f"{property_.removeprefix(OWN)!r} is no term of this ontology")
