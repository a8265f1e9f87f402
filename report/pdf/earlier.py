"""Annotations that an earlier check has left in a file: taken out, replies of people kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Page, String

AUTHOR = "viendan"
PREFIX = "viendan:"
"""How the names (NM) of all annotations of this program begin."""

ObjectId = tuple[int, int]


class Others(NamedTuple):
    """What stays on a page when earlier annotations of this program are gone.

    Attributes:
        kept: annotations of others, in their order, replies among them.
        replies: those of them that answer an annotation taken out, with its name.
        taken_out: whether there were any of an earlier check.
    """

    kept: list[Object]
    replies: list[tuple[Object, str]]
    taken_out: bool


def others(page: Page) -> Others:
    """Return the annotations of a page that are not of an earlier check; nothing is changed."""
    listed = page.obj.get(Name.Annots)
    annotations = list(listed) if isinstance(listed, Array) else []
    gone: dict[ObjectId, str] = {}
    for one in annotations:
        if is_ours(one) and one.is_indirect:
            gone[one.objgen] = _text(one, Name.NM)
    kept: list[Object] = []
    replies: list[tuple[Object, str]] = []
    for one in annotations:
        if is_ours(one) or (_is_popup(one) and is_ours(one.get(Name.Parent))):
            continue
        kept.append(one)
        if isinstance(one, Dictionary) and _answers(one, gone):
            replies.append((one, gone[one.IRT.objgen]))
    return Others(kept, replies, len(kept) < len(annotations))


def answer(replies: Iterable[tuple[Object, str]], new: Mapping[str, Object]) -> None:
    """Let replies answer the new annotation on the same words, or else stand by themselves."""
    for reply, name in replies:
        if name in new:
            reply.IRT = new[name]
        else:
            for key in (Name.IRT, Name.RT):
                if key in reply:
                    del reply[key]


def is_ours(annotation: Object | None) -> bool:
    """Tell whether this program has made an annotation, a popup's note included."""
    if not isinstance(annotation, Dictionary):
        return False
    return _text(annotation, Name.NM).startswith(PREFIX) or _text(annotation, Name.T) == AUTHOR


def _answers(annotation: Object, gone: Mapping[ObjectId, str]) -> bool:
    answered = annotation.get(Name.IRT)
    return isinstance(answered, Dictionary) and answered.objgen in gone


def _is_popup(annotation: Object) -> bool:
    return isinstance(annotation, Dictionary) and annotation.get(Name.Subtype) == Name.Popup


def _text(annotation: Object, key: Name) -> str:
    value = annotation.get(key)
    if not isinstance(value, String):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:
        return ""
