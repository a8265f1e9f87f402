"""What a page needs so that proposals can be copied and accepted on it."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from check.finding import Finding
from check.hunks import hunks
from check.runner import Report
from report.drawing.nodes import clean
from web.rendering import Words
from web.tasks.checking import Wishes
from web.tasks.drafts import PASTED

WRITABLE = {
    "docx": "docx",
    "doc": "docx",
    "rtf": "docx",
    "odt": "docx",
    "txt": "text",
    "md": "text",
}
"""Kinds of documents that corrections can be written into, and as what they come back."""
LONGEST = 4_000_000
"""Code points of a text whose corrections are tried while it is looked at."""
_OF_SCRIPT = "js_"


def changes(finding: Finding, report: Report) -> bool:
    """Return whether a finding has a proposal that changes words."""
    return finding.suggestion is not None and bool(
        hunks(report.text, finding.start, finding.end, finding.suggestion)
    )


def controls(finding: Finding, report: Report | None, told: Words) -> str:
    """Return the buttons behind a proposal as HTML; ``report`` where it can be accepted."""
    words = escape(clean(finding.suggestion))
    made = [
        f'<button type="button" class="button small copy" data-words="{words}" '
        f'aria-label="{told["copy"]}: {words}">{told["copy"]}</button>'
    ]
    if report is not None and changes(finding, report):
        made.append(
            '<button type="button" class="button small accept" aria-pressed="false"'
            f"{' data-certain' if finding.safe else ''}>{told['accept']}</button>"
        )
        if finding.safe:
            made.append(f'<span class="tag t-live">{told["certain"]}</span>')
    return f'<span class="acts-on row needs-script">{" ".join(made)}</span>'


def state(report: Report, wishes: Wishes, told: Words) -> str:
    """Return what accepting needs as JSON that can stand in a page.

    The text goes back to the server as it was read, so that offsets mean the same.
    """
    held: dict[str, Any] = {
        "text": report.text,
        "kind": report.kind,
        "as_of": report.as_of.isoformat(),
        "date": wishes.on.isoformat() if wishes.on else None,
        "issuer": wishes.issuer,
        "language": wishes.language,
        "pasted": report.path == PASTED,
        "words": {
            name.removeprefix(_OF_SCRIPT): words
            for name, words in told.items()
            if name.startswith(_OF_SCRIPT)
        },
    }
    plain = json.dumps(held)
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
