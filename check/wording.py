"""How findings name instruments and days: the forms that NĐ 30/2020 asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kg.agreement import Agreement
from kg.contract import Store
from kg.model import Instrument, Relation
from kg.patterns import lazy
from kg.state import Fact
from kg.vocab import LAWS, load_vocabulary

_NAMED = 5
"""Sources named as proof of an agreement; a common law has thousands."""


_FIELDS = {
    "number": ("số, ký hiệu", "number"),
    "type": ("loại văn bản", "type"),
    "articles": ("số điều", "number of articles"),
    "date": ("ngày ban hành", "date"),
    "effective": ("ngày có hiệu lực", "first day in force"),
    "expires": ("ngày cuối của giai đoạn", "last day of its period"),
    "issuer": ("cơ quan ban hành", "issuer"),
    "title": ("tên gọi", "title"),
    "ended": ("sửa đổi sau khi đã hết hiệu lực", "changed after its end"),
}


def day(value: date | None) -> str:
    """Return a day as drafts write it: 09/6/2025, 15/01/2020.

    Days below ten and the months 1 and 2 take a zero (NĐ 30/2020 Phụ lục I, II.4.b).
    """
    if value is None:
        return "?"
    month = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"{value.day:02d}/{month}/{value.year}"


def agreed_fact(agreed: Agreement) -> Fact:
    """Return the day that citing texts agree on as proof, with the sources of most texts."""
    return Fact("date", agreed.day, agreed.sources[:_NAMED])


def type_word(instrument: Instrument, language: str = "vi") -> str:
    """Return the type word of an instrument."""
    kind = load_vocabulary().types.get(instrument.type)
    if kind is None:
        return instrument.type
    return kind.en if language == "en" else kind.vi


def short(instrument: Instrument) -> str:
    """Return type and number, or a law's name: "Nghị định số 61/2018/NĐ-CP"."""
    if instrument.type in LAWS and instrument.title:
        name = instrument.title
        return f"{name} số {instrument.number}" if instrument.number else name
    return f"{type_word(instrument)} số {instrument.number}"


def full(instrument: Instrument) -> str:
    """Return the first citation in full but for its title: type, number, day, issuer."""
    words = short(instrument)
    if instrument.date is not None:
        words += f" ngày {day(instrument.date)}"
    return words if instrument.type in LAWS else f"{words} của {instrument.issuer}"


def with_title(instrument: Instrument) -> str:
    """Return the first citation in full with its title."""
    words = full(instrument)
    if instrument.title is None or instrument.type in LAWS:
        return words
    title = instrument.title
    lead = (
        title[:1].lower() + title[1:]
        if _VERB.match(title)
        else f"về {title[:1].lower()}{title[1:]}"
    )
    return f"{words} {lead}"


_VERB = lazy(
    r"(?:về|ban hành|phê duyệt|quy định|hướng dẫn|sửa đổi|bổ sung|bãi bỏ|triển khai|thực hiện|"
    r"công bố)\b",
    re.IGNORECASE,
)


def dated(instrument: Instrument) -> str:
    """Return number and day: "76/NQ-CP (15/7/2021)"."""
    number = instrument.number or instrument.title or instrument.iri
    return f"{number} ({day(instrument.date)})" if instrument.date else number


def listed(instruments: Iterable[Instrument]) -> str:
    """Return instruments by number and day, comma between."""
    return ", ".join(dated(i) for i in instruments)


def acting(relations: Iterable[Relation], graph: Store) -> str:
    """Return the instruments that act in the relations, by number and day, each once."""
    found = dict.fromkeys(r.source for r in relations)
    return listed(graph.instrument(iri) for iri in found)


def chain(iris: tuple[str, ...], graph: Store) -> str:
    """Return a chain of successors, the last of which applies."""
    return " → ".join(short(graph.instrument(iri)) for iri in iris)


def coverage(graph: Store) -> tuple[str, str]:
    """Return the number of instruments known and the day the data was last read."""
    found: tuple[str, str] | None = graph.memo.get("coverage")
    if found is None:
        found = graph.memo["coverage"] = (str(len(graph)), day(graph.updated))
    return found


def relation_label(kind: str, language: str, *, incoming: bool = False) -> str:
    """Return the vocabulary's words for a kind, read from its source or (incoming) its target.

    The name of an inverse (``amended_by``) is read as its kind seen from the target.
    """
    vocabulary = load_vocabulary()
    if kind in vocabulary.inverses:
        kind, incoming = vocabulary.inverses[kind], not incoming
    entry = vocabulary.relations.get(kind)
    if entry is None:
        return kind
    if language == "en":
        return entry.inverse_en if incoming else entry.en
    return entry.inverse_vi if incoming else entry.vi


def field_label(name: str, language: str) -> str:
    """Return the words for a field of an instrument; a relation's name is one too."""
    if name in _FIELDS:
        return _FIELDS[name][language == "en"]
    return relation_label(name, language)
