"""VD502: a term that the law has dropped."""

from __future__ import annotations

from collections.abc import Iterator

from check.ended import in_the_past
from check.finding import Hit, Message, Severity
from check.rule import Context, DocumentRule
from check.wording import dated, day
from check.words import occurrences
from kg.vocab import load_vocabulary

_SINCE = Message(
    vi="Thuật ngữ “{term}” đúng vào ngày văn bản, nay không còn dùng từ ngày {since}; thay bằng "
    "“{instead}”{by}.",
    en="The term “{term}” was right on the document's date and was dropped on {since}; now "
    "“{instead}”{by}.",
)


class OutdatedTerm(DocumentRule):
    """A term of the text was dropped by the law.

    An info where it was right on the draft's date, or in a sentence on results of the past.

    Why it matters:
        Targets in a dropped term cannot be measured or reported.

    Example:
        "dịch vụ công trực tuyến mức độ 3, mức độ 4" after 15/8/2022 (42/2022/NĐ-CP).
    Write instead:
        "dịch vụ công trực tuyến toàn trình, một phần".

    References:
        The instrument named in the vocabulary entry (``kg/vocab/terms.yaml``).
    """

    code = "VD502"
    slug = "outdated-term"
    severity = Severity.WARNING
    message = Message(
        vi="Thuật ngữ “{term}” không còn dùng từ ngày {since}; thay bằng “{instead}”{by}.",
        en="The term “{term}” was dropped on {since}; now “{instead}”{by}.",
    )

    def document(self, context: Context) -> Iterator[Hit]:
        """Yield for each occurrence outside titles; info where it was right on the date."""
        titles = [s for c in context.citations if (s := c.span_of(c.title_span)) is not None]
        for term in load_vocabulary().terms.values():
            if term.since is None or term.since > context.as_of:
                continue
            today = term.since > context.date
            source = context.graph.by_number(term.instrument) if term.instrument else ()
            by = f" theo {dated(source[0])}" if source else ""
            by_en = f" by {dated(source[0])}" if source else ""
            for start, end in occurrences(context.text, term.words):
                if any(a <= start < b for a, b in titles):
                    continue
                yield Hit(
                    values={
                        "term": " ".join(context.text[start:end].split()),
                        "since": day(term.since),
                        "instead": term.instead_vi,
                        "by": by,
                    },
                    values_en={"instead": term.instead_en, "by": by_en},
                    message=_SINCE if today else None,
                    severity=Severity.INFO if today or in_the_past(start, context) else None,
                    span=(start, end),
                    about=source[0].iri if source else None,
                )
