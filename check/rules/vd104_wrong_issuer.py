"""VD104: the stated issuer is not the instrument's."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rewording import own_parts
from check.rule import CitationRule, Context
from check.wording import full
from cite.compare import issuer_key
from cite.resolve import Reason
from kg.model import Citation, Instrument
from kg.patterns import lazy
from kg.state import Fact
from kg.text import fold
from kg.vocab import load_vocabulary

_OF_SYMBOL = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "CTN": "Chủ tịch nước",
}
_FORMER = {"Chính phủ": ("hội đồng chính phủ", "hội đồng bộ trưởng")}
"""Names of the Government in the years when its symbol was CP or HĐBT."""
_PARTY = lazy(r"\d+[\w.]*-[^\W\d_]+(?:-[^\W\d_]+)*/(?:TW|TU)$")
_SIMPLE = lazy(r"\d+[\w.]*(?:/\d{4})?(?:/[^\W\d_]+)?[-/](CP|TTg|CTN)$")
_PARTS = lazy(r"(?P<leading>\d+[\w.]*?)(?:/\d{4})?[-/](?P<letters>[^\W\d_]+)[-/]")
_OTHER = Message(
    vi="Cơ quan ban hành ghi “{stated}”; đúng là {right}.",
    en="The stated issuer is “{stated}”; the instrument's is {right}.",
)
_HEIR = Message(
    vi="“{stated}” là cơ quan kế thừa; khi dẫn, giữ tên cơ quan tại thời điểm ban hành: {right}.",
    en="“{stated}” is the heir of the issuer; cite the name at the time of issue: {right}.",
)


class WrongIssuer(CitationRule):
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
        if not stated or citation.number is None or citation.form == "law" or not _known(stated):
            return
        right = _issuer_of(citation.number, stated)
        if right is not None:
            yield _against_symbol(index, stated, right, context)
            return
        resolution = context.resolutions[index]
        found = resolution.instrument
        if found is None or found.attested or not context.sure(index):
            return
        if Reason.OTHER_ISSUER in resolution.reasons:
            heir = _is_heir(stated, found)
            yield Hit(
                values={"stated": stated, "right": found.issuer},
                message=_HEIR if heir else _OTHER,
                severity=Severity.WARNING if heir else None,
                span=citation.span_of(citation.issuer_span),
                suggestion=_as_led(stated, found.issuer) if _its_own(index, context) else None,
                proof=(Fact.of(found, "issuer"),),
                about=found.iri,
            )


def _its_own(index: int, context: Context) -> bool:
    """Return whether the issuer's words are this citation's alone, so that they may be changed."""
    parts = own_parts(index, context)
    return parts is not None and parts.issued is not None


def _as_led(stated: str, right: str) -> str:
    """Return an issuer with the leader's title where one was stated ("Bộ trưởng Bộ Y tế")."""
    led = stated.startswith("Bộ trưởng ") and right.startswith("Bộ ")
    return f"Bộ trưởng {right}" if led and not right.startswith("Bộ trưởng") else right


def _against_symbol(index: int, stated: str, right: str, context: Context) -> Hit:
    citation = context.citations[index]
    other = _same_day(citation, stated, context)
    return Hit(
        values={
            "stated": stated,
            "number": citation.number or "",
            "right": right,
            "other": f" Cùng ngày, {stated} có {full(other)}." if other else "",
        },
        values_en={"other": f" Of the same day there is {full(other)}." if other else ""},
        span=citation.span_of(citation.issuer_span),
        suggestion=right
        if other is None and right[0].isupper() and _its_own(index, context)
        else None,
        about=other.iri if other else None,
    )


def _known(stated: str) -> bool:
    """Return whether the stated name is one the vocabulary knows; an odd one proves nothing."""
    return bool(load_vocabulary().issuers_by_name(issuer_key(stated)))


def _issuer_of(number: str, stated: str) -> str | None:
    """Return whose symbol the number has, when the stated issuer is clearly another body."""
    key = issuer_key(stated)
    if _PARTY.match(number):
        levels = {i.level for i in load_vocabulary().issuers_by_name(key)}
        return "cơ quan của Đảng" if levels <= {"central", "court", "province"} else None
    symbol = _SIMPLE.match(number)
    right = _OF_SYMBOL.get(symbol.group(1)) if symbol else None
    if right is None or key in {fold(right), *_FORMER.get(right, ())}:
        return None
    return None if right.startswith("Thủ tướng") and "thủ tướng" in key else right


def _is_heir(stated: str, found: Instrument) -> bool:
    vocabulary = load_vocabulary()
    issuers = vocabulary.issuers_by_name(issuer_key(found.issuer))
    heirs = {heir.id for issuer in issuers for heir in issuer.successors}
    return any(i.id in heirs for i in vocabulary.issuers_by_name(issuer_key(stated)))


def _same_day(citation: Citation, stated: str, context: Context) -> Instrument | None:
    """Return the stated issuer's instrument of the same leading number, type letters and day."""
    m = _PARTS.match(citation.number or "")
    if m is None or citation.day is None:
        return None
    for issuer in load_vocabulary().issuers_by_name(issuer_key(stated)):
        for symbol in (*issuer.symbols, *(("TW",) if issuer.level == "party" else ())):
            for number in (
                f"{m['leading']}-{m['letters']}/{symbol}",
                f"{m['leading']}/{m['letters']}-{symbol}",
                f"{m['leading']}/{citation.day.year}/{m['letters']}-{symbol}",
            ):
                for i in context.graph.by_number(number):
                    if i.date == citation.day:
                        return i
    return None
