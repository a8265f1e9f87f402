"""VD401: what is named as legal basis is none for this kind of draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from check.basis import bases, is_normative, not_normative
from check.finding import Hit, Message, Severity
from check.rule import Context, DocumentRule
from cite.compare import issuer_key
from kg.ids import Form, read_number
from kg.model import Citation
from kg.patterns import lazy
from kg.state import Fact

_SINCE, _NOW = date(2016, 7, 1), date(2025, 4, 1)
"""First days of Nghị định 34/2016/NĐ-CP and of 78/2025/NĐ-CP, which replaced it."""
_CHANGES = lazy(r"sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|kéo\s+dài|đính\s+chính|ngưng", 2)
_EQUAL = Message(
    vi="{number} cùng loại, cùng cơ quan ban hành với văn bản này nên không có hiệu lực pháp lý "
    "cao hơn; căn cứ ban hành văn bản quy phạm pháp luật phải có hiệu lực pháp lý cao hơn ({law}).",
    en="{number} has the type and issuer of this document and so no higher rank; the basis of a "
    "normative instrument must have a higher one ({law}).",
)


class IneligibleBasis(DocumentRule):
    """A normative draft names as basis what is no normative instrument of higher rank.

    Judged only where both are certain. Drafts whose number has the year and the letters of a
    normative type; bases of the draft itself, not lines of forms in its annexes. No normative
    instrument are types that never are (kế hoạch, công văn), documents of the Party, and
    resolutions, decisions and directives since 2009 without the year in their number. An
    instrument of the draft's own type and issuer is only told (an info), and not where the draft
    changes or ends one. Drafts of before 01/7/2016 and administrative drafts are not judged.

    Why it matters:
        Such a basis gives no power to set rules; review bodies ask for its removal.

    Example:
        "Căn cứ Kế hoạch số 15/KH-UBND …" or "Căn cứ Nghị quyết số 57-NQ/TW …" in a decision that
        sets rules.

    Write instead:
        The law, decree or circular that gives the power; the plan or the resolution of the Party
        further down: "Để thực hiện …", "Theo đề nghị …".

    References:
        NĐ 78/2025/NĐ-CP Điều 62 (from 01/4/2025); NĐ 34/2016/NĐ-CP Điều 61 (01/7/2016 to
        31/3/2025).
    """

    code = "VD401"
    slug = "ineligible-basis"
    severity = Severity.WARNING
    message = Message(
        vi="{number} không phải văn bản quy phạm pháp luật nên không làm căn cứ ban hành văn bản "
        "quy phạm pháp luật ({law}); nếu cần thì nêu ở phần thực hiện hoặc theo đề nghị.",
        en="{number} is no normative instrument and cannot be the basis of one ({law}); name it, "
        "if needed, as what is carried out or proposed.",
    )

    def document(self, context: Context) -> Iterator[Hit]:
        """Yield the bases that are not allowed, each with its citation."""
        if context.date < _SINCE or not is_normative(context):
            return
        law = "NĐ 78/2025/NĐ-CP Điều 62" if context.date >= _NOW else "NĐ 34/2016/NĐ-CP Điều 61"
        for index, citation in bases(context):
            found = context.instrument(index) if context.sure(index) else None
            told = Hit(
                values={"number": citation.number or citation.text, "law": law},
                span=(citation.start, citation.end),
                citation=index,
                proof=(Fact.of(found, "number"),) if found else (),
                about=found.iri if found else None,
            )
            if not_normative(citation, found):
                yield told
            elif _equal(citation, context):
                yield told._replace(message=_EQUAL, severity=Severity.INFO)


def _equal(citation: Citation, context: Context) -> bool:
    """Return whether a basis has the draft's own type and issuer, and the draft does not change it.

    Letters alone do not say so: the People's Councils of province and commune share NQ-HĐND.
    """
    own, other = context.heading.number, citation.number
    if own is None or other is None or _CHANGES.search(context.title):
        return False
    mine, its = read_number(own), read_number(other)
    if Form.NORMATIVE not in (mine.form, its.form) or mine.form is not its.form:
        return False
    if (mine.type, mine.issuers) != (its.type, its.issuers):
        return False
    issuers = context.heading.issuer, citation.issuer
    return None not in issuers and len({issuer_key(i) for i in issuers if i}) == 1
