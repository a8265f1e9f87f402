"""Checking a draft that was pasted or sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from pydantic_core import PydanticSerializationError, to_json

from check.registry import select_rules
from check.runner import Report, check_document
from kg.document import Document
from kg.errors import LegalGraphError
from report.rendered import Outcome, rendered
from report.to_json import check_json, dumps, one_or_all
from web.answer import HTML, JSON, Answer, listed
from web.problems import ProblemError
from web.tasks.drafts import PASTED, pasted, sent
from web.tasks.giving_back import Back, Corrections, back, name_of_report
from web.tasks.tools import Tools

UNREAD = "viendan-unread"
"""Header that tells which documents of an archive could not be read, and why."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "json": (JSON, None),
    "text": ("text/plain; charset=utf-8", None),
    "jsonl": ("application/x-ndjson", None),
    "html": (HTML, "html"),
    "md": ("text/markdown; charset=utf-8", "md"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "xlsx": (_XLSX, "xlsx"),
}
"""Media type of each report; the ending of its name where it is to be saved."""


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


class Output(NamedTuple):
    """What is wanted of a check.

    Attributes:
        form: of the report, one of ``web.api.wishes.FORMATS``; ``None`` for JSON or, with
            corrections, for the file itself.
        corrections: to write into the file.
    """

    form: str | None = None
    corrections: Corrections = Corrections()

    @property
    def of_file(self) -> bool:
        """Whether the file itself is to be given back."""
        return self.form in ("docx", "pdf") or self.corrections.any


AS_JSON = Output()
"""The report as JSON."""


def judged(tools: Tools, document: Document, wishes: Wishes) -> Report:
    """Return the report on a document.

    Raises:
        ProblemError: a rule chosen is none.
    """
    try:
        rules = select_rules(wishes.select, wishes.ignore)
    except LegalGraphError as error:
        raise ProblemError("invalid", str(error)) from error
    return check_document(
        document,
        tools.graph,
        rules=rules,
        today=wishes.today,
        as_of=wishes.as_of,
        on=wishes.on,
        issuer=wishes.issuer,
    )


def text_checked(tools: Tools, text: str, wishes: Wishes, output: Output = AS_JSON) -> Answer:
    """Return the answer on a text that was pasted."""
    if output.of_file:
        return _file(tools, text.encode(), PASTED, wishes, output)
    return _report(tools, [judged(tools, pasted(text), wishes)], PASTED, wishes, output)


def file_checked(
    tools: Tools, data: bytes, name: str, wishes: Wishes, output: Output = AS_JSON
) -> Answer:
    """Return the answer on a file, also one that holds many documents."""
    if output.of_file:
        return _file(tools, data, name, wishes, output)
    return _report(tools, _outcomes(tools, sent(data, name), wishes), name, wishes, output)


def _file(tools: Tools, data: bytes, name: str, wishes: Wishes, output: Output) -> Answer:
    how = Back(output.form, output.corrections, wishes.language)
    return back(data, name, lambda document: judged(tools, document, wishes), how)


def _outcomes(
    tools: Tools, found: Iterable[Document | LegalGraphError], wishes: Wishes
) -> Iterator[Outcome]:
    for document in found:
        if isinstance(document, Document):
            yield judged(tools, document, wishes)
        else:
            yield document


def _report(
    tools: Tools, outcomes: Iterable[Outcome], name: str, wishes: Wishes, output: Output
) -> Answer:
    seen = list(outcomes)
    unread = [outcome for outcome in seen if isinstance(outcome, LegalGraphError)]
    if len(unread) == len(seen):
        raise unread[0] if unread else ProblemError("unreadable", f"{name}: holds no document.")
    form = output.form or "json"
    if form == "xlsx":
        from report.to_check_xlsx import check_workbook

        body = check_workbook(seen, tools.graph, language=wishes.language)
    elif form == "json":
        shown = [check_json(one, wishes.language) for one in seen if isinstance(one, Report)]
        body = _json(one_or_all(shown, name)) + b"\n"
    else:
        pieces = rendered(form, seen, tools.graph, language=wishes.language, alone=name)
        body = "".join(pieces).encode("utf-8", "replace")
    media_type, suffix = TYPES[form]
    headers = ((UNREAD, listed([str(error) for error in unread])),) if unread else ()
    saved = name_of_report(name, suffix) if suffix else None
    return Answer(body, media_type, name=saved, headers=headers)


def _json(value: Any) -> bytes:  # noqa: ANN401 - JSON
    """Return byte for byte what ``dumps`` gives, in a fifth of its time."""
    try:
        return to_json(value, indent=2)
    except PydanticSerializationError:
        # Halves of letters, which some files hold, have no bytes.
        return dumps(value).encode("utf-8", "replace")
