"""Findings put back into the PDF that they were found in: highlights with notes.

The file comes back byte for byte, with annotations after its end, so that a signature still covers
what was signed. Only an encrypted or damaged file is written anew, its streams as they are. What
others have noted stays.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from check.runner import Report
from kg.errors import UnreadableError
from kg.extras import need
from report.findings import Told, told_findings
from report.pdf.notes import (
    continued_note,
    finding_note,
    signature_line,
    summary_note,
    unplaced_line,
)
from report.pdf.quads import Quad, quads

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

    from report.pdf.annotations import Mark, Pen

_RETURNS_AS = {"docx": "docx"}


class CheckedPdf(NamedTuple):
    """A PDF given back with what was found.

    Attributes:
        data: the file.
        highlights: number of spans of the text marked; findings on the same words share one.
        left_out: what the marks do not tell, in words: findings without a place on a page, and
            what becomes of a digital signature. It stands in the note on the first page too.
    """

    data: bytes
    highlights: int
    left_out: tuple[str, ...]


class _Span(NamedTuple):
    """Findings on the same words, and where these stand."""

    name: str
    quads: tuple[Quad, ...]
    told: tuple[Told, ...]


def checked_pdf(report: Report, data: bytes, *, language: str, made_on: datetime) -> CheckedPdf:
    """Return a PDF with a highlight and a note on each faulty citation.

    A note on the first page tells the particulars of the check and the findings that have no place
    on a page. Annotations of an earlier check are replaced; ``left_out`` tells what
    becomes of a digital signature.

    Args:
        report: what checking the file gave.
        data: the file that was checked.
        language: of the notes, ``vi`` or ``en``.
        made_on: when; without a time zone it is local time.

    Raises:
        UnreadableError: not a PDF, broken, or protected against annotations.
        MissingExtraError: the extra for PDF is not installed.
    """
    path = report.path
    _check_kind(report, data)
    need(f"{path}: marking a PDF", extra="pdf", packages=("pikepdf",))
    import pikepdf

    try:
        # Nothing of the file may change that does not have to, attributes of pages included.
        with pikepdf.Pdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
            _check_rights(pdf, path)
            return _marked(pdf, report, data, language, made_on)
    except pikepdf.PdfError as error:
        raise UnreadableError(
            f"{path}: broken PDF, which cannot be marked ({error}). Print it to a new PDF, or use "
            f"--format html."
        ) from error


def _check_kind(report: Report, data: bytes) -> None:
    if report.kind != "pdf" or b"%PDF-" not in data[:1024]:
        fits = _RETURNS_AS.get(report.kind, "html")
        raise UnreadableError(
            f"{report.path}: read as {report.kind}, and only a PDF can be given back as a PDF. "
            f"Use --format {fits}."
        )


def _check_rights(pdf: Pdf, path: str) -> None:
    if pdf.is_encrypted and not pdf.allow.modify_annotation:
        raise UnreadableError(
            f"{path}: protected, its owner does not allow notes in it. Give a copy without the "
            f"protection, or use --format html."
        )


def _marked(pdf: Pdf, report: Report, data: bytes, language: str, made_on: datetime) -> CheckedPdf:
    from report.pdf.annotations import Pen, turn_of_page
    from report.pdf.appending import appended, tail_of
    from report.pdf.signatures import signature

    pages = list(pdf.pages)
    tail = tail_of(data, pdf, pages)
    signed = signature(pdf, data, kept=tail is not None)
    turns = [turn_of_page(page) for page in pages]
    told = tuple(told_findings(report, language))
    spans, unplaced = _spans(report, told, turns)
    note = summary_note(report, unplaced, language, signed=signed, found=bool(told))
    pen = Pen(pdf, made_on, turns)
    changed = _annotate(pages, pen, [m for span in spans for m in _marks(span, language)], note)
    whole = appended(data, tail, pdf, [*changed, *pen.made]) if tail else _rewritten(pdf)
    left_out = [unplaced_line(one, language) for one in unplaced]
    if signed:
        left_out.append(signature_line(signed, language))
    return CheckedPdf(whole, len(spans), tuple(left_out))


def _spans(
    report: Report, told: Sequence[Told], turns: Sequence[int]
) -> tuple[list[_Span], list[Told]]:
    """Return the findings by the words they are on, and those without a place on a page.

    Of spans inside one another the longer comes first: what is drawn later can be clicked.
    """
    spans: list[_Span] = []
    unplaced: list[Told] = []
    ordered = sorted(told, key=lambda one: (one.finding.start, -one.finding.end))
    for (start, end), group in groupby(ordered, key=lambda one: one.finding[3:5]):
        same = tuple(group)
        if found := quads(report.document, (start, end), turns):
            spans.append(_Span(f"{start}-{end}", tuple(found), same))
        else:
            unplaced += same
    return spans, unplaced


def _marks(span: _Span, language: str) -> Iterator[Mark]:
    """Yield the marks of one span: one, or one a page that it stands on."""
    from report.pdf.annotations import Mark

    note = finding_note(span.told, language)
    findings = [one.finding for one in span.told]
    for part, (page, on_page) in enumerate(groupby(span.quads, key=lambda quad: quad.page)):
        yield Mark(
            name=f"{span.name}/{part}" if part else span.name,
            page=page,
            quads=tuple(on_page),
            severity=max(finding.severity for finding in findings),
            subject=", ".join(f"{finding.code} {finding.rule}" for finding in findings),
            note=f"{continued_note(language)}\n{note}" if part else note,
        )


def _annotate(pages: Sequence[Page], pen: Pen, marks: Sequence[Mark], summary: str) -> list[Object]:
    """Put annotations in the place of those of an earlier check; return the objects changed."""
    from pikepdf import Array

    from report.pdf.earlier import answer, others

    by_page: dict[int, list[Mark]] = {}
    for mark in marks:
        by_page.setdefault(mark.page, []).append(mark)
    changed: list[Object] = []
    for number, page in enumerate(pages):
        there = others(page)
        made = [] if number else [pen.summary(page, summary)]
        made += (pen.highlight(page, mark) for mark in by_page.get(number, ()))
        if made or there.taken_out:
            answer(there.replies, {str(note.NM): note for note, _ in made})
            page.obj.Annots = Array([*there.kept, *(one for pair in made for one in pair)])
            changed += [page.obj, *(reply for reply, _ in there.replies if reply.is_indirect)]
    return changed


def _rewritten(pdf: Pdf) -> bytes:
    """Return the file written anew, its streams as they were."""
    import pikepdf

    out = io.BytesIO()
    with warnings.catch_warnings():
        # Fields that no form lists were so before.
        warnings.filterwarnings("ignore", message="This document has .* form widget")
        pdf.save(
            out,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            fix_metadata_version=False,
            encryption=pdf.is_encrypted,
            deterministic_id=not pdf.is_encrypted,
        )
    return out.getvalue()
