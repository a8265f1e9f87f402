"""VD207: the instrument's parent has ended."""

from __future__ import annotations

from collections.abc import Iterator

from check.ended import told_as_past
from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.wording import acting, dated, day
from kg.model import Citation, Instrument, Relation
from kg.state import Note, State, Status

_CHECK = Message(
    vi="{number}: văn bản mà nó quy định chi tiết, hướng dẫn hoặc sửa đổi đã hết hiệu lực "
    "({parent}); cần kiểm tra còn áp dụng hay không.",
    en="{number}: an instrument that it details, guides or amends has ended ({parent}); check "
    "whether it still applies.",
)


class Lapsed(StatusRule):
    """The parent has ended: lapsed with it under the 2015 law, to be checked since 01/4/2025.

    Why it matters:
        Circulars and decrees that carry out a law hang on it. Luật 80/2015/QH13 let them lapse
        with it; under Luật 64/2025/QH15 they go on as far as they do not contradict the new one.

    Example:
        "Thông tư số 01/2018/TT-VPCP" after 01/7/2025, when 61/2018/NĐ-CP was replaced.

    Write instead:
        The instrument that guides the new parent, if there is one.

    References:
        Luật 80/2015/QH13 Điều 154 khoản 4; Luật 64/2025/QH15 Điều 57 khoản 2 (from 01/4/2025).
    """

    code = "VD207"
    slug = "lapsed"
    severity = Severity.WARNING
    message = Message(
        vi="{number} hết hiệu lực theo văn bản gốc từ ngày {since} (suy luận theo Luật "
        "80/2015/QH13 Điều 154): {parent}.",
        en="{number} lapsed with its parent on {since} (inferred, Law 80/2015/QH13 Article 154): "
        "{parent}.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield a warning for a lapse, an info where the texts must be read."""
        if state.state is State.LAPSED:
            yield Hit(
                values={
                    "number": dated(instrument),
                    "since": day(state.since),
                    "parent": _parents(state.relations, instrument, context),
                },
                severity=Severity.INFO if told_as_past(citation, context) else None,
                proof=state.proof,
                about=instrument.iri,
            )
        elif Note.NEEDS_CHECK in state.notes and context.first(citation):
            yield Hit(
                values={
                    "number": dated(instrument),
                    "parent": _parents(state.relations, instrument, context),
                },
                message=_CHECK,
                severity=Severity.INFO,
                proof=state.proof,
                about=instrument.iri,
            )


def _parents(relations: tuple[Relation, ...], instrument: Instrument, context: Context) -> str:
    """Return which parent ended and by what, as far as the proof says."""
    ends = [r for r in relations if r.target != instrument.iri and r.source != instrument.iri]
    shown = [
        f"{dated(context.graph.instrument(r.target))}, {acting([r], context.graph)}" for r in ends
    ]
    return "; ".join(dict.fromkeys(shown)) or acting(relations, context.graph) or "?"
