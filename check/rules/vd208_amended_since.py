"""VD208: in force but amended, and the citation does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from check.amended import unnamed_amendments
from check.finding import Hit, Message, Severity
from check.provisions import amended_parts, with_amenders
from check.rule import Context, StatusRule
from check.wording import dated, listed
from kg.model import Citation, Instrument
from kg.state import ENDED, State, Status


class AmendedSince(StatusRule):
    """The instrument was amended by the draft's date and the draft does not name all changes.

    A change counts as named where the draft cites the amending instrument anywhere. Changes of the
    very provision cited are told by VD302, and not here again.

    Why it matters:
        The words that apply are the amended ones.

    Example:
        "Nghị định số 20/2008/NĐ-CP", amended by 48/2013/NĐ-CP and 92/2017/NĐ-CP.

    Write instead:
        "… được sửa đổi, bổ sung bởi Nghị định số 48/2013/NĐ-CP và Nghị định số 92/2017/NĐ-CP"; for
        laws the years of amendment.

    References:
        NĐ 78/2025/NĐ-CP Điều 68.
    """

    code = "VD208"
    slug = "amended-since"
    severity = Severity.INFO
    states = frozenset(State) - ENDED - {State.NOT_YET_IN_FORCE}
    message = Message(
        vi="{number} đã được sửa đổi, bổ sung bởi {missing} mà chỗ dẫn chưa nêu.",
        en="{number} was amended by {missing}, which the citation does not say.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once, on the first mention, when an amendment in force is not named."""
        if not context.first(citation):
            return
        unnamed = unnamed_amendments(citation, instrument, context)
        precise = {
            t.relation.source
            for t in amended_parts(citation, instrument, context, as_of=context.date)
        }
        actors = dict.fromkeys(r.source for r in unnamed if r.source not in precise)
        if not actors:
            return
        span, suggestion = with_amenders(citation, unnamed, context)
        yield Hit(
            values={
                "number": dated(instrument),
                "missing": listed(context.graph.instrument(iri) for iri in actors),
            },
            suggestion=suggestion,
            span=span,
            proof=tuple(r for r in unnamed if r.source in actors),
            about=instrument.iri,
        )
