"""What a question in plain words was understood to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from kg.model import Instrument
from queries.registry import OptionValue

Role = Literal["iri", "to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """How a question was understood.

    Attributes:
        text: the question as asked.
        slug: the question of ``queries.registry``.
        candidates: the instruments that may be meant, one where it is clear which; empty for a
            question on the whole graph.
        to: the same for the second instrument.
        as_of: the day that the question states, ``None`` where it states none.
        known: the day up to which knowledge counts, as the question states it.
        options: further options of the question.
        vi, en: how it was understood, in a sentence.
    """

    text: str
    slug: str
    candidates: tuple[Instrument, ...] = ()
    to: tuple[Instrument, ...] = ()
    as_of: date | None = None
    known: date | None = None
    options: Mapping[str, OptionValue] = field(default_factory=dict)
    vi: str = ""
    en: str = ""

    @property
    def which(self) -> tuple[Role, tuple[Instrument, ...]] | None:
        """The choice that is left to the asker: first of the instrument, then of the second."""
        if len(self.candidates) > 1 and self.slug != "same-number":
            return "iri", self.candidates
        return ("to", self.to) if len(self.to) > 1 else None

    @property
    def iri(self) -> str | None:
        """The instrument asked about, for ``queries.registry.answer``."""
        return self.candidates[0].iri if self.candidates else None

    @property
    def arguments(self) -> dict[str, OptionValue]:
        """Options for ``queries.registry.answer``."""
        return {**self.options, **({"to": self.to[0].iri} if self.to else {})}
