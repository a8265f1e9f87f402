"""What every sheet of an audit is made from: counts, graph, day, language, place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from check.audit.archive import Archive
from check.audit.tallies import Place, Tallies
from check.finding import Severity
from check.wording import day, short
from kg.contract import Store
from kg.text import fold
from report.workbook.links import file_target
from report.workbook.sheet import Link, Mark, Tone
from report.workbook.words import pick, unit_name

TONES: dict[Severity, Tone] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}


@dataclass(frozen=True)
class View:
    """An archive seen with a graph, on a day, in a language.

    Attributes:
        beside: folder of the workbook, for links to files; ``None`` where it has none.
        kept: what several sheets ask for, found once.
    """

    archive: Archive
    graph: Store
    language: str
    as_of: date
    beside: Path | None = None
    kept: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def tallies(self) -> Tallies:
        """The counts of the archive."""
        return Tallies(self.archive)

    def say(self, vi: str, en: str) -> str:
        """Return the words of the report's language."""
        return pick((vi, en), self.language)

    def unit(self, name: str) -> str:
        """Return a unit as it is shown."""
        return unit_name(name, self.language)

    def severity(self, severity: Severity) -> Mark:
        """Return a severity as a cell."""
        return Mark(severity.label(self.language), TONES[severity])

    def link(self, place: Place) -> Link:
        """Return the place of a document as a cell that opens its file."""
        return Link(shown_place(place), file_target(place.file, beside=self.beside))

    def unit_order(self) -> dict[str, int]:
        """Return the units in the order of the alphabet; the unknown one last."""
        units = [of.unit for of in self.tallies.by_unit()]
        return {unit: at for at, unit in enumerate(sorted(units, key=_letters))}


def moment(started: str) -> str:
    """Return the start of a run, an ISO date and time, as an office writes it."""
    on = datetime.fromisoformat(started)
    return f"{on:%H:%M}, {day(on.date())}"


def shown_place(place: Place) -> str:
    """Return the path of a document below the folder audited, with the member's name."""
    file, root = place.file, place.root.rstrip("/\\")
    if root and file.startswith(root) and file[len(root) : len(root) + 1] in {"/", "\\"}:
        file = file[len(root) + 1 :]
    return f"{file} › {place.member}" if place.member else file


def instrument_words(graph: Store, number: str | None, iri: str | None) -> str:
    """Return how an instrument is named in a row: type, number, day, title."""
    if iri is None or iri not in graph:
        return number or ""
    x = graph.instrument(iri)
    issued = f" ngày {day(x.date)}" if x.date else ""
    title = f" – {x.title}" if x.title and x.title not in short(x) else ""
    return f"{short(x)}{issued}{title}"


class Names:
    """Names of instruments, kept for those asked for lately."""

    def __init__(self, graph: Store) -> None:
        """Name the instruments of a graph."""
        self.of = lru_cache(maxsize=20_000)(
            lambda number, iri: instrument_words(graph, number, iri)
        )


def _letters(unit: str) -> tuple[bool, str]:
    # "đ" stands behind "d" in the alphabet, but behind "z" among code points.
    return not unit, fold(unit).replace("đ", "d\uffff")
