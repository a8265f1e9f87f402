"""VD302: the provision cited was amended, and the draft does not say so."""

from __future__ import annotations

from collections.abc import Iterator

from check.amended import unnamed_amendments
from check.ended import says_ended
from check.finding import Hit, Message, Severity
from check.provisions import amended_parts, each_provision_once, hit_of, with_amenders
from check.rule import Context, StatusRule
from kg.model import Citation, Instrument
from kg.state import ENDED, State, Status
from kg.timeline import timeline

_SINCE = Message(
    vi="Đúng vào ngày văn bản; nay quy định được dẫn của {number} đã được sửa đổi, bổ sung: "
    "{parts}.",
    en="Right on the document's date; what is cited of {number} has since been amended: {parts}.",
)


class ProvisionAmended(StatusRule):
    """The very provision cited was amended by the draft's date, and the draft does not say so.

    A change counts as named where the draft cites the amending instrument anywhere. VD208 tells of
    amendments of the instrument; where this rule names an amending instrument on a citation, VD208
    does not name it there again. Each provision is told once. What was amended between the draft's
    date and the day up to which changes are told is told too, as right then.

    Why it matters:
        The words that apply are the amended ones; the text as first issued says something else.

    Example:
        "theo Điều 5 Thông tư số 04/2016/TT-BNNPTNT": the article has been amended since.

    Write instead:
        "… được sửa đổi, bổ sung bởi …" behind the instrument, once; for laws the years of
        amendment.

    References:
        NĐ 78/2025/NĐ-CP Điều 68.
    """

    code = "VD302"
    slug = "provision-amended"
    severity = Severity.INFO
    message = Message(
        vi="Quy định được dẫn của {number} đã được sửa đổi, bổ sung mà chỗ dẫn chưa nêu: {parts}.",
        en="What is cited of {number} was amended, which the citation does not say: {parts}.",
    )

    def hits(self, context: Context) -> Iterator[tuple[int | None, Hit]]:
        """Yield what is found on the first citation of each provision, equal words once."""
        said: set[tuple[str, str]] = set()
        for index, citation in each_provision_once(context):
            for hit in self.check(index, citation, context):
                words = hit.values["number"], hit.values["parts"]
                if words not in said:
                    said.add(words)
                    yield index, hit

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield the amendments of the provision that the draft does not name."""
        if state.state in ENDED or state.state is State.NOT_YET_IN_FORCE:
            return
        if not timeline(context.graph, instrument.iri).changes:
            return
        touched = amended_parts(citation, instrument, context, as_of=context.date)
        if not touched:
            yield from _later(citation, instrument, context)
            return
        hit = hit_of(touched, instrument, context)
        if context.first(citation):
            unnamed = unnamed_amendments(citation, instrument, context)
            span, suggestion = with_amenders(citation, unnamed, context)
            hit = hit._replace(span=span, suggestion=suggestion)
        yield hit


def _later(citation: Citation, instrument: Instrument, context: Context) -> Iterator[Hit]:
    """Yield the amendments between the two days, while the instrument goes on."""
    if context.as_of <= context.date:
        return
    if context.status(instrument.iri, as_of=context.as_of).state in ENDED:
        return
    touched = amended_parts(citation, instrument, context, as_of=context.as_of)
    if touched and not says_ended(citation, context):
        yield hit_of(touched, instrument, context)._replace(message=_SINCE)
