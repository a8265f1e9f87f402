"""A file given back with what was found in it, as ``viendan check --format docx`` does."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ingest.readers.read import kind_of
from kg.errors import UnreadableError
from report.given_back import Check, GivenBack, Names, Wanted, give_back
from web.answer import Answer, listed
from web.problems import ProblemError
from web.tasks.drafts import PASTED

TOLD = "viendan-told"
"""Header that tells what was written into the file and what could not be."""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = {
    "docx": f"{_WORD}.document",
    "dotx": f"{_WORD}.template",
    "docm": "application/vnd.ms-word.document.macroEnabled.12",
    "dotm": "application/vnd.ms-word.template.macroEnabled.12",
    "pdf": "application/pdf",
    "md": "text/markdown",
}
"""Media types of files by the ending of their names; others are plain text."""
_TEXTS, _WORDS = ("txt", "md"), ("docx", "doc", "rtf", "odt")
_NAME = "van-ban"
"""Of what came without one."""
_OPTION = re.compile(r"--(format|suggest|fix)\b")


class Corrections(NamedTuple):
    """Which corrections are written into a file.

    Attributes:
        suggest, fix: as the options of the command line.
        accepted: keys of findings; ``None`` leaves it to the other two.
    """

    suggest: bool = False
    fix: bool = False
    accepted: frozenset[str] | None = None

    @property
    def any(self) -> bool:
        """Whether any are wanted."""
        return self.suggest or self.fix or self.accepted is not None


class Back(NamedTuple):
    """How a file is to be given back.

    Attributes:
        form: ``docx``, ``pdf`` or, for the format of the file itself, ``None``.
        corrections: what is written into it.
        language: of comments.
    """

    form: str | None
    corrections: Corrections
    language: str


def back(data: bytes, name: str, check: Check, how: Back) -> Answer:
    """Return a file with comments, marks or corrections.

    Raises:
        ProblemError: the file has no such form, or what was accepted is not among its findings.
        LegalGraphError: it cannot be read.
    """
    _possible(kind_of(data, name=name), how)
    form, corrections, language = how
    made_on = datetime.now()  # noqa: DTZ005 - the office's own clock
    wanted = Wanted(
        form, corrections.suggest, corrections.fix, language, made_on, corrections.accepted
    )
    try:
        done = give_back(Path(name), check, wanted, data=data)
    except UnreadableError as error:
        raise ProblemError("unreadable", _OPTION.sub(r"\1", str(error))) from error
    _require(done, corrections.accepted)
    headers = ((TOLD, listed(done.told)),) if done.told else ()
    media_type = TYPES.get(done.suffix, "text/plain")
    return Answer(done.data, media_type, name=name_of_report(name, done.suffix), headers=headers)


def _possible(kind: str, how: Back) -> None:
    """See to it that the form wanted is one of this kind of file.

    Raises:
        ProblemError: it is not.
    """
    form = how.form or ("text" if kind in _TEXTS else "docx")
    if how.form not in (None, "docx", "pdf"):
        raise ProblemError(
            "invalid",
            f"format={how.form} is a report, and corrections are written into the file itself. "
            "Leave out format, or give docx; or leave out suggest, fix and accept.",
        )
    if form == "docx" and kind not in _WORDS:
        raise ProblemError(
            "invalid",
            f"a Word file with comments is made of a Word file, and this was read as {kind}. Ask "
            "for format=pdf where it is a PDF, else for html, xlsx or text.",
        )
    if form == "pdf" and kind != "pdf":
        raise ProblemError(
            "invalid", f"only a PDF can be marked, and this was read as {kind}. Ask for html."
        )
    if form == "text" and how.corrections.suggest:
        raise ProblemError(
            "invalid", "suggest writes tracked changes, which only Word has. Use fix or accept."
        )
    if form == "pdf" and (how.corrections.suggest or how.corrections.fix):
        raise ProblemError(
            "invalid", "a PDF cannot be rewritten. Correct the Word file it was made of."
        )


def _require(done: GivenBack, accepted: frozenset[str] | None) -> None:
    """See to it that nothing accepted is passed over in silence."""
    absent = (accepted or frozenset()) - {finding.key for finding in done.report.findings}
    if absent:
        raise ProblemError(
            "conflict",
            f"accept={', '.join(sorted(absent))}: no such finding in this file as it is judged "
            "now. Check it again with the same options and accept what that answer lists.",
        )


def name_of_report(name: str, suffix: str) -> str:
    """Return the name of what is given back of a file: ``plan.checked.docx`` for ``plan.docx``."""
    path = Path(f"{_NAME}.txt" if name == PASTED else name)
    return Names(None, several=False).of(path, suffix).name
