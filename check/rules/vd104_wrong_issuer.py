"""VD104: the stated issuer is not the instrument's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, Rule
from check.wording import full
from cite.compare import issuer_key
from cite.resolve import Outcome, Reason
from kg.ids import number_key
from kg.model import Citation, Instrument
from kg.state import Fact
from kg.text import fold
from kg.vocab import load_vocabulary

_OF_SYMBOL = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "CTN": "Chủ tịch nước",
    "VPCP": "Văn phòng Chính phủ",
}
_OTHER = Message(
    vi="Cơ quan ban hành ghi “{stated}”; đúng là {right}.",
    en="The stated issuer is “{stated}”; the instrument's is {right}.",
)
_HEIR = Message(
    vi="“{stated}” là cơ quan kế thừa; khi dẫn, giữ tên cơ quan tại thời điểm ban hành: {right}.",
    en="“{stated}” is the heir of the issuer; cite the name at the time of issue: {right}.",
)


class WrongIssuer(Rule):
    """The stated issuer is not the instrument's, or contradicts the symbol.

    Why it matters:
        The same number of another body is another instrument.

    Example:
        "Nghị quyết số 66/NQ-CP ngày 30/4/2025 của Bộ Chính trị": the symbol is the Government's;
        the Politburo's of that day is 66-NQ/TW.
    Write instead:
        The issuer's full name at the time of issue.

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.6; Phụ lục III for abbreviations.
    """

    code = "VD104"
    slug = "wrong-issuer"
    severity = Severity.ERROR
    message = Message(
        vi="Cơ quan ban hành ghi “{stated}” mâu thuẫn với ký hiệu {number} (của {right}).{other}",
        en="The stated issuer “{stated}” contradicts the symbol {number} (that of {right}).{other}",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once when the issuer contradicts the symbol or the record."""
        stated = citation.issuer
        if not stated or citation.number is None or citation.form == "law":
            return
        right = _issuer_of(citation.number, stated)
        span = citation.span_of(citation.issuer_span)
        if right is not None:
            other = _same_day(citation, stated, context)
            words = f" Cùng ngày, {stated} có {full(other)}." if other else ""
            words_en = f" Of the same day there is {full(other)}." if other else ""
            yield Hit(
                values={
                    "stated": stated,
                    "number": citation.number,
                    "right": right,
                    "other": words,
                },
                values_en={"other": words_en},
                span=span,
                suggestion=right if other is None else None,
                about=other.iri if other else None,
            )
            return
        resolution = context.resolutions[index]
        found = resolution.instrument
        if resolution.outcome is not Outcome.FOUND or found is None or found.attested:
            return
        if Reason.OTHER_ISSUER in resolution.reasons and _known(stated):
            heir = _is_heir(stated, found)
            yield Hit(
                values={"stated": stated, "right": found.issuer},
                message=_HEIR if heir else _OTHER,
                severity=Severity.WARNING if heir else None,
                span=span,
                suggestion=found.issuer,
                proof=(Fact("issuer", None, found.sources.get("issuer", ())),),
                about=found.iri,
            )


def _known(stated: str) -> bool:
    """Return whether the stated name is one the vocabulary knows; an odd one proves nothing."""
    return bool(load_vocabulary().issuers_by_name(issuer_key(stated)))


def _issuer_of(number: str, stated: str) -> str | None:
    """Return whose symbol the number has, when the stated issuer is clearly another body."""
    if not _known(stated):
        return None
    key = issuer_key(stated)
    party = re.match(r"^\d+[\w.]*-\w+/(\w+)$", number)
    if party is not None:
        level = {i.level for i in load_vocabulary().issuers_by_name(key)}
        state = level <= {"central", "court", "province"} and party.group(1) in {"TW", "TU"}
        return "cơ quan của Đảng" if state and level else None
    letters = re.split(r"[-/]", number)[-1]
    right = _OF_SYMBOL.get(letters)
    if right is None or key == fold(right):
        return None
    if letters == "VPCP" or (letters == "TTg" and "thủ tướng" in key):
        return None
    return right


def _is_heir(stated: str, found: Instrument) -> bool:
    vocabulary = load_vocabulary()
    heirs = {
        h.id for i in vocabulary.issuers_by_name(issuer_key(found.issuer)) for h in i.successors
    }
    return any(i.id in heirs for i in vocabulary.issuers_by_name(issuer_key(stated)))


def _same_day(citation: Citation, stated: str, context: Context) -> Instrument | None:
    """Return the stated issuer's instrument of the same leading number and day."""
    if not citation.date or len(citation.date) != 10:
        return None
    leading = re.match(r"\d+[a-zđ]?", number_key(citation.number or ""))
    if leading is None:
        return None
    for i in context.graph.instruments:
        if i.date is not None and i.date.isoformat() == citation.date:
            other = re.match(r"\d+[a-zđ]?", number_key(i.number))
            if (
                other
                and other.group() == leading.group()
                and issuer_key(i.issuer) == issuer_key(stated)
            ):
                return i
    return None
