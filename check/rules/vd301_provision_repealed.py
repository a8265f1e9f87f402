"""VD301: some of the provisions cited, or something of the one cited, has ended."""

from __future__ import annotations

from collections.abc import Iterator

from check.ended import told_as_past
from check.finding import Hit, Message, Severity
from check.provisions import Touched, ended_parts, hit_of, told_of_whole
from check.rule import Context, StatusRule
from kg.model import Citation, Instrument, Role
from kg.state import ENDED, State, Status
from kg.timeline import timeline

_SOMETHING = Message(
    vi="Một nội dung của phần được dẫn của {number} đã hết hiệu lực: {parts}; cần kiểm tra nội "
    "dung được dẫn còn áp dụng hay không.",
    en="Something of what is cited of {number} has no effect: {parts}; check whether what is meant "
    "still applies.",
)
_SINCE = Message(
    vi="Đúng vào ngày văn bản; nay phần được dẫn của {number} đã hết hiệu lực: {parts}.",
    en="Right on the document's date; what is cited of {number} has since ended: {parts}.",
)


class ProvisionRepealed(StatusRule):
    """Some of the provisions cited have been repealed or replaced, while others apply.

    VD204 warns where all that is cited has ended, and tells once that an instrument has ended in
    part. This rule names what VD204 does not: of several provisions cited those that have ended (a
    warning); at later mentions the clause that the article cited has lost (an info); and what was
    right on the draft's date and has ended since (an info). Nothing is told where the instrument
    has ended as a whole.

    Why it matters:
        A reference to five articles of which one is dead sends the reader to the dead one too.

    Example:
        "Điều 12, Điều 13 Thông tư số 200/2015/TT-BTC" after 03/11/2021: 77/2021/TT-BTC repealed
        Điều 13.

    Write instead:
        The provisions that apply, without the ended ones; or what has taken their place.

    References:
        Luật 64/2025/QH15 Điều 8 khoản 3, Điều 57 khoản 1 (before: Luật 80/2015/QH13 Điều 154).
    """

    code = "VD301"
    slug = "provision-repealed"
    severity = Severity.WARNING
    message = Message(
        vi="Trong các điều, khoản, điểm được dẫn của {number}, phần đã hết hiệu lực: {parts}.",
        en="Of the provisions cited of {number}, these have no effect: {parts}.",
    )

    def hits(self, context: Context) -> Iterator[tuple[int | None, Hit]]:
        """Yield each warning, and what is only told once for each provision."""
        said: set[tuple[str, str]] = set()
        for index, citation in enumerate(context.citations):
            if citation.provision is None or citation.role is not Role.CITE:
                continue
            for hit in self.check(index, citation, context):
                words = hit.values["number"], hit.values["parts"]
                if hit.message is None or words not in said:
                    said.add(words)
                    yield index, hit

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield what has ended of the provisions cited, unless VD204 tells it."""
        if state.state in ENDED or state.state is State.NOT_YET_IN_FORCE:
            return
        if not timeline(context.graph, instrument.iri).part_ends:
            return
        ended = ended_parts(citation, instrument, context, as_of=context.date)
        by_vd204 = state.state is State.PARTLY_EXPIRED and ended.all
        if ended.wholly:
            if not by_vd204:
                past = told_as_past(citation, context)
                yield hit_of(ended.wholly, instrument, context, Severity.INFO if past else None)
        elif told_of_whole(citation, instrument, state, context):
            return
        elif ended.partly:
            hit = hit_of(ended.partly, instrument, context, Severity.INFO)
            yield hit._replace(message=_SOMETHING)
        elif later := _later(citation, instrument, context):
            yield hit_of(later, instrument, context, Severity.INFO)._replace(message=_SINCE)


def _later(citation: Citation, instrument: Instrument, context: Context) -> tuple[Touched, ...]:
    """Return what is cited and ends between the two days, while the instrument goes on."""
    if context.as_of <= context.date or told_as_past(citation, context):
        return ()
    if context.status(instrument.iri, as_of=context.as_of).state in ENDED:
        return ()
    return ended_parts(citation, instrument, context, as_of=context.as_of).wholly
