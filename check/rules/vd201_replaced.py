"""VD201: the instrument had been replaced on the draft's date."""

from __future__ import annotations

from collections.abc import Iterator

from check.ended import ended_hit
from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from kg.model import Citation, Instrument
from kg.state import State, Status


class Replaced(StatusRule):
    """The instrument had been replaced on the draft's date.

    An info where the text itself says so ("thay thế …", "đã hết hiệu lực", a list headed "bãi bỏ
    các văn bản sau") or looks back (on results, on what was granted or spent under it, in an
    article on transition), in the title of another instrument, where it is named as what has
    amended another one, and in a consolidated text; nothing where the document itself replaces it.

    Why it matters:
        A plan that carries out a dead instrument has no basis; the successor may ask for more.

    Example:
        "Nghị định số 61/2018/NĐ-CP" in a plan of 20/8/2025: replaced by 118/2025/NĐ-CP from
        01/7/2025. On 30/6/2025 it was still right.

    Write instead:
        The successor that applies on the draft's date. It is proposed, in the draft's own style,
        where it is one instrument, no article is cited and the words around stay right.

    References:
        Luật 64/2025/QH15 Điều 57 khoản 1 điểm b (before: Luật 80/2015/QH13 Điều 154).
    """

    code = "VD201"
    slug = "replaced"
    severity = Severity.ERROR
    states = frozenset({State.REPLACED})
    message = Message(
        vi="{number} đã hết hiệu lực từ ngày {since}: được thay thế bằng {by}.{chain}",
        en="{number} has had no effect since {since}: replaced by {by}.{chain}",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once when the status on the document's day is ``replaced``."""
        yield ended_hit(citation, instrument, state, context)
