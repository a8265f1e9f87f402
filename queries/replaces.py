"""The chain of replacements that an instrument stands in."""

from __future__ import annotations

from datetime import date

from kg.contract import Store
from queries.chain import replaced, replacing
from queries.question import Question
from queries.table import Table, plain_row, tabulate

COLUMNS = ("step", "relation", "number", "date", "title", "parts", "valid_from", "state", "source")


def replaces(graph: Store, iri: str, *, as_of: date) -> Table:
    """Return what this instrument replaced, itself, and what replaced it, oldest first.

    ``step`` counts from the instrument asked about: -1 is what it replaced, 1 what replaced it.
    Replacements that take effect after ``as_of`` are shown too; ``valid_from`` tells.

    Raises:
        IdentifierError: no instrument of the graph has this IRI.
    """
    instrument = graph.instrument(iri)
    before = replaced(graph, instrument.iri)
    after = replacing(graph, instrument.iri)
    rows = [*reversed(before), plain_row(graph, instrument), *after]
    return tabulate(
        graph,
        iri,
        question=QUESTION.slug,
        as_of=as_of,
        columns=COLUMNS,
        rows=rows if len(rows) > 1 else (),
    )


QUESTION = Question(
    slug="replaces",
    vi="{number} thay thế văn bản nào, được văn bản nào thay thế?",
    en="What has {number} replaced, and what has replaced it?",
    ask=replaces,
    phrases=(
        "@acts <thay thế>",
        "{x} <hiệu lực> <thay thế> <nào>",
        "(trước|before) {x} áp dụng <nào>",
        "(tiền thân|predecessor|predecessors) {x}",
        "{x} <thay thế>",
    ),
    aliases=("lineage",),
)
