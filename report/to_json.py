"""JSON of ``check`` and ``extract`` (shapes: DESIGN section 5)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from check.finding import Finding, Severity
from kg.document import Document
from kg.model import Citation, Instrument, Relation, Role

if TYPE_CHECKING:
    from check.runner import Report
    from cite.heading import Heading
    from cite.mentions import Mention
    from kg.contract import Store


def dumps(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return JSON with letters as they are, two blanks an indent; keys are strings."""
    return _indented(value, "\n")


def _indented(value: Any, line: str) -> str:  # noqa: ANN401 - any JSON value
    """Return what ``json.dumps`` does with an indent, in about half its time.

    Args:
        value: what to write.
        line: the break before the line on which the value ends, with that line's indent.
    """
    if type(value) is int:
        return str(value)
    if value is None:
        return "null"
    inner, text = f"{line}  ", encode_basestring
    if isinstance(value, dict) and value:
        # Most values are words; a call for each would take half of the time.
        items = [
            f"{text(k)}: {text(v) if type(v) is str else _indented(v, inner)}"
            for k, v in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    if isinstance(value, (list, tuple)) and value:
        items = [text(v) if type(v) is str else _indented(v, inner) for v in value]
        return f"[{inner}{f',{inner}'.join(items)}{line}]"
    return json.dumps(value, ensure_ascii=False)


def one_or_all(shown: list[dict[str, Any]], alone: str | None) -> Any:  # noqa: ANN401 - JSON
    """Return the object of the one file asked for, else a list, also of an archive with one."""
    one = len(shown) == 1 and shown[0]["document"]["path"] == alone
    return shown[0] if one else shown


def coverage_json(graph: Store) -> dict[str, Any]:
    """Return the extent of the data, as ``viendan.check/1`` has it."""
    return {
        "instruments": len(graph),
        "relations": sum(graph.counts().values()),
        "updated": iso(graph.updated),
    }


def brief_json(instrument: Instrument) -> dict[str, Any]:
    """Return the particulars by which one instrument is told from another."""
    return {
        "iri": instrument.iri,
        "type": instrument.type,
        "number": instrument.number,
        "date": iso(instrument.date),
        "issuer": instrument.issuer,
        "title": instrument.title,
    }


def iso(value: date | None) -> str | None:
    """Return a day as JSON has it."""
    return value.isoformat() if value else None


def extract_json(  # noqa: PLR0913 - fields of a document
    *,
    path: str,
    kind: str,
    text: str,
    heading: Heading,
    citations: Sequence[Citation],
    mentions: Sequence[Mention],
    unread: Sequence[str] = (),
    recognised: Sequence[int] = (),
    decoded_from: str | None = None,
) -> dict[str, Any]:
    """Return the ``viendan.extract/1`` object of one document; arguments as in ``Document``."""
    document = Document(
        text=text,
        kind=kind,
        path=path,
        unread=tuple(unread),
        recognised=tuple(recognised),
        decoded_from=decoded_from,
    )
    return {
        "schema": "viendan.extract/1",
        "document": _document(document, heading),
        "citations": [citation_json(c) for c in citations],
        "mentions": [_mention(m) for m in mentions],
    }


def check_json(report: Report, language: str) -> dict[str, Any]:
    """Return the ``viendan.check/1`` object of one report."""
    graph = report.context.graph
    document = _document(report.document, report.heading)
    document |= {
        "date": report.date.isoformat(),
        "date_source": report.date_source,
        "date_precision": report.date_precision,
    }
    return {
        "schema": "viendan.check/1",
        "document": document,
        "as_of": report.as_of.isoformat(),
        "coverage": coverage_json(graph),
        "citations": [_checked(report, i) for i in range(len(report.citations))],
        "mentions": [_mention(m) for m in report.mentions],
        "findings": [_finding(f, graph, language) for f in report.findings],
        "summary": {
            "citations": report.cited,
            "checked": report.checked,
            "unknown": report.cited - report.checked,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
        },
    }


def _document(document: Document, heading: Heading) -> dict[str, Any]:
    return {
        "path": document.path,
        "kind": document.kind,
        "number": heading.number,
        "date": iso(heading.date),
        "issuer": heading.issuer,
        "characters": len(document.text),
        "unread": list(document.unread),
        "recognised": list(document.recognised),
        "decoded_from": document.decoded_from,
    }


def citation_json(c: Citation) -> dict[str, Any]:
    """Return one citation; absent values are null."""
    return {
        "start": c.start,
        "end": c.end,
        "text": c.text,
        "type": c.type,
        "number": c.number,
        "date": c.date,
        "issuer": c.issuer,
        "title": c.title,
        "provision": c.provision,
        "role": str(c.role),
    }


def _mention(m: Mention) -> dict[str, Any]:
    return {"start": m.start, "end": m.end, "text": m.text, "antecedent": m.antecedent}


def _checked(report: Report, index: int) -> dict[str, Any]:
    citation, resolution = report.citations[index], report.resolutions[index]
    found = resolution.instrument
    shown = citation_json(citation)
    if found is not None and citation.number is None and citation.form == "law":
        # A law cited by name gets its number from the graph; extract leaves it null.
        shown["number"] = found.number or None
    shown["resolution"] = {
        "outcome": str(resolution.outcome),
        "instrument": found.iri if found else None,
        "candidates": [c.instrument.iri for c in resolution.candidates],
        "reasons": [str(r) for r in resolution.reasons],
    }
    shown["status"] = (
        {
            "on_document_date": str(report.context.status(found.iri).state),
            "as_of": str(report.context.status(found.iri, as_of=report.as_of).state),
        }
        if found is not None and citation.role is Role.CITE
        else {"on_document_date": "unknown", "as_of": "unknown"}
    )
    return shown


def _finding(finding: Finding, graph: Store, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.slug,
        "start": finding.start,
        "end": finding.end,
        "citation": finding.citation,
        "message": finding.message(language),
        "suggestion": finding.suggestion,
        "proof": [_proof(p, finding, graph) for p in finding.proof],
    }


def _proof(proof: Any, finding: Finding, graph: Store) -> dict[str, Any]:  # noqa: ANN401
    if isinstance(proof, Relation):
        return {
            "relation": proof.kind,
            "instrument": proof.source,
            "target": proof.target,
            "from": iso(proof.valid_from),
            "evidence": proof.evidence,
            "source": _where(proof.sources, graph),
        }
    return {
        "field": proof.field,
        "instrument": finding.about,
        "value": iso(proof.value),
        "source": _where(proof.sources, graph),
    }


def _where(ids: Sequence[str], graph: Store) -> list[str]:
    return [graph.sources[i].where if i in graph.sources else i for i in ids]
