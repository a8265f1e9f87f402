"""What of the corrections accepted can be written together, and what remains then."""

from __future__ import annotations

from typing import NamedTuple

from check.corrections import corrected, corrections
from check.finding import Severity
from kg.document import Document
from report.checked_page.text_pane import corrected_paragraphs
from report.checked_page.words import words_of
from report.to_json import dumps
from web.answer import Answer
from web.problems import ProblemError
from web.tasks.checked_page import sections_of
from web.tasks.checking import Wishes, judged
from web.tasks.drafts import PASTED
from web.tasks.tools import Tools


class Shown(NamedTuple):
    """A text as a page shows it, and the findings accepted on it.

    Attributes:
        text, kind: of the document that was read.
        accepted: keys of findings.
    """

    text: str
    kind: str
    accepted: frozenset[str]


def settled(tools: Tools, shown: Shown, wishes: Wishes) -> Answer:
    """Return what accepting gives, as JSON.

    ``made``: ``[start, end, new]`` of each correction, code points; ``written``, ``refused``: keys;
    ``paragraphs``: those changed, by index, as HTML; ``after``: findings that remain, by severity.

    Raises:
        ProblemError: the text has no such finding.
    """
    report = judged(tools, Document(text=shown.text, kind=shown.kind, path=PASTED), wishes)
    keys = [finding.key for finding in report.findings]
    if shown.accepted - set(keys):
        raise ProblemError("conflict", "the text has changed since. Check it again.")
    made = corrections(report, of={i for i, key in enumerate(keys) if key in shown.accepted})
    written = {keys[i] for correction in made for i in correction.findings}
    (one,), _ = sections_of([report], wishes.language)
    after = report
    if made:
        text = corrected(report.text, made)
        after = judged(tools, Document(text=text, kind=shown.kind, path=PASTED), wishes)
    paragraphs = corrected_paragraphs(
        report.text, one.places, one.noted, words_of(wishes.language), made
    )
    told = {
        "made": [[c.start, c.end, c.new] for c in made],
        "written": sorted(written),
        "refused": sorted(shown.accepted - written),
        "paragraphs": {str(at): body for at, body in paragraphs.items()},
        "after": {severity.slug: after.count(severity) for severity in Severity},
    }
    return Answer(dumps(told).encode("utf-8", "replace"))
