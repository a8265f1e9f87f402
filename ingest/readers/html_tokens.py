"""Tags and texts of an HTML page, with their offsets in the source.

An own tokeniser, since lxml keeps no offsets and ``html.parser`` needs quadratic time on broken
markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd"}
    | {"details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"}
    | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li"}
    | {"main", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody"}
    | {"tfoot", "thead", "tr", "ul"}
)
"""Elements that stand on lines of their own."""

_DROPPED = frozenset({"script", "style", "template", "title", "textarea", "head"})
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)|<!--|<[!?]")
_QUOTE_OR_END = re.compile("[\"'>]")


class Token(NamedTuple):
    """A tag or a stretch of text between tags."""

    kind: Literal["open", "close", "text"]
    name: str
    start: int
    end: int


def visible_tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of a page that a browser would show."""
    dropped = ""
    for token in _tokens(source):
        if dropped:
            # A page may leave out </head>; its body starts all the same.
            if token.kind == "close" and token.name == dropped:
                dropped = ""
            elif dropped == "head" and token.kind == "open" and token.name in BLOCKS:
                dropped = ""
                yield token
        elif token.kind == "open" and token.name in _DROPPED:
            dropped = token.name
        else:
            yield token


def _tokens(source: str) -> Iterator[Token]:
    position = 0
    unclosed: set[str] = set()
    while found := _TAG.search(source, position):
        if found.start() > position:
            yield Token("text", "", position, found.start())
        if found[0] == "<!--":
            end = source.find("-->", found.end())
            position = len(source) if end < 0 else end + 3
        elif found[2] is None:
            end = source.find(">", found.end())
            position = len(source) if end < 0 else end + 1
        else:
            position = _tag_end(source, found.end(), unclosed)
            name = found[2].lower()
            yield Token("close" if found[1] else "open", name, found.start(), position)
            if (
                not found[1]
                and name in ("script", "style")
                and source[position - 2 : position] != "/>"
            ):
                position = _raw_end(source, position, name)
    if position < len(source):
        yield Token("text", "", position, len(source))


def _tag_end(source: str, position: int, unclosed: set[str]) -> int:
    """Return the offset after a tag's ``>``, passing over quoted values.

    ``unclosed`` keeps the quotes that occur no more, so that a page full of open quotes is
    searched once and not once a tag.
    """
    while found := _QUOTE_OR_END.search(source, position):
        position = found.end()
        if found[0] == ">":
            return position
        begins_value = source[max(found.start() - 8, 0) : found.start()].rstrip().endswith("=")
        if begins_value and found[0] not in unclosed:
            end = source.find(found[0], position)
            if end < 0:
                unclosed.add(found[0])
            else:
                position = end + 1
    return len(source)


def _raw_end(source: str, position: int, name: str) -> int:
    found = re.compile(f"</{name}", re.IGNORECASE).search(source, position)
    return found.start() if found else len(source)
