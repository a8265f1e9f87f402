"""Statements on one target made one: titles repeat articles, articles list provisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ingest.full_text.parts import joined
from ingest.full_text.statement import Named, Particulars, Statement, ThirdParty
from kg.ids import number_key, read_number
from kg.text import fold

_Key = tuple[object, ...]


def key_of(named: Named, *, dated: bool = True) -> _Key:
    """Return what tells one instrument of a text from another.

    A number without a year recurs, so the day belongs to it where the text states one.
    """
    if named.number is None:
        return ("title", fold(named.title or ""), named.date)
    key, recurs = _number_key(named.number)
    return ("number", key, named.date if recurs and dated else None)


@lru_cache(maxsize=4096)
def _number_key(number: str) -> tuple[str, bool]:
    """Return what compares a number, and whether it recurs each year."""
    return number_key(number), read_number(number).year is None


def merge_statements(statements: Iterable[Statement], own: Particulars) -> tuple[Statement, ...]:
    """Return one statement for each kind and target, in the order of their first mention.

    What is replaced is not told to be repealed besides; days that are the text's own are left out.
    """
    merged: dict[_Key, Statement] = {}
    for s in _numbered(list(statements)):
        if (s.target.number is None and s.target.title is None) or _is_own(s.target, own):
            continue
        key = (s.kind, *_known_key(s, merged))
        if s.kind == "suspends":
            key = _interval_key(key, s, merged)
        known = merged.get(key)
        merged[key] = _both(known, s) if known is not None else s
    replaced = {key[1:] for key, s in merged.items() if s.kind == "replaces" and s.scope == "whole"}
    return tuple(
        s._replace(effective=None if s.effective == own.effective else s.effective)
        for key, s in merged.items()
        if not (s.kind == "repeals" and s.scope == "whole" and key[1:] in replaced)
    )


def _numbered(statements: list[Statement]) -> Iterator[Statement]:
    """Yield the statements, laws named without a number having that of another statement."""
    numbers: dict[str, set[str]] = {}
    for s in statements:
        if s.target.title and s.target.number:
            numbers.setdefault(fold(s.target.title), set()).add(s.target.number)
    for s in statements:
        known = numbers.get(fold(s.target.title or ""), set())
        if s.target.number is None and s.target.date is None and len(known) == 1:
            yield s._replace(target=s.target._replace(number=next(iter(known))))
        else:
            yield s


def _known_key(s: Statement, merged: dict[_Key, Statement]) -> _Key:
    """Return the key of a target; a mention without a day means the one day known so far."""
    key = key_of(s.target)
    recurs = s.target.number is None or _number_key(s.target.number)[1]
    if key[2] is None and recurs:
        same = [k[1:] for k in merged if k[0] == s.kind and k[1:3] == key[:2]]
        return same[0] if len(same) == 1 else key
    undated = (s.kind, *key[:2], None)
    if undated in merged and key[2] is not None:
        merged[s.kind, *key] = merged.pop(undated)
    return key


def _interval_key(key: _Key, s: Statement, merged: dict[_Key, Statement]) -> _Key:
    """Return the key of a suspension: another interval of the same target is another one."""
    for candidate, known in merged.items():
        if candidate[: len(key)] == key and (
            None in (s.until, known.until)
            or (s.effective, s.until) == (known.effective, known.until)
        ):
            return candidate
    return (*key, s.effective, s.until) if key in merged else key


def _both(known: Statement, new: Statement) -> Statement:
    target = known.target._replace(
        date=known.target.date or new.target.date,
        title=known.target.title or new.target.title,
        issuer=known.target.issuer or new.target.issuer,
        number=known.target.number or new.target.number,
    )
    whole = "whole" in (known.scope, new.scope)
    return known._replace(
        target=target,
        scope="whole" if whole else "part",
        parts=None if whole else joined((known.parts, new.parts)),
        effective=known.effective or new.effective,
        until=known.until or new.until,
    )


def _is_own(named: Named, own: Particulars) -> bool:
    if named.number is None or own.number is None:
        return False
    same = _number_key(named.number) == _number_key(own.number)
    return same and (named.date is None or own.date is None or named.date == own.date)


_BACK = {
    "amended_by": "amends", "replaced_by": "replaces", "repealed_by": "repeals",
    "corrected_by": "corrects", "suspended_by": "suspends", "extended_by": "extends",
}  # fmt: skip


def merge_third_party(statements: Iterable[ThirdParty], own: Particulars) -> tuple[ThirdParty, ...]:
    """Return each fact once, whichever way round it is told first."""
    found: dict[_Key, ThirdParty] = {}
    for t in statements:
        if _is_own(t.subject, own) or _is_own(t.object, own):
            continue
        kind = _BACK.get(t.kind, t.kind)
        ends = (key_of(t.subject, dated=False), key_of(t.object, dated=False))
        key = (kind, *(ends if kind == t.kind else reversed(ends)))
        known = found.get(key)
        if ends[0] == ends[1]:
            continue
        found[key] = _told_more(known, t) if known is not None else t
    return tuple(found.values())


def _told_more(known: ThirdParty, new: ThirdParty) -> ThirdParty:
    """Return the first statement with the days that a later one of the same direction adds."""
    if known.kind != new.kind:
        return known
    return known._replace(
        subject=known.subject._replace(date=known.subject.date or new.subject.date),
        object=known.object._replace(date=known.object.date or new.object.date),
    )
