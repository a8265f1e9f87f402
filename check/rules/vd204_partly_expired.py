"""VD204: part of the instrument has ended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from check.finding import Hit, Message, Severity
from check.rule import Context, StatusRule
from check.wording import acting, dated, day
from kg.model import Citation, Instrument
from kg.state import State, Status
from kg.text import fold


class PartlyExpired(StatusRule):
    """Part of the instrument has ended; a warning when the cited part is that part.

    Why it matters:
        The instrument may be cited, but not for what has ended.

    Example:
        "Nghị định số 112/2020/NĐ-CP" for the discipline of civil servants after 01/7/2025: only
        the part on public employees was left.

    Write instead:
        The same citation, if the part that still applies is meant; else the new instrument.

    References:
        Luật 64/2025/QH15 Điều 57 khoản 1.
    """

    code = "VD204"
    slug = "partly-expired"
    severity = Severity.INFO
    message = Message(
        vi="{number} đã hết hiệu lực một phần từ ngày {since} ({parts}) theo {by}.",
        en="Part of {number} has had no effect since {since} ({parts}), by {by}.",
    )

    def judge(
        self, citation: Citation, instrument: Instrument, state: Status, context: Context
    ) -> Iterator[Hit]:
        """Yield once while parts have ended and the rest applies."""
        if state.state is not State.PARTLY_EXPIRED:
            return
        parts = "; ".join(state.parts) or "chưa rõ phần nào"
        hit = citation.provision is not None and any(
            _covers(part, citation.provision) for part in state.parts
        )
        yield Hit(
            values={
                "number": dated(instrument),
                "since": day(state.since),
                "parts": parts,
                "by": acting(state.relations, context.graph),
            },
            severity=Severity.WARNING if hit else None,
            proof=state.proof,
            about=instrument.iri,
        )


def _covers(part: str, provision: str) -> bool:
    """Return whether every article that the citation names is among the ended parts."""
    named = re.findall(r"điều\s+(\d+[a-zđ]?)", fold(provision))
    ended = set(re.findall(r"điều\s+(\d+[a-zđ]?)", fold(part)))
    clauses = re.findall(r"khoản\s+(\d+[a-zđ]?)", fold(provision))
    ended_clauses = set(re.findall(r"khoản\s+(\d+[a-zđ]?)", fold(part)))
    if not named or not set(named) <= ended:
        return False
    return not ended_clauses or not clauses or set(clauses) <= ended_clauses
