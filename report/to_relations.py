"""What a full text states: as text, and as ``viendan.relations/1`` of DESIGN section 5."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from check.wording import day
from ingest.full_text import FullText, Named, Particulars, Statement, ThirdParty
from kg.vocab import load_vocabulary

SCHEMA = "viendan.relations/1"


def relations_to_json(read: FullText) -> str:
    """Return what a full text states as indented JSON, Vietnamese letters as they are."""
    return json.dumps(relations_to_dict(read), ensure_ascii=False, indent=1)


def relations_text(read: FullText, lang: str) -> str:
    """Return what a full text states as lines for a reader, each with the words that prove it."""
    words = _WORDS[lang]
    own = read.own
    head = " ".join(filter(None, (own.type, own.number))) or words["unnamed"]
    lines = [f"{head}: {own.title}" if own.title else head]
    for name in ("issuer", "date", "effective", "expires"):
        value = getattr(own, name)
        if value is not None:
            lines.append(f"  {words[name]}: {value if name == 'issuer' else day(value)}")
    lines += [f"  {words['effective']} ({p.parts}): {day(p.effective)}" for p in own.partial]
    kinds = load_vocabulary().relations
    for s in read.relations:
        kind = getattr(kinds[s.kind], lang)
        parts = f" ({s.parts or words['part']})" if s.scope == "part" else ""
        on = f", {words['effective']} {day(s.effective)}" if s.effective else ""
        last = f", {words['expires']} {day(s.until)}" if s.until else ""
        lines += [f"- {kind} {_name(s.target)}{parts}{on}{last}", f"    “{s.evidence}”"]
    for t in read.third_party:
        lines.append(f"- {_name(t.subject)} {_verb(t.kind, lang)} {_name(t.object)}")
        lines.append(f"    “{t.evidence}”")
    return "\n".join(lines)


_WORDS = {
    "vi": {
        "unnamed": "(không rõ số)",
        "issuer": "cơ quan ban hành",
        "date": "ngày",
        "effective": "có hiệu lực từ",
        "expires": "đến hết",
        "part": "một phần",
    },
    "en": {
        "unnamed": "(no number read)",
        "issuer": "issuer",
        "date": "date",
        "effective": "in force from",
        "expires": "until",
        "part": "in part",
    },
}


def _name(named: Named) -> str:
    number = named.number or ""
    title = named.title or ""
    words = f"{title} {number}" if title else f"{named.type or ''} {number}"
    return f"{words.strip()} ({day(named.date)})" if named.date else words.strip()


def _verb(kind: str, lang: str) -> str:
    """Return the label of a kind or of its inverse."""
    vocabulary = load_vocabulary()
    active = vocabulary.inverses.get(kind)
    if active is None:
        return str(getattr(vocabulary.relations[kind], lang))
    return str(getattr(vocabulary.relations[active], f"inverse_{lang}"))


def relations_to_dict(read: FullText) -> dict[str, Any]:
    """Return what a full text states as plain values; what it does not state is ``None``."""
    return {
        "schema": SCHEMA,
        "self": _own(read.own),
        "relations": [_relation(s) for s in read.relations],
        "third_party": [_third_party(t) for t in read.third_party],
    }


def _own(own: Particulars) -> dict[str, Any]:
    return {
        "type": own.type,
        "number": own.number,
        "date": _day(own.date),
        "issuer": own.issuer,
        "title": own.title,
        "effective": _day(own.effective),
        "expires": _day(own.expires),
        "kind": own.kind,
        "territory": own.territory,
        "partial_effective": [
            {"parts": p.parts, "effective": _day(p.effective)} for p in own.partial
        ],
    }


def _relation(s: Statement) -> dict[str, Any]:
    return {
        "kind": s.kind,
        "target": _named(s.target),
        "scope": s.scope,
        "parts": s.parts,
        "effective": _day(s.effective),
        "until": _day(s.until),
        "evidence": s.evidence,
        "start": s.start,
        "end": s.end,
    }


def _third_party(t: ThirdParty) -> dict[str, Any]:
    return {
        "kind": t.kind,
        "subject": _named(t.subject),
        "object": _named(t.object),
        "parts": t.parts,
        "evidence": t.evidence,
        "start": t.start,
        "end": t.end,
    }


def _named(named: Named) -> dict[str, Any]:
    return {
        "type": named.type,
        "number": named.number,
        "date": _day(named.date),
        "title": named.title,
        "issuer": named.issuer,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
