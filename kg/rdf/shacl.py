"""Whether a graph keeps to the shapes of ``shapes.ttl``, judged by pyshacl.

The shapes are for anyone who holds the graph in RDF; ``kg.lint`` judges the records themselves
and finds more (circles of replacements, duplicates, spelling in NFC).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.contract import Store
from kg.errors import RecordError
from kg.ids import PREFIX
from kg.rdf.as_rdflib import rdflib_graph
from kg.rdf.ontology import ontology
from kg.rdf.writing import triples

SHAPES = Path(__file__).with_name("shapes.ttl")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One node that breaks a shape.

    Attributes:
        code: name of the shape in ``shapes.ttl``.
        where: IRI of the instrument, or of the change or source.
        detail: the value that breaks it, empty where one is missing.
        vi, en: what the shape demands.
    """

    code: str
    where: str
    detail: str
    vi: str
    en: str

    def message(self, lang: str = "vi") -> str:
        """Return the violation in words, ``vi`` or ``en``."""
        words = self.vi if lang == "vi" else self.en
        return f"{self.where}: {self.code}: {words}{f' ({self.detail})' if self.detail else ''}."


def validate(store: Store) -> list[Violation]:
    """Return every violation of the shapes, ordered by shape and node.

    Raises:
        RecordError: a relation is of a kind that has no property.
    """
    return validate_rdf(rdflib_graph(chain(triples(store), ontology())))


def validate_rdf(graph: rdflib.Graph) -> list[Violation]:
    """Return every violation of a graph that is RDF already and has the ontology in it.

    Raises:
        RecordError: pyshacl cannot judge the graph.
    """
    shapes = rdflib.Graph().parse(SHAPES, format="turtle")
    _, report, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    if not isinstance(report, rdflib.Graph):
        raise RecordError(f"{SHAPES.name}: {text} Correct the shapes.")
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted({_violation(graph, shapes, report, result) for result in results})


def _violation(
    graph: rdflib.Graph, shapes: rdflib.Graph, report: rdflib.Graph, result: Node
) -> Violation:
    shape = report.value(result, SH.sourceShape)
    words = {
        label.language: str(label)
        for label in shapes.objects(shape, SH.message)
        if isinstance(label, rdflib.Literal)
    }
    return Violation(
        code=str(shape).rpartition("/")[2],
        where=_name(graph, report.value(result, SH.focusNode)),
        detail=_short(report.value(result, SH.value)),
        vi=words.get("vi", ""),
        en=words.get("en", ""),
    )


def _name(graph: rdflib.Graph, node: Node | None) -> str:
    """Return the canonical IRI of an instrument; a change by its ends."""
    ends = [_short(graph.value(node, end)) for end in (RDF.subject, RDF.predicate, RDF.object)]
    return " ".join(ends) if all(ends) else _short(node)


def _short(node: Node | None) -> str:
    text = "" if node is None else str(node)
    return text[text.find(PREFIX) :] if PREFIX in text else text
