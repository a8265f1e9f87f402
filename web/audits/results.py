"""The page of an audit that is done: its summary, and one of its lists."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from check.wording import day
from web.answer import HTML, Answer
from web.audits.listed import Lists
from web.audits.result_lists import documents, instruments, unread
from web.audits.said import number
from web.audits.whose import SHOWS, Filters, Whose
from web.rendering import Words, render, words
from web.tasks.audits import results
from web.tasks.tools import Tools

_LISTS = {"documents": documents, "instruments": instruments, "unread": unread}


class _Tile(NamedTuple):
    label: str
    many: str
    more: str = ""
    tone: str = ""


class _Tab(NamedTuple):
    label: str
    address: str
    here: bool


def results_page(tools: Tools, whose: Whose, filters: Filters) -> Answer:
    """Return the page, or the part of it that takes the place of the progress."""
    t = words(whose.language, "folder")
    with results(whose.path) as archive:
        lists = Lists(archive)
        listed = _LISTS[filters.show](tools, lists, whose, filters)
        tabs = _tabs(lists, whose, filters, t)
    said = t["done_said"].format(whose.shown("documents"), whose.shown("errors"))
    template = "_folder.html" if whose.part else "folder.html"
    page = render(
        template,
        whose.language,
        **frame(whose, "_folder_results.html", "done"),
        **listed,
        list=f"_folder_{filters.show}.html",
        said=said,
        tiles=_tiles(whose, t),
        tabs=tabs,
        coverage_line=_coverage(whose, t),
        left_out=whose.shown("left_out") if whose.count("left_out") else "",
        kept_until=whose.kept_until,
    )
    return Answer(page, HTML)


def frame(whose: Whose, part: str, heading: str) -> dict[str, Any]:
    """Return what every page of a done audit has."""
    return {
        "path": whose.address,
        "switch": whose.switch,
        "part": part,
        "heading": heading,
        "runs": False,
        "id": whose.id,
        "name": whose.name,
    }


def _coverage(whose: Whose, t: Words) -> str:
    updated = str(whose.summary["updated"] or "")
    shown = day(date.fromisoformat(updated)) if updated else "?"
    return t["as_of"].format(day(whose.as_of), whose.shown("instruments"), shown)


def _tiles(whose: Whose, t: Words) -> list[_Tile]:
    shown = whose.shown
    copies, partly = whose.count("copies"), whose.count("partly")
    return [
        _Tile(
            t["documents"],
            shown("documents"),
            t["documents_copies"].format(shown("copies")) if copies else "",
        ),
        _Tile(t["errors"], shown("errors"), t["errors_in"].format(shown("with_errors")), "t-gone"),
        _Tile(t["warnings"], shown("warnings"), tone="t-part"),
        _Tile(t["infos"], shown("infos"), tone="t-wait"),
        _Tile(
            t["citations"],
            shown("citations"),
            t["checked"].format(shown("checked"), shown("unknown")),
        ),
        _Tile(
            t["unread"],
            shown("unread"),
            t["unread_partly"].format(shown("partly")) if partly else "",
            "t-gone" if whose.count("unread") else "",
        ),
    ]


def _tabs(lists: Lists, whose: Whose, filters: Filters, t: Words) -> list[_Tab]:
    counts = {
        "documents": whose.shown("documents"),
        "instruments": number(lists.instruments().total, whose.language),
        "unread": number(lists.unread().total, whose.language),
    }
    return [
        _Tab(
            t[f"tab_{show}"].format(counts[show]),
            Filters(show=show).address(whose),
            filters.show == show,
        )
        for show in SHOWS
    ]
