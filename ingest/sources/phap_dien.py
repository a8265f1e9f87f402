"""The official codification (Bộ pháp điển điện tử): the pages of its subjects, ``demuc/*.html``.

Each article (``pDieu``) is followed by a note (``pGhiChu``) of where it comes from: "(Điều 1 Luật
số 32/2004/QH11 An ninh Quốc gia ngày 03/12/2004 của Quốc hội, có hiệu lực thi hành kể từ ngày
01/07/2005)". Later changes follow in the same note, each with what happens to the article, the
provision that does it and its first day. Notes of related articles (``pChiDan``) are editorial and
state nothing of law, so they are left out; the text of the articles is not kept.

The markup is as tools that read the offline edition describe it (read 2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import NamedTuple

from ingest.records import Records
from ingest.sources.ends import Known
from ingest.sources.identity import Row, RowError, day_of, instrument_of
from ingest.sources.stated import Stated, actions, relations_of
from ingest.sources.tables import beginning
from ingest.sources.taken import About, Outcome, Taken, source_of
from kg.contract import Store
from kg.model import Instrument, Source
from kg.text import unify
from kg.vocab import load_vocabulary

NAME = "phap-dien"
METHOD = "official codification"
_LOOKED_AT = 1 << 18
_MARK = re.compile(rb"class\s*=\s*['\"](?:pDieu|_content)['\"]")
_PARAGRAPH = re.compile(
    r"<p[^>]*class\s*=\s*['\"](?P<class>pDieu|pGhiChu)['\"][^>]*>(?P<words>.*?)</p>", re.DOTALL
)
_TAG = re.compile(r"<[^>]*>")
_CODE = re.compile(r"(Điều\s+[\w.]*\w)\.?\s")
_IN_FORCE = re.compile(
    r"có hiệu lực(?: thi hành)?(?: kể)? từ ngày\s*(?P<day>\d\d?/\d\d?/\d{4})", re.IGNORECASE
)
_DATED = re.compile(
    r"(?P<title>.*)\bngày\s+(?P<day>\d\d?/\d\d?/\d{4})\s+của\s+(?P<issuer>.+?)[\s,;]*$"
)


def claims(path: Path) -> bool:
    """Return whether a file is a page of the codification."""
    if path.suffix.lower() not in (".html", ".htm"):
        return False
    return _MARK.search(beginning(path, _LOOKED_AT)) is not None


def read(files: Sequence[Path], graph: Store, about: About) -> Iterator[Taken]:
    """Yield what the notes give: the instrument of each article, then each change to it."""
    del graph
    changes: list[Stated | Taken] = []
    seen: dict[str, str] = {}
    for path in files:
        source = source_of(path, about, method=METHOD)._replace(official=True)
        articles = 0
        for where, words in _notes(path):
            articles += 1
            yield from _article(path, where, words, source, seen, changes)
        if not articles:
            yield Taken(path, str(path), Outcome.NOTED, "no articles on this page")
    by_file: dict[Path, list[Stated | Taken]] = {}
    for change in changes:
        by_file.setdefault(Path(change.where.partition("#")[0]), []).append(change)
    for path, rows in by_file.items():
        yield from relations_of(path, rows)


def _notes(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the place and the words of the note of each article; empty where it has none."""
    page = path.read_text(encoding="utf-8-sig", errors="replace")
    where, noted = "", True
    for m in _PARAGRAPH.finditer(page):
        words = " ".join(unify(unescape(_TAG.sub(" ", m["words"]))).split())
        if m["class"] == "pDieu":
            if not noted:
                yield where, ""
            code = _CODE.match(f"{words} ")
            where, noted = f"{path}#{code[1] if code else words[:40]}", False
        elif not noted:
            noted = True
            yield where, words
    if not noted:
        yield where, ""


def _article(
    path: Path,
    where: str,
    note: str,
    source: Source,
    seen: dict[str, str],
    changes: list[Stated | Taken],
) -> Iterator[Taken]:
    """Yield the instrument that an article is of, and add what changed it to ``changes``."""
    found = statements(note)
    if not found:
        yield Taken(path, where, Outcome.REFUSED, f"no note of where it comes from: {note!r}")
        return
    origin, *later = found
    try:
        instrument = origin.instrument(source.id)
    except RowError as error:
        yield Taken(path, where, Outcome.REFUSED, str(error))
        return
    records = Records((source,), (instrument,))
    first = seen.setdefault(instrument.iri, where)
    if first == where:
        yield Taken(path, where, Outcome.IN, "", records)
    else:
        yield Taken(path, where, Outcome.MERGED, f"of the instrument of {first}: {instrument.iri}")
    for change in later:
        try:
            changes.append(change.acting_on(instrument, origin.part, where, source))
        except RowError as error:
            changes.append(Taken(path, where, Outcome.REFUSED, str(error)))


class Statement(NamedTuple):
    """One clause of a note.

    Attributes:
        lead: the words before the provision; of a change they say what happens.
        part: the provision.
        row: what is said of its instrument.
    """

    lead: str
    part: str
    row: Row

    def instrument(self, source: str) -> Instrument:
        """Return the instrument.

        Raises:
            RowError: its issuer or day cannot be read.
        """
        return instrument_of(self.row, source)

    def acting_on(self, target: Instrument, part: str, where: str, source: Source) -> Stated:
        """Return the change that a later clause of a note states.

        Raises:
            RowError: it is not said what happens, or by what.
        """
        acting = self.instrument(source.id)
        if acting.iri == target.iri:
            raise RowError(f"{acting.iri} changes itself")
        known = Known(acting.iri, acting.type, acting.date)
        return Stated(
            where=where,
            source=known.iri,
            target=target.iri,
            said=actions(self.lead, part),
            days=(day_of(self.row.effective), None, acting.date),
            evidence=None,
            new=(acting,),
            read_in=source,
        )


def statements(note: str) -> list[Statement]:
    """Return the clauses of a note that name an instrument, each up to its first day in force."""
    found = []
    start = 0
    for force in _IN_FORCE.finditer(note):
        m = _cited().search(note, start, force.start())
        start_next = force.end()
        if m is not None:
            rest = note[m.end() : force.start()].strip(" ,;")
            dated = _DATED.match(rest)
            row = Row(
                number=m["number"].rstrip(",;"),
                type=m["type"],
                date=dated["day"] if dated else "",
                issuer=dated["issuer"].strip() if dated else "",
                title=dated["title"].strip(" ,;") if dated else rest,
                effective=force["day"],
            )
            found.append(Statement(note[start : m.start()], m["part"].strip(" ,"), row))
        start = start_next
    return found


@lru_cache(maxsize=1)
def _cited() -> re.Pattern[str]:
    """Return the pattern of a provision, type and number."""
    names = sorted((t.vi for t in load_vocabulary().types.values()), key=len, reverse=True)
    types = "|".join(map(re.escape, names))
    part = r"(?:Điều|Khoản|khoản|Điểm|điểm|Chương|Mục|Phụ lục|Danh mục|Mẫu)\s"
    return re.compile(
        rf"(?P<part>{part}[^;()]*?)\s*(?:của\s+)?(?P<type>{types})\s+(?:số\s*:?\s*)?(?P<number>\d\S*)"
    )
