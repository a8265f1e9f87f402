"""VD209: some provisions start later."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.wording import dated, day
from kg.model import Citation, Instrument
from kg.state import State, Status


class PartlyInForce(StatusRule):
    """Some provisions of the instrument start later or are paused on the draft's date.

    Why it matters:
        The instrument may be cited, but not for what does not apply yet.

    Example:
        A law in force from 01/7 whose Article 12 starts on 01/01 of the next year.

    Write instead:
        The same citation, if the part that applies is meant.

    References:
        Luật 64/2025/QH15 Điều 53.
    """

    code = "VD209"
    slug = "partly-in-force"
    severity = Severity.INFO
    states = frozenset({State.PARTLY_IN_FORCE})
    message = Message(
        vi="{number} chỉ có hiệu lực một phần vào ngày {own}{parts}.",
        en="{number} was only partly in force on {own}{parts}.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once, on the first mention, while parts do not apply."""
        if context.first(citation):
            parts = f" (chưa áp dụng: {'; '.join(state.parts)})" if state.parts else ""
            parts_en = f" (not applied: {'; '.join(state.parts)})" if state.parts else ""
            yield Hit(
                values={"number": dated(instrument), "own": day(context.date), "parts": parts},
                values_en={"parts": parts_en},
                proof=state.proof,
                about=instrument.iri,
            )
