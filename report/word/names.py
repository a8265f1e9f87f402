"""Names of WordprocessingML, in its transitional and its strict spelling (ECMA-376 part 1).

Needs lxml, as every module of this package: ``report.to_docx`` asks for the extra first.
"""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from ingest.readers.docx_names import WORD_NAMESPACES

AUTHOR = "viendan"
"""Author of every comment and tracked change; what has it is taken out again by a second run."""
INITIALS = "VD"

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_STRICT = WORD_NAMESPACES[1]


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    space, _, name = tag[1:].partition("}")
    return name if space in WORD_NAMESPACES else ""


def local(element: etree._Element) -> str:
    """Return the local name of an element of WordprocessingML, empty for all others."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def tags(*names: str) -> tuple[str, ...]:
    """Return the tags of local names in both spellings, as ``iter`` takes them."""
    return tuple(f"{{{space}}}{name}" for space in WORD_NAMESPACES for name in names)


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute of WordprocessingML, empty if absent."""
    return next(
        (value for space in WORD_NAMESPACES if (value := element.get(f"{{{space}}}{name}"))), ""
    )


def attributes(element: etree._Element) -> dict[str, str]:
    """Return all attributes of an element, by their full names."""
    return {str(name): str(value) for name, value in element.items()}


def prefixes(element: etree._Element) -> dict[str, str]:
    """Return the namespaces that an element may be spelled with a prefix of."""
    return {prefix: space for prefix, space in element.nsmap.items() if prefix is not None}


def namespace(element: etree._Element) -> str:
    """Return the namespace that an element of WordprocessingML is spelled in."""
    return etree.QName(element).namespace or WORD_NAMESPACES[0]


def is_strict(element: etree._Element) -> bool:
    """Return whether an element is spelled as strict documents do."""
    return namespace(element) == _STRICT


def make(like: etree._Element, name: str, **attributes: str) -> etree._Element:
    """Return a new element in the spelling of ``like``, with attributes of WordprocessingML."""
    space = namespace(like)
    made = like.makeelement(f"{{{space}}}{name}", nsmap=prefixes(like))
    for key, value in attributes.items():
        made.set(f"{{{space}}}{key}", value)
    return made


def take_out(element: etree._Element) -> None:
    """Remove an element, leaving the white space after it where it was."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        return
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
