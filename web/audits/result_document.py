"""The page of one document of an audit, with its findings."""

from __future__ import annotations

from datetime import date
from typing import Any

from check.audit.record import Found
from check.wording import day
from report.drawing.nodes import clean
from report.workbook.words import DATE_SOURCES, pick, rule_name, unit_name
from web.answer import HTML, Answer
from web.audits.listed import Lists, OfDocument
from web.audits.results import frame
from web.audits.said import file_and_folder, number
from web.audits.whose import Whose, cut
from web.problems import ProblemError
from web.rendering import Words, render, words
from web.tasks.audits import results
from web.tasks.tools import Tools


def document_page(tools: Tools, whose: Whose, n: int, page: int) -> Answer:
    """Return the page of a document.

    Args:
        tools: not used, findings say all.
        whose: of which audit.
        n: number of the document.
        page: which page of its findings.

    Raises:
        ProblemError: there is no such document.
    """
    del tools
    t = words(whose.language, "folder")
    with results(whose.path) as archive:
        lists = Lists(archive)
        one = lists.document(n)
        if one is None:
            raise ProblemError("not-found", "the audit has no such document.")
        found = lists.findings(document=n)
        place = cut(found.total, page)
        part = found.part(place.first, place.end)
    address = f"{whose.address}/documents/{n}"
    file, folder = file_and_folder(clean(one.path))
    shown = render(
        "folder.html",
        whose.language,
        **frame(whose, "_folder_document.html", "findings"),
        n=n,
        documents=whose.count("documents"),
        file=file,
        folder=folder,
        facts=_facts(one, whose.language, t),
        showing=place.showing(t, whose.language) if place.total else "",
        first=place.first + 1,
        previous=f"{address}?page={page - 1}" if place.first else "",
        next=f"{address}?page={page + 1}" if place.end < place.total else "",
        rows=[_finding(finding.found, whose.language) for finding in part],
    )
    return Answer(shown, HTML)


def _facts(one: OfDocument, language: str, t: Words) -> list[tuple[str, str]]:
    source = pick(DATE_SOURCES.get(one.date_source, (one.date_source,) * 2), language)
    on = day(date.fromisoformat(one.date)) if one.date else t["no_date"]
    counts = ", ".join(
        f"{number(count, language)} {t[name].lower()}"
        for name, count in (
            ("errors", one.errors),
            ("warnings", one.warnings),
            ("infos", one.infos),
        )
    )
    cited = t["checked"].format(number(one.checked, language), number(one.unknown, language))
    facts = (
        (t["number"], one.number),
        (t["date"], f"{on} ({source})" if one.date else source),
        (t["subject"], one.title),
        (t["unit"], unit_name(one.unit, language)),
        (t["findings"], counts),
        (t["citations"], f"{number(one.citations, language)} ({cited})"),
        (t["copy_of"].format("").strip().capitalize(), one.copy_of),
        (t["not_in_full"], "; ".join(one.partly)),
    )
    return [(label, clean(value)) for label, value in facts if value]


def _finding(found: Found, language: str) -> dict[str, Any]:
    before, stands, after = found.excerpt.partition(found.words)
    return {
        "severity": found.severity.slug,
        "label": found.severity.label(language),
        "code": found.code,
        "rule": rule_name(found.code, found.rule, language),
        "line": found.line,
        "message": clean(found.message(language)),
        "before": _piece(before),
        "words": _piece(found.words if stands else ""),
        "after": _piece(after),
        "suggestion": clean(found.suggestion or ""),
        "proof": clean(found.proof(language)),
    }


def _piece(words: str) -> str:
    """Return a piece of a sentence with the blanks at its ends."""
    inner = clean(words)
    if not inner:
        return " " if words else ""
    return f"{' ' * words[0].isspace()}{inner}{' ' * words[-1].isspace()}"
