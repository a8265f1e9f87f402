"""VD402: a consolidated text is named as legal basis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from check.basis import bases, is_administrative
from check.finding import Hit, Message, Severity
from check.rule import Context, DocumentRule
from check.stated import stated_span
from check.wording import dated, short, with_title
from kg.ids import Form, read_number
from kg.model import Citation, Instrument, Relation

_TYPE = "Văn bản hợp nhất"


class ConsolidatedBasis(DocumentRule):
    """A consolidated text (văn bản hợp nhất) is named as legal basis.

    The original is offered where the graph knows what the text consolidates. In an administrative
    draft it is only told (an info): consolidated texts may be used officially in applying the law,
    and no rule asks that the basis of such a draft be a normative instrument.

    Why it matters:
        A consolidated text is no normative instrument; what binds are the original and those that
        amended it, with their days of effect.

    Example:
        "Căn cứ Văn bản hợp nhất số 40/VBHN-BCT ngày 26/5/2026 …"

    Write instead:
        The original instrument, "được sửa đổi, bổ sung bởi …".

    References:
        NĐ 78/2025/NĐ-CP Điều 62; Pháp lệnh 01/2012/UBTVQH13 Điều 2, 4.
    """

    code = "VD402"
    slug = "consolidated-basis"
    severity = Severity.WARNING
    message = Message(
        vi="{number} là văn bản hợp nhất, không phải văn bản quy phạm pháp luật; khi làm căn cứ, "
        "dẫn văn bản gốc và các văn bản sửa đổi, bổ sung{original}.",
        en="{number} is a consolidated text, no normative instrument; as basis, cite the original "
        "and what has amended it{original}.",
    )

    def document(self, context: Context) -> Iterator[Hit]:
        """Yield the bases that are consolidated texts, each with its citation."""
        told = Severity.INFO if is_administrative(context) or context.lenient else None
        for index, citation in bases(context):
            if _is_consolidated(citation):
                yield _hit(index, citation, context)._replace(severity=told)


def _is_consolidated(citation: Citation) -> bool:
    if citation.type == _TYPE:
        return True
    number = citation.number
    return number is not None and read_number(number).form is Form.CONSOLIDATED


def _hit(index: int, citation: Citation, context: Context) -> Hit:
    found = context.instrument(index) if context.sure(index) else None
    relations = _consolidated(found, context) if found else ()
    merged = [context.graph.instrument(r.target) for r in relations]
    original, amenders = _parted(merged, context)
    named = "" if original is None else f": {dated(original)}"
    span = suggestion = None
    if original is not None:
        span, suggestion = stated_span(citation), with_title(original)
        if amenders:
            listed = ", ".join(short(i) for i in amenders[:-1])
            listed = " và ".join(part for part in (listed, short(amenders[-1])) if part)
            suggestion += f" (được sửa đổi, bổ sung bởi {listed})"
    return Hit(
        values={"number": citation.number or citation.text, "original": named},
        span=span or (citation.start, citation.end),
        suggestion=suggestion,
        citation=index,
        proof=relations,
        about=found.iri if found else None,
    )


def _consolidated(found: Instrument, context: Context) -> tuple[Relation, ...]:
    return context.graph.outgoing(found.iri, kinds=("consolidates",))


def _parted(
    merged: list[Instrument], context: Context
) -> tuple[Instrument | None, list[Instrument]]:
    """Return the original among the texts merged, and those that amended it, oldest first.

    ``None`` where the graph does not tell which it is: the only one that amends none of the others.
    """
    iris = {i.iri for i in merged}
    acting = {
        i.iri
        for i in merged
        if any(r.target in iris for r in context.graph.outgoing(i.iri, kinds=("amends",)))
    }
    originals = [i for i in merged if i.iri not in acting]
    if len(originals) != 1:
        return None, []
    amenders = [i for i in merged if i.iri in acting]
    return originals[0], sorted(amenders, key=lambda i: (i.date or date.max, i.iri))
