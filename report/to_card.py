"""One instrument as a card: particulars, status with proof, relations by kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from check.wording import dated, day, short, type_word
from kg.agreement import agreement
from kg.contract import Store
from kg.model import Instrument, Relation
from kg.state import Status
from kg.status import status
from kg.vocab import LAWS, load_vocabulary
from queries.status import NOTES
from report.labels import STATES
from report.to_json import iso

_FIELDS = {
    "vi": ("Ban hành", "Có hiệu lực", "Hết giai đoạn", "Tình trạng", "từ", "Nguồn", "Phạm vi"),
    "en": ("Issued", "In force", "Period ends", "Status", "since", "Source", "Territory"),
}
_CITED = {"vi": "Ngày theo văn bản dẫn (số văn bản)", "en": "Dated by citing documents (how many)"}
_DAYS = 4
"""Other days shown beside the one that most documents give."""


def card_text(graph: Store, instrument: Instrument, language: str, *, as_of: date) -> str:
    """Return the card of an instrument for the terminal."""
    issued, force, ends, state_word, since, source, place = _FIELDS[language]
    state = status(graph, instrument.iri, as_of=as_of)
    words = STATES[str(state.state)][0 if language == "vi" else 1]
    title = instrument.title or ""
    lead = (
        short(instrument)
        if instrument.type in LAWS
        else (f"{type_word(instrument, language)} {instrument.number}")
    )
    lines = [
        f"{lead} — {title}" if title and instrument.type not in LAWS else lead,
        f"  {instrument.iri}",
        f"  {issued}: {day(instrument.date)}, {instrument.issuer}",
        _agreed(graph, instrument, language),
        f"  {force}: {day(instrument.effective)}" if instrument.effective else "",
        f"  {ends}: {day(instrument.expires)}" if instrument.expires else "",
        f"  {place}: {instrument.territory}" if instrument.territory else "",
        f"  {state_word} ({day(as_of)}): {words}"
        + (f" {since} {day(state.since)}" if state.since else ""),
        *(f"  * {NOTES[note.value][0 if language == 'vi' else 1]}" for note in state.notes),
        *_relations(graph, instrument, language),
        f"  {source}: {_where(graph, instrument, state)}",
    ]
    return "\n".join(line for line in lines if line)


def _agreed(graph: Store, instrument: Instrument, language: str) -> str:
    """Return which days citing documents give where no record does, empty where there is one."""
    found = agreement(graph, instrument)
    if found is None:
        return ""
    days = ((found.day, found.documents), *found.others[:_DAYS])
    told = ", ".join(f"{day(value)} ({count})" for value, count in days)
    return f"  {_CITED[language]}: {told}"


def _relations(graph: Store, instrument: Instrument, language: str) -> list[str]:
    kinds = load_vocabulary().relations
    lines = []
    for incoming in (False, True):
        edges = (graph.incoming if incoming else graph.outgoing)(instrument.iri)
        grouped: dict[str, list[Relation]] = {}
        for relation in edges:
            grouped.setdefault(relation.kind, []).append(relation)
        for kind, found in sorted(grouped.items()):
            entry = kinds[kind]
            name = (
                (entry.inverse_vi if language == "vi" else entry.inverse_en)
                if incoming
                else (entry.vi if language == "vi" else entry.en)
            )
            others = ", ".join(_end(graph, r, incoming=incoming) for r in found[:12])
            more = f" … (+{len(found) - 12})" if len(found) > 12 else ""
            lines.append(f"  {name}: {others}{more}")
    return lines


def _end(graph: Store, relation: Relation, *, incoming: bool) -> str:
    other = graph.instrument(relation.source if incoming else relation.target)
    words = dated(other) if other.number else _untitled(other)
    if relation.scope == "part" and relation.parts:
        words += f" [{relation.parts}]"
    if relation.valid_from:
        words += f" {day(relation.valid_from)}"
    return words


def _untitled(instrument: Instrument) -> str:
    """Return how an instrument without a number is named: type, title and day."""
    title = instrument.title or instrument.iri
    on = f" ({day(instrument.date)})" if instrument.date else ""
    return f"{type_word(instrument)} “{title}”{on}"


def _where(graph: Store, instrument: Instrument, state: Status) -> str:
    ids = [i for p in state.proof for i in p.sources] or [
        i for found in instrument.sources.values() for i in found
    ]
    places = dict.fromkeys(graph.sources[i].where for i in ids if i in graph.sources)
    return "; ".join(list(places)[:3])


def card_json(graph: Store, instrument: Instrument, *, as_of: date) -> dict[str, Any]:
    """Return an instrument with its status and relations as JSON values."""
    state = status(graph, instrument.iri, as_of=as_of)
    return {
        "iri": instrument.iri,
        "type": instrument.type,
        "number": instrument.number,
        "issuer": instrument.issuer,
        "date": iso(instrument.date),
        "title": instrument.title,
        "effective": iso(instrument.effective),
        "expires": iso(instrument.expires),
        "kind": instrument.kind,
        "territory": instrument.territory,
        "attested": instrument.attested,
        "status": {
            "state": str(state.state),
            "as_of": as_of.isoformat(),
            "since": iso(state.since),
            "successors": list(state.successors),
            "notes": [str(n) for n in state.notes],
        },
        "relations": [
            {
                "kind": r.kind,
                "source": r.source,
                "target": r.target,
                "scope": r.scope,
                "parts": r.parts,
                "valid_from": iso(r.valid_from),
                "evidence": r.evidence,
            }
            for r in (*graph.outgoing(instrument.iri), *graph.incoming(instrument.iri))
        ],
    }
