"""Reading an uploaded form as it comes: its file goes to the disk, and nothing is held whole."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from web.problems import ProblemError

#: Fields of a form, each name of a rule among them; letters of one.
_FIELDS, _LONGEST = 250, 4096
#: Bytes of the form that are no file: names, boundaries, the other fields.
_AROUND = 2**17
_NAME = 200


@dataclass(slots=True)
class Form:
    """A form that was sent.

    Attributes:
        fields: what was typed, by name; a field can come more than once.
        name: of the file, as the sender calls it; empty where no file came.
        size: of the file.
    """

    fields: dict[str, list[str]] = field(default_factory=dict)
    name: str = ""
    size: int = 0


async def receive(request: Request, target: Path, *, most: int) -> Form:
    """Return a form whose field ``file`` is written to the disk.

    Args:
        request: whose body it is.
        target: where the file goes.
        most: its largest size.

    Raises:
        ProblemError: no such form, too large, or broken.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise ProblemError("format", "no form. Send multipart/form-data with a field `file`.")
    with target.open("wb") as file:
        reading = _Reading(file, most)
        parser = _parser(boundary, reading)
        try:
            async for piece in _pieces(request, most + _AROUND):
                await run_in_threadpool(parser.write, piece)
            parser.finalize()
        except FormParserError as error:
            raise ProblemError("bad-request", f"the form is broken: {error}.") from error
    if not reading.complete:
        raise ProblemError("bad-request", "the form is cut short. Send it again.")
    return reading.form


async def _pieces(request: Request, most: int) -> AsyncIterator[bytes]:
    """Yield the body in pieces, none of it twice in memory."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > most:
        raise _too_large(most)
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise _too_large(most)
        yield piece


def _too_large(most: int) -> ProblemError:
    return ProblemError(
        "too-large", f"more than the {most:,} bytes accepted. Pack fewer files into an archive."
    )


class _Reading:
    """What the parser of a form tells, part by part."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self.form, self.complete = Form(), False
        self._file, self._most = file, most
        self._headers: dict[bytes, bytes] = {}
        self._header, self._value = bytearray(), bytearray()
        self._field, self._words, self._is_file = "", bytearray(), False
        self._parts = 0

    def on_part_begin(self) -> None:
        self._parts += 1
        if self._parts > _FIELDS:
            raise ProblemError("bad-request", f"more than {_FIELDS} fields in the form.")
        self._headers, self._words = {}, bytearray()

    def on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def on_header_end(self) -> None:
        self._headers[bytes(self._header).lower()] = bytes(self._value)
        self._header, self._value = bytearray(), bytearray()

    def on_headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition"))
        self._field = options.get(b"name", b"").decode("utf-8", "replace")
        self._is_file = self._field == "file" and b"filename" in options
        if self._is_file and self.form.size:
            raise ProblemError("bad-request", "more than one file. Pack all into one archive.")
        if self._is_file:
            self.form.name = _last(options[b"filename"].decode("utf-8", "replace"))

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        if not self._is_file:
            self._words += data[start:end]
            if len(self._words) > _LONGEST:
                raise ProblemError("too-large", f"{self._field[:40]}: too long.")
            return
        self.form.size += end - start
        if self.form.size > self._most:
            raise _too_large(self._most)
        self._file.write(data[start:end])

    def on_part_end(self) -> None:
        if not self._is_file:
            words = self._words.decode("utf-8", "replace")
            self.form.fields.setdefault(self._field, []).append(words)

    def on_end(self) -> None:
        self.complete = True


def _parser(boundary: bytes, reading: _Reading) -> MultipartParser:
    return MultipartParser(
        boundary,
        {
            "on_part_begin": reading.on_part_begin,
            "on_header_field": reading.on_header_field,
            "on_header_value": reading.on_header_value,
            "on_header_end": reading.on_header_end,
            "on_headers_finished": reading.on_headers_finished,
            "on_part_data": reading.on_part_data,
            "on_part_end": reading.on_part_end,
            "on_end": reading.on_end,
        },
    )


def _last(name: str) -> str:
    """Return the last part of a file's name, in letters that can be shown."""
    last = os.path.basename(name.replace("\\", "/"))  # noqa: PTH119 - a label, no path of ours
    return "".join(char for char in last if char.isprintable())[:_NAME]
