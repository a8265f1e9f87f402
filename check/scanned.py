"""What findings become where OCR has read the words: its slips are no fault of a draft."""

from __future__ import annotations

from collections.abc import Sequence

from check.finding import Finding, Severity
from kg.model import Span

_DROPPED = frozenset({"VD003", "VD006"})
"""Findings on single letters and noughts, which say nothing on a scan."""
_TOLD = frozenset({"VD001", "VD002", "VD004", "VD005", "VD007", "VD008", "VD105", "VD106"})
"""Findings on how something is written, told but held against nobody."""
_DOUBTED = frozenset({"VD101", "VD102", "VD103", "VD104", "VD107", "VD108"})
"""Findings that hang on figures: they stand, never as errors."""
_VI = "Đọc từ bản quét (OCR): cần đối chiếu bản gốc."
_EN = "Read from a scan (OCR): compare with the original."


def as_scanned(finding: Finding, recognised: Sequence[Span]) -> Finding | None:
    """Return a finding as it may be told, ``None`` for one that may not.

    Args:
        finding: what a rule found.
        recognised: the spans of the text that OCR has read.
    """
    if not any(start < finding.end and finding.start < end for start, end in recognised):
        return finding
    if finding.code in _DROPPED:
        return None
    # What was misread must not be written over without asking.
    finding = finding._replace(safe=False)
    if finding.code not in _TOLD | _DOUBTED:
        return finding
    most = Severity.INFO if finding.code in _TOLD else Severity.WARNING
    return finding._replace(
        severity=min(finding.severity, most),
        message_vi=f"{finding.message_vi} {_VI}",
        message_en=f"{finding.message_en} {_EN}",
    )
