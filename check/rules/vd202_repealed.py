"""VD202: the instrument had been repealed on the draft's date."""

from __future__ import annotations

from collections.abc import Iterator

from check.ended import ended_hit
from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from kg.model import Citation, Instrument
from kg.state import State, Status


class Repealed(StatusRule):
    """The instrument had been repealed on the draft's date.

    An info in the same places as VD201.

    Why it matters:
        A repealed instrument has no effect, and unlike a replaced one no successor of its own.

    Example:
        A decision listed as "bãi bỏ toàn bộ" by a later one, cited as a basis afterwards.

    Write instead:
        The instrument that governs the matter now, or nothing.

    References:
        Luật 64/2025/QH15 Điều 57 khoản 1 điểm c, Điều 8 (before: Luật 80/2015/QH13 Điều 154).
    """

    code = "VD202"
    slug = "repealed"
    severity = Severity.ERROR
    states = frozenset({State.REPEALED})
    message = Message(
        vi="{number} đã bị bãi bỏ từ ngày {since} bởi {by}.{chain}",
        en="{number} was repealed from {since} by {by}.{chain}",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once when the status on the document's day is ``repealed``."""
        yield ended_hit(citation, instrument, state, context)
