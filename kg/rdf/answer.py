"""The answer to a SPARQL query: a small table, printed as text, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kg.rdf.as_rdflib import write_turtle
from kg.rdf.names import BASE, prefixes
from kg.rdf.terms import XSD

Node = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Cell = Node | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query found.

    Attributes:
        kind: form of the query; of an ``ask`` the one cell is a boolean.
        columns: names of the variables; of a ``construct`` those of a triple's parts.
        rows: values in the order of the columns, ``None`` where a variable is unbound.
    """

    kind: Literal["select", "ask", "construct"]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def text(self, *, base: str = BASE) -> str:
        """Return the answer for a terminal: aligned columns, or Turtle for a ``construct``."""
        if self.kind == "construct":
            turtle = io.BytesIO()
            write_turtle((ox.Triple(*row) for row in self.rows), turtle, base=base)  # type: ignore[arg-type]
            return turtle.getvalue().decode("utf-8")
        rows = [self.columns, *([_shown(cell, base) for cell in row] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = (
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )
        return "\n".join(lines) + "\n"

    def csv(self) -> str:
        """Return the answer as SPARQL 1.1 Query Results CSV."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([_plain(cell) for cell in row] for row in self.rows)
        return out.getvalue()

    def json(self) -> str:
        """Return the answer as SPARQL 1.1 Query Results JSON."""
        if self.kind == "ask":
            return json.dumps({"head": {}, "boolean": _plain(self.rows[0][0]) == "true"})
        bindings = [
            {name: _binding(cell) for name, cell in zip(self.columns, row, strict=True) if cell}
            for row in self.rows
        ]
        found = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(found, ensure_ascii=False, indent=1)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell.value if isinstance(cell, ox.NamedNode | ox.Literal) else str(cell)


def _shown(cell: Cell, base: str) -> str:
    text = " ".join(_plain(cell).split())
    if isinstance(cell, ox.NamedNode):
        if text.startswith(f"{base}/akn/"):
            return text.removeprefix(base)
        for prefix, namespace in prefixes(base).items():
            if text.startswith(namespace):
                return f"{prefix}:{text.removeprefix(namespace)}"
    return text


def _binding(cell: Node) -> dict[str, str]:
    if isinstance(cell, ox.NamedNode):
        return {"type": "uri", "value": cell.value}
    if not isinstance(cell, ox.Literal):
        return {"type": "bnode", "value": str(cell).removeprefix("_:")}
    value = {"type": "literal", "value": cell.value}
    if cell.language:
        return {**value, "xml:lang": cell.language}
    if cell.datatype.value == f"{XSD}string":
        return value
    return {**value, "datatype": cell.datatype.value}
