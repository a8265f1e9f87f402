"""Citations in other words: a part set right or added, the rest in the draft's own style.

Nothing is written that no record states, and what stands between the parts (commas, "số" or none)
stays. Where the words cannot be exchanged part by part, there is no proposal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import NamedTuple
from unicodedata import normalize

from check.rule import Context
from check.stated import stated_title
from check.wording import day, full, with_title
from cite.compare import title_words
from kg.model import Citation, Instrument, Span
from kg.patterns import lazy

Edit = tuple[Span, str]
"""Bounds of words of the text, and what to write in their place; equal bounds insert."""

_SAYS_MORE = lazy(
    r"\s*[,(]?\s*(?:và\s+)?(?:các\s+)?(?:văn\s+bản\s+)?(?:đã\s+)?(?:được\s+)?"
    r"(?:sửa\s+đổi|bổ\s+sung|đính\s+chính)|"
    r"\s*[,(]?\s*(?:sau\s+đây\s+)?(?:gọi|viết)\s+(?:tắt|chung|gọn)",
    re.IGNORECASE,
)
_MARK = lazy(r"\s*(?:[;.:)\]”\"]|\n|$)")
_NUMBER_NEXT = lazy(r"[\s,;]*(?:và\s+)?(?:số\s+)?\d")
_GOES_ON = lazy(
    r"\s*(?:,\s*)?(?:về|quy\s+định|ban\s+hành|phê\s+duyệt|hướng\s+dẫn|của|do|ngày)\s|\s*[\t|]",
    re.IGNORECASE,
)
_IN_ROWS = lazy(r"\n\s*[A-ZĐ]")
"""A title with a capital on a line of its own is a table's, whose columns keep date and issuer."""
_NEAR = 60


class Parts(NamedTuple):
    """Where date, issuer and title stand behind a number, as offsets of the text."""

    dated: Span | None
    issued: Span | None
    titled: Span | None

    def end(self, citation: Citation) -> int:
        """Return the end of the last of them, or of the number."""
        return max([citation.end, *(span[1] for span in self if span)])


def own_parts(index: int, context: Context) -> Parts | None:
    """Return the parts of a citation in their places behind its number.

    ``None`` where a date or issuer stands before the number or in brackets, or an issuer is that of
    several citations: such words are not one citation's to change.
    """
    c = context.citations[index]
    dated, issued = c.span_of(c.date_span), c.span_of(c.issuer_span)
    # A law's name is part of the citation itself.
    named = c.title_span is not None and c.title_span[1] <= c.end - c.start
    titled = c.span_of(c.title_span) if stated_title(c) and not named else None
    if any(span is not None and span[0] < c.end for span in (dated, issued, titled)):
        return None
    if dated is not None and "(" in context.text[c.end : dated[0]]:
        return None
    if issued is not None and _issuer_shared(index, context):
        return None
    return Parts(dated, issued, titled)


def _issuer_shared(index: int, context: Context) -> bool:
    c = context.citations[index]
    span = c.span_of(c.issuer_span)
    near = (
        *context.citations[max(0, index - 8) : index],
        *context.citations[index + 1 : index + 9],
    )
    return any(other.span_of(other.issuer_span) == span for other in near)


def reworded(text: str, bounds: Span, edits: Iterable[Edit]) -> str:
    """Return the words within bounds with edits made, white space folded.

    Edits lie within the bounds and do not overlap; insertions at one place come in their order.
    """
    pieces, at = [], bounds[0]
    for (start, end), words in sorted(edits, key=itemgetter(0)):
        pieces += [text[at:start], words]
        at = end
    return " ".join("".join([*pieces, text[at : bounds[1]]]).split())


def number_at(citation: Citation) -> int | None:
    """Return where the number begins, as offset of the citation's text; its end is the text's."""
    if citation.number is None:
        return None
    at = len(citation.text)
    for letter in reversed("".join((citation.written or citation.number).split())):
        at -= 1
        while at >= 0 and citation.text[at].isspace():
            at -= 1
        if at < 0 or citation.text[at] != letter:
            m = re.search(r"\d", citation.text)
            return m.start() if m else None
    return at


def with_number(citation: Citation, number: str) -> str | None:
    """Return the citation's words with another number."""
    at = number_at(citation)
    return None if at is None else " ".join(f"{citation.text[:at]}{number}".split())


def has_type_word(citation: Citation) -> bool:
    """Return whether a type word stands before the number and is not lent by a list's head."""
    return re.match(r"(?:số\s*:?\s*)?\d", citation.text, re.IGNORECASE) is None


def with_type(citation: Citation, right: str) -> str | None:
    """Return the citation's words with another type word, in the case of the one there."""
    stated = (citation.type or "").split()
    written = normalize("NFC", citation.text)
    m = re.match(r"\s+".join(map(re.escape, stated)), written, re.IGNORECASE)
    if m is None or not stated or m.group().isupper():
        return None
    if m.group()[0].islower():
        right = right[:1].lower() + right[1:]
    return " ".join(f"{right}{written[m.end() :]}".split())


def as_written(right: date, citation: Citation) -> str:
    """Return a day in the form that the citation states one in: a year, words, or figures."""
    stated = citation.date_text or ""
    if citation.date is not None and citation.day is None:
        return str(right.year)
    lead = "ngày "[: 5 * stated.casefold().startswith("ngày")]
    words = day(right)
    if "tháng" in stated.casefold():
        d, month, year = words.split("/")
        words = f"{d} tháng {month} năm {year}"
    return f"{stated[:1]}{lead[1:]}{words}" if lead else words


def title_clause(instrument: Instrument) -> str:
    """Return the title as it follows the issuer ("về …", "ban hành …"); empty without one."""
    return with_title(instrument).removeprefix(full(instrument)).strip()


def says_more(text: str, at: int) -> bool:
    """Return whether words behind an offset go on about the citation: amended, or named short."""
    return _SAYS_MORE.match(text, at) is not None


def title_ends(citation: Citation, found: Instrument, text: str) -> bool:
    """Return whether the words read as title are sure to end where the title does.

    They may run on into the sentence: where no mark ends them, their last words must be the
    record's. True where no title stands.
    """
    span, title = citation.span_of(citation.title_span), stated_title(citation)
    if span is None or title is None or _MARK.match(text, span[1]):
        return True
    return found.title is not None and title_words(title)[-2:] == title_words(found.title)[-2:]


def is_title_of(title: str, found: Instrument) -> bool:
    """Return whether words read as title are the record's, shortened at most, and no more.

    What may be exchanged for another title must not hold words of the sentence.
    """
    stated, recorded = title_words(title), title_words(found.title or "")
    if stated[-2:] == recorded[-2:]:
        return len(stated) <= len(recorded) + 2
    return len(stated) <= len(recorded) and set(stated[-3:]) <= set(recorded)


def lends_type(index: int, at: int, context: Context) -> bool:
    """Return whether the citation behind an offset has its type word from this one.

    So it is in "các Nghị định số A, B", where words between A and B would part them.
    """
    following = context.citations[index + 1 : index + 2]
    if not following or following[0].start - at > _NEAR or has_type_word(following[0]):
        return False
    return _NUMBER_NEXT.match(context.text, at) is not None


def completed(index: int, found: Instrument, context: Context) -> tuple[Span, str] | None:
    """Return the bounds of a first mention and its words with the day, issuer and title it lacks.

    ``None`` where the record lacks one of them too, and where the words around leave no place: a
    member of a list, a table's cell, an issuer stated once for several.
    """
    c, text = context.citations[index], context.text
    parts = own_parts(index, context)
    if parts is None or not has_type_word(c) or (c.title and not parts.titled):
        return None
    end = parts.end(c)
    if lends_type(index, end, context) or (not parts.titled and _GOES_ON.match(text, end)):
        return None
    if parts.titled and _IN_ROWS.search(text, c.end, parts.titled[0] + 1):
        return None
    edits = missing_parts(c, parts, found, context)
    if not (c.title or found.title):
        return None
    if not c.title:
        behind = max([c.end, *(span[1] for span in parts[:2] if span)])
        edits.append(((behind, behind), f" {title_clause(found)}"))
    if not edits:
        return None
    bounds = (c.start, max([c.end, *(at for (at, _), _ in edits)]))
    return bounds, reworded(text, bounds, edits)


def missing_parts(
    citation: Citation, parts: Parts, found: Instrument, context: Context
) -> list[Edit]:
    """Return the insertions of the day and issuer that a first mention lacks and the record has."""
    edits: list[Edit] = []
    if not citation.date_text and not context.heading.normative and found.date is not None:
        edits.append(((citation.end, citation.end), f" ngày {day(found.date)}"))
    if not citation.issuer:
        behind = parts.dated[1] if parts.dated else citation.end
        edits.append(((behind, behind), f" của {found.issuer}"))
    return edits
