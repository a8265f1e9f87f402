"""Runs the rules on one document: citations, resolutions, ordered findings, counts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from check.finding import Finding, Hit, Severity
from check.rule import Context, Rule, first_mentions, is_lenient, quoted_in_titles
from check.scanned import as_scanned
from check.settle import settle
from cite.documents import citations_of, recognised_spans
from cite.heading import Heading, read_heading
from cite.mentions import Mention, find_mentions
from cite.resolve import Outcome, Resolution, resolve
from kg.contract import Store
from kg.document import Document
from kg.model import Citation, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What checking one document gave.

    Attributes:
        document: what was checked; what of it was not read, recognised or decoded is told.
        date, date_source: the day judged on and where it comes from (``option``, ``header``,
            ``signature`` or ``today``).
        checked: citations of other instruments that the graph has a record of; ``unknown``: the
            rest, those known only from citing documents included.
    """

    document: Document
    heading: Heading
    date: datetime.date
    date_source: str
    as_of: datetime.date
    citations: tuple[Citation, ...]
    resolutions: tuple[Resolution, ...]
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    context: Context

    @property
    def text(self) -> str:
        """The text checked."""
        return self.document.text

    @property
    def path(self) -> str:
        """Where it was read from."""
        return self.document.path

    @property
    def kind(self) -> str:
        """Format it was read from."""
        return self.document.kind

    @property
    def date_precision(self) -> str:
        """``day``, ``month`` or ``estimated``; see ``Heading``."""
        return self.heading.precision if self.date_source == "header" else "day"

    @property
    def cited(self) -> int:
        """Number of citations of other instruments."""
        return sum(c.role is Role.CITE for c in self.citations)

    @property
    def checked(self) -> int:
        """Number of them that were checked against a record."""
        return sum(
            c.role is Role.CITE and is_recorded(r)
            for c, r in zip(self.citations, self.resolutions, strict=True)
        )

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(f.severity is severity for f in self.findings)

    def worst(self) -> Severity | None:
        """Return the highest severity found."""
        return max((f.severity for f in self.findings), default=None)


def is_recorded(resolution: Resolution) -> bool:
    """Return whether the graph has a record of what a citation may mean."""
    if resolution.outcome is Outcome.AMBIGUOUS:
        return True
    return resolution.instrument is not None and not resolution.instrument.attested


def check_text(  # noqa: PLR0913 - the options of the command line
    text: str,
    graph: Store,
    *,
    rules: tuple[Rule, ...],
    today: datetime.date,
    as_of: datetime.date | None = None,
    on: datetime.date | None = None,
    issuer: str | None = None,
    path: str = "-",
    kind: str = "txt",
) -> Report:
    """Return the report on one text; arguments as in ``check_document`` and ``Document``."""
    document = Document(text=text, kind=kind, path=path)
    return check_document(
        document, graph, rules=rules, today=today, as_of=as_of, on=on, issuer=issuer
    )


def check_document(
    document: Document,
    graph: Store,
    *,
    rules: tuple[Rule, ...],
    today: datetime.date,
    as_of: datetime.date | None = None,
    on: datetime.date | None = None,
    issuer: str | None = None,
) -> Report:
    """Return the report on one document.

    Args:
        document: from any reader; a PDF's line breaks cost hyphens, and on pages that OCR has read
            damaged numbers are read again and its slips are not held against the draft.
        graph: the instruments known.
        rules: the rules to apply.
        today: what the date falls back to when the document states none.
        as_of: day up to which later changes are told; ``today`` by default.
        on: the document's date, over what it says itself.
        issuer: the document's issuer, over what it says itself.
    """
    text = document.text
    citations = tuple(citations_of(document, graph))
    heading = read_heading(text, citations, issuer=issuer)
    day, source = _day(heading, on, today)
    context = Context(
        text=text,
        graph=graph,
        date=day,
        date_source=source,
        as_of=as_of or max(today, day),
        heading=heading,
        citations=citations,
        kind=document.kind,
    )
    return _report(_resolved(context), rules, document)


def _day(
    heading: Heading, on: datetime.date | None, today: datetime.date
) -> tuple[datetime.date, str]:
    """Return the day the document is judged on and where it comes from."""
    if on is not None:
        return on, "option"
    if heading.date is not None:
        return heading.date, heading.date_source or "header"
    return today, "today"


def _resolved(context: Context) -> Context:
    """Return the context with its citations resolved."""
    province, day = context.heading.province, context.date
    resolutions = settle(
        context.citations,
        tuple(resolve(c, context.graph, as_of=day, province=province) for c in context.citations),
        on=day,
    )
    firsts = first_mentions(context.citations, resolutions)
    lenient = is_lenient(context)
    return replace(
        context,
        resolutions=resolutions,
        firsts=firsts,
        quoted=quoted_in_titles(context.citations),
        lenient=lenient,
    )


def _report(context: Context, rules: tuple[Rule, ...], document: Document) -> Report:
    findings = [
        _finding(rule, hit, index, context) for rule in rules for index, hit in rule.hits(context)
    ]
    if spans := recognised_spans(document):
        findings = [told for f in findings if (told := as_scanned(f, spans)) is not None]
    findings.sort(key=lambda f: (f.start, f.end, -f.severity, f.code))
    return Report(
        document=document,
        heading=context.heading,
        date=context.date,
        date_source=context.date_source,
        as_of=context.as_of,
        citations=context.citations,
        resolutions=context.resolutions,
        mentions=tuple(find_mentions(context.text, context.citations)),
        findings=tuple(findings),
        context=context,
    )


def _finding(rule: Rule, hit: Hit, index: int | None, context: Context) -> Finding:
    message = hit.message or rule.message
    start, end = hit.span or ((0, 0) if index is None else context.citations[index][:2])
    return Finding(
        code=rule.code,
        rule=rule.slug,
        severity=rule.severity if hit.severity is None else hit.severity,
        start=start,
        end=end,
        citation=index,
        message_vi=message.fill("vi", hit.values),
        message_en=message.fill("en", {**hit.values, **hit.values_en}),
        suggestion=hit.suggestion,
        proof=hit.proof,
        about=hit.about,
        safe=hit.suggestion is not None and (rule.safe if hit.safe is None else hit.safe),
    )
