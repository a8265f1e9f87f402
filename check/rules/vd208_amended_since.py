"""VD208: in force but amended, and the citation does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from check.amended import unnamed_amendments
from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.stated import stated_span
from check.wording import dated, listed, type_word
from kg.model import Citation, Instrument
from kg.state import ENDED, State, Status


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
        unnamed = unnamed_amendments(citation, instrument, context)
        missing = [
            context.graph.instrument(iri) for iri in dict.fromkeys(r.source for r in unnamed)
        ]
        if not missing:
            return
        start, end = stated_span(citation)
        words = _enumerated([f"{type_word(i)} số {i.number}" for i in missing])
        written = " ".join(context.text[start:end].split())
        yield Hit(
            values={"number": dated(instrument), "missing": listed(missing)},
            suggestion=f"{written} (được sửa đổi, bổ sung bởi {words})",
            span=(start, end),
            proof=unnamed,
            about=instrument.iri,
        )


def _enumerated(names: list[str]) -> str:
    """Return "A", "A và B", "A, B và C"."""
    return " và ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
