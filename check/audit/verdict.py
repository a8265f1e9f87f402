"""The verdict on one document, as an archive keeps it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping

from check.audit.asked import AskedStore
from check.audit.record import Cited, Found, Particulars, Verdict
from check.audit.texts import shown
from check.audit.unit import unit_of
from check.ended import is_basis
from check.finding import Finding, Severity
from check.proof import proof_words
from check.rule import Rule
from check.runner import Report, check_document, is_recorded
from check.sentence import sentence
from kg.document import Document
from kg.model import Relation, Role

_EXCERPT, _TITLE = 300, 250


def judge(document: Document, store: AskedStore, rules: tuple[Rule, ...]) -> Verdict:
    """Return the verdict on a document; what it rests on is in the store's ``asked``.

    A document that states no day is judged on the day compared up to, so that the same audit gives
    the same verdicts on every day.
    """
    store.begin()
    today = store.today
    report = check_document(document, store, rules=rules, today=today, as_of=store.as_of)
    if report.date_source == "today":
        store.asked_of_day("itself")
    lines = _Lines(report.text)
    at = _places(report)
    return Verdict(
        _particulars(report, store),
        tuple(_cited(report, index, lines) for index in at),
        tuple(_found(finding, report, at, lines) for finding in report.findings),
    )


def _places(report: Report) -> dict[int, int]:
    """Return where each citation of another instrument stands among them."""
    others = (i for i, c in enumerate(report.citations) if c.role is Role.CITE)
    return {index: at for at, index in enumerate(others)}


def _particulars(report: Report, store: AskedStore) -> Particulars:
    document, heading = report.document, report.heading
    cited, checked = report.cited, report.checked
    return Particulars(
        kind=document.kind,
        number=heading.number,
        title=_title(report.context.title),
        issuer=heading.issuer,
        unit=unit_of(heading.issuer),
        date=report.date,
        date_source=report.date_source,
        as_of=store.today,
        characters=len(document.text),
        citations=cited,
        checked=checked,
        unknown=cited - checked,
        errors=report.count(Severity.ERROR),
        warnings=report.count(Severity.WARNING),
        infos=report.count(Severity.INFO),
        unread=tuple(map(shown, document.unread)),
        recognised=len(document.recognised),
        decoded_from=document.decoded_from,
    )


def _title(words: str) -> str | None:
    """Return the title of a head in one line, without the rule below it, cut to size."""
    title = re.sub(r"[\s_*–—-]+$", "", " ".join(words.split()))
    if len(title) > _TITLE:
        title = f"{title[:_TITLE].rpartition(' ')[0]}…"
    return title or None


def _cited(report: Report, index: int, lines: _Lines) -> Cited:
    citation, resolution = report.citations[index], report.resolutions[index]
    context, found = report.context, resolution.instrument
    return Cited(
        start=citation.start,
        end=citation.end,
        line=lines.of(citation.start),
        words=" ".join(citation.text.split()),
        number=citation.number or citation.title,
        iri=found.iri if found else None,
        provision=citation.provision,
        outcome=str(resolution.outcome),
        recorded=is_recorded(resolution),
        basis=is_basis(citation, context),
        on_date=str(context.status(found.iri).state) if found else None,
        as_of=str(context.status(found.iri, as_of=context.as_of).state) if found else None,
    )


def _found(finding: Finding, report: Report, at: Mapping[int, int], lines: _Lines) -> Found:
    text, graph = report.text, report.context.graph
    return Found(
        code=finding.code,
        rule=finding.rule,
        severity=finding.severity,
        start=finding.start,
        end=finding.end,
        line=lines.of(finding.start),
        words=" ".join(text[finding.start : finding.end].split()),
        excerpt=excerpt(text, finding.start, finding.end),
        citation=None if finding.citation is None else at.get(finding.citation),
        iri=_about(finding, report),
        message_vi=finding.message_vi,
        message_en=finding.message_en,
        suggestion=finding.suggestion,
        safe=finding.safe,
        proof_vi=proof_words(finding, graph, "vi"),
        proof_en=proof_words(finding, graph, "en"),
    )


def _about(finding: Finding, report: Report) -> str | None:
    """Return the instrument that a finding is about."""
    if finding.citation is not None:
        cited = report.resolutions[finding.citation].instrument
        if cited is not None:
            return cited.iri
    if finding.about is not None:
        return finding.about
    return next((p.target for p in finding.proof if isinstance(p, Relation)), None)


def excerpt(text: str, start: int, end: int) -> str:
    """Return the sentence around a span, white space folded, at most 300 characters."""
    left, right = sentence(text, start)
    right = max(right, end)
    room = max(0, _EXCERPT - 2 - (end - start)) // 2
    first, last = max(left, start - room), min(right, max(end, start) + room)
    words = " ".join(text[first:last].split())[: _EXCERPT - 2]
    return f"{'…' if first > left else ''}{words}{'…' if last < right else ''}"


class _Lines:
    """The lines of a text."""

    def __init__(self, text: str) -> None:
        self._ends: list[int] = []
        at = text.find("\n")
        while at >= 0:
            self._ends.append(at)
            at = text.find("\n", at + 1)

    def of(self, offset: int) -> int:
        """Return the line that an offset is in, from 1."""
        return bisect_right(self._ends, offset - 1) + 1
