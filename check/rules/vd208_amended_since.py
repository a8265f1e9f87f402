"""VD208: in force but amended, and the citation does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.wording import dated, listed, short
from kg.ids import number_key
from kg.model import Citation, Instrument, Relation
from kg.state import ENDED, State, Status
from kg.status import amendments

_CLAUSE = re.compile(r"sửa\s+đổi|bổ\s+sung", re.IGNORECASE)


class AmendedSince(StatusRule):
    """The instrument was amended by the draft's date and the citation does not name all changes.

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
    message = Message(
        vi="{number} đã được sửa đổi, bổ sung bởi {missing} mà chỗ dẫn chưa nêu.",
        en="{number} was amended by {missing}, which the citation does not say.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once, on the first mention, when an amendment in force is not named with it."""
        if state.state in ENDED or state.state is State.NOT_YET_IN_FORCE:
            return
        if not context.first(citation):
            return
        acting = [
            r
            for r in amendments(context.graph, instrument.iri, as_of=context.date)
            if context.graph.canonical(r.target) == instrument.iri
        ]
        found = {r.source: context.graph.instrument(r.source) for r in acting}
        missing = [i for i in found.values() if not _named(i, citation, context)]
        if not missing:
            return
        words = " và ".join(short(i) for i in missing[:6])
        yield Hit(
            values={"number": dated(instrument), "missing": listed(missing)},
            suggestion=f"được sửa đổi, bổ sung bởi {words}",
            span=(citation.start, citation.end),
            proof=tuple(r for r in acting if r.source in {i.iri for i in missing}),
            about=instrument.iri,
        )


def _named(amending: Instrument, citation: Citation, context: Context) -> bool:
    """Return whether the words behind the citation name the amending instrument or its year."""
    following = context.text[citation.end : citation.end + 700]
    stop = re.search(r";|\n\s*\n|\.\s", following)
    clause = following[: stop.start()] if stop else following
    m = _CLAUSE.search(clause)
    if m is None:
        return False
    said = clause[m.start() :]
    if number_key(amending.number) in number_key(said):
        return True
    year = str(amending.date.year) if amending.date else None
    return year is not None and re.search(rf"năm[^;.]*\b{year}\b", said) is not None


def _relations(state: Status) -> list[Relation]:
    return [p for p in state.proof if isinstance(p, Relation)]
