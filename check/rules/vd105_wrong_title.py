"""VD105: the quoted title is not the instrument's."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, Rule
from check.wording import dated
from cite.compare import title_agreement, title_words
from kg.model import Citation, Instrument
from kg.state import Fact

_ANOTHER = Message(
    vi="Trích yếu đã ghi là của {other}, không phải của {number} (“{right}”).",
    en="The quoted title is that of {other}, not of {number} (“{right}”).",
)
_LAWS = frozenset({"luat", "bo-luat", "phap-lenh", "hien-phap"})


class WrongTitle(Rule):
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
        stated = citation.title
        if (
            found is None
            or found.attested
            or not stated
            or not found.title
            or citation.number is None
        ):
            return
        if len(title_words(stated)) < 4 and found.type not in _LAWS:
            return
        own = title_agreement(stated, found.title)
        if own >= 0.45:
            return
        other = _bearer(stated, found, context)
        yield Hit(
            values={
                "number": dated(found),
                "right": found.title,
                "other": dated(other) if other else "",
            },
            message=_ANOTHER if other else None,
            severity=Severity.ERROR if other else None,
            span=citation.span_of(citation.title_span),
            proof=(Fact("title", None, found.sources.get("title", ())),),
            about=found.iri,
        )


def _bearer(stated: str, found: Instrument, context: Context) -> Instrument | None:
    """Return the instrument whose title it is, those of the same number first."""
    same = context.graph.by_number(found.number)
    for group in (same, context.graph.instruments):
        best = max(
            (
                (title_agreement(stated, i.title), i.iri, i)
                for i in group
                if i.title and i.iri != found.iri
            ),
            default=None,
            key=lambda item: item[:2],
        )
        if best is not None and best[0] >= 0.85 and len(title_words(stated)) >= 5:
            return best[2]
    return None
