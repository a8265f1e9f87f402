"""Checking a draft that was pasted or sent."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from check.registry import select_rules
from check.runner import Report, check_document
from kg.document import Document
from report.to_json import check_json, dumps
from web.answer import Answer
from web.tasks.tools import Tools


class Wishes(NamedTuple):
    """How a draft is to be judged, as the options of the command line.

    Attributes:
        today: of the office.
        on, as_of, issuer: over what the draft says itself; see ``check.runner``.
        language: ``vi`` or ``en``.
        select, ignore: rules by code, beginning of a code, or slug.
    """

    today: date
    on: date | None = None
    as_of: date | None = None
    issuer: str | None = None
    language: str = "vi"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def judged(tools: Tools, document: Document, wishes: Wishes) -> Report:
    """Return the report on a document."""
    return check_document(
        document,
        tools.graph,
        rules=select_rules(wishes.select, wishes.ignore),
        today=wishes.today,
        as_of=wishes.as_of,
        on=wishes.on,
        issuer=wishes.issuer,
    )


def text_checked(tools: Tools, text: str, wishes: Wishes) -> Answer:
    """Return the report on a text as JSON."""
    report = judged(tools, Document(text=text, kind="txt", path="-"), wishes)
    return Answer(dumps(check_json(report, wishes.language)).encode())
