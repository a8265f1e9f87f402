"""VD502: a term that the law has dropped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

from check.finding import Hit, Message, Severity
from check.past import in_the_past
from check.rule import Context, DocumentRule
from check.wording import dated, day
from check.words import Phrases, Stretches
from kg.patterns import lazy
from kg.vocab import Term, load_vocabulary

_SINCE = Message(
    vi="Thuật ngữ “{term}” đúng vào ngày văn bản, nay không còn dùng từ ngày {since}; thay bằng "
    "“{instead}”{by}.",
    en="The term “{term}” was right on the document's date and was dropped on {since}; now "
    "“{instead}”{by}.",
)


_LINK = lazy(r",\s*|\s+và\s+")
_LEAD, _SEVERAL = 3, 2
"""Words that old and new term begin with; things they name."""


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
        spans = (c.span_of(c.title_span) for c in context.citations)
        titles = Stretches(span for span in spans if span is not None)
        found = _phrases().find(context.words)
        for term in load_vocabulary().terms.values():
            if term.since is None or term.since > context.as_of:
                continue
            for start, end in found.get(term.id, ()):
                if start not in titles:
                    yield _hit(term, term.since, (start, end), context)


@cache
def _phrases() -> Phrases:
    return Phrases({id_: term.words for id_, term in load_vocabulary().terms.items()})


def _hit(term: Term, since: date, span: tuple[int, int], context: Context) -> Hit:
    today = since > context.date
    source = context.graph.by_number(term.instrument) if term.instrument else ()
    told = today or context.lenient or in_the_past(span[0], context)
    return Hit(
        values={
            "term": " ".join(context.text[span[0] : span[1]].split()),
            "since": day(since),
            "instead": term.instead_vi,
            "by": f" theo {dated(source[0])}" if source else "",
        },
        values_en={
            "instead": term.instead_en,
            "by": f" by {dated(source[0])}" if source else "",
        },
        message=_SINCE if today else None,
        severity=Severity.INFO if told else None,
        span=span,
        suggestion=None if told else _instead(term, context.text[span[0] : span[1]]),
        about=source[0].iri if source else None,
    )


def _instead(term: Term, written: str) -> str | None:
    """Return the new term where it names as many things as the words written, one for one.

    "mức độ 4" alone became neither "toàn trình" nor "một phần" as a whole.
    """
    old, new = (_LINK.split(" ".join(words.split())) for words in (written, term.instead_vi))
    led = new[0].casefold().startswith(" ".join(old[0].casefold().split()[:_LEAD]))
    if len(old) != len(new) or len(old) < _SEVERAL or not led:
        return None
    first = term.instead_vi[:1]
    return (first.upper() if written[:1].isupper() else first) + term.instead_vi[1:]
