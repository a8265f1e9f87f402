"""Names of WordprocessingML that a .docx is read by (ECMA-376 part 1)."""

WORD_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""Transitional and strict spelling of the main namespace."""

TEXT_ELEMENTS = frozenset(
    {"t", "delText", "tab", "ptab", "br", "cr", "noBreakHyphen", "softHyphen", "sym"}
)
"""Local names of the text elements: these children of ``w:r``, in every part of the document.

``Place.run`` counts them in document order from 0, deleted text and ``mc:Fallback`` included, so
that with lxml it is an index into ``[e for e in root.iter() if e.getparent() is not None and
e.getparent().tag == W + "r" and e.tag in {W + name for name in TEXT_ELEMENTS}]``. All but ``t``
and ``delText`` are one character long.
"""
