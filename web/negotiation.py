"""Which of several forms of an answer a client wants: the header ``Accept`` (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class _Range(NamedTuple):
    """A range of media types with its weight."""

    type: str
    subtype: str
    quality: float

    def fit(self, media_type: str) -> int:
        """Return how closely a type fits, 0 for not at all."""
        type_, _, subtype = media_type.partition("/")
        if (self.type, self.subtype) == (type_, subtype):
            return 3
        if (self.type, self.subtype) == (type_, "*"):
            return 2
        return int((self.type, self.subtype) == ("*", "*"))


class Chosen(NamedTuple):
    """A form of an answer, by its name, and the media type that it was chosen for."""

    form: str
    media_type: str


def chosen(accept: str | None, offered: Mapping[str, Sequence[str]]) -> Chosen | None:
    """Return the form that is wanted most; ``None`` where none is accepted.

    Args:
        accept: the header; without one, everything is accepted.
        offered: media types of each form by its name, the server's own choice first.
    """
    ranges = _ranges(accept or "*/*") or _ranges("*/*")
    best, found = 0.0, None
    for form, media_types in offered.items():
        for media_type in media_types:
            if (quality := _quality(media_type, ranges)) > best:
                best, found = quality, Chosen(form, media_type)
    return found


def _quality(media_type: str, ranges: Sequence[_Range]) -> float:
    """Return the weight of a type: that of the range that fits it most closely."""
    fits = [(one.fit(media_type), one.quality) for one in ranges]
    closest = max(fits)
    return closest[1] if closest[0] else 0.0


def _ranges(accept: str) -> list[_Range]:
    found = []
    for part in accept.split(","):
        words, *parameters = (word.strip().lower() for word in part.split(";"))
        type_, slash, subtype = words.partition("/")
        if slash and type_ and subtype:
            found.append(_Range(type_, subtype, _weight(parameters)))
    return found


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            digits = value.strip()
            plain = digits.replace(".", "", 1).isdecimal() and digits.isascii()
            return min(float(digits), 1.0) if plain else 0.0
    return 1.0
