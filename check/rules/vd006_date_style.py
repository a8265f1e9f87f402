"""VD006: zeros in the date are not as the drafting rules ask."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from check.wording import day
from kg.model import Citation, Role
from kg.patterns import lazy

_SHORT = lazy(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
_LONG = lazy(r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$")


class DateStyle(CitationRule):
    """A day below ten or the months 1 and 2 stand without a zero, or another month with one.

    Why it matters:
        The zero keeps a digit from being added to a date later.

    Example:
        "ngày 5/3/2020" for 05/3/2020; "ngày 05/03/2020" has a zero that the rule does not ask for.

    Write instead:
        05/3/2020, 15/01/2020. ``--fix`` adds zeros and takes none away.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.4.b (for a document's own date; usage for cited ones).
    """

    code = "VD006"
    slug = "date-style"
    severity = Severity.INFO
    message = Message(
        vi="Ngày ghi “{stated}”; theo thể thức là “{right}”.",
        en="The date is written “{stated}”; the drafting rules ask for “{right}”.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield when the written date differs from the form asked for by its zeros alone."""
        stated = citation.date_text
        exact = citation.day
        if not stated or exact is None:
            return
        short = _SHORT.match(stated)
        m = short or _LONG.match(stated)
        if m is None:
            return
        d, month, year = day(exact).split("/")
        written, wanted = [m.group(1), m.group(2)], [d, month]
        if written != wanted:
            right = f"{d}/{month}/{year}" if short else f"{d} tháng {month} năm {year}"
            yield Hit(
                values={"stated": " ".join(stated.split()), "right": right},
                span=citation.span_of(citation.date_span),
                suggestion=right,
                safe=_only_adds(written, wanted) and _own_words(index, citation, context),
            )


def _only_adds(written: list[str], wanted: list[str]) -> bool:
    """Return whether zeros are added and none is taken away, which the rules do not ask for."""
    return all(len(a) <= len(b) for a, b in zip(written, wanted, strict=True))


def _own_words(index: int, citation: Citation, context: Context) -> bool:
    return citation.role is Role.CITE and not context.in_title(index) and not context.lenient
