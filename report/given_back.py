"""A file given back with what was found in it: Word with comments, PDF with highlights, text."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple, TypeAlias

from check.runner import Report
from kg.document import Document
from kg.errors import UnreadableError

FILES = ("docx", "pdf")
"""Formats of files given back, as on the command line."""

_TEXTS = ("txt", "md")
_STDIN = Path("-")
_CHECKED = re.compile(r"\.checked(?: \(\d+\))?$")
# Office programs refuse or repair a file whose name says another format than its content.
_BY_NAME = frozenset({"docx", "docm", "dotx", "dotm", "pdf"})

Check: TypeAlias = Callable[[Document], Report]


class Wanted(NamedTuple):
    """What is wanted back.

    Attributes:
        form: one of ``FILES``; ``None`` for the format of the file itself.
        suggest, fix: write corrections as tracked changes; write the safe ones as they are.
        language: of comments and notes, ``vi`` or ``en``.
        made_on: the moment that they bear.
        accepted: keys (``Finding.key``) of the findings whose corrections are written, as tracked
            changes in Word unless ``fix`` is set; ``None`` leaves it to ``suggest`` and ``fix``.
    """

    form: str | None
    suggest: bool
    fix: bool
    language: str
    made_on: datetime
    accepted: frozenset[str] | None = None

    def indices(self, report: Report) -> frozenset[int] | None:
        """Return which findings of a report have been accepted."""
        if self.accepted is None:
            return None
        return frozenset(i for i, f in enumerate(report.findings) if f.key in self.accepted)


class GivenBack(NamedTuple):
    """A file given back.

    Attributes:
        report: what checking it gave.
        data: the whole file.
        suffix: of its name: ``docx``, also where a .doc was given.
        told: lines on what was written into it and what could not be.
    """

    report: Report
    data: bytes
    suffix: str
    told: tuple[str, ...]


def give_back(path: Path, check: Check, wanted: Wanted, *, data: bytes | None = None) -> GivenBack:
    """Return a file with what was found in it.

    Args:
        path: the file; ``-`` is standard input.
        check: judges a document.
        wanted: format, corrections, language.
        data: what is in the file, where it has been read already.

    Raises:
        LegalGraphError: it cannot be read, or has no such form.
    """
    from ingest.readers.read import kind_of, read_whole

    if data is None:
        data = sys.stdin.buffer.read() if path == _STDIN else read_whole(path)
    kind = kind_of(data, name="" if path == _STDIN else str(path))
    form = wanted.form or ("text" if kind in _TEXTS else "docx")
    if form != "docx" and wanted.suggest:
        raise UnreadableError(
            f"{path}: --suggest writes tracked changes, which only Word has. Use --format docx "
            "with a Word file, or --fix."
        )
    if form == "pdf" and wanted.fix:
        raise UnreadableError(f"{path}: --fix cannot rewrite a PDF. Correct its Word file instead.")
    if form not in (*FILES, "text"):
        raise UnreadableError(
            f"{path}: --fix gives the file itself back, not a report. Leave out --format {form}, "
            "or leave out --fix and read the proposals."
        )
    if form == "pdf":
        return _pdf(path, data, kind, check, wanted)
    if form == "docx":
        return _docx(path, data, kind, check, wanted)
    return _text(path, data, kind, check, wanted)


def _docx(path: Path, data: bytes, kind: str, check: Check, wanted: Wanted) -> GivenBack:
    from ingest.readers.read import read_bytes
    from report.to_docx import as_docx, checked_docx
    from report.to_fixed import changes_text

    clean = as_docx(data, path=str(path), kind=kind)
    report = check(read_bytes(clean, name=str(path), kind="docx"))
    done = checked_docx(
        report,
        clean,
        language=wanted.language,
        made_on=wanted.made_on,
        suggest=wanted.suggest,
        fix=wanted.fix,
        accepted=wanted.indices(report),
    )
    vi = wanted.language == "vi"
    told = [f"{done.comments} {'nhận xét' if vi else 'comments'}"]
    if done.changes:
        told += changes_text(report, done.changes, wanted.language).splitlines()
    told += [f"{out.words}: {out.reason}" if out.words else out.reason for out in done.left_out]
    suffix = path.suffix.lower().lstrip(".") if kind == "docx" else ""
    return GivenBack(report, done.data, suffix or "docx", tuple(told))


def _pdf(path: Path, data: bytes, kind: str, check: Check, wanted: Wanted) -> GivenBack:
    from ingest.readers.read import read_bytes
    from report.to_pdf import checked_pdf

    report = check(read_bytes(data, name=str(path), kind=kind))
    done = checked_pdf(report, data, language=wanted.language, made_on=wanted.made_on)
    words = "chỗ được đánh dấu" if wanted.language == "vi" else "places marked"
    return GivenBack(report, done.data, "pdf", (f"{done.highlights} {words}", *done.left_out))


def _text(path: Path, data: bytes, kind: str, check: Check, wanted: Wanted) -> GivenBack:
    from ingest.readers.read import read_bytes
    from report.to_fixed import changes_text, encoded, encoding_text, fixed_text

    report = check(read_bytes(data, name=str(path), kind=kind))
    text, changes = fixed_text(report, accepted=wanted.indices(report))
    content, same = encoded(text, data)
    told = changes_text(report, changes, wanted.language).splitlines()
    if not same:
        told.append(encoding_text(report, wanted.language))
    return GivenBack(report, content, path.suffix.lstrip(".") or kind, tuple(told))


class Names:
    """Names of the files given back, none given twice."""

    def __init__(self, output: Path | None, *, several: bool) -> None:
        """Name files.

        Args:
            output: the file for one, an existing folder for several; beside each by default.
            several: whether there are several.

        Raises:
            UnreadableError: several files would go into one, or into a folder that is not there.
        """
        self._output, self._given = output, set[str]()
        if output is None or output.is_dir():
            return
        if several:
            raise UnreadableError(f"{output}: no folder. Several files need one that exists.")
        if not output.parent.is_dir():
            raise UnreadableError(
                f"{output}: the folder {output.parent} does not exist. Make it first."
            )

    def of(self, path: Path, suffix: str) -> Path:
        """Return the name for what is given back of a file.

        ``plan.checked.docx`` for ``plan.docx``; also for ``plan.checked.docx``, whose earlier
        comments have been replaced.

        Raises:
            UnreadableError: the name asked for is that of the file itself, or of another format;
                or there is none for what came from standard input.
        """
        if self._output is not None and not self._output.is_dir():
            return _asked_for(self._output, path, suffix)
        if self._output is None and path == _STDIN:
            raise UnreadableError("-: what came from standard input needs a name. Add -o FILE.")
        stem = "stdin" if path == _STDIN else _CHECKED.sub("", path.stem)
        folder = self._output or path.parent
        names = (folder / f"{stem}.checked{_times(n)}.{suffix}" for n in count(1))
        # Names that differ in case are one file on some systems.
        name = next(name for name in names if str(name).casefold() not in self._given)
        self._given.add(str(name).casefold())
        return name


def _asked_for(output: Path, path: Path, suffix: str) -> Path:
    """Return the name asked for.

    Raises:
        UnreadableError: it is that of a file not given back before, or of another format.
    """
    if suffix in _BY_NAME and output.suffix.lower() != f".{suffix}":
        raise UnreadableError(
            f"{output}: what is given back is a .{suffix} file. "
            f"Name it {output.with_suffix(f'.{suffix}')}."
        )
    own = output.exists() and path != _STDIN and output.samefile(path)
    if own and not _CHECKED.search(path.stem):
        raise UnreadableError(f"{output}: is the file checked, which stays as it is. Name another.")
    return output


def _times(n: int) -> str:
    return f" ({n})" if n > 1 else ""
