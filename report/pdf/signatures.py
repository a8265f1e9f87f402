"""Digital signatures of a PDF, and what annotations make of them."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf

from report.pdf.notes import Signature

# DocMDP (ISO 32000-1, 12.8.2.2): 1 allows no change, 2 filling of forms, 3 annotations too.
_ANNOTATIONS_ALLOWED = 3
_DEFAULT = 2


def signature(pdf: Pdf, data: bytes, *, kept: bool) -> Signature | None:
    """Return what becomes of a file's signatures, ``None`` where it has none.

    Args:
        pdf: the file.
        data: its bytes.
        kept: whether all its bytes will stay where they are.
    """
    # A signature stands outside what it signs, so never compressed: most files are told at once.
    if b"/ByteRange" not in data:
        return None
    signed = [one for one in pdf.objects if _is_signature(one)]
    if not signed:
        return None
    allowed = all(_allows_notes(reference) for one in signed for reference in _references(one))
    whole = all(_end(one) <= len(data) for one in signed)
    return Signature.COVERS if kept and allowed and whole else Signature.BROKEN


def _is_signature(one: Object) -> bool:
    return isinstance(one, Dictionary) and Name.ByteRange in one and Name.Contents in one


def _end(one: Object) -> int:
    """Return where the bytes signed end; a file saved again may no longer have them."""
    parts = one.get(Name.ByteRange)
    numbers = [int(n) for n in parts if isinstance(n, int)] if isinstance(parts, Array) else []
    return sum(numbers[-2:])


def _references(one: Object) -> list[Object]:
    listed = one.get(Name.Reference)
    return [r for r in listed if isinstance(r, Dictionary)] if isinstance(listed, Array) else []


def _allows_notes(reference: Object) -> bool:
    if reference.get(Name.TransformMethod) != Name.DocMDP:
        return True
    limits = reference.get(Name.TransformParams)
    level = limits.get(Name.P, _DEFAULT) if isinstance(limits, Dictionary) else _DEFAULT
    return isinstance(level, int) and level >= _ANNOTATIONS_ALLOWED
