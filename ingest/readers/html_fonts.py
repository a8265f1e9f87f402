"""Fonts of the runs of an HTML page, where they stand for an old Vietnamese encoding.

Followed are ``<font face>``, ``style`` attributes, and the rules of ``<style>`` for a name of an
element, a class, or both: what Word and old editors write. Style sheets in files are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from ingest.readers.html_tokens import Token, visible_tokens
from ingest.readers.old_letters import encoding_of_font

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr"}
)
# Elements whose end tags are left out, and those at which the search for the open one ends.
_CLOSES = {name: {name} for name in ("p", "li", "option", "tr", "dt", "dd")}
_CLOSES |= {name: {"td", "th", "p"} for name in ("td", "th")}
_BARRIERS = frozenset({"table", "ul", "ol", "dl", "select"})
_STYLE_SHEET = re.compile(r"<style[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_FAMILY = re.compile(r"font-family\s*:\s*([^;]+)|font\s*:[^;]*?\d\w*\s+([^;]+)", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\b(style|face|class)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)


class _Open(NamedTuple):
    name: str
    font: str


def old_runs(source: str) -> dict[tuple[int, int], str]:
    """Return the encodings of the runs whose fonts have one, as ``SourceMap`` counts runs."""
    encodings = (encoding_of_font(font) for font in _fonts(source))
    return {(0, run): encoding for run, encoding in enumerate(encodings) if encoding}


def _fonts(source: str) -> Iterator[str]:
    """Yield the font of each stretch of visible text."""
    rules = _rules(source)
    open_elements = [_Open("", "")]
    for token in visible_tokens(source):
        if token.kind == "text":
            yield open_elements[-1].font
        elif token.kind == "close":
            _close(open_elements, {token.name}, frozenset())
        elif token.name not in _VOID:
            if token.name in _CLOSES:
                _close(open_elements, _CLOSES[token.name], _BARRIERS)
            font = _own_font(source, token, rules) or open_elements[-1].font
            open_elements.append(_Open(token.name, font))


def _close(open_elements: list[_Open], names: set[str], barriers: frozenset[str]) -> None:
    for index in range(len(open_elements) - 1, 0, -1):
        if open_elements[index].name in names:
            del open_elements[index:]
            return
        if open_elements[index].name in barriers:
            return


def _own_font(source: str, token: Token, rules: dict[tuple[str, str], str]) -> str:
    """Return the font that a tag sets, empty if none."""
    attributes = {
        match[1].lower(): unescape(next(filter(None, match.groups()[1:]), ""))
        for match in _ATTRIBUTE.finditer(source, token.start, token.end)
    }
    if font := _family(attributes.get("style", "")) or attributes.get("face", ""):
        return font.split(",")[0]
    classes = attributes.get("class", "").split()
    selectors = [(name, item) for item in classes for name in (token.name, "")]
    return next(
        (rules[key] for key in (*selectors, (token.name, "")) if key in rules),
        "",
    )


def _family(declarations: str) -> str:
    found = _FAMILY.search(declarations)
    return (found[1] or found[2]).split(",")[0].strip(" \"'\n\r\t") if found else ""


def _rules(source: str) -> dict[tuple[str, str], str]:
    """Return the fonts of rules by element and class, either of them possibly empty."""
    found: dict[tuple[str, str], str] = {}
    for sheet in _STYLE_SHEET.finditer(source):
        for selectors, declarations in _RULE.findall(sheet[1]):
            if font := _family(declarations):
                for selector in selectors.split(","):
                    simple = _SELECTOR.fullmatch(selector.strip())
                    if simple and selector.strip():
                        found[(simple[1] or "").lower(), simple[2] or ""] = font
    return found
