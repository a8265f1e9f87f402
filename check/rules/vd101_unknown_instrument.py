"""VD101: the graph has no record of the instrument."""

from __future__ import annotations

from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from check.wording import coverage, listed
from cite.resolve import Outcome
from kg.model import Citation

_ATTESTED = Message(
    vi="{number} mới được biết qua văn bản khác dẫn lại, chưa có bản ghi riêng trong dữ liệu "
    "({instruments} văn bản, cập nhật {updated}): chưa kiểm tra được hiệu lực.",
    en="{number} is known only from documents that cite it, without a record of its own "
    "({instruments} instruments, updated {updated}): its force was not checked.",
)
_OTHERS = Message(
    vi="{number} với ngày, cơ quan đã ghi không có trong dữ liệu ({instruments} văn bản, cập nhật "
    "{updated}); cùng số, dữ liệu có: {others}. Chưa kiểm tra được.",
    en="{number} with the stated date and issuer is not in the data ({instruments} instruments, "
    "updated {updated}); of the same number it has: {others}. Not checked.",
)
_EDITIONS = Message(
    vi="{number}: dữ liệu ({instruments} văn bản, cập nhật {updated}) không có bản được dẫn; bản "
    "cùng tên: {others}. Chưa kiểm tra được.",
    en="{number}: the edition meant is not in the data ({instruments} instruments, updated "
    "{updated}); of the same name it has: {others}. Not checked.",
)


class UnknownInstrument(CitationRule):
    """The instrument is not in the graph; nothing is said about whether it is right.

    Why it matters:
        Silence would look like approval. What was not checked must be checked by hand.

    Example:
        "Quyết định số 01/2090/QĐ-UBND" (invented) of a province that the data does not cover.

    Write instead:
        Nothing, if the citation is right. The message names the coverage of the data and its day.

    References:
        Data coverage: ``data/README.md``.
    """

    code = "VD101"
    slug = "unknown-instrument"
    severity = Severity.INFO
    message = Message(
        vi="{number} không có trong dữ liệu ({instruments} văn bản, cập nhật {updated}): "
        "chưa kiểm tra được.",
        en="{number} is not in the data ({instruments} instruments, updated {updated}): not "
        "checked.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once, on the first mention of an instrument without a record."""
        resolution = context.resolutions[index]
        found = resolution.instrument
        if resolution.outcome is Outcome.AMBIGUOUS or (found is not None and not found.attested):
            return
        name = citation.number or (
            " ".join(citation.text.split()) if citation.form == "law" else None
        )
        if name is None or not context.first(citation):
            return
        instruments, updated = coverage(context.graph)
        values = {"number": name, "instruments": instruments, "updated": updated}
        if found is not None:
            yield Hit(values=values, message=_ATTESTED, about=found.iri)
        elif resolution.candidates:
            by_name = citation.number is None
            if by_name and any(context.is_own(c.instrument.iri) for c in resolution.candidates):
                return
            others = listed(c.instrument for c in resolution.candidates[:4])
            yield Hit(values=values | {"others": others}, message=_EDITIONS if by_name else _OTHERS)
        else:
            yield Hit(values=values)
