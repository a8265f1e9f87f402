"""Runs the rules on one document: citations, resolutions, ordered findings, counts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from check.finding import Finding, Hit, Severity
from check.rule import Context, Rule, first_mentions, is_lenient, quoted_in_titles
from check.settle import settle
from cite.find import find_citations
from cite.heading import Heading, read_heading
from cite.mentions import Mention, find_mentions
from cite.resolve import Outcome, Resolution, resolve
from kg.contract import Store
from kg.model import Citation, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What checking one document gave.

    Attributes:
        date, date_source: the day judged on and where it comes from (``option``, ``header``,
            ``signature`` or ``today``).
        checked: citations of other instruments that the graph has a record of; ``unknown``: the
            rest, those known only from citing documents included.
    """

    text: str
    path: str
    kind: str
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
            c.role is Role.CITE and _recorded(r)
            for c, r in zip(self.citations, self.resolutions, strict=True)
        )

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity."""
        return sum(f.severity is severity for f in self.findings)

    def worst(self) -> Severity | None:
        """Return the highest severity found."""
        return max((f.severity for f in self.findings), default=None)


def _recorded(resolution: Resolution) -> bool:
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
    """Return the report on one text.

    Args:
        text: the document's text.
        graph: the instruments known.
        rules: the rules to apply.
        today: what the date falls back to when the document states none.
        as_of: day up to which later changes are told; ``today`` by default.
        on: the document's date, over what it says itself.
        issuer: the document's issuer, over what it says itself.
        path: told in the report.
        kind: format it was read from, told in the report; a PDF's line breaks cost hyphens.
    """
    citations = tuple(find_citations(text))
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
        kind=kind,
    )
    return _report(_resolved(context), rules, path)


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
    return context._replace(
        resolutions=resolutions,
        firsts=firsts,
        quoted=quoted_in_titles(context.citations),
        lenient=lenient,
    )


def _report(context: Context, rules: tuple[Rule, ...], path: str) -> Report:
    findings = [
        _finding(rule, hit, index, context) for rule in rules for index, hit in rule.hits(context)
    ]
    findings.sort(key=lambda f: (f.start, f.end, -f.severity, f.code))
    return Report(
        text=context.text,
        path=path,
        kind=context.kind,
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
    )
