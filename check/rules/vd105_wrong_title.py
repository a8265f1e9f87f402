"""VD105: the quoted title is not the instrument's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.ended import is_basis
from check.finding import Hit, Message, Severity
from check.rewording import title_clause, title_ends
from check.rule import CitationRule, Context
from check.stated import stated_title
from check.wording import dated
from cite.compare import title_agreement, title_words
from cite.resolve import Reason
from kg.model import Citation, Instrument
from kg.state import Fact
from kg.vocab import LAWS

_ANOTHER = Message(
    vi="Trích yếu đã ghi là của {other}, không phải của {number} (“{right}”).",
    en="The quoted title is that of {other}, not of {number} (“{right}”).",
)
_FITS, _DIFFERS, _ITS_OWN = 0.45, 0.3, 0.85
"""Agreement from which a title is the record's, below which a long one is not, and is another's."""
_SHORT, _ENOUGH, _LONG = 4, 5, 9
"""Words: a shorter title is a paraphrase, enough to know another title by, a full title."""


class WrongTitle(CitationRule):
    """The quoted title is not the instrument's; an error when it is that of another one.

    Paraphrases and abbreviations (CCHC, TTHC) are fine.

    Why it matters:
        Number and title that do not belong together mean that one of them is wrong.

    Example:
        "Nghị quyết số 76/NQ-CP ngày 13/6/2013 … Chương trình tổng thể … giai đoạn 2021-2030":
        the title is that of 76/NQ-CP of 15/7/2021.

    Write instead:
        The title as issued, or the number of the instrument meant.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.5 and II.6.
    """

    code = "VD105"
    slug = "wrong-title"
    severity = Severity.WARNING
    message = Message(
        vi="Trích yếu đã ghi không phải của {number}; trích yếu đúng: “{right}”.",
        en="The quoted title is not that of {number}, which is “{right}”.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once when the matter of the stated title is not that of the record."""
        found = context.instrument(index)
        if found is None or found.attested or not found.title or citation.number is None:
            return
        stated = _matter(stated_title(citation) or "")
        if not stated or not context.sure(index):
            return
        law = found.type in LAWS
        size = len(title_words(stated))
        own = title_agreement(stated, found.title)
        if own >= _FITS or (size < _SHORT and not law):
            return
        other = _bearer(stated, found, context)
        if other is None and not law and (own >= _DIFFERS or size < _LONG):
            return
        yield Hit(
            values={
                "number": dated(found),
                "right": found.title,
                "other": dated(other) if other else "",
            },
            message=_ANOTHER if other else None,
            severity=Severity.ERROR if other else None,
            span=citation.span_of(citation.title_span),
            suggestion=_proposal(index, found, context) if other is None and not law else None,
            proof=(Fact.of(found, "title"),),
            about=found.iri,
        )


def _proposal(index: int, found: Instrument, context: Context) -> str | None:
    """Return the record's title where number and day both speak for it.

    Else the number may be what is wrong. Only in the legal basis does a line hold the instrument
    alone; elsewhere the words read as title may run on into the sentence.
    """
    citation = context.citations[index]
    if Reason.DATE not in context.resolutions[index].reasons or context.in_title(index):
        return None
    if not is_basis(citation, context) or not title_ends(citation, found, context.text):
        return None
    return title_clause(found)


def _matter(title: str) -> str:
    """Return a title without abbreviations, which no comparison can spell out (Luật BHXH)."""
    words = title.split()
    short = [w for w in words if not w.islower() and sum(map(str.isupper, w)) > 1]
    return title if len(short) == len(words) > 3 else " ".join(w for w in words if w not in short)


def _bearer(stated: str, found: Instrument, context: Context) -> Instrument | None:
    """Return the instrument whose title it is: one of the same number, or of the same words."""
    for i in context.graph.by_number(found.number):
        if i.iri == found.iri or not i.title or len(title_words(stated)) < _ENOUGH:
            continue
        if title_agreement(stated, i.title) >= _ITS_OWN:
            return i
    lead = re.sub(r"^(?:về(?:\s+việc)?)\s+", "", stated, flags=re.IGNORECASE)
    names = dict.fromkeys((stated, lead, f"Về {lead}", f"Luật {stated}"))
    same = [i for name in names for i in context.graph.by_title(name) if i.iri != found.iri]
    return same[0] if same else None
