"""Which instruments some words name, and what is said where the data has none of them."""

from __future__ import annotations

from collections.abc import Sequence

from cite.find import find_citations
from cite.lookup import look_up
from kg.contract import Store
from kg.model import Instrument
from queries.asking.wording import choice
from report.drawing.nodes import clean
from web.mcp.arguments import cut

_NEAR, _QUOTED = 5, 200
#: The longest line of an answer, and its deepest indent.
_LINE, _INDENT = 600, 8
_WORDS = {
    "vi": (
        "“{}”: không có trong dữ liệu; điều đó không có nghĩa là văn bản không được ban hành. "
        "Kiểm tra lại số, ngày, tên gọi.",
        "Số gần giống:",
    ),
    "en": (
        "“{}”: not in the data, which says nothing of whether it was issued. "
        "Check the number, the day, the name.",
        "Near it:",
    ),
}


def quoted(words: str, most: int = _QUOTED) -> str:
    """Return words of a draft or of the data in one line that keeps within its quotation marks."""
    return cut(clean(words).translate({ord("“"): "‘", ord("”"): "’"}), most)


def named(graph: Store, words: str) -> list[Instrument]:
    """Return the instruments that a number, citation, name or IRI may mean, best first."""
    return look_up(words, graph)


def near(graph: Store, words: str) -> tuple[Instrument, ...]:
    """Return instruments whose numbers are one slip away from the number in some words."""
    stated = [c.number for c in find_citations(words) if c.number]
    numbers = graph.near_numbers(stated[0] if stated else words.strip())
    return graph.by_numbers(numbers[:_NEAR]) if numbers else ()


def tidy_line(line: str) -> str:
    """Return a line, indented as it was, cut to size and without characters that are no text."""
    blanks = len(line) - len(line.lstrip(" "))
    return " " * min(blanks, _INDENT) + cut(clean(line), _LINE)


def absent_words(words: str, found: Sequence[Instrument], language: str) -> str:
    """Return that the data has nothing of this name, and the near ones."""
    absent, near_it = _WORDS[language]
    lines = [absent.format(quoted(words))]
    if found:
        lines += [near_it, *(f"  - {one_line(i, language)}" for i in found)]
    return "\n".join(lines)


def one_line(instrument: Instrument, language: str) -> str:
    """Return an instrument in a line by which it can be told and asked for: words and IRI."""
    return f"{quoted(choice(instrument, language))} [{instrument.iri}]"
