"""What has become of audited documents since: findings that new data, rules or days have made.

The engine notes every finding that judging again has made or taken away (table ``change``). Here
what came and went is balanced, and grouped by the instrument that it is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from check.audit.archive import Archive
from check.audit.record import Audited, Change, Found
from check.finding import Severity
from kg.contract import Store
from kg.state import Status
from kg.status import status

#: Right on the document's day, no longer right today: an info for who reads one document, and
#: what is asked for here.
OUTDATED = "VD210"


class Turned(NamedTuple):
    """What has changed in one document.

    Attributes:
        now: the finding that is there now, ``None`` for one that has gone.
        before: the finding in the same place that it has taken the place of.
    """

    document: Audited
    now: Found | None
    before: Found | None

    @property
    def found(self) -> Found:
        """The finding that is there, else the one that was."""
        found = self.now or self.before
        assert found is not None  # noqa: S101 - one of the two makes a change
        return found


class Group(NamedTuple):
    """What has changed about one instrument.

    Attributes:
        iri: the instrument, canonical; ``None`` for what is about none.
        code: of the rule, where it is about none.
        status: of the instrument on the day compared up to; ``None`` where the graph does not
            have it.
        rows: findings that have come, or changed, then those that have gone; newest documents
            first.
    """

    iri: str | None
    code: str | None
    status: Status | None
    rows: tuple[Turned, ...]

    @property
    def documents(self) -> int:
        """How many documents have a new or changed finding about it."""
        return len({row.document.path for row in self.rows if row.now})


class Watch(NamedTuple):
    """What runs of an audit have changed.

    Attributes:
        after: number of the run before the first that counts, 0 for all.
        since: when the first of them was started, ``None`` where there was none.
        as_of: the day compared up to in the last; ``None`` where there was none.
        groups: by instrument, the one of most documents first.
        documents, unread: how many the archive has, and what could not be read.
        left_out: changes of minor findings that are not among the rows.
    """

    after: int
    since: str | None
    as_of: date | None
    groups: tuple[Group, ...]
    documents: int
    unread: int
    left_out: int

    @property
    def outdated(self) -> int:
        """How many documents have a new or changed finding."""
        turned = (row for group in self.groups for row in group.rows if row.now)
        return len({row.document.path for row in turned})


def watch(archive: Archive, graph: Store, *, after: int = 0, everything: bool = False) -> Watch:
    """Return what the runs after a given one changed for documents audited before.

    Args:
        archive: what was audited; bring it up to date with the data first (``check.audit.run``).
        graph: the data of today.
        after: number of the last run whose findings are known already.
        everything: tell notes too. Without it errors, warnings, and that what was right on a
            document's day has ended since.
    """
    runs = [run for run in archive.runs() if run.id > after]
    turned = list(_placed(archive, _turns(archive, after)))
    kept = [row for row in turned if everything or _matters(row.now) or _matters(row.before)]
    documents, _, unread = archive.counts()
    as_of = runs[-1].as_of if runs else None
    return Watch(
        after=after,
        since=runs[0].started if runs else None,
        as_of=as_of,
        groups=_groups(kept, graph, as_of),
        documents=documents,
        unread=unread,
        left_out=len(turned) - len(kept),
    )


def _matters(found: Found | None) -> bool:
    return found is not None and (found.severity > Severity.INFO or found.code == OUTDATED)


class _Turn(NamedTuple):
    """What has changed in one text."""

    text: int
    now: Found | None
    before: Found | None


def _turns(archive: Archive, after: int) -> Iterator[_Turn]:
    """Yield what has changed in the end; what came and went in one place is one change."""
    for text, changes in groupby(_by_text(archive, after), key=lambda change: change.text):
        net: Counter[_Key] = Counter()
        last: dict[_Key, Found] = {}
        for change in changes:
            key = _key(change.found)
            net[key] += -1 if change.gone else 1
            last[key] = change.found
        # A finding that has stayed may say more by now than when it came.
        last |= {_key(found): found for found in archive.findings(text)}
        come = [last[key] for key in net for _ in range(net[key])]
        gone = [last[key] for key in net for _ in range(-net[key])]
        for found in come:
            before = next((old for old in gone if _place(old) == _place(found)), None)
            if before is not None:
                gone.remove(before)
            yield _Turn(text, found, before)
        yield from (_Turn(text, None, found) for found in gone)


def _by_text(archive: Archive, after: int) -> list[Change]:
    """Return the changes of each text together, oldest first."""
    return sorted(archive.changes(after=after), key=lambda change: (change.text, change.run))


_Key = tuple[str, str | None, str, int]


def _key(found: Found) -> _Key:
    """Return what the engine tells findings of one text from each other by."""
    return found.code, found.iri, found.words, found.start


def _place(found: Found) -> tuple[str, int | None]:
    return found.code, found.citation


def _placed(archive: Archive, turns: Iterable[_Turn]) -> Iterator[Turned]:
    """Yield what has changed in each document: copies of a text are documents of their own."""
    by_text: dict[int, list[_Turn]] = {}
    for turn in turns:
        by_text.setdefault(turn.text, []).append(turn)
    for document in archive.documents(texts=by_text) if by_text else ():
        for turn in by_text[document.id]:
            yield Turned(document, turn.now, turn.before)


def _groups(turned: Iterable[Turned], graph: Store, as_of: date | None) -> tuple[Group, ...]:
    by_instrument: dict[tuple[str | None, str | None], list[Turned]] = {}
    for one in turned:
        iri, code = one.found.iri, one.found.code
        if iri is not None and iri in graph:
            iri = graph.canonical(iri)
        by_instrument.setdefault((iri, None if iri else code), []).append(one)
    groups = [
        Group(
            iri,
            code,
            status(graph, iri, as_of=as_of) if iri and iri in graph and as_of else None,
            tuple(sorted(rows, key=_order)),
        )
        for (iri, code), rows in by_instrument.items()
    ]
    groups.sort(key=lambda g: (-g.documents, -len(g.rows), g.iri or "", g.code or ""))
    return tuple(groups)


def _order(row: Turned) -> tuple[bool, int, str, int]:
    newest = -row.document.particulars.date.toordinal()
    return row.now is None, newest, row.document.path, row.found.start
