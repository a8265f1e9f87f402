"""VD004: the symbol is cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import CitationRule, Context
from kg.model import Citation
from kg.state import Fact


class IncompleteSymbol(CitationRule):
    """The number stands without its symbol.

    Why it matters:
        Many instruments share a number; only the full symbol names one.

    Example:
        "Nghị định 61/2018", "Nghị quyết số 76".

    Write instead:
        "Nghị định số 61/2018/NĐ-CP"; a short name must first be defined ("sau đây gọi tắt là").

    References:
        NĐ 30/2020/NĐ-CP, Phụ lục I mục II.6.b; NĐ 78/2025/NĐ-CP Điều 68.
    """

    code = "VD004"
    slug = "incomplete-symbol"
    severity = Severity.WARNING
    message = Message(
        vi="Ghi thiếu ký hiệu: “{stated}”{right}.",
        en="The symbol is incomplete: “{stated}”{right}.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once for a number without its symbol that no short name covers."""
        if citation.form != "incomplete" or _defined(citation, context.text):
            return
        found = context.instrument(index)
        right = right_en = ""
        suggestion = None
        proof: tuple[Fact, ...] = ()
        if found is not None:
            right = f"; ghi đủ là {found.number}"
            right_en = f"; in full {found.number}"
            m = re.search(r"\d", citation.text)
            lead = citation.text[: m.start()] if m else ""
            if "số" not in lead.casefold():
                lead = f"{lead}số "
            suggestion = lead + found.number
            proof = (Fact.of(found, "number"),)
        yield Hit(
            values={"stated": " ".join(citation.text.split()), "right": right},
            values_en={"right": right_en},
            suggestion=suggestion,
            proof=proof,
            about=found.iri if found else None,
        )


def _defined(citation: Citation, text: str) -> bool:
    """Return whether the text makes these words a short name ("sau đây viết tắt là …")."""
    name = r"\s+".join(map(re.escape, citation.text.split()))
    defined = rf"(?:gọi|viết)\s+(?:(?:tắt|gọn|chung)\s+)?là:?\s*[“\"'‘]?\s*{name}"
    return re.search(defined, text[: citation.end], re.IGNORECASE) is not None
