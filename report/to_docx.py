"""The document itself given back: comments on faulty citations, corrections as tracked changes.

Comments stand on the words found fault with; see ``report.word.anchors`` for where Word takes none.
All that is not corrected stays as it is: the text, its formatting, and every other part of the
package byte for byte. A digital signature is kept, but no longer fits the document given back;
macros, protection and other people's comments and changes are left as they are.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from check.corrections import Correction, corrections
from check.runner import Report
from kg.errors import UnreadableError
from kg.extras import need

if TYPE_CHECKING:
    from kg.document import Place
    from report.word.changes import Change
    from report.word.notes import Note
    from report.word.package import WordPackage

_CONVERTED = ("doc", "rtf", "odt")
_FITTING = {
    "pdf": "--format pdf, which marks the citations in the PDF itself",
    "picture": "--format html or --format text",
    "mail": "--format html or --format text, or save the attached file by itself",
}
_OTHERS = "--format html, which shows the whole text with its citations"
_NOTES = {
    "signature": (
        "Văn bản có chữ ký số. Tệp trả về đã thêm nhận xét nên chữ ký số trên tệp đó không còn "
        "giá trị; tệp gốc không thay đổi.",
        "The document is signed. The signature does not hold for the file given back, which has "
        "comments added; the original file is unchanged.",
    ),
    "protection": (
        "Văn bản đang đặt bảo vệ (hạn chế sửa đổi). Chế độ bảo vệ được giữ nguyên; muốn sửa hoặc "
        "chấp nhận sửa đổi phải tắt bảo vệ trong Word.",
        "The document is protected against editing. The protection is kept; switch it off in Word "
        "to edit or to accept changes.",
    ),
    "full": (
        "văn bản đã có quá nhiều nhận xét, Word không mở được nếu thêm",
        "the document has so many comments that Word would not open it with more",
    ),
    "nowhere": (
        "không có đoạn văn nào trong thân văn bản để đặt nhận xét",
        "the body has no paragraph to put the comment on",
    ),
}


class LeftOut(NamedTuple):
    """What could not be written into the document.

    Attributes:
        start, end: the words it is about, code points of the document's text; both 0 for what is
            about the document as a whole.
        words: these words; of a place between words, those before it.
        reason: why, a clause or, for the whole document, sentences, in the language asked for.
    """

    start: int
    end: int
    words: str
    reason: str


class CheckedFile(NamedTuple):
    """A checked Word document.

    Attributes:
        data: the package.
        changes: corrections written into it, in text order: as tracked changes with ``suggest``;
            with ``fix``, those that are safe as plain text.
        comments: number of comments added.
        left_out: what was not written, and why.
    """

    data: bytes
    changes: tuple[Correction, ...]
    comments: int
    left_out: tuple[LeftOut, ...]


def as_docx(data: bytes, *, path: str, kind: str) -> bytes:
    """Return what ``checked_docx`` writes into; to be read and checked as ``docx``.

    A Word document without what an earlier run has written into it; an older document or an
    OpenDocument text as LibreOffice turns it into .docx.

    Args:
        data: the file.
        path: for messages.
        kind: one of ``ingest.readers.KINDS``.

    Raises:
        UnreadableError: of a kind that has no Word form, broken, or LibreOffice is missing.
        MissingExtraError: lxml is missing.
    """
    if kind == "docx":
        return without_marks(data, path=path)
    if kind not in _CONVERTED:
        raise UnreadableError(
            f"{path}: --format docx gives back Word documents, and this is .{kind}. "
            f"Use {_FITTING.get(kind, _OTHERS)}."
        )
    from ingest.readers.office import OfficeFile, docx_of

    return docx_of(OfficeFile(data, path, kind))


def without_marks(data: bytes, *, path: str = "-") -> bytes:
    """Return a Word document without the comments and open changes that viendan wrote into it.

    Changes that a person has accepted are the person's text by then. Replies of others to such
    comments stay as comments of their own. ``data`` itself is returned where there are none.

    Raises:
        UnreadableError: no Word document, or broken.
        MissingExtraError: lxml is missing.
    """
    need(f"{path}: writing Word documents", extra="office", packages=("lxml",))
    from report.word.erase import erase_marks
    from report.word.package import WordPackage

    package = WordPackage(data, path=path)
    return package.data() if erase_marks(package) else data


def checked_docx(
    report: Report,
    data: bytes,
    *,
    language: str,
    made_on: datetime,
    suggest: bool = False,
    fix: bool = False,
    accepted: Collection[int] | None = None,
) -> CheckedFile:
    """Return the document of a report with comments on what was found.

    Args:
        report: on the document read from ``data``.
        data: a .docx, .docm or .dotx, as ``as_docx`` returns it.
        language: of the comments, ``vi`` or ``en``.
        made_on: day and hour that comments and changes bear.
        suggest: write the corrections as tracked changes.
        fix: write the corrections that are safe as plain text; what they settle is not commented.
        accepted: indices of findings whose corrections a person has accepted: these are written
            and no others, as plain text with ``fix``, else as tracked changes.

    Raises:
        UnreadableError: ``data`` is not what the report is on, or broken.
        MissingExtraError: lxml is missing.
    """
    need(f"{report.path}: writing Word documents", extra="office", packages=("lxml",))
    from report.word.package import WordPackage

    writing = _Writing(report, WordPackage(data, path=report.path), language, made_on)
    proposed = corrections(report)
    if accepted is not None:
        # What a person has decided on is as certain as what needs no decision.
        chosen = tuple(c._replace(safe=True) for c in corrections(report, of=accepted))
    else:
        chosen = proposed if suggest else corrections(report, only_safe=True) if fix else ()
    writing.plan(chosen, proposed)
    writing.comment(fix=fix)
    writing.correct(fix=fix)
    return writing.finished(data)


class _Writing:
    """One document being written into: plan, then comments, then corrections."""

    def __init__(
        self, report: Report, package: WordPackage, language: str, made_on: datetime
    ) -> None:
        from report.word.comments import Comments
        from report.word.texts import TextPart

        self._report = report
        self._package = package
        self._language = language
        self._made_on = made_on
        parts = report.document.places.parts or (package.main,)
        if package.main not in parts or not set(parts) <= set(package.names):
            raise UnreadableError(
                f"{report.path}: the Word document to write into is another than the one "
                "checked. Read it again from the same bytes."
            )
        self._texts = {name: TextPart(package.root(name)) for name in parts}
        self._comments = Comments(package, made_on=made_on)
        self._proposed: tuple[Correction, ...] = ()
        self._changes: list[Change] = []
        self._kept: dict[int, str] = {}
        self._left_out: list[LeftOut] = []
        self._tell_of_document()

    def plan(self, chosen: tuple[Correction, ...], proposed: tuple[Correction, ...]) -> None:
        """Sort the corrections into changes and what cannot be changed.

        Corrections of one finding are made together or not at all.
        """
        from report.word.changes import change_of
        from report.word.protected import REASONS

        self._proposed = proposed
        document = self._report.document
        found = {c: change_of(c, document, self._texts) for c in chosen}
        refused = {c: change for c, change in found.items() if isinstance(change, str)}
        waiting = list(refused)
        while waiting:
            stopped = waiting.pop()
            tied = [c for c in chosen if c not in refused and {*c.findings} & {*stopped.findings}]
            refused |= dict.fromkeys(tied, refused[stopped])
            waiting += tied
        for correction, reason in refused.items():
            self._kept |= dict.fromkeys(correction.findings, reason)
            words = REASONS[reason][self._language == "en"]
            self._leave_out(correction.start, correction.end, words)
        self._changes = [
            change
            for change in found.values()
            if not isinstance(change, str) and change.correction not in refused
        ]

    def comment(self, *, fix: bool) -> None:
        """Cut the runs for comments and changes, and add the comments."""
        from report.findings import told_findings
        from report.word.anchors import Anchors, cut_at
        from report.word.changes import cut_for
        from report.word.notes import Said, notes_of, paragraphs

        document = self._report.document
        settled = frozenset(
            index
            for change in self._changes
            if fix and change.correction.safe
            for index in change.correction.findings
        )
        notes = list(notes_of(self._report, without=settled))
        for note in notes:
            cut_at(self._texts[self._package.main], self._in_body(note))
        for change in self._changes:
            cut_for(change, self._texts[change.part])
        anchors = Anchors(self._package, self._texts)
        told = list(told_findings(self._report, self._language)) if notes else []
        said = Said(document.text, told, self._proposed, self._kept, self._language)
        for note in notes:
            anchor = anchors.find(document, note.start, note.end)
            if anchor is None or self._comments.is_full:
                reason = "nowhere" if anchor is None else "full"
                self._leave_out(note.start, note.end, self._note(reason))
                continue
            self._comments.add(anchor, paragraphs(note, anchor.where, said))

    def _in_body(self, note: Note) -> tuple[Place, ...]:
        """Return the places of a comment's words that are in the body."""
        places = self._report.document.locate(note.start, note.end)
        return tuple(place for place in places if place.part == self._package.main)

    def correct(self, *, fix: bool) -> None:
        """Write the changes, the last of the text first."""
        from report.word.changes import write

        for change in sorted(self._changes, key=lambda c: c.correction, reverse=True):
            plainly = fix and change.correction.safe
            sign = None if plainly else self._comments.signature
            write(change, self._texts[change.part], sign=sign)
            self._package.change(change.part)

    def finished(self, data: bytes) -> CheckedFile:
        """Return the result; ``data`` itself where nothing was written."""
        from report.word.texts import rejoin

        if self._changes or self._comments.made:
            for texts in self._texts.values():
                rejoin(texts.root)
            data = self._package.data(self._made_on)
        return CheckedFile(
            data=data,
            changes=tuple(sorted(change.correction for change in self._changes)),
            comments=self._comments.made,
            left_out=tuple(sorted(self._left_out)),
        )

    def _note(self, name: str) -> str:
        return _NOTES[name][self._language == "en"]

    def _leave_out(self, start: int, end: int, reason: str) -> None:
        from report.to_fixed import behind

        text = self._report.text
        words = " ".join(text[start:end].split()) or behind(text, start)
        self._left_out.append(LeftOut(start, end, words, reason))

    def _tell_of_document(self) -> None:
        from report.word.settings import is_protected, is_signed

        if is_signed(self._package):
            self._leave_out(0, 0, self._note("signature"))
        if is_protected(self._package):
            self._leave_out(0, 0, self._note("protection"))
