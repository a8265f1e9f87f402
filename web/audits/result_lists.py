"""The lists on the page of an audit: documents, instruments cited, what was not read."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple, TypeVar

from check.audit.record import Reason
from check.wording import day
from kg.contract import Store
from report.drawing.nodes import clean
from report.workbook.judged import Judged, judge, name, state_words, successor_words
from report.workbook.view import View
from report.workbook.words import GROUPS, OUTCOMES, PARTLY, REASONS, pick, unit_name
from web.audits.listed import Listing, Lists, OfCited, OfDocument, OfUnread
from web.audits.lists import PARTLY as READ_IN_PART
from web.audits.said import file_and_folder, number
from web.audits.whose import PAGE, Cut, Filters, Whose, cut
from web.rendering import Words, words
from web.tasks.tools import Tools

_UNITS = 300
#: Columns of the table of documents: its word, the order it is sorted by, in which direction.
_COLUMNS = (
    ("document", "path", "ascending"),
    ("number", "", ""),
    ("date", "date", "descending"),
    ("unit", "unit", "ascending"),
    ("errors", "worst", "descending"),
    ("warnings", "", ""),
    ("infos", "", ""),
    ("citations", "", ""),
)
_FIGURES = ("errors", "warnings", "infos", "citations")
_Row = TypeVar("_Row")


class Chip(NamedTuple):
    """A filter as a link; ``here`` if it is the one that is set."""

    label: str
    many: str
    address: str
    here: bool
    tone: str = ""


class _Head(NamedTuple):
    label: str
    address: str
    sorted: str
    number: bool


class _Piece(NamedTuple):
    tone: str
    start: int
    width: int


def documents(tools: Tools, lists: Lists, whose: Whose, filters: Filters) -> dict[str, Any]:
    """Return what the table of documents is made of."""
    del tools
    t = words(whose.language, "folder")
    found = lists.documents(worst=filters.worst, unit=filters.unit, order=filters.order)
    part, place = _part(found, filters)
    counts = {
        "error": whose.count("with_errors"),
        "warning": whose.count("with_warnings"),
        "info": whose.count("with_infos"),
        "clean": whose.count("clean"),
    }
    units = lists.units(_UNITS)
    return {
        **_around(place, whose, filters, t),
        "rows": [_document(one, whose.language, t) for one in part],
        "heads": _heads(whose, filters, t),
        "chips": _worst_chips(counts, whose, filters, t),
        "bar": _bar(counts),
        "units": [
            (unit, clean(unit_name(unit, whose.language)), number(count, whose.language))
            for unit, count in units
        ],
        "unit": filters.unit,
        "worst": filters.worst,
        "order": filters.order,
    }


def _part(found: Listing[_Row], filters: Filters) -> tuple[list[_Row], Cut]:
    place = cut(found.total, filters.page)
    return found.part(place.first, place.end), place


def _around(place: Cut, whose: Whose, filters: Filters, t: Words) -> dict[str, Any]:
    """Return where a part of a list stands, and the addresses of its neighbours."""
    page = place.first // PAGE + 1
    more = place.end < place.total
    return {
        "total": number(place.total, whose.language),
        "showing": place.showing(t, whose.language),
        "previous": filters.address(whose, page=page - 1) if page > 1 else "",
        "next": filters.address(whose, page=page + 1) if more else "",
    }


def _document(one: OfDocument, language: str, t: Words) -> dict[str, Any]:
    file, folder = file_and_folder(clean(one.path))
    notes = [
        t["copy_of"].format(clean(one.copy_of)) if one.copy_of else "",
        t["partly"] if one.partly else "",
        t["recognised"].format(one.recognised) if one.recognised else "",
    ]
    return {
        "n": one.n,
        "file": file,
        "folder": folder,
        "notes": [note for note in notes if note],
        "number": clean(one.number or ""),
        "date": day(date.fromisoformat(one.date)) if one.date else t["no_date"],
        "unit": clean(unit_name(one.unit, language)),
        **{name: getattr(one, name) for name in _FIGURES},
    }


def _heads(whose: Whose, filters: Filters, t: Words) -> list[_Head]:
    return [
        _Head(
            t[word],
            filters.address(whose, order=order) if order else "",
            direction if order and order == filters.order else "",
            word in _FIGURES,
        )
        for word, order, direction in _COLUMNS
    ]


def _worst_chips(counts: dict[str, int], whose: Whose, filters: Filters, t: Words) -> list[Chip]:
    every = Chip(
        t["all"],
        number(sum(counts.values()), whose.language),
        filters.address(whose, worst=None),
        filters.worst is None,
    )
    return [
        every,
        *(
            Chip(
                t[f"worst_{worst}"],
                number(count, whose.language),
                filters.address(whose, worst=worst),
                filters.worst == worst,
                worst,
            )
            for worst, count in counts.items()
        ),
    ]


def _bar(counts: dict[str, int]) -> list[_Piece]:
    """Return the pieces of a bar a thousand wide."""
    whole, done, pieces = sum(counts.values()), 0, []
    for tone, count in counts.items():
        if count:
            start, end = 1000 * done // whole, 1000 * (done + count) // whole
            pieces.append(_Piece(tone, start, end - start))
        done += count
    return pieces


def instruments(tools: Tools, lists: Lists, whose: Whose, filters: Filters) -> dict[str, Any]:
    """Return what the table of instruments is made of."""
    t = words(whose.language, "folder")
    part, place = _part(lists.instruments(group=filters.group), filters)
    graph = tools.graph
    graph.prefetch([one.iri for one in part if one.iri and one.iri in graph])
    groups = lists.groups()
    chips = [
        Chip(
            t["all"],
            number(sum(groups.values()), whose.language),
            filters.address(whose, group=None),
            filters.group is None,
        )
    ]
    chips += [
        Chip(
            pick(GROUPS[group], whose.language),
            number(groups[group], whose.language),
            filters.address(whose, group=group),
            filters.group == group,
        )
        for group in GROUPS
        if group in groups
    ]
    view = View(lists.archive, graph, whose.language, whose.as_of)
    rows = [_instrument(one, view) for one in part]
    return {**_around(place, whose, filters, t), "rows": rows, "chips": chips}


def _instrument(one: OfCited, view: View) -> dict[str, Any]:
    counts = one.counts
    told = {
        "iri": None,
        "name": clean(one.words or ""),
        "title": "",
        "tone": "open",
        "status": pick(OUTCOMES.get(one.outcome, GROUPS["outside"]), view.language),
        "since": "",
        "successor": "",
        "documents": counts.documents,
        "citations": counts.citations,
        "with_errors": counts.with_errors,
    }
    if one.iri is None:
        return told
    judged = judge(view, counts)
    return told | _judged(judged, view.graph, view.language)


def _judged(one: Judged, graph: Store, language: str) -> dict[str, Any]:
    x, found = one.instrument, one.status
    told: dict[str, Any] = {"status": state_words(one, language)}
    if x is None or found is None:
        return told
    return told | {
        "iri": x.iri,
        "name": clean(name(x)),
        "title": clean(x.title),
        "tone": "open" if one.group == "outside" else one.group,
        "since": day(found.since) if found.since else "",
        "successor": clean(successor_words(one, graph)),
    }


def unread(tools: Tools, lists: Lists, whose: Whose, filters: Filters) -> dict[str, Any]:
    """Return what the table of what was not read is made of."""
    del tools
    t = words(whose.language, "folder")
    part, place = _part(lists.unread(), filters)
    rows = [_unread(one, whose.language) for one in part]
    return {**_around(place, whose, filters, t), "rows": rows}


def _unread(one: OfUnread, language: str) -> dict[str, str]:
    why, then = PARTLY if one.reason == READ_IN_PART else REASONS[Reason(one.reason)]
    return {
        "path": clean(one.path),
        "reason": pick(why, language),
        "then": pick(then, language),
        "detail": clean(one.detail),
    }
