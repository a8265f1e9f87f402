"""Relations as rows of a table state them, and rows of one pair joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from ingest.records import Records
from ingest.sources.ends import Known
from ingest.sources.identity import RowError, day_of
from ingest.sources.taken import Outcome, Taken
from kg.model import Instrument, Relation, Source
from kg.text import fold
from kg.vocab import load_vocabulary

# What happens to an article, in the words of the codification. "Có nội dung bị bãi bỏ" is a part
# of the article, "bị bãi bỏ" all of it.
_ACTIONS: tuple[tuple[str, str], ...] = (
    ("amends", r"sửa đổi|bổ sung"),
    ("replaces", r"thay thế"),
    ("repeals", r"bãi bỏ|hủy bỏ|hết hiệu lực"),
    ("suspends", r"ngưng hiệu lực|đình chỉ"),
    ("corrects", r"đính chính"),
)
_SOME = {
    kind: re.compile(rf"nội dung[^,;]*?(?:{words})") for kind, words in _ACTIONS if kind != "amends"
}
_ALL = {
    kind: re.compile(rf"(?:^|[,;])(?:(?!nội dung)[^,;])*(?:{words})") for kind, words in _ACTIONS
}
_ANY = {kind: re.compile(words) for kind, words in _ACTIONS}


class Said(NamedTuple):
    """A kind of relation that a row states, and what of the target it touches."""

    kind: str
    part: str | None


class Stated(NamedTuple):
    """One row: who acts on whom, how, from when to when."""

    where: str
    source: str
    target: str
    said: tuple[Said, ...]
    days: tuple[date | None, date | None, date | None]
    evidence: str | None
    new: tuple[Instrument, ...]
    read_in: Source


def stated(
    where: str,
    cells: Mapping[str, str],
    ends: Sequence[tuple[Known, Instrument | None]],
    read_in: Source,
) -> Stated:
    """Return what a row states of two instruments.

    Raises:
        RowError: it states nothing that is known, or a document acts on itself.
    """
    (source, _), (target, _) = ends
    part = " ".join(cells.get("target_article", "").split()) or None
    if cells.get("kind"):
        kind, backwards = kind_of(cells["kind"])
        if backwards:
            source, target = target, source
        said: tuple[Said, ...] = (Said(kind, part),)
    else:
        said = actions(cells.get("action_vi", ""), part)
    if source.iri == target.iri:
        raise RowError(f"{source.iri} acts on itself. Correct one of the numbers.")
    if cells.get("scope", "part") == "whole":
        said = tuple(Said(one.kind, None) for one in said)
    elif cells.get("scope") and part is None:
        said = tuple(Said(one.kind, "") for one in said)
    first = day_of(cells.get("valid_from") or cells.get("source_effective", ""), "valid_from")
    last = day_of(cells.get("valid_to", ""), "valid_to")
    new = tuple(node for _, node in ends if node is not None)
    evidence = cells.get("evidence") or None
    days = (first, last, source.date)
    return Stated(where, source.iri, target.iri, said, days, evidence, new, read_in)


@lru_cache(maxsize=1024)
def kind_of(word: str) -> tuple[str, bool]:
    """Return the kind of relation of a name or label, and whether it is read backwards.

    Raises:
        RowError: the vocabulary has no such kind.
    """
    folded = fold(word).removeprefix("văn bản ").replace(" ", "_").casefold()
    for kind in load_vocabulary().relations.values():
        if folded in (kind.id, *(fold(label).replace(" ", "_") for label in (kind.vi, kind.en))):
            return kind.id, False
        backwards = (kind.inverse, kind.inverse_vi, kind.inverse_en)
        if folded in (fold(label).replace(" ", "_") for label in backwards):
            return kind.id, True
    kinds = ", ".join(load_vocabulary().relations)
    raise RowError(f"kind {word!r} is unknown. Use one of {kinds}, or their inverses.")


def actions(words: str, part: str | None) -> tuple[Said, ...]:
    """Return what the words of the codification say happens to a document or a part of it.

    Raises:
        RowError: they say nothing of the kind.
    """
    folded = fold(words)
    found = []
    for kind, pattern in _ANY.items():
        if pattern.search(folded):
            some = kind in _SOME and _SOME[kind].search(folded) and not _ALL[kind].search(folded)
            found.append(Said(kind, f"một phần {part}" if some and part else part))
    if not found:
        what = f"action {words!r} is unknown" if words else "it is not stated what happens"
        raise RowError(f"{what}. Say sửa đổi, bổ sung, bãi bỏ, thay thế or ngưng hiệu lực.")
    return tuple(found)


_Key = tuple[str, str, str, bool, date | None, date | None, str]


class _Group(NamedTuple):
    """Rows that are one relation."""

    first: str
    parts: dict[str, None]
    row: Stated


def relations_of(path: Path, rows: Sequence[Stated | Taken]) -> Iterator[Taken]:
    """Yield what became of each row; a relation comes with the first row that states it."""
    groups: dict[_Key, _Group] = {}
    for row in rows:
        if isinstance(row, Stated):
            for said in row.said:
                group = groups.setdefault(_key(row, said), _Group(row.where, {}, row))
                if said.part:
                    group.parts[said.part] = None
    given: set[_Key] = set()
    for row in rows:
        if isinstance(row, Taken):
            yield row
            continue
        keys = [_key(row, said) for said in row.said]
        own = [key for key in keys if key not in given]
        given.update(own)
        records = Records(
            sources=(row.read_in,),
            instruments=row.new,
            relations=tuple(_relation(key, groups[key]) for key in own),
        )
        if own:
            yield Taken(path, row.where, Outcome.IN, "", records)
        else:
            kinds = ", ".join(f"{key[0]} {key[1]} -> {key[2]}" for key in keys)
            told = f"joined with {groups[keys[0]].first}: {kinds}"
            yield Taken(path, row.where, Outcome.MERGED, told, records)


def _key(row: Stated, said: Said) -> _Key:
    first, last, _ = row.days
    return said.kind, row.source, row.target, said.part is not None, first, last, row.read_in.id


def _relation(key: _Key, group: _Group) -> Relation:
    kind, source, target, part, first, last, read_in = key
    scope: Literal["part", "whole"] = "part" if part else "whole"
    return Relation(
        kind=kind,
        source=source,
        target=target,
        scope=scope,
        parts=", ".join(group.parts) or None,
        valid_from=first,
        valid_to=last,
        known_from=group.row.days[2],
        evidence=group.row.evidence,
        sources=(read_in,),
    )
