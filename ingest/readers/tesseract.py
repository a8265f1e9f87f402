"""The Tesseract program: where it is, what languages it has, and the words it sees in a picture.

It runs as a child that gets one picture, which Pillow or pdfium made, over a pipe: no hostile file
ever reaches its picture library, and a crash or a hang costs one page. Language ``vie`` alone:
beside ``eng`` it reads QĐ as QD.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ingest.readers.isolated import isolated
from kg.errors import UnreadableError

SECONDS = 90.0
"""Time accepted for one page."""

_VARIABLE = "VIENDAN_TESSERACT"
_LANGUAGE = "vie"
_WORD = "5"
"""Level of a word in the table that Tesseract prints; blocks, paragraphs and lines are below."""
_FIELDS = 12
_ABSENT = (
    "Install Tesseract with Vietnamese (Debian, Ubuntu: apt install tesseract-ocr "
    "tesseract-ocr-vie; macOS: brew install tesseract tesseract-lang; Windows: the installer of "
    f"UB Mannheim, with Vietnamese chosen) or name the program in {_VARIABLE}"
)


class Word(NamedTuple):
    """A word with its box in pixels, y downwards, and the block, paragraph and line it is in."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[str, ...]


class RecognitionError(Exception):
    """Tesseract failed on one picture; the message says how, for a note on its page."""


def require(path: str, what: str) -> str:
    """Return the program's path.

    Args:
        path: the file that is read, for the message.
        what: what is wrong with it without OCR.

    Raises:
        UnreadableError: the program or its Vietnamese data is not installed.
    """
    program = _program()
    if program is None:
        raise UnreadableError(f"{path}: {what}. {_ABSENT}, or give the .docx.")
    if _LANGUAGE not in _languages(program):
        raise UnreadableError(
            f"{path}: {what}; Tesseract ({program}) lacks the language data `{_LANGUAGE}`. Install "
            f"the package tesseract-ocr-vie, or put vie.traineddata in its folder tessdata."
        )
    return program


def recognise(pixels: bytes, *, program: str, dpi: int, seconds: float = SECONDS) -> list[Word]:
    """Return the words of a picture in reading order.

    Args:
        pixels: the picture as PGM.
        program: see ``require``.
        dpi: its resolution.
        seconds: after so long the child is killed.

    Raises:
        RecognitionError: the child failed or took too long.
    """
    options = ["-l", _LANGUAGE, "--dpi", str(dpi), "-c", "tessedit_create_tsv=1"]
    try:
        done = _run([program, "stdin", "stdout", *options], pixels, seconds)
    except subprocess.TimeoutExpired as error:
        raise RecognitionError(f"not recognised within {seconds:g} s") from error
    except OSError as error:
        raise RecognitionError(f"Tesseract does not start ({error.strerror})") from error
    if done.returncode:
        raise RecognitionError(f"Tesseract failed (exit code {done.returncode})")
    return _words(done.stdout.decode("utf-8", errors="replace"))


def _program() -> str | None:
    """Return the program: the one named, the one on PATH, or the one of the Windows installer."""
    named = os.environ.get(_VARIABLE)
    if named:
        return shutil.which(named)
    folders = [
        Path(root) / "Tesseract-OCR"
        for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")
        if (root := os.environ.get(name))
    ]
    if local := os.environ.get("LOCALAPPDATA"):
        folders += [Path(local) / "Programs" / "Tesseract-OCR", Path(local) / "Tesseract-OCR"]
    found = shutil.which("tesseract")
    return found or next((p for f in folders if (p := shutil.which("tesseract", path=f))), None)


@lru_cache(maxsize=8)
def _languages(program: str) -> frozenset[str]:
    try:
        done = _run([program, "--list-langs"], b"", SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(done.stdout.decode("utf-8", errors="replace").split())


def _run(command: list[str], data: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    # A thread a page: several of its own make one page little faster and many pages slower.
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    # Windows would open a console for each page.
    flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.run(  # noqa: S603 - a list, no shell, and no word of the file in it
        isolated(command),
        input=data,
        capture_output=True,
        timeout=seconds,
        env=alone,
        check=False,
        creationflags=flags,
    )


def _words(table: str) -> list[Word]:
    found = []
    for row in table.splitlines():
        fields = row.split("\t")
        if len(fields) != _FIELDS or fields[0] != _WORD or not fields[11].strip():
            continue
        left, top, width, height = map(int, fields[6:10])
        found.append(
            Word(
                text=fields[11].strip(),
                left=left,
                top=top,
                right=left + width,
                bottom=top + height,
                confidence=float(fields[10]),
                line=tuple(fields[2:5]),
            )
        )
    return found
