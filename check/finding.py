"""Findings: a rule's verdicts, with severity, message in two languages, proposal and proof."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import NamedTuple

from kg.model import Relation
from kg.state import Fact


class Severity(IntEnum):
    """How much a finding matters; ``--fail-on`` compares with it."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    @property
    def slug(self) -> str:
        """Name in JSON and on the command line."""
        return self.name.lower()

    def label(self, language: str) -> str:
        """Return what it is called in ``vi`` or ``en``."""
        return _LABELS[self][language == "en"]


_LABELS = {
    Severity.ERROR: ("Lỗi", "Error"),
    Severity.WARNING: ("Cảnh báo", "Warning"),
    Severity.INFO: ("Lưu ý", "Note"),
}

Proof = Relation | Fact


class Message(NamedTuple):
    """A message in Vietnamese and English with equal ``{placeholders}``."""

    vi: str
    en: str

    def fill(self, language: str, values: Mapping[str, str]) -> str:
        """Return the message in ``vi`` or ``en`` with its placeholders filled."""
        return (self.en if language == "en" else self.vi).format_map(values)


class Hit(NamedTuple):
    """What a rule yields: where, and the words for its message.

    Attributes:
        values: placeholder to words, in Vietnamese; ``values_en`` overrides some for English.
        span: offsets of the text; ``None`` for the citation's own span.
        message: another message of the rule than its first.
        severity: another severity than the rule's default.
        suggestion: text to put in the place of ``span``.
        proof: relations and fields that prove it; ``about`` is the IRI whose fields they are.
        citation: index of the citation, where a document's rule judges one.
        safe: whether ``suggestion`` may be written without asking; ``None`` for the rule's own
            answer, see ``check.rule.Rule.safe``.
    """

    values: Mapping[str, str] = MappingProxyType({})
    values_en: Mapping[str, str] = MappingProxyType({})
    span: tuple[int, int] | None = None
    message: Message | None = None
    severity: Severity | None = None
    suggestion: str | None = None
    proof: tuple[Proof, ...] = ()
    about: str | None = None
    citation: int | None = None
    safe: bool | None = None


class Finding(NamedTuple):
    """A rule's verdict on a span of the text.

    ``citation`` is the index of the citation judged, ``None`` for findings on other words. Offsets
    are code points of the document's text, half-open. ``safe`` tells that ``suggestion`` may be
    written without asking.
    """

    code: str
    rule: str
    severity: Severity
    start: int
    end: int
    citation: int | None
    message_vi: str
    message_en: str
    suggestion: str | None = None
    proof: tuple[Proof, ...] = ()
    about: str | None = None
    safe: bool = False

    @property
    def key(self) -> str:
        """What names it among the findings of one document: ``VD201:120-180``."""
        return f"{self.code}:{self.start}-{self.end}"

    def message(self, language: str) -> str:
        """Return the message in ``vi`` or ``en``."""
        return self.message_en if language == "en" else self.message_vi
