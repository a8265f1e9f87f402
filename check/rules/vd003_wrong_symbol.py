"""VD003: the symbol is malformed or not the instrument's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.certainty import certain
from check.finding import Hit, Message, Severity
from check.rewording import with_number
from check.rule import CitationRule, Context
from cite.resolve import Reason
from kg.ids import read_number
from kg.model import Citation
from kg.state import Fact
from kg.text import fold

_DOTS_UNTIL = 2008
"""QĐ.UB and the like were issued until the symbols were unified (2004 to 2009)."""
_NOT_OWN = Message(
    vi="Ký hiệu {stated} không phải của văn bản này; đúng là {right}.",
    en="{stated} is not this instrument's own symbol; it is {right}.",
)


class WrongSymbol(CitationRule):
    """The symbol is malformed, or differs from the symbol of the instrument meant.

    Why it matters:
        Letters, hyphens and the year are part of the number: with the year it is a normative
        document, without it an administrative one.

    Example:
        "61/2018/ND-CP" (plain D), "30c/NQCP" (hyphen lost), "17/2019/NQ-CP" for 17/NQ-CP.

    Write instead:
        The number and symbol exactly as issued. ``--fix`` writes them where the instrument is
        beyond doubt.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.3; Luật 64/2025/QH15 Điều 7 khoản 3.
    """

    code = "VD003"
    slug = "wrong-symbol"
    severity = Severity.WARNING
    message = Message(
        vi="Ký hiệu ghi “{stated}” sai thể thức; đúng là {right}.",
        en="The symbol “{stated}” is malformed; it should read {right}.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield when the written symbol needs repair or the instrument found has another one."""
        if citation.number is None or citation.written is None:
            return
        resolution = context.resolutions[index]
        found = resolution.instrument
        meant = citation.number
        if found is not None and Reason.SYMBOL in resolution.reasons:
            meant = found.number
        if citation.form == "numbered" and _malformed(citation, citation.written, citation.number):
            lost = context.kind == "pdf" and _bare(citation.written) == _bare(citation.number)
            yield Hit(
                values={"stated": citation.written, "right": meant},
                # Line breaks of a PDF swallow hyphens that stand on the page.
                severity=Severity.INFO if lost else None,
                suggestion=with_number(citation, meant),
                safe=certain(index, context, day=True),
            )
            return
        if found is None or Reason.SYMBOL not in resolution.reasons:
            return
        yield Hit(
            values={"stated": citation.number, "right": found.number},
            message=_NOT_OWN,
            suggestion=with_number(citation, found.number),
            proof=(Fact.of(found, "number"),),
            about=found.iri,
        )


def _malformed(citation: Citation, written: str, right: str) -> bool:
    """Return whether the number is written in another form than it should have.

    Capitals of a heading in capitals and the dots of old symbols are no faults.
    """
    if written == right:
        return False
    a, b = _letters(written), _letters(right)
    if citation.text[:1].isalpha() and citation.text.isupper():
        a, b = a.casefold(), b.casefold()
    year = int(citation.date[:4]) if citation.date else read_number(right).year
    if year and year <= _DOTS_UNTIL:
        a, b = a.replace(".", "-"), b.replace(".", "-")
    return a != b


def _bare(number: str) -> str:
    return re.sub(r"[-–—‑\s]", "", number)


def _letters(number: str) -> str:
    """Return a number for comparing its form: letters' case counts, the suffix's does not."""
    head, mark, tail = number.partition("/" if "/" in number else "-")
    return f"{fold(head)}{mark}{re.sub(r'[–—‑]', '-', tail)}"
