"""VD004: the symbol is cut short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.certainty import certain
from check.finding import Hit, Message, Severity
from check.rewording import number_at
from check.rule import CitationRule, Context
from cite.resolve import Reason, numbered_apart
from kg.model import Citation
from kg.patterns import lazy
from kg.state import Fact

_NAMED = lazy(r"(?:gọi|viết)\s+(?:(?:tắt|gọn|chung)\s+)?là:?\s*[“\"'‘]?\s*", re.IGNORECASE)


class IncompleteSymbol(CitationRule):
    """The number stands without its symbol.

    Why it matters:
        Many instruments share a number; only the full symbol names one.

    Example:
        "Nghị định 61/2018", "Nghị quyết số 76".

    Write instead:
        "Nghị định số 61/2018/NĐ-CP"; a short name must first be defined ("sau đây gọi tắt là").
        ``--fix`` completes a decree's number with a year, and others that the stated day bears out.

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
        if citation.form != "incomplete" or _defined(citation, context):
            return
        found = context.instrument(index)
        right = right_en = ""
        suggestion = None
        proof: tuple[Fact, ...] = ()
        if found is not None:
            right = f"; ghi đủ là {found.number}"
            right_en = f"; in full {found.number}"
            lead = citation.text[: number_at(citation)]
            if "số" not in lead.casefold():
                lead = f"{lead}số "
            suggestion = " ".join(f"{lead}{found.number}".split())
            proof = (Fact.of(found, "number"),)
        yield Hit(
            values={"stated": " ".join(citation.text.split()), "right": right},
            values_en={"right": right_en},
            suggestion=suggestion,
            proof=proof,
            about=found.iri if found else None,
            safe=_sure(index, context),
        )


def _sure(index: int, context: Context) -> bool:
    """Return whether no other instrument can be meant.

    A decree's number and year name one; a decision's or circular's name one of each issuer, so
    that the stated day must bear it out.
    """
    found = context.instrument(index)
    if found is None or not certain(index, context, day=True):
        return False
    decree = found.type == "nghi-dinh" and not numbered_apart(found.number)
    return decree or Reason.DATE in context.resolutions[index].reasons


def _defined(citation: Citation, context: Context) -> bool:
    """Return whether the text makes these words a short name ("sau đây viết tắt là …")."""
    places: list[int] | None = context.memo.get("short names")
    if places is None:
        places = context.memo["short names"] = [m.end() for m in _NAMED.finditer(context.text)]
    name = re.compile(r"\s+".join(map(re.escape, citation.text.split())), re.IGNORECASE)
    return any(name.match(context.text, at, citation.end) for at in places)
