"""``check_citations``: the citations of a draft's text, checked as ``viendan check`` does."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from check.registry import select_rules
from check.runner import check_document
from ingest.readers.text import read_text
from kg.document import Document
from kg.errors import LegalGraphError, UnreadableError
from report.to_json import check_json
from web.mcp.arguments import Arguments, Day, Words
from web.mcp.report_words import report_words
from web.mcp.shapes import (
    COUNT,
    COVERAGE,
    DAY,
    MAYBE,
    PROOF,
    TEXT,
    maybe,
    name_of_schema,
    record,
    rows,
    told,
)
from web.mcp.tool import Answer, Asked, Tool

#: Code points of a draft; the longest take some ten seconds.
LONGEST = 1_000_000
_Rules = Annotated[tuple[Words, ...], Field(max_length=100)]


class CheckArguments(Arguments):
    """What ``check_citations`` takes."""

    text: Annotated[
        str,
        Field(
            max_length=LONGEST,
            description="The draft as plain text, heading included (number, place and day, title), "
            f"at most {LONGEST:,} characters. Send the words of the document, not a file name.",
        ),
    ]
    date: Annotated[
        Day | None,
        Field(
            description="Day of the draft, YYYY-MM-DD: citations are judged as the law stood on "
            "that day. Default: the day the text states, else today."
        ),
    ] = None
    as_of: Annotated[
        Day | None,
        Field(
            description="Day up to which later changes are told, YYYY-MM-DD; it does not change "
            "the verdicts. Default: today, or the draft's day if that is later."
        ),
    ] = None
    issuer: Annotated[
        Words | None,
        Field(description="Body that issues the draft, e.g. 'Sở Tư pháp tỉnh Bình Định'."),
    ] = None
    select: Annotated[
        _Rules,
        Field(description="Apply only these rules: codes, beginnings of codes or names (VD2)."),
    ] = ()
    ignore: Annotated[_Rules, Field(description="Leave these rules out; named as in select.")] = ()
    only_findings: Annotated[
        bool,
        Field(
            description="Leave the lists of citations and mentions out of the content; for drafts "
            "of more than ten pages."
        ),
    ] = False


_CITATION = record(
    start=COUNT,
    end=COUNT,
    text=TEXT,
    type=MAYBE,
    number=MAYBE,
    date=MAYBE,
    issuer=MAYBE,
    title=MAYBE,
    provision=MAYBE,
    role=TEXT,
    resolution=record(outcome=TEXT, instrument=MAYBE, candidates=rows(TEXT), reasons=rows(TEXT)),
    status=record(on_document_date=TEXT, as_of=TEXT),
)
_FINDING = record(
    code=told(TEXT, "Rule; explain(rule) tells what it means."),
    rule=TEXT,
    severity={"enum": ["error", "warning", "info"]},
    start=told(COUNT, "Offsets into the text, in code points."),
    end=COUNT,
    citation={"type": ["integer", "null"]},
    message=TEXT,
    suggestion=told(MAYBE, "Wording to put in the place of start..end; null where none is sure."),
    proof=PROOF,
)
_SHAPE = record(
    ("citations", "mentions"),
    schema=name_of_schema("viendan.check/1"),
    document=record(
        path=TEXT,
        kind=TEXT,
        number=MAYBE,
        date=DAY,
        issuer=MAYBE,
        characters=COUNT,
        unread=rows(TEXT),
        recognised=rows(COUNT),
        decoded_from=MAYBE,
        date_source=told(TEXT, "option, header, signature or today."),
        date_precision=TEXT,
    ),
    as_of=DAY,
    coverage=COVERAGE,
    citations=rows(_CITATION),
    mentions=rows(record(start=COUNT, end=COUNT, text=TEXT, antecedent=maybe(COUNT))),
    findings=rows(_FINDING),
    summary=record(
        citations=COUNT,
        checked=COUNT,
        unknown=told(COUNT, "Not in the data: not checked, and nothing is said against them."),
        errors=COUNT,
        warnings=COUNT,
        infos=COUNT,
    ),
)


def _answer(given: CheckArguments, asked: Asked) -> Answer:
    report = check_document(
        _read(given.text),
        asked.graph,
        rules=select_rules(_names(given.select), _names(given.ignore)),
        today=asked.today,
        as_of=given.as_of,
        on=given.date,
        issuer=given.issuer,
    )
    content = check_json(report, given.language)
    if given.only_findings:
        del content["citations"], content["mentions"]
    return Answer(report_words(report, given.language), content)


def _read(text: str) -> Document:
    """Return the draft as the command line reads it from its standard input.

    Raises:
        LegalGraphError: it has the control characters of no text.
    """
    try:
        return read_text(text.encode(), path="-")
    except UnreadableError:
        raise LegalGraphError(
            "argument 'text': no plain text: it has NUL or many other control characters. "
            "Give the words of the draft without them."
        ) from None


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for value in given for name in value.replace(",", " ").split())


CHECK_CITATIONS = Tool(
    name="check_citations",
    title="Kiểm tra trích dẫn / Check citations",
    description=(
        "Checks the citations of Vietnamese legal instruments in a draft's text (numbers, dates, "
        "issuers, titles, articles; whether they were in force on the draft's day) and proposes "
        "corrected wording, each finding with its proof and source. Use it on every draft that "
        "cites instruments, before showing it and after changing it. Only citations that the data "
        "knows are checked: `summary.unknown` were not, which does not make them wrong. "
        "The text is not kept."
    ),
    arguments=CheckArguments,
    shape=_SHAPE,
    answer=_answer,
)
