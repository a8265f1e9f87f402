"""VD403: an instrument of another province is named as legal basis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from check.basis import bases
from check.finding import Hit, Message, Severity
from check.rule import Context, DocumentRule
from check.wording import day
from cite.heading import province_in
from kg.ids import read_number
from kg.model import Citation, Instrument
from kg.patterns import lazy
from kg.state import Fact
from kg.vocab import Province, load_vocabulary

_RESOLVED = date(2025, 6, 12)
"""Nghị quyết 202/2025/QH15 on merging provinces; the new units work from 01/7/2025."""
_RENAMED = frozenset({"tinh-thua-thien-hue", "thanh-pho-hue"})
_LOCAL = frozenset({"HĐND", "UBND", "UB", "CTUBND"})
_ELSEWHERE = lazy(r"Trường|Đại học|Học viện|Viện|Bệnh viện|Công ty|Ngân hàng", re.IGNORECASE)
"""Bodies that have the name of a city but act anywhere."""
_APPLIED = frozenset(
    {"Nghị quyết", "Quyết định", "Chỉ thị", "Kế hoạch", "Chương trình", "Đề án", "Quy định"}
)
"""Types that set something for their own area; letters and notices of others may be answered."""
_FORMER = Message(
    vi="{number} là văn bản của {theirs} trước sắp xếp đơn vị hành chính; chỉ áp dụng trong phạm "
    "vi địa bàn {theirs} cũ cho đến khi có văn bản mới của {ours}.",
    en="{number} is of {theirs}, merged since into {ours}; it applies only in the former area of "
    "{theirs} until the new unit decides otherwise.",
)


class OutsideTerritory(DocumentRule):
    """An instrument of one province is named as basis by a draft of another.

    Judged only where head or option names the draft's province and the graph, or the citation
    itself, that of the basis. Where both provinces have been merged into one, the instrument still
    applies in its old area: that is told (an info, also from 12/6/2025 on, when the merger was
    resolved). Administrative documents of another province are told (an info): some are carried out
    together. Mentions outside the basis, as of what others do, are never judged.

    Why it matters:
        Local instruments have effect in their own area only; a basis of another province mostly
        comes from a draft that was copied.

    Example:
        "Căn cứ Quyết định số 21/2018/QĐ-UBND ngày 20/7/2018 của Ủy ban nhân dân tỉnh Kon Tum" in a
        decision of tỉnh Lạng Sơn.

    Write instead:
        The instrument of the own province; after a merger, for which area it applies.

    References:
        Luật 64/2025/QH15 Điều 54 (amended by Luật 87/2025/QH15 from 01/7/2025); Nghị quyết
        202/2025/QH15.
    """

    code = "VD403"
    slug = "outside-territory"
    severity = Severity.WARNING
    message = Message(
        vi="{number} là văn bản của {theirs}, không có hiệu lực trên địa bàn {ours}.",
        en="{number} is of {theirs} and has no effect in {ours}.",
    )

    def document(self, context: Context) -> Iterator[Hit]:
        """Yield the bases that belong to another province, each with its citation."""
        issuer = context.heading.issuer or ""
        own = province_in(issuer)
        if own is None or _ELSEWHERE.search(issuer):
            return
        for index, citation in bases(context):
            found = context.instrument(index) if context.sure(index) else None
            theirs = _province(citation, found)
            if theirs is None or _one_area(own, theirs, context.date) or not _applied(citation):
                continue
            merged = _merged(own, theirs, context.date)
            normative = citation.number is not None and read_number(citation.number).year
            yield Hit(
                values={
                    "number": _named(citation),
                    "theirs": _within(theirs),
                    "ours": _within(_unit(own, context.date) if merged else own),
                },
                message=_FORMER if merged else None,
                severity=Severity.INFO if merged or not normative else None,
                span=(citation.start, citation.end),
                citation=index,
                proof=(Fact.of(found, "issuer"),) if found else (),
                about=found.iri if found else None,
            )


def _applied(citation: Citation) -> bool:
    """Return whether a local authority sets something for its area with what is cited."""
    local = _LOCAL.intersection(read_number(citation.number or "").issuers)
    return bool(local) and citation.type in _APPLIED


def _province(citation: Citation, found: Instrument | None) -> Province | None:
    """Return the province of a basis by its record and its stated issuer, where they agree."""
    stated = province_in(citation.issuer or "")
    recorded = load_vocabulary().province(found.territory) if found and found.territory else None
    if stated is not None and recorded is not None and stated.id != recorded.id:
        return None
    return recorded or stated


def _unit(province: Province, on: date) -> Province:
    """Return the unit that a province belongs to on a day, as resolved if not yet at work."""
    vocabulary = load_vocabulary()
    unit = vocabulary.province_on(province, on=on)
    heir = vocabulary.provinces.get(unit.successor or "")
    resolved = heir is not None and unit.merged_on == date(2025, 7, 1) and on >= _RESOLVED
    return heir if heir is not None and resolved else unit


def _merged(own: Province, theirs: Province, on: date) -> bool:
    """Return whether both belong to one unit on a day."""
    return _unit(own, on).id == _unit(theirs, on).id


def _one_area(own: Province, theirs: Province, on: date) -> bool:
    """Return whether both names are of one area on a day, or theirs is the unit of both."""
    ids = {own.id, theirs.id}
    return len(ids) == 1 or ids == _RENAMED or _unit(own, on).id == theirs.id


def _within(province: Province) -> str:
    """Return a province's name as it stands within a sentence: "tỉnh Kon Tum"."""
    return province.vi[0].lower() + province.vi[1:]


def _named(citation: Citation) -> str:
    number = citation.number or citation.text
    return f"{number} ({day(citation.day)})" if citation.day else number
