"""Pictures by the name of their format, as the command line and the web ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from check.wording import listed
from kg.contract import Store
from kg.errors import LegalGraphError
from kg.model import Instrument
from queries.table import Table
from report.drawing.picture import Picture, picture_of
from report.drawing.scheme import scheme
from report.to_dot import dot
from report.to_mermaid import mermaid
from report.to_page import answer_page, instruments_page
from report.to_svg import svg

#: Formats of one picture.
_WRITERS: dict[str, Callable[[Picture], str]] = {"mermaid": mermaid, "dot": dot, "svg": svg}
#: All formats of pictures; ``html`` is a page of any number of them.
PICTURES = (*_WRITERS, "html")


def draw_instruments(
    graph: Store, found: Sequence[Instrument], form: str, *, as_of: date, language: str
) -> str:
    """Return the lược đồ of an instrument, or a page of several.

    Raises:
        LegalGraphError: several instruments and a format that draws one.
    """
    if form == "html":
        iris = [instrument.iri for instrument in found]
        return instruments_page(graph, iris, as_of=as_of, language=language)
    only = _only(found, form, language)
    return _WRITERS[form](scheme(graph, only.iri, as_of=as_of, language=language))


def draw_answers(graph: Store, tables: Sequence[Table], form: str, *, language: str) -> str:
    """Return the picture of an answer, or a page of the answers about several instruments.

    Raises:
        LegalGraphError: several answers and a format that draws one.
    """
    if form == "html":
        return answer_page(graph, tables, language=language)
    if len(tables) > 1:
        asked = [graph.instrument(table.iri) for table in tables if table.iri is not None]
        _only(asked, form, language)
    return _WRITERS[form](picture_of(tables[0], graph, language=language))


def _only(found: Sequence[Instrument], form: str, language: str) -> Instrument:
    if len(found) == 1:
        return found[0]
    number, named = found[0].number, listed(found)
    raise LegalGraphError(
        f"{number!r}: {len(found)} instruments bear this number ({named}); {form} draws one. "
        f"Add the date, or use --format html."
        if language == "en"
        else f"{number!r}: có {len(found)} văn bản mang số này ({named}), {form} chỉ vẽ một. "
        "Thêm ngày ban hành vào câu hỏi, hoặc dùng --format html."
    )
