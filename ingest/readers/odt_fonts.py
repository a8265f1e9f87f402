"""Fonts of the runs of an OpenDocument text, where they stand for an old Vietnamese encoding.

A run takes its font from the innermost span whose style names one, else from its paragraph's
style, each with the styles that it is based on, else from the default of paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.parsers import expat

from ingest.readers.odt_parts import PARTS, PartReader, local_name
from ingest.readers.old_letters import encoding_of_font
from ingest.readers.package import Package

_PARAGRAPH, _SPAN = "paragraph", "text"


def old_runs(package: Package, readers: Sequence[PartReader]) -> dict[tuple[int, int], str]:
    """Return the encodings of the runs whose fonts have one, by part and number of the run.

    Raises:
        UnreadableError: a part with styles is broken.
    """
    # Styles that only one part uses have names of their own.
    styles = _Styles()
    for part in reversed(PARTS):
        if part in package.names:
            styles.read(package, part)
    return {
        (container, run): encoding
        for container, reader in enumerate(readers)
        for run, names in enumerate(reader.styles)
        if (encoding := encoding_of_font(styles.font(names)))
    }


class _Styles:
    """Fonts that styles name, and the styles that they are based on."""

    def __init__(self) -> None:
        self._faces: dict[str, str] = {}
        self._fonts: dict[tuple[str, str], str] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self._current: tuple[str, str] | None = None

    def read(self, package: Package, part: str) -> None:
        """Take the styles of a part."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        package.parse(parser, part)

    def font(self, names: tuple[str, ...]) -> str:
        """Return the font under a paragraph's style and those of spans, empty if unknown."""
        styles = [(_SPAN, name) for name in reversed(names[1:])]
        styles += [(_PARAGRAPH, name) for name in names[:1]]
        named = next(filter(None, map(self._inherited, styles)), None)
        return named or self._fonts.get((_PARAGRAPH, ""), "")

    def _inherited(self, style: tuple[str, str]) -> str:
        seen: set[tuple[str, str]] = set()
        while style[1] and style not in seen:
            seen.add(style)
            if font := self._fonts.get(style):
                return font
            style = (style[0], self._parents.get(style, ""))
        return ""

    def _start(self, tag: str, given: dict[str, str]) -> None:
        name = local_name(tag)
        if name not in _LOOKED_AT:
            return
        attributes = {local_name(key): value for key, value in given.items()}
        if name == "style:font-face":
            self._faces[attributes.get("style:name", "")] = attributes.get("svg:font-family", "")
        elif name == "style:text-properties":
            named = attributes.get("style:font-name", "")
            font = self._faces.get(named, named) or attributes.get("fo:font-family", "")
            if font and self._current:
                self._fonts[self._current] = font
        else:
            self._current = attributes.get("style:family", ""), attributes.get("style:name", "")
            self._parents[self._current] = attributes.get("style:parent-style-name", "")

    def _end(self, tag: str) -> None:
        if local_name(tag) in ("style:style", "style:default-style"):
            self._current = None


_LOOKED_AT = frozenset(
    {"style:font-face", "style:text-properties", "style:style", "style:default-style"}
)
