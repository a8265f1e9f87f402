"""VD208: in force but amended, and the citation does not say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.sentence import sentence
from check.stated import stated_span
from check.wording import dated, listed, type_word
from kg.model import Citation, Instrument
from kg.patterns import lazy
from kg.state import ENDED, State, Status
from kg.status import amendments

_CLAUSE = lazy(r"sửa\s+đổi|bổ\s+sung", re.IGNORECASE)


class AmendedSince(StatusRule):
    """The instrument was amended by the draft's date and the draft does not name all changes.

    A change counts as named where the draft cites the amending instrument anywhere.

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
        """Yield once, on the first mention, when an amendment in force is not named."""
        if state.state in ENDED or state.state is State.NOT_YET_IN_FORCE:
            return
        if not context.first(citation):
            return
        acting = [
            r
            for r in amendments(context.graph, instrument.iri, as_of=context.date)
            if context.graph.canonical(r.target) == instrument.iri and not context.is_own(r.source)
        ]
        found = {r.source: context.graph.instrument(r.source) for r in acting}
        missing = [i for i in found.values() if not _named(i, citation, context)]
        if not missing:
            return
        start, end = stated_span(citation)
        words = _enumerated([f"{type_word(i)} số {i.number}" for i in missing])
        written = " ".join(context.text[start:end].split())
        yield Hit(
            values={"number": dated(instrument), "missing": listed(missing)},
            suggestion=f"{written} (được sửa đổi, bổ sung bởi {words})",
            span=(start, end),
            proof=tuple(r for r in acting if r.source in {i.iri for i in missing}),
            about=instrument.iri,
        )


def _named(amending: Instrument, citation: Citation, context: Context) -> bool:
    """Return whether the draft cites the amending instrument, or tells its year with the law."""
    if any(
        r.instrument is not None and r.instrument.iri == amending.iri for r in context.resolutions
    ):
        return True
    _, end = sentence(context.text, citation.end)
    m = _CLAUSE.search(context.text, citation.end, end)
    if m is None or amending.date is None:
        return False
    said = context.text[m.start() : end]
    return re.search(rf"năm[^;.]*\b{amending.date.year}\b", said) is not None


def _enumerated(names: list[str]) -> str:
    """Return "A", "A và B", "A, B và C"."""
    return " và ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
