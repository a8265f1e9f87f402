"""VD404: one instrument is named as legal basis twice."""

from __future__ import annotations

from collections.abc import Iterator

from check.basis import bases
from check.finding import Hit, Message, Severity
from check.rule import Context, DocumentRule
from kg.ids import number_key, read_number
from kg.model import Citation
from kg.text import fold


class DuplicateBasis(DocumentRule):
    """Two lines of the legal basis name the same instrument and no different provisions of it.

    A number without a year counts as the same with the same date only; a law's name with the same
    date or year only. Consolidated texts, which restate the bases of several, are not judged.

    Why it matters:
        A slip, mostly of a draft put together from two; the second line may have been meant for
        another instrument, as the one that amended it.

    Example:
        "Căn cứ Luật Công đoàn số 12/2012/QH13; … Căn cứ Luật Công đoàn số 12/2012/QH13;"

    Write instead:
        The line once, or in the second the instrument that was meant.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.6.a, for what a line of the basis holds.
    """

    code = "VD404"
    slug = "duplicate-basis"
    severity = Severity.INFO
    message = Message(
        vi="{number} đã được nêu tại một dòng căn cứ phía trên.",
        en="{number} is named in a line of the legal basis above.",
    )

    def document(self, context: Context) -> Iterator[Hit]:
        """Yield each basis that an earlier line names, with its citation."""
        if context.lenient:
            return
        seen: set[tuple[str, ...]] = set()
        for index, citation in bases(context):
            key = _key(citation)
            if key is not None and key in seen:
                yield Hit(
                    values={"number": citation.number or " ".join(citation.text.split())},
                    span=(citation.start, citation.end),
                    citation=index,
                )
            if key is not None:
                seen.add(key)


def _key(citation: Citation) -> tuple[str, ...] | None:
    """Return what tells a basis from others; ``None`` where it may be any of several."""
    provision = fold(citation.provision or "")
    if citation.number is not None:
        parts = read_number(citation.number)
        dated = "" if parts.year or parts.term else citation.date
        if dated is None:
            return None
        issuer = fold(citation.issuer or "") if parts.year and not parts.term else ""
        return number_key(citation.number), fold(citation.type or ""), dated, issuer, provision
    if citation.title and citation.date:
        return fold(citation.title), citation.date, provision
    return None
