"""Counts over an archive, for reports: totals, by rule, by unit, by instrument, by year.

A document is a file, or a member of one; copies of one text are documents of their own and are
counted each, so that the numbers of all reports add up to the rows of the list of documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from check.audit.archive import Archive, filled
from check.audit.record import Found, Particulars, Reason
from check.audit.rows import read_found, read_particulars
from check.audit.schema import FOUND, PARTICULARS
from check.wording import day

_DOCUMENTS = (
    "verdict v JOIN text t ON t.id = v.text "
    "JOIN file f ON f.digest = t.digest AND f.suffix = t.suffix"
)
# Whether a file stands before this one in order with the same content.
_IS_COPY = (
    "EXISTS (SELECT 1 FROM file o WHERE o.digest = f.digest AND o.suffix = f.suffix "
    "AND o.path < f.path)"
)
_UNIT = "coalesce(nullif(v.unit, ''), f.folder)"
# How many files have each text.
_COPIES = f"copies(text, n) AS (SELECT v.text, count(*) FROM {_DOCUMENTS} GROUP BY v.text)"  # noqa: S608
_FAULTS = "sum(severity = 2) AS e, sum(severity = 1) AS w, sum(severity = 0) AS i"

_WORST = (
    "sum(errors > 0), sum(errors = 0 AND warnings > 0), "
    "sum(errors = 0 AND warnings = 0 AND infos > 0), sum(errors + warnings + infos = 0)"
)
_PLACE = "f.path, t.member, f.root, f.folder"
_SAID = ", ".join("v." + name.strip() for name in PARTICULARS.split(","))
_FOUND = ", ".join("n." + name.strip() for name in FOUND.split(","))


class Totals(NamedTuple):
    """What an archive holds.

    Attributes:
        documents: files and members of files that were read; ``copies``: those among them whose
            content another one has that stands before them.
        unread: files and members that gave no document; ``partly``: documents that were not read
            in full; ``recognised``: those with pages read by OCR.
        citations, checked, unknown: as in ``Particulars``.
        errors, warnings, infos: findings.
        with_errors, with_warnings, with_infos, clean: documents by their worst finding.
        undated: documents that state no day.
    """

    documents: int
    copies: int
    unread: int
    partly: int
    recognised: int
    citations: int
    checked: int
    unknown: int
    errors: int
    warnings: int
    infos: int
    with_errors: int
    with_warnings: int
    with_infos: int
    clean: int
    undated: int

    @property
    def findings(self) -> int:
        """Number of findings."""
        return self.errors + self.warnings + self.infos


class OfRule(NamedTuple):
    """What one rule found: findings by severity and the documents with any."""

    code: str
    rule: str
    documents: int
    errors: int
    warnings: int
    infos: int

    @property
    def findings(self) -> int:
        """Number of findings."""
        return self.errors + self.warnings + self.infos


class OfUnit(NamedTuple):
    """What was found with one unit; ``with_warnings`` are documents without errors."""

    unit: str
    documents: int
    copies: int
    with_errors: int
    with_warnings: int
    citations: int
    checked: int
    unknown: int
    errors: int
    warnings: int
    infos: int


class OfInstrument(NamedTuple):
    """How one instrument is cited.

    Attributes:
        number: as citations have it, for one that the graph does not know any more.
        documents, citations: documents that cite it, and citations in them.
        with_errors, with_warnings: documents with an error about it, and with a warning at most.
    """

    iri: str
    number: str | None
    documents: int
    citations: int
    with_errors: int
    with_warnings: int


class OfNumber(NamedTuple):
    """A number, or a law's name, that was resolved to no instrument."""

    words: str
    outcome: str
    documents: int
    citations: int


class OfYear(NamedTuple):
    """Documents of one year by their worst finding; ``None`` for those that state no day."""

    year: int | None
    with_errors: int
    with_warnings: int
    with_infos: int
    clean: int


class Place(NamedTuple):
    """Where a document lies.

    Attributes:
        file: path of the file, absolute.
        member: name inside it, empty for the file itself.
        root: the folder audited.
        folder: first folder below that.
    """

    file: str
    member: str
    root: str
    folder: str


class Listed(NamedTuple):
    """One document of the list.

    Attributes:
        text: id of its text; copies share it.
        sha256: digest of the file, in hexadecimal.
        copy_of: the file first in order with the same text, ``None`` for that one itself.
    """

    text: int
    sha256: str
    place: Place
    unit: str
    copy_of: Place | None
    said: Particulars


class Fault(NamedTuple):
    """One finding of one document."""

    place: Place
    unit: str
    number: str | None
    date: date
    copy: bool
    found: Found


class Left(NamedTuple):
    """A file, or a member, that gave no document."""

    place: Place
    reason: Reason
    detail: str


class Tallies:
    """The counts of an archive, asked for one by one. Nothing is kept; rows are yielded."""

    def __init__(self, archive: Archive) -> None:
        """Count in an archive."""
        self._archive = archive
        self._all = archive.connection.execute
        self._function = archive.connection.create_function

    def totals(self) -> Totals:
        """Return the totals."""
        query = f"""
            SELECT count(*), count(*) - count(DISTINCT v.text),
              (SELECT count(*) FROM unread), sum(v.unread != '[]'), sum(v.recognised > 0),
              sum(v.citations), sum(v.checked), sum(v.unknown),
              sum(errors), sum(warnings), sum(infos), {_WORST}, sum(v.date_source = 'today')
            FROM {_DOCUMENTS}"""  # noqa: S608
        return Totals(*(value or 0 for value in self._all(query).fetchone()))

    def by_rule(self) -> list[OfRule]:
        """Return what each rule found that found anything, by code."""
        query = f"""
            WITH {_COPIES}
            SELECT code, min(rule), sum(n), sum(e * n), sum(w * n), sum(i * n)
            FROM (SELECT text, code, min(rule) AS rule, {_FAULTS} FROM finding GROUP BY text, code)
            JOIN copies USING (text) GROUP BY code ORDER BY code"""  # noqa: S608
        return [OfRule(*row) for row in self._all(query)]

    def by_unit(self) -> list[OfUnit]:
        """Return what was found with each unit, the one with most errors first."""
        query = f"""
            SELECT {_UNIT} AS of, count(*), sum({_IS_COPY}),
              sum(errors > 0), sum(errors = 0 AND warnings > 0),
              sum(v.citations), sum(v.checked), sum(v.unknown),
              sum(errors), sum(warnings), sum(infos)
            FROM {_DOCUMENTS} GROUP BY of ORDER BY 4 DESC, 5 DESC, 2 DESC, of"""  # noqa: S608
        return [OfUnit(*row) for row in self._all(query)]

    def by_instrument(self) -> Iterator[OfInstrument]:
        """Yield each instrument cited, the one cited by most documents first."""
        query = f"""
            WITH {_COPIES},
            cited AS (
              SELECT iri, min(number) AS number, sum(n) AS documents, sum(k * n) AS citations
              FROM (SELECT iri, text, min(number) AS number, count(*) AS k FROM citation
                    WHERE iri IS NOT NULL GROUP BY iri, text)
              JOIN copies USING (text) GROUP BY iri),
            faulty AS (
              SELECT iri, sum((e > 0) * n) AS e, sum((e = 0 AND w > 0) * n) AS w
              FROM (SELECT iri, text, {_FAULTS} FROM finding
                    WHERE iri IS NOT NULL GROUP BY iri, text)
              JOIN copies USING (text) GROUP BY iri)
            SELECT iri, number, documents, citations, coalesce(e, 0), coalesce(w, 0)
            FROM cited LEFT JOIN faulty USING (iri)
            ORDER BY documents DESC, citations DESC, iri"""  # noqa: S608
        yield from (OfInstrument(*row) for row in self._all(query))

    def unresolved(self) -> Iterator[OfNumber]:
        """Yield what no instrument was found for, that of most documents first."""
        query = f"""
            WITH {_COPIES}
            SELECT name, outcome, sum(n) AS documents, sum(k * n) AS citations
            FROM (SELECT coalesce(number, words) AS name, outcome, text, count(*) AS k
                  FROM citation WHERE iri IS NULL GROUP BY name, outcome, text)
            JOIN copies USING (text) GROUP BY name, outcome
            ORDER BY documents DESC, citations DESC, name, outcome"""  # noqa: S608
        yield from (OfNumber(*row) for row in self._all(query))

    def by_year(self) -> list[OfYear]:
        """Return the documents of each year, oldest first, those without a day last."""
        query = f"""
            SELECT CASE v.date_source WHEN 'today' THEN NULL ELSE substr(v.date, 1, 4) END AS year,
              {_WORST}
            FROM {_DOCUMENTS} GROUP BY year ORDER BY year IS NULL, year"""  # noqa: S608
        return [OfYear(row[0] and int(row[0]), *row[1:]) for row in self._all(query)]

    def documents(
        self, *, partly: bool = False, codes: Sequence[str] = (), least: int = 0
    ) -> Iterator[Listed]:
        """Yield documents by path.

        Args:
            partly: only those that were read in part.
            codes: only those with a finding of one of these rules.
            least: severity, as a number, that such a finding has at least.
        """
        wanted = ["v.unread != '[]'"] if partly else []
        if codes:
            marks = ",".join("?" * len(codes))
            wanted.append(
                "v.text IN (SELECT text FROM finding "  # noqa: S608
                f"WHERE code IN ({marks}) AND severity >= {int(least)})"
            )
        query = f"""
            SELECT v.text, lower(hex(f.digest)), {_PLACE}, {_UNIT},
              first_value(f.path) OVER same, first_value(f.root) OVER same,
              first_value(f.folder) OVER same, {_SAID}
            FROM {_DOCUMENTS} {"WHERE" if wanted else ""} {" AND ".join(wanted)}
            WINDOW same AS (PARTITION BY v.text ORDER BY f.path)
            ORDER BY f.path, t.member"""  # noqa: S608
        for text, digest, *row in self._all(query, tuple(codes)):
            file, member, root, folder, unit, first, of, in_, *said = row
            place = Place(file, member, root, folder)
            copy_of = Place(first, member, of, in_) if first != file else None
            yield Listed(text, digest, place, unit, copy_of, read_particulars(said))

    def worst(self, limit: int) -> Iterator[Listed]:
        """Yield the documents with most errors, then warnings; none without either."""
        query = f"""
            SELECT v.text, lower(hex(f.digest)), {_PLACE}, {_UNIT}, {_SAID}
            FROM {_DOCUMENTS} WHERE v.errors + v.warnings > 0
            ORDER BY v.errors DESC, v.warnings DESC, f.path, t.member LIMIT ?"""  # noqa: S608
        for text, digest, file, member, root, folder, unit, *said in self._all(query, (limit,)):
            place = Place(file, member, root, folder)
            yield Listed(text, digest, place, unit, None, read_particulars(said))

    def citing(self, iri: str, limit: int) -> Iterator[tuple[Listed, str | None]]:
        """Yield documents that cite an instrument, the latest first, with its state on their day.

        The state is a slug of ``kg.state.State``, ``None`` where none was derived.
        """
        query = f"""
            SELECT (SELECT min(on_date) FROM citation c WHERE c.iri = ?1 AND c.text = v.text),
              v.text, lower(hex(f.digest)), {_PLACE}, {_UNIT}, {_SAID}
            FROM {_DOCUMENTS} WHERE v.text IN (SELECT text FROM citation WHERE iri = ?1)
            ORDER BY v.date DESC, f.path, t.member LIMIT ?2"""  # noqa: S608
        for state, text, digest, *row in self._all(query, (iri, limit)):
            file, member, root, folder, unit, *said = row
            place = Place(file, member, root, folder)
            yield Listed(text, digest, place, unit, None, read_particulars(said)), state

    def faults(self, rank: Callable[[str], int]) -> Iterator[Fault]:
        """Yield the findings of all documents: by the rank of the unit, errors first, by path.

        Args:
            rank: order of a unit's name among the others.
        """
        run = next(reversed(self._archive.runs()), None)
        coverage = (str(run.instruments), day(run.updated)) if run else ("0", day(None))
        self._function("vd_rank", 1, rank, deterministic=True)
        query = f"""
            SELECT {_PLACE}, {_UNIT} AS of, v.number, v.date,
              {_IS_COPY},
              {_FOUND}
            FROM finding n JOIN {_DOCUMENTS} WHERE n.text = v.text
            ORDER BY vd_rank(of), n.severity DESC, f.path, t.member, n.at"""  # noqa: S608
        for file, member, root, folder, unit, number, on, copy, *row in self._all(query):
            place = Place(file, member, root, folder)
            yield Fault(
                place,
                unit,
                number,
                date.fromisoformat(on),
                bool(copy),
                filled(read_found(row), coverage),
            )

    def left(self) -> Iterator[Left]:
        """Yield what gave no document, by path."""
        query = """
            SELECT u.path, u.member, coalesce(f.root, ''), coalesce(f.folder, ''), u.reason,
              u.detail
            FROM unread u LEFT JOIN file f ON f.path = u.path ORDER BY u.path, u.member"""
        for file, member, root, folder, reason, detail in self._all(query):
            yield Left(Place(file, member, root, folder), Reason(reason), detail)

    def roots(self) -> list[str]:
        """Return the folders audited."""
        return [row[0] for row in self._all("SELECT DISTINCT root FROM file ORDER BY root")]
