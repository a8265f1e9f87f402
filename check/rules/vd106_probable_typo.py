"""VD106: no such number, but one near it agrees in date or title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, Rule
from check.wording import full
from cite.compare import title_agreement, title_words
from cite.heading import province_in
from cite.resolve import Outcome, same_province
from kg.ids import number_key
from kg.model import Citation, Instrument
from kg.state import Fact

_SYMBOL = re.compile(r"^\d+[a-zđ]?(?:\.\d+)?(?:/\d{4})?")


class ProbableTypo(Rule):
    """The number is not in the graph, but one a keystroke away agrees in date or title.

    A number alone is never corrected: a valid number has several valid neighbours.

    Why it matters:
        A slip in a number is the commonest fault and the hardest to see.

    Example:
        "Nghị định số 118/2026/NĐ-CP ngày 09/6/2025": 118/2025/NĐ-CP is of that day.
    Write instead:
        The number of the instrument meant.

    References:
        Drafting practice; see also VD103.
    """

    code = "VD106"
    slug = "probable-typo"
    severity = Severity.WARNING
    message = Message(
        vi="Không có {number} trong dữ liệu, nhưng {right} trùng {agrees}: có thể ghi nhầm số.",
        en="{number} is not in the data, but {right} agrees in {agrees}: probably a slip.",
    )

    def check(self, index: int, citation: Citation, context: Context) -> Iterator[Hit]:
        """Yield once when exactly one near number agrees in date or title."""
        resolution = context.resolutions[index]
        number = citation.number
        if (
            resolution.outcome is not Outcome.UNKNOWN
            or number is None
            or citation.form != "numbered"
        ):
            return
        near = [
            (i, agrees)
            for i in _near(number, context)
            if (agrees := _agrees(citation, i)) is not None and _same_place(citation, i, context)
        ]
        if len(near) != 1:
            return
        found, (vi, en) = near[0]
        yield Hit(
            values={"number": number, "right": full(found), "agrees": vi},
            values_en={"agrees": en},
            suggestion=re.sub(r"\d.*$", found.number, citation.text, count=1, flags=re.DOTALL),
            proof=(Fact("number", None, found.sources.get("number", ())),),
            about=found.iri,
        )


def _near(number: str, context: Context) -> Iterator[Instrument]:
    """Yield the instruments whose number is one edit or one swap of neighbours away."""
    from rapidfuzz.distance import OSA

    key = number_key(number)
    tail = _SYMBOL.sub("", key)
    for i in context.graph.instruments:
        other = number_key(i.number)
        if (
            abs(len(other) - len(key)) <= 1
            and other != key
            and _SYMBOL.sub("", other)[:3] == tail[:3]
        ):
            if OSA.distance(key, other, score_cutoff=1) <= 1:
                yield i


def _agrees(citation: Citation, i: Instrument) -> tuple[str, str] | None:
    if citation.date and len(citation.date) == 10 and i.date is not None:
        if i.date.isoformat() == citation.date:
            return "ngày ban hành", "date"
    if citation.title and i.title and len(title_words(citation.title)) >= 3:
        known_law = i.type in {"luat", "bo-luat"}
        enough = len(title_words(citation.title)) >= 6 or known_law
        if enough and title_agreement(citation.title, i.title) >= 0.9:
            return "trích yếu", "title"
    return None


def _same_place(citation: Citation, i: Instrument, context: Context) -> bool:
    if i.territory is None:
        return True
    place = province_in(citation.issuer or "") or context.heading.province
    return place is not None and same_province(place, i.territory)
