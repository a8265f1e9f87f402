"""Which instrument a row of a publisher's table names: type, issuer and IRI.

Tables name issuers in many spellings, leave them out where the symbol tells, and copy mistakes of
whoever cut a sentence into columns. An instrument of the same number must get the same IRI from
every table, so names are those of the vocabulary and joint issuers stand in the symbol's order.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cite.compare import issuer_key
from cite.dates import iso_day
from cite.heading import province_in
from cite.lexicon import is_body_head
from kg.errors import IdentifierError
from kg.ids import Form, make_iri, read_number
from kg.model import Instrument
from kg.text import fold, unify
from kg.vocab import InstrumentType, Issuer, load_vocabulary


class RowError(ValueError):
    """A row does not say which instrument it is about; the message is for the list of refusals."""


class Row(NamedTuple):
    """What a row says of one instrument, white space trimmed; empty where it says nothing."""

    number: str
    type: str = ""
    date: str = ""
    issuer: str = ""
    title: str = ""
    effective: str = ""
    expires: str = ""
    kind: str = ""
    territory: str = ""


_AND = re.compile(r"\s*(?:,|;|\bvà\b|\s-)\s+")
# A codified note reads "TITLE ngày D của ISSUER". Where the title cites another instrument, a
# table cut at the first day has that instrument's day, and the rest of the title as issuer.
_CUT = re.compile(r"^(?P<rest>.*)\s*ngày\s+(?P<day>\d\d?/\d\d?/\d{4})\s+của\s+(?P<issuer>.+)$")
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]00:00.*)?")
_VIETNAMESE = re.compile(r"(?:ngày\s+)?(\d\d?)\s*[/.-]\s*(\d\d?)\s*[/.-]\s*(\d{4})(?:\s00:00.*)?")
_SHORT = (("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"))
_KINDS = {"qppl": "qppl", "quy phạm pháp luật": "qppl", "party": "party", "đảng": "party"}
_LAW_NAME = re.compile(r"(Bộ luật|Luật|Pháp lệnh|Nghị quyết|Hiến pháp)\b")


def day_of(text: str, field: str = "date") -> date | None:
    """Return the day of a cell, ISO or day first; ``None`` for an empty cell.

    Raises:
        RowError: there is no such day.
    """
    if not text:
        return None
    if m := _ISO.fullmatch(text):
        iso = iso_day(m[3], m[2], m[1])
    else:
        m = _VIETNAMESE.fullmatch(text)
        iso = iso_day(*m.groups()) if m else None
    if iso is None:
        raise RowError(f"{field} is {text!r}. Write an existing day as YYYY-MM-DD or DD/MM/YYYY.")
    return date.fromisoformat(iso)


def repaired(row: Row) -> tuple[Row, str]:
    """Return a row with what was cut at the wrong word put right, and what was done, in words."""
    m = _CUT.match(row.issuer)
    if m is None:
        return row, ""
    title, cited = row.title, day_of(row.date)
    if title and cited:
        title = f"{title} ngày {cited:%d/%m/%Y} của {m['rest']}".strip()
    put = row._replace(date=m["day"], issuer=m["issuer"].strip(), title=title)
    return put, f"date and issuer stood in the wrong cells: {m['day']}, {put.issuer}"


def type_of(row: Row) -> InstrumentType:
    """Return the type that a row names, or that its symbol or the name of a law tells.

    Raises:
        RowError: none of them tells.
    """
    vocabulary = load_vocabulary()
    if row.type:
        named = vocabulary.type_by_word(row.type)
        if named is None:
            raise RowError(f"type {row.type!r} is unknown. Use a type word such as 'Nghị định'.")
        return named
    if law := _LAW_NAME.match(row.title):
        found = vocabulary.type_by_word(law[1])
        if found is not None:
            return found
    told = types_of_number(row.number)
    if len(told) != 1:
        raise RowError(f"number {row.number!r} does not tell the type. Add a column `type`.")
    return told[0]


def types_of_number(number: str) -> tuple[InstrumentType, ...]:
    """Return the types that a number can be of, none where it does not tell."""
    vocabulary = load_vocabulary()
    parts = read_number(number, types=vocabulary.type_symbols)
    if parts.form in (Form.TERM, Form.OLD):
        return vocabulary.types_by_symbol(parts.type or parts.issuers[0])
    found = vocabulary.types_by_symbol(parts.type) if parts.type else ()
    if parts.form is Form.PARTY:
        return found
    # QĐ is a Quyết định: a Quy định of the State has QyĐ, and only one of the Party has QĐ too.
    found = tuple(t for t in found if t.kind != "party")
    return tuple(t for t in found if t.symbols[0] == parts.type) or found


def issuer_of(row: Row, day: date | None) -> str:
    """Return the issuer in full, of the row or of its symbol; several are joined by commas.

    Raises:
        RowError: neither tells.
    """
    own = _by_symbols(row.number, day)
    if not row.issuer:
        if not own:
            raise RowError(
                f"number {row.number!r} does not tell the issuer. Add a column `issuer`."
            )
        return ", ".join(i.vi for i in own)
    names = [canonical(name) for name in split_issuers(row.issuer)]
    order = [issuer.vi for issuer in own]
    if len(names) > 1 and set(names) == set(order):
        names = order
    return ", ".join(names)


def _by_symbols(number: str, day: date | None) -> list[Issuer]:
    """Return the issuers whose symbols a number ends with, none if one of them is not known."""
    vocabulary = load_vocabulary()
    parts = read_number(number, types=vocabulary.type_symbols)
    on = day or (date(parts.year, 7, 1) if parts.year else None)
    found: list[Issuer] = []
    for symbol in parts.issuers:
        living = vocabulary.issuers_by_symbol(symbol, on=on)
        if len(living) != 1:
            return []
        found += living
    # The second symbol of an administrative number is a unit: "12/QĐ-BTC-TCT" is of the ministry.
    return found if parts.form is Form.JOINT else found[:1]


@lru_cache(maxsize=4096)
def split_issuers(names: str) -> tuple[str, ...]:
    """Return the bodies named in one cell: "Bộ Tài nguyên và Môi trường và Bộ Nội vụ" is two."""
    names = " ".join(unify(names).split()).strip(" .;,")
    if load_vocabulary().issuers_by_name(names):
        return (names,)
    start, found = 0, []
    for m in _AND.finditer(names):
        if is_body_head(names, m.end()) and is_body_head(names, start) and "-" not in m[0]:
            found.append(names[start : m.start()])
            start = m.end()
    return (*found, names[start:])


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """Return an issuer's name as the vocabulary has it; an unknown one as it is written."""
    vocabulary = load_vocabulary()
    for short, full in _SHORT:
        name = re.sub(rf"\b{short}\b", full, name)
    for spelling in (name, name.replace(" - ", ", "), name.replace(", ", " - "), issuer_key(name)):
        known = vocabulary.issuers_by_name(spelling)
        if known:
            return known[0].vi
    return name


def kind_of(type_: InstrumentType, number: str, stated: str = "") -> str:
    """Return ``qppl``, ``administrative`` or ``party``; a number of the first has its year."""
    if stated:
        return _KINDS.get(fold(stated), "administrative")
    if type_.kind != "any":
        return type_.kind
    parts = read_number(number, types=load_vocabulary().type_symbols)
    if parts.form is Form.PARTY:
        return "party"
    return "qppl" if parts.year else "administrative"


def territory_of(issuer: str) -> str | None:
    """Return the bare name of the province that an issuer is of; ``None`` for a central one."""
    province = province_in(issuer)
    return re.sub(r"^(?:Tỉnh|Thành phố)\s+", "", province.vi) if province else None


def instrument_of(row: Row, source: str) -> Instrument:
    """Return the instrument that a row is a record of.

    Args:
        row: what the row says, ``repaired``.
        source: id of the source of all its fields.

    Raises:
        RowError: the row does not say which instrument it is, or a day does not exist.
    """
    if not row.number and not row.title:
        raise RowError("neither number nor title. Give at least one.")
    day = day_of(row.date)
    type_, issuer = type_of(row), issuer_of(row, day)
    if not any(c.isalpha() for c in row.number) and day is None:
        raise RowError(f"number {row.number!r} has no symbol and there is no date. Add the date.")
    number = "".join(unify(row.number).split())
    try:
        iri = make_iri(type=type_.id, issuer=issuer, date=day, number=number or row.title)
    except IdentifierError as error:
        raise RowError(str(error)) from error
    effective, expires = day_of(row.effective, "effective"), day_of(row.expires, "expires")
    found: dict[str, object] = {
        "number": number,
        "issuer": issuer,
        "date": day,
        "title": row.title,
        "effective": effective,
        "expires": expires,
    }
    return Instrument(
        iri=iri,
        type=type_.id,
        number=number,
        issuer=issuer,
        date=day,
        title=" ".join(unify(row.title).split()) or None,
        effective=effective,
        expires=expires,
        kind=kind_of(type_, number, row.kind),
        territory=row.territory or territory_of(issuer),
        sources={name: (source,) for name, value in found.items() if value},
    )
