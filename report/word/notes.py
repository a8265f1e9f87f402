"""What the comments of a checked document say, and which words each is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from check.corrections import Correction, corrected
from check.runner import Report
from report.drawing.nodes import clean
from report.findings import Told
from report.word.anchors import Where
from report.word.comments import Paragraph, Words
from report.word.protected import REASONS

_LONGEST_QUOTE = 400
_WORDS = {
    "vi": {
        "proof": "Căn cứ: ",
        "write": "Viết đúng: ",
        "propose": "Đề xuất: ",
        "kept": "Chưa ghi đề xuất vào văn bản: {}.",
        Where.FOOTNOTE: "Chú thích cuối trang: ",
        Where.ENDNOTE: "Chú thích cuối văn bản: ",
        Where.HEADER: "Đầu trang: ",
        Where.FOOTER: "Chân trang: ",
        Where.TEXT_BOX: "Hộp văn bản: ",
        Where.CONTROL: "Ô nhập liệu: ",
        Where.FIELD: "Trường: ",
    },
    "en": {
        "proof": "Proof: ",
        "write": "Write: ",
        "propose": "Proposed: ",
        "kept": "The proposal is not written into the text: {}.",
        Where.FOOTNOTE: "Footnote: ",
        Where.ENDNOTE: "Endnote: ",
        Where.HEADER: "Page header: ",
        Where.FOOTER: "Page footer: ",
        Where.TEXT_BOX: "Text box: ",
        Where.CONTROL: "Content control: ",
        Where.FIELD: "Field: ",
    },
}


class Note(NamedTuple):
    """One comment to be: findings on the same words, or on words inside these.

    Attributes:
        start, end: the words, code points of the document's text.
        findings: indices of the report's findings, the gravest first.
    """

    start: int
    end: int
    findings: tuple[int, ...]


def notes_of(report: Report, *, without: frozenset[int] = frozenset()) -> Iterator[Note]:
    """Yield the comments of a report in text order.

    Findings inside the words of another share its comment, as a reader of the margin expects of
    one citation; those on other words of the same citation have their own.

    Args:
        report: of the document.
        without: indices of the findings that need no comment.
    """
    kept = [(f.start, -f.end, i) for i, f in enumerate(report.findings) if i not in without]
    group: list[int] = []
    start = end = -1
    for first, minus_last, index in sorted(kept):
        if group and not (start <= first and -minus_last <= end):
            yield _note(report, start, end, group)
            group = []
        if not group:
            start, end = first, -minus_last
        group.append(index)
    if group:
        yield _note(report, start, end, group)


def _note(report: Report, start: int, end: int, group: Sequence[int]) -> Note:
    findings = report.findings
    ordered = sorted(group, key=lambda i: (-findings[i].severity, findings[i].start, i))
    return Note(start, end, tuple(ordered))


class Said(NamedTuple):
    """What is known of all comments of a report.

    Attributes:
        text: the document's.
        told: the report's findings in words.
        corrections: those of the report that can be made together.
        kept: index of a finding to the reason, a key of ``REASONS``, why its proposal is not
            written into the text.
        language: ``vi`` or ``en``.
    """

    text: str
    told: Sequence[Told]
    corrections: Sequence[Correction]
    kept: Mapping[int, str]
    language: str


def paragraphs(note: Note, where: Where, said: Said) -> list[Paragraph]:
    """Return what a comment says: what is wrong, the wording that mends all of it, the proof.

    Args:
        note: the comment.
        where: what the comment's words stand in; words that it cannot stand on are quoted.
        said: findings, corrections, language.
    """
    words = _WORDS[said.language]
    told = [said.told[i] for i in note.findings]
    shown: list[Paragraph] = []
    if where in words:
        quote = clean(said.text[note.start : note.end])
        if len(quote) > _LONGEST_QUOTE:
            quote = f"{quote[: _LONGEST_QUOTE - 1]}…"
        shown.append((Words(words[where], bold=True), Words(f"“{quote}”")))
    shown += [_fault(note, one) for one in told]
    wording, settled = _wording(note, said)
    if wording:
        shown.append((Words(words["write"], bold=True), Words(wording)))
    shown += [
        (Words(words["propose"], bold=True), Words(one.suggestion))
        for index, one in zip(note.findings, told, strict=True)
        if one.suggestion and index not in settled
    ]
    for reason in dict.fromkeys(said.kept[i] for i in note.findings if i in said.kept):
        shown.append((Words(words["kept"].format(REASONS[reason][said.language == "en"])),))
    proofs = dict.fromkeys(proof for one in told for proof in one.proof)
    shown += [(Words(words["proof"], bold=True), Words(proof)) for proof in proofs]
    return shown


def _fault(note: Note, told: Told) -> Paragraph:
    finding = told.finding
    part = told.words if (finding.start, finding.end) != (note.start, note.end) else ""
    lead = f"“{part}”: " if part and part not in told.message else ""
    label = Words(f"{told.severity.upper()} ", bold=True)
    return (label, Words(f"({finding.code}) {lead}{told.message}"))


def _wording(note: Note, said: Said) -> tuple[str, frozenset[int]]:
    """Return how a comment's words read with their corrections, and the findings that settles."""
    made = [
        c._replace(start=c.start - note.start, end=c.end - note.start)
        for c in said.corrections
        if note.start <= c.start and c.end <= note.end and {*c.findings} & {*note.findings}
    ]
    settled = frozenset(index for correction in made for index in correction.findings)
    words = said.text[note.start : note.end]
    return (clean(corrected(words, made)) if made else "", settled)
