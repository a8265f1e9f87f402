"""What a Word document says of itself that a writer has to tell: a signature, a protection."""

from __future__ import annotations

from report.word.names import attribute, tags
from report.word.package import WordPackage

_OFF = ("", "0", "false", "off")


def is_signed(package: WordPackage) -> bool:
    """Return whether a package has a digital signature (ECMA-376 part 2, clause 12)."""
    return any(name.casefold().startswith("_xmlsignatures/") for name in package.names)


def is_protected(package: WordPackage) -> bool:
    """Return whether editing is restricted (``w:documentProtection``)."""
    name = package.related("settings")
    if name is None or b"documentProtection" not in package.read(name).replace(b"\0", b""):
        return False
    found = package.root(name).iter(*tags("documentProtection"))
    return any(attribute(element, "enforcement") not in _OFF for element in found)
